// src/client.rs

use crate::api::Pets;
use crate::runtime::sdk::{ErrorMembers, Scheme, SchemeKind, Sdk};
use crate::runtime::{
    client::Core, client_builder::Builder, error::Error, secret::Secret,
};

/// The client of Pets.
///
/// A clone is another handle to the same client.
#[derive(Clone, Debug)]
pub struct AuthParameters {
    core: Core,
}

impl AuthParameters {
    /// A client for the default server, with this key.
    ///
    /// # Errors
    ///
    /// [`Error::Config`] when the key is empty or holds whitespace.
    pub fn new(authorization: impl Into<Secret>) -> Result<Self, Error> {
        Self::builder().authorization(authorization).build()
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

    /// Operations: `list`, `delete`, `list_cats`.
    #[must_use]
    pub fn pets(&self) -> Pets {
        Pets::new(self.core.clone())
    }
}

impl From<Core> for AuthParameters {
    fn from(core: Core) -> Self {
        Self { core }
    }
}

impl Builder<AuthParameters> {
    /// `Bearer` and the token of your app.
    pub fn authorization(self, authorization: impl Into<Secret>) -> Self {
        self.credential("authorization", authorization.into())
    }
}

/// What is true for every operation.
pub(crate) const SDK: Sdk = Sdk {
    name: "AuthParameters",
    user_agent: concat!(env!("CARGO_PKG_NAME"), "/", env!("CARGO_PKG_VERSION")),
    servers: &[],
    variables: &[],
    base_url_env: None,
    schemes: &[
        Scheme {
            name: "authorization",
            kind: SchemeKind::Bearer,
            env: None,
        },
    ],
    parameters: &[],
    auth: &[&["authorization"]],
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

use crate::runtime::operation::{Operation, Parameter};
use crate::runtime::{call::Call, client::Core, input::into_text, success};

/// Operations: [`list`](Self::list), [`delete`](Self::delete), [`list_cats`](Self::list_cats).
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
    /// # async fn run(client: auth_parameters::AuthParameters) -> Result<(), auth_parameters::Error> {
    /// client.pets().list().await?;
    /// # Ok(())
    /// # }
    /// ```
    pub fn list(&self) -> Call<(), success::Empty> {
        Call::empty(&self.core, &LIST)
    }

    /// `DELETE /pets`
    ///
    /// # Examples
    ///
    /// ```no_run
    /// # async fn run(client: auth_parameters::AuthParameters) -> Result<(), auth_parameters::Error> {
    /// client.pets().delete("X-Request-Key").await?;
    /// # Ok(())
    /// # }
    /// ```
    pub fn delete(&self, x_request_key: impl Into<String>) -> Call<(), success::Empty> {
        Call::empty(&self.core, &DELETE)
            .header("X-Request-Key", into_text(x_request_key))
    }

    /// `GET /cats`
    ///
    /// # Examples
    ///
    /// ```no_run
    /// # async fn run(client: auth_parameters::AuthParameters) -> Result<(), auth_parameters::Error> {
    /// client.pets().list_cats().await?;
    /// # Ok(())
    /// # }
    /// ```
    pub fn list_cats(&self) -> Call<(), success::Empty> {
        Call::empty(&self.core, &LIST_CATS)
    }
}

const LIST: Operation = Operation {
    name: "pets.list",
    id: "listPets",
    path: "/pets",
    accept: "*/*",
    ..Operation::GET
};

const DELETE: Operation = Operation {
    name: "pets.delete",
    id: "deletePets",
    path: "/pets",
    parameters: &[Parameter::header("X-Request-Key").required()],
    accept: "*/*",
    ..Operation::DELETE
};

const LIST_CATS: Operation = Operation {
    name: "pets.list_cats",
    id: "listCats",
    path: "/cats",
    accept: "*/*",
    ..Operation::GET
};
