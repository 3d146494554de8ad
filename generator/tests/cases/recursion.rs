// src/models/tree.rs

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::models::Left;
use crate::runtime::object::object;

#[non_exhaustive]
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(remote = "Self")]
pub struct Tree {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub parent: Option<Box<Tree>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub children: Option<Vec<Tree>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub by_name: Option<BTreeMap<String, Tree>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub pair: Option<Box<Left>>,
}

object!(Tree => Serialize, Deserialize);

// src/models/left.rs

use serde::{Deserialize, Serialize};

use crate::models::Right;
use crate::runtime::object::object;

#[non_exhaustive]
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(remote = "Self")]
pub struct Left {
    pub right: Box<Right>,
}

object!(Left => Serialize, Deserialize);

// src/models/right.rs

use serde::{Deserialize, Serialize};

use crate::models::{Left, Tree};
use crate::runtime::object::object;

#[non_exhaustive]
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(remote = "Self")]
pub struct Right {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub left: Option<Box<Left>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tree: Option<Box<Tree>>,
}

object!(Right => Serialize, Deserialize);
