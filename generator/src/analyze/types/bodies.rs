//! What an operation sends: of several media types one, the others by operations of their own; and forms, whose fields are
//! parameters.

use super::Modeler;
use crate::analyze::losses::title;
use crate::diagnostics::{Code, Consequence, Loss};
use crate::ir::{
    Additional, Body, BodyKind, Content, Encoding, External, JsonType, Naming, Operation,
    OperationId, Parameter, Place, Response, Schema, SchemaId, Status, Style, Type, Usage,
};
use crate::media;
use crate::name::Name;

/// Gives every operation one media type. What can be sent in another way, which says something else, becomes an operation
/// of its own behind it.
pub(super) fn split(modeler: &mut Modeler<'_>) {
    for mut operation in std::mem::take(&mut modeler.api.operations) {
        let Some(body) = &operation.body else {
            push(modeler, operation);
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
                    true => word(kind).to_owned(),
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
        push(modeler, operation);
        for variant in variants {
            push(modeler, variant);
        }
    }
}

/// Adds an operation, and behind it the one that asks for a stream where there is a choice.
fn push(modeler: &mut Modeler<'_>, operation: Operation) {
    let has_choice = |response: &Response| {
        let is_stream = |(name, _): &(String, _)| media::is_stream(name);
        let mut others = response.content.iter();
        response.content.iter().any(is_stream) && !others.all(is_stream)
    };
    let mut streaming = operation.clone();
    let mut whole = operation;
    for response in &mut whole.responses {
        if response.status < Status::Exact(300) && has_choice(response) {
            response.content.retain(|(name, _)| !media::is_stream(name));
        }
    }
    modeler.api.operations.push(whole);
    let mut is_needed = false;
    for response in &mut streaming.responses {
        if response.status < Status::Exact(300) && has_choice(response) {
            response.content.retain(|(name, _)| media::is_stream(name));
            is_needed = true;
        }
    }
    if is_needed {
        streaming.variant = format!("{} stream", streaming.variant).trim().to_owned();
        streaming.streams = true;
        modeler.api.operations.push(streaming);
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
fn word(kind: BodyKind) -> &'static str {
    match kind {
        BodyKind::Json => "json",
        BodyKind::Form => "form",
        BodyKind::Multipart => "multipart",
        BodyKind::Text => "text",
        BodyKind::Bytes => "bytes",
    }
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
    fn file(&mut self, schema: SchemaId, encoding: Option<&Encoding>) -> Option<Type> {
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
        if is_form && let Some(fields) = self.fields(id, &body, &title(operation)) {
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
        }
        operation.body = Some(body);
    }

    /// An object that has the members of all its alternatives, and needs what each of them needs. Alternatives that are no
    /// objects are left as they are.
    fn of_any(&mut self, mut schema: Schema, depth: usize) -> Schema {
        const DEEPEST: usize = 8;
        let arms: Vec<Schema> = { schema.any_of.clone().into_iter() }
            .map(|arm| {
                let arm = self.merged(arm);
                match depth < DEEPEST && !arm.any_of.is_empty() {
                    true => self.of_any(arm, depth + 1),
                    false => arm,
                }
            })
            .collect();
        if { arms.iter() }.any(|arm| arm.properties.is_empty() || !arm.any_of.is_empty()) {
            return schema;
        }
        schema.any_of.clear();
        for arm in &arms {
            for (name, property) in &arm.properties {
                let known = schema.properties.get(name).copied();
                let property = match known {
                    Some(known) if !self.same(known, *property) => self.either(known, *property),
                    Some(known) => known,
                    None => *property,
                };
                schema.properties.insert(name.clone(), property);
            }
        }
        if let Some((first, others)) = arms.split_first() {
            let by_all = { first.required.iter() }
                .filter(|name| others.iter().all(|other| other.required.contains(name)))
                .filter(|name| !schema.required.contains(name));
            let by_all: Vec<String> = by_all.cloned().collect();
            schema.required.extend(by_all);
        }
        schema
    }

    /// A schema that is one of two.
    fn either(&mut self, ours: SchemaId, theirs: SchemaId) -> SchemaId {
        let described = self.merged(ours);
        self.api.schemas.push(Schema {
            origin: described.origin,
            description: described.description,
            any_of: vec![ours, theirs],
            ..Schema::default()
        });
        SchemaId(self.api.schemas.len() - 1)
    }

    /// The fields of a form, when it is an object that names them all.
    fn fields(&mut self, id: OperationId, body: &Body, title: &str) -> Option<Vec<Parameter>> {
        let mut schema = self.merged(body.schema?);
        if body.kind == BodyKind::Multipart && !schema.any_of.is_empty() {
            schema = self.of_any(schema, 0);
            if schema.any_of.is_empty() {
                let message = "this form in parts is one of several objects: the fields of each can be set, and which \
                               go together is not checked";
                (self.diagnostics).push(Code::ApproximatedKeyword, body.origin, message);
                let what = "which fields of a form in parts go together";
                (self.diagnostics).costs(Consequence::unchecked(what));
            }
        }
        let is_open = matches!(schema.additional, Additional::Schema(_) | Additional::Any);
        let names_all = schema.any_of.is_empty()
            && schema.pattern_properties.is_empty()
            && (!is_open || body.kind == BodyKind::Multipart);
        if is_open && names_all && !schema.properties.is_empty() {
            let message = "fields of other names than those described cannot be sent in this form";
            (self.diagnostics).push(Code::DroppedKeyword, schema.origin, message);
            let what = "form fields of other names than those described";
            let consequence = Consequence::sent(Loss::CannotSend, what);
            (self.diagnostics).costs(consequence.of([title.to_owned()]));
        }
        // An object that has no members makes a form without fields.
        let has_none = schema.properties.is_empty() && schema.additional != Additional::Forbidden;
        if has_none || !names_all {
            return None;
        }
        for name in schema.required.clone() {
            if !schema.properties.contains_key(&name) {
                // Any value, but it must be there.
                let anything = self.add(Schema {
                    origin: schema.origin,
                    ..Schema::default()
                });
                schema.properties.insert(name, anything);
            }
        }
        let mut known = body.contents.iter();
        let content = known.find(|content| content.media_type == body.media_type);
        let mut fields = Vec::new();
        for (name, property) in &schema.properties {
            let encoding = content.and_then(|content| content.encoding.get(name));
            if self.said(*property).iter().any(|part| part.read_only) {
                continue;
            }
            let described = self.merged(*property);
            let file = (body.kind == BodyKind::Multipart)
                .then(|| self.file(*property, encoding))
                .flatten();
            let mut usage = match file {
                Some(ty) => Usage {
                    ty,
                    ..Usage::default()
                },
                None => self.usage(*property, Naming::Operation(id, name.clone())),
            };
            usage.nullable = false;
            let style = encoding.and_then(|encoding| encoding.style);
            let style = style.unwrap_or(Style::Form);
            let explode = encoding.and_then(|encoding| encoding.explode);
            fields.push(Parameter {
                origin: described.origin,
                wire: name.clone(),
                place: Place::Field,
                style,
                explode: explode.unwrap_or(style == Style::Form),
                allow_reserved: encoding.is_some_and(|encoding| encoding.allow_reserved),
                required: schema.required.contains(name),
                description: self.description(*property),
                deprecated: described.deprecated,
                content_type: encoding.and_then(|encoding| encoding.content_type.clone()),
                schema: Some(*property),
                usage,
                name: Name::default(),
            });
        }
        // What a call needs comes first, in the order in which that is said, as for other bodies.
        let rank = |field: &Parameter| schema.required.iter().position(|name| *name == field.wire);
        fields.sort_by_key(|field| rank(field).unwrap_or(usize::MAX));
        Some(fields)
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
