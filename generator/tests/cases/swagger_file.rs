// src/api/files.rs

use crate::runtime::operation::{Operation, Parameter};
use crate::runtime::{
    builder::call_builder, call::Call, client::Core, input::into_text, success,
    upload::Upload,
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
    /// use swagger_file::Upload;
    ///
    /// # async fn run(client: swagger_file::SwaggerFile) -> Result<(), swagger_file::Error> {
    /// client.files().create(Upload::from_path("report.pdf").unwrap()).await?;
    /// # Ok(())
    /// # }
    /// ```
    pub fn create(&self, file: impl Into<Upload>) -> CreateFile {
        CreateFile(Call::empty(&self.core, &CREATE).file("file", file))
    }
}

/// A call of [`Files::create`]: set what is optional, then await it.
#[must_use = "a call does nothing until it is awaited or sent"]
#[derive(Clone, Debug)]
pub struct CreateFile(Call<(), success::Empty>);

impl CreateFile {
    pub fn name(self, value: impl Into<String>) -> Self {
        Self(self.0.field("name", into_text(value)))
    }
}

call_builder!(CreateFile, Call<(), success::Empty>);

const CREATE: Operation = Operation {
    name: "files.create",
    id: "postFile",
    path: "/files",
    parameters: &[Parameter::field("file").required(), Parameter::field("name")],
    accept: "*/*",
    content_type: Some("multipart/form-data"),
    ..Operation::POST
};
