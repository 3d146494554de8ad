//! Values that are listed.

use serde_json::{Value, json};

use super::Maker;

impl Maker {
    /// A schema that lists its values: texts, numbers, both, or only one.
    pub(super) fn listed(&mut self) -> Value {
        match self.rng.u8(..10) {
            0..=3 => {
                let count = self.rng.usize(2..=4);
                json!({"type": "string", "enum": self.unique_names(count)})
            }
            4 => json!({"type": "string", "enum": [self.name()]}),
            5 => json!({"type": "integer", "enum": self.choose(&[&[1, 2, 3][..], &[-1, 0], &[7]])}),
            6 => json!({"type": "number", "enum": [0.5, 1.5, -2.25]}),
            7 if !self.is_swagger() => json!({"enum": [1, "a", true, "1"]}),
            8 if self.is_31() => self.constant(),
            _ => {
                let mut schema = json!({"type": "string", "enum": ["asc", "desc"]});
                if self.one_in(2) {
                    schema["default"] = "desc".into();
                }
                schema
            }
        }
    }

    fn constant(&mut self) -> Value {
        match self.rng.u8(..4) {
            0 => json!({"const": self.choose(&[1, -7])}),
            1 => json!({"type": "boolean", "const": true}),
            2 => json!({"const": self.name()}),
            _ => json!({"type": "string", "const": self.name()}),
        }
    }

    /// A schema that allows one text.
    pub(super) fn only(&mut self, text: &str) -> Value {
        match self.is_31() && self.one_in(2) {
            true => json!({"type": "string", "const": text}),
            false => json!({"type": "string", "enum": [text]}),
        }
    }
}
