//! Walks a description from its paths, webhooks and components and takes it apart, node by node.
//!
//! A worklist, not recursion: how deep a document nests costs no stack.

use std::collections::BTreeSet;

use indexmap::IndexMap;
use url::Url;

use super::keywords::ObjectKind;
use super::references::References;
use super::{
    Endpoint, Family, Flat, Flattened, Kind, content, escape, ledger, operations, parameter,
    reference_to, references, schema,
};
use crate::diagnostics::{Code, Consequence, Diagnostics, Loss};
use crate::source::{Node, Origin, Value};

/// Where schemas with names stand, in 3.x and in 2.0.
const SECTIONS: [&str; 2] = ["/components/schemas", "/definitions"];

/// Takes `root` apart, in which `references` lead.
pub(super) fn flatten<'a>(
    root: &'a Node,
    references: References<'a>,
    family: Family,
    diagnostics: &'a mut Diagnostics,
) -> Flat {
    let mut flattener = Flattener {
        root,
        references,
        links_base: documentation(root),
        diagnostics,
        is_upgraded: family == Family::Swagger,
        nodes: IndexMap::new(),
        components: IndexMap::new(),
        named: BTreeSet::new(),
        work: Vec::new(),
    };
    flattener.account(ObjectKind::OpenApi, root);
    flattener.check_document();
    if let Some(components) = flattener.member(root, "components") {
        if components.as_object().is_none() {
            flattener.wrong_kind(components, "`components`", "an object");
        }
        flattener.account(ObjectKind::Components, components);
    }
    flattener.name_components();
    let described = flattener.components.keys().cloned().collect();
    let operations = flattener.endpoints("/paths");
    let webhooks = flattener.endpoints("/webhooks");
    flattener.queue_components();
    flattener.check_endpoints(&operations, &webhooks);
    flattener.run();
    Flat {
        info: flattener.info(),
        servers: flattener.servers(),
        served_at: root
            .get("$self")
            .and_then(Node::as_str)
            .filter(|url| url.starts_with("http"))
            .map(str::to_owned),
        tags: flattener.tags(),
        security: root
            .get("security")
            .and_then(|security| flattener.security(security)),
        schemes: flattener.schemes(),
        global_headers: list(root, "x-fern-global-headers"),
        idempotency_headers: list(root, "x-fern-idempotency-headers"),
        paging: root.get("x-fern-pagination").cloned(),
        nodes: flattener.nodes,
        described,
        components: flattener.components,
        operations,
        webhooks,
    }
}

fn list(root: &Node, key: &str) -> Vec<Node> {
    let list = root.get(key).and_then(Node::as_array);
    list.unwrap_or_default().to_vec()
}

/// The URL of `externalDocs`.
fn documentation(root: &Node) -> Option<Url> {
    Url::parse(root.get("externalDocs")?.get("url")?.as_str()?).ok()
}

/// The state of the walk.
pub(super) struct Flattener<'a> {
    pub(super) root: &'a Node,
    pub(super) diagnostics: &'a mut Diagnostics,
    /// Whether the tree was made from a 2.0 document, whose own objects are accounted for already.
    is_upgraded: bool,
    pub(super) references: References<'a>,
    /// The documentation that relative links in descriptions belong to.
    pub(super) links_base: Option<Url>,
    nodes: IndexMap<String, Flattened>,
    /// The schemas that have names: key to pointer.
    components: IndexMap<String, String>,
    /// Where the schemas are that have a name, or that have none to be found.
    named: BTreeSet<String>,
    work: Vec<(String, Kind, &'a Node)>,
}

impl<'a> Flattener<'a> {
    /// Queues the component schemas and notes their names.
    fn name_components(&mut self) {
        for section in SECTIONS {
            for (key, node) in self.section(section) {
                let pointer = format!("{section}/{}", escape(key));
                self.queue(pointer.clone(), Kind::Schema, node, node.origin);
                self.components.insert(key.clone(), pointer.clone());
                self.named.insert(pointer);
                // What it only refers to has its name.
                let mut at = node;
                while let Some((pointer, next)) = self.references.next(at) {
                    if !self.named.insert(pointer) {
                        break;
                    }
                    at = next;
                }
            }
        }
    }

    /// Queues what else stands among the components, used or not.
    fn queue_components(&mut self) {
        let sections = [
            ("/components/parameters", Kind::Parameter),
            ("/components/requestBodies", Kind::Body),
            ("/components/responses", Kind::Response),
        ];
        for (section, kind) in sections {
            for (key, node) in self.section(section) {
                self.refer(format!("{section}/{}", escape(key)), kind, node);
            }
        }
    }

    /// Notes the name of a schema that is referred to and is no component: that of its file, or its key among the
    /// definitions there. One that a component is nothing but a reference to is named already.
    fn name_referred(&mut self, pointer: &str) {
        if !self.named.insert(pointer.to_owned()) {
            return;
        }
        let Some(name) = self.references.name(pointer) else {
            return;
        };
        let candidates = [Some(name.short), name.long];
        let mut free = candidates
            .into_iter()
            .flatten()
            .filter(|key| !self.components.contains_key(key));
        if let Some(key) = free.next() {
            self.components.insert(key, pointer.to_owned());
        }
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
        let mut endpoints = Vec::new();
        for (path, item) in self.section(section) {
            if path.starts_with("x-") {
                continue;
            }
            let pointer = format!("{section}/{}", escape(path));
            operations::path_item(self, path, pointer, item, &mut endpoints);
        }
        endpoints
    }

    /// A reference to the node at `pointer`, which is queued to be taken apart. What is itself a reference is
    /// replaced by what it leads to. `None` when that is nothing, which is reported.
    pub(super) fn refer(&mut self, pointer: String, kind: Kind, node: &'a Node) -> Option<Node> {
        // Schemas that are references stay nodes of their own: a name for another is worth keeping.
        let (pointer, found) = match kind {
            Kind::Schema => (pointer, node),
            _ => self.followed(pointer, node)?,
        };
        self.queue(pointer, kind, found, node.origin)
    }

    /// The node itself, or what it leads to when it is a reference. `None` when that is nothing, which is reported.
    pub(super) fn followed(
        &mut self,
        pointer: String,
        node: &'a Node,
    ) -> Option<(String, &'a Node)> {
        match references::target(node) {
            Some(_) => self.references.follow(pointer, self.diagnostics),
            None => Some((pointer, node)),
        }
    }

    /// The schema itself, or the component that it is a reference to and nothing more.
    pub(super) fn component_of(&self, schema: &'a Node) -> &'a Node {
        /// A longer chain of references is a circle.
        const LONGEST: usize = 16;
        let mut found = schema;
        for _ in 0..LONGEST {
            let target = references::target(found).and_then(Node::as_str);
            let pointer = target.and_then(|target| target.strip_prefix('#'));
            match pointer.and_then(|pointer| self.root.pointer(pointer)) {
                Some(next) => found = next,
                None => break,
            }
        }
        found
    }

    /// A reference to what the `$ref` `target` names. `None` when it leads nowhere, which is reported.
    pub(super) fn refer_to_target(&mut self, target: &'a Node) -> Option<Node> {
        let pointer = self.references.pointer(target, self.diagnostics)?;
        let node = self.root.pointer(&pointer)?;
        self.name_referred(&pointer);
        self.queue(pointer, Kind::Schema, node, target.origin)
    }

    /// Sees to it that a node is taken apart. Gives the reference that stands for it at `origin`.
    fn queue(
        &mut self,
        pointer: String,
        kind: Kind,
        node: &'a Node,
        origin: Origin,
    ) -> Option<Node> {
        let reference = reference_to(origin, &pointer);
        // A component is what its section says, whatever refers to it first.
        let known = section_kind(&pointer).or(self.nodes.get(&pointer).map(|known| known.kind));
        if let Some(known) = known.filter(|known| *known != kind) {
            let (known, wanted) = (known.name(), kind.name());
            let message = format!("this leads to {known}, where {wanted} must be");
            self.diagnostics.push(Code::WrongKind, origin, message);
            return None;
        }
        if !self.nodes.contains_key(&pointer) {
            // A place holder keeps the order of discovery.
            let node_now = Node::new(node.origin, Value::Null);
            let flattened = Flattened {
                kind,
                node: node_now,
            };
            self.nodes.insert(pointer.clone(), flattened);
            self.work.push((pointer, kind, node));
        }
        Some(reference)
    }

    /// A reference to a node that was made here, at a place where the document has none.
    pub(super) fn made(&mut self, pointer: String, kind: Kind, node: Node) -> Node {
        let reference = reference_to(node.origin, &pointer);
        self.nodes.insert(pointer, Flattened { kind, node });
        reference
    }

    fn run(&mut self) {
        while let Some((pointer, kind, node)) = self.work.pop() {
            let flat = match kind {
                Kind::Schema => Some(schema::flatten(self, &pointer, node)),
                Kind::Parameter => parameter::parameter(self, &pointer, node),
                Kind::Body => content::body(self, &pointer, node),
                Kind::Response => content::response(self, &pointer, node),
            };
            if let (Some(entry), Some(flat)) = (self.nodes.get_mut(&pointer), flat) {
                entry.node = flat;
            }
        }
    }

    /// Whether the document is of an older version and was made one of this.
    pub(super) fn is_upgraded(&self) -> bool {
        self.is_upgraded
    }

    /// Reports a value of the wrong kind.
    pub(super) fn wrong_kind(&mut self, node: &Node, what: &str, expected: &str) {
        let message = format!("{what} must be {expected}, this is {}", node.kind());
        self.diagnostics.push(Code::WrongKind, node.origin, message);
    }

    /// Reports the keywords of an object that are not wholly kept.
    pub(super) fn account(&mut self, object: ObjectKind, node: &Node) {
        let is_done = matches!(
            object,
            ObjectKind::OpenApi
                | ObjectKind::Components
                | ObjectKind::Server
                | ObjectKind::PathItem
                | ObjectKind::Operation
                | ObjectKind::Parameter
                | ObjectKind::RequestBody
                | ObjectKind::MediaType
                | ObjectKind::Response
                | ObjectKind::Header
        );
        if !(self.is_upgraded && is_done) {
            ledger::account(object, node, self.diagnostics);
        }
    }

    /// The schema that an entry of a mapping leads to. An entry that leads to none is reported.
    pub(super) fn mapped(&mut self, tag: &str, target: &'a Node) -> Option<Node> {
        let spelled = target.as_str();
        let named = spelled.and_then(|name| self.component(name));
        let is_name = |name: &str| !name.contains(['#', '/', '.']);
        let (problem, meant) = match (spelled, named) {
            (_, Some((pointer, node))) => return self.refer(pointer, Kind::Schema, node),
            (None, None) => {
                let kind = target.kind();
                let problem = format!("a mapping leads to schemas by their names, this is {kind}");
                (problem, None)
            }
            (Some(name), None) if is_name(name) => {
                let names = self.components.keys().map(String::as_str);
                let near = crate::suggest::nearest(name, names).map(str::to_owned);
                (format!("`{name}` names no schema"), near)
            }
            (Some(spelled), None) => match self.references.attempt(target) {
                Ok(pointer) if section_kind(&pointer).is_none_or(|kind| kind == Kind::Schema) => {
                    return self.refer_to_target(target);
                }
                Ok(_) => (format!("`{spelled}` is no schema"), None),
                Err(meant) => (format!("`{spelled}` leads nowhere"), meant),
            },
        };
        let message = format!(
            "{problem}; this entry of the mapping is left out, and `{tag}` decodes as `Unknown`"
        );
        let code = Code::DroppedKeyword;
        match meant {
            Some(meant) => {
                self.diagnostics
                    .push_misspelt(code, target.origin, message, &meant);
            }
            None => self.diagnostics.push(code, target.origin, message),
        }
        let what = format!("values whose discriminator is `{tag}`");
        let consequence = Consequence::both(Loss::Untyped, what);
        self.diagnostics.costs(consequence);
        None
    }
}

/// The component at a pointer, by its section.
fn section_kind(pointer: &str) -> Option<Kind> {
    let (section, key) = pointer.rsplit_once('/')?;
    let kind = match section {
        "/components/schemas" | "/definitions" => Kind::Schema,
        "/components/parameters" => Kind::Parameter,
        "/components/requestBodies" => Kind::Body,
        "/components/responses" => Kind::Response,
        _ => return None,
    };
    (!key.is_empty()).then_some(kind)
}
