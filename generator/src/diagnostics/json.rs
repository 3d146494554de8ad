//! Messages for programs: one JSON object a line.

use serde::Serialize;

use super::Finding;
use crate::source::Place;

/// All findings, one a line. Lines and columns count from 1, columns in characters; `end_column` is behind the last.
/// Every member is always there; what is not known is `null`.
#[must_use]
pub fn render(findings: &[Finding<'_>]) -> String {
    let lines = findings.iter().filter_map(|finding| {
        let one = finding.diagnostic;
        let related = finding.related.iter().map(|(place, message)| Related {
            message,
            place: At::of(Some(place)),
        });
        let message = Message {
            code: one.code.as_str(),
            severity: finding.severity.as_str(),
            message: &one.message,
            help: one.help.as_deref(),
            place: At::of(finding.place.as_ref()),
            related: related.collect(),
        };
        Some(serde_json::to_string(&message).ok()? + "\n")
    });
    lines.collect()
}

#[derive(Serialize)]
struct Message<'a> {
    code: &'a str,
    severity: &'a str,
    message: &'a str,
    help: Option<&'a str>,
    #[serde(flatten)]
    place: At,
    related: Vec<Related<'a>>,
}

#[derive(Serialize)]
struct Related<'a> {
    message: &'a str,
    #[serde(flatten)]
    place: At,
}

#[derive(Serialize)]
struct At {
    file: Option<String>,
    line: Option<usize>,
    column: Option<usize>,
    end_line: Option<usize>,
    end_column: Option<usize>,
}

impl At {
    fn of(place: Option<&Place<'_>>) -> Self {
        let spot = place.and_then(|place| place.spot.as_ref());
        Self {
            file: place.map(|place| place.path.display().to_string()),
            line: spot.map(|spot| spot.line),
            column: spot.map(|spot| spot.column),
            end_line: spot.map(|spot| spot.line),
            end_column: spot.map(|spot| spot.end_column),
        }
    }
}
