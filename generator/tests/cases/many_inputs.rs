// src/api/pets.rs

use jiff::Timestamp;

use crate::models::{NewPet, NewPetColor, NewPetRequired};
use crate::runtime::operation::{Operation, Parameter};
use crate::runtime::{
    builder::call_builder, call::Call, client::Core, input::into_text, success,
};

/// Operations: [`create`](Self::create).
#[derive(Clone, Debug)]
pub struct Pets {
    core: Core,
}

impl Pets {
    pub(crate) fn new(core: Core) -> Self {
        Self { core }
    }

    /// `POST /shelters/{shelter}/pets`
    ///
    /// # Examples
    ///
    /// ```no_run
    /// use many_inputs::api::CreatePetInputs;
    /// use many_inputs::models::NewPetColor;
    /// use many_inputs::jiff;
    ///
    /// # async fn run(client: many_inputs::ManyInputs) -> Result<(), many_inputs::Error> {
    /// client
    ///     .pets()
    ///     .create(
    ///         "shelter",
    ///         CreatePetInputs {
    ///             dry_run: true,
    ///             name: "name".to_owned(),
    ///             age: 1,
    ///             color: NewPetColor::Black,
    ///             born: Some(jiff::Timestamp::UNIX_EPOCH),
    ///         },
    ///     )
    ///     .await?;
    /// # Ok(())
    /// # }
    /// ```
    pub fn create(
        &self,
        shelter: impl Into<String>,
        inputs: CreatePetInputs,
    ) -> CreatePet {
        CreatePet(
            Call::empty(&self.core, &CREATE)
                .path("shelter", into_text(shelter))
                .query("dry_run", inputs.dry_run),
            NewPet::new(NewPetRequired {
                name: inputs.name,
                age: inputs.age,
                color: inputs.color,
                born: inputs.born,
            }),
        )
    }
}

/// The required inputs of `createPet`.
#[derive(Clone, Debug, PartialEq)]
pub struct CreatePetInputs {
    pub dry_run: bool,
    /// What it is called.
    pub name: String,
    pub age: i32,
    pub color: NewPetColor,
    pub born: Option<Timestamp>,
}

/// A call of [`Pets::create`]: set what is optional, then await it.
#[must_use = "a call does nothing until it is awaited or sent"]
#[derive(Clone, Debug)]
pub struct CreatePet(Call<(), success::Empty>, NewPet);

impl CreatePet {
    pub fn nick(self, value: impl Into<String>) -> Self {
        Self(self.0, self.1.nick(value))
    }
}

call_builder!(CreatePet, Call<(), success::Empty>, NewPet);

const CREATE: Operation = Operation {
    name: "pets.create",
    id: "createPet",
    path: "/shelters/{shelter}/pets",
    parameters: &[Parameter::path("shelter"), Parameter::query("dry_run").required()],
    accept: "*/*",
    ..Operation::POST
};

// src/models/new_pet.rs

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::runtime::{
    lenient, object::object, setters::setters, string_enum::string_enum,
};

#[non_exhaustive]
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(remote = "Self")]
pub struct NewPet {
    /// What it is called.
    pub name: String,
    pub age: i32,
    pub color: NewPetColor,
    #[serde(deserialize_with = "lenient::read")]
    pub born: Option<Timestamp>,
    pub kind: NewPetKind,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub nick: Option<String>,
}

object!(NewPet => Serialize, Deserialize, Validate);

impl NewPet {
    /// Creates one from its required properties.
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
}

setters!(NewPet {
    nick(value: impl Into<String>) => Some(value.into()),
});

/// The required properties of [`NewPet`].
#[derive(Clone, Debug, PartialEq)]
pub struct NewPetRequired {
    /// What it is called.
    pub name: String,
    pub age: i32,
    pub color: NewPetColor,
    pub born: Option<Timestamp>,
}

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
