// src/api/pets.rs

use crate::runtime::operation::{Operation, Parameter, ParameterStyle};
use crate::runtime::{
    builder::call_builder, call::Call, client::Core, input::into_texts, success,
};

/// Operations: [`get`](Self::get).
#[derive(Clone, Debug)]
pub struct Pets {
    core: Core,
}

impl Pets {
    pub(crate) fn new(core: Core) -> Self {
        Self { core }
    }

    /// `GET /pets/{ids}`
    ///
    /// # Examples
    ///
    /// ```no_run
    /// # async fn run(client: separators::Separators) -> Result<(), separators::Error> {
    /// client.pets().get(["ids"]).await?;
    /// # Ok(())
    /// # }
    /// ```
    pub fn get(&self, ids: impl IntoIterator<Item = impl Into<String>>) -> GetPet {
        GetPet(Call::empty(&self.core, &GET).path("ids", into_texts(ids)))
    }
}

/// A call of [`Pets::get`]: set what is optional, then await it.
#[must_use = "a call does nothing until it is awaited or sent"]
#[derive(Clone, Debug)]
pub struct GetPet(Call<(), success::Empty>);

impl GetPet {
    pub fn tabs(self, value: impl IntoIterator<Item = impl Into<String>>) -> Self {
        Self(self.0.query("tabs", into_texts(value)))
    }

    pub fn x_words(self, value: impl IntoIterator<Item = impl Into<String>>) -> Self {
        Self(self.0.header("X-Words", into_texts(value)))
    }
}

call_builder!(GetPet, Call<(), success::Empty>);

const GET: Operation = Operation {
    name: "pets.get",
    id: "getPets",
    path: "/pets/{ids}",
    parameters: &[
        Parameter {
            style: ParameterStyle::PipeDelimited,
            ..Parameter::path("ids")
        },
        Parameter {
            style: ParameterStyle::TabDelimited,
            explode: false,
            ..Parameter::query("tabs")
        },
        Parameter {
            style: ParameterStyle::SpaceDelimited,
            ..Parameter::header("X-Words")
        },
    ],
    accept: "*/*",
    ..Operation::GET
};
