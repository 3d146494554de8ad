// src/api/pets.rs

use crate::models::{Pet, Pets};
use crate::runtime::next_page::{End, Next, query};
use crate::runtime::operation::{Operation, Parameter};
use crate::runtime::pages::{Paging, page_builder};
use crate::runtime::{builder::call_builder, call::Call, client::Core};

/// Operations: [`list`](Self::list), [`list_names`](Self::list_names).
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
    /// Paged by offset: `offset` from 0 until `total_count` items; items in `items`.
    ///
    /// # Examples
    ///
    /// ```no_run
    /// # async fn run(client: paging_offset::PagingOffset) -> Result<(), paging_offset::Error> {
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

    /// `GET /pets/names`
    ///
    /// Paged by offset: `offset` from 0 until an empty page; the response is the list.
    ///
    /// # Examples
    ///
    /// ```no_run
    /// # async fn run(client: paging_offset::PagingOffset) -> Result<(), paging_offset::Error> {
    /// let mut pets = client.pets().list_names().stream();
    /// while let Some(pet) = pets.next().await {
    ///     println!("{}", pet?);
    /// }
    /// # Ok(())
    /// # }
    /// ```
    pub fn list_names(&self) -> ListPetNames {
        ListPetNames(Call::json(&self.core, &LIST_NAMES))
    }
}

/// A call of [`PetsApi::list`]: set what is optional, then await it.
#[must_use = "a call does nothing until it is awaited or sent"]
#[derive(Clone, Debug)]
pub struct ListPets(Call<Pets>);

impl ListPets {
    pub fn offset(self, value: i64) -> Self {
        Self(self.0.query("offset", value))
    }

    pub fn limit(self, value: i64) -> Self {
        Self(self.0.query("limit", value))
    }
}

call_builder!(ListPets, Call<Pets>);

page_builder!(ListPets -> Pets, Pet, LIST_PAGES);

/// A call of [`PetsApi::list_names`]: set what is optional, then await it.
#[must_use = "a call does nothing until it is awaited or sent"]
#[derive(Clone, Debug)]
pub struct ListPetNames(Call<Vec<String>>);

impl ListPetNames {
    pub fn offset(self, value: i64) -> Self {
        Self(self.0.query("offset", value))
    }

    pub fn limit(self, value: i64) -> Self {
        Self(self.0.query("limit", value))
    }
}

call_builder!(ListPetNames, Call<Vec<String>>);

page_builder!(ListPetNames -> Vec<String>, String, LIST_NAMES_PAGES);

const LIST: Operation = Operation {
    name: "pets.list",
    id: "listPets",
    path: "/pets",
    parameters: &[Parameter::query("offset"), Parameter::query("limit")],
    ..Operation::GET
};

const LIST_PAGES: Paging<Pets, Pet> = Paging {
    next: Next::Offset(
        query("offset"),
        0,
        |page| page.items.as_ref().map(Vec::len),
        End::Total(|page| page.total_count.map(i64::from)),
    ),
    items: |page| page.items.unwrap_or_default(),
};

const LIST_NAMES: Operation = Operation {
    name: "pets.list_names",
    id: "listNames",
    path: "/pets/names",
    parameters: &[Parameter::query("offset"), Parameter::query("limit")],
    ..Operation::GET
};

const LIST_NAMES_PAGES: Paging<Vec<String>, String> = Paging {
    next: Next::Offset(query("offset"), 0, |page| Some(page.len()), End::Empty),
    items: |page| page,
};
