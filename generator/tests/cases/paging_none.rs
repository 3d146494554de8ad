// src/api/pets.rs

use jiff::Timestamp;

use crate::models::{Both, Pets};
use crate::runtime::operation::{Operation, Parameter};
use crate::runtime::{builder::call_builder, call::Call, client::Core};

/// Calls of `pets`.
#[derive(Clone, Debug)]
pub struct PetsApi {
    core: Core,
}

impl PetsApi {
    pub(crate) fn new(core: Core) -> Self {
        Self { core }
    }

    /// Calls `pageNumberAlone`.
    ///
    /// `GET /pets`
    ///
    /// # Examples
    ///
    /// ```no_run
    /// # async fn run(client: paging_none::PetsClient) -> Result<(), paging_none::Error> {
    /// let answer = client.pets().page_number_alone().await?;
    /// # let _ = answer;
    /// # Ok(())
    /// # }
    /// ```
    pub fn page_number_alone(&self) -> PagePetNumberAlone {
        PagePetNumberAlone(Call::json(&self.core, &PAGE_NUMBER_ALONE))
    }

    /// Calls `timesNotTokens`.
    ///
    /// `GET /pets/new`
    ///
    /// # Examples
    ///
    /// ```no_run
    /// # async fn run(client: paging_none::PetsClient) -> Result<(), paging_none::Error> {
    /// let answer = client.pets().times_not_tokens().await?;
    /// # let _ = answer;
    /// # Ok(())
    /// # }
    /// ```
    pub fn times_not_tokens(&self) -> TimesPetNotTokens {
        TimesPetNotTokens(Call::json(&self.core, &TIMES_NOT_TOKENS))
    }

    /// Calls `listsOfTwoKinds`.
    ///
    /// `GET /pets/lost`
    ///
    /// # Examples
    ///
    /// ```no_run
    /// # async fn run(client: paging_none::PetsClient) -> Result<(), paging_none::Error> {
    /// let answer = client.pets().lists_of_two_kinds().await?;
    /// # let _ = answer;
    /// # Ok(())
    /// # }
    /// ```
    pub fn lists_of_two_kinds(&self) -> ListsPetOfTwoKinds {
        ListsPetOfTwoKinds(Call::json(&self.core, &LISTS_OF_TWO_KINDS))
    }
}

call_builder! {
    /// A call of [`PetsApi::page_number_alone`]: set what is optional, then await it.
    pub struct PagePetNumberAlone(Call<Pets>);
}

impl PagePetNumberAlone {
    /// The parameter `page`.
    pub fn page(self, value: i64) -> Self {
        Self(self.0.query("page", value))
    }
}

call_builder! {
    /// A call of [`PetsApi::times_not_tokens`]: set what is optional, then await it.
    pub struct TimesPetNotTokens(Call<Pets>);
}

impl TimesPetNotTokens {
    /// The parameter `after`.
    pub fn after(self, value: Timestamp) -> Self {
        Self(self.0.query("after", value))
    }

    /// The parameter `start`.
    pub fn start(self, value: i64) -> Self {
        Self(self.0.query("start", value))
    }

    /// The parameter `limit`.
    pub fn limit(self, value: i64) -> Self {
        Self(self.0.query("limit", value))
    }
}

call_builder! {
    /// A call of [`PetsApi::lists_of_two_kinds`]: set what is optional, then await it.
    pub struct ListsPetOfTwoKinds(Call<Both>);
}

impl ListsPetOfTwoKinds {
    /// The parameter `offset`.
    pub fn offset(self, value: i64) -> Self {
        Self(self.0.query("offset", value))
    }

    /// The parameter `limit`.
    pub fn limit(self, value: i64) -> Self {
        Self(self.0.query("limit", value))
    }
}

const PAGE_NUMBER_ALONE: Operation = Operation {
    name: "pets.page_number_alone",
    id: "pageNumberAlone",
    path: "/pets",
    parameters: &[Parameter::query("page")],
    ..Operation::GET
};

const TIMES_NOT_TOKENS: Operation = Operation {
    name: "pets.times_not_tokens",
    id: "timesNotTokens",
    path: "/pets/new",
    parameters: &[
        Parameter::query("after"),
        Parameter::query("start"),
        Parameter::query("limit"),
    ],
    ..Operation::GET
};

const LISTS_OF_TWO_KINDS: Operation = Operation {
    name: "pets.lists_of_two_kinds",
    id: "listsOfTwoKinds",
    path: "/pets/lost",
    parameters: &[Parameter::query("offset"), Parameter::query("limit")],
    ..Operation::GET
};
