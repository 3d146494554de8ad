//! Reads the `Link` header of RFC 8288.

use http::HeaderMap;
use http::header::LINK;

/// The target of the first link with `rel="next"`.
pub fn next_link(headers: &HeaderMap) -> Option<&str> {
    let values = headers.get_all(LINK).iter();
    values
        .filter_map(|value| std::str::from_utf8(value.as_bytes()).ok())
        .find_map(next_in)
}

fn next_in(mut text: &str) -> Option<&str> {
    while let Some((_, behind)) = text.split_once('<') {
        let (target, behind) = behind.split_once('>')?;
        let (is_next, behind) = parameters(behind);
        if is_next {
            return Some(target);
        }
        text = behind;
    }
    None
}

/// Whether the parameters of a link say that it leads to what comes next, and what stands behind them.
fn parameters(text: &str) -> (bool, &str) {
    let mut relation = None;
    // A link with an anchor starts elsewhere.
    let mut is_anchored = false;
    let mut rest = text.trim_start();
    while let Some(parameter) = rest.strip_prefix(';') {
        let end = parameter.find(['=', ';', ',']);
        let (name, behind) = parameter.split_at(end.unwrap_or(parameter.len()));
        let (value, behind) = match behind.strip_prefix('=') {
            Some(behind) => value(behind.trim_start()),
            None => ("", behind),
        };
        let name = name.trim();
        if name.eq_ignore_ascii_case("rel") {
            // Of several the first counts.
            relation.get_or_insert(value);
        }
        is_anchored |= name.eq_ignore_ascii_case("anchor");
        rest = behind.trim_start();
    }
    let mut relations = relation.unwrap_or_default().split_whitespace();
    let is_next = relations.any(|relation| relation.eq_ignore_ascii_case("next"));
    (is_next && !is_anchored, rest)
}

/// The value that a text begins with, quoted or not, and what stands behind it.
fn value(text: &str) -> (&str, &str) {
    let Some(quoted) = text.strip_prefix('"') else {
        let (value, behind) = text.split_at(text.find([';', ',']).unwrap_or(text.len()));
        return (value.trim_end(), behind);
    };
    let mut is_escaped = false;
    let is_end = |next: char| {
        let is_end = next == '"' && !is_escaped;
        is_escaped = next == '\\' && !is_escaped;
        is_end
    };
    let (value, behind) = quoted.split_at(quoted.find(is_end).unwrap_or(quoted.len()));
    (value, behind.strip_prefix('"').unwrap_or(behind))
}
