// warning[W0501]: `x-fern-sdk-group-name` names `changeAnimals` `pets`, `x-speakeasy-group` names it `animals`; the first one counts
//   --> names_extensions.yaml:21:26
//    |
// 21 |       x-speakeasy-group: animals
//    |                          ^^^^^^^
//
// warning[W0502]: `DELETE /animals` is left out: `x-speakeasy-ignore` says so
//   --> names_extensions.yaml:24:40
//    |
// 24 |     delete: {operationId: dropAnimals, x-speakeasy-ignore: true, responses: *done}
//    |                                        ^^^^^^^^^^^^^^^^^^
//
// warning[W0502]: `DELETE /animals/{id}` is left out: `x-stainless-skip` says so
//   --> names_extensions.yaml:28:39
//    |
// 28 |     delete: {operationId: dropAnimal, x-stainless-skip: [go, rust], responses: *done}
//    |                                       ^^^^^^^^^^^^^^^^
//

// src/api/pets.rs

use crate::api::PetsCats;
use crate::runtime::operation::{Operation, Parameter};
use crate::runtime::{call::Call, client::Core, input::into_text, success};

/// Operations: [`change`](Self::change), [`get`](Self::get), [`update`](Self::update).
///
/// Resources: [`cats`](Self::cats).
#[derive(Clone, Debug)]
pub struct Pets {
    core: Core,
}

impl Pets {
    pub(crate) fn new(core: Core) -> Self {
        Self { core }
    }

    /// Operations: `list`, `adopt`.
    #[must_use]
    pub fn cats(&self) -> PetsCats {
        PetsCats::new(self.core.clone())
    }

    /// `PUT /animals`
    ///
    /// # Examples
    ///
    /// ```no_run
    /// # async fn run(client: names_extensions::NamesExtensions) -> Result<(), names_extensions::Error> {
    /// client.pets().change().await?;
    /// # Ok(())
    /// # }
    /// ```
    pub fn change(&self) -> Call<(), success::Empty> {
        Call::empty(&self.core, &CHANGE)
    }

    /// `GET /animals/{id}`
    ///
    /// # Examples
    ///
    /// ```no_run
    /// # async fn run(client: names_extensions::NamesExtensions) -> Result<(), names_extensions::Error> {
    /// client.pets().get("id").await?;
    /// # Ok(())
    /// # }
    /// ```
    pub fn get(&self, id: impl Into<String>) -> Call<(), success::Empty> {
        Call::empty(&self.core, &GET).path("id", into_text(id))
    }

    /// `PATCH /animals/{id}`
    ///
    /// # Examples
    ///
    /// ```no_run
    /// # async fn run(client: names_extensions::NamesExtensions) -> Result<(), names_extensions::Error> {
    /// client.pets().update("id").await?;
    /// # Ok(())
    /// # }
    /// ```
    pub fn update(&self, id: impl Into<String>) -> Call<(), success::Empty> {
        Call::empty(&self.core, &UPDATE).path("id", into_text(id))
    }
}

const CHANGE: Operation = Operation {
    name: "pets.change",
    id: "changeAnimals",
    path: "/animals",
    accept: "*/*",
    ..Operation::PUT
};

const GET: Operation = Operation {
    name: "pets.get",
    id: "fetchAnimal",
    path: "/animals/{id}",
    parameters: &[Parameter::path("id")],
    accept: "*/*",
    ..Operation::GET
};

const UPDATE: Operation = Operation {
    name: "pets.update",
    id: "mendAnimal",
    path: "/animals/{id}",
    parameters: &[Parameter::path("id")],
    accept: "*/*",
    ..Operation::PATCH
};
