// src/api/pets.rs

use crate::models::{NewPet, NewPetKind};
use crate::runtime::builder::call_builder;
use crate::runtime::call::Call;
use crate::runtime::client::Core;
use crate::runtime::operation::{Operation, Parameter};

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
        let name: String = name.into();
        CreatePet {
            call: Call::empty(&self.core, &CREATE).path("name", name),
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
    pub fn notify(mut self, notify: bool) -> Self {
        self.call = self.call.query("notify", notify);
        self
    }

    /// Whom to write to.
    pub fn body_notify(mut self, body_notify: impl Into<String>) -> Self {
        self.body = self.body.notify(body_notify);
        self
    }

    /// Sends `notify` as null.
    pub fn body_notify_null(mut self) -> Self {
        self.body = self.body.notify_null();
        self
    }

    /// The member `tags`.
    pub fn tags(mut self, tags: impl IntoIterator<Item = impl Into<String>>) -> Self {
        self.body = self.body.tags(tags);
        self
    }
}

call_builder!(CreatePet -> (), body);

const CREATE: Operation = Operation {
    parameters: &[Parameter::path("name"), Parameter::query("notify")],
    accept: "*/*",
    content_type: Some("application/json"),
    ..Operation::new("pets.create", "createPet", "POST", "/shelters/{name}/pets")
};

// src/models/new_pet.rs

use serde::{Deserialize, Serialize};

use crate::models::NewPetKind;
use crate::runtime::nullable::some;
use crate::runtime::patch::Patch;
use crate::runtime::validate::Validate;

/// `NewPet`.
#[non_exhaustive]
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
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
    #[must_use]
    pub fn notify(mut self, notify: impl Into<String>) -> Self {
        self.notify = Patch::Value(notify.into());
        self
    }

    /// Sets `notify` to null.
    #[must_use]
    pub fn notify_null(mut self) -> Self {
        self.notify = Patch::Null;
        self
    }

    /// Sets `tags`.
    #[must_use]
    pub fn tags(mut self, tags: impl IntoIterator<Item = impl Into<String>>) -> Self {
        self.tags = Some(tags.into_iter().map(Into::into).collect());
        self
    }
}

impl Validate for NewPet {}
