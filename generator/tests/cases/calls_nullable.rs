// src/api/pets.rs

use std::collections::BTreeMap;

use jiff::civil::Date;

use crate::models::CreatePetRequest;
use crate::runtime::{
    base64::Base64, builder::call_builder, call::Call, client::Core,
    one_or_many::OneOrMany, operation::Operation, secret::Secret, success,
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

    /// `POST /pets`
    ///
    /// # Examples
    ///
    /// ```no_run
    /// use calls_nullable::jiff;
    ///
    /// # async fn run(client: calls_nullable::CallsNullable) -> Result<(), calls_nullable::Error> {
    /// client
    ///     .pets()
    ///     .create(
    ///         std::collections::BTreeMap::from([
    ///             ("colour".to_owned(), "grey".to_owned()),
    ///             ("size".to_owned(), "small".to_owned()),
    ///         ]),
    ///         calls_nullable::Base64::from(b"content"),
    ///         calls_nullable::Secret::from("secret"),
    ///         calls_nullable::OneOrMany::from(vec!["a".to_owned(), "b".to_owned()]),
    ///     )
    ///     .born(jiff::civil::date(2026, 1, 31))
    ///     .await?;
    /// # Ok(())
    /// # }
    /// ```
    pub fn create(
        &self,
        labels: impl Into<Option<BTreeMap<String, String>>>,
        picture: impl Into<Option<Base64>>,
        pin: impl Into<Option<Secret>>,
        tags: impl Into<Option<OneOrMany<String>>>,
    ) -> CreatePet {
        CreatePet(
            Call::empty(&self.core, &CREATE),
            CreatePetRequest::new(labels, picture, pin, tags),
        )
    }
}

/// A call of [`Pets::create`]: set what is optional, then await it.
#[must_use = "a call does nothing until it is awaited or sent"]
#[derive(Clone, Debug)]
pub struct CreatePet(Call<(), success::Empty>, CreatePetRequest);

impl CreatePet {
    pub fn born(self, value: Date) -> Self {
        Self(self.0, self.1.born(value))
    }
}

call_builder!(CreatePet, Call<(), success::Empty>, CreatePetRequest);

const CREATE: Operation = Operation {
    name: "pets.create",
    id: "createPet",
    path: "/pets",
    accept: "*/*",
    ..Operation::POST
};
