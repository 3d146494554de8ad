// src/api/pets.rs

use crate::models::SearchPetsRequest;
use crate::runtime::{
    builder::call_builder, call::Call, client::Core, operation::Operation,
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

    /// Calls `searchPets`.
    ///
    /// `POST /pets/search`
    pub fn search(&self) -> SearchPets {
        SearchPets {
            call: Call::empty(&self.core, &SEARCH),
            body: SearchPetsRequest::new(),
        }
    }

    /// Calls `tagPets`.
    ///
    /// `PUT /pets/tags`
    pub fn tag(&self) -> TagPet {
        TagPet {
            call: Call::empty(&self.core, &TAG),
        }
    }
}

/// A call of [`Pets::search`]: set what is optional, then await it.
#[must_use = "a call does nothing until it is awaited or sent"]
#[derive(Clone, Debug)]
pub struct SearchPets {
    call: Call<()>,
    body: SearchPetsRequest,
}

impl SearchPets {
    /// The member `name`.
    pub fn name(mut self, value: impl Into<String>) -> Self {
        self.body = self.body.name(value);
        self
    }

    /// The member `age`.
    pub fn age(mut self, value: i64) -> Self {
        self.body = self.body.age(value);
        self
    }
}

call_builder!(SearchPets -> (), body);

/// A call of [`Pets::tag`]: set what is optional, then await it.
#[must_use = "a call does nothing until it is awaited or sent"]
#[derive(Clone, Debug)]
pub struct TagPet {
    call: Call<()>,
}

impl TagPet {
    /// Sends this body.
    pub fn body(mut self, body: impl IntoIterator<Item = impl Into<String>>) -> Self {
        let body: Vec<String> = body.into_iter().map(Into::into).collect();
        self.call = self.call.with_json(&body);
        self
    }
}

call_builder!(TagPet -> ());

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
