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
    pub fn notify(mut self, value: bool) -> Self {
        self.call.set_query("notify", value);
        self
    }
}

call_builder!(CreatePet -> Pet, body);

const CREATE: Operation = Operation {
    name: "pets.create",
    id: "createPet",
    path: "/pets",
    parameters: &[Parameter::query("notify")],
    ..Operation::POST
};
