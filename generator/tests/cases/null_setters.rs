// src/api/pets.rs

use crate::models::{CreatePetFeedRequest, Pet};
use crate::runtime::operation::{Operation, Parameter};
use crate::runtime::{
    builder::call_builder, call::Call, client::Core, input::into_text, success,
};

/// Operations: [`create`](Self::create), [`update`](Self::update),
/// [`create_feed`](Self::create_feed).
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
    /// # async fn run(client: null_setters::NullSetters) -> Result<(), null_setters::Error> {
    /// client.pets().create().owner("owner").await?;
    /// # Ok(())
    /// # }
    /// ```
    pub fn create(&self) -> CreatePet {
        CreatePet(Call::empty(&self.core, &CREATE), Pet::new())
    }

    /// `POST /pets/{id}`
    ///
    /// # Examples
    ///
    /// ```no_run
    /// # async fn run(client: null_setters::NullSetters) -> Result<(), null_setters::Error> {
    /// client.pets().update("id").owner("owner").await?;
    /// # Ok(())
    /// # }
    /// ```
    pub fn update(&self, id: impl Into<String>) -> UpdatePet {
        UpdatePet(Call::empty(&self.core, &UPDATE).path("id", into_text(id)), Pet::new())
    }

    /// `POST /pets/{id}/feed`
    ///
    /// # Examples
    ///
    /// ```no_run
    /// # async fn run(client: null_setters::NullSetters) -> Result<(), null_setters::Error> {
    /// client.pets().create_feed("id").food("food").await?;
    /// # Ok(())
    /// # }
    /// ```
    pub fn create_feed(&self, id: impl Into<String>) -> CreatePetFeed {
        CreatePetFeed(
            Call::empty(&self.core, &CREATE_FEED).path("id", into_text(id)),
            CreatePetFeedRequest::new(),
        )
    }
}

/// A call of [`Pets::create`]: set what is optional, then await it.
#[must_use = "a call does nothing until it is awaited or sent"]
#[derive(Clone, Debug)]
pub struct CreatePet(Call<(), success::Empty>, Pet);

impl CreatePet {
    pub fn owner(self, value: impl Into<String>) -> Self {
        Self(self.0, self.1.owner(value))
    }

    /// Sends `owner` as null.
    pub fn owner_null(self) -> Self {
        Self(self.0, self.1.owner_null())
    }

    pub fn chip(self, value: impl Into<String>) -> Self {
        Self(self.0, self.1.chip(value))
    }
}

call_builder!(CreatePet, Call<(), success::Empty>, Pet);

/// A call of [`Pets::update`]: set what is optional, then await it.
#[must_use = "a call does nothing until it is awaited or sent"]
#[derive(Clone, Debug)]
pub struct UpdatePet(Call<(), success::Empty>, Pet);

impl UpdatePet {
    pub fn owner(self, value: impl Into<String>) -> Self {
        Self(self.0, self.1.owner(value))
    }

    /// Sends `owner` as null.
    pub fn owner_null(self) -> Self {
        Self(self.0, self.1.owner_null())
    }

    pub fn chip(self, value: impl Into<String>) -> Self {
        Self(self.0, self.1.chip(value))
    }

    /// Sends `chip` as null.
    pub fn chip_null(self) -> Self {
        Self(self.0, self.1.chip_null())
    }
}

call_builder!(UpdatePet, Call<(), success::Empty>, Pet);

/// A call of [`Pets::create_feed`]: set what is optional, then await it.
#[must_use = "a call does nothing until it is awaited or sent"]
#[derive(Clone, Debug)]
pub struct CreatePetFeed(Call<(), success::Empty>, CreatePetFeedRequest);

impl CreatePetFeed {
    pub fn food(self, value: impl Into<String>) -> Self {
        Self(self.0, self.1.food(value))
    }
}

call_builder!(CreatePetFeed, Call<(), success::Empty>, CreatePetFeedRequest);

const CREATE: Operation = Operation {
    name: "pets.create",
    id: "createPet",
    path: "/pets",
    accept: "*/*",
    ..Operation::POST
};

const UPDATE: Operation = Operation {
    name: "pets.update",
    id: "updatePet",
    path: "/pets/{id}",
    parameters: &[Parameter::path("id")],
    accept: "*/*",
    ..Operation::POST
};

const CREATE_FEED: Operation = Operation {
    name: "pets.create_feed",
    id: "feedPet",
    path: "/pets/{id}/feed",
    parameters: &[Parameter::path("id")],
    accept: "*/*",
    ..Operation::POST
};

// src/models/pet.rs

use serde::{Deserialize, Serialize};

use crate::runtime::{object::object, patch::Patch, setters::setters};

#[non_exhaustive]
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(remote = "Self")]
pub struct Pet {
    #[serde(default, skip_serializing_if = "Patch::is_absent")]
    pub owner: Patch<String>,
    #[serde(default, skip_serializing_if = "Patch::is_absent")]
    pub chip: Patch<String>,
}

object!(Pet => Serialize, Deserialize, Validate, New);

setters!(Pet {
    owner(value: impl Into<String>) => Patch::Value(value.into()),
    owner_null() of owner => Patch::Null,
    chip(value: impl Into<String>) => Patch::Value(value.into()),
    chip_null() of chip => Patch::Null,
});
