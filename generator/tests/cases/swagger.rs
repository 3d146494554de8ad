// warning[W0205]: `headers` is kept in part: they are reached as text, through `with_response()`
//   --> swagger.yaml:30:69
//    |
// 30 |   Pet: {description: The pet., schema: {$ref: "#/definitions/Pet"}, headers: {X-Rate: {type: integer}}}
//    |                                                                     ^^^^^^^
//

// src/api/pets.rs

use crate::models::{GetPetSortItem, Pet};
use crate::runtime::builder::call_builder;
use crate::runtime::call::Call;
use crate::runtime::client::Core;
use crate::runtime::operation::{Operation, Parameter, ParameterStyle};
use crate::runtime::validate::Rule;

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
    pub fn fields(
        mut self,
        fields: impl IntoIterator<Item = impl Into<String>>,
    ) -> Self {
        let fields: Vec<String> = fields.into_iter().map(Into::into).collect();
        self.call = self.call.query("fields", fields);
        self
    }

    /// The parameter `sort`.
    pub fn sort(mut self, sort: impl IntoIterator<Item = GetPetSortItem>) -> Self {
        let sort: Vec<GetPetSortItem> = sort.into_iter().collect();
        self.call = self.call.query("sort", sort);
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
    pub fn nick(mut self, nick: impl Into<String>) -> Self {
        self.body = self.body.nick(nick);
        self
    }

    /// Sends `nick` as null.
    pub fn nick_null(mut self) -> Self {
        self.body = self.body.nick_null();
        self
    }

    /// The member `age`.
    pub fn age(mut self, age: i32) -> Self {
        self.body = self.body.age(age);
        self
    }
}

call_builder!(UpdatePet -> Pet, body);

const GET: Operation = Operation {
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
    auth: &[&["key"]],
    ..Operation::new("pets.get", "getPet", "GET", "/pets/{id}")
};

const UPDATE: Operation = Operation {
    parameters: &[
        Parameter {
            rules: &[Rule::Minimum(1.0)],
            ..Parameter::path("id")
        },
    ],
    auth: &[&["key"]],
    content_type: Some("application/json"),
    ..Operation::new("pets.update", "updatePet", "PUT", "/pets/{id}")
};
