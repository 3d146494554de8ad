// src/client.rs

use serde::Serialize;
use serde_json::Value;

use crate::runtime::sdk::{ErrorMembers, Sdk};
use crate::runtime::{
    builder::call_builder, call::Call, client::Core, client_builder::Builder,
    error::Error, free_form::into_json, operation::Operation, success,
};

/// The client of Dice.
///
/// A clone is another handle to the same client.
#[derive(Clone, Debug)]
pub struct NamesOneLetter {
    core: Core,
}

impl NamesOneLetter {
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

    /// `PATCH /v1.0`
    ///
    /// # Examples
    ///
    /// ```no_run
    /// # async fn run(client: names_one_letter::NamesOneLetter) -> Result<(), names_one_letter::Error> {
    /// client.d().await?;
    /// # Ok(())
    /// # }
    /// ```
    pub fn d(&self) -> D {
        D(Call::empty(&self.core, &D_2))
    }

    /// `PUT /v1.0`
    ///
    /// # Examples
    ///
    /// ```no_run
    /// # async fn run(client: names_one_letter::NamesOneLetter) -> Result<(), names_one_letter::Error> {
    /// client.d6().await?;
    /// # Ok(())
    /// # }
    /// ```
    pub fn d6(&self) -> D6 {
        D6(Call::empty(&self.core, &D6_2))
    }
}

impl From<Core> for NamesOneLetter {
    fn from(core: Core) -> Self {
        Self { core }
    }
}

/// A call of [`NamesOneLetter::d`]: set what is optional, then await it.
#[must_use = "a call does nothing until it is awaited or sent"]
#[derive(Clone, Debug)]
pub struct D(Call<(), success::Empty>);

impl D {
    /// Sends this body.
    pub fn body(self, body: impl Serialize) -> Self {
        let body: Value = into_json(body);
        Self(self.0.with_json(&body))
    }
}

call_builder!(D, Call<(), success::Empty>);

/// A call of [`NamesOneLetter::d6`]: set what is optional, then await it.
#[must_use = "a call does nothing until it is awaited or sent"]
#[derive(Clone, Debug)]
pub struct D6(Call<(), success::Empty>);

impl D6 {
    /// Sends this body.
    pub fn body(self, body: impl Serialize) -> Self {
        let body: Value = into_json(body);
        Self(self.0.with_json(&body))
    }
}

call_builder!(D6, Call<(), success::Empty>);

const D_2: Operation = Operation {
    name: "d",
    id: "d",
    path: "/v1.0",
    accept: "*/*",
    ..Operation::PATCH
};

const D6_2: Operation = Operation {
    name: "d6",
    id: "d6",
    path: "/v1.0",
    accept: "*/*",
    ..Operation::PUT
};

/// What is true for every operation.
pub(crate) const SDK: Sdk = Sdk {
    name: "NamesOneLetter",
    user_agent: concat!(env!("CARGO_PKG_NAME"), "/", env!("CARGO_PKG_VERSION")),
    servers: &[],
    variables: &[],
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
