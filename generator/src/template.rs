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

/// The path as it is sent: what no URL can hold as it is (RFC 3986, section 3.3) is percent-encoded outside the braces.
#[must_use]
pub fn encoded(path: &str) -> String {
    /// What stays in a path or a query.
    const STAYS: &[u8] = b"-._~!$&'()*+,;=:@/?";
    let mut encoded = String::with_capacity(path.len());
    let mut is_name = false;
    for (index, char) in path.char_indices() {
        is_name = match char {
            '{' => true,
            '}' => false,
            _ => is_name,
        };
        let stays = match char {
            // It begins what is encoded already.
            '%' => { path.get(index + 1..index + 3) }
                .is_some_and(|digits| digits.bytes().all(|digit| digit.is_ascii_hexdigit())),
            char => {
                char.is_ascii_alphanumeric() || { char.try_into() }
                    .is_ok_and(|byte| STAYS.contains(&byte))
            }
        };
        if is_name || stays || char == '}' {
            encoded.push(char);
        } else {
            for byte in char.encode_utf8(&mut [0; 4]).bytes() {
                encoded.push_str(&format!("%{byte:02X}"));
            }
        }
    }
    encoded
}

#[cfg(test)]
mod tests {
    use super::encoded;

    #[test]
    fn paths_are_encoded_but_for_names() {
        let cases = [
            (
                "/v0/pods/{pod_id}/hooks:test",
                "/v0/pods/{pod_id}/hooks:test",
            ),
            ("/a b/{c d}/\"<>^|`\\", "/a%20b/{c d}/%22%3C%3E%5E%7C%60%5C"),
            ("/caf\u{e9}?x=1&y={z}", "/caf%C3%A9?x=1&y={z}"),
            ("/50%/a%20b/%2", "/50%25/a%20b/%252"),
            ("/[x]#y", "/%5Bx%5D%23y"),
        ];
        for (path, expected) in cases {
            assert_eq!(encoded(path), expected);
        }
    }
}
