//! Path templates.

/// The names between braces, in order.
#[must_use]
pub fn names(path: &str) -> Vec<&str> {
    path.split('{')
        .skip(1)
        .filter_map(|rest| rest.split_once('}'))
        .map(|(name, _)| name)
        .collect()
}

/// The path without what it says of parameters of the query, which are sent by their own rules: `/search?q={q}` and
/// `/search{?q,page}` (RFC 6570, section 3.2.8) are `/search` where the parameters say `in: query`.
#[must_use]
pub fn without_query(path: &str, is_in_query: impl Fn(&str) -> bool) -> String {
    let mut rest = path;
    let mut without = String::new();
    while let Some((before, group)) = rest.split_once('{') {
        let Some((group, after)) = group.split_once('}') else {
            break;
        };
        let names = group.strip_prefix(['?', '&']);
        let is_known = |name: &str| is_in_query(name.trim_end_matches('*'));
        without.push_str(before);
        if !names.is_some_and(|names| names.split(',').all(is_known)) {
            without.push_str(&format!("{{{group}}}"));
        }
        rest = after;
    }
    without.push_str(rest);
    let Some((path, query)) = without.split_once('?') else {
        return without;
    };
    let is_fixed = |pair: &&str| {
        let name = pair.split_once('=').map_or("", |(name, _)| name);
        **pair != format!("{name}={{{name}}}") || !is_in_query(name)
    };
    let fixed: Vec<&str> = query.split('&').filter(is_fixed).collect();
    match fixed.is_empty() {
        true => path.to_owned(),
        false => format!("{path}?{}", fixed.join("&")),
    }
}

/// The segments that are no parameters and no version, and the words of a fixed query: `/v0/pods/{pod_id}/webhooks` gives
/// `pods`, `webhooks`.
#[must_use]
pub fn words(path: &str) -> Vec<&str> {
    let is_version = |segment: &str| {
        let digits = segment.strip_prefix(['v', 'V']).unwrap_or_default();
        !digits.is_empty()
            && digits
                .chars()
                .all(|char| char.is_ascii_digit() || char == '.')
    };
    path.split(['/', '?', '&', '='])
        .filter(|segment| !segment.is_empty() && !segment.contains('{') && !is_version(segment))
        .collect()
}
