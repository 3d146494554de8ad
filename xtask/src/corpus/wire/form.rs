//! Forms: how their fields are written, straight from the text, and what was written as the standard has it read back.

use serde_json::{Map, Value};

use super::parameter::Style;
use super::reader::{At, Reader};
use super::request::{Request, decoded};

/// How deep the parts of a schema are looked at.
const MOST_HOPS: usize = 8;

/// A field of a form.
#[derive(Clone, Debug, Default)]
pub struct Field {
    /// Its name.
    pub name: String,
    /// Whether the form has to have it.
    pub required: bool,
    /// Whether it is a file, or a list of files.
    pub is_file: bool,
    /// Whether it is only ever received.
    pub is_read_only: bool,
    /// How arrays and objects are spelled, where that is said.
    pub style: Option<Style>,
    /// Whether their parts stand alone.
    pub explode: bool,
    /// The media types that its part may have, parted by commas, where they are said.
    pub content_type: Option<String>,
    /// Where its schema is, when no schema of the whole form has it.
    pub schema: Option<At>,
}

/// The fields of the form with this schema; `media` is what says how they are written.
pub fn fields(reader: &mut Reader<'_>, media: &At, schema: &At) -> Vec<Field> {
    let mut fields = Vec::new();
    let mut required = Vec::new();
    members(reader, schema, MOST_HOPS, &mut fields, &mut required);
    for field in &mut fields {
        field.required = required.contains(&field.name);
        let encoding = reader.resolved_member(media, "encoding");
        let said = encoding.and_then(|all| reader.resolved_member(&all, &field.name));
        let Some(said) = said else {
            continue;
        };
        field.content_type = reader.text(&said, "contentType");
        field.style = match reader.text(&said, "style").as_deref() {
            Some("form") => Some(Style::Form),
            Some("spaceDelimited") => Some(Style::Space),
            Some("pipeDelimited") => Some(Style::Pipe),
            Some("deepObject") => Some(Style::Deep),
            _ => None,
        };
        let explode = reader.flag(&said, "explode");
        field.explode = explode.unwrap_or(matches!(field.style, None | Some(Style::Form)));
        // Who says how parts are joined speaks of a style, if not by its name.
        if explode.is_some() {
            field.style = field.style.or(Some(Style::Form));
        }
    }
    fields
}

fn members(
    reader: &mut Reader<'_>,
    schema: &At,
    hops: usize,
    fields: &mut Vec<Field>,
    required: &mut Vec<String>,
) {
    let Some(hops) = hops.checked_sub(1) else {
        return;
    };
    for at in reader.chain(schema.clone()) {
        required.extend(reader.texts_of(&at, "required").unwrap_or_default());
        let properties = at.child("properties");
        for name in reader.keys(&properties) {
            let property = reader.resolved(properties.child(&name));
            let items = reader.resolved_member(&property, "items");
            fields.push(Field {
                is_file: is_binary(reader, &property)
                    || items.is_some_and(|items| is_binary(reader, &items)),
                is_read_only: reader.is_true(&property, "readOnly"),
                name,
                explode: true,
                ..Field::default()
            });
        }
        for part in reader.items(&at.child("allOf")) {
            members(reader, &part, hops, fields, required);
        }
    }
}

fn is_binary(reader: &Reader<'_>, at: &At) -> bool {
    matches!(
        reader.text(at, "format").as_deref(),
        Some("binary" | "file")
    ) || reader.text(at, "type").as_deref() == Some("file")
}

/// The fields of a form of the old dialect, which are parameters.
pub fn old_fields<'a>(reader: &Reader<'_>, parameters: impl Iterator<Item = &'a At>) -> Vec<Field> {
    let mut fields: Vec<Field> = Vec::new();
    for at in parameters {
        let is_field = reader.text(at, "in").as_deref() == Some("formData");
        let Some(name) = reader.text(at, "name").filter(|_| is_field) else {
            continue;
        };
        let is_file = reader.text(at, "type").as_deref() == Some("file");
        let said = reader.text(at, "collectionFormat");
        let (style, explode) = match said.as_deref() {
            Some("ssv") => (Style::Space, false),
            Some("tsv") => (Style::Tab, false),
            Some("pipes") => (Style::Pipe, false),
            Some("multi") => (Style::Form, true),
            _ => (Style::Form, false),
        };
        if fields.iter().all(|other| other.name != name) {
            fields.push(Field {
                name,
                required: reader.is_true(at, "required"),
                is_read_only: false,
                is_file,
                style: Some(style),
                explode,
                content_type: None,
                schema: Some(at.clone()).filter(|_| !is_file),
            });
        }
    }
    fields
}

/// The members of a form that leave a trace in it.
pub fn traced(asked: &Map<String, Value>) -> Map<String, Value> {
    let is_traced = |value: &Value| match value {
        Value::Null => false,
        Value::Array(items) => !items.is_empty(),
        _ => true,
    };
    let members = asked.iter().filter(|(_, value)| is_traced(value));
    members
        .map(|(name, value)| (name.clone(), value.clone()))
        .collect()
}

/// What the form in one line holds, read as what was asked for.
///
/// # Errors
///
/// When it holds more, or is not spelled as it should be.
pub fn urlencoded(
    fields: &[Field],
    asked: &Map<String, Value>,
    body: &[u8],
) -> Result<Value, String> {
    let line = Request {
        target: format!("/?{}", String::from_utf8_lossy(body)),
        ..Request::default()
    };
    let mut pairs = Pairs(line.query());
    let mut found = Map::new();
    for (name, asked) in asked {
        let field = fields.iter().find(|field| field.name == *name);
        if let Some(value) = pairs.value(field, name, asked)? {
            found.insert(name.clone(), value);
        }
    }
    match pairs.0.first() {
        Some((name, value)) => Err(format!("the field {name}={value} was not asked for")),
        None => Ok(found.into()),
    }
}

/// The pairs that nothing has taken yet: decoded names, and values as they are.
struct Pairs(Vec<(String, String)>);

impl Pairs {
    fn take(&mut self, name: &str) -> Option<String> {
        let index = self.0.iter().position(|(other, _)| other == name)?;
        Some(self.0.remove(index).1)
    }

    fn all(&mut self, name: &str) -> Vec<String> {
        let taken = self.0.extract_if(.., |(other, _)| other == name);
        taken.map(|(_, value)| value).collect()
    }

    fn value(
        &mut self,
        field: Option<&Field>,
        name: &str,
        asked: &Value,
    ) -> Result<Option<Value>, String> {
        let style = field.and_then(|field| field.style);
        let explode = field.is_none_or(|field| field.explode);
        Ok(match (asked, style) {
            (_, Some(Style::Deep)) => self.deep(name, asked),
            (Value::Array(items), _) if explode => {
                let texts = self.all(name).into_iter().enumerate();
                let found: Vec<Value> = texts
                    .map(|(index, text)| typed(&decoded(&text, true), items.get(index)))
                    .collect();
                Some(found.into()).filter(|_| !found_nothing(asked))
            }
            (Value::Array(items), style) => self.take(name).map(|text| {
                let pieces = text.split(separator(style)).enumerate();
                pieces
                    .map(|(index, text)| typed(&decoded(text, true), items.get(index)))
                    .collect()
            }),
            (Value::Object(members), Some(_)) if explode => {
                let found = members.iter().filter_map(|(name, member)| {
                    let text = self.take(name)?;
                    Some((name.clone(), typed(&decoded(&text, true), Some(member))))
                });
                Some(Value::Object(found.collect()))
            }
            (Value::Object(members), Some(style)) => {
                let Some(text) = self.take(name) else {
                    return Ok(None);
                };
                let pieces: Vec<&str> = text.split(separator(Some(style))).collect();
                let (pairs, rest) = pieces.as_chunks::<2>();
                if !rest.is_empty() {
                    return Err(format!("the field {name}={text} is no pairs"));
                }
                let found = pairs.iter().map(|[name, value]| {
                    let name = decoded(name, true);
                    let value = typed(&decoded(value, true), members.get(&name));
                    (name, value)
                });
                Some(Value::Object(found.collect()))
            }
            _ => self
                .take(name)
                .map(|text| typed(&decoded(&text, true), Some(asked))),
        })
    }

    /// What stands under `name[member]` and `name[0]` or `name[]`.
    fn deep(&mut self, name: &str, asked: &Value) -> Option<Value> {
        match asked {
            Value::Object(members) => {
                let found = members.iter().filter_map(|(member, asked)| {
                    let found = self.deep(&format!("{name}[{member}]"), asked)?;
                    Some((member.clone(), found))
                });
                Some(Value::Object(found.collect()))
            }
            Value::Array(items) => {
                let items = items.iter().enumerate().filter_map(|(index, asked)| {
                    let found = self.deep(&format!("{name}[{index}]"), asked);
                    found.or_else(|| self.deep(&format!("{name}[]"), asked))
                });
                Some(items.collect())
            }
            _ => self
                .take(name)
                .map(|text| typed(&decoded(&text, true), Some(asked))),
        }
    }
}

fn found_nothing(asked: &Value) -> bool {
    asked.as_array().is_some_and(Vec::is_empty)
}

const fn separator(style: Option<Style>) -> &'static str {
    match style {
        Some(Style::Space) => "%20",
        Some(Style::Tab) => "%09",
        Some(Style::Pipe) => "%7C",
        _ => ",",
    }
}

/// A text as the kind of value that was asked for.
pub fn typed(text: &str, asked: Option<&Value>) -> Value {
    match asked {
        None | Some(Value::String(_)) => text.into(),
        Some(_) => serde_json::from_str(text).unwrap_or_else(|_| text.into()),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn read(said: &[Field], asked: &Value, body: &str) -> Result<Value, String> {
        urlencoded(said, asked.as_object().unwrap(), body.as_bytes())
    }

    fn field(style: Style, explode: bool) -> Vec<Field> {
        vec![Field {
            name: "a".to_owned(),
            style: Some(style),
            explode,
            ..Field::default()
        }]
    }

    #[test]
    fn fields_are_read_as_what_they_are_described_as() {
        let cases = [
            (vec![], json!({"a": "x y&", "b": 1.5}), "a=x+y%26&b=1.5"),
            (vec![], json!({"a": [1, "2"]}), "a=1&a=2"),
            (
                vec![],
                json!({"a": {"b": [null]}}),
                "a=%7B%22b%22%3A%5Bnull%5D%7D",
            ),
            (
                field(Style::Form, false),
                json!({"a": ["x,", "y"]}),
                "a=x%2C,y",
            ),
            (
                field(Style::Form, true),
                json!({"a": {"b": 1}, "c": "d"}),
                "c=d&b=1",
            ),
            (field(Style::Form, false), json!({"a": {"b": 1}}), "a=b,1"),
            (
                field(Style::Pipe, false),
                json!({"a": ["x", "y"]}),
                "a=x%7Cy",
            ),
            (
                field(Style::Deep, true),
                json!({"a": {"b": [{"c": true}], "d": "e"}}),
                "a%5Bb%5D%5B0%5D%5Bc%5D=true&a[d]=e",
            ),
        ];
        for (said, asked, body) in cases {
            assert_eq!(read(&said, &asked, body).as_ref(), Ok(&asked), "{body}");
        }
        let asked = json!({"a": "b"});
        assert_eq!(read(&[], &asked, "a=c").unwrap(), json!({"a": "c"}));
        assert_eq!(read(&[], &asked, "").unwrap(), json!({}));
        assert!(read(&[], &asked, "a=b&c=d").is_err());
        assert!(read(&[], &asked, "a=b&a=b").is_err());
    }
}
