// src/models/charge.rs

use serde::{Deserialize, Serialize};

use crate::models::{Card, ExpandableCustomer};
use crate::runtime::{object::object, union::arms};

/// `Charge`.
#[non_exhaustive]
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(remote = "Self")]
pub struct Charge {
    /// The member `id`.
    pub id: String,
    /// The member `owner`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub owner: Option<ChargeOwner>,
    /// The member `customer`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub customer: Option<ExpandableCustomer>,
}

object!(Charge => Serialize, Deserialize);

/// `ChargeOwner`.
#[non_exhaustive]
#[derive(Clone, Debug, PartialEq)]
pub enum ChargeOwner {
    /// `Card`
    Card(Box<Card>),
    /// `id`
    Id(String),
}

arms!(ChargeOwner {
    Card(Card),
    Id(String, &str),
} => Serialize, Deserialize);

// src/models/expandable_customer.rs

use crate::models::{Customer, DeletedCustomer};
use crate::runtime::union::arms;

/// `ExpandableCustomer`.
#[non_exhaustive]
#[derive(Clone, Debug, PartialEq)]
pub enum ExpandableCustomer {
    /// `Customer`
    Customer(Box<Customer>),
    /// `DeletedCustomer`
    DeletedCustomer(Box<DeletedCustomer>),
    /// `id`
    Id(String),
}

arms!(ExpandableCustomer {
    Customer(Customer),
    DeletedCustomer(DeletedCustomer),
    Id(String, &str),
} => Serialize, Deserialize);
