// src/models/pet.rs

use std::net::{Ipv4Addr, Ipv6Addr};

use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::runtime::base64::{Base64, Base64Url};
use crate::runtime::{lenient, object::object, secret::Secret};

/// `Pet`.
#[non_exhaustive]
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(remote = "Self")]
pub struct Pet {
    /// The member `id`.
    pub id: Uuid,
    /// The member `born`.
    #[serde(deserialize_with = "lenient::read")]
    pub born: Timestamp,
    /// The member `day`.
    #[serde(
        default,
        deserialize_with = "lenient::read",
        skip_serializing_if = "Option::is_none"
    )]
    pub day: Option<Date>,
    /// The member `time`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub time: Option<String>,
    /// The member `portrait`.
    pub portrait: Base64,
    /// The member `token`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub token: Option<Base64Url>,
    /// The member `address`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub address: Option<Ipv4Addr>,
    /// The member `six`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub six: Option<Ipv6Addr>,
    /// The member `password`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub password: Option<Secret>,
    /// The member `site`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub site: Option<String>,
    /// The member `legs`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub legs: Option<u8>,
    /// The member `weight`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub weight: Option<i32>,
    /// The member `hairs`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub hairs: Option<u64>,
    /// The member `price`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub price: Option<f64>,
    /// The member `colour`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub colour: Option<String>,
}

object!(Pet => Serialize, Deserialize);
