//! Messages for people, each with the line it is about.

use annotate_snippets::{Annotation, AnnotationKind, Group, Level, Origin, Renderer, Snippet};
use indexmap::IndexMap;

use super::terminal::{clean, clean_styled};
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
    match is_coloured {
        true => clean_styled(&text).into_owned(),
        false => clean(&text).into_owned(),
    }
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
    // What an alias repeats stands in one place.
    let mut others = others.to_vec();
    others.retain(|other| other.place != first.place);
    let level = match first.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
    };
    let one = first.diagnostic;
    let title = level
        .primary_title(clean(&one.message))
        .id(one.code.as_str());
    let mut group = Group::with_title(title);
    let mut shifted = Vec::new();
    let mut places = marked(first).into_iter().peekable();
    while let Some((place, annotation)) = places.next() {
        let path = clean(&place.path.display().to_string()).into_owned();
        let Some(spot) = &place.spot else {
            group = group.element(Origin::path(path));
            continue;
        };
        if spot.concealed {
            group = group.element(Origin::path(path).line(spot.line).char_column(spot.column));
            continue;
        }
        shifted.extend(shift(&path, spot));
        let mut snippet = Snippet::source(spot.excerpt)
            .line_start(spot.line)
            .path(path)
            .annotations(annotation);
        // What stands in the same line is shown in it.
        while let Some((_, more)) = places.next_if(|(other, _)| share_line(place, other)) {
            snippet = snippet.annotations(more);
        }
        group = group.element(snippet);
    }
    if let Some(also) = also(&others) {
        group = group.element(Level::NOTE.message(clean(&also).into_owned()));
    }
    if let Some(help) = &one.help {
        group = group.element(Level::HELP.message(clean(help)));
    }
    if let Some(action) = first.overlay_action() {
        let what = if others.is_empty() { "it" } else { "the first" };
        let help = format!("an overlay can put {what} right: {action}");
        group = group.element(Level::HELP.message(clean(&help).into_owned()));
    }
    let mut text = renderer.render(&[group]);
    for (shown, meant) in shifted {
        text = text.replacen(&shown, &meant, 1);
    }
    text
}

/// The places of a finding, its own first, each with what is underlined in its excerpt.
fn marked<'a>(finding: &'a Finding<'_>) -> Vec<(&'a Place<'a>, Option<Annotation<'a>>)> {
    let own = finding.place.iter();
    let own = own.map(|place| (place, AnnotationKind::Primary, None));
    let related = finding.related.iter();
    let related = related.map(|(place, label)| (place, AnnotationKind::Context, Some(*label)));
    own.chain(related)
        .map(|(place, kind, label)| {
            let spot = place.spot.as_ref();
            let annotation = spot.map(|spot| {
                let label = label.map(|label| clean(label).into_owned());
                kind.span(spot.underlined.clone()).label(label)
            });
            (place, annotation)
        })
        .collect()
}

/// Whether two places are in one excerpt.
fn share_line(one: &Place<'_>, other: &Place<'_>) -> bool {
    let excerpt = |place: &Place<'_>| {
        let spot = place.spot.as_ref().filter(|spot| !spot.concealed)?;
        Some((spot.line, spot.excerpt_column(), spot.excerpt.len()))
    };
    one.path == other.path && excerpt(one).is_some() && excerpt(one) == excerpt(other)
}

/// The renderer counts columns from the beginning of the excerpt: where that is not the beginning of the line, what it
/// prints as the place, and what is meant.
fn shift(path: &str, spot: &Spot<'_>) -> Option<(String, String)> {
    let at = |column: usize| format!("{path}:{}:{column}\n", spot.line);
    match spot.excerpt_column() {
        1 => None,
        first => Some((at(spot.column + 1 - first), at(spot.column))),
    }
}

/// How many places are named beside the first, when there are more.
const NAMED: usize = 2;

/// `also at a.yaml:3:5 and a.yaml:9:5`, or the first few and how many more there are.
fn also(others: &[&Finding<'_>]) -> Option<String> {
    let places = others.iter().filter_map(|one| one.place.as_ref());
    let places: Vec<String> = places.map(ToString::to_string).collect();
    let (last, before) = places.split_last()?;
    Some(match places.get(..NAMED) {
        Some(named) if places.len() > NAMED + 1 => {
            let more = places.len() - NAMED;
            format!("also at {} … and {more} more like this", named.join(", "))
        }
        _ if before.is_empty() => format!("also at {last}"),
        _ => format!("also at {} and {last}", before.join(", ")),
    })
}
