// src/models/color.rs

use crate::runtime::string_enum::string_enum;

/// The color of its fur.
#[non_exhaustive]
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Color {
    /// `black`
    Black,
    /// `white`
    White,
    /// A value that this version does not know, as it is on the wire.
    Unknown(String),
}

impl Color {
    /// Every value that this version knows.
    pub const KNOWN: &[Self] = &[Self::Black, Self::White];

    /// The value on the wire.
    #[must_use]
    pub fn as_str(&self) -> &str {
        match self {
            Self::Black => "black",
            Self::White => "white",
            Self::Unknown(value) => value,
        }
    }
}

impl From<&str> for Color {
    fn from(value: &str) -> Self {
        match value {
            "black" => Self::Black,
            "white" => Self::White,
            other => Self::Unknown(other.to_owned()),
        }
    }
}

string_enum!(Color);
