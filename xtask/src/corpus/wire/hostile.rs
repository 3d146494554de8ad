//! Texts that are hard to send, and what of them a place can carry.

use serde_json::Value;

use super::parameter::{Parameter, Place, Style};

/// Texts with what means something in a URL, in JSON or in a header.
pub const TEXTS: [&str; 8] = [
    "a b/c?d#e%f&g+h=i,j;k|l[m]n",
    "it's \"quoted\" <\u{e9}> \u{2713} \u{65e5}\u{672c}",
    "/../%2e%2F/..",
    "",
    "a:b@c!$'()*~",
    "back\\slash{brace}^`",
    "x-y_z.w",
    "  two  spaces  ",
];

/// Whether the standard says how a value is spelled as this parameter, so that it can be read back.
///
/// `neighbours` are characters that end the value in a path, `others` the names of the other parameters.
pub fn is_sendable(
    parameter: &Parameter,
    neighbours: &[char],
    others: &[&str],
    value: &Value,
) -> bool {
    if parameter.style == Style::Json {
        return !value.is_null() && fits(parameter, neighbours, &[], &value.to_string());
    }
    let separator = parameter.separator();
    // Encoded, a comma is no longer one that parts items.
    let is_encoded = parameter.place != Place::Header && separator == ',';
    match value {
        Value::Null => false,
        Value::Array(items) => {
            let parted: &[char] = match is_encoded || parameter.explode && is_pairs(parameter) {
                true => &[],
                false => &[separator],
            };
            let may_be_empty = parameter.place == Place::Query;
            parameter.style != Style::Deep
                && !(parameter.place == Place::Path && items.is_empty())
                && !(parameter.place == Place::Cookie && parameter.explode && items.len() > 1)
                && items.iter().all(|item| {
                    scalar(item).is_some_and(|text| {
                        (may_be_empty || !text.is_empty())
                            && fits(parameter, neighbours, parted, &text)
                    })
                })
        }
        Value::Object(members) => {
            let is_spread = parameter.is_spread(value);
            let parted: &[char] = match is_encoded {
                true => &[],
                false => &[separator, '='],
            };
            let parted = match parameter.style == Style::Deep || is_spread {
                true => &[],
                false => parted,
            };
            let names_fit = members.keys().all(|name| {
                let is_plain = name
                    .chars()
                    .all(|letter| letter.is_ascii_alphanumeric() || letter == '_' || letter == '-');
                !name.is_empty() && is_plain && !(is_spread && others.contains(&name.as_str()))
            });
            let parts_fit = members.values().all(|member| {
                scalar(member).is_some_and(|text| fits(parameter, neighbours, parted, &text))
            });
            // In other styles there is no telling where one name ends and its value begins.
            let is_known = !matches!(parameter.style, Style::Space | Style::Tab | Style::Pipe);
            let is_there = parameter.place != Place::Path || !members.is_empty();
            names_fit && parts_fit && is_known && is_there
        }
        one => {
            let text = scalar(one).unwrap_or_default();
            parameter.style != Style::Deep
                && !(parameter.place == Place::Path && is_refused(&text))
                && fits(parameter, neighbours, &[], &text)
        }
    }
}

/// Whether the parts of a value become pairs of their own.
const fn is_pairs(parameter: &Parameter) -> bool {
    matches!(parameter.place, Place::Query | Place::Cookie)
        || matches!(parameter.style, Style::Matrix)
}

/// The text of what is neither an array nor an object nor null.
pub fn scalar(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()),
        Value::Number(_) | Value::Bool(_) => Some(value.to_string()),
        _ => None,
    }
}

/// Whether a text in a path is refused by design.
fn is_refused(text: &str) -> bool {
    let plain = text.to_ascii_lowercase().replace("%2e", ".");
    matches!(plain.as_str(), "" | "." | "..")
}

/// Whether a text survives where the parameter goes.
fn fits(parameter: &Parameter, neighbours: &[char], parted: &[char], text: &str) -> bool {
    if text.contains(parted) {
        return false;
    }
    match parameter.place {
        Place::Path => !text.contains(neighbours),
        Place::Query if parameter.allow_reserved => {
            !text.contains(['%', '&', '#', '+', '[', ']']) && !text.contains(parameter.separator())
        }
        Place::Header => {
            text.chars().all(|letter| (' '..='~').contains(&letter)) && text.trim() == text
        }
        Place::Query | Place::Cookie => true,
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn is_fine(place: Place, style: Style, explode: bool, value: Value) -> bool {
        let parameter = Parameter {
            name: "x".to_owned(),
            place,
            required: false,
            style,
            explode,
            allow_reserved: false,
            schema: None,
        };
        is_sendable(&parameter, &['.'], &["y"], &value)
    }

    #[test]
    fn what_has_no_spelling_is_not_asked_for() {
        use Place::{Cookie, Header, Path, Query};
        let cases = [
            (Query, Style::Form, true, json!("a&b"), true),
            (Query, Style::Form, false, json!(["a,b", ""]), true),
            (Query, Style::Form, true, json!([["a"]]), false),
            (Query, Style::Form, true, json!({"a": 1, "y": 2}), false),
            (Query, Style::Form, false, json!({"a": 1, "y": 2}), true),
            (Query, Style::Pipe, false, json!(["a|b"]), false),
            (Query, Style::Pipe, true, json!(["a|b"]), true),
            (Query, Style::Deep, true, json!({"a": "b,c"}), true),
            (Query, Style::Deep, true, json!({"a": {"b": 1}}), false),
            (Query, Style::Json, true, json!({"a": {"b": null}}), true),
            (Header, Style::Simple, false, json!("a, b"), true),
            (Header, Style::Simple, false, json!(["a, b"]), false),
            (Header, Style::Simple, false, json!("é"), false),
            (Path, Style::Simple, false, json!("a.b"), false),
            (Path, Style::Simple, false, json!("a/b"), true),
            (Path, Style::Simple, false, json!("%2E."), false),
            (Path, Style::Simple, false, json!([]), false),
            (Cookie, Style::Form, true, json!(["a", "b"]), false),
            (Cookie, Style::Form, true, json!(null), false),
        ];
        for (place, style, explode, value, expected) in cases {
            assert_eq!(
                is_fine(place, style, explode, value.clone()),
                expected,
                "{value} as {style:?}"
            );
        }
    }
}
