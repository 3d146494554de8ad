//! Follows `$ref`s: within a document, to other files, to anchors, and relative to `$id`.

use std::collections::BTreeMap;

use percent_encoding::percent_decode_str;
use url::Url;

use super::escape;
use super::naming::{self, Named};
use crate::diagnostics::{Code, Diagnostics};
use crate::source::{Documents, Node, Origin, Refusal, Value};
use crate::suggest;

/// The `$ref` of a node, when it has one that is text.
pub(super) fn target(node: &Node) -> Option<&Node> {
    node.get("$ref").filter(|target| target.as_str().is_some())
}

/// What references lead to, in one tree.
pub(crate) struct References<'a> {
    documents: &'a Documents,
    root: &'a Node,
    resources: Resources,
}

/// What `$id` and `$anchor` name.
#[derive(Default)]
struct Resources {
    /// Schemas that have a URL of their own, by that URL, and where they are.
    places: BTreeMap<Url, String>,
    /// The schema with a URL within which a reference stands.
    bases: BTreeMap<Origin, Url>,
    /// Anchors by the URL they belong to.
    anchors: BTreeMap<(Url, String), String>,
}

impl<'a> References<'a> {
    /// Those of `root`, which is the root of `documents` or made from it.
    pub(crate) fn new(documents: &'a Documents, root: &'a Node) -> Self {
        Self {
            documents,
            root,
            resources: Resources::of(documents, root),
        }
    }

    /// The JSON pointer that a `$ref` names, when there is something. What leads nowhere is reported.
    pub(super) fn pointer(&self, target: &Node, diagnostics: &mut Diagnostics) -> Option<String> {
        match self.resolve(target)? {
            Ok(pointer) => Some(pointer),
            Err((problem, pointer)) => {
                let spelled = target.as_str()?;
                self.report(target, spelled, &problem, pointer, diagnostics);
                None
            }
        }
    }

    /// The JSON pointer that a text names, or what it most probably means when it leads nowhere. Without a word.
    pub(super) fn attempt(&self, target: &Node) -> Result<String, Option<String>> {
        match self.resolve(target) {
            None => Err(None),
            Some(Ok(pointer)) => Ok(pointer),
            Some(Err((problem, pointer))) => {
                let spelled = target.as_str().unwrap_or_default();
                Err(self.meant(target, spelled, &problem, pointer.as_deref()))
            }
        }
    }

    /// `None` when `target` is no text.
    fn resolve(&self, target: &Node) -> Option<Result<String, (Problem, Option<String>)>> {
        let found = self.find(target.origin, target.as_str()?);
        Some(match found {
            Ok(pointer) if self.root.pointer(&pointer).is_some() => Ok(pointer),
            Ok(pointer) => Err((Problem::Nothing, Some(pointer))),
            Err(problem) => Err((problem, None)),
        })
    }

    /// The reference that one which leads nowhere most probably means.
    fn meant(
        &self,
        target: &Node,
        spelled: &str,
        problem: &Problem,
        pointer: Option<&str>,
    ) -> Option<String> {
        let file = spelled.split('#').next().unwrap_or_default();
        match problem {
            Problem::Refused(Refusal::Unreadable(_, near)) => {
                let near = near.as_ref().map(|near| {
                    let name = file.rsplit('/').next().unwrap_or_default();
                    spelled.replacen(name, near, 1)
                });
                near.or_else(|| self.component(file))
            }
            Problem::Refused(_) => None,
            Problem::Nothing => {
                let bare = spelled.trim_start_matches('#');
                let near = pointer
                    .and_then(|pointer| suggestion(self.root, pointer))
                    .and_then(|near| self.spelled(target.origin, &near, file));
                let moved = || self.component(bare);
                // A schema that moved keeps its name; a name that is misspelt stays in its section.
                let name = bare.rsplit('/').next().unwrap_or_default();
                let keeps_name = |found: &String| found.rsplit('/').next() == Some(name);
                moved().filter(keeps_name).or(near).or_else(moved)
            }
        }
    }

    /// Where a node leads, should it be a reference to something. Without a word.
    pub(crate) fn next(&self, node: &Node) -> Option<(String, &'a Node)> {
        let target = target(node)?;
        let pointer = self.find(target.origin, target.as_str()?).ok()?;
        let found = self.root.pointer(&pointer)?;
        Some((pointer, found))
    }

    /// The URL of the description.
    pub(super) fn base(&self) -> Option<&Url> {
        self.documents.base(self.root.origin)
    }

    /// What the schema at a pointer is called, when it is no component.
    pub(super) fn name(&self, pointer: &str) -> Option<Named> {
        naming::of(pointer, self.base()?)
    }

    /// Follows a chain of references from `pointer` to a node that is none.
    pub(super) fn follow(
        &self,
        mut pointer: String,
        diagnostics: &mut Diagnostics,
    ) -> Option<(String, &'a Node)> {
        let mut seen = Vec::new();
        loop {
            let node = self.root.pointer(&pointer)?;
            let Some(target) = target(node) else {
                return Some((pointer, node));
            };
            if seen.contains(&pointer) {
                let spelled = target.as_str().unwrap_or_default();
                let message = format!("`{spelled}` is a reference that leads only to itself");
                diagnostics.push(Code::CircularReference, target.origin, message);
                return None;
            }
            seen.push(pointer);
            pointer = self.pointer(target, diagnostics)?;
        }
    }

    /// Where a reference leads by its form, there being something or not.
    fn find(&self, origin: Origin, spelled: &str) -> Result<String, Problem> {
        let (file, fragment) = match spelled.split_once('#') {
            Some((file, fragment)) => (file, Some(fragment)),
            None => (spelled, None),
        };
        let fragment = percent_decode_str(fragment.unwrap_or_default());
        let fragment = fragment.decode_utf8_lossy();
        let document = self.documents.base(origin).ok_or(Problem::Nothing)?;
        let scope = self.resources.bases.get(&origin);
        let url = match (file, scope) {
            ("", None) => document.clone(),
            // Many write references within their file as if `$id` did not change what they are relative to.
            ("", Some(scope)) if fragment.is_empty() || self.is_within(scope, &fragment) => {
                scope.clone()
            }
            ("", Some(_)) => document.clone(),
            (file, _) => {
                let joined = scope.unwrap_or(document).join(file);
                let known = |url: &Url| {
                    self.resources.places.contains_key(url) || self.documents.document(url).is_ok()
                };
                match joined.ok().filter(known) {
                    Some(url) => url,
                    None => document.join(file).map_err(|_| Problem::Nothing)?,
                }
            }
        };
        let place = match self.resources.places.get(&url) {
            Some(place) => place.clone(),
            None => self.documents.document(&url).map_err(Problem::Refused)?,
        };
        if fragment.is_empty() || fragment.starts_with('/') {
            return Ok(place + &fragment);
        }
        let anchor = self.resources.anchors.get(&(url, fragment.into_owned()));
        anchor.cloned().ok_or(Problem::Nothing)
    }

    /// Whether a schema with a URL of its own has what a fragment names.
    fn is_within(&self, scope: &Url, fragment: &str) -> bool {
        if !fragment.starts_with('/') {
            let anchor = (scope.clone(), fragment.to_owned());
            return self.resources.anchors.contains_key(&anchor);
        }
        let place = self.resources.places.get(scope);
        let place = place.and_then(|place| self.root.pointer(place));
        place.is_some_and(|node| node.pointer(fragment).is_some())
    }

    fn report(
        &self,
        target: &Node,
        spelled: &str,
        problem: &Problem,
        pointer: Option<String>,
        diagnostics: &mut Diagnostics,
    ) {
        let file = spelled.split('#').next().unwrap_or_default();
        let message = match problem {
            Problem::Refused(Refusal::Broken) => return,
            Problem::Refused(Refusal::Remote) => {
                let message = format!("`{spelled}` is on the network, where nothing is read from");
                let name = file.rsplit('/').find(|part| !part.is_empty());
                let local = spelled.replacen(file, &format!("./{}", name.unwrap_or("file")), 1);
                let help = format!(
                    "save it beside the description and refer to that: `$ref: \"{local}\"`"
                );
                diagnostics.push_with_help(Code::ForeignReference, target.origin, message, help);
                return;
            }
            Problem::Refused(Refusal::Outside) => {
                let message = format!("`{spelled}` is outside the folder of the description");
                let help = "move it below that folder, or pass `--allow-outside` if you trust it";
                diagnostics.push_with_help(Code::OutsideReference, target.origin, message, help);
                return;
            }
            Problem::Refused(Refusal::Unreadable(why, _)) => {
                format!("`{spelled}` leads nowhere: {why}")
            }
            Problem::Nothing => format!("`{spelled}` leads nowhere"),
        };
        let code = Code::DanglingReference;
        match self.meant(target, spelled, problem, pointer.as_deref()) {
            Some(near) => {
                diagnostics.push_misspelt(code, target.origin, message, &near);
            }
            None => diagnostics.push(code, target.origin, message),
        }
    }

    /// How a place of the tree is written in a reference at `origin` that names `file`.
    fn spelled(&self, origin: Origin, pointer: &str, file: &str) -> Option<String> {
        let url = self.documents.base(origin)?.join(file).ok()?;
        let place = self.documents.document(&url).ok()?;
        let within = pointer.strip_prefix(&place)?;
        Some(format!("{file}#{within}"))
    }

    /// The component schema that a bare name means.
    fn component(&self, name: &str) -> Option<String> {
        let name = name.rsplit('/').next()?;
        let sections = ["/components/schemas", "/definitions"];
        let found = sections.iter().find_map(|section| {
            let schemas = self.root.pointer(section)?.as_object()?;
            let near = suggest::nearest(name, schemas.keys().map(String::as_str))?;
            Some(format!("#{section}/{}", escape(near)))
        });
        found.filter(|_| !name.is_empty())
    }
}

/// Why a reference has no place.
enum Problem {
    /// Its file is not in the tree.
    Refused(Refusal),
    /// There is nothing by that name.
    Nothing,
}

impl Resources {
    /// Walks the tree once, with a stack of its own, when there is anything to find.
    fn of(documents: &Documents, root: &Node) -> Self {
        let mut resources = Self::default();
        if !has_names(root) {
            return resources;
        }
        let mut ahead: Vec<(&Node, String, Option<Url>)> = vec![(root, String::new(), None)];
        while let Some((node, pointer, scope)) = ahead.pop() {
            match &node.value {
                Value::Object(members) => {
                    let word = |key: &str| members.get(key).and_then(Node::as_str);
                    let document = documents.base(node.origin);
                    let around = scope.as_ref().or(document);
                    // 3.2 lets a whole document say its URL.
                    let says = word("$id").or_else(|| word("$self").filter(|_| pointer.is_empty()));
                    let own = says.and_then(|id| around?.join(id).ok());
                    let own = own.filter(|url| url.fragment().is_none_or(str::is_empty));
                    if let Some(url) = &own {
                        let place = pointer.clone();
                        resources.places.entry(url.clone()).or_insert(place);
                    }
                    let scope = own.or(scope);
                    let here = scope.as_ref().or(document);
                    for anchor in ["$anchor", "$dynamicAnchor"] {
                        if let (Some(name), Some(url)) = (word(anchor), here) {
                            let key = (url.clone(), name.to_owned());
                            resources.anchors.entry(key).or_insert(pointer.clone());
                        }
                    }
                    if let (Some(reference), Some(scope)) = (members.get("$ref"), &scope) {
                        resources.bases.insert(reference.origin, scope.clone());
                    }
                    ahead.extend(members.iter().map(|(key, value)| {
                        (value, format!("{pointer}/{}", escape(key)), scope.clone())
                    }));
                }
                Value::Array(items) => ahead.extend(
                    items
                        .iter()
                        .enumerate()
                        .map(|(index, value)| (value, format!("{pointer}/{index}"), scope.clone())),
                ),
                _ => {}
            }
        }
        resources
    }
}

/// Whether anything in the tree names itself.
fn has_names(root: &Node) -> bool {
    let mut ahead = vec![root];
    while let Some(node) = ahead.pop() {
        match &node.value {
            Value::Object(members) => {
                let names = ["$id", "$anchor", "$dynamicAnchor", "$self"];
                if names.iter().any(|name| members.contains_key(*name)) {
                    return true;
                }
                ahead.extend(members.values());
            }
            Value::Array(items) => ahead.extend(items),
            _ => {}
        }
    }
    false
}

/// The pointer to the sibling whose last segment is nearest to what was asked for.
fn suggestion(root: &Node, pointer: &str) -> Option<String> {
    let (parent, last) = pointer.rsplit_once('/')?;
    let siblings = root.pointer(parent)?.as_object()?;
    let near = suggest::nearest(last, siblings.keys().map(String::as_str))?;
    Some(format!("{parent}/{}", escape(near)))
}
