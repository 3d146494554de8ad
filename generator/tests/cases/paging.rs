// src/api/pets.rs

use crate::models::{Page, Pet};
use crate::runtime::next_page::{Next, query};
use crate::runtime::operation::{Operation, Parameter};
use crate::runtime::pages::{Paging, page_builder};
use crate::runtime::{builder::call_builder, call::Call, client::Core, input::into_text};

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
    /// Paged by token: `page_token` takes `next_page_token`; items in `pets`.
    ///
    /// # Examples
    ///
    /// ```no_run
    /// # async fn run(client: paging::PagingClient) -> Result<(), paging::Error> {
    /// // One page.
    /// let page = client.pets().list().await?;
    /// println!("{} on this page", page.pets.len());
    ///
    /// // The items of all pages.
    /// let mut pets = client.pets().list().stream();
    /// while let Some(pet) = pets.next().await {
    ///     println!("{:?}", pet?.name);
    /// }
    /// # Ok(())
    /// # }
    /// ```
    pub fn list(&self) -> ListPets {
        ListPets(Call::json(&self.core, &LIST))
    }
}

/// A call of [`Pets::list`]: set what is optional, then await it.
#[must_use = "a call does nothing until it is awaited or sent"]
#[derive(Clone, Debug)]
pub struct ListPets(Call<Page>);

impl ListPets {
    pub fn page_token(self, value: impl Into<String>) -> Self {
        Self(self.0.query("page_token", into_text(value)))
    }

    pub fn limit(self, value: i64) -> Self {
        Self(self.0.query("limit", value))
    }
}

call_builder!(ListPets, Call<Page>);

page_builder!(ListPets -> Page, Pet, LIST_PAGES);

const LIST: Operation = Operation {
    name: "pets.list",
    id: "listPets",
    path: "/pets",
    parameters: &[Parameter::query("page_token"), Parameter::query("limit")],
    ..Operation::GET
};

const LIST_PAGES: Paging<Page, Pet> = Paging {
    next: Next::Token(query("page_token"), |page| page.next_page_token.as_deref()),
    items: |page| page.pets,
};

// src/models/page.rs

use serde::{Deserialize, Serialize};

use crate::models::Pet;
use crate::runtime::{object::object, tolerant::or_empty};

#[non_exhaustive]
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(remote = "Self")]
pub struct Page {
    #[serde(deserialize_with = "or_empty")]
    pub pets: Vec<Pet>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub next_page_token: Option<String>,
}

object!(Page => Serialize, Deserialize);
