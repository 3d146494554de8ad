//! Request bodies of every kind.

use serde_json::{Map, Value, json};

use super::Maker;

impl Maker {
    pub(super) fn request_body(&mut self) -> Value {
        let content = match self.rng.u8(..16) {
            0..=4 => json!({"application/json": {"schema": self.schema(1, true)}}),
            5 => json!({"application/merge-patch+json": {"schema": self.schema(1, true)}}),
            6 => {
                let (first, second) = (self.schema(1, true), self.schema(1, true));
                json!({
                    "application/vnd.acme.v1+json": {"schema": first},
                    "application/vnd.acme.v2+json": {"schema": second},
                })
            }
            7 => self.form(),
            8 | 9 => self.multipart(),
            10 => json!({"application/octet-stream": {"schema": self.bytes()}}),
            11 => json!({"text/plain": {"schema": {"type": "string"}}}),
            12 => json!({"application/xml": {"schema": self.schema(1, true)}}),
            13 => {
                let range = self.choose(&["*/*", "image/*"]);
                json!({range: {"schema": self.bytes()}})
            }
            14 => {
                let kind = self.choose(&["application/x-ndjson", "application/jsonl"]);
                json!({kind: {"schema": self.schema(1, true)}})
            }
            _ => {
                let mut content = self.form();
                content["application/json"] = json!({"schema": self.schema(1, true)});
                content
            }
        };
        let mut body = json!({"content": content});
        if self.rng.bool() {
            body["required"] = true.into();
        }
        if self.one_in(4) {
            body["description"] = "The new state.".into();
        }
        body
    }

    /// Bytes in the words of the dialect.
    pub(super) fn bytes(&mut self) -> Value {
        match self.is_31() && self.rng.bool() {
            true => json!({}),
            false => json!({"type": "string", "format": "binary"}),
        }
    }

    fn form(&mut self) -> Value {
        let names = self.unique_names(3);
        let mut properties = Map::new();
        let mut encoding = Map::new();
        for name in &names {
            let mut schema = self.scalar();
            if self.one_in(3) {
                schema = json!({"type": "array", "items": schema});
                if self.rng.bool() {
                    let style = self.choose(&["form", "spaceDelimited", "pipeDelimited"]);
                    encoding.insert(name.clone(), json!({"style": style, "explode": false}));
                }
            }
            properties.insert(name.clone(), schema);
        }
        let mut media = json!({"schema": {"type": "object", "properties": properties}});
        if self.rng.bool() {
            media["schema"]["required"] = json!([names[0]]);
        }
        if !encoding.is_empty() {
            media["encoding"] = Value::Object(encoding);
        }
        json!({"application/x-www-form-urlencoded": media})
    }

    fn multipart(&mut self) -> Value {
        let names = self.unique_names(4);
        let file = json!({"type": "string", "format": "binary"});
        let (text, object) = (self.scalar(), self.closed_object(2));
        let properties = json!({
            names[0].as_str(): file,
            names[1].as_str(): {"type": "array", "items": file},
            names[2].as_str(): text,
            names[3].as_str(): object,
        });
        let mut media = json!({"schema": {"type": "object", "properties": properties}});
        if self.rng.bool() {
            media["schema"]["required"] = json!([names[0]]);
        }
        if self.rng.bool() {
            media["encoding"] = json!({
                names[0].as_str(): {"contentType": "image/png, image/jpeg"},
                names[3].as_str(): {"contentType": "application/json"},
            });
        }
        json!({"multipart/form-data": media})
    }
}
