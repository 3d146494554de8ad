//! Swagger 2.0 as OpenAPI 3.0: bodies and form fields leave the parameters, types of parameters become schemas, what the
//! document says once for all operations goes to each.

mod content;

pub(super) use self::content::OF_VALUES;
use super::extension;
use super::keywords::ObjectKind;
use super::ledger;
use super::references::{self, References};
use crate::diagnostics::{Code, Consequence, Diagnostics, Loss};
use crate::source::{FILES, Node, Object, Value};

const METHODS: [&str; 7] = ["get", "put", "post", "delete", "options", "head", "patch"];

/// The document as OpenAPI 3.0, every node at its place.
pub(super) fn upgrade<'a>(
    root: &'a Node,
    references: References<'a>,
    diagnostics: &'a mut Diagnostics,
) -> Node {
    let mut upgrade = Upgrade {
        root,
        references,
        diagnostics,
    };
    upgrade.account(ObjectKind::Swagger, root);
    let mut members = Object::new();
    // Definitions and other files stay where references look for them.
    for key in ["info", "tags", "security", "definitions", FILES] {
        if let Some(node) = root.get(key) {
            members.insert(key.to_owned(), node.clone());
        }
    }
    members.insert("servers".to_owned(), servers(root));
    let paths = root.get("paths").map(|paths| upgrade.paths(paths));
    members.extend(paths.map(|paths| ("paths".to_owned(), paths)));
    members.insert("components".to_owned(), upgrade.components());
    let mut upgraded = Node::object(root.origin, members);
    rewrite(&mut upgraded);
    upgraded
}

struct Upgrade<'a> {
    root: &'a Node,
    references: References<'a>,
    diagnostics: &'a mut Diagnostics,
}

impl<'a> Upgrade<'a> {
    fn account(&mut self, object: ObjectKind, node: &Node) {
        ledger::account(object, node, self.diagnostics);
    }

    fn paths(&mut self, paths: &'a Node) -> Node {
        let Some(members) = paths.as_object() else {
            return paths.clone();
        };
        let upgraded = members
            .iter()
            .map(|(path, item)| (path.clone(), self.path_item(item)))
            .collect();
        Node::object(paths.origin, upgraded)
    }

    fn path_item(&mut self, item: &'a Node) -> Node {
        self.account(ObjectKind::PathItem, item);
        let is_reference = references::target(item).is_some();
        let item = self.follow(item).unwrap_or(item);
        if is_reference {
            self.account(ObjectKind::PathItem, item);
        }
        let Some(members) = item.as_object() else {
            return item.clone();
        };
        let shared = item
            .get("parameters")
            .and_then(Node::as_array)
            .unwrap_or_default();
        let mut upgraded = Object::new();
        for (key, node) in members {
            if METHODS.contains(&key.as_str()) {
                upgraded.insert(key.clone(), self.operation(node, shared));
            } else if key != "parameters" {
                upgraded.insert(key.clone(), node.clone());
            }
        }
        Node::object(item.origin, upgraded)
    }

    fn operation(&mut self, operation: &'a Node, shared: &'a [Node]) -> Node {
        let Some(members) = operation.as_object() else {
            return operation.clone();
        };
        self.account(ObjectKind::SwaggerOperation, operation);
        let own = operation
            .get("parameters")
            .and_then(Node::as_array)
            .unwrap_or_default();
        let own: Vec<&Node> = own.iter().filter_map(|node| self.follow(node)).collect();
        let shared: Vec<&Node> = shared.iter().filter_map(|node| self.follow(node)).collect();
        let is_replaced = |node: &&&Node| own.iter().any(|other| identity(other) == identity(node));
        let all: Vec<&Node> = shared
            .iter()
            .filter(|node| !is_replaced(node))
            .chain(&own)
            .copied()
            .collect();
        for parameter in &all {
            self.account(ObjectKind::SwaggerParameter, parameter);
        }
        let mut upgraded = Object::new();
        for (key, node) in members {
            match key.as_str() {
                "parameters" | "consumes" | "produces" | "responses" | "schemes" => {}
                _ => {
                    upgraded.insert(key.clone(), node.clone());
                }
            }
        }
        let plain = all
            .iter()
            .filter(|node| !matches!(identity(node).1, Some("body" | "formData")));
        let plain: Vec<Node> = plain.map(|node| self.parameter(node)).collect();
        upgraded.insert(
            "parameters".to_owned(),
            Node::new(operation.origin, Value::Array(plain)),
        );
        let consumes = self.media_types(operation, "consumes");
        if let Some(body) = content::body(&all, &consumes) {
            upgraded.insert("requestBody".to_owned(), body);
        }
        if let Some(responses) = operation.get("responses") {
            let produces = self.media_types(operation, "produces");
            upgraded.insert("responses".to_owned(), self.responses(responses, &produces));
        }
        Node::object(operation.origin, upgraded)
    }

    /// The parameter or response that a node stands for.
    fn follow(&mut self, node: &'a Node) -> Option<&'a Node> {
        let Some(target) = references::target(node) else {
            return Some(node);
        };
        let pointer = self.references.pointer(target, self.diagnostics)?;
        let found = self.references.follow(pointer, self.diagnostics);
        found.map(|(_, node)| node)
    }

    /// What an operation takes or gives; the document says it for those that do not.
    fn media_types(&self, operation: &Node, key: &str) -> Vec<String> {
        let list = operation
            .get(key)
            .or_else(|| self.root.get(key))
            .and_then(Node::as_array);
        let named: Vec<String> = list
            .unwrap_or_default()
            .iter()
            .filter_map(|one| one.as_str().map(str::to_owned))
            .collect();
        if named.is_empty() {
            vec!["application/json".to_owned()]
        } else {
            named
        }
    }

    fn parameter(&mut self, parameter: &Node) -> Node {
        let Some(members) = parameter.as_object() else {
            return parameter.clone();
        };
        let mut upgraded = Object::new();
        for (key, node) in members {
            if !OF_VALUES.contains(&key.as_str()) && key != "collectionFormat" {
                upgraded.insert(key.clone(), node.clone());
            }
        }
        upgraded.insert("schema".to_owned(), content::schema_of(parameter));
        if let Some(format) = parameter.get("collectionFormat") {
            self.collection_format(format, &mut upgraded);
        } else if parameter.get("type").and_then(Node::as_str) == Some("array") {
            // Without a word, items are joined by commas.
            upgraded.insert(
                "explode".to_owned(),
                Node::new(parameter.origin, Value::Bool(false)),
            );
        }
        Node::object(parameter.origin, upgraded)
    }

    fn collection_format(&mut self, format: &Node, upgraded: &mut Object) {
        let (style, explode) = match format.as_str() {
            Some("csv") => (None, false),
            Some("multi") => (None, true),
            Some("ssv") => (Some("spaceDelimited"), false),
            Some("tsv") => (Some("tabDelimited"), false),
            Some("pipes") => (Some("pipeDelimited"), false),
            _ => {
                let message = "this way of joining items is not known; they are joined by commas";
                self.diagnostics
                    .push(Code::ApproximatedKeyword, format.origin, message);
                let what = "lists joined as `collectionFormat` says";
                self.diagnostics
                    .costs(Consequence::sent(Loss::CannotSend, what));
                (None, false)
            }
        };
        upgraded.insert(
            "explode".to_owned(),
            Node::new(format.origin, Value::Bool(explode)),
        );
        if let Some(style) = style {
            let style = Node::string(format.origin, style);
            upgraded.insert(extension::STYLE.to_owned(), style);
        }
    }

    fn responses(&mut self, responses: &'a Node, produces: &[String]) -> Node {
        let Some(members) = responses.as_object() else {
            return responses.clone();
        };
        let mut upgraded = Object::new();
        for (status, node) in members {
            let Some(response) = self.follow(node) else {
                continue;
            };
            if !status.starts_with("x-") {
                self.account(ObjectKind::SwaggerResponse, response);
            }
            upgraded.insert(status.clone(), content::response(response, produces));
        }
        Node::object(responses.origin, upgraded)
    }

    fn components(&mut self) -> Node {
        let mut members = Object::new();
        if let Some(schemes) = self
            .root
            .get("securityDefinitions")
            .and_then(Node::as_object)
        {
            let schemes = schemes
                .iter()
                .map(|(key, scheme)| (key.clone(), security_scheme(scheme)))
                .collect();
            members.insert(
                "securitySchemes".to_owned(),
                Node::object(self.root.origin, schemes),
            );
        }
        Node::object(self.root.origin, members)
    }
}

/// Name and place, which make a parameter what it is.
fn identity(parameter: &Node) -> (Option<&str>, Option<&str>) {
    let word = |key: &str| parameter.get(key).and_then(Node::as_str);
    (word("name"), word("in"))
}

fn security_scheme(scheme: &Node) -> Node {
    let Some(members) = scheme.as_object() else {
        return scheme.clone();
    };
    let mut upgraded = members.clone();
    if scheme.get("type").and_then(Node::as_str) == Some("basic") {
        upgraded.insert("type".to_owned(), Node::string(scheme.origin, "http"));
        upgraded.insert("scheme".to_owned(), Node::string(scheme.origin, "basic"));
    }
    Node::object(scheme.origin, upgraded)
}

/// `schemes`, `host` and `basePath` as URLs; without a host, the path alone.
fn servers(root: &Node) -> Node {
    let word = |key: &str| root.get(key).and_then(Node::as_str);
    let base = word("basePath").unwrap_or_default().trim_end_matches('/');
    let origin = root
        .get("host")
        .or_else(|| root.get("basePath"))
        .map_or(root.origin, |node| node.origin);
    let server = |url: String| {
        Node::object(
            origin,
            [("url".to_owned(), Node::string(origin, url))]
                .into_iter()
                .collect(),
        )
    };
    let Some(host) = word("host") else {
        let relative = (!base.is_empty()).then(|| server(base.to_owned()));
        return Node::new(origin, Value::Array(relative.into_iter().collect()));
    };
    let schemes = root
        .get("schemes")
        .and_then(Node::as_array)
        .unwrap_or_default();
    let mut schemes: Vec<&str> = schemes
        .iter()
        .filter_map(Node::as_str)
        .filter(|scheme| scheme.starts_with("http"))
        .collect();
    // The safe one first: the first server is the default.
    schemes.sort_by_key(|scheme| *scheme != "https");
    schemes.dedup();
    if schemes.is_empty() {
        schemes.push("https");
    }
    let list = schemes
        .into_iter()
        .map(|scheme| server(format!("{scheme}://{host}{base}")))
        .collect();
    Node::new(origin, Value::Array(list))
}

/// `x-nullable` and the discriminator's short form, wherever they stand. Documents nest no deeper than their reader
/// allows, so this may recurse.
fn rewrite(node: &mut Node) {
    match &mut node.value {
        Value::Array(items) => items.iter_mut().for_each(rewrite),
        Value::Object(members) => {
            if let Some(flag) = members.shift_remove("x-nullable") {
                members.insert("nullable".to_owned(), flag);
            }
            if let Some(discriminator) = members.get_mut("discriminator")
                && let Value::String(_) = discriminator.value
            {
                let property = discriminator.clone();
                *discriminator = Node::object(
                    property.origin,
                    [("propertyName".to_owned(), property)]
                        .into_iter()
                        .collect(),
                );
            }
            members.values_mut().for_each(rewrite);
        }
        _ => {}
    }
}
