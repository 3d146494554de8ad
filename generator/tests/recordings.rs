//! Recorded responses as evidence: how they are matched to operations, what they change, and that no value is printed.

use std::fs;
use std::path::Path;
use std::process::Command;

use sdkgen::Options;
use sdkgen::diagnostics::{Diagnostics, github, human, json, sarif};
use sdkgen::ir::{Api, Field, ModelKind, Type};

const DESCRIPTION: &str = r##"
openapi: 3.0.3
info: {title: Pets, version: "1"}
servers: [{url: "https://{region}.example.com:443/v1", variables: {region: {default: eu}}}]
security: [{key: []}]
paths:
  /pets:
    get: {operationId: listPets, responses: {"200": {$ref: "#/components/responses/Pets"}}}
  /pets/{id}:
    parameters: [{name: id, in: path, required: true, schema: {type: string}}]
    get:
      operationId: getPet
      responses:
        "200": {description: A pet., content: {application/json: {schema: {$ref: "#/components/schemas/Pet"}}}}
        "4XX": {description: No., content: {application/json: {schema: {$ref: "#/components/schemas/Problem"}}}}
    delete: {operationId: deletePet, responses: {"204": {description: Gone.}}}
  /pets/mine:
    get:
      operationId: getMine
      responses:
        "200": {description: Mine., content: {application/json: {schema: {$ref: "#/components/schemas/Mine"}}}}
components:
  responses:
    Pets:
      description: Pets
      content: {application/json: {schema: {type: array, items: {$ref: "#/components/schemas/Pet"}}}}
  schemas:
    Pet:
      type: object
      required: [id, name, age, kind, tag, owner]
      properties:
        id: {type: string}
        name: {type: string}
        age: {type: integer}
        kind: {type: string, enum: [cat, dog]}
        tag: {type: string, format: uuid}
        owner: {type: object, required: [id], properties: {id: {type: string}}}
    Mine: {type: object, required: [id, since], properties: {id: {type: string}, since: {type: string, format: date-time}}}
    Problem: {type: object, required: [code, title], properties: {code: {type: integer}, title: {type: string}}}
  securitySchemes: {key: {type: apiKey, name: X-Key, in: header}}
"##;

/// No message may hold it.
const SECRET: &str = "s3cr3t";

struct Recorded(tempfile::TempDir);

impl Recorded {
    fn new(evidence: &str) -> Self {
        let folder = Self(tempfile::tempdir().unwrap());
        folder.put("openapi.yaml", DESCRIPTION);
        folder.put("sdk.toml", &format!("[types]\nevidence = {evidence}\n"));
        folder
    }

    fn path(&self, path: &str) -> std::path::PathBuf {
        self.0.path().join(path)
    }

    fn put(&self, path: &str, text: &str) {
        let path = self.path(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    /// A HAR file with one entry a response: method, URL, status, media type, text.
    fn har(&self, path: &str, entries: &[(&str, &str, u16, &str, &str)]) {
        let entries = entries.iter().map(|(method, url, status, kind, text)| {
            serde_json::json!({
                "request": {"method": method, "url": url, "headers": [{"name": "X-Key", "value": SECRET}]},
                "response": {"status": status, "content": {"mimeType": kind, "size": 1, "text": text}},
            })
        });
        let entries: Vec<_> = entries.collect();
        let log = serde_json::json!({"log": {"version": "1.2", "creator": {}, "entries": entries}});
        self.put(path, &log.to_string());
    }

    fn lint(&self) -> (Option<Api>, Diagnostics) {
        let mut diagnostics = Diagnostics::new();
        let options = Options {
            explain_recordings: true,
            ..Options::default()
        };
        let described = sdkgen::lint(&self.path("openapi.yaml"), &options, &mut diagnostics);
        (described.map(|described| described.api), diagnostics)
    }

    /// The messages, and the types of all fields.
    fn seen(&self) -> (Api, Vec<String>) {
        let (api, diagnostics) = self.lint();
        for text in all_formats(&diagnostics) {
            assert!(!text.contains(SECRET), "{text}");
        }
        let list = diagnostics.list().iter();
        let list = list.map(|one| format!("{}: {}", one.code.as_str(), one.message));
        (api.unwrap(), list.collect())
    }

    fn sdkgen(&self, arguments: &[&str]) -> String {
        let output = Command::new(env!("CARGO_BIN_EXE_sdkgen"))
            .args(arguments)
            .current_dir(self.0.path())
            .output()
            .unwrap();
        let text = [output.stdout, output.stderr].concat();
        String::from_utf8(text).unwrap()
    }
}

fn all_formats(diagnostics: &Diagnostics) -> [String; 4] {
    let findings = diagnostics.findings();
    [
        human::render(&findings, false),
        json::render(&findings),
        github::render(&findings),
        sarif::render(&findings),
    ]
}

fn field<'a>(api: &'a Api, model: &str, wire: &str) -> &'a Field {
    let mut models = api.models.iter();
    let model = models.find(|one| one.name.as_str() == model).unwrap();
    let ModelKind::Struct(content) = &model.kind else {
        panic!("no struct");
    };
    let mut fields = content.fields.iter();
    fields.find(|field| field.wire == wire).unwrap()
}

#[test]
fn recorded_responses_adjust_the_types_of_their_operations() {
    let recorded = Recorded::new(r#"["recorded/*.json", "traffic.har"]"#);
    recorded.put(
        "recorded/getPet.json",
        r#"{"id": "p1", "name": null, "age": "s3cr3t7", "kind": "s3cr3t", "tag": "s3cr3t", "owner": "s3cr3t", "colour": 1}"#,
    );
    recorded.put("recorded/getPet.404.json", r#"{"title": "s3cr3t"}"#);
    let base64 = "eyJpZCI6ICJwMSIsICJzaW5jZSI6ICJzM2NyM3QifQ";
    recorded.har(
        "traffic.har",
        &[(
            "GET",
            "https://us.example.com/v1/pets/mine?key=s3cr3t",
            200,
            "application/json; charset=utf-8",
            base64,
        )],
    );
    let text = fs::read_to_string(recorded.path("traffic.har")).unwrap();
    recorded.put(
        "traffic.har",
        &text.replace("\"size\":1", "\"encoding\":\"base64\""),
    );
    let (api, messages) = recorded.seen();
    assert!(!field(&api, "Pet", "name").required);
    assert_eq!(field(&api, "Pet", "age").usage.ty, Type::Json);
    assert_eq!(field(&api, "Pet", "tag").usage.ty, Type::String);
    assert_eq!(field(&api, "Pet", "owner").usage.ty, Type::Json);
    assert!(!field(&api, "Problem", "code").required);
    assert_eq!(field(&api, "Mine", "since").usage.ty, Type::String);
    let expected = [
        "W0606: in this recorded response `Pet.name` is `null`, which it must not be: it is an `Option`",
        "W0606: this recorded response lacks `Problem.code`, which is required: it is an `Option`",
        "W0607: in this recorded response `Pet.age` is of another kind than its schema says: it is any JSON",
        "W0607: in this recorded response `Pet.tag` does not have the format of its schema: it is a `String`",
        "W0607: in this recorded response `Pet.owner` is of another kind than its schema says: it is any JSON",
        "W0607: in this recorded response `Mine.since` does not have the format of its schema: it is a `String`",
        "W0608: in this recorded response `Pet.kind` has a value that its enum does not list",
        "W0609: this recorded response has `colour` in `Pet`, which no schema declares",
    ];
    for message in expected {
        assert!(
            messages.iter().any(|one| one == message),
            "{message}\n{messages:#?}"
        );
    }
    let others = messages
        .iter()
        .filter(|one| !expected.contains(&one.as_str()));
    let others: Vec<_> = others.filter(|one| !one.starts_with("W0602")).collect();
    assert!(others.is_empty(), "{others:#?}");
}

#[test]
fn settings_keep_types_as_described() {
    let recorded = Recorded::new("[]");
    let settings = "[types]\nevidence = [\"getPet.json\"]\nrequired = [\"Pet.name\", \"Pet.tag\", \"Pet.age\"]\n";
    recorded.put("sdk.toml", settings);
    recorded.put("getPet.json", r#"{"id": "p1", "age": "7", "tag": "red"}"#);
    let (api, _) = recorded.seen();
    assert!(field(&api, "Pet", "name").required);
    assert!(!field(&api, "Pet", "age").loosely_spelled);
    assert_ne!(field(&api, "Pet", "tag").usage.ty, Type::String);
}

#[test]
fn numbers_as_text_keep_their_type() {
    let recorded = Recorded::new(r#"["getPet.second.json"]"#);
    recorded.put("getPet.second.json", r#"{"id": 7, "age": "7"}"#);
    let (api, _) = recorded.seen();
    for (wire, ty) in [
        ("id", Type::String),
        ("age", Type::Integer(sdkgen::ir::Integer::I64)),
    ] {
        assert!(field(&api, "Pet", wire).loosely_spelled);
        assert_eq!(field(&api, "Pet", wire).usage.ty, ty);
    }
}

#[test]
fn recordings_that_are_of_no_response_are_named_without_values() {
    let recorded = Recorded::new(r#"["*.json", "traffic.har"]"#);
    recorded.put("unknown.json", "{}");
    recorded.put("deletePet.json", "{}");
    let json = "application/json";
    recorded.har(
        "traffic.har",
        &[
            ("GET", "https://tracker.s3cr3t.com/v1/pets", 200, json, "[]"),
            ("GET", "https://eu.example.com/v2/pets", 200, json, "[]"),
            ("GET", "https://eu.example.com/v1/s3cr3t", 200, json, "[]"),
            (
                "PATCH",
                "https://eu.example.com/v1/pets/s3cr3t",
                200,
                json,
                "[]",
            ),
            ("GET", "https://eu.example.com/v1/pets", 500, json, "[]"),
            (
                "GET",
                "https://eu.example.com/v1/pets",
                200,
                json,
                "{\"s3cr3t",
            ),
            ("GET", "https://eu.example.com/v1/pets", 200, json, ""),
            // Nothing can be wrong with these.
            (
                "GET",
                "https://eu.example.com/v1/pets",
                200,
                "text/html",
                "<p>s3cr3t",
            ),
            (
                "DELETE",
                "https://eu.example.com/v1/pets/s3cr3t",
                204,
                json,
                "",
            ),
            (
                "GET",
                "https://eu.example.com/v1/pets/?x=s3cr3t",
                200,
                json,
                "[]",
            ),
        ],
    );
    let (_, messages) = recorded.seen();
    let count = |reason: &str| messages.iter().filter(|one| one.ends_with(reason)).count();
    for (reason, expected) in [
        ("no operation has the name of the file", 1),
        ("its URL is at none of the servers", 2),
        ("no operation has its path", 1),
        ("no operation at its path has its method", 1),
        ("its operation declares no response of this status", 1),
        ("its response is declared without JSON", 1),
        ("its text is not JSON, although its media type says so", 1),
        ("it holds no body", 1),
    ] {
        assert_eq!(count(reason), expected, "{reason}\n{messages:#?}");
    }
    let unmatched = messages.iter().filter(|one| one.starts_with("W0610"));
    assert_eq!(unmatched.count(), 9, "{messages:#?}");
}

#[test]
fn broken_files_are_errors_with_file_and_place_and_without_text() {
    let cases = [
        (
            "getPet.json",
            "{\"id\": \"s3cr3t\",\n \"name\": ]}",
            "getPet.json:2:",
        ),
        ("traffic.har", "{\"s3cr3t\": []}", "traffic.har:1:1"),
    ];
    for (name, text, place) in cases {
        let recorded = Recorded::new(&format!("[{name:?}]"));
        recorded.put(name, text);
        let (_, diagnostics) = recorded.lint();
        assert!(diagnostics.has_errors(), "{name}");
        for text in all_formats(&diagnostics) {
            assert!(!text.contains(SECRET), "{text}");
        }
        let text = human::render(&diagnostics.findings(), false);
        assert!(text.contains(place), "{text}");
    }
    let (api, diagnostics) = Recorded::new(r#"["none/*.json"]"#).lint();
    assert!(api.is_none());
    let text = human::render(&diagnostics.findings(), false);
    assert!(
        text.contains("no file of recorded responses is named `none/*.json`"),
        "{text}"
    );
    assert!(text.contains("sdk.toml:2"), "{text}");
}

#[test]
fn the_tool_names_recordings_when_asked_and_notices_changed_ones() {
    let recorded = Recorded::new(r#"["getPet.json"]"#);
    let complete = r#"{"id": "1", "name": "", "age": 1, "kind": "cat", "tag": "00000000-0000-4000-8000-000000000000", "owner": {"id": "1"}}"#;
    recorded.put("getPet.json", complete);
    let generate = ["generate", "openapi.yaml", "--out", "pets"];
    let text = recorded.sdkgen(&generate);
    assert!(
        Path::new(&recorded.path("pets/src/sdkgen.toml")).exists(),
        "{text}"
    );
    let check = [&generate[..], &["--check"]].concat();
    let text = recorded.sdkgen(&check);
    assert!(text.contains("up to date"), "{text}");
    recorded.put(
        "getPet.json",
        &complete.replace("\"name\": \"\"", "\"name\": null"),
    );
    let text = recorded.sdkgen(&check);
    assert!(text.contains("not as sdkgen would write them"), "{text}");
    assert!(
        !recorded
            .sdkgen(&["lint", "openapi.yaml"])
            .contains("recorded")
    );
    let text = recorded.sdkgen(&["lint", "--evidence", "openapi.yaml"]);
    assert!(text.contains("--> getPet.json:1:1"), "{text}");
    assert!(text.contains("1 recorded response\n"), "{text}");
}

#[test]
fn a_description_without_servers_matches_paths_alone() {
    let recorded = Recorded::new(r#"["traffic.har"]"#);
    let without = DESCRIPTION
        .lines()
        .filter(|line| !line.starts_with("servers:"));
    recorded.put("openapi.yaml", &without.collect::<Vec<_>>().join("\n"));
    let text = r#"[{"id": "1"}]"#;
    let url = "http://localhost:8080/api/v2/pets";
    recorded.har(
        "traffic.har",
        &[("GET", url, 200, "application/json", text)],
    );
    let (api, _) = recorded.seen();
    assert!(!field(&api, "Pet", "name").required);
}

#[test]
fn an_entry_that_lacks_something_does_not_keep_the_others_from_counting() {
    let recorded = Recorded::new(r#"["traffic.har"]"#);
    let entry = |change: &dyn Fn(&mut serde_json::Value)| {
        let mut entry = serde_json::json!({
            "request": {"method": "GET", "url": "https://eu.example.com/v1/pets/1"},
            "response": {"status": 200, "content": {"mimeType": "application/json", "text": "{\"id\": \"1\"}"}},
        });
        change(&mut entry);
        entry
    };
    let remove = |part: &'static str, name: &'static str| {
        entry(&|entry| {
            entry[part].as_object_mut().unwrap().remove(name);
        })
    };
    let entries = [
        remove("request", "method"),
        remove("request", "url"),
        remove("response", "status"),
        remove("response", "content"),
        serde_json::json!(SECRET),
        entry(&|_| {}),
    ];
    let log = serde_json::json!({"log": {"version": "1.2", "entries": entries}});
    recorded.put("traffic.har", &log.to_string());
    let (api, messages) = recorded.seen();
    let left_out: Vec<&String> = { messages.iter() }
        .filter(|message| message.starts_with("W0610: this entry of a HAR file has no "))
        .collect();
    assert_eq!(left_out.len(), 5, "{messages:?}");
    assert!(!field(&api, "Pet", "name").required);
}
