//! What a hostile response can cost: time, memory, and secrets that the call itself sent.

use std::collections::VecDeque;
use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;

use bytes::Bytes;
use futures_core::Stream;
use http::Response;
use serde_json::json;

use crate::runtime::call::Call;
use crate::runtime::client_builder::Builder;
use crate::runtime::error::Error;
use crate::runtime::operation::{Operation, Parameter};
use crate::runtime::options::CallOptions;
use crate::runtime::retry::Retries;
use crate::runtime::secret::Secret;
use crate::runtime::transport::Body;
use crate::runtime::transport_error::{TransportError, TransportErrorKind};
use crate::support::{
    CREATE, GET, NewThing, Pieces, SDK, Shop, Step, Thing, answer, answer_with, api, ok, run,
    transport,
};

/// A response whose body comes in pieces, with a status.
fn pieces(status: u16, pieces: impl IntoIterator<Item = Vec<u8>>) -> Step {
    let pieces = pieces.into_iter().map(|piece| Ok(Bytes::from(piece)));
    let body = Body::from_stream(Pieces(pieces.collect::<VecDeque<_>>()));
    let mut response = Response::new(body);
    *response.status_mut() = status.try_into().unwrap();
    Step::Answer(response)
}

fn once(builder: Builder<crate::runtime::client::Core>) -> Builder<crate::runtime::client::Core> {
    builder.retries(Retries::none())
}

#[test]
fn a_response_that_is_too_large_is_not_read_to_its_end() {
    let body = || vec![b"{\"id\":\"".to_vec(), vec![b'a'; 4096], b"\"}".to_vec()];
    let shop = Shop::with([pieces(200, body()), pieces(200, body())], |builder| {
        builder.max_response_size(4096)
    });
    let error = transport(run(shop.get("t1")).unwrap_err());
    assert_eq!(error.kind(), TransportErrorKind::TooLarge);
    let text = error.to_string();
    assert!(
        text.contains("4096 bytes") && text.contains("max_response_size"),
        "{text}"
    );
    // It is not retried, and a call may have a limit of its own.
    assert_eq!(shop.wire.count(), 1);
    let options = CallOptions::new().max_response_size(5000);
    assert_eq!(run(shop.get("t1").options(options)).unwrap().id.len(), 4096);
    // Exactly as large as allowed.
    let shop = Shop::with([answer(200, r#"{"id":"t1"}"#)], |builder| {
        builder.max_response_size(11)
    });
    run(shop.get("t1")).unwrap();
    let shop = Shop::with([answer(200, r#"{"id":"t12"}"#)], |builder| {
        builder.max_response_size(11)
    });
    run(shop.get("t1")).unwrap_err();
}

#[test]
fn a_length_that_is_announced_is_refused_before_it_is_read() {
    let body = Body::from_stream(Endless(b"x")).with_length(1 << 40);
    let shop = Shop::new([Step::Answer(Response::new(body))]);
    let error = transport(run(shop.get("t1")).unwrap_err());
    assert_eq!(error.kind(), TransportErrorKind::TooLarge);
}

#[test]
fn an_error_keeps_a_part_of_its_body() {
    let shop = Shop::with([pieces(404, vec![vec![b'x'; 1 << 20]; 80])], once);
    let error = api(run(shop.get("t1")).unwrap_err());
    assert!(error.is_not_found());
    assert_eq!(error.raw_body().len(), 1 << 20);

    let body = format!("{{\"id\":1,\"rest\":\"{}\"}}", "x".repeat(3 << 20));
    let shop = Shop::new([pieces(200, [body.into_bytes()])]);
    let Error::Decode(error) = run(shop.get("t1")).unwrap_err() else {
        panic!()
    };
    assert_eq!(error.path(), "id");
    assert_eq!(error.raw_body().len(), 1 << 20);
}

/// A body that always has more.
struct Endless(&'static [u8]);

impl Stream for Endless {
    type Item = Result<Bytes, TransportError>;

    fn poll_next(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        Poll::Ready(Some(Ok(Bytes::from_static(self.0))))
    }
}

#[test]
fn a_body_that_is_always_ready_does_not_outlast_the_timeout() {
    // Without a byte it never reaches a limit of size.
    for piece in [b"".as_slice(), b" "] {
        let body = Body::from_stream(Endless(piece));
        let shop = Shop::with([Step::Answer(Response::new(body))], once);
        let options = CallOptions::new().timeout(Duration::from_secs(7));
        let error = run(shop.get("t1").options(options)).unwrap_err();
        assert!(error.is_timeout(), "{error}");
    }
}

#[test]
fn a_stream_of_events_gives_way_and_is_bounded() {
    const WATCH: Operation = Operation {
        name: "things.watch",
        path: "/things",
        ..Operation::GET
    };
    // Comments are no events: whoever waits for one must be able to stop waiting.
    let body = Body::from_stream(Endless(b":\n"));
    let shop = Shop::new([Step::Answer(Response::new(body))]);
    let mut events = run(Call::<_, _>::events(&shop.core, &WATCH)).unwrap();
    let next = std::pin::pin!(events.next());
    let next: Pin<&mut dyn Future<Output = Option<Result<Thing, Error>>>> = next;
    let mut context = Context::from_waker(std::task::Waker::noop());
    assert!(next.poll(&mut context).is_pending());

    // Neither a line nor lines without an empty one may go on for ever.
    for line in [
        "data: 0123456789\n",
        "data: 0123456789",
        "event: 0123456789",
    ] {
        let body = Body::from_stream(Endless(line.as_bytes()));
        let shop = Shop::with([Step::Answer(Response::new(body))], |builder| {
            builder.max_response_size(10_000)
        });
        let mut events = run(Call::<_, _>::events(&shop.core, &WATCH)).unwrap();
        let next: Option<Result<Thing, Error>> = run(events.next());
        let error = transport(next.unwrap().unwrap_err());
        assert_eq!(error.kind(), TransportErrorKind::TooLarge, "{line}");
    }
}

#[test]
fn a_page_in_place_of_nothing_is_an_error() {
    const DELETE: Operation = Operation {
        name: "things.delete",
        path: "/things",
        ..Operation::DELETE
    };
    for page in [
        "<!DOCTYPE html><title>Sign in</title>",
        "\u{feff}\n <HTML lang=en>",
    ] {
        let shop = Shop::new([answer(200, page)]);
        let error = run(shop.call(&DELETE)).unwrap_err();
        assert!(matches!(error, Error::Decode(_)), "{error}");
        assert!(error.to_string().contains("HTML page"), "{error}");
    }
    for stray in ["", "null", "{}", "deleted", "<deleted/>", "<htm"] {
        let shop = Shop::new([answer(200, stray)]);
        run(shop.call(&DELETE)).unwrap();
    }
}

#[test]
fn framing_belongs_to_the_transport() {
    for name in ["Content-Length", "transfer-encoding"] {
        let shop = Shop::new([ok()]);
        let options = CallOptions::new().header(name, "0");
        let error = run(shop.get("t1").options(options)).unwrap_err();
        assert!(matches!(error, Error::Config(_)), "{error}");
        assert_eq!(shop.wire.count(), 0);
        let builder = Builder::<crate::runtime::client::Core>::new(&SDK).header(name, "chunked");
        let error = builder.transport(shop.wire.clone()).build().unwrap_err();
        assert!(error.to_string().contains(&name.to_lowercase()), "{error}");
    }
    const SIZED: Operation = Operation {
        parameters: &[Parameter::header("Content-Length")],
        name: "things.put",
        path: "/things",
        ..Operation::PUT
    };
    let shop = Shop::new([answer(200, "")]);
    run(shop.call(&SIZED).header("Content-Length", 12)).unwrap();
    assert_eq!(shop.wire.only().header("content-length"), None);
}

// --- secrets that the call itself sent

#[derive(serde::Serialize)]
struct Login {
    secret: &'static str,
    nested: serde_json::Value,
    any_name: Secret,
}

impl crate::runtime::validate::Validate for Login {}

const LOGIN: Operation = Operation {
    parameters: &[
        Parameter::path("id"),
        Parameter::query("token"),
        Parameter::query("code"),
        Parameter::header("X-Auth-Thing"),
        Parameter::cookie("session"),
    ],
    name: "things.login",
    path: "/things/{id}/login",
    ..Operation::POST
};

const SENT: [&str; 11] = [
    "path-Secret-0001",
    "query-member-0002",
    "query-Secret-0003",
    "header-param-0004",
    "cookie-param-0005",
    "body-member-0006",
    "nested-member-0007",
    "any-name-0008/+ \"x\"",
    "option-header-0009",
    "option-cookie-0010",
    "sk-very-secret",
];

fn login(shop: &Shop) -> Call<Thing> {
    let body = Login {
        secret: SENT[5],
        nested: json!({ "list": [{ "Token": SENT[6] }] }),
        any_name: Secret::new(SENT[7]),
    };
    let options = CallOptions::new()
        .header("authorization", format!("Bearer {}", SENT[8]))
        .header("cookie", format!("a={}", SENT[9]));
    Call::json(&shop.core, &LOGIN)
        .path("id", Secret::new(SENT[0]))
        .query("token", SENT[1])
        .query("code", Secret::new(SENT[2]))
        .header("X-Auth-Thing", SENT[3])
        .cookie("session", SENT[4])
        .with_json(&body)
        .options(options)
}

#[track_caller]
fn shows_none(error: &Error) {
    let mut shown = format!("{error} {error:?} {error:#?}");
    let mut source = std::error::Error::source(error);
    while let Some(error) = source {
        shown.push_str(&format!("{error} {error:?}"));
        source = error.source();
    }
    if let Error::Api(error) = error {
        let issues = error.issues().iter().map(ToString::to_string);
        let texts = [
            error.message(),
            error.code(),
            error.hint(),
            error.request_id(),
        ];
        shown.extend(texts.into_iter().flatten().map(str::to_owned).chain(issues));
    }
    for secret in SENT {
        let core = &secret[..secret.len().min(12)];
        assert!(!shown.contains(core), "{core} in {shown}");
    }
}

#[test]
fn what_the_call_sent_is_hidden_wherever_the_service_quotes_it() {
    for secret in SENT {
        let nested =
            json!({ "message": json!({ "was": json!({ "v": secret }).to_string() }).to_string() });
        let percent: String = secret.bytes().map(|byte| format!("%{byte:02X}")).collect();
        let texts = [
            json!({ "message": format!("bad value {secret}!") }).to_string(),
            json!({ "message": "no", "code": secret, "fix": secret }).to_string(),
            json!({ "errors": [{ "path": [secret], "message": secret }] }).to_string(),
            nested.to_string(),
            format!("<p>{percent}</p>"),
            format!("{}{secret}", "x".repeat(190)),
            json!({ "id": [secret] }).to_string(),
            json!({ "id": 7, "echo": secret }).to_string(),
            json!({ "id": { "deep": secret } }).to_string(),
        ];
        for text in texts {
            for status in [200, 400, 502] {
                let text: &'static str = text.clone().leak();
                let header = secret.replace(|c: char| c.is_control(), "");
                let headers = [("x-request-id", header.as_str())];
                let shop = Shop::with([answer_with(status, &headers, text)], once);
                shows_none(&run(login(&shop)).unwrap_err());
            }
        }
        let error = TransportError::new(TransportErrorKind::Closed, format!("lost {secret}"));
        let shop = Shop::with([Step::Fail(error)], once);
        shows_none(&run(login(&shop)).unwrap_err());
    }
}

#[test]
fn a_call_does_not_keep_the_secrets_that_others_encode() {
    let shop = Shop::with([answer(400, r#"{"message":"other-secret-1"}"#)], once);
    serde_json::to_string(&Secret::new("other-secret-1")).unwrap();
    let error = run(shop.create(&NewThing::named("a"))).unwrap_err();
    assert!(error.to_string().contains("other-secret-1"));
    let _ = (&CREATE, &GET);
}
