//! Descriptions without a credential whose operations or texts show that the service wants one.

use sdkgen::Options;
use sdkgen::diagnostics::{Code, Diagnostics, human};

/// The message about the credential.
fn said(head: &str, operation: &str) -> String {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.yaml");
    let text = format!(
        "openapi: 3.0.3\ninfo: {{title: Pets, version: '1'{head}}}\npaths:\n  /pets:\n    get:\n      operationId: getPets\n{operation}\n  /health:\n    get: {{operationId: health, responses: {{'204': {{description: Well.}}}}}}\n"
    );
    std::fs::write(&path, text).unwrap();
    let mut diagnostics = Diagnostics::new();
    sdkgen::lint(&path, &Options::default(), &mut diagnostics).unwrap();
    let findings = diagnostics.findings().into_iter();
    let findings = findings.filter(|one| one.diagnostic.code == Code::NoCredential);
    let text = human::render(&findings.collect::<Vec<_>>(), false);
    text.replace(&folder.path().display().to_string(), "")
}

const OK: &str = "      responses: {'204': {description: Well.}}";

fn holds(text: &str, parts: &[&str]) {
    for part in parts {
        assert!(text.contains(part), "no `{part}` in:\n{text}");
    }
}

#[test]
fn a_refusal_shows_that_callers_are_known() {
    let text = said(
        "",
        "      responses: {'204': {description: Well.}, '403': {description: No.}}",
    );
    holds(
        &text,
        &[
            "no credential is described, but `getPets` declares a response 403",
            "/a.yaml:7:",
            "[auth.token]\n",
            "scheme = \"bearer\"",
        ],
    );
}

#[test]
fn a_parameter_names_the_credential() {
    let parameter = |parameter: &str| said("", &format!("      parameters: [{parameter}]\n{OK}"));
    let text = parameter("{name: Authorization, in: header, schema: {type: string}}");
    holds(
        &text,
        &[
            "operations take the header parameter `Authorization`",
            "[auth.token]",
            "scheme = \"bearer\"",
        ],
    );
    let text = parameter("{name: api_key, in: query, schema: {type: string}}");
    holds(
        &text,
        &[
            "the query parameter `api_key`",
            "[auth.key]\n",
            "query = \"api_key\"",
        ],
    );
    let text = parameter("{name: page_token, in: query, schema: {type: string}}");
    holds(
        &text,
        &["no credential is described: calls are sent without one"],
    );
}

#[test]
fn a_text_mentions_the_credential() {
    let text = said(
        ", description: 'Send your API key as `X-Shop-Api-Key`.'",
        OK,
    );
    holds(
        &text,
        &[
            "a text mentions `api key`",
            "/a.yaml:2:",
            "[auth.key]\n",
            "header = \"X-Shop-Api-Key\"",
        ],
    );
    let text = said(
        "",
        &format!("      description: Needs an OAuth access token.\n{OK}"),
    );
    holds(
        &text,
        &[
            "a text mentions `access token`",
            "/a.yaml:7:",
            "scheme = \"bearer\"",
        ],
    );
    let text = said(", description: Uses basic authentication.", OK);
    holds(&text, &["[auth.login]\n", "scheme = \"basic\""]);
}

#[test]
fn all_that_shows_it_is_named() {
    let text = said(
        ", description: Needs an API key.",
        "      responses: {'204': {description: Well.}, '401': {description: Who?}}",
    );
    holds(
        &text,
        &[
            "a text mentions `api key`",
            "`getPets` declares a response 401",
        ],
    );
}
