//! Parameters: every place, style and shape.

use serde_json::{Map, Value, json};

use super::Maker;

/// What a parameter's value looks like.
#[derive(Clone, Copy)]
enum Shape {
    Scalar,
    Array,
    Object,
}

/// Names that a template of a path may have.
const IN_PATH: &[&str] = &[
    "id", "petId", "user-id", "a.b", "type", "self", "Self", "1st", "x_y", "名前",
];

const IN_COOKIE: &[&str] = &["session", "type", "a.b", "Self", "_ga"];

impl Maker {
    /// Names for the parameters of a path, each another.
    pub(super) fn path_names(&mut self) -> Vec<&'static str> {
        let count = self.choose(&[0, 0, 1, 1, 2]);
        let mut names: Vec<&str> = Vec::new();
        while names.len() < count {
            let name = self.choose(IN_PATH);
            if !names.contains(&name) {
                names.push(name);
            }
        }
        names
    }

    pub(super) fn path_parameter(&mut self, name: &str) -> Value {
        let (style, shape) = self.choose(&[
            ("simple", Shape::Scalar),
            ("simple", Shape::Scalar),
            ("simple", Shape::Array),
            ("simple", Shape::Object),
            ("label", Shape::Scalar),
            ("label", Shape::Array),
            ("label", Shape::Object),
            ("matrix", Shape::Scalar),
            ("matrix", Shape::Array),
            ("matrix", Shape::Object),
        ]);
        let mut parameter = json!({"name": name, "in": "path", "required": true});
        self.finish(&mut parameter, style, "simple", shape);
        parameter
    }

    /// Parameters that are in no path.
    pub(super) fn parameters(&mut self) -> Vec<Value> {
        let mut all: Vec<Value> = Vec::new();
        for _ in 0..self.rng.usize(..=3) {
            let parameter = self.parameter();
            let is_taken = all.iter().any(|other| {
                let same = |value: &Value| value["name"].as_str().map(str::to_lowercase);
                other["in"] == parameter["in"] && same(other) == same(&parameter)
            });
            if !is_taken {
                all.push(parameter);
            }
        }
        all
    }

    fn parameter(&mut self) -> Value {
        let (place, style, default, shape) = self.choose(&[
            ("query", "form", "form", Shape::Scalar),
            ("query", "form", "form", Shape::Scalar),
            ("query", "form", "form", Shape::Array),
            ("query", "form", "form", Shape::Object),
            ("query", "spaceDelimited", "form", Shape::Array),
            ("query", "pipeDelimited", "form", Shape::Array),
            ("query", "deepObject", "form", Shape::Object),
            ("header", "simple", "simple", Shape::Scalar),
            ("header", "simple", "simple", Shape::Array),
            ("header", "simple", "simple", Shape::Object),
            ("cookie", "form", "form", Shape::Scalar),
            ("cookie", "form", "form", Shape::Array),
            ("cookie", "form", "form", Shape::Object),
        ]);
        let name = match place {
            "header" => self.header_name(),
            "cookie" => self.choose(IN_COOKIE).to_owned(),
            _ => self.tag(),
        };
        let mut parameter = json!({"name": name, "in": place});
        if self.one_in(3) {
            parameter["required"] = true.into();
        }
        if self.one_in(10) {
            parameter["deprecated"] = true.into();
        }
        if self.one_in(10) {
            let schema = self.schema(2, false);
            parameter["content"] = json!({"application/json": {"schema": schema}});
            return parameter;
        }
        self.finish(&mut parameter, style, default, shape);
        parameter
    }

    /// Adds style, `explode` and schema.
    fn finish(&mut self, parameter: &mut Value, style: &str, default: &str, shape: Shape) {
        if style != default || self.one_in(4) {
            parameter["style"] = style.into();
        }
        match style {
            "deepObject" => parameter["explode"] = true.into(),
            "spaceDelimited" | "pipeDelimited" => parameter["explode"] = false.into(),
            _ if parameter["in"] == "cookie" => parameter["explode"] = false.into(),
            _ if self.one_in(2) => parameter["explode"] = self.rng.bool().into(),
            _ => {}
        }
        parameter["schema"] = self.parameter_schema(shape);
    }

    fn parameter_schema(&mut self, shape: Shape) -> Value {
        match shape {
            Shape::Scalar => {
                let scalars = self.made_of(|kind| kind == super::Kind::Scalar);
                match (scalars.first(), self.rng.u8(..4)) {
                    (Some(key), 0) => self.reference_to(key),
                    (_, 1) => self.listed_scalar(),
                    _ => self.scalar(),
                }
            }
            Shape::Array => {
                let items = match self.one_in(3) {
                    true => self.listed_scalar(),
                    false => self.scalar(),
                };
                json!({"type": "array", "items": items})
            }
            Shape::Object => {
                let names = self.unique_names(2);
                let properties = names.into_iter().map(|name| (name, self.scalar()));
                let properties: Map<String, Value> = properties.collect();
                json!({"type": "object", "properties": properties})
            }
        }
    }

    fn listed_scalar(&mut self) -> Value {
        let count = self.rng.usize(1..=3);
        match self.one_in(4) {
            true => json!({"type": "integer", "enum": [1, 2]}),
            false => json!({"type": "string", "enum": self.unique_names(count)}),
        }
    }
}
