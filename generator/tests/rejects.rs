//! What is refused, and the exact words for it: where it is, what is wrong, what to do.

use std::fmt::Write;
use std::fs;
use std::path::{Path, PathBuf};

use sdkgen::Options;
use sdkgen::diagnostics::Diagnostics;
use similar::TextDiff;

/// Set to 1, the messages are written instead of compared.
const BLESS: &str = "SDKGEN_BLESS";

#[test]
fn refusals_say_where_and_what() {
    let blesses = std::env::var(BLESS).is_ok_and(|value| value == "1");
    let mut report = String::new();
    for description in descriptions() {
        let path = description.with_extension("txt");
        let name = path.file_name().unwrap().to_str().unwrap().to_owned();
        let now = refusal(&description);
        let golden = fs::read_to_string(&path).unwrap_or_default();
        if now == golden {
            continue;
        }
        if blesses {
            fs::write(&path, now).unwrap();
            continue;
        }
        let diff = TextDiff::from_lines(&golden, &now);
        let diff = diff.unified_diff().header(&name, "now").to_string();
        writeln!(report, "{diff}").unwrap();
    }
    assert!(
        report.is_empty(),
        "the generator says something else:\n\n{report}\n\
         if that is meant, write it anew and read it: {BLESS}=1 cargo test -p sdkgen --test rejects\n"
    );
}

/// The reader has a file with lines before them, not the types that serde fills.
#[test]
fn refusals_are_in_the_readers_words() {
    let foreign = [
        "untagged",
        "missing field",
        "did not match",
        "invalid type",
        "invalid value",
        "unknown variant",
        "unknown field",
        "expected struct",
        " at line",
        "column ",
    ];
    for description in descriptions() {
        let path = description.with_extension("txt");
        let text = fs::read_to_string(&path).unwrap_or_default();
        let lines: Vec<&str> = text.lines().collect();
        for (index, line) in lines.iter().enumerate() {
            for words in foreign {
                assert!(!line.contains(words), "{}: {line}", path.display());
            }
            if line.starts_with("error") || line.starts_with("warning") {
                let place = lines.get(index + 1).copied().unwrap_or_default();
                let place = place.trim_start();
                let is_place = place.starts_with("--> ") && place.split(':').count() == 3;
                assert!(is_place, "{}: `{line}` has no place", path.display());
            }
        }
    }
}

#[test]
fn a_file_that_is_not_there() {
    let said = refusal(Path::new("no/such/file.yaml"));
    assert!(
        said.starts_with("error[E0001]: cannot read no/such/file.yaml: "),
        "{said}"
    );
}

#[test]
fn a_folder_instead_of_a_file() {
    let folder = tempfile::tempdir().unwrap();
    let said = refusal(folder.path());
    assert!(said.starts_with("error[E0001]: cannot read "), "{said}");
}

#[test]
fn bytes_that_are_not_utf_8() {
    let (_folder, path) = file(b"openapi: 3.1.0\ninfo: {title: caf\xe9}\n");
    let place = format!("{}:2:18", path.display());
    assert_eq!(
        refusal(&path),
        format!(
            "error[E0001]: this file is not UTF-8 from here on\n \
             --> {place}\n  |\n2 | info: {{title: caf\u{fffd}}}\n  |                  ^\n\n"
        )
    );
}

/// A hundred thousand levels: whoever recurses over them runs out of stack.
const DEEP: usize = 100_000;

#[test]
fn nesting_without_end_is_an_error() {
    let brackets = format!("{}{}", "[".repeat(DEEP), "]".repeat(DEEP));
    let braces = format!("{}1{}", r#"{"a":"#.repeat(DEEP), "}".repeat(DEEP));
    for text in [
        brackets.clone(),
        braces,
        format!("openapi: {brackets}"),
        format!("{}a", "- ".repeat(DEEP)),
        "[".repeat(DEEP),
    ] {
        let (_folder, path) = file(text.as_bytes());
        let said = refusal(&path);
        assert!(said.starts_with("error[E0101]: "), "{said}");
        assert!(said.contains(":1:"), "{said}");
    }
}

/// Schemas that lead on and on, each in one step.
#[test]
fn chains_without_end_do_not_run_out_of_stack() {
    let end = 3_000;
    let links: [fn(usize) -> String; 6] = [
        |next| format!("{{type: array, items: {{$ref: '#/components/schemas/S{next}'}}}}"),
        |next| {
            format!(
                "{{type: object, additionalProperties: {{$ref: '#/components/schemas/S{next}'}}}}"
            )
        },
        |next| {
            format!("{{type: object, properties: {{a: {{$ref: '#/components/schemas/S{next}'}}}}}}")
        },
        |next| format!("{{allOf: [{{$ref: '#/components/schemas/S{next}'}}], description: A}}"),
        |next| format!("{{anyOf: [{{$ref: '#/components/schemas/S{next}'}}, {{type: string}}]}}"),
        |next| format!("{{$ref: '#/components/schemas/S{next}'}}"),
    ];
    for link in links {
        let mut text =
            "openapi: 3.1.0\ninfo: {title: Deep, version: 1.0.0}\ncomponents:\n  schemas:\n"
                .to_owned();
        for index in 0..end {
            writeln!(text, "    S{index}: {}", link(index + 1)).unwrap();
        }
        writeln!(text, "    S{end}: {{type: string}}").unwrap();
        let (_folder, path) = file(text.as_bytes());
        // Whatever it says: it ends.
        sdkgen::generate(&path, &Options::default(), &mut Diagnostics::new());
    }
}

fn file(bytes: &[u8]) -> (tempfile::TempDir, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("description.yaml");
    fs::write(&path, bytes).unwrap();
    (folder, path)
}

/// What is said of a description, which must be refused.
fn refusal(description: &Path) -> String {
    let config = Some(description.with_extension("toml")).filter(|path| path.is_file());
    // The options that matter here are in the name.
    let name = description.file_name().unwrap_or_default();
    let name = name.to_string_lossy();
    let options = Options {
        config,
        strict: name.starts_with("strict"),
        lenient: name.starts_with("lenient"),
        ..Options::default()
    };
    let mut diagnostics = Diagnostics::new();
    let generated = sdkgen::generate(description, &options, &mut diagnostics);
    let folder = format!("{}/", folder().display());
    let said = diagnostics.render().replace(&folder, "");
    assert!(
        generated.is_none(),
        "{} is not refused:\n{said}",
        description.display()
    );
    assert!(
        diagnostics.has_errors(),
        "{} is refused without a word",
        description.display()
    );
    said
}

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/rejects")
}

fn descriptions() -> Vec<PathBuf> {
    let entries = fs::read_dir(folder())
        .unwrap()
        .map(|entry| entry.unwrap().path());
    let is_description = |path: &PathBuf| {
        path.extension()
            .is_some_and(|kind| kind == "yaml" || kind == "json")
    };
    let mut all: Vec<PathBuf> = entries.filter(is_description).collect();
    all.sort();
    assert!(!all.is_empty());
    all
}
