// src/api/numbers.rs

use crate::models::{ListNumbersPage, ListNumbersResponse, Number};
use crate::runtime::next_page::{End, Next};
use crate::runtime::operation::{Operation, Parameter, ParameterStyle};
use crate::runtime::pages::{Paging, page_builder};
use crate::runtime::{
    builder::call_builder, call::Call, client::Core, page_property::property,
};

/// Operations: [`list`](Self::list).
#[derive(Clone, Debug)]
pub struct Numbers {
    core: Core,
}

impl Numbers {
    pub(crate) fn new(core: Core) -> Self {
        Self { core }
    }

    /// `GET /numbers`
    ///
    /// Paged by page number: `page[number]` from 1 until `meta.total_pages` pages; items in `data`.
    ///
    /// # Examples
    ///
    /// ```no_run
    /// # async fn run(client: paging_property::PagingProperty) -> Result<(), paging_property::Error> {
    /// let mut numbers = client.numbers().list().stream();
    /// while let Some(number) = numbers.next().await {
    ///     println!("{}", number?.id);
    /// }
    /// # Ok(())
    /// # }
    /// ```
    pub fn list(&self) -> ListNumbers {
        ListNumbers(Call::json(&self.core, &LIST))
    }
}

/// A call of [`Numbers::list`]: set what is optional, then await it.
#[must_use = "a call does nothing until it is awaited or sent"]
#[derive(Clone, Debug)]
pub struct ListNumbers(Call<ListNumbersResponse>);

impl ListNumbers {
    pub fn page(self, value: ListNumbersPage) -> Self {
        Self(self.0.query("page", value))
    }
}

call_builder!(ListNumbers, Call<ListNumbersResponse>);

page_builder!(ListNumbers -> ListNumbersResponse, Number, LIST_PAGES);

const LIST: Operation = Operation {
    name: "numbers.list",
    id: "listNumbers",
    path: "/numbers",
    parameters: &[
        Parameter {
            style: ParameterStyle::DeepObject,
            ..Parameter::query("page")
        },
    ],
    ..Operation::GET
};

const LIST_PAGES: Paging<ListNumbersResponse, Number> = Paging {
    next: Next::Number(
        property("page/number"),
        1,
        |page| page.data.as_ref().map(Vec::len),
        End::Total(|page| page.meta.as_ref().map(|inner| inner.total_pages)),
    ),
    items: |page| page.data.unwrap_or_default(),
};
