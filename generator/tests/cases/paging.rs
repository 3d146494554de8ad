// src/api/pets.rs

use crate::models::{Page, Pet};
use crate::runtime::builder::call_builder;
use crate::runtime::call::Call;
use crate::runtime::client::Core;
use crate::runtime::operation::{Operation, Parameter};
use crate::runtime::pages::{Paging, page_builder};

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
    pub fn list(&self) -> ListPets {
        ListPets {
            call: Call::json(&self.core, &LIST),
        }
    }
}

/// A call of [`Pets::list`]: set what is optional, then await it.
#[must_use = "a call does nothing until it is awaited or sent"]
#[derive(Clone, Debug)]
pub struct ListPets {
    call: Call<Page>,
}

impl ListPets {
    /// The parameter `page_token`.
    pub fn page_token(mut self, page_token: impl Into<String>) -> Self {
        let page_token: String = page_token.into();
        self.call = self.call.query("page_token", page_token);
        self
    }

    /// The parameter `limit`.
    pub fn limit(mut self, limit: i64) -> Self {
        self.call = self.call.query("limit", limit);
        self
    }
}

call_builder!(ListPets -> Page);
page_builder!(ListPets -> Page, Pet, LIST_PAGES);

const LIST: Operation = Operation {
    parameters: &[Parameter::query("page_token"), Parameter::query("limit")],
    ..Operation::new("pets.list", "listPets", "GET", "/pets")
};

const LIST_PAGES: Paging<Page, Pet> = Paging {
    parameter: "page_token",
    next: |page| page.next_page_token.as_deref(),
    items: |page| page.pets,
};

// src/models/page.rs

use serde::{Deserialize, Serialize};

use crate::models::Pet;

/// `Page`.
#[non_exhaustive]
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Page {
    /// The member `pets`.
    pub pets: Vec<Pet>,
    /// The member `next_page_token`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub next_page_token: Option<String>,
}
