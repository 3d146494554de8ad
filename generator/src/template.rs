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
