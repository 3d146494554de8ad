// src/api/pets.rs

use crate::models::{Animal, NewPet, Size};
use crate::runtime::{
    builder::call_builder, call::Call, client::Core, operation::Operation,
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

    /// `POST /pets`
    ///
    /// # Examples
    ///
    /// ```no_run
    /// # async fn run(client: names_of_types::NamesOfTypes) -> Result<(), names_of_types::Error> {
    /// let animal = client.pets().create("name").await?;
    /// println!("{:?}", animal.label);
    /// # Ok(())
    /// # }
    /// ```
    pub fn create(&self, name: impl Into<String>) -> CreatePet {
        CreatePet(Call::json(&self.core, &CREATE), NewPet::new(name))
    }
}

/// A call of [`Pets::create`]: set what is optional, then await it.
#[must_use = "a call does nothing until it is awaited or sent"]
#[derive(Clone, Debug)]
pub struct CreatePet(Call<Animal>, NewPet);

impl CreatePet {
    pub fn size(self, value: impl Into<Size>) -> Self {
        Self(self.0, self.1.size(value))
    }
}

call_builder!(CreatePet, Call<Animal>, NewPet);

const CREATE: Operation = Operation {
    name: "pets.create",
    id: "pets_create",
    path: "/pets",
    ..Operation::POST
};

// src/models/animal.rs

use serde::{Deserialize, Serialize};

use crate::runtime::{object::object, string_enum::string_enum};

#[non_exhaustive]
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(remote = "Self")]
pub struct Animal {
    #[serde(rename = "name")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub label: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub kind: Option<Species>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub mood: Option<Mood>,
}

object!(Animal => Serialize, Deserialize);

#[non_exhaustive]
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Species {
    /// `c`: It purrs.
    Cat,
    /// `d`
    Dog,
    /// A value that this version does not know, as it is on the wire.
    Unknown(String),
}

string_enum!(Species {
    Cat => "c",
    Dog => "d",
});

#[non_exhaustive]
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Mood {
    /// `a`
    Average,
    /// `b`: Better not.
    Bad,
    /// A value that this version does not know, as it is on the wire.
    Unknown(String),
}

string_enum!(Mood {
    Average => "a",
    Bad => "b",
});

// src/models/size.rs

use crate::runtime::integer_enum::integer_enum;

#[non_exhaustive]
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Size {
    /// `1`
    Small,
    /// `2`
    Medium,
    /// `3`
    Large,
    /// A value that this version does not know.
    Unknown(i64),
}

integer_enum!(Size {
    Small => 1,
    Medium => 2,
    Large => 3,
});

// src/models/create_pet.rs

use serde::{Deserialize, Serialize};

use crate::models::Size;
use crate::runtime::{object::object, setters::setters};

#[non_exhaustive]
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(remote = "Self")]
pub struct NewPet {
    pub name: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub size: Option<Size>,
}

object!(NewPet => Serialize, Deserialize, Validate);

impl NewPet {
    /// Creates one from its required properties.
    #[must_use]
    pub fn new(name: impl Into<String>) -> Self {
        Self {
            name: name.into(),
            size: None,
        }
    }
}

setters!(NewPet {
    size(value: impl Into<Size>) => Some(value.into()),
});
