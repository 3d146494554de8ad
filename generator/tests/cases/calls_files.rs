// src/api/files.rs

use crate::models::CreateFileRequest;
use crate::runtime::{
    base64::Base64, builder::call_builder, call::Call, client::Core,
    operation::Operation, success,
};

/// Operations: [`create`](Self::create).
#[derive(Clone, Debug)]
pub struct Files {
    core: Core,
}

impl Files {
    pub(crate) fn new(core: Core) -> Self {
        Self { core }
    }

    /// `POST /files`
    ///
    /// # Examples
    ///
    /// ```no_run
    /// # async fn run(client: calls_files::CallsFiles) -> Result<(), calls_files::Error> {
    /// client.files().create(b"content").await?;
    /// # Ok(())
    /// # }
    /// ```
    pub fn create(&self, content: impl Into<Base64>) -> CreateFile {
        CreateFile(Call::empty(&self.core, &CREATE), CreateFileRequest::new(content))
    }
}

/// A call of [`Files::create`]: set what is optional, then await it.
#[must_use = "a call does nothing until it is awaited or sent"]
#[derive(Clone, Debug)]
pub struct CreateFile(Call<(), success::Empty>, CreateFileRequest);

impl CreateFile {
    pub fn parts(self, value: impl IntoIterator<Item = impl Into<Base64>>) -> Self {
        Self(self.0, self.1.parts(value))
    }
}

call_builder!(CreateFile, Call<(), success::Empty>, CreateFileRequest);

const CREATE: Operation = Operation {
    name: "files.create",
    id: "createFile",
    path: "/files",
    accept: "*/*",
    ..Operation::POST
};
