// warning[W0204]: the header `Accept` is no argument: the client sends what is described elsewhere
//   --> header_and_cookie.yaml:13:11
//    |
// 13 |         - {name: Accept, in: header, schema: {type: string}}
//    |           ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
//

// src/api/pets.rs

use crate::runtime::operation::{Operation, Parameter};
use crate::runtime::{
    builder::call_builder, call::Call, client::Core, input::into_text, success,
    validate::Rule,
};

/// Operations: [`delete`](Self::delete).
#[derive(Clone, Debug)]
pub struct Pets {
    core: Core,
}

impl Pets {
    pub(crate) fn new(core: Core) -> Self {
        Self { core }
    }

    /// `DELETE /pets`
    ///
    /// - `x_reason`: At most 80 characters.
    ///
    /// # Examples
    ///
    /// ```no_run
    /// # async fn run(client: header_and_cookie::HeaderAndCookie) -> Result<(), header_and_cookie::Error> {
    /// client.pets().delete("X-Reason").await?;
    /// # Ok(())
    /// # }
    /// ```
    pub fn delete(&self, x_reason: impl Into<String>) -> DeletePet {
        DeletePet(
            Call::empty(&self.core, &DELETE).header("X-Reason", into_text(x_reason)),
        )
    }
}

/// A call of [`Pets::delete`]: set what is optional, then await it.
#[must_use = "a call does nothing until it is awaited or sent"]
#[derive(Clone, Debug)]
pub struct DeletePet(Call<(), success::Empty>);

impl DeletePet {
    pub fn x_dry_run(self, value: bool) -> Self {
        Self(self.0.header("X-Dry-Run", value))
    }

    pub fn session(self, value: impl Into<String>) -> Self {
        Self(self.0.cookie("session", into_text(value)))
    }
}

call_builder!(DeletePet, Call<(), success::Empty>);

const DELETE: Operation = Operation {
    name: "pets.delete",
    id: "deletePets",
    path: "/pets",
    parameters: &[
        Parameter {
            rules: &[Rule::MaxLength(80)],
            ..Parameter::header("X-Reason").required()
        },
        Parameter::header("X-Dry-Run"),
        Parameter::cookie("session"),
    ],
    accept: "*/*",
    ..Operation::DELETE
};
