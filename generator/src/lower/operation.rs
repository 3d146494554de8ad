//! One operation with its parameters, body and responses.

use openapiv3::{
    MediaType, Operation as Described, Parameter as DescribedParameter, ParameterSchemaOrContent,
    PathStyle, QueryStyle, ReferenceOr, RequestBody, StatusCode,
};

use super::Lowerer;
use crate::diagnostics::{Code, Consequence, Loss};
use crate::dialect::{Endpoint, extension};
use crate::ir::{
    Body, BodyKind, Content, Encoding, Idempotency, Operation, Parameter, Place, ResourceId,
    Response, SchemaId, Status, Style, Success, Type, Usage,
};
use crate::name::Name;
use crate::source::{Node, Origin};

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
            streams: false,
        };
        for parameter in described.parameters {
            if let ReferenceOr::Reference { reference } = parameter {
                operation.parameters.extend(self.parameter(&reference));
            }
        }
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

    fn parameter(&mut self, reference: &str) -> Option<Parameter> {
        let node = self.node(reference)?.clone();
        let described: DescribedParameter = self.read(&node, "parameter")?;
        let (place, style, allow_reserved) = match &described {
            DescribedParameter::Query {
                style,
                allow_reserved,
                ..
            } => (
                Place::Query,
                match style {
                    QueryStyle::Form => Style::Form,
                    QueryStyle::SpaceDelimited => Style::SpaceDelimited,
                    QueryStyle::PipeDelimited => Style::PipeDelimited,
                    QueryStyle::DeepObject => Style::DeepObject,
                },
                *allow_reserved,
            ),
            DescribedParameter::Path { style, .. } => (
                Place::Path,
                match style {
                    PathStyle::Simple => Style::Simple,
                    PathStyle::Label => Style::Label,
                    PathStyle::Matrix => Style::Matrix,
                },
                false,
            ),
            DescribedParameter::Header { .. } => (Place::Header, Style::Simple, false),
            DescribedParameter::Cookie { .. } => (Place::Cookie, Style::Form, false),
        };
        let data = described.parameter_data();
        // The standard: headers of these names are described elsewhere and ignored here.
        let ignored = ["accept", "content-type", "authorization"];
        if place == Place::Header && ignored.contains(&data.name.to_lowercase().as_str()) {
            let message = format!(
                "the header `{}` is no argument: the client sends what is described elsewhere",
                data.name
            );
            self.diagnostics
                .push(Code::DroppedKeyword, node.origin, message);
            let what = "as an argument: the client sets this header";
            self.diagnostics
                .costs(Consequence::both(Loss::CannotSend, what));
            return None;
        }
        let said = node.get(extension::STYLE).and_then(Node::as_str);
        let style = said.and_then(style_of).unwrap_or(style);
        let mut explode = data.explode;
        let (schema, style) = match data.format {
            ParameterSchemaOrContent::Schema(schema) => (self.reference_of(&schema), style),
            ParameterSchemaOrContent::Content(content) => {
                let media = content.iter().next();
                self.check_content(&node, media.map(|(name, _)| name.as_str()), style);
                let is_form = media.is_some_and(|(name, _)| crate::media::is_form(name));
                let style = match style {
                    // The members of a form that is the whole query are its parameters.
                    Style::Whole if is_form => {
                        explode = Some(true);
                        Style::Form
                    }
                    Style::Whole => Style::Whole,
                    _ => Style::Json,
                };
                (media.and_then(|(_, media)| self.media_schema(media)), style)
            }
        };
        Some(Parameter {
            origin: node.origin,
            wire: data.name,
            place,
            style,
            explode: explode.unwrap_or(matches!(
                style,
                Style::Form | Style::DeepObject | Style::Cookie
            )),
            allow_reserved,
            required: data.required || place == Place::Path,
            description: data.description,
            deprecated: data.deprecated.unwrap_or_default(),
            content_type: None,
            schema,
            usage: Usage::default(),
            name: Name::default(),
        })
    }

    /// A parameter is written as JSON, as a form where it is the whole query, or as text there.
    fn check_content(&mut self, node: &Node, media_type: Option<&str>, style: Style) {
        let Some(media_type) = media_type else { return };
        let is_whole = style == Style::Whole;
        let is_written = crate::media::is_json(media_type)
            || is_whole && (crate::media::is_form(media_type) || crate::media::is_text(media_type));
        if !is_written {
            let message = format!("a parameter of `{media_type}` is sent as JSON");
            let what = format!("as `{media_type}`: it is sent as JSON");
            self.diagnostics.push(Code::MediaType, node.origin, message);
            self.diagnostics
                .costs(Consequence::sent(Loss::CannotSend, what));
        }
    }

    /// Path parameters come first, in the template's order. What the template does not name is left out, what only the
    /// template names is text; both are reported.
    fn order_path_parameters(&mut self, operation: &mut Operation) {
        let path = operation.path.clone();
        let title = format!("{} {}", operation.method, operation.template);
        let template = crate::template::names(&path);
        let rank = |parameter: &Parameter| match parameter.place {
            Place::Path => template
                .iter()
                .position(|name| *name == parameter.wire)
                .unwrap_or(template.len()),
            _ => usize::MAX,
        };
        operation.parameters.retain(|parameter| {
            let is_stray =
                parameter.place == Place::Path && !template.contains(&parameter.wire.as_str());
            if is_stray {
                let message = format!(
                    "the path `{}` has no `{{{}}}`",
                    operation.path, parameter.wire
                );
                self.diagnostics
                    .push(Code::PathMismatch, parameter.origin, message);
                let what = format!("the path parameter `{}`", parameter.wire);
                let consequence = Consequence::sent(Loss::CannotSend, what);
                self.diagnostics.costs(consequence.of([title.clone()]));
            }
            !is_stray
        });
        for name in &template {
            let has =
                |parameter: &Parameter| parameter.place == Place::Path && parameter.wire == *name;
            if !operation.parameters.iter().any(has) {
                let message = format!(
                    "`{{{name}}}` in the path `{}` is not among the parameters; it is taken as text",
                    operation.path
                );
                self.diagnostics
                    .push(Code::PathMismatch, operation.origin, message);
                let what = format!("the path parameter `{name}`, sent as text");
                let consequence = Consequence::sent(Loss::Untyped, what);
                self.diagnostics.costs(consequence.of([title.clone()]));
                operation
                    .parameters
                    .push(text_in_path(operation.origin, name));
            }
        }
        operation.parameters.sort_by_key(rank);
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

    fn reference_of<T>(&self, child: &ReferenceOr<T>) -> Option<SchemaId> {
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

fn style_of(word: &str) -> Option<Style> {
    match word {
        "form" => Some(Style::Form),
        "spaceDelimited" => Some(Style::SpaceDelimited),
        "tabDelimited" => Some(Style::TabDelimited),
        "pipeDelimited" => Some(Style::PipeDelimited),
        "cookie" => Some(Style::Cookie),
        "deepObject" => Some(Style::DeepObject),
        "whole" => Some(Style::Whole),
        _ => None,
    }
}

/// A path parameter that only the template names.
fn text_in_path(origin: Origin, name: &str) -> Parameter {
    Parameter {
        origin,
        wire: name.to_owned(),
        place: Place::Path,
        style: Style::Simple,
        explode: false,
        allow_reserved: false,
        required: true,
        description: None,
        deprecated: false,
        content_type: None,
        schema: None,
        usage: Usage {
            ty: Type::String,
            ..Usage::default()
        },
        name: Name::default(),
    }
}

fn code(status: &StatusCode) -> Option<Status> {
    match status {
        StatusCode::Code(code) => Some(Status::Exact(*code)),
        StatusCode::Range(range) => u8::try_from(*range).ok().map(Status::Range),
    }
}
