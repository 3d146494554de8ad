//! Brings every dialect into one: OpenAPI 3.0 in a flat normal form.
//!
//! Each schema, parameter, body and response becomes one node whose sub-nodes are references to their own JSON
//! pointers, so that nothing behind this stage recurses over a document. What OpenAPI 3.0 lacks rides in the
//! extensions of [`extension`].

mod access;
mod conformance;
mod content;
mod document;
mod flatten;
pub mod keywords;
mod kinds;
mod ledger;
mod naming;
mod operations;
mod parameter;
mod prose;
pub(crate) mod references;
mod samples;
mod schema;
mod servers;
mod swagger;

use std::collections::BTreeSet;

use indexmap::IndexMap;

pub(crate) use self::conformance::is_token;
use self::references::References;
use crate::diagnostics::{Code, Diagnostics};
use crate::source::{Documents, Node, Origin, Value};

/// The extensions that carry what OpenAPI 3.0 cannot say, spelled here and nowhere else.
pub mod extension {
    /// Other generators' extensions of operations that are kept as they are.
    pub const OPERATION: [&str; 14] = [
        "x-fern-idempotent",
        "x-fern-ignore",
        "x-fern-pagination",
        "x-fern-request-name",
        "x-fern-sdk-group-name",
        "x-fern-sdk-method-name",
        "x-internal",
        "x-ms-pageable",
        "x-speakeasy-group",
        "x-speakeasy-ignore",
        "x-speakeasy-name-override",
        "x-speakeasy-pagination",
        "x-speakeasy-retries",
        "x-stainless-skip",
    ];
    /// A list of JSON types, when there is more than one or the one is `null`.
    pub const TYPES: &str = "x-sdkgen-types";
    /// A list of references: `prefixItems`.
    pub const PREFIX_ITEMS: &str = "x-sdkgen-prefix-items";
    /// An object: the keywords that nothing is made of.
    pub const UNKEPT: &str = "x-sdkgen-unkept";
    /// An object of references: `patternProperties`.
    pub const PATTERN_PROPERTIES: &str = "x-sdkgen-pattern-properties";
    /// An object of lists of texts: `dependentRequired`.
    pub const DEPENDENT_REQUIRED: &str = "x-sdkgen-dependent-required";
    /// A reference: `propertyNames`.
    pub const PROPERTY_NAMES: &str = "x-sdkgen-property-names";
    /// An object of the headers of a response.
    pub const HEADERS: &str = "x-sdkgen-headers";
    /// How a parameter is written that OpenAPI 3.0 has no word for.
    pub const STYLE: &str = "x-sdkgen-style";
    /// Whether no value fits.
    pub const NOTHING: &str = "x-sdkgen-nothing";
    /// A list of the values that the description shows of what is described.
    pub const SAMPLES: &str = "x-sdkgen-samples";
    /// The type name that an extension gives to any schema.
    pub const TYPE_NAME: &str = "x-sdkgen-type-name";
    /// The type name that an extension gives to a component.
    pub const COMPONENT_NAME: &str = "x-sdkgen-component-name";
    /// What is said of single values of an enum: a list of objects with `value`, `name` and `description`.
    pub const VALUE_WORDS: &str = "x-sdkgen-value-words";
}

/// A description in the flat normal form.
#[derive(Debug)]
pub struct Flat {
    /// `info`
    pub info: Node,
    /// `servers`
    pub servers: Vec<Node>,
    /// Where the description says that it is served.
    pub served_at: Option<String>,
    /// `tags`
    pub tags: Vec<Node>,
    /// `security`
    pub security: Option<Node>,
    /// `components.securitySchemes`
    pub schemes: IndexMap<String, Node>,
    /// `x-fern-global-headers`: the headers that the client sends with every call.
    pub global_headers: Vec<Node>,
    /// `x-fern-idempotency-headers`: those of operations that are marked as idempotent.
    pub idempotency_headers: Vec<Node>,
    /// `x-fern-pagination` of the whole document.
    pub paging: Option<Node>,
    /// Every reached node by pointer, its sub-nodes replaced by references.
    pub nodes: IndexMap<String, Flattened>,
    /// Component schemas: key to pointer.
    pub components: IndexMap<String, String>,
    /// The keys of all component schemas, selected or not.
    pub described: BTreeSet<String>,
    /// The operations in document order.
    pub operations: Vec<Endpoint>,
    /// The webhooks in document order; `path` is the key.
    pub webhooks: Vec<Endpoint>,
}

/// A flattened node.
#[derive(Debug)]
pub struct Flattened {
    /// What it is.
    pub kind: Kind,
    /// The node; `null` when it was refused.
    pub node: Node,
}

/// What a flattened node is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Kind {
    /// A schema.
    Schema,
    /// A parameter.
    Parameter,
    /// A request body.
    Body,
    /// A response.
    Response,
}

impl Kind {
    /// What it is called.
    fn name(self) -> &'static str {
        match self {
            Self::Schema => "a schema",
            Self::Parameter => "a parameter",
            Self::Body => "a request body",
            Self::Response => "a response",
        }
    }
}

/// An operation: a method on a path.
#[derive(Debug)]
pub struct Endpoint {
    /// The path template, or a webhook's key.
    pub path: String,
    /// The method in capitals.
    pub method: String,
    /// The operation, its parameters and body and responses replaced by references.
    pub node: Node,
}

/// Rewrites a description into the flat normal form. `None` when it is none; the reason is in `diagnostics`.
pub fn normalise(documents: &Documents, diagnostics: &mut Diagnostics) -> Option<Flat> {
    let root = &documents.root;
    let references = References::new(documents, root);
    match version(root, diagnostics)? {
        Version::Swagger => {
            let upgraded = swagger::upgrade(root, references, diagnostics);
            let references = References::new(documents, &upgraded);
            let family = Family::Swagger;
            Some(flatten::flatten(&upgraded, references, family, diagnostics))
        }
        Version::OpenApi => {
            let family = Family::OpenApi;
            Some(flatten::flatten(root, references, family, diagnostics))
        }
    }
}

/// Where the tree comes from that is taken apart.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Family {
    /// It is the document.
    OpenApi,
    /// It was made from a 2.0 document, whose keywords are accounted for.
    Swagger,
}

/// The families of versions.
enum Version {
    /// 2.0
    Swagger,
    /// 3.0, 3.1 and 3.2
    OpenApi,
}

/// Which version the document says it is, if it is one that we read.
fn version(root: &Node, diagnostics: &mut Diagnostics) -> Option<Version> {
    let Some(members) = root.as_object() else {
        let message = format!(
            "an OpenAPI description is an object, this is {}",
            root.kind()
        );
        diagnostics.push(Code::UnknownDialect, root.origin, message);
        return None;
    };
    let (name, node) = match (members.get("openapi"), members.get("swagger")) {
        (Some(node), _) => ("OpenAPI", node),
        (None, Some(node)) => ("Swagger", node),
        (None, None) => {
            let message = "this document has no `openapi` key";
            let help = "an OpenAPI description begins with a line such as `openapi: 3.1.0`";
            diagnostics.push_with_help(Code::UnknownDialect, root.origin, message, help);
            return None;
        }
    };
    if matches!(node.value, Value::Array(_) | Value::Object(_)) {
        let kind = node.kind();
        let message = format!("the version of {name} is a text such as `3.1.0`, this is {kind}");
        diagnostics.push(Code::UnknownDialect, node.origin, message);
        return None;
    }
    let spelled = text(node);
    match (name, spelled.as_str()) {
        ("Swagger", "2" | "2.0") => Some(Version::Swagger),
        ("OpenAPI", three)
            if ["3.0", "3.1", "3.2"]
                .iter()
                .any(|known| is_of(three, known)) =>
        {
            Some(Version::OpenApi)
        }
        _ => {
            let message = format!(
                "{name} {spelled} is not a version we read; Swagger 2.0 and OpenAPI 3.0, 3.1 and 3.2 are"
            );
            diagnostics.push(Code::UnknownDialect, node.origin, message);
            None
        }
    }
}

/// Whether a version is of a family: `3.1`, `3.1.0` and `3.1.0-rc1` are of `3.1`. YAML reads `3.10` as 3.1.
fn is_of(version: &str, family: &str) -> bool {
    version
        .strip_prefix(family)
        .is_some_and(|rest| rest.is_empty() || rest.starts_with(['.', '-']))
}

/// A scalar as text, for messages.
fn text(node: &Node) -> String {
    match &node.value {
        Value::String(text) => text.clone(),
        _ => node.to_json().to_string(),
    }
}

/// `{"$ref": "#pointer"}` at the place of what it stands for.
fn reference_to(origin: Origin, pointer: &str) -> Node {
    let target = Node::string(origin, format!("#{pointer}"));
    Node::object(origin, [("$ref".to_owned(), target)].into_iter().collect())
}

/// The pointers of all nodes that a node in the normal form refers to.
pub fn references_in(node: &Node) -> Vec<&str> {
    let mut pointers = Vec::new();
    let mut ahead = vec![node];
    while let Some(node) = ahead.pop() {
        match &node.value {
            Value::Array(items) => ahead.extend(items),
            Value::Object(members) => ahead.extend(members.values()),
            // In the normal form every reference, a mapping's included, is text that begins with `#`.
            Value::String(text) => pointers.extend(text.strip_prefix('#')),
            _ => {}
        }
    }
    pointers
}

/// A JSON pointer segment for `key` (RFC 6901).
pub(crate) fn escape(key: &str) -> String {
    key.replace('~', "~0").replace('/', "~1")
}

/// The key that a segment of a pointer stands for (RFC 6901).
pub(crate) fn unescape(segment: &str) -> String {
    segment.replace("~1", "/").replace("~0", "~")
}
