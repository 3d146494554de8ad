//! Bodies of several parts, taken apart as RFC 7578 has them, and read as what was asked for.

use serde_json::{Map, Value};

use super::check::is_covered;
use super::description::essence;
use super::form::{Field, typed};

/// A part.
#[derive(Debug, PartialEq)]
struct Part {
    name: String,
    file_name: Option<String>,
    content_type: Option<String>,
    content: Vec<u8>,
}

/// What the parts hold, read as what was asked for.
///
/// # Errors
///
/// When they hold more, or are not written as they should be.
pub fn multipart(
    fields: &[Field],
    asked: &Map<String, Value>,
    content_type: &str,
    body: &[u8],
) -> Result<Value, String> {
    let mut parts = split(content_type, body)?;
    let mut found = Map::new();
    for (name, asked) in asked {
        let field = fields.iter().find(|field| field.name == *name);
        let mut own = parts.extract_if(.., |part| part.name == *name);
        let value = match asked {
            Value::Array(items) if field.is_none_or(|field| field.explode || field.is_file) => {
                let values: Result<Vec<Value>, String> = own
                    .enumerate()
                    .map(|(index, part)| part.value(field, items.get(index)))
                    .collect();
                Some(values?)
                    .filter(|values| !values.is_empty())
                    .map(Value::Array)
            }
            Value::Array(items) => own.next().map(|part| {
                let text = String::from_utf8_lossy(&part.content).into_owned();
                let pieces = text.split(',').enumerate();
                pieces
                    .map(|(index, text)| typed(text, items.get(index)))
                    .collect()
            }),
            asked => {
                let part = own.next();
                if own.next().is_some() {
                    return Err(format!("the part {name} is there more than once"));
                }
                part.map(|part| part.value(field, Some(asked)))
                    .transpose()?
            }
        };
        found.extend(value.map(|value| (name.clone(), value)));
    }
    match parts.first() {
        Some(part) => Err(format!("the part {} was not asked for", part.name)),
        None => Ok(found.into()),
    }
}

impl Part {
    fn value(&self, field: Option<&Field>, asked: Option<&Value>) -> Result<Value, String> {
        let text = String::from_utf8_lossy(&self.content).into_owned();
        let is_file = field.is_some_and(|field| field.is_file);
        if is_file != self.file_name.is_some() {
            return Err(match is_file {
                true => format!("the file {} has no file name", self.name),
                false => format!("the field {} has a file name", self.name),
            });
        }
        let is_json = asked.is_some_and(|asked| asked.is_object() || asked.is_array());
        let said = field.and_then(|field| field.content_type.as_deref());
        let usual = match (is_file, is_json) {
            (true, _) => "*/*",
            (_, true) => "application/json",
            _ => "text/plain",
        };
        let content_type = match (&self.content_type, said) {
            (Some(content_type), _) => essence(content_type),
            // What nobody says is plain text.
            (None, None) if usual == "text/plain" => usual.to_owned(),
            (None, _) => return Err(format!("the part {} has no content type", self.name)),
        };
        let mut ranges = said.unwrap_or(usual).split(',').map(essence);
        if !ranges.any(|range| is_covered(&content_type, &range)) {
            return Err(format!(
                "the part {} is {content_type} and not {}",
                self.name,
                said.unwrap_or(usual)
            ));
        }
        Ok(typed(&text, asked))
    }
}

/// The parts of a body.
fn split(content_type: &str, body: &[u8]) -> Result<Vec<Part>, String> {
    let boundary = content_type
        .split(';')
        .filter_map(|part| part.trim().strip_prefix("boundary="))
        .map(|boundary| boundary.trim_matches('"'))
        .next()
        .ok_or_else(|| format!("{content_type} names no boundary"))?;
    let delimiter = format!("\r\n--{boundary}").into_bytes();
    // The first one may stand without a line before it.
    let whole = [b"\r\n", body].concat();
    let mut pieces = Vec::new();
    let mut rest = whole.as_slice();
    while let Some(at) = position(rest, &delimiter) {
        let (piece, behind) = rest.split_at(at);
        pieces.push(piece);
        rest = behind.get(delimiter.len()..).unwrap_or_default();
    }
    if !rest.starts_with(b"--") {
        return Err("the last part does not end".to_owned());
    }
    // What stands before the first is nothing.
    pieces.into_iter().skip(1).map(part).collect()
}

fn part(piece: &[u8]) -> Result<Part, String> {
    let broken = || format!("{} is no part", String::from_utf8_lossy(piece));
    let piece = piece.strip_prefix(b"\r\n").ok_or_else(broken)?;
    let end = position(piece, b"\r\n\r\n").ok_or_else(broken)?;
    let (head, content) = piece.split_at(end);
    let head = String::from_utf8_lossy(head);
    let mut one = Part {
        name: String::new(),
        file_name: None,
        content_type: None,
        content: content.get(4..).unwrap_or_default().to_vec(),
    };
    for line in head.split("\r\n") {
        let (header, value) = line.split_once(':').ok_or_else(broken)?;
        let value = value.trim();
        match header.to_ascii_lowercase().as_str() {
            "content-disposition" => {
                let rest = value.strip_prefix("form-data").ok_or_else(broken)?;
                one.name = quoted(rest, "; name=\"").ok_or_else(broken)?;
                one.file_name = quoted(rest, "; filename=\"");
            }
            "content-type" => one.content_type = Some(value.to_owned()),
            other => return Err(format!("the part has a header {other}")),
        }
    }
    Ok(one)
}

/// The text in quotes behind `start`.
fn quoted(text: &str, start: &str) -> Option<String> {
    let (_, behind) = text.split_once(start)?;
    let (quoted, _) = behind.split_once('"')?;
    Some(
        quoted
            .replace("%22", "\"")
            .replace("%0D", "\r")
            .replace("%0A", "\n"),
    )
}

fn position(text: &[u8], wanted: &[u8]) -> Option<usize> {
    text.windows(wanted.len())
        .position(|window| window == wanted)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    const BODY: &str = "--b\r\nContent-Disposition: form-data; name=\"a%22\"\r\n\r\nx\r\ny\r\n\
        --b\r\nContent-Disposition: form-data; name=\"f\"; filename=\"n\"\r\nContent-Type: image/png\r\n\r\n1\r\n\
        --b\r\nContent-Disposition: form-data; name=\"f\"; filename=\"m\"\r\nContent-Type: image/png\r\n\r\n2\r\n\
        --b\r\nContent-Disposition: form-data; name=\"o\"\r\nContent-Type: application/json\r\n\r\n{\"p\":1}\r\n--b--\r\n";

    fn read(asked: &Value, said: &str, body: &str) -> Result<Value, String> {
        let file = Field {
            name: "f".to_owned(),
            is_file: true,
            content_type: Some(said.to_owned()),
            ..Field::default()
        };
        let content_type = "multipart/form-data; boundary=b";
        multipart(
            &[file],
            asked.as_object().unwrap(),
            content_type,
            body.as_bytes(),
        )
    }

    #[test]
    fn parts_are_read_as_what_they_are_described_as() {
        let asked = json!({"a\"": "x\r\ny", "f": ["1", "2"], "o": {"p": 1}});
        assert_eq!(
            read(&asked, "image/png, image/jpeg", BODY).as_ref(),
            Ok(&asked)
        );
        assert_eq!(read(&asked, "image/*", BODY).as_ref(), Ok(&asked));
    }

    #[test]
    fn what_is_wrong_with_a_part_is_found() {
        let asked = json!({"a\"": "x\r\ny", "f": ["1", "2"], "o": {"p": 1}});
        let wrong = |asked: &Value, said: &str, body: &str| read(asked, said, body).unwrap_err();
        assert!(wrong(&asked, "image/gif", BODY).contains("is image/png"));
        assert!(wrong(&json!({"a\"": "x"}), "image/png", BODY).contains("was not asked for"));
        assert!(wrong(&json!({"f": "1"}), "image/png", BODY).contains("more than once"));
        let text = BODY.replace("application/json", "text/plain");
        assert!(wrong(&asked, "image/png", &text).contains("not application/json"));
        let nameless = BODY.replace("; filename=\"n\"", "");
        assert!(wrong(&asked, "image/png", &nameless).contains("no file name"));
        let cut = BODY.replace("--b--", "");
        assert!(wrong(&asked, "image/png", &cut).contains("does not end"));
    }
}
