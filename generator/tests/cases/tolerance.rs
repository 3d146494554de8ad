// src/models/pet.rs

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::models::{Open, Tag};
use crate::runtime::tolerant::{empty, or_empty};
use crate::runtime::{lenient, object::object};

/// `Pet`.
#[non_exhaustive]
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(remote = "Self")]
pub struct Pet {
    /// The member `tags`.
    #[serde(default = "empty", deserialize_with = "or_empty")]
    pub tags: Vec<Tag>,
    /// The member `born`.
    #[serde(deserialize_with = "lenient::read")]
    pub born: Timestamp,
    /// The member `weight`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub weight: Option<f64>,
    /// The member `seen`.
    #[serde(default = "empty", deserialize_with = "lenient::read")]
    pub seen: Option<Vec<Timestamp>>,
    /// The member `open`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub open: Option<Open>,
}

object!(Pet => Serialize, Deserialize);

// src/models/tag.rs

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::runtime::{lenient, input::into_texts, object::object};

/// `Tag`.
#[non_exhaustive]
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(remote = "Self")]
pub struct Tag {
    /// The member `words`.
    pub words: Vec<String>,
    /// The member `kind`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub kind: Option<String>,
    /// The member `made`.
    #[serde(deserialize_with = "lenient::read")]
    pub made: Timestamp,
}

object!(Tag => Serialize, Deserialize, Validate);

impl Tag {
    /// A `Tag` with what it cannot do without.
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

/// `Page`.
#[non_exhaustive]
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(remote = "Self")]
pub struct Page {
    /// The member `pets`.
    #[serde(deserialize_with = "or_empty")]
    pub pets: Vec<Pet>,
    /// The member `cursor`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cursor: Option<String>,
}

object!(Page => Serialize, Deserialize);

// src/models/open.rs

use std::collections::BTreeMap;

use jiff::Timestamp;
use serde::{Deserialize, Deserializer, Serialize};

use crate::runtime::{lenient, members::Members};

/// `Open`.
#[non_exhaustive]
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Open {
    /// The member `names`.
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
