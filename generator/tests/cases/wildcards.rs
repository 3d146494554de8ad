// warning[W0501]: `postFile` is called `update_by_id`, since `update` is taken
//   --> wildcards.yaml:16:5
//    |
// 16 |     post:
//    |     ^^^^
//
// warning[W0404]: a body of `image/*` is sent as `application/octet-stream`
//   --> wildcards.yaml:28:7
//    |
// 28 |       requestBody: {required: true, content: {"image/*": {schema: {type: string, format: binary}}}}
//    |       ^^^^^^^^^^^
//

// src/api/files.rs

use crate::models::{GetFileLogEventItem, UpdateFileByIdResponse};
use crate::runtime::operation::{Operation, Parameter};
use crate::runtime::{
    builder::call_builder, call::Call, client::Core, download::Download, events::Events,
    input::into_text, success, upload::Upload,
};

/// Operations: [`get`](Self::get), [`update`](Self::update), [`update_by_id`](Self::update_by_id),
/// [`put_picture`](Self::put_picture), [`get_log`](Self::get_log).
#[derive(Clone, Debug)]
pub struct Files {
    core: Core,
}

impl Files {
    pub(crate) fn new(core: Core) -> Self {
        Self { core }
    }

    /// `GET /files/{id}`
    ///
    /// # Examples
    ///
    /// ```no_run
    /// # async fn run(client: wildcards::Wildcards) -> Result<(), wildcards::Error> {
    /// let download = client.files().get("id").await?;
    /// println!("{} bytes", download.bytes().await?.len());
    /// # Ok(())
    /// # }
    /// ```
    pub fn get(&self, id: impl Into<String>) -> Call<Download, success::Bytes> {
        Call::download(&self.core, &GET).path("id", into_text(id))
    }

    /// `PUT /files/{id}`
    ///
    /// # Examples
    ///
    /// ```no_run
    /// use wildcards::Upload;
    ///
    /// # async fn run(client: wildcards::Wildcards) -> Result<(), wildcards::Error> {
    /// let text = client
    ///     .files()
    ///     .update("id", Upload::from_path("report.pdf").unwrap())
    ///     .await?;
    /// println!("{text}");
    /// # Ok(())
    /// # }
    /// ```
    pub fn update(
        &self,
        id: impl Into<String>,
        body: impl Into<Upload>,
    ) -> Call<String, success::Text> {
        Call::text(&self.core, &UPDATE).path("id", into_text(id)).with_upload(body)
    }

    /// `POST /files/{id}`
    ///
    /// # Examples
    ///
    /// ```no_run
    /// use wildcards::Upload;
    ///
    /// # async fn run(client: wildcards::Wildcards) -> Result<(), wildcards::Error> {
    /// let response = client
    ///     .files()
    ///     .update_by_id("id")
    ///     .file(Upload::from_path("report.pdf").unwrap())
    ///     .await?;
    /// println!("{:?}", response.id);
    /// # Ok(())
    /// # }
    /// ```
    pub fn update_by_id(&self, id: impl Into<String>) -> UpdateFileById {
        UpdateFileById(Call::json(&self.core, &UPDATE_BY_ID).path("id", into_text(id)))
    }

    /// `PUT /files/{id}/picture`
    ///
    /// # Examples
    ///
    /// ```no_run
    /// use wildcards::Upload;
    ///
    /// # async fn run(client: wildcards::Wildcards) -> Result<(), wildcards::Error> {
    /// client
    ///     .files()
    ///     .put_picture("id", Upload::from_path("report.pdf").unwrap())
    ///     .await?;
    /// # Ok(())
    /// # }
    /// ```
    pub fn put_picture(
        &self,
        id: impl Into<String>,
        body: impl Into<Upload>,
    ) -> Call<(), success::Empty> {
        Call::empty(&self.core, &PUT_PICTURE).path("id", into_text(id)).with_upload(body)
    }

    /// `GET /files/{id}/log`
    ///
    /// # Examples
    ///
    /// ```no_run
    /// # async fn run(client: wildcards::Wildcards) -> Result<(), wildcards::Error> {
    /// let mut events = client.files().get_log("id").await?;
    /// while let Some(event) = events.next().await {
    ///     println!("{:?}", event?);
    /// }
    /// # Ok(())
    /// # }
    /// ```
    pub fn get_log(
        &self,
        id: impl Into<String>,
    ) -> Call<Events<GetFileLogEventItem>, success::EventData> {
        Call::events(&self.core, &GET_LOG).path("id", into_text(id))
    }
}

/// A call of [`Files::update_by_id`]: set what is optional, then await it.
#[must_use = "a call does nothing until it is awaited or sent"]
#[derive(Clone, Debug)]
pub struct UpdateFileById(Call<UpdateFileByIdResponse>);

impl UpdateFileById {
    pub fn file(self, value: impl Into<Upload>) -> Self {
        Self(self.0.file("file", value))
    }
}

call_builder!(UpdateFileById, Call<UpdateFileByIdResponse>);

const GET: Operation = Operation {
    name: "files.get",
    id: "getFile",
    path: "/files/{id}",
    parameters: &[Parameter::path("id")],
    accept: "application/octet-stream, */*;q=0.1",
    ..Operation::GET
};

const UPDATE: Operation = Operation {
    name: "files.update",
    id: "putFile",
    path: "/files/{id}",
    parameters: &[Parameter::path("id")],
    accept: "text/plain, */*;q=0.1",
    content_type: Some("application/octet-stream"),
    ..Operation::PUT
};

const UPDATE_BY_ID: Operation = Operation {
    name: "files.update_by_id",
    id: "postFile",
    path: "/files/{id}",
    parameters: &[
        Parameter::path("id"),
        Parameter {
            content_type: Some("image/png"),
            ..Parameter::field("file")
        },
    ],
    content_type: Some("multipart/form-data"),
    ..Operation::POST
};

const PUT_PICTURE: Operation = Operation {
    name: "files.put_picture",
    id: "putPicture",
    path: "/files/{id}/picture",
    parameters: &[Parameter::path("id")],
    accept: "*/*",
    content_type: Some("application/octet-stream"),
    ..Operation::PUT
};

const GET_LOG: Operation = Operation {
    name: "files.get_log",
    id: "getLog",
    path: "/files/{id}/log",
    parameters: &[Parameter::path("id")],
    accept: "text/event-stream, */*;q=0.1",
    ..Operation::GET
};

// src/models/get_files_state.rs

use serde::{Deserialize, Serialize};

use crate::runtime::object::object;

#[non_exhaustive]
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(remote = "Self")]
pub struct GetFilesStateResponse {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub state: Option<String>,
}

object!(GetFilesStateResponse => Serialize, Deserialize);
