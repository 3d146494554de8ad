//! What is left of a description when only a part of it is asked for.

use std::path::Path;

use sdkgen::Options;
use sdkgen::config::{Choice, Select, Setting};
use sdkgen::diagnostics::Diagnostics;

const AGENTMAIL: &str = concat!(
    env!("CARGO_MANIFEST_DIR"),
    "/../spec/agentmail-webhooks.yaml"
);

fn choice(tags: &[&str], operations: &[&str], paths: &[&str]) -> Choice {
    let settings = |texts: &[&str]| {
        let texts = texts.iter().map(|text| Setting::from((*text).to_owned()));
        texts.collect()
    };
    Choice {
        tags: settings(tags),
        operations: settings(operations),
        paths: settings(paths),
    }
}

/// What is read of the AgentMail description, and what is said.
fn selected(include: Choice, exclude: Choice) -> (sdkgen::Described, String) {
    let options = Options {
        select: Select { include, exclude },
        ..Options::default()
    };
    let mut diagnostics = Diagnostics::new();
    let described = sdkgen::read(Path::new(AGENTMAIL), &options, &mut diagnostics);
    (described.unwrap(), diagnostics.render())
}

fn ids(described: &sdkgen::Described) -> Vec<&str> {
    let operations = described.api.operations.iter();
    operations.map(|operation| operation.id.as_str()).collect()
}

#[test]
fn only_what_the_chosen_operations_reach_is_left() {
    let (whole, _) = selected(Choice::default(), Choice::default());
    let one = choice(&[], &["webhooks_delete"], &[]);
    let (one, _) = selected(one, Choice::default());
    assert_eq!(ids(&one), ["webhooks_delete"]);
    assert!(one.api.webhooks.is_empty());
    assert!(one.api.models.len() < whole.api.models.len());
    // The error bodies that it declares, and nothing else.
    let names: Vec<&String> = one.api.components.keys().collect();
    assert!(!names.is_empty() && names.len() < 8, "{names:?}");
}

#[test]
fn paths_are_globs_and_what_is_excluded_is_left_out() {
    let pods = choice(&[], &[], &["/v0/pods/**"]);
    let (pods, said) = selected(
        pods,
        choice(&[], &[], &["/v0/**/polling", "/v0/**/polling/**"]),
    );
    assert_eq!(said, "");
    let paths: Vec<&str> = pods
        .api
        .operations
        .iter()
        .map(|one| one.path.as_str())
        .collect();
    assert!(!paths.is_empty());
    for path in paths {
        assert!(
            path.starts_with("/v0/pods/") && !path.contains("polling"),
            "{path}"
        );
    }
}

#[test]
fn choices_that_choose_nothing_suggest_what_is_near() {
    let include = choice(&["webhook"], &["webhooks_lists"], &["/v0/webhook"]);
    let (_, said) = selected(include, Choice::default());
    for words in [
        "nothing in the description has the tag `webhook`",
        "did you mean `webhooks`?",
        "nothing in the description has the operation `webhooks_lists`",
        "did you mean `webhooks_list`?",
        "nothing in the description has a path like `/v0/webhook`",
        "did you mean `/v0/webhooks`?",
    ] {
        assert!(said.contains(words), "`{words}` is not in\n{said}");
    }
}
