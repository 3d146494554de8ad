//! The consequences of what a crate does not keep, for each operation: what a caller cannot send or receive.
//!
//! Each stage says what its diagnostics cost. This module finds the operations that they concern, and in which direction.

mod graph;
mod hidden;
mod holders;
mod report;

use std::collections::BTreeMap;

use self::graph::Graph;
use crate::analyze;
use crate::diagnostics::{Code, Consequence, Diagnostics, Loss};
use crate::dialect::Flat;
use crate::ir::{Api, SchemeKind};
use crate::source::{Node, Origin};

/// The consequences for every operation of a description.
#[derive(Clone, Debug, Default)]
pub struct Coverage {
    /// The operations, such as `GET /pets`, and the webhooks, such as `webhook petCreated`, in document order; those
    /// that are left out come last.
    pub operations: Vec<String>,
    /// The consequences, the worst first.
    pub effects: Vec<Effect>,
}

/// A consequence for one operation.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Effect {
    /// The class.
    pub loss: Loss,
    /// What is lost.
    pub what: String,
    /// The code of the diagnostic.
    pub code: Code,
    /// The place in the description.
    pub origin: Origin,
    /// The index of the operation; none: it is about the client as a whole.
    pub operation: Option<usize>,
    /// Whether it is lost in requests, in responses or in both.
    pub direction: Direction,
}

/// Where a loss is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Direction {
    /// In requests.
    Sent,
    /// In responses.
    Received,
    /// In both.
    Both,
}

/// A loss and its place.
struct Cost {
    consequence: Consequence,
    code: Code,
    origin: Origin,
}

impl Coverage {
    /// The consequences of what `diagnostics` hold about a description without errors. `root` is its tree.
    pub(crate) fn of(flat: &Flat, api: &Api, root: &Node, diagnostics: &Diagnostics) -> Self {
        let mut costs = costs(diagnostics);
        costs.extend(hidden::costs(flat));
        let mut builder = Builder::new(flat);
        let graph = Graph::new(flat, root);
        let places: Vec<Origin> = costs.iter().map(|cost| cost.origin).collect();
        let mut places = graph.places(&places);
        for (cost, place) in costs.iter().zip(&mut places) {
            // Where operations are named, the place says no more.
            if !cost.consequence.operations.is_empty() {
                builder.named(cost);
                *place = None;
            }
        }
        for hit in graph.hits(&places) {
            if let Some(cost) = costs.get(hit.place) {
                builder.hit(cost, &hit);
            }
        }
        builder.credentials(api);
        builder.finish()
    }
}

/// The diagnostics that cost something.
fn costs(diagnostics: &Diagnostics) -> Vec<Cost> {
    let costs = diagnostics.list().iter().filter_map(|one| {
        let consequence = match &one.consequence {
            Some(consequence) => consequence.clone(),
            None if one.code.is_lossy() => Consequence::both(Loss::Ignored, ""),
            None => return None,
        };
        let message = |what: String| match what.is_empty() {
            true => one.message.clone(),
            false => what,
        };
        Some(Cost {
            consequence: Consequence {
                what: message(consequence.what),
                ..consequence
            },
            code: one.code,
            origin: one.origin,
        })
    });
    let is_loss = |cost: &Cost| {
        cost.consequence
            .sent
            .or(cost.consequence.received)
            .is_some()
    };
    costs.filter(is_loss).collect()
}

/// An effect without its direction.
type Key = (Loss, String, Code, Origin, Option<usize>);

#[derive(Default)]
struct Builder {
    operations: Vec<String>,
    indices: BTreeMap<String, usize>,
    /// The operation of each endpoint of the description.
    endpoints: Vec<usize>,
    /// Whether each effect is met in requests, and whether it is in responses.
    met: BTreeMap<Key, (bool, bool)>,
}

impl Builder {
    fn new(flat: &Flat) -> Self {
        let mut builder = Self::default();
        let operations = flat.operations.iter();
        let operations = operations.map(|one| format!("{} {}", one.method, one.path));
        let webhooks = flat.webhooks.iter();
        let webhooks = webhooks.map(|one| format!("webhook {}", one.path));
        for title in operations.chain(webhooks) {
            let index = builder.index(&title);
            builder.endpoints.push(index);
        }
        builder
    }

    /// The index of an operation, which is added where it is new.
    fn index(&mut self, operation: &str) -> usize {
        if let Some(index) = self.indices.get(operation) {
            return *index;
        }
        let index = self.operations.len();
        self.operations.push(operation.to_owned());
        self.indices.insert(operation.to_owned(), index);
        index
    }

    fn add(
        &mut self,
        cost: &Cost,
        what: String,
        loss: Loss,
        operation: Option<usize>,
    ) -> &mut (bool, bool) {
        let key = (loss, what, cost.code, cost.origin, operation);
        self.met.entry(key).or_default()
    }

    /// A cost of operations that are named, those that are left out among them.
    fn named(&mut self, cost: &Cost) {
        let consequence = &cost.consequence;
        for operation in &consequence.operations {
            let is_left_out = cost.code == Code::SteppedAround;
            if !is_left_out && !self.indices.contains_key(operation) {
                continue;
            }
            let index = self.index(operation);
            let (sent, received) = (consequence.sent, consequence.received);
            self.both(cost, &consequence.what, (sent, received), Some(index));
        }
    }

    fn both(
        &mut self,
        cost: &Cost,
        what: &str,
        (sent, received): (Option<Loss>, Option<Loss>),
        operation: Option<usize>,
    ) {
        if let Some(loss) = sent {
            self.add(cost, what.to_owned(), loss, operation).0 = true;
        }
        if let Some(loss) = received {
            self.add(cost, what.to_owned(), loss, operation).1 = true;
        }
    }

    /// A cost of an operation that reaches its place.
    fn hit(&mut self, cost: &Cost, hit: &graph::Hit) {
        let consequence = &cost.consequence;
        let what = match &hit.subject {
            Some(subject) => format!("{subject}: {}", consequence.what),
            None => consequence.what.clone(),
        };
        let losses = match hit.direction {
            Some(Direction::Sent) => (consequence.sent, None),
            Some(Direction::Received) => (None, consequence.received),
            // What is said of the whole operation is lost once.
            _ if consequence.sent == Some(Loss::CannotSend) => (consequence.sent, None),
            _ => (consequence.sent, consequence.received),
        };
        let operation = hit.operation;
        let operation = operation.and_then(|index| self.endpoints.get(index).copied());
        if hit.operation.is_none() || operation.is_some() {
            self.both(cost, &what, losses, operation);
        }
    }

    /// The credentials that the client cannot make.
    fn credentials(&mut self, api: &Api) {
        let others = api
            .schemes
            .iter()
            .filter(|one| one.kind == SchemeKind::Other);
        for scheme in others {
            let what = format!(
                "the credential `{}`, unless the caller sets it: as a default header, or in the transport",
                scheme.key
            );
            let asks =
                |security: &[Vec<String>]| security.iter().flatten().any(|key| *key == scheme.key);
            let operations = api.operations.iter().filter(|one| asks(&one.security));
            let consequence = Consequence::sent(Loss::CannotSend, what);
            self.named(&Cost {
                consequence: consequence.of(operations.map(analyze::title)),
                code: Code::ApproximatedKeyword,
                origin: scheme.origin,
            });
        }
    }

    fn finish(self) -> Coverage {
        let effects = self.met.into_iter().map(|(key, met)| {
            let (loss, what, code, origin, operation) = key;
            let direction = match met {
                (true, false) => Direction::Sent,
                (false, true) => Direction::Received,
                _ => Direction::Both,
            };
            Effect {
                loss,
                what,
                code,
                origin,
                operation,
                direction,
            }
        });
        Coverage {
            effects: effects.collect(),
            operations: self.operations,
        }
    }
}
