//! Messages for people, each with the line it is about.

use annotate_snippets::{
    AnnotationKind, Group, Level, Origin, Renderer, Snippet, normalize_untrusted_str,
};
use indexmap::IndexMap;

use super::{Finding, Severity};
use crate::source::{Place, Spot};

/// All findings. What is found in the same words at several places is one message.
#[must_use]
pub fn render(findings: &[Finding<'_>], is_coloured: bool) -> String {
    let renderer = match is_coloured {
        true => Renderer::styled(),
        false => Renderer::plain(),
    };
    let mut text = String::new();
    for alike in grouped(findings) {
        if let [first, others @ ..] = alike.as_slice() {
            text += &message(&renderer, first, others);
            text += "\n\n";
        }
    }
    text
}

/// Puts together what differs only in its place, where it first occurs.
fn grouped<'a>(findings: &'a [Finding<'a>]) -> Vec<Vec<&'a Finding<'a>>> {
    let mut groups: IndexMap<_, Vec<&Finding<'_>>> = IndexMap::new();
    for finding in findings {
        let one = finding.diagnostic;
        let key = (one.code, &one.message, &one.help);
        groups.entry(key).or_default().push(finding);
    }
    groups.into_values().collect()
}

fn message(renderer: &Renderer, first: &Finding<'_>, others: &[&Finding<'_>]) -> String {
    let level = match first.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
    };
    let one = first.diagnostic;
    let title = level
        .primary_title(one.message.as_str())
        .id(one.code.as_str());
    let mut group = Group::with_title(title);
    let mut shifted = Vec::new();
    let labelled = first.related.iter().map(|(place, label)| {
        let kind = AnnotationKind::Context;
        (place, kind, Some(*label))
    });
    let place = first.place.as_ref();
    let place = place.map(|place| (place, AnnotationKind::Primary, None));
    for (place, kind, label) in place.into_iter().chain(labelled) {
        let path = place.path.display().to_string();
        let Some(spot) = &place.spot else {
            group = group.element(Origin::path(path));
            continue;
        };
        shifted.extend(shift(&path, spot));
        let annotation = kind.span(spot.underlined.clone()).label(label);
        let snippet = Snippet::source(spot.excerpt)
            .line_start(spot.line)
            .path(path);
        group = group.element(snippet.annotation(annotation));
    }
    if let Some(also) = also(others) {
        group = group.element(Level::NOTE.message(normalize_untrusted_str(&also)));
    }
    if let Some(help) = &one.help {
        group = group.element(Level::HELP.message(normalize_untrusted_str(help)));
    }
    let mut text = renderer.render(&[group]);
    for (shown, meant) in shifted {
        text = text.replacen(&shown, &meant, 1);
    }
    text
}

/// The renderer counts columns from the beginning of the excerpt: where that is not the beginning of the line, what it
/// prints as the place, and what is meant.
fn shift(path: &str, spot: &Spot<'_>) -> Option<(String, String)> {
    let before = spot.excerpt.get(..spot.underlined.start)?;
    let column = before.chars().count() + 1;
    let at = |column: usize| format!("{path}:{}:{column}\n", spot.line);
    (column != spot.column).then(|| (at(column), at(spot.column)))
}

/// How many places are named beside the first.
const NAMED: usize = 2;

/// `also at a.yaml:3:5 and a.yaml:9:5`, or the first few and how many more there are.
fn also(others: &[&Finding<'_>]) -> Option<String> {
    let places: Vec<&Place<'_>> = others.iter().filter_map(|one| one.place.as_ref()).collect();
    let named = places.iter().take(NAMED).map(ToString::to_string);
    let named: Vec<String> = named.collect();
    match (named.as_slice(), others.len().saturating_sub(named.len())) {
        ([], _) => None,
        ([one], 0) => Some(format!("also at {one}")),
        (several, 0) => Some(format!("also at {}", several.join(" and "))),
        (several, more) => Some(format!(
            "also at {} … and {more} more like this",
            several.join(", ")
        )),
    }
}
