//! Whether a document is valid, as far as its makers and its shrinker can go wrong.

use std::collections::BTreeSet;

use serde_json::{Map, Value};

/// What is wrong with a document; nothing when it is valid.
pub fn problems(document: &Value) -> Vec<String> {
    let mut checker = Checker {
        document,
        is_31: document["openapi"] == "3.1.0",
        operation_ids: BTreeSet::new(),
        problems: Vec::new(),
    };
    checker.document();
    checker.problems
}

const METHODS: &[&str] = &[
    "get", "put", "post", "delete", "options", "head", "patch", "trace",
];

const TYPES: &[&str] = &[
    "string", "integer", "number", "boolean", "array", "object", "null",
];

struct Checker<'a> {
    document: &'a Value,
    is_31: bool,
    operation_ids: BTreeSet<&'a str>,
    problems: Vec<String>,
}

impl<'a> Checker<'a> {
    fn problem(&mut self, problem: impl Into<String>) {
        self.problems.push(problem.into());
    }

    fn document(&mut self) {
        let document = self.document;
        if document["info"]["title"].is_null() || document["info"]["version"].is_null() {
            self.problem("the title or the version is missing");
        }
        let version = ["openapi", "swagger"]
            .iter()
            .find_map(|key| document[*key].as_str());
        if !matches!(version, Some("2.0" | "3.0.3" | "3.1.0")) {
            self.problem("there is no version");
        }
        if !document["paths"].is_object() {
            self.problem("there are no paths");
        }
        for (template, item) in members(&document["paths"]) {
            self.path_item(Some(template), item);
        }
        for (_, item) in members(&document["webhooks"]) {
            self.path_item(None, item);
        }
        for (key, schema) in members(&document["components"]["schemas"]) {
            let is_plain = |letter: char| letter.is_ascii_alphanumeric() || "._-".contains(letter);
            if !key.chars().all(is_plain) {
                self.problem(format!("the key `{key}`"));
            }
            self.schema(schema);
        }
        for (_, schema) in members(&document["definitions"]) {
            self.schema(schema);
        }
        for scheme in ["components", "securityDefinitions"] {
            let schemes = match scheme {
                "components" => &document["components"]["securitySchemes"],
                other => &document[other],
            };
            for (name, scheme) in members(schemes) {
                self.scheme(name, scheme);
            }
        }
        self.security(&document["security"]);
        self.servers(&document["servers"]);
        for tag in items(&document["tags"]) {
            if !tag["name"].is_string() {
                self.problem("a tag without a name");
            }
        }
    }

    fn scheme(&mut self, name: &str, scheme: &Value) {
        let needs: &[&str] = match scheme["type"].as_str() {
            Some("http") => &["scheme"],
            Some("apiKey") => &["in", "name"],
            Some("oauth2") => &["flows"],
            Some("openIdConnect") => &["openIdConnectUrl"],
            Some("mutualTLS" | "basic") => &[],
            _ => &["type"],
        };
        let lacks = needs.iter().any(|key| scheme[*key].is_null());
        let flows = members(&scheme["flows"]);
        let flows = flows.into_iter().any(|(kind, flow)| {
            let needs_url = kind == "authorizationCode" && flow["authorizationUrl"].is_null();
            needs_url || flow["tokenUrl"].is_null() || flow["scopes"].is_null()
        });
        if lacks || flows {
            self.problem(format!("the scheme `{name}` is not complete"));
        }
    }

    fn security(&mut self, requirements: &Value) {
        for requirement in items(requirements) {
            for (name, scopes) in members(requirement) {
                let document = self.document;
                let is_known = document["components"]["securitySchemes"]
                    .get(name)
                    .is_some()
                    || document["securityDefinitions"].get(name).is_some();
                if !is_known || !scopes.is_array() {
                    self.problem(format!("there is no scheme `{name}`"));
                }
            }
        }
    }

    fn servers(&mut self, servers: &Value) {
        for server in items(servers) {
            let url = server["url"].as_str().unwrap_or_default();
            let names = in_braces(url);
            let variables = &server["variables"];
            let is_complete = names
                .iter()
                .all(|name| variables[*name]["default"].is_string());
            if url.is_empty() || !is_complete {
                self.problem("a server is not complete");
            }
        }
    }

    fn path_item(&mut self, template: Option<&'a str>, item: &'a Value) {
        if let Some(template) = template
            && !template.starts_with('/')
        {
            self.problem(format!("the path `{template}`"));
        }
        for (method, operation) in members(item) {
            if METHODS.contains(&method) {
                let shared = items(&item["parameters"]);
                self.operation(template, operation, shared);
            }
        }
        self.parameters(items(&item["parameters"]));
    }

    fn operation(&mut self, template: Option<&str>, operation: &'a Value, shared: &[Value]) {
        if let Some(id) = operation["operationId"].as_str()
            && !self.operation_ids.insert(id)
        {
            self.problem(format!("two operations are called `{id}`"));
        }
        let own = items(&operation["parameters"]);
        self.parameters(own);
        let in_path = own.iter().chain(shared);
        let in_path = in_path.filter(|parameter| parameter["in"] == "path");
        let given: BTreeSet<&str> = in_path.filter_map(|one| one["name"].as_str()).collect();
        let wanted: BTreeSet<&str> = in_braces(template.unwrap_or_default())
            .into_iter()
            .collect();
        if given != wanted {
            self.problem(format!(
                "the parameters of `{}`",
                template.unwrap_or_default()
            ));
        }
        if let Some(body) = operation.get("requestBody") {
            self.content(body, true);
        }
        let responses = members(&operation["responses"]);
        if responses.is_empty() {
            self.problem("an operation without responses");
        }
        for (_, response) in responses {
            if !response["description"].is_string() {
                self.problem("a response without a description");
            }
            self.content(response, false);
            self.inner_schema(response.get("schema"));
            for (_, header) in members(&response["headers"]) {
                self.inner_schema(header.get("schema"));
            }
        }
        for (_, callback) in members(&operation["callbacks"]) {
            for (_, item) in members(callback) {
                self.path_item(None, item);
            }
        }
        self.security(&operation["security"]);
        self.servers(&operation["servers"]);
    }

    fn parameters(&mut self, parameters: &[Value]) {
        let mut seen = BTreeSet::new();
        for parameter in parameters {
            let (name, place) = (parameter["name"].as_str(), parameter["in"].as_str());
            if name.is_none() || place.is_none() || !seen.insert((name, place)) {
                self.problem(format!("the parameter `{}`", name.unwrap_or_default()));
            }
            if place == Some("path") && parameter["required"] != true {
                self.problem("a parameter of a path is not required");
            }
            let has_one = ["schema", "content", "type"]
                .iter()
                .filter(|key| parameter.get(**key).is_some());
            if has_one.count() != 1 || parameter["type"] == "array" && parameter["items"].is_null()
            {
                self.problem("a parameter without a schema");
            }
            self.inner_schema(parameter.get("schema"));
            if parameter.get("content").is_some() {
                self.content(parameter, true);
            }
        }
    }

    /// The media types of a body, a response or a parameter.
    fn content(&mut self, holder: &Value, must_be: bool) {
        let media_types = members(&holder["content"]);
        if must_be && media_types.is_empty() {
            self.problem("there is no media type");
        }
        for (name, media_type) in media_types {
            self.inner_schema(media_type.get("schema"));
            let is_form = name.starts_with("multipart/") || name.ends_with("urlencoded");
            if is_form && media_type["schema"]["type"] != "object" {
                self.problem("a form that is no object");
            }
            for (property, _) in members(&media_type["encoding"]) {
                if media_type["schema"]["properties"].get(property).is_none() {
                    self.problem(format!("there is no property `{property}` to encode"));
                }
            }
        }
    }

    fn inner_schema(&mut self, schema: Option<&Value>) {
        if let Some(schema) = schema {
            self.schema(schema);
        }
    }

    fn schema(&mut self, schema: &Value) {
        if schema.is_boolean() && self.is_31 {
            return;
        }
        let Value::Object(keywords) = schema else {
            return self.problem(format!("no schema: {schema}"));
        };
        if let Some(reference) = schema.get("$ref") {
            self.reference(reference.as_str().unwrap_or_default());
        }
        let ty = &schema["type"];
        let types = match ty {
            Value::Array(several) if self.is_31 => several.iter().collect(),
            Value::Null => Vec::new(),
            one => vec![one],
        };
        let is_type = |ty: &&Value| ty.as_str().is_some_and(|name| TYPES.contains(&name));
        let is_null = types.iter().any(|ty| **ty == "null") && !self.is_31;
        if !types.iter().all(is_type) || is_null || ty == &Value::Array(Vec::new()) {
            self.problem(format!("no type: {ty}"));
        }
        if *ty == "array" && schema.get("items").is_none() && !self.is_31 {
            self.problem("an array without items");
        }
        if let Some(values) = schema.get("enum") {
            self.listed(items(values));
        }
        for keyword in ["allOf", "oneOf", "anyOf"] {
            if let Some(branches) = schema.get(keyword) {
                if items(branches).is_empty() {
                    self.problem(format!("`{keyword}` without branches"));
                }
                items(branches)
                    .iter()
                    .for_each(|branch| self.schema(branch));
            }
        }
        for keyword in ["properties", "patternProperties"] {
            for (_, property) in members(&schema[keyword]) {
                self.schema(property);
            }
        }
        if let Some(required) = keywords.get("required")
            && items(required).is_empty()
            && !self.is_31
        {
            self.problem("an empty list of required properties");
        }
        self.inner_schema(keywords.get("items"));
        self.inner_schema(keywords.get("not"));
        self.inner_schema(
            { keywords.get("additionalProperties") }.filter(|value| !value.is_boolean()),
        );
        self.discriminator(schema);
    }

    fn listed(&mut self, values: &[Value]) {
        let mut seen: Vec<&Value> = Vec::new();
        for value in values {
            if seen.contains(&value) {
                self.problem(format!("{value} is listed twice"));
            }
            seen.push(value);
        }
        if seen.is_empty() {
            self.problem("an empty list of values");
        }
    }

    fn discriminator(&mut self, schema: &Value) {
        let Some(discriminator) = schema.get("discriminator") else {
            return;
        };
        let property = discriminator
            .as_str()
            .or(discriminator["propertyName"].as_str());
        let Some(property) = property else {
            return self.problem("a discriminator without a property");
        };
        let branches = ["oneOf", "anyOf"]
            .iter()
            .flat_map(|key| items(&schema[*key]));
        for branch in branches {
            let target = branch["$ref"]
                .as_str()
                .and_then(|reference| self.document.pointer(&reference[1..]));
            let is_required =
                |schema: &Value| items(&schema["required"]).contains(&property.into());
            let is_known = |schema: &Value| schema["properties"].get(property).is_some();
            if !target.is_some_and(|target| is_required(target) && is_known(target)) {
                self.problem(format!("a branch without `{property}`"));
            }
        }
        for (_, target) in members(&discriminator["mapping"]) {
            let target = target.as_str().unwrap_or_default();
            match target.starts_with('#') {
                true => self.reference(target),
                false => self.reference(&format!("#/components/schemas/{target}")),
            }
        }
    }

    fn reference(&mut self, reference: &str) {
        let target = reference
            .strip_prefix('#')
            .and_then(|pointer| self.document.pointer(pointer));
        if target.is_none() {
            self.problem(format!("`{reference}` leads nowhere"));
        }
    }
}

fn members(value: &Value) -> Vec<(&str, &Value)> {
    let members = value.as_object().into_iter().flat_map(Map::iter);
    members.map(|(key, value)| (key.as_str(), value)).collect()
}

fn items(value: &Value) -> &[Value] {
    value.as_array().map_or(&[], Vec::as_slice)
}

/// The names in braces.
fn in_braces(template: &str) -> Vec<&str> {
    let parts = template.split('{').skip(1);
    parts
        .filter_map(|part| part.split_once('}').map(|(name, _)| name))
        .collect()
}
