//! Messages as SARIF 2.1.0, which code scanners and editors read.

use std::collections::BTreeSet;
use std::path::Path;

use serde_json::{Value, json};

use super::{Code, Finding, Severity};
use crate::source::Place;

/// All findings as one document. The codes that occur are its rules.
#[must_use]
pub fn render(findings: &[Finding<'_>]) -> String {
    let codes = findings.iter().map(|finding| finding.diagnostic.code);
    let codes: BTreeSet<Code> = codes.collect();
    let codes: Vec<Code> = codes.into_iter().collect();
    let rules: Vec<Value> = codes.iter().map(|code| rule(*code)).collect();
    let results: Vec<Value> = findings
        .iter()
        .map(|finding| result(finding, &codes))
        .collect();
    let document = json!({
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [{
            "tool": {"driver": {
                "name": "sdkgen",
                "semanticVersion": env!("CARGO_PKG_VERSION"),
                "rules": rules,
            }},
            "columnKind": "unicodeCodePoints",
            "results": results,
        }],
    });
    format!("{document:#}\n")
}

fn rule(code: Code) -> Value {
    json!({
        "id": code.as_str(),
        "shortDescription": {"text": code.meaning()},
        "fullDescription": {"text": code.section("Meaning")},
        "help": {"text": code.explanation(), "markdown": code.explanation()},
        "defaultConfiguration": {"level": level(code.severity())},
    })
}

fn result(finding: &Finding<'_>, codes: &[Code]) -> Value {
    let one = finding.diagnostic;
    let text = match &one.help {
        Some(help) => format!("{}\n{help}", one.message),
        None => one.message.clone(),
    };
    let mut result = json!({
        "ruleId": one.code.as_str(),
        "ruleIndex": codes.iter().position(|code| *code == one.code),
        "level": level(finding.severity),
        "message": {"text": text},
        "locations": finding.place.iter().map(location).collect::<Vec<_>>(),
    });
    let related = finding.related.iter().map(|(place, label)| {
        let mut related = location(place);
        if let Some(related) = related.as_object_mut() {
            related.insert("message".to_owned(), json!({"text": label}));
        }
        related
    });
    let related: Vec<Value> = related.collect();
    if let (false, Some(result)) = (related.is_empty(), result.as_object_mut()) {
        result.insert("relatedLocations".to_owned(), related.into());
    }
    result
}

fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
    }
}

fn location(place: &Place<'_>) -> Value {
    let mut physical = json!({"artifactLocation": {"uri": uri(place.path)}});
    if let (Some(spot), Some(physical)) = (&place.spot, physical.as_object_mut()) {
        let region = json!({
            "startLine": spot.line,
            "startColumn": spot.column,
            "endLine": spot.line,
            "endColumn": spot.end_column,
        });
        physical.insert("region".to_owned(), region);
    }
    json!({"physicalLocation": physical})
}

/// A path as the reference to it that is relative to where the run began, or as a URI when it is absolute.
fn uri(path: &Path) -> String {
    let mut uri = String::new();
    if path.is_absolute() {
        uri += "file://";
    }
    for byte in path.to_string_lossy().bytes() {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' | b'/' => {
                uri.push(byte.into());
            }
            _ => uri += &format!("%{byte:02X}"),
        }
    }
    uri
}
