// src/api/errors.rs

use crate::runtime::{
    builder::call_builder, call::Call, client::Core, operation::Operation,
};
use crate::{ErrorBody, models};

/// Operations: [`list`](Self::list), [`create`](Self::create).
#[derive(Clone, Debug)]
pub struct Errors {
    core: Core,
}

impl Errors {
    pub(crate) fn new(core: Core) -> Self {
        Self { core }
    }

    /// `GET /errors`
    ///
    /// # Errors
    ///
    /// - 4XX: no
    ///
    /// # Examples
    ///
    /// ```no_run
    /// # async fn run(client: models_apart::ModelsApart) -> Result<(), models_apart::Error> {
    /// let response = client.errors().list().await?;
    /// println!("{response:?}");
    /// # Ok(())
    /// # }
    /// ```
    pub fn list(&self) -> Call<models::Response> {
        Call::json(&self.core, &LIST)
    }

    /// `POST /errors`
    ///
    /// # Examples
    ///
    /// ```no_run
    /// use models_apart::models;
    ///
    /// # async fn run(client: models_apart::ModelsApart) -> Result<(), models_apart::Error> {
    /// let error = client.errors().create("Hello!", models::Scheme::A).await?;
    /// println!("{}", error.message);
    /// # Ok(())
    /// # }
    /// ```
    pub fn create(
        &self,
        message: impl Into<String>,
        kind: impl Into<models::Scheme>,
    ) -> CreateError {
        CreateError(Call::json(&self.core, &CREATE), models::Error::new(message, kind))
    }
}

/// A call of [`Errors::create`]: set what is optional, then await it.
#[must_use = "a call does nothing until it is awaited or sent"]
#[derive(Clone, Debug)]
pub struct CreateError(Call<models::Error>, models::Error);

impl CreateError {
    pub fn cause(self, value: models::Error) -> Self {
        Self(self.0, self.1.cause(value))
    }
}

call_builder!(CreateError, Call<models::Error>, models::Error);

const LIST: Operation = Operation {
    name: "errors.list",
    id: "listErrors",
    path: "/errors",
    errors: &[(&["4XX"], ErrorBody::error)],
    ..Operation::GET
};

const CREATE: Operation = Operation {
    name: "errors.create",
    id: "createError",
    path: "/errors",
    ..Operation::POST
};

// src/models/error.rs

use serde::{Deserialize, Serialize};

use crate::models;
use crate::runtime::{object::object, setters::setters, tolerant::optional};

#[non_exhaustive]
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(remote = "Self")]
pub struct Error {
    pub message: String,
    pub kind: models::Scheme,
    #[serde(
        default,
        deserialize_with = "optional",
        skip_serializing_if = "Option::is_none"
    )]
    pub cause: Option<Box<models::Error>>,
}

object!(Error => Serialize, Deserialize, Validate);

impl Error {
    /// Creates one from its required properties.
    #[must_use]
    pub fn new(message: impl Into<String>, kind: impl Into<models::Scheme>) -> Self {
        Self {
            message: message.into(),
            kind: kind.into(),
            cause: None,
        }
    }
}

setters!(Error {
    cause(value: models::Error) => Some(Box::new(value)),
});

// src/models/update_operation.rs

use serde::{Deserialize, Serialize};

use crate::models;
use crate::runtime::object::object;

#[non_exhaustive]
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(remote = "Self")]
pub struct UpdateOperationRequest {
    pub body: models::Body,
    pub environment: models::Environment,
}

object!(UpdateOperationRequest => Serialize, Deserialize, Validate);

impl UpdateOperationRequest {
    /// Creates one from its required properties.
    #[must_use]
    pub fn new(body: impl Into<models::Body>) -> Self {
        Self {
            body: body.into(),
            environment: models::Environment::Only,
        }
    }
}
