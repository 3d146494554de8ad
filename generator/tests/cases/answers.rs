// warning[W0208]: an operation should describe at least one response
//   --> answers.yaml:13:48
//    |
// 13 |     get: {operationId: petsNone, tags: [pets], responses: {}}
//    |                                                ^^^^^^^^^
//

// src/api/pets.rs

use serde_json::Value;

use crate::runtime::{
    call::Call, client::Core, download::Download, error::Error, operation::Operation,
    success,
};

/// Operations: [`get_text`](Self::get_text), [`get_zip`](Self::get_zip),
/// [`get_json`](Self::get_json), [`get_none`](Self::get_none), [`get_moved`](Self::get_moved),
/// [`list_two`](Self::list_two), [`get_default`](Self::get_default).
#[derive(Clone, Debug)]
pub struct Pets {
    core: Core,
}

impl Pets {
    pub(crate) fn new(core: Core) -> Self {
        Self { core }
    }

    /// `GET /pets/text`
    ///
    /// # Examples
    ///
    /// ```no_run
    /// # async fn run(client: answers::Answers) -> Result<(), answers::Error> {
    /// let text = client.pets().get_text().await?;
    /// println!("{text}");
    /// # Ok(())
    /// # }
    /// ```
    pub fn get_text(&self) -> Call<String, success::Text> {
        Call::text(&self.core, &GET_TEXT)
    }

    /// `GET /pets/zip`
    ///
    /// # Examples
    ///
    /// ```no_run
    /// # async fn run(client: answers::Answers) -> Result<(), answers::Error> {
    /// let download = client.pets().get_zip().await?;
    /// println!("{} bytes", download.bytes().await?.len());
    /// # Ok(())
    /// # }
    /// ```
    pub fn get_zip(&self) -> Call<Download, success::Bytes> {
        Call::download(&self.core, &GET_ZIP)
    }

    /// `GET /pets/json`
    ///
    /// # Examples
    ///
    /// ```no_run
    /// # async fn run(client: answers::Answers) -> Result<(), answers::Error> {
    /// let response = client.pets().get_json().await?;
    /// println!("{response:?}");
    /// # Ok(())
    /// # }
    /// ```
    pub fn get_json(&self) -> Call<Value> {
        Call::json(&self.core, &GET_JSON)
    }

    /// `GET /pets/none`
    ///
    /// # Examples
    ///
    /// ```no_run
    /// # async fn run(client: answers::Answers) -> Result<(), answers::Error> {
    /// client.pets().get_none().await?;
    /// # Ok(())
    /// # }
    /// ```
    pub fn get_none(&self) -> Call<(), success::Empty> {
        Call::empty(&self.core, &GET_NONE)
    }

    /// `GET /pets/moved`
    ///
    /// # Examples
    ///
    /// ```no_run
    /// # async fn run(client: answers::Answers) -> Result<(), answers::Error> {
    /// client.pets().get_moved().await?;
    /// # Ok(())
    /// # }
    /// ```
    pub fn get_moved(&self) -> Call<(), success::Empty> {
        Call::empty(&self.core, &GET_MOVED)
    }

    /// `GET /pets/two`
    ///
    /// # Examples
    ///
    /// ```no_run
    /// # async fn run(client: answers::Answers) -> Result<(), answers::Error> {
    /// let response = client.pets().list_two().await?;
    /// println!("{response:?}");
    /// # Ok(())
    /// # }
    /// ```
    pub fn list_two(&self) -> Call<ListPetTwoSuccess, success::Several> {
        Call::several(&self.core, &LIST_TWO)
    }

    /// `GET /pets/default`
    ///
    /// # Examples
    ///
    /// ```no_run
    /// # async fn run(client: answers::Answers) -> Result<(), answers::Error> {
    /// let response = client.pets().get_default().await?;
    /// println!("{response:?}");
    /// # Ok(())
    /// # }
    /// ```
    pub fn get_default(&self) -> Call<Option<String>> {
        Call::json(&self.core, &GET_DEFAULT)
    }
}

/// What `petsTwo` gives when it succeeds.
#[non_exhaustive]
#[derive(Clone, Debug, PartialEq)]
pub enum ListPetTwoSuccess {
    /// 200: Done
    Ok(Vec<String>),
    /// 202: Under way
    Accepted(i64),
}

impl success::Success for ListPetTwoSuccess {
    fn decode(received: &success::Received<'_>) -> Result<Self, Error> {
        match received.status() {
            202 => received.json().map(Self::Accepted),
            _ => received.json().map(Self::Ok),
        }
    }
}

const GET_TEXT: Operation = Operation {
    name: "pets.get_text",
    id: "petsText",
    path: "/pets/text",
    accept: "text/csv, */*;q=0.1",
    ..Operation::GET
};

const GET_ZIP: Operation = Operation {
    name: "pets.get_zip",
    id: "petsZip",
    path: "/pets/zip",
    accept: "application/zip, */*;q=0.1",
    ..Operation::GET
};

const GET_JSON: Operation = Operation {
    name: "pets.get_json",
    id: "petsJson",
    path: "/pets/json",
    ..Operation::GET
};

const GET_NONE: Operation = Operation {
    name: "pets.get_none",
    id: "petsNone",
    path: "/pets/none",
    accept: "*/*",
    ..Operation::GET
};

const GET_MOVED: Operation = Operation {
    name: "pets.get_moved",
    id: "petsMoved",
    path: "/pets/moved",
    accept: "*/*",
    redirects: &[303],
    ends_in_redirect: true,
    ..Operation::GET
};

const LIST_TWO: Operation = Operation {
    name: "pets.list_two",
    id: "petsTwo",
    path: "/pets/two",
    accept: "application/json, */*;q=0.1",
    ..Operation::GET
};

const GET_DEFAULT: Operation = Operation {
    name: "pets.get_default",
    id: "petsDefault",
    path: "/pets/default",
    ..Operation::GET
};
