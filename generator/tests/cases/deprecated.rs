// src/api/pets.rs

use crate::models::Pet;
use crate::runtime::operation::{Operation, Parameter};
use crate::runtime::{builder::call_builder, call::Call, client::Core, success};

/// Operations: [`save`](Self::save).
#[derive(Clone, Debug)]
pub struct Pets {
    core: Core,
}

impl Pets {
    pub(crate) fn new(core: Core) -> Self {
        Self { core }
    }

    /// `PUT /pets`
    ///
    /// # Examples
    ///
    /// ```no_run
    /// # async fn run(client: deprecated::Deprecated) -> Result<(), deprecated::Error> {
    /// client.pets().save("name", "kind").await?;
    /// # Ok(())
    /// # }
    /// ```
    #[deprecated]
    pub fn save(&self, name: impl Into<String>, kind: impl Into<String>) -> SavePet {
        SavePet(Call::empty(&self.core, &SAVE), Pet::new(name, kind))
    }
}

/// A call of [`Pets::save`]: set what is optional, then await it.
#[must_use = "a call does nothing until it is awaited or sent"]
#[derive(Clone, Debug)]
pub struct SavePet(Call<(), success::Empty>, Pet);

impl SavePet {
    #[deprecated]
    pub fn force(self, value: bool) -> Self {
        Self(self.0.query("force", value), self.1)
    }

    /// Use `name`.
    #[deprecated(note = "Use `name`.")]
    #[allow(deprecated, reason = "deprecated members are still sent")]
    pub fn nick(self, value: impl Into<String>) -> Self {
        Self(self.0, self.1.nick(value))
    }

    /// Sends `nick` as null.
    #[deprecated(note = "Use `name`.")]
    #[allow(deprecated, reason = "deprecated members are still sent")]
    pub fn nick_null(self) -> Self {
        Self(self.0, self.1.nick_null())
    }
}

call_builder!(SavePet, Call<(), success::Empty>, Pet);

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

use crate::runtime::{object::object, patch::Patch, setters::setters};

/// Deprecated.
#[non_exhaustive]
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(remote = "Self")]
pub struct Pet {
    pub name: String,
    #[deprecated]
    pub kind: String,
    /// Use `name`.
    #[deprecated(note = "Use `name`.")]
    #[serde(default, skip_serializing_if = "Patch::is_absent")]
    pub nick: Patch<String>,
}

object!(Pet => Serialize, Deserialize, Validate);

#[allow(deprecated, reason = "deprecated members are still sent")]
impl Pet {
    /// Creates one from its required properties.
    #[must_use]
    pub fn new(name: impl Into<String>, kind: impl Into<String>) -> Self {
        Self {
            name: name.into(),
            kind: kind.into(),
            nick: Patch::Absent,
        }
    }
}

setters!(Pet {
    #[deprecated(note = "Use `name`.")]
    nick(value: impl Into<String>) => Patch::Value(value.into()),
    #[deprecated(note = "Use `name`.")]
    nick_null() of nick => Patch::Null,
});
