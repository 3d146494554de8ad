//! One operation with its body and responses.

use openapiv3::{MediaType, Operation as Described, ReferenceOr, RequestBody, StatusCode};

use super::extensions::samples;
use super::hints::{hints, request_name};
use super::parameter::style_of;
use super::response::is_success;
use super::{Lowerer, behaviour};
use crate::diagnostics::{Code, Consequence, Loss};
use crate::dialect::Endpoint;
use crate::ir::{
    Body, BodyKind, Content, Encoding, Idempotency, NamedBy, Need, Operation, Place, ResourceId,
    Response, SchemaId, Status, Success, Usage,
};
use crate::name::Name;
use crate::source::Node;

impl Lowerer<'_> {
    /// Lowers one operation.
    pub(super) fn operation(&mut self, endpoint: &Endpoint) -> Option<Operation> {
        let node = &endpoint.node;
        let described: Described = self.read(node, "operation")?;
        let id = described
            .operation_id
            .clone()
            .filter(|id| !id.trim().is_empty());
        let security = match &described.security {
            Some(requirements) => requirements.clone(),
            None => self.default_security(),
        };
        let servers = self.own_servers(node);
        let mut operation = Operation {
            origin: node.origin,
            has_own_id: id.is_some(),
            id: id
                .unwrap_or_else(|| format!("{} {}", endpoint.method.to_lowercase(), endpoint.path)),
            method: endpoint.method.clone(),
            template: endpoint.path.clone(),
            // A fragment only tells paths apart; it is never sent (RFC 9110, section 4.2.5).
            path: endpoint
                .path
                .split('#')
                .next()
                .unwrap_or_default()
                .to_owned(),
            servers,
            tags: described.tags,
            summary: described.summary.filter(|text| !text.trim().is_empty()),
            description: described.description.filter(|text| !text.trim().is_empty()),
            deprecated: described.deprecated,
            changes: false,
            parameters: Vec::new(),
            body: None,
            responses: Vec::new(),
            security: security
                .iter()
                .map(|one| one.keys().cloned().collect())
                .collect(),
            scopes: security
                .iter()
                .map(|one| one.values().flatten().cloned().collect())
                .collect(),
            resource: ResourceId(0),
            words: String::new(),
            hints: hints(node),
            request_name: request_name(node),
            paging_hint: behaviour::paging(node, self.flat.paging.as_ref()),
            may_repeat: false,
            idempotency_header: None,
            named_by: NamedBy::default(),
            reason: String::new(),
            success: Success::Empty,
            accept: String::new(),
            errors: Vec::new(),
            redirects: Vec::new(),
            ends_in_redirect: false,
            idempotency: Idempotency::Unsafe,
            paging: None,
            name: Name::default(),
            builder: Name::default(),
            constant: Name::default(),
            inputs: Name::default(),
            answer: Name::default(),
            form: None,
            unsent: Vec::new(),
            variant: String::new(),
            picks: false,
            streams: None,
            spellings: Vec::new(),
        };
        for parameter in described.parameters {
            if let ReferenceOr::Reference { reference } = parameter {
                operation.parameters.extend(self.parameter(&reference));
            }
        }
        behaviour::repeats(&mut operation, node, &self.flat.idempotency_headers);
        let in_query = |name: &str| {
            let mut all = operation.parameters.iter();
            all.any(|one| one.place == Place::Query && one.wire == name)
        };
        operation.path = crate::template::without_query(&operation.path, in_query);
        self.order_path_parameters(&mut operation);
        if let Some(ReferenceOr::Reference { reference }) = described.request_body {
            operation.body = self.body(&reference);
        }
        for (status, response) in described.responses.responses {
            if let (Some(status), ReferenceOr::Reference { reference }) = (code(&status), response)
            {
                operation
                    .responses
                    .extend(self.response(status, &reference));
            }
        }
        if let Some(ReferenceOr::Reference { reference }) = described.responses.default {
            operation
                .responses
                .extend(self.response(Status::Default, &reference));
        }
        // What an extension shows as a response is that of a success.
        let is_json = |response: &&mut Response| {
            let mut types = response.content.iter();
            is_success(response.status)
                && types.any(|(media_type, _)| crate::media::is_json(media_type))
        };
        let responses = operation.responses.iter_mut().filter(is_json);
        if let Some(response) = responses.min_by_key(|response| response.status) {
            let samples = samples(&endpoint.node).into_iter();
            response
                .samples
                .extend(samples.map(|sample| (None, sample)));
        }
        if operation.method == "HEAD" {
            self.without_bodies(&mut operation.responses);
        }
        Some(operation)
    }

    /// Takes from the answers to `HEAD` what only `GET` would bring (RFC 9110, section 9.3.2).
    fn without_bodies(&mut self, responses: &mut [Response]) {
        for response in responses {
            if !response.content.is_empty() {
                let message =
                    "an answer to `HEAD` has no body; only its status and headers are read";
                self.diagnostics
                    .push(Code::Nonconforming, response.origin, message);
                response.content.clear();
            }
        }
    }

    /// The requirements that hold where an operation names none.
    fn default_security(&mut self) -> Vec<openapiv3::SecurityRequirement> {
        let Some(node) = self.flat.security.as_ref() else {
            return Vec::new();
        };
        self.read(node, "security requirement").unwrap_or_default()
    }

    fn body(&mut self, reference: &str) -> Option<Body> {
        let node = self.node(reference)?.clone();
        let described: RequestBody = self.read(&node, "request body")?;
        let contents: Vec<Content> = described
            .content
            .iter()
            .map(|(media_type, media)| {
                let written = node.get("content").and_then(|all| all.get(media_type));
                let encoding = written.and_then(|media| media.get("encoding"));
                let fields = encoding.and_then(Node::as_object).into_iter().flatten();
                Content {
                    media_type: media_type.clone(),
                    schema: self.media_schema(media),
                    encoding: fields
                        .map(|(name, node)| (name.clone(), encoded(node)))
                        .collect(),
                    example: media.example.clone(),
                }
            })
            .collect();
        if contents.is_empty() {
            let message = "this request body names no media type, so none is sent";
            self.diagnostics
                .push(Code::DroppedKeyword, node.origin, message);
            let what = "the description names no media type";
            self.diagnostics
                .costs(Consequence::both(Loss::CannotSend, what));
            return None;
        }
        Some(Body {
            origin: node.origin,
            contents,
            media_type: String::new(),
            kind: BodyKind::default(),
            required: described.required,
            need: match node.get("required") {
                Some(_) => Need::Said,
                None => Need::Unsaid,
            },
            description: described.description.clone(),
            schema: None,
            usage: Usage::default(),
            flattened: None,
            arguments: Vec::new(),
            example: None,
        })
    }

    pub(super) fn media_schema(&self, media: &MediaType) -> Option<SchemaId> {
        media
            .schema
            .as_ref()
            .and_then(|schema| self.reference_of(schema))
    }

    pub(super) fn reference_of<T>(&self, child: &ReferenceOr<T>) -> Option<SchemaId> {
        match child {
            ReferenceOr::Reference { reference } => self.id(reference),
            ReferenceOr::Item(_) => None,
        }
    }
}

/// How a field of a form is written.
fn encoded(node: &Node) -> Encoding {
    let text = |key: &str| node.get(key).and_then(Node::as_str);
    let flag = |key: &str| node.get(key).and_then(Node::as_bool);
    Encoding {
        content_type: text("contentType").map(str::to_owned),
        style: text("style").and_then(style_of),
        explode: flag("explode"),
        allow_reserved: flag("allowReserved") == Some(true),
    }
}

fn code(status: &StatusCode) -> Option<Status> {
    match status {
        StatusCode::Code(code) => Some(Status::Exact(*code)),
        StatusCode::Range(range) => u8::try_from(*range).ok().map(Status::Range),
    }
}
