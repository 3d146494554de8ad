// src/models/pet.rs

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::models::{Open, Tag};
use crate::runtime::tolerant::{empty, or_empty};
use crate::runtime::{lenient, object::object};

#[non_exhaustive]
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(remote = "Self")]
pub struct Pet {
    #[serde(default = "empty", deserialize_with = "or_empty")]
    pub tags: Vec<Tag>,
    #[serde(deserialize_with = "lenient::read")]
    pub born: Timestamp,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub weight: Option<f64>,
    #[serde(default = "empty", deserialize_with = "lenient::read")]
    pub seen: Option<Vec<Timestamp>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub open: Option<Open>,
}

object!(Pet => Serialize, Deserialize);

// src/models/tag.rs

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::runtime::{input::into_texts, lenient, object::object};

#[non_exhaustive]
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(remote = "Self")]
pub struct Tag {
    pub words: Vec<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub kind: Option<String>,
    #[serde(deserialize_with = "lenient::read")]
    pub made: Timestamp,
}

object!(Tag => Serialize, Deserialize, Validate);

impl Tag {
    /// Creates one from its required properties.
    #[must_use]
    pub fn new(
        words: impl IntoIterator<Item = impl Into<String>>,
        kind: impl Into<String>,
        made: Timestamp,
    ) -> Self {
        Self {
            words: into_texts(words),
            kind: Some(kind.into()),
            made,
        }
    }
}

// src/models/page.rs

use serde::{Deserialize, Serialize};

use crate::models::Pet;
use crate::runtime::{object::object, tolerant::or_empty};

#[non_exhaustive]
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(remote = "Self")]
pub struct Page {
    #[serde(deserialize_with = "or_empty")]
    pub pets: Vec<Pet>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cursor: Option<String>,
}

object!(Page => Serialize, Deserialize);

// src/models/open.rs

use std::collections::BTreeMap;

use jiff::Timestamp;
use serde::{Deserialize, Deserializer, Serialize};

use crate::runtime::{lenient, members::Members};

#[non_exhaustive]
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Open {
    pub names: Vec<String>,
    /// Members that the description does not name.
    #[serde(flatten)]
    pub additional_properties: BTreeMap<String, Timestamp>,
}

impl<'de> Deserialize<'de> for Open {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let mut members = Members::read(deserializer)?;
        members.require_any(&["names"])?;
        Ok(Self {
            names: members.list_or_empty("names")?,
            additional_properties: lenient::bare(members.rest()?),
        })
    }
}
