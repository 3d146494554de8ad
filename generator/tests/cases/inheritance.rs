// src/models/pet.rs

use serde::{Deserialize, Deserializer};
use serde_json::Value;

use crate::models::{Cat, Hound};
use crate::runtime::union::{Tagged, arms};

#[non_exhaustive]
#[derive(Clone, Debug, PartialEq)]
pub enum Pet {
    /// `Cat`
    Cat(Box<Cat>),
    /// `dog`
    Dog(Box<Hound>),
    /// A kind that this version does not know; the JSON as it came.
    Unknown(Value),
}

arms!(Pet {
    Cat(Cat),
    Dog(Hound),
    Unknown,
} => Serialize, Unchecked);

impl<'de> Deserialize<'de> for Pet {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let tagged = Tagged::read(deserializer, "kind")?;
        match tagged.tag() {
            "Cat" => tagged.decode().map(Self::Cat),
            "dog" => tagged.decode().map(Self::Dog),
            _ => Ok(Self::Unknown(tagged.into_value())),
        }
    }
}

// src/models/cat.rs

use serde::{Deserialize, Serialize};

use crate::runtime::{object::object, setters::setters};

#[non_exhaustive]
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(remote = "Self")]
pub struct Cat {
    pub kind: String,
    pub name: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub lives: Option<i64>,
}

object!(Cat => Serialize, Deserialize, Validate);

impl Cat {
    /// Creates one from its required properties.
    #[must_use]
    pub fn new(name: impl Into<String>) -> Self {
        Self {
            kind: "Cat".to_owned(),
            name: name.into(),
            lives: None,
        }
    }
}

setters!(Cat {
    lives(value: i64) => Some(value),
});

// src/models/owner.rs

use serde::{Deserialize, Serialize};

use crate::models::Pet;
use crate::runtime::object::object;

#[non_exhaustive]
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(remote = "Self")]
pub struct Owner {
    pub pet: Pet,
}

object!(Owner => Serialize, Deserialize, Validate);

impl Owner {
    /// Creates one from its required properties.
    #[must_use]
    pub fn new(pet: impl Into<Pet>) -> Self {
        Self { pet: pet.into() }
    }
}
