//! The parts of a description that places are in.

use std::collections::BTreeMap;

use crate::source::{Node, Origin, Value};

/// For each of `places` the innermost of `parts` that holds it, as an index into them. `root` is the tree of all files.
pub(super) fn holders(
    root: &Node,
    parts: &[Option<Origin>],
    places: &[Origin],
) -> Vec<Option<usize>> {
    let ends = ends(root);
    // Nodes are numbered in pre-order: a part is all from its own number to that of its last node.
    let mut events: Vec<(Origin, bool, usize)> = Vec::new();
    let starts = parts.iter().enumerate();
    // Of several parts that begin at one place the last is the first described: it is met last.
    events.extend(
        starts
            .rev()
            .filter_map(|(index, start)| Some(((*start)?, false, index))),
    );
    events.extend(
        places
            .iter()
            .enumerate()
            .map(|(index, place)| (*place, true, index)),
    );
    events.sort_by_key(|(origin, is_place, _)| (*origin, *is_place));
    let mut found = vec![None; places.len()];
    let mut open: Vec<(Origin, u32, usize)> = Vec::new();
    for (origin, is_place, index) in events {
        while open
            .last()
            .is_some_and(|(start, end, _)| start.file != origin.file || *end < origin.node)
        {
            open.pop();
        }
        if is_place {
            if let Some(slot) = found.get_mut(index) {
                *slot = open.last().map(|(.., part)| *part);
            }
        } else {
            let end = ends.get(&origin).copied().unwrap_or(origin.node);
            open.push((origin, end, index));
        }
    }
    found
}

/// The number of the last node within each object and list.
fn ends(root: &Node) -> BTreeMap<Origin, u32> {
    let mut ends = BTreeMap::new();
    end(root, &mut ends);
    ends
}

/// Documents nest no deeper than their reader allows, so this may recurse.
fn end(node: &Node, ends: &mut BTreeMap<Origin, u32>) -> u32 {
    let mut last = node.origin.node;
    let mut visit = |inner: &Node| {
        let end = end(inner, ends);
        if inner.origin.file == node.origin.file {
            last = last.max(end);
        }
    };
    match &node.value {
        Value::Array(items) => items.iter().for_each(&mut visit),
        Value::Object(members) => members.values().for_each(&mut visit),
        _ => return last,
    }
    let known = ends.entry(node.origin).or_default();
    *known = last.max(*known);
    last
}
