//! Whether a request says what was asked for, by the description's own rules.

use std::collections::BTreeMap;

use serde_json::{Map, Value};

use super::answers::Expected;
use super::auth;
use super::decode::{self, Found, Shape};
use super::description::{Kind, Media, Operation, essence};
use super::form;
use super::hostile::scalar;
use super::inputs::Inputs;
use super::parameter::{Parameter, Place, Style};
use super::parts;
use super::request::Request;
use super::template;
use super::values::Values;
use crate::round_trip::compare::{self, Allowed, clipped};
use crate::round_trip::harness::Answer;
use crate::round_trip::judge::verdict;

/// Headers that are sent whatever is asked for.
const USUAL_HEADERS: [&str; 11] = [
    "accept",
    "accept-encoding",
    "authorization",
    "connection",
    "content-length",
    "content-type",
    "cookie",
    "host",
    "te",
    "transfer-encoding",
    "user-agent",
];

/// What is let pass and counted.
const EMPTY_OBJECT: &str = "empty object for no body";

/// What was noticed that is not wrong.
#[derive(Default)]
pub struct Notes {
    /// Differences that are let pass.
    pub allowed: Allowed,
    /// What was not judged.
    pub not_judged: BTreeMap<String, usize>,
}

/// What is wrong with a request.
pub fn check(
    operation: &Operation,
    inputs: &Inputs<'_>,
    values: &mut Values<'_>,
    (prefix, request): (&str, &Request),
    notes: &mut Notes,
) -> Vec<String> {
    let mut problems = Vec::new();
    if request.method != operation.method {
        problems.push(format!(
            "the method is {} and not {}",
            request.method, operation.method
        ));
    }
    parameters(operation, inputs, (prefix, request), notes, &mut problems);
    body(operation, inputs, values, request, notes, &mut problems);
    problems
}

fn parameters(
    operation: &Operation,
    inputs: &Inputs<'_>,
    (prefix, request): (&str, &Request),
    notes: &mut Notes,
    problems: &mut Vec<String>,
) {
    let (template, fixed) = match operation.template.split_once('?') {
        Some((template, query)) => (template, query),
        None => (operation.template.as_str(), ""),
    };
    let path = match request.path().strip_prefix(prefix) {
        Some(path) => template::fit(template, path),
        None => Err(format!("the path {} is not below {prefix}", request.path())),
    };
    let mut path = path.unwrap_or_else(|problem| {
        problems.push(problem);
        Vec::new()
    });
    let (mut query, mut cookies) = (request.query(), request.cookies());
    auth::check(operation, request, &mut query, &mut cookies, problems);
    let fixed = Request {
        target: format!("/?{fixed}"),
        ..Request::default()
    };
    for pair in fixed.query() {
        // A query may be written into the path though its parameters are parameters of the query, or of the path.
        let name = { pair.1.strip_prefix('{') }.and_then(|name| name.strip_suffix('}'));
        let is_named = |parameter: &&Parameter| {
            Some(parameter.name.as_str()) == name
                && matches!(parameter.place, Place::Query | Place::Path)
        };
        let place = { operation.parameters.iter() }.find(is_named);
        match place.map(|parameter| parameter.place) {
            Some(Place::Path) => {
                let index = query.iter().position(|(other, _)| *other == pair.0);
                let value = index.map(|index| query.remove(index).1);
                path.extend(name.map(str::to_owned).zip(value));
                continue;
            }
            Some(_) => continue,
            None => {}
        }
        match query.iter().position(|other| *other == pair) {
            Some(index) => drop(query.remove(index)),
            None => problems.push(format!("the path's own query lacks {}={}", pair.0, pair.1)),
        }
    }
    // Members under names of their own come last: they are what nobody else is.
    let mut all: Vec<&Parameter> = operation.parameters.iter().collect();
    let given = |parameter: &Parameter| {
        let mut given = inputs.parameters.iter();
        let found = given.find(|(other, _)| std::ptr::eq(*other, parameter));
        found.map(|(_, value)| value)
    };
    all.sort_by_key(|parameter| given(parameter).is_some_and(|value| parameter.is_spread(value)));
    for parameter in &all {
        let asked = given(parameter);
        let shape = shape(parameter, asked);
        let others: Vec<&str> = all
            .iter()
            .filter(|other| other.place == parameter.place && other.name != parameter.name)
            .map(|other| other.name.as_str())
            .collect();
        let found = match parameter.place {
            Place::Path => {
                let found = path.iter().find(|(name, _)| *name == parameter.name);
                found.map_or(Ok(Found::Nothing), |(_, text)| {
                    decode::alone(parameter, shape, text)
                })
            }
            Place::Header => {
                let found = request.header(&parameter.name.to_ascii_lowercase());
                let is_credential = auth::needed(operation)
                    .iter()
                    .any(|scheme| scheme.goes_into(parameter));
                // What every client sends of itself may be described too.
                let is_usual = parameter.name.eq_ignore_ascii_case("user-agent");
                let found = found.filter(|_| !(is_credential || is_usual) || asked.is_some());
                found.map_or(Ok(Found::Nothing), |text| {
                    decode::alone(parameter, shape, text)
                })
            }
            Place::Query => decode::from_pairs(parameter, shape, &mut query, &others),
            Place::Cookie => decode::from_pairs(parameter, shape, &mut cookies, &others),
        };
        let same = found.and_then(|found| same(parameter, asked, &found, &mut notes.allowed));
        if let Err(problem) = same {
            problems.push(format!(
                "{} {}: {problem}",
                parameter.place.name(),
                parameter.name
            ));
        }
    }
    for (name, value) in &query {
        problems.push(format!("query {name}={value} was not asked for"));
    }
    // Where the header is an argument as a whole, its cookies are the caller's.
    let is_whole = |(parameter, _): &(&Parameter, Value)| {
        parameter.place == Place::Header && parameter.name.eq_ignore_ascii_case("cookie")
    };
    if inputs.parameters.iter().any(is_whole) {
        cookies.clear();
    }
    for (name, value) in &cookies {
        problems.push(format!("cookie {name}={value} was not asked for"));
    }
    let keys = auth::headers(operation);
    for (name, value) in &request.headers {
        let is_parameter = |parameter: &&Parameter| {
            parameter.place == Place::Header && parameter.name.eq_ignore_ascii_case(name)
        };
        let is_known = USUAL_HEADERS.contains(&name.as_str()) || keys.contains(name);
        if !is_known && !all.iter().any(is_parameter) {
            problems.push(format!("header {name}: {value} was not asked for"));
        }
    }
}

/// What a parameter is read as: what was asked for. Where nothing was, nothing should be there in any shape.
const fn shape(parameter: &Parameter, asked: Option<&Value>) -> Shape {
    match asked {
        _ if matches!(parameter.style, Style::Json) => Shape::One,
        Some(Value::Array(_)) => Shape::Items,
        Some(Value::Object(_)) => Shape::Members,
        None if matches!(parameter.style, Style::Deep) => Shape::Members,
        // However often it is there, it should not be.
        None => Shape::Items,
        Some(_) => Shape::One,
    }
}

/// Whether what was found is what was asked for.
fn same(
    parameter: &Parameter,
    asked: Option<&Value>,
    found: &Found,
    allowed: &mut Allowed,
) -> Result<(), String> {
    let differs = || {
        let asked = asked.map(ToString::to_string).unwrap_or_default();
        Err(format!(
            "{} became {}",
            clipped(&asked),
            clipped(&format!("{found:?}"))
        ))
    };
    match (asked, found) {
        (None, Found::Nothing) => Ok(()),
        (None, _) => Err(format!("{found:?} was not asked for")),
        (Some(asked), Found::One(text)) if parameter.style == Style::Json => {
            let found: Value =
                serde_json::from_str(text).map_err(|error| format!("{text}: {error}"))?;
            compare::compare(asked, &found, allowed)
        }
        (Some(Value::Array(items)), Found::Items(texts)) if items.len() == texts.len() => {
            let mut pairs = items.iter().zip(texts);
            pairs.try_for_each(|(item, text)| same_scalar(item, text, allowed))
        }
        (Some(Value::Object(members)), Found::Members(pairs)) if members.len() == pairs.len() => {
            pairs
                .iter()
                .try_for_each(|(name, text)| match members.get(name) {
                    Some(member) => same_scalar(member, text, allowed),
                    None => Err(format!("the member {name} was not asked for")),
                })
        }
        (Some(Value::Array(items)), Found::Nothing) if items.is_empty() => Ok(()),
        (Some(Value::Object(members)), Found::Nothing) if members.is_empty() => Ok(()),
        (Some(asked), Found::One(text)) if !asked.is_array() && !asked.is_object() => {
            same_scalar(asked, text, allowed)
        }
        _ => differs(),
    }
}

fn same_scalar(asked: &Value, text: &str, allowed: &mut Allowed) -> Result<(), String> {
    let found = match asked {
        Value::Number(_) | Value::Bool(_) => {
            serde_json::from_str(text).unwrap_or_else(|_| text.into())
        }
        _ => Value::String(text.to_owned()),
    };
    match scalar(asked) {
        Some(_) => compare::compare(asked, &found, allowed),
        None => Err(format!("{asked} has no spelling")),
    }
}

fn body(
    operation: &Operation,
    inputs: &Inputs<'_>,
    values: &mut Values<'_>,
    request: &Request,
    notes: &mut Notes,
    problems: &mut Vec<String>,
) {
    let content_type = request.header("content-type").map(essence);
    let Some((media, asked)) = &inputs.body else {
        if request.body == b"{}" && operation.body.is_some() {
            *notes.allowed.entry(EMPTY_OBJECT.to_owned()).or_default() += 1;
        } else if !request.body.is_empty() {
            let body = String::from_utf8_lossy(&request.body);
            problems.push(format!("the body {} was not asked for", clipped(&body)));
        } else if let Some(content_type) = content_type {
            problems.push(format!(
                "the content type is {content_type} and there is no body"
            ));
        }
        return;
    };
    let wanted = essence(&media.name);
    let mut declared = operation.body.iter().flat_map(|body| &body.declared);
    // What is text, bytes or JSON may come as any of the types that are declared for it.
    let is_alike = |found: &str| match media.kind() {
        Kind::Raw => true,
        Kind::Json => found.ends_with("json"),
        _ => false,
    };
    let is_fit = |found: &String| {
        is_covered(found, &wanted)
            || is_alike(found) && declared.any(|wanted| is_covered(found, wanted))
    };
    // A form without fields is no body.
    let traced = asked
        .as_object()
        .filter(|_| media.is_form())
        .map(form::traced);
    if request.body.is_empty() && traced.as_ref().is_some_and(Map::is_empty) {
        return;
    }
    if !content_type.as_ref().is_some_and(is_fit) {
        problems.push(format!(
            "the content type is {content_type:?} and not {wanted}"
        ));
    }
    let found = match (media.kind(), &traced) {
        (Kind::Form, Some(traced)) => form::urlencoded(&media.fields, traced, &request.body),
        (Kind::Multipart, Some(traced)) => {
            let content_type = request.header("content-type").unwrap_or_default();
            parts::multipart(&media.fields, traced, content_type, &request.body)
        }
        (Kind::Json, _) => serde_json::from_slice(&request.body).map_err(|error| {
            let body = String::from_utf8_lossy(&request.body);
            format!("the body {} is no JSON: {error}", clipped(&body))
        }),
        _ => {
            if asked.as_str().map(str::as_bytes) != Some(&request.body) {
                let body = String::from_utf8_lossy(&request.body);
                problems.push(format!("body: {asked} became {}", clipped(&body)));
            }
            return;
        }
    };
    let traced = traced.map(Value::Object);
    let asked = traced.as_ref().unwrap_or(asked);
    let same = found.and_then(|found| same_body(media, asked, found, values, notes));
    problems.extend(same.err());
}

/// Whether a body is what was asked for.
fn same_body(
    media: &Media,
    asked: &Value,
    found: Value,
    values: &mut Values<'_>,
    notes: &mut Notes,
) -> Result<(), String> {
    let found = Answer {
        ok: true,
        value: found,
        ..Answer::default()
    };
    let built = media.schema.as_ref().and_then(|at| values.built(at).ok());
    let returned = built.as_ref().and_then(|built| built.returned.as_ref());
    verdict(asked, &found, returned, &mut notes.allowed)
        .map_err(|problem| format!("body: {problem}"))
}

/// Whether a media type is one that a range such as `text/*` means.
pub fn is_covered(media_type: &str, range: &str) -> bool {
    let whole = range == "*/*" || range == "*";
    let part = range
        .strip_suffix('*')
        .is_some_and(|start| media_type.starts_with(start));
    whole || part || media_type == range
}

/// Whether a successful answer is acceptable.
///
/// # Errors
///
/// What is accepted instead.
pub fn accept(expected: &Expected, request: &Request) -> Result<(), String> {
    let (Some(accept), Some(answered)) = (request.header("accept"), expected.content_type()) else {
        return Ok(());
    };
    let answered = essence(answered);
    let mut ranges = accept.split(',').map(essence);
    match ranges.any(|range| is_covered(&answered, &range) || is_covered(&range, &answered)) {
        true => Ok(()),
        false => Err(format!(
            "only {accept} is accepted, and {answered} is answered"
        )),
    }
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use serde_json::json;

    use super::super::description::operations;
    use super::super::reader::Reader;
    use super::super::values::Schemas;
    use super::*;
    use crate::round_trip::text::Texts;
    use crate::round_trip::translate::Reading;

    /// What is wrong with a request for the only operation of a description.
    fn problems(asked: Value, request: &str) -> Vec<String> {
        let root = json!({
            "openapi": "3.0.3",
            "paths": {"/a/{id}?v=1": {"put": {
                "parameters": [
                    {"name": "id", "in": "path", "schema": {}},
                    {"name": "tags", "in": "query", "explode": false, "schema": {}},
                    {"name": "filter", "in": "query", "schema": {}},
                    {"name": "X-Size", "in": "header", "schema": {}},
                    {"name": "lang", "in": "cookie", "schema": {}},
                ],
                "requestBody": {"content": {"application/json": {"schema": {}}}},
                "responses": {},
                "security": [{"key": []}],
            }}},
            "components": {"securitySchemes": {"key": {"type": "http", "scheme": "bearer"}}},
        });
        let path = Path::new("a.json");
        let mut texts = Texts::of(root, path);
        let all = operations(&mut Reader::new(&mut texts, path));
        let operation = &all[0];
        let schemas = Schemas::of(&mut texts, &[], Reading::Sent);
        let parameters = operation
            .parameters
            .iter()
            .filter_map(|parameter| Some((parameter, asked.get(&parameter.name)?.clone())));
        let media = &operation.body.as_ref().unwrap().content[0];
        let inputs = Inputs {
            parameters: parameters.collect(),
            body: asked.get("body").map(|body| (media, body.clone())),
        };
        let text = request.replace('\n', "\r\n");
        let request = Request::read(&mut text.as_bytes()).unwrap().unwrap();
        check(
            operation,
            &inputs,
            &mut schemas.values().unwrap(),
            ("/base", &request),
            &mut Notes::default(),
        )
    }

    const KEY: &str = "authorization: Bearer key-1/2+3=_~.a";

    #[test]
    fn what_was_asked_for_is_found() {
        let asked = json!({
            "id": "a/b", "tags": ["x,y", 1], "filter": {"from": 1.0, "to": true}, "X-Size": 5, "lang": "d e",
            "body": {"a": [1]},
        });
        let request = format!(
            "PUT /base/a/a%2Fb?v=1&tags=x%2Cy,1&from=1&to=true HTTP/1.1\n{KEY}\nx-size: 5\ncookie: lang=d%20e\n\
             content-type: application/json\ncontent-length: 9\n\n{{\"a\":[1]}}"
        );
        assert_eq!(problems(asked, &request), [""; 0]);
        let nothing = format!("PUT /base/a/x?v=1 HTTP/1.1\n{KEY}\n\n");
        assert_eq!(problems(json!({"id": "x", "tags": []}), &nothing), [""; 0]);
    }

    #[test]
    fn what_differs_is_told() {
        let request = "POST /base/a/x?w=2 HTTP/1.1\nx-size: 5\nx-other: 1\ncookie: b=c\ncontent-length: 1\n\n1";
        let expected = [
            "the method is POST and not PUT",
            "authorization is None and not [\"Bearer key-1/2+3=_~.a\"]",
            "the path's own query lacks v=1",
            "path id: the value: \"y\" became \"x\"",
            "query tags: [1] became Nothing",
            "header X-Size: Items([\"5\"]) was not asked for",
            "query w=2 was not asked for",
            "cookie b=c was not asked for",
            "header x-other: 1 was not asked for",
            "the body 1 was not asked for",
        ];
        let found = problems(json!({"id": "y", "tags": [1]}), request);
        assert_eq!(found, expected);
    }

    #[test]
    fn ranges_cover_media_types() {
        assert!(is_covered("text/plain", "text/*"));
        assert!(is_covered("a/b", "*/*"));
        assert!(!is_covered("application/json", "text/*"));
    }
}
