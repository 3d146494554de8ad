// src/models/message.rs

use serde::{Deserialize, Deserializer, Serialize};
use serde_json::Value;

use crate::models::{Draft, ImagePart, TextPart};
use crate::runtime::tolerant::{empty, or_empty};
use crate::runtime::union::{Tagged, arms};
use crate::runtime::object::object;

#[non_exhaustive]
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(remote = "Self")]
pub struct Message {
    pub id: String,
    pub size: i64,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
    pub pinned: bool,
    #[serde(default = "empty", deserialize_with = "or_empty")]
    pub tags: Vec<String>,
    pub draft: Draft,
    #[serde(default = "empty", deserialize_with = "or_empty")]
    pub parts: Vec<MessagePartsItem>,
}

object!(Message => Serialize, Deserialize);

#[non_exhaustive]
#[derive(Clone, Debug, PartialEq)]
pub enum MessagePartsItem {
    /// `text`
    Text(Box<TextPart>),
    /// `image`
    Image(Box<ImagePart>),
    /// A kind that this version does not know; the JSON as it came.
    Unknown(Value),
}

arms!(MessagePartsItem {
    Text(TextPart),
    Image(ImagePart),
    Unknown,
} => Serialize);

impl<'de> Deserialize<'de> for MessagePartsItem {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let tagged = Tagged::read(deserializer, "kind")?;
        match tagged.tag() {
            "text" => tagged.decode().map(Self::Text),
            "image" => tagged.decode().map(Self::Image),
            _ => Ok(Self::Unknown(tagged.into_value())),
        }
    }
}

// src/models/text_part.rs

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::runtime::tolerant::{empty, or_empty};
use crate::runtime::{object::object, string_enum::string_enum};

#[non_exhaustive]
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(remote = "Self")]
pub struct TextPart {
    pub kind: TextPartKind,
    pub text: String,
    #[serde(default = "empty", deserialize_with = "or_empty")]
    pub marks: BTreeMap<String, Value>,
}

object!(TextPart => Serialize, Deserialize);

#[non_exhaustive]
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum TextPartKind {
    /// `text`
    Text,
    /// A value that this version does not know, as it is on the wire.
    Unknown(String),
}

string_enum!(TextPartKind {
    Text => "text",
});

// src/models/image_part.rs

use serde::{Deserialize, Serialize};

use crate::runtime::{object::object, string_enum::string_enum};

#[non_exhaustive]
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(remote = "Self")]
pub struct ImagePart {
    pub kind: ImagePartKind,
    pub url: String,
}

object!(ImagePart => Serialize, Deserialize);

#[non_exhaustive]
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ImagePartKind {
    /// `image`
    Image,
    /// A value that this version does not know, as it is on the wire.
    Unknown(String),
}

string_enum!(ImagePartKind {
    Image => "image",
});

// src/models/draft.rs

use serde::{Deserialize, Serialize};

use crate::runtime::object::object;

#[non_exhaustive]
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(remote = "Self")]
pub struct Draft {
    pub text: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub lang: Option<String>,
}

object!(Draft => Serialize, Deserialize, Validate);

impl Draft {
    /// Creates one from its required properties.
    #[must_use]
    pub fn new(text: impl Into<String>, lang: impl Into<String>) -> Self {
        Self {
            text: text.into(),
            lang: Some(lang.into()),
        }
    }
}
