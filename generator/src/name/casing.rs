//! Words and cases.

use std::borrow::Cow;

use heck::{ToShoutySnakeCase, ToSnakeCase, ToUpperCamelCase};
use icu_normalizer::ComposingNormalizer;

/// The words of `text` in small letters: `CreateWebhook`, `create_webhook` and `create webhook` have the same.
#[must_use]
pub fn words(text: &str) -> Vec<String> {
    snake(text)
        .split('_')
        .filter(|word| !word.is_empty())
        .map(str::to_owned)
        .collect()
}

/// `CreateWebhook`; digits of two words stay apart: `1.0` gives `1_0`, not `10`.
pub(super) fn pascal(text: &str) -> String {
    let mut pascal = String::with_capacity(text.len());
    for word in words(text) {
        let is_digit = |char: char| char.is_ascii_digit();
        if pascal.ends_with(is_digit) && word.starts_with(is_digit) {
            pascal.push('_');
        }
        pascal += &capital(&word);
    }
    composed(pascal)
}

/// `create_webhook`
pub(super) fn snake(text: &str) -> String {
    composed(plain(text).to_snake_case())
}

/// `CREATE_WEBHOOK`
pub(super) fn shouting(text: &str) -> String {
    composed(plain(text).to_shouty_snake_case())
}

/// Letters with marks as one character each, as the compiler compares identifiers ([normal form
/// C](https://doc.rust-lang.org/reference/identifiers.html#normalization)).
fn composed(text: String) -> String {
    match text.is_ascii() {
        true => text,
        false => ComposingNormalizer::new_nfc().normalize(&text).into_owned(),
    }
}

/// Words with capitals of their own: as people write them, as one word, and as a type has them.
const PROPER: [(&str, &str, &str); 9] = [
    ("OAuth", "Oauth", "OAuth"),
    ("IPv4", "Ipv4", "IPv4"),
    ("IPv6", "Ipv6", "IPv6"),
    ("GitHub", "Github", "GitHub"),
    ("GitLab", "Gitlab", "GitLab"),
    ("GraphQL", "Graphql", "GraphQl"),
    ("OpenAPI", "Openapi", "OpenApi"),
    ("iOS", "Ios", "Ios"),
    ("macOS", "Macos", "MacOs"),
];

/// A word of a type: `webhook` gives `Webhook`, `oauth2` gives `OAuth2`.
fn capital(word: &str) -> String {
    let stem = word.trim_end_matches(|char: char| char.is_ascii_digit());
    let number = word.strip_prefix(stem).unwrap_or_default();
    // `ipv4` is proper with its digit, `oauth2` without.
    for (named, rest) in [(word, ""), (stem, number)] {
        let proper = PROPER
            .iter()
            .find(|(_, one, _)| one.eq_ignore_ascii_case(named));
        if let Some((_, _, capitals)) = proper {
            return format!("{capitals}{rest}");
        }
    }
    word.to_upper_camel_case()
}

/// Signs that tell values apart are read out; all others only separate words.
fn plain(text: &str) -> String {
    let mut text = match text.is_ascii() {
        true => Cow::Borrowed(text),
        // A mark on its own would separate words.
        false => composed(text.to_owned()).into(),
    };
    // What is proper, or an abbreviation, has capitals.
    if text.contains(char::is_uppercase) {
        for (written, one, _) in PROPER {
            if text.contains(written) {
                text = text.replace(written, one).into();
            }
        }
        text = plurals(&text).into();
    }
    let mut plain = String::with_capacity(text.len());
    for (index, char) in text.char_indices() {
        match char {
            '+' => plain += " plus ",
            '-' if index == 0 => plain += "minus ",
            '*' => plain += " star ",
            '<' => plain += " less ",
            '>' => plain += " greater ",
            '=' => plain += " equal ",
            '\'' | '’' => {}
            '$' | '@' => plain.push(' '),
            _ => plain.push(char),
        }
    }
    plain
}

/// The plural of an abbreviation is one word: `userIDs` gives `userIds`, `URLs` gives `Urls`.
fn plurals(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    // The capitals that came last, which may begin a word or be an abbreviation.
    let mut capitals = String::new();
    let mut chars = text.chars().peekable();
    while let Some(char) = chars.next() {
        if char.is_uppercase() {
            capitals.push(char);
            continue;
        }
        let ends = chars.peek().is_none_or(|next| !next.is_lowercase());
        if char == 's' && ends && capitals.chars().count() > 1 {
            let mut letters = capitals.chars();
            plain.extend(letters.next());
            plain.extend(letters.flat_map(char::to_lowercase));
        } else {
            plain += &capitals;
        }
        capitals.clear();
        plain.push(char);
    }
    plain + &capitals
}

/// `webhooks` gives `webhook`, `inboxes` gives `inbox`, `entries` gives `entry`, `people` gives `person`.
#[must_use]
pub fn singular(word: &str) -> String {
    let stem = |suffix: &str, more: &str| {
        word.strip_suffix(suffix)
            .map(|stem| format!("{stem}{more}"))
    };
    match word {
        "people" => return "person".to_owned(),
        "children" => return "child".to_owned(),
        _ => {}
    }
    let keeps = ["ss", "us", "is", "dns", "sms", "https", "news", "series"]
        .iter()
        .any(|end| word.ends_with(end));
    if keeps {
        return word.to_owned();
    }
    let es = ["xes", "ches", "shes", "sses"]
        .iter()
        .any(|end| word.ends_with(end));
    let shorter = if es {
        stem("es", "")
    } else {
        stem("ies", "y").or_else(|| stem("s", ""))
    };
    shorter.unwrap_or_else(|| word.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_what_people_take_for_words() {
        let cases = [
            ("OAuth2Token", "OAuth2Token", "oauth2_token"),
            ("oauth2_token", "OAuth2Token", "oauth2_token"),
            ("oauth_token", "OAuthToken", "oauth_token"),
            ("IPv4Address", "IPv4Address", "ipv4_address"),
            ("ipv6", "IPv6", "ipv6"),
            ("SHA256", "Sha256", "sha256"),
            ("sha256", "Sha256", "sha256"),
            ("GitHubApp", "GitHubApp", "github_app"),
            ("github_app", "GitHubApp", "github_app"),
            ("userIDs", "UserIds", "user_ids"),
            ("URLs", "Urls", "urls"),
            ("iOSDevice", "IosDevice", "ios_device"),
            ("HTTPServer", "HttpServer", "http_server"),
            ("coauthor", "Coauthor", "coauthor"),
            ("this is it", "ThisIsIt", "this_is_it"),
            ("+1", "Plus1", "plus_1"),
            ("v1.0", "V1_0", "v1_0"),
            ("2026-11-30", "2026_11_30", "2026_11_30"),
            ("cafe\u{301}", "Caf\u{e9}", "caf\u{e9}"),
        ];
        for (text, ty, value) in cases {
            assert_eq!(
                (pascal(text).as_str(), snake(text).as_str()),
                (ty, value),
                "{text}"
            );
        }
    }
}
