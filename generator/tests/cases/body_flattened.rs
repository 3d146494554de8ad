// src/api/pets.rs

use crate::models::{NewPet, NewPetKind};
use crate::runtime::{
    builder::call_builder, call::{Call, into_text},
    client::Core, operation::{Operation, Parameter},
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

    /// Calls `createPet`.
    ///
    /// `POST /shelters/{name}/pets`
    pub fn create(
        &self,
        name: impl Into<String>,
        body_name: impl Into<String>,
        kind: impl Into<NewPetKind>,
    ) -> CreatePet {
        CreatePet {
            call: Call::empty(&self.core, &CREATE).path("name", into_text(name)),
            body: NewPet::new(body_name, kind),
        }
    }
}

/// A call of [`Pets::create`]: set what is optional, then await it.
#[must_use = "a call does nothing until it is awaited or sent"]
#[derive(Clone, Debug)]
pub struct CreatePet {
    call: Call<()>,
    body: NewPet,
}

impl CreatePet {
    /// The parameter `notify`.
    pub fn notify(mut self, value: bool) -> Self {
        self.call.set_query("notify", value);
        self
    }

    /// Whom to write to.
    pub fn body_notify(mut self, value: impl Into<String>) -> Self {
        self.body = self.body.notify(value);
        self
    }

    /// Sends `notify` as null.
    pub fn body_notify_null(mut self) -> Self {
        self.body = self.body.notify_null();
        self
    }

    /// The member `tags`.
    pub fn tags(mut self, value: impl IntoIterator<Item = impl Into<String>>) -> Self {
        self.body = self.body.tags(value);
        self
    }
}

call_builder!(CreatePet -> (), body);

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
    nullable::some, object::object, patch::Patch, string_enum::string_enum,
};

/// `NewPet`.
#[non_exhaustive]
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(remote = "Self")]
pub struct NewPet {
    /// What it is called.
    pub name: String,
    /// The member `kind`.
    pub kind: NewPetKind,
    /// The member `id`.
    #[serde(default, deserialize_with = "some", skip_serializing_if = "Option::is_none")]
    pub id: Option<String>,
    /// Whom to write to.
    #[serde(default, skip_serializing_if = "Patch::is_absent")]
    pub notify: Patch<String>,
    /// The member `tags`.
    #[serde(default, deserialize_with = "some", skip_serializing_if = "Option::is_none")]
    pub tags: Option<Vec<String>>,
}

object!(NewPet => Serialize, Deserialize, Validate);

impl NewPet {
    /// A `NewPet` with what it cannot do without.
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

    /// Sets `notify`.
    pub fn notify(mut self, value: impl Into<String>) -> Self {
        self.notify = Patch::Value(value.into());
        self
    }

    /// Sets `notify` to null.
    pub fn notify_null(mut self) -> Self {
        self.notify = Patch::Null;
        self
    }

    /// Sets `tags`.
    pub fn tags(mut self, value: impl IntoIterator<Item = impl Into<String>>) -> Self {
        self.tags = Some(value.into_iter().map(Into::into).collect());
        self
    }
}

/// `NewPetKind`.
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
