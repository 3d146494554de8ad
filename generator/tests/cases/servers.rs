// warning[W0204]: `/v2` is relative to where the description is served, which nothing says; it is no server to choose
//   --> servers.yaml:11:5
//    |
// 11 |   - {url: /v2}
//    |     ^^^^^^^^^^
//    |
//    = help: say where in sdk.toml: `description_url = "https://…/openapi.json"`
//

// src/client.rs

use crate::api::Pets;
use crate::runtime::sdk::{ErrorMembers, Sdk};
use crate::runtime::{
    client::Core, client_builder::Builder, error::Error, server::ServerVariable,
};

/// The client of Pets.
///
/// A clone is another handle to the same client.
#[derive(Clone, Debug)]
pub struct Servers {
    core: Core,
}

impl Servers {
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

    /// Operations: `list`.
    #[must_use]
    pub fn pets(&self) -> Pets {
        Pets::new(self.core.clone())
    }
}

impl From<Core> for Servers {
    fn from(core: Core) -> Self {
        Self { core }
    }
}

impl Builder<Servers> {
    /// Talks to one of the API's own servers. The first is the default.
    pub fn environment(self, environment: Environment) -> Self {
        self.server(environment as usize)
    }

    /// Where the data is kept.
    ///
    /// `{region}` in the URLs of servers: one of `eu`, `us`; `eu` unless set.
    pub fn region(self, region: impl Into<String>) -> Self {
        self.server_variable("region", region.into())
    }

    /// Sets the server variable `base`.
    ///
    /// `{base}` in the URLs of servers; `v1` unless set.
    pub fn base(self, base: impl Into<String>) -> Self {
        self.server_variable("base", base.into())
    }
}

/// A server of the API.
#[non_exhaustive]
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Environment {
    /// Production: <https://api.example.com/v1>
    Production,
    /// By region: `https://{region}.example.com/{base}`
    ByRegion,
    /// <https://staging.example.com>
    Staging,
}

impl Environment {
    /// Its base URL, with the names of variables between braces.
    #[must_use]
    pub fn url(self) -> &'static str {
        match self {
            Self::Production => "https://api.example.com/v1",
            Self::ByRegion => "https://{region}.example.com/{base}",
            Self::Staging => "https://staging.example.com",
        }
    }
}

/// What is true for every operation.
pub(crate) const SDK: Sdk = Sdk {
    name: "Servers",
    user_agent: concat!(env!("CARGO_PKG_NAME"), "/", env!("CARGO_PKG_VERSION")),
    servers: &[
        "https://api.example.com/v1",
        "https://{region}.example.com/{base}",
        "https://staging.example.com",
    ],
    variables: &[
        ServerVariable {
            name: "region",
            default: Some("eu"),
            values: &["eu", "us"],
        },
        ServerVariable {
            name: "base",
            default: Some("v1"),
            values: &[],
        },
    ],
    base_url_env: None,
    schemes: &[],
    parameters: &[],
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
