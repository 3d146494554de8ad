// src/api/pets.rs

use crate::models::Pet;
use crate::runtime::operation::{Operation, Parameter};
use crate::runtime::{builder::call_builder, call::Call, client::Core};

/// Operations: [`create`](Self::create).
#[derive(Clone, Debug)]
pub struct Pets {
    core: Core,
}

impl Pets {
    pub(crate) fn new(core: Core) -> Self {
        Self { core }
    }

    /// `POST /pets`
    ///
    /// # Examples
    ///
    /// ```no_run
    /// # async fn run(client: shared_parts::SharedParts) -> Result<(), shared_parts::Error> {
    /// let pet = client.pets().create("name").await?;
    /// println!("{}", pet.name);
    /// # Ok(())
    /// # }
    /// ```
    pub fn create(&self, name: impl Into<String>) -> CreatePet {
        CreatePet(Call::json(&self.core, &CREATE), Pet::new(name))
    }
}

/// A call of [`Pets::create`]: set what is optional, then await it.
#[must_use = "a call does nothing until it is awaited or sent"]
#[derive(Clone, Debug)]
pub struct CreatePet(Call<Pet>, Pet);

impl CreatePet {
    pub fn notify(self, value: bool) -> Self {
        Self(self.0.query("notify", value), self.1)
    }
}

call_builder!(CreatePet, Call<Pet>, Pet);

const CREATE: Operation = Operation {
    name: "pets.create",
    id: "createPet",
    path: "/pets",
    parameters: &[Parameter::query("notify")],
    ..Operation::POST
};
