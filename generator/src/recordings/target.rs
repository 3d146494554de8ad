//! Finds the operation and the response that a recording is of.

use std::cmp::Reverse;

use percent_encoding::percent_decode_str;
use serde_json::Value;
use url::Url;

use super::{Body, Recording, Request};
use crate::ir::{Api, Operation, Response, Status};
use crate::lower::is_success;
use crate::media;

/// The response that a recording is of.
pub(super) struct Target<'a> {
    /// The index of the operation.
    pub(super) operation: usize,
    /// The index of its response.
    pub(super) response: usize,
    /// The recorded body.
    pub(super) value: &'a Value,
}

/// Why a recording is of no response.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unmatched {
    /// No operation has the name of the file.
    Name,
    /// The URL is at none of the servers.
    Server,
    /// No operation has the path.
    Path,
    /// The path has operations of other methods alone.
    Method,
    /// The operation declares no response of the status.
    Status,
    /// The response declares no such media type.
    MediaType,
    /// The recorded text is not JSON.
    NotJson,
    /// The recording holds no body.
    NoBody,
}

/// The response that a recording is of, or the reason why there is none.
pub(super) fn find<'a>(api: &Api, recording: &'a Recording) -> Result<Target<'a>, Unmatched> {
    let (operation, status) = match &recording.request {
        Request::Named(name) => by_name(api, name)?,
        Request::Sent(method, url) => (by_url(api, method, url)?, recording.status),
    };
    let (media_type, value) = match &recording.body {
        Body::Json(media_type, value) => (media_type.as_deref(), value),
        Body::Broken => return Err(Unmatched::NotJson),
        Body::Missing => return Err(Unmatched::NoBody),
    };
    let responses = api.operations.get(operation).map(|one| &one.responses);
    let responses = responses.map(Vec::as_slice).unwrap_or_default();
    let response = match status {
        Some(status) => of_status(responses, status).ok_or(Unmatched::Status)?,
        None => of_success(responses).ok_or(Unmatched::MediaType)?,
    };
    let is_declared = responses.get(response).is_some_and(|response| {
        let mut names = response.content.iter().map(|(name, _)| name.as_str());
        names.any(|name| is_of(name, media_type))
    });
    match is_declared {
        true => Ok(Target {
            operation,
            response,
            value,
        }),
        false => Err(Unmatched::MediaType),
    }
}

/// Whether a declared media type includes the one that was recorded.
fn is_of(declared: &str, recorded: Option<&str>) -> bool {
    // All JSON is decoded as the type of the first that is declared.
    media::is_json(declared) || media::is_any(declared) || recorded == Some(declared)
}

/// The operation that a file is named after, and the status: `getPet`, `getPet.404`, `getPet.second`.
fn by_name(api: &Api, stem: &str) -> Result<(usize, Option<u16>), Unmatched> {
    let mut name = stem;
    let mut status = None;
    loop {
        let is_named = |operation: &Operation| operation.id == name && operation.variant.is_empty();
        let is_alike = |operation: &Operation| {
            operation.variant.is_empty() && as_file(&operation.id) == as_file(name)
        };
        let operations = &api.operations;
        let found = operations.iter().position(is_named);
        if let Some(found) = found.or_else(|| operations.iter().position(is_alike)) {
            return Ok((found, status));
        }
        let (before, label) = name.rsplit_once('.').ok_or(Unmatched::Name)?;
        let code = label.parse().ok();
        status = code.filter(|code| (100..600).contains(code)).or(status);
        name = before;
    }
}

/// An operationId with `_` for what a file name may not hold.
fn as_file(id: &str) -> String {
    let stays = |char: char| char.is_alphanumeric() || ".-".contains(char);
    id.chars()
        .map(|char| if stays(char) { char } else { '_' })
        .collect()
}

/// The operation that a request of this method to this URL calls.
fn by_url(api: &Api, method: &str, url: &str) -> Result<usize, Unmatched> {
    let url = Url::parse(url).map_err(|_| Unmatched::Server)?;
    let mut is_served = false;
    let mut has_path = false;
    let mut best = None;
    for (index, operation) in api.operations.iter().enumerate() {
        if !operation.variant.is_empty() {
            continue;
        }
        let Some(rest) = below_server(api, operation, &url) else {
            continue;
        };
        is_served = true;
        let Some(literals) = matched(&operation.path, &rest, &url) else {
            continue;
        };
        has_path = true;
        // Of several templates the one that says more of the path, from its beginning.
        let rank = Reverse(literals);
        if operation.method == method && best.as_ref().is_none_or(|(known, _)| rank < *known) {
            best = Some((rank, index));
        }
    }
    match best {
        Some((_, index)) => Ok(index),
        None if has_path => Err(Unmatched::Method),
        None if is_served => Err(Unmatched::Path),
        None => Err(Unmatched::Server),
    }
}

/// The segments of a URL's path below a server of the operation. `None` if it is at none of them.
fn below_server(api: &Api, operation: &Operation, url: &Url) -> Option<Vec<String>> {
    let path = segments(url.path());
    let all = api.servers.iter().map(|server| &server.url);
    let servers: Vec<&String> = match operation.servers.as_slice() {
        [] => all.collect(),
        own => own.iter().collect(),
    };
    if servers.is_empty() {
        // Nothing says where the service is, nor how its paths begin.
        let count = segments(operation.path.split('?').next().unwrap_or_default()).len();
        let rest = path.len().checked_sub(count)?;
        return Some(path.get(rest..)?.to_vec());
    }
    let below = servers.into_iter().filter_map(|server| {
        let (_, server) = server.split_once("://")?;
        let (host, base) = server.split_once('/').unwrap_or((server, ""));
        let port = url.port().map(|port| format!(":{port}"));
        let actual = format!("{}{}", url.host_str()?, port.unwrap_or_default());
        // The usual ports are not part of a URL that has been read.
        let host = host.strip_suffix(":443").unwrap_or(host);
        let host = host.strip_suffix(":80").unwrap_or(host);
        fits(&host.to_lowercase(), &actual).then_some(())?;
        let base = segments(base);
        let (before, rest) = path.split_at_checked(base.len())?;
        let mut pairs = base.iter().zip(before);
        pairs
            .all(|(template, segment)| fits(template, segment))
            .then(|| rest.to_vec())
    });
    below.min_by_key(Vec::len)
}

/// Which segments a template says literally, if it is one of the path and the query of the URL.
fn matched(template: &str, path: &[String], url: &Url) -> Option<Vec<bool>> {
    let (template, query) = template.split_once('?').unwrap_or((template, ""));
    let template = segments(template);
    if template.len() != path.len() {
        return None;
    }
    let mut pairs = template.iter().zip(path);
    if !pairs.all(|(template, segment)| fits(template, segment)) {
        return None;
    }
    let mut literals: Vec<bool> = template.iter().map(|one| !one.contains('{')).collect();
    for fixed in query.split('&').filter(|pair| !pair.is_empty()) {
        let (name, value) = fixed.split_once('=').unwrap_or((fixed, ""));
        let mut pairs = url.query_pairs();
        let is_there = pairs.any(|(key, given)| key == name && fits(value, &given));
        is_there.then_some(())?;
        literals.push(true);
    }
    Some(literals)
}

/// The segments of a path, decoded.
fn segments(path: &str) -> Vec<String> {
    let path = path.trim_matches('/');
    let segments = path.split('/').filter(|_| !path.is_empty());
    segments
        .map(|segment| percent_decode_str(segment).decode_utf8_lossy().into_owned())
        .collect()
}

/// Whether a text is one that a template stands for: `{id}.json` stands for `7.json`.
fn fits(template: &str, text: &str) -> bool {
    let mut parts = template.split('{');
    let first = parts.next().unwrap_or_default();
    let literals = parts.map(|part| part.split_once('}').map_or(part, |(_, literal)| literal));
    let literals: Vec<&str> = literals.collect();
    let Some((last, middle)) = literals.split_last() else {
        return template == text;
    };
    let Some(mut rest) = text.strip_prefix(first) else {
        return false;
    };
    for literal in middle {
        // A parameter is at least one character.
        let mut chars = rest.chars();
        let behind = chars
            .next()
            .and_then(|_| chars.as_str().split_once(literal));
        let Some((_, behind)) = behind else {
            return false;
        };
        rest = behind;
    }
    rest.len() > last.len() && rest.ends_with(last)
}

fn of_status(responses: &[Response], status: u16) -> Option<usize> {
    let is = |wanted: Status| responses.iter().position(|one| one.status == wanted);
    let range = u8::try_from(status / 100).ok();
    is(Status::Exact(status))
        .or_else(|| range.and_then(|range| is(Status::Range(range))))
        .or_else(|| is(Status::Default))
}

/// The first success that has JSON.
fn of_success(responses: &[Response]) -> Option<usize> {
    let has_json = |response: &Response| {
        let mut names = response.content.iter().map(|(name, _)| name);
        names.any(|name| media::is_json(name) || media::is_any(name))
    };
    let successes = responses.iter().enumerate().filter(|(_, response)| {
        has_json(response) && (is_success(response.status) || response.status == Status::Default)
    });
    let first = successes.min_by_key(|(_, response)| response.status);
    first.map(|(index, _)| index)
}

#[cfg(test)]
mod tests {
    use super::{as_file, fits};

    #[test]
    fn templates_fit_texts() {
        for (template, text, expected) in [
            ("pets", "pets", true),
            ("pets", "pet", false),
            ("{id}", "7", true),
            ("{id}", "", false),
            ("{id}.json", "7.json", true),
            ("{id}.json", "7.xml", false),
            ("{a}:{b}", "x:y:z", true),
            ("{a}{b}", "x", false),
            ("{a}-{b}.x", "1-2.x", true),
            ("{a}-{b}.x", "1-.x", false),
            ("v{major}", "v1", true),
            ("{é}é", "éé", true),
        ] {
            assert_eq!(fits(template, text), expected, "{template} {text}");
        }
    }

    #[test]
    fn ids_are_file_names() {
        assert_eq!(as_file("pets/get all"), "pets_get_all");
        assert_eq!(as_file("pets.get-all"), "pets.get-all");
    }
}
