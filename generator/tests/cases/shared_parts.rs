// src/api/pets.rs

use crate::models::Pet;
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
    /// `POST /pets`
    pub fn create(&self, name: impl Into<String>) -> CreatePet {
        CreatePet {
            call: Call::json(&self.core, &CREATE),
            body: Pet::new(name),
        }
    }
}

/// A call of [`Pets::create`]: set what is optional, then await it.
#[must_use = "a call does nothing until it is awaited or sent"]
#[derive(Clone, Debug)]
pub struct CreatePet {
    call: Call<Pet>,
    body: Pet,
}

impl CreatePet {
    /// The parameter `notify`.
    pub fn notify(mut self, notify: bool) -> Self {
        self.call = self.call.query("notify", notify);
        self
    }
}

call_builder!(CreatePet -> Pet, body);

const CREATE: Operation = Operation {
    parameters: &[Parameter::query("notify")],
    content_type: Some("application/json"),
    ..Operation::new("pets.create", "createPet", "POST", "/pets")
};
