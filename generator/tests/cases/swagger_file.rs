// src/api/files.rs

use crate::runtime::operation::{Operation, Parameter};
use crate::runtime::{
    success, builder::call_builder, call::Call, client::Core, input::into_text,
    upload::Upload,
};

/// Calls of `files`.
#[derive(Clone, Debug)]
pub struct Files {
    core: Core,
}

impl Files {
    pub(crate) fn new(core: Core) -> Self {
        Self { core }
    }

    /// Calls `postFile`.
    ///
    /// `POST /files`
    ///
    /// # Examples
    ///
    /// ```no_run
    /// # async fn run(client: swagger_file::FilesClient) -> Result<(), swagger_file::Error> {
    /// client.files().post("content").await?;
    /// # Ok(())
    /// # }
    /// ```
    pub fn post(&self, file: impl Into<Upload>) -> PostFile {
        PostFile(Call::empty(&self.core, &POST).file("file", file))
    }
}

call_builder! {
    /// A call of [`Files::post`]: set what is optional, then await it.
    pub struct PostFile(Call<(), success::Empty>);
}

impl PostFile {
    /// The parameter `name`.
    pub fn name(self, value: impl Into<String>) -> Self {
        Self(self.0.field("name", into_text(value)))
    }
}

const POST: Operation = Operation {
    name: "files.post",
    id: "postFile",
    path: "/files",
    parameters: &[Parameter::field("file").required(), Parameter::field("name")],
    accept: "*/*",
    content_type: Some("multipart/form-data"),
    ..Operation::POST
};
