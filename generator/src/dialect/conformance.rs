//! What the standard demands and documents get away without: each is a warning, since the meaning is clear all the same.

use std::collections::BTreeMap;

use percent_encoding::percent_decode_str;

use super::flatten::Flattener;
use super::{Endpoint, escape};
use crate::diagnostics::Code;
use crate::source::{Node, Origin, Value};
use crate::template;

impl<'a> Flattener<'a> {
    /// Reports what the standard does not allow.
    pub(super) fn unusual(&mut self, origin: Origin, message: impl Into<String>) {
        self.diagnostics.push(Code::Nonconforming, origin, message);
    }

    /// Reports members of `node` that the standard demands.
    pub(super) fn demand(&mut self, node: &Node, what: &str, keys: &[&str]) {
        for key in keys {
            if node.get(key).is_none() {
                self.unusual(node.origin, format!("{what} should have `{key}`"));
            }
        }
    }

    /// Reports members that should be text.
    fn demand_texts(&mut self, node: &Node, keys: &[&str]) {
        for key in keys {
            let Some(value) = node.get(key) else { continue };
            if value.as_str().is_none() {
                let message = format!("`{key}` should be a string, this is {}", value.kind());
                self.unusual(value.origin, message);
            }
        }
    }

    /// The document as a whole.
    pub(super) fn check_document(&mut self) {
        let root = self.root;
        self.demand(root, "a description", &["info"]);
        let is_there = |key: &str| root.get(key).is_some();
        if !["paths", "webhooks", "components"]
            .into_iter()
            .any(is_there)
        {
            self.unusual(root.origin, "a description should have `paths`");
        }
        if let Some(info) = root.get("info").filter(|info| info.as_object().is_some()) {
            self.demand(info, "`info`", &["title", "version"]);
            self.demand_texts(info, &["termsOfService"]);
            let is_number =
                |node: &&Node| matches!(node.value, Value::Integer(_) | Value::Number(_));
            if let Some(version) = info.get("version").filter(is_number) {
                self.unusual(
                    version.origin,
                    "`version` should be a string, this is a number",
                );
            }
            if let Some(license) = info.get("license") {
                self.annotation(
                    license,
                    "`license`",
                    &["name"],
                    &["name", "url", "identifier"],
                );
                if let (Some(url), Some(_)) = (license.get("url"), license.get("identifier")) {
                    let message = "`url` and `identifier` of a license exclude each other";
                    self.unusual(url.origin, message);
                }
            }
            if let Some(contact) = info.get("contact") {
                self.annotation(contact, "`contact`", &[], &["name", "url", "email"]);
            }
        }
        self.check_external_docs(root);
        self.check_component_keys();
    }

    /// An object that says nothing code could keep.
    fn annotation(&mut self, node: &Node, what: &str, needs: &[&str], texts: &[&str]) {
        if node.as_object().is_none() {
            self.unusual(
                node.origin,
                format!("{what} should be an object, this is {}", node.kind()),
            );
            return;
        }
        self.demand(node, what, needs);
        self.demand_texts(node, texts);
    }

    /// `externalDocs`, wherever they stand.
    pub(super) fn check_external_docs(&mut self, node: &Node) {
        if let Some(docs) = node.get("externalDocs") {
            self.annotation(docs, "`externalDocs`", &["url"], &["url", "description"]);
        }
    }

    /// Keys of components are made of few characters.
    fn check_component_keys(&mut self) {
        let Some(sections) = self.root.get("components").and_then(Node::as_object) else {
            return;
        };
        for (section, components) in sections {
            for (key, component) in components.as_object().into_iter().flatten() {
                let is_plain = |char: char| char.is_ascii_alphanumeric() || "._-".contains(char);
                if !section.starts_with("x-") && (key.is_empty() || !key.chars().all(is_plain)) {
                    let message = format!(
                        "the key `{key}` should be made of letters, digits, `.`, `-` and `_`"
                    );
                    self.unusual(component.origin, message);
                }
            }
        }
    }

    /// Paths and ids of the operations.
    pub(super) fn check_endpoints(&mut self, operations: &[Endpoint], webhooks: &[Endpoint]) {
        let mut ids: BTreeMap<&str, Origin> = BTreeMap::new();
        for endpoint in operations.iter().chain(webhooks) {
            let Some(id) = endpoint.node.get("operationId") else {
                continue;
            };
            let spelled = id.as_str().unwrap_or_default();
            if let Some(first) = ids
                .insert(spelled, id.origin)
                .filter(|first| *first != id.origin)
            {
                let message =
                    format!("the operationId `{spelled}` is given to another operation too");
                let related = vec![(first, "it is given here first".to_owned())];
                let (code, help) = (Code::Nonconforming, None::<String>);
                self.diagnostics
                    .push_related(code, id.origin, message, help, related);
            }
        }
        let mut shapes: BTreeMap<String, &str> = BTreeMap::new();
        let root = self.root;
        let paths = root.get("paths").and_then(Node::as_object);
        for (path, item) in paths.into_iter().flatten() {
            if path.starts_with("x-") {
                continue;
            }
            if !path.starts_with('/') {
                self.unusual(
                    item.origin,
                    format!("the path `{path}` should begin with a slash"),
                );
            }
            if path.matches('{').count() != path.matches('}').count() {
                self.unusual(
                    item.origin,
                    format!("the braces of the path `{path}` do not match"),
                );
            }
            let mut names = template::names(path);
            let count = names.len();
            let shape = names.iter().fold(path.clone(), |shape, name| {
                shape.replace(&format!("{{{name}}}"), "{}")
            });
            names.sort_unstable();
            names.dedup();
            if names.len() < count {
                self.unusual(
                    item.origin,
                    format!("the path `{path}` names a parameter twice"),
                );
            }
            let shape = percent_decode_str(&shape).decode_utf8_lossy().into_owned();
            if let Some(other) = shapes.insert(shape, path) {
                let message = format!("the paths `{other}` and `{path}` lead to the same place");
                self.unusual(item.origin, message);
            }
        }
    }

    /// An operation's answers.
    pub(super) fn check_responses(&mut self, operation: &Node) {
        let responses = operation.get("responses").and_then(Node::as_object);
        let is_code = |key: &&String| !key.starts_with("x-");
        if responses.is_some_and(|responses| !responses.keys().any(|key| is_code(&key))) {
            let origin = operation.get("responses").map(|node| node.origin);
            let message = "an operation should describe at least one response";
            self.unusual(origin.unwrap_or(operation.origin), message);
        }
    }

    /// A parameter's content, and that path parameters are required.
    pub(super) fn check_parameter(&mut self, parameter: &Node) {
        if let Some(content) = parameter
            .get("content")
            .filter(|node| node.as_object().is_some())
        {
            let count = content.as_object().map_or(0, |content| content.len());
            if count != 1 {
                let message = format!(
                    "the `content` of a parameter should hold one media type, this has {count}"
                );
                self.unusual(content.origin, message);
            }
            if parameter.get("schema").is_some() {
                let message = "`schema` and `content` of a parameter exclude each other";
                self.unusual(content.origin, message);
            }
        }
        let word = |key: &str| parameter.get(key).and_then(Node::as_str);
        let is_required = parameter.get("required").and_then(Node::as_bool);
        if word("in") == Some("path") && is_required != Some(true) {
            let message =
                "a path parameter should say `required: true`; it is required all the same";
            self.unusual(parameter.origin, message);
        }
    }

    /// The key of a media type.
    pub(super) fn check_media_type(&mut self, media_type: &str, node: &Node) {
        let essence = media_type.split(';').next().unwrap_or_default().trim();
        let is_known = essence
            .split_once('/')
            .is_some_and(|(kind, subtype)| is_token(kind) && is_token(subtype));
        if !is_known {
            self.unusual(node.origin, format!("`{media_type}` is not a media type"));
        }
    }

    /// Keywords that are newer than the document says it is.
    pub(super) fn check_age(&mut self, key: &str, origin: Origin) {
        let version = self.root.get("openapi").map(super::text);
        if version.is_some_and(|version| version.starts_with("3.0") || version.starts_with("3.1")) {
            self.unusual(origin, format!("`{key}` is a keyword of OpenAPI 3.2 only"));
        }
    }

    /// The headers of a response: each is an object, or leads to one.
    pub(super) fn check_headers(&mut self, pointer: &str, response: &'a Node) {
        let Some(headers) = response.get("headers") else {
            return;
        };
        if headers.as_object().is_none() {
            self.wrong_kind(headers, "`headers`", "an object");
        }
        for (name, header) in headers.as_object().into_iter().flatten() {
            let at = format!("{pointer}/headers/{}", escape(name));
            if let Some((_, header)) = self.followed(at, header)
                && header.as_object().is_none()
            {
                self.wrong_kind(header, "a header", "an object");
            }
        }
    }

    /// The examples of a media type or parameter: each is an object, or leads to one.
    pub(super) fn check_examples(&mut self, pointer: &str, node: &'a Node) {
        for (name, example) in node
            .get("examples")
            .and_then(Node::as_object)
            .into_iter()
            .flatten()
        {
            let at = format!("{pointer}/examples/{}", escape(name));
            if let Some((_, example)) = self.followed(at, example)
                && example.as_object().is_none()
            {
                self.unusual(
                    example.origin,
                    "an example should be an object with a `value`",
                );
            }
        }
    }

    /// The default of a schema is one of its values.
    pub(super) fn check_default(&mut self, schema: &Node) {
        let (Some(default), Some(word)) = (
            schema.get("default"),
            schema.get("type").and_then(Node::as_str),
        ) else {
            return;
        };
        let fits = match (&default.value, word) {
            // What counts as null is said in too many ways to tell.
            (Value::Null, _) => true,
            (Value::Bool(_), "boolean") => true,
            (Value::Integer(_), "integer" | "number") => true,
            (Value::Number(number), "integer") => number.fract() == 0.0,
            (Value::Number(_), "number") => true,
            // YAML's numbers may be texts.
            (
                Value::String(_) | Value::Integer(_) | Value::Number(_) | Value::Bool(_),
                "string",
            ) => true,
            (Value::Array(_), "array") => true,
            (Value::Object(_), "object") => true,
            _ => false,
        };
        if !fits {
            let message = format!(
                "the default is {}, which is no value of type `{word}`",
                default.kind()
            );
            self.unusual(default.origin, message);
        }
    }
}

/// Whether a word can be a method, the name of a header or half a media type (RFC 9110, section 5.6.2).
pub(crate) fn is_token(word: &str) -> bool {
    let is_allowed = |char: char| char.is_ascii_alphanumeric() || "!#$%&'*+-.^_`|~".contains(char);
    !word.is_empty() && word.chars().all(is_allowed)
}
