//! Values that JSON has no type for, and enums of numbers and of anything.

use std::collections::BTreeMap;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use serde_json::{Value, from_value, json, to_value};

use crate::runtime::base64::{Base64, Base64Url};
use crate::runtime::dates::date_time;
use crate::runtime::integer_enum::integer_enum;
use crate::runtime::json_enum::json_enum;
use crate::runtime::lenient::{Lenient, ReadLeniently};
use crate::runtime::nullable::some;
use crate::runtime::object::object;
use crate::runtime::patch::Patch;
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
        assert_eq!(date::<Timestamp>(text), right, "{text}");
    }
    let midnight: Timestamp = date("2026-11-24");
    assert_eq!(midnight.to_string(), "2026-11-24T00:00:00Z");
    let error = from_value::<Lenient<Timestamp>>(json!("24.11.2026"));
    let error = error.map(|_| ()).unwrap_err();
    assert_eq!(error.to_string(), "expected a date-time, got `24.11.2026`");
    let spaced: DateTime = date("2026-11-24 08:05:00");
    assert_eq!(spaced.to_string(), "2026-11-24T08:05:00Z");
    let spaced: chrono::DateTime<chrono::Utc> = date("2026-11-24 08:05:00");
    assert_eq!(spaced.to_rfc3339(), "2026-11-24T08:05:00+00:00");
}

#[test]
fn a_date_time_that_is_too_late_is_the_last_one() {
    for text in [
        "9999-12-31T23:59:59Z",
        "9999-12-31T23:59:59.9999999+00:00",
        "9999-12-31 23:59:59",
        "9999-12-31",
    ] {
        assert_eq!(date::<Timestamp>(text), Timestamp::MAX, "{text}");
        let year = date::<DateTime>(text).year();
        assert_eq!(year, 9999, "{text}");
        let chrono: chrono::DateTime<chrono::Utc> = date(text);
        assert!(chrono.to_rfc3339().starts_with("9999-12-31"), "{text}");
    }
    let first: Timestamp = date("0001-01-01T00:00:00Z");
    assert_eq!(first.to_string(), "0001-01-01T00:00:00Z");
    assert!(from_value::<Lenient<Timestamp>>(json!("9999-13-01T00:00:00Z")).is_err());
}

#[test]
fn date_times_are_found_in_lists_and_maps() {
    type Nested = BTreeMap<String, Vec<Option<Timestamp>>>;
    let text = json!({"a": ["2026-11-24 08:05:00", null], "b": []});
    let Lenient(read) = from_value::<Lenient<Nested>>(text).unwrap();
    let right: Timestamp = "2026-11-24T08:05:00Z".parse().unwrap();
    assert_eq!(read["a"], [Some(right), None]);
    let Lenient(patch) = from_value::<Lenient<Patch<Timestamp>>>(json!(null)).unwrap();
    assert!(patch.is_null());
    let Lenient(patch) =
        from_value::<Lenient<Patch<Timestamp>>>(json!("2026-11-24 08:05:00")).unwrap();
    assert_eq!(patch, Patch::Value(right));
}

/// What a text is read as.
fn date<T: for<'de> ReadLeniently<'de>>(text: &str) -> T {
    let Lenient(read) = from_value(json!(text)).unwrap();
    read
}

date_time!(jiff::civil::Date);
date_time!(Date);
date_time!(chrono::NaiveDate);
date_time!(Timestamp, Timestamp::MAX);
date_time!(DateTime, DateTime::LAST);
date_time!(
    chrono::DateTime<chrono::Utc>,
    chrono::DateTime::<chrono::Utc>::MAX_UTC
);

#[test]
fn a_date_time_in_place_of_a_date_is_its_day() {
    for text in [
        "2026-11-24",
        "2026-11-24T08:05:00Z",
        "2026-11-24 08:05",
        " 2026-11-24T23:59:59+02:00",
    ] {
        let day: jiff::civil::Date = date(text);
        assert_eq!(day.to_string(), "2026-11-24", "{text}");
        assert_eq!(date::<Date>(text).day(), 24, "{text}");
        let day: chrono::NaiveDate = date(text);
        assert_eq!(day.to_string(), "2026-11-24", "{text}");
    }
    let error = from_value::<Lenient<Date>>(json!("24.11.2026")).map(|_| ());
    let error = error.unwrap_err().to_string();
    assert_eq!(error, "expected a date, got `24.11.2026`");
}

#[test]
fn numbers_and_booleans_are_read_from_text_and_texts_from_them() {
    fn read<T: for<'de> ReadLeniently<'de>>(value: Value) -> Result<T, String> {
        let read = from_value::<Lenient<T>>(value);
        read.map(|Lenient(read)| read)
            .map_err(|error| error.to_string())
    }
    assert_eq!(read::<i64>(json!("7")), Ok(7));
    assert_eq!(read::<i64>(json!(7)), Ok(7));
    assert_eq!(read::<u64>(json!(u64::MAX.to_string())), Ok(u64::MAX));
    assert_eq!(read::<f64>(json!(" 1.5 ")), Ok(1.5));
    assert_eq!(read::<bool>(json!("true")), Ok(true));
    assert_eq!(read::<String>(json!(7)), Ok("7".to_owned()));
    assert_eq!(read::<String>(json!(1.5)), Ok("1.5".to_owned()));
    assert_eq!(read::<String>(json!(false)), Ok("false".to_owned()));
    assert_eq!(
        read::<Vec<Option<i64>>>(json!(["7", null])),
        Ok(vec![Some(7), None])
    );
    for wrong in [
        json!("seven"),
        json!(""),
        json!("7.5"),
        json!(null),
        json!([7]),
    ] {
        assert!(read::<i64>(wrong.clone()).is_err(), "{wrong}");
    }
    for wrong in [json!(null), json!(["a"]), json!({})] {
        assert!(read::<String>(wrong.clone()).is_err(), "{wrong}");
    }
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

#[test]
fn a_number_is_known_however_it_is_spelled() {
    for text in ["10", "10.0", "1e1"] {
        assert_eq!(serde_json::from_str::<Limit>(text).unwrap(), Limit::Ten);
    }
    for text in ["10.5", "-10", "\"10.0\""] {
        assert!(matches!(serde_json::from_str(text), Ok(Limit::Unknown(_))));
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
