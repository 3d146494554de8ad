// warning[W0205]: this form in parts is one of several objects: the fields of each can be set, and which go together is not checked
//  --> body_multipart_any.yaml:9:7
//   |
// 9 |       requestBody:
//   |       ^^^^^^^^^^^
//
// warning[W0406]: `minimum` cannot be checked here: the type in Rust has no such rule
//   --> body_multipart_any.yaml:20:25
//    |
// 20 |                         age: { type: integer, minimum: 1 }
//    |                         ^^^
//

// src/api/invites.rs

use crate::runtime::operation::{Operation, Parameter};
use crate::runtime::{
    builder::call_builder, call::Call, client::Core, input::into_text, success,
    upload::Upload,
};

/// Operations: [`create`](Self::create).
#[derive(Clone, Debug)]
pub struct Invites {
    core: Core,
}

impl Invites {
    pub(crate) fn new(core: Core) -> Self {
        Self { core }
    }

    /// `POST /invites`
    ///
    /// # Examples
    ///
    /// ```no_run
    /// # async fn run(client: body_multipart_any::BodyMultipartAny) -> Result<(), body_multipart_any::Error> {
    /// client.invites().create(1).await?;
    /// # Ok(())
    /// # }
    /// ```
    pub fn create(&self, age: i64) -> CreateInvite {
        CreateInvite(Call::empty(&self.core, &CREATE).field("age", age))
    }
}

/// A call of [`Invites::create`]: set what is optional, then await it.
#[must_use = "a call does nothing until it is awaited or sent"]
#[derive(Clone, Debug)]
pub struct CreateInvite(Call<(), success::Empty>);

impl CreateInvite {
    pub fn users(self, value: impl Into<Upload>) -> Self {
        Self(self.0.file("users", value))
    }

    /// Who invites.
    pub fn token(self, value: impl Into<String>) -> Self {
        Self(self.0.field("token", into_text(value)))
    }

    pub fn unique(self, value: bool) -> Self {
        Self(self.0.field("unique", value))
    }
}

call_builder!(CreateInvite, Call<(), success::Empty>);

const CREATE: Operation = Operation {
    name: "invites.create",
    id: "createInvite",
    path: "/invites",
    parameters: &[
        Parameter::field("age").required(),
        Parameter::field("users"),
        Parameter::field("token"),
        Parameter::field("unique"),
    ],
    accept: "*/*",
    content_type: Some("multipart/form-data"),
    ..Operation::POST
};
