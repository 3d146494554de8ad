//! Responses: statuses, media types and headers.

use serde_json::{Map, Value, json};

use super::Maker;

impl Maker {
    pub(super) fn responses(&mut self) -> Value {
        let mut all = Map::new();
        let successes = self.choose(&[
            &["200"][..],
            &["200"],
            &["201"],
            &["204"],
            &["200", "201"],
            &["200", "204"],
            &["202"],
            &["2XX"],
            &["default"],
        ]);
        for status in successes {
            let mut response = json!({"description": "Done."});
            if *status != "204" {
                response["content"] = self.answer();
            }
            self.headers(&mut response);
            all.insert((*status).to_owned(), response);
        }
        for status in self.some(&["400", "404", "4XX", "5XX", "default"]) {
            if all.contains_key(status) {
                continue;
            }
            let mut response = json!({"description": "It failed."});
            if self.rng.bool() {
                response["content"] = json!({"application/json": {"schema": self.schema(2, true)}});
            }
            all.insert(status.to_owned(), response);
        }
        Value::Object(all)
    }

    /// The content of a success.
    fn answer(&mut self) -> Value {
        match self.rng.u8(..16) {
            0..=6 => json!({"application/json": {"schema": self.schema(1, true)}}),
            7 => json!({"application/vnd.acme+json": {"schema": self.schema(1, true)}}),
            8 => json!({"text/plain": {"schema": {"type": "string"}}}),
            9 => json!({"application/octet-stream": {"schema": self.bytes()}}),
            10 => json!({"image/*": {"schema": self.bytes()}}),
            11 => json!({"*/*": {"schema": self.schema(1, true)}}),
            12 => json!({"application/xml": {"schema": self.schema(1, true)}}),
            13 => json!({"text/event-stream": {"schema": self.schema(1, true)}}),
            14 => json!({"application/x-ndjson": {"schema": self.schema(1, true)}}),
            _ => json!({
                "application/json": {"schema": self.schema(1, true)},
                "text/csv": {"schema": {"type": "string"}},
            }),
        }
    }

    fn headers(&mut self, response: &mut Value) {
        if self.one_in(4) {
            let (first, second) = (self.header_name(), self.header_name());
            let lower = first.to_lowercase();
            let schema = self.scalar();
            response["headers"] = json!({
                first: {"schema": schema, "description": "How many calls are left."},
            });
            if second.to_lowercase() != lower {
                response["headers"][second] =
                    json!({"schema": {"type": "array", "items": {"type": "string"}}});
            }
        }
    }
}
