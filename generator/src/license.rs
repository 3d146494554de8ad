//! The licence of an API as an SPDX identifier, which a manifest wants.

/// Identifiers, with the words that names of the licence and its addresses consist of beside filling ones.
const KNOWN: [(&str, &[&str]); 17] = [
    ("Apache-2.0", &["apache", "2"]),
    ("MIT", &["mit"]),
    ("BSD-2-Clause", &["bsd", "2"]),
    ("BSD-3-Clause", &["bsd", "3"]),
    ("ISC", &["isc"]),
    ("MPL-2.0", &["mpl", "2"]),
    ("MPL-2.0", &["mozilla", "2"]),
    ("Unlicense", &["unlicense"]),
    ("CC0-1.0", &["cc0"]),
    ("CC-BY-4.0", &["cc", "by", "4"]),
    ("AGPL-3.0-only", &["agpl", "3"]),
    ("LGPL-3.0-only", &["lgpl", "3"]),
    ("GPL-2.0-only", &["gpl", "2"]),
    ("GPL-3.0-only", &["gpl", "3"]),
    ("EUPL-1.2", &["eupl"]),
    ("EPL-2.0", &["epl", "2"]),
    ("BSL-1.0", &["boost"]),
];

/// Words that say nothing of which licence it is.
const FILLING: [&str; 14] = [
    "0", "1", "clause", "gnu", "html", "licence", "license", "licenses", "only", "public", "the",
    "txt", "v", "version",
];

/// The identifier of `info.license`: as it is given, else by the name, else by the address.
#[must_use]
pub fn spdx(identifier: Option<&str>, name: Option<&str>, url: Option<&str>) -> Option<String> {
    let given = identifier.map(str::trim).filter(|text| is_expression(text));
    if let Some(given) = given {
        return Some(given.to_owned());
    }
    let by_name = name.and_then(known);
    let last = url.and_then(|url| url.trim_end_matches('/').rsplit('/').next());
    let host = url
        .filter(|url| url.contains("apache.org"))
        .map(|_| "apache");
    let by_url = last.and_then(|last| known(&format!("{} {last}", host.unwrap_or_default())));
    by_name.or(by_url).map(str::to_owned)
}

/// Whether a text can be an SPDX licence expression.
pub(crate) fn is_expression(text: &str) -> bool {
    let is_part = |next: char| next.is_ascii_alphanumeric() || "-.+() ".contains(next);
    !text.is_empty() && text.chars().all(is_part)
}

fn known(text: &str) -> Option<&'static str> {
    let lower = text.to_lowercase();
    let words = lower.split(|next: char| !next.is_ascii_alphanumeric());
    // `v3` is 3.
    let number = |word: &str| word.starts_with(|next: char| next.is_ascii_digit());
    let words = words.map(|word| {
        word.strip_prefix('v')
            .filter(|rest| number(rest))
            .unwrap_or(word)
    });
    let words = words.filter(|word| !word.is_empty() && !FILLING.contains(word));
    let mut words: Vec<&str> = words.collect();
    words.dedup();
    let unlicense = lower.contains("unlicense").then_some("Unlicense");
    let found = KNOWN.iter().find(|(_, known)| words == *known);
    // `Apache` alone is 2.0 nowadays.
    let apache = (words == ["apache"]).then_some("Apache-2.0");
    unlicense.or(found.map(|(id, _)| *id)).or(apache)
}

#[cfg(test)]
mod tests {
    use super::spdx;

    #[test]
    fn licences_are_known_by_identifier_name_and_address() {
        let examples = [
            (
                Some("MIT OR Apache-2.0"),
                None,
                None,
                Some("MIT OR Apache-2.0"),
            ),
            (None, Some("MIT"), None, Some("MIT")),
            (None, Some("MIT License"), None, Some("MIT")),
            (None, Some("The MIT License (MIT)"), None, Some("MIT")),
            (None, Some("Apache 2.0"), None, Some("Apache-2.0")),
            (
                None,
                Some("Apache License, Version 2.0"),
                None,
                Some("Apache-2.0"),
            ),
            (None, Some("Apache-2.0"), None, Some("Apache-2.0")),
            (
                None,
                Some("BSD 3-Clause License"),
                None,
                Some("BSD-3-Clause"),
            ),
            (None, Some("GPLv3"), None, None),
            (None, Some("GNU GPL v3"), None, Some("GPL-3.0-only")),
            (None, Some("Proprietary"), None, None),
            (
                None,
                None,
                Some("https://opensource.org/licenses/MIT"),
                Some("MIT"),
            ),
            (
                None,
                Some("License"),
                Some("http://www.apache.org/licenses/LICENSE-2.0.html"),
                Some("Apache-2.0"),
            ),
            (
                None,
                Some("Terms of use"),
                Some("https://example.com/terms"),
                None,
            ),
            (None, None, None, None),
        ];
        for (identifier, name, url, expected) in examples {
            let found = spdx(identifier, name, url);
            assert_eq!(
                found.as_deref(),
                expected,
                "{identifier:?} {name:?} {url:?}"
            );
        }
    }
}
