// src/api/pets.rs

use std::collections::BTreeMap;

use jiff::Timestamp;

use crate::models::{ListPetsSort, Query};
use crate::runtime::input::{into_list, into_map, into_text, into_texts};
use crate::runtime::operation::{Operation, Parameter, ParameterStyle};
use crate::runtime::{
    builder::call_builder, call::Call, client::Core, success, validate::Rule,
};

/// Operations: [`list`](Self::list).
#[derive(Clone, Debug)]
pub struct Pets {
    core: Core,
}

impl Pets {
    pub(crate) fn new(core: Core) -> Self {
        Self { core }
    }

    /// `GET /pets`
    ///
    /// - `limit`: At least 1, at most 100.
    ///
    /// # Examples
    ///
    /// ```no_run
    /// # async fn run(client: query_styles::QueryStyles) -> Result<(), query_styles::Error> {
    /// client.pets().list(1).await?;
    /// # Ok(())
    /// # }
    /// ```
    pub fn list(&self, limit: i64) -> ListPets {
        ListPets(Call::empty(&self.core, &LIST).query("limit", limit))
    }
}

/// A call of [`Pets::list`]: set what is optional, then await it.
#[must_use = "a call does nothing until it is awaited or sent"]
#[derive(Clone, Debug)]
pub struct ListPets(Call<(), success::Empty>);

impl ListPets {
    /// Sent one by one.
    pub fn tags(self, value: impl IntoIterator<Item = impl Into<String>>) -> Self {
        Self(self.0.query("tags", into_texts(value)))
    }

    pub fn ids(self, value: impl IntoIterator<Item = i64>) -> Self {
        Self(self.0.query("ids", into_list(value)))
    }

    pub fn colors(self, value: impl IntoIterator<Item = impl Into<String>>) -> Self {
        Self(self.0.query("colors", into_texts(value)))
    }

    pub fn sizes(self, value: impl IntoIterator<Item = impl Into<String>>) -> Self {
        Self(self.0.query("sizes", into_texts(value)))
    }

    pub fn filter(
        self,
        value: impl IntoIterator<Item = (impl Into<String>, impl Into<String>)>,
    ) -> Self {
        let value: BTreeMap<String, String> = into_map(value);
        Self(self.0.query("filter", value))
    }

    pub fn q(self, value: Query) -> Self {
        Self(self.0.query("q", value))
    }

    pub fn path(self, value: impl Into<String>) -> Self {
        Self(self.0.query("path", into_text(value)))
    }

    pub fn since(self, value: Timestamp) -> Self {
        Self(self.0.query("since", value))
    }

    pub fn sort(self, value: impl Into<ListPetsSort>) -> Self {
        let value: ListPetsSort = value.into();
        Self(self.0.query("sort", value))
    }
}

call_builder!(ListPets, Call<(), success::Empty>);

const LIST: Operation = Operation {
    name: "pets.list",
    id: "listPets",
    path: "/pets",
    parameters: &[
        Parameter::query("tags"),
        Parameter {
            explode: false,
            ..Parameter::query("ids")
        },
        Parameter {
            style: ParameterStyle::PipeDelimited,
            explode: false,
            ..Parameter::query("colors")
        },
        Parameter {
            style: ParameterStyle::SpaceDelimited,
            explode: false,
            ..Parameter::query("sizes")
        },
        Parameter {
            style: ParameterStyle::DeepObject,
            ..Parameter::query("filter")
        },
        Parameter {
            style: ParameterStyle::Json,
            ..Parameter::query("q")
        },
        Parameter {
            allow_reserved: true,
            ..Parameter::query("path")
        },
        Parameter::query("since"),
        Parameter::query("sort"),
        Parameter {
            rules: &[Rule::Minimum(1.0), Rule::Maximum(100.0)],
            ..Parameter::query("limit").required()
        },
    ],
    accept: "*/*",
    ..Operation::GET
};
