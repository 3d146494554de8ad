//! What becomes free-form JSON, and what cannot.

use std::collections::{BTreeMap, HashMap};

use serde::{Serialize, Serializer};
use serde_json::{Value, json};

use crate::runtime::error::Error;
use crate::runtime::free_form::{into_json, into_jsons, into_object, into_objects};
use crate::runtime::validate::Validate;
use crate::support::{CREATE, Shop, ok, run};

#[derive(Serialize)]
struct Order {
    number: u32,
}

/// Something that serde cannot write.
struct Broken;

impl Serialize for Broken {
    fn serialize<S: Serializer>(&self, _: S) -> Result<S::Ok, S::Error> {
        Err(serde::ser::Error::custom("it is broken"))
    }
}

#[derive(Serialize)]
struct Body {
    details: BTreeMap<String, Value>,
    lines: Vec<Value>,
}

impl Validate for Body {}

#[test]
fn whatever_has_members_is_an_object() {
    let expected = BTreeMap::from([("number".to_owned(), json!(42))]);
    assert_eq!(into_object(json!({"number": 42})), expected);
    assert_eq!(into_object(Order { number: 42 }), expected);
    assert_eq!(into_object([("number", 42)]), expected);
    assert_eq!(into_object(vec![("number", json!(42))]), expected);
    assert_eq!(into_object(HashMap::from([("number", 42)])), expected);
    assert_eq!(into_object(&expected), expected);
    assert_eq!(into_object(Vec::<(String, Value)>::new()), BTreeMap::new());
    assert_eq!(into_objects([Order { number: 42 }]), [expected]);
}

#[test]
fn whatever_can_be_written_is_json() {
    assert_eq!(into_json("text"), json!("text"));
    assert_eq!(into_json(Order { number: 1 }), json!({"number": 1}));
    assert_eq!(into_json(None::<u8>), Value::Null);
    assert_eq!(into_jsons([1, 2]), [json!(1), json!(2)]);
}

/// The path and message of each violation of a call with this body.
fn violations(details: BTreeMap<String, Value>, lines: Vec<Value>) -> Vec<(String, String)> {
    let shop = Shop::new([ok()]);
    let body = Body { details, lines };
    let error = run(shop.call(&CREATE).with_json(&body)).unwrap_err();
    assert!(shop.wire.sent().is_empty());
    let Error::Invalid(error) = error else {
        panic!("{error}");
    };
    let breaches = error.breaches().iter();
    breaches
        .map(|one| (one.path().to_owned(), one.message().to_owned()))
        .collect()
}

#[test]
fn what_is_no_object_is_an_error_of_the_call() {
    let is_wrong = |value: Value, reason: &str| {
        let found = violations(into_object(value), Vec::new());
        assert_eq!(found, [("details".to_owned(), reason.to_owned())]);
    };
    is_wrong(json!(5), "must be an object, not a number");
    is_wrong(json!(null), "must be an object, not null");
    is_wrong(json!([["a", 1], ["b"]]), "must be an object, not an array");
    let found = violations(BTreeMap::new(), into_jsons([Broken]));
    assert_eq!(
        found,
        [(
            "lines[0]".to_owned(),
            "cannot be encoded: it is broken".to_owned()
        )]
    );
}

#[test]
fn what_is_an_object_is_sent() {
    let shop = Shop::new([ok()]);
    let body = Body {
        details: into_object([("a", 1)]),
        lines: into_jsons(["b"]),
    };
    run(shop.call(&CREATE).with_json(&body)).unwrap();
    let sent: Value = serde_json::from_slice(&shop.wire.only().body).unwrap();
    assert_eq!(sent, json!({"details": {"a": 1}, "lines": ["b"]}));
}
