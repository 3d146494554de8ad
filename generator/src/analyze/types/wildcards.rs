//! Media types with wildcards: a body of one is what its schema says.

use super::{Modeler, bodies};
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
        for content in body.iter_mut().flat_map(|body| &mut body.contents) {
            if media::is_any(&content.media_type) {
                content.media_type = meant(modeler, content.schema).to_owned();
            }
            content.media_type = media::sendable(&content.media_type);
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
