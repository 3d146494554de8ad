//! Applies OpenAPI Overlays (1.0 and 1.1) to the tree, before anything looks at it.

use serde_json_path::JsonPath;

use crate::diagnostics::{Code, Diagnostics};
use crate::source::{Node, Value};
use crate::suggest;

/// Applies one overlay document.
pub fn apply(root: &mut Node, overlay: &Node, diagnostics: &mut Diagnostics) {
    let Some(version) = overlay.get("overlay") else {
        let message = "this document has no `overlay` key";
        let help = "an overlay begins with a line such as `overlay: 1.0.0`";
        diagnostics.push_with_help(Code::BadOverlay, overlay.origin, message, help);
        return;
    };
    let spelled = version.to_json().to_string();
    let spelled = version.as_str().unwrap_or(&spelled);
    if !["1.0", "1.1"]
        .iter()
        .any(|known| spelled.starts_with(known))
    {
        let message = format!("Overlay {spelled} is not a version we read; 1.0 and 1.1 are");
        diagnostics.push(Code::BadOverlay, version.origin, message);
        return;
    }
    let Some(actions) = overlay.get("actions").and_then(Node::as_array) else {
        let message = "an overlay needs a list of `actions`";
        diagnostics.push(Code::BadOverlay, overlay.origin, message);
        return;
    };
    for action in actions {
        apply_action(root, action, diagnostics);
    }
}

/// What an action does; its keys.
const KEYS: [&str; 5] = ["target", "description", "update", "remove", "copy"];

fn apply_action(root: &mut Node, action: &Node, diagnostics: &mut Diagnostics) {
    for (key, value) in action.as_object().into_iter().flatten() {
        if !KEYS.contains(&key.as_str()) && !key.starts_with("x-") {
            let message = format!("`{key}` is no part of an action");
            match suggest::nearest(key, KEYS) {
                Some(near) => {
                    let help = format!("did you mean `{near}`?");
                    diagnostics.push_with_help(Code::BadOverlay, value.origin, message, help);
                }
                None => diagnostics.push(Code::BadOverlay, value.origin, message),
            }
        }
    }
    let Some(target) = action.get("target") else {
        let message = "an action needs a `target`";
        diagnostics.push(Code::BadOverlay, action.origin, message);
        return;
    };
    let Some(places) = find(root, target, diagnostics) else {
        return;
    };
    // Applied a second time, an action that removes finds nothing left to remove.
    let is_optional = action.get("x-optional").and_then(Node::as_bool) == Some(true);
    if places.is_empty() {
        if is_optional {
            return;
        }
        idle(root, target, "the target", diagnostics);
        return;
    }
    let removes = action.get("remove").and_then(Node::as_bool);
    if removes.unwrap_or_default() {
        if places.iter().any(String::is_empty) {
            let message = "this is the whole description, which cannot be removed";
            diagnostics.push(Code::BadOverlay, target.origin, message);
            return;
        }
        // From the back, so that the places of list items stay true.
        for place in places.iter().rev() {
            remove(root, place);
        }
        return;
    }
    let copied = match action.get("copy") {
        Some(from) => match find(root, from, diagnostics).as_deref() {
            Some([one]) => root.pointer(one).cloned(),
            Some([]) => return idle(root, from, "what to copy", diagnostics),
            Some(several) => {
                let count = several.len();
                let message = format!("`copy` must match one place, this matches {count}");
                diagnostics.push(Code::IdleOverlay, from.origin, message);
                return;
            }
            None => return,
        },
        None => None,
    };
    let Some(more) = copied.as_ref().or_else(|| action.get("update")) else {
        let message = "an action needs `update`, `remove` or `copy`";
        diagnostics.push(Code::BadOverlay, action.origin, message);
        return;
    };
    for place in &places {
        if let Some(node) = at_mut(root, place) {
            match &mut node.value {
                Value::Array(items) if more.as_array().is_none() => items.push(more.clone()),
                _ => merge(node, more, diagnostics),
            }
        }
    }
}

/// Reports a path that leads to nothing, and the nearest that leads to something.
fn idle(root: &Node, path: &Node, what: &str, diagnostics: &mut Diagnostics) {
    let spelled = path.as_str().unwrap_or_default();
    let message = format!("{what} `{spelled}` matches nothing");
    match nearest(root, spelled) {
        Some(near) => {
            let help = format!("did you mean `{near}`?");
            diagnostics.push_with_help(Code::IdleOverlay, path.origin, message, help);
        }
        None => diagnostics.push(Code::IdleOverlay, path.origin, message),
    }
}

/// The path with the first name that is not there replaced by the one that is nearest to it.
fn nearest(root: &Node, path: &str) -> Option<String> {
    let mut node = root;
    let mut rest = path.strip_prefix('$')?;
    loop {
        let (name, after) = first_name(rest)?;
        match &node.value {
            Value::Object(members) => match members.get(&name) {
                Some(member) => node = member,
                None => {
                    let near = suggest::nearest(&name, members.keys().map(String::as_str))?;
                    let before = path.strip_suffix(rest)?;
                    return Some(format!("{before}['{}']{after}", near.replace('\'', "\\'")));
                }
            },
            Value::Array(items) => node = items.get(name.parse::<usize>().ok()?)?,
            _ => return None,
        }
        rest = after;
    }
}

/// The name or index that a path begins with, and what follows. `None` when it begins with anything else.
fn first_name(path: &str) -> Option<(String, &str)> {
    if let Some(rest) = path.strip_prefix('.') {
        let end = rest.find(['.', '[']).unwrap_or(rest.len());
        let (name, after) = rest.split_at_checked(end)?;
        let is_name = !name.is_empty() && name != "*";
        return is_name.then(|| (name.to_owned(), after));
    }
    let inner = path.strip_prefix('[')?;
    for quote in ['\'', '"'] {
        if let Some(quoted) = inner.strip_prefix(quote) {
            let (name, after) = quoted.split_once(&format!("{quote}]"))?;
            return Some((name.to_owned(), after));
        }
    }
    let (index, after) = inner.split_once(']')?;
    let is_index = index.chars().all(|char| char.is_ascii_digit());
    is_index.then(|| (index.to_owned(), after))
}

/// The JSON pointers that a JSONPath leads to.
fn find(root: &Node, path: &Node, diagnostics: &mut Diagnostics) -> Option<Vec<String>> {
    let spelled = path.as_str().unwrap_or_default();
    match JsonPath::parse(spelled) {
        Ok(parsed) => {
            let json = root.to_json();
            Some(
                parsed
                    .query_located(&json)
                    .locations()
                    .map(|location| location.to_json_pointer())
                    .collect(),
            )
        }
        Err(error) => {
            let message = format!("`{spelled}` is no JSONPath: {error}");
            diagnostics.push(Code::BadOverlay, path.origin, message);
            None
        }
    }
}

/// The values that a JSONPath selects. None when it is no JSONPath.
pub(crate) fn select<'a>(json: &'a serde_json::Value, path: &str) -> Vec<&'a serde_json::Value> {
    JsonPath::parse(path).map_or_else(|_| Vec::new(), |path| path.query(json).all())
}

/// Objects are merged, lists joined, other values replaced. Nothing else fits.
fn merge(node: &mut Node, more: &Node, diagnostics: &mut Diagnostics) {
    match (&mut node.value, &more.value) {
        (Value::Object(members), Value::Object(more)) => {
            for (key, value) in more {
                match members.get_mut(key) {
                    Some(known) => merge(known, value, diagnostics),
                    None => {
                        members.insert(key.clone(), value.clone());
                    }
                }
            }
        }
        (Value::Array(items), Value::Array(more)) => items.extend(more.iter().cloned()),
        // YAML's way to leave something out.
        (Value::Null, _) => *node = more.clone(),
        (Value::Object(_) | Value::Array(_), _) | (_, Value::Object(_) | Value::Array(_)) => {
            let (old, new) = (node.kind(), more.kind());
            let message = format!("{new} cannot be merged into {old}");
            let related = vec![(node.origin, format!("this is {old}"))];
            let help = "remove it first, then add what it should be";
            diagnostics.push_related(Code::BadOverlay, more.origin, message, Some(help), related);
        }
        _ => *node = more.clone(),
    }
}

pub(crate) fn remove(root: &mut Node, pointer: &str) {
    let Some((parent, last)) = pointer.rsplit_once('/') else {
        return;
    };
    let Some(parent) = at_mut(root, parent) else {
        return;
    };
    let key = last.replace("~1", "/").replace("~0", "~");
    match &mut parent.value {
        Value::Object(members) => {
            members.shift_remove(&key);
        }
        Value::Array(items) => {
            if let Some(index) = key
                .parse::<usize>()
                .ok()
                .filter(|index| *index < items.len())
            {
                items.remove(index);
            }
        }
        _ => {}
    }
}

pub(crate) fn at_mut<'a>(root: &'a mut Node, pointer: &str) -> Option<&'a mut Node> {
    let mut node = root;
    for segment in pointer.split('/').skip(1) {
        let key = segment.replace("~1", "/").replace("~0", "~");
        node = match &mut node.value {
            Value::Object(members) => members.get_mut(&key)?,
            Value::Array(items) => items.get_mut(key.parse::<usize>().ok()?)?,
            _ => return None,
        };
    }
    Some(node)
}
