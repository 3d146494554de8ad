//! Servers: of the whole description, of a path, of an operation.

use super::flatten::Flattener;
use super::keywords::ObjectKind;
use super::kinds::Expected::{Text, Texts};
use crate::source::{Node, Object, Value};

impl Flattener<'_> {
    /// The `servers` of the whole description.
    pub(super) fn servers(&mut self) -> Vec<Node> {
        self.list("servers")
            .iter()
            .filter_map(|server| self.server(server))
            .collect()
    }

    /// The `servers` of a path or an operation, where they are not those of the whole description.
    pub(super) fn own_servers(&mut self, node: &Node) -> Option<Node> {
        let servers = node.get("servers")?;
        let Some(list) = servers.as_array() else {
            self.wrong_kind(servers, "`servers`", "a list");
            return None;
        };
        let urls = |list: &[Node]| -> Vec<Option<String>> {
            let url = |server: &Node| Some(server.get("url")?.as_str()?.to_owned());
            list.iter().map(url).collect()
        };
        let all = self.root.get("servers").and_then(Node::as_array);
        if all.is_some_and(|all| urls(all) == urls(list)) {
            return None;
        }
        let servers_kept = list.iter().filter_map(|server| self.server(server));
        let kept: Vec<Node> = servers_kept.collect();
        (!kept.is_empty()).then(|| Node::new(servers.origin, Value::Array(kept)))
    }

    fn server(&mut self, server: &Node) -> Option<Node> {
        if !self.is_complete(server, "a server", &["url"]) {
            return None;
        }
        self.account(ObjectKind::Server, server);
        self.check_server(server);
        let known = [("url", Text), ("name", Text), ("description", Text)];
        let mut flat = self.keep_known(server, &known);
        if let Some(variables) = server.get("variables") {
            let Some(members) = variables.as_object() else {
                self.wrong_kind(variables, "`variables`", "an object");
                return None;
            };
            let mut kept = Object::new();
            for (name, variable) in members {
                if !self.is_complete(variable, "a server variable", &["default"]) {
                    return None;
                }
                self.account(ObjectKind::ServerVariable, variable);
                let known = [("default", Text), ("enum", Texts), ("description", Text)];
                let variable = Node::object(variable.origin, self.keep_known(variable, &known));
                kept.insert(name.clone(), variable);
            }
            flat.insert("variables".to_owned(), Node::object(variables.origin, kept));
        }
        let is_whole = flat.contains_key("url");
        is_whole.then(|| Node::object(server.origin, flat))
    }
}
