// warning[W0501]: `findAllUsingGET_1` is called `list_v2`, since `list` is taken
//   --> names_frameworks.yaml:17:5
//    |
// 17 |     get: {operationId: findAllUsingGET_1, tags: [v2, items-controller], responses: {"204": {description: Found}}}
//    |     ^^^
//

// src/api/items.rs

use crate::runtime::operation::{Operation, Parameter};
use crate::runtime::{call::Call, client::Core, input::into_text, success};

/// Operations: [`list`](Self::list), [`add`](Self::add), [`get`](Self::get),
/// [`delete`](Self::delete), [`freeze`](Self::freeze), [`list_v2`](Self::list_v2).
#[derive(Clone, Debug)]
pub struct Items {
    core: Core,
}

impl Items {
    pub(crate) fn new(core: Core) -> Self {
        Self { core }
    }

    /// `GET /v1/items`
    ///
    /// # Examples
    ///
    /// ```no_run
    /// # async fn run(client: names_frameworks::NamesFrameworks) -> Result<(), names_frameworks::Error> {
    /// client.items().list().await?;
    /// # Ok(())
    /// # }
    /// ```
    pub fn list(&self) -> Call<(), success::Empty> {
        Call::empty(&self.core, &LIST)
    }

    /// `POST /v1/items`
    ///
    /// # Examples
    ///
    /// ```no_run
    /// # async fn run(client: names_frameworks::NamesFrameworks) -> Result<(), names_frameworks::Error> {
    /// client.items().add().await?;
    /// # Ok(())
    /// # }
    /// ```
    pub fn add(&self) -> Call<(), success::Empty> {
        Call::empty(&self.core, &ADD)
    }

    /// `GET /v1/items/{id}`
    ///
    /// # Examples
    ///
    /// ```no_run
    /// # async fn run(client: names_frameworks::NamesFrameworks) -> Result<(), names_frameworks::Error> {
    /// client.items().get("id").await?;
    /// # Ok(())
    /// # }
    /// ```
    pub fn get(&self, id: impl Into<String>) -> Call<(), success::Empty> {
        Call::empty(&self.core, &GET).path("id", into_text(id))
    }

    /// `DELETE /v1/items/{id}`
    ///
    /// # Examples
    ///
    /// ```no_run
    /// # async fn run(client: names_frameworks::NamesFrameworks) -> Result<(), names_frameworks::Error> {
    /// client.items().delete("id").await?;
    /// # Ok(())
    /// # }
    /// ```
    pub fn delete(&self, id: impl Into<String>) -> Call<(), success::Empty> {
        Call::empty(&self.core, &DELETE).path("id", into_text(id))
    }

    /// `POST /v1/items/{id}/freeze`
    ///
    /// # Examples
    ///
    /// ```no_run
    /// # async fn run(client: names_frameworks::NamesFrameworks) -> Result<(), names_frameworks::Error> {
    /// client.items().freeze("id").await?;
    /// # Ok(())
    /// # }
    /// ```
    pub fn freeze(&self, id: impl Into<String>) -> Call<(), success::Empty> {
        Call::empty(&self.core, &FREEZE).path("id", into_text(id))
    }

    /// `GET /v2/items`
    ///
    /// # Examples
    ///
    /// ```no_run
    /// # async fn run(client: names_frameworks::NamesFrameworks) -> Result<(), names_frameworks::Error> {
    /// client.items().list_v2().await?;
    /// # Ok(())
    /// # }
    /// ```
    pub fn list_v2(&self) -> Call<(), success::Empty> {
        Call::empty(&self.core, &LIST_V2)
    }
}

const LIST: Operation = Operation {
    name: "items.list",
    id: "findAllUsingGET",
    path: "/v1/items",
    accept: "*/*",
    ..Operation::GET
};

const ADD: Operation = Operation {
    name: "items.add",
    id: "addUsingPOST",
    path: "/v1/items",
    accept: "*/*",
    ..Operation::POST
};

const GET: Operation = Operation {
    name: "items.get",
    id: "getUsingGET_1",
    path: "/v1/items/{id}",
    parameters: &[Parameter::path("id")],
    accept: "*/*",
    ..Operation::GET
};

const DELETE: Operation = Operation {
    name: "items.delete",
    id: "deleteitem",
    path: "/v1/items/{id}",
    parameters: &[Parameter::path("id")],
    accept: "*/*",
    ..Operation::DELETE
};

const FREEZE: Operation = Operation {
    name: "items.freeze",
    id: "freezeUsingPOST_1",
    path: "/v1/items/{id}/freeze",
    parameters: &[Parameter::path("id")],
    accept: "*/*",
    ..Operation::POST
};

const LIST_V2: Operation = Operation {
    name: "items.list_v2",
    id: "findAllUsingGET_1",
    path: "/v2/items",
    accept: "*/*",
    ..Operation::GET
};
