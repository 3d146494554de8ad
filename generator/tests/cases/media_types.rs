// src/api/pets.rs

use crate::models::{
    ChangePetJsonPatchRequestItem, ChangePetMergePatchRequest, ChangePetRequest,
    GetPetPetsV2Response, GetPetResponse, GetPetVoiceStreamEvent,
};
use crate::runtime::input::{into_list, into_text, into_texts};
use crate::runtime::operation::{Operation, Parameter};
use crate::runtime::{
    builder::call_builder, call::Call, client::Core, download::Download, events::Events,
    success,
};

/// Operations: [`get`](Self::get), [`get_pets_v2`](Self::get_pets_v2), [`change`](Self::change),
/// [`change_merge_patch`](Self::change_merge_patch),
/// [`change_json_patch`](Self::change_json_patch), [`get_voice`](Self::get_voice),
/// [`get_voice_stream`](Self::get_voice_stream), [`create`](Self::create),
/// [`create_csv`](Self::create_csv).
#[derive(Clone, Debug)]
pub struct Pets {
    core: Core,
}

impl Pets {
    pub(crate) fn new(core: Core) -> Self {
        Self { core }
    }

    /// `GET /pets/{id}`
    ///
    /// # Examples
    ///
    /// ```no_run
    /// # async fn run(client: media_types::MediaTypes) -> Result<(), media_types::Error> {
    /// let response = client.pets().get("id").await?;
    /// println!("{}", response.name);
    /// # Ok(())
    /// # }
    /// ```
    pub fn get(&self, id: impl Into<String>) -> Call<GetPetResponse> {
        Call::json(&self.core, &GET).path("id", into_text(id))
    }

    /// `GET /pets/{id}`, answered as `application/vnd.pets.v2+json`
    ///
    /// # Examples
    ///
    /// ```no_run
    /// # async fn run(client: media_types::MediaTypes) -> Result<(), media_types::Error> {
    /// let response = client.pets().get_pets_v2("id").await?;
    /// println!("{response:?}");
    /// # Ok(())
    /// # }
    /// ```
    pub fn get_pets_v2(&self, id: impl Into<String>) -> Call<GetPetPetsV2Response> {
        Call::json(&self.core, &GET_PETS_V2).path("id", into_text(id))
    }

    /// `PATCH /pets/{id}`
    ///
    /// # Examples
    ///
    /// ```no_run
    /// # async fn run(client: media_types::MediaTypes) -> Result<(), media_types::Error> {
    /// client.pets().change("id", "name").await?;
    /// # Ok(())
    /// # }
    /// ```
    pub fn change(
        &self,
        id: impl Into<String>,
        name: impl Into<String>,
    ) -> Call<(), success::Empty> {
        Call::empty(&self.core, &CHANGE)
            .path("id", into_text(id))
            .with_json(&ChangePetRequest::new(name))
    }

    /// `PATCH /pets/{id}`
    ///
    /// # Examples
    ///
    /// ```no_run
    /// # async fn run(client: media_types::MediaTypes) -> Result<(), media_types::Error> {
    /// client.pets().change_merge_patch("id").name("name").await?;
    /// # Ok(())
    /// # }
    /// ```
    pub fn change_merge_patch(&self, id: impl Into<String>) -> ChangePetMergePatch {
        ChangePetMergePatch(
            Call::empty(&self.core, &CHANGE_MERGE_PATCH).path("id", into_text(id)),
            ChangePetMergePatchRequest::new(),
        )
    }

    /// `PATCH /pets/{id}`
    ///
    /// # Examples
    ///
    /// ```no_run
    /// use media_types::models::ChangePetJsonPatchRequestItem;
    ///
    /// # async fn run(client: media_types::MediaTypes) -> Result<(), media_types::Error> {
    /// client
    ///     .pets()
    ///     .change_json_patch("id", [ChangePetJsonPatchRequestItem::new("op")])
    ///     .await?;
    /// # Ok(())
    /// # }
    /// ```
    pub fn change_json_patch(
        &self,
        id: impl Into<String>,
        body: impl IntoIterator<Item = ChangePetJsonPatchRequestItem>,
    ) -> Call<(), success::Empty> {
        let body: Vec<ChangePetJsonPatchRequestItem> = into_list(body);
        Call::empty(&self.core, &CHANGE_JSON_PATCH)
            .path("id", into_text(id))
            .with_json(&body)
    }

    /// `POST /pets/{id}/voice`
    ///
    /// # Examples
    ///
    /// ```no_run
    /// # async fn run(client: media_types::MediaTypes) -> Result<(), media_types::Error> {
    /// let download = client.pets().get_voice("id").await?;
    /// println!("{} bytes", download.bytes().await?.len());
    /// # Ok(())
    /// # }
    /// ```
    pub fn get_voice(&self, id: impl Into<String>) -> Call<Download, success::Bytes> {
        Call::download(&self.core, &GET_VOICE).path("id", into_text(id))
    }

    /// `POST /pets/{id}/voice`, answered as `text/event-stream`
    ///
    /// # Examples
    ///
    /// ```no_run
    /// # async fn run(client: media_types::MediaTypes) -> Result<(), media_types::Error> {
    /// let mut events = client.pets().get_voice_stream("id").await?;
    /// while let Some(event) = events.next().await {
    ///     println!("{:?}", event?);
    /// }
    /// # Ok(())
    /// # }
    /// ```
    pub fn get_voice_stream(
        &self,
        id: impl Into<String>,
    ) -> Call<Events<GetPetVoiceStreamEvent>, success::EventData> {
        Call::events(&self.core, &GET_VOICE_STREAM).path("id", into_text(id))
    }

    /// `POST /pets`
    ///
    /// # Examples
    ///
    /// ```no_run
    /// # async fn run(client: media_types::MediaTypes) -> Result<(), media_types::Error> {
    /// client.pets().create(["Hello!"]).await?;
    /// # Ok(())
    /// # }
    /// ```
    pub fn create(
        &self,
        body: impl IntoIterator<Item = impl Into<String>>,
    ) -> Call<(), success::Empty> {
        let body: Vec<String> = into_texts(body);
        Call::empty(&self.core, &CREATE).with_json(&body)
    }

    /// `POST /pets`
    ///
    /// # Examples
    ///
    /// ```no_run
    /// # async fn run(client: media_types::MediaTypes) -> Result<(), media_types::Error> {
    /// client.pets().create_csv("content").await?;
    /// # Ok(())
    /// # }
    /// ```
    pub fn create_csv(&self, body: impl Into<String>) -> Call<(), success::Empty> {
        Call::empty(&self.core, &CREATE_CSV).with_upload(into_text(body))
    }
}

/// A call of [`Pets::change_merge_patch`]: set what is optional, then await it.
#[must_use = "a call does nothing until it is awaited or sent"]
#[derive(Clone, Debug)]
pub struct ChangePetMergePatch(Call<(), success::Empty>, ChangePetMergePatchRequest);

impl ChangePetMergePatch {
    pub fn name(self, value: impl Into<String>) -> Self {
        Self(self.0, self.1.name(value))
    }

    /// Sends `name` as null.
    pub fn name_null(self) -> Self {
        Self(self.0, self.1.name_null())
    }
}

call_builder!(ChangePetMergePatch, Call<(), success::Empty>, ChangePetMergePatchRequest);

const GET: Operation = Operation {
    name: "pets.get",
    id: "getPet",
    path: "/pets/{id}",
    parameters: &[Parameter::path("id")],
    accept: "application/vnd.pets.v1+json, application/json;q=0.5",
    ..Operation::GET
};

const GET_PETS_V2: Operation = Operation {
    name: "pets.get_pets_v2",
    id: "getPet",
    path: "/pets/{id}",
    parameters: &[Parameter::path("id")],
    accept: "application/vnd.pets.v2+json, application/json;q=0.5",
    ..Operation::GET
};

const CHANGE: Operation = Operation {
    name: "pets.change",
    id: "changePet",
    path: "/pets/{id}",
    parameters: &[Parameter::path("id")],
    accept: "*/*",
    ..Operation::PATCH
};

const CHANGE_MERGE_PATCH: Operation = Operation {
    name: "pets.change_merge_patch",
    id: "changePet",
    path: "/pets/{id}",
    parameters: &[Parameter::path("id")],
    accept: "*/*",
    content_type: Some("application/merge-patch+json"),
    ..Operation::PATCH
};

const CHANGE_JSON_PATCH: Operation = Operation {
    name: "pets.change_json_patch",
    id: "changePet",
    path: "/pets/{id}",
    parameters: &[Parameter::path("id")],
    accept: "*/*",
    content_type: Some("application/json-patch+json"),
    ..Operation::PATCH
};

const GET_VOICE: Operation = Operation {
    name: "pets.get_voice",
    id: "getVoice",
    path: "/pets/{id}/voice",
    parameters: &[Parameter::path("id")],
    accept: "audio/mpeg, */*;q=0.1",
    ..Operation::POST
};

const GET_VOICE_STREAM: Operation = Operation {
    name: "pets.get_voice_stream",
    id: "getVoice",
    path: "/pets/{id}/voice",
    parameters: &[Parameter::path("id")],
    accept: "text/event-stream, */*;q=0.1",
    ..Operation::POST
};

const CREATE: Operation = Operation {
    name: "pets.create",
    id: "importPets",
    path: "/pets",
    accept: "*/*",
    ..Operation::POST
};

const CREATE_CSV: Operation = Operation {
    name: "pets.create_csv",
    id: "importPets",
    path: "/pets",
    accept: "*/*",
    content_type: Some("text/csv"),
    ..Operation::POST
};

// src/models/get_pet.rs

use serde::{Deserialize, Serialize};

use crate::runtime::object::object;

#[non_exhaustive]
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(remote = "Self")]
pub struct GetPetResponse {
    pub name: String,
}

object!(GetPetResponse => Serialize, Deserialize);
