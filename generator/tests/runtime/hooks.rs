//! Hooks see every attempt, change its headers, and give nothing away.

use std::sync::{Arc, Mutex};

use crate::runtime::transport_error::TransportErrorKind;
use crate::support::{NewThing, Shop, answer, api, fail, ok, redirect, run};

type Log = Arc<Mutex<Vec<String>>>;

/// A client whose hooks sign each request and write down what they see.
fn observed(script: Vec<crate::support::Step>) -> (Shop, Log) {
    let log = Log::default();
    let (sent, received) = (log.clone(), log.clone());
    let shop = Shop::with(script, |builder| {
        builder
            .on_request(move |request| {
                let length = request.body().map_or(0, <[u8]>::len);
                let value = format!("secret-signature-{}-{length}", request.attempt());
                let headers = request.headers_mut();
                headers.insert("x-signature", value.parse().unwrap());
                headers.insert("content-length", "5".parse().unwrap());
                headers.insert("authorization", "Signed secret-by-hook".parse().unwrap());
                sent.lock().unwrap().push(format!(
                    "{} {} {} #{} {}",
                    request.operation(),
                    request.method(),
                    request.path_template(),
                    request.attempt(),
                    request.uri()
                ));
            })
            .on_response(move |response| {
                received.lock().unwrap().push(format!(
                    "{} #{} {}",
                    response.operation(),
                    response.attempt(),
                    response.status()
                ));
            })
    });
    (shop, log)
}

fn lines(log: &Log) -> Vec<String> {
    log.lock().unwrap().clone()
}

#[test]
fn they_run_for_each_attempt() {
    let (shop, log) = observed(vec![
        answer(503, ""),
        fail(TransportErrorKind::Connect),
        answer(200, r#"{"id":"a"}"#),
    ]);
    run(shop.get("a b")).unwrap();
    let url = "https://api.shop.test/v0/things/a%20b";
    assert_eq!(
        lines(&log),
        [
            format!("things.get GET /v0/things/{{id}} #1 {url}"),
            "things.get #1 503 Service Unavailable".to_owned(),
            format!("things.get GET /v0/things/{{id}} #2 {url}"),
            format!("things.get GET /v0/things/{{id}} #3 {url}"),
            "things.get #3 200 OK".to_owned(),
        ]
    );
    let sent = shop.wire.sent();
    let signatures: Vec<_> = { sent.iter() }
        .map(|sent| sent.header("x-signature").unwrap().to_owned())
        .collect();
    let expected = [1, 2, 3].map(|attempt| format!("secret-signature-{attempt}-0"));
    assert_eq!(signatures, expected);
}

#[test]
fn they_read_the_body_and_do_not_say_how_long_it_is() {
    let (shop, _) = observed(vec![answer(200, r#"{"id":"a"}"#)]);
    run(shop.create(&NewThing::named("b"))).unwrap();
    let sent = shop.wire.only();
    let length = sent.body.len();
    assert!(length > 0);
    assert_eq!(
        sent.header("x-signature"),
        Some(format!("secret-signature-1-{length}").as_str())
    );
    assert_eq!(sent.header("content-length"), None);
    assert_eq!(sent.header("authorization"), Some("Signed secret-by-hook"));
}

#[test]
fn their_headers_stay_at_their_origin() {
    for (location, is_same) in [("/new", true), ("https://other.test/x", false)] {
        let (shop, log) = observed(vec![redirect(302, location), answer(200, r#"{"id":"a"}"#)]);
        run(shop.get("a")).unwrap();
        let there = &shop.wire.sent()[1];
        assert_eq!(there.header("x-signature").is_some(), is_same, "{location}");
        assert_eq!(there.header("authorization").is_some(), is_same);
        let requests = lines(&log)
            .iter()
            .filter(|line| line.contains("GET"))
            .count();
        assert_eq!(requests, if is_same { 2 } else { 1 });
        assert_eq!(format!("{there:?}").contains("secret"), is_same);
    }
}

#[test]
fn errors_do_not_show_the_credentials_that_they_set() {
    let (shop, _) = observed(vec![answer(
        400,
        r#"{"message":"bad Signed secret-by-hook or secret-by-hook"}"#,
    )]);
    let error = api(run(shop.get("a")).unwrap_err());
    assert!(
        !format!("{error} {error:?}").contains("secret-by-hook"),
        "{error:?}"
    );
}

#[test]
fn they_run_in_the_order_in_which_they_were_added() {
    let shop = Shop::with([ok()], |builder| {
        builder
            .on_request(|request| {
                request
                    .headers_mut()
                    .insert("x-order", "1".parse().unwrap());
            })
            .on_request(|request| {
                let seen = request.headers()["x-order"].to_str().unwrap().to_owned();
                let value = format!("{seen}2").parse().unwrap();
                request.headers_mut().insert("x-order", value);
            })
    });
    run(shop.call(&crate::support::LIST)).unwrap();
    assert_eq!(shop.wire.only().header("x-order"), Some("12"));
}
