//! Steps as the actions of an OpenAPI Overlay.

use std::collections::BTreeSet;
use std::fmt::Write;

use serde_json::Value as Json;

use super::edit::Edit;
use super::units::{Units, last};
use super::{Step, ancestors};
use crate::diagnostics::Diagnostics;
use crate::dialect::unescape;
use crate::source::{Node, Object, Value, segment};

/// An action of an overlay.
#[derive(Clone, Debug)]
pub(crate) struct Action {
    target: String,
    /// The object to merge; without one, the target is removed.
    update: Option<Node>,
}

impl Action {
    fn remove(target: String) -> Self {
        let update = None;
        Self { target, update }
    }

    fn update(target: String, update: Node) -> Self {
        let update = Some(update);
        Self { target, update }
    }

    /// Whether a second run of the same action may find nothing.
    fn is_optional(&self) -> bool {
        self.update.is_none() || self.target.contains("[?")
    }
}

/// The actions for `edits` on the tree of `units`.
pub(super) fn actions(units: &Units<'_>, edits: &[Edit]) -> Vec<Action> {
    let mut actions = Vec::new();
    for edit in edits {
        match edit {
            Edit::Remove(pointer) => match list_of(units, pointer) {
                None => actions.push(Action::remove(target(units, pointer))),
                // The list is written anew when no filter selects the item.
                Some((list, node)) => actions.extend(filter(units, pointer, node).map(|filter| {
                    let target = format!("{}[?{filter}]", target(units, list));
                    Action::remove(target)
                })),
            },
            Edit::Clear(pointer) => actions.push(Action::remove(target(units, pointer) + ".*")),
            Edit::Merge(pointer, more) => {
                actions.push(Action::update(target(units, pointer), more.clone()));
            }
        }
    }
    actions
}

/// The actions that leave the items at `gone` out of a list.
pub(super) fn rewrite(
    units: &Units<'_>,
    list: &str,
    gone: Option<&BTreeSet<usize>>,
) -> Vec<Action> {
    let (Some(node), Some((around, _))) = (units.node(list), list.rsplit_once('/')) else {
        return Vec::new();
    };
    let items = node.as_array().unwrap_or_default().iter().enumerate();
    let is_kept = |at: &usize| !gone.is_some_and(|gone| gone.contains(at));
    let kept = { items }.filter(|(at, _)| is_kept(at));
    let kept = kept.map(|(_, item)| item.clone()).collect();
    let kept = Node::new(node.origin, Value::Array(kept));
    let update = Object::from_iter([(last(list), kept)]);
    let update = Node::object(node.origin, update);
    vec![
        Action::remove(target(units, list)),
        Action::update(target(units, around), update),
    ]
}

/// The list that the node at `pointer` is an item of.
pub(super) fn list_of<'p, 'a>(units: &Units<'a>, pointer: &'p str) -> Option<(&'p str, &'a Node)> {
    let (list, _) = pointer.rsplit_once('/')?;
    let node = units.node(list)?;
    node.as_array().map(|_| (list, node))
}

/// A filter that selects the item at `pointer` of `list`, and none but its equals.
pub(super) fn filter(units: &Units<'_>, pointer: &str, list: &Node) -> Option<String> {
    let item = units.node(pointer)?.to_json();
    let list = list.to_json();
    let equals = |key: &str| {
        let value = item.get(key)?.as_str()?;
        Some(format!("@['{key}'] == {}", literal(value)))
    };
    let both = || Some(format!("{} && {}", equals("name")?, equals("in")?));
    let scalar = || match &item {
        Json::String(text) => Some(format!("@ == {}", literal(text))),
        Json::Number(_) | Json::Bool(_) | Json::Null => Some(format!("@ == {item}")),
        _ => None,
    };
    let candidates = [
        equals("$ref"),
        both(),
        equals("name"),
        equals("url"),
        scalar(),
    ];
    candidates.into_iter().flatten().find(|filter| {
        let found = crate::overlay::select(&list, &format!("$[?{filter}]"));
        !found.is_empty() && found.iter().all(|one| **one == item)
    })
}

/// A filter that selects the item at `pointer` alone, by a name that stays.
fn naming(units: &Units<'_>, pointer: &str) -> Option<String> {
    let (list, _) = pointer.rsplit_once('/')?;
    let list = units.node(list)?.as_array()?;
    let item = units.node(pointer)?;
    ["name", "$ref"].iter().find_map(|key| {
        let name = item.get(key)?.as_str()?;
        let others =
            { list.iter() }.filter(|other| other.get(key).and_then(Node::as_str) == Some(name));
        (others.count() == 1).then(|| format!("@['{key}'] == {}", literal(name)))
    })
}

/// A string of JSONPath.
fn literal(text: &str) -> String {
    let bracketed = segment(&format!("{text} "));
    // Spaces force the bracketed form, whose content is a string.
    let inner = bracketed
        .strip_prefix("['")
        .and_then(|rest| rest.strip_suffix(" ']"));
    format!("'{}'", inner.unwrap_or_default())
}

/// A pointer as a JSONPath.
fn target(units: &Units<'_>, pointer: &str) -> String {
    let mut above: Vec<&str> = ancestors(pointer).collect();
    above.reverse();
    let mut path = "$".to_owned();
    for pair in above.windows(2) {
        let [parent, at] = pair else { continue };
        let key = at.rsplit('/').next().unwrap_or_default();
        let is_list = units
            .node(parent)
            .is_some_and(|node| node.as_array().is_some());
        path += &match is_list {
            // Other items of the list may be removed.
            true => match naming(units, at) {
                Some(filter) => format!("[?{filter}]"),
                None => format!("[{key}]"),
            },
            false => segment(&unescape(key)),
        };
    }
    path
}

/// An overlay with the actions of all steps, each with its error and effect as a comment.
#[must_use]
pub fn render(title: &str, steps: &[Step], diagnostics: &Diagnostics) -> String {
    let title = Json::from(format!("Fixes of {title}"));
    let mut text = format!(
        "# Written by `sdkgen lint --fix`. Review each action, then generate with `--overlay` and this file.\n\
         overlay: 1.0.0\ninfo: {{title: {title}, version: 1.0.0}}\nactions:\n"
    );
    for step in steps {
        let error = &step.error;
        let place = diagnostics.sources.place(error.origin, error.code.part());
        let place = place.map_or(String::new(), |place| format!("{place}: "));
        let mut comment = |line: String| {
            let line: String = line
                .chars()
                .map(|char| match char.is_control() {
                    true => ' ',
                    false => char,
                })
                .collect();
            _ = writeln!(text, "  # {}", line.trim_end());
        };
        comment(format!(
            "{place}error[{}]: {}",
            error.code.as_str(),
            error.message
        ));
        comment(format!("Fix: {}.", step.words));
        for action in &step.actions {
            _ = writeln!(text, "  - target: {}", Json::from(action.target.as_str()));
            match &action.update {
                Some(update) => {
                    text += "    update: ";
                    write_json(&mut text, update);
                    text.push('\n');
                }
                None => text += "    remove: true\n",
            }
            if action.is_optional() {
                text += "    x-optional: true\n";
            }
        }
    }
    text
}

/// A value as JSON, members in their order. Documents nest no deeper than the reader allows.
fn write_json(text: &mut String, node: &Node) {
    match &node.value {
        Value::Array(items) => {
            text.push('[');
            for (at, item) in items.iter().enumerate() {
                *text += if at == 0 { "" } else { ", " };
                write_json(text, item);
            }
            text.push(']');
        }
        Value::Object(members) => {
            text.push('{');
            for (at, (key, value)) in members.iter().enumerate() {
                *text += if at == 0 { "" } else { ", " };
                _ = write!(text, "{}: ", Json::from(key.as_str()));
                write_json(text, value);
            }
            text.push('}');
        }
        _ => _ = write!(text, "{}", node.to_json()),
    }
}
