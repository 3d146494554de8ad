//! The words for the client's type.

use crate::config::{Package, Setting};
use crate::name::words;

/// Words of titles that name no service.
const NOISE: [&str; 16] = [
    "api",
    "apis",
    "docs",
    "documentation",
    "http",
    "official",
    "openapi",
    "public",
    "reference",
    "rest",
    "restful",
    "schema",
    "spec",
    "specification",
    "swagger",
    "the",
];

/// Words of crates' names that name no service.
const SUFFIXES: [&str; 6] = ["api", "client", "rs", "rust", "sdk", "async"];

/// Words of crates' names that name any service.
const PLACEHOLDERS: [&str; 7] = ["demo", "example", "generated", "my", "new", "our", "test"];

/// The words for the client's type: those of the settings, of a crate's name that is given, or of the title without
/// what it says of being a description.
pub(super) fn words_for(package: &Package, title: &str) -> String {
    if let Some(client) = &package.client {
        return client.clone();
    }
    let name = package.name.as_ref().map(Setting::as_str);
    match name.and_then(|name| of_name(name, title)) {
        Some(words) => words,
        None => of_title(title),
    }
}

fn of_name(name: &str, title: &str) -> Option<String> {
    let mut found = words(name);
    found.pop_if(|last| SUFFIXES.contains(&last.as_str()));
    let is_placeholder = |word: &String| PLACEHOLDERS.contains(&word.as_str());
    if found.iter().all(is_placeholder) {
        return None;
    }
    // The title shows that `openai` is two words.
    let shown = words(title);
    let joined = found.concat();
    for start in 0..shown.len() {
        for end in start + 1..=shown.len() {
            let part = shown.get(start..end).unwrap_or_default();
            if part.concat() == joined {
                return Some(part.join(" "));
            }
        }
    }
    Some(found.join(" "))
}

/// What a title says beside being one of a description.
pub(super) fn of_title(title: &str) -> String {
    /// A longer name is a sentence.
    const LONGEST: usize = 4;
    let title = title.replace("'s ", " ").replace("\u{2019}s ", " ");
    let mut parts = title.split(['+', ':', '|', '(', ',', '\u{2013}', '\u{2014}']);
    let parts = parts.by_ref().flat_map(|part| part.split(" - "));
    let telling = parts.map(|part| {
        // `v3`, `1.0`
        let is_version = |word: &String| {
            let digits = word.strip_prefix('v').unwrap_or(word);
            digits.chars().all(|next| next.is_ascii_digit())
        };
        let mut found = words(part);
        found.retain(|word| !NOISE.contains(&word.as_str()) && !is_version(word));
        found.truncate(LONGEST);
        found.join(" ")
    });
    let found = telling.into_iter().find(|words| !words.is_empty());
    found.unwrap_or(title)
}

/// The name of a crate, made from a title. Cargo and crates.io accept it.
pub(super) fn crate_name(title: &str) -> String {
    /// crates.io takes 64 letters.
    const LONGEST: usize = 56;
    let spelled = words(&of_title(title)).join("-");
    let spelled = deunicode::deunicode(&spelled).to_lowercase();
    let parts = spelled.split(|next: char| !next.is_ascii_alphanumeric());
    let mut name = String::new();
    for part in parts.filter(|part| !part.is_empty()) {
        if name.len() + part.len() >= LONGEST {
            break;
        }
        name += part;
        name.push('-');
    }
    match name.starts_with(|first: char| first.is_ascii_alphabetic()) {
        true => name + "sdk",
        false => format!("api-{name}sdk"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn titles_lose_their_noise() {
        let cases = [
            ("OpenAI API", "open ai"),
            ("GitHub v3 REST API", "github"),
            (
                "GitHub's official OpenAPI spec + Octokit extension",
                "github",
            ),
            ("Stripe API", "stripe"),
            ("Swagger Petstore - OpenAPI 3.0", "petstore"),
            ("API", "API"),
        ];
        for (title, expected) in cases {
            assert_eq!(of_title(title), expected, "{title}");
        }
        assert_eq!(
            of_name("openai-rs", "OpenAI API").as_deref(),
            Some("open ai")
        );
        assert_eq!(of_name("github", "Whatever").as_deref(), Some("github"));
        assert_eq!(of_name("my-sdk", "Whatever"), None);
        let long = "x".repeat(300);
        let names = [
            ("OpenAI API", "open-ai-sdk"),
            ("42", "api-42-sdk"),
            ("名前", "ming-qian-sdk"),
            ("Größe", "grosse-sdk"),
            ("", "api-sdk"),
            ("!!", "api-sdk"),
            (long.as_str(), "api-sdk"),
        ];
        for (title, expected) in names {
            assert_eq!(crate_name(title), expected, "{title}");
            assert!(crate::manifest::crate_name(expected).is_ok());
        }
        assert_eq!(of_name("rust-client", "Whatever").as_deref(), Some("rust"));
    }
}
