// src/models/pet.rs

use std::net::{Ipv4Addr, Ipv6Addr};

use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::runtime::base64::{Base64, Base64Url};
use crate::runtime::{lenient, object::object, secret::Secret};

#[non_exhaustive]
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(remote = "Self")]
pub struct Pet {
    pub id: Uuid,
    #[serde(deserialize_with = "lenient::read")]
    pub born: Timestamp,
    #[serde(
        default,
        deserialize_with = "lenient::read",
        skip_serializing_if = "Option::is_none"
    )]
    pub day: Option<Date>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub time: Option<String>,
    pub portrait: Base64,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub token: Option<Base64Url>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub address: Option<Ipv4Addr>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub six: Option<Ipv6Addr>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub password: Option<Secret>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub site: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub legs: Option<u8>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub weight: Option<i32>,
    /// At least 0, at most 18446744073709552000.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub hairs: Option<u64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub price: Option<f64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub colour: Option<String>,
}

object!(Pet => Serialize, Deserialize);
