// warning[W0205]: `mutualTLS` is the caller's part: a default header, or the transport
//   --> security.yaml:25:5
//    |
// 25 |     mutual: {type: mutualTLS}
//    |     ^^^^^^
//

// src/client.rs

use crate::api::{Admin, Health, Pets};
use crate::runtime::sdk::{ErrorMembers, Scheme, SchemeKind, Sdk};
use crate::runtime::{
    client::Core, client_builder::Builder, error::Error, secret::Secret,
    token::TokenProvider,
};

/// The client of Pets.
///
/// A clone is another handle to the same client.
#[derive(Clone, Debug)]
pub struct Security {
    core: Core,
}

impl Security {
    /// A client for the default server, with this key.
    ///
    /// # Errors
    ///
    /// [`Error::Config`] when the key is empty or holds whitespace.
    pub fn new(oauth: impl Into<Secret>) -> Result<Self, Error> {
        Self::builder().oauth(oauth).build()
    }

    /// A client set up from the environment: `PETS_TOKEN`, `PETS_BASE_URL`.
    ///
    /// # Errors
    ///
    /// [`Error::Config`] when a variable is missing or unusable.
    pub fn from_env() -> Result<Self, Error> {
        Self::builder().read_env().build()
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

    /// Operations: `get`.
    #[must_use]
    pub fn health(&self) -> Health {
        Health::new(self.core.clone())
    }

    /// Operations: `get`, `reset`.
    #[must_use]
    pub fn admin(&self) -> Admin {
        Admin::new(self.core.clone())
    }
}

impl From<Core> for Security {
    fn from(core: Core) -> Self {
        Self { core }
    }
}

impl Builder<Security> {
    /// A token from your account page.
    pub fn token(self, token: impl Into<Secret>) -> Self {
        self.credential("token", token.into())
    }

    /// Sets the credential of `user`.
    pub fn user(self, user: impl AsRef<str>, password: impl AsRef<str>) -> Self {
        let pair = format!("{}:{}", user.as_ref(), password.as_ref());
        self.credential("user", Secret::from(pair))
    }

    /// Sets the credential of `app_key`.
    pub fn app_key(self, app_key: impl Into<Secret>) -> Self {
        self.credential("app_key", app_key.into())
    }

    /// Sets the credential of `query_key`.
    pub fn query_key(self, query_key: impl Into<Secret>) -> Self {
        self.credential("query_key", query_key.into())
    }

    /// Sets the credential of `session`.
    pub fn session(self, session: impl Into<Secret>) -> Self {
        self.credential("session", session.into())
    }

    /// Sets the credential of `oauth`.
    pub fn oauth(self, oauth: impl Into<Secret>) -> Self {
        self.credential("oauth", oauth.into())
    }

    /// Lets `provider` get the tokens of `oauth`, in place of one that is given.
    pub fn oauth_provider(self, provider: impl TokenProvider) -> Self {
        self.provider("oauth", provider)
    }

    /// Gets the tokens of `oauth` from `https://login.example.com/token` with client credentials,
    /// and keeps each while it is good.
    pub fn oauth_client_credentials(
        self,
        client_id: impl Into<String>,
        client_secret: impl Into<Secret>,
        scopes: impl IntoIterator<Item = impl Into<String>>,
    ) -> Self {
        self.client_credentials(
            ("oauth", "https://login.example.com/token"),
            client_id,
            client_secret,
            scopes,
        )
    }

    /// Gets the tokens of `oauth` from `https://login.example.com/token` with a refresh token, and
    /// keeps each while it is good. The secret of a public client is empty.
    pub fn oauth_refresh_token(
        self,
        client_id: impl Into<String>,
        client_secret: impl Into<Secret>,
        refresh_token: impl Into<Secret>,
    ) -> Self {
        self.refresh_token(
            ("oauth", "https://login.example.com/token"),
            client_id,
            client_secret,
            refresh_token,
        )
    }
}

/// What is true for every operation.
pub(crate) const SDK: Sdk = Sdk {
    name: "Security",
    user_agent: concat!(env!("CARGO_PKG_NAME"), "/", env!("CARGO_PKG_VERSION")),
    servers: &[],
    variables: &[],
    base_url_env: Some("PETS_BASE_URL"),
    schemes: &[
        Scheme {
            name: "token",
            kind: SchemeKind::Bearer,
            env: Some("PETS_TOKEN"),
        },
        Scheme {
            name: "user",
            kind: SchemeKind::Basic,
            env: None,
        },
        Scheme {
            name: "app_key",
            kind: SchemeKind::HeaderKey("X-App-Key"),
            env: None,
        },
        Scheme {
            name: "query_key",
            kind: SchemeKind::QueryKey("key"),
            env: None,
        },
        Scheme {
            name: "session",
            kind: SchemeKind::CookieKey("session"),
            env: None,
        },
        Scheme {
            name: "oauth",
            kind: SchemeKind::Bearer,
            env: None,
        },
        Scheme {
            name: "mutual",
            kind: SchemeKind::Hook,
            env: None,
        },
    ],
    parameters: &[],
    auth: &[&["oauth"], &["oauth"]],
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

// src/api/admin.rs

use crate::runtime::{call::Call, client::Core, operation::Operation, success};

/// Operations: [`get`](Self::get), [`reset`](Self::reset).
#[derive(Clone, Debug)]
pub struct Admin {
    core: Core,
}

impl Admin {
    pub(crate) fn new(core: Core) -> Self {
        Self { core }
    }

    /// `GET /admin`
    ///
    /// # Examples
    ///
    /// ```no_run
    /// # async fn run(client: security::Security) -> Result<(), security::Error> {
    /// client.admin().get().await?;
    /// # Ok(())
    /// # }
    /// ```
    pub fn get(&self) -> Call<(), success::Empty> {
        Call::empty(&self.core, &GET)
    }

    /// `DELETE /admin`
    ///
    /// Scopes: `read` and `admin:reset`, or `all`.
    ///
    /// # Examples
    ///
    /// ```no_run
    /// # async fn run(client: security::Security) -> Result<(), security::Error> {
    /// client.admin().reset().await?;
    /// # Ok(())
    /// # }
    /// ```
    pub fn reset(&self) -> Call<(), success::Empty> {
        Call::empty(&self.core, &RESET)
    }
}

const GET: Operation = Operation {
    name: "admin.get",
    id: "admin",
    path: "/admin",
    auth: Some(&[&[], &["oauth"]]),
    accept: "*/*",
    ..Operation::GET
};

const RESET: Operation = Operation {
    name: "admin.reset",
    id: "reset",
    path: "/admin",
    accept: "*/*",
    ..Operation::DELETE
};
