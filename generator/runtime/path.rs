//! How a place inside JSON is written: `webhooks[0].headers["X Env"]`. The root is the empty path.

use serde_json::Value;

/// Adds the name of an object's member to a path.
pub fn push_member(path: &mut String, name: &str) {
    if is_plain(name) {
        if !path.is_empty() {
            path.push('.');
        }
        path.push_str(name);
    } else {
        // `at` wraps paths in backticks, so none may stand inside.
        let quoted = Value::from(name).to_string().replace('`', "\\u0060");
        path.push('[');
        path.push_str(&quoted);
        path.push(']');
    }
}

/// Adds the index of an array's item to a path.
pub fn push_index(path: &mut String, index: usize) {
    path.push('[');
    path.push_str(&index.to_string());
    path.push(']');
}

/// Adds a path that starts where the first one ends.
pub fn push_path(path: &mut String, inner: &str) {
    if !path.is_empty() && !inner.is_empty() && !inner.starts_with('[') {
        path.push('.');
    }
    path.push_str(inner);
}

fn is_plain(name: &str) -> bool {
    !name.is_empty()
        && name
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || byte == b'_' || byte == b'-')
}

/// One step of a path.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Step {
    /// Into the member of an object.
    Member(String),
    /// Into the item of an array.
    Index(usize),
}

/// Splits a written path into its steps.
pub fn steps(path: &str) -> Vec<Step> {
    let mut steps = Vec::new();
    let mut rest = path;
    while let Some((step, tail)) = next_step(rest) {
        steps.push(step);
        rest = tail;
    }
    steps
}

fn next_step(path: &str) -> Option<(Step, &str)> {
    if path.starts_with("[\"") {
        let json = path.strip_prefix('[')?;
        let mut names = serde_json::Deserializer::from_slice(json.as_bytes()).into_iter::<String>();
        let name = names.next()?.ok()?;
        let tail = json.get(names.byte_offset()..)?.strip_prefix(']')?;
        Some((Step::Member(name), tail))
    } else if let Some(bracketed) = path.strip_prefix('[') {
        let (index, tail) = bracketed.split_once(']')?;
        Some((Step::Index(index.parse().ok()?), tail))
    } else {
        let path = path.strip_prefix('.').unwrap_or(path);
        let end = path.find(['.', '[']).unwrap_or(path.len());
        let (name, tail) = path.split_at_checked(end)?;
        (!name.is_empty()).then(|| (Step::Member(name.to_owned()), tail))
    }
}

/// Puts a path in front of a message.
///
/// serde hands up nothing but a message, and a union decodes its content apart from what surrounds it. So a
/// place inside a union travels in the message, and [`locate`] takes it out again.
pub fn at(path: &str, text: &str) -> String {
    if path.is_empty() {
        text.to_owned()
    } else {
        format!("at `{path}`: {text}")
    }
}

/// Joins the path on which an error was caught with the one its message starts with, if it starts with one.
pub fn locate(mut outer: String, message: &str) -> (String, &str) {
    let inner = message
        .strip_prefix("at `")
        .and_then(|message| message.split_once("`: "));
    match inner {
        Some((inner, text)) => {
            push_path(&mut outer, inner);
            (outer, text)
        }
        None => (outer, message),
    }
}
