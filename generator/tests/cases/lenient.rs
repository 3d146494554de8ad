// warning[W0306]: `#/components/parameters/Gone` leads nowhere; this parameter is left out
//   --> lenient.yaml:11:18
//    |
// 11 |         - {$ref: "#/components/parameters/Gone"}
//    |                  ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
//
// warning[W0306]: a schema must be an object, this is a list; this schema becomes free-form JSON
//   --> lenient.yaml:12:37
//    |
// 12 |         - {name: filter, in: query, schema: [{type: string}, {type: integer}]}
//    |                                     ^^^^^^
//
// warning[W0306]: `style` must be `form`, `spaceDelimited`, `pipeDelimited` or `deepObject`, this is a list; `style` is left out
//   --> lenient.yaml:13:60
//    |
// 13 |         - {name: size, in: query, schema: {type: integer}, style: [form]}
//    |                                                            ^^^^^
//
// warning[W0306]: `#/components/responses/Gone` leads nowhere; the body of response `404` is not read
//   --> lenient.yaml:16:23
//    |
// 16 |         "404": {$ref: "#/components/responses/Gone"}
//    |                       ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
//    |
//    = help: did you mean `#/components/responses/Done`?
//    = help: an overlay can put it right: {target: "$.paths['/pets'].get.responses['404']", update: {"$ref": "#/components/responses/Done"}}
//
// warning[W0306]: this leads to a response, where a request body must be; operation `POST /pets` is left out
//   --> lenient.yaml:17:36
//    |
// 17 |     post: {operationId: createPet, requestBody: {$ref: "#/components/responses/Done"}, responses: {"204": {description: Done.}}}
//    |                                    ^^^^^^^^^^^
//
// warning[W0306]: `maxLength` must be a whole number that is not negative, this is a string; `maxLength` is left out
//   --> lenient.yaml:26:41
//    |
// 26 |         name: {type: string, maxLength: many}
//    |                                         ^^^^
//
// warning[W0306]: `#/components/schemas/Owners` leads nowhere; property `owner` becomes free-form JSON
//   --> lenient.yaml:27:23
//    |
// 27 |         owner: {$ref: "#/components/schemas/Owners"}
//    |                       ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
//
// warning[W0306]: `#/$defs/Owner` leads nowhere; property `moved` becomes free-form JSON
//   --> lenient.yaml:28:23
//    |
// 28 |         moved: {$ref: "#/$defs/Owner"}
//    |                       ^^^^^^^^^^^^^^^
//
// warning[W0306]: `allOf` must be a list, this is an object; property `parts` becomes free-form JSON
//   --> lenient.yaml:29:17
//    |
// 29 |         parts: {allOf: {"0": {type: object}}}
//    |                 ^^^^^
//
// warning[W0306]: `type` must be a string or a list of strings, this is an object; property `slipped` becomes free-form JSON
//   --> lenient.yaml:31:19
//    |
// 31 |         slipped: {type: {type: string}, properties: {a: {type: string}}}
//    |                   ^^^^
//

// src/models/pet.rs

use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::runtime::{nullable::some, object::object};

#[non_exhaustive]
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(remote = "Self")]
pub struct Pet {
    pub name: String,
    pub owner: Value,
    #[serde(default, deserialize_with = "some", skip_serializing_if = "Option::is_none")]
    pub moved: Option<Value>,
    #[serde(default, deserialize_with = "some", skip_serializing_if = "Option::is_none")]
    pub parts: Option<Value>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub friend: Option<Box<Pet>>,
    #[serde(default, deserialize_with = "some", skip_serializing_if = "Option::is_none")]
    pub slipped: Option<Value>,
}

object!(Pet => Serialize, Deserialize);

// src/api/pets.rs

use serde::Serialize;

use crate::models::Pet;
use crate::runtime::operation::{Operation, Parameter};
use crate::runtime::{
    builder::call_builder, call::Call, client::Core, free_form::into_json, success,
};

/// Operations: [`list`](Self::list), [`update`](Self::update).
#[derive(Clone, Debug)]
pub struct Pets {
    core: Core,
}

impl Pets {
    pub(crate) fn new(core: Core) -> Self {
        Self { core }
    }

    /// `GET /pets`
    ///
    /// # Errors
    ///
    /// - 404
    ///
    /// # Examples
    ///
    /// ```no_run
    /// # async fn run(client: lenient::Lenient) -> Result<(), lenient::Error> {
    /// let pets = client.pets().list().await?;
    /// for pet in &pets {
    ///     println!("{}", pet.name);
    /// }
    /// # Ok(())
    /// # }
    /// ```
    pub fn list(&self) -> ListPets {
        ListPets(Call::json(&self.core, &LIST))
    }

    /// `PUT /pets`
    ///
    /// # Examples
    ///
    /// ```no_run
    /// # async fn run(client: lenient::Lenient) -> Result<(), lenient::Error> {
    /// client.pets().update().await?;
    /// # Ok(())
    /// # }
    /// ```
    pub fn update(&self) -> Call<(), success::Empty> {
        Call::empty(&self.core, &UPDATE)
    }
}

/// A call of [`Pets::list`]: set what is optional, then await it.
#[must_use = "a call does nothing until it is awaited or sent"]
#[derive(Clone, Debug)]
pub struct ListPets(Call<Vec<Pet>>);

impl ListPets {
    pub fn filter(self, value: impl Serialize) -> Self {
        Self(self.0.query("filter", into_json(value)))
    }

    pub fn size(self, value: i64) -> Self {
        Self(self.0.query("size", value))
    }
}

call_builder!(ListPets, Call<Vec<Pet>>);

const LIST: Operation = Operation {
    name: "pets.list",
    id: "listPets",
    path: "/pets",
    parameters: &[Parameter::query("filter"), Parameter::query("size")],
    ..Operation::GET
};

const UPDATE: Operation = Operation {
    name: "pets.update",
    id: "replacePets",
    path: "/pets",
    accept: "*/*",
    ..Operation::PUT
};
