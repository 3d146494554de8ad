// warning[W0204]: the header `Accept` is no argument: the client sends what is described elsewhere
//   --> header_and_cookie.yaml:13:11
//    |
// 13 |         - {name: Accept, in: header, schema: {type: string}}
//    |           ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
//

// src/api/pets.rs

use crate::runtime::{
    builder::call_builder, call::{Call, into_text},
    client::Core, operation::{Operation, Parameter},
    validate::Rule,
};

/// Calls of `pets`.
#[derive(Clone, Debug)]
pub struct Pets {
    core: Core,
}

impl Pets {
    pub(crate) fn new(core: Core) -> Self {
        Self { core }
    }

    /// Calls `deletePets`.
    ///
    /// `DELETE /pets`
    pub fn delete(&self, x_reason: impl Into<String>) -> DeletePet {
        DeletePet {
            call: Call::empty(&self.core, &DELETE)
                .header("X-Reason", into_text(x_reason)),
        }
    }
}

/// A call of [`Pets::delete`]: set what is optional, then await it.
#[must_use = "a call does nothing until it is awaited or sent"]
#[derive(Clone, Debug)]
pub struct DeletePet {
    call: Call<()>,
}

impl DeletePet {
    /// The parameter `X-Dry-Run`.
    pub fn x_dry_run(mut self, value: bool) -> Self {
        self.call.set_header("X-Dry-Run", value);
        self
    }

    /// The parameter `session`.
    pub fn session(mut self, value: impl Into<String>) -> Self {
        self.call.set_cookie("session", into_text(value));
        self
    }
}

call_builder!(DeletePet -> ());

const DELETE: Operation = Operation {
    name: "pets.delete",
    id: "deletePets",
    path: "/pets",
    parameters: &[
        Parameter {
            required: true,
            rules: &[Rule::MaxLength(80)],
            ..Parameter::header("X-Reason")
        },
        Parameter::header("X-Dry-Run"),
        Parameter::cookie("session"),
    ],
    accept: "*/*",
    ..Operation::DELETE
};
