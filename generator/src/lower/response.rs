//! Answers and their headers.

use openapiv3::Response as DescribedResponse;

use super::Lowerer;
use super::extensions::samples;
use crate::diagnostics::{Code, Consequence, Loss};
use crate::dialect::extension;
use crate::ir::{Response, ResponseHeader, Status, Usage};
use crate::source::{Node, Value};

/// Whether a status stands for successes only.
#[must_use]
pub fn is_success(status: Status) -> bool {
    matches!(status, Status::Exact(200..300) | Status::Range(2))
}

impl Lowerer<'_> {
    pub(super) fn response(&mut self, status: Status, reference: &str) -> Option<Response> {
        let node = self.node(reference)?.clone();
        let described: DescribedResponse = self.read(&node, "response")?;
        let headers = node.get(extension::HEADERS).and_then(Node::as_object);
        let headers = headers.into_iter().flatten();
        // In HTTP this answer has no body, whatever is said of it.
        let is_empty = status == Status::Exact(204);
        if is_empty && !described.content.is_empty() {
            let message = "an answer 204 never has a body: what is said of its content is left out";
            self.diagnostics
                .push(Code::DroppedKeyword, node.origin, message);
            let what = "the content of a 204 response, which HTTP does not allow";
            self.diagnostics
                .costs(Consequence::both(Loss::Ignored, what));
        }
        let content = described.content.iter().filter(|_| !is_empty);
        // The order of members says nothing.
        let mut shown: Vec<&String> = content.clone().map(|(media_type, _)| media_type).collect();
        shown.sort();
        let may_be_json =
            |name: &&String| crate::media::is_json(name) || crate::media::is_any(name);
        Some(Response {
            origin: node.origin,
            status,
            headers: headers
                .map(|(name, node)| self.response_header(name, node))
                .collect(),
            of_items: content
                .clone()
                .filter(|(media_type, _)| {
                    let written = node.get("content").and_then(|all| all.get(media_type));
                    written.is_some_and(|media| media.get("itemSchema").is_some())
                })
                .map(|(media_type, _)| media_type.clone())
                .collect(),
            samples: { shown.into_iter().filter(may_be_json) }
                .filter_map(|name| Some((name, node.get("content")?.get(name)?)))
                .flat_map(|(name, media)| {
                    let samples = samples(media).into_iter();
                    samples.map(|sample| (Some(name.clone()), sample))
                })
                .collect(),
            content: content
                .map(|(media_type, media)| (media_type.clone(), self.media_schema(media)))
                .collect(),
            declared: Vec::new(),
            description: Some(described.description).filter(|text| !text.is_empty()),
            usage: None,
        })
    }

    fn response_header(&self, name: &str, node: &Node) -> ResponseHeader {
        let content = node.get("content").and_then(Node::as_object);
        let media = content.and_then(|content| content.iter().next());
        let holder = media.map_or(node, |(_, media)| media);
        let reference = holder.get("schema").and_then(|schema| schema.get("$ref"));
        let text = |key: &str| node.get(key).and_then(Node::as_str).map(str::to_owned);
        ResponseHeader {
            origin: node.origin,
            wire: name.to_owned(),
            description: text("description").filter(|text| !text.trim().is_empty()),
            deprecated: node.get("deprecated").map(|node| &node.value) == Some(&Value::Bool(true)),
            is_json: media.is_some_and(|(media_type, _)| crate::media::is_json(media_type)),
            schema: reference.and_then(Node::as_str).and_then(|at| self.id(at)),
            usage: Usage::default(),
        }
    }
}
