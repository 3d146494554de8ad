// src/api/pets.rs

use crate::models::{GetPetSortItem, Pet};
use crate::runtime::input::{into_list, into_texts};
use crate::runtime::operation::{Operation, Parameter, ParameterStyle};
use crate::runtime::{builder::call_builder, call::Call, client::Core, validate::Rule};

/// Operations: [`get`](Self::get), [`update`](Self::update).
#[derive(Clone, Debug)]
pub struct Pets {
    core: Core,
}

impl Pets {
    pub(crate) fn new(core: Core) -> Self {
        Self { core }
    }

    /// `GET /pets/{id}`
    ///
    /// - `id`: At least 1.
    ///
    /// # Examples
    ///
    /// ```no_run
    /// # async fn run(client: swagger::Swagger) -> Result<(), swagger::Error> {
    /// let pet = client.pets().get(1).await?;
    /// println!("{}", pet.name);
    /// # Ok(())
    /// # }
    /// ```
    pub fn get(&self, id: i64) -> GetPet {
        GetPet(Call::json(&self.core, &GET).path("id", id))
    }

    /// `PUT /pets/{id}`
    ///
    /// - `id`: At least 1.
    ///
    /// # Examples
    ///
    /// ```no_run
    /// # async fn run(client: swagger::Swagger) -> Result<(), swagger::Error> {
    /// let pet = client.pets().update(1, "name").await?;
    /// println!("{}", pet.name);
    /// # Ok(())
    /// # }
    /// ```
    pub fn update(&self, id: i64, name: impl Into<String>) -> UpdatePet {
        UpdatePet(Call::json(&self.core, &UPDATE).path("id", id), Pet::new(name))
    }
}

/// A call of [`Pets::get`]: set what is optional, then await it.
#[must_use = "a call does nothing until it is awaited or sent"]
#[derive(Clone, Debug)]
pub struct GetPet(Call<Pet>);

impl GetPet {
    pub fn fields(self, value: impl IntoIterator<Item = impl Into<String>>) -> Self {
        Self(self.0.query("fields", into_texts(value)))
    }

    pub fn sort(self, value: impl IntoIterator<Item = GetPetSortItem>) -> Self {
        Self(self.0.query("sort", into_list(value)))
    }
}

call_builder!(GetPet, Call<Pet>);

/// A call of [`Pets::update`]: set what is optional, then await it.
#[must_use = "a call does nothing until it is awaited or sent"]
#[derive(Clone, Debug)]
pub struct UpdatePet(Call<Pet>, Pet);

impl UpdatePet {
    pub fn nick(self, value: impl Into<String>) -> Self {
        Self(self.0, self.1.nick(value))
    }

    /// Sends `nick` as null.
    pub fn nick_null(self) -> Self {
        Self(self.0, self.1.nick_null())
    }

    pub fn age(self, value: i32) -> Self {
        Self(self.0, self.1.age(value))
    }
}

call_builder!(UpdatePet, Call<Pet>, Pet);

const GET: Operation = Operation {
    name: "pets.get",
    id: "getPet",
    path: "/pets/{id}",
    parameters: &[
        Parameter {
            rules: &[Rule::Minimum(1.0)],
            ..Parameter::path("id")
        },
        Parameter {
            style: ParameterStyle::PipeDelimited,
            explode: false,
            ..Parameter::query("fields")
        },
        Parameter::query("sort"),
    ],
    ..Operation::GET
};

const UPDATE: Operation = Operation {
    name: "pets.update",
    id: "updatePet",
    path: "/pets/{id}",
    parameters: &[
        Parameter {
            rules: &[Rule::Minimum(1.0)],
            ..Parameter::path("id")
        },
    ],
    ..Operation::PUT
};
