// src/api/payments.rs

use crate::models::Payment;
use crate::runtime::next_page::{Next, query};
use crate::runtime::operation::{Operation, Parameter};
use crate::runtime::pages::{Paging, page_builder};
use crate::runtime::{
    builder::call_builder, call::Call, client::Core, input::into_text,
    page_cursor::header,
};

/// Operations: [`list`](Self::list).
#[derive(Clone, Debug)]
pub struct Payments {
    core: Core,
}

impl Payments {
    pub(crate) fn new(core: Core) -> Self {
        Self { core }
    }

    /// `GET /payments`
    ///
    /// Paged by token: `after_cursor` takes the header `x-after-cursor`; the response is the list.
    ///
    /// # Examples
    ///
    /// ```no_run
    /// # async fn run(client: paging_header::PagingHeader) -> Result<(), paging_header::Error> {
    /// let mut payments = client.payments().list().stream();
    /// while let Some(payment) = payments.next().await {
    ///     println!("{}", payment?.id);
    /// }
    /// # Ok(())
    /// # }
    /// ```
    pub fn list(&self) -> ListPayments {
        ListPayments(Call::json(&self.core, &LIST))
    }
}

/// A call of [`Payments::list`]: set what is optional, then await it.
#[must_use = "a call does nothing until it is awaited or sent"]
#[derive(Clone, Debug)]
pub struct ListPayments(Call<Vec<Payment>>);

impl ListPayments {
    pub fn after_cursor(self, value: impl Into<String>) -> Self {
        Self(self.0.query("after_cursor", into_text(value)))
    }

    pub fn per_page(self, value: i64) -> Self {
        Self(self.0.query("per_page", value))
    }
}

call_builder!(ListPayments, Call<Vec<Payment>>);

page_builder!(ListPayments -> Vec<Payment>, Payment, LIST_PAGES);

const LIST: Operation = Operation {
    name: "payments.list",
    id: "listPayments",
    path: "/payments",
    parameters: &[Parameter::query("after_cursor"), Parameter::query("per_page")],
    ..Operation::GET
};

const LIST_PAGES: Paging<Vec<Payment>, Payment> = Paging {
    next: Next::Cursor(
        query("after_cursor"),
        |answer, _| header(answer, "x-after-cursor"),
    ),
    items: |page| page,
};
