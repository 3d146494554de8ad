// warning[W0501]: the name for `Option` is taken; the type is called `NamesOption`
//   --> names.yaml:21:5
//    |
// 21 |     Option:
//    |     ^^^^^^
//
// warning[W0501]: the name for `userName` is taken; the field is called `user_name_2`
//   --> names.yaml:27:9
//    |
// 27 |         userName: {type: string}
//    |         ^^^^^^^^
//
// warning[W0501]: the name for `vec` is taken; the type is called `NamesVec`
//   --> names.yaml:35:5
//    |
// 35 |     vec: {type: object, properties: {x_null: {type: string}, x: {type: [string, "null"]}}}
//    |     ^^^
//

// src/models/names_option.rs

use serde::{Deserialize, Serialize};

use crate::models::NamesVec;
use crate::runtime::object::object;

#[non_exhaustive]
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(remote = "Self")]
pub struct NamesOption {
    pub r#type: String,
    #[serde(rename = "Self")]
    pub self_: String,
    #[serde(rename = "userName")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub user_name_2: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub user_name: Option<String>,
    #[serde(rename = "+1")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub plus_1: Option<i64>,
    #[serde(rename = "-1")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub minus_1: Option<i64>,
    #[serde(rename = "")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub value: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub größe: Option<f64>,
    #[serde(rename = "new")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub new_2: Option<NamesVec>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub r#gen: Option<String>,
}

object!(NamesOption => Serialize, Deserialize);

// src/models/mod.rs

//! What is sent and received.

mod names_option;
mod names_vec;
mod person;

pub use self::names_option::NamesOption;
pub use self::names_vec::NamesVec;
pub use self::person::Person;

// src/api/mod_2.rs

use crate::models::NamesOption;
use crate::runtime::operation::{Operation, Parameter};
use crate::runtime::{builder::call_builder, call::Call, client::Core, input::into_text};

/// Operations: [`match`](Self::match).
#[derive(Clone, Debug)]
pub struct Mod {
    core: Core,
}

impl Mod {
    pub(crate) fn new(core: Core) -> Self {
        Self { core }
    }

    /// `GET /self/{type}`
    ///
    /// # Examples
    ///
    /// ```no_run
    /// # async fn run(client: names::Names) -> Result<(), names::Error> {
    /// let names_option = client.r#mod().r#match("type").await?;
    /// println!("{}", names_option.r#type);
    /// # Ok(())
    /// # }
    /// ```
    pub fn r#match(&self, r#type: impl Into<String>) -> MatchMod {
        MatchMod(Call::json(&self.core, &MATCH).path("type", into_text(r#type)))
    }
}

/// A call of [`Mod::match`]: set what is optional, then await it.
#[must_use = "a call does nothing until it is awaited or sent"]
#[derive(Clone, Debug)]
pub struct MatchMod(Call<NamesOption>);

impl MatchMod {
    pub fn type_query(self, value: impl Into<String>) -> Self {
        Self(self.0.query("Type", into_text(value)))
    }

    pub fn filter_name(self, value: impl Into<String>) -> Self {
        Self(self.0.query("filter[name]", into_text(value)))
    }

    pub fn send_query(self, value: impl Into<String>) -> Self {
        Self(self.0.query("send", into_text(value)))
    }
}

call_builder!(MatchMod, Call<NamesOption>);

const MATCH: Operation = Operation {
    name: "mod.match",
    id: "mod_match",
    path: "/self/{type}",
    parameters: &[
        Parameter::path("type"),
        Parameter::query("Type"),
        Parameter::query("filter[name]"),
        Parameter::query("send"),
    ],
    ..Operation::GET
};
