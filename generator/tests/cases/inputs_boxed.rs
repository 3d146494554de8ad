// src/api/trees.rs

use crate::models::{Crown, Tree};
use crate::runtime::operation::{Operation, Parameter};
use crate::runtime::{call::Call, client::Core, success};

/// Operations: [`update`](Self::update).
#[derive(Clone, Debug)]
pub struct Trees {
    core: Core,
}

impl Trees {
    pub(crate) fn new(core: Core) -> Self {
        Self { core }
    }

    /// `PUT /trees`
    ///
    /// # Examples
    ///
    /// ```no_run
    /// use inputs_boxed::api::UpdateTreeInputs;
    /// use inputs_boxed::models::Crown;
    ///
    /// # async fn run(client: inputs_boxed::InputsBoxed) -> Result<(), inputs_boxed::Error> {
    /// client
    ///     .trees()
    ///     .update(UpdateTreeInputs {
    ///         a: "a".to_owned(),
    ///         b: true,
    ///         c: 1,
    ///         crown: Box::new(Crown::new()),
    ///         root: Some(Box::new(Crown::new())),
    ///     })
    ///     .await?;
    /// # Ok(())
    /// # }
    /// ```
    pub fn update(&self, inputs: UpdateTreeInputs) -> Call<(), success::Empty> {
        Call::empty(&self.core, &UPDATE)
            .query("a", inputs.a)
            .query("b", inputs.b)
            .query("c", inputs.c)
            .with_json(&Tree::new(*inputs.crown, inputs.root))
    }
}

/// The required inputs of `putTree`.
#[derive(Clone, Debug, PartialEq)]
pub struct UpdateTreeInputs {
    pub a: String,
    pub b: bool,
    pub c: i64,
    pub crown: Box<Crown>,
    pub root: Option<Box<Crown>>,
}

const UPDATE: Operation = Operation {
    name: "trees.update",
    id: "putTree",
    path: "/trees",
    parameters: &[
        Parameter::query("a").required(),
        Parameter::query("b").required(),
        Parameter::query("c").required(),
    ],
    accept: "*/*",
    ..Operation::PUT
};

// src/models/tree.rs

use serde::{Deserialize, Serialize};

use crate::models::Crown;
use crate::runtime::{nullable::or_null, object::object};

#[non_exhaustive]
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(remote = "Self")]
pub struct Tree {
    pub crown: Box<Crown>,
    #[serde(deserialize_with = "or_null")]
    pub root: Option<Box<Crown>>,
}

object!(Tree => Serialize, Deserialize, Validate);

impl Tree {
    /// Creates one from its required properties.
    #[must_use]
    pub fn new(crown: Crown, root: impl Into<Option<Box<Crown>>>) -> Self {
        Self {
            crown: Box::new(crown),
            root: root.into(),
        }
    }
}
