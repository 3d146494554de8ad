// src/api/pets.rs

use crate::models::{NewPet, NewPetKind};
use crate::runtime::operation::{Operation, Parameter};
use crate::runtime::{
    builder::call_builder, call::Call, client::Core, input::into_text, success,
};

/// Operations: [`create`](Self::create).
#[derive(Clone, Debug)]
pub struct Pets {
    core: Core,
}

impl Pets {
    pub(crate) fn new(core: Core) -> Self {
        Self { core }
    }

    /// `POST /shelters/{name}/pets`
    ///
    /// - `body_name`: What it is called.
    ///
    /// # Examples
    ///
    /// ```no_run
    /// use body_flattened::models::NewPetKind;
    ///
    /// # async fn run(client: body_flattened::BodyFlattened) -> Result<(), body_flattened::Error> {
    /// client.pets().create("name", "name", NewPetKind::Cat).await?;
    /// # Ok(())
    /// # }
    /// ```
    pub fn create(
        &self,
        name: impl Into<String>,
        body_name: impl Into<String>,
        kind: impl Into<NewPetKind>,
    ) -> CreatePet {
        CreatePet(
            Call::empty(&self.core, &CREATE).path("name", into_text(name)),
            NewPet::new(body_name, kind),
        )
    }
}

/// A call of [`Pets::create`]: set what is optional, then await it.
#[must_use = "a call does nothing until it is awaited or sent"]
#[derive(Clone, Debug)]
pub struct CreatePet(Call<(), success::Empty>, NewPet);

impl CreatePet {
    pub fn notify(self, value: bool) -> Self {
        Self(self.0.query("notify", value), self.1)
    }

    /// Whom to write to.
    pub fn body_notify(self, value: impl Into<String>) -> Self {
        Self(self.0, self.1.notify(value))
    }

    pub fn tags(self, value: impl IntoIterator<Item = impl Into<String>>) -> Self {
        Self(self.0, self.1.tags(value))
    }
}

call_builder!(CreatePet, Call<(), success::Empty>, NewPet);

const CREATE: Operation = Operation {
    name: "pets.create",
    id: "createPet",
    path: "/shelters/{name}/pets",
    parameters: &[Parameter::path("name"), Parameter::query("notify")],
    accept: "*/*",
    ..Operation::POST
};

// src/models/new_pet.rs

use serde::{Deserialize, Serialize};

use crate::runtime::{
    input::into_texts, object::object, patch::Patch, setters::setters,
    string_enum::string_enum,
};

#[non_exhaustive]
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(remote = "Self")]
pub struct NewPet {
    /// What it is called.
    pub name: String,
    pub kind: NewPetKind,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub id: Option<String>,
    /// Whom to write to.
    #[serde(default, skip_serializing_if = "Patch::is_absent")]
    pub notify: Patch<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tags: Option<Vec<String>>,
}

object!(NewPet => Serialize, Deserialize, Validate);

impl NewPet {
    /// Creates one from its required properties.
    #[must_use]
    pub fn new(name: impl Into<String>, kind: impl Into<NewPetKind>) -> Self {
        Self {
            name: name.into(),
            kind: kind.into(),
            id: None,
            notify: Patch::Absent,
            tags: None,
        }
    }
}

setters!(NewPet {
    notify(value: impl Into<String>) => Patch::Value(value.into()),
    tags(value: impl IntoIterator<Item = impl Into<String>>) => Some(into_texts(value)),
});

#[non_exhaustive]
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum NewPetKind {
    /// `cat`
    Cat,
    /// `dog`
    Dog,
    /// A value that this version does not know, as it is on the wire.
    Unknown(String),
}

string_enum!(NewPetKind {
    Cat => "cat",
    Dog => "dog",
});
