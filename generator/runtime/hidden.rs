//! The texts that no message about a call may show: every secret that the call itself used, and those in its response.

use http::{HeaderName, HeaderValue};
use serde_json::Value;

use super::auth::is_sensitive;
use super::encode::Given;
use super::operation::Place;
use super::sdk::Sdk;

/// A shorter text in a secret property is not searched for elsewhere: hiding every `1` or `true` would hide the error.
const SHORTEST: usize = 4;

/// A larger request body is not searched for secrets.
const LARGEST: usize = 1024 * 1024;

/// Adds the parameters and form fields that hold credentials or have the name of a secret property.
pub(super) fn add_parameters(sdk: &Sdk, given: &[Given], hidden: &mut Vec<String>) {
    for (parameter, value) in given {
        let is_secret = match parameter.place {
            Place::Cookie => true,
            Place::Header => HeaderName::from_bytes(parameter.name.as_bytes())
                .is_ok_and(|name| is_sensitive(&name, sdk.schemes)),
            Place::Path | Place::Query | Place::Field => {
                is_listed(parameter.name, sdk.secret_members)
            }
        };
        collect(value, sdk.secret_members, is_secret, hidden);
    }
}

/// Adds the secret properties of a request body, where that is JSON.
pub(super) fn add_body(sdk: &Sdk, body: &[u8], hidden: &mut Vec<String>) {
    if body.len() > LARGEST || sdk.secret_members.is_empty() {
        return;
    }
    if let Ok(body) = serde_json::from_slice(body) {
        collect(&body, sdk.secret_members, false, hidden);
    }
}

/// Adds the values of header fields that hold credentials.
pub(super) fn add_headers<'h>(
    sdk: &Sdk,
    headers: impl IntoIterator<Item = (&'h HeaderName, &'h HeaderValue)>,
    hidden: &mut Vec<String>,
) {
    for (name, value) in headers {
        if value.is_sensitive() || is_sensitive(name, sdk.schemes) {
            hidden.append(&mut secret_words(value));
        }
    }
}

/// The forms in which a service may quote a header value that holds a credential: all of it, what follows a scheme such as
/// `Bearer`, the password of `Basic`, and the values of cookies.
pub(super) fn secret_words(value: &HeaderValue) -> Vec<String> {
    let text = String::from_utf8_lossy(value.as_bytes());
    let mut words = vec![text.to_string()];
    if let Some((scheme, rest)) = text.split_once(' ') {
        words.push(rest.trim().to_owned());
        let pair = scheme.eq_ignore_ascii_case("basic");
        let pair = pair.then(|| decoded(rest.trim())).flatten();
        if let Some((_, password)) = pair.as_deref().and_then(|pair| pair.split_once(':')) {
            words.push(password.to_owned());
        }
    }
    for cookie in text.split(';') {
        if let Some((_, value)) = cookie.split_once('=') {
            words.push(value.trim().to_owned());
        }
    }
    words.retain(|word| !word.is_empty());
    words
}

/// The text of base64 with or without padding. Too little to bring in a dependency for.
fn decoded(text: &str) -> Option<String> {
    let mut bytes = Vec::new();
    let (mut bits, mut count) = (0_u32, 0);
    for digit in text.trim_end_matches('=').bytes() {
        let value = match digit {
            b'A'..=b'Z' => digit - b'A',
            b'a'..=b'z' => digit - b'a' + 26,
            b'0'..=b'9' => digit - b'0' + 52,
            b'+' | b'-' => 62,
            b'/' | b'_' => 63,
            _ => return None,
        };
        bits = (bits << 6) | u32::from(value);
        count += 6;
        if count >= 8 {
            count -= 8;
            bytes.push(u8::try_from((bits >> count) & 0xff).ok()?);
        }
    }
    String::from_utf8(bytes).ok()
}

/// Adds the texts of a value that stand in secret properties, or all of them.
pub(super) fn collect(
    value: &Value,
    secret_members: &[&str],
    is_secret: bool,
    hidden: &mut Vec<String>,
) {
    match value {
        Value::Object(object) => {
            for (name, value) in object {
                let is_secret = is_secret || is_listed(name, secret_members);
                collect(value, secret_members, is_secret, hidden);
            }
        }
        Value::Array(items) => {
            for item in items {
                collect(item, secret_members, is_secret, hidden);
            }
        }
        Value::String(text) if is_secret && text.len() >= SHORTEST => {
            // A service may quote what follows a scheme such as `Bearer`.
            let rest = text.split_once(' ').map(|(_, rest)| rest.trim());
            hidden.extend(rest.filter(|rest| rest.len() > SHORTEST).map(str::to_owned));
            hidden.push(text.clone());
        }
        Value::Number(number) if is_secret => {
            let text = number.to_string();
            hidden.extend((text.len() > SHORTEST).then_some(text));
        }
        _ => {}
    }
}

/// Whether a property is a secret, whatever the case of its name.
pub(super) fn is_listed(name: &str, secret_members: &[&str]) -> bool {
    secret_members
        .iter()
        .any(|member| member.eq_ignore_ascii_case(name))
}
