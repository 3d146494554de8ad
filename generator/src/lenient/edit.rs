//! Changes of a tree in the terms of an overlay.

use crate::overlay;
use crate::source::{Node, Object, Value};

/// One change, which does nothing the second time.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Edit {
    /// Takes away the node at a pointer.
    Remove(String),
    /// Takes away all members of the object at a pointer.
    Clear(String),
    /// Merges an object into the one at a pointer.
    Merge(String, Node),
}

impl Edit {
    /// The edits that put `value` in the place of the node at `pointer`, which is a member of an object.
    pub(super) fn replace(pointer: &str, old: &Node, value: Node) -> Vec<Self> {
        let (parent, _) = pointer.rsplit_once('/').unwrap_or_default();
        let key = super::units::last(pointer);
        let origin = old.origin;
        let is_scalar = |node: &Node| !matches!(node.value, Value::Array(_) | Value::Object(_));
        let joins = is_scalar(old) && is_scalar(&value) || old.value == Value::Null;
        let members = Object::from_iter([(key, value)]);
        let merge = Self::Merge(parent.to_owned(), Node::object(origin, members));
        match joins {
            true => vec![merge],
            false => vec![Self::Remove(pointer.to_owned()), merge],
        }
    }

    /// Changes the tree. A place that is gone is left alone.
    pub(super) fn apply(&self, root: &mut Node) {
        match self {
            Self::Remove(pointer) => overlay::remove(root, pointer),
            Self::Clear(pointer) => {
                if let Some(Node {
                    value: Value::Object(members),
                    ..
                }) = overlay::at_mut(root, pointer)
                {
                    members.clear();
                }
            }
            Self::Merge(pointer, more) => {
                if let Some(node) = overlay::at_mut(root, pointer) {
                    join(node, more);
                }
            }
        }
    }
}

/// Merges as an overlay does. Edits are made to fit, so nothing is to be reported.
fn join(node: &mut Node, more: &Node) {
    match (&mut node.value, &more.value) {
        (Value::Object(members), Value::Object(more)) => {
            for (key, value) in more {
                match members.get_mut(key) {
                    Some(existing) => join(existing, value),
                    None => {
                        members.insert(key.clone(), value.clone());
                    }
                }
            }
        }
        _ => *node = more.clone(),
    }
}
