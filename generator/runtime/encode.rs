//! Writes parameters as OpenAPI's styles have them: into the path, the query, headers and cookies.

use std::borrow::Cow;

use http::{HeaderName, HeaderValue};
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, percent_decode, utf8_percent_encode};
use serde_json::Value;

use super::error::Breach;
use super::form::field;
use super::operation::{Operation, Parameter, ParameterStyle, Place};

/// A parameter with the value given for it.
pub(super) type Given = (&'static Parameter, Value);

/// What the parameters of a call come to.
#[derive(Debug, Default)]
pub(super) struct Encoded {
    pub(super) url: String,
    pub(super) headers: Vec<(HeaderName, HeaderValue)>,
    /// The value of the `Cookie` header, empty when there is none.
    pub(super) cookies: String,
    /// The fields of a form, as `application/x-www-form-urlencoded` has them.
    pub(super) form: String,
}

/// Encodes the parameters of a call to a service at `base`, which ends without a slash.
pub(super) fn encode(
    base: &str,
    operation: &Operation,
    given: &[Given],
    breaches: &mut Vec<Breach>,
) -> Encoded {
    let mut encoded = Encoded {
        url: String::with_capacity(base.len() + operation.path.len() + 64),
        ..Encoded::default()
    };
    encoded.url.push_str(base);
    fill(operation.path, given, &mut encoded.url, breaches);

    let mut separator = if operation.path.contains('?') {
        '&'
    } else {
        '?'
    };
    for (parameter, value) in given {
        match parameter.place {
            Place::Path => {}
            Place::Query => pairs(parameter.name, parameter, value, &mut |name, value| {
                encoded.url.push(separator);
                match parameter.style {
                    ParameterStyle::Whole => encoded.url.push_str(value),
                    _ => push_pair(&mut encoded.url, name, value),
                }
                separator = '&';
            }),
            Place::Cookie => pairs(parameter.name, parameter, value, &mut |name, value| {
                let is_raw = parameter.style == ParameterStyle::Cookie;
                if is_raw && !(fits_cookie(value) && fits_cookie(name) && !name.contains('=')) {
                    breaches.push(Breach::new(
                        parameter.name,
                        "cookie",
                        "must hold neither spaces nor `;` nor other than ASCII: it is sent as it is",
                    ));
                }
                if !encoded.cookies.is_empty() {
                    encoded.cookies.push_str("; ");
                }
                push_pair(&mut encoded.cookies, name, value);
            }),
            Place::Field => field(parameter.name, parameter, value, &mut encoded.form),
            Place::Header => match header(parameter, value) {
                Some(header) => encoded.headers.push(header),
                None => breaches.push(Breach::new(
                    parameter.name,
                    "header",
                    "must not hold line breaks or other control characters",
                )),
            },
        }
    }
    for parameter in operation.parameters {
        let is_given = |(other, _): &Given| std::ptr::eq(*other, parameter);
        if parameter.required && !given.iter().any(is_given) {
            breaches.push(Breach::new(parameter.name, "required", "is required"));
        }
    }
    encoded
}

/// Puts the path parameters into the template.
fn fill(template: &str, given: &[Given], url: &mut String, breaches: &mut Vec<Breach>) {
    if !template.starts_with('/') {
        url.push('/');
    }
    let mut pieces = template.split('{');
    url.push_str(pieces.next().unwrap_or_default());
    for piece in pieces {
        let (name, rest) = piece.split_once('}').unwrap_or((piece, ""));
        let found = given
            .iter()
            .find(|(parameter, _)| parameter.place == Place::Path && parameter.name == name);
        if let Some((parameter, value)) = found {
            let raw = expand(parameter, value, |text| text.into());
            // As JSON even an empty text is two characters long.
            let is_json = parameter.style == ParameterStyle::Json;
            let is_nothing = *value == "" || *value == Value::Array(Vec::new());
            if raw.is_empty() || is_nothing && !is_json {
                breaches.push(Breach::new(name, "path", "must not be empty"));
            } else if is_dots(&raw) {
                let message =
                    "must not be `.` or `..`, in any encoding: the path would lead elsewhere";
                breaches.push(Breach::new(name, "path", message));
            }
            url.push_str(&expand(parameter, value, percent));
        }
        url.push_str(rest);
    }
}

/// Whether a server, a proxy or a URL parser could take this for `.` or `..`.
fn is_dots(text: &str) -> bool {
    let mut text = Cow::Borrowed(text.as_bytes());
    // Each round takes off one layer of encoding. Nobody decodes as many as this.
    for _ in 0..32 {
        match text.as_ref() {
            b"." | b".." => return true,
            bytes if !bytes.contains(&b'%') => return false,
            bytes => text = percent_decode(bytes).collect::<Vec<u8>>().into(),
        }
    }
    false
}

/// Whether a text that is not encoded ends nothing within a `Cookie` header (RFC 6265, section 4.2.1).
fn fits_cookie(text: &str) -> bool {
    text.bytes()
        .all(|byte| byte.is_ascii_graphic() && byte != b';')
}

fn header(parameter: &Parameter, value: &Value) -> Option<(HeaderName, HeaderValue)> {
    let name = HeaderName::from_bytes(parameter.name.as_bytes()).ok()?;
    let text = expand(parameter, value, |text| text.into());
    Some((name, HeaderValue::try_from(text.into_owned()).ok()?))
}

type Escape = fn(&str) -> Cow<'_, str>;

/// A value in the styles that stand alone: `simple`, `label`, `matrix` and JSON text.
fn expand<'a>(parameter: &Parameter, value: &'a Value, escape: Escape) -> Cow<'a, str> {
    let explode = parameter.explode;
    match (parameter.style, Shape::of(value)) {
        (ParameterStyle::Json, _) => escape(&value.to_string()).into_owned().into(),
        (ParameterStyle::Label, shape) => {
            let (between, equals) = if explode { (".", "=") } else { (",", ",") };
            format!(".{}", shape.join(between, equals, escape)).into()
        }
        (ParameterStyle::Matrix, shape) => matrix(parameter, &shape, escape).into(),
        (_, Shape::Text(Cow::Borrowed(text))) => escape(text),
        (style, shape) => {
            let between = match style {
                ParameterStyle::SpaceDelimited => escape(" "),
                ParameterStyle::PipeDelimited => escape("|"),
                ParameterStyle::TabDelimited => escape("\t"),
                _ => ",".into(),
            };
            let equals = if explode { "=" } else { &between };
            shape.join(&between, equals, escape).into()
        }
    }
}

fn matrix(parameter: &Parameter, shape: &Shape<'_>, escape: Escape) -> String {
    let one = |name: &str, value: &str| {
        if value.is_empty() {
            format!(";{name}")
        } else {
            format!(";{name}={value}")
        }
    };
    match shape {
        Shape::List(items) if parameter.explode => items
            .iter()
            .map(|item| one(parameter.name, &escape(item)))
            .collect(),
        Shape::Object(members) if parameter.explode => members
            .iter()
            .map(|(name, value)| one(&escape(name), &escape(value)))
            .collect(),
        shape if shape.is_empty() => String::new(),
        shape => one(parameter.name, &shape.join(",", ",", escape)),
    }
}

/// A value in the styles made of `name=value` pairs. The pairs go to `emit` fully encoded.
pub(super) fn pairs(
    name: &str,
    parameter: &Parameter,
    value: &Value,
    emit: &mut dyn FnMut(&str, &str),
) {
    let (encode_name, escape): (Escape, Escape) = match parameter.style {
        ParameterStyle::Cookie => (|name| name.into(), |text| text.into()),
        _ if parameter.allow_reserved => (percent, reserved),
        _ => (percent, percent),
    };
    let name = encode_name(name);
    let separator = match parameter.style {
        ParameterStyle::SpaceDelimited => "%20",
        ParameterStyle::PipeDelimited => "%7C",
        ParameterStyle::TabDelimited => "%09",
        _ => ",",
    };
    match (parameter.style, Shape::of(value)) {
        (ParameterStyle::Json, _) => emit(&name, &escape(&value.to_string())),
        (ParameterStyle::Whole, Shape::Text(text)) => emit(&name, &escape(&text)),
        (ParameterStyle::Whole, _) => emit(&name, &escape(&value.to_string())),
        (ParameterStyle::DeepObject, _) => deep(&name, value, escape, emit),
        (_, Shape::Text(text)) => emit(&name, &escape(&text)),
        (_, Shape::List(items)) if parameter.explode => {
            for item in items {
                emit(&name, &escape(&item));
            }
        }
        (_, Shape::Object(_)) if parameter.explode => {
            for (name, value) in value.as_object().into_iter().flatten() {
                // A list within is as common as it is undefined.
                let items = value
                    .as_array()
                    .map_or(std::slice::from_ref(value), Vec::as_slice);
                for text in items.iter().filter_map(text) {
                    emit(&encode_name(name), &escape(&text));
                }
            }
        }
        (_, shape) if shape.is_empty() => {}
        (_, shape) => emit(&name, &shape.join(separator, separator, escape)),
    }
}

/// `name[member][0]=value`, with the brackets encoded.
fn deep(name: &str, value: &Value, escape: Escape, emit: &mut dyn FnMut(&str, &str)) {
    match value {
        Value::Object(members) => {
            for (member, value) in members {
                deep(
                    &format!("{name}%5B{}%5D", percent(member)),
                    value,
                    escape,
                    emit,
                );
            }
        }
        Value::Array(items) => {
            for (index, value) in items.iter().enumerate() {
                deep(&format!("{name}%5B{index}%5D"), value, escape, emit);
            }
        }
        scalar => {
            if let Some(text) = text(scalar) {
                emit(name, &escape(&text));
            }
        }
    }
}

/// A value as the styles see it. Members and items that are `null` are not there.
enum Shape<'a> {
    Text(Cow<'a, str>),
    List(Vec<Cow<'a, str>>),
    Object(Vec<(&'a str, Cow<'a, str>)>),
}

impl<'a> Shape<'a> {
    fn of(value: &'a Value) -> Self {
        match value {
            Value::Array(items) => Shape::List(items.iter().filter_map(text).collect()),
            Value::Object(members) => Shape::Object(
                members
                    .iter()
                    .filter_map(|(name, value)| Some((name.as_str(), text(value)?)))
                    .collect(),
            ),
            scalar => Shape::Text(text(scalar).unwrap_or_default()),
        }
    }

    fn is_empty(&self) -> bool {
        match self {
            Shape::Text(_) => false,
            Shape::List(items) => items.is_empty(),
            Shape::Object(members) => members.is_empty(),
        }
    }

    fn join(&self, between: &str, equals: &str, escape: Escape) -> String {
        let parts: Vec<String> = match self {
            Shape::Text(text) => return escape(text).into_owned(),
            Shape::List(items) => items.iter().map(|item| escape(item).into_owned()).collect(),
            Shape::Object(members) => members
                .iter()
                .map(|(name, value)| format!("{}{equals}{}", escape(name), escape(value)))
                .collect(),
        };
        parts.join(between)
    }
}

/// The text of a scalar, the JSON text of what OpenAPI leaves undefined, and nothing for `null`.
///
/// A whole number is written as one whatever its type: many an id is described as `number`, and `7.0` is none.
pub(super) fn text(value: &Value) -> Option<Cow<'_, str>> {
    /// Up to here every whole number is a float, too.
    const WHOLE: f64 = 9_007_199_254_740_992.0;
    match value {
        Value::Null => None,
        Value::String(text) => Some(text.into()),
        Value::Number(number) if number.is_f64() => {
            let whole = number.as_f64().filter(|number| number.fract() == 0.0);
            let whole = whole.filter(|number| number.abs() <= WHOLE);
            Some(
                whole
                    .map_or_else(|| number.to_string(), |whole| format!("{whole:.0}"))
                    .into(),
            )
        }
        other => Some(other.to_string().into()),
    }
}

pub(super) fn push_pair(target: &mut String, name: &str, value: &str) {
    target.push_str(name);
    target.push('=');
    target.push_str(value);
}

/// Everything but RFC 3986's unreserved characters.
const ENCODED: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'-')
    .remove(b'.')
    .remove(b'_')
    .remove(b'~');

/// Of the reserved characters those that would end a value or change its meaning stay encoded.
const ENCODED_BESIDE_RESERVED: &AsciiSet = &ENCODED
    .remove(b':')
    .remove(b'/')
    .remove(b'?')
    .remove(b'@')
    .remove(b'!')
    .remove(b'$')
    .remove(b'\'')
    .remove(b'(')
    .remove(b')')
    .remove(b'*')
    .remove(b',')
    .remove(b';')
    .remove(b'=');

/// Percent-encodes one name or value, or one path segment.
pub(super) fn percent(text: &str) -> Cow<'_, str> {
    utf8_percent_encode(text, ENCODED).into()
}

/// Percent-encodes a value of a parameter with `allowReserved`; what is encoded already stays so.
fn reserved(text: &str) -> Cow<'_, str> {
    let mut pieces = text.split('%');
    let first = pieces.next().unwrap_or_default();
    let mut encoded: Cow<'_, str> = utf8_percent_encode(first, ENCODED_BESIDE_RESERVED).into();
    for piece in pieces {
        let is_encoded = piece
            .as_bytes()
            .get(..2)
            .is_some_and(|digits| digits.iter().all(u8::is_ascii_hexdigit));
        encoded
            .to_mut()
            .push_str(if is_encoded { "%" } else { "%25" });
        encoded
            .to_mut()
            .extend(utf8_percent_encode(piece, ENCODED_BESIDE_RESERVED));
    }
    encoded
}
