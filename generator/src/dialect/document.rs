//! What stands at the top of a description: its title, servers, tags and security.

use indexmap::IndexMap;

use super::flatten::Flattener;
use super::keywords::ObjectKind;
use super::kinds::Expected::{self, Text, Texts, Word};
use crate::diagnostics::{Code, Consequence, Loss};
use crate::source::{Node, Object, Value};
use crate::suggest;

impl<'a> Flattener<'a> {
    /// `info`
    pub(super) fn info(&mut self) -> Node {
        let root = self.root;
        let Some(info) = self.member(root, "info") else {
            return Node::object(self.root.origin, Object::new());
        };
        if info.as_object().is_none() {
            self.wrong_kind(info, "`info`", "an object");
        }
        self.account(ObjectKind::Info, info);
        let known = [
            ("title", Text),
            ("summary", Text),
            ("description", Text),
            ("version", Text),
        ];
        let mut flat = self.keep_known(info, &known);
        if let Some(summary) = flat.shift_remove("summary") {
            flat.entry("description".to_owned()).or_insert(summary);
        }
        let license = info
            .get("license")
            .filter(|license| license.as_object().is_some());
        flat.extend(license.map(|license| ("license".to_owned(), license.clone())));
        Node::object(info.origin, flat)
    }

    /// `tags`
    pub(super) fn tags(&mut self) -> Vec<Node> {
        let mut tags = Vec::new();
        for tag in self.list("tags") {
            if self.is_complete(tag, "a tag", &["name"]) {
                self.account(ObjectKind::Tag, tag);
                self.check_external_docs(tag);
                let known = [("name", Text), ("summary", Text), ("description", Text)];
                tags.push(Node::object(tag.origin, self.keep_known(tag, &known)));
            }
        }
        tags
    }

    /// `components.securitySchemes`
    pub(super) fn schemes(&mut self) -> IndexMap<String, Node> {
        let section = "/components/securitySchemes";
        let mut schemes = IndexMap::new();
        for (key, scheme) in self.section(section) {
            let pointer = format!("{section}/{}", super::escape(key));
            let Some((_, scheme)) = self.followed(pointer, scheme) else {
                continue;
            };
            schemes.extend(self.scheme(scheme).map(|scheme| (key.clone(), scheme)));
        }
        schemes
    }

    fn scheme(&mut self, scheme: &Node) -> Option<Node> {
        const TYPES: [&str; 5] = ["apiKey", "http", "mutualTLS", "oauth2", "openIdConnect"];
        const PLACES: [&str; 3] = ["query", "header", "cookie"];
        if !self.is_complete(scheme, "a security scheme", &["type"]) {
            return None;
        }
        self.account(ObjectKind::SecurityScheme, scheme);
        self.check_scheme(scheme);
        let needs: &[&str] = match scheme.get("type").and_then(Node::as_str) {
            Some("apiKey") => &["name", "in"],
            Some("http") => &["scheme"],
            _ => &[],
        };
        let is_complete = self.is_complete(scheme, "a scheme of this type", needs);
        let known = [
            ("type", Word(&TYPES)),
            ("scheme", Text),
            ("name", Text),
            ("in", Word(&PLACES)),
            ("description", Text),
        ];
        let mut flat = self.keep_known(scheme, &known);
        if scheme.get("type").and_then(Node::as_str) == Some("oauth2") {
            let flows = self.flows(scheme);
            flat.insert("flows".to_owned(), flows);
        }
        is_complete.then(|| Node::object(scheme.origin, flat))
    }

    /// The endpoints of each flow; 2.0 writes the only one beside the type, by another name.
    fn flows(&mut self, scheme: &Node) -> Node {
        const URLS: [(&str, Expected); 2] = [("tokenUrl", Text), ("refreshUrl", Text)];
        let mut flat = Object::new();
        let flows = scheme.get("flows").and_then(Node::as_object);
        for (name, flow) in flows.into_iter().flatten() {
            let urls = self.keep_known(flow, &URLS);
            flat.insert(name.clone(), Node::object(flow.origin, urls));
        }
        if let Some(name) = scheme.get("flow").and_then(Node::as_str) {
            let name = match name {
                "application" => "clientCredentials",
                "accessCode" => "authorizationCode",
                other => other,
            };
            let urls = self.keep_known(scheme, &URLS);
            flat.insert(name.to_owned(), Node::object(scheme.origin, urls));
        }
        Node::object(scheme.origin, flat)
    }

    /// A list of security requirements: of the whole description, or of an operation.
    pub(super) fn security(&mut self, list: &'a Node) -> Option<Node> {
        let Some(items) = list.as_array() else {
            self.wrong_kind(list, "`security`", "a list");
            return None;
        };
        let mut requirements = Vec::new();
        for item in items {
            let Some(members) = item.as_object() else {
                self.wrong_kind(item, "a security requirement", "an object");
                continue;
            };
            let mut requirement = Object::new();
            for (scheme, scopes) in members {
                if self.has_scheme(scheme, scopes) {
                    self.keep(&mut requirement, scheme, scopes, Texts);
                }
            }
            requirements.push(Node::object(item.origin, requirement));
        }
        Some(Node::new(list.origin, Value::Array(requirements)))
    }

    /// Whether a requirement names a scheme that is described.
    fn has_scheme(&mut self, name: &str, place: &Node) -> bool {
        let schemes = self.root.pointer("/components/securitySchemes");
        let schemes = schemes.and_then(Node::as_object);
        if schemes.is_some_and(|schemes| schemes.contains_key(name)) {
            return true;
        }
        let message = format!("`{name}` is none of the security schemes; nothing is sent for it");
        let known = schemes.into_iter().flat_map(|schemes| schemes.keys());
        match suggest::nearest(name, known.map(String::as_str)) {
            Some(near) => {
                let help = format!("did you mean `{near}`?");
                self.diagnostics
                    .push_with_help(Code::UnknownScheme, place.origin, message, help);
            }
            None => self
                .diagnostics
                .push(Code::UnknownScheme, place.origin, message),
        }
        let what = format!("the credential `{name}`, which no security scheme describes");
        self.diagnostics
            .costs(Consequence::both(Loss::CannotSend, what));
        false
    }

    /// The entries of a list at the top.
    pub(super) fn list(&mut self, key: &str) -> &'a [Node] {
        let root = self.root;
        let Some(list) = self.member(root, key) else {
            return &[];
        };
        if list.as_array().is_none() {
            self.wrong_kind(list, &format!("`{key}`"), "a list");
        }
        list.as_array().unwrap_or_default()
    }

    /// The members of a section.
    pub(super) fn section(
        &mut self,
        pointer: &str,
    ) -> impl Iterator<Item = (&'a String, &'a Node)> + use<'a> {
        let name = pointer.rsplit('/').next().unwrap_or_default();
        let section = self.root.pointer(pointer);
        let section = section.filter(|section| !self.is_left_out(name, section));
        if let Some(section) = section.filter(|section| section.as_object().is_none()) {
            self.wrong_kind(section, &format!("`{name}`"), "an object");
        }
        section.and_then(Node::as_object).into_iter().flatten()
    }
}
