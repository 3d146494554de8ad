// src/models/create_payment.rs

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::models::Limit;
use crate::runtime::free_form::{into_object, into_objects};
use crate::runtime::{
    input::into_map, object::object, setters::setters, string_enum::string_enum,
    union::arms,
};

#[non_exhaustive]
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(remote = "Self")]
pub struct CreatePaymentRequest {
    pub amount: i64,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tags: Option<BTreeMap<String, String>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub metadata: Option<CreatePaymentRequestMetadata>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub limits: Option<BTreeMap<String, Limit>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub details: Option<BTreeMap<String, Value>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub history: Option<Vec<BTreeMap<String, Value>>>,
}

object!(CreatePaymentRequest => Serialize, Deserialize, Validate);

impl CreatePaymentRequest {
    /// Creates one from its required properties.
    #[must_use]
    pub fn new(amount: i64) -> Self {
        Self {
            amount,
            tags: None,
            metadata: None,
            limits: None,
            details: None,
            history: None,
        }
    }
}

setters!(CreatePaymentRequest {
    tags(value: impl IntoIterator<Item = (impl Into<String>, impl Into<String>)>) =>
        Some(into_map(value)),
    metadata(value: impl Into<CreatePaymentRequestMetadata>) => Some(value.into()),
    limits(value: impl IntoIterator<Item = (impl Into<String>, impl Into<Limit>)>) =>
        Some(into_map(value)),
    details(value: impl Serialize) => Some(into_object(value)),
    history(value: impl IntoIterator<Item = impl Serialize>) => Some(into_objects(value)),
});

#[non_exhaustive]
#[derive(Clone, Debug, PartialEq)]
pub enum CreatePaymentRequestMetadata {
    Option(CreatePaymentRequestMetadataOption),
    Map(BTreeMap<String, String>),
}

arms!(CreatePaymentRequestMetadata {
    Option(CreatePaymentRequestMetadataOption, String, &str),
    Map(BTreeMap<String, String>) map(String),
} => Serialize, Deserialize, Unchecked);

#[non_exhaustive]
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum CreatePaymentRequestMetadataOption {
    /// `""`
    Empty,
    /// A value that this version does not know, as it is on the wire.
    Unknown(String),
}

string_enum!(CreatePaymentRequestMetadataOption {
    Empty => "",
});
