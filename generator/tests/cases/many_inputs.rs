// src/api/pets.rs

use jiff::Timestamp;

use crate::models::{NewPet, NewPetColor, NewPetRequired};
use crate::runtime::{
    builder::call_builder, call::{Call, into_text},
    client::Core, operation::{Operation, Parameter},
};

/// Calls of `pets`.
#[derive(Clone, Debug)]
pub struct Pets {
    core: Core,
}

impl Pets {
    pub(crate) fn new(core: Core) -> Self {
        Self { core }
    }

    /// Calls `createPet`.
    ///
    /// `POST /shelters/{shelter}/pets`
    pub fn create(
        &self,
        shelter: impl Into<String>,
        inputs: CreatePetInputs,
    ) -> CreatePet {
        CreatePet {
            call: Call::empty(&self.core, &CREATE)
                .path("shelter", into_text(shelter))
                .query("dry_run", inputs.dry_run),
            body: NewPet::new(NewPetRequired {
                name: inputs.name,
                age: inputs.age,
                color: inputs.color,
                born: inputs.born,
            }),
        }
    }
}

/// What `createPet` cannot do without.
#[derive(Clone, Debug, PartialEq)]
pub struct CreatePetInputs {
    /// The parameter `dry_run`.
    pub dry_run: bool,
    /// What it is called.
    pub name: String,
    /// The member `age`.
    pub age: i32,
    /// The member `color`.
    pub color: NewPetColor,
    /// The member `born`.
    pub born: Option<Timestamp>,
}

/// A call of [`Pets::create`]: set what is optional, then await it.
#[must_use = "a call does nothing until it is awaited or sent"]
#[derive(Clone, Debug)]
pub struct CreatePet {
    call: Call<()>,
    body: NewPet,
}

impl CreatePet {
    /// The member `nick`.
    pub fn nick(mut self, value: impl Into<String>) -> Self {
        self.body = self.body.nick(value);
        self
    }
}

call_builder!(CreatePet -> (), body);

const CREATE: Operation = Operation {
    name: "pets.create",
    id: "createPet",
    path: "/shelters/{shelter}/pets",
    parameters: &[
        Parameter::path("shelter"),
        Parameter {
            required: true,
            ..Parameter::query("dry_run")
        },
    ],
    accept: "*/*",
    ..Operation::POST
};

// src/models/new_pet.rs

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::runtime::{
    nullable::{or_null, some},
    object::object, string_enum::string_enum,
};

/// `NewPet`.
#[non_exhaustive]
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(remote = "Self")]
pub struct NewPet {
    /// What it is called.
    pub name: String,
    /// The member `age`.
    pub age: i32,
    /// The member `color`.
    pub color: NewPetColor,
    /// The member `born`.
    #[serde(deserialize_with = "or_null")]
    pub born: Option<Timestamp>,
    /// The member `kind`.
    pub kind: NewPetKind,
    /// The member `nick`.
    #[serde(default, deserialize_with = "some", skip_serializing_if = "Option::is_none")]
    pub nick: Option<String>,
}

object!(NewPet => Serialize, Deserialize, Validate);

impl NewPet {
    /// A `NewPet` with what it cannot do without.
    #[must_use]
    pub fn new(required: NewPetRequired) -> Self {
        Self {
            name: required.name,
            age: required.age,
            color: required.color,
            born: required.born,
            kind: NewPetKind::Cat,
            nick: None,
        }
    }

    /// Sets `nick`.
    pub fn nick(mut self, value: impl Into<String>) -> Self {
        self.nick = Some(value.into());
        self
    }
}

/// What a [`NewPet`] cannot do without.
#[derive(Clone, Debug, PartialEq)]
pub struct NewPetRequired {
    /// What it is called.
    pub name: String,
    /// The member `age`.
    pub age: i32,
    /// The member `color`.
    pub color: NewPetColor,
    /// The member `born`.
    pub born: Option<Timestamp>,
}

/// `NewPetColor`.
#[non_exhaustive]
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum NewPetColor {
    /// `black`
    Black,
    /// `white`
    White,
    /// A value that this version does not know, as it is on the wire.
    Unknown(String),
}

string_enum!(NewPetColor {
    Black => "black",
    White => "white",
});

/// `NewPetKind`.
#[non_exhaustive]
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum NewPetKind {
    /// `cat`
    Cat,
    /// A value that this version does not know, as it is on the wire.
    Unknown(String),
}

string_enum!(NewPetKind {
    Cat => "cat",
});
