// src/api/files.rs

use serde::Serialize;

use crate::models::{UploadFileMeta, UploadFilePurpose};
use crate::runtime::operation::{Operation, Parameter};
use crate::runtime::{
    builder::call_builder, call::Call, client::Core, free_form::into_json,
    input::into_items, success, upload::Upload,
};

/// Operations: [`upload`](Self::upload).
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
    /// use body_multipart::models::UploadFilePurpose;
    /// use body_multipart::Upload;
    ///
    /// # async fn run(client: body_multipart::BodyMultipart) -> Result<(), body_multipart::Error> {
    /// client
    ///     .files()
    ///     .upload(
    ///         Upload::from_path("report.pdf").unwrap(),
    ///         UploadFilePurpose::Batch,
    ///         "note",
    ///     )
    ///     .await?;
    /// # Ok(())
    /// # }
    /// ```
    pub fn upload(
        &self,
        file: impl Into<Upload>,
        purpose: impl Into<UploadFilePurpose>,
        note: impl Serialize,
    ) -> UploadFile {
        let purpose: UploadFilePurpose = purpose.into();
        UploadFile(
            Call::empty(&self.core, &UPLOAD)
                .file("file", file)
                .field("purpose", purpose)
                .field("note", into_json(note)),
        )
    }
}

/// A call of [`Files::upload`]: set what is optional, then await it.
#[must_use = "a call does nothing until it is awaited or sent"]
#[derive(Clone, Debug)]
pub struct UploadFile(Call<(), success::Empty>);

impl UploadFile {
    pub fn thumbs(self, value: impl IntoIterator<Item = impl Into<Upload>>) -> Self {
        let value: Vec<Upload> = into_items(value);
        Self(self.0.files("thumbs", value))
    }

    pub fn raw(self, value: impl Into<Upload>) -> Self {
        Self(self.0.file("raw", value))
    }

    pub fn meta(self, value: UploadFileMeta) -> Self {
        Self(self.0.field("meta", value))
    }
}

call_builder!(UploadFile, Call<(), success::Empty>);

const UPLOAD: Operation = Operation {
    name: "files.upload",
    id: "uploadFile",
    path: "/files",
    parameters: &[
        Parameter::field("file").required(),
        Parameter::field("purpose").required(),
        Parameter::field("note").required(),
        Parameter {
            content_type: Some("image/png"),
            ..Parameter::field("thumbs")
        },
        Parameter {
            content_type: Some("application/octet-stream"),
            ..Parameter::field("raw")
        },
        Parameter::field("meta"),
    ],
    accept: "*/*",
    content_type: Some("multipart/form-data"),
    ..Operation::POST
};
