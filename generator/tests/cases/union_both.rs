// warning[W0205]: the alternatives ask only for different required members; which ones is not checked
//   --> union_both.yaml:31:5
//    |
// 31 |     Contact:
//    |     ^^^^^^^
//
// warning[W0401]: no value is this alternative: `type` around it asks for another type
//   --> union_both.yaml:38:15
//    |
// 38 |             - {title: Number, type: integer}
//    |               ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
//

// src/models/payment.rs

use jiff::civil::Date;
use serde::{Deserialize, Deserializer, Serialize};
use serde_json::Value;

use crate::runtime::union::{Tagged, arms};
use crate::runtime::{lenient, object::object, string_enum::string_enum};

#[non_exhaustive]
#[derive(Clone, Debug, PartialEq)]
pub enum Payment {
    /// `card`
    Card(PaymentCard),
    /// `transfer`
    Transfer(PaymentTransfer),
    /// A kind that this version does not know; the JSON as it came.
    Unknown(Value),
}

arms!(Payment {
    Card(PaymentCard),
    Transfer(PaymentTransfer),
    Unknown,
} => Serialize, Unchecked);

impl<'de> Deserialize<'de> for Payment {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let tagged = Tagged::read(deserializer, "kind")?;
        match tagged.tag() {
            "card" => tagged.decode().map(Self::Card),
            "transfer" => tagged.decode().map(Self::Transfer),
            _ => Ok(Self::Unknown(tagged.into_value())),
        }
    }
}

#[non_exhaustive]
#[derive(Clone, Debug, PartialEq)]
pub enum PaymentCard {
    Once(Box<PaymentCardOnce>),
    Repeated(Box<PaymentCardRepeated>),
}

arms!(PaymentCard {
    Once(PaymentCardOnce),
    Repeated(PaymentCardRepeated),
} => Serialize, Deserialize, Unchecked);

#[non_exhaustive]
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(remote = "Self")]
pub struct PaymentCardOnce {
    pub amount: i64,
    pub kind: PaymentCardKind,
    pub number: String,
    #[serde(deserialize_with = "lenient::read")]
    pub on: Date,
}

object!(PaymentCardOnce => Serialize, Deserialize, Validate);

impl PaymentCardOnce {
    /// Creates one from its required properties.
    #[must_use]
    pub fn new(amount: i64, number: impl Into<String>, on: Date) -> Self {
        Self {
            amount,
            kind: PaymentCardKind::Card,
            number: number.into(),
            on,
        }
    }
}

#[non_exhaustive]
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(remote = "Self")]
pub struct PaymentCardRepeated {
    pub amount: i64,
    pub kind: PaymentCardKind,
    pub number: String,
    pub every: String,
}

object!(PaymentCardRepeated => Serialize, Deserialize, Validate);

impl PaymentCardRepeated {
    /// Creates one from its required properties.
    #[must_use]
    pub fn new(
        amount: i64,
        number: impl Into<String>,
        every: impl Into<String>,
    ) -> Self {
        Self {
            amount,
            kind: PaymentCardKind::Card,
            number: number.into(),
            every: every.into(),
        }
    }
}

#[non_exhaustive]
#[derive(Clone, Debug, PartialEq)]
pub enum PaymentTransfer {
    Once(Box<PaymentTransferOnce>),
    Repeated(Box<PaymentTransferRepeated>),
}

arms!(PaymentTransfer {
    Once(PaymentTransferOnce),
    Repeated(PaymentTransferRepeated),
} => Serialize, Deserialize, Unchecked);

#[non_exhaustive]
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(remote = "Self")]
pub struct PaymentTransferOnce {
    pub amount: i64,
    pub kind: PaymentTransferKind,
    pub iban: String,
    #[serde(deserialize_with = "lenient::read")]
    pub on: Date,
}

object!(PaymentTransferOnce => Serialize, Deserialize, Validate);

impl PaymentTransferOnce {
    /// Creates one from its required properties.
    #[must_use]
    pub fn new(amount: i64, iban: impl Into<String>, on: Date) -> Self {
        Self {
            amount,
            kind: PaymentTransferKind::Transfer,
            iban: iban.into(),
            on,
        }
    }
}

#[non_exhaustive]
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(remote = "Self")]
pub struct PaymentTransferRepeated {
    pub amount: i64,
    pub kind: PaymentTransferKind,
    pub iban: String,
    pub every: String,
}

object!(PaymentTransferRepeated => Serialize, Deserialize, Validate);

impl PaymentTransferRepeated {
    /// Creates one from its required properties.
    #[must_use]
    pub fn new(amount: i64, iban: impl Into<String>, every: impl Into<String>) -> Self {
        Self {
            amount,
            kind: PaymentTransferKind::Transfer,
            iban: iban.into(),
            every: every.into(),
        }
    }
}

#[non_exhaustive]
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum PaymentTransferKind {
    /// `transfer`
    Transfer,
    /// A value that this version does not know, as it is on the wire.
    Unknown(String),
}

string_enum!(PaymentTransferKind {
    Transfer => "transfer",
});

#[non_exhaustive]
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum PaymentCardKind {
    /// `card`
    Card,
    /// A value that this version does not know, as it is on the wire.
    Unknown(String),
}

string_enum!(PaymentCardKind {
    Card => "card",
});
