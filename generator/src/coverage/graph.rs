//! The parts of a description that operations reach, and in which direction.

use std::collections::{BTreeMap, BTreeSet};

use super::Direction;
use super::holders::holders;
use crate::dialect::{Endpoint, Flat, Kind, escape, extension, unescape};
use crate::source::{Node, Origin, Value};

/// A way from one part to another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Way {
    /// From a reference to its target.
    Reference,
    /// From a schema to a part of its `allOf`.
    Part,
    /// From a base to a schema that builds on it: no way for who builds on the base.
    Kind,
    /// Any other.
    Child,
}

/// The parts: operations, webhooks, then flat nodes, then what holds for several operations.
pub(super) struct Graph<'a> {
    flat: &'a Flat,
    root: &'a Node,
    pointers: Vec<&'a str>,
    indices: BTreeMap<&'a str, usize>,
    ways: Vec<Vec<(usize, Way)>>,
    /// The keys of components, by pointer.
    keys: BTreeMap<&'a str, &'a str>,
}

/// An operation that reaches a place.
#[derive(Debug)]
pub(super) struct Hit {
    /// The index of the place.
    pub(super) place: usize,
    /// The index of the operation, webhooks behind operations; none: the client as a whole.
    pub(super) operation: Option<usize>,
    /// The direction. `None` where the place is about the operation as a whole.
    pub(super) direction: Option<Direction>,
    /// The part of the request or response that the place is in.
    pub(super) subject: Option<String>,
}

/// A part that holds a place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Holder {
    /// An operation or webhook.
    Endpoint(usize),
    /// A flat node.
    Node(usize),
    /// The security requirements of operations that have none of their own.
    Security,
    /// A path item.
    Path(usize),
    /// Nothing that belongs to an operation.
    Client,
}

impl<'a> Graph<'a> {
    pub(super) fn new(flat: &'a Flat, root: &'a Node) -> Self {
        let pointers: Vec<&str> = flat.nodes.keys().map(String::as_str).collect();
        let indices = pointers.iter().enumerate();
        let indices: BTreeMap<&str, usize> = indices.map(|(index, at)| (*at, index)).collect();
        let ways = flat.nodes.values().map(|entry| {
            let mut found = Vec::new();
            ways_from(&entry.node, entry.kind, &mut |pointer, way| {
                found.extend(indices.get(pointer).map(|index| (*index, way)));
            });
            found
        });
        let keys = flat.components.iter();
        let mut graph = Self {
            flat,
            root,
            ways: ways.collect(),
            keys: keys.map(|(key, at)| (at.as_str(), key.as_str())).collect(),
            pointers,
            indices,
        };
        graph.add_kinds();
        graph
    }

    /// A schema with a discriminator and no alternatives stands for the components that build on it.
    fn add_kinds(&mut self) {
        let mut users: Vec<Vec<usize>> = vec![Vec::new(); self.ways.len()];
        for (user, ways) in self.ways.iter().enumerate() {
            for (used, way) in ways {
                if matches!(way, Way::Part | Way::Reference)
                    && let Some(users) = users.get_mut(*used)
                {
                    users.push(user);
                }
            }
        }
        for (base, entry) in self.flat.nodes.values().enumerate() {
            let has = |key: &str| entry.node.get(key).is_some();
            if !has("discriminator") || has("oneOf") || has("anyOf") {
                continue;
            }
            let mut seen = BTreeSet::from([base]);
            let mut ahead = vec![base];
            while let Some(index) = ahead.pop() {
                let users = users.get(index).into_iter().flatten().copied();
                ahead.extend(users.filter(|user| seen.insert(*user)));
            }
            let is_component = |index: &usize| {
                let pointer = self.pointers.get(*index);
                *index != base && pointer.is_some_and(|at| self.keys.contains_key(at))
            };
            let kinds: Vec<usize> = seen.into_iter().filter(is_component).collect();
            if let Some(ways) = self.ways.get_mut(base) {
                ways.extend(kinds.into_iter().map(|kind| (kind, Way::Kind)));
            }
        }
    }

    fn endpoints(&self) -> impl Iterator<Item = &'a Endpoint> + use<'a> {
        self.flat.operations.iter().chain(&self.flat.webhooks)
    }

    /// The holders of places.
    pub(super) fn places(&self, places: &[Origin]) -> Vec<Option<Holder>> {
        let mut parts: Vec<(Option<Origin>, Holder)> = Vec::new();
        let endpoints = self.endpoints().enumerate();
        parts
            .extend(endpoints.map(|(index, one)| (Some(one.node.origin), Holder::Endpoint(index))));
        let nodes = self.flat.nodes.values().enumerate();
        parts.extend(nodes.map(|(index, one)| (Some(one.node.origin), Holder::Node(index))));
        let security = self.flat.security.as_ref();
        parts.push((security.map(|node| node.origin), Holder::Security));
        for (index, endpoint) in self.flat.operations.iter().enumerate() {
            let pointer = format!("/paths/{}", escape(&endpoint.path));
            let item = self.root.pointer(&pointer);
            parts.push((item.map(|node| node.origin), Holder::Path(index)));
        }
        let origins: Vec<Option<Origin>> = parts.iter().map(|(origin, _)| *origin).collect();
        let found = holders(self.root, &origins, places);
        let holder = |index: Option<usize>| {
            let holder = index
                .and_then(|index| parts.get(index))
                .map(|(_, holder)| *holder);
            Some(holder.unwrap_or(Holder::Client))
        };
        found.into_iter().map(holder).collect()
    }

    /// The operations that reach the places, by their holders. A place without a holder is passed over.
    pub(super) fn hits(&self, places: &[Option<Holder>]) -> Vec<Hit> {
        let mut hits = Vec::new();
        let mut at_nodes: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
        for (place, holder) in places.iter().enumerate() {
            let mut hit = |operation: Option<usize>| {
                hits.push(Hit {
                    place,
                    operation,
                    direction: None,
                    subject: None,
                });
            };
            let operations = || self.flat.operations.iter().enumerate();
            match holder {
                None => {}
                Some(Holder::Client) => hit(None),
                Some(Holder::Endpoint(index)) => hit(Some(*index)),
                Some(Holder::Node(index)) => at_nodes.entry(*index).or_default().push(place),
                Some(Holder::Security) => {
                    let is_usual = |one: &Endpoint| one.node.get("security").is_none();
                    let usual = operations().filter(|(_, one)| is_usual(one));
                    usual.for_each(|(index, _)| hit(Some(index)));
                }
                Some(Holder::Path(first)) => {
                    let path = self.flat.operations.get(*first).map(|one| &one.path);
                    let same = operations().filter(|(_, one)| Some(&one.path) == path);
                    same.for_each(|(index, _)| hit(Some(index)));
                }
            }
        }
        let ahead = self.leading_to(at_nodes.keys().copied());
        for (operation, endpoint) in self.endpoints().enumerate() {
            let is_webhook = operation >= self.flat.operations.len();
            for (node, direction) in self.reached(endpoint, is_webhook, &ahead) {
                for place in at_nodes.get(&node).into_iter().flatten() {
                    hits.push(Hit {
                        place: *place,
                        operation: Some(operation),
                        direction: Some(direction),
                        subject: self.subject(node),
                    });
                }
            }
        }
        hits
    }

    /// The nodes from which one of `targets` can be reached.
    fn leading_to(&self, targets: impl Iterator<Item = usize>) -> Vec<bool> {
        let mut users: Vec<Vec<usize>> = vec![Vec::new(); self.ways.len()];
        for (user, ways) in self.ways.iter().enumerate() {
            for (used, _) in ways {
                users
                    .get_mut(*used)
                    .into_iter()
                    .for_each(|users| users.push(user));
            }
        }
        let mut leads = vec![false; self.ways.len()];
        let mut ahead: Vec<usize> = targets.collect();
        while let Some(node) = ahead.pop() {
            match leads.get_mut(node) {
                Some(slot @ false) => *slot = true,
                _ => continue,
            }
            ahead.extend(users.get(node).into_iter().flatten());
        }
        leads
    }

    /// The nodes that an operation reaches, of those that lead somewhere.
    fn reached(
        &self,
        endpoint: &Endpoint,
        is_webhook: bool,
        leads: &[bool],
    ) -> BTreeSet<(usize, Direction)> {
        let mut found = BTreeSet::new();
        let mut seen = BTreeSet::new();
        let mut ahead: Vec<(usize, Direction, bool)> = Vec::new();
        for (key, direction) in [
            ("parameters", Direction::Sent),
            ("requestBody", Direction::Sent),
            ("responses", Direction::Received),
        ] {
            let direction = match (is_webhook, key) {
                (true, "responses") => continue,
                (true, _) => Direction::Received,
                (false, _) => direction,
            };
            let node = endpoint.node.get(key);
            node.into_iter().for_each(|node| {
                references(node, &mut |pointer| {
                    let index = self.indices.get(pointer);
                    ahead.extend(index.map(|index| (*index, direction, false)));
                });
            });
        }
        while let Some((index, direction, is_part)) = ahead.pop() {
            let leads = leads.get(index).copied().unwrap_or_default();
            if !leads
                || self.is_absent(index, direction)
                || !seen.insert((index, direction, is_part))
            {
                continue;
            }
            found.insert((index, direction));
            for (next, way) in self.ways.get(index).into_iter().flatten() {
                match way {
                    Way::Kind if is_part => {}
                    Way::Part => ahead.push((*next, direction, true)),
                    Way::Reference => ahead.push((*next, direction, is_part)),
                    Way::Kind | Way::Child => ahead.push((*next, direction, false)),
                }
            }
        }
        found
    }

    /// Whether a schema is only ever received, or only ever sent.
    fn is_absent(&self, index: usize, direction: Direction) -> bool {
        let key = match direction {
            Direction::Sent => "readOnly",
            _ => "writeOnly",
        };
        let node = self
            .flat
            .nodes
            .get_index(index)
            .map(|(_, entry)| &entry.node);
        let flag = node.and_then(|node| node.get(key)).and_then(Node::as_bool);
        flag == Some(true)
    }

    /// The part of a request or response that a node is: `Pet.name`, the parameter `id`, the 200 response.
    fn subject(&self, index: usize) -> Option<String> {
        let pointer = *self.pointers.get(index)?;
        let above = std::iter::successors(Some(pointer), |at| Some(at.rsplit_once('/')?.0));
        for at in above {
            let rest = pointer.strip_prefix(at).unwrap_or_default();
            if let Some(key) = self.keys.get(at) {
                return Some(format!("`{key}{}`", members(rest)));
            }
            let node = self
                .indices
                .get(at)
                .and_then(|index| self.flat.nodes.get_index(*index));
            let base = match node.map(|(_, entry)| (entry.kind, &entry.node)) {
                Some((Kind::Parameter, node)) => {
                    let name = node.get("name").and_then(Node::as_str)?;
                    format!("the parameter `{name}`")
                }
                Some((Kind::Body, _)) => "the body".to_owned(),
                Some((Kind::Response, _)) => {
                    let status = unescape(at.rsplit('/').next().unwrap_or_default());
                    match at.contains("/responses/") && !at.starts_with("/components/") {
                        true => format!("the {status} response"),
                        false => format!("the response `{status}`"),
                    }
                }
                _ => continue,
            };
            let members = members(rest);
            return Some(match members.trim_start_matches('.') {
                "" => base,
                members => format!("`{members}` in {base}"),
            });
        }
        None
    }
}

/// The members that a pointer leads through: `.owner.name`, `.tags[]`.
fn members(pointer: &str) -> String {
    let mut path = String::new();
    let mut segments = pointer.split('/').skip(1);
    while let Some(segment) = segments.next() {
        match segment {
            "properties" => {
                let name = segments.next().unwrap_or_default();
                path += ".";
                path += &unescape(name);
            }
            "items" | "prefixItems" => path += "[]",
            "additionalProperties" => path += ".*",
            "patternProperties" => {
                segments.next();
                path += ".*";
            }
            _ => {}
        }
    }
    path
}

/// Calls `visit` for each node that a flat node leads to.
fn ways_from<'n>(node: &'n Node, kind: Kind, visit: &mut impl FnMut(&'n str, Way)) {
    /// Values, and what nothing is made of.
    const SKIPPED: [&str; 5] = [
        extension::UNKEPT,
        extension::VALUE_WORDS,
        "default",
        "enum",
        "example",
    ];
    for (key, value) in node.as_object().into_iter().flatten() {
        match (kind, key.as_str()) {
            (_, key) if SKIPPED.contains(&key) => {}
            (Kind::Schema, "$ref") => {
                let target = value.as_str().and_then(|target| target.strip_prefix('#'));
                target.into_iter().for_each(|at| visit(at, Way::Reference));
            }
            (Kind::Schema, "allOf") => references(value, &mut |at| visit(at, Way::Part)),
            (Kind::Schema, "discriminator") => {
                let mapping = value.get("mapping").and_then(Node::as_object);
                let targets = mapping
                    .into_iter()
                    .flatten()
                    .filter_map(|(_, to)| to.as_str());
                let targets = targets.filter_map(|target| target.strip_prefix('#'));
                targets.for_each(|at| visit(at, Way::Kind));
            }
            _ => references(value, &mut |at| visit(at, Way::Child)),
        }
    }
}

/// Calls `visit` for each reference in a part of a flat node.
fn references<'n>(node: &'n Node, visit: &mut impl FnMut(&'n str)) {
    let mut ahead = vec![node];
    while let Some(node) = ahead.pop() {
        match &node.value {
            Value::Array(items) => ahead.extend(items),
            Value::Object(members) => {
                let target = members.get("$ref").and_then(Node::as_str);
                match target.and_then(|target| target.strip_prefix('#')) {
                    Some(pointer) => visit(pointer),
                    None => ahead.extend(members.values()),
                }
            }
            _ => {}
        }
    }
}
