// src/models/level.rs

use crate::runtime::integer_enum::integer_enum;

#[non_exhaustive]
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Level {
    /// `-1`: Less than most.
    Low,
    /// `0`: As most.
    Usual,
    /// `10`: More than most.
    High,
    /// A value that this version does not know.
    Unknown(i64),
}

integer_enum!(Level {
    Low => -1,
    Usual => 0,
    High => 10,
});

// src/models/limit.rs

use serde_json::Value;

use crate::runtime::json_enum::json_enum;

#[non_exhaustive]
#[derive(Clone, Debug, PartialEq)]
pub enum Limit {
    /// `false`
    False,
    /// `auto`
    Auto,
    /// `""`
    Empty,
    /// `10`
    Value10,
    /// `2.5`
    Value2_5,
    /// A value that this version does not know, as it is on the wire.
    Unknown(Value),
}

json_enum!(Limit {
    False => false,
    Auto => "auto",
    Empty => "",
    Value10 => 10,
    Value2_5 => 2.5,
});

// src/models/kind.rs

use crate::runtime::integer_enum::integer_enum;

#[non_exhaustive]
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// `1`: It purrs.
    Cat,
    /// `2`
    Dog,
    /// A value that this version does not know.
    Unknown(i64),
}

integer_enum!(Kind {
    Cat => 1,
    Dog => 2,
});
