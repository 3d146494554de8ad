// src/api/pets.rs

use crate::models::{ListCatsResponse, Thing};
use crate::runtime::next_page::{Next, query};
use crate::runtime::operation::{Operation, Parameter};
use crate::runtime::pages::{Paging, page_builder};
use crate::runtime::{
    builder::call_builder, call::Call, client::Core, input::into_text,
    page_cursor::value_at,
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
    /// Paged by token: `from` takes `key` of the last item until `goes_on` is false; items in
    /// `things`.
    ///
    /// # Examples
    ///
    /// ```no_run
    /// # async fn run(client: paging_rules::PagingRules) -> Result<(), paging_rules::Error> {
    /// // One page.
    /// let page = client.pets().list().await?;
    /// println!("{} on this page", page.things.len());
    ///
    /// // The items of all pages.
    /// let mut pets = client.pets().list().stream();
    /// while let Some(pet) = pets.next().await {
    ///     println!("{}", pet?.key);
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
pub struct ListPets(Call<ListCatsResponse>);

impl ListPets {
    pub fn from(self, value: impl Into<String>) -> Self {
        Self(self.0.query("from", into_text(value)))
    }
}

call_builder!(ListPets, Call<ListCatsResponse>);

page_builder!(ListPets -> ListCatsResponse, Thing, LIST_PAGES);

const LIST: Operation = Operation {
    name: "pets.list",
    id: "listPets",
    path: "/pets",
    parameters: &[Parameter::query("from")],
    ..Operation::GET
};

const LIST_PAGES: Paging<ListCatsResponse, Thing> = Paging {
    next: Next::Cursor(
        query("from"),
        |answer, page| value_at(answer, "/things/-/key").filter(|_| page.goes_on),
    ),
    items: |page| page.things,
};

// src/api/visits.rs

use crate::models::{ListCatsResponse, Thing};
use crate::runtime::next_page::{Next, query};
use crate::runtime::operation::{Operation, Parameter};
use crate::runtime::pages::{Paging, page_builder};
use crate::runtime::{
    builder::call_builder, call::Call, client::Core, input::into_text,
    page_cursor::header,
};

/// Operations: [`list`](Self::list).
#[derive(Clone, Debug)]
pub struct Visits {
    core: Core,
}

impl Visits {
    pub(crate) fn new(core: Core) -> Self {
        Self { core }
    }

    /// `GET /visits`
    ///
    /// Paged by token: `from` takes the header `x-next`; items in `things`.
    ///
    /// # Examples
    ///
    /// ```no_run
    /// # async fn run(client: paging_rules::PagingRules) -> Result<(), paging_rules::Error> {
    /// // One page.
    /// let page = client.visits().list().await?;
    /// println!("{} on this page", page.things.len());
    ///
    /// // The items of all pages.
    /// let mut visits = client.visits().list().stream();
    /// while let Some(visit) = visits.next().await {
    ///     println!("{}", visit?.key);
    /// }
    /// # Ok(())
    /// # }
    /// ```
    pub fn list(&self) -> ListVisits {
        ListVisits(Call::json(&self.core, &LIST))
    }
}

/// A call of [`Visits::list`]: set what is optional, then await it.
#[must_use = "a call does nothing until it is awaited or sent"]
#[derive(Clone, Debug)]
pub struct ListVisits(Call<ListCatsResponse>);

impl ListVisits {
    pub fn from(self, value: impl Into<String>) -> Self {
        Self(self.0.query("from", into_text(value)))
    }
}

call_builder!(ListVisits, Call<ListCatsResponse>);

page_builder!(ListVisits -> ListCatsResponse, Thing, LIST_PAGES);

const LIST: Operation = Operation {
    name: "visits.list",
    id: "getVisits",
    path: "/visits",
    parameters: &[Parameter::query("from")],
    ..Operation::GET
};

const LIST_PAGES: Paging<ListCatsResponse, Thing> = Paging {
    next: Next::Cursor(query("from"), |answer, _| header(answer, "x-next")),
    items: |page| page.things,
};
