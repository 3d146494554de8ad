// src/models/choice.rs

use serde::{Deserialize, Serialize};

use crate::models::{Mode, Named};
use crate::runtime::{
    integer_enum::integer_enum, object::object, setters::setters,
    string_enum::string_enum, union::arms,
};

#[non_exhaustive]
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(remote = "Self")]
pub struct Choice {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub constants: Option<ChoiceConstants>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub with_text: Option<ChoiceWithText>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub two_enums: Option<ChoiceTwoEnums>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub numbers: Option<ChoiceNumbers>,
}

object!(Choice => Serialize, Deserialize, Validate, New);

setters!(Choice {
    constants(value: impl Into<ChoiceConstants>) => Some(value.into()),
    with_text(value: impl Into<ChoiceWithText>) => Some(value.into()),
    two_enums(value: impl Into<ChoiceTwoEnums>) => Some(value.into()),
    numbers(value: impl Into<ChoiceNumbers>) => Some(value.into()),
});

#[non_exhaustive]
#[derive(Clone, Debug, PartialEq)]
pub enum ChoiceConstants {
    Named(Box<Named>),
    Option(ChoiceConstantsOption),
}

arms!(ChoiceConstants {
    Named(Named),
    Option(ChoiceConstantsOption, String, &str),
} => Serialize, Deserialize, Unchecked);

#[non_exhaustive]
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ChoiceConstantsOption {
    /// `auto`
    Auto,
    /// `none`
    None,
    /// A value that this version does not know, as it is on the wire.
    Unknown(String),
}

string_enum!(ChoiceConstantsOption {
    Auto => "auto",
    None => "none",
});

#[non_exhaustive]
#[derive(Clone, Debug, PartialEq)]
pub enum ChoiceWithText {
    Named(Box<Named>),
    Mode(Mode),
}

arms!(ChoiceWithText {
    Named(Named),
    Mode(Mode, String, &str),
} => Serialize, Deserialize, Unchecked);

#[non_exhaustive]
#[derive(Clone, Debug, PartialEq)]
pub enum ChoiceTwoEnums {
    Named(Box<Named>),
    Option(ChoiceTwoEnumsOption),
}

arms!(ChoiceTwoEnums {
    Named(Named),
    Option(ChoiceTwoEnumsOption, String, &str),
} => Serialize, Deserialize, Unchecked);

#[non_exhaustive]
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ChoiceTwoEnumsOption {
    /// `a`
    A,
    /// `b`
    B,
    /// `c`
    C,
    /// `d`
    D,
    /// A value that this version does not know, as it is on the wire.
    Unknown(String),
}

string_enum!(ChoiceTwoEnumsOption {
    A => "a",
    B => "b",
    C => "c",
    D => "d",
});

#[non_exhaustive]
#[derive(Clone, Debug, PartialEq)]
pub enum ChoiceNumbers {
    Option(ChoiceNumbersOption),
    Text(String),
}

arms!(ChoiceNumbers {
    Option(ChoiceNumbersOption),
    Text(String, &str),
} => Serialize, Deserialize, Unchecked);

#[non_exhaustive]
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ChoiceNumbersOption {
    /// `1`
    Value1,
    /// `2`
    Value2,
    /// A value that this version does not know.
    Unknown(i64),
}

integer_enum!(ChoiceNumbersOption {
    Value1 => 1,
    Value2 => 2,
});

// src/models/con_.rs

use serde::{Deserialize, Serialize};

use crate::runtime::object::object;

/// Windows has a device of this name.
#[non_exhaustive]
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(remote = "Self")]
pub struct Con {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub nul: Option<String>,
}

object!(Con => Serialize, Deserialize);
