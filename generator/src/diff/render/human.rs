//! A report for people at a terminal.

use std::fmt::Write;

use super::alike::{Cluster, clusters};
use super::{Compared, some};
use crate::diff::{Change, Source, Wire};

/// From how many changes on that break in the same way they are said together.
const MANY_BREAK: usize = 3;
/// From how many changes of a kind that break nothing on they take no line each.
const MANY_MORE: usize = 8;
/// The longest a line of a paragraph gets.
const WIDTH: usize = 100;

/// The counts, the verdict, then every change: by group, the worst first. What is the same at many places is said once.
#[must_use]
pub fn render(compared: &Compared<'_>) -> String {
    let report = compared.report;
    let mut text = String::new();
    let verdict = report.verdict();
    let _ = match report.changes.is_empty() {
        true => writeln!(text, "verdict: {verdict}; nothing changed"),
        false => writeln!(
            text,
            "verdict: {verdict}; clients in use: {}\n{}",
            clients(report.wire()),
            compared.counts()
        ),
    };
    for (group, clusters) in clusters(compared) {
        let _ = writeln!(text, "\n{group}");
        let (loud, quiet): (Vec<Cluster<'_>>, Vec<Cluster<'_>>) = clusters
            .into_iter()
            .partition(|one| one.first().source >= Source::Minor || one.first().wire != Wire::Yes);
        for same in alike(&loud) {
            let breaks = same.first().is_some_and(|one| !is_harmless(one.first()));
            match same.len() {
                MANY_BREAK.. if breaks => list(&mut text, compared, &same),
                MANY_MORE.. => paragraph(&mut text, &same),
                _ => { same.iter() }.for_each(|cluster| entry(&mut text, compared, cluster)),
            }
        }
        // What neither code nor clients see takes a line for each kind.
        let mut left = quiet.as_slice();
        while let [first, ..] = left {
            let key = |one: &Cluster<'_>| (one.first().source, one.first().kind);
            let count = { left.iter() }
                .take_while(|one| key(one) == key(first))
                .count();
            let (same, rest) = left.split_at(count);
            left = rest;
            let (source, code) = (first.first().source, first.first().kind.as_str());
            let words: Vec<String> = same.iter().map(Cluster::words).collect();
            let changes: usize = same.iter().map(|one| one.changes.len()).sum();
            let _ = match changes {
                1 => writeln!(text, "  {source:5}  {} ({code})", some(&words, 1)),
                _ => writeln!(
                    text,
                    "  {source:5}  {changes} × {code}: {}",
                    some(&words, 2)
                ),
            };
        }
    }
    text
}

/// Those that break in the same way together, and those of a kind that break nothing, where each is one change; the others
/// alone.
fn alike<'c, 'a>(all: &'c [Cluster<'a>]) -> Vec<Vec<&'c Cluster<'a>>> {
    let mut found: Vec<Vec<&Cluster<'_>>> = Vec::new();
    for cluster in all {
        let key = |one: &Cluster<'_>| {
            let first = one.first();
            (
                first.source,
                first.kind,
                first.wire,
                first.wire_reason.clone(),
            )
        };
        let can_join = |one: &Cluster<'_>| one.changes.len() == 1;
        let is_same = |same: &&mut Vec<&Cluster<'_>>| {
            same.first()
                .is_some_and(|first| can_join(first) && key(first) == key(cluster))
        };
        match found.iter_mut().find(is_same) {
            Some(same) if can_join(cluster) => same.push(cluster),
            _ => found.push(vec![cluster]),
        }
    }
    found
}

/// Changes of a kind that break nothing: what they have in common once, then what each has beside.
fn paragraph(text: &mut String, same: &[&Cluster<'_>]) {
    let words: Vec<String> = same.iter().map(|cluster| cluster.words()).collect();
    let mut split: Vec<Vec<&str>> = words.iter().map(|one| one.split(' ').collect()).collect();
    let Some(change) = same.first().map(|cluster| cluster.first()) else {
        return;
    };
    let before = taken(&mut split, false);
    let after = taken(&mut split, true);
    let common = [before.as_slice(), &["…"], &after].concat().join(" ");
    let (source, code, count) = (change.source, change.kind.as_str(), same.len());
    let _ = writeln!(text, "  {source:5}  {count} × {common} ({code}):");
    let mut line = String::new();
    for (index, own) in split.iter().enumerate() {
        let own = own.join(" ") + if index + 1 < count { "," } else { "" };
        if !line.is_empty() && line.len() + own.len() >= WIDTH {
            let _ = writeln!(text, "        {line}");
            line.clear();
        }
        line += " ";
        line += &own;
    }
    let _ = writeln!(text, "        {line}");
}

/// Takes away the words that all begin with, or end with, but leaves each of them one.
fn taken<'t>(all: &mut [Vec<&'t str>], at_end: bool) -> Vec<&'t str> {
    let mut taken = Vec::new();
    let word = |one: &Vec<&'t str>| {
        let word = if at_end { one.last() } else { one.first() };
        word.copied().filter(|_| one.len() > 1)
    };
    while let Some(first) = all.first().and_then(word)
        && all.iter().all(|one| word(one) == Some(first))
    {
        for one in all.iter_mut() {
            one.remove(if at_end { one.len() - 1 } else { 0 });
        }
        let at = if at_end { 0 } else { taken.len() };
        taken.insert(at, first);
    }
    taken
}

/// Changes that break in the same way: what that is once, then two lines for each.
fn list(text: &mut String, compared: &Compared<'_>, same: &[&Cluster<'_>]) {
    let Some(first) = same.first().map(|cluster| cluster.first()) else {
        return;
    };
    let (source, code, count) = (first.source, first.kind.as_str(), same.len());
    let _ = match first.wire {
        Wire::Yes => writeln!(text, "  {source:5}  {count} × {code}"),
        wire => writeln!(
            text,
            "  {source:5}  {count} × {code}; clients {}: {}",
            clients(wire),
            first.wire_reason
        ),
    };
    for cluster in same {
        let change = cluster.first();
        let _ = writeln!(text, "         {}", cluster.words());
        let code = (source == Source::Major).then(|| change.source_reason.clone());
        let more = match (source, cluster.items().len()) {
            (Source::Major, count @ 2..) => Some(format!("{} items more", count - 1)),
            _ => None,
        };
        let tail = { code.into_iter() }
            .chain(more)
            .chain(place(compared, change));
        let _ = writeln!(text, "           {}", tail.collect::<Vec<_>>().join("; "));
    }
}

/// Whether it breaks neither code nor clients.
fn is_harmless(change: &Change) -> bool {
    change.source < Source::Major && change.wire == Wire::Yes
}

fn clients(wire: Wire) -> &'static str {
    match wire {
        Wire::Yes => "go on working",
        Wire::Maybe => "may break",
        Wire::No => "break",
    }
}

fn entry(text: &mut String, compared: &Compared<'_>, cluster: &Cluster<'_>) {
    let change = cluster.first();
    let is_harmless = is_harmless(change);
    let (source, code) = (change.source, change.kind.as_str());
    let items = cluster.items();
    // What breaks nobody takes a line.
    if is_harmless && cluster.changes.len() == 1 {
        let items = (!items.is_empty()).then(|| some(&items, 2));
        let tail: Vec<String> = items.into_iter().chain(place(compared, change)).collect();
        let (words, tail) = (cluster.words(), tail.join("; "));
        let _ = writeln!(text, "  {source:5}  {words} ({code}): {tail}");
        return;
    }
    let _ = match cluster.changes.len() {
        1 => writeln!(text, "  {source:5}  {} ({code})", cluster.words()),
        count => writeln!(text, "  {source:5}  {count} × {} ({code})", cluster.words()),
    };
    let places = cluster.places();
    if places.len() > 1 {
        let _ = writeln!(text, "         at: {}", some(&places, 4));
    }
    if source == Source::Major {
        let _ = writeln!(text, "         code: {}", change.source_reason);
    }
    if change.wire != Wire::Yes {
        let _ = writeln!(
            text,
            "         clients: {}: {}",
            match change.wire {
                Wire::No => "break",
                _ => "may break",
            },
            change.wire_reason
        );
    }
    if items.len() > 1 && source == Source::Major {
        let _ = writeln!(text, "         items: {}", some(&items, 3));
    }
    let place = place(compared, change);
    let place = place.unwrap_or_else(|| "nowhere in the descriptions".to_owned());
    let _ = writeln!(text, "         where: {place}");
}

/// Where a change is, in one of the descriptions or in both.
fn place(compared: &Compared<'_>, change: &Change) -> Option<String> {
    let spots = [compared.old_spot(change), compared.new_spot(change)];
    match spots.map(|spot| spot.map(|spot| spot.shown())) {
        [Some(old), Some(new)] => Some(format!("{old} → {new}")),
        [old, new] => old.or(new),
    }
}
