//! Parameters, and how each is spelled.

use serde_json::Value;

use super::reader::{At, Reader};
use crate::round_trip::text::Dialect;

/// Headers that are described elsewhere; the standard says to ignore them as parameters.
const IGNORED_HEADERS: [&str; 3] = ["accept", "content-type", "authorization"];

/// A parameter.
#[derive(Clone, Debug)]
pub struct Parameter {
    /// Its name.
    pub name: String,
    /// Where it is sent.
    pub place: Place,
    /// Whether a call needs it.
    pub required: bool,
    /// How arrays and objects are spelled.
    pub style: Style,
    /// Whether their parts stand alone.
    pub explode: bool,
    /// Whether reserved characters may stay as they are.
    pub allow_reserved: bool,
    /// Where its schema is.
    pub schema: Option<At>,
}

/// Where a parameter is sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Place {
    /// In the path.
    Path,
    /// In the query.
    Query,
    /// In a header.
    Header,
    /// In the `Cookie` header.
    Cookie,
}

/// How arrays and objects are spelled.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Style {
    /// `a,b`
    Simple,
    /// `.a.b`
    Label,
    /// `;x=a`
    Matrix,
    /// `x=a&x=b`, or `x=a,b`
    Form,
    /// `x=a%20b`
    Space,
    /// `x=a%09b`
    Tab,
    /// `x=a%7Cb`
    Pipe,
    /// `x[a]=b`
    Deep,
    /// JSON text
    Json,
}

impl Place {
    /// Its name in a description and in the lines for the harness.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Path => "path",
            Self::Query => "query",
            Self::Header => "header",
            Self::Cookie => "cookie",
        }
    }
}

impl Parameter {
    /// Reads the parameter that stands at a place; `None` for a body, and for what is to be ignored.
    pub fn read(reader: &mut Reader<'_>, at: &At) -> Option<Self> {
        let name = reader.text(at, "name")?;
        let place = match reader.text(at, "in")?.as_str() {
            "path" => Place::Path,
            "query" => Place::Query,
            "header" => Place::Header,
            "cookie" => Place::Cookie,
            _ => return None,
        };
        if place == Place::Header && !is_own_header(&name) {
            return None;
        }
        let required = place == Place::Path || reader.is_true(at, "required");
        let parameter = Self {
            name,
            place,
            required,
            style: Style::Form,
            explode: false,
            allow_reserved: reader.is_true(at, "allowReserved"),
            schema: None,
        };
        Some(match reader.texts.dialect {
            Dialect::Swagger => parameter.in_old_words(reader, at),
            _ => parameter.in_new_words(reader, at),
        })
    }

    fn in_old_words(self, reader: &Reader<'_>, at: &At) -> Self {
        let usual = match self.place {
            Place::Path | Place::Header => Style::Simple,
            Place::Query | Place::Cookie => Style::Form,
        };
        let said = reader.text(at, "collectionFormat");
        let (style, explode) = match said.as_deref() {
            Some("ssv") => (Style::Space, false),
            Some("tsv") => (Style::Tab, false),
            Some("pipes") => (Style::Pipe, false),
            Some("multi") => (usual, usual == Style::Form),
            _ => (usual, false),
        };
        Self {
            style,
            explode,
            schema: Some(at.clone()),
            ..self
        }
    }

    fn in_new_words(self, reader: &mut Reader<'_>, at: &At) -> Self {
        let content = reader.resolved_member(at, "content");
        let media_type = content
            .as_ref()
            .and_then(|content| reader.keys(content).into_iter().next());
        if let (Some(content), Some(media_type)) = (content, media_type) {
            let media = reader.resolved_member(&content, &media_type);
            let schema = media.and_then(|media| reader.member(&media, "schema"));
            return Self {
                style: Style::Json,
                schema,
                ..self
            };
        }
        let usual = match self.place {
            Place::Path | Place::Header => Style::Simple,
            Place::Query | Place::Cookie => Style::Form,
        };
        let style = match reader.text(at, "style").as_deref() {
            Some("simple") => Style::Simple,
            Some("label") => Style::Label,
            Some("matrix") => Style::Matrix,
            Some("form") => Style::Form,
            Some("spaceDelimited") => Style::Space,
            Some("pipeDelimited") => Style::Pipe,
            Some("deepObject") => Style::Deep,
            _ => usual,
        };
        let explode = reader.flag(at, "explode");
        Self {
            style,
            explode: explode.unwrap_or(style == Style::Form),
            schema: reader.member(at, "schema"),
            ..self
        }
    }

    /// What parts the items of an array, before it is encoded.
    pub const fn separator(&self) -> char {
        match self.style {
            Style::Space => ' ',
            Style::Tab => '\t',
            Style::Pipe => '|',
            Style::Label if self.explode => '.',
            _ => ',',
        }
    }

    /// Whether members of an object are sent under their own names.
    pub fn is_spread(&self, value: &Value) -> bool {
        let is_pairs = matches!(self.place, Place::Query | Place::Cookie);
        value.is_object() && is_pairs && self.explode && matches!(self.style, Style::Form)
    }
}

/// Whether a header can be sent under this name, and is not described elsewhere.
fn is_own_header(name: &str) -> bool {
    let is_letter =
        |letter: char| letter.is_ascii_alphanumeric() || "!#$%&'*+-.^_`|~".contains(letter);
    let mut ignored = IGNORED_HEADERS.iter();
    !name.is_empty()
        && name.chars().all(is_letter)
        && !ignored.any(|ignored| name.eq_ignore_ascii_case(ignored))
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use serde_json::json;

    use super::*;
    use crate::round_trip::text::Texts;

    fn read(root: Value, said: Value) -> Option<Parameter> {
        let mut root = root;
        root["x"] = said;
        let path = Path::new("a.json");
        let mut texts = Texts::of(root, path);
        let mut reader = Reader::new(&mut texts, path);
        let at = reader.root("/x");
        Parameter::read(&mut reader, &at)
    }

    #[test]
    fn styles_have_defaults() {
        let new = |said| read(json!({"openapi": "3.0.3"}), said).unwrap();
        let query = new(json!({"name": "a", "in": "query", "schema": {}}));
        assert_eq!((query.style, query.explode), (Style::Form, true));
        let path = new(json!({"name": "a", "in": "path", "schema": {}}));
        assert_eq!(
            (path.style, path.explode, path.required),
            (Style::Simple, false, true)
        );
        let pipes = new(json!({"name": "a", "in": "query", "style": "pipeDelimited"}));
        assert_eq!((pipes.separator(), pipes.explode), ('|', false));
        let json = new(
            json!({"name": "a", "in": "query", "content": {"application/json": {"schema": {}}}}),
        );
        assert_eq!(json.style, Style::Json);
        assert_eq!(
            json.schema.unwrap().pointer,
            "/x/content/application~1json/schema"
        );
    }

    #[test]
    fn the_old_dialect_has_other_words() {
        let old = |said| read(json!({"swagger": "2.0"}), said);
        let multi =
            old(json!({"name": "a", "in": "query", "type": "array", "collectionFormat": "multi"}));
        let multi = multi.unwrap();
        assert_eq!((multi.style, multi.explode), (Style::Form, true));
        let usual = old(json!({"name": "a", "in": "query", "type": "array"})).unwrap();
        assert_eq!((usual.style, usual.explode), (Style::Form, false));
        assert!(old(json!({"name": "a", "in": "body"})).is_none());
        assert!(old(json!({"name": "accept", "in": "header"})).is_none());
        assert!(old(json!({"name": "a b", "in": "header"})).is_none());
    }
}
