// src/api/charges.rs

use crate::models::{Charges, ChargesDataItem};
use crate::runtime::next_page::{Next, query};
use crate::runtime::operation::{Operation, Parameter};
use crate::runtime::pages::{Paging, page_builder};
use crate::runtime::{
    builder::call_builder, call::Call, client::Core, input::into_text,
    page_cursor::value_at,
};

/// Operations: [`list`](Self::list).
#[derive(Clone, Debug)]
pub struct ChargesApi {
    core: Core,
}

impl ChargesApi {
    pub(crate) fn new(core: Core) -> Self {
        Self { core }
    }

    /// `GET /charges`
    ///
    /// Paged by token: `starting_after` takes `id` of the last item until `has_more` is false;
    /// items in `data`. `stream` goes forwards from the first page; for the page before an item,
    /// set `ending_before` and send the call.
    ///
    /// # Examples
    ///
    /// ```no_run
    /// # async fn run(client: paging_item::PagingItem) -> Result<(), paging_item::Error> {
    /// // One page.
    /// let page = client.charges().list().await?;
    /// println!("{} on this page", page.data.len());
    ///
    /// // The items of all pages.
    /// let mut charges = client.charges().list().stream();
    /// while let Some(charge) = charges.next().await {
    ///     println!("{:?}", charge?);
    /// }
    /// # Ok(())
    /// # }
    /// ```
    pub fn list(&self) -> ListCharges {
        ListCharges(Call::json(&self.core, &LIST))
    }
}

/// A call of [`ChargesApi::list`]: set what is optional, then await it.
#[must_use = "a call does nothing until it is awaited or sent"]
#[derive(Clone, Debug)]
pub struct ListCharges(Call<Charges>);

impl ListCharges {
    /// A cursor for use in pagination. An object ID.
    pub fn starting_after(self, value: impl Into<String>) -> Self {
        Self(self.0.query("starting_after", into_text(value)))
    }

    /// A cursor for use in pagination.
    pub fn ending_before(self, value: impl Into<String>) -> Self {
        Self(self.0.query("ending_before", into_text(value)))
    }

    pub fn limit(self, value: i64) -> Self {
        Self(self.0.query("limit", value))
    }
}

call_builder!(ListCharges, Call<Charges>);

page_builder!(ListCharges -> Charges, ChargesDataItem, LIST_PAGES);

const LIST: Operation = Operation {
    name: "charges.list",
    id: "listCharges",
    path: "/charges",
    parameters: &[
        Parameter::query("starting_after"),
        Parameter::query("ending_before"),
        Parameter::query("limit"),
    ],
    ..Operation::GET
};

const LIST_PAGES: Paging<Charges, ChargesDataItem> = Paging {
    next: Next::Cursor(
        query("starting_after"),
        |answer, page| value_at(answer, "/data/-/id").filter(|_| page.has_more),
    ),
    items: |page| page.data,
};

// src/api/cards.rs

use crate::models::Card;
use crate::runtime::next_page::{Next, query};
use crate::runtime::operation::{Operation, Parameter};
use crate::runtime::pages::{Paging, page_builder};
use crate::runtime::{
    builder::call_builder, call::Call, client::Core, input::into_text,
    page_cursor::value_at,
};

/// Operations: [`list`](Self::list).
#[derive(Clone, Debug)]
pub struct Cards {
    core: Core,
}

impl Cards {
    pub(crate) fn new(core: Core) -> Self {
        Self { core }
    }

    /// `GET /cards`
    ///
    /// Paged by token: `after` takes `token` of the last item; the response is the list.
    ///
    /// # Examples
    ///
    /// ```no_run
    /// # async fn run(client: paging_item::PagingItem) -> Result<(), paging_item::Error> {
    /// let mut cards = client.cards().list().stream();
    /// while let Some(card) = cards.next().await {
    ///     println!("{}", card?.token);
    /// }
    /// # Ok(())
    /// # }
    /// ```
    pub fn list(&self) -> ListCards {
        ListCards(Call::json(&self.core, &LIST))
    }
}

/// A call of [`Cards::list`]: set what is optional, then await it.
#[must_use = "a call does nothing until it is awaited or sent"]
#[derive(Clone, Debug)]
pub struct ListCards(Call<Vec<Card>>);

impl ListCards {
    /// The token of the last item of the previous page.
    pub fn after(self, value: impl Into<String>) -> Self {
        Self(self.0.query("after", into_text(value)))
    }
}

call_builder!(ListCards, Call<Vec<Card>>);

page_builder!(ListCards -> Vec<Card>, Card, LIST_PAGES);

const LIST: Operation = Operation {
    name: "cards.list",
    id: "listCards",
    path: "/cards",
    parameters: &[Parameter::query("after")],
    ..Operation::GET
};

const LIST_PAGES: Paging<Vec<Card>, Card> = Paging {
    next: Next::Cursor(query("after"), |answer, _| value_at(answer, "/-/token")),
    items: |page| page,
};
