//! The section `[names]`: the naming scheme, and the other choices that hold for all names.

use std::collections::BTreeSet;

use serde::Deserialize;

use crate::name::scheme::{Choices, Scheme};

/// How names are found. Without a scheme, one is chosen for the description as it is now.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Names {
    /// Where resources and methods come from.
    pub scheme: Option<Scheme>,
    /// The segments that all paths begin with, or the part that all operationIds begin with: no resources.
    pub prefix: Vec<String>,
    /// The word for `PUT`.
    pub put: Put,
    /// Last segments of paths that are part of the method.
    pub leaves: BTreeSet<String>,
    /// Last segments of paths that there is one of.
    pub singletons: BTreeSet<String>,
    /// Whether methods leave out the words of their resource.
    pub strip_resource: bool,
    /// Whether the extensions of other generators that name, mark or page operations are ignored.
    pub ignore_extensions: bool,
    /// Whether operations with `x-internal` are generated; they are, unless this is `false`.
    pub internal: Option<bool>,
}

/// The word for `PUT`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Put {
    /// `update`
    #[default]
    Update,
    /// `replace`, where `PATCH` updates.
    Replace,
}

impl Put {
    /// The word itself.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Update => "update",
            Self::Replace => "replace",
        }
    }
}

impl Names {
    /// The choices that are set.
    #[must_use]
    pub fn choices(&self) -> Option<Choices> {
        Some(Choices {
            scheme: self.scheme?,
            prefix: self.prefix.clone(),
            put: self.put,
            leaves: self.leaves.clone(),
            singletons: self.singletons.clone(),
            strip_resource: self.strip_resource,
        })
    }
}
