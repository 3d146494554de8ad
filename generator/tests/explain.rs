//! The codes, the pages about them and the refusals keep in step.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use sdkgen::diagnostics::{Code, Diagnostics};
use sdkgen::diff::Kind;
use sdkgen::{Options, generate};

/// What no description can bring about, and why.
const WITHOUT_EXAMPLE: [(Code, &str); 3] = [
    (
        Code::Unreadable,
        "it is about files, not about what they hold",
    ),
    (
        Code::InvalidNode,
        "what it is about is found before, under other codes; it is a net below them",
    ),
    (
        Code::Internal,
        "it is a defect of the generator; none is known",
    ),
];

/// Whether only `lint` says it, which refuses nothing because of it.
fn is_advice(code: Code) -> bool {
    code.as_str().starts_with("W06")
}

/// The fenced files of a section: name to text. The first word behind the fence is the language, the second a name.
fn files(section: &str) -> BTreeMap<String, String> {
    let mut files = BTreeMap::new();
    for fenced in section.split("```").skip(1).step_by(2) {
        let (info, text) = fenced.split_once('\n').unwrap();
        let name = match info.split_once(' ') {
            Some((_, name)) => name,
            None if info == "toml" => "sdk.toml",
            None => "openapi.yaml",
        };
        let begins = name != "openapi.yaml" || text.contains("openapi:");
        let head = match (begins, text.contains("info:")) {
            (true, _) => "",
            (false, true) => "openapi: 3.1.0\n",
            (false, false) => "openapi: 3.1.0\ninfo: {title: Pets, version: 1.0.0}\n",
        };
        files.insert(name.to_owned(), format!("{head}{text}"));
    }
    files
}

/// What is said of a section's files.
fn said(code: Code, files: &BTreeMap<String, String>) -> Diagnostics {
    let folder = tempfile::tempdir().unwrap();
    let nothing = "openapi: 3.1.0\ninfo: {title: Pets, version: 1.0.0}\npaths: {}\n".to_owned();
    let description = files.get("openapi.yaml").unwrap_or(&nothing);
    let path = folder.path().join("openapi.yaml");
    fs::write(&path, description).unwrap();
    for (name, text) in files {
        fs::write(folder.path().join(name), text).unwrap();
    }
    let mut diagnostics = Diagnostics::new();
    let options = Options {
        lenient: code == Code::SteppedAround,
        explain_recordings: true,
        ..Options::default()
    };
    match is_advice(code) {
        true => _ = sdkgen::lint(&path, &options, &mut diagnostics),
        false => _ = generate(&path, &options, &mut diagnostics),
    }
    diagnostics
}

#[test]
fn every_code_has_a_page_whose_example_brings_it_about_and_whose_fix_does_not() {
    let mut wrong = Vec::new();
    for code in Code::ALL {
        let name = code.as_str();
        for title in ["Meaning", "Example", "Fix"] {
            assert!(!code.section(title).is_empty(), "{name}: no {title}");
        }
        assert!(code.meaning().ends_with('.'), "{name}");
        for line in code.explanation().lines() {
            assert!(line.chars().count() <= 120, "{name}: too long: {line}");
        }
        if WITHOUT_EXAMPLE.iter().any(|(one, _)| one == code) {
            continue;
        }
        let example = files(code.section("Example"));
        assert!(!example.is_empty(), "{name}: the example shows no file");
        let said_of_it = said(*code, &example);
        let is_said = |said: &Diagnostics| said.list().iter().any(|one| one.code == *code);
        if !is_said(&said_of_it) {
            let said = said_of_it.render();
            wrong.push(format!("{name}: the example brings about:\n{said}"));
        }
        let fixed = files(code.section("Fix"));
        if !fixed.is_empty() {
            let said_of_it = said(*code, &fixed);
            if !said_of_it.list().is_empty() {
                let said = said_of_it.render();
                wrong.push(format!("{name}: of the fix is said:\n{said}"));
            }
        }
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

#[test]
fn every_page_belongs_to_a_code() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/diagnostics/explain");
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_stem().unwrap().to_str().unwrap();
        assert!(Code::named(name).is_some(), "{name}.md is about no code");
    }
}

#[test]
fn every_code_is_among_the_refusals() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/rejects");
    let entries = fs::read_dir(folder).unwrap();
    let texts = entries
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|kind| kind == "txt"))
        .map(|path| fs::read_to_string(path).unwrap());
    let refusals: String = texts.collect();
    for code in Code::ALL {
        let is_there = refusals.contains(&format!("[{}]", code.as_str()));
        let is_excused = WITHOUT_EXAMPLE.iter().any(|(one, _)| one == code) || is_advice(*code);
        assert_ne!(is_there, is_excused, "{}", code.as_str());
    }
}

#[test]
fn every_kind_of_change_is_explained() {
    for kind in Kind::ALL {
        assert!(!kind.explanation().is_empty(), "{}", kind.as_str());
        assert!(kind.meaning().ends_with('.'), "{}", kind.as_str());
        assert_eq!(Kind::named(kind.as_str()), Some(*kind));
    }
    let pages = include_str!("../src/diff/kinds.md");
    let codes = pages.lines().filter_map(|line| line.strip_prefix("# "));
    let codes: Vec<&str> = codes.collect();
    let kinds: Vec<&str> = Kind::ALL.iter().map(|kind| kind.as_str()).collect();
    let unknown: Vec<_> = codes.iter().filter(|code| !kinds.contains(code)).collect();
    assert!(
        unknown.is_empty() && codes.len() == kinds.len(),
        "{unknown:?}"
    );
}
