//! Chooses the scheme of a description, and what else holds for all of it.

use std::collections::{BTreeMap, BTreeSet};

use super::actions::can_act;
use super::template::{Segment, Template, is_plural, stems};
use super::{
    Call, Choices, Placement, Returns, Scheme, Smell, clash, ids, nested, paths, place, smells,
    tags,
};
use crate::config::Put;

/// A scheme and the names that it would give.
#[derive(Clone, Debug)]
pub struct Candidate {
    /// The scheme, and what it depends on.
    pub choices: Choices,
    /// A place for each operation.
    pub placements: Vec<Placement>,
    /// Their faults.
    pub smells: Vec<Vec<Smell>>,
    /// The percentage of operations without a fault, and more for a scheme that follows what somebody wrote for people.
    pub score: f64,
}

/// The choices with the best score.
#[must_use]
pub fn choose(calls: &[Call]) -> Choices {
    let best = candidates(calls).into_iter().next();
    best.map(|best| best.choices).unwrap_or_default()
}

/// The schemes that the description allows, the best first.
#[must_use]
pub fn candidates(calls: &[Call]) -> Vec<Candidate> {
    let mut all: Vec<Candidate> = { Scheme::ALL.into_iter() }
        .filter(|scheme| is_possible(*scheme, calls))
        .map(|scheme| candidate(scheme, calls))
        .collect();
    all.sort_by(|a, b| b.score.total_cmp(&a.score));
    all
}

/// Whether the operationIds or tags are made for a scheme.
fn is_possible(scheme: Scheme, calls: &[Call]) -> bool {
    /// The percentage of operations that have to be as the scheme wants them.
    const MOST: usize = 90;
    let counts = |is_so: &dyn Fn(&Call) -> bool| {
        !calls.is_empty()
            && calls.iter().filter(|call| is_so(call)).count() * 100 >= calls.len() * MOST
    };
    let none = Choices::default();
    match scheme {
        Scheme::Ids => counts(&|call| ids::parts(call).len() > 1 && !ids::is_made_up(call)),
        Scheme::Nested => counts(&|call| nested::begun(call, &none).is_some()),
        Scheme::Tags => calls.iter().any(|call| tags::tag(call).is_some()),
        Scheme::Paths => true,
    }
}

fn candidate(scheme: Scheme, calls: &[Call]) -> Candidate {
    /// The worth of following words that somebody wrote for people: so many operations in a hundred may smell.
    const WRITTEN: f64 = 20.0;
    let choices = complete(scheme, calls);
    let placements: Vec<Placement> = calls.iter().map(|call| place(call, &choices)).collect();
    let clashes = clash::clashes(calls, &placements);
    let faults = calls
        .iter()
        .zip(&placements)
        .enumerate()
        .map(|(index, (call, placement))| {
            let mut faults = smells(call, placement);
            if clashes.contains(&index) {
                faults.push(Smell::Clash);
            }
            if scheme == Scheme::Tags && is_odd(call, &choices) {
                faults.push(Smell::Title);
            }
            faults
        });
    let smells: Vec<Vec<Smell>> = faults.collect();
    let clean = smells.iter().filter(|faults| faults.is_empty()).count();
    let share = clean as f64 * 100.0 / calls.len().max(1) as f64;
    let bonus = match scheme {
        // Nobody parts the ids of most operations by chance: they win, however long they are.
        Scheme::Ids => 100.0 + WRITTEN,
        Scheme::Nested => 1.5 * WRITTEN,
        Scheme::Tags => WRITTEN,
        Scheme::Paths => 0.0,
    };
    Candidate {
        choices,
        placements,
        smells,
        score: share + bonus,
    }
}

/// Whether the tag is no name that the path has for it.
fn is_odd(call: &Call, choices: &Choices) -> bool {
    let Some((tag, named)) = tags::tag(call) else {
        return true;
    };
    // `email_addresses` is made for code.
    if tag
        .chars()
        .all(|next| next.is_ascii_lowercase() || ['_', '-'].contains(&next))
    {
        return false;
    }
    let template = Template::new(&call.path, &choices.prefix);
    let fixed: Vec<&Vec<String>> = template.fixed().collect();
    let is_pair = |(outer, inner): (&&Vec<String>, &&Vec<String>)| {
        named == [(*outer).clone(), (*inner).clone()].concat()
            || named == [stems(outer), (*inner).clone()].concat()
    };
    let pairs = fixed.iter().zip(fixed.iter().skip(1));
    !(fixed.iter().any(|words| **words == named) || { pairs }.any(is_pair))
}

/// The choices beside the scheme.
fn complete(scheme: Scheme, calls: &[Call]) -> Choices {
    let prefix = match scheme {
        Scheme::Ids => first_of_ids(calls),
        _ => common(calls),
    };
    let has_patch = |call: &&Call| {
        let beside = |other: &&Call| other.verb == "PATCH" && other.path == call.path;
        call.verb == "PUT" && calls.iter().any(|other| beside(&other))
    };
    let put = match calls.iter().any(|call| has_patch(&call)) {
        true => Put::Replace,
        false => Put::Update,
    };
    let mut choices = Choices {
        scheme,
        prefix,
        put,
        ..Choices::default()
    };
    match scheme {
        Scheme::Ids => {
            let repeating = calls.iter().filter(|call| ids::repeats(call)).count();
            choices.strip_resource = repeating * 2 > calls.len();
        }
        _ => shapes(calls, &mut choices),
    }
    choices
}

/// The fixed segments that all paths begin with, where several things follow: `platform` of `/platform/applications` and
/// `/platform/domains`.
fn common(calls: &[Call]) -> Vec<String> {
    let templates = calls.iter().map(|call| Template::new(&call.path, &[]));
    let templates: Vec<Template> = templates.collect();
    let mut prefix: Vec<String> = Vec::new();
    loop {
        let at = prefix.len();
        let mut followers = BTreeSet::new();
        let mut firsts = BTreeSet::new();
        for template in &templates {
            match (template.segments.get(at), template.segments.get(at + 1)) {
                (Some(Segment::Fixed(first)), Some(Segment::Fixed(next)))
                    if !is_plural(first) && !next.first().is_some_and(|word| can_act(word)) =>
                {
                    firsts.insert(first.join(" "));
                    followers.insert(next.join(" "));
                }
                _ => return prefix,
            }
        }
        match firsts.into_iter().next() {
            Some(first)
                if templates
                    .iter()
                    .all(|template| begins(template, at, &first))
                    && followers.len() > 1 =>
            {
                prefix.push(first);
            }
            _ => return prefix,
        }
    }
}

fn begins(template: &Template, at: usize, word: &str) -> bool {
    let segment = template.segments.get(at);
    matches!(segment, Some(Segment::Fixed(words)) if words.join(" ") == word)
}

/// The part that all operationIds begin with, before others.
fn first_of_ids(calls: &[Call]) -> Vec<String> {
    let mut firsts = calls.iter().map(|call| {
        let parts = ids::parts(call);
        (parts.len() > 2).then(|| parts.first().cloned()).flatten()
    });
    match firsts.next().flatten() {
        Some(first) if calls.len() > 1 && firsts.all(|other| other.as_ref() == Some(&first)) => {
            vec![first]
        }
        _ => Vec::new(),
    }
}

/// The operations at a path and below it.
#[derive(Default)]
struct Node<'a> {
    at: Vec<&'a Call>,
    below: usize,
}

/// Finds out which last segments are part of the method, and which there is one of.
fn shapes(calls: &[Call], choices: &mut Choices) {
    let mut nodes: BTreeMap<Vec<Segment>, Node<'_>> = BTreeMap::new();
    for call in calls {
        let template = Template::new(&call.path, &choices.prefix);
        let segments: Vec<Segment> = { template.segments.into_iter() }
            .map(|segment| match segment {
                Segment::Parameter(_) => Segment::Parameter(Vec::new()),
                fixed @ Segment::Fixed(_) => fixed,
            })
            .collect();
        for end in 1..=segments.len() {
            let node = nodes
                .entry(segments.iter().take(end).cloned().collect())
                .or_default();
            node.below += 1;
            if end == segments.len() {
                node.at.push(call);
            }
        }
    }
    let mut resources = BTreeSet::new();
    for (path, node) in &nodes {
        let Some((Segment::Fixed(leaf), outer)) = path.split_last() else {
            continue;
        };
        let word = leaf.join(" ");
        let Some(call) = node.at.first() else {
            resources.insert(word);
            continue;
        };
        let acts = |call: &Call| paths::action(call, leaf).is_some();
        let posts = |call: &&Call| call.verb == "POST" && acts(call);
        // `GET /guilds/prune` beside `POST /guilds/prune` is `get_prune`.
        let is_mixed = node.at.iter().any(posts) && !node.at.iter().all(|call| acts(call));
        if is_mixed && leaf.len() == 1 && node.below == node.at.len() {
            choices.leaves.insert(word);
            continue;
        }
        if can_act(leaf.first().map_or("", String::as_str)) && acts(call) {
            continue;
        }
        let is_outer = outer
            .iter()
            .all(|segment| matches!(segment, Segment::Fixed(_)))
            && nodes.get(outer).is_none_or(|node| node.at.is_empty());
        let is_alone =
            node.below == 1 && !outer.is_empty() && !(call.verb == "POST" && is_plural(leaf));
        // `/data/errors`, where there is nothing at `/data`.
        let is_namespace =
            is_outer && call.verb == "GET" && call.returns == Returns::List && is_plural(leaf);
        match is_alone && !is_namespace {
            true => {
                choices.leaves.insert(word.clone());
            }
            false => {
                resources.insert(word.clone());
            }
        }
        let has = |verb: &str| node.at.iter().any(|call| call.verb == verb);
        let reads = |call: &&Call| call.verb == "GET" && call.returns == Returns::Value;
        if node.below == node.at.len()
            && has("POST")
            && !has("PUT")
            && !has("PATCH")
            && node.at.iter().any(reads)
        {
            choices.singletons.insert(word);
        }
    }
    choices.leaves.retain(|word| !resources.contains(word));
}
