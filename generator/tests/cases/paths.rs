// warning[W0208]: an answer to `HEAD` has no body; only its status and headers are read
//   --> paths.yaml:31:19
//    |
// 31 |       responses: {'200': {description: It is there, content: {application/json: {schema: {type: object, properties: {a: {type: strin...
//    |                   ^^^^^
//

// src/api/search.rs

use crate::runtime::operation::{Operation, Parameter};
use crate::runtime::{
    builder::call_builder, call::Call, client::Core, input::into_text, success,
};

/// Operations: [`search`](Self::search), [`get_recent`](Self::get_recent),
/// [`search_by_image`](Self::search_by_image), [`has`](Self::has).
#[derive(Clone, Debug)]
pub struct Search {
    core: Core,
}

impl Search {
    pub(crate) fn new(core: Core) -> Self {
        Self { core }
    }

    /// `GET /search?version=2`
    ///
    /// # Examples
    ///
    /// ```no_run
    /// # async fn run(client: paths::Paths) -> Result<(), paths::Error> {
    /// client.search().search("q").await?;
    /// # Ok(())
    /// # }
    /// ```
    pub fn search(&self, q: impl Into<String>) -> Call<(), success::Empty> {
        Call::empty(&self.core, &SEARCH).query("q", into_text(q))
    }

    /// `GET /search/recent`
    ///
    /// # Examples
    ///
    /// ```no_run
    /// # async fn run(client: paths::Paths) -> Result<(), paths::Error> {
    /// client.search().get_recent().await?;
    /// # Ok(())
    /// # }
    /// ```
    pub fn get_recent(&self) -> GetSearchRecent {
        GetSearchRecent(Call::empty(&self.core, &GET_RECENT))
    }

    /// `POST /search`
    ///
    /// # Examples
    ///
    /// ```no_run
    /// # async fn run(client: paths::Paths) -> Result<(), paths::Error> {
    /// client.search().search_by_image().await?;
    /// # Ok(())
    /// # }
    /// ```
    pub fn search_by_image(&self) -> Call<(), success::Empty> {
        Call::empty(&self.core, &SEARCH_BY_IMAGE)
    }

    /// `HEAD /search/{id}`
    ///
    /// # Examples
    ///
    /// ```no_run
    /// # async fn run(client: paths::Paths) -> Result<(), paths::Error> {
    /// client.search().has("id").await?;
    /// # Ok(())
    /// # }
    /// ```
    pub fn has(&self, id: impl Into<String>) -> Call<(), success::Empty> {
        Call::empty(&self.core, &HAS).path("id", into_text(id))
    }
}

/// A call of [`Search::get_recent`]: set what is optional, then await it.
#[must_use = "a call does nothing until it is awaited or sent"]
#[derive(Clone, Debug)]
pub struct GetSearchRecent(Call<(), success::Empty>);

impl GetSearchRecent {
    pub fn page(self, value: i64) -> Self {
        Self(self.0.query("page", value))
    }

    pub fn size(self, value: i64) -> Self {
        Self(self.0.query("size", value))
    }
}

call_builder!(GetSearchRecent, Call<(), success::Empty>);

const SEARCH: Operation = Operation {
    name: "search.search",
    id: "search",
    path: "/search?version=2",
    parameters: &[Parameter::query("q").required()],
    accept: "*/*",
    ..Operation::GET
};

const GET_RECENT: Operation = Operation {
    name: "search.get_recent",
    id: "recent",
    path: "/search/recent",
    parameters: &[Parameter::query("page"), Parameter::query("size")],
    accept: "*/*",
    ..Operation::GET
};

const SEARCH_BY_IMAGE: Operation = Operation {
    name: "search.search_by_image",
    id: "searchByImage",
    path: "/search",
    accept: "*/*",
    ..Operation::POST
};

const HAS: Operation = Operation {
    name: "search.has",
    id: "has",
    path: "/search/{id}",
    parameters: &[Parameter::path("id")],
    accept: "*/*",
    ..Operation::new("HEAD")
};
