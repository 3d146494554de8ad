// src/api/pets.rs

use crate::models::{ListCatsResponse, Thing};
use crate::runtime::next_page::{Next, query};
use crate::runtime::operation::{Operation, Parameter};
use crate::runtime::pages::{Paging, page_builder};
use crate::runtime::{
    builder::call_builder, call::Call, client::Core, input::into_text,
    page_cursor::value_at,
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
    ///
    /// Paged by token: `from` takes `key` of the last item until `goes_on` is false; items in
    /// `things`.
    ///
    /// # Examples
    ///
    /// ```no_run
    /// # async fn run(client: paging_rules::PagingRules) -> Result<(), paging_rules::Error> {
    /// let mut items = client.pets().list().stream();
    /// while let Some(item) = items.next().await {
    ///     println!("{:?}", item?);
    /// }
    /// # Ok(())
    /// # }
    /// ```
    pub fn list(&self) -> ListPets {
        ListPets(Call::json(&self.core, &LIST))
    }
}

call_builder! {
    /// A call of [`Pets::list`]: set what is optional, then await it.
    pub struct ListPets(Call<ListCatsResponse>);
}

impl ListPets {
    /// The parameter `from`.
    pub fn from(self, value: impl Into<String>) -> Self {
        Self(self.0.query("from", into_text(value)))
    }
}

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

/// Calls of `visits`.
#[derive(Clone, Debug)]
pub struct Visits {
    core: Core,
}

impl Visits {
    pub(crate) fn new(core: Core) -> Self {
        Self { core }
    }

    /// Calls `getVisits`.
    ///
    /// `GET /visits`
    ///
    /// Paged by token: `from` takes the header `x-next`; items in `things`.
    ///
    /// # Examples
    ///
    /// ```no_run
    /// # async fn run(client: paging_rules::PagingRules) -> Result<(), paging_rules::Error> {
    /// let mut items = client.visits().list().stream();
    /// while let Some(item) = items.next().await {
    ///     println!("{:?}", item?);
    /// }
    /// # Ok(())
    /// # }
    /// ```
    pub fn list(&self) -> ListVisits {
        ListVisits(Call::json(&self.core, &LIST))
    }
}

call_builder! {
    /// A call of [`Visits::list`]: set what is optional, then await it.
    pub struct ListVisits(Call<ListCatsResponse>);
}

impl ListVisits {
    /// The parameter `from`.
    pub fn from(self, value: impl Into<String>) -> Self {
        Self(self.0.query("from", into_text(value)))
    }
}

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
