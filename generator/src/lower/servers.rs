//! Servers: absolute URLs, and what their variables are.

use indexmap::IndexMap;
use url::Url;

use super::Lowerer;
use crate::config::Setting;
use crate::diagnostics::{Code, Consequence, Diagnostics, Loss};
use crate::ir::{Server, ServerVariable};
use crate::name::Name;
use crate::source::Node;

/// The servers met so far.
pub(super) struct Servers {
    /// Where the description is served.
    base: Option<Url>,
    /// The variables in their URLs.
    pub(super) variables: Vec<ServerVariable>,
}

impl Servers {
    /// `setting` is what the settings say of where the description is served, `own` what it says itself.
    pub(super) fn new(
        setting: Option<&Setting>,
        own: Option<&str>,
        diagnostics: &mut Diagnostics,
    ) -> Self {
        let parse = |url: &str| {
            let url = Url::parse(url).ok();
            url.filter(|url| url.scheme().starts_with("http"))
        };
        let base = setting.map(|setting| (setting, parse(setting.as_str())));
        if let Some((setting, None)) = base {
            let message = format!(
                "`{setting}` is no absolute URL, such as https://api.example.com/openapi.json"
            );
            diagnostics.push(Code::BadConfig, setting.origin, message);
        }
        let base = base.and_then(|(_, url)| url);
        Self {
            base: base.or_else(|| own.and_then(parse)),
            variables: Vec::new(),
        }
    }

    /// A URL that may be relative to where the description is served; `None` where that is not known.
    fn absolute(&self, url: &str) -> Option<String> {
        if let Some((scheme, _)) = url.split_once("://") {
            let is_usable = scheme.starts_with("http") || scheme.starts_with('{');
            return is_usable.then(|| url.to_owned());
        }
        match &self.base {
            Some(base) => {
                let joined = base.join(url).ok()?;
                let is_usable = joined.scheme().starts_with("http");
                // Braces are no characters of a URL, but of a template.
                let joined = joined.as_str().replace("%7B", "{").replace("%7D", "}");
                is_usable.then_some(joined)
            }
            // Only the scheme is missing, and there is one that is always safe.
            None => url.strip_prefix("//").map(|rest| format!("https://{rest}")),
        }
    }

    /// The name of a variable: its own, unless another variable has that.
    fn name(&mut self, wanted: ServerVariable) -> String {
        let same = |known: &&ServerVariable| {
            known.key == wanted.key
                && known.default == wanted.default
                && known.values == wanted.values
        };
        if let Some(known) = self.variables.iter().find(same) {
            return known.template.clone();
        }
        let others = self.variables.iter();
        let others = others.filter(|known| known.key == wanted.key).count();
        let template = match others {
            0 => wanted.key.clone(),
            others => format!("{}{}", wanted.key, others + 1),
        };
        self.variables.push(ServerVariable {
            template: template.clone(),
            ..wanted
        });
        template
    }
}

impl Lowerer<'_> {
    /// The servers of the whole description.
    pub(super) fn servers(&mut self) -> Vec<Server> {
        let flat = self.flat;
        let servers = flat.servers.iter();
        let servers: Vec<Server> = servers.filter_map(|node| self.server(node)).collect();
        match &self.servers.base {
            // What is left out stands for `/`.
            Some(base) if flat.servers.is_empty() => {
                let root = base.join("/").map(String::from);
                let root = root.ok().map(|url| Server {
                    origin: flat.info.origin,
                    url: url.trim_end_matches('/').to_owned(),
                    description: None,
                    words: String::new(),
                    name: Name::default(),
                });
                root.into_iter().collect()
            }
            _ => servers,
        }
    }

    /// The URLs of the servers of an operation.
    pub(super) fn own_servers(&mut self, operation: &Node) -> Vec<String> {
        let servers = operation.get("servers").and_then(Node::as_array);
        let servers = servers.unwrap_or_default().iter();
        let servers = servers.filter_map(|node| self.server(node));
        let urls: Vec<String> = servers.map(|server| server.url).collect();
        let all: Vec<&str> = self.described.iter().map(String::as_str).collect();
        if let (Some(node), true) = (
            operation.get("servers"),
            urls.len() > 1 && urls.len() != all.len(),
        ) {
            let message = "`servers` is kept in part: calls go to the first of these; for another one give the client a base URL";
            self.diagnostics
                .push(Code::ApproximatedKeyword, node.origin, message.to_owned());
            let what = "to other than the first of its own `servers`, unless by another base URL";
            self.diagnostics
                .costs(Consequence::both(Loss::CannotSend, what));
        }
        // Written in another way they may be the same after all.
        if urls == all { Vec::new() } else { urls }
    }

    fn server(&mut self, node: &Node) -> Option<Server> {
        let server = self.read::<openapiv3::Server>(node, "server")?;
        let Some(mut url) = self.servers.absolute(&server.url) else {
            // What is left out stands for `/` too.
            if server.url.contains("://") {
                let message = format!(
                    "`{}` cannot be called over HTTP; it is no server to choose",
                    server.url
                );
                self.diagnostics
                    .push(Code::DroppedKeyword, node.origin, message);
                let what = format!(
                    "to the server `{}`, which is not called over HTTP",
                    server.url
                );
                self.diagnostics
                    .costs(Consequence::both(Loss::CannotSend, what));
            } else if server.url != "/" {
                let message = format!(
                    "`{}` is relative to where the description is served, which nothing says; it is no server to choose",
                    server.url
                );
                let help = "say where in sdk.toml: `description_url = \"https://…/openapi.json\"`";
                self.diagnostics
                    .push_with_help(Code::DroppedKeyword, node.origin, message, help);
                let what = format!("the server `{}`: the caller gives the base URL", server.url);
                self.diagnostics
                    .costs(Consequence::both(Loss::Ignored, what));
            }
            return None;
        };
        let mut declared: IndexMap<String, openapiv3::ServerVariable> =
            server.variables.unwrap_or_default();
        let names: Vec<String> = crate::template::names(&url)
            .into_iter()
            .map(str::to_owned)
            .collect();
        for key in names {
            let variable = declared.shift_remove(&key);
            let own = node.get("variables").and_then(|all| all.get(&key));
            let template = self.servers.name(ServerVariable {
                origin: own.map_or(node.origin, |own| own.origin),
                key: key.clone(),
                template: String::new(),
                default: variable.as_ref().map(|variable| variable.default.clone()),
                values: variable
                    .as_ref()
                    .map(|variable| variable.enumeration.clone())
                    .unwrap_or_default(),
                description: variable.and_then(|variable| variable.description),
                name: Name::default(),
            });
            url = url.replace(&format!("{{{key}}}"), &format!("{{{template}}}"));
        }
        // 3.2 lets a server have a name.
        let name = node.get("name").and_then(Node::as_str).map(str::to_owned);
        let words = name.or_else(|| server.description.clone());
        Some(Server {
            origin: node.origin,
            url,
            description: server.description,
            words: words.unwrap_or_default(),
            name: Name::default(),
        })
    }
}
