// src/api/orders.rs

use crate::models::Order;
use crate::runtime::operation::{Operation, Parameter};
use crate::runtime::{call::Call, client::Core, input::into_text};

/// Everything *ordered*.
///
/// Operations: [`get`](Self::get).
#[derive(Clone, Debug)]
pub struct Orders {
    core: Core,
}

impl Orders {
    pub(crate) fn new(core: Core) -> Self {
        Self { core }
    }

    /// Get an `order`.
    ///
    /// Returns an order, see [the guide](https://docs.example.com/guide).
    ///
    /// Kinds:
    ///
    /// - `open`: not *paid*
    /// - `paid`
    ///
    /// | State | Meaning |
    /// | --- | --- |
    /// | 1 | new |
    ///
    /// `GET /orders/{id}`
    ///
    /// - `id`: As in `<id>` or \<your-id\>.\ Never empty.
    ///
    /// # Examples
    ///
    /// ```no_run
    /// # async fn run(client: descriptions_html::DescriptionsHtml) -> Result<(), descriptions_html::Error> {
    /// let order = client.orders().get("id").await?;
    /// println!("{:?}", order.state);
    /// # Ok(())
    /// # }
    /// ```
    pub fn get(&self, id: impl Into<String>) -> Call<Order> {
        Call::json(&self.core, &GET).path("id", into_text(id))
    }
}

const GET: Operation = Operation {
    name: "orders.get",
    id: "getOrder",
    path: "/orders/{id}",
    parameters: &[Parameter::path("id")],
    ..Operation::GET
};

// src/models/order.rs

use serde::{Deserialize, Serialize};

use crate::runtime::{object::object, string_enum::string_enum};

#[non_exhaustive]
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(remote = "Self")]
pub struct Order {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub state: Option<OrderState>,
    /// ### Details
    ///
    /// **More**
    ///
    /// - one
    /// - two, [see](https://docs.example.com/api/notes.html)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
}

object!(Order => Serialize, Deserialize);

#[non_exhaustive]
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum OrderState {
    /// `open`: **Not** paid.
    Open,
    /// `paid`: Paid.
    Paid,
    /// A value that this version does not know, as it is on the wire.
    Unknown(String),
}

string_enum!(OrderState {
    Open => "open",
    Paid => "paid",
});
