//! What kind of value a member must have. What has another is reported and left out, so that nothing behind this stage
//! meets it.

use std::borrow::Cow;

use super::flatten::Flattener;
use super::prose;
use crate::diagnostics::Code;
use crate::source::{Node, Object, Value};
use crate::suggest;

/// A kind of value.
#[derive(Clone, Copy)]
pub(super) enum Expected {
    /// A string. YAML reads `404` and `1.10` as numbers where they are meant as one.
    Text,
    /// `true` or `false`.
    Flag,
    /// A list of strings.
    Texts,
    /// One of these words.
    Word(&'static [&'static str]),
}

impl Flattener<'_> {
    /// Whether a member is `null`: YAML's way to leave one out. That is reported.
    pub(super) fn is_left_out(&mut self, key: &str, value: &Node) -> bool {
        let is_null = value.value == Value::Null;
        if is_null {
            let message = format!("`{key}` is null, as if it were left out");
            self.diagnostics
                .push(Code::NullMember, value.origin, message);
        }
        is_null
    }

    /// A member, unless it is `null`.
    pub(super) fn member<'b>(&mut self, node: &'b Node, key: &str) -> Option<&'b Node> {
        let value = node.get(key)?;
        (!self.is_left_out(key, value)).then_some(value)
    }

    /// Carries a member over, when it has the kind it must have.
    pub(super) fn keep(&mut self, flat: &mut Object, key: &str, value: &Node, expected: Expected) {
        if self.is_left_out(key, value) {
            return;
        }
        if let Some(accepted) = self.accepted(key, value, expected) {
            let is_prose = matches!(key, "description" | "summary");
            let accepted = if is_prose {
                self.prose(accepted)
            } else {
                accepted
            };
            flat.insert(key.to_owned(), accepted);
        }
    }

    /// A text for people, as Markdown.
    pub(super) fn prose(&self, node: Node) -> Node {
        let converted = node
            .as_str()
            .map(|text| prose::markdown(text, self.links_base.as_ref()));
        match converted {
            Some(Cow::Owned(text)) => Node::new(node.origin, Value::String(text)),
            _ => node,
        }
    }

    /// The members that a table names, as far as they are there and have their kinds.
    pub(super) fn keep_known(&mut self, node: &Node, known: &[(&str, Expected)]) -> Object {
        let mut flat = Object::new();
        for (key, expected) in known {
            if let Some(value) = node.get(key) {
                self.keep(&mut flat, key, value, *expected);
            }
        }
        flat
    }

    /// Whether `node` is an object that has all of `keys`; what is missing is reported.
    pub(super) fn is_complete(&mut self, node: &Node, what: &str, keys: &[&str]) -> bool {
        let Some(members) = node.as_object() else {
            self.wrong_kind(node, what, "an object");
            return false;
        };
        let mut is_complete = true;
        for key in keys.iter().filter(|key| !members.contains_key(**key)) {
            let message = format!("{what} needs `{key}`");
            self.diagnostics
                .push(Code::MissingMember, node.origin, message);
            is_complete = false;
        }
        is_complete
    }

    fn accepted(&mut self, key: &str, value: &Node, expected: Expected) -> Option<Node> {
        match (expected, &value.value) {
            (Expected::Text, Value::String(_)) | (Expected::Flag, Value::Bool(_)) => {
                Some(value.clone())
            }
            (Expected::Text, Value::Integer(_) | Value::Number(_)) => Some(self.as_written(value)),
            (Expected::Texts, Value::Array(items)) => {
                let texts = items.iter().filter_map(|item| {
                    let what = format!("an entry of `{key}`");
                    self.text(&what, item)
                });
                let texts = texts.collect();
                Some(Node::new(value.origin, Value::Array(texts)))
            }
            (Expected::Word(words), Value::String(word)) if words.contains(&word.as_str()) => {
                Some(value.clone())
            }
            (Expected::Word(words), Value::String(word)) => {
                let listed = listed(words);
                let message = format!("`{key}` must be {listed}, this is `{word}`");
                match suggest::nearest(word, words.iter().copied()) {
                    Some(near) => {
                        self.diagnostics.push_misspelt(
                            Code::WrongKind,
                            value.origin,
                            message,
                            near,
                        );
                    }
                    None => self
                        .diagnostics
                        .push(Code::WrongKind, value.origin, message),
                }
                None
            }
            _ => {
                let expected = match expected {
                    Expected::Text => "a string".to_owned(),
                    Expected::Flag => "true or false".to_owned(),
                    Expected::Texts => "a list of strings".to_owned(),
                    Expected::Word(words) => listed(words),
                };
                self.wrong_kind(value, &format!("`{key}`"), &expected);
                None
            }
        }
    }

    /// A number or truth value as the text that it is in the document, where a text must be: `1.10` is a version.
    pub(super) fn as_written(&self, value: &Node) -> Node {
        let written = self.diagnostics.sources.written(value.origin);
        let text = written.map_or_else(|| super::text(value), str::to_owned);
        Node::string(value.origin, text)
    }

    fn text(&mut self, what: &str, value: &Node) -> Option<Node> {
        match value.value {
            Value::String(_) => Some(value.clone()),
            Value::Integer(_) | Value::Number(_) => Some(self.as_written(value)),
            _ => {
                self.wrong_kind(value, what, "a string");
                None
            }
        }
    }
}

/// `a`, `b` or `c`
fn listed(words: &[&str]) -> String {
    let quoted: Vec<String> = words.iter().map(|word| format!("`{word}`")).collect();
    match quoted.split_last() {
        Some((last, [])) => last.clone(),
        Some((last, rest)) => format!("{} or {last}", rest.join(", ")),
        None => String::new(),
    }
}
