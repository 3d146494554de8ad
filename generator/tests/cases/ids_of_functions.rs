// src/api/items.rs

use crate::runtime::operation::{Operation, Parameter};
use crate::runtime::{call::Call, client::Core, input::into_text, success};

/// Operations: [`get`](Self::get).
#[derive(Clone, Debug)]
pub struct Items {
    core: Core,
}

impl Items {
    pub(crate) fn new(core: Core) -> Self {
        Self { core }
    }

    /// `GET /items/{item_id}`
    ///
    /// # Examples
    ///
    /// ```no_run
    /// # async fn run(client: ids_of_functions::IdsOfFunctions) -> Result<(), ids_of_functions::Error> {
    /// client.items().get("item_id").await?;
    /// # Ok(())
    /// # }
    /// ```
    pub fn get(&self, item_id: impl Into<String>) -> Call<(), success::Empty> {
        Call::empty(&self.core, &GET).path("item_id", into_text(item_id))
    }
}

const GET: Operation = Operation {
    name: "items.get",
    id: "read_item_items__item_id__get",
    path: "/items/{item_id}",
    parameters: &[Parameter::path("item_id")],
    accept: "*/*",
    ..Operation::GET
};
