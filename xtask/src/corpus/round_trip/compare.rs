//! What came back, held against what was sent.

use std::collections::BTreeMap;
use std::net::{Ipv4Addr, Ipv6Addr};

use serde_json::{Map, Number, Value};

use super::sample::UNNAMED;
use super::validate;

/// How often a difference that is let pass was met, by what it is.
pub type Allowed = BTreeMap<String, usize>;

/// The difference that is let pass where the schema does.
pub const NULL: &str = "null or absent";

/// Compares the two; what is wrong is told in words.
///
/// # Errors
///
/// When there is a difference that is not let pass.
pub fn compare(sent: &Value, back: &Value, allowed: &mut Allowed) -> Result<(), String> {
    at("", sent, back, allowed)
}

fn at(place: &str, sent: &Value, back: &Value, allowed: &mut Allowed) -> Result<(), String> {
    let differs = || {
        let place = if place.is_empty() { "the value" } else { place };
        Err(format!(
            "{place}: {} became {}",
            clipped(sent),
            clipped(back)
        ))
    };
    match (sent, back) {
        (Value::Object(sent), Value::Object(back)) => objects(place, sent, back, allowed),
        (Value::Array(sent), Value::Array(back)) if sent.len() == back.len() => {
            arrays(place, sent, back, allowed)
        }
        (Value::Number(sent), Value::Number(back)) => {
            if sent == back {
                Ok(())
            } else if is_same_number(sent, back) {
                allow(allowed, "number spelling");
                Ok(())
            } else if is_nearly_same(sent, back) {
                allow(allowed, "last bit of a fraction");
                Ok(())
            } else {
                differs()
            }
        }
        (Value::String(sent), Value::String(back)) if sent != back => {
            let Some(format) = same_in_another_spelling(sent, back) else {
                return differs();
            };
            allow(allowed, &format!("spelling of a {format}"));
            Ok(())
        }
        (sent, back) if sent == back => Ok(()),
        _ => differs(),
    }
}

fn allow(allowed: &mut Allowed, what: &str) {
    *allowed.entry(what.to_owned()).or_default() += 1;
}

fn objects(
    place: &str,
    sent: &Map<String, Value>,
    back: &Map<String, Value>,
    allowed: &mut Allowed,
) -> Result<(), String> {
    for (key, value) in sent {
        let place = format!("{place}/{key}");
        match back.get(key) {
            Some(back) => at(&place, value, back, allowed)?,
            None if value.is_null() => allow(allowed, NULL),
            None if key.starts_with(UNNAMED) => allow(allowed, "unnamed member left out"),
            None => return Err(format!("{place} is missing")),
        }
    }
    for (key, value) in back.iter().filter(|(key, _)| !sent.contains_key(*key)) {
        if !value.is_null() {
            return Err(format!("{place}/{key} was added: {}", clipped(value)));
        }
        allow(allowed, NULL);
    }
    Ok(())
}

/// What was sent, with `null` exactly where it is in what came back.
pub fn nulls_of(sent: &Value, back: &Value) -> Value {
    match (sent, back) {
        (Value::Object(sent), Value::Object(back)) => {
            let added = back.iter().filter(|(_, value)| value.is_null());
            let mut members: Map<String, Value> = added
                .map(|(key, value)| (key.clone(), value.clone()))
                .collect();
            for (key, value) in sent {
                match back.get(key) {
                    Some(back) => members.insert(key.clone(), nulls_of(value, back)),
                    None if value.is_null() && !key.starts_with(UNNAMED) => None,
                    None => members.insert(key.clone(), value.clone()),
                };
            }
            Value::Object(members)
        }
        (Value::Array(sent), Value::Array(back)) => {
            let items = sent.iter().zip(back);
            items.map(|(sent, back)| nulls_of(sent, back)).collect()
        }
        (sent, _) => sent.clone(),
    }
}

fn arrays(
    place: &str,
    sent: &[Value],
    back: &[Value],
    allowed: &mut Allowed,
) -> Result<(), String> {
    for (index, (sent, back)) in sent.iter().zip(back).enumerate() {
        at(&format!("{place}/{index}"), sent, back, allowed)?;
    }
    Ok(())
}

/// Whether two numbers are the same; whole ones to the last digit.
fn is_same_number(a: &Number, b: &Number) -> bool {
    let whole = |number: &Number| {
        number.as_i128().or_else(|| {
            let number = number.as_f64()?;
            let is_whole = number.fract() == 0.0 && number.abs() < 1e38;
            is_whole.then_some(number as i128)
        })
    };
    match (whole(a), whole(b)) {
        (Some(a), Some(b)) => a == b,
        (None, None) => a.as_f64() == b.as_f64(),
        _ => false,
    }
}

/// Whether two fractions are neighbours: serde_json reads them no more exactly than that.
fn is_nearly_same(a: &Number, b: &Number) -> bool {
    let (Some(a), Some(b)) = (a.as_f64(), b.as_f64()) else {
        return false;
    };
    a.fract() != 0.0 && (a.next_up() == b || a.next_down() == b)
}

/// The format in which two texts mean the same.
fn same_in_another_spelling(a: &str, b: &str) -> Option<&'static str> {
    fn both<T: PartialEq>(a: &str, b: &str, read: impl Fn(&str) -> Option<T>) -> bool {
        read(a).is_some_and(|a| read(b).is_some_and(|b| a == b))
    }
    let ipv4 = |text: &str| text.parse::<Ipv4Addr>().ok();
    let ipv6 = |text: &str| text.parse::<Ipv6Addr>().ok();
    let duration = |text: &str| {
        let span: jiff::Span = text.parse().ok()?;
        Some(span.fieldwise())
    };
    if both(a, b, instant) {
        Some("date-time")
    } else if both(a, b, duration) {
        Some("duration")
    } else if both(a, b, uuid) {
        Some("uuid")
    } else if both(a, b, ipv4) || both(a, b, ipv6) {
        Some("address")
    } else if both(a, b, validate::bytes) {
        Some("byte")
    } else {
        None
    }
}

fn instant(text: &str) -> Option<jiff::Timestamp> {
    text.parse().ok()
}

fn uuid(text: &str) -> Option<String> {
    let text = text.to_ascii_lowercase();
    let text = text.strip_prefix("urn:uuid:").unwrap_or(&text);
    let digits: String = text.split('-').collect();
    let is_uuid = digits.len() == 32 && digits.bytes().all(|digit| digit.is_ascii_hexdigit());
    is_uuid.then_some(digits)
}

/// A text, cut after 300 characters.
pub fn clipped(value: &impl ToString) -> String {
    const MOST: usize = 300;
    let text = value.to_string();
    match text.char_indices().nth(MOST) {
        Some((end, _)) => format!("{}…", text.get(..end).unwrap_or_default()),
        None => text,
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn difference(sent: Value, back: Value) -> Result<Vec<String>, String> {
        let mut allowed = Allowed::new();
        compare(&sent, &back, &mut allowed)?;
        Ok(allowed.into_keys().collect())
    }

    #[test]
    fn what_means_the_same_is_let_pass_and_counted() {
        let cases = [
            (json!({"a": 1, "b": 2}), json!({"b": 2, "a": 1}), ""),
            (json!(1), json!(1.0), "number spelling"),
            (
                json!(0.968_710_005_283_355_7),
                json!(0.968_710_005_283_355_6),
                "last bit of a fraction",
            ),
            (
                json!("2021-06-01T00:00:00+05:30"),
                json!("2021-05-31T18:30:00Z"),
                "spelling of a date-time",
            ),
            (
                json!("::1"),
                json!("0:0:0:0:0:0:0:1"),
                "spelling of a address",
            ),
            (json!({"a": null}), json!({}), "null or absent"),
            (json!({}), json!({"a": null}), "null or absent"),
            (
                json!({"xUnnamedMember": 1}),
                json!({}),
                "unnamed member left out",
            ),
        ];
        for (sent, back, expected) in cases {
            let found = difference(sent.clone(), back).unwrap();
            assert_eq!(found.join(", "), expected, "{sent}");
        }
    }

    #[test]
    fn what_does_not_mean_the_same_is_told() {
        let cases = [
            (json!({"a": {"b": 1}}), json!({"a": {}}), "/a/b is missing"),
            (json!({}), json!({"a": 1}), "/a was added: 1"),
            (json!([1, 1]), json!([1, 2]), "/1: 1 became 2"),
            (json!([1, 2]), json!([2, 1]), "/0: 1 became 2"),
            (json!(1), json!("1"), "the value: 1 became \"1\""),
            (
                json!(9_007_199_254_740_993_u64),
                json!(9_007_199_254_740_992_u64),
                "the value: 9007199254740993 became 9007199254740992",
            ),
            (json!("a"), json!("A"), "the value: \"a\" became \"A\""),
            (json!([1, 2]), json!([1]), "the value: [1,2] became [1]"),
        ];
        for (sent, back, expected) in cases {
            assert_eq!(difference(sent, back).unwrap_err(), expected);
        }
    }
}
