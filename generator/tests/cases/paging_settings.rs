// src/api/pets.rs

use crate::models::Page;
use crate::runtime::next_page::{End, Next, query};
use crate::runtime::operation::{Operation, Parameter};
use crate::runtime::pages::{Paging, page_builder};
use crate::runtime::{builder::call_builder, call::Call, client::Core, input::into_text};

/// Operations: [`list`](Self::list), [`list_cats`](Self::list_cats),
/// [`list_visits`](Self::list_visits).
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
    /// Paged by token: `bookmark` takes `go.on.bookmark`; items in `pets`.
    ///
    /// # Examples
    ///
    /// ```no_run
    /// # async fn run(client: paging_settings::PagingSettings) -> Result<(), paging_settings::Error> {
    /// let mut pets = client.pets().list().stream();
    /// while let Some(pet) = pets.next().await {
    ///     println!("{}", pet?);
    /// }
    /// # Ok(())
    /// # }
    /// ```
    pub fn list(&self) -> ListPets {
        ListPets(Call::json(&self.core, &LIST))
    }

    /// `GET /cats`
    ///
    /// Paged by page number: `p` from 0 until `go.on.last` pages; items in `cats`.
    ///
    /// # Examples
    ///
    /// ```no_run
    /// # async fn run(client: paging_settings::PagingSettings) -> Result<(), paging_settings::Error> {
    /// let mut pets = client.pets().list_cats().stream();
    /// while let Some(pet) = pets.next().await {
    ///     println!("{}", pet?);
    /// }
    /// # Ok(())
    /// # }
    /// ```
    pub fn list_cats(&self) -> ListPetCats {
        ListPetCats(Call::json(&self.core, &LIST_CATS))
    }

    /// `GET /visits`
    ///
    /// # Examples
    ///
    /// ```no_run
    /// # async fn run(client: paging_settings::PagingSettings) -> Result<(), paging_settings::Error> {
    /// let pets = client.pets().list_visits().await?;
    /// for pet in &pets {
    ///     println!("{pet}");
    /// }
    /// # Ok(())
    /// # }
    /// ```
    pub fn list_visits(&self) -> ListPetVisits {
        ListPetVisits(Call::json(&self.core, &LIST_VISITS))
    }
}

/// A call of [`Pets::list`]: set what is optional, then await it.
#[must_use = "a call does nothing until it is awaited or sent"]
#[derive(Clone, Debug)]
pub struct ListPets(Call<Page>);

impl ListPets {
    pub fn bookmark(self, value: impl Into<String>) -> Self {
        Self(self.0.query("bookmark", into_text(value)))
    }
}

call_builder!(ListPets, Call<Page>);

page_builder!(ListPets -> Page, String, LIST_PAGES);

/// A call of [`Pets::list_cats`]: set what is optional, then await it.
#[must_use = "a call does nothing until it is awaited or sent"]
#[derive(Clone, Debug)]
pub struct ListPetCats(Call<Page>);

impl ListPetCats {
    pub fn p(self, value: i64) -> Self {
        Self(self.0.query("p", value))
    }
}

call_builder!(ListPetCats, Call<Page>);

page_builder!(ListPetCats -> Page, String, LIST_CATS_PAGES);

/// A call of [`Pets::list_visits`]: set what is optional, then await it.
#[must_use = "a call does nothing until it is awaited or sent"]
#[derive(Clone, Debug)]
pub struct ListPetVisits(Call<Vec<String>>);

impl ListPetVisits {
    pub fn page(self, value: i64) -> Self {
        Self(self.0.query("page", value))
    }

    pub fn limit(self, value: i64) -> Self {
        Self(self.0.query("limit", value))
    }
}

call_builder!(ListPetVisits, Call<Vec<String>>);

const LIST: Operation = Operation {
    name: "pets.list",
    id: "listPets",
    path: "/pets",
    parameters: &[Parameter::query("bookmark")],
    ..Operation::GET
};

const LIST_PAGES: Paging<Page, String> = Paging {
    next: Next::Token(
        query("bookmark"),
        |page| page.go_on.as_ref().and_then(|inner| inner.bookmark.as_deref()),
    ),
    items: |page| page.pets.unwrap_or_default(),
};

const LIST_CATS: Operation = Operation {
    name: "pets.list_cats",
    id: "listCats",
    path: "/cats",
    parameters: &[Parameter::query("p")],
    ..Operation::GET
};

const LIST_CATS_PAGES: Paging<Page, String> = Paging {
    next: Next::Number(
        query("p"),
        0,
        |page| page.cats.as_ref().map(Vec::len),
        End::Total(|page| page.go_on.as_ref().and_then(|inner| inner.last)),
    ),
    items: |page| page.cats.unwrap_or_default(),
};

const LIST_VISITS: Operation = Operation {
    name: "pets.list_visits",
    id: "listVisits",
    path: "/visits",
    parameters: &[Parameter::query("page"), Parameter::query("limit")],
    ..Operation::GET
};
