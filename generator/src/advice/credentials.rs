//! Credentials that no operation asks for, although something says that the service wants them.

use crate::credentials::is_credential;
use crate::diagnostics::{Code, Diagnostics};
use crate::dialect::{Flat, Kind};
use crate::ir::{Api, Status};
use crate::source::{Node, Origin};

/// A place that shows that the service wants a credential.
struct Sign {
    origin: Origin,
    words: String,
    /// The name of the scheme and its line in sdk.toml.
    setting: (&'static str, String),
}

/// A crate sends only credentials that operations ask for.
pub(super) fn check(api: &Api, flat: &Flat, diagnostics: &mut Diagnostics) {
    let asks = |requirements: &Vec<Vec<String>>| requirements.iter().any(|one| !one.is_empty());
    if api.operations.is_empty() || { api.operations.iter() }.any(|one| asks(&one.security)) {
        return;
    }
    if let Some(scheme) = api.schemes.first() {
        let message = "no operation asks for a credential: calls are sent without one";
        let help =
            "name a scheme of `securitySchemes` in `security`, for all operations or for each";
        diagnostics.push_with_help(Code::NoCredential, scheme.origin, message, help);
        return;
    }
    let signs = [parameter(flat), text(flat), status(api)];
    let mut signs = signs.into_iter().flatten();
    let Some(Sign {
        origin,
        words,
        setting: (name, line),
    }) = signs.next()
    else {
        let message = "no credential is described: calls are sent without one";
        let help = "if the API needs one, add it to sdk.toml, as two lines: `[auth.token]` and `scheme = \"bearer\"` (or `header = \"X-Api-Key\"`)";
        let origin = Origin { file: 0, node: 0 };
        diagnostics.push_with_help(Code::NoCredential, origin, message, help);
        return;
    };
    let message = format!("no credential is described, but {words}: calls are sent without one");
    let help = format!(
        "add to sdk.toml, and check the name in the documentation of the service:\n[auth.{name}]\n{line}"
    );
    let related = signs.map(|sign| (sign.origin, sign.words)).collect();
    diagnostics.push_related(Code::NoCredential, origin, message, Some(help), related);
}

/// A parameter that is a credential by its name.
fn parameter(flat: &Flat) -> Option<Sign> {
    let nodes = flat.nodes.values();
    let mut parameters = nodes.filter(|entry| entry.kind == Kind::Parameter);
    parameters.find_map(|entry| {
        let word = |key: &str| entry.node.get(key).and_then(Node::as_str);
        let (name, place) = (word("name")?, word("in")?);
        let key = match place {
            "header" | "query" | "cookie" => place,
            _ => return None,
        };
        is_credential(&name.to_lowercase()).then_some(())?;
        let about = word("description").unwrap_or_default().to_lowercase();
        let setting = match name.eq_ignore_ascii_case("authorization") {
            true if about.contains("basic") => ("login", "scheme = \"basic\"".to_owned()),
            true => ("token", "scheme = \"bearer\"".to_owned()),
            false => ("key", format!("{key} = {name:?}")),
        };
        Some(Sign {
            origin: entry.node.origin,
            words: format!("operations take the {place} parameter `{name}`"),
            setting,
        })
    })
}

/// What texts call a credential.
const PHRASES: [&str; 13] = [
    "api key",
    "api-key",
    "apikey",
    "api token",
    "access token",
    "bearer token",
    "bearer auth",
    "auth token",
    "authentication token",
    "authorization header",
    "authorization:",
    "basic auth",
    "oauth",
];

/// A text of the whole description, of a tag or of an operation that mentions a credential.
fn text(flat: &Flat) -> Option<Sign> {
    let tags = flat.tags.iter();
    let operations = flat.operations.iter().map(|endpoint| &endpoint.node);
    let holders = [&flat.info].into_iter().chain(tags).chain(operations);
    let mut texts = holders.flat_map(|holder| {
        let keys = ["summary", "description"].into_iter();
        keys.filter_map(|key| holder.get(key))
    });
    texts.find_map(|node| {
        let text = node.as_str()?;
        let lower = text.to_lowercase();
        let phrase = PHRASES.iter().find(|phrase| lower.contains(**phrase))?;
        let mut words = text.split(|c: char| !c.is_ascii_alphanumeric() && c != '-' && c != '_');
        let is_header = |word: &&str| {
            let word = word.to_lowercase();
            word.starts_with("x-") && is_credential(&word)
        };
        let setting = match words.find(is_header) {
            Some(header) => ("key", format!("header = {header:?}")),
            None if *phrase == "basic auth" => ("login", "scheme = \"basic\"".to_owned()),
            None if phrase.contains("key") => ("key", "header = \"X-Api-Key\"".to_owned()),
            None => ("token", "scheme = \"bearer\"".to_owned()),
        };
        Some(Sign {
            origin: node.origin,
            words: format!("a text mentions `{phrase}`"),
            setting,
        })
    })
}

/// A response that refuses callers.
fn status(api: &Api) -> Option<Sign> {
    api.operations.iter().find_map(|operation| {
        let mut responses = operation.responses.iter();
        let refused = |status| matches!(status, Status::Exact(401 | 403));
        let response = responses.find(|response| refused(response.status))?;
        let Status::Exact(status) = response.status else {
            return None;
        };
        Some(Sign {
            origin: response.origin,
            words: format!("`{}` declares a response {status}", operation.id),
            setting: ("token", "scheme = \"bearer\"".to_owned()),
        })
    })
}
