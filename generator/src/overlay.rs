//! Applies OpenAPI Overlays (1.0 and 1.1) to the tree, before anything looks at it.

use serde_json_path::JsonPath;

use crate::diagnostics::{Code, Diagnostics};
use crate::source::{Node, Value};

/// Applies one overlay document.
pub fn apply(root: &mut Node, overlay: &Node, diagnostics: &mut Diagnostics) {
    if overlay.get("overlay").is_none() {
        let help = "an overlay begins with a line such as `overlay: 1.0.0`";
        diagnostics.push_with_help(
            Code::BadOverlay,
            overlay.origin,
            "this document has no `overlay` key",
            help,
        );
        return;
    }
    let Some(actions) = overlay.get("actions").and_then(Node::as_array) else {
        diagnostics.push(
            Code::BadOverlay,
            overlay.origin,
            "an overlay needs a list of `actions`",
        );
        return;
    };
    for action in actions {
        apply_action(root, action, diagnostics);
    }
}

fn apply_action(root: &mut Node, action: &Node, diagnostics: &mut Diagnostics) {
    let Some(target) = action.get("target") else {
        diagnostics.push(
            Code::BadOverlay,
            action.origin,
            "an action needs a `target`",
        );
        return;
    };
    let Some(places) = find(root, target, diagnostics) else {
        return;
    };
    if places.is_empty() {
        let message = format!(
            "the target `{}` matches nothing",
            target.as_str().unwrap_or_default()
        );
        diagnostics.push(Code::IdleOverlay, target.origin, message);
        return;
    }
    let removes = action
        .get("remove")
        .and_then(Node::as_bool)
        .unwrap_or_default();
    if removes {
        // From the back, so that the places of list items stay true.
        for place in places.iter().rev() {
            remove(root, place);
        }
        return;
    }
    let copied = match action.get("copy") {
        Some(from) => match find(root, from, diagnostics) {
            Some(sources) => match sources.as_slice() {
                [one] => root.pointer(one).cloned(),
                _ => {
                    let message = format!(
                        "`copy` must match one place, this matches {}",
                        sources.len()
                    );
                    diagnostics.push(Code::IdleOverlay, from.origin, message);
                    return;
                }
            },
            None => return,
        },
        None => None,
    };
    let Some(more) = copied.as_ref().or_else(|| action.get("update")) else {
        diagnostics.push(
            Code::BadOverlay,
            action.origin,
            "an action needs `update`, `remove` or `copy`",
        );
        return;
    };
    for place in &places {
        if let Some(node) = at_mut(root, place) {
            merge(node, more);
        }
    }
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

/// Objects are merged, lists grow, anything else is replaced.
fn merge(node: &mut Node, more: &Node) {
    match (&mut node.value, &more.value) {
        (Value::Object(members), Value::Object(more)) => {
            for (key, value) in more {
                match members.get_mut(key) {
                    Some(known) => merge(known, value),
                    None => {
                        members.insert(key.clone(), value.clone());
                    }
                }
            }
        }
        (Value::Array(items), Value::Array(more)) => items.extend(more.iter().cloned()),
        (Value::Array(items), _) => items.push(more.clone()),
        _ => *node = more.clone(),
    }
}

fn remove(root: &mut Node, pointer: &str) {
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

fn at_mut<'a>(root: &'a mut Node, pointer: &str) -> Option<&'a mut Node> {
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
