//! Implied requirements of a description: credentials in header parameters, and bodies with required properties.

use std::collections::BTreeMap;

use super::description::{Body, Media, Operation};
use super::form;
use super::parameter::{Parameter, Place};
use super::reader::{At, Reader};
use super::scheme::{Kind, Scheme};

/// Makes header parameters that all operations take, and that are credentials by their names, credentials. Only where
/// the description has no scheme.
pub fn credentials(reader: &mut Reader<'_>, operations: &mut [Operation]) {
    let all: Vec<BTreeMap<String, Header>> = { operations.iter() }
        .map(|operation| headers(reader, operation))
        .collect();
    let Some((first, others)) = all.split_first() else {
        return;
    };
    let names = first.keys().filter(|name| is_credential(name));
    for name in names.filter(|name| others.iter().all(|other| other.contains_key(*name))) {
        let parts = name.split(|next: char| !next.is_ascii_alphanumeric());
        let key = parts.collect::<Vec<_>>().join("_");
        for (operation, headers) in operations.iter_mut().zip(&all) {
            let Some(header) = headers.get(name) else {
                continue;
            };
            let kind = match name.as_str() {
                "authorization" if header.written.contains("bearer") => Kind::Bearer,
                "authorization" if header.written.contains("basic ") => Kind::Basic,
                _ => Kind::Header(header.name.clone()),
            };
            let scheme = Scheme {
                key: key.clone(),
                kind,
            };
            match operation.security.first_mut() {
                Some(set) => set.push(scheme),
                None => operation.security.push(vec![scheme]),
            }
            let is_it =
                |one: &Parameter| one.place == Place::Header && one.name.eq_ignore_ascii_case(name);
            operation.parameters.retain(|one| !is_it(one));
        }
    }
}

/// A header parameter.
struct Header {
    /// Its name as it is written.
    name: String,
    /// All that is said of it, in lower case.
    written: String,
}

/// The header parameters of an operation and of its path, by their names in lower case.
fn headers(reader: &mut Reader<'_>, operation: &Operation) -> BTreeMap<String, Header> {
    let mut path = operation.at.clone();
    path.pointer
        .truncate(path.pointer.rfind('/').unwrap_or_default());
    let mut found = BTreeMap::new();
    for at in [&path, &operation.at] {
        let Some(list) = reader.member(at, "parameters") else {
            continue;
        };
        for one in reader.items(&list) {
            let one = reader.resolved(one);
            let name = reader.text(&one, "name");
            let Some(name) = name.filter(|_| reader.text(&one, "in").as_deref() == Some("header"))
            else {
                continue;
            };
            let written = reader.value(&one).map(ToString::to_string);
            let written = written.unwrap_or_default().to_lowercase();
            found.insert(name.to_ascii_lowercase(), Header { name, written });
        }
    }
    found
}

fn is_credential(name: &str) -> bool {
    let letters: String = name.chars().filter(char::is_ascii_alphanumeric).collect();
    let ends = ["apikey", "authtoken", "accesstoken", "authkey", "apitoken"];
    letters == "authorization" || ends.iter().any(|end| letters.ends_with(end))
}

/// Whether a call needs a body that nothing says is required: one with required properties, unless it is said that it may
/// be left out, or the method gives bodies no meaning.
pub fn is_required(reader: &mut Reader<'_>, method: &str, at: &At, content: &[Media]) -> bool {
    if ["GET", "HEAD", "DELETE"].contains(&method) || reader.flag(at, "required").is_some() {
        return false;
    }
    // The media type that is sent.
    let first = content.iter().min_by_key(|media| media.kind());
    let Some(Media {
        schema: Some(schema),
        ..
    }) = first
    else {
        return false;
    };
    let resolved = reader.resolved(schema.clone());
    if reader.flag(&resolved, "nullable") == Some(true) {
        return false;
    }
    let fields = form::fields(reader, schema, schema);
    fields
        .iter()
        .any(|field| field.required && !field.is_read_only)
}

impl Body {
    /// Returns the body, required if it has required properties.
    pub fn implied(self, reader: &mut Reader<'_>, method: &str, at: &At) -> Self {
        let required = self.required || is_required(reader, method, at, &self.content);
        Self { required, ..self }
    }
}
