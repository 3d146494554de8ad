// src/api/pets.rs

use crate::models::Pet;
use crate::runtime::{
    builder::call_builder, call::Call, client::Core, operation::{Operation, Parameter},
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

    /// Calls `savePet`.
    ///
    /// `PUT /pets`
    #[deprecated]
    pub fn save(&self, name: impl Into<String>, kind: impl Into<String>) -> SavePet {
        SavePet {
            call: Call::empty(&self.core, &SAVE),
            body: Pet::new(name, kind),
        }
    }
}

/// A call of [`Pets::save`]: set what is optional, then await it.
#[must_use = "a call does nothing until it is awaited or sent"]
#[derive(Clone, Debug)]
pub struct SavePet {
    call: Call<()>,
    body: Pet,
}

impl SavePet {
    /// The parameter `force`.
    #[deprecated]
    pub fn force(mut self, value: bool) -> Self {
        self.call.set_query("force", value);
        self
    }

    /// Use `name`.
    #[deprecated]
    #[allow(deprecated, reason = "deprecated members are still sent")]
    pub fn nick(mut self, value: impl Into<String>) -> Self {
        self.body = self.body.nick(value);
        self
    }

    /// Sends `nick` as null.
    #[deprecated]
    #[allow(deprecated, reason = "deprecated members are still sent")]
    pub fn nick_null(mut self) -> Self {
        self.body = self.body.nick_null();
        self
    }
}

call_builder!(SavePet -> (), body);

const SAVE: Operation = Operation {
    name: "pets.save",
    id: "savePet",
    path: "/pets",
    parameters: &[Parameter::query("force")],
    accept: "*/*",
    ..Operation::PUT
};

// src/models/pet.rs

use serde::{Deserialize, Serialize};

use crate::runtime::{object::object, patch::Patch};

/// `Pet`.
///
/// Deprecated.
#[non_exhaustive]
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(remote = "Self")]
pub struct Pet {
    /// The member `name`.
    pub name: String,
    /// The member `kind`.
    #[deprecated]
    pub kind: String,
    /// Use `name`.
    #[deprecated]
    #[serde(default, skip_serializing_if = "Patch::is_absent")]
    pub nick: Patch<String>,
}

object!(Pet => Serialize, Deserialize, Validate);

#[allow(deprecated, reason = "deprecated members are still sent")]
impl Pet {
    /// A `Pet` with what it cannot do without.
    #[must_use]
    pub fn new(name: impl Into<String>, kind: impl Into<String>) -> Self {
        Self {
            name: name.into(),
            kind: kind.into(),
            nick: Patch::Absent,
        }
    }

    /// Sets `nick`.
    #[deprecated]
    pub fn nick(mut self, value: impl Into<String>) -> Self {
        self.nick = Patch::Value(value.into());
        self
    }

    /// Sets `nick` to null.
    #[deprecated]
    pub fn nick_null(mut self) -> Self {
        self.nick = Patch::Null;
        self
    }
}
