//! Follows `$ref`s within the document.

use crate::diagnostics::{Code, Diagnostics};
use crate::source::Node;

/// The `$ref` of a node, when it has one that is text.
pub(super) fn target(node: &Node) -> Option<&Node> {
    node.get("$ref").filter(|target| target.as_str().is_some())
}

/// The JSON pointer that a local `$ref` names, when the document holds something there.
pub(super) fn local_pointer(
    root: &Node,
    target: &Node,
    diagnostics: &mut Diagnostics,
) -> Option<String> {
    let spelled = target.as_str()?;
    let Some(fragment) = spelled.strip_prefix('#') else {
        let help = "bundle the description into one file first, for example with `redocly bundle`";
        let message = format!("`{spelled}` is a reference to another document");
        diagnostics.push_with_help(Code::ForeignReference, target.origin, message, help);
        return None;
    };
    let pointer = percent_decode(fragment);
    if root.pointer(&pointer).is_some() && (pointer.is_empty() || pointer.starts_with('/')) {
        return Some(pointer);
    }
    let message = format!("`{spelled}` leads nowhere");
    match suggestion(root, &pointer) {
        Some(near) => {
            diagnostics.push_with_help(
                Code::DanglingReference,
                target.origin,
                message,
                format!("did you mean `#{near}`?"),
            );
        }
        None => diagnostics.push(Code::DanglingReference, target.origin, message),
    }
    None
}

/// Follows a chain of references from `pointer` to a node that is none.
pub(super) fn follow<'a>(
    root: &'a Node,
    mut pointer: String,
    diagnostics: &mut Diagnostics,
) -> Option<(String, &'a Node)> {
    let mut seen = Vec::new();
    loop {
        let node = root.pointer(&pointer)?;
        let Some(target) = target(node) else {
            return Some((pointer, node));
        };
        if seen.contains(&pointer) {
            let message = format!("`#{pointer}` is a reference that leads only to itself");
            diagnostics.push(Code::CircularReference, target.origin, message);
            return None;
        }
        seen.push(pointer);
        pointer = local_pointer(root, target, diagnostics)?;
    }
}

/// The pointer to the sibling whose last segment is nearest to what was asked for.
fn suggestion(root: &Node, pointer: &str) -> Option<String> {
    let (parent, last) = pointer.rsplit_once('/')?;
    let siblings = root.pointer(parent)?.as_object()?;
    let near = crate::suggest::nearest(last, siblings.keys().map(String::as_str))?;
    Some(format!("{parent}/{}", super::escape(near)))
}

/// Fragments are percent-encoded (RFC 3986); what does not decode to UTF-8 is taken as it is.
fn percent_decode(fragment: &str) -> String {
    if !fragment.contains('%') {
        return fragment.to_owned();
    }
    let mut bytes = Vec::new();
    let mut rest = fragment.bytes();
    while let Some(byte) = rest.next() {
        let mut ahead = rest.clone();
        let digits = (byte == b'%')
            .then(|| Some((hex(ahead.next()?)?, hex(ahead.next()?)?)))
            .flatten();
        match digits {
            Some((high, low)) => {
                bytes.push(high * 16 + low);
                rest = ahead;
            }
            None => bytes.push(byte),
        }
    }
    String::from_utf8(bytes).unwrap_or_else(|_| fragment.to_owned())
}

fn hex(digit: u8) -> Option<u8> {
    char::from(digit)
        .to_digit(16)
        .and_then(|value| u8::try_from(value).ok())
}
