// src/api/pets.rs

use crate::models::{Pet, Pets, Visits};
use crate::runtime::next_page::{End, Next, query};
use crate::runtime::operation::{Operation, Parameter};
use crate::runtime::pages::{Paging, page_builder};
use crate::runtime::{builder::call_builder, call::Call, client::Core, validate::Rule};

/// Operations: [`list`](Self::list), [`list_visits`](Self::list_visits).
#[derive(Clone, Debug)]
pub struct PetsApi {
    core: Core,
}

impl PetsApi {
    pub(crate) fn new(core: Core) -> Self {
        Self { core }
    }

    /// `GET /pets`
    ///
    /// Paged by page number: `page` from 1 until `meta.total_pages` pages; items in `pets`.
    ///
    /// # Examples
    ///
    /// ```no_run
    /// # async fn run(client: paging_number::PagingNumber) -> Result<(), paging_number::Error> {
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

    /// `GET /visits`
    ///
    /// Paged by page number: `pageNumber` from 0 until `hasMore` is false; items in
    /// `result.visits`.
    ///
    /// # Examples
    ///
    /// ```no_run
    /// # async fn run(client: paging_number::PagingNumber) -> Result<(), paging_number::Error> {
    /// let mut pets = client.pets().list_visits().stream();
    /// while let Some(pet) = pets.next().await {
    ///     println!("{}", pet?);
    /// }
    /// # Ok(())
    /// # }
    /// ```
    pub fn list_visits(&self) -> ListPetVisits {
        ListPetVisits(Call::json(&self.core, &LIST_VISITS))
    }
}

/// A call of [`PetsApi::list`]: set what is optional, then await it.
#[must_use = "a call does nothing until it is awaited or sent"]
#[derive(Clone, Debug)]
pub struct ListPets(Call<Pets>);

impl ListPets {
    /// At least 1.
    pub fn page(self, value: i64) -> Self {
        Self(self.0.query("page", value))
    }
}

call_builder!(ListPets, Call<Pets>);

page_builder!(ListPets -> Pets, Pet, LIST_PAGES);

/// A call of [`PetsApi::list_visits`]: set what is optional, then await it.
#[must_use = "a call does nothing until it is awaited or sent"]
#[derive(Clone, Debug)]
pub struct ListPetVisits(Call<Visits>);

impl ListPetVisits {
    /// Zero-based.
    pub fn page_number(self, value: i64) -> Self {
        Self(self.0.query("pageNumber", value))
    }
}

call_builder!(ListPetVisits, Call<Visits>);

page_builder!(ListPetVisits -> Visits, String, LIST_VISITS_PAGES);

const LIST: Operation = Operation {
    name: "pets.list",
    id: "listPets",
    path: "/pets",
    parameters: &[
        Parameter {
            rules: &[Rule::Minimum(1.0)],
            ..Parameter::query("page")
        },
    ],
    ..Operation::GET
};

const LIST_PAGES: Paging<Pets, Pet> = Paging {
    next: Next::Number(
        query("page"),
        1,
        |page| Some(page.pets.len()),
        End::Total(|page| page.meta.total_pages),
    ),
    items: |page| page.pets,
};

const LIST_VISITS: Operation = Operation {
    name: "pets.list_visits",
    id: "listVisits",
    path: "/visits",
    parameters: &[Parameter::query("pageNumber")],
    ..Operation::GET
};

const LIST_VISITS_PAGES: Paging<Visits, String> = Paging {
    next: Next::Number(
        query("pageNumber"),
        0,
        |page| {
            page.result.as_ref().and_then(|inner| inner.visits.as_ref()).map(Vec::len)
        },
        End::More(|page| Some(page.has_more)),
    ),
    items: |page| page.result.and_then(|inner| inner.visits).unwrap_or_default(),
};
