//! Webhooks: operations of the user's own server.

use super::Lowerer;
use crate::diagnostics::{Code, Consequence, Loss};
use crate::ir::{Content, Operation, Place, SchemaId, Status, Webhook};
use crate::media;
use crate::source::Origin;

impl Lowerer<'_> {
    /// The delivery that an operation of the user's server receives: as JSON where there is a choice.
    pub(super) fn webhook(&mut self, operation: Operation) -> Webhook {
        let title = format!("webhook {}", operation.template);
        for parameter in &operation.parameters {
            if parameter.place != Place::Header {
                let name = &parameter.wire;
                let message =
                    format!("a webhook is read from its body and headers, not from `{name}`");
                let what = format!("the parameter `{name}` of the delivery");
                self.lost(&title, parameter.origin, message, Loss::CannotReceive, what);
            }
        }
        for response in &operation.responses {
            let is_success = matches!(response.status, Status::Exact(200..=299) | Status::Range(2));
            let mut schemas = response.content.iter().map(|(_, schema)| *schema);
            if is_success && schemas.any(|schema| self.says_something(schema)) {
                let message = "no code writes the response that a webhook asks for".to_owned();
                let what = "the content of the response to the delivery".to_owned();
                self.lost(&title, response.origin, message, Loss::CannotSend, what);
            }
        }
        let headers = operation.parameters.into_iter();
        let headers = headers.filter(|parameter| parameter.place == Place::Header);
        let origin = operation.body.as_ref().map(|body| body.origin);
        let mut contents = operation.body.map_or_else(Vec::new, |body| body.contents);
        let is_json = |content: &Content| media::is_json(&content.media_type);
        let at = contents.iter().position(is_json);
        for content in &contents {
            if !is_json(content) && !media::is_any(&content.media_type) {
                let media_type = &content.media_type;
                let message =
                    format!("a delivery as `{media_type}` is not read: payloads are JSON");
                let what = format!("the delivery as `{media_type}`");
                let origin = origin.unwrap_or(operation.origin);
                self.lost(&title, origin, message, Loss::CannotReceive, what);
            }
        }
        let at = at.unwrap_or_default();
        let content = (at < contents.len()).then(|| contents.swap_remove(at));
        Webhook {
            origin: operation.origin,
            key: operation.path,
            summary: operation.summary.or(operation.description),
            schema: content.as_ref().and_then(|content| content.schema),
            example: content.and_then(|content| content.example),
            headers: headers.map(|parameter| parameter.wire).collect(),
        }
    }

    /// Whether a schema says more than words: some frameworks describe every response with an empty one.
    fn says_something(&self, schema: Option<SchemaId>) -> bool {
        let pointer = schema.and_then(|id| self.ids.get_index(id.0));
        let entry = pointer.and_then(|(pointer, _)| self.flat.nodes.get(*pointer));
        let members = entry.and_then(|entry| entry.node.as_object());
        let mut members = members.into_iter().flatten();
        members.any(|(key, _)| key != "title" && key != "description")
    }

    /// Reports a part of a webhook that nothing is generated for.
    fn lost(&mut self, title: &str, origin: Origin, message: String, loss: Loss, what: String) {
        self.diagnostics.push(Code::DroppedKeyword, origin, message);
        let consequence = Consequence::both(loss, what);
        self.diagnostics.costs(consequence.of([title.to_owned()]));
    }
}
