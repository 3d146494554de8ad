//! `multipart/form-data` (RFC 7578): the parts of a form, one after another.

use std::borrow::Cow;
use std::collections::hash_map::RandomState;
use std::hash::BuildHasher;

use bytes::{Bytes, BytesMut};
use serde_json::Value;

use super::encode::{Given, text};
use super::operation::{Parameter, ParameterStyle, Place};
use super::transport::Body;
use super::transport_error::TransportError;
use super::upload::Upload;

/// A file of a form.
#[derive(Clone, Debug)]
pub(super) struct FormFile {
    pub(super) parameter: &'static Parameter,
    /// The name of its field.
    pub(super) name: Cow<'static, str>,
    pub(super) content: Upload,
}

/// A form, ready to be sent as often as its parts allow.
#[derive(Clone, Debug)]
pub(super) struct Multipart {
    boundary: String,
    parts: Vec<Part>,
}

#[derive(Clone, Debug)]
struct Part {
    head: String,
    content: Upload,
}

impl Multipart {
    /// The form of these fields and files; files come last, as some services want it.
    pub(super) fn new(given: &[Given], files: &[FormFile]) -> Self {
        let mut form = Multipart {
            boundary: boundary(),
            parts: Vec::new(),
        };
        for (parameter, value) in given.iter().filter(|(one, _)| one.place == Place::Field) {
            match value {
                // What stands for a file.
                Value::Null => {}
                Value::Object(members) if parameter.style == ParameterStyle::Members => {
                    for (name, value) in members {
                        form.fields(name, parameter, value);
                    }
                }
                value => form.fields(parameter.name, parameter, value),
            }
        }
        for FormFile {
            parameter,
            name: field,
            content: file,
        } in files
        {
            let name = escaped(file.name().unwrap_or(field));
            let media_type = file.media_type().or(parameter.content_type);
            let media_type = media_type.unwrap_or("application/octet-stream");
            let mut head = format!(
                "Content-Disposition: form-data; name=\"{}\"; filename=\"{name}\"\r\nContent-Type: {media_type}\r\n",
                escaped(field)
            );
            for (name, value) in file.headers() {
                head.push_str(&format!("{name}: {value}\r\n"));
            }
            head.push_str("\r\n");
            form.parts.push(Part {
                head,
                content: file.clone(),
            });
        }
        form
    }

    /// A field, or one for each item of a list.
    fn fields(&mut self, name: &str, parameter: &Parameter, value: &Value) {
        match value {
            Value::Array(items) if parameter.style != ParameterStyle::Json => {
                for item in items {
                    self.field(name, parameter, item);
                }
            }
            value => self.field(name, parameter, value),
        }
    }

    fn field(&mut self, name: &str, parameter: &Parameter, value: &Value) {
        let is_json =
            value.is_object() || value.is_array() || parameter.style == ParameterStyle::Json;
        let content = match is_json {
            true => value.to_string(),
            false => text(value).unwrap_or_default().into_owned(),
        };
        let media_type = parameter
            .content_type
            .or(is_json.then_some("application/json"));
        let media_type = media_type.map(|media_type| format!("\r\nContent-Type: {media_type}"));
        let head = format!(
            "Content-Disposition: form-data; name=\"{}\"{}\r\n\r\n",
            escaped(name),
            media_type.unwrap_or_default()
        );
        self.parts.push(Part {
            head,
            content: content.into(),
        });
    }

    /// The value of `Content-Type`.
    pub(super) fn content_type(&self) -> String {
        format!("multipart/form-data; boundary={}", self.boundary)
    }

    pub(super) fn is_repeatable(&self) -> bool {
        self.parts.iter().all(|part| part.content.is_repeatable())
    }

    /// The number of bytes, when that of every part is known.
    fn len(&self) -> Option<u64> {
        let around = |text: usize| u64::try_from(text).ok();
        let mut length = around(self.end().len())?;
        for part in &self.parts {
            length += around(self.begin(part).len() + 2)? + part.content.len()?;
        }
        Some(length)
    }

    fn begin(&self, part: &Part) -> String {
        format!("--{}\r\n{}", self.boundary, part.head)
    }

    fn end(&self) -> String {
        format!("--{}--\r\n", self.boundary)
    }

    /// The body of a request.
    pub(super) fn body(&self) -> Result<Body, TransportError> {
        let mut pieces: Vec<Body> = Vec::new();
        for part in &self.parts {
            pieces.extend([self.begin(part).into(), part.content.body()?, "\r\n".into()]);
        }
        pieces.push(self.end().into());
        if pieces.iter().all(|piece| piece.as_bytes().is_some()) {
            let mut all = BytesMut::new();
            for bytes in pieces.iter().filter_map(Body::as_bytes) {
                all.extend_from_slice(bytes);
            }
            return Ok(all.freeze().into());
        }
        let body = Body::chain(pieces);
        Ok(match self.len() {
            Some(length) => body.with_length(length),
            None => body,
        })
    }
}

/// A text that does not occur in the parts: too random for that.
fn boundary() -> String {
    // The keys of each state are random, which is all the randomness that the standard library has.
    let random = || RandomState::new().hash_one("boundary");
    format!("{:016x}{:016x}", random(), random())
}

/// A name within quotes, as browsers write it (HTML, section 4.10.21.8).
fn escaped(name: &str) -> String {
    name.replace('"', "%22")
        .replace('\r', "%0D")
        .replace('\n', "%0A")
}

/// What goes behind the head of a request.
#[derive(Clone, Debug)]
pub(super) enum Payload {
    /// Bytes of the type that the operation says.
    Bytes(Bytes),
    /// Content that may have a type of its own.
    Upload(Upload),
    /// A form.
    Multipart(Multipart),
}

impl Payload {
    pub(super) fn body(&self) -> Result<Body, TransportError> {
        match self {
            Payload::Bytes(bytes) => Ok(bytes.clone().into()),
            Payload::Upload(upload) => upload.body(),
            Payload::Multipart(form) => form.body(),
        }
    }

    /// Its media type, where the operation does not say it.
    pub(super) fn content_type(&self) -> Option<String> {
        match self {
            Payload::Bytes(_) => None,
            Payload::Upload(upload) => upload.media_type().map(str::to_owned),
            Payload::Multipart(form) => Some(form.content_type()),
        }
    }

    pub(super) fn is_repeatable(&self) -> bool {
        match self {
            Payload::Bytes(_) => true,
            Payload::Upload(upload) => upload.is_repeatable(),
            Payload::Multipart(form) => form.is_repeatable(),
        }
    }

    pub(super) fn as_bytes(&self) -> Option<&Bytes> {
        match self {
            Payload::Bytes(bytes) => Some(bytes),
            Payload::Upload(upload) => upload.as_bytes(),
            Payload::Multipart(_) => None,
        }
    }
}
