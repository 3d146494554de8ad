//! Walks a description from its paths, webhooks and components and takes it apart, node by node.
//!
//! A worklist, not recursion: how deep a document nests costs no stack.

use indexmap::IndexMap;

use super::{
    Endpoint, Flat, Flattened, Kind, escape, operations, reference_to, references, schema,
};
use crate::diagnostics::{Code, Diagnostics};
use crate::source::{Node, Object, Origin, Value};

/// Where schemas with names stand, in 3.x and in 2.0.
const SECTIONS: [&str; 2] = ["/components/schemas", "/definitions"];

/// Takes `root` apart.
pub(super) fn flatten(root: &Node, diagnostics: &mut Diagnostics) -> Flat {
    let mut flattener = Flattener {
        root,
        diagnostics,
        nodes: IndexMap::new(),
        work: Vec::new(),
    };
    let components = flattener.components();
    let operations = flattener.endpoints("/paths");
    let webhooks = flattener.endpoints("/webhooks");
    flattener.run();
    let list = |key: &str| {
        root.get(key)
            .and_then(Node::as_array)
            .map(<[Node]>::to_vec)
            .unwrap_or_default()
    };
    Flat {
        info: root
            .get("info")
            .cloned()
            .unwrap_or_else(|| Node::object(root.origin, Object::new())),
        servers: list("servers"),
        tags: list("tags"),
        security: root.get("security").cloned(),
        schemes: root
            .pointer("/components/securitySchemes")
            .and_then(Node::as_object)
            .cloned()
            .unwrap_or_default(),
        nodes: flattener.nodes,
        described: components.keys().cloned().collect(),
        components,
        operations,
        webhooks,
    }
}

/// The state of the walk.
pub(super) struct Flattener<'a> {
    pub(super) root: &'a Node,
    pub(super) diagnostics: &'a mut Diagnostics,
    nodes: IndexMap<String, Flattened>,
    work: Vec<(String, Kind, &'a Node)>,
}

impl<'a> Flattener<'a> {
    /// The component schemas: key to pointer.
    fn components(&mut self) -> IndexMap<String, String> {
        let mut components = IndexMap::new();
        for section in SECTIONS {
            let Some(schemas) = self.root.pointer(section) else {
                continue;
            };
            let Some(members) = schemas.as_object() else {
                self.wrong_kind(schemas, "this section", "an object");
                continue;
            };
            for (key, node) in members {
                let pointer = format!("{section}/{}", escape(key));
                self.queue(pointer.clone(), Kind::Schema, node);
                components.insert(key.clone(), pointer);
            }
        }
        components
    }

    /// The component schema called `key`, when there is one.
    pub(super) fn component(&self, key: &str) -> Option<(String, &'a Node)> {
        let pointers = SECTIONS
            .iter()
            .map(|section| format!("{section}/{}", escape(key)));
        pointers
            .into_iter()
            .find_map(|pointer| Some((pointer.clone(), self.root.pointer(&pointer)?)))
    }

    /// The operations of `paths` or `webhooks`.
    fn endpoints(&mut self, section: &str) -> Vec<Endpoint> {
        let Some(paths) = self.root.pointer(section) else {
            return Vec::new();
        };
        let Some(members) = paths.as_object() else {
            self.wrong_kind(paths, "this section", "an object");
            return Vec::new();
        };
        let mut endpoints = Vec::new();
        for (path, item) in members {
            if path.starts_with("x-") {
                continue;
            }
            let pointer = format!("{section}/{}", escape(path));
            operations::path_item(self, path, pointer, item, &mut endpoints);
        }
        endpoints
    }

    /// A reference to the node at `pointer`, which is queued to be taken apart. What is itself a reference is
    /// replaced by what it leads to.
    pub(super) fn refer(&mut self, pointer: String, kind: Kind, node: &'a Node) -> Node {
        if kind == Kind::Schema {
            // Schemas that are references stay nodes of their own: a name for another is worth keeping.
            self.queue(pointer.clone(), kind, node);
            return reference_to(node.origin, &pointer);
        }
        match references::target(node) {
            None => {
                self.queue(pointer.clone(), kind, node);
                reference_to(node.origin, &pointer)
            }
            Some(_) => match references::follow(self.root, pointer, self.diagnostics) {
                Some((pointer, found)) => {
                    self.queue(pointer.clone(), kind, found);
                    reference_to(node.origin, &pointer)
                }
                None => Node::object(node.origin, Object::new()),
            },
        }
    }

    /// A reference to what the `$ref` `target` names. `None` when it leads nowhere, which is reported.
    pub(super) fn refer_to_target(&mut self, target: &'a Node) -> Option<Node> {
        let pointer = references::local_pointer(self.root, target, self.diagnostics)?;
        let node = self.root.pointer(&pointer)?;
        self.queue(pointer.clone(), Kind::Schema, node);
        Some(reference_to(target.origin, &pointer))
    }

    fn queue(&mut self, pointer: String, kind: Kind, node: &'a Node) {
        if !self.nodes.contains_key(&pointer) {
            // A place holder keeps the order of discovery.
            let node_now = Node::new(node.origin, Value::Null);
            self.nodes.insert(
                pointer.clone(),
                Flattened {
                    kind,
                    node: node_now,
                },
            );
            self.work.push((pointer, kind, node));
        }
    }

    fn run(&mut self) {
        while let Some((pointer, kind, node)) = self.work.pop() {
            let flat = match kind {
                Kind::Schema => schema::flatten(self, &pointer, node),
                Kind::Parameter => operations::parameter(self, &pointer, node),
                Kind::Body => operations::body(self, &pointer, node),
                Kind::Response => operations::response(self, &pointer, node),
            };
            if let Some(entry) = self.nodes.get_mut(&pointer) {
                entry.node = flat;
            }
        }
    }

    /// Reports a value of the wrong kind.
    pub(super) fn wrong_kind(&mut self, node: &Node, what: &str, expected: &str) {
        let message = format!("{what} must be {expected}, this is {}", node.kind());
        self.diagnostics.push(Code::WrongKind, node.origin, message);
    }

    /// Reports a keyword whose meaning is not kept.
    pub(super) fn dropped(&mut self, origin: Origin, keyword: &str) {
        let message = format!("`{keyword}` is not kept in the generated code");
        self.diagnostics.push(Code::DroppedKeyword, origin, message);
    }

    /// Reports a keyword that the standard does not have.
    pub(super) fn unknown(&mut self, origin: Origin, keyword: &str, known: &[&str]) {
        let message = format!("`{keyword}` is not a keyword here");
        match crate::suggest::nearest(keyword, known.iter().copied()) {
            Some(near) => {
                let help = format!("did you mean `{near}`?");
                self.diagnostics
                    .push_with_help(Code::UnknownKeyword, origin, message, help);
            }
            None => self.diagnostics.push(Code::UnknownKeyword, origin, message),
        }
    }
}
