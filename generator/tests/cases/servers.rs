// warning[W0205]: `variables` is kept in part: only their defaults make a server to choose; for other values give a base URL
//  --> servers.yaml:7:67
//   |
// 7 |   - {url: "https://{region}.example.com", description: By region, variables: {region: {default: eu, enum: [eu, us]}}}
//   |                                                                   ^^^^^^^^^
//
// warning[W0204]: `/v2` is relative to where the description is served, which nothing says; it is no server to choose
//  --> servers.yaml:9:5
//   |
// 9 |   - {url: /v2}
//   |     ^^^^^^^^^^
//

// src/client.rs

use crate::api::Pets;
use crate::runtime::sdk::{ErrorMembers, Sdk};
use crate::runtime::{client::Core, client_builder::Builder, error::Error};

/// The client of Pets.
///
/// A clone is another handle to the same client.
#[derive(Clone, Debug)]
pub struct PetsClient {
    core: Core,
}

impl PetsClient {
    /// A client for the default server.
    ///
    /// # Errors
    ///
    /// [`Error::Config`] when the settings are unusable.
    pub fn new() -> Result<Self, Error> {
        Self::builder().build()
    }

    /// Sets up a client step by step.
    pub fn builder() -> Builder<Self> {
        Builder::new(&SDK)
    }

    /// The URL below which every path lies.
    #[must_use]
    pub fn base_url(&self) -> &str {
        self.core.base_url()
    }

    /// Calls of `pets`.
    #[must_use]
    pub fn pets(&self) -> Pets {
        Pets::new(self.core.clone())
    }
}

impl From<Core> for PetsClient {
    fn from(core: Core) -> Self {
        Self { core }
    }
}

impl Builder<PetsClient> {
    /// Talks to one of the API's own servers. The first is the default.
    pub fn environment(self, environment: Environment) -> Self {
        self.base_url(environment.url())
    }
}

/// A server of the API.
#[non_exhaustive]
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Environment {
    /// Production: <https://api.example.com/v1>
    Production,
    /// By region: <https://eu.example.com>
    ByRegion,
    /// <https://staging.example.com>
    Staging,
}

impl Environment {
    /// Its base URL.
    #[must_use]
    pub fn url(self) -> &'static str {
        match self {
            Self::Production => "https://api.example.com/v1",
            Self::ByRegion => "https://eu.example.com",
            Self::Staging => "https://staging.example.com",
        }
    }
}

/// What is true for every operation.
pub(crate) const SDK: Sdk = Sdk {
    name: "PetsClient",
    user_agent: concat!(env!("CARGO_PKG_NAME"), "/", env!("CARGO_PKG_VERSION")),
    base_url: Some("https://api.example.com/v1"),
    base_url_env: None,
    schemes: &[],
    auth: &[],
    secret_members: &[],
    error_members: ErrorMembers {
        message: &[
            "/message",
            "/error/message",
            "/error_description",
            "/detail",
            "/title",
            "/error",
        ],
        code: &["/code", "/error/code", "/error/type"],
        hint: &["/hint"],
        issues: &["/errors", "/issues", "/details"],
        issue_path: "/path",
        issue_message: "/message",
    },
};
