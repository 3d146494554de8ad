// src/models/operator.rs

use crate::runtime::string_enum::string_enum;

#[non_exhaustive]
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Operator {
    /// `==`
    EqualEqual,
    /// `!=`
    NotEqual,
    /// `=~`
    EqualTilde,
    /// `!~`
    NotTilde,
    /// `<`
    Less,
    /// `<=`
    LessEqual,
    /// `in`
    In,
    /// `!in`
    NotIn,
    /// `&&`
    AndAnd,
    /// `*`
    Star,
    /// `-`
    Minus,
    /// `_`
    Underscore,
    /// `" "`
    Space,
    /// `""`
    Empty,
    /// A value that this version does not know, as it is on the wire.
    Unknown(String),
}

string_enum!(Operator {
    EqualEqual => "==",
    NotEqual => "!=",
    EqualTilde => "=~",
    NotTilde => "!~",
    Less => "<",
    LessEqual => "<=",
    In => "in",
    NotIn => "!in",
    AndAnd => "&&",
    Star => "*",
    Minus => "-",
    Underscore => "_",
    Space => " ",
    Empty => "",
});

// src/models/version.rs

use crate::runtime::string_enum::string_enum;

#[non_exhaustive]
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Version {
    /// `10`
    Value10,
    /// `1.0`
    Value1Dot0,
    /// `1-0`
    Value1Minus0,
    /// `v10`
    V10,
    /// `v1.0`
    V1_0,
    /// `2026-11-30`
    Value2026_11_30,
    /// A value that this version does not know, as it is on the wire.
    Unknown(String),
}

string_enum!(Version {
    Value10 => "10",
    Value1Dot0 => "1.0",
    Value1Minus0 => "1-0",
    V10 => "v10",
    V1_0 => "v1.0",
    Value2026_11_30 => "2026-11-30",
});

// src/models/grade.rs

use crate::runtime::string_enum::string_enum;

#[non_exhaustive]
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Grade {
    /// `A`
    A,
    /// `A+`
    APlus,
    /// `A-`
    AMinus,
    /// `-A`
    MinusA,
    /// `!A`
    NotA,
    /// A value that this version does not know, as it is on the wire.
    Unknown(String),
}

string_enum!(Grade {
    A => "A",
    APlus => "A+",
    AMinus => "A-",
    MinusA => "-A",
    NotA => "!A",
});

// src/models/level.rs

use crate::runtime::string_enum::string_enum;

#[non_exhaustive]
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Level {
    /// `err`
    Err,
    /// `ok`
    Ok,
    /// `some`
    Some,
    /// `none`
    None,
    /// `error`
    Error,
    /// `Self`
    Self_,
    /// `self`
    Self2,
    /// `SELF`
    Self3,
    /// `unknown`
    Unknown2,
    /// A value that this version does not know, as it is on the wire.
    Unknown(String),
}

string_enum!(Level {
    Err => "err",
    Ok => "ok",
    Some => "some",
    None => "none",
    Error => "error",
    Self_ => "Self",
    Self2 => "self",
    Self3 => "SELF",
    Unknown2 => "unknown",
});

// src/models/filter.rs

use serde::{Deserialize, Serialize};

use crate::models::{Any, Code, Grade, Level, Operator, Version};
use crate::runtime::object::object;

#[non_exhaustive]
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(remote = "Self")]
pub struct Filter {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub operator: Option<Operator>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub version: Option<Version>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub grade: Option<Grade>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub level: Option<Level>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub code: Option<Code>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub any: Option<Any>,
    #[serde(rename = "self")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub self_: Option<String>,
    #[serde(rename = "Self")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub self_3: Option<String>,
    #[serde(rename = "SELF")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub self_2: Option<String>,
}

object!(Filter => Serialize, Deserialize);
