//! What errors say, keep and hide.

use std::error::Error as _;

use serde_json::json;

use crate::ErrorBody;
use crate::runtime::error::{ConfigError, Error};
use crate::runtime::options::CallOptions;
use crate::runtime::retry::Retries;
use crate::runtime::sdk::{ErrorMembers, Sdk};
use crate::runtime::transport_error::{TransportError, TransportErrorKind};
use crate::support::{KEY, LIST, NewThing, SDK, Shop, Step, answer, answer_with, api, ok, run};

fn error_of(step: Step) -> Error {
    let once = CallOptions::new().retries(Retries::none());
    run(Shop::new([step]).get("t1").options(once)).unwrap_err()
}

fn line(status: u16, body: &'static str) -> String {
    let line = error_of(answer(status, body)).to_string();
    assert!(!line.contains('\n'));
    line.strip_prefix("things.get: ").unwrap().to_owned()
}

#[test]
fn one_useful_line() {
    for (status, body, expected) in [
        (
            403,
            r#"{"message":"Forbidden"}"#,
            "403 Forbidden: Forbidden",
        ),
        (
            404,
            r#"{"name":"NotFound","message":"No such thing.","code":"not_found","fix":"Check the id."}"#,
            "404 Not Found: No such thing. (not_found) — Check the id.",
        ),
        (
            400,
            r#"{"name":"ValidationError","errors":[{"expected":"array","code":"invalid_type","path":["event_types"],"message":"expected array, received undefined"}]}"#,
            "400 Bad Request: event_types: expected array, received undefined",
        ),
        (
            400,
            r#"{"code":"validation_error","message":"Bad.","errors":[{"path":["a","b",0,"c"],"message":"x"},{"path":[],"message":"y"},{"message":"z"}]}"#,
            "400 Bad Request: Bad. (validation_error): a.b[0].c: x; y; z",
        ),
        (
            422,
            r#"{"errors":{"name":["is too short","is taken"],"age":"is odd"}}"#,
            "422 Unprocessable Entity: age: is odd; name: is too short; name: is taken",
        ),
        (
            422,
            r#"{"errors":["no","never"]}"#,
            "422 Unprocessable Entity: no; never",
        ),
        (409, r#"{"code":"conflict"}"#, "409 Conflict: conflict"),
        (
            500,
            r#"{"error":{"message":"inner"}}"#,
            "500 Internal Server Error: inner",
        ),
        (
            500,
            r#"{"message":"line\nbreak\u0007 and\ttab"}"#,
            "500 Internal Server Error: line break and tab",
        ),
        (
            500,
            r#"{"other":1}"#,
            r#"500 Internal Server Error: {"other":1}"#,
        ),
        (500, "[1,2]", "500 Internal Server Error: [1,2]"),
        (500, "null", "500 Internal Server Error: null"),
        (500, "", "500 Internal Server Error"),
        (500, " \r\n ", "500 Internal Server Error"),
        (
            502,
            r#"{"message":"cut off her"#,
            r#"502 Bad Gateway: {"message":"cut off her"#,
        ),
        (
            503,
            "upstream\nconnect error",
            "503 Service Unavailable: upstream connect error",
        ),
        (
            503,
            "<html>\n<head><title>503 Down\nfor now</title></head><body><h1>x",
            "503 Service Unavailable: 503 Down for now",
        ),
        (
            503,
            "\u{feff}<!DOCTYPE HTML><p>Sorry</p>",
            "503 Service Unavailable: an HTML page",
        ),
        (
            503,
            "<HTML><TITLE></TITLE>",
            "503 Service Unavailable: an HTML page",
        ),
        (503, "<html><title", "503 Service Unavailable: an HTML page"),
        (599, "", "599"),
    ] {
        assert_eq!(line(status, body), expected);
    }
}

#[test]
fn long_texts_are_clipped() {
    let long = Box::leak("ü".repeat(5_000).into_boxed_str());
    assert_eq!(line(500, long).chars().filter(|c| *c == 'ü').count(), 200);
    let message = Box::leak(json!({ "message": &*long }).to_string().into_boxed_str());
    assert_eq!(
        line(500, message).chars().filter(|c| *c == 'ü').count(),
        200
    );
    let issues: Vec<_> = (0..1000)
        .map(|n| json!({ "path": ["a", n], "message": "is bad" }))
        .collect();
    let issues = Box::leak(json!({ "errors": issues }).to_string().into_boxed_str());
    assert!(line(400, issues).chars().count() < 700);
}

#[test]
fn everything_the_answer_holds_is_at_hand() {
    let body = r#"{"message":"No.","code":"not_found","fix":"Try.","errors":[{"path":["a",1],"message":"m"}]}"#;
    let headers = [
        ("x-request-id", "req-1"),
        ("cf-ray", "ray-1"),
        ("x-other", "y"),
    ];
    let error = error_of(answer_with(404, &headers, body));
    assert!(
        error.is_not_found()
            && !error.is_rate_limited()
            && !error.is_timeout()
            && !error.is_connect()
    );
    assert_eq!(error.operation(), Some("things.get"));
    assert_eq!(error.request_id(), Some("req-1"));
    assert!(error.as_api().is_some() && error.source().is_none());
    let error = api(error);
    assert_eq!(error.status().as_u16(), 404);
    assert_eq!(error.headers()["x-other"], "y");
    assert_eq!(error.raw_body(), body);
    assert_eq!(
        (error.message(), error.code(), error.hint()),
        (Some("No."), Some("not_found"), Some("Try."))
    );
    assert_eq!(
        (
            error.issues()[0].path.as_str(),
            error.issues()[0].message.as_str()
        ),
        ("a[1]", "m")
    );
    assert_eq!(error.attempts(), 1);
}

#[test]
fn request_ids_come_from_the_first_header_that_has_one() {
    for (headers, id) in [
        (&[("cf-ray", "c"), ("x-amz-cf-id", "b")][..], Some("b")),
        (&[("cf-ray", "c"), ("x-amzn-requestid", "a")], Some("a")),
        (&[("request-id", "r"), ("x-amzn-requestid", "a")], Some("r")),
        (&[("x-request-id", ""), ("cf-ray", "c")], Some("c")),
        (&[], None),
    ] {
        assert_eq!(
            error_of(answer_with(404, headers, "")).request_id(),
            id,
            "{headers:?}"
        );
    }
}

#[test]
fn error_bodies_are_typed_where_they_fit() {
    let typed = |status, body| api(error_of(answer(status, body))).body().cloned();
    let problem = || Some(ErrorBody::Problem(json!({ "message": "x" })));
    assert_eq!(typed(404, r#"{"message":"x"}"#), problem());
    assert_eq!(
        typed(400, r#"["a"]"#),
        Some(ErrorBody::Validation(vec!["a".to_owned()]))
    );
    // The decoder of 400 wins over the default one, even if only the latter could read this.
    assert_eq!(typed(400, r#"{"message":"x"}"#), None);
    assert_eq!(typed(500, r#"{"message":"x"}"#), None);
    assert_eq!(typed(404, "<html>"), None);
    // An operation without declared bodies.
    let error = api(run(Shop::new([answer(404, "{}")]).create(&NewThing::named("a"))).unwrap_err());
    assert_eq!(error.body(), None);
}

#[test]
fn kinds_of_answers() {
    let error = |status| api(error_of(answer(status, "")));
    assert!(error(401).is_unauthorized() && !error(403).is_unauthorized());
    assert!(error(403).is_forbidden() && !error(401).is_forbidden());
    assert!(error(409).is_conflict() && !error(404).is_conflict());
    assert!(error(429).is_rate_limited() && !error(428).is_rate_limited());
    assert!(
        error(500).is_server_error()
            && error(599).is_server_error()
            && !error(499).is_server_error()
    );
}

#[test]
fn no_secret_in_any_text_of_an_error() {
    let bodies = [
        r#"{"message":"unknown key sk-very-secret"}"#,
        r#"{"secret":"whsec_1","note":"sk-very-secret"}"#,
        r#"{"errors":[{"path":["sk-very-secret"],"message":"sk-very-secret"}]}"#,
        r#"{"secret":"whsec_1"#,
        "<html><title>sk-very-secret</title>",
        "the key sk-very-secret is not known",
        r#"{"code":"sk-very-secret","fix":"do not send sk-very-secret"}"#,
    ];
    for body in bodies {
        let error = error_of(answer(400, body));
        for text in [
            error.to_string(),
            format!("{error:?}"),
            format!("{error:#?}"),
        ] {
            assert!(!text.contains(KEY) && !text.contains("whsec_1"), "{text}");
            assert!(text.contains("[hidden]"), "{text}");
        }
        assert_eq!(api(error).raw_body(), body);
    }
}

#[test]
fn headers_of_one_call_are_hidden_too() {
    let options = CallOptions::new().header("Authorization", "Bearer other-secret");
    assert!(!format!("{options:?}").contains("other-secret"));
    let shop = Shop::new([answer(401, "other-secret is unknown")]);
    let error = run(shop.get("t1").options(options)).unwrap_err();
    assert_eq!(
        error.to_string(),
        "things.get: 401 Unauthorized: [hidden] is unknown"
    );
    assert_eq!(
        shop.wire.only().header("authorization"),
        Some("Bearer other-secret")
    );
}

#[test]
fn decode_errors_name_operation_path_and_place() {
    let error =
        run(Shop::new([answer(200, r#"{"id":{"a":"sk-very-secret"}}"#)]).get("t1")).unwrap_err();
    assert!(
        error
            .to_string()
            .starts_with("things.get: cannot decode the answer at id: invalid type: map"),
        "{error}"
    );
    assert!(!error.to_string().contains(KEY));
    assert!(!format!("{error:?}").contains(KEY));
    assert_eq!(error.status().unwrap().as_u16(), 200);
    let Error::Decode(error) = error else {
        panic!()
    };
    assert_eq!((error.operation(), error.path()), ("things.get", "id"));
    assert_eq!(error.raw_body().len(), 29);
}

#[test]
fn transport_errors_keep_their_sources_and_show_no_query() {
    #[derive(Debug)]
    struct Outer(std::io::Error);
    impl std::fmt::Display for Outer {
        fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
            f.write_str("error sending request")
        }
    }
    impl std::error::Error for Outer {
        fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
            Some(&self.0)
        }
    }
    let deepest = std::io::Error::other(
        "refused https://api.shop.test/v0/things/t1?expand=private with sk-very-secret\n",
    );
    let step = Step::Fail(TransportError::new(
        TransportErrorKind::Other,
        Outer(deepest),
    ));
    let shop = Shop::new([step]);
    let error = run(shop.get("t1").query("expand", "private")).unwrap_err();
    assert_eq!(
        error.to_string(),
        "things.get: the request failed: refused https://api.shop.test/v0/things/t1?… with [hidden]"
    );
    assert!(!format!("{error:?}").contains("private"));
    assert_eq!(error.source().unwrap().to_string(), "error sending request");
    // Whoever prints the sources must not show the key.
    let deepest = error.source().unwrap().source().unwrap();
    assert!(deepest.to_string().contains("with [hidden]"), "{deepest}");
    // Sources that quote no secret stay as they are.
    let source = Outer(std::io::Error::other("refused"));
    let step = Step::Fail(TransportError::new(TransportErrorKind::Other, source));
    let error = run(Shop::new([step]).get("t1")).unwrap_err();
    let deepest = error.source().unwrap().source().unwrap();
    assert!(deepest.is::<std::io::Error>());
}

#[test]
fn all_breaches_come_at_once_and_nothing_is_sent() {
    let shop = Shop::new([]);
    let options = CallOptions::new()
        .header("bad name", "x")
        .header("x-bad", "hidden\n");
    let error = run(shop.create(&NewThing::default()).options(options)).unwrap_err();
    assert_eq!(
        error.to_string(),
        "things.create: not sent: names must have at least 1 item; \
         options hold a bad header: \"bad name\" is not a header name; \
         options hold a bad header: the value of `x-bad` holds characters that no header can carry"
    );
    let Error::Invalid(error) = error else {
        panic!()
    };
    assert_eq!(error.operation(), "things.create");
    assert_eq!(
        (error.breaches()[0].path(), error.breaches()[0].rule()),
        ("names", "minItems")
    );
}

#[test]
fn checks_can_be_turned_off() {
    let shop = Shop::with([ok(), ok()], |builder| builder.validate(false));
    run(shop.create(&NewThing::default())).unwrap();
    run(shop.call(&LIST).query("limit", 101)).unwrap();
    assert_eq!(shop.wire.sent()[0].body, r#"{"names":[]}"#);
    assert!(shop.wire.sent()[1].url.ends_with("?limit=101"));
}

#[test]
fn errors_are_small_and_go_anywhere() {
    fn goes_anywhere<T: Send + Sync + 'static>() {}
    goes_anywhere::<Error>();
    assert!(size_of::<Error>() <= 2 * size_of::<usize>());
    let error = Error::from(ConfigError::new("no").with_source("because"));
    assert_eq!(
        (error.to_string(), error.operation()),
        ("no".to_owned(), None)
    );
    assert_eq!(error.source().unwrap().to_string(), "because");
}

#[test]
fn the_usual_places_of_messages() {
    const USUAL: Sdk = Sdk {
        error_members: ErrorMembers::USUAL,
        ..SDK
    };
    for (body, expected) in [
        (r#"{"error":"Nope"}"#, "Nope"),
        (r#"{"error":{"message":"Nope","type":"bad"}}"#, "Nope (bad)"),
        (r#"{"title":"Title","detail":"Detail"}"#, "Detail"),
        (r#"{"title":"Title"}"#, "Title"),
        (
            r#"{"error":"invalid_grant","error_description":"Expired"}"#,
            "Expired",
        ),
        (r#"{"detail":[{"path":["a"],"message":"m"}]}"#, "a: m"),
    ] {
        let wire = Shop::new([answer(400, body)]).wire;
        let core =
            crate::runtime::client_builder::Builder::<crate::runtime::client::Core>::new(&USUAL)
                .transport(wire)
                .build()
                .unwrap();
        const OPEN: crate::runtime::operation::Operation = crate::runtime::operation::Operation {
            name: "open",
            id: "open",
            path: "/",
            ..crate::runtime::operation::Operation::new("GET")
        };
        let error = run(crate::runtime::call::Call::empty(&core, &OPEN)).unwrap_err();
        assert_eq!(
            error.to_string(),
            format!("open: 400 Bad Request: {expected}")
        );
    }
}
