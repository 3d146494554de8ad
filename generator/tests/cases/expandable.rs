// src/models/charge.rs

use serde::{Deserialize, Serialize};

use crate::models::{Card, ExpandableCustomer};
use crate::runtime::{object::object, union::arms};

#[non_exhaustive]
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(remote = "Self")]
pub struct Charge {
    pub id: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub owner: Option<ChargeOwner>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub customer: Option<ExpandableCustomer>,
}

object!(Charge => Serialize, Deserialize);

#[non_exhaustive]
#[derive(Clone, Debug, PartialEq)]
pub enum ChargeOwner {
    Card(Box<Card>),
    Id(String),
}

arms!(ChargeOwner {
    Card(Card),
    Id(String, &str),
} => Serialize, Deserialize);

// src/models/expandable_customer.rs

use crate::models::{Customer, DeletedCustomer};
use crate::runtime::union::arms;

#[non_exhaustive]
#[derive(Clone, Debug, PartialEq)]
pub enum ExpandableCustomer {
    Customer(Box<Customer>),
    DeletedCustomer(Box<DeletedCustomer>),
    Id(String),
}

arms!(ExpandableCustomer {
    Customer(Customer),
    DeletedCustomer(DeletedCustomer),
    Id(String, &str),
} => Serialize, Deserialize);

// src/models/refund.rs

use serde::{Deserialize, Serialize};

use crate::runtime::{object::object, tolerant::optional, union::arms};

#[non_exhaustive]
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(remote = "Self")]
pub struct Refund {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub charge: Option<RefundCharge>,
}

object!(Refund => Serialize, Deserialize);

#[non_exhaustive]
#[derive(Clone, Debug, PartialEq)]
pub enum RefundCharge {
    Object(Box<RefundChargeObject>),
    Id(String),
}

arms!(RefundCharge {
    Object(RefundChargeObject),
    Id(String, &str),
} => Serialize, Deserialize);

#[non_exhaustive]
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(remote = "Self")]
pub struct RefundChargeObject {
    #[serde(
        default,
        deserialize_with = "optional",
        skip_serializing_if = "Option::is_none"
    )]
    pub id: Option<String>,
}

object!(RefundChargeObject => Serialize, Deserialize);
