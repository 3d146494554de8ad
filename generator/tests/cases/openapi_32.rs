// src/api/pets.rs

use crate::models::QueryPetRequest;
use crate::runtime::operation::{Operation, Parameter, ParameterStyle};
use crate::runtime::{
    builder::call_builder, call::Call, client::Core, events::Events, input::into_text,
    success,
};

/// All about pets.
///
/// Operations: [`query`](Self::query), [`copy`](Self::copy), [`watch`](Self::watch).
#[derive(Clone, Debug)]
pub struct Pets {
    core: Core,
}

impl Pets {
    pub(crate) fn new(core: Core) -> Self {
        Self { core }
    }

    /// `QUERY /pets`
    ///
    /// # Examples
    ///
    /// ```no_run
    /// # async fn run(client: openapi_32::OpenApi32) -> Result<(), openapi_32::Error> {
    /// let pets = client.pets().query("name").await?;
    /// for pet in &pets {
    ///     println!("{pet}");
    /// }
    /// # Ok(())
    /// # }
    /// ```
    pub fn query(&self, name: impl Into<String>) -> Call<Vec<String>> {
        Call::json(&self.core, &QUERY).with_json(&QueryPetRequest::new(name))
    }

    /// `COPY /pets`
    ///
    /// # Examples
    ///
    /// ```no_run
    /// # async fn run(client: openapi_32::OpenApi32) -> Result<(), openapi_32::Error> {
    /// client.pets().copy().await?;
    /// # Ok(())
    /// # }
    /// ```
    pub fn copy(&self) -> CopyPet {
        CopyPet(Call::empty(&self.core, &COPY))
    }

    /// `GET /pets`
    ///
    /// # Examples
    ///
    /// ```no_run
    /// # async fn run(client: openapi_32::OpenApi32) -> Result<(), openapi_32::Error> {
    /// let mut events = client.pets().watch().await?;
    /// while let Some(event) = events.next().await {
    ///     println!("{}", event?);
    /// }
    /// # Ok(())
    /// # }
    /// ```
    pub fn watch(&self) -> Call<Events<String>, success::Lines> {
        Call::lines(&self.core, &WATCH)
    }
}

/// A call of [`Pets::copy`]: set what is optional, then await it.
#[must_use = "a call does nothing until it is awaited or sent"]
#[derive(Clone, Debug)]
pub struct CopyPet(Call<(), success::Empty>);

impl CopyPet {
    pub fn session(self, value: impl Into<String>) -> Self {
        Self(self.0.cookie("session", into_text(value)))
    }
}

call_builder!(CopyPet, Call<(), success::Empty>);

const QUERY: Operation = Operation {
    name: "pets.query",
    id: "queryPets",
    path: "/pets",
    ..Operation::new("QUERY")
};

const COPY: Operation = Operation {
    name: "pets.copy",
    id: "copyPets",
    path: "/pets",
    parameters: &[
        Parameter {
            style: ParameterStyle::Cookie,
            ..Parameter::cookie("session")
        },
    ],
    accept: "*/*",
    ..Operation::new("COPY")
};

const WATCH: Operation = Operation {
    name: "pets.watch",
    id: "watchPets",
    path: "/pets",
    accept: "application/jsonl, */*;q=0.1",
    ..Operation::GET
};
