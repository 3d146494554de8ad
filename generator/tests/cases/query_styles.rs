// src/api/pets.rs

use std::collections::BTreeMap;

use jiff::Timestamp;

use crate::models::{ListPetsSort, Query};
use crate::runtime::{
    builder::call_builder, call::{Call, into_text},
    client::Core, operation::{Operation, Parameter, ParameterStyle},
    validate::Rule,
};

/// Calls of `pets`.
#[derive(Clone, Debug)]
pub struct Pets {
    core: Core,
}

impl Pets {
    pub(crate) fn new(core: Core) -> Self {
        Self { core }
    }

    /// Calls `listPets`.
    ///
    /// `GET /pets`
    pub fn list(&self, limit: i64) -> ListPets {
        ListPets {
            call: Call::empty(&self.core, &LIST).query("limit", limit),
        }
    }
}

/// A call of [`Pets::list`]: set what is optional, then await it.
#[must_use = "a call does nothing until it is awaited or sent"]
#[derive(Clone, Debug)]
pub struct ListPets {
    call: Call<()>,
}

impl ListPets {
    /// Sent one by one.
    pub fn tags(mut self, value: impl IntoIterator<Item = impl Into<String>>) -> Self {
        let value: Vec<String> = value.into_iter().map(Into::into).collect();
        self.call.set_query("tags", value);
        self
    }

    /// The parameter `ids`.
    pub fn ids(mut self, value: impl IntoIterator<Item = i64>) -> Self {
        let value: Vec<i64> = value.into_iter().collect();
        self.call.set_query("ids", value);
        self
    }

    /// The parameter `colors`.
    pub fn colors(mut self, value: impl IntoIterator<Item = impl Into<String>>) -> Self {
        let value: Vec<String> = value.into_iter().map(Into::into).collect();
        self.call.set_query("colors", value);
        self
    }

    /// The parameter `sizes`.
    pub fn sizes(mut self, value: impl IntoIterator<Item = impl Into<String>>) -> Self {
        let value: Vec<String> = value.into_iter().map(Into::into).collect();
        self.call.set_query("sizes", value);
        self
    }

    /// The parameter `filter`.
    pub fn filter(
        mut self,
        value: impl IntoIterator<Item = (impl Into<String>, impl Into<String>)>,
    ) -> Self {
        let value: BTreeMap<String, String> = value
            .into_iter()
            .map(|(key, value)| (key.into(), value.into()))
            .collect();
        self.call.set_query("filter", value);
        self
    }

    /// The parameter `q`.
    pub fn q(mut self, value: Query) -> Self {
        self.call.set_query("q", value);
        self
    }

    /// The parameter `path`.
    pub fn path(mut self, value: impl Into<String>) -> Self {
        self.call.set_query("path", into_text(value));
        self
    }

    /// The parameter `since`.
    pub fn since(mut self, value: Timestamp) -> Self {
        self.call.set_query("since", value);
        self
    }

    /// The parameter `sort`.
    pub fn sort(mut self, value: impl Into<ListPetsSort>) -> Self {
        let value: ListPetsSort = value.into();
        self.call.set_query("sort", value);
        self
    }
}

call_builder!(ListPets -> ());

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
            required: true,
            rules: &[Rule::Minimum(1.0), Rule::Maximum(100.0)],
            ..Parameter::query("limit")
        },
    ],
    accept: "*/*",
    ..Operation::GET
};
