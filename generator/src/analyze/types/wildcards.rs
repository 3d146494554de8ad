//! Media types that do not say what a body is: those with wildcards.

use super::{Modeler, bodies};
use crate::analyze::losses;
use crate::diagnostics::{Code, Consequence, Loss};
use crate::ir::{JsonType, SchemaId};
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
                let is_known = schema.is_some_and(|schema| says_something(modeler, schema));
                *media_type = match is_known {
                    true => meant(modeler, *schema).to_owned(),
                    // The `Content-Type` that arrives tells the caller.
                    false => "application/octet-stream".to_owned(),
                };
            }
        }
        if let Some(operation) = modeler.api.operations.get_mut(index) {
            operation.responses = responses;
            operation.body = body;
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

/// Whether a schema tells what a body is.
fn says_something(modeler: &mut Modeler<'_>, schema: SchemaId) -> bool {
    let schema = modeler.merged(schema);
    let has_parts = !schema.properties.is_empty() || !schema.any_of.is_empty();
    has_parts || !schema.types.is_empty() || schema.items.is_some() || schema.values.is_some()
}
