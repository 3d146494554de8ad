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
pub struct RelativeServers {
    core: Core,
}

impl RelativeServers {
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

impl From<Core> for RelativeServers {
    fn from(core: Core) -> Self {
        Self { core }
    }
}

impl Builder<RelativeServers> {
    /// Talks to one of the API's own servers. The first is the default.
    pub fn environment(self, environment: Environment) -> Self {
        self.server(environment as usize)
    }

    /// Sets the server variable `edition`.
    ///
    /// `{edition}` in the URLs of servers; `free` unless set.
    pub fn edition(self, edition: impl Into<String>) -> Self {
        self.server_variable("edition", edition.into())
    }
}

/// A server of the API.
#[non_exhaustive]
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Environment {
    /// Here: <https://example.com/v2>
    Here,
    /// Beside: `https://example.com/docs/{edition}/v2`
    Beside,
    /// There: <https://other.example.com/v2>
    There,
}

impl Environment {
    /// Its base URL, with the names of variables between braces.
    #[must_use]
    pub fn url(self) -> &'static str {
        match self {
            Self::Here => "https://example.com/v2",
            Self::Beside => "https://example.com/docs/{edition}/v2",
            Self::There => "https://other.example.com/v2",
        }
    }
}

/// What is true for every operation.
pub(crate) const SDK: Sdk = Sdk {
    name: "RelativeServers",
    user_agent: concat!(env!("CARGO_PKG_NAME"), "/", env!("CARGO_PKG_VERSION")),
    servers: &[
        "https://example.com/v2",
        "https://example.com/docs/{edition}/v2",
        "https://other.example.com/v2",
    ],
    variables: &[
        ServerVariable {
            name: "edition",
            default: Some("free"),
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
