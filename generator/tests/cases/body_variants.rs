// src/api/messages.rs

use crate::models::Message;
use crate::runtime::input::{into_items, into_text};
use crate::runtime::operation::{Operation, Parameter};
use crate::runtime::{
    builder::call_builder, call::Call, client::Core, success, upload::Upload,
};

/// Operations: [`create`](Self::create), [`create_multipart`](Self::create_multipart),
/// [`create_text`](Self::create_text), [`create_bytes`](Self::create_bytes).
#[derive(Clone, Debug)]
pub struct Messages {
    core: Core,
}

impl Messages {
    pub(crate) fn new(core: Core) -> Self {
        Self { core }
    }

    /// `POST /messages`
    ///
    /// # Examples
    ///
    /// ```no_run
    /// # async fn run(client: body_variants::BodyVariants) -> Result<(), body_variants::Error> {
    /// client.messages().create("Hello!").await?;
    /// # Ok(())
    /// # }
    /// ```
    pub fn create(&self, text: impl Into<String>) -> Call<(), success::Empty> {
        Call::empty(&self.core, &CREATE).with_json(&Message::new(text))
    }

    /// `POST /messages`
    ///
    /// # Examples
    ///
    /// ```no_run
    /// # async fn run(client: body_variants::BodyVariants) -> Result<(), body_variants::Error> {
    /// client.messages().create_multipart("Hello!").await?;
    /// # Ok(())
    /// # }
    /// ```
    pub fn create_multipart(&self, text: impl Into<String>) -> CreateMessageMultipart {
        CreateMessageMultipart(
            Call::empty(&self.core, &CREATE_MULTIPART).field("text", into_text(text)),
        )
    }

    /// `POST /messages`
    ///
    /// # Examples
    ///
    /// ```no_run
    /// # async fn run(client: body_variants::BodyVariants) -> Result<(), body_variants::Error> {
    /// client.messages().create_text("content").await?;
    /// # Ok(())
    /// # }
    /// ```
    pub fn create_text(&self, body: impl Into<String>) -> Call<(), success::Empty> {
        Call::empty(&self.core, &CREATE_TEXT).with_upload(into_text(body))
    }

    /// `POST /messages`
    ///
    /// # Examples
    ///
    /// ```no_run
    /// use body_variants::Upload;
    ///
    /// # async fn run(client: body_variants::BodyVariants) -> Result<(), body_variants::Error> {
    /// client.messages().create_bytes(Upload::from_path("report.pdf").unwrap()).await?;
    /// # Ok(())
    /// # }
    /// ```
    pub fn create_bytes(&self, body: impl Into<Upload>) -> Call<(), success::Empty> {
        Call::empty(&self.core, &CREATE_BYTES).with_upload(body)
    }
}

/// A call of [`Messages::create_multipart`]: set what is optional, then await it.
#[must_use = "a call does nothing until it is awaited or sent"]
#[derive(Clone, Debug)]
pub struct CreateMessageMultipart(Call<(), success::Empty>);

impl CreateMessageMultipart {
    pub fn files(self, value: impl IntoIterator<Item = impl Into<Upload>>) -> Self {
        let value: Vec<Upload> = into_items(value);
        Self(self.0.files("files", value))
    }
}

call_builder!(CreateMessageMultipart, Call<(), success::Empty>);

const CREATE: Operation = Operation {
    name: "messages.create",
    id: "createMessage",
    path: "/messages",
    accept: "*/*",
    ..Operation::POST
};

const CREATE_MULTIPART: Operation = Operation {
    name: "messages.create_multipart",
    id: "createMessage",
    path: "/messages",
    parameters: &[Parameter::field("text").required(), Parameter::field("files")],
    accept: "*/*",
    content_type: Some("multipart/form-data"),
    ..Operation::POST
};

const CREATE_TEXT: Operation = Operation {
    name: "messages.create_text",
    id: "createMessage",
    path: "/messages",
    accept: "*/*",
    content_type: Some("text/plain"),
    ..Operation::POST
};

const CREATE_BYTES: Operation = Operation {
    name: "messages.create_bytes",
    id: "createMessage",
    path: "/messages",
    accept: "*/*",
    content_type: Some("application/octet-stream"),
    ..Operation::POST
};
