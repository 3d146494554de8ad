//! The parts of a description that can be given up one at a time: a schema, a parameter, an operation.

use std::collections::BTreeMap;

use crate::dialect::references::References;
use crate::dialect::{escape, unescape};
use crate::source::{Documents, Node, Value};

/// The role of a node.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Role {
    Document,
    Components,
    PathItem,
    Operation,
    Parameter,
    Body,
    Response,
    Header,
    MediaType,
    Schema,
    /// An entry of a list or section, such as a tag or an example.
    Entry(&'static str),
    /// A member that the node around it can do without.
    Detail,
}

/// The place of a role below another.
enum Below {
    /// The member itself.
    One(Role),
    /// Each item or value of the member, and the role of the whole.
    Each(Option<Role>, Role),
}

pub(super) const METHODS: [&str; 9] = [
    "get", "put", "post", "delete", "options", "head", "patch", "trace", "query",
];

/// The roles of all nodes that have one, by JSON pointer.
pub(super) struct Units<'a> {
    root: &'a Node,
    roles: BTreeMap<String, Role>,
    /// The places of the references to a node.
    referrers: BTreeMap<String, Vec<String>>,
}

impl<'a> Units<'a> {
    /// Walks the tree by its structure first, then along references into parts without a place of their own.
    pub(super) fn of(documents: &'a Documents) -> Self {
        let root = &documents.root;
        let references = References::new(documents, root);
        let mut units = Self {
            root,
            roles: BTreeMap::new(),
            referrers: BTreeMap::new(),
        };
        let mut ahead = vec![(String::new(), root, Role::Document)];
        let mut referred = Vec::new();
        loop {
            while let Some((pointer, node, role)) = ahead.pop() {
                if units.roles.contains_key(&pointer) {
                    continue;
                }
                if let Some((target, next)) = references.next(node) {
                    let referrers = units.referrers.entry(target.clone()).or_default();
                    referrers.push(pointer.clone());
                    referred.push((target, next, role));
                }
                for (key, value) in node.as_object().into_iter().flatten() {
                    let at = format!("{pointer}/{}", escape(key));
                    match below(role, key, value) {
                        Some(Below::One(role)) => ahead.push((at, value, role)),
                        Some(Below::Each(whole, each)) => {
                            let inner = inner(&at, value);
                            ahead.extend(inner.map(|(at, node)| (at, node, each)));
                            units.roles.extend(whole.map(|whole| (at, whole)));
                        }
                        None => {}
                    }
                }
                units.roles.insert(pointer, role);
            }
            match referred.pop() {
                Some(next) => ahead.push(next),
                None => return units,
            }
        }
    }

    pub(super) fn node(&self, pointer: &str) -> Option<&'a Node> {
        self.root.pointer(pointer)
    }

    pub(super) fn referrers(&self, pointer: &str) -> &[String] {
        self.referrers.get(pointer).map_or(&[], Vec::as_slice)
    }

    pub(super) fn role(&self, pointer: &str) -> Option<Role> {
        self.roles.get(pointer).copied()
    }

    /// The role of a node that can be given up without a wrong request being sent for it.
    pub(super) fn unit(&self, pointer: &str) -> Option<Role> {
        let role = self.role(pointer)?;
        let is_part = match role {
            Role::Document | Role::Components => return None,
            // An operation without its body would send something else.
            Role::Body => true,
            Role::Parameter => {
                let place = self.node(pointer)?.get("in").and_then(Node::as_str);
                place == Some("body")
            }
            _ => false,
        };
        let is_in_operation = || {
            let around = super::ancestors(pointer).find_map(|above| {
                let role = self.role(above).filter(|_| above != pointer)?;
                matches!(role, Role::Operation | Role::Components).then_some(role)
            });
            around == Some(Role::Operation)
        };
        (!is_part || !is_in_operation()).then_some(role)
    }
}

/// The items or values of a node, with their pointers.
fn inner<'a>(at: &str, node: &'a Node) -> impl Iterator<Item = (String, &'a Node)> + use<'a> {
    let items = node.as_array().unwrap_or_default().iter().enumerate();
    let items = items.map(|(index, item)| (index.to_string(), item));
    let members = node.as_object().into_iter().flatten();
    let members = members.map(|(key, value)| (escape(key), value));
    let at = at.to_owned();
    let all = items.chain(members);
    all.map(move |(key, node)| (format!("{at}/{key}"), node))
}

/// The role of a member of a node with `role`.
fn below(role: Role, key: &str, value: &Node) -> Option<Below> {
    use Below::{Each, One};
    let detail = Some(Role::Detail);
    let schemas = || Each(None, Role::Schema);
    Some(match (role, key) {
        (_, "servers") => Each(detail, Role::Entry("server")),
        (Role::Document | Role::Operation, "security") => {
            Each(detail, Role::Entry("security requirement"))
        }
        (Role::Document, "tags") => Each(detail, Role::Entry("tag")),
        (Role::Document, "components") => One(Role::Components),
        (Role::Document, "paths") => Each(None, Role::PathItem),
        (Role::Document, "webhooks") | (Role::Components, "pathItems") => {
            Each(detail, Role::PathItem)
        }
        (Role::Document, "definitions" | "$defs") | (Role::Components, "schemas") => {
            Each(detail, Role::Schema)
        }
        (Role::Document | Role::Components, "parameters") => Each(detail, Role::Parameter),
        (Role::Document | Role::Components, "responses") => Each(detail, Role::Response),
        (Role::Document, "securityDefinitions") | (Role::Components, "securitySchemes") => {
            Each(detail, Role::Entry("security scheme"))
        }
        (
            Role::Document,
            "info" | "host" | "basePath" | "schemes" | "consumes" | "produces" | "externalDocs",
        ) => One(Role::Detail),
        (Role::Components, "requestBodies") => Each(detail, Role::Body),
        (Role::Components | Role::Response, "headers") => Each(detail, Role::Header),
        (Role::Components | Role::Response, "links") => Each(detail, Role::Entry("link")),
        (Role::Components | Role::Operation, "callbacks") => Each(detail, Role::Entry("callback")),
        (Role::Components, "mediaTypes") => Each(detail, Role::MediaType),
        (
            Role::Components | Role::Parameter | Role::Header | Role::MediaType | Role::Response,
            "examples",
        ) => Each(detail, Role::Entry("example")),
        (Role::PathItem, method) if METHODS.contains(&method) => One(Role::Operation),
        (Role::PathItem, "additionalOperations") => Each(detail, Role::Operation),
        (Role::PathItem | Role::Operation, "parameters") => Each(None, Role::Parameter),
        (Role::Operation, "requestBody") => One(Role::Body),
        (Role::Operation, "responses") => Each(None, Role::Response),
        (Role::Response, "content") => Each(detail, Role::MediaType),
        (Role::Parameter | Role::Body | Role::Header, "content") => Each(None, Role::MediaType),
        (
            Role::Parameter | Role::Header | Role::Response | Role::MediaType,
            "schema" | "itemSchema",
        )
        | (Role::Parameter | Role::Header, "items") => One(Role::Schema),
        (Role::MediaType, "encoding") => Each(detail, Role::Entry("encoding")),
        (Role::Schema, "items") if matches!(value.value, Value::Array(_)) => schemas(),
        (
            Role::Schema,
            "properties" | "patternProperties" | "$defs" | "definitions" | "dependentSchemas"
            | "allOf" | "anyOf" | "oneOf" | "prefixItems",
        ) => schemas(),
        (
            Role::Schema,
            "items"
            | "additionalProperties"
            | "additionalItems"
            | "propertyNames"
            | "contains"
            | "not"
            | "if"
            | "then"
            | "else"
            | "unevaluatedProperties"
            | "unevaluatedItems"
            | "contentSchema",
        ) => One(Role::Schema),
        (
            Role::PathItem
            | Role::Operation
            | Role::Parameter
            | Role::Body
            | Role::Response
            | Role::Header
            | Role::MediaType
            | Role::Schema,
            key,
        ) if DETAILS.contains(&key) => One(Role::Detail),
        _ => return None,
    })
}

/// Members without which the rest keeps its meaning: texts, examples, and checks of single values.
const DETAILS: [&str; 47] = [
    "allowEmptyValue",
    "allowReserved",
    "collectionFormat",
    "consumes",
    "default",
    "dependentRequired",
    "deprecated",
    "description",
    "discriminator",
    "enum",
    "example",
    "examples",
    "exclusiveMaximum",
    "exclusiveMinimum",
    "explode",
    "externalDocs",
    "format",
    "maxContains",
    "maxItems",
    "maxLength",
    "maxProperties",
    "maximum",
    "minContains",
    "minItems",
    "minLength",
    "minProperties",
    "minimum",
    "multipleOf",
    "nullable",
    "operationId",
    "pattern",
    "produces",
    "readOnly",
    "required",
    "schemes",
    "style",
    "summary",
    "tags",
    "title",
    "uniqueItems",
    "writeOnly",
    "x-nullable",
    "xml",
    "contentEncoding",
    "contentMediaType",
    "contains",
    "dependencies",
];

/// The last segment of a pointer as it is spelled in the document.
pub(super) fn last(pointer: &str) -> String {
    unescape(pointer.rsplit('/').next().unwrap_or_default())
}
