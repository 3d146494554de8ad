// src/api/pets.rs

use crate::models::{ListPetsFilter, SearchPetsQuery};
use crate::runtime::operation::{Operation, Parameter, ParameterStyle};
use crate::runtime::{builder::call_builder, call::Call, client::Core, success};

/// Operations: [`list`](Self::list), [`search`](Self::search).
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
    /// # Examples
    ///
    /// ```no_run
    /// # async fn run(client: querystring::Querystring) -> Result<(), querystring::Error> {
    /// client.pets().list().await?;
    /// # Ok(())
    /// # }
    /// ```
    pub fn list(&self) -> ListPets {
        ListPets(Call::empty(&self.core, &LIST))
    }

    /// `GET /pets/search`
    ///
    /// # Examples
    ///
    /// ```no_run
    /// use querystring::models::SearchPetsQuery;
    ///
    /// # async fn run(client: querystring::Querystring) -> Result<(), querystring::Error> {
    /// client.pets().search(SearchPetsQuery::new()).await?;
    /// # Ok(())
    /// # }
    /// ```
    pub fn search(&self, query: SearchPetsQuery) -> Call<(), success::Empty> {
        Call::empty(&self.core, &SEARCH).query("query", query)
    }
}

/// A call of [`Pets::list`]: set what is optional, then await it.
#[must_use = "a call does nothing until it is awaited or sent"]
#[derive(Clone, Debug)]
pub struct ListPets(Call<(), success::Empty>);

impl ListPets {
    pub fn filter(self, value: ListPetsFilter) -> Self {
        Self(self.0.query("filter", value))
    }
}

call_builder!(ListPets, Call<(), success::Empty>);

const LIST: Operation = Operation {
    name: "pets.list",
    id: "listPets",
    path: "/pets",
    parameters: &[Parameter::query("filter")],
    accept: "*/*",
    ..Operation::GET
};

const SEARCH: Operation = Operation {
    name: "pets.search",
    id: "searchPets",
    path: "/pets/search",
    parameters: &[
        Parameter {
            style: ParameterStyle::Whole,
            ..Parameter::query("query").required()
        },
    ],
    accept: "*/*",
    ..Operation::GET
};
