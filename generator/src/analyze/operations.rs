//! What a call sends and gives: bodies taken apart, answers chosen, errors typed, safety of repeating.

use crate::config::Config;
use crate::diagnostics::{Code, Diagnostics};
use crate::ir::{
    Api, Body, ErrorArm, Idempotency, JsonType, ModelId, ModelKind, Operation, Place, Response,
    Status, Success, Type,
};
use crate::name::Name;

/// Completes every operation.
pub(super) fn complete(api: &mut Api, config: &Config, diagnostics: &mut Diagnostics) {
    let mut operations = std::mem::take(&mut api.operations);
    for operation in &mut operations {
        if let Some(body) = &mut operation.body {
            body.flattened = flattened(api, body);
            if !body.is_json && !is_raw(api, body) {
                let message = format!("a body of `{}` is passed through as bytes", body.media_type);
                diagnostics.push(Code::MediaType, body.origin, message);
            }
        }
        operation.success = success(operation, diagnostics);
        operation.accept = match operation.success {
            Success::Json(_) => "application/json".to_owned(),
            _ => "*/*".to_owned(),
        };
        operation.errors = errors(api, operation);
        operation.redirects = redirects(operation);
        operation.idempotency = idempotency(api, operation, config);
    }
    api.operations = operations;
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
    (!body.usage.nullable && content.maps.is_empty() && (body.required || can_be_empty))
        .then_some(model)
}

/// Whether a body that is not JSON is described as what it is: text or bytes.
fn is_raw(api: &Api, body: &Body) -> bool {
    let schema = body.schema.and_then(|schema| api.schemas.get(schema.0));
    schema.is_none_or(|schema| {
        schema.types.iter().all(|ty| *ty == JsonType::String)
            && schema.reference.is_none()
            && schema.properties.is_empty()
    })
}

/// What a success gives. With several kinds of success the first with a body counts.
fn success(operation: &Operation, diagnostics: &mut Diagnostics) -> Success {
    let is_success = |response: &&Response| {
        matches!(response.status, Status::Exact(200..=299) | Status::Range(2))
    };
    let mut successes: Vec<&Response> = operation.responses.iter().filter(is_success).collect();
    successes.sort_by_key(|response| response.status);
    if successes.is_empty() {
        // No success is declared: what `default` says holds for it too.
        successes.extend(
            operation
                .responses
                .iter()
                .filter(|response| response.status == Status::Default),
        );
    }
    let kinds: Vec<(&Response, Success)> = successes
        .iter()
        .filter(|response| !response.content.is_empty())
        .map(|response| (*response, kind(response)))
        .collect();
    let Some((_, first)) = kinds.first() else {
        return Success::Empty;
    };
    let differing = kinds.iter().find(|(_, other)| other != first);
    if let Some((other, _)) = differing {
        let message = format!(
            "`{}` has several kinds of success; only the first is decoded",
            operation.id
        );
        diagnostics.push(Code::SeveralSuccesses, other.origin, message);
    } else if kinds.len() < successes.len() {
        let message = format!(
            "`{}` may answer without a body where it mostly has one; that is a decode error",
            operation.id
        );
        diagnostics.push(Code::SeveralSuccesses, operation.origin, message);
    }
    first.clone()
}

fn kind(response: &Response) -> Success {
    if response
        .content
        .iter()
        .any(|(media_type, _)| crate::media::is_json(media_type))
    {
        return Success::Json(response.usage.clone().unwrap_or_default());
    }
    match response.content.first() {
        Some((media_type, _)) if crate::media::is_text(media_type) => Success::Text,
        Some(_) => Success::Bytes,
        None => Success::Empty,
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

/// Which schemes authenticate most operations; of several the first.
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
    let most = counts.iter().map(|(_, count)| *count).max();
    let usual = counts.iter().find(|(_, count)| Some(*count) == most);
    api.sdk.security = usual.map(|(sets, _)| (*sets).clone()).unwrap_or_default();
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
    if let Some(header) = &config.idempotency.header {
        let is_it =
            |place: Place, wire: &str| place == Place::Header && wire.eq_ignore_ascii_case(header);
        if operation
            .parameters
            .iter()
            .any(|parameter| is_it(parameter.place, &parameter.wire))
        {
            return Idempotency::Header(header.clone());
        }
    }
    let model = operation
        .body
        .as_ref()
        .and_then(|body| body.flattened)
        .and_then(|model| api.models.get(model.0));
    match (model.map(|model| &model.kind), &config.idempotency.member) {
        (Some(ModelKind::Struct(content)), Some(member))
            if content.fields.iter().any(|field| field.wire == *member) =>
        {
            Idempotency::Member(member.clone())
        }
        _ => Idempotency::Unsafe,
    }
}
