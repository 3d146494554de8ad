//! Counts what a description says, straight from its text.

use std::collections::BTreeSet;
use std::path::Path;

use anyhow::Result;

use super::library::{At, Library};
use super::{Account, Operation};

/// Counted whatever the version: what is written is meant.
const METHODS: [&str; 9] = [
    "get", "put", "post", "delete", "options", "head", "patch", "trace", "query",
];

/// Headers that are described elsewhere; the standard says to ignore them as parameters.
const IGNORED_HEADERS: [&str; 3] = ["accept", "content-type", "authorization"];

/// Counts what `text` says, which stands in the file at `path`.
pub fn account(path: &Path, text: &str) -> Result<Account> {
    let library = Library::load(path, text)?;
    let root = library.root();
    let walk = Walk { library: &library };
    let mut account = Account {
        is_scattered: library.is_scattered(),
        ..Account::default()
    };
    for (path, item) in entries(root, "paths") {
        for (method, operation) in walk.operations(path, item) {
            // A fragment tells equal paths apart; it is never sent.
            let path = path.split('#').next().unwrap_or_default();
            let key = format!("{method} {path}");
            account.operations.entry(key).or_default().push(operation);
        }
    }
    for (key, item) in entries(root, "webhooks") {
        let count = walk.operations(key, item).len();
        if count > 0 {
            account.webhooks.insert(key.clone(), count);
        }
    }
    let components = root.get("components");
    let schemas = match root.get("openapi") {
        Some(_) => components.and_then(|components| components.get("schemas")),
        None => root.get("definitions"),
    };
    let names = schemas.into_iter().flat_map(At::members);
    account.schemas = names.map(|(name, _)| name.clone()).collect();
    Ok(account)
}

/// The members of a section that are no extensions.
fn entries<'a>(root: At<'a>, section: &str) -> impl Iterator<Item = (&'a String, At<'a>)> {
    let members = root.get(section).into_iter().flat_map(At::members);
    members.filter(|(key, _)| !key.starts_with("x-"))
}

struct Walk<'a> {
    library: &'a Library,
}

impl<'a> Walk<'a> {
    /// The operations of a path item, by method.
    fn operations(&self, path: &str, item: At<'a>) -> Vec<(String, Operation)> {
        // What stands beside a reference goes before what it leads to.
        let chain = self.library.chain(item);
        let member = |key: &str| chain.iter().find_map(|item| item.get(key));
        let shared = member("parameters");
        let standard = METHODS.iter().filter_map(|method| {
            let operation = member(method)?;
            Some((method.to_uppercase(), operation))
        });
        let additional = member("additionalOperations");
        let additional = additional.into_iter().flat_map(At::members);
        standard
            .chain(additional.map(|(method, operation)| (method.clone(), operation)))
            .filter(|(_, operation)| operation.value.is_object())
            .map(|(method, operation)| (method, self.operation(path, operation, shared)))
            .collect()
    }

    fn operation(&self, path: &str, operation: At<'a>, shared: Option<At<'a>>) -> Operation {
        let mut counted = Operation::default();
        let own = operation.get("parameters");
        let lists = shared.into_iter().chain(own);
        for parameter in lists.flat_map(At::items) {
            let Some(parameter) = self.library.followed(parameter) else {
                continue;
            };
            match (parameter.text("in"), parameter.text("name")) {
                // In 2.0 they are what the body is made of.
                (Some("body" | "formData"), _) => counted.has_body = true,
                (Some("header"), Some(name))
                    if IGNORED_HEADERS.contains(&name.to_lowercase().as_str()) => {}
                // One that is the whole query is not kept, which the generator reports.
                (Some("path" | "querystring"), _) => {}
                (Some(place), Some(name)) => {
                    counted.parameters.insert(format!("{place} `{name}`"));
                }
                _ => {}
            }
        }
        // A path parameter is one that the template names, described or not.
        let named = template(path).into_iter();
        counted
            .parameters
            .extend(named.map(|name| format!("path `{name}`")));
        if let Some(body) = operation.get("requestBody") {
            let body = self.library.followed(body);
            let content = body.and_then(|body| body.get("content"));
            counted.has_body |= content.is_some_and(|content| content.members().next().is_some());
        }
        let answers = operation.get("responses").into_iter().flat_map(At::members);
        counted.answers = answers.filter_map(|(status, _)| normal(status)).collect();
        counted
    }
}

/// A status as the standard spells it. `None` when it is none.
fn normal(status: &str) -> Option<String> {
    let upper = status.to_uppercase();
    let is_status = match upper.as_bytes() {
        [b'1'..=b'5', b'X', b'X'] => true,
        [b'1'..=b'5', tens, ones] => tens.is_ascii_digit() && ones.is_ascii_digit(),
        _ => false,
    };
    match status {
        "default" => Some(status.to_owned()),
        _ => is_status.then_some(upper),
    }
}

/// The names in braces.
fn template(path: &str) -> BTreeSet<&str> {
    let mut names = BTreeSet::new();
    let mut rest = path;
    while let Some(open) = rest.find('{') {
        rest = &rest[open + 1..];
        if let Some(close) = rest.find('}') {
            names.insert(&rest[..close]);
            rest = &rest[close + 1..];
        }
    }
    names
}
