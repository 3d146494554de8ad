//! What changed between two descriptions, and what that means for those who use the crate.
//!
//! Descriptions are compared part by part: each change is found once, where it is made, and says what becomes of
//! clients in use. Beside that the public items of both crates are compared; what differs there is put to the account
//! of the change that explains it, and says what becomes of code. What nothing explains is a change of names.

mod account;
mod arguments;
mod change;
mod components;
mod evidence;
mod graph;
mod inner;
mod items;
mod members;
mod operations;
mod parameters;
mod payloads;
mod places;
pub mod render;
mod responses;
mod rules;
mod schemas;
mod sdk;
mod security;
mod side;
mod types;
mod unions;
mod values;
pub mod version;

use std::collections::{BTreeMap, BTreeSet};

pub use self::change::{Change, Kind, Migration, Source, Wire};
use self::side::{Side, Use};
use crate::ir::{Api, OperationId, SchemaId};
use crate::source::Origin;

/// Everything that changed.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Report {
    /// The changes, the worst first.
    pub changes: Vec<Change>,
}

impl Report {
    /// Which part of the version has to grow.
    #[must_use]
    pub fn verdict(&self) -> Source {
        let classes = self.changes.iter().map(|change| change.source);
        classes.max().unwrap_or_default()
    }

    /// The worst that happens to clients in use.
    #[must_use]
    pub fn wire(&self) -> Wire {
        let classes = self.changes.iter().map(|change| change.wire);
        classes.max().unwrap_or_default()
    }
}

/// Compares two APIs with all their names.
#[must_use]
pub fn diff(old: &Api, new: &Api) -> Report {
    let (old, new) = (Side::of(old), Side::of(new));
    let mut diff = Diff::new(&old, &new);
    let matched = diff.operations();
    diff.webhooks();
    diff.components();
    diff.evidence();
    diff.sdk();
    diff.work();
    items::account(&mut diff, &matched);
    let mut changes = diff.changes;
    changes.sort_by(|a, b| {
        let rank = |one: &Change| (one.source, one.wire);
        rank(b).cmp(&rank(a))
    });
    Report { changes }
}

/// Operations that are the same in both.
struct Matched {
    pairs: Vec<(OperationId, OperationId)>,
}

/// Two places that are to be compared.
#[derive(Clone, Debug)]
struct Pair {
    old: SchemaId,
    new: SchemaId,
    /// What it is, as people call it: `Pet.owner`.
    label: String,
    group: String,
}

struct Diff<'a> {
    old: &'a Side<'a>,
    new: &'a Side<'a>,
    changes: Vec<Change>,
    known: BTreeMap<(Kind, Option<Origin>, Option<Origin>, String), usize>,
    ahead: Vec<Pair>,
    seen: BTreeSet<(SchemaId, SchemaId)>,
    /// Which schema of the new description each is; all that were met together.
    met: BTreeMap<SchemaId, SchemaId>,
    /// Named schemas that have another name now.
    renamed: BTreeMap<String, String>,
    /// Whether this is only to find out if anything changed.
    is_trial: bool,
    /// What follows from other changes, as a rule.
    derived: Vec<account::Derived>,
}

/// What is found at a place.
struct Found {
    kind: Kind,
    words: String,
    old: Option<Origin>,
    new: Option<Origin>,
    wire: (Wire, String),
    /// The class it has if no public item changes.
    source: Source,
}

impl Found {
    fn new(kind: Kind, words: impl Into<String>, old: Origin, new: Origin) -> Self {
        Self {
            kind,
            words: words.into(),
            old: Some(old),
            new: Some(new),
            wire: (Wire::Yes, String::new()),
            source: Source::Patch,
        }
    }

    fn added(kind: Kind, words: impl Into<String>, new: Origin) -> Self {
        Self {
            old: None,
            ..Self::new(kind, words, new, new)
        }
    }

    fn removed(kind: Kind, words: impl Into<String>, old: Origin) -> Self {
        Self {
            new: None,
            ..Self::new(kind, words, old, old)
        }
    }

    fn wire(self, wire: Wire, reason: impl Into<String>) -> Self {
        Self {
            wire: (wire, reason.into()),
            ..self
        }
    }

    /// Says that the crate stays as it is.
    fn unseen(self, is_unseen: bool) -> Self {
        match is_unseen {
            true => Self {
                source: Source::None,
                ..self
            },
            false => self,
        }
    }

    /// Says that something is deprecated now.
    fn deprecates(self, is_deprecated: bool) -> Self {
        match is_deprecated {
            true => Self {
                source: Source::Minor,
                ..self
            },
            false => self,
        }
    }
}

impl<'a> Diff<'a> {
    fn new(old: &'a Side<'a>, new: &'a Side<'a>) -> Self {
        Self {
            old,
            new,
            changes: Vec::new(),
            known: BTreeMap::new(),
            ahead: Vec::new(),
            seen: BTreeSet::new(),
            met: BTreeMap::new(),
            renamed: BTreeMap::new(),
            is_trial: false,
            derived: Vec::new(),
        }
    }

    /// Adds a change, or the place to one that is known from another.
    fn add(&mut self, group: &str, place: &str, found: Found) {
        let key = (found.kind, found.old, found.new, found.words.clone());
        let (wire, wire_reason) = found.wire;
        if let Some(change) = self
            .known
            .get(&key)
            .and_then(|at| self.changes.get_mut(*at))
        {
            if !change.places.iter().any(|one| one == place) {
                change.places.push(place.to_owned());
            }
            if wire > change.wire {
                (change.wire, change.wire_reason) = (wire, wire_reason);
            }
            return;
        }
        self.known.insert(key, self.changes.len());
        self.changes.push(Change {
            kind: found.kind,
            words: found.words,
            group: group.to_owned(),
            places: vec![place.to_owned()],
            old: found.old,
            new: found.new,
            items: Vec::new(),
            wire,
            wire_reason,
            source: found.source,
            source_reason: String::new(),
            migration: None,
        });
    }

    /// Compares two schemas later on.
    fn pair(&mut self, old: SchemaId, new: SchemaId, label: impl Into<String>, group: &str) {
        if self.seen.insert((old, new)) {
            self.met.entry(old).or_insert(new);
            self.ahead.push(Pair {
                old,
                new,
                label: label.into(),
                group: group.to_owned(),
            });
        }
    }

    /// Compares all that is waiting.
    fn work(&mut self) {
        while let Some(pair) = self.ahead.pop() {
            if self.is_trial && self.seen.len() > MOST_TRIED {
                return;
            }
            self.schema(&pair);
        }
    }

    /// What differs between two schemas, named ones apart, which are compared for themselves.
    fn trial(&self, old: SchemaId, new: SchemaId) -> Vec<Change> {
        let mut trial = Diff::new(self.old, self.new);
        trial.renamed.clone_from(&self.renamed);
        trial.is_trial = true;
        trial.pair(old, new, "", "");
        trial.work();
        trial.changes
    }

    /// Whether two schemas say the same of values.
    fn is_same(&self, old: SchemaId, new: SchemaId) -> bool {
        let changes = self.trial(old, new);
        changes
            .iter()
            .all(|change| change.kind.weight() == 0 || change.kind == Kind::SchemaDocs)
    }
}

/// How many schemas are looked at to find out whether two are the same.
const MOST_TRIED: usize = 200;

/// The worse of what happens where it is sent and where it is received. What a value may do without breaks no client for
/// certain.
fn judged(way: Use, sent: (Wire, &str), received: (Wire, &str)) -> (Wire, String) {
    let no_worse = |(wire, reason), is_sure: bool| match wire {
        Wire::No if !is_sure => (Wire::Maybe, reason),
        wire => (wire, reason),
    };
    let sent = no_worse(sent, way.always_sent);
    let received = no_worse(received, way.always_received);
    let worst = match (way.sent, way.received) {
        (true, true) if sent.0 >= received.0 => sent,
        (true, false) => sent,
        (_, true) => received,
        (false, false) => (Wire::Yes, "no operation uses it"),
    };
    (worst.0, worst.1.to_owned())
}
