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

string_enum!(Color {
    Black => "black",
    White => "white",
});
