//! Reports the parts of requests and responses that operations do not send, read or check, where no other pass does.

use crate::diagnostics::{Code, Consequence, Diagnostics, Loss};
use crate::ir::{
    Api, BodyKind, JsonType, ModelKind, Operation, Response, ResponseHeader, Rule, Schema,
    SchemaId, Status, StreamKind, Success, Type,
};
use crate::media;
use crate::source::Origin;

/// The name of an operation in messages: `GET /pets`.
#[must_use]
pub fn title(operation: &Operation) -> String {
    format!("{} {}", operation.method, operation.template)
}

/// Reports every operation.
pub(super) fn report(api: &Api, diagnostics: &mut Diagnostics) {
    for operation in &api.operations {
        let mut reporter = Reporter {
            api,
            operation,
            diagnostics,
        };
        reporter.body();
        for response in &operation.responses {
            reporter.response(response);
            for header in &response.headers {
                reporter.header(response.status, header);
            }
        }
    }
}

/// Reports the rules that a type does not check, of those of a schema.
pub(super) fn unchecked<'r>(
    schema: &Schema,
    rules: impl Iterator<Item = &'r Rule>,
    diagnostics: &mut Diagnostics,
) {
    let mut keywords: Vec<String> = Vec::new();
    for rule in rules {
        let keyword = format!("`{}`", keyword(rule));
        if !keywords.contains(&keyword) {
            keywords.push(keyword);
        }
    }
    if keywords.is_empty() {
        return;
    }
    let keywords = keywords.join(", ");
    let message = format!("{keywords} cannot be checked here: the type in Rust has no such rule");
    diagnostics.push(Code::UncheckedRule, schema.origin, message);
    diagnostics.costs(Consequence::unchecked(keywords));
}

/// The keyword that sets a rule.
#[must_use]
pub fn keyword(rule: &Rule) -> &'static str {
    match rule {
        Rule::MinItems(_) => "minItems",
        Rule::MaxItems(_) => "maxItems",
        Rule::UniqueItems => "uniqueItems",
        Rule::MinLength(_) => "minLength",
        Rule::MaxLength(_) => "maxLength",
        Rule::Pattern(..) => "pattern",
        Rule::Minimum(_) => "minimum",
        Rule::Maximum(_) => "maximum",
        Rule::ExclusiveMinimum(_) => "exclusiveMinimum",
        Rule::ExclusiveMaximum(_) => "exclusiveMaximum",
        Rule::MultipleOf(_) => "multipleOf",
        Rule::MinProperties(_) => "minProperties",
        Rule::MaxProperties(_) => "maxProperties",
        Rule::Items(_) => "items",
        Rule::Places(_) => "prefixItems",
        Rule::Keys(_) => "propertyNames",
        Rule::Values(_) => "additionalProperties",
        Rule::DependentRequired { .. } => "dependentRequired",
        Rule::Disjoint { .. } => "disjoint",
        Rule::MaxTotal { .. } => "max_total",
    }
}

/// A status in words: `200`, `4XX`, `default`.
pub(super) fn spelled(status: Status) -> String {
    match status {
        Status::Exact(code) => code.to_string(),
        Status::Range(range) => format!("{range}XX"),
        Status::Default => "default".to_owned(),
    }
}

struct Reporter<'a> {
    api: &'a Api,
    operation: &'a Operation,
    diagnostics: &'a mut Diagnostics,
}

impl Reporter<'_> {
    fn push(&mut self, code: Code, origin: Origin, message: String, consequence: Consequence) {
        self.diagnostics.push(code, origin, message);
        let operation = title(self.operation);
        self.diagnostics.costs(consequence.of([operation]));
    }

    /// Text and bytes are sent as they are.
    fn body(&mut self) {
        let body = self.operation.body.as_ref();
        let raw = body.filter(|body| matches!(body.kind, BodyKind::Text | BodyKind::Bytes));
        let schema = raw.and_then(|body| schema(self.api, body.schema));
        let is_text = |schema: &&Schema| schema.types.iter().eq([&JsonType::String]);
        if let Some(schema) = schema.filter(is_text) {
            unchecked(schema, schema.rules.iter(), self.diagnostics);
        }
    }

    fn response(&mut self, response: &Response) {
        if response.content.is_empty() {
            return;
        }
        let status = spelled(response.status);
        match response.status {
            Status::Exact(100..=199) | Status::Range(1) => {
                let message = format!("the {status} response is not read");
                let consequence =
                    Consequence::received(Loss::CannotReceive, format!("the {status} response"));
                self.push(Code::DroppedKeyword, response.origin, message, consequence);
            }
            Status::Exact(300..=399) | Status::Range(3) => {
                let message = format!("the content of the {status} response is not decoded");
                let what = format!("the content of the {status} response, as text");
                let consequence = Consequence::received(Loss::Untyped, what);
                self.push(
                    Code::ApproximatedKeyword,
                    response.origin,
                    message,
                    consequence,
                );
            }
            _ if super::operations::is_success(self.operation, response) => self.success(response),
            _ => self.error(response),
        }
    }

    fn success(&mut self, response: &Response) {
        let status = spelled(response.status);
        let gives = match &self.operation.success {
            Success::Several(arms) => {
                let mut arms = arms.iter();
                let arm = arms.find(|arm| arm.status == response.status);
                arm.map(|arm| &arm.gives)
            }
            gives => Some(gives),
        };
        let is_one_of_several = matches!(self.operation.success, Success::Several(_));
        match gives {
            Some(Success::Text | Success::Bytes) => {
                self.raw(response, &format!("the {status} response"));
            }
            Some(Success::Stream(StreamKind::EventData | StreamKind::Events, _))
                if is_one_of_several =>
            {
                self.buffered(response, &status, "events");
            }
            Some(Success::Stream(..)) if is_one_of_several => {
                self.buffered(response, &status, "values");
            }
            _ => {}
        }
    }

    /// A stream beside other kinds of success.
    fn buffered(&mut self, response: &Response, status: &str, what: &str) {
        let message = format!(
            "the {what} of the {status} response are one of several kinds of success: they are read as bytes"
        );
        let what = format!("the {what} of the {status} response, as bytes");
        let consequence = Consequence::received(Loss::Untyped, what);
        self.push(Code::MediaType, response.origin, message, consequence);
    }

    /// The body of an error is typed where it is an object, an enum or a union in JSON.
    fn error(&mut self, response: &Response) {
        let status = spelled(response.status);
        let has_json = { response.content.iter() }.any(|(name, _)| media::is_json(name));
        if !has_json {
            self.raw(response, "an error response");
            return;
        }
        let is_typed = match &response.usage {
            Some(usage) => matches!(usage.ty, Type::Model(_) | Type::Json),
            None => true,
        };
        if !is_typed {
            let message = format!(
                "the content of the {status} response is no object: it is kept as JSON text"
            );
            let what = "the content of an error response, as JSON text";
            let consequence = Consequence::received(Loss::Untyped, what);
            self.push(
                Code::ApproximatedKeyword,
                response.origin,
                message,
                consequence,
            );
        }
    }

    /// A response that is read as text or bytes: the first media type decides. `noun` is what reports call it.
    fn raw(&mut self, response: &Response, noun: &str) {
        let status = spelled(response.status);
        let is_text = { response.content.first() }.is_some_and(|(name, _)| media::is_text(name));
        let kind = if is_text { "text" } else { "bytes" };
        for (media_type, schema) in &response.content {
            if is_text && !media::is_text(media_type) {
                let message = format!(
                    "the {status} response as `{media_type}` is read as text, as the media type before it is"
                );
                let what = format!("{noun} as `{media_type}`: it is read as text");
                let consequence = Consequence::received(Loss::CannotReceive, what);
                self.push(Code::MediaType, response.origin, message, consequence);
            } else if !is_raw(self.api, *schema) {
                let message = format!("the {status} response as `{media_type}` is read as {kind}");
                let what = format!("{noun} as `{media_type}`, as {kind}");
                let consequence = Consequence::received(Loss::Untyped, what);
                self.push(Code::MediaType, response.origin, message, consequence);
            }
        }
    }

    fn header(&mut self, status: Status, header: &ResponseHeader) {
        let is_object = match &header.usage.ty {
            Type::Model(id) => {
                let model = self.api.models.get(id.0);
                model.is_some_and(|model| !matches!(model.kind, ModelKind::Enum(_)))
            }
            Type::Map(_) | Type::Tuple(_) | Type::OneOrMany(_) => true,
            Type::Array(item) => matches!(
                item.ty,
                Type::Array(_) | Type::Map(_) | Type::Tuple(_) | Type::OneOrMany(_)
            ),
            _ => false,
        };
        if is_object && !header.is_json {
            let (status, name) = (spelled(status), &header.wire);
            let message = format!("the header `{name}` is read as text");
            let what = format!("the header `{name}` of the {status} response, as text");
            let consequence = Consequence::received(Loss::Untyped, what);
            self.push(
                Code::ApproximatedKeyword,
                header.origin,
                message,
                consequence,
            );
        }
    }
}

/// Whether text or bytes is all that a schema describes.
pub(super) fn is_raw(api: &Api, id: Option<SchemaId>) -> bool {
    schema(api, id).is_none_or(|schema| {
        schema.types.iter().all(|ty| *ty == JsonType::String)
            && schema.properties.is_empty()
            && schema.all_of.is_empty()
            && schema.any_of.is_empty()
            && schema.items.is_none()
            && schema.values.is_none()
    })
}

/// The schema behind references.
fn schema(api: &Api, id: Option<SchemaId>) -> Option<&Schema> {
    let mut schema = api.schemas.get(id?.0)?;
    for _ in 0..api.schemas.len() {
        match schema.reference {
            Some(next) => schema = api.schemas.get(next.0)?,
            None => break,
        }
    }
    Some(schema)
}
