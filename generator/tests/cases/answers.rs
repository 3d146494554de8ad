// warning[W0208]: an operation should describe at least one response
//   --> answers.yaml:13:48
//    |
// 13 |     get: {operationId: petsNone, tags: [pets], responses: {}}
//    |                                                ^^^^^^^^^
//
// warning[W0501]: `petsDefault` is called `pets_default`, since `default` is taken
//   --> answers.yaml:24:5
//    |
// 24 |     get:
//    |     ^^^
//

// src/api/pets.rs

use serde_json::Value;

use crate::runtime::{
    success, call::Call, client::Core, download::Download, error::Error,
    operation::Operation,
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

    /// Calls `petsText`.
    ///
    /// `GET /pets/text`
    ///
    /// # Examples
    ///
    /// ```no_run
    /// # async fn run(client: answers::PetsClient) -> Result<(), answers::Error> {
    /// let answer = client.pets().text().await?;
    /// # let _ = answer;
    /// # Ok(())
    /// # }
    /// ```
    pub fn text(&self) -> Call<String, success::Text> {
        Call::text(&self.core, &TEXT)
    }

    /// Calls `petsZip`.
    ///
    /// `GET /pets/zip`
    ///
    /// # Examples
    ///
    /// ```no_run
    /// # async fn run(client: answers::PetsClient) -> Result<(), answers::Error> {
    /// let answer = client.pets().zip().await?;
    /// # let _ = answer;
    /// # Ok(())
    /// # }
    /// ```
    pub fn zip(&self) -> Call<Download, success::Bytes> {
        Call::download(&self.core, &ZIP)
    }

    /// Calls `petsJson`.
    ///
    /// `GET /pets/json`
    ///
    /// # Examples
    ///
    /// ```no_run
    /// # async fn run(client: answers::PetsClient) -> Result<(), answers::Error> {
    /// let answer = client.pets().json().await?;
    /// # let _ = answer;
    /// # Ok(())
    /// # }
    /// ```
    pub fn json(&self) -> Call<Value> {
        Call::json(&self.core, &JSON)
    }

    /// Calls `petsNone`.
    ///
    /// `GET /pets/none`
    ///
    /// # Examples
    ///
    /// ```no_run
    /// # async fn run(client: answers::PetsClient) -> Result<(), answers::Error> {
    /// client.pets().none().await?;
    /// # Ok(())
    /// # }
    /// ```
    pub fn none(&self) -> Call<(), success::Empty> {
        Call::empty(&self.core, &NONE)
    }

    /// Calls `petsMoved`.
    ///
    /// `GET /pets/moved`
    ///
    /// # Examples
    ///
    /// ```no_run
    /// # async fn run(client: answers::PetsClient) -> Result<(), answers::Error> {
    /// client.pets().moved().await?;
    /// # Ok(())
    /// # }
    /// ```
    pub fn moved(&self) -> Call<(), success::Empty> {
        Call::empty(&self.core, &MOVED)
    }

    /// Calls `petsTwo`.
    ///
    /// `GET /pets/two`
    ///
    /// # Examples
    ///
    /// ```no_run
    /// # async fn run(client: answers::PetsClient) -> Result<(), answers::Error> {
    /// let answer = client.pets().two().await?;
    /// # let _ = answer;
    /// # Ok(())
    /// # }
    /// ```
    pub fn two(&self) -> Call<TwoPetSuccess, success::Several> {
        Call::several(&self.core, &TWO)
    }

    /// Calls `petsDefault`.
    ///
    /// `GET /pets/default`
    ///
    /// # Examples
    ///
    /// ```no_run
    /// # async fn run(client: answers::PetsClient) -> Result<(), answers::Error> {
    /// let answer = client.pets().pets_default().await?;
    /// # let _ = answer;
    /// # Ok(())
    /// # }
    /// ```
    pub fn pets_default(&self) -> Call<Option<String>> {
        Call::json(&self.core, &PETS_DEFAULT)
    }
}

/// What `petsTwo` gives when it succeeds.
#[non_exhaustive]
#[derive(Clone, Debug, PartialEq)]
pub enum TwoPetSuccess {
    /// 200: Done
    Ok(Vec<String>),
    /// 202: Under way
    Accepted(i64),
}

impl success::Success for TwoPetSuccess {
    fn decode(received: &success::Received<'_>) -> Result<Self, Error> {
        match received.status() {
            202 => received.json().map(Self::Accepted),
            _ => received.json().map(Self::Ok),
        }
    }
}

const TEXT: Operation = Operation {
    name: "pets.text",
    id: "petsText",
    path: "/pets/text",
    accept: "text/csv, */*;q=0.1",
    ..Operation::GET
};

const ZIP: Operation = Operation {
    name: "pets.zip",
    id: "petsZip",
    path: "/pets/zip",
    accept: "application/zip, */*;q=0.1",
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
    ends_in_redirect: true,
    ..Operation::GET
};

const TWO: Operation = Operation {
    name: "pets.two",
    id: "petsTwo",
    path: "/pets/two",
    accept: "application/json, */*;q=0.1",
    ..Operation::GET
};

const PETS_DEFAULT: Operation = Operation {
    name: "pets.pets_default",
    id: "petsDefault",
    path: "/pets/default",
    ..Operation::GET
};
