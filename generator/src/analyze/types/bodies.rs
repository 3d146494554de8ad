//! What an operation sends: of several media types one, the others by operations of their own; and forms, whose fields are
//! parameters.

use super::{Modeler, choices};
use crate::analyze::losses::title;
use crate::diagnostics::{Code, Consequence, Loss};
use crate::ir::{
    Body, BodyKind, Content, Encoding, External, JsonType, Naming, Need, Operation, OperationId,
    Schema, SchemaId, Type, Usage,
};
use crate::media;

/// Gives every operation one media type. What can be sent in another way, which says something else, becomes an operation
/// of its own behind it.
pub(super) fn split(modeler: &mut Modeler<'_>) {
    for mut operation in std::mem::take(&mut modeler.api.operations) {
        let Some(body) = &operation.body else {
            choices::push(modeler, operation);
            continue;
        };
        let mut contents: Vec<(BodyKind, Content)> = { body.contents.iter() }
            .map(|content| (kind(&content.media_type), content.clone()))
            .collect();
        contents.sort_by_key(|(kind, _)| *kind);
        let mut chosen: Vec<(BodyKind, Content)> = Vec::new();
        let mut variants: Vec<Operation> = Vec::new();
        let mut unsent: Vec<String> = Vec::new();
        for (kind, content) in contents {
            let says_more = |known| modeler.says_more(known, kind, &content);
            if !chosen.iter().all(says_more) {
                let is_same = |(_, known): &(BodyKind, Content)| {
                    media::essence(&known.media_type) == media::essence(&content.media_type)
                };
                if content.media_type.contains('/') && !chosen.iter().any(is_same) {
                    unsent.push(content.media_type);
                }
                continue;
            }
            if !chosen.is_empty() {
                let is_only = chosen.iter().all(|(known, _)| *known != kind);
                let mut variant = operation.clone();
                variant.variant = match is_only {
                    true => word(kind, &content.media_type),
                    false => media::words(&content.media_type),
                };
                send(&mut variant, kind, content.clone());
                variants.push(variant);
            }
            chosen.push((kind, content));
        }
        operation.unsent = unsent;
        let first = chosen.into_iter().next();
        if let Some((kind, content)) = first {
            send(&mut operation, kind, content);
        }
        choices::push(modeler, operation);
        for variant in variants {
            choices::push(modeler, variant);
        }
    }
}

fn kind(media_type: &str) -> BodyKind {
    if media::is_json(media_type) {
        BodyKind::Json
    } else if media::is_form(media_type) {
        BodyKind::Form
    } else if media::is_multipart(media_type) {
        BodyKind::Multipart
    } else if media::is_text(media_type) {
        BodyKind::Text
    } else {
        BodyKind::Bytes
    }
}

/// What is added to the name of a method that sends something in another way.
fn word(kind: BodyKind, media_type: &str) -> String {
    let word = match kind {
        BodyKind::Json => "json",
        BodyKind::Form => "form",
        BodyKind::Multipart => "multipart",
        // `text/csv` and `image/png` say more.
        BodyKind::Text | BodyKind::Bytes => {
            let distinction = media::distinction(media_type);
            match (distinction.is_empty(), kind) {
                (false, _) => return distinction,
                (true, BodyKind::Text) => "text",
                (true, _) => "bytes",
            }
        }
    };
    word.to_owned()
}

fn send(operation: &mut Operation, kind: BodyKind, content: Content) {
    let Some(body) = &mut operation.body else {
        return;
    };
    body.kind = kind;
    body.media_type = content.media_type;
    body.schema = content.schema;
    body.example = content.example;
}

impl Modeler<'_> {
    /// Whether a body can say something that the one known already cannot.
    fn says_more(&mut self, known: &(BodyKind, Content), kind: BodyKind, other: &Content) -> bool {
        let (known_kind, known) = known;
        let is_same_kind = *known_kind == kind;
        let (Some(ours), Some(theirs)) = (known.schema, other.schema) else {
            return !is_same_kind;
        };
        if is_same_kind {
            // Such as `application/json` and `application/merge-patch+json`; of bytes the schema says nothing.
            return kind != BodyKind::Bytes && kind != BodyKind::Text && !self.same(ours, theirs);
        }
        // XML, or a form, of what is sent as JSON; files only go into parts.
        let is_same = self.same(ours, theirs);
        !is_same || kind == BodyKind::Multipart && self.has_files(theirs)
    }

    fn has_files(&mut self, schema: SchemaId) -> bool {
        let properties: Vec<SchemaId> = self.merged(schema).properties.into_values().collect();
        let mut properties = properties.into_iter();
        properties.any(|property| self.file(property, None).is_some())
    }

    /// The type of a field of a form in parts that is a file or a list of files.
    pub(super) fn file(&mut self, schema: SchemaId, encoding: Option<&Encoding>) -> Option<Type> {
        let schema = self.merged(schema);
        if is_binary(&schema, encoding) {
            return Some(upload());
        }
        let items = schema
            .items
            .filter(|_| schema.types.contains(&JsonType::Array))?;
        let items = self.merged(items);
        is_binary(&items, encoding).then(|| {
            Type::Array(Box::new(Usage {
                ty: upload(),
                ..Usage::default()
            }))
        })
    }

    /// Types the body of an operation, or turns it into fields.
    pub(super) fn body(&mut self, id: OperationId, operation: &mut Operation) {
        let Some(mut body) = operation.body.take() else {
            return;
        };
        let is_form = matches!(body.kind, BodyKind::Form | BodyKind::Multipart);
        // No caller sends nothing where something is required.
        let has_use = !["GET", "HEAD", "DELETE"].contains(&operation.method.as_str());
        if has_use && body.need == Need::Unsaid && self.has_required(&body) {
            body.required = true;
            body.need = Need::Implied;
        }
        if is_form && let Some(fields) = self.fields(id, &body) {
            operation.form = Some(body.media_type);
            operation.parameters.extend(fields);
            return;
        }
        if body.kind == BodyKind::Multipart {
            let message = "a form in parts whose fields are not named is passed through as bytes";
            self.diagnostics.push(Code::MediaType, body.origin, message);
            let what = format!("the body as `{}`, as bytes", body.media_type);
            let consequence = Consequence::sent(Loss::Untyped, what);
            self.diagnostics.costs(consequence.of([title(operation)]));
            body.kind = BodyKind::Bytes;
        }
        if let (BodyKind::Json | BodyKind::Form, Some(schema)) = (body.kind, body.schema) {
            body.usage = self.usage(schema, Naming::Operation(id, "request".to_owned()));
            self.call_request(&body.usage.ty, operation);
        }
        operation.body = Some(body);
    }
}

impl Modeler<'_> {
    /// Gives a body that has no name of its own the one that an extension of its operation says.
    fn call_request(&mut self, ty: &Type, operation: &Operation) {
        if let (Type::Model(model), Some(name)) = (ty, &operation.request_name)
            && let Some(model) = self.api.models.get_mut(model.0)
            && matches!(model.naming, Naming::Operation(..))
        {
            model.called.get_or_insert_with(|| name.clone());
        }
    }

    /// Whether a body is an object with properties that it cannot be sent without.
    fn has_required(&mut self, body: &Body) -> bool {
        let Some(schema) = body.schema else {
            return false;
        };
        let schema = self.merged(schema);
        let is_sent = |name: &String| {
            let property = schema.properties.get(name);
            let property = property.and_then(|id| self.api.schemas.get(id.0));
            !property.is_some_and(|property| property.read_only)
        };
        !schema.nullable && schema.required.iter().any(is_sent)
    }
}

/// Whether a schema stands for bytes as they are.
pub(super) fn is_binary(schema: &Schema, encoding: Option<&Encoding>) -> bool {
    let is_text = schema.types.iter().eq([&JsonType::String]);
    // 3.1 says the type of a part instead of its schema.
    let is_unsaid = schema.types.is_empty()
        && schema.properties.is_empty()
        && schema.any_of.is_empty()
        && schema.items.is_none();
    let media_type = encoding.and_then(|encoding| encoding.content_type.as_deref());
    let is_other = |media_type: &str| !media::is_json(media_type) && !media::is_text(media_type);
    match schema.format.as_deref() {
        Some("binary" | "file") => is_text || schema.types.is_empty(),
        Some(_) => false,
        None => is_unsaid && media_type.is_some_and(is_other),
    }
}

/// What is sent as it is.
fn upload() -> Type {
    Type::External(External {
        text: "Upload".to_owned(),
        uses: vec![("crate::runtime::upload".to_owned(), "Upload".to_owned())],
        size: 96,
    })
}
