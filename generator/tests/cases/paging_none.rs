// src/api/pets.rs

use jiff::Timestamp;

use crate::models::{Both, Pets};
use crate::runtime::operation::{Operation, Parameter};
use crate::runtime::{builder::call_builder, call::Call, client::Core};

/// Operations: [`list_page_number_alone`](Self::list_page_number_alone),
/// [`list_times_not_tokens`](Self::list_times_not_tokens),
/// [`get_lists_of_two_kinds`](Self::get_lists_of_two_kinds).
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
    /// # Examples
    ///
    /// ```no_run
    /// # async fn run(client: paging_none::PagingNone) -> Result<(), paging_none::Error> {
    /// let pets = client.pets().list_page_number_alone().await?;
    /// println!("{pets:?}");
    /// # Ok(())
    /// # }
    /// ```
    pub fn list_page_number_alone(&self) -> ListPetPageNumberAlone {
        ListPetPageNumberAlone(Call::json(&self.core, &LIST_PAGE_NUMBER_ALONE))
    }

    /// `GET /pets/new`
    ///
    /// # Examples
    ///
    /// ```no_run
    /// # async fn run(client: paging_none::PagingNone) -> Result<(), paging_none::Error> {
    /// let pets = client.pets().list_times_not_tokens().await?;
    /// println!("{pets:?}");
    /// # Ok(())
    /// # }
    /// ```
    pub fn list_times_not_tokens(&self) -> ListPetTimesNotTokens {
        ListPetTimesNotTokens(Call::json(&self.core, &LIST_TIMES_NOT_TOKENS))
    }

    /// `GET /pets/lost`
    ///
    /// # Examples
    ///
    /// ```no_run
    /// # async fn run(client: paging_none::PagingNone) -> Result<(), paging_none::Error> {
    /// let both = client.pets().get_lists_of_two_kinds().await?;
    /// println!("{both:?}");
    /// # Ok(())
    /// # }
    /// ```
    pub fn get_lists_of_two_kinds(&self) -> GetPetListsOfTwoKinds {
        GetPetListsOfTwoKinds(Call::json(&self.core, &GET_LISTS_OF_TWO_KINDS))
    }
}

/// A call of [`PetsApi::list_page_number_alone`]: set what is optional, then await it.
#[must_use = "a call does nothing until it is awaited or sent"]
#[derive(Clone, Debug)]
pub struct ListPetPageNumberAlone(Call<Pets>);

impl ListPetPageNumberAlone {
    pub fn page(self, value: i64) -> Self {
        Self(self.0.query("page", value))
    }
}

call_builder!(ListPetPageNumberAlone, Call<Pets>);

/// A call of [`PetsApi::list_times_not_tokens`]: set what is optional, then await it.
#[must_use = "a call does nothing until it is awaited or sent"]
#[derive(Clone, Debug)]
pub struct ListPetTimesNotTokens(Call<Pets>);

impl ListPetTimesNotTokens {
    pub fn after(self, value: Timestamp) -> Self {
        Self(self.0.query("after", value))
    }

    pub fn start(self, value: i64) -> Self {
        Self(self.0.query("start", value))
    }

    pub fn limit(self, value: i64) -> Self {
        Self(self.0.query("limit", value))
    }
}

call_builder!(ListPetTimesNotTokens, Call<Pets>);

/// A call of [`PetsApi::get_lists_of_two_kinds`]: set what is optional, then await it.
#[must_use = "a call does nothing until it is awaited or sent"]
#[derive(Clone, Debug)]
pub struct GetPetListsOfTwoKinds(Call<Both>);

impl GetPetListsOfTwoKinds {
    pub fn offset(self, value: i64) -> Self {
        Self(self.0.query("offset", value))
    }

    pub fn limit(self, value: i64) -> Self {
        Self(self.0.query("limit", value))
    }
}

call_builder!(GetPetListsOfTwoKinds, Call<Both>);

const LIST_PAGE_NUMBER_ALONE: Operation = Operation {
    name: "pets.list_page_number_alone",
    id: "pageNumberAlone",
    path: "/pets",
    parameters: &[Parameter::query("page")],
    ..Operation::GET
};

const LIST_TIMES_NOT_TOKENS: Operation = Operation {
    name: "pets.list_times_not_tokens",
    id: "timesNotTokens",
    path: "/pets/new",
    parameters: &[
        Parameter::query("after"),
        Parameter::query("start"),
        Parameter::query("limit"),
    ],
    ..Operation::GET
};

const GET_LISTS_OF_TWO_KINDS: Operation = Operation {
    name: "pets.get_lists_of_two_kinds",
    id: "listsOfTwoKinds",
    path: "/pets/lost",
    parameters: &[Parameter::query("offset"), Parameter::query("limit")],
    ..Operation::GET
};
