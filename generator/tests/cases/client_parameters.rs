// src/client.rs

use crate::api::Pets;
use crate::models::ListPetsXRegion;
use crate::runtime::sdk::{ClientParameter, ErrorMembers, Scheme, SchemeKind, Sdk};
use crate::runtime::{
    client::Core, client_builder::Builder, error::Error, input::into_text,
    operation::Parameter, secret::Secret,
};

/// The client of Pets.
///
/// A clone is another handle to the same client.
#[derive(Clone, Debug)]
pub struct ClientParameters {
    core: Core,
}

impl ClientParameters {
    /// A client for the default server, with this key.
    ///
    /// # Errors
    ///
    /// [`Error::Config`] when the key is empty or holds whitespace.
    pub fn new(key: impl Into<Secret>) -> Result<Self, Error> {
        Self::builder().key(key).build()
    }

    /// A client set up from the environment: `PETS_REGION`, `PETS_TENANT`.
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

    /// Operations: `list`, `create`, `delete`.
    #[must_use]
    pub fn pets(&self) -> Pets {
        Pets::new(self.core.clone())
    }
}

impl From<Core> for ClientParameters {
    fn from(core: Core) -> Self {
        Self { core }
    }
}

impl Builder<ClientParameters> {
    /// Sets the credential of `key`.
    pub fn key(self, key: impl Into<Secret>) -> Self {
        self.credential("key", key.into())
    }

    /// Sets `X-Api-Version`.
    ///
    /// Sent with every call that gives no other value. `2026-01-01` unless set.
    pub fn version(self, value: impl Into<String>) -> Self {
        self.parameter("version", into_text(value))
    }

    /// The region.
    ///
    /// Sent with every call that gives no other value.
    pub fn x_region(self, value: impl Into<ListPetsXRegion>) -> Self {
        let value: ListPetsXRegion = value.into();
        self.parameter("x_region", value)
    }

    /// The tenant.
    ///
    /// Sent with every call that takes it and gives no other value. A call that requires it fails
    /// without a value.
    pub fn x_tenant(self, value: impl Into<String>) -> Self {
        self.parameter("x_tenant", into_text(value))
    }

    /// Sets `locale`.
    ///
    /// Sent with every call that takes it and gives no other value.
    pub fn locale(self, value: impl Into<String>) -> Self {
        self.parameter("locale", into_text(value))
    }
}

/// What is true for every operation.
pub(crate) const SDK: Sdk = Sdk {
    name: "ClientParameters",
    user_agent: concat!(env!("CARGO_PKG_NAME"), "/", env!("CARGO_PKG_VERSION")),
    servers: &["https://api.example.com"],
    variables: &[],
    base_url_env: None,
    schemes: &[
        Scheme {
            name: "key",
            kind: SchemeKind::HeaderKey("X-Key"),
            env: None,
        },
    ],
    parameters: &[
        ClientParameter {
            name: "version",
            parameter: Parameter::header("X-Api-Version"),
            everywhere: true,
            default: Some("2026-01-01"),
            env: None,
        },
        ClientParameter {
            name: "x_region",
            parameter: Parameter::header("X-Region"),
            everywhere: true,
            default: None,
            env: Some("PETS_REGION"),
        },
        ClientParameter {
            name: "x_tenant",
            parameter: Parameter::header("X-Tenant"),
            everywhere: false,
            default: None,
            env: Some("PETS_TENANT"),
        },
        ClientParameter {
            name: "locale",
            parameter: Parameter::query("locale"),
            everywhere: false,
            default: None,
            env: None,
        },
    ],
    auth: &[&["key"]],
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

use crate::models::ListPetsXRegion;
use crate::runtime::operation::{Operation, Parameter};
use crate::runtime::{
    builder::call_builder, call::Call, client::Core, input::into_text, success,
};

/// Operations: [`list`](Self::list), [`create`](Self::create), [`delete`](Self::delete).
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
    /// # async fn run(client: client_parameters::ClientParameters) -> Result<(), client_parameters::Error> {
    /// client.pets().list().await?;
    /// # Ok(())
    /// # }
    /// ```
    pub fn list(&self) -> ListPets {
        ListPets(Call::empty(&self.core, &LIST))
    }

    /// `POST /pets`
    ///
    /// # Examples
    ///
    /// ```no_run
    /// # async fn run(client: client_parameters::ClientParameters) -> Result<(), client_parameters::Error> {
    /// client.pets().create().await?;
    /// # Ok(())
    /// # }
    /// ```
    pub fn create(&self) -> CreatePet {
        CreatePet(Call::empty(&self.core, &CREATE))
    }

    /// `DELETE /pets/{id}`
    ///
    /// # Examples
    ///
    /// ```no_run
    /// # async fn run(client: client_parameters::ClientParameters) -> Result<(), client_parameters::Error> {
    /// client.pets().delete("id").await?;
    /// # Ok(())
    /// # }
    /// ```
    pub fn delete(&self, id: impl Into<String>) -> Call<(), success::Empty> {
        Call::empty(&self.core, &DELETE).path("id", into_text(id))
    }
}

/// A call of [`Pets::list`]: set what is optional, then await it.
#[must_use = "a call does nothing until it is awaited or sent"]
#[derive(Clone, Debug)]
pub struct ListPets(Call<(), success::Empty>);

impl ListPets {
    /// The tenant.
    ///
    /// Replaces the client's value. One of them is required.
    pub fn x_tenant(self, value: impl Into<String>) -> Self {
        Self(self.0.header("X-Tenant", into_text(value)))
    }

    /// Replaces the client's value.
    pub fn locale(self, value: impl Into<String>) -> Self {
        Self(self.0.query("locale", into_text(value)))
    }

    /// The region.
    ///
    /// Replaces the client's value.
    pub fn x_region(self, value: impl Into<ListPetsXRegion>) -> Self {
        let value: ListPetsXRegion = value.into();
        Self(self.0.header("X-Region", value))
    }
}

call_builder!(ListPets, Call<(), success::Empty>);

/// A call of [`Pets::create`]: set what is optional, then await it.
#[must_use = "a call does nothing until it is awaited or sent"]
#[derive(Clone, Debug)]
pub struct CreatePet(Call<(), success::Empty>);

impl CreatePet {
    /// The tenant.
    ///
    /// Replaces the client's value. One of them is required.
    pub fn x_tenant(self, value: impl Into<String>) -> Self {
        Self(self.0.header("X-Tenant", into_text(value)))
    }

    /// Replaces the client's value.
    pub fn locale(self, value: impl Into<String>) -> Self {
        Self(self.0.query("locale", into_text(value)))
    }
}

call_builder!(CreatePet, Call<(), success::Empty>);

const LIST: Operation = Operation {
    name: "pets.list",
    id: "listPets",
    path: "/pets",
    parameters: &[
        Parameter::header("X-Tenant").required(),
        Parameter::query("locale"),
        Parameter::header("X-Region"),
    ],
    accept: "*/*",
    ..Operation::GET
};

const CREATE: Operation = Operation {
    name: "pets.create",
    id: "createPet",
    path: "/pets",
    parameters: &[Parameter::header("X-Tenant").required(), Parameter::query("locale")],
    accept: "*/*",
    ..Operation::POST
};

const DELETE: Operation = Operation {
    name: "pets.delete",
    id: "deletePet",
    path: "/pets/{id}",
    parameters: &[Parameter::path("id")],
    accept: "*/*",
    ..Operation::DELETE
};
