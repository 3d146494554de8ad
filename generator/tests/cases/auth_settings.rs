// src/client.rs

use crate::api::Pets;
use crate::runtime::sdk::{ErrorMembers, Scheme, SchemeKind, Sdk};
use crate::runtime::{
    client::Core, client_builder::Builder, error::Error, secret::Secret,
    token::TokenProvider,
};

/// The client of Pets.
///
/// A clone is another handle to the same client.
#[derive(Clone, Debug)]
pub struct AuthSettings {
    core: Core,
}

impl AuthSettings {
    /// A client for the default server, with this key.
    ///
    /// # Errors
    ///
    /// [`Error::Config`] when the key is empty or holds whitespace.
    pub fn new(token: impl Into<Secret>) -> Result<Self, Error> {
        Self::builder().token(token).build()
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

    /// Operations: `list`, `replace`, `create`, `delete`, `get_health`.
    #[must_use]
    pub fn pets(&self) -> Pets {
        Pets::new(self.core.clone())
    }
}

impl From<Core> for AuthSettings {
    fn from(core: Core) -> Self {
        Self { core }
    }
}

impl Builder<AuthSettings> {
    /// Sets the credential of `admin`.
    pub fn admin(self, admin: impl Into<Secret>) -> Self {
        self.credential("admin", admin.into())
    }

    /// Sets the credential of `app`.
    pub fn app(self, app: impl Into<Secret>) -> Self {
        self.credential("app", app.into())
    }

    /// A personal access token.
    pub fn token(self, token: impl Into<Secret>) -> Self {
        self.credential("token", token.into())
    }

    /// Lets `provider` get the tokens of `app`, in place of one that is given.
    pub fn app_provider(self, provider: impl TokenProvider) -> Self {
        self.provider("app", provider)
    }

    /// Gets the tokens of `app` from `https://api.example.com/v1/oauth/token` with client
    /// credentials, and keeps each while it is good.
    pub fn app_client_credentials(
        self,
        client_id: impl Into<String>,
        client_secret: impl Into<Secret>,
        scopes: impl IntoIterator<Item = impl Into<String>>,
    ) -> Self {
        self.client_credentials(
            ("app", "https://api.example.com/v1/oauth/token"),
            client_id,
            client_secret,
            scopes,
        )
    }
}

/// What is true for every operation.
pub(crate) const SDK: Sdk = Sdk {
    name: "AuthSettings",
    user_agent: concat!(env!("CARGO_PKG_NAME"), "/", env!("CARGO_PKG_VERSION")),
    servers: &["https://api.example.com/v1/"],
    variables: &[],
    base_url_env: None,
    schemes: &[
        Scheme {
            name: "admin",
            kind: SchemeKind::HeaderKey("X-Admin-Key"),
            env: None,
        },
        Scheme {
            name: "app",
            kind: SchemeKind::Bearer,
            env: None,
        },
        Scheme {
            name: "token",
            kind: SchemeKind::Bearer,
            env: None,
        },
    ],
    parameters: &[],
    auth: &[&["token"]],
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

// src/api/pets.rs

use crate::runtime::{call::Call, client::Core, operation::Operation, success};

/// Operations: [`list`](Self::list), [`replace`](Self::replace), [`create`](Self::create),
/// [`delete`](Self::delete), [`get_health`](Self::get_health).
#[derive(Clone, Debug)]
pub struct Pets {
    core: Core,
}

impl Pets {
    pub(crate) fn new(core: Core) -> Self {
        Self { core }
    }

    /// `GET /pets`
    ///
    /// # Examples
    ///
    /// ```no_run
    /// # async fn run(client: auth_settings::AuthSettings) -> Result<(), auth_settings::Error> {
    /// client.pets().list().await?;
    /// # Ok(())
    /// # }
    /// ```
    pub fn list(&self) -> Call<(), success::Empty> {
        Call::empty(&self.core, &LIST)
    }

    /// `PUT /pets`
    ///
    /// # Examples
    ///
    /// ```no_run
    /// # async fn run(client: auth_settings::AuthSettings) -> Result<(), auth_settings::Error> {
    /// client.pets().replace().await?;
    /// # Ok(())
    /// # }
    /// ```
    pub fn replace(&self) -> Call<(), success::Empty> {
        Call::empty(&self.core, &REPLACE)
    }

    /// `POST /pets`
    ///
    /// # Examples
    ///
    /// ```no_run
    /// # async fn run(client: auth_settings::AuthSettings) -> Result<(), auth_settings::Error> {
    /// client.pets().create().await?;
    /// # Ok(())
    /// # }
    /// ```
    pub fn create(&self) -> Call<(), success::Empty> {
        Call::empty(&self.core, &CREATE)
    }

    /// `DELETE /pets`
    ///
    /// # Examples
    ///
    /// ```no_run
    /// # async fn run(client: auth_settings::AuthSettings) -> Result<(), auth_settings::Error> {
    /// client.pets().delete().await?;
    /// # Ok(())
    /// # }
    /// ```
    pub fn delete(&self) -> Call<(), success::Empty> {
        Call::empty(&self.core, &DELETE)
    }

    /// `GET /health`
    ///
    /// # Examples
    ///
    /// ```no_run
    /// # async fn run(client: auth_settings::AuthSettings) -> Result<(), auth_settings::Error> {
    /// client.pets().get_health().await?;
    /// # Ok(())
    /// # }
    /// ```
    pub fn get_health(&self) -> Call<(), success::Empty> {
        Call::empty(&self.core, &GET_HEALTH)
    }
}

const LIST: Operation = Operation {
    name: "pets.list",
    id: "listPets",
    path: "/pets",
    auth: Some(&[&["app"]]),
    accept: "*/*",
    ..Operation::GET
};

const REPLACE: Operation = Operation {
    name: "pets.replace",
    id: "replacePets",
    path: "/pets",
    accept: "*/*",
    ..Operation::PUT
};

const CREATE: Operation = Operation {
    name: "pets.create",
    id: "createPet",
    path: "/pets",
    accept: "*/*",
    ..Operation::POST
};

const DELETE: Operation = Operation {
    name: "pets.delete",
    id: "deletePets",
    path: "/pets",
    auth: Some(&[&["admin"]]),
    accept: "*/*",
    ..Operation::DELETE
};

const GET_HEALTH: Operation = Operation {
    name: "pets.get_health",
    id: "health",
    path: "/health",
    auth: Some(&[]),
    accept: "*/*",
    ..Operation::GET
};
