//! What of a description is in the generated code, and what is not: the ledger of a run.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use crate::diagnostics::{Code, Diagnostics};
use crate::dialect::keywords::{Fate, ObjectKind};
use crate::dialect::{self, Flat, Ledger};
use crate::source::{Node, Origin};

/// The ledger: every keyword by what becomes of it, and the operations that lose something.
#[derive(Clone, Debug, Default)]
pub struct Coverage {
    /// The keywords that were met.
    pub ledger: Ledger,
    /// How often each code says that something is kept in part or not at all.
    pub losses: BTreeMap<Code, usize>,
    /// How many operations there are.
    pub operations: usize,
    /// The operations that are not exact, such as `GET /pets`, in document order.
    pub inexact: Vec<String>,
}

impl Coverage {
    /// The ledger of a description that has been read.
    pub(crate) fn of(flat: &Flat, diagnostics: &Diagnostics) -> Self {
        let mut losses = BTreeMap::new();
        let mut places = BTreeSet::new();
        for one in diagnostics.list().iter().filter(|one| one.code.is_lossy()) {
            places.insert(one.origin);
            *losses.entry(one.code).or_default() += 1;
        }
        let inexact = reaching(flat, &places);
        let name = |index: &usize| {
            let endpoint = flat.operations.get(*index)?;
            Some(format!("{} {}", endpoint.method, endpoint.path))
        };
        Self {
            ledger: flat.ledger.clone(),
            losses,
            operations: flat.operations.len(),
            inexact: inexact.iter().filter_map(name).collect(),
        }
    }
}

/// The operations that hold one of the places or reach it, by index.
fn reaching(flat: &Flat, places: &BTreeSet<Origin>) -> BTreeSet<usize> {
    // Operations first, then the nodes they are made of, then whatever else holds a place.
    let operations = flat.operations.len();
    let endpoints = flat.operations.iter().map(|endpoint| &endpoint.node);
    let others = flat.webhooks.iter().map(|endpoint| &endpoint.node);
    let others = others.chain(flat.schemes.values()).chain([&flat.info]);
    let others = others.chain(&flat.servers).chain(&flat.tags);
    let nodes: Vec<&Node> = endpoints
        .chain(flat.nodes.values().map(|entry| &entry.node))
        .chain(others)
        .collect();
    let by_pointer: BTreeMap<&str, usize> = flat
        .nodes
        .keys()
        .enumerate()
        .map(|(index, pointer)| (pointer.as_str(), operations + index))
        .collect();
    let mut users: Vec<Vec<usize>> = vec![Vec::new(); nodes.len()];
    let mut starts: BTreeMap<Origin, usize> = BTreeMap::new();
    for (user, node) in nodes.iter().enumerate() {
        starts.entry(node.origin).or_insert(user);
        for pointer in dialect::references_in(node) {
            let used = by_pointer
                .get(pointer)
                .and_then(|used| users.get_mut(*used));
            used.into_iter().for_each(|users| users.push(user));
        }
    }
    // Nodes are numbered in pre-order, so the last one that begins at a place or before it holds it, or is a part of
    // what holds it.
    let holder = |place: &Origin| {
        let start = Origin {
            file: place.file,
            node: 0,
        };
        let before = starts.range(start..=*place).next_back();
        before.map(|(_, index)| *index)
    };
    let mut ahead: Vec<usize> = places.iter().filter_map(holder).collect();
    let mut seen: BTreeSet<usize> = BTreeSet::new();
    while let Some(node) = ahead.pop() {
        if seen.insert(node) {
            ahead.extend(users.get(node).into_iter().flatten());
        }
    }
    seen.into_iter()
        .filter(|index| *index < operations)
        .collect()
}

impl fmt::Display for Coverage {
    /// The ledger as a table, what is lost first.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut rows: Vec<(Fate, ObjectKind, &str, usize)> = self
            .ledger
            .counts
            .iter()
            .filter(|(_, count)| **count > 0)
            .map(|((object, keyword, fate), count)| (*fate, *object, *keyword, *count))
            .collect();
        let rank = |fate: &Fate| match fate {
            Fate::Dropped => 0,
            Fate::Approximated(_) => 1,
            Fate::Exact => 2,
            Fate::Annotation => 3,
        };
        rows.sort_by_key(|(fate, object, keyword, _)| (rank(fate), *object, *keyword));
        writeln!(f, "{:<13} {:>7}  keyword", "class", "count")?;
        for (fate, object, keyword, count) in &rows {
            let class = fate.class();
            writeln!(f, "{class:<13} {count:>7}  {}.{keyword}", object.name())?;
        }
        let total = |class: &str| -> usize {
            let of_class = rows.iter().filter(|(fate, ..)| fate.class() == class);
            of_class.map(|(.., count)| count).sum()
        };
        writeln!(
            f,
            "{} keywords exact, {} annotations, {} approximated, {} dropped, {} unknown, {} extensions",
            total("exact"),
            total("annotation"),
            total("approximated"),
            total("dropped"),
            self.ledger.unknown,
            self.ledger.extensions
        )?;
        for (code, count) in &self.losses {
            writeln!(f, "{count:>5} x {}: {}", code.as_str(), code.meaning())?;
        }
        let exact = self.operations - self.inexact.len();
        writeln!(f, "{exact} of {} operations are exact", self.operations)?;
        for operation in &self.inexact {
            writeln!(f, "    not exact: {operation}")?;
        }
        Ok(())
    }
}
