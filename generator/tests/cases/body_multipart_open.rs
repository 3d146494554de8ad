// src/api/files.rs

use std::collections::BTreeMap;

use crate::runtime::input::{into_map, into_text};
use crate::runtime::operation::{Operation, Parameter, ParameterStyle};
use crate::runtime::{
    builder::call_builder, call::Call, client::Core, success, upload::Upload,
    validate::Rule,
};

/// Operations: [`upload`](Self::upload), [`upload_batch`](Self::upload_batch).
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
    /// use body_multipart_open::Upload;
    ///
    /// # async fn run(client: body_multipart_open::BodyMultipartOpen) -> Result<(), body_multipart_open::Error> {
    /// client.files().upload(Upload::from_path("report.pdf").unwrap()).await?;
    /// # Ok(())
    /// # }
    /// ```
    pub fn upload(&self, file: impl Into<Upload>) -> UploadFile {
        UploadFile(Call::empty(&self.core, &UPLOAD).file("file", file))
    }

    /// `POST /batches`
    ///
    /// # Examples
    ///
    /// ```no_run
    /// use body_multipart_open::Upload;
    ///
    /// # async fn run(client: body_multipart_open::BodyMultipartOpen) -> Result<(), body_multipart_open::Error> {
    /// client
    ///     .files()
    ///     .upload_batch()
    ///     .additional_fields([("key", Upload::from_path("report.pdf").unwrap())])
    ///     .await?;
    /// # Ok(())
    /// # }
    /// ```
    pub fn upload_batch(&self) -> UploadFileBatch {
        UploadFileBatch(Call::empty(&self.core, &UPLOAD_BATCH))
    }
}

/// A call of [`Files::upload`]: set what is optional, then await it.
#[must_use = "a call does nothing until it is awaited or sent"]
#[derive(Clone, Debug)]
pub struct UploadFile(Call<(), success::Empty>);

impl UploadFile {
    pub fn additional_fields(self, value: impl Into<String>) -> Self {
        Self(self.0.field("additional fields", into_text(value)))
    }

    /// What the file is labelled with.
    pub fn additional_fields_star(
        self,
        value: impl IntoIterator<Item = (impl Into<String>, impl Into<String>)>,
    ) -> Self {
        let value: BTreeMap<String, String> = into_map(value);
        Self(self.0.field("additional fields*", value))
    }
}

call_builder!(UploadFile, Call<(), success::Empty>);

/// A call of [`Files::upload_batch`]: set what is optional, then await it.
#[must_use = "a call does nothing until it is awaited or sent"]
#[derive(Clone, Debug)]
pub struct UploadFileBatch(Call<(), success::Empty>);

impl UploadFileBatch {
    /// Fields of other names than those described.
    pub fn additional_fields(
        self,
        value: impl IntoIterator<Item = (impl Into<String>, impl Into<Upload>)>,
    ) -> Self {
        Self(self.0.named_files("additional fields", value))
    }
}

call_builder!(UploadFileBatch, Call<(), success::Empty>);

const UPLOAD: Operation = Operation {
    name: "files.upload",
    id: "uploadFile",
    path: "/files",
    parameters: &[
        Parameter::field("file").required(),
        Parameter::field("additional fields"),
        Parameter {
            style: ParameterStyle::Members,
            rules: &[Rule::Values(&[Rule::MaxLength(5)])],
            ..Parameter::field("additional fields*")
        },
    ],
    accept: "*/*",
    content_type: Some("multipart/form-data"),
    ..Operation::POST
};

const UPLOAD_BATCH: Operation = Operation {
    name: "files.upload_batch",
    id: "uploadBatch",
    path: "/batches",
    parameters: &[
        Parameter {
            style: ParameterStyle::Members,
            ..Parameter::field("additional fields")
        },
    ],
    accept: "*/*",
    content_type: Some("multipart/form-data"),
    ..Operation::POST
};
