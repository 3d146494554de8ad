// warning[W0208]: an operation should describe at least one response
//   --> answers.yaml:13:48
//    |
// 13 |     get: {operationId: petsNone, tags: [pets], responses: {}}
//    |                                                ^^^^^^^^^
//
// warning[W0405]: `petsTwo` has several kinds of success; only the first is decoded
//   --> answers.yaml:22:9
//    |
// 22 |         "202": {description: Under way, content: {application/json: {schema: {type: integer}}}}
//    |         ^^^^^
//
// warning[W0501]: `petsDefault` is called `pets_default`, since `default` is taken
//   --> answers.yaml:24:5
//    |
// 24 |     get:
//    |     ^^^
//

// src/api/pets.rs

use bytes::Bytes;
use serde_json::Value;

use crate::runtime::call::Call;
use crate::runtime::client::Core;
use crate::runtime::operation::Operation;

/// Calls of `pets`.
#[derive(Clone, Debug)]
pub struct Pets {
    core: Core,
}

impl Pets {
    pub(crate) fn new(core: Core) -> Self {
        Self { core }
    }

    /// Calls `petsText`.
    ///
    /// `GET /pets/text`
    pub fn text(&self) -> Call<String> {
        Call::text(&self.core, &TEXT)
    }

    /// Calls `petsZip`.
    ///
    /// `GET /pets/zip`
    pub fn zip(&self) -> Call<Bytes> {
        Call::bytes(&self.core, &ZIP)
    }

    /// Calls `petsJson`.
    ///
    /// `GET /pets/json`
    pub fn json(&self) -> Call<Value> {
        Call::json(&self.core, &JSON)
    }

    /// Calls `petsNone`.
    ///
    /// `GET /pets/none`
    pub fn none(&self) -> Call<()> {
        Call::empty(&self.core, &NONE)
    }

    /// Calls `petsMoved`.
    ///
    /// `GET /pets/moved`
    pub fn moved(&self) -> Call<()> {
        Call::empty(&self.core, &MOVED)
    }

    /// Calls `petsTwo`.
    ///
    /// `GET /pets/two`
    pub fn two(&self) -> Call<Vec<String>> {
        Call::json(&self.core, &TWO)
    }

    /// Calls `petsDefault`.
    ///
    /// `GET /pets/default`
    pub fn pets_default(&self) -> Call<Option<String>> {
        Call::json(&self.core, &PETS_DEFAULT)
    }
}

const TEXT: Operation = Operation {
    accept: "*/*",
    ..Operation::new("pets.text", "petsText", "GET", "/pets/text")
};

const ZIP: Operation = Operation {
    accept: "*/*",
    ..Operation::new("pets.zip", "petsZip", "GET", "/pets/zip")
};

const JSON: Operation = Operation::new("pets.json", "petsJson", "GET", "/pets/json");

const NONE: Operation = Operation {
    accept: "*/*",
    ..Operation::new("pets.none", "petsNone", "GET", "/pets/none")
};

const MOVED: Operation = Operation {
    accept: "*/*",
    redirects: &[303],
    ..Operation::new("pets.moved", "petsMoved", "GET", "/pets/moved")
};

const TWO: Operation = Operation::new("pets.two", "petsTwo", "GET", "/pets/two");

const PETS_DEFAULT: Operation = Operation::new(
    "pets.pets_default",
    "petsDefault",
    "GET",
    "/pets/default",
);
