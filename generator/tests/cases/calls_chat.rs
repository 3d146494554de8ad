// src/api/chats.rs

use serde::Serialize;

use crate::models::{
    CreateChatRequest, CreateChatRequestChoice, CreateChatRequestInput,
    CreateChatRequestSeed, CreateChatRequestToolsItem, Message, Model,
};
use crate::runtime::{
    builder::call_builder, call::Call, client::Core, one_or_many::OneOrMany,
    operation::Operation, success,
};

/// Operations: [`create`](Self::create).
#[derive(Clone, Debug)]
pub struct Chats {
    core: Core,
}

impl Chats {
    pub(crate) fn new(core: Core) -> Self {
        Self { core }
    }

    /// `POST /chats`
    ///
    /// # Examples
    ///
    /// ```no_run
    /// use calls_chat::models::{Known, Model, UserMessage};
    ///
    /// # async fn run(client: calls_chat::CallsChat) -> Result<(), calls_chat::Error> {
    /// client
    ///     .chats()
    ///     .create(Model::Known(Known::Small1), [UserMessage::new("Hello!")])
    ///     .await?;
    /// # Ok(())
    /// # }
    /// ```
    pub fn create(
        &self,
        model: impl Into<Model>,
        messages: impl IntoIterator<Item = impl Into<Message>>,
    ) -> CreateChat {
        CreateChat(
            Call::empty(&self.core, &CREATE),
            CreateChatRequest::new(model, messages),
        )
    }
}

/// A call of [`Chats::create`]: set what is optional, then await it.
#[must_use = "a call does nothing until it is awaited or sent"]
#[derive(Clone, Debug)]
pub struct CreateChat(Call<(), success::Empty>, CreateChatRequest);

impl CreateChat {
    pub fn tools(
        self,
        value: impl IntoIterator<Item = impl Into<CreateChatRequestToolsItem>>,
    ) -> Self {
        Self(self.0, self.1.tools(value))
    }

    pub fn stop(self, value: impl Into<OneOrMany<String>>) -> Self {
        Self(self.0, self.1.stop(value))
    }

    pub fn seed(self, value: impl Into<CreateChatRequestSeed>) -> Self {
        Self(self.0, self.1.seed(value))
    }

    pub fn input(self, value: impl Into<CreateChatRequestInput>) -> Self {
        Self(self.0, self.1.input(value))
    }

    pub fn choice(self, value: impl Into<CreateChatRequestChoice>) -> Self {
        Self(self.0, self.1.choice(value))
    }

    pub fn schema(self, value: impl Serialize) -> Self {
        Self(self.0, self.1.schema(value))
    }
}

call_builder!(CreateChat, Call<(), success::Empty>, CreateChatRequest);

const CREATE: Operation = Operation {
    name: "chats.create",
    id: "createChat",
    path: "/chats",
    accept: "*/*",
    ..Operation::POST
};

// src/models/model.rs

use crate::models::{Known, Preview};
use crate::runtime::union::arms;

#[non_exhaustive]
#[derive(Clone, Debug, PartialEq)]
pub enum Model {
    Known(Known),
    Preview(Preview),
}

arms!(Model {
    Known(Known, String, &str),
    Preview(Preview),
} => Serialize, Deserialize, Unchecked);
