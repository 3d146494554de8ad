//! Paths, operations, webhooks and callbacks.

use serde_json::{Map, Value, json};

use super::Maker;

const SEGMENTS: &[&str] = &[
    "pets",
    "owners",
    "v1.0",
    "type",
    "a-b",
    "self",
    "A_B",
    "%C3%BC",
    "events",
    "2",
    "search",
    "pets.json",
    "$batch",
    "@me",
];

impl Maker {
    pub(super) fn paths(&mut self, schemes: &mut Vec<&'static str>) -> Value {
        let mut paths = Map::new();
        for _ in 0..self.rng.usize(1..=2) {
            let names = self.path_names();
            let template = self.template(&names);
            if paths.keys().any(|other| is_alike(other, &template)) {
                continue;
            }
            paths.insert(template, self.path_item(&names, schemes));
        }
        Value::Object(paths)
    }

    /// The template of a path that has these parameters.
    pub(super) fn template(&mut self, names: &[&str]) -> String {
        let mut template = format!("/{}", self.choose(SEGMENTS));
        match (names, self.one_in(5)) {
            ([first, second], true) => template += &format!("/{{{first}}}.{{{second}}}"),
            ([only], true) => template += &format!("/{{{only}}}:run"),
            _ => {
                for name in names {
                    template += &format!("/{{{name}}}");
                    if self.rng.bool() {
                        template += "/";
                        template += self.choose(SEGMENTS);
                    }
                }
            }
        }
        if self.one_in(12) {
            template.push('/');
        }
        template
    }

    fn path_item(&mut self, names: &[&str], schemes: &[&'static str]) -> Value {
        let parameters: Vec<Value> = names.iter().map(|name| self.path_parameter(name)).collect();
        let are_shared = !parameters.is_empty() && self.rng.bool();
        let mut item = Map::new();
        if are_shared {
            item.insert("parameters".to_owned(), parameters.clone().into());
        }
        let mut methods = ["get", "post", "put", "patch", "delete", "head", "options"];
        self.rng.shuffle(&mut methods);
        for method in &methods[..self.rng.usize(1..=2)] {
            let has_body = match *method {
                "post" | "put" | "patch" => !self.one_in(6),
                _ => false,
            };
            let mut operation = self.operation(has_body);
            let own = match are_shared {
                true => Vec::new(),
                false => parameters.clone(),
            };
            let all: Vec<Value> = own.into_iter().chain(self.parameters()).collect();
            if !all.is_empty() {
                operation["parameters"] = all.into();
            }
            if !schemes.is_empty() && self.one_in(3) {
                operation["security"] = self.requirements(schemes);
            }
            if self.one_in(12) {
                operation["servers"] = self.servers();
            }
            if self.one_in(12) {
                operation["callbacks"] = self.callbacks();
            }
            item.insert((*method).to_owned(), operation);
        }
        Value::Object(item)
    }

    fn operation(&mut self, has_body: bool) -> Value {
        let mut operation = json!({});
        if !self.one_in(4) {
            operation["operationId"] = self.operation_id().into();
        }
        if self.rng.bool() {
            operation["tags"] = json!([self.tag()]);
        }
        if self.one_in(3) {
            operation["summary"] = "Does `it`.".into();
        }
        if self.one_in(8) {
            operation["deprecated"] = true.into();
        }
        if has_body {
            operation["requestBody"] = self.request_body();
        }
        operation["responses"] = self.responses();
        operation
    }

    fn callbacks(&mut self) -> Value {
        let operation = self.notification();
        json!({"onEvent": {"{$request.query.url}": {"post": operation}}})
    }

    pub(super) fn webhooks(&mut self) -> Value {
        let (first, second) = (self.tag(), self.tag());
        let mut webhooks = json!({first: {"post": self.notification()}});
        if self.rng.bool() {
            webhooks[second] = json!({"post": self.notification()});
        }
        webhooks
    }

    fn notification(&mut self) -> Value {
        let schema = self
            .reference(false)
            .unwrap_or_else(|| json!({"type": "object"}));
        json!({
            "requestBody": {"required": true, "content": {"application/json": {"schema": schema}}},
            "responses": {"200": {"description": "Received."}},
        })
    }
}

/// Whether two templates match the same paths.
fn is_alike(a: &str, b: &str) -> bool {
    let plain = |template: &str| {
        let parts = template.split('{').enumerate();
        let parts = parts.map(|(index, part)| match index {
            0 => part,
            _ => part.split_once('}').map_or(part, |(_, rest)| rest),
        });
        parts.collect::<Vec<_>>().join("{}")
    };
    plain(a) == plain(b)
}
