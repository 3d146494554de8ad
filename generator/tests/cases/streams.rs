// src/api/chats.rs

use crate::models::{
    CreateChatRequest, CreateChatResponse, CreateChatStreamEvent, GetChatEventsEvent,
};
use crate::runtime::{
    builder::call_builder, call::Call, client::Core, events::Events,
    operation::Operation, success,
};

/// Operations: [`create`](Self::create), [`create_stream`](Self::create_stream),
/// [`get_log`](Self::get_log), [`get_events`](Self::get_events).
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
    /// # async fn run(client: streams::Streams) -> Result<(), streams::Error> {
    /// let response = client.chats().create("Hello!").await?;
    /// println!("{response:?}");
    /// # Ok(())
    /// # }
    /// ```
    pub fn create(&self, text: impl Into<String>) -> CreateChat {
        CreateChat(Call::json(&self.core, &CREATE), CreateChatRequest::new(text))
    }

    /// `POST /chats`, answered as `text/event-stream`
    ///
    /// # Examples
    ///
    /// ```no_run
    /// # async fn run(client: streams::Streams) -> Result<(), streams::Error> {
    /// let mut events = client.chats().create_stream("Hello!").await?;
    /// while let Some(event) = events.next().await {
    ///     println!("{:?}", event?);
    /// }
    /// # Ok(())
    /// # }
    /// ```
    pub fn create_stream(&self, text: impl Into<String>) -> CreateChatStream {
        CreateChatStream(
            Call::events(&self.core, &CREATE_STREAM),
            CreateChatRequest::new(text).stream(true),
        )
    }

    /// `GET /chats/log`
    ///
    /// # Examples
    ///
    /// ```no_run
    /// # async fn run(client: streams::Streams) -> Result<(), streams::Error> {
    /// let mut events = client.chats().get_log().await?;
    /// while let Some(event) = events.next().await {
    ///     println!("{}", event?);
    /// }
    /// # Ok(())
    /// # }
    /// ```
    pub fn get_log(&self) -> Call<Events<String>, success::Lines> {
        Call::lines(&self.core, &GET_LOG)
    }

    /// `GET /chats/events`
    ///
    /// # Examples
    ///
    /// ```no_run
    /// # async fn run(client: streams::Streams) -> Result<(), streams::Error> {
    /// let mut events = client.chats().get_events().await?;
    /// while let Some(event) = events.next().await {
    ///     println!("{:?}", event?);
    /// }
    /// # Ok(())
    /// # }
    /// ```
    pub fn get_events(&self) -> Call<Events<GetChatEventsEvent>, success::WholeEvents> {
        Call::whole_events(&self.core, &GET_EVENTS)
    }
}

/// A call of [`Chats::create`]: set what is optional, then await it.
#[must_use = "a call does nothing until it is awaited or sent"]
#[derive(Clone, Debug)]
pub struct CreateChat(Call<CreateChatResponse>, CreateChatRequest);

call_builder!(CreateChat, Call<CreateChatResponse>, CreateChatRequest);

/// A call of [`Chats::create_stream`]: set what is optional, then await it.
#[must_use = "a call does nothing until it is awaited or sent"]
#[derive(Clone, Debug)]
pub struct CreateChatStream(
    Call<Events<CreateChatStreamEvent>, success::EventData>,
    CreateChatRequest,
);

call_builder!(CreateChatStream, Call<Events<CreateChatStreamEvent>, success::EventData>, #[sets(stream)] CreateChatRequest);

const CREATE: Operation = Operation {
    name: "chats.create",
    id: "createChat",
    path: "/chats",
    ..Operation::POST
};

const CREATE_STREAM: Operation = Operation {
    name: "chats.create_stream",
    id: "createChat",
    path: "/chats",
    accept: "text/event-stream, */*;q=0.1",
    ..Operation::POST
};

const GET_LOG: Operation = Operation {
    name: "chats.get_log",
    id: "getChatLog",
    path: "/chats/log",
    accept: "application/jsonl, */*;q=0.1",
    ..Operation::GET
};

const GET_EVENTS: Operation = Operation {
    name: "chats.get_events",
    id: "getChatEvents",
    path: "/chats/events",
    accept: "text/event-stream, */*;q=0.1",
    ..Operation::GET
};
