//! Messages for GitHub Actions, which shows them in the diff of a pull request.

use super::Finding;

/// All findings as workflow commands, one a line.
#[must_use]
pub fn render(findings: &[Finding<'_>]) -> String {
    let mut text = String::new();
    for finding in findings {
        let one = finding.diagnostic;
        let mut properties = Vec::new();
        if let Some(place) = &finding.place {
            properties.push(("file", place.path.display().to_string()));
            if let Some(spot) = &place.spot {
                properties.push(("line", spot.line.to_string()));
                properties.push(("endLine", spot.line.to_string()));
                properties.push(("col", spot.column.to_string()));
                properties.push(("endColumn", spot.end_column.to_string()));
            }
        }
        properties.push(("title", one.code.as_str().to_owned()));
        let related = finding.related.iter();
        let mut message = one.message.clone();
        for (place, label) in related {
            message += &format!("\n{place}: {label}");
        }
        if let Some(help) = &one.help {
            message += &format!("\nhelp: {help}");
        }
        text += &command(finding.severity.as_str(), &properties, &message);
    }
    text
}

/// A workflow command on a line of its own.
pub(crate) fn command(level: &str, properties: &[(&str, String)], message: &str) -> String {
    let properties = properties.iter();
    let properties: Vec<String> = properties
        .map(|(name, value)| format!("{name}={}", escaped(value, &PROPERTY)))
        .collect();
    let message = escaped(message, &MESSAGE);
    format!("::{level} {}::{message}\n", properties.join(","))
}

/// What a message must not hold as it is. The percent sign comes first: the others are replaced by it.
const MESSAGE: [(char, &str); 3] = [('%', "%25"), ('\r', "%0D"), ('\n', "%0A")];
/// What a property must not hold as it is.
const PROPERTY: [(char, &str); 5] = [
    ('%', "%25"),
    ('\r', "%0D"),
    ('\n', "%0A"),
    (':', "%3A"),
    (',', "%2C"),
];

fn escaped(text: &str, rules: &[(char, &str)]) -> String {
    let mut text = text.to_owned();
    for (char, escape) in rules {
        text = text.replace(*char, escape);
    }
    text
}
