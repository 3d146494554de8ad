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

use crate::runtime::{call::Call, client::Core, operation::Operation};

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
    name: "pets.text",
    id: "petsText",
    path: "/pets/text",
    accept: "*/*",
    ..Operation::GET
};

const ZIP: Operation = Operation {
    name: "pets.zip",
    id: "petsZip",
    path: "/pets/zip",
    accept: "*/*",
    ..Operation::GET
};

const JSON: Operation = Operation {
    name: "pets.json",
    id: "petsJson",
    path: "/pets/json",
    ..Operation::GET
};

const NONE: Operation = Operation {
    name: "pets.none",
    id: "petsNone",
    path: "/pets/none",
    accept: "*/*",
    ..Operation::GET
};

const MOVED: Operation = Operation {
    name: "pets.moved",
    id: "petsMoved",
    path: "/pets/moved",
    accept: "*/*",
    redirects: &[303],
    ..Operation::GET
};

const TWO: Operation = Operation {
    name: "pets.two",
    id: "petsTwo",
    path: "/pets/two",
    ..Operation::GET
};

const PETS_DEFAULT: Operation = Operation {
    name: "pets.pets_default",
    id: "petsDefault",
    path: "/pets/default",
    ..Operation::GET
};
