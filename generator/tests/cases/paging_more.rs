// src/api/rows.rs

use crate::models::{Page, Row};
use crate::runtime::next_page::{Next, query};
use crate::runtime::operation::{Operation, Parameter};
use crate::runtime::pages::{Paging, page_builder};
use crate::runtime::{builder::call_builder, call::Call, client::Core, input::into_text};

/// Operations: [`list`](Self::list).
#[derive(Clone, Debug)]
pub struct Rows {
    core: Core,
}

impl Rows {
    pub(crate) fn new(core: Core) -> Self {
        Self { core }
    }

    /// `GET /rows`
    ///
    /// Paged by token: `cursor` takes `next_cursor` until `has_next_page` is false; items in
    /// `rows`.
    ///
    /// # Examples
    ///
    /// ```no_run
    /// # async fn run(client: paging_more::PagingMore) -> Result<(), paging_more::Error> {
    /// // One page.
    /// let page = client.rows().list().await?;
    /// println!("{} on this page", page.rows.len());
    ///
    /// // The items of all pages.
    /// let mut rows = client.rows().list().stream();
    /// while let Some(row) = rows.next().await {
    ///     println!("{:?}", row?.name);
    /// }
    /// # Ok(())
    /// # }
    /// ```
    pub fn list(&self) -> ListRows {
        ListRows(Call::json(&self.core, &LIST))
    }
}

/// A call of [`Rows::list`]: set what is optional, then await it.
#[must_use = "a call does nothing until it is awaited or sent"]
#[derive(Clone, Debug)]
pub struct ListRows(Call<Page>);

impl ListRows {
    pub fn cursor(self, value: impl Into<String>) -> Self {
        Self(self.0.query("cursor", into_text(value)))
    }
}

call_builder!(ListRows, Call<Page>);

page_builder!(ListRows -> Page, Row, LIST_PAGES);

const LIST: Operation = Operation {
    name: "rows.list",
    id: "listRows",
    path: "/rows",
    parameters: &[Parameter::query("cursor")],
    ..Operation::GET
};

const LIST_PAGES: Paging<Page, Row> = Paging {
    next: Next::Token(
        query("cursor"),
        |page| Some(page.next_cursor.as_str()).filter(|_| page.has_next_page),
    ),
    items: |page| page.rows,
};
