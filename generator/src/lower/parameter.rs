//! Parameters, and the order of those in the path.

use openapiv3::{Parameter as DescribedParameter, ParameterSchemaOrContent, PathStyle, QueryStyle};

use super::Lowerer;
use crate::diagnostics::{Code, Consequence, Loss};
use crate::dialect::extension;
use crate::ir::{Operation, Parameter, Place, Style, Type, Usage};
use crate::name::Name;
use crate::source::{Node, Origin};

impl Lowerer<'_> {
    pub(super) fn parameter(&mut self, reference: &str) -> Option<Parameter> {
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
            words: { node.get(extension::COMPONENT_NAME) }
                .and_then(Node::as_str)
                .map(str::to_owned),
            place,
            style,
            explode: explode.unwrap_or(matches!(
                style,
                Style::Form | Style::DeepObject | Style::Cookie
            )),
            allow_reserved,
            required: data.required || place == Place::Path,
            by_client: None,
            description: data.description,
            deprecated: data.deprecated.unwrap_or_default(),
            default: None,
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
    pub(super) fn order_path_parameters(&mut self, operation: &mut Operation) {
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
}

pub(super) fn style_of(word: &str) -> Option<Style> {
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

/// A header that only an extension names.
pub(super) fn text_in_header(origin: Origin, name: &str) -> Parameter {
    Parameter {
        place: Place::Header,
        required: false,
        ..text_in_path(origin, name)
    }
}

/// A path parameter that only the template names.
fn text_in_path(origin: Origin, name: &str) -> Parameter {
    Parameter {
        origin,
        wire: name.to_owned(),
        words: None,
        place: Place::Path,
        style: Style::Simple,
        explode: false,
        allow_reserved: false,
        required: true,
        by_client: None,
        description: None,
        deprecated: false,
        default: None,
        content_type: None,
        schema: None,
        usage: Usage {
            ty: Type::String,
            ..Usage::default()
        },
        name: Name::default(),
    }
}
