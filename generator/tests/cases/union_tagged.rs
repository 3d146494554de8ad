// src/models/pet.rs

use serde::{Deserialize, Deserializer};
use serde_json::Value;

use crate::models::{Cat, Dog};
use crate::runtime::union::{Tagged, arms};

/// A pet of some kind.
#[non_exhaustive]
#[derive(Clone, Debug, PartialEq)]
pub enum Pet {
    /// `cat`
    Cat(Box<Cat>),
    /// `dog` or `hound`
    Dog(Box<Dog>),
    /// A kind that this version does not know; the JSON as it came.
    Unknown(Value),
}

arms!(Pet {
    Cat(Cat),
    Dog(Dog),
    Unknown,
} => Serialize);

impl<'de> Deserialize<'de> for Pet {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let tagged = Tagged::read(deserializer, "kind")?;
        match tagged.tag() {
            "cat" => tagged.decode().map(Self::Cat),
            "dog" | "hound" => tagged.decode().map(Self::Dog),
            _ => Ok(Self::Unknown(tagged.into_value())),
        }
    }
}

// src/models/cat.rs

use serde::{Deserialize, Serialize};

use crate::runtime::object::object;

#[non_exhaustive]
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(remote = "Self")]
pub struct Cat {
    pub kind: String,
    pub lives: i64,
}

object!(Cat => Serialize, Deserialize);
