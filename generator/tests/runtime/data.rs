//! Secrets, the three states of `Patch`, required nulls, open enums and unions.

use std::collections::BTreeMap;

use serde::{Deserialize, Deserializer, Serialize, Serializer};
use serde_json::{Value, from_str, from_value, json, to_string, to_value};

use crate::runtime::arms::arm;
use crate::runtime::nullable;
use crate::runtime::patch::Patch;
use crate::runtime::path::{Step, at, locate, push_index, push_member, steps};
use crate::runtime::secret::Secret;
use crate::runtime::string_enum::string_enum;
use crate::runtime::union::{Tagged, one_of};

// --- secret

#[test]
fn a_secret_is_never_shown() {
    let secret = Secret::new("whsec_abc");

    assert_eq!(format!("{secret:?}"), "Secret(…)");
    assert_eq!(format!("{:?}", Secret::new("")), "Secret(…)");
    assert_eq!(
        format!("{:#?}", Some(secret.clone())),
        "Some(\n    Secret(…),\n)"
    );
    assert_eq!(secret.expose(), "whsec_abc");
    assert_eq!(secret.into_exposed(), "whsec_abc");
}

#[test]
fn a_secret_is_a_plain_string_in_json() {
    let secret: Secret = from_str(r#""a\"b""#).unwrap();

    assert_eq!(secret, Secret::from("a\"b"));
    assert_eq!(to_string(&secret).unwrap(), r#""a\"b""#);
    assert_eq!(
        from_value::<Secret>(json!("x")).unwrap(),
        Secret::from(String::from("x"))
    );
}

#[test]
fn what_should_have_been_a_secret_is_not_quoted() {
    for (json, got) in [
        ("987654321", "a number"),
        ("-987654321", "a number"),
        ("98765.4321", "a number"),
        ("true", "a boolean"),
        ("null", "null"),
        (r#"["987654321"]"#, "an array"),
        (r#"{"a":"987654321"}"#, "an object"),
    ] {
        let from_text = from_str::<Secret>(json).unwrap_err().to_string();
        let from_value = from_value::<Secret>(from_str(json).unwrap())
            .unwrap_err()
            .to_string();

        let expected = format!("expected a string, got {got}");
        assert!(from_text.starts_with(&expected), "{json}: {from_text}");
        assert!(from_value.starts_with(&expected), "{json}: {from_value}");
        assert!(!from_text.contains("98765") && !from_value.contains("98765"));
    }
}

// --- patch

#[derive(Debug, Default, PartialEq, Serialize, Deserialize)]
struct Update {
    #[serde(default, skip_serializing_if = "Patch::is_absent")]
    name: Patch<String>,
}

#[test]
fn a_patch_tells_absent_from_null() {
    for (patch, json) in [
        (Patch::Absent, "{}"),
        (Patch::Null, r#"{"name":null}"#),
        (Patch::Value(String::from("a")), r#"{"name":"a"}"#),
    ] {
        let update = Update { name: patch };
        assert_eq!(to_string(&update).unwrap(), json);
        assert_eq!(from_str::<Update>(json).unwrap(), update);
    }
    assert!(from_str::<Update>(r#"{"name":1}"#).is_err());
}

#[test]
fn a_patch_converts_to_and_from_values_and_options() {
    assert_eq!(Patch::<u8>::default(), Patch::Absent);
    assert_eq!(Patch::from(1), Patch::Value(1));
    assert_eq!(Patch::from(Some(1)), Patch::Value(1));
    assert_eq!(Patch::<u8>::from(None), Patch::Null);
    assert_eq!(Option::from(Patch::Value(1)), Some(1));
    assert_eq!(Option::<u8>::from(Patch::Null), None);
    assert_eq!(Patch::<u8>::Absent.into_value(), None);
    assert_eq!(
        Patch::Value(String::from("a")).as_ref().map(String::len),
        Patch::Value(1)
    );
    assert_eq!(Patch::<String>::Null.as_ref().map(String::len), Patch::Null);
    assert!(
        Patch::<u8>::Null.is_null() && Patch::Value(1).is_value() && !Patch::Value(1).is_null()
    );
}

// --- nullable

#[derive(Debug, PartialEq, Serialize, Deserialize)]
struct Thread {
    #[serde(deserialize_with = "nullable::or_null")]
    subject: Option<String>,
}

#[test]
fn a_required_member_may_be_null_but_not_missing() {
    let none = Thread { subject: None };
    assert_eq!(from_str::<Thread>(r#"{"subject":null}"#).unwrap(), none);
    assert_eq!(to_string(&none).unwrap(), r#"{"subject":null}"#);
    assert_eq!(
        from_str::<Thread>(r#"{"subject":"a"}"#)
            .unwrap()
            .subject
            .as_deref(),
        Some("a")
    );

    let error = from_str::<Thread>("{}").unwrap_err();
    assert!(
        error.to_string().starts_with("missing field `subject`"),
        "{error}"
    );
}

// --- string enums

#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
enum EventType {
    MessageReceived,
    MessageSent,
    Unknown(String),
}

string_enum!(EventType {
    MessageReceived => "message.received",
    MessageSent => "message.sent",
});

#[test]
fn known_and_unknown_texts_round_trip() {
    for (text, value) in [
        ("message.received", EventType::MessageReceived),
        (
            "message.read",
            EventType::Unknown(String::from("message.read")),
        ),
        ("", EventType::Unknown(String::new())),
        (
            "Message.Sent",
            EventType::Unknown(String::from("Message.Sent")),
        ),
    ] {
        assert_eq!(from_value::<EventType>(json!(text)).unwrap(), value);
        assert_eq!(
            from_str::<EventType>(&to_string(text).unwrap()).unwrap(),
            value
        );
        assert_eq!(to_value(&value).unwrap(), json!(text));
        assert_eq!(text.parse::<EventType>().unwrap(), value);
        assert_eq!(EventType::from(String::from(text)), value);
        assert_eq!(value.as_ref(), text);
        assert_eq!(value.to_string(), text);
    }
    assert_eq!(
        EventType::KNOWN,
        [EventType::MessageReceived, EventType::MessageSent]
    );
    assert_eq!(
        format!("[{:>14}]", EventType::MessageSent),
        "[  message.sent]"
    );
}

#[test]
fn an_enum_works_as_a_map_key_and_refuses_what_is_no_string() {
    let map: BTreeMap<EventType, u8> = from_str(r#"{"message.sent":1,"new":2}"#).unwrap();
    assert_eq!(to_string(&map).unwrap(), r#"{"message.sent":1,"new":2}"#);

    let error = from_str::<EventType>("5").unwrap_err();
    assert!(
        error
            .to_string()
            .starts_with("invalid type: integer `5`, expected a string"),
        "{error}"
    );
}

/// The macro brings no names along that an enum might have, and needs none in scope.
#[allow(dead_code)]
mod awkward_names {
    use super::string_enum;

    macro_rules! awkward {
        ($($name:ident)+) => {$(
            enum $name { Unknown(std::string::String) }
            string_enum!($name {});
        )+};
    }

    awkward!(S D E Visitor Text Error Result Option String Formatter Display);
}

// --- tagged unions

#[derive(Debug, PartialEq)]
enum Event {
    Received(Received),
    Sent(Sent),
    Unknown(Value),
}

#[derive(Debug, PartialEq, Serialize, Deserialize)]
struct Received {
    event_type: String,
    message: Message,
}

#[derive(Debug, PartialEq, Serialize, Deserialize)]
struct Message {
    sizes: Vec<u32>,
    armor: Option<Armor>,
}

#[derive(Debug, PartialEq, Serialize, Deserialize)]
struct Sent {
    message: String,
}

impl<'de> Deserialize<'de> for Event {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let event = Tagged::read(deserializer, "event_type")?;
        match event.tag() {
            "received" => event.decode().map(Event::Received),
            "sent" => event.decode().map(Event::Sent),
            _ => Ok(Event::Unknown(event.into_value())),
        }
    }
}

impl Serialize for Event {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Event::Received(event) => event.serialize(serializer),
            Event::Sent(event) => event.serialize(serializer),
            Event::Unknown(event) => event.serialize(serializer),
        }
    }
}

#[test]
fn the_tag_selects_the_type() {
    let received = json!({"event_type": "received", "message": {"sizes": [1], "armor": null}});
    let event: Event = from_value(received.clone()).unwrap();
    assert!(matches!(&event, Event::Received(event) if event.message.sizes == [1]));
    assert_eq!(to_value(event).unwrap(), received);

    // The same member has another type under another tag.
    let event: Event = from_str(r#"{"message": "hi", "event_type": "sent"}"#).unwrap();
    assert_eq!(
        event,
        Event::Sent(Sent {
            message: String::from("hi")
        })
    );
}

#[test]
fn an_unknown_tag_keeps_the_json() {
    for tag in [json!("new"), json!(7), json!(true)] {
        let json = json!({"event_type": tag, "big": 18446744073709551615_u64, "a": [{"b": 1.5}]});
        let event: Event = from_value(json.clone()).unwrap();
        assert_eq!(event, Event::Unknown(json.clone()));
        assert_eq!(to_value(event).unwrap(), json);
    }
    assert_eq!(Tagged::read(json!({"t": 7}), "t").unwrap().tag(), "7");
    assert_eq!(Tagged::read(json!({"t": true}), "t").unwrap().tag(), "true");
}

#[test]
fn a_bad_tag_is_said_in_plain_words() {
    for (json, expected) in [
        (json!([1]), "expected an object, got an array"),
        (json!("received"), "expected an object, got a string"),
        (json!(null), "expected an object, got null"),
        (json!({}), "missing field `event_type`"),
        (
            json!({"event_type": null}),
            "at `event_type`: expected a string, got null",
        ),
        (
            json!({"event_type": ["x"]}),
            "at `event_type`: expected a string, got an array",
        ),
    ] {
        assert_eq!(from_value::<Event>(json).unwrap_err().to_string(), expected);
    }
}

#[test]
fn the_place_inside_a_union_is_in_the_message() {
    let json = json!({"event_type": "received", "message": {"sizes": [1, "x"], "armor": null}});
    let error = from_value::<Event>(json).unwrap_err();
    assert_eq!(
        error.to_string(),
        "at `message.sizes[1]`: invalid type: string \"x\", expected u32"
    );

    let json = json!({"event_type": "received", "message": {"armor": null}});
    let error = from_value::<Event>(json).unwrap_err();
    assert_eq!(
        error.to_string(),
        "at `message`: missing field `sizes`; accepted by optional = [\"Message.sizes\"]"
    );
}

// --- unions without a tag

#[derive(Debug, PartialEq)]
enum Armor {
    Complete(Complete),
    Pending(Pending),
}

#[derive(Debug, PartialEq, Serialize, Deserialize)]
struct Complete {
    completed_at: u64,
}

#[derive(Debug, PartialEq, Serialize, Deserialize)]
struct Pending {
    position: u64,
}

impl<'de> Deserialize<'de> for Armor {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        one_of(
            deserializer,
            "Armor",
            &[
                &arm("Complete", Armor::Complete),
                &arm("Pending", Armor::Pending),
            ],
        )
    }
}

impl Serialize for Armor {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Armor::Complete(armor) => armor.serialize(serializer),
            Armor::Pending(armor) => armor.serialize(serializer),
        }
    }
}

#[test]
fn arms_are_tried_in_order() {
    let both = json!({"position": 1, "completed_at": 2});
    assert_eq!(
        from_value::<Armor>(both).unwrap(),
        Armor::Complete(Complete { completed_at: 2 })
    );
    assert_eq!(
        from_str::<Armor>(r#"{"position":1}"#).unwrap(),
        Armor::Pending(Pending { position: 1 })
    );
}

#[test]
fn lists_of_an_arm_may_hold_null() {
    #[derive(Debug, PartialEq)]
    enum Kind {
        List(Vec<Option<String>>),
        Text(String),
    }
    let decode = |value: Value| -> Kind {
        let (list, text) = (arm("List", Kind::List), arm("Text", Kind::Text));
        one_of(value, "Kind", &[&list, &text]).unwrap()
    };
    let list = vec![Some("a".to_owned()), None];
    assert_eq!(decode(json!(["a", null])), Kind::List(list));
    assert_eq!(decode(json!("a")), Kind::Text("a".to_owned()));
}

#[test]
fn when_no_arm_fits_each_says_why() {
    let error = from_value::<Armor>(json!({"completed_at": "x"})).unwrap_err();
    assert_eq!(
        error.to_string(),
        "no type of Armor fits: Complete: at `completed_at`: invalid type: string \"x\", expected u64; \
         Pending: missing field `position`"
    );
}

#[test]
fn places_compose_through_nested_unions() {
    let json =
        json!({"event_type": "received", "message": {"sizes": [], "armor": {"completed_at": "x"}}});
    let error = from_value::<Event>(json).unwrap_err().to_string();
    assert!(
        error
            .starts_with("at `message.armor`: no type of Armor fits: Complete: at `completed_at`:"),
        "{error}"
    );
}

// --- paths

#[test]
fn a_path_can_be_read_back() {
    let names = [
        "a", "X-Env", "b c", "with.dot", "q\"uote", "br]acket", "ba`: ck", "", "ü", "\n",
    ];
    let mut path = String::new();
    let mut expected = Vec::new();
    for (index, name) in names.into_iter().enumerate() {
        push_member(&mut path, name);
        push_index(&mut path, index);
        expected.extend([Step::Member(name.to_owned()), Step::Index(index)]);
    }
    assert!(
        path.starts_with(r#"a[0].X-Env[1]["b c"][2]["with.dot"][3]["q\"uote"][4]"#),
        "{path}"
    );
    assert_eq!(steps(&path), expected);

    // Inside a message, too.
    assert_eq!(
        locate(String::from("out"), &at(&path, "no `x`: y")),
        (format!("out.{path}"), "no `x`: y")
    );
    assert_eq!(
        locate(String::from("out"), "no path"),
        (String::from("out"), "no path")
    );
    assert_eq!(
        locate(String::new(), "at `[0]`: x"),
        (String::from("[0]"), "x")
    );
    assert_eq!(at("", "x"), "x");
}

#[test]
fn junk_is_no_path() {
    for junk in [
        "",
        "[",
        "[x]",
        "[\"a",
        "[\"a\"",
        "..",
        "[99999999999999999999999]",
    ] {
        assert_eq!(steps(junk), [], "{junk}");
    }
}

/// A deep answer that is wrong at the bottom is refused in linear, not exponential, time.
#[test]
fn deep_unions_fail_fast() {
    #[derive(Debug)]
    #[allow(dead_code)]
    enum Filter {
        Not(Box<Not>),
        Leaf(Complete),
    }

    #[derive(Debug, Deserialize)]
    #[allow(dead_code)]
    struct Not {
        not: Filter,
    }

    impl<'de> Deserialize<'de> for Filter {
        fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
            let filter = Tagged::read(deserializer, "op")?;
            match filter.tag() {
                "not" => filter.decode().map(Filter::Not),
                _ => filter.decode().map(Filter::Leaf),
            }
        }
    }

    let mut json = json!({"op": "leaf", "completed_at": "x"});
    for _ in 0..50 {
        json = json!({"op": "not", "not": json});
    }
    let error = from_str::<Filter>(&json.to_string())
        .unwrap_err()
        .to_string();
    assert!(
        error.contains("not.not.completed_at`: invalid type"),
        "{error}"
    );
}
