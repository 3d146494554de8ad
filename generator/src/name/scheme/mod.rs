//! Naming schemes: ways to find the resource and the method of every operation of a description.
//!
//! A scheme is chosen for the whole description, by the smells of the names that it gives. What the choice depends on is
//! in [`Choices`]: with the same choices, the names of an operation depend on nothing but the operation.

mod actions;
mod choose;
mod clash;
mod explain;
mod frameworks;
mod ids;
mod nested;
mod paths;
mod smells;
mod split;
mod tags;
mod template;
#[cfg(test)]
mod tests;
mod verbs;

use std::collections::BTreeSet;

use serde::Deserialize;

pub use self::choose::{Candidate, candidates, choose};
pub use self::clash::settle;
pub use self::explain::{changes, explain, open_section};
pub use self::smells::{Smell, smells, smells_of};
use crate::config::{Config, Put};
use crate::ir::{Api, Operation};

/// An operation, as a scheme sees it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Call {
    /// `GET`
    pub verb: String,
    /// The template of its path.
    pub path: String,
    /// Its operationId, if the description gives one.
    pub id: Option<String>,
    /// Its tags.
    pub tags: Vec<String>,
    /// What a success holds.
    pub returns: Returns,
}

impl Call {
    /// An operation of the IR.
    #[must_use]
    pub fn of(api: &Api, operation: &Operation) -> Self {
        Self {
            verb: operation.method.clone(),
            path: operation.path.clone(),
            id: operation.has_own_id.then(|| operation.id.clone()),
            tags: operation.tags.clone(),
            returns: crate::analyze::returns(api, operation),
        }
    }
}

/// The operations of an API that schemes name: not those that send the same in another way.
#[must_use]
pub fn calls(api: &Api) -> Vec<Call> {
    let operations = api.operations.iter();
    let operations = operations.filter(|operation| operation.variant.is_empty());
    operations
        .map(|operation| Call::of(api, operation))
        .collect()
}

/// The choices for an API: those of the settings, else the best.
#[must_use]
pub fn choices(calls: &[Call], config: &Config) -> Choices {
    config.names.choices().unwrap_or_else(|| choose(calls))
}

/// What a success of an operation holds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Returns {
    /// A list or a page of one.
    List,
    /// Something else.
    Value,
    /// Nothing, or nothing that is described.
    #[default]
    Unknown,
}

/// Where names come from.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Scheme {
    /// The parts of the operationIds: `emails.send`, `issues/list-for-repo`.
    Ids,
    /// The words of the operationIds that the paths begin with too: `pods_webhooks_list`.
    Nested,
    /// The first tag is the resource, what the operationId says beside it is the method.
    Tags,
    /// The path is the resource, the HTTP method and what is returned make the method.
    #[default]
    Paths,
}

impl Scheme {
    /// All of them, those that follow what somebody wrote for people first.
    pub const ALL: [Self; 4] = [Self::Ids, Self::Nested, Self::Tags, Self::Paths];

    /// The word for it in sdk.toml.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Ids => "ids",
            Self::Nested => "nested",
            Self::Tags => "tags",
            Self::Paths => "paths",
        }
    }
}

/// What is chosen for a whole description.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Choices {
    /// Where names come from.
    pub scheme: Scheme,
    /// The segments that all paths begin with, or the part that all operationIds begin with.
    pub prefix: Vec<String>,
    /// The word for `PUT`: `update`, or `replace` where `PATCH` updates.
    pub put: Put,
    /// Last segments of paths that are part of the method: `/accounts/{id}/balance` is `accounts.get_balance`.
    pub leaves: BTreeSet<String>,
    /// Last segments of paths that there is one of, so that `POST` updates it.
    pub singletons: BTreeSet<String>,
    /// Whether methods leave out the words of their resource: `cards.freezeCard` is `cards.freeze`.
    pub strip_resource: bool,
}

/// Where an operation goes and what it is called.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Placement {
    /// The words of the resource, outermost first.
    pub resource: Vec<String>,
    /// The words of the method.
    pub method: String,
    /// Why.
    pub reason: &'static str,
}

/// The place that a choice gives an operation.
#[must_use]
pub fn place(call: &Call, choices: &Choices) -> Placement {
    let mut placement = match choices.scheme {
        Scheme::Ids => ids::place(call, choices),
        Scheme::Nested => nested::place(call, choices),
        Scheme::Tags => tags::place(call, choices),
        Scheme::Paths => paths::place(call, choices),
    };
    /// The most levels of resources.
    const DEEPEST: usize = 4;
    let below = placement
        .resource
        .split_off(placement.resource.len().min(DEEPEST));
    if !below.is_empty() {
        placement.method = format!("{} {}", placement.method, below.join(" "));
    }
    placement
}
