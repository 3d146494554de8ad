//! Texts, numbers and flags.

use serde_json::{Value, json};

use super::Maker;

const FORMATS: &[&str] = &[
    "date-time",
    "date",
    "uuid",
    "byte",
    "email",
    "uri",
    "password",
    "ipv4",
    "duration",
    "hostname",
    "x-unheard-of",
];

impl Maker {
    /// A schema of one primitive type.
    pub(super) fn scalar(&mut self) -> Value {
        match self.rng.u8(..10) {
            0..=3 => self.text(),
            4..=6 => self.integer(),
            7 | 8 => self.number(),
            _ => self.flag(),
        }
    }

    /// A schema of texts.
    pub(super) fn text(&mut self) -> Value {
        let mut schema = json!({"type": "string"});
        match self.rng.u8(..8) {
            0..=2 => schema["format"] = self.choose(FORMATS).into(),
            3 => {
                schema["minLength"] = self.rng.u8(..3).into();
                schema["maxLength"] = self.rng.u8(3..40).into();
            }
            4 => schema["pattern"] = self.choose(&["^[a-z]{2,5}$", "^\\d+$", "[A-Z]"]).into(),
            5 => schema["default"] = self.choose(&["", "a\"b", "{x}", "ü"]).into(),
            _ => {}
        }
        schema
    }

    pub(super) fn integer(&mut self) -> Value {
        let mut schema = json!({"type": "integer"});
        match self.rng.u8(..8) {
            0 => schema["format"] = "int32".into(),
            1 => schema["format"] = "int64".into(),
            2 => self.bound(&mut schema),
            3 => schema["multipleOf"] = 5.into(),
            4 => schema["default"] = self.choose(&[0, -1, 7]).into(),
            5 => schema["minimum"] = 0.into(),
            _ => {}
        }
        schema
    }

    fn number(&mut self) -> Value {
        let mut schema = json!({"type": "number"});
        match self.rng.u8(..6) {
            0 => schema["format"] = "float".into(),
            1 => schema["format"] = "double".into(),
            2 => self.bound(&mut schema),
            3 => schema["default"] = 1.5.into(),
            _ => {}
        }
        schema
    }

    fn flag(&mut self) -> Value {
        let mut schema = json!({"type": "boolean"});
        if self.one_in(4) {
            schema["default"] = self.rng.bool().into();
        }
        schema
    }

    /// Bounds in the words of the dialect.
    fn bound(&mut self, schema: &mut Value) {
        schema["maximum"] = 1000.into();
        match (self.one_in(2), self.is_31()) {
            (true, true) => schema["exclusiveMinimum"] = 1.into(),
            (true, false) => {
                schema["minimum"] = 1.into();
                schema["exclusiveMinimum"] = true.into();
            }
            _ => schema["minimum"] = (-3).into(),
        }
    }

    /// Lets a schema of one type be null too, as the dialect says it.
    pub(super) fn nullable(&mut self, schema: Value) -> Value {
        let mut schema = schema;
        match (self.is_swagger(), self.is_31()) {
            (true, _) => schema["x-nullable"] = true.into(),
            (_, false) => {
                if schema.get("type").is_none() {
                    return json!({"allOf": [schema], "nullable": true, "type": "object"});
                }
                schema["nullable"] = true.into();
                if let Some(Value::Array(values)) = schema.get_mut("enum") {
                    values.push(Value::Null);
                }
            }
            (_, true) => {
                let ty = schema
                    .get("type")
                    .and_then(Value::as_str)
                    .map(str::to_owned);
                match ty {
                    Some(ty) if schema.get("const").is_none() && !self.one_in(3) => {
                        schema["type"] = json!([ty, "null"]);
                        if let Some(Value::Array(values)) = schema.get_mut("enum") {
                            values.push(Value::Null);
                        }
                    }
                    _ => {
                        let keyword = self.choose(&["anyOf", "oneOf"]);
                        return json!({keyword: [schema, {"type": "null"}]});
                    }
                }
            }
        }
        schema
    }
}
