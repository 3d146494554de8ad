//! Documents of Swagger 2.0.

use serde_json::{Map, Value, json};

use super::Maker;

impl Maker {
    pub(super) fn swagger(&mut self) -> Value {
        let mut paths = Map::new();
        let names = self.path_names();
        let template = self.template(&names);
        let method = self.choose(&["get", "post", "put", "delete"]);
        let operation = self.swagger_operation(&names, method);
        paths.insert(template, json!({method: operation}));
        let mut document = json!({
            "swagger": "2.0",
            "info": self.info(),
            "host": "api.example.com",
            "basePath": "/v1",
            "schemes": ["https"],
            "consumes": ["application/json"],
            "produces": ["application/json"],
            "paths": paths,
            "definitions": std::mem::take(&mut self.schemas),
        });
        if self.rng.bool() {
            let place = self.choose(&["header", "query"]);
            let scheme = match self.rng.bool() {
                true => json!({"type": "basic"}),
                false => json!({"type": "apiKey", "in": place, "name": "X-Key"}),
            };
            document["securityDefinitions"] = json!({ "auth": scheme });
            document["security"] = json!([{"auth": []}]);
        }
        document
    }

    fn swagger_operation(&mut self, names: &[&str], method: &str) -> Value {
        let mut parameters: Vec<Value> = Vec::new();
        for name in names {
            let mut parameter = self.swagger_scalar();
            parameter["name"] = (*name).into();
            parameter["in"] = "path".into();
            parameter["required"] = true.into();
            parameters.push(parameter);
        }
        for name in self.unique_names(2) {
            if name.trim().is_empty() {
                continue;
            }
            let items = self.swagger_scalar();
            let mut parameter = match self.rng.bool() {
                true => items,
                false => {
                    let format = self.choose(&["csv", "ssv", "tsv", "pipes", "multi"]);
                    json!({"type": "array", "items": items, "collectionFormat": format})
                }
            };
            parameter["name"] = name.into();
            parameter["in"] = "query".into();
            parameters.push(parameter);
        }
        let mut operation = json!({"operationId": self.operation_id()});
        match method {
            "post" if self.rng.bool() => {
                operation["consumes"] = json!(["multipart/form-data"]);
                parameters.push(json!({"name": "file", "in": "formData", "type": "file"}));
                parameters.push(
                    json!({"name": "type", "in": "formData", "type": "string", "required": true}),
                );
            }
            "post" | "put" => {
                let schema = self.schema(1, true);
                parameters.push(json!({"name": "body", "in": "body", "schema": schema}));
            }
            _ => {}
        }
        operation["parameters"] = parameters.into();
        let (schema, header) = (self.schema(1, true), self.swagger_scalar());
        operation["responses"] = json!({
            "200": {"description": "Done.", "schema": schema, "headers": {"X-Rate": header}},
            "default": {"description": "It failed."},
        });
        operation
    }

    /// A type as parameters and headers have it.
    fn swagger_scalar(&mut self) -> Value {
        json!({"type": self.choose(&["string", "integer", "number", "boolean"])})
    }
}
