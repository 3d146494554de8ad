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

#[non_exhaustive]
#[derive(Clone, Debug, PartialEq)]
pub enum Ping {
    Integer(i64),
    Text(String),
}

arms!(Ping {
    Integer(i64, i32),
    Text(String, &str),
} => Serialize, Deserialize);

// src/models/pong.rs

use crate::runtime::union::arms;

#[non_exhaustive]
#[derive(Clone, Debug, PartialEq)]
pub enum Pong {
    Integer(i64),
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

#[non_exhaustive]
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(remote = "Self")]
pub struct Pet {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ping: Option<Ping>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub pong: Option<Pong>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub kind: Option<Kind>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub mood: Option<PetMood>,
}

object!(Pet => Serialize, Deserialize);

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
