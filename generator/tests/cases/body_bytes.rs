// src/api/pets.rs

use bytes::Bytes;

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

    /// Calls `putPicture`.
    ///
    /// `PUT /pets/{id}/picture`
    pub fn put_picture(
        &self,
        id: impl Into<String>,
        body: impl Into<Bytes>,
    ) -> Call<()> {
        Call::empty(&self.core, &PUT_PICTURE).path("id", into_text(id)).with_bytes(body)
    }

    /// Calls `importPets`.
    ///
    /// `POST /pets/import`
    pub fn import(&self) -> ImportPet {
        ImportPet {
            call: Call::empty(&self.core, &IMPORT),
        }
    }
}

/// A call of [`Pets::import`]: set what is optional, then await it.
#[must_use = "a call does nothing until it is awaited or sent"]
#[derive(Clone, Debug)]
pub struct ImportPet {
    call: Call<()>,
}

impl ImportPet {
    /// Sends this body.
    pub fn body(mut self, body: impl Into<Bytes>) -> Self {
        self.call = self.call.with_bytes(body);
        self
    }
}

call_builder!(ImportPet -> ());

const PUT_PICTURE: Operation = Operation {
    name: "pets.put_picture",
    id: "putPicture",
    path: "/pets/{id}/picture",
    parameters: &[Parameter::path("id")],
    accept: "*/*",
    content_type: Some("image/png"),
    ..Operation::PUT
};

const IMPORT: Operation = Operation {
    name: "pets.import",
    id: "importPets",
    path: "/pets/import",
    accept: "*/*",
    content_type: Some("text/csv"),
    ..Operation::POST
};
