//! Media types that do not say what a body is: those with wildcards, and several kinds of JSON.

use super::{Modeler, bodies};
use crate::analyze::losses;
use crate::diagnostics::{Code, Consequence, Loss};
use crate::ir::{JsonType, Response, Schema, SchemaId};
use crate::media;

/// Puts a media type that can be sent, and that says how a body is read, in place of `*/*` and the like.
pub(super) fn settle(modeler: &mut Modeler<'_>) {
    for index in 0..modeler.api.operations.len() {
        let Some(operation) = modeler.api.operations.get_mut(index) else {
            continue;
        };
        let mut responses = std::mem::take(&mut operation.responses);
        let mut body = operation.body.take();
        let title = losses::title(operation);
        let origin = body.as_ref().map(|body| body.origin).unwrap_or_default();
        for content in body.iter_mut().flat_map(|body| &mut body.contents) {
            if media::is_any(&content.media_type) {
                content.media_type = meant(modeler, content.schema).to_owned();
            }
            let sendable = media::sendable(&content.media_type);
            if content.media_type.contains('*') {
                let described = &content.media_type;
                let message = format!("a body of `{described}` is sent as `{sendable}`");
                modeler.diagnostics.push(Code::MediaType, origin, message);
                let what = format!("the body as another `{described}` than `{sendable}`");
                let consequence = Consequence::sent(Loss::CannotSend, what);
                modeler.diagnostics.costs(consequence.of([title.clone()]));
            }
            content.media_type = sendable;
            for encoding in content.encoding.values_mut() {
                let sendable = encoding.content_type.as_deref().map(media::sendable);
                encoding.content_type = sendable;
            }
        }
        for (media_type, schema) in responses
            .iter_mut()
            .flat_map(|response| &mut response.content)
        {
            if media::is_any(media_type) {
                *media_type = meant(modeler, *schema).to_owned();
            }
        }
        for response in &mut responses {
            unite(modeler, response);
        }
        if let Some(operation) = modeler.api.operations.get_mut(index) {
            operation.responses = responses;
            operation.body = body;
        }
    }
}

/// Makes a response that is one of several kinds of JSON, such as two versions, a union of their schemas.
fn unite(modeler: &mut Modeler<'_>, response: &mut Response) {
    let mut schemas: Vec<SchemaId> = Vec::new();
    for (media_type, schema) in &response.content {
        if let (true, Some(schema)) = (media::is_json(media_type), *schema)
            && !schemas.iter().any(|known| modeler.same(*known, schema))
        {
            schemas.push(schema);
        }
    }
    if schemas.len() < 2 {
        return;
    }
    let union = modeler.add(Schema {
        origin: response.origin,
        any_of: schemas,
        ..Schema::default()
    });
    for (media_type, schema) in &mut response.content {
        if media::is_json(media_type) {
            *schema = Some(union);
        }
    }
}

/// The media type of a body that may be of any.
fn meant(modeler: &mut Modeler<'_>, schema: Option<SchemaId>) -> &'static str {
    let Some(schema) = schema else {
        return "application/json";
    };
    let schema = modeler.merged(schema);
    if bodies::is_binary(&schema, None) {
        return "application/octet-stream";
    }
    match schema.types.iter().eq([&JsonType::String]) && schema.values.is_none() {
        true => "text/plain",
        false => "application/json",
    }
}
