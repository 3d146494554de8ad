// src/api/pets.rs

use crate::models::{Connection, Pet, Visits};
use crate::runtime::next_page::{Next, query};
use crate::runtime::operation::{Operation, Parameter};
use crate::runtime::pages::{Paging, page_builder};
use crate::runtime::{builder::call_builder, call::Call, client::Core, input::into_text};

/// Operations: [`list`](Self::list), [`list_visits`](Self::list_visits).
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
    /// Paged by token: `after` takes `page_info.end_cursor` until `page_info.has_next_page` is
    /// false; items in `data.nodes`.
    ///
    /// # Examples
    ///
    /// ```no_run
    /// # async fn run(client: paging_cursor::PagingCursor) -> Result<(), paging_cursor::Error> {
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

    /// `GET /pets/{id}/visits`
    ///
    /// Paged by token: `cursor` takes `next`, unless that is a URL; items in `results`.
    ///
    /// # Examples
    ///
    /// ```no_run
    /// # async fn run(client: paging_cursor::PagingCursor) -> Result<(), paging_cursor::Error> {
    /// let mut pets = client.pets().list_visits("id").stream();
    /// while let Some(pet) = pets.next().await {
    ///     println!("{}", pet?);
    /// }
    /// # Ok(())
    /// # }
    /// ```
    pub fn list_visits(&self, id: impl Into<String>) -> ListPetVisits {
        ListPetVisits(Call::json(&self.core, &LIST_VISITS).path("id", into_text(id)))
    }
}

/// A call of [`Pets::list`]: set what is optional, then await it.
#[must_use = "a call does nothing until it is awaited or sent"]
#[derive(Clone, Debug)]
pub struct ListPets(Call<Connection>);

impl ListPets {
    pub fn after(self, value: impl Into<String>) -> Self {
        Self(self.0.query("after", into_text(value)))
    }

    pub fn limit(self, value: i64) -> Self {
        Self(self.0.query("limit", value))
    }
}

call_builder!(ListPets, Call<Connection>);

page_builder!(ListPets -> Connection, Pet, LIST_PAGES);

/// A call of [`Pets::list_visits`]: set what is optional, then await it.
#[must_use = "a call does nothing until it is awaited or sent"]
#[derive(Clone, Debug)]
pub struct ListPetVisits(Call<Visits>);

impl ListPetVisits {
    pub fn cursor(self, value: impl Into<String>) -> Self {
        Self(self.0.query("cursor", into_text(value)))
    }
}

call_builder!(ListPetVisits, Call<Visits>);

page_builder!(ListPetVisits -> Visits, String, LIST_VISITS_PAGES);

const LIST: Operation = Operation {
    name: "pets.list",
    id: "listPets",
    path: "/pets",
    parameters: &[Parameter::query("after"), Parameter::query("limit")],
    ..Operation::GET
};

const LIST_PAGES: Paging<Connection, Pet> = Paging {
    next: Next::Token(
        query("after"),
        |page| {
            page
                .page_info
                .as_ref()
                .and_then(|inner| inner.end_cursor.as_deref())
                .filter(|_| {
                    page.page_info.as_ref().map(|inner| inner.has_next_page)
                        != Some(false)
                })
        },
    ),
    items: |page| page.data.nodes,
};

const LIST_VISITS: Operation = Operation {
    name: "pets.list_visits",
    id: "listVisits",
    path: "/pets/{id}/visits",
    parameters: &[Parameter::path("id"), Parameter::query("cursor")],
    ..Operation::GET
};

const LIST_VISITS_PAGES: Paging<Visits, String> = Paging {
    next: Next::TokenOrUrl(query("cursor"), |page| page.next.as_deref()),
    items: |page| page.results.unwrap_or_default(),
};
