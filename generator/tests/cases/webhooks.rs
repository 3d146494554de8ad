// src/webhook.rs

//! Receiving webhooks: verify a delivery, then look at its event.

use crate::client::SDK;
use crate::runtime::decode;
use crate::runtime::error::Error;

pub use crate::models::Event;
pub use crate::runtime::webhook::{
    Delivery, HeaderPair, Verifier, VerifyError, VerifyReason,
};

impl Delivery {
    /// The event that was delivered. A delivery that cannot be decoded is still genuine.
    ///
    /// # Errors
    ///
    /// [`Error::Decode`] when the body is not what the description says.
    #[inline]
    pub fn event(&self) -> Result<Event, Error> {
        decode::json("event", None, SDK.secret_members, &Vec::new, self.body())
    }
}

// src/models/event.rs

use serde::{Deserialize, Deserializer};
use serde_json::Value;

use crate::models::{PetBorn, PetSoldPayload};
use crate::runtime::union::{Tagged, arms};

/// What a webhook delivers; `event_type` says which of these it is.
#[non_exhaustive]
#[derive(Clone, Debug, PartialEq)]
pub enum Event {
    /// A pet was born.
    PetBorn(Box<PetBorn>),
    /// `pet.sold`
    PetSold(Box<PetSoldPayload>),
    /// A kind that this version does not know; the JSON as it came.
    Unknown(Value),
}

arms!(Event {
    PetBorn(PetBorn),
    PetSold(PetSoldPayload),
    Unknown,
} => Serialize);

impl<'de> Deserialize<'de> for Event {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let tagged = Tagged::read(deserializer, "event_type")?;
        match tagged.tag() {
            "pet.born" => tagged.decode().map(Self::PetBorn),
            "pet.sold" => tagged.decode().map(Self::PetSold),
            _ => Ok(Self::Unknown(tagged.into_value())),
        }
    }
}

// src/models/pet_born.rs

use serde::{Deserialize, Serialize};

use crate::runtime::{object::object, string_enum::string_enum};

#[non_exhaustive]
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(remote = "Self")]
pub struct PetBorn {
    pub event_type: PetBornEventType,
    pub name: String,
}

object!(PetBorn => Serialize, Deserialize);

#[non_exhaustive]
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum PetBornEventType {
    /// `pet.born`
    PetBorn,
    /// A value that this version does not know, as it is on the wire.
    Unknown(String),
}

string_enum!(PetBornEventType {
    PetBorn => "pet.born",
});
