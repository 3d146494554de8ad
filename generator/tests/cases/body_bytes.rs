// src/api/pets.rs

use crate::runtime::operation::{Operation, Parameter};
use crate::runtime::{
    builder::call_builder, call::Call, client::Core, input::into_text, success,
    upload::Upload,
};

/// Operations: [`update_picture`](Self::update_picture), [`import`](Self::import).
#[derive(Clone, Debug)]
pub struct Pets {
    core: Core,
}

impl Pets {
    pub(crate) fn new(core: Core) -> Self {
        Self { core }
    }

    /// `PUT /pets/{id}/picture`
    ///
    /// # Examples
    ///
    /// ```no_run
    /// use body_bytes::Upload;
    ///
    /// # async fn run(client: body_bytes::BodyBytes) -> Result<(), body_bytes::Error> {
    /// client
    ///     .pets()
    ///     .update_picture("id", Upload::from_path("report.pdf").unwrap())
    ///     .await?;
    /// # Ok(())
    /// # }
    /// ```
    pub fn update_picture(
        &self,
        id: impl Into<String>,
        body: impl Into<Upload>,
    ) -> Call<(), success::Empty> {
        Call::empty(&self.core, &UPDATE_PICTURE)
            .path("id", into_text(id))
            .with_upload(body)
    }

    /// `POST /pets/import`
    ///
    /// # Examples
    ///
    /// ```no_run
    /// # async fn run(client: body_bytes::BodyBytes) -> Result<(), body_bytes::Error> {
    /// client.pets().import().await?;
    /// # Ok(())
    /// # }
    /// ```
    pub fn import(&self) -> ImportPet {
        ImportPet(Call::empty(&self.core, &IMPORT))
    }
}

/// A call of [`Pets::import`]: set what is optional, then await it.
#[must_use = "a call does nothing until it is awaited or sent"]
#[derive(Clone, Debug)]
pub struct ImportPet(Call<(), success::Empty>);

impl ImportPet {
    /// Sends this body.
    pub fn body(self, body: impl Into<String>) -> Self {
        Self(self.0.with_upload(into_text(body)))
    }
}

call_builder!(ImportPet, Call<(), success::Empty>);

const UPDATE_PICTURE: Operation = Operation {
    name: "pets.update_picture",
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
