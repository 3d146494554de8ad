//! Documents with broken places: a lenient run keeps the rest, and an overlay of fixes repairs them.

use std::fs;
use std::path::PathBuf;

use sdkgen::diagnostics::{Code, Diagnostics, Severity};
use sdkgen::{Described, Options, fixes};
use serde_json::{Value, json};

/// A description in a folder of its own.
struct Folder(tempfile::TempDir);

impl Folder {
    fn new(text: &str) -> Self {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("api.yaml"), text).unwrap();
        Self(folder)
    }

    fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    fn read(&self, options: &Options) -> (Option<Described>, Diagnostics) {
        let mut diagnostics = Diagnostics::new();
        let described = sdkgen::read_named(&self.path("api.yaml"), options, &mut diagnostics);
        (described, diagnostics)
    }

    /// The overlay that repairs it, after which it can be read, also when it is applied twice, with the same result.
    fn fixed(&self) -> (String, Described) {
        let mut diagnostics = Diagnostics::new();
        let fixes = fixes(
            &self.path("api.yaml"),
            &Options::default(),
            &mut diagnostics,
        );
        let (text, _) = fixes.unwrap_or_else(|| panic!("{}", diagnostics.render()));
        let overlay = self.path("fixes.overlay.yaml");
        fs::write(&overlay, &text).unwrap();
        let read = |overlays: Vec<PathBuf>| {
            let options = Options {
                overlays,
                ..Options::default()
            };
            let (described, diagnostics) = self.read(&options);
            let rendered = diagnostics.render();
            described.unwrap_or_else(|| panic!("{text}\n{rendered}"))
        };
        let once = read(vec![overlay.clone()]);
        let twice = read(vec![overlay.clone(), overlay]);
        let changes = sdkgen::diff::diff(&once.api, &twice.api);
        assert_eq!(changes.verdict(), sdkgen::diff::Source::None, "{text}");
        (text, once)
    }
}

fn lenient() -> Options {
    Options {
        lenient: true,
        ..Options::default()
    }
}

/// The messages with `code`, in order.
fn said(diagnostics: &Diagnostics, code: Code) -> Vec<String> {
    let findings = diagnostics.findings();
    let messages = findings.iter().filter(|one| one.diagnostic.code == code);
    messages.map(|one| one.diagnostic.message.clone()).collect()
}

const HEAD: &str = "openapi: 3.0.3\ninfo: {title: T, version: '1'}\n";

/// An operation that returns a `Pet`, and more components.
fn with_schemas(schemas: &str) -> String {
    format!(
        "{HEAD}paths:\n  /pets:\n    get:\n      operationId: listPets\n      responses: {{'200': {{description: ok, \
         content: {{application/json: {{schema: {{$ref: '#/components/schemas/Pet'}}}}}}}}}}\ncomponents:\n  schemas:\n{schemas}"
    )
}

/// An operation with more members, beside one that is well.
fn with_operation(members: &str) -> String {
    format!(
        "{HEAD}paths:\n  /pets:\n    post:\n      operationId: addPet\n{members}\n  /well:\n    get: {{operationId: well, \
         responses: {{'204': {{description: ok}}}}}}\ncomponents:\n  responses: {{Ok: {{description: ok}}}}\n  \
         parameters: {{Limit: {{name: limit, in: query, schema: {{type: integer}}}}}}\n"
    )
}

/// A broken document, the loss that a lenient run reports, and a line of the overlay that repairs it.
fn broken() -> Vec<(String, &'static str, &'static str)> {
    let schemas = |text: &str, loss, fix| (with_schemas(text), loss, fix);
    let operation = |text: &str, loss, fix| {
        let ok = "      responses: {'204': {description: ok}}\n";
        let text = format!(
            "{text}\n{}",
            if text.contains("responses:") { "" } else { ok }
        );
        (with_operation(&text), loss, fix)
    };
    vec![
        schemas(
            "    Pet: {type: object, properties: {a: {$ref: '#/components/schemas/Gone'}}}",
            "`#/components/schemas/Gone` leads nowhere; property `a` becomes free-form JSON",
            "target: \"$.components.schemas.Pet.properties.a['$ref']\"\n    remove: true",
        ),
        schemas(
            "    Pet: {type: array, items: {$ref: '#/components/schemas/Gone'}}",
            "`#/components/schemas/Gone` leads nowhere; this schema becomes free-form JSON",
            "target: \"$.components.schemas.Pet.items['$ref']\"\n    remove: true",
        ),
        schemas(
            "    Pet: {allOf: [{$ref: '#/components/schemas/Gone'}, {type: object, properties: {a: {type: string}}}]}",
            "`#/components/schemas/Gone` leads nowhere; this part of `allOf` is left out",
            "target: \"$.components.schemas.Pet.allOf[?@['$ref'] == '#/components/schemas/Gone']['$ref']\"",
        ),
        schemas(
            "    Pet: {type: object, properties: {owner: {$ref: '#/components/schemas/Owne'}}}\n    Owner: {type: string}",
            "`#/components/schemas/Owne` leads nowhere; property `owner` becomes free-form JSON",
            "update: {\"$ref\": \"#/components/schemas/Owner\"}",
        ),
        schemas(
            "    Pet: {type: object, properties: {owner: {$ref: '#/$defs/Owner'}}}\n    Owner: {type: string}",
            "`#/$defs/Owner` leads nowhere; property `owner` becomes free-form JSON",
            "update: {\"$ref\": \"#/components/schemas/Owner\"}",
        ),
        schemas(
            "    Pet: {type: object, properties: {owner: {$ref: '#/definitions/Owner'}}}\n    Owner: {type: string}",
            "`#/definitions/Owner` leads nowhere; property `owner` becomes free-form JSON",
            "update: {\"$ref\": \"#/components/schemas/Owner\"}",
        ),
        schemas(
            "    Pet: {type: {type: string}, properties: {a: {type: string}}}",
            "`type` must be a string or a list of strings, this is an object; schema `Pet` becomes free-form JSON",
            "update: {\"type\": \"object\", \"properties\": {\"type\": {\"type\": \"string\"}}}",
        ),
        schemas(
            "    Pet: {type: object, title: {type: string}, properties: {a: {type: string}}}",
            "`title` must be a string, this is an object; `title` is left out",
            "update: {\"type\": \"object\", \"properties\": {\"title\": {\"type\": \"string\"}}}",
        ),
        schemas(
            "    Pet: {allOf: {'0': {$ref: '#/components/schemas/Base'}, '1': {type: object}}}\n    Base: {type: object}",
            "`allOf` must be a list, this is an object; schema `Pet` becomes free-form JSON",
            "update: {\"allOf\": [{\"$ref\": \"#/components/schemas/Base\"}, {\"type\": \"object\"}]}",
        ),
        schemas(
            "    Pet: [{type: string}, {type: integer}]",
            "a schema must be an object, this is a list; schema `Pet` becomes free-form JSON",
            "update: {\"Pet\": {}}",
        ),
        schemas(
            "    Pet: {type: object, properties: {a: [{type: string}]}}",
            "a schema must be an object, this is a list; property `a` becomes free-form JSON",
            "update: {\"a\": {\"type\": \"string\"}}",
        ),
        schemas(
            "    Pet: {type: object, properties: {a: 5}}",
            "a schema must be an object, this is a number; property `a` becomes free-form JSON",
            "update: {\"a\": {}}",
        ),
        schemas(
            "    Pet: {anyOf: [{type: string}, 5]}",
            "a schema must be an object, this is a number; this item of `anyOf` is left out",
            "target: \"$.components.schemas.Pet.anyOf[?@ == 5]\"",
        ),
        schemas(
            "    Pet: {$ref: '#/components/schemas/Dog'}\n    Dog: {$ref: '#/components/schemas/Pet'}",
            "this schema is a reference that leads only to itself; schema `Pet` becomes free-form JSON",
            "target: \"$.components.schemas.Pet['$ref']\"\n    remove: true",
        ),
        schemas(
            "    Pet: {$ref: 'https://example.com/pet.json'}",
            "`https://example.com/pet.json` is on the network, where nothing is read from; schema `Pet` becomes free-form JSON",
            "target: \"$.components.schemas.Pet['$ref']\"\n    remove: true",
        ),
        schemas(
            "    Pet: {type: object, required: a, properties: {a: {type: string, minLength: '3'}}}",
            "`minLength` must be a whole number that is not negative, this is a string; `minLength` is left out",
            "update: {\"minLength\": 3}",
        ),
        operation(
            "      parameters: [{$ref: '#/components/parameters/Gone'}, {name: q, in: query, schema: {type: string}}]",
            "`#/components/parameters/Gone` leads nowhere; this parameter is left out",
            "parameters[?@['$ref'] == '#/components/parameters/Gone']\"\n    remove: true",
        ),
        operation(
            "      parameters: [{name: q, in: query, schema: {$ref: '#/components/parameters/Limit'}}]",
            "this leads to a parameter, where a schema must be; this schema becomes free-form JSON",
            "parameters[?@['name'] == 'q'].schema['$ref']\"\n    remove: true",
        ),
        operation(
            "      parameters: {q: {in: query, schema: {type: string}}}",
            "`parameters` must be a list, this is an object; operation `POST /pets` is left out",
            "update: {\"parameters\": [{\"name\": \"q\", \"in\": \"query\", \"schema\": {\"type\": \"string\"}}]}",
        ),
        operation(
            "      requestBody: {$ref: '#/components/responses/Ok'}",
            "this leads to a response, where a request body must be; operation `POST /pets` is left out",
            "target: \"$.paths['/pets'].post\"\n    remove: true",
        ),
        operation(
            "      requestBody: {$ref: '#/components/requestBodies/Gone'}",
            "`#/components/requestBodies/Gone` leads nowhere; operation `POST /pets` is left out",
            "target: \"$.paths['/pets'].post\"\n    remove: true",
        ),
        operation(
            "      responses: {'200': {$ref: '#/components/responses/Gone'}}",
            "`#/components/responses/Gone` leads nowhere; the body of response `200` is not read",
            "responses['200']['$ref']\"\n    remove: true",
        ),
        operation(
            "      responses: {'204': {description: ok, headers: {X-A: {$ref: '#/components/headers/Gone'}}}}",
            "`#/components/headers/Gone` leads nowhere; header `X-A` is left out",
            "headers['X-A']\"\n    remove: true",
        ),
        (
            with_operation("      responses: {}\n  /gone: {$ref: '#/components/pathItems/Gone'}"),
            "`#/components/pathItems/Gone` leads nowhere; path `/gone` is left out with all its operations",
            "target: \"$.paths['/gone']\"\n    remove: true",
        ),
    ]
}

#[test]
fn each_broken_place_costs_as_little_as_possible() {
    for (text, loss, _) in broken() {
        let folder = Folder::new(&text);
        let (refused, before) = folder.read(&Options::default());
        assert!(refused.is_none(), "{text}");
        let summary = before.summary().unwrap();
        let (errors, _) = before.counts();
        let which = if errors == 1 { "it" } else { "all of them" };
        let advice = format!("; --lenient steps around {which}");
        assert!(summary.ends_with(&advice), "{summary}\n{text}");

        let (described, diagnostics) = folder.read(&lenient());
        let losses = said(&diagnostics, Code::SteppedAround);
        assert!(losses.iter().any(|one| one == loss), "{losses:#?}\n{text}");
        let operations = described.unwrap().api.operations;
        let is_well = text.contains("operationId: well");
        assert_eq!(operations.iter().any(|one| one.id == "well"), is_well);
        // The place stays that of the error.
        let place = |diagnostics: &Diagnostics, severity| {
            let findings = diagnostics.findings();
            let of_severity = findings.iter().filter(|one| one.severity == severity);
            let places = of_severity.map(|one| one.place.as_ref().unwrap().to_string());
            places.collect::<Vec<_>>()
        };
        let warned = place(&diagnostics, Severity::Warning);
        for at in place(&before, Severity::Error) {
            assert!(warned.contains(&at), "{at}: {warned:?}\n{text}");
        }
    }
}

#[test]
fn each_broken_place_has_a_fix() {
    for (text, _, fix) in broken() {
        let folder = Folder::new(&text);
        let (overlay, _) = folder.fixed();
        assert!(overlay.contains(fix), "{fix}\n{overlay}");
        assert!(
            overlay.contains("  # ") && overlay.contains("error[E0"),
            "{overlay}"
        );
    }
}

/// A repair that leaves the place broken is none: the removal takes its place.
#[test]
fn a_repair_in_vain_is_not_proposed() {
    let text = with_operation(
        "      parameters: {$ref: '#/components/parameters/Gone', x: 5}\n      responses: {'204': {description: ok}}",
    );
    let (overlay, described) = Folder::new(&text).fixed();
    assert_eq!(described.api.operations.len(), 2, "{overlay}");
    let text = with_operation("      parameters: 5\n      responses: {'204': {description: ok}}");
    let (overlay, described) = Folder::new(&text).fixed();
    assert_eq!(described.api.operations.len(), 1, "{overlay}");
    assert_eq!(overlay.matches("target:").count(), 1, "{overlay}");
}

/// Items that no filter tells apart from others are left out by writing the list anew, once.
#[test]
fn items_without_a_name_are_left_out_together() {
    let text = with_schemas(
        "    Pet: {anyOf: [[], {type: string, description: a}, [1], 5, {type: object, properties: {a: {$ref: '#/Gone'}}}, {x: 1}, [[]]]}",
    );
    let folder = Folder::new(&text);
    let (_, diagnostics) = folder.read(&lenient());
    let losses = said(&diagnostics, Code::SteppedAround);
    assert_eq!(losses.len(), 5, "{losses:#?}");
    let (overlay, _) = folder.fixed();
    assert_eq!(
        overlay
            .matches("target: \"$.components.schemas.Pet.anyOf\"")
            .count(),
        1,
        "{overlay}"
    );
    assert_eq!(overlay.matches("  # Fix:").count(), 5, "{overlay}");
}

/// An item of a list that is removed does not move the targets of actions for other items.
#[test]
fn actions_for_items_stay_true_when_others_go() {
    let text = with_operation(
        "      parameters: [5, {name: a, in: qurey, schema: {type: string}}, {$ref: '#/Gone'}, {name: b, in: query, schema: 7}]\n      \
         responses: {'204': {description: ok}}",
    );
    let (overlay, described) = Folder::new(&text).fixed();
    let operation = &described.api.operations[0];
    let names: Vec<&str> = operation
        .parameters
        .iter()
        .map(|one| one.wire.as_str())
        .collect();
    assert_eq!(names, ["a", "b"], "{overlay}");
}

/// A shared part that is given up is missing wherever it is used, and each of those is said.
#[test]
fn what_uses_a_lost_component_is_stepped_around_too() {
    let text = with_operation(
        "      requestBody: {$ref: '#/components/requestBodies/Lost'}\n      responses: {'204': {description: ok}}",
    ) + "  requestBodies: {Lost: 7}\n";
    let (described, diagnostics) = Folder::new(&text).read(&lenient());
    assert_eq!(
        said(&diagnostics, Code::SteppedAround),
        [
            "`#/components/requestBodies/Lost` leads nowhere; operation `POST /pets` is left out",
            "a request body must be an object, this is a number; request body `Lost` is left out",
        ]
    );
    assert_eq!(described.unwrap().api.operations.len(), 1);
}

/// A setting for an operation that is left out is no mistake of its own.
#[test]
fn settings_may_name_what_is_left_out() {
    let text = with_operation(
        "      requestBody: {$ref: '#/components/responses/Ok'}\n      responses: {'204': {description: ok}}",
    );
    let folder = Folder::new(&text);
    let settings = "lenient = true\n[operations.addPet]\nmethod = \"add\"\n";
    fs::write(folder.path("sdk.toml"), settings).unwrap();
    let (described, diagnostics) = folder.read(&Options::default());
    assert!(described.is_some(), "{}", diagnostics.render());
    fs::write(folder.path("sdk.toml"), settings.replace("addPet", "nope")).unwrap();
    let (described, diagnostics) = folder.read(&Options::default());
    assert!(described.is_none(), "{}", diagnostics.render());
}

#[test]
fn errors_without_a_place_of_their_own_stand() {
    let text = with_schemas("    Pet: {$ref: broken.yaml}\n    Dog: {$ref: '#/nowhere'}");
    let folder = Folder::new(&text);
    fs::write(folder.path("broken.yaml"), "a: [\n").unwrap();
    let (described, diagnostics) = folder.read(&lenient());
    assert!(described.is_none());
    let (errors, _) = diagnostics.counts();
    assert_eq!(errors, 1, "{}", diagnostics.render());
    let (_, diagnostics) = folder.read(&Options::default());
    let summary = diagnostics.summary().unwrap();
    assert!(summary.starts_with("2 errors"), "{summary}");
    assert!(
        summary.ends_with("; --lenient steps around 1 of them"),
        "{summary}"
    );
}

#[test]
fn a_strict_run_cannot_be_lenient() {
    let folder = Folder::new(&with_schemas("    Pet: {type: string}"));
    fs::write(folder.path("sdk.toml"), "lenient = true\n").unwrap();
    let strict = Options {
        strict: true,
        ..Options::default()
    };
    let (described, diagnostics) = folder.read(&strict);
    assert!(described.is_none());
    let message = "a strict run cannot be lenient: leave out `lenient = true` or `--strict`";
    assert_eq!(said(&diagnostics, Code::BadConfig), [message]);
}

/// An error in another file is repaired where the description refers to it: an overlay changes nothing else.
#[test]
fn errors_in_other_files_are_stepped_around_and_fixed() {
    let text = with_schemas(
        "    Pet: {type: object, properties: {a: {$ref: 'more.yaml#/A'}, b: {$ref: 'more.yaml#/B'}}}",
    );
    let folder = Folder::new(&text);
    let more = "A: {type: array, items: {$ref: '#/Gone'}}\nB: {type: string}\n";
    fs::write(folder.path("more.yaml"), more).unwrap();
    let (described, diagnostics) = folder.read(&lenient());
    assert!(described.is_some(), "{}", diagnostics.render());
    assert_eq!(
        said(&diagnostics, Code::SteppedAround),
        ["`#/Gone` leads nowhere; this schema becomes free-form JSON"]
    );
    let (overlay, _) = folder.fixed();
    assert!(
        overlay.contains("target: \"$.components.schemas.Pet.properties.a['$ref']\""),
        "{overlay}"
    );
}

/// A description with every part that has a place of its own.
fn whole() -> Value {
    json!({
        "openapi": "3.0.3",
        "info": {"title": "T", "version": "1"},
        "servers": [{"url": "https://{a}.example.com", "variables": {"a": {"default": "x", "enum": ["x"]}}}],
        "tags": [{"name": "pets", "description": "Pets"}],
        "security": [{"key": []}],
        "paths": {
            "/pets/{id}": {
                "summary": "Pets",
                "parameters": [{"$ref": "#/components/parameters/Id"}],
                "get": {
                    "operationId": "getPet", "tags": ["pets"], "deprecated": false,
                    "parameters": [{"name": "q", "in": "query", "style": "form", "explode": true, "required": false,
                        "schema": {"type": "array", "items": {"type": "string"}}}],
                    "responses": {
                        "200": {"description": "ok", "headers": {"X-A": {"schema": {"type": "string"}}},
                            "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Pet"},
                                "examples": {"a": {"value": {"id": "1"}}}}}},
                        "default": {"$ref": "#/components/responses/Failure"}
                    }
                },
                "put": {
                    "operationId": "putPet", "requestBody": {"$ref": "#/components/requestBodies/Pet"},
                    "responses": {"204": {"description": "ok"}}
                },
                "post": {
                    "operationId": "upload", "security": [],
                    "requestBody": {"required": true, "content": {"multipart/form-data": {
                        "schema": {"type": "object", "required": ["file"], "properties": {
                            "file": {"type": "string", "format": "binary"}}},
                        "encoding": {"file": {"contentType": "image/png"}}}}},
                    "responses": {"204": {"description": "ok"}}
                }
            }
        },
        "components": {
            "securitySchemes": {"key": {"type": "apiKey", "name": "X-Key", "in": "header"}},
            "parameters": {"Id": {"name": "id", "in": "path", "required": true, "schema": {"type": "string"}}},
            "requestBodies": {"Pet": {"content": {"application/json": {"schema": {"$ref": "#/components/schemas/Pet"}}}}},
            "responses": {"Failure": {"description": "no", "content": {"application/json": {"schema":
                {"type": "object", "properties": {"message": {"type": "string"}}}}}}},
            "schemas": {
                "Base": {"type": "object", "required": ["id"], "properties": {"id": {"type": "string", "minLength": 1}}},
                "Pet": {"allOf": [{"$ref": "#/components/schemas/Base"}, {"type": "object", "properties": {
                    "kind": {"type": "string", "enum": ["cat", "dog"], "default": "cat"},
                    "tags": {"type": "object", "additionalProperties": {"type": "integer", "maximum": 5}}}}]},
                "Shape": {"oneOf": [{"$ref": "#/components/schemas/Round"}, {"$ref": "#/components/schemas/Flat"}],
                    "discriminator": {"propertyName": "shape", "mapping": {"r": "#/components/schemas/Round"}}},
                "Round": {"type": "object", "required": ["shape"], "properties": {"shape": {"type": "string"}}},
                "Flat": {"type": "object", "required": ["shape"], "properties": {"shape": {"type": "string", "nullable": true}}}
            }
        }
    })
}

fn pointers(value: &Value, pointer: &str, all: &mut Vec<String>) {
    all.push(pointer.to_owned());
    match value {
        Value::Array(items) => {
            for (index, item) in items.iter().enumerate() {
                pointers(item, &format!("{pointer}/{index}"), all);
            }
        }
        Value::Object(members) => {
            for (key, value) in members {
                let key = key.replace('~', "~0").replace('/', "~1");
                pointers(value, &format!("{pointer}/{key}"), all);
            }
        }
        _ => {}
    }
}

/// Every node of a description replaced by every kind of value.
#[test]
fn whatever_is_broken_the_rest_is_generated() {
    let whole = whole();
    let mut all = Vec::new();
    pointers(&whole, "", &mut all);
    // The document itself, its version, and the paths as a whole are too much to lose.
    let is_lost = |pointer: &str| ["", "/openapi", "/paths", "/components"].contains(&pointer);
    let values = [
        json!(5),
        json!([{"type": "string"}]),
        json!({"0": {"type": "string"}}),
        json!({"$ref": "#/nowhere"}),
        json!({"$ref": "#/components/responses/Failure"}),
    ];
    let all: Vec<&String> = all.iter().filter(|pointer| !is_lost(pointer)).collect();
    // Most of the time is spent in reading; the threads share nothing.
    let (first, second) = all.split_at(all.len() / 2);
    let broken: usize = std::thread::scope(|scope| {
        let halves = [first, second];
        let halves = halves.map(|half| scope.spawn(|| break_each(&whole, half, &values)));
        halves.into_iter().map(|half| half.join().unwrap()).sum()
    });
    assert!(broken > 300, "{broken}");
}

/// Replaces the nodes at `pointers` one at a time. How many of the documents are refused.
fn break_each(whole: &Value, pointers: &[&String], values: &[Value]) -> usize {
    let mut broken = 0;
    for pointer in pointers {
        for value in values {
            let mut changed = whole.clone();
            *changed.pointer_mut(pointer).unwrap() = value.clone();
            let folder = Folder::new(&changed.to_string());
            let (well, before) = folder.read(&Options::default());
            if well.is_some() {
                continue;
            }
            broken += 1;
            let about = format!("{pointer}: {value}\n{}", before.render());
            let (described, diagnostics) = folder.read(&lenient());
            assert!(described.is_some(), "{about}{}", diagnostics.render());
            let losses = said(&diagnostics, Code::SteppedAround);
            assert!(!losses.is_empty(), "{about}");
            folder.fixed();
        }
    }
    broken
}
