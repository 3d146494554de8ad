// src/api/pets.rs

use crate::models::Pet;
use crate::runtime::pages::{Paging, page_builder};
use crate::runtime::{
    builder::call_builder, call::Call, client::Core, link::next_link, next_page::Next,
    operation::Operation,
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
    /// Paged by Link header: `rel="next"`; the response is the list.
    ///
    /// # Examples
    ///
    /// ```no_run
    /// # async fn run(client: paging_link::PagingLink) -> Result<(), paging_link::Error> {
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
pub struct ListPets(Call<Vec<Pet>>);

call_builder!(ListPets, Call<Vec<Pet>>);

page_builder!(ListPets -> Vec<Pet>, Pet, LIST_PAGES);

const LIST: Operation = Operation {
    name: "pets.list",
    id: "listPets",
    path: "/pets",
    ..Operation::GET
};

const LIST_PAGES: Paging<Vec<Pet>, Pet> = Paging {
    next: Next::Header(next_link),
    items: |page| page,
};
