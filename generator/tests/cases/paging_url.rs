// src/api/pets.rs

use crate::models::{Pet, Pets, Visits};
use crate::runtime::operation::{Operation, Parameter};
use crate::runtime::pages::{Paging, page_builder};
use crate::runtime::{builder::call_builder, call::Call, client::Core, next_page::Next};

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
    /// Paged by URL: `_links.next.href`; items in `data`.
    ///
    /// # Examples
    ///
    /// ```no_run
    /// # async fn run(client: paging_url::PagingUrl) -> Result<(), paging_url::Error> {
    /// // One page.
    /// let page = client.pets().list().await?;
    /// println!("{} on this page", page.data.len());
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
    /// Paged by URL: `next`; items in `items`.
    ///
    /// # Examples
    ///
    /// ```no_run
    /// # async fn run(client: paging_url::PagingUrl) -> Result<(), paging_url::Error> {
    /// // One page.
    /// let page = client.pets().list_visits().await?;
    /// println!("{} on this page", page.items.len());
    ///
    /// // The items of all pages.
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
    pub fn page(self, value: i64) -> Self {
        Self(self.0.query("page", value))
    }

    pub fn per_page(self, value: i64) -> Self {
        Self(self.0.query("per_page", value))
    }
}

call_builder!(ListPets, Call<Pets>);

page_builder!(ListPets -> Pets, Pet, LIST_PAGES);

/// A call of [`PetsApi::list_visits`]: set what is optional, then await it.
#[must_use = "a call does nothing until it is awaited or sent"]
#[derive(Clone, Debug)]
pub struct ListPetVisits(Call<Visits>);

call_builder!(ListPetVisits, Call<Visits>);

page_builder!(ListPetVisits -> Visits, String, LIST_VISITS_PAGES);

const LIST: Operation = Operation {
    name: "pets.list",
    id: "listPets",
    path: "/pets",
    parameters: &[Parameter::query("page"), Parameter::query("per_page")],
    ..Operation::GET
};

const LIST_PAGES: Paging<Pets, Pet> = Paging {
    next: Next::Url(|page| {
        page
            .links
            .as_ref()
            .and_then(|inner| inner.next.as_ref())
            .map(|inner| inner.href.as_str())
    }),
    items: |page| page.data,
};

const LIST_VISITS: Operation = Operation {
    name: "pets.list_visits",
    id: "listVisits",
    path: "/visits",
    ..Operation::GET
};

const LIST_VISITS_PAGES: Paging<Visits, String> = Paging {
    next: Next::Url(|page| Some(page.next.as_str())),
    items: |page| page.items,
};
