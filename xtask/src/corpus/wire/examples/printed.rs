//! The responses that a description prints, and their numbers.

use std::collections::BTreeSet;

use sdkgen::Evidence;
use serde_json::Value;

use super::kinds;
use crate::round_trip::text::Dialect;
use crate::wire::description::{Operation, essence, media_types};
use crate::wire::reader::{At, Reader};

/// How deep an extension is looked through.
const DEEPEST: usize = 6;

/// A response that a description prints.
#[derive(Clone, Debug)]
pub struct Printed {
    /// `200`, `2XX` or `default`
    pub status: String,
    /// Its media type.
    pub media_type: String,
    /// Where it stands.
    pub place: At,
    /// Its number among the examples of the operation, or of the schema.
    pub number: usize,
    /// Whether a schema prints it.
    pub of_schema: bool,
    /// The body.
    pub value: Value,
    /// The key of the component that the body is declared as.
    pub component: Option<String>,
    /// Whether the description names properties of the body.
    pub has_properties: bool,
    /// Why it is no response.
    pub misfit: Option<&'static str>,
}

/// Collects the responses that descriptions print.
pub struct Collector<'a, 'b> {
    reader: &'a mut Reader<'b>,
    /// The schemas whose examples have been taken.
    seen: BTreeSet<At>,
}

/// A JSON media type of a response.
struct Media {
    name: String,
    schema: Option<At>,
    /// The places of its examples, and why one is none.
    examples: Vec<(At, Option<&'static str>)>,
}

impl<'a, 'b> Collector<'a, 'b> {
    /// Reads a description.
    pub fn new(reader: &'a mut Reader<'b>) -> Self {
        Self {
            reader,
            seen: BTreeSet::new(),
        }
    }

    /// The responses that an operation prints. A schema's examples are those of the first operation that returns it.
    pub fn of_operation(&mut self, operation: &Operation) -> Vec<Printed> {
        let mut statuses = Vec::new();
        for (status, at) in self.responses(&operation.at) {
            let media = match self.reader.texts.dialect {
                Dialect::Swagger => self.old_media(&operation.at, &at),
                _ => self.media(&at),
            };
            statuses.push((status, media));
        }
        // An extension shows the first success that is JSON.
        let shown = self.of_extensions(&operation.at, "response");
        let meant = { statuses.iter_mut() }
            .find(|(status, media)| status.starts_with('2') && !media.is_empty());
        if let Some((_, media)) = meant
            && let Some(last) = media.last_mut()
        {
            let shown = shown.into_iter().map(|place| (place, None));
            last.examples.extend(shown);
        }
        let mut all = Vec::new();
        let mut number = Evidence::first(&operation.name);
        for (status, media) in statuses {
            let is_bare = media.iter().all(|media| media.examples.is_empty());
            for media in media {
                for (place, misfit) in &media.examples {
                    all.extend(self.printed(&status, &media, place, number, *misfit));
                    // The generator does not see those that are no examples.
                    number += usize::from(misfit.is_none());
                }
                if is_bare {
                    all.extend(self.of_schema(&status, &media));
                }
            }
        }
        all
    }

    /// The responses by status, in the order in which the generator numbers them.
    fn responses(&mut self, operation: &At) -> Vec<(String, At)> {
        let Some(responses) = self.reader.resolved_member(operation, "responses") else {
            return Vec::new();
        };
        let keys = self.reader.keys(&responses).into_iter();
        let mut all: Vec<(String, At)> = { keys.filter(|key| !key.starts_with("x-")) }
            .map(|key| {
                let at = self.reader.resolved(responses.child(&key));
                (key.to_uppercase().replace("DEFAULT", "default"), at)
            })
            .collect();
        let rank = |status: &str| match status {
            "default" => 2,
            range if range.ends_with("XX") => 1,
            _ => 0,
        };
        all.sort_by(|(a, _), (b, _)| (rank(a), a).cmp(&(rank(b), b)));
        all
    }

    fn media(&mut self, response: &At) -> Vec<Media> {
        let Some(content) = self.reader.resolved_member(response, "content") else {
            return Vec::new();
        };
        let names = self.reader.keys(&content).into_iter();
        let names: Vec<String> = names.filter(|name| is_json(name)).collect();
        names
            .into_iter()
            .map(|name| {
                let at = self.reader.resolved(content.child(&name));
                let mut examples: Vec<(At, Option<&'static str>)> = Vec::new();
                let single = self.reader.member(&at, "example");
                examples.extend(single.map(|place| (place, None)));
                let several = at.child("examples");
                for name in self.reader.keys(&several) {
                    let example = self.reader.resolved(several.child(&name));
                    match self.reader.member(&example, "value") {
                        Some(value) => examples.push((value, None)),
                        None if self.reader.member(&example, "externalValue").is_some() => {}
                        None => examples.push((example, Some("an example without a `value`"))),
                    }
                }
                for item in self.reader.items(&several) {
                    examples.push((item, Some("a list in place of named examples")));
                }
                Media {
                    schema: self.reader.member(&at, "schema"),
                    name,
                    examples,
                }
            })
            .collect()
    }

    /// The media types of Swagger 2.0, where an example of JSON is one of the JSON that the operation produces.
    fn old_media(&mut self, operation: &At, response: &At) -> Vec<Media> {
        let Some(schema) = self.reader.member(response, "schema") else {
            return Vec::new();
        };
        let mut produced = media_types(self.reader, operation, "produces");
        if produced.is_empty() {
            produced.push("application/json".to_owned());
        }
        produced.retain(|name| is_json(name));
        let mut all: Vec<Media> = { produced.iter() }
            .map(|name| Media {
                name: name.clone(),
                schema: Some(schema.clone()),
                examples: Vec::new(),
            })
            .collect();
        let examples = response.child("examples");
        for name in self.reader.keys(&examples) {
            let meant = produced.iter().position(|produced| *produced == name);
            let meant = meant.or(Some(0).filter(|_| is_json(&name)));
            if let Some(media) = meant.and_then(|index| all.get_mut(index)) {
                media.examples.push((examples.child(&name), None));
            }
        }
        all.sort_by(|a, b| a.name.cmp(&b.name));
        all
    }

    /// The examples of the schema of a response, which are whole.
    fn of_schema(&mut self, status: &str, media: &Media) -> Vec<Printed> {
        let Some(schema) = media.schema.clone() else {
            return Vec::new();
        };
        let at = self.reader.resolved(schema);
        if !self.seen.insert(at.clone()) {
            return Vec::new();
        }
        let mut places: Vec<At> = { ["example", "default"].into_iter() }
            .filter_map(|key| self.reader.member(&at, key))
            .collect();
        let list = at.child("examples");
        let count = self.reader.value(&list).and_then(Value::as_array);
        let count = count.map_or(0, Vec::len);
        places.extend((0..count).map(|index| list.child(&index.to_string())));
        places.extend(self.of_extensions(&at, "example"));
        places.retain(|place| self.reader.value(place).is_some_and(is_whole));
        let default = at.child("default");
        let numbered = places.into_iter().enumerate();
        numbered
            .filter(|(_, place)| *place != default)
            .filter_map(|(number, place)| {
                let printed = self.printed(status, media, &place, number, None)?;
                Some(Printed {
                    of_schema: true,
                    ..printed
                })
            })
            .collect()
    }

    fn printed(
        &mut self,
        status: &str,
        media: &Media,
        place: &At,
        number: usize,
        misfit: Option<&'static str>,
    ) -> Option<Printed> {
        let mut value = self.reader.value(place)?.clone();
        let mut misfit = misfit;
        let schema = media.schema.as_ref();
        if schema.is_some_and(|at| kinds::is_structured(self.reader, at)) {
            if let Value::String(text) = &value {
                match serde_json::from_str(text) {
                    Ok(parsed) => value = parsed,
                    Err(_) if is_whole(&value) => misfit = Some("text that is no JSON"),
                    Err(_) => misfit = Some("text in place of an object or list"),
                }
            }
            misfit = misfit.or(match &value {
                Value::Object(members) if members.get("$ref").is_some_and(Value::is_string) => {
                    Some("a reference")
                }
                Value::Object(_) | Value::Array(_) => None,
                _ => Some("a single value in place of an object or list"),
            });
        }
        let component = schema.and_then(|at| self.component(at));
        Some(Printed {
            status: status.to_owned(),
            media_type: concrete(&media.name),
            place: place.clone(),
            number,
            of_schema: false,
            value,
            component,
            has_properties: schema.is_some_and(|at| kinds::has_properties(self.reader, at)),
            misfit,
        })
    }

    /// The key of the component that a schema refers to.
    fn component(&mut self, schema: &At) -> Option<String> {
        let last = self.reader.resolved(schema.clone());
        let above = match self.reader.texts.dialect {
            Dialect::Swagger => "/definitions/",
            _ => "/components/schemas/",
        };
        let key = last.pointer.strip_prefix(above)?;
        let is_here = last.file == self.reader.root("").file && !key.contains('/');
        is_here.then(|| key.replace("~1", "/").replace("~0", "~"))
    }

    /// The values of this name in the extensions of an object, which are whole.
    fn of_extensions(&self, at: &At, name: &str) -> Vec<At> {
        let keys = self.reader.keys(at).into_iter();
        let mut found = Vec::new();
        for key in keys.filter(|key| key.starts_with("x-")) {
            self.named(&at.child(&key), name, DEEPEST, &mut found);
        }
        found
    }

    fn named(&self, at: &At, name: &str, depth: usize, found: &mut Vec<At>) {
        let below = |child: &At, found: &mut Vec<At>| {
            if let Some(depth) = depth.checked_sub(1) {
                self.named(child, name, depth, found);
            }
        };
        match self.reader.value(at) {
            Some(Value::Object(members)) => {
                for (key, value) in members {
                    let child = at.child(key);
                    if key == name && is_whole(value) {
                        found.push(child);
                    } else {
                        below(&child, found);
                    }
                }
            }
            Some(Value::Array(items)) => {
                (0..items.len()).for_each(|index| below(&at.child(&index.to_string()), found));
            }
            _ => {}
        }
    }
}

/// Whether a body of this media type may be JSON.
fn is_json(media_type: &str) -> bool {
    match essence(media_type).as_str() {
        "application/json" | "text/json" | "*/*" | "*" | "application/*" => true,
        other => other.ends_with("+json"),
    }
}

/// The media type, or JSON in place of a range.
fn concrete(media_type: &str) -> String {
    match media_type.contains('*') {
        true => "application/json".to_owned(),
        false => media_type.to_owned(),
    }
}

/// Whether a value is an object or a list that is not empty, perhaps as text.
fn is_whole(value: &Value) -> bool {
    match value {
        Value::Object(members) => !members.is_empty(),
        Value::Array(items) => !items.is_empty(),
        Value::String(text) => text.trim_start().starts_with(['{', '[']),
        _ => false,
    }
}
