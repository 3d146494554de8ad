// warning[W0401]: no value is allowed; any of the type is taken
//   --> union_circular.yaml:33:39
//    |
// 33 |         - {type: object, properties: {success: {type: boolean, enum: [true]}, other: {type: string}}}
//    |                                       ^^^^^^^
//    |
//    = note: also at union_circular.yaml:34:62
//

// src/models/ping.rs

use crate::runtime::union::arms;

/// `Ping`.
#[non_exhaustive]
#[derive(Clone, Debug, PartialEq)]
pub enum Ping {
    /// `integer`
    Integer(i64),
    /// `text`
    Text(String),
}

arms!(Ping {
    Integer(i64, i32),
    Text(String, &str),
} => Serialize, Deserialize);

// src/models/pong.rs

use crate::runtime::union::arms;

/// `Pong`.
#[non_exhaustive]
#[derive(Clone, Debug, PartialEq)]
pub enum Pong {
    /// `integer`
    Integer(i64),
    /// `text`
    Text(String),
}

arms!(Pong {
    Integer(i64, i32),
    Text(String, &str),
} => Serialize, Deserialize);

// src/models/pet.rs

use serde::{Deserialize, Serialize};

use crate::models::{Kind, Ping, Pong};
use crate::runtime::{object::object, string_enum::string_enum};

/// `Pet`.
#[non_exhaustive]
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(remote = "Self")]
pub struct Pet {
    /// The member `name`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// The member `ping`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ping: Option<Ping>,
    /// The member `pong`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub pong: Option<Pong>,
    /// The member `kind`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub kind: Option<Kind>,
    /// The member `mood`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub mood: Option<PetMood>,
}

object!(Pet => Serialize, Deserialize);

/// `PetMood`.
#[non_exhaustive]
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum PetMood {
    /// `cat`
    Cat,
    /// `dog`
    Dog,
    /// `""`
    Empty,
    /// A value that this version does not know, as it is on the wire.
    Unknown(String),
}

string_enum!(PetMood {
    Cat => "cat",
    Dog => "dog",
    Empty => "",
});
