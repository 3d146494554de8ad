//! What a call sends and gives: bodies taken apart, answers chosen, errors typed, safety of repeating.

use serde_json::Value;

use super::losses::{is_raw, title};
use crate::config::{Config, Setting};
use crate::diagnostics::{Code, Consequence, Diagnostics, Loss};
use crate::ir::{
    Api, Body, BodyKind, ErrorArm, Idempotency, ModelId, ModelKind, Operation, Parameter, Place,
    Response, SchemeKind, Status, StreamKind, Success, SuccessArm, Type, Usage,
};
use crate::lower;
use crate::name::Name;

/// Completes every operation.
pub(super) fn complete(api: &mut Api, config: &Config, diagnostics: &mut Diagnostics) {
    let mut operations = std::mem::take(&mut api.operations);
    for operation in &mut operations {
        let title = title(operation);
        if let Some(body) = &mut operation.body {
            body.flattened = flattened(api, body);
            body.example = body.example.take().or_else(|| shown(api, &body.usage));
            if matches!(body.kind, BodyKind::Text | BodyKind::Bytes) && !is_raw(api, body.schema) {
                let written = match body.kind {
                    BodyKind::Text => "text",
                    _ => "bytes",
                };
                let message = format!(
                    "a body of `{}` is passed through as {written}",
                    body.media_type
                );
                diagnostics.push(Code::MediaType, body.origin, message);
                let what = format!("the body as `{}`, as {written}", body.media_type);
                diagnostics.costs(Consequence::sent(Loss::Untyped, what).of([title.clone()]));
            }
        }
        operation.success = success(operation);
        operation.accept = match operation.success {
            Success::Json(_) | Success::Optional(_) => json(operation),
            _ => accept(operation),
        };
        operation.errors = errors(api, operation);
        operation.redirects = redirects(operation);
        operation.ends_in_redirect =
            !operation.redirects.is_empty() && successes(operation).is_empty();
        operation.idempotency = idempotency(api, operation, config);
    }
    api.operations = operations;
}

/// The first object that the description shows of a type.
fn shown(api: &Api, usage: &Usage) -> Option<Value> {
    let Type::Model(model) = usage.ty else {
        return None;
    };
    let mut samples = api.models.get(model.0)?.samples.iter();
    let shown = samples.find(|sample| !sample.recorded && sample.value.is_object())?;
    Some(shown.value.clone())
}

/// The struct whose members become arguments: an object that is always sent, or that can be sent empty.
fn flattened(api: &Api, body: &Body) -> Option<ModelId> {
    let Type::Model(model) = body.usage.ty else {
        return None;
    };
    let ModelKind::Struct(content) = &api.models.get(model.0)?.kind else {
        return None;
    };
    let can_be_empty = content.required.is_empty();
    (body.kind == BodyKind::Json
        && !body.usage.nullable
        && content.maps.is_empty()
        && (body.required || can_be_empty))
        .then_some(model)
}

/// The kinds of JSON that are asked for: what is declared, where that is not all of it.
fn json(operation: &Operation) -> String {
    let mut media_types: Vec<&str> = Vec::new();
    for response in successes(operation) {
        let names = response.content.iter().map(|(name, _)| name.as_str());
        for name in names.filter(|name| crate::media::is_json(name)) {
            if !media_types.contains(&name) {
                media_types.push(name);
            }
        }
    }
    match media_types.as_slice() {
        [] | ["application/json"] => "application/json".to_owned(),
        several => format!("{}, application/json;q=0.5", several.join(", ")),
    }
}

/// The media types of the answers that are asked for, those of success first.
fn accept(operation: &Operation) -> String {
    let mut media_types: Vec<&str> = Vec::new();
    for response in successes(operation) {
        let json = { response.content.iter() }.find(|(name, _)| crate::media::is_json(name));
        for (media_type, _) in json.map_or(response.content.as_slice(), std::slice::from_ref) {
            if !media_types.contains(&media_type.as_str()) {
                media_types.push(media_type);
            }
        }
    }
    if media_types.is_empty() || media_types.contains(&"*/*") {
        return "*/*".to_owned();
    }
    // Errors come as what they are.
    media_types.push("*/*;q=0.1");
    media_types.join(", ")
}

/// Whether a response is a success of an operation.
pub(super) fn is_success(operation: &Operation, response: &Response) -> bool {
    let status = response.status;
    successes(operation).iter().any(|one| one.status == status)
}

/// The declared answers of success, by status.
fn successes(operation: &Operation) -> Vec<&Response> {
    let responses = operation.responses.iter();
    let successes = responses.filter(|response| lower::is_success(response.status));
    let mut successes: Vec<&Response> = successes.collect();
    successes.sort_by_key(|response| response.status);
    if successes.is_empty() {
        // No success is declared: what `default` says holds for it too.
        let is_default = |response: &&Response| response.status == Status::Default;
        successes.extend(operation.responses.iter().filter(is_default));
    }
    successes
}

/// What a success gives: one kind, one or nothing, or one of several by status.
fn success(operation: &Operation) -> Success {
    let successes = successes(operation);
    let kinds: Vec<Success> = successes.iter().map(|response| kind(response)).collect();
    let mut different: Vec<&Success> = Vec::new();
    for kind in &kinds {
        if !different.contains(&kind) {
            different.push(kind);
        }
    }
    match different.as_slice() {
        [] => Success::Empty,
        [one] => (*one).clone(),
        [Success::Json(usage), Success::Empty] | [Success::Empty, Success::Json(usage)]
            if !usage.nullable =>
        {
            Success::Optional(usage.clone())
        }
        // Nothing is a download or stream without an item.
        [one @ (Success::Bytes | Success::Stream(..)), Success::Empty]
        | [Success::Empty, one @ (Success::Bytes | Success::Stream(..))] => (*one).clone(),
        _ => {
            let arms = successes.iter().zip(&kinds);
            let arm = |(response, gives): (&&Response, &Success)| SuccessArm {
                status: response.status,
                description: response.description.clone(),
                gives: gives.clone(),
                name: Name::default(),
            };
            Success::Several(arms.map(arm).collect())
        }
    }
}

fn kind(response: &Response) -> Success {
    if response
        .content
        .iter()
        .any(|(media_type, _)| crate::media::is_json(media_type))
    {
        return Success::Json(response.usage.clone().unwrap_or_default());
    }
    let stream = { response.content.iter() }.find(|(name, _)| crate::media::is_stream(name));
    if let Some((media_type, _)) = stream {
        let mut usage = response.usage.clone().unwrap_or_default();
        // A list of events describes the stream; each event is one of its items.
        if let (Type::Array(item), false) = (&usage.ty, response.of_items.contains(media_type)) {
            usage = (**item).clone();
        }
        return Success::Stream(stream_kind(response, media_type), usage);
    }
    match response.content.first() {
        Some((media_type, _)) if crate::media::is_text(media_type) => Success::Text,
        Some(_) => Success::Bytes,
        None => Success::Empty,
    }
}

fn stream_kind(response: &Response, media_type: &String) -> StreamKind {
    if crate::media::is_lines(media_type) {
        StreamKind::Lines
    } else if crate::media::is_sequence(media_type) {
        StreamKind::Sequence
    } else if response.of_items.contains(media_type) {
        StreamKind::Events
    } else {
        StreamKind::EventData
    }
}

/// Declared error bodies, as far as they are types of ours.
fn errors(api: &mut Api, operation: &Operation) -> Vec<(Status, usize)> {
    let mut errors = Vec::new();
    let has_success = operation
        .responses
        .iter()
        .any(|response| matches!(response.status, Status::Exact(200..=299) | Status::Range(2)));
    for response in &operation.responses {
        let is_error = match response.status {
            Status::Exact(code) => code >= 400,
            Status::Range(range) => range >= 4,
            Status::Default => has_success,
        };
        let Some(Type::Model(model)) = response.usage.as_ref().map(|usage| usage.ty.clone()) else {
            continue;
        };
        if is_error {
            let known = api.errors.iter().position(|arm| arm.model == model);
            let index = known.unwrap_or_else(|| {
                api.errors.push(ErrorArm {
                    model,
                    name: Name::default(),
                    decoder: Name::default(),
                    boxed: false,
                });
                api.errors.len() - 1
            });
            errors.push((response.status, index));
        }
    }
    errors.sort();
    // What the default says need not be said of single statuses too.
    let default = errors
        .iter()
        .find(|(status, _)| *status == Status::Default)
        .copied();
    let is_single = |status: &Status| matches!(status, Status::Exact(_));
    let has_ranges = errors
        .iter()
        .any(|(status, _)| matches!(status, Status::Range(_)));
    if let (Some((_, usual)), false) = (default, has_ranges) {
        errors.retain(|(status, index)| !is_single(status) || *index != usual);
    }
    errors
}

/// Which schemes authenticate most operations; of several those that ask for something, then the first by name.
pub(super) fn usual_security(api: &mut Api) {
    let mut counts: Vec<(&Vec<Vec<String>>, usize)> = Vec::new();
    for operation in &api.operations {
        match counts
            .iter_mut()
            .find(|(sets, _)| **sets == operation.security)
        {
            Some((_, count)) => *count += 1,
            None => counts.push((&operation.security, 1)),
        }
    }
    let usual = counts.iter().max_by_key(|(sets, count)| {
        let always_asks = !sets.is_empty() && sets.iter().all(|set| !set.is_empty());
        (*count, always_asks, std::cmp::Reverse(*sets))
    });
    api.sdk.security = usual.map(|(sets, _)| (*sets).clone()).unwrap_or_default();
    api.sdk.scheme = usual_scheme(api);
}

/// Of the schemes that most operations are content with alone a key or token in a header rather than a password, or else
/// the first described.
fn usual_scheme(api: &Api) -> Option<usize> {
    let usable =
        || { api.schemes.iter().enumerate() }.filter(|(_, one)| one.kind != SchemeKind::Other);
    let alone = api.sdk.security.iter().filter_map(|set| match &**set {
        [only] => usable().find(|(_, scheme)| scheme.key == *only),
        _ => None,
    });
    let usual = alone.min_by_key(|(_, scheme)| match scheme.kind {
        SchemeKind::Bearer | SchemeKind::HeaderKey(_) => 0,
        SchemeKind::Basic => 1,
        SchemeKind::QueryKey(_) | SchemeKind::CookieKey(_) | SchemeKind::Other => 2,
    });
    usual.or_else(|| usable().next()).map(|(at, _)| at)
}

fn redirects(operation: &Operation) -> Vec<u16> {
    let declared = operation
        .responses
        .iter()
        .filter_map(|response| match response.status {
            Status::Exact(code @ 300..=399) => Some(code),
            _ => None,
        });
    declared.collect()
}

/// Whether the call may be repeated: by method, by a body member, or by a header.
fn idempotency(api: &Api, operation: &Operation, config: &Config) -> Idempotency {
    if ["GET", "HEAD", "OPTIONS", "PUT", "DELETE", "TRACE", "QUERY"]
        .contains(&operation.method.as_str())
    {
        return Idempotency::Safe;
    }
    if operation.may_repeat {
        return Idempotency::Safe;
    }
    if let Some(header) = &operation.idempotency_header {
        return Idempotency::Header(header.clone());
    }
    // The name of the draft of the standard, which services use already.
    let header = config.idempotency.header.as_ref().map(Setting::as_str);
    let header = header.unwrap_or("Idempotency-Key");
    let is_it = |parameter: &&Parameter| {
        parameter.place == Place::Header && parameter.wire.eq_ignore_ascii_case(header)
    };
    if let Some(parameter) = operation.parameters.iter().find(is_it) {
        return Idempotency::Header(parameter.wire.clone());
    }
    let model = operation
        .body
        .as_ref()
        .and_then(|body| body.flattened)
        .and_then(|model| api.models.get(model.0));
    match (model.map(|model| &model.kind), &config.idempotency.member) {
        (Some(ModelKind::Struct(content)), Some(member))
            if content
                .fields
                .iter()
                .any(|field| field.wire == member.as_str()) =>
        {
            Idempotency::Member(member.to_string())
        }
        _ => Idempotency::Unsafe,
    }
}
