//! Settings from the configuration of another generator: `stainless.yml`.

use std::collections::BTreeMap;

use crate::source::{Node, Object, Value};

/// Settings from another configuration.
#[derive(Clone, Debug)]
pub struct Imported {
    /// The `sdk.toml`.
    pub text: String,
    /// Settings of the other configuration that this one lacks, one each.
    pub left_out: Vec<String>,
}

/// The `sdk.toml` for a `stainless.yml`: names of resources and methods, environments, credentials and cursor pagination.
/// `None` where the file has no resources.
#[must_use]
pub fn stainless(config: &Node) -> Option<Imported> {
    let text = settings(config)?;
    Some(Imported {
        text,
        left_out: left_out(config),
    })
}

fn settings(config: &Node) -> Option<String> {
    let resources = config.get("resources")?.as_object()?;
    let mut text =
        "# Made from stainless.yml. Operations are named by HTTP method and path.\n".to_owned();
    if let Some(name) = config.pointer("/organization/name").and_then(Node::as_str) {
        let words = crate::name::words(name);
        let client = words.iter().map(|word| capital(word)).collect::<String>();
        text += &format!("\n[package]\nclient = {client:?}\n");
    }
    text += &credentials(config);
    text += &servers(config);
    text += &pagination(config);
    for (path, resource) in all_resources(resources) {
        for (name, method) in members(resource, "methods") {
            text += &operation(&path, name, method);
        }
    }
    Some(text)
}

/// All resources with their paths, in their order.
fn all_resources(resources: &Object) -> Vec<(Vec<String>, &Node)> {
    let mut ahead: Vec<(Vec<String>, &Node)> = Vec::new();
    for (name, resource) in resources {
        let path = match name.strip_prefix('$') {
            // `$client` holds methods of the client, `$shared` only types.
            Some(_) => Vec::new(),
            None => vec![name.clone()],
        };
        ahead.push((path, resource));
    }
    ahead.reverse();
    let mut all = Vec::new();
    while let Some((path, resource)) = ahead.pop() {
        let mut inner: Vec<(Vec<String>, &Node)> = { members(resource, "subresources") }
            .map(|(name, resource)| ([path.clone(), vec![name.clone()]].concat(), resource))
            .collect();
        inner.reverse();
        ahead.extend(inner);
        all.push((path, resource));
    }
    all
}

/// The settings that have no counterpart, or none that is known without the description.
fn left_out(config: &Node) -> Vec<String> {
    let mut all = Vec::new();
    let options = { config.get("client_settings") }.map(|client| members(client, "opts"));
    for (name, option) in options.into_iter().flatten() {
        let is_taken = option.pointer("/auth/security_scheme").is_some()
            && option.get("read_env").is_some()
            && option.get("send_in_header").is_none();
        if !is_taken {
            all.push(format!("the option `{name}` of the client"));
        }
    }
    let schemes = config.get("pagination").and_then(Node::as_array);
    if pagination(config).is_empty() {
        for scheme in schemes.unwrap_or_default() {
            let name = scheme.get("name").and_then(Node::as_str).unwrap_or("?");
            all.push(format!(
                "the pagination `{name}`: most are recognised, see `sdkgen lint --explain-pagination`"
            ));
        }
    }
    let mut keys: BTreeMap<&str, usize> = BTreeMap::new();
    let resources = config.get("resources").and_then(Node::as_object);
    for (_, resource) in resources.map(all_resources).unwrap_or_default() {
        for (_, method) in members(resource, "methods") {
            for (key, _) in method.as_object().into_iter().flatten() {
                if !["endpoint", "type", "paginated"].contains(&key.as_str()) {
                    *keys.entry(key).or_default() += 1;
                }
            }
        }
    }
    all.extend({ keys.iter() }.map(|(key, count)| match count {
        1 => format!("`{key}` of one method"),
        count => format!("`{key}` of {count} methods"),
    }));
    all
}

fn members<'a>(node: &'a Node, key: &str) -> impl Iterator<Item = (&'a String, &'a Node)> {
    let members = node.get(key).and_then(Node::as_object);
    members.into_iter().flatten()
}

fn capital(word: &str) -> String {
    let mut letters = word.chars();
    let first = letters.next().map(|first| first.to_ascii_uppercase());
    first.into_iter().chain(letters).collect()
}

/// A method: `list: get /pets`, or an object with an `endpoint`.
fn operation(path: &[String], name: &str, method: &Node) -> String {
    let endpoint = method.as_str().or_else(|| method.get("endpoint")?.as_str());
    let Some((verb, template)) = endpoint.and_then(|endpoint| endpoint.split_once(' ')) else {
        return String::new();
    };
    let key = format!("{} {}", verb.to_lowercase(), template.trim());
    let mut text = format!("\n[operations.{key:?}]\nresource = {path:?}\nmethod = {name:?}\n");
    if method
        .get("paginated")
        .is_some_and(|node| node.value == Value::Bool(false))
    {
        text += "pagination.kind = \"none\"\n";
    }
    text
}

/// The environment variables of credentials.
fn credentials(config: &Node) -> String {
    let options = config
        .get("client_settings")
        .map(|settings| members(settings, "opts"));
    let mut lines = String::new();
    for (_, option) in options.into_iter().flatten() {
        let variable = option.get("read_env").and_then(Node::as_str);
        let scheme = option
            .pointer("/auth/security_scheme")
            .and_then(Node::as_str);
        if let (Some(variable), Some(scheme)) = (variable, scheme) {
            lines += &format!("{scheme:?} = {variable:?}\n");
        }
    }
    match lines.is_empty() {
        true => lines,
        false => format!("\n[environment.credentials]\n{lines}"),
    }
}

/// The names of servers.
fn servers(config: &Node) -> String {
    let mut lines = String::new();
    for (name, url) in members(config, "environments") {
        if let Some(url) = url.as_str() {
            lines += &format!("{url:?} = {name:?}\n");
        }
    }
    match lines.is_empty() {
        true => lines,
        false => format!("\n[servers]\n{lines}"),
    }
}

/// The only scheme of pagination, where that goes by a cursor.
fn pagination(config: &Node) -> String {
    let schemes = config.get("pagination").and_then(Node::as_array);
    let [scheme] = schemes.unwrap_or_default() else {
        return String::new();
    };
    let with = |part: &str, purpose: &str| {
        members(scheme, part).find_map(|(name, property)| {
            let said = property.get("x-stainless-pagination-property")?;
            (said.get("purpose")?.as_str()? == purpose).then(|| name.clone())
        })
    };
    let request = with("request", "next_cursor_param");
    match (request, with("response", "next_cursor_field")) {
        (Some(request), Some(response)) => {
            format!("\n[pagination]\nrequest = {request:?}\nresponse = {response:?}\n")
        }
        _ => String::new(),
    }
}
