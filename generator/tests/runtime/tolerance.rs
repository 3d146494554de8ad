//! Responses that are not quite as described, and what is still refused.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use serde_json::{Value, from_str, from_value, json};

use crate::runtime::decode;
use crate::runtime::error::Error;
use crate::runtime::members::Members;
use crate::runtime::object::object;
use crate::runtime::tolerant::{empty, optional, or_empty};
use crate::runtime::union::arms;

/// A list that may be missing, and one that may not.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(remote = "Self")]
struct Lists {
    #[serde(default = "empty", deserialize_with = "or_empty")]
    tags: Vec<String>,
    #[serde(default = "empty", deserialize_with = "or_empty")]
    labels: BTreeMap<String, i32>,
    #[serde(default, deserialize_with = "optional")]
    note: Option<String>,
}

object!(Lists => Serialize, DeserializeKnown);

#[test]
fn lists_that_are_missing_or_null_are_empty() {
    let all = [
        json!({"tags": null, "labels": null, "note": null}),
        json!({"tags": []}),
        json!({"note": null, "other": 1}),
    ];
    for value in all {
        let lists: Lists = from_value(value.clone()).unwrap();
        assert!(lists.tags.is_empty() && lists.labels.is_empty(), "{value}");
        assert_eq!(lists.note, None);
        assert_eq!(from_str::<Lists>(&value.to_string()).unwrap(), lists);
    }
    for wrong in [
        json!({"tags": [null]}),
        json!({"tags": {}}),
        json!({"labels": {"a": null}}),
    ] {
        assert!(from_value::<Lists>(wrong.clone()).is_err(), "{wrong}");
    }
}

#[test]
fn an_object_with_none_of_its_properties_is_another_one() {
    for other in [json!({}), json!({"error": {"message": "no"}})] {
        let error = from_value::<Lists>(other).unwrap_err().to_string();
        assert_eq!(error, "missing field `tags` or `labels` or `note`");
    }
    let error = from_value::<Lists>(json!([])).unwrap_err().to_string();
    assert!(error.ends_with("expected an object"), "{error}");
}

/// A page: its list may be `null`.
#[derive(Debug, PartialEq, Deserialize)]
#[serde(remote = "Self")]
struct Page {
    #[serde(deserialize_with = "or_empty")]
    items: Vec<String>,
}

object!(Page => Deserialize);

#[test]
fn the_list_of_a_page_may_be_null_and_not_missing() {
    let page: Page = from_value(json!({"items": null})).unwrap();
    assert!(page.items.is_empty());
    let error = from_value::<Page>(json!({})).unwrap_err().to_string();
    assert_eq!(error, "missing field `items`");
}

#[test]
fn members_of_open_objects_are_read_alike() {
    let read = |value: Value| -> Result<_, serde_json::Error> {
        let mut members = Members::read(value)?;
        members.require_any(&["tags", "items", "note"])?;
        let tags: Vec<String> = members.list_or_empty("tags")?;
        let items: Vec<String> = members.list("items")?;
        let note: Option<String> = members.tolerated("note")?;
        Ok((tags, items, note))
    };
    let nothing = (Vec::new(), Vec::new(), None);
    assert_eq!(read(json!({"items": null})).unwrap(), nothing);
    assert_eq!(
        read(json!({"items": [], "tags": null, "note": null})).unwrap(),
        nothing
    );
    let error = read(json!({"tags": []})).unwrap_err().to_string();
    assert_eq!(error, "missing field `items`");
    let error = read(json!({"error": 1})).unwrap_err().to_string();
    assert_eq!(error, "missing field `tags` or `items` or `note`");
}

/// Of two types one fits as it is.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(remote = "Self")]
struct Nullable {
    note: Option<String>,
    size: i32,
}

object!(Nullable => Serialize, Deserialize);

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(remote = "Self")]
struct Optional {
    #[serde(default, deserialize_with = "optional")]
    note: Option<String>,
    size: i32,
    #[serde(default = "empty", deserialize_with = "or_empty")]
    tags: Vec<String>,
}

object!(Optional => Serialize, Deserialize);

/// The tolerant type comes first.
#[derive(Clone, Debug, PartialEq)]
enum Either {
    Optional(Optional),
    Nullable(Nullable),
}

arms!(Either {
    Optional(Optional),
    Nullable(Nullable),
} => Serialize, Deserialize);

#[test]
fn unions_take_the_type_that_needs_no_tolerance() {
    let read = |value: Value| from_value::<Either>(value).unwrap();
    let strict = read(json!({"note": null, "size": 1}));
    assert!(matches!(strict, Either::Nullable(_)), "{strict:?}");
    let first = read(json!({"note": "a", "size": 1, "tags": []}));
    assert!(matches!(first, Either::Optional(_)), "{first:?}");
    // Neither fits as it is: the one that leaves nothing out is tolerant.
    let nested: Vec<Either> = from_value(json!([{"size": 1}, {"note": null, "size": 1}])).unwrap();
    assert!(
        matches!(
            nested.as_slice(),
            [Either::Nullable(_), Either::Nullable(_)]
        ),
        "{nested:?}"
    );
}

/// Only one type has a place for what is there.
#[derive(Clone, Debug, PartialEq)]
enum Open {
    Optional(Optional),
    Rest(Value),
}

arms!(Open {
    Optional(Optional),
    Rest(Value) = rest,
} => Serialize, Deserialize);

#[test]
fn a_type_that_needs_tolerance_is_better_than_none() {
    let read = |value: Value| from_value::<Open>(value).unwrap();
    assert!(matches!(
        read(json!({"note": null, "size": 1})),
        Open::Optional(_)
    ));
    assert!(matches!(read(json!({"note": null})), Open::Rest(_)));
}

#[test]
fn an_error_names_the_setting_that_accepts_the_response() {
    let setting = |value: Value| {
        let body = value.to_string().into();
        let read = decode::json::<Vec<Nullable>>("pets.list", None, &[], &Vec::new, &body);
        let Error::Decode(error) = read.unwrap_err() else {
            panic!("another error");
        };
        let is_said = error.to_string().contains("accepts it");
        assert_eq!(is_said, error.setting().is_some(), "{error}");
        error.setting().map(str::to_owned)
    };
    let accepted = "optional = [\"Nullable.size\"]";
    assert_eq!(setting(json!([{"note": "a"}])).as_deref(), Some(accepted));
    assert_eq!(setting(json!([{"size": null}])).as_deref(), Some(accepted));
    assert_eq!(setting(json!([{"size": "1"}])), None);
    assert_eq!(setting(json!([null])), None);
}
