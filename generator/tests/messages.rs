//! `sdkgen lint`, `sdkgen explain`, and messages in every format.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::process::Command;

use sdkgen::Options;
use sdkgen::diagnostics::{Code, Diagnostics, Severity, human};
use sdkgen::diff::Kind;
use serde_json::Value;

/// One error, one warning with a second place, and one that occurs five times.
const PETS: &str = r##"openapi: 3.1.0
info: {title: Pets, version: 1.0.0}
paths: {}
components:
  schemas:
    Pet: {$ref: "#/components/schemas/Pte"}
    Cat:
      description: A
      description: B
    Dog: {if: {}}
    Eel: {if: {}}
    Fox: {if: {}}
    Gnu: {if: {}}
    Hen: {if: {}}
"##;

struct Outcome {
    code: i32,
    stdout: String,
    stderr: String,
}

/// Runs `sdkgen` in a folder that holds `files`.
fn run(files: &[(&str, &str)], arguments: &[&str]) -> Outcome {
    run_with(files, arguments, &[])
}

fn run_with(files: &[(&str, &str)], arguments: &[&str], variables: &[(&str, &str)]) -> Outcome {
    let folder = tempfile::tempdir().unwrap();
    for (name, text) in files {
        let path = folder.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
    let output = Command::new(env!("CARGO_BIN_EXE_sdkgen"))
        .args(arguments)
        .current_dir(folder.path())
        .env_remove("NO_COLOR")
        .env_remove("CLICOLOR_FORCE")
        .envs(variables.iter().copied())
        .output()
        .unwrap();
    let left: Vec<_> = fs::read_dir(folder.path()).unwrap().collect();
    assert!(
        left.len() <= files.len() || arguments[0] == "generate",
        "{arguments:?} writes files"
    );
    Outcome {
        code: output.status.code().unwrap(),
        stdout: String::from_utf8(output.stdout).unwrap(),
        stderr: String::from_utf8(output.stderr).unwrap(),
    }
}

const HUMAN: &str = r##"error[E0301]: `#/components/schemas/Pte` leads nowhere
 --> pets.yaml:6:17
  |
6 |     Pet: {$ref: "#/components/schemas/Pte"}
  |                 ^^^^^^^^^^^^^^^^^^^^^^^^^^
  |
  = help: did you mean `#/components/schemas/Pet`?
  = help: an overlay can put it right: {target: "$.components.schemas.Pet", update: {"$ref": "#/components/schemas/Pet"}}

warning[W0102]: `description` is given twice; the last one counts
 --> pets.yaml:9:7
  |
9 |       description: B
  |       ^^^^^^^^^^^
  |
 ::: pets.yaml:8:7
  |
8 |       description: A
  |       ----------- first given here

warning[W0204]: `if` is not kept in the generated code
  --> pets.yaml:10:11
   |
10 |     Dog: {if: {}}
   |           ^^
   |
   = note: also at pets.yaml:11:11, pets.yaml:12:11 … and 2 more like this

"##;

#[test]
fn people_get_the_lines_and_a_summary() {
    let outcome = run(&[("pets.yaml", PETS)], &["lint", "pets.yaml"]);
    assert_eq!(
        outcome.stderr,
        format!("{HUMAN}pets.yaml: 1 error, 6 warnings; --lenient steps around it\n")
    );
    assert_eq!((outcome.stdout.as_str(), outcome.code), ("", 1));

    let outcome = run(&[("pets.yaml", PETS)], &["generate", "pets.yaml"]);
    assert_eq!(
        outcome.stderr,
        format!("{HUMAN}1 error, 6 warnings; --lenient steps around it\n")
    );
    assert_eq!((outcome.stdout.as_str(), outcome.code), ("", 1));
}

#[test]
fn colour_is_for_terminals() {
    let files = [("pets.yaml", PETS)];
    let lint = ["lint", "pets.yaml"];
    let coloured = |variables: &[(&str, &str)]| {
        let outcome = run_with(&files, &lint, variables);
        outcome.stderr.contains('\u{1b}')
    };
    assert!(!coloured(&[]));
    assert!(coloured(&[("CLICOLOR_FORCE", "1")]));
    assert!(!coloured(&[("CLICOLOR_FORCE", "1"), ("NO_COLOR", "1")]));
}

#[test]
fn a_description_cannot_write_to_the_terminal() {
    let text = PETS.replace("if: {}", r#""\e[31m\nkey": {}"#);
    let outcome = run(&[("pets.yaml", &text)], &["lint", "pets.yaml"]);
    assert!(outcome.stderr.contains("key"), "{}", outcome.stderr);
    assert!(!outcome.stderr.contains('\u{1b}'), "{}", outcome.stderr);
}

#[test]
fn json_is_one_object_a_line() {
    let outcome = run(
        &[("pets.yaml", PETS)],
        &["lint", "pets.yaml", "--message-format", "json"],
    );
    let mut expected = String::from(concat!(
        r##"{"code":"E0301","severity":"error","message":"`#/components/schemas/Pte` leads nowhere","help":"did you mean `#/components/schemas/Pet`?","file":"pets.yaml","line":6,"column":17,"end_line":6,"end_column":43,"related":[]}"##,
        "\n",
        r#"{"code":"W0102","severity":"warning","message":"`description` is given twice; the last one counts","help":null,"file":"pets.yaml","line":9,"column":7,"end_line":9,"end_column":18,"related":[{"message":"first given here","file":"pets.yaml","line":8,"column":7,"end_line":8,"end_column":18}]}"#,
        "\n",
    ));
    for line in 10..15 {
        expected += &format!(
            r#"{{"code":"W0204","severity":"warning","message":"`if` is not kept in the generated code","help":null,"file":"pets.yaml","line":{line},"column":11,"end_line":{line},"end_column":13,"related":[]}}"#
        );
        expected += "\n";
    }
    assert_eq!(outcome.stdout, expected);
    assert_eq!((outcome.stderr.as_str(), outcome.code), ("", 1));
}

#[test]
fn json_is_complete_without_a_place() {
    let outcome = run(&[], &["lint", "none.yaml", "--message-format", "json"]);
    let message: Value = serde_json::from_str(&outcome.stdout).unwrap();
    let keys = message.as_object().unwrap().keys();
    let keys: BTreeSet<&str> = keys.map(String::as_str).collect();
    let expected = "code severity message help file line column end_line end_column related";
    assert_eq!(keys, expected.split(' ').collect());
    assert_eq!(message["file"], Value::Null);
    assert_eq!(outcome.code, 2);
}

#[test]
fn github_gets_workflow_commands() {
    let text = PETS.replace("Dog: {if: {}}", r#"Dog: {"50%\nx": 1}"#);
    let outcome = run(
        &[("a,b:c.yaml", &text)],
        &["lint", "a,b:c.yaml", "--message-format", "github"],
    );
    let lines: Vec<&str> = outcome.stdout.lines().collect();
    assert_eq!(
        lines[..3],
        [
            "::error file=a%2Cb%3Ac.yaml,line=6,endLine=6,col=17,endColumn=43,title=E0301::\
             `#/components/schemas/Pte` leads nowhere%0Ahelp: did you mean `#/components/schemas/Pet`?",
            "::warning file=a%2Cb%3Ac.yaml,line=9,endLine=9,col=7,endColumn=18,title=W0102::\
             `description` is given twice; the last one counts%0Aa,b:c.yaml:8:7: first given here",
            "::warning file=a%2Cb%3Ac.yaml,line=10,endLine=10,col=11,endColumn=19,title=W0203::\
             `50%25%0Ax` is not a keyword here",
        ]
    );
    assert_eq!(lines.len(), 7);

    let outcome = run(&[], &["lint", "none.yaml", "--message-format", "github"]);
    assert!(
        outcome
            .stdout
            .starts_with("::error title=E0001::cannot read none.yaml: "),
        "{}",
        outcome.stdout
    );
}

const SARIF: &str = r##"{
  "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
  "version": "2.1.0",
  "runs": [
    {
      "columnKind": "unicodeCodePoints",
      "results": [
        {
          "level": "error",
          "locations": [
            {
              "physicalLocation": {
                "artifactLocation": {
                  "uri": "my%20pets/p%C3%A9ts.yaml"
                },
                "region": {
                  "endColumn": 43,
                  "endLine": 6,
                  "startColumn": 17,
                  "startLine": 6
                }
              }
            }
          ],
          "message": {
            "text": "`#/components/schemas/Pte` leads nowhere\ndid you mean `#/components/schemas/Pet`?"
          },
          "ruleId": "E0301",
          "ruleIndex": 3
        }
      ]
    }
  ]
}"##;

#[test]
fn sarif_is_one_document_about_all() {
    let files = [("my pets/péts.yaml", PETS), ("dogs.yaml", PETS)];
    let outcome = run(
        &files,
        &[
            "lint",
            "my pets/péts.yaml",
            "dogs.yaml",
            "none.yaml",
            "--message-format=sarif",
        ],
    );
    assert_eq!((outcome.stderr.as_str(), outcome.code), ("", 2));
    let document: Value = serde_json::from_str(&outcome.stdout).unwrap();
    let results = document["runs"][0]["results"].as_array().unwrap();
    assert_eq!(results.len(), 15);
    is_sarif(&document);

    // The first result, beside the tool, exactly.
    let mut first = document.clone();
    let run = &mut first["runs"][0];
    run.as_object_mut().unwrap().remove("tool");
    run["results"].as_array_mut().unwrap().truncate(1);
    let expected: Value = serde_json::from_str(SARIF).unwrap();
    assert_eq!(first, expected, "{first:#}");

    let rule = &document["runs"][0]["tool"]["driver"]["rules"][3];
    assert_eq!(
        rule["shortDescription"]["text"],
        Code::DanglingReference.meaning()
    );
    assert_eq!(
        rule["fullDescription"]["text"],
        "A `$ref` names a place in the document where nothing is."
    );
}

/// What SARIF 2.1.0 asks for, of what is written here.
fn is_sarif(document: &Value) {
    assert_eq!(document["version"], "2.1.0");
    let runs = document["runs"].as_array().unwrap();
    assert_eq!(runs.len(), 1);
    let driver = &runs[0]["tool"]["driver"];
    assert_eq!(driver["name"], "sdkgen");
    assert_eq!(driver["semanticVersion"], env!("CARGO_PKG_VERSION"));
    let rules = driver["rules"].as_array().unwrap();
    for rule in rules {
        assert!(Code::named(rule["id"].as_str().unwrap()).is_some());
        for text in ["shortDescription", "fullDescription", "help"] {
            assert!(!rule[text]["text"].as_str().unwrap().is_empty(), "{text}");
        }
        let level = &rule["defaultConfiguration"]["level"];
        assert!(["error", "warning"].contains(&level.as_str().unwrap()));
    }
    for result in runs[0]["results"].as_array().unwrap() {
        let index = usize::try_from(result["ruleIndex"].as_u64().unwrap()).unwrap();
        assert_eq!(result["ruleId"], rules[index]["id"]);
        assert!(["error", "warning"].contains(&result["level"].as_str().unwrap()));
        assert!(!result["message"]["text"].as_str().unwrap().is_empty());
        let related = result.get("relatedLocations").and_then(Value::as_array);
        let locations = result["locations"].as_array().unwrap();
        for location in locations.iter().chain(related.into_iter().flatten()) {
            let physical = &location["physicalLocation"];
            let uri = physical["artifactLocation"]["uri"].as_str().unwrap();
            assert!(uri.is_ascii() && !uri.contains(' '), "{uri}");
            let region = &physical["region"];
            let number = |key: &str| region[key].as_u64().unwrap();
            assert!(number("startLine") >= 1 && number("endLine") >= number("startLine"));
            assert!(number("startColumn") >= 1 && number("endColumn") >= number("startColumn"));
        }
    }
}

#[test]
fn absolute_paths_are_file_uris() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("pets.yaml");
    fs::write(&path, PETS).unwrap();
    let path = path.to_str().unwrap();
    let outcome = run(&[], &["lint", path, "--message-format", "sarif"]);
    assert!(
        outcome.stdout.contains(&format!("\"file://{path}\"")),
        "{}",
        outcome.stdout
    );
}

#[test]
fn with_machine_formats_standard_output_holds_nothing_else() {
    let text = PETS.replace("Pte", "Cat");
    let arguments = ["generate", "pets.yaml", "--message-format", "json"];
    let outcome = run(&[("pets.yaml", &text)], &arguments);
    assert_eq!(outcome.stdout.lines().count(), 6);
    for line in outcome.stdout.lines() {
        assert!(serde_json::from_str::<Value>(line).is_ok(), "{line}");
    }
    assert!(
        outcome.stderr.starts_with("pets-sdk: ") && outcome.stderr.lines().count() == 1,
        "{}",
        outcome.stderr
    );
    assert_eq!(outcome.code, 0);
}

#[test]
fn lint_reads_several_documents_and_ends_with_the_worst() {
    let good = "openapi: 3.1.0\ninfo: {title: Pets, version: 1.0.0}\npaths: {}\n";
    let lossy = PETS.replace("Pte", "Cat");
    let files = [
        ("good.yaml", good),
        ("lossy.yaml", lossy.as_str()),
        ("bad.yaml", PETS),
        ("wrong.toml", "[diagnostics]\nW9999 = \"off\"\n"),
        (
            "quiet.toml",
            "[diagnostics]\nW0204 = \"off\"\nW0102 = \"warning\"\n",
        ),
    ];
    let ends = |arguments: &[&str], code: i32, last: &str| {
        let outcome = run(&files, &[&["lint"], arguments].concat());
        assert_eq!(outcome.code, code, "{arguments:?}: {}", outcome.stderr);
        let line = outcome.stderr.lines().last().unwrap_or_default();
        assert_eq!(line, last, "{arguments:?}: {}", outcome.stderr);
    };
    ends(&["good.yaml"], 0, "good.yaml: no errors, no warnings");
    ends(&["lossy.yaml"], 0, "lossy.yaml: 6 warnings");
    ends(
        &["bad.yaml", "good.yaml"],
        1,
        "good.yaml: no errors, no warnings",
    );
    ends(
        &["none.yaml", "bad.yaml"],
        2,
        "bad.yaml: 1 error, 6 warnings; --lenient steps around it",
    );
    ends(&["lossy.yaml", "--strict"], 1, "lossy.yaml: 6 errors");
    ends(
        &["lossy.yaml", "--strict", "--config", "quiet.toml"],
        0,
        "lossy.yaml: 1 warning",
    );
    ends(
        &["good.yaml", "--config", "wrong.toml"],
        2,
        "good.yaml: 1 error",
    );
    assert_eq!(run(&files, &["lint"]).code, 2);
}

#[test]
fn lint_and_generate_take_overlays_and_selections() {
    let pets = "openapi: 3.1.0
info: {title: Pets, version: 1.0.0}
paths:
  /pets: {get: {operationId: listPets, tags: [pets], responses: {'204': {description: No.}}}}
  /cats: {get: {operationId: listCats, tags: [cats], responses: {'204': {description: No.}}}}
";
    let overlay = "overlay: 1.0.0
info: {title: Ours, version: 1.0.0}
actions: [{target: \"$.paths['/cats']\", remove: true}]
";
    let files = [("pets.yaml", pets), ("overlay.yaml", overlay)];
    let counted = |arguments: &[&str], count: &str| {
        let generate = ["generate", "pets.yaml", "--name", "p"];
        let outcome = run(&files, &[&generate, arguments].concat());
        let expected = format!("p: {count}");
        let stdout = &outcome.stdout;
        assert!(stdout.starts_with(&expected), "{stdout}{}", outcome.stderr);
    };
    counted(&[], "2 operations");
    counted(&["--overlay", "overlay.yaml"], "1 operations");
    counted(&["--include-tag", "pets"], "1 operations");
    counted(
        &["--include-tag", "pets", "--include-tag", "cats"],
        "2 operations",
    );
    counted(&["--include-path", "/c*"], "1 operations");
    counted(&["--include-operation", "listCats"], "1 operations");
    counted(&["--exclude-tag", "pets"], "1 operations");
    counted(&["--exclude-path", "/pets"], "1 operations");
    counted(&["--exclude-operation", "listPets"], "1 operations");

    let outcome = run(&files, &["lint", "pets.yaml", "--include-tag", "dogs"]);
    assert_eq!(outcome.code, 1);
    assert!(
        outcome
            .stderr
            .starts_with("error[E0003]: nothing in the description has the tag `dogs`\n"),
        "{}",
        outcome.stderr
    );
}

#[test]
fn explain_shows_the_page_or_lists_the_codes() {
    let outcome = run(&[], &["explain", "e0301"]);
    let page = Code::DanglingReference.explanation().trim_end();
    assert_eq!(
        outcome.stdout,
        format!("# E0301: A reference that leads nowhere.\n\n{page}\n")
    );
    assert_eq!((outcome.stderr.as_str(), outcome.code), ("", 0));

    let outcome = run(&[], &["explain"]);
    let lines: Vec<&str> = outcome.stdout.lines().collect();
    assert_eq!(lines.len(), Code::ALL.len() + Kind::ALL.len());
    assert_eq!(lines[0], "E0001  A file cannot be read.");

    let outcome = run(&[], &["explain", "E0310"]);
    assert_eq!(
        outcome.stderr,
        "error: there is no code `E0310`\n  = help: did you mean `E0301`?\n"
    );
    assert_eq!((outcome.stdout.as_str(), outcome.code), ("", 2));

    let outcome = run(&[], &["explain", "member-aded"]);
    assert_eq!(
        outcome.stderr,
        "error: there is no code `member-aded`\n  = help: did you mean `member-added`?\n"
    );
    let outcome = run(&[], &["explain", "member-added"]);
    assert!(outcome.stdout.starts_with("# member-added: "));
}

/// A run that looked through the line for every message would take hours.
#[test]
fn many_messages_about_one_long_line() {
    let mut text = r#"{"openapi":"3.1.0","info":{"title":"P","version":"1"},"paths":{},"components":{"schemas":{"#.to_owned();
    let mut columns = Vec::new();
    for index in 0..10_000 {
        let before = format!(r#""S{index}":{{"description":"é{}","#, "x".repeat(200));
        text += &before;
        columns.push(text.len() - index);
        text += &format!(r#""k{index}":1}},"#);
    }
    text += r#""End":{}}}}"#;
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("long.json");
    fs::write(&path, text).unwrap();
    let mut diagnostics = Diagnostics::new();
    sdkgen::read(Path::new(&path), &Options::default(), &mut diagnostics);
    let found: Vec<usize> = diagnostics
        .findings()
        .iter()
        .map(|finding| {
            assert_eq!(finding.severity, Severity::Warning);
            finding
                .place
                .as_ref()
                .unwrap()
                .spot
                .as_ref()
                .unwrap()
                .column
        })
        .collect();
    assert_eq!(found, columns);
    let coloured = human::render(&diagnostics.findings(), true);
    assert!(coloured.contains(&format!("{}:1:{}\n", path.display(), columns[9_999])));
    let rendered = diagnostics.render();
    assert_eq!(rendered.matches("warning[W0203]").count(), 10_000);
    let longest = rendered.lines().map(|line| line.chars().count()).max();
    assert!(longest < Some(200), "{longest:?}");
}
