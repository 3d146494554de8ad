//! `lint --coverage` names every consequence of what a crate does not keep, and no other.
//!
//! In each description a comment such as `# ! cannot send; not checked` says what is lost at its line. Comments are
//! written from the description alone. `*.txt` is the report, to be read.

use std::fs;
use std::path::{Path, PathBuf};

use sdkgen::coverage::{Coverage, Effect};
use sdkgen::diagnostics::{Diagnostics, Loss};
use sdkgen::{Options, lint_with_coverage};

/// Set to 1, reports are written instead of compared.
const BLESS: &str = "SDKGEN_BLESS";

/// How a comment begins.
const MARK: &str = "# ! ";

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/coverage")
}

/// The descriptions, and what they are about.
const DESCRIPTIONS: [&str; 5] = ["bodies", "broken", "parameters", "responses", "schemas"];

fn covered(path: &Path) -> (Coverage, Diagnostics) {
    let text = fs::read_to_string(path).unwrap();
    let options = Options {
        lenient: text.starts_with("# lenient"),
        ..Options::default()
    };
    let mut diagnostics = Diagnostics::new();
    let coverage = lint_with_coverage(path, &options, &mut diagnostics);
    let coverage = coverage.and_then(|(_, coverage)| coverage);
    (
        coverage.unwrap_or_else(|| panic!("{}", diagnostics.render())),
        diagnostics,
    )
}

/// The losses that the comments name: line and class.
fn named(text: &str) -> Vec<(usize, String)> {
    let mut named = Vec::new();
    for (index, line) in text.lines().enumerate() {
        let losses = line.split_once(MARK).map(|(_, losses)| losses);
        let losses = losses.into_iter().flat_map(|losses| losses.split("; "));
        named.extend(losses.map(|loss| (index + 1, loss.trim().to_owned())));
    }
    named.sort();
    named
}

/// The losses that a report names: line and class, each line's own words once.
fn reported(coverage: &Coverage, diagnostics: &Diagnostics) -> Vec<(usize, String)> {
    let mut seen: Vec<(usize, String, &str)> = Vec::new();
    for effect in &coverage.effects {
        let place = diagnostics.sources.place(effect.origin, effect.code.part());
        let spot = place.and_then(|place| place.spot).unwrap();
        let class = class(effect);
        let one = (spot.line, class, effect.what.as_str());
        if !seen.contains(&one) {
            seen.push(one);
        }
    }
    let reported = seen.into_iter().map(|(line, class, _)| (line, class));
    let mut reported: Vec<(usize, String)> = reported.collect();
    reported.sort();
    reported
}

fn class(effect: &Effect) -> String {
    let class = effect.loss.as_str();
    match effect.operation {
        Some(_) => class.to_owned(),
        None => format!("client: {class}"),
    }
}

#[test]
fn every_loss_is_named_and_no_other() {
    let mut wrong = Vec::new();
    for name in DESCRIPTIONS {
        let path = folder().join(name).with_extension("yaml");
        let (coverage, diagnostics) = covered(&path);
        let named = named(&fs::read_to_string(&path).unwrap());
        let reported = reported(&coverage, &diagnostics);
        assert!(named.len() > 5, "{name} names too little");
        let missing = named.iter().filter(|one| !reported.contains(one));
        wrong.extend(missing.map(|one| format!("{name}: not reported: {one:?}")));
        let more = reported.iter().filter(|one| !named.contains(one));
        wrong.extend(more.map(|one| format!("{name}: not described: {one:?}")));
        if named.len() != reported.len() && wrong.is_empty() {
            wrong.push(format!("{name}: {named:?}\nare not\n{reported:?}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// An operation of each description loses nothing, or two.
#[test]
fn what_is_exact_is_not_reported() {
    for name in DESCRIPTIONS {
        let (coverage, _) = covered(&folder().join(name).with_extension("yaml"));
        let is_exact = |index: usize| {
            let mut effects = coverage.effects.iter();
            !effects.any(|effect| effect.operation == Some(index))
        };
        let exact = (0..coverage.operations.len()).filter(|index| is_exact(*index));
        let exact: Vec<&str> = exact
            .map(|index| coverage.operations[index].as_str())
            .collect();
        let expected = match name {
            "bodies" => &["PUT /letters"][..],
            "responses" => &["GET /feeds/icon", "GET /feeds/exact"],
            _ => &["GET /exact"],
        };
        assert_eq!(exact, expected, "{name}");
    }
}

#[test]
fn reports_are_what_they_were() {
    let mut report = String::new();
    for name in DESCRIPTIONS {
        let path = folder().join(name).with_extension("yaml");
        let (coverage, diagnostics) = covered(&path);
        let whole = format!("{}/", folder().display());
        let now = coverage.render(&diagnostics.sources).replace(&whole, "");
        let path = path.with_extension("txt");
        if std::env::var(BLESS).is_ok_and(|value| value == "1") {
            fs::write(&path, &now).unwrap();
        }
        if fs::read_to_string(&path).unwrap_or_default() != now {
            report += &format!("{name}:\n{now}\n");
        }
    }
    assert!(
        report.is_empty(),
        "write them anew and read them: {BLESS}=1 cargo test -p sdkgen --test coverage\n{report}"
    );
}

#[test]
fn the_lines_for_programs_name_each_operation() {
    let (coverage, diagnostics) = covered(&folder().join("schemas.yaml"));
    let lines = coverage.render_json(&diagnostics.sources);
    let lines = lines
        .lines()
        .map(|line| serde_json::from_str::<serde_json::Value>(line).unwrap());
    let lines: Vec<serde_json::Value> = lines.collect();
    assert_eq!(lines.len(), coverage.effects.len());
    let nest = lines
        .iter()
        .filter(|line| line["code"] == "W0402" && line["what"].as_str().unwrap().contains("Nest"));
    let nest: Vec<(&str, bool, bool)> = nest
        .map(|line| {
            let flag = |key: &str| line[key].as_bool().unwrap();
            let operation = line["operation"].as_str().unwrap();
            (operation, flag("is_sent"), flag("is_received"))
        })
        .collect();
    assert_eq!(
        nest,
        [
            ("POST /animals", true, true),
            ("GET /animals/{id}", false, true),
            ("GET /keepers", false, true),
        ]
    );
}

#[test]
fn losses_are_in_order() {
    assert!(Loss::ALL.is_sorted());
}
