// src/models/pet.rs

use serde::{Deserialize, Deserializer, Serialize};
use serde_json::Value;

use crate::models::Cat;
use crate::runtime::union::{Tagged, arms};
use crate::runtime::{object::object, string_enum::string_enum};

#[non_exhaustive]
#[derive(Clone, Debug, PartialEq)]
pub enum Pet {
    /// `cat`
    Cat(Box<Cat>),
    /// `dog` or `hound`
    Dog(Box<PetDog>),
    /// A kind that this version does not know; the JSON as it came.
    Unknown(Value),
}

arms!(Pet {
    Cat(Cat) tag("kind", "cat"),
    Dog(PetDog),
    Unknown,
} => Serialize);

impl<'de> Deserialize<'de> for Pet {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let tagged = Tagged::maybe(deserializer, "kind")?;
        match tagged.tag() {
            "cat" => tagged.decode().map(Self::Cat),
            "dog" | "hound" => tagged.decode().map(Self::Dog),
            _ => Ok(Self::Unknown(tagged.into_value())),
        }
    }
}

#[non_exhaustive]
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(remote = "Self")]
pub struct PetDog {
    pub kind: PetDogKind,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub trained: Option<bool>,
}

object!(PetDog => Serialize, Deserialize);

#[non_exhaustive]
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum PetDogKind {
    /// `dog`
    Dog,
    /// `hound`
    Hound,
    /// A value that this version does not know, as it is on the wire.
    Unknown(String),
}

string_enum!(PetDogKind {
    Dog => "dog",
    Hound => "hound",
});
