//! Whether the request of a documented example is valid by the description.

use serde_json::{Map, Value};

use super::auth;
use super::decode::{self, Found, Shape};
use super::description::{Kind, Operation, essence};
use super::parameter::{Parameter, Place, Style};
use super::request::Request;
use super::template;
use super::values::Values;
use crate::round_trip::compare::clipped;

/// What the description rules out in a request.
pub fn problems(
    operation: &Operation,
    values: &mut Values<'_>,
    (prefix, request): (&str, &Request),
) -> Vec<String> {
    let mut problems = Vec::new();
    if request.method != operation.method {
        problems.push(format!("the method is {}", request.method));
    }
    let fixed = operation.template.split('?').next().unwrap_or_default();
    let path = match request.path().strip_prefix(prefix) {
        Some(path) => template::fit(fixed, path),
        None => Err(format!("the path {} is not below {prefix}", request.path())),
    };
    let path = path.unwrap_or_else(|problem| {
        problems.push(problem);
        Vec::new()
    });
    // Credentials are not looked at, as in every call.
    let (mut query, mut cookies) = (request.query(), request.cookies());
    auth::check(
        operation,
        request,
        &mut query,
        &mut cookies,
        &mut Vec::new(),
    );
    for parameter in &operation.parameters {
        let others = operation.parameters.iter();
        let others: Vec<&str> = others
            .filter(|other| other.place == parameter.place && other.name != parameter.name)
            .map(|other| other.name.as_str())
            .collect();
        let read = |shape| match parameter.place {
            Place::Path => {
                let found = path.iter().find(|(name, _)| *name == parameter.name);
                found.map_or(Ok(Found::Nothing), |(_, text)| {
                    decode::alone(parameter, shape, text)
                })
            }
            Place::Header => {
                let found = request.header(&parameter.name.to_ascii_lowercase());
                found.map_or(Ok(Found::Nothing), |text| {
                    decode::alone(parameter, shape, text)
                })
            }
            Place::Query => decode::from_pairs(parameter, shape, &mut query.clone(), &others),
            Place::Cookie => decode::from_pairs(parameter, shape, &mut cookies.clone(), &others),
        };
        if let Some(problem) = argument(parameter, read, values) {
            let place = parameter.place.name();
            problems.push(format!("{place} {}: {problem}", parameter.name));
        }
    }
    problems.extend(body(operation, values, request));
    problems
}

/// What is wrong with one argument, in whatever shape it can be read.
fn argument(
    parameter: &Parameter,
    read: impl Fn(Shape) -> Result<Found, String>,
    values: &mut Values<'_>,
) -> Option<String> {
    let built = match &parameter.schema {
        Some(at) => values.built(at).ok()?,
        None => return None,
    };
    let mut shown = None;
    for shape in [Shape::One, Shape::Items, Shape::Members] {
        let Ok(found) = read(shape) else { continue };
        for value in candidates(parameter, found) {
            if built.is_allowed(&value) {
                return None;
            }
            shown.get_or_insert(value);
        }
    }
    match shown {
        Some(value) => Some(format!("{} is not valid", clipped(&value))),
        None if parameter.required && parameter.place != Place::Path => {
            Some("it is required and not there".to_owned())
        }
        None => None,
    }
}

/// The values that a text may stand for.
fn candidates(parameter: &Parameter, found: Found) -> Vec<Value> {
    let typed = |text: &String| serde_json::from_str(text).unwrap_or_else(|_| text.clone().into());
    let plain = |text: &String| Value::from(text.clone());
    match found {
        Found::Nothing => Vec::new(),
        Found::One(text) if parameter.style == Style::Json => vec![typed(&text)],
        Found::One(text) => vec![plain(&text), typed(&text)],
        Found::Items(texts) => vec![
            texts.iter().map(plain).collect(),
            texts.iter().map(typed).collect(),
        ],
        Found::Members(pairs) => {
            let all = |value: &dyn Fn(&String) -> Value| {
                let members = pairs.iter().map(|(name, text)| (name.clone(), value(text)));
                Value::Object(members.collect::<Map<_, _>>())
            };
            vec![all(&plain), all(&typed)]
        }
    }
}

/// What is wrong with the body. Forms are taken as they are.
fn body(operation: &Operation, values: &mut Values<'_>, request: &Request) -> Option<String> {
    let body = operation.body.as_ref()?;
    if request.body.is_empty() {
        return body.required.then(|| "the body is required".to_owned());
    }
    let content_type = request.header("content-type").map(essence)?;
    let media = { body.content.iter() }.find(|media| essence(&media.name) == content_type)?;
    let at = media
        .schema
        .as_ref()
        .filter(|_| media.kind() == Kind::Json)?;
    let built = values.built(at).ok()?;
    match serde_json::from_slice::<Value>(&request.body) {
        Ok(value) if built.is_allowed(&value) => None,
        Ok(value) => Some(format!("body: {} is not valid", clipped(&value))),
        Err(error) => Some(format!("body: {error}")),
    }
}
