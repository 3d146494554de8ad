// src/api/events.rs

use crate::models::Events;
use crate::runtime::{events, success};
use crate::runtime::{call::Call, client::Core, operation::Operation};

/// Operations: [`get`](Self::get).
#[derive(Clone, Debug)]
pub struct EventsApi {
    core: Core,
}

impl EventsApi {
    pub(crate) fn new(core: Core) -> Self {
        Self { core }
    }

    /// `GET /events`
    ///
    /// # Examples
    ///
    /// ```no_run
    /// # async fn run(client: runtime_names::RuntimeNames) -> Result<(), runtime_names::Error> {
    /// let mut events = client.events().get().await?;
    /// while let Some(event) = events.next().await {
    ///     println!("{:?}", event?.count);
    /// }
    /// # Ok(())
    /// # }
    /// ```
    pub fn get(&self) -> Call<events::Events<Events>, success::EventData> {
        Call::events(&self.core, &GET)
    }
}

const GET: Operation = Operation {
    name: "events.get",
    id: "listEvents",
    path: "/events",
    accept: "text/event-stream, */*;q=0.1",
    ..Operation::GET
};

// src/api/uploads.rs

use crate::models::{Success, Upload};
use crate::runtime::{success, upload};
use crate::runtime::{call::Call, client::Core, error::Error, operation::Operation};

/// Operations: [`create`](Self::create).
#[derive(Clone, Debug)]
pub struct Uploads {
    core: Core,
}

impl Uploads {
    pub(crate) fn new(core: Core) -> Self {
        Self { core }
    }

    /// `POST /uploads`
    ///
    /// # Examples
    ///
    /// ```no_run
    /// use runtime_names::Upload;
    ///
    /// # async fn run(client: runtime_names::RuntimeNames) -> Result<(), runtime_names::Error> {
    /// let response = client
    ///     .uploads()
    ///     .create(Upload::from_path("report.pdf").unwrap())
    ///     .await?;
    /// println!("{response:?}");
    /// # Ok(())
    /// # }
    /// ```
    pub fn create(
        &self,
        body: impl Into<upload::Upload>,
    ) -> Call<CreateUploadSuccess, success::Several> {
        Call::several(&self.core, &CREATE).with_upload(body)
    }
}

/// What `createUpload` gives when it succeeds.
#[non_exhaustive]
#[derive(Clone, Debug, PartialEq)]
pub enum CreateUploadSuccess {
    /// 200: It is there.
    Ok(Box<Upload>),
    /// 202: It is coming.
    Accepted(Box<Success>),
}

impl success::Success for CreateUploadSuccess {
    fn decode(received: &success::Received<'_>) -> Result<Self, Error> {
        match received.status() {
            202 => received.json().map(Self::Accepted),
            _ => received.json().map(Self::Ok),
        }
    }
}

const CREATE: Operation = Operation {
    name: "uploads.create",
    id: "createUpload",
    path: "/uploads",
    accept: "application/json, */*;q=0.1",
    content_type: Some("application/octet-stream"),
    ..Operation::POST
};
