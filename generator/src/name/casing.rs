//! Words and cases.

use heck::{ToShoutySnakeCase, ToSnakeCase, ToUpperCamelCase};

/// The words of `text` in small letters: `CreateWebhook`, `create_webhook` and `create webhook` have the same.
#[must_use]
pub fn words(text: &str) -> Vec<String> {
    plain(text)
        .to_snake_case()
        .split('_')
        .filter(|word| !word.is_empty())
        .map(str::to_owned)
        .collect()
}

/// `CreateWebhook`
pub(super) fn pascal(text: &str) -> String {
    plain(text).to_upper_camel_case()
}

/// `create_webhook`
pub(super) fn snake(text: &str) -> String {
    plain(text).to_snake_case()
}

/// `CREATE_WEBHOOK`
pub(super) fn shouting(text: &str) -> String {
    plain(text).to_shouty_snake_case()
}

/// Signs that tell values apart are read out; all others only separate words.
fn plain(text: &str) -> String {
    let mut plain = String::new();
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

/// `webhooks` gives `webhook`, `inboxes` gives `inbox`, `entries` gives `entry`.
pub(super) fn singular(word: &str) -> String {
    let stem = |suffix: &str, more: &str| {
        word.strip_suffix(suffix)
            .map(|stem| format!("{stem}{more}"))
    };
    let keeps = ["ss", "us", "is", "news", "series"]
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
