//! From a signed delivery to its event and back: all event types, unknown ones, and bodies that are no event.

use std::collections::{BTreeSet, HashMap};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use agentmail_sdk::Error;
use agentmail_sdk::models::EventType;
use agentmail_sdk::webhook::{Delivery, Event, Verifier};
use http::{HeaderMap, HeaderValue};
use jiff::Timestamp;
use serde::Deserialize;
use serde_json::Value;

const SECRET: &str = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
const ID: &str = "msg_1";
const SECONDS: u64 = 1_700_000_000;

/// What the samples hold though the description does not name it: the model and the place.
const UNNAMED: [(&str, &str, &str); 1] = [("MessageReceivedEvent", "/message", "organization_id")];

/// Times that the samples write otherwise than we do: the same instant with zeros for a fraction.
const REWRITTEN: [(&str, &str); 1] = [("MessageReceivedEvent", "/message/timestamp")];

#[derive(Deserialize)]
struct Samples {
    samples: Vec<Sample>,
}

#[derive(Deserialize)]
struct Sample {
    event_type: String,
    model: String,
    payload: Value,
}

fn samples() -> Vec<Sample> {
    let samples: Samples =
        serde_json::from_str(include_str!("data/event-samples.json")).expect("samples");
    samples.samples
}

#[test]
fn there_is_a_sample_of_every_event_type() {
    let samples = samples();
    let samples: BTreeSet<&str> = samples.iter().map(|it| it.event_type.as_str()).collect();
    let known: BTreeSet<&str> = EventType::KNOWN.iter().map(EventType::as_str).collect();
    assert_eq!(samples, known);
}

#[test]
fn every_sample_is_its_own_variant_and_encodes_back() {
    for sample in samples() {
        let event = deliver(sample.payload.to_string().as_bytes())
            .event()
            .expect(&sample.event_type);
        assert_eq!(variant(&event), sample.event_type);
        let encoded = serde_json::to_value(&event).expect("an event is JSON");
        assert_eq!(encoded, as_we_write_it(&sample), "{}", sample.event_type);
    }
}

#[test]
fn an_unknown_event_type_keeps_its_json() {
    for mut sample in samples() {
        sample.payload["event_type"] = "message.future".into();
        let delivery = deliver(sample.payload.to_string().as_bytes());
        let event = delivery.event().expect("any event type is an event");
        assert_eq!(event, Event::Unknown(sample.payload.clone()));
        assert_eq!(
            serde_json::to_value(&event).expect("an event is JSON"),
            sample.payload
        );
    }
}

#[test]
fn a_genuine_delivery_need_not_be_an_event() {
    let not_events: [(&[u8], &str); 9] = [
        (b"", ""),
        (b"<html>", ""),
        (b"\xff\xfe", ""),
        (b"null", ""),
        (b"[]", ""),
        (br#"{"type": "event"}"#, ""),
        (br#"{"event_type": null}"#, "event_type"),
        (br#"{"event_type": "message.sent", "type": "event"}"#, ""),
        (
            br#"{"type": "event", "event_type": "message.opened", "event_id": "1", "open": {"inbox_id": 1}}"#,
            "open.inbox_id",
        ),
    ];
    for (body, path) in not_events {
        let delivery = deliver(body);
        assert_eq!(delivery.id(), ID);
        assert_eq!(delivery.timestamp(), now());
        assert_eq!(delivery.body(), body);
        match delivery.event() {
            Err(Error::Decode(error)) => assert_eq!(error.path(), path, "{error}"),
            other => panic!("{:?} is {other:?}", String::from_utf8_lossy(body)),
        }
    }
}

#[test]
fn headers_come_in_many_forms() {
    let (verifier, body) = (verifier(), b"{}");
    let pairs = headers(&verifier, body);
    let mut map = HeaderMap::new();
    for (name, value) in &pairs {
        map.insert(*name, HeaderValue::try_from(value).expect("a header"));
    }
    let by_name: HashMap<String, String> = pairs
        .iter()
        .map(|(name, value)| (name.to_uppercase(), value.clone()))
        .collect();
    let bytes: Vec<(&str, &[u8])> = pairs
        .iter()
        .map(|(name, value)| (*name, value.as_bytes()))
        .collect();

    assert!(verifier.verify_at(&map, &body[..], now()).is_ok());
    assert!(verifier.verify_at(&by_name, &body[..], now()).is_ok());
    assert!(verifier.verify_at(by_name, &body[..], now()).is_ok());
    assert!(verifier.verify_at(bytes, &body[..], now()).is_ok());
    assert!(verifier.verify_at(&pairs, &body[..], now()).is_ok());
    map.remove("svix-id");
    assert!(verifier.verify_at(&map, &body[..], now()).is_err());
}

/// The event type that belongs to a variant.
fn variant(event: &Event) -> &'static str {
    match event {
        Event::MessageReceived(_) => "message.received",
        Event::MessageReceivedSpam(_) => "message.received.spam",
        Event::MessageReceivedBlocked(_) => "message.received.blocked",
        Event::MessageReceivedUnauthenticated(_) => "message.received.unauthenticated",
        Event::MessageSecurityCompleted(_) => "message.security.completed",
        Event::MessageSecurityReview(_) => "message.security.review",
        Event::MessageSecurityOverride(_) => "message.security.override",
        Event::MessageSent(_) => "message.sent",
        Event::MessageDelivered(_) => "message.delivered",
        Event::MessageBounced(_) => "message.bounced",
        Event::MessageComplained(_) => "message.complained",
        Event::MessageRejected(_) => "message.rejected",
        Event::MessageOpened(_) => "message.opened",
        Event::DomainVerified(_) => "domain.verified",
        Event::CalendarEventCreated(_) => "calendar.event.created",
        Event::CalendarEventUpdated(_) => "calendar.event.updated",
        Event::CalendarEventDeleted(_) => "calendar.event.deleted",
        Event::CalendarEventResponded(_) => "calendar.event.responded",
        Event::CalendarEventStarting(_) => "calendar.event.starting",
        Event::CalendarEventEnding(_) => "calendar.event.ending",
        other => panic!("{other:?}"),
    }
}

/// The payload without what the description does not name.
fn as_we_write_it(sample: &Sample) -> Value {
    let mut payload = sample.payload.clone();
    for (_, place, member) in UNNAMED.iter().filter(|it| it.0 == sample.model) {
        let object = payload.pointer_mut(place).and_then(Value::as_object_mut);
        let removed = object.and_then(|object| object.remove(*member));
        assert!(removed.is_some(), "{member} is not in {}", sample.model);
    }
    for (_, place) in REWRITTEN.iter().filter(|it| it.0 == sample.model) {
        let time = payload.pointer_mut(place).expect("a time is there");
        let instant: Timestamp = time.as_str().expect("a string").parse().expect("a time");
        assert_ne!(*time, instant.to_string(), "{place} needs no rewriting");
        *time = instant.to_string().into();
    }
    payload
}

/// What becomes of this body when the service delivers it.
fn deliver(body: &[u8]) -> Delivery {
    let verifier = verifier();
    verifier
        .verify_at(headers(&verifier, body), body.to_vec(), now())
        .expect("the delivery is genuine")
}

fn verifier() -> Verifier {
    Verifier::new(SECRET).expect("the secret is base64")
}

fn headers(verifier: &Verifier, body: &[u8]) -> [(&'static str, String); 3] {
    [
        ("svix-id", ID.to_owned()),
        ("svix-timestamp", SECONDS.to_string()),
        ("svix-signature", verifier.sign(ID, SECONDS, body)),
    ]
}

fn now() -> SystemTime {
    UNIX_EPOCH + Duration::from_secs(SECONDS)
}
