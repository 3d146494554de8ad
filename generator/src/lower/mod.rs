//! From the flat normal form to the IR, one node at a time through openapiv3.
//!
//! This is the only stage that knows `$ref`.

mod behaviour;
mod client_parameter;
mod extensions;
mod hints;
mod operation;
mod parameter;
mod response;
mod schema;
mod servers;
mod webhook;

use std::collections::BTreeMap;

use indexmap::IndexMap;
use serde::Deserialize;
use url::Url;

pub use self::response::is_success;
use self::servers::Servers;
use crate::config::Setting;
use crate::diagnostics::{Code, Consequence, Diagnostics};
use crate::dialect::{Flat, Kind, unescape};
use crate::ir::{Api, Flows, Schema, SchemaId, Scheme, SchemeKind};
use crate::name::Name;
use crate::source::{Node, Value};

/// Lowers a whole description. `served_at` is the URL that it is served at.
pub fn lower(flat: &Flat, served_at: Option<&Setting>, diagnostics: &mut Diagnostics) -> Api {
    let mut ids = IndexMap::new();
    for (pointer, entry) in &flat.nodes {
        if entry.kind == Kind::Schema {
            ids.insert(pointer.as_str(), SchemaId(ids.len()));
        }
    }
    let mut lowerer = Lowerer {
        flat,
        ids,
        unions: Vec::new(),
        servers: Servers::new(served_at, flat.served_at.as_deref(), diagnostics),
        described: Vec::new(),
        diagnostics,
    };
    let servers = lowerer.servers();
    lowerer.described = servers.iter().map(|server| server.url.clone()).collect();
    let mut api = Api {
        servers,
        schemes: lowerer.schemes(),
        client_parameters: client_parameter::all(&flat.global_headers),
        ..Api::default()
    };
    lowerer.info(&mut api);
    for entry in flat
        .nodes
        .values()
        .filter(|entry| entry.kind == Kind::Schema)
    {
        api.schemas.push(lowerer.schema(&entry.node));
    }
    api.schemas.append(&mut lowerer.unions);
    lowerer.report_circles(&api.schemas);
    api.components = lowerer.components();
    api.parts = lowerer.parts();
    api.described.clone_from(&flat.described);
    for endpoint in &flat.operations {
        api.operations.extend(lowerer.operation(endpoint));
    }
    api.server_variables = lowerer.servers.variables.clone();
    for endpoint in &flat.webhooks {
        let payload = lowerer.operation(endpoint);
        api.webhooks
            .extend(payload.map(|payload| lowerer.webhook(payload)));
    }
    api
}

/// The token endpoints of a scheme; relative ones are below the server, where that is known.
fn flows(scheme: &Node, server: Option<&str>) -> Flows {
    let url = |flow: &str, key: &str| {
        let flow = scheme.get("flows")?.get(flow)?;
        let url = flow.get(key).and_then(Node::as_str)?;
        if url.starts_with("https://") || url.starts_with("http://") {
            return Some(url.to_owned());
        }
        let server = Url::parse(server?).ok()?;
        let url = server.join(url).ok()?;
        matches!(url.scheme(), "https" | "http").then(|| url.to_string())
    };
    let refreshable = ["authorizationCode", "password"];
    let refresh = { refreshable.iter() }.find_map(|flow| url(flow, "refreshUrl"));
    let token = || { refreshable.iter() }.find_map(|flow| url(flow, "tokenUrl"));
    Flows {
        client_credentials: url("clientCredentials", "tokenUrl"),
        refresh: refresh.or_else(token),
        ..Flows::default()
    }
}

/// The state of the stage.
struct Lowerer<'a> {
    flat: &'a Flat,
    /// Pointers to ids.
    ids: IndexMap<&'a str, SchemaId>,
    /// What stands as `anyOf` beside `oneOf`; its ids come after those of pointers.
    unions: Vec<Schema>,
    servers: Servers,
    /// The URLs of the servers of the whole description.
    described: Vec<String>,
    diagnostics: &'a mut Diagnostics,
}

impl Lowerer<'_> {
    /// Reads a shallow node as what openapiv3 has for it.
    fn read<'de, T: Deserialize<'de>>(&mut self, node: &'de Node, what: &str) -> Option<T> {
        match T::deserialize(node) {
            Ok(value) => Some(value),
            // What is wrong in a document is found before; the parser's own words would not help its reader.
            Err(_) => {
                let message =
                    format!("this {what} cannot be read, for a reason that was not foreseen");
                let help = "compare it with the OpenAPI specification; if it is right, report it as a defect of sdkgen";
                self.diagnostics
                    .push_with_help(Code::InvalidNode, node.origin, message, help);
                None
            }
        }
    }

    /// The schema that `reference` (`#` and a pointer) names.
    fn id(&self, reference: &str) -> Option<SchemaId> {
        self.ids.get(reference.strip_prefix('#')?).copied()
    }

    /// The flattened node that `reference` names, unless it was refused.
    fn node(&self, reference: &str) -> Option<&Node> {
        self.flat
            .nodes
            .get(reference.strip_prefix('#')?)
            .map(|entry| &entry.node)
            .filter(|node| node.value != Value::Null)
    }

    fn info(&mut self, api: &mut Api) {
        let text = |key: &str| {
            let text = self.flat.info.get(key).and_then(Node::as_str);
            text.unwrap_or_default().to_owned()
        };
        api.title = text("title");
        api.version = text("version");
        api.description = Some(text("description")).filter(|text| !text.is_empty());
        let license = self.flat.info.get("license");
        let word = |key: &str| license.and_then(|license| license.get(key)?.as_str());
        api.license = crate::license::spdx(word("identifier"), word("name"), word("url"));
        for tag in &self.flat.tags {
            let word = |key: &str| {
                let text = tag.get(key).and_then(Node::as_str);
                text.filter(|text| !text.trim().is_empty())
            };
            if let (Some(name), Some(description)) = (
                word("name"),
                word("description").or_else(|| word("summary")),
            ) {
                api.tags.insert(name.to_owned(), description.to_owned());
            }
        }
    }

    /// Reports schemas that are references which lead only to one another.
    fn report_circles(&mut self, schemas: &[Schema]) {
        // By which walk each schema was met first.
        let mut met: Vec<Option<usize>> = vec![None; schemas.len()];
        for walk in 0..schemas.len() {
            let mut at = walk;
            while let Some(next) = schemas.get(at).and_then(|schema| schema.reference) {
                match met.get_mut(at) {
                    Some(slot @ None) => *slot = Some(walk),
                    Some(Some(before)) if *before == walk => {
                        let origin = schemas.get(at).map(|schema| schema.origin);
                        let message = "this schema is a reference that leads only to itself";
                        self.diagnostics.push(
                            Code::CircularReference,
                            origin.unwrap_or_default(),
                            message,
                        );
                        break;
                    }
                    _ => break,
                }
                at = next.0;
            }
        }
    }

    fn components(&self) -> IndexMap<String, SchemaId> {
        let id = |pointer: &String| self.ids.get(pointer.as_str()).copied();
        self.flat
            .components
            .iter()
            .filter_map(|(key, pointer)| Some((key.clone(), id(pointer)?)))
            .collect()
    }

    /// The schemas that stand in the parameters and answers among the components, and the keys of those.
    fn parts(&self) -> BTreeMap<SchemaId, String> {
        let part = |(pointer, id): (&&str, &SchemaId)| {
            let (section, rest) = pointer.strip_prefix("/components/")?.split_once('/')?;
            let (key, rest) = rest.split_once('/')?;
            let is_one = ["parameters", "responses"].contains(&section);
            let is_whole = rest == "schema" || {
                let media = rest.strip_prefix("content/")?.strip_suffix("/schema")?;
                !media.contains('/')
            };
            (is_one && is_whole).then(|| (*id, unescape(key)))
        };
        self.ids.iter().filter_map(part).collect()
    }

    fn schemes(&mut self) -> Vec<Scheme> {
        let mut schemes = Vec::new();
        for (key, node) in &self.flat.schemes {
            let word = |key: &str| node.get(key).and_then(Node::as_str).unwrap_or_default();
            let kind = match (
                word("type"),
                word("scheme").to_lowercase().as_str(),
                word("in"),
            ) {
                ("http", "bearer", _) => SchemeKind::Bearer,
                ("http", "basic", _) => SchemeKind::Basic,
                ("apiKey", _, "header") => SchemeKind::HeaderKey(word("name").to_owned()),
                ("apiKey", _, "query") => SchemeKind::QueryKey(word("name").to_owned()),
                ("apiKey", _, "cookie") => SchemeKind::CookieKey(word("name").to_owned()),
                // Both end in a bearer token, which the caller brings.
                ("oauth2" | "openIdConnect", _, _) => SchemeKind::Bearer,
                ("", ..) => SchemeKind::Other,
                (kind, scheme, _) => {
                    let name = if kind == "http" { scheme } else { kind };
                    let message = format!(
                        "`{name}` is the caller's part: a default header, or the transport"
                    );
                    self.diagnostics
                        .push(Code::ApproximatedKeyword, node.origin, message);
                    // It depends on which operations ask for it.
                    self.diagnostics.costs(Consequence::none());
                    SchemeKind::Other
                }
            };
            let description = Some(word("description").to_owned()).filter(|text| !text.is_empty());
            schemes.push(Scheme {
                origin: node.origin,
                key: key.clone(),
                kind,
                description,
                variable: None,
                tokens: matches!(word("type"), "oauth2" | "openIdConnect")
                    .then(|| flows(node, self.described.first().map(String::as_str))),
                name: Name::default(),
            });
        }
        schemes
    }
}
