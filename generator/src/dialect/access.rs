//! What the standard demands of servers and security schemes, and documents get away without.

use super::conformance::is_token;
use super::flatten::Flattener;
use crate::source::Node;
use crate::template;

impl Flattener<'_> {
    /// A server's variables and those that its URL names.
    pub(super) fn check_server(&mut self, server: &Node) {
        let (Some(node), variables) = (server.get("url"), server.get("variables")) else {
            return;
        };
        let url = node.as_str().unwrap_or_default();
        for name in template::names(url) {
            if variables
                .and_then(|variables| variables.get(name))
                .is_none()
            {
                let message = format!("`{{{name}}}` in the URL is not among the variables");
                self.unusual(node.origin, message);
            }
        }
        for variable in variables
            .and_then(Node::as_object)
            .into_iter()
            .flat_map(|all| all.values())
        {
            let values = variable.get("enum").and_then(Node::as_array);
            let (Some(values), Some(default)) = (values, variable.get("default")) else {
                continue;
            };
            if !values.iter().any(|value| value.value == default.value) {
                let message = "the default is not among the values of `enum`";
                self.unusual(default.origin, message);
            }
            let is_again = |(index, value): (usize, &Node)| {
                values
                    .iter()
                    .take(index)
                    .any(|other| other.value == value.value)
            };
            if values.iter().enumerate().any(is_again) {
                self.unusual(variable.origin, "`enum` holds a value twice");
            }
        }
    }

    /// A security scheme's name and URLs.
    pub(super) fn check_scheme(&mut self, scheme: &Node) {
        let word = |key: &str| scheme.get(key).and_then(Node::as_str);
        match word("type") {
            Some("apiKey") => {
                let place = word("in").unwrap_or("parameter");
                let fits = |name: &str| match place {
                    "query" => !name.is_empty(),
                    _ => is_token(name),
                };
                let name = scheme.get("name");
                if let Some(name) = name.filter(|name| !name.as_str().is_some_and(fits)) {
                    let what = if place == "query" { "parameter" } else { place };
                    let message = format!("this is not the name of a {what}");
                    self.unusual(name.origin, message);
                }
            }
            Some("oauth2") if word("flow").is_none() => {
                self.demand(scheme, "a scheme of this type", &["flows"]);
                let flows = scheme.get("flows").and_then(Node::as_object);
                for flow in flows.into_iter().flat_map(|flows| flows.values()) {
                    self.check_urls(flow, &["authorizationUrl", "tokenUrl", "refreshUrl"]);
                }
            }
            Some("openIdConnect") => {
                self.demand(scheme, "a scheme of this type", &["openIdConnectUrl"]);
                self.check_urls(scheme, &["openIdConnectUrl"]);
            }
            _ => {}
        }
    }

    fn check_urls(&mut self, node: &Node, keys: &[&str]) {
        for value in keys.iter().filter_map(|key| node.get(key)) {
            // Relative ones are allowed.
            let base = self.references.base();
            let spelled = value.as_str().unwrap_or_default();
            if spelled.contains(char::is_whitespace)
                || base.is_some_and(|base| base.join(spelled).is_err())
            {
                self.unusual(value.origin, format!("`{spelled}` is not a URL"));
            }
        }
    }
}
