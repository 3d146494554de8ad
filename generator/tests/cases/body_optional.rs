// src/api/pets.rs

use crate::models::SearchPetsRequest;
use crate::runtime::{
    builder::call_builder, call::Call, client::Core, input::into_texts,
    operation::Operation, success,
};

/// Operations: [`search`](Self::search), [`tag`](Self::tag).
#[derive(Clone, Debug)]
pub struct Pets {
    core: Core,
}

impl Pets {
    pub(crate) fn new(core: Core) -> Self {
        Self { core }
    }

    /// `POST /pets/search`
    ///
    /// # Examples
    ///
    /// ```no_run
    /// # async fn run(client: body_optional::BodyOptional) -> Result<(), body_optional::Error> {
    /// client.pets().search().await?;
    /// # Ok(())
    /// # }
    /// ```
    pub fn search(&self) -> SearchPets {
        SearchPets(Call::empty(&self.core, &SEARCH), SearchPetsRequest::new())
    }

    /// `PUT /pets/tags`
    ///
    /// # Examples
    ///
    /// ```no_run
    /// # async fn run(client: body_optional::BodyOptional) -> Result<(), body_optional::Error> {
    /// client.pets().tag().await?;
    /// # Ok(())
    /// # }
    /// ```
    pub fn tag(&self) -> TagPet {
        TagPet(Call::empty(&self.core, &TAG))
    }
}

/// A call of [`Pets::search`]: set what is optional, then await it.
#[must_use = "a call does nothing until it is awaited or sent"]
#[derive(Clone, Debug)]
pub struct SearchPets(Call<(), success::Empty>, SearchPetsRequest);

impl SearchPets {
    pub fn name(self, value: impl Into<String>) -> Self {
        Self(self.0, self.1.name(value))
    }

    pub fn age(self, value: i64) -> Self {
        Self(self.0, self.1.age(value))
    }
}

call_builder!(SearchPets, Call<(), success::Empty>, SearchPetsRequest);

/// A call of [`Pets::tag`]: set what is optional, then await it.
#[must_use = "a call does nothing until it is awaited or sent"]
#[derive(Clone, Debug)]
pub struct TagPet(Call<(), success::Empty>);

impl TagPet {
    /// Sends this body.
    pub fn body(self, body: impl IntoIterator<Item = impl Into<String>>) -> Self {
        let body: Vec<String> = into_texts(body);
        Self(self.0.with_json(&body))
    }
}

call_builder!(TagPet, Call<(), success::Empty>);

const SEARCH: Operation = Operation {
    name: "pets.search",
    id: "searchPets",
    path: "/pets/search",
    accept: "*/*",
    ..Operation::POST
};

const TAG: Operation = Operation {
    name: "pets.tag",
    id: "tagPets",
    path: "/pets/tags",
    accept: "*/*",
    ..Operation::PUT
};
