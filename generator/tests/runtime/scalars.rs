//! Values that JSON has no type for, and enums of numbers and of anything.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use serde_json::{Value, from_value, json, to_value};

use crate::runtime::base64::{Base64, Base64Url};
use crate::runtime::integer_enum::integer_enum;
use crate::runtime::json_enum::json_enum;
use crate::runtime::lenient::Lenient;
use crate::runtime::nullable::some;
use crate::runtime::object::object;
use crate::runtime::time::{Date, DateTime};

#[test]
fn bytes_are_base64_in_json() {
    let bytes: Base64 = from_value(json!("+/8=")).unwrap();
    assert_eq!(bytes.as_bytes(), [0xfb, 0xff]);
    assert_eq!(to_value(&bytes).unwrap(), json!("+/8="));
    let bytes: Base64Url = from_value(json!("-_8")).unwrap();
    assert_eq!(bytes.as_bytes(), [0xfb, 0xff]);
    assert_eq!(to_value(&bytes).unwrap(), json!("-_8"));
    assert_eq!(bytes.to_string(), "-_8");
}

#[test]
fn padding_may_be_missing_and_lines_broken() {
    for text in ["aGk", "aGk=", "aG\r\nk="] {
        assert_eq!(
            from_value::<Base64>(json!(text)).unwrap(),
            Base64::from(b"hi")
        );
        assert_eq!(
            from_value::<Base64Url>(json!(text)).unwrap(),
            Base64Url::from(b"hi")
        );
    }
    let error = from_value::<Base64>(json!("a*")).unwrap_err().to_string();
    assert!(error.starts_with("expected Base64: "), "{error}");
}

#[test]
fn date_times_that_are_written_slightly_wrong_are_understood() {
    let right: Timestamp = "2026-11-24T08:05:00Z".parse().unwrap();
    let spellings = [
        "2026-11-24T08:05:00Z",
        "2026-11-24T08:05:00.000+00:00",
        "2026-11-24t08:05:00z",
        "2026-11-24 08:05:00",
        "2026-11-24T08:05:00",
        "2026-11-24T08:05",
        "2026-11-24T10:05:00+0200",
        "2026-11-24T10:05:00+02",
        "2026-11-24T08:05:00,000Z",
        " 2026-11-24T08:05:00Z ",
    ];
    for text in spellings {
        let read: Lenient<Timestamp> = from_value(json!(text)).unwrap();
        assert_eq!(*read, right, "{text}");
        assert_eq!(to_value(read).unwrap(), json!("2026-11-24T08:05:00Z"));
    }
    let midnight: Lenient<Timestamp> = from_value(json!("2026-11-24")).unwrap();
    assert_eq!(midnight.to_string(), "2026-11-24T00:00:00Z");
    let error = from_value::<Lenient<Timestamp>>(json!("24.11.2026")).unwrap_err();
    assert_eq!(error.to_string(), "expected a date-time, got `24.11.2026`");
    let lenient: Lenient<DateTime> = from_value(json!("2026-11-24 08:05:00")).unwrap();
    assert_eq!(lenient.to_string(), "2026-11-24T08:05:00Z");
}

#[test]
fn the_crate_time_writes_as_rfc_3339_has_it() {
    let text = json!("2026-11-24T08:05:00.5+02:00");
    let read: DateTime = from_value(text.clone()).unwrap();
    assert_eq!((read.hour(), to_value(read).unwrap()), (8, text));
    let read: Date = from_value(json!("2026-11-24")).unwrap();
    assert_eq!(to_value(read).unwrap(), json!("2026-11-24"));
    assert!(from_value::<Date>(json!("2026-11-31")).is_err());
    assert!(from_value::<DateTime>(json!("2026-11-24")).is_err());
}

#[derive(Clone, Copy, Debug, PartialEq)]
enum Level {
    Low,
    High,
    Unknown(i64),
}

integer_enum!(Level {
    Low => -1,
    High => 10,
});

#[test]
fn enums_of_numbers_keep_what_they_do_not_know() {
    for (value, level) in [(-1, Level::Low), (10, Level::High), (7, Level::Unknown(7))] {
        assert_eq!(from_value::<Level>(json!(value)).unwrap(), level);
        assert_eq!(to_value(level).unwrap(), json!(value));
        assert_eq!(level.to_string().parse(), Ok(level));
        assert_eq!(i64::from(level), value);
    }
    assert_eq!(Level::KNOWN, [Level::Low, Level::High]);
    for wrong in [json!("10"), json!(1.5), json!(null), json!(u64::MAX)] {
        assert!(from_value::<Level>(wrong).is_err());
    }
}

#[derive(Clone, Debug, PartialEq)]
enum Limit {
    None,
    Auto,
    Ten,
    Unknown(Value),
}

json_enum!(Limit {
    None => false,
    Auto => "auto",
    Ten => 10,
});

#[test]
fn enums_of_anything_keep_what_they_do_not_know() {
    let values = [
        (json!(false), Limit::None, "false"),
        (json!("auto"), Limit::Auto, "auto"),
        (json!(10), Limit::Ten, "10"),
        (json!("x y"), Limit::Unknown(json!("x y")), "x y"),
        (
            json!({"a": []}),
            Limit::Unknown(json!({"a": []})),
            "{\"a\":[]}",
        ),
    ];
    for (value, limit, text) in values {
        assert_eq!(from_value::<Limit>(value.clone()).unwrap(), limit);
        assert_eq!(to_value(&limit).unwrap(), value);
        assert_eq!(limit.to_string(), text);
        assert_eq!(text.parse(), Ok(limit));
    }
}

#[derive(Debug, PartialEq, Serialize, Deserialize)]
#[serde(remote = "Self")]
struct Note {
    #[serde(
        default,
        deserialize_with = "some",
        skip_serializing_if = "Option::is_none"
    )]
    text: Option<String>,
}

object!(Note => Serialize, Deserialize, Validate);

#[test]
fn an_object_is_an_object() {
    let note = Note {
        text: Some("a".to_owned()),
    };
    assert_eq!(from_value::<Note>(json!({"text": "a"})).unwrap(), note);
    assert_eq!(to_value(&note).unwrap(), json!({"text": "a"}));
    assert_eq!(crate::runtime::validate::check_body(&note), []);
    for wrong in [json!([]), json!(["a"]), json!("a"), json!(null)] {
        let error = from_value::<Note>(wrong).unwrap_err().to_string();
        assert!(error.ends_with("expected an object"), "{error}");
    }
}

#[test]
fn a_member_may_be_missing_and_yet_not_null() {
    assert_eq!(from_value::<Note>(json!({})).unwrap(), Note { text: None });
    let error = from_value::<Note>(json!({"text": null})).unwrap_err();
    assert_eq!(error.to_string(), "invalid type: null, expected a string");
}
