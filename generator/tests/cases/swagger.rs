// warning[W0205]: `headers` is kept in part: they are reached as text, through `with_response()`
//   --> swagger.yaml:30:69
//    |
// 30 |   Pet: {description: The pet., schema: {$ref: "#/definitions/Pet"}, headers: {X-Rate: {type: integer}}}
//    |                                                                     ^^^^^^^
//

// src/api/pets.rs

use crate::models::{GetPetSortItem, Pet};
use crate::runtime::{
    builder::call_builder, call::Call, client::Core,
    operation::{Operation, Parameter, ParameterStyle},
    validate::Rule,
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

    /// Calls `getPet`.
    ///
    /// `GET /pets/{id}`
    pub fn get(&self, id: i64) -> GetPet {
        GetPet {
            call: Call::json(&self.core, &GET).path("id", id),
        }
    }

    /// Calls `updatePet`.
    ///
    /// `PUT /pets/{id}`
    pub fn update(&self, id: i64, name: impl Into<String>) -> UpdatePet {
        UpdatePet {
            call: Call::json(&self.core, &UPDATE).path("id", id),
            body: Pet::new(name),
        }
    }
}

/// A call of [`Pets::get`]: set what is optional, then await it.
#[must_use = "a call does nothing until it is awaited or sent"]
#[derive(Clone, Debug)]
pub struct GetPet {
    call: Call<Pet>,
}

impl GetPet {
    /// The parameter `fields`.
    pub fn fields(mut self, value: impl IntoIterator<Item = impl Into<String>>) -> Self {
        let value: Vec<String> = value.into_iter().map(Into::into).collect();
        self.call.set_query("fields", value);
        self
    }

    /// The parameter `sort`.
    pub fn sort(mut self, value: impl IntoIterator<Item = GetPetSortItem>) -> Self {
        let value: Vec<GetPetSortItem> = value.into_iter().collect();
        self.call.set_query("sort", value);
        self
    }
}

call_builder!(GetPet -> Pet);

/// A call of [`Pets::update`]: set what is optional, then await it.
#[must_use = "a call does nothing until it is awaited or sent"]
#[derive(Clone, Debug)]
pub struct UpdatePet {
    call: Call<Pet>,
    body: Pet,
}

impl UpdatePet {
    /// The member `nick`.
    pub fn nick(mut self, value: impl Into<String>) -> Self {
        self.body = self.body.nick(value);
        self
    }

    /// Sends `nick` as null.
    pub fn nick_null(mut self) -> Self {
        self.body = self.body.nick_null();
        self
    }

    /// The member `age`.
    pub fn age(mut self, value: i32) -> Self {
        self.body = self.body.age(value);
        self
    }
}

call_builder!(UpdatePet -> Pet, body);

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
