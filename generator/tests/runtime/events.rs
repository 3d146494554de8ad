//! Answers that are streams of values.

use std::collections::VecDeque;

use bytes::Bytes;
use http::Response;
use serde_json::{Value, json};

use crate::runtime::call::Call;
use crate::runtime::client::Core;
use crate::runtime::error::Error;
use crate::runtime::events::Events;
use crate::runtime::operation::Operation;
use crate::runtime::success::Answered;
use crate::runtime::transport::Body;
use crate::runtime::transport_error::{TransportError, TransportErrorKind};
use crate::support::{Pieces, Shop, Step, answer, run};

const WATCH: Operation = Operation {
    name: "things.watch",
    id: "watchThings",
    path: "/things",
    accept: "text/event-stream",
    ..Operation::GET
};

type Start<A> = fn(&Core, &'static Operation) -> Call<Events<Value>, A>;

/// What a stream gives whose bytes arrive one by one, and what it gives when they all arrive at once.
fn read<A: Answered<Events<Value>> + 'static>(
    start: Start<A>,
    text: &str,
) -> Vec<Result<Value, String>> {
    let single = text.as_bytes().chunks(1).map(Bytes::copy_from_slice);
    let single = values(start, single.map(Ok).collect());
    let whole = values(start, [Ok(Bytes::copy_from_slice(text.as_bytes()))].into());
    assert_eq!(single, whole);
    whole
}

fn values<A: Answered<Events<Value>> + 'static>(
    start: Start<A>,
    pieces: VecDeque<Result<Bytes, TransportError>>,
) -> Vec<Result<Value, String>> {
    let body = Body::from_stream(Pieces(pieces));
    // A stream that may be opened again is told that there is no more.
    let shop = Shop::new([Step::Answer(Response::new(body)), answer(204, "")]);
    let mut events = run(start(&shop.core, &WATCH)).unwrap();
    let mut values = Vec::new();
    while let Some(value) = run(events.next()) {
        values.push(value.map_err(|error| error.to_string()));
    }
    assert!(run(events.next()).is_none());
    values
}

#[test]
fn data_of_events() {
    let text = "\u{feff}: hello\ndata: {\"a\":1}\n\nevent: more\r\ndata:[1,\r\ndata: 2]\r\n\r\nid: 7\r\rdata\ndata: 3\n\ndata: lost";
    assert_eq!(
        read(Call::events, text),
        [Ok(json!({"a": 1})), Ok(json!([1, 2])), Ok(json!(3))]
    );
}

#[test]
fn the_end_that_many_services_send() {
    let text = "data: 1\n\ndata: [DONE]\n\ndata: 2\n\n";
    assert_eq!(read(Call::events, text), [Ok(json!(1))]);
}

#[test]
fn events_with_their_fields() {
    let text = "event: e\nid: 7\nretry: 10\ndata: a\ndata: b\n\nretry: x\ndata: c\n\n";
    assert_eq!(
        read(Call::whole_events, text),
        [
            Ok(json!({"event": "e", "id": "7", "retry": 10, "data": "a\nb"})),
            Ok(json!({"data": "c"})),
        ]
    );
}

#[test]
fn lines_and_sequences() {
    let lines = "{\"a\":1}\r\n\n 2 \n3";
    let expected = [Ok(json!({"a": 1})), Ok(json!(2)), Ok(json!(3))];
    assert_eq!(read(Call::lines, lines), expected);
    let sequence = "\u{1e}{\n\"a\":1}\n\u{1e}2\n\u{1e}3";
    assert_eq!(read(Call::sequence, sequence), expected);
}

#[test]
fn text_where_text_is_asked_for() {
    let body = Body::from("data: \"a\"\n\ndata: b c\n\n");
    let shop = Shop::new([Step::Answer(Response::new(body))]);
    let mut events: Events<String> = run(Call::events(&shop.core, &WATCH)).unwrap();
    assert_eq!(run(events.next()).unwrap().unwrap(), "a");
    assert_eq!(run(events.next()).unwrap().unwrap(), "b c");
    assert!(run(events.next()).is_none());
    assert_eq!(shop.wire.only().header("accept"), Some("text/event-stream"));
}

#[test]
fn what_is_no_value_or_breaks_off_ends_the_stream() {
    let broken = read(Call::lines, "1\n{\n2\n");
    assert_eq!(broken.len(), 2, "{broken:?}");
    let error = broken[1].as_ref().unwrap_err();
    assert!(error.contains("things.watch"), "{error}");
    let cut = TransportError::new(TransportErrorKind::Body, "cut");
    let cut = values(Call::lines, [Ok("1\n2".into()), Err(cut)].into());
    assert_eq!(cut.len(), 2, "{cut:?}");
    let error = cut[1].as_ref().unwrap_err();
    assert!(error.contains("things.watch"), "{error}");
}

#[test]
fn an_error_answer_is_no_stream() {
    let mut response = Response::new(Body::from("{}"));
    *response.status_mut() = http::StatusCode::FORBIDDEN;
    let shop = Shop::new([Step::Answer(response)]);
    let call = Call::<Events<Value>, _>::events(&shop.core, &WATCH);
    let error = run(call).unwrap_err();
    assert!(matches!(error, Error::Api(_)), "{error:?}");
}

mod connections {
    use super::*;

    /// A stream of this text that ends, or breaks off.
    fn stream(text: &'static str, breaks: bool) -> Step {
        let broken = || Err(TransportError::new(TransportErrorKind::Body, "cut"));
        let pieces = [Ok(Bytes::from_static(text.as_bytes()))].into_iter();
        let pieces = pieces.chain(breaks.then(broken)).collect();
        Step::Answer(Response::new(Body::from_stream(Pieces(pieces))))
    }

    fn all(operation: &'static Operation, script: Vec<Step>) -> (Vec<Result<Value, String>>, Shop) {
        let shop = Shop::new(script);
        let mut events: Events<Value> = run(Call::events(&shop.core, operation)).unwrap();
        let mut values = Vec::new();
        while let Some(value) = run(events.next()) {
            values.push(value.map_err(|error| error.to_string()));
        }
        (values, shop)
    }

    fn ids(shop: &Shop) -> Vec<Option<String>> {
        let sent = shop.wire.sent();
        let id = |sent: &crate::support::Sent| sent.header("last-event-id").map(str::to_owned);
        sent.iter().map(id).collect()
    }

    #[test]
    fn a_broken_stream_goes_on_behind_the_last_event() {
        let (values, shop) = all(
            &WATCH,
            vec![
                stream("id: a\ndata: 1\n\nid: b\ndata: 2\n\ndata: 3", true),
                stream("data: 3\n\n", true),
                answer(503, ""),
                stream("id: d\ndata: 4\n\n", false),
            ],
        );
        assert_eq!(
            values,
            [Ok(json!(1)), Ok(json!(2)), Ok(json!(3)), Ok(json!(4))]
        );
        let b = || Some("b".to_owned());
        assert_eq!(ids(&shop), [None, b(), b(), b()]);
    }

    #[test]
    fn one_that_gives_nothing_more_is_given_up() {
        let script = vec![
            stream("id: a\ndata: 1\n\n", true),
            stream("", true),
            stream("", true),
        ];
        let (values, shop) = all(&WATCH, script);
        assert_eq!(shop.wire.count(), 3);
        assert_eq!(values.len(), 2);
        assert!(values[1].as_ref().unwrap_err().contains("cut"));
    }

    #[test]
    fn what_cannot_be_asked_for_again_ends_with_the_error() {
        const ASK: Operation = Operation {
            name: "things.ask",
            path: "/things",
            ..Operation::POST
        };
        let (values, shop) = all(&ASK, vec![stream("id: a\ndata: 1\n\n", true)]);
        assert_eq!((values.len(), shop.wire.count()), (2, 1));
        let (values, shop) = all(&WATCH, vec![stream("data: 1\n\n", true)]);
        assert_eq!((values.len(), shop.wire.count()), (2, 1));
    }

    #[test]
    fn an_end_is_an_end_unless_the_service_says_when_to_come_back() {
        let (values, shop) = all(&WATCH, vec![stream("id: a\ndata: 1\n\n", false)]);
        assert_eq!((values.len(), shop.wire.count()), (1, 1));
        let script = vec![
            stream("retry: 2500\nid: a\ndata: 1\n\n", false),
            stream("id: b\ndata: 2\n\n", false),
            answer(204, ""),
        ];
        let (values, shop) = all(&WATCH, script);
        assert_eq!(values, [Ok(json!(1)), Ok(json!(2))]);
        assert_eq!(shop.wire.count(), 3);
        let waits = shop.clock.sleeps();
        assert!(waits.iter().all(|wait| *wait >= 2.5), "{waits:?}");
    }
}
