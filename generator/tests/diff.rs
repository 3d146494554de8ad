//! What is said of two descriptions: the class of each kind of change, places, formats, and that the table of public items
//! is what the crate shows.

mod cases;
mod programs;

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::process::Command;

use sdkgen::diagnostics::Diagnostics;
use sdkgen::diff::{self, Report, Source};
use sdkgen::emit::symbols::{Shape, symbols};
use sdkgen::{Described, Options};

use self::cases::Case;

const PETS: &str = r##"openapi: 3.0.3
info: {title: Pet Store, version: 1.0.0}
servers: [{url: "https://pets.example.com"}]
paths:
  /pets:
    get:
      operationId: listPets
      tags: [pets]
      parameters:
        - {name: limit, in: query, schema: {type: integer}}
        - {name: owner, in: query, required: true, schema: {type: string}}
        - {name: kind, in: query, required: true, schema: {type: string}}
      responses:
        "200": {description: Pets., content: {application/json: {schema: {type: array, items: {$ref: "#/components/schemas/Pet"}}}}}
    post:
      operationId: createPet
      tags: [pets]
      requestBody:
        required: true
        content: {application/json: {schema: {$ref: "#/components/schemas/NewPet"}}}
      responses:
        "200": {description: The pet., content: {application/json: {schema: {$ref: "#/components/schemas/Pet"}}}}
components:
  schemas:
    NewPet:
      type: object
      required: [name, color]
      properties:
        name: {type: string, maxLength: 20}
        color: {$ref: "#/components/schemas/Color"}
        note: {type: string}
    Pet:
      type: object
      required: [id, name]
      properties:
        id: {type: string}
        name: {type: string}
        color: {$ref: "#/components/schemas/Color"}
    Color: {type: string, enum: [black, white]}
"##;

fn read(text: &str) -> (Described, Diagnostics) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("pets.yaml");
    fs::write(&path, text).unwrap();
    let mut diagnostics = Diagnostics::new();
    match sdkgen::read_named(&path, &Options::default(), &mut diagnostics) {
        Some(described) => (described, diagnostics),
        None => panic!("{}", diagnostics.render()),
    }
}

fn edited(edits: &[(&str, &str)]) -> Report {
    let mut text = PETS.to_owned();
    for (before, after) in edits {
        assert!(text.contains(before), "{before} is not there");
        text = text.replacen(before, after, 1);
    }
    diff::diff(&read(PETS).0.api, &read(&text).0.api)
}

/// Each edit with the one change that it is: code, wire, source.
const TABLE: &[(&str, &str, &str)] = &[
    (
        "description: Pets.,",
        "description: Pets., headers: {X-Total: {schema: {type: integer}}},",
        "response-headers yes minor",
    ),
    (
        "operationId: createPet",
        "operationId: createPet\n      servers: [{url: https://in.example.com}]",
        "operation-servers maybe patch",
    ),
    (
        "name: limit",
        "name: limit_renamed",
        "parameter-renamed maybe major",
    ),
    (
        "{name: limit, in: query,",
        "{name: limit, in: header,",
        "parameter-moved maybe patch",
    ),
    (
        "{name: limit, in: query,",
        "{name: limit, in: query, required: true,",
        "parameter-required maybe major",
    ),
    (
        "{name: owner, in: query, required: true,",
        "{name: owner, in: query,",
        "parameter-optional yes major",
    ),
    (
        "- {name: limit, in: query, schema: {type: integer}}\n",
        "- {name: limit, in: query, schema: {type: integer}}\n        - {name: new, in: query, schema: {type: string}}\n",
        "parameter-added yes minor",
    ),
    (
        "operationId: createPet",
        "operationId: makePet",
        "operation-renamed yes major",
    ),
    (
        "operationId: createPet",
        "operationId: createPet\n      deprecated: true",
        "operation-deprecation yes minor",
    ),
    (
        "operationId: createPet",
        "operationId: createPet\n      summary: Creates a pet",
        "operation-docs yes patch",
    ),
    (
        "required: true\n        content",
        "required: false\n        content",
        "body-optional yes major",
    ),
    (
        "[name, color]",
        "[name, color, note]",
        "member-required maybe major",
    ),
    ("[name, color]", "[color, name]", "argument-order yes major"),
    ("[name, color]", "[name]", "member-optional yes major"),
    (
        "        note: {type: string}\n",
        "",
        "member-removed yes major",
    ),
    (
        "        note: {type: string}\n",
        "        note: {type: string}\n        more: {type: string}\n",
        "member-added yes minor",
    ),
    ("maxLength: 20", "maxLength: 10", "rule-changed maybe patch"),
    ("maxLength: 20", "maxLength: 30", "rule-changed yes patch"),
    (
        "note: {type: string}",
        "note: {type: integer}",
        "type-changed maybe major",
    ),
    (
        "note: {type: string}",
        "note: {type: string, format: uuid}",
        "format-changed maybe major",
    ),
    (
        "note: {type: string}",
        "note: {type: string, nullable: true}",
        "nullability-changed yes major",
    ),
    (
        "note: {type: string}",
        "note: {type: string, default: x}",
        "default-changed maybe patch",
    ),
    ("[id, name]", "[id]", "member-optional maybe major"),
    (
        "[id, name]",
        "[id, name, color]",
        "member-required yes major",
    ),
    (
        "[black, white]",
        "[black, white, red]",
        "enum-value-added yes minor",
    ),
    (
        "[black, white]",
        "[black]",
        "enum-value-removed maybe major",
    ),
    (
        "\"200\": {description: Pets.",
        "\"200\": {description: All pets.",
        "response-docs yes none",
    ),
    (
        "url: \"https://pets.example.com\"",
        "url: \"https://pets.example.com\"}, {url: \"https://test.example.com\"",
        "server-added yes minor",
    ),
];

#[test]
fn each_change_is_reported_once_with_its_classes() {
    for (before, after, expected) in TABLE {
        let report = edited(&[(before, after)]);
        let said: Vec<String> = { report.changes.iter() }
            .map(|one| format!("{} {} {}", one.kind.as_str(), one.wire, one.source))
            .collect();
        assert_eq!(said, [*expected], "{before} → {after}");
    }
}

#[test]
fn a_required_member_is_fatal_where_it_is_sent_and_harmless_where_it_is_received() {
    let sent = edited(&[
        ("[name, color]", "[name, color, more]"),
        (
            "        note:",
            "        more: {type: string}\n        note:",
        ),
    ]);
    let received = edited(&[
        ("[id, name]", "[id, name, more]"),
        (
            "        id: {type: string}\n",
            "        id: {type: string}\n        more: {type: string}\n",
        ),
    ]);
    let classes = |report: &Report| {
        let [only] = report.changes.as_slice() else {
            panic!("{report:?}");
        };
        format!("{} {} {}", only.kind.as_str(), only.wire, only.source)
    };
    assert_eq!(classes(&sent), "member-added no major");
    assert_eq!(classes(&received), "member-added yes minor");
}

#[test]
fn a_name_that_something_else_takes_is_found() {
    let report = edited(&[(
        "    Color: {type: string, enum: [black, white]}\n",
        "    Color: {type: string, enum: [black, white]}\n    color: {type: object, properties: {x: {type: string}}}\n",
    )]);
    let codes: Vec<&str> = report.changes.iter().map(|one| one.kind.as_str()).collect();
    assert!(codes.contains(&"schema-added"), "{codes:?}");
    assert_eq!(report.verdict(), Source::Minor, "{report:?}");
    // It goes by the words, wherever they stand.
    let first = edited(&[(
        "    NewPet:\n",
        "    COLOR: {type: object, properties: {x: {type: string}}}\n    NewPet:\n",
    )]);
    let [taker] = first.changes.as_slice() else {
        panic!("{first:?}");
    };
    assert_eq!(taker.kind.as_str(), "schema-added");
    assert_eq!(taker.source_reason, "`Color` is called `PetStoreColor`");
    // Also where more than that changes.
    let more = edited(&[
        (
            "    NewPet:\n",
            "    COLOR: {type: object, properties: {x: {type: string}}}\n    NewPet:\n",
        ),
        (
            "    Color: {type: string, enum: [black, white]}\n",
            "    Color: {type: string, enum: [black, white]}\n    More: {type: object, properties: {x: {type: string}}}\n",
        ),
    ]);
    let taker = { more.changes.iter() }.find(|one| one.words.contains("COLOR"));
    let reason = taker.map(|one| one.source_reason.as_str());
    assert_eq!(
        reason,
        Some("`Color` is called `PetStoreColor`"),
        "{more:?}"
    );
    assert_eq!(first.verdict(), Source::Major);
}

/// The classes of the changes from one list of component schemas to another, by their kinds.
fn of_schemas(old: &str, new: &str) -> Vec<(String, Source)> {
    let described = |schemas: &str| {
        let head = "openapi: 3.0.3\ninfo: {title: Post, version: 1.0.0}\npaths: {}\ncomponents:\n  schemas:\n";
        read(&format!("{head}{schemas}")).0.api
    };
    let report = diff::diff(&described(old), &described(new));
    let class = |one: &diff::Change| (one.kind.as_str().to_owned(), one.source);
    report.changes.iter().map(class).collect()
}

#[test]
fn a_member_more_of_a_struct_in_a_union_breaks_nobody() {
    let old = "
    Letter: {oneOf: [{$ref: '#/components/schemas/Card'}, {$ref: '#/components/schemas/Parcel'}]}
    Card: {type: object, required: [text], properties: {text: {type: string}}}
    Parcel: {type: object, required: [weight], properties: {weight: {type: number}}}
";
    let more: String = (0..20)
        .map(|n| format!(", m{n}: {{type: string}}"))
        .collect();
    let new = old.replace(
        "weight: {type: number}",
        &format!("weight: {{type: number}}{more}"),
    );
    let changes = of_schemas(old, &new);
    assert_eq!(changes.len(), 20, "{changes:?}");
    assert!(
        changes.iter().all(|(_, source)| *source == Source::Minor),
        "{changes:?}"
    );
}

#[test]
fn a_value_is_not_renamed_with_the_type_of_its_name() {
    let old = "
    Holder: {type: object, properties: {x: {type: string}, y: {type: integer}}}
    Kind: {type: string, enum: [Holder, Other]}
";
    let changes = of_schemas(old, &old.replace("    Holder:", "    Owner:"));
    assert_eq!(changes, [("schema-renamed".to_owned(), Source::Major)]);
}

/// The enums of two members become alike, and get a name together: that is no doing of the member that comes beside.
#[test]
fn what_renames_a_shared_type_is_what_made_it_shared() {
    let old = "
    ReplyRequest: {type: object, properties: {message_type: {type: string, enum: [note, mail, chat]}}}
    CommentRequest: {type: object, properties: {message_type: {type: string, enum: [note, mail]}}}
";
    let new = old
        .replace("enum: [note, mail]", "enum: [note, mail, chat]")
        .replace(
            "ReplyRequest: {type: object, properties: {",
            "ReplyRequest: {type: object, properties: {bcc: {type: string}, ",
        );
    let mut changes = of_schemas(old, &new);
    changes.sort();
    assert_eq!(
        changes,
        [
            ("enum-value-added".to_owned(), Source::Major),
            ("member-added".to_owned(), Source::Minor)
        ]
    );
}

#[test]
fn the_same_in_another_spelling_is_no_change() {
    let as_31 = PETS.replace("3.0.3", "3.1.0");
    let text = read(PETS).0;
    assert_eq!(diff::diff(&text.api, &read(&as_31).0.api).changes, []);
    let commented = PETS.replace("components:", "# What there is.\ncomponents:");
    assert_eq!(diff::diff(&text.api, &read(&commented).0.api).changes, []);
}

#[test]
fn every_type_and_method_in_the_table_is_in_the_crate() {
    for case in Case::all() {
        let (generated, _) = case.generate();
        let text: String = generated.files.iter().map(|(_, text)| text).collect();
        let words: BTreeSet<&str> = text
            .split(|char: char| !char.is_alphanumeric() && char != '_')
            .collect();
        for symbol in symbols(&case.read().api) {
            let last = symbol.path.rsplit("::").next().unwrap_or_default();
            let is_item = !matches!(symbol.shape, Shape::Item("impl")) && last != "stream";
            let name = last.trim_start_matches("r#");
            assert!(
                !is_item || words.contains(name),
                "{}: {} is not in the crate",
                case.name,
                symbol.path
            );
        }
    }
}

fn run(folder: &Path, arguments: &[&str]) -> (i32, String, String) {
    let output = Command::new(env!("CARGO_BIN_EXE_sdkgen"))
        .args(arguments)
        .current_dir(folder)
        .output()
        .unwrap();
    (
        output.status.code().unwrap(),
        String::from_utf8(output.stdout).unwrap(),
        String::from_utf8(output.stderr).unwrap(),
    )
}

#[test]
fn the_command_prints_places_and_fails_when_asked_to() {
    let folder = tempfile::tempdir().unwrap();
    let new = PETS.replace("        note: {type: string}\n", "");
    fs::write(folder.path().join("old.yaml"), PETS).unwrap();
    fs::write(folder.path().join("new.yaml"), new).unwrap();
    let (code, text, _) = run(
        folder.path(),
        &["diff", "old.yaml", "new.yaml", "--message-format", "json"],
    );
    assert_eq!(code, 0);
    let json: serde_json::Value = serde_json::from_str(&text).unwrap();
    assert_eq!(json["verdict"], "major");
    let change = &json["changes"][0];
    assert_eq!(change["code"], "member-removed");
    assert_eq!(
        change["old"]["pointer"],
        "#/components/schemas/NewPet/properties/note"
    );
    assert_eq!(change["old"]["file"], "old.yaml");
    assert_eq!(change["old"]["line"], 31);
    assert!(
        change["items"].to_string().contains("NewPet::note"),
        "{change}"
    );
    let (_, text, _) = run(
        folder.path(),
        &[
            "diff",
            "old.yaml",
            "new.yaml",
            "--message-format",
            "markdown",
        ],
    );
    assert!(
        text.starts_with("## API changes: major\n\n1 change: 1 major"),
        "{text}"
    );
    let (_, text, _) = run(
        folder.path(),
        &["diff", "old.yaml", "new.yaml", "--message-format", "github"],
    );
    assert!(text.starts_with("::error file=new.yaml,line="), "{text}");
    let (code, _, _) = run(
        folder.path(),
        &["diff", "old.yaml", "new.yaml", "--fail-on", "minor"],
    );
    assert_eq!(code, 1);
    let (code, text, _) = run(
        folder.path(),
        &["diff", "old.yaml", "old.yaml", "--fail-on", "minor"],
    );
    assert_eq!(
        (code, text.as_str()),
        (0, "verdict: none; nothing changed\n")
    );
    let (code, _, text) = run(folder.path(), &["diff", "git:HEAD", "new.yaml"]);
    assert_eq!(code, 2);
    assert!(text.contains("git:REV:path"), "{text}");
}

#[test]
fn settings_beside_one_description_count_for_both() {
    let folder = tempfile::tempdir().unwrap();
    for name in ["old", "new"] {
        fs::create_dir(folder.path().join(name)).unwrap();
        fs::write(folder.path().join(name).join("api.yaml"), PETS).unwrap();
    }
    let settings = "[types]\nnames = { NewPet = \"PetDraft\" }\n";
    let paths = ["old/api.yaml", "new/api.yaml"];
    let arguments = [&["diff"], paths.as_slice()].concat();
    for (place, other) in [("old", "new"), ("new", "old")] {
        let file = folder.path().join(place).join("sdk.toml");
        fs::write(&file, settings).unwrap();
        let (code, text, said) = run(folder.path(), &arguments);
        assert_eq!(
            (code, text.as_str()),
            (0, "verdict: none; nothing changed\n")
        );
        let note = format!(
            "note: sdk.toml beside {place}/api.yaml counts for {other}/api.yaml too, which has none\n"
        );
        assert_eq!(said, note);
        fs::remove_file(file).unwrap();
    }
    // Settings of its own are as said, empty ones too.
    fs::write(folder.path().join("old/sdk.toml"), settings).unwrap();
    fs::write(folder.path().join("new/sdk.toml"), "").unwrap();
    let (_, text, said) = run(folder.path(), &arguments);
    assert!(text.starts_with("verdict: major"), "{text}");
    assert_eq!(said, "");
}

#[test]
fn revisions_are_read_from_git() {
    let Some(program) = programs::find("git") else {
        return;
    };
    let folder = tempfile::tempdir().unwrap();
    let git = |arguments: &[&str]| {
        let status = Command::new(&program)
            .args([
                "-c",
                "user.name=a",
                "-c",
                "user.email=a@example.com",
                "-c",
                "init.defaultBranch=main",
            ])
            .args(arguments)
            .current_dir(folder.path())
            .output()
            .unwrap()
            .status;
        assert!(status.success(), "git {arguments:?}");
    };
    let split = PETS.replace(
        "    Color: {type: string, enum: [black, white]}",
        "    Color: {$ref: \"parts/color.yaml\"}",
    );
    let spec = folder.path().join("spec");
    fs::create_dir_all(spec.join("parts")).unwrap();
    fs::write(spec.join("pets.yaml"), split).unwrap();
    fs::write(
        spec.join("parts/color.yaml"),
        "{type: string, enum: [black, white]}\n",
    )
    .unwrap();
    git(&["init", "-q"]);
    git(&["add", "-A"]);
    git(&["commit", "-qm", "first"]);
    fs::write(
        spec.join("parts/color.yaml"),
        "{type: string, enum: [black, white, red]}\n",
    )
    .unwrap();
    let (code, text, error) = run(
        folder.path(),
        &["diff", "git:HEAD:spec/pets.yaml", "spec/pets.yaml"],
    );
    assert_eq!(code, 0, "{error}");
    assert!(text.contains("enum-value-added"), "{text}");
    assert!(text.contains("git:HEAD:spec/pets.yaml:39"), "{text}");
}

#[test]
fn what_one_change_alone_does_to_names_is_put_to_it() {
    let described = |more: &str| {
        let text = format!(
            "openapi: 3.0.3
info: {{title: Post, version: 1.0.0}}
paths:
  /letters: {{post: {{operationId: letters.send, responses: {{'204': {{description: OK}}}}}}}}
  /parcels: {{post: {{operationId: parcels.send, responses: {{'204': {{description: OK}}}}}}}}
{more}"
        );
        read(&text).0.api
    };
    // An id without parts makes those before it plain, too, where sdk.toml keeps no scheme.
    let more = "  /ships: {post: {operationId: launch, responses: {'204': {description: OK}}}}\n";
    let report = diff::diff(&described(""), &described(more));
    let [only] = report.changes.as_slice() else {
        panic!("{report:?}");
    };
    assert_eq!(only.kind.as_str(), "operation-added");
    assert_eq!(only.source, Source::Major, "{report:?}");
    assert!(only.source_reason.contains("is called"), "{report:?}");
}

#[test]
fn many_changes_of_a_kind_are_said_together() {
    let folder = tempfile::tempdir().unwrap();
    let described = |required: &str, more: &str| {
        let members = (0..8).map(|at| format!("        m{at}: {{type: string}}\n"));
        let members: String = members.collect();
        format!(
            "openapi: 3.0.3
info: {{title: Post, version: 1.0.0}}
paths: {{/letters: {{get: {{operationId: listLetters, responses: {{'200': {{description: OK, content: {{application/json: {{schema: {{$ref: '#/components/schemas/Letter'}}}}}}}}}}}}}}}}
components:
  schemas:
    Letter:
      type: object
      required: [{required}]
      properties:
{members}{more}"
        )
    };
    let more: String = { 0..8 }
        .map(|at| format!("        n{at}: {{type: string}}\n"))
        .collect();
    fs::write(
        folder.path().join("old.yaml"),
        described("m0, m1, m2, m3", ""),
    )
    .unwrap();
    fs::write(folder.path().join("new.yaml"), described("m3", &more)).unwrap();
    let (_, text, _) = run(folder.path(), &["diff", "old.yaml", "new.yaml"]);
    let breaking = "
  major  3 × member-optional; clients may break: answers may lack a member that clients need
         the member `m0` of `Letter` is optional now
           `Letter::m0` is `Option<String>` instead of `String`; old.yaml:10 → new.yaml:10
";
    assert!(text.contains(breaking), "{text}");
    let harmless = "
  minor  8 × the member … of `Letter` is new (member-added):
         `n0`, `n1`, `n2`, `n3`, `n4`, `n5`, `n6`, `n7`
";
    assert!(text.contains(harmless), "{text}");
}
