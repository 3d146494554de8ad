//! The run over a corpus, as a whole: tiny descriptions in a folder of their own.

use std::path::Path;
use std::process::Command;

use tempfile::TempDir;

/// Read without an error, by both readings alike.
const GOOD: &str = r##"
openapi: 3.1.0
info: {title: Good, version: 1.0.0}
paths:
  /pets/{id}:
    parameters:
      - {name: id, in: path, required: true, schema: {type: string}}
      - {name: limit, in: query, schema: {type: integer}}
    get:
      parameters:
        - $ref: '#/components/parameters/Limit'
        - {name: Accept, in: header, schema: {type: string}}
      responses:
        200: {description: A pet, content: {application/json: {schema: {$ref: '#/components/schemas/Pet'}}}}
        4xx: {description: No pet}
    put:
      requestBody: {$ref: '#/components/requestBodies/Pet'}
      responses: {default: {description: Whatever}}
  /owners: {$ref: '#/components/pathItems/Owners'}
webhooks:
  born: {post: {responses: {}}}
components:
  parameters:
    Limit: {name: limit, in: query, schema: {type: string}}
  pathItems:
    Owners: {post: {responses: {'201': {description: Made}}}}
  requestBodies:
    Pet: {content: {application/json: {schema: {$ref: '#/components/schemas/Pet'}}}}
  schemas:
    Pet: {type: object, properties: {name: {type: string}}}
"##;

/// The same in the old dialect, where a body is a parameter.
const OLD: &str = r##"{
  "swagger": "2.0",
  "info": {"title": "Old", "version": "1"},
  "paths": {
    "/pets/{id}": {
      "post": {
        "parameters": [{"name": "pet", "in": "body", "schema": {"$ref": "#/definitions/Pet"}}],
        "responses": {"200": {"description": "A pet"}}
      }
    }
  },
  "definitions": {"Pet": {"type": "object"}}
}"##;

/// A reference leads nowhere.
const BROKEN: &str = r##"
openapi: 3.0.3
info: {title: Broken, version: 1.0.0}
paths: {}
components: {schemas: {Pet: {type: object, properties: {owner: {$ref: '#/components/schemas/Owner'}}}}}
"##;

/// With an enum, a union, a member that refers to the schema it is in, and one that is read only.
const MODELS: &str = r##"
openapi: 3.0.3
info: {title: Models, version: 1.0.0}
paths:
  /pets:
    get:
      operationId: listPets
      responses:
        '200': {description: Pets, content: {application/json: {schema: {$ref: '#/components/schemas/Pet'}}}}
components:
  schemas:
    Kind: {type: string, enum: [cat, dog]}
    Pet:
      type: object
      required: [id, kind]
      properties:
        id: {type: integer, format: int64, example: 7}
        kind: {$ref: '#/components/schemas/Kind'}
        born: {type: string, format: date-time, nullable: true}
        parents: {type: array, maxItems: 2, items: {$ref: '#/components/schemas/Pet'}}
        names: {type: object, additionalProperties: {type: string}}
    Impossible: {type: string, minLength: 5, maxLength: 4}
    Lost: {type: string, pattern: '[', example: anything}
"##;

/// Prints responses that decode, that decode with evidence only, and that never do.
const PRINTED: &str = r##"
openapi: 3.0.3
info: {title: Printed, version: 1.0.0}
paths:
  /pets/{id}:
    get:
      parameters: [{name: id, in: path, required: true, schema: {type: integer}}]
      responses:
        '200':
          description: A pet
          content:
            application/json:
              schema: {$ref: '#/components/schemas/Pet'}
              examples:
                a: {value: {id: 1, name: Tom}}
                b: {$ref: '#/components/examples/Nameless'}
                c: {value: '{"id": 3}'}
                d: {value: {id: [4], name: Tom}}
                e: {value: string}
        '404':
          description: No pet
          content: {application/json: {schema: {$ref: '#/components/schemas/Problem'}, example: {code: 7}}}
  /toys:
    get:
      responses:
        '200': {description: A toy, content: {application/json: {schema: {$ref: '#/components/schemas/Toy'}}}}
components:
  examples:
    Nameless: {value: {id: 2}}
  schemas:
    Pet:
      type: object
      required: [id, name]
      properties: {id: {type: integer}, name: {type: string}}
    Problem:
      type: object
      required: [message]
      properties: {message: {type: string}, code: {type: integer}}
    Toy:
      type: object
      required: [id, label]
      properties: {id: {type: integer}, label: {type: string}}
      example: {id: 1, label: null}
"##;

/// Prints one response, which decodes.
const OLD_PRINTED: &str = r##"{
  "swagger": "2.0",
  "info": {"title": "Old", "version": "1"},
  "paths": {"/pets": {"get": {"responses": {"200": {
    "description": "Pets",
    "schema": {"type": "array", "items": {"$ref": "#/definitions/Pet"}},
    "examples": {"application/json": [{"name": "Tom"}]}
  }}}}},
  "definitions": {"Pet": {"type": "object", "properties": {"name": {"type": "string"}}}}
}"##;

struct Corpus(TempDir);

struct Run {
    code: Option<i32>,
    /// What it printed, errors last.
    text: String,
}

impl Corpus {
    fn new(files: &[(&str, &str)]) -> Self {
        let corpus = Self(tempfile::tempdir().unwrap());
        for (name, text) in files {
            corpus.write(&format!("corpus/{name}"), text);
        }
        corpus
    }

    fn path(&self, name: &str) -> String {
        self.0.path().join(name).to_str().unwrap().to_owned()
    }

    fn write(&self, name: &str, text: &str) {
        let path = self.path(name);
        std::fs::create_dir_all(Path::new(&path).parent().unwrap()).unwrap();
        std::fs::write(path, text).unwrap();
    }

    fn run(&self, arguments: &[&str]) -> Run {
        let output = Command::new(env!("CARGO_BIN_EXE_xtask-corpus"))
            .arg(self.path("corpus"))
            .args(arguments)
            .output()
            .unwrap();
        let text = |bytes| String::from_utf8(bytes).unwrap();
        Run {
            code: output.status.code(),
            text: text(output.stdout) + &text(output.stderr),
        }
    }
}

/// A folder that outlives the test, so that dependencies are built once.
fn work(name: &str) -> String {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("corpus-{name}"));
    folder.to_str().unwrap().to_owned()
}

impl Run {
    /// What the table says of a document, but for what depends on how much the generator can keep, and on the machine.
    fn row(&self, name: &str) -> String {
        let rows = self
            .text
            .lines()
            .map(|line| line.split_whitespace().collect::<Vec<_>>());
        let mut rows = rows.filter(|row| row.len() == 9 && row[0] == name);
        let row = rows
            .next()
            .unwrap_or_else(|| panic!("no {name} in\n{}", self.text));
        format!(
            "{}, {} errors, {} operations, {} schemas",
            row[1], row[2], row[5], row[6]
        )
    }

    fn assert(&self, code: i32, lines: &[&str]) {
        assert_eq!(self.code, Some(code), "{}", self.text);
        for line in lines {
            assert!(self.text.contains(line), "no `{line}` in\n{}", self.text);
        }
    }
}

#[test]
fn descriptions_are_read_and_other_files_are_not() {
    let corpus = Corpus::new(&[
        ("good.yaml", GOOD),
        ("old/old.json", OLD),
        ("package.json", r#"{"name": "openapi"}"#),
        ("notes.txt", "openapi: 3.1.0"),
    ]);
    let run = corpus.run(&[]);
    run.assert(
        0,
        &[
            "document      read?  errors  approximated  dropped  operations  schemas",
            "2 read, 0 failed, 0 failed as expected, 1 skipped",
        ],
    );
    assert_eq!(
        run.row("good.yaml"),
        "yes, 0 errors, 3 operations, 1 schemas"
    );
    assert_eq!(
        run.row("old/old.json"),
        "yes, 0 errors, 1 operations, 1 schemas"
    );
    assert!(!run.text.contains("package.json"), "{}", run.text);
}

#[test]
fn a_failure_fails_the_run_unless_it_is_expected() {
    let corpus = Corpus::new(&[("good.yaml", GOOD), ("broken.yaml", BROKEN)]);
    let run = corpus.run(&[]);
    assert_eq!(
        run.row("broken.yaml"),
        "no, 1 errors, 0 operations, 1 schemas"
    );
    run.assert(
        1,
        &[
            "FAILED broken.yaml\n",
            "broken.yaml:5:",
            "E0301: `#/components/schemas/Owner` leads nowhere",
            "1 read, 1 failed, 0 failed as expected",
        ],
    );
    let expect = corpus.path("expect.tsv");
    corpus.write("expect.tsv", "# file\tcode\nbroken.yaml\tE0301\n");
    corpus
        .run(&["--expect", &expect])
        .assert(0, &["1 read, 0 failed, 1 failed as expected"]);
    corpus.write("corpus/broken.yaml", &BROKEN.replace("Owner", "Pet"));
    corpus.run(&["--expect", &expect]).assert(
        1,
        &["UNEXPECTED broken.yaml: E0301 is expected and does not happen"],
    );
}

#[test]
fn what_has_not_changed_is_not_read_again() {
    let corpus = Corpus::new(&[("a.yaml", GOOD), ("b.yaml", GOOD)]);
    let report = corpus.path("report.json");
    corpus.run(&["--report", &report]).assert(0, &["2 read"]);
    // What the report says now, no reading would.
    let text = std::fs::read_to_string(&report).unwrap();
    let forged = text.replace(r#""operations": 3"#, r#""operations": 777"#);
    assert_ne!(text, forged);
    std::fs::write(&report, forged).unwrap();
    corpus.write("corpus/b.yaml", &GOOD.replace("Good", "Better"));
    let run = corpus.run(&["--report", &report, "--resume"]);
    assert_eq!(
        run.row("a.yaml"),
        "yes, 0 errors, 777 operations, 1 schemas"
    );
    assert_eq!(run.row("b.yaml"), "yes, 0 errors, 3 operations, 1 schemas");
    let run = corpus.run(&["--report", &report]);
    assert_eq!(run.row("a.yaml"), "yes, 0 errors, 3 operations, 1 schemas");
}

#[test]
fn crates_are_compiled_and_counted() {
    let corpus = Corpus::new(&[("models.yaml", MODELS), ("broken.yaml", BROKEN)]);
    let work = work("compile");
    let run = corpus.run(&["--compile", "--work", &work]);
    run.assert(
        1,
        &[
            "document     operations  lines  lines/op",
            "E0301: `#/components/schemas/Owner` leads nowhere",
            "2 documents, 1 crates, 1 fine; 1 operations, ",
        ],
    );
    let mut rows = run.text.lines();
    let row = rows.find(|line| line.starts_with("models.yaml")).unwrap();
    assert!(row.ends_with("  ok"), "{row}");
    assert_eq!(row.split_whitespace().nth(1), Some("1"), "{row}");
}

#[test]
fn values_go_through_the_types_and_come_back() {
    let corpus = Corpus::new(&[("models.yaml", MODELS)]);
    let report = corpus.path("report.json");
    let work = work("round-trip");
    let run = corpus.run(&["--round-trip", "--work", &work, "--report", &report]);
    assert!(
        run.text.contains("document     schemas  judged  passed"),
        "{}",
        run.text
    );
    let report = std::fs::read_to_string(&report).unwrap();
    let report: serde_json::Value = serde_json::from_str(&report).unwrap();
    let judged = &report[0]["judged"];
    for (what, count) in [("schemas", 4), ("judged", 3), ("passed", 3)] {
        assert_eq!(judged[what], count, "{what} in {judged:#}");
    }
    assert!(judged["not_sampled"].get("Impossible").is_some());
    for what in ["samples", "open_samples", "mutants", "refused"] {
        assert!(judged[what].as_u64() > Some(5), "{what} in {judged:#}");
    }
}

#[test]
fn printed_responses_are_decoded_with_and_without_evidence() {
    let corpus = Corpus::new(&[
        ("models.yaml", MODELS),
        ("old.json", OLD_PRINTED),
        ("printed.yaml", PRINTED),
    ]);
    let report = corpus.path("report.json");
    let work = work("examples");
    let run = corpus.run(&["--examples", "--work", &work, "--report", &report]);
    run.assert(
        1,
        &[
            "MISS printed.yaml: GET /pets/{id} 200, #/paths/~1pets~1{id}/get/responses/200/content/application~1json\
             /examples/d/value: without evidence, with evidence, two-fold\n    decode: ",
            "MISS printed.yaml: GET /pets/{id} 404, ",
            "no response: 1 text in place of an object or list\n",
            "of 6 printed responses 2 decode without evidence, 5 with it, 4 two-fold, 66.67 %: 95 % is not reached; \
             of 1 that schemas print 0, 1, 0; 0 not called\n",
        ],
    );
    let report = std::fs::read_to_string(&report).unwrap();
    let report: serde_json::Value = serde_json::from_str(&report).unwrap();
    let documents: Vec<_> = report.as_array().unwrap().iter().collect();
    let files: Vec<_> = documents.iter().map(|one| &one["file"]).collect();
    assert_eq!(files, ["old.json", "printed.yaml"]);
    assert_eq!(documents[0]["responses"]["two_fold"], 1);
    let misses = documents[1]["misses"].as_array().unwrap();
    let of_example =
        |miss: &&serde_json::Value| miss["place"] == "#/components/examples/Nameless/value";
    let miss = misses.iter().find(of_example).unwrap();
    let error = miss["without_evidence"].as_str().unwrap();
    assert!(error.contains("missing field `name`"), "{miss:#}");
    // Another example of the same half lacks the name, too.
    assert!(miss.get("two_fold").is_none(), "{miss:#}");
}

#[test]
fn wrong_usage_is_no_failure_of_a_document() {
    let corpus = Corpus::new(&[("package.json", "{}")]);
    corpus
        .run(&[])
        .assert(2, &["there is no OpenAPI description in"]);
    corpus.run(&["--resume"]).assert(2, &["--report"]);
    let both = ["--compile", "--report", "report.json", "--resume"];
    corpus.run(&both).assert(2, &["cannot be used with"]);
    let missing = corpus.path("none.tsv");
    corpus
        .run(&["--expect", &missing])
        .assert(2, &["cannot read"]);
}

/// Runs `--pages` on a folder.
fn pages(folder: &str, arguments: &[&str]) -> Run {
    let output = Command::new(env!("CARGO_BIN_EXE_xtask-corpus"))
        .args(["--pages", folder])
        .args(arguments)
        .output()
        .unwrap();
    Run {
        code: output.status.code(),
        text: String::from_utf8_lossy(&output.stdout).into_owned()
            + &String::from_utf8_lossy(&output.stderr),
    }
}

#[test]
fn lists_are_held_against_those_that_official_sdks_page() {
    let corpus = Corpus::new(&[
        ("good.yaml", GOOD),
        (
            "good.pages.tsv",
            "GET\t/pets/{pet}\tpage\nPUT\t/pets/{pet}\t-\nGET\t/cats\tpage\n",
        ),
    ]);
    let folder = corpus.path("corpus");
    let totals = "total: 0 found, 0 missed (100.0 %), 1 with nothing to page by, 0 paged here alone (0.0 % of 2 \
                  operations), 1 not in the description";
    pages(&folder, &[]).assert(
        0,
        &[
            "good: one page GET /pets/{pet}: it does not answer with a list",
            totals,
        ],
    );
    corpus.write(
        "corpus/paged.yaml",
        "openapi: 3.1.0\ninfo: {title: Paged, version: 1.0.0}\npaths: {/pets: {get: {parameters: [{name: cursor, in: query, \
         schema: {type: string}}], responses: {'200': {description: Pets, content: {application/json: {schema: {type: \
         array, items: {type: string}}}}}}}}}\n",
    );
    corpus.write("corpus/paged.pages.tsv", "GET\t/pets\tpage\n");
    let missed = "paged: missed GET /pets: has `cursor`, but nothing names the next page";
    pages(&folder, &[]).assert(1, &[missed, "0 found, 1 missed (0.0 %)"]);
    pages(&folder, &["--least", "0"]).assert(0, &[missed]);
    pages(&corpus.path("corpus/none"), &[]).assert(2, &["cannot read the folder"]);
}

/// The tables are no part of the project: `SDKGEN_CORPUS` names a folder that holds them below `names/`.
#[test]
fn lists_of_real_descriptions_are_paged() {
    let Some(folder) = std::env::var_os("SDKGEN_CORPUS") else {
        return;
    };
    let names = Path::new(&folder).join("names");
    let run = pages(names.to_str().unwrap(), &[]);
    run.assert(0, &["total: "]);
}
