//! Credentials that the description does not describe as such: those of the settings, and those that every operation asks for
//! as a header parameter.

use std::collections::BTreeMap;

use glob::Pattern;

use crate::analyze::unmatched;
use crate::config::{AuthScheme, HttpScheme, Setting};
use crate::diagnostics::{Code, Diagnostics};
use crate::dialect::{Endpoint, Flat};
use crate::source::{Node, Object, Origin, Value};

/// Adds the schemes of the settings; without any, and without one in the description, those of header parameters.
pub fn complete(
    flat: &mut Flat,
    settings: &BTreeMap<Setting, AuthScheme>,
    diagnostics: &mut Diagnostics,
) {
    for (name, setting) in settings {
        add(flat, name, setting, diagnostics);
    }
    if flat.schemes.is_empty() {
        from_parameters(flat);
    }
}

fn add(flat: &mut Flat, name: &Setting, setting: &AuthScheme, diagnostics: &mut Diagnostics) {
    let key = name.as_str();
    if flat.schemes.contains_key(key) {
        let message = format!("the description has a security scheme `{name}` already");
        diagnostics.push(Code::BadConfig, name.origin, message);
        return;
    }
    let Some(scheme) = scheme(name.origin, setting) else {
        let message = format!(
            "`[auth.{name}]` must have exactly one of `scheme`, `header`, `query`, `cookie` and `token_url`"
        );
        diagnostics.push(Code::BadConfig, name.origin, message);
        return;
    };
    flat.schemes.insert(key.to_owned(), scheme);
    if setting.operations.is_empty() {
        let known = flat.security.take();
        flat.security = Some(with(known.as_ref(), key, name.origin));
    }
    for glob in &setting.operations {
        let mut is_used = false;
        for endpoint in flat.operations.iter_mut().filter(|one| fits(one, glob)) {
            is_used = true;
            if let Value::Object(members) = &mut endpoint.node.value {
                let security = with(members.get("security"), key, name.origin);
                members.insert("security".to_owned(), security);
            }
        }
        if !is_used {
            let ids = flat.operations.iter();
            let ids = ids.filter_map(|one| one.node.get("operationId")?.as_str());
            unmatched(diagnostics, glob.origin, "operation", glob.as_str(), ids);
        }
    }
}

/// The scheme as OpenAPI 3.0 describes it. `None` unless the setting says what it is, once.
fn scheme(origin: Origin, setting: &AuthScheme) -> Option<Node> {
    let AuthScheme {
        scheme,
        header,
        query,
        cookie,
        ..
    } = setting;
    let text = |text: &str| Node::string(origin, text);
    let key = |place: &str, name: &Setting| {
        vec![
            ("type", text("apiKey")),
            ("in", text(place)),
            ("name", text(name.as_str())),
        ]
    };
    let http = |scheme: &HttpScheme| {
        let scheme = match scheme {
            HttpScheme::Bearer => "bearer",
            HttpScheme::Basic => "basic",
        };
        vec![("type", text("http")), ("scheme", text(scheme))]
    };
    let flow = |key: &str, url: &Setting| {
        let urls = [(key.to_owned(), text(url.as_str()))];
        Node::object(origin, urls.into_iter().collect())
    };
    let mut flows = Object::new();
    if let Some(url) = &setting.token_url {
        flows.insert("clientCredentials".to_owned(), flow("tokenUrl", url));
    }
    if let Some(url) = &setting.refresh_url {
        flows.insert("password".to_owned(), flow("refreshUrl", url));
    }
    let oauth = (!flows.is_empty()).then(|| {
        vec![
            ("type", text("oauth2")),
            ("flows", Node::object(origin, flows)),
        ]
    });
    let said = [
        scheme.as_ref().map(http),
        header.as_ref().map(|name| key("header", name)),
        query.as_ref().map(|name| key("query", name)),
        cookie.as_ref().map(|name| key("cookie", name)),
        oauth,
    ];
    let said: Vec<_> = said.into_iter().flatten().collect();
    let [members] = <[_; 1]>::try_from(said).ok()?;
    let about = setting.description.as_ref();
    let about = about.map(|about| ("description", text(about)));
    let members = members.into_iter().chain(about);
    let members = members.map(|(key, value)| (key.to_owned(), value));
    Some(Node::object(origin, members.collect()))
}

/// The requirements, and one more that does as well.
fn with(known: Option<&Node>, key: &str, origin: Origin) -> Node {
    let known = known.and_then(Node::as_array).unwrap_or_default();
    let mut requirements = known.to_vec();
    let scopes = Node::new(origin, Value::Array(Vec::new()));
    let one = [(key.to_owned(), scopes)].into_iter().collect();
    requirements.push(Node::object(origin, one));
    Node::new(origin, Value::Array(requirements))
}

fn fits(endpoint: &Endpoint, glob: &Setting) -> bool {
    let Ok(glob) = Pattern::new(glob.as_str()) else {
        return false;
    };
    let id = endpoint.node.get("operationId").and_then(Node::as_str);
    id.is_some_and(|id| glob.matches(id))
        || glob.matches(&format!("{} {}", endpoint.method, endpoint.path))
}

/// A header that every operation takes and that is a credential by its name becomes the client's.
fn from_parameters(flat: &mut Flat) {
    let headers: Vec<BTreeMap<String, String>> = { flat.operations.iter() }
        .map(|endpoint| headers(flat, endpoint))
        .collect();
    let Some((first, others)) = headers.split_first() else {
        return;
    };
    for (name, pointer) in first {
        if !is_credential(name) || !others.iter().all(|other| other.contains_key(name)) {
            continue;
        }
        let Some(parameter) = flat.nodes.get(pointer).map(|entry| entry.node.clone()) else {
            continue;
        };
        let key = crate::name::words(name).join("_");
        flat.schemes
            .insert(key.clone(), described(name, &parameter));
        let known = flat.security.take();
        flat.security = Some(with(known.as_ref(), &key, parameter.origin));
        for (endpoint, headers) in flat.operations.iter_mut().zip(&headers) {
            let Value::Object(members) = &mut endpoint.node.value else {
                continue;
            };
            if let (Some(Value::Array(parameters)), Some(pointer)) = (
                members.get_mut("parameters").map(|node| &mut node.value),
                headers.get(name),
            ) {
                parameters.retain(|parameter| reference(parameter) != Some(pointer));
            }
        }
    }
}

/// The header parameters of an operation, by name in lower case, and their pointers.
fn headers(flat: &Flat, endpoint: &Endpoint) -> BTreeMap<String, String> {
    let parameters = endpoint.node.get("parameters").and_then(Node::as_array);
    let parameters = parameters.unwrap_or_default().iter();
    let named = parameters.filter_map(|parameter| {
        let pointer = reference(parameter)?;
        let node = &flat.nodes.get(pointer)?.node;
        let word = |key: &str| node.get(key).and_then(Node::as_str);
        (word("in")? == "header").then_some(())?;
        Some((word("name")?.to_ascii_lowercase(), pointer.to_owned()))
    });
    named.collect()
}

fn reference(parameter: &Node) -> Option<&str> {
    parameter.get("$ref")?.as_str()?.strip_prefix('#')
}

/// Whether a header holds a credential, by its name in lower case.
pub(crate) fn is_credential(name: &str) -> bool {
    let letters: String = name.chars().filter(char::is_ascii_alphanumeric).collect();
    let known = ["apikey", "authtoken", "accesstoken", "authkey", "apitoken"];
    letters == "authorization" || known.iter().any(|known| letters.ends_with(known))
}

/// The scheme that a header parameter means.
fn described(name: &str, parameter: &Node) -> Node {
    let origin = parameter.origin;
    let text = |text: &str| Node::string(origin, text);
    let about = parameter.get("description").and_then(Node::as_str);
    let written_name = parameter.get("name").and_then(Node::as_str);
    let written = serde_json::to_string(&parameter.to_json()).unwrap_or_default();
    let written = written.to_lowercase();
    let says = |word: &str| name == "authorization" && written.contains(word);
    let mut members = match (says("bearer"), says("basic ")) {
        (true, _) => vec![("type", text("http")), ("scheme", text("bearer"))],
        (_, true) => vec![("type", text("http")), ("scheme", text("basic"))],
        _ => vec![
            ("type", text("apiKey")),
            ("in", text("header")),
            ("name", text(written_name.unwrap_or(name))),
        ],
    };
    members.extend(about.map(|about| ("description", text(about))));
    let members = members.into_iter();
    let members = members.map(|(key, value)| (key.to_owned(), value));
    Node::object(origin, members.collect())
}
