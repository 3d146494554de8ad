// src/models/cat.rs

use serde::{Deserialize, Serialize};

use crate::runtime::{
    integer_enum::integer_enum, object::object, setters::setters,
    string_enum::string_enum,
};

#[non_exhaustive]
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(remote = "Self")]
pub struct Cat {
    pub kind: CatKind,
    pub name: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub version: Option<CatVersion>,
}

object!(Cat => Serialize, Deserialize, Validate);

impl Cat {
    /// Creates one from its required properties.
    #[must_use]
    pub fn new(name: impl Into<String>) -> Self {
        Self {
            kind: CatKind::Cat,
            name: name.into(),
            version: None,
        }
    }
}

setters!(Cat {
    version(value: impl Into<CatVersion>) => Some(value.into()),
});

#[non_exhaustive]
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum CatKind {
    /// `cat`
    Cat,
    /// A value that this version does not know, as it is on the wire.
    Unknown(String),
}

string_enum!(CatKind {
    Cat => "cat",
});

#[non_exhaustive]
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum CatVersion {
    /// `2`
    Value2,
    /// A value that this version does not know.
    Unknown(i64),
}

integer_enum!(CatVersion {
    Value2 => 2,
});
