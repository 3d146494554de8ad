//! What can be called, straight from the text.

use super::form::{self, Field};
use super::implied;
use super::parameter::Parameter;
use super::reader::{At, Reader};
use super::scheme::{self, Scheme};
use super::ways;
use crate::round_trip::text::Dialect;

const METHODS: [&str; 9] = [
    "get", "put", "post", "delete", "options", "head", "patch", "trace", "query",
];

/// An operation.
#[derive(Debug)]
pub struct Operation {
    /// `GET /pets/{id}`, which is what the harness knows it by.
    pub name: String,
    /// Where it is.
    pub at: At,
    /// `GET`
    pub method: String,
    /// The path, with parameters in braces.
    pub template: String,
    /// Its parameters.
    pub parameters: Vec<Parameter>,
    /// What it sends.
    pub body: Option<Body>,
    /// What it answers.
    pub answers: Vec<Answer>,
    /// The schemes that are needed together, one set of several; none: no credential is needed.
    pub security: Vec<Vec<Scheme>>,
}

impl Operation {
    /// Whether it succeeds with a stream or with something else, as the caller asks.
    pub fn chooses_stream(&self) -> bool {
        let successes = { self.answers.iter() }.filter(|answer| answer.status.starts_with('2'));
        let (streams, others): (Vec<_>, Vec<_>) = successes
            .flat_map(|answer| &answer.content)
            .partition(|media| media.is_stream());
        !streams.is_empty() && !others.is_empty()
    }
}

/// What an operation sends.
#[derive(Debug)]
pub struct Body {
    /// Whether a call needs it.
    pub required: bool,
    /// The media types and their schemas; of those that say the same, one.
    pub content: Vec<Media>,
    /// All media types that are declared, without their parameters.
    pub declared: Vec<String>,
}

/// What an operation answers.
#[derive(Debug)]
pub struct Answer {
    /// `200`, `2XX` or `default`
    pub status: String,
    /// The media types and their schemas; none when there is no body.
    pub content: Vec<Media>,
}

/// A media type and its schema.
#[derive(Clone, Debug)]
pub struct Media {
    /// The media type.
    pub name: String,
    /// Where the schema is.
    pub schema: Option<At>,
    /// The fields, when it is a form.
    pub fields: Vec<Field>,
}

/// What a body is made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// A JSON value.
    Json,
    /// `a=1&b=2`
    Form,
    /// Parts, each with a name.
    Multipart,
    /// Text or bytes.
    Raw,
}

impl Media {
    /// What a body of it is made of.
    pub fn kind(&self) -> Kind {
        match essence(&self.name).as_str() {
            "application/x-www-form-urlencoded" => Kind::Form,
            parts if parts.starts_with("multipart/") && !self.fields.is_empty() => Kind::Multipart,
            json if json == "*/*" || json.ends_with("/json") || json.ends_with("+json") => {
                Kind::Json
            }
            _ => Kind::Raw,
        }
    }

    /// Where its schema is, or those of its fields.
    pub fn schemas(&self) -> impl Iterator<Item = At> {
        let fields = self.fields.iter().filter_map(|field| field.schema.clone());
        self.schema.clone().into_iter().chain(fields)
    }

    /// Whether it has fields.
    pub fn is_form(&self) -> bool {
        let essence = essence(&self.name);
        essence.starts_with("multipart/") || essence == "application/x-www-form-urlencoded"
    }

    /// Whether it is values one after another.
    fn is_stream(&self) -> bool {
        let essence = essence(&self.name);
        let lines = ["jsonl", "jsonlines", "json-lines", "ndjson", "json-seq"];
        essence == "text/event-stream" || lines.iter().any(|name| essence.ends_with(name))
    }

    /// Whether it is JSON.
    pub fn is_json(&self) -> bool {
        self.kind() == Kind::Json
    }
}

/// A media type without its parameters.
pub fn essence(media_type: &str) -> String {
    let essence = media_type.split(';').next().unwrap_or_default();
    essence.trim().to_ascii_lowercase()
}

/// Reads the operations of a description.
pub fn operations(reader: &mut Reader<'_>) -> Vec<Operation> {
    let schemes = scheme::schemes(reader);
    let paths = reader.root("/paths");
    let mut operations = Vec::new();
    for path in reader.keys(&paths) {
        if path.starts_with("x-") {
            continue;
        }
        let chain = reader.chain(paths.child(&path));
        let mut methods: Vec<(String, At)> = Vec::new();
        for method in METHODS {
            let found = chain.iter().find_map(|item| reader.member(item, method));
            methods.extend(found.map(|at| (method.to_uppercase(), at)));
        }
        for item in &chain {
            let additional = item.child("additionalOperations");
            for method in reader.keys(&additional) {
                methods.push((method.clone(), additional.child(&method)));
            }
        }
        let shared = chain
            .iter()
            .find_map(|item| reader.member(item, "parameters"));
        for (method, at) in methods {
            let shared = shared.clone();
            operations.push(operation(reader, &schemes, (method, &path), &at, shared));
        }
    }
    if schemes.is_empty() {
        implied::credentials(reader, &mut operations);
    }
    operations
}

fn operation(
    reader: &mut Reader<'_>,
    schemes: &scheme::Schemes,
    (method, path): (String, &str),
    at: &At,
    shared: Option<At>,
) -> Operation {
    // A fragment tells equal paths apart; it is never sent.
    let mut template = path.split('#').next().unwrap_or_default().to_owned();
    // So may the parameters of the query be written (RFC 6570, section 3.2.8).
    while let Some(start) = template.find("{?").or_else(|| template.find("{&")) {
        let end = template.get(start..).and_then(|group| group.find('}'));
        template.replace_range(start..=start + end.unwrap_or(1), "");
    }
    let own = reader.member(at, "parameters");
    let own: Vec<At> = own.map_or_else(Vec::new, |at| reader.items(&at));
    let shared: Vec<At> = shared.map_or_else(Vec::new, |at| reader.items(&at));
    let mut parameters: Vec<Parameter> = Vec::new();
    // What the operation says goes before what the path says.
    for at in own.iter().chain(&shared) {
        if let Some(parameter) = Parameter::read(reader, at) {
            let is_it =
                |other: &Parameter| other.name == parameter.name && other.place == parameter.place;
            if !parameters.iter().any(is_it) {
                parameters.push(parameter);
            }
        }
    }
    let body = match reader.texts.dialect {
        Dialect::Swagger => old_body(reader, at, own.iter().chain(&shared)),
        _ => reader.resolved_member(at, "requestBody").map(|body| Body {
            required: reader.is_true(&body, "required"),
            content: content(reader, &body),
            declared: Vec::new(),
        }),
    };
    let body = body.map(|body| Body {
        declared: { body.content.iter() }
            .map(|media| essence(&media.name))
            .collect(),
        content: ways::distinct(reader, body.content),
        ..body
    });
    let described = reader.resolved_member(at, "requestBody");
    let body = body.map(|body| match described {
        Some(described) => body.implied(reader, &method, &described),
        None => body,
    });
    Operation {
        name: format!("{method} {path}"),
        at: at.clone(),
        method,
        template,
        parameters,
        body,
        answers: answers(reader, at),
        security: schemes.needed(reader, at),
    }
}

fn content(reader: &mut Reader<'_>, at: &At) -> Vec<Media> {
    // Some write a reference here, where the standard knows none.
    let Some(content) = reader.resolved_member(at, "content") else {
        return Vec::new();
    };
    let names = reader.keys(&content);
    names
        .into_iter()
        .map(|name| {
            let media = reader.resolved(content.child(&name));
            let schema = reader.member(&media, "schema");
            let mut one = Media {
                name,
                schema,
                fields: Vec::new(),
            };
            if let Some(schema) = one.schema.as_ref().filter(|_| one.is_form()) {
                one.fields = form::fields(reader, &media, schema);
            }
            one
        })
        .collect()
}

/// The body of the old dialect, which is a parameter, or several.
fn old_body<'a>(
    reader: &Reader<'_>,
    at: &At,
    parameters: impl Iterator<Item = &'a At> + Clone,
) -> Option<Body> {
    let consumed = media_types(reader, at, "consumes");
    let fields = form::old_fields(reader, parameters.clone());
    for parameter in parameters {
        if reader.text(parameter, "in").as_deref() == Some("body") {
            let schema = reader.member(parameter, "schema");
            let names = match consumed.is_empty() {
                true => vec!["application/json".to_owned()],
                false => consumed,
            };
            return Some(Body {
                required: reader.is_true(parameter, "required"),
                content: with_schema(names, schema.as_ref()),
                declared: Vec::new(),
            });
        }
    }
    if fields.is_empty() {
        return None;
    }
    let forms = with_schema(consumed, None).into_iter();
    let mut forms: Vec<Media> = forms.filter(Media::is_form).collect();
    let has_files = fields.iter().any(|field| field.is_file);
    if has_files {
        // Files only go into parts.
        forms.retain(|media| essence(&media.name).starts_with("multipart/"));
    }
    if forms.is_empty() {
        let usual = match has_files {
            true => "multipart/form-data",
            false => "application/x-www-form-urlencoded",
        };
        forms = with_schema(vec![usual.to_owned()], None);
    }
    for media in &mut forms {
        media.fields.clone_from(&fields);
    }
    Some(Body {
        required: fields.iter().any(|field| field.required),
        content: forms,
        declared: Vec::new(),
    })
}

fn with_schema(names: Vec<String>, schema: Option<&At>) -> Vec<Media> {
    let media = |name| Media {
        name,
        schema: schema.cloned(),
        fields: Vec::new(),
    };
    names.into_iter().map(media).collect()
}

/// What the operation says of media types, or else the whole description.
pub fn media_types(reader: &Reader<'_>, at: &At, key: &str) -> Vec<String> {
    let own = reader.texts_of(at, key);
    own.or_else(|| reader.texts_of(&reader.root(""), key))
        .unwrap_or_default()
}

fn answers(reader: &mut Reader<'_>, at: &At) -> Vec<Answer> {
    let Some(responses) = reader.resolved_member(at, "responses") else {
        return Vec::new();
    };
    let mut produced = media_types(reader, at, "produces");
    if produced.is_empty() {
        produced.push("application/json".to_owned());
    }
    let statuses = reader.keys(&responses);
    let statuses = statuses.into_iter().filter(|key| !key.starts_with("x-"));
    statuses
        .map(|status| {
            let response = reader.resolved(responses.child(&status));
            let content = match reader.texts.dialect {
                Dialect::Swagger => match reader.member(&response, "schema") {
                    Some(schema) => with_schema(produced.clone(), Some(&schema)),
                    None => Vec::new(),
                },
                _ => content(reader, &response),
            };
            Answer {
                status: status.to_uppercase().replace("DEFAULT", "default"),
                content,
            }
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use serde_json::{Value, json};

    use super::*;
    use crate::round_trip::text::Texts;

    fn read(root: Value) -> Vec<Operation> {
        let path = Path::new("a.json");
        let mut texts = Texts::of(root, path);
        operations(&mut Reader::new(&mut texts, path))
    }

    #[test]
    fn parameters_of_the_path_and_bodies_behind_references_count() {
        let all = read(json!({
            "openapi": "3.0.3",
            "paths": {"/a/{b}#c": {
                "parameters": [
                    {"name": "b", "in": "path", "schema": {}},
                    {"name": "n", "in": "query", "required": true},
                ],
                "post": {
                    "parameters": [{"$ref": "#/components/parameters/N"}],
                    "requestBody": {"$ref": "#/components/requestBodies/B"},
                    "responses": {"2xx": {"description": ""}, "default": {"description": ""}},
                },
            }},
            "components": {
                "parameters": {"N": {"name": "n", "in": "query"}},
                "requestBodies": {"B": {"required": true, "content": {"a/b+json": {"schema": {}}}}},
            },
        }));
        let [one] = all.as_slice() else {
            panic!("{all:?}");
        };
        assert_eq!(
            (one.name.as_str(), one.template.as_str()),
            ("POST /a/{b}#c", "/a/{b}")
        );
        let required: Vec<_> = one
            .parameters
            .iter()
            .map(|one| (one.name.as_str(), one.required))
            .collect();
        assert_eq!(required, [("n", false), ("b", true)]);
        let body = one.body.as_ref().unwrap();
        assert!(body.required && body.content[0].is_json());
        let statuses: Vec<_> = one
            .answers
            .iter()
            .map(|answer| answer.status.as_str())
            .collect();
        assert_eq!(statuses, ["2XX", "default"]);
    }

    #[test]
    fn the_old_dialect_has_bodies_among_its_parameters() {
        let all = read(json!({
            "swagger": "2.0",
            "consumes": ["application/xml"],
            "paths": {"/a": {
                "put": {
                    "consumes": ["application/json"],
                    "parameters": [{"name": "x", "in": "body", "schema": {}}],
                    "responses": {"200": {"schema": {}}, "204": {}},
                },
                "post": {"parameters": [{"name": "x", "in": "formData", "type": "string"}]},
            }},
        }));
        assert_eq!(
            all[0].body.as_ref().unwrap().content[0].name,
            "application/json"
        );
        assert_eq!(all[0].answers[0].content[0].name, "application/json");
        assert!(all[0].answers[1].content.is_empty());
        assert_eq!(
            all[1].body.as_ref().unwrap().content[0].name,
            "application/x-www-form-urlencoded"
        );
    }
}
