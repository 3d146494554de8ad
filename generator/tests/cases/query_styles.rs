// src/api/pets.rs

use std::collections::BTreeMap;

use jiff::Timestamp;

use crate::models::{ListPetsSort, Query};
use crate::runtime::builder::call_builder;
use crate::runtime::call::Call;
use crate::runtime::client::Core;
use crate::runtime::operation::{Operation, Parameter, ParameterStyle};
use crate::runtime::validate::Rule;

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
    pub fn tags(mut self, tags: impl IntoIterator<Item = impl Into<String>>) -> Self {
        let tags: Vec<String> = tags.into_iter().map(Into::into).collect();
        self.call = self.call.query("tags", tags);
        self
    }

    /// The parameter `ids`.
    pub fn ids(mut self, ids: impl IntoIterator<Item = i64>) -> Self {
        let ids: Vec<i64> = ids.into_iter().collect();
        self.call = self.call.query("ids", ids);
        self
    }

    /// The parameter `colors`.
    pub fn colors(
        mut self,
        colors: impl IntoIterator<Item = impl Into<String>>,
    ) -> Self {
        let colors: Vec<String> = colors.into_iter().map(Into::into).collect();
        self.call = self.call.query("colors", colors);
        self
    }

    /// The parameter `sizes`.
    pub fn sizes(mut self, sizes: impl IntoIterator<Item = impl Into<String>>) -> Self {
        let sizes: Vec<String> = sizes.into_iter().map(Into::into).collect();
        self.call = self.call.query("sizes", sizes);
        self
    }

    /// The parameter `filter`.
    pub fn filter(
        mut self,
        filter: impl IntoIterator<Item = (impl Into<String>, impl Into<String>)>,
    ) -> Self {
        let filter: BTreeMap<String, String> = filter
            .into_iter()
            .map(|(key, value)| (key.into(), value.into()))
            .collect();
        self.call = self.call.query("filter", filter);
        self
    }

    /// The parameter `q`.
    pub fn q(mut self, q: Query) -> Self {
        self.call = self.call.query("q", q);
        self
    }

    /// The parameter `path`.
    pub fn path(mut self, path: impl Into<String>) -> Self {
        let path: String = path.into();
        self.call = self.call.query("path", path);
        self
    }

    /// The parameter `since`.
    pub fn since(mut self, since: Timestamp) -> Self {
        self.call = self.call.query("since", since);
        self
    }

    /// The parameter `sort`.
    pub fn sort(mut self, sort: impl Into<ListPetsSort>) -> Self {
        let sort: ListPetsSort = sort.into();
        self.call = self.call.query("sort", sort);
        self
    }
}

call_builder!(ListPets -> ());

const LIST: Operation = Operation {
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
    ..Operation::new("pets.list", "listPets", "GET", "/pets")
};
