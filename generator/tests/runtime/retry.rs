//! Which failures are tried again, how often and after how long.

use std::time::Duration;

use crate::runtime::call::Call;
use crate::runtime::error::Error;
use crate::runtime::operation::{Idempotency, Operation, Parameter};
use crate::runtime::options::CallOptions;
use crate::runtime::retry::Retries;
use crate::runtime::transport_error::{TransportError, TransportErrorKind as Kind};
use crate::support::{
    CREATE, FakeClock, NewThing, Shop, Step, answer, answer_with, api, cut, fail, ok, run,
    transport,
};

#[test]
fn three_attempts_with_half_a_second_doubling_and_full_jitter() {
    let shop = Shop::new([answer(500, ""), answer(503, ""), answer(502, "")]);
    let error = api(run(shop.get("t1")).unwrap_err());
    assert_eq!((error.status().as_u16(), error.attempts()), (502, 3));
    assert_eq!(shop.clock.sleeps(), [0.25, 0.5]); // half of 0.5 and of 1, as the clock's chance is 0.5
    assert!(
        error.to_string().starts_with("things.get: 502 Bad Gateway"),
        "{error}"
    );
}

#[test]
fn waits_grow_to_eight_seconds_and_no_further() {
    let retries = Retries::default().max_attempts(8);
    let shop = Shop::with((0..8).map(|_| answer(500, "")), |builder| {
        builder.retries(retries)
    });
    shop.clock.set_random(1.0);
    run(shop.get("t1")).unwrap_err();
    assert_eq!(shop.clock.sleeps(), [0.5, 1.0, 2.0, 4.0, 8.0, 8.0, 8.0]);
}

#[test]
fn success_after_a_failure_counts_both_attempts() {
    let shop = Shop::new([answer(500, ""), ok()]);
    let response = run(shop.get("t1").with_response()).unwrap();
    assert_eq!(
        (response.attempts(), response.body().id.as_str()),
        (2, "t1")
    );
}

#[test]
fn statuses_that_are_retried() {
    for (status, get, post) in [
        (400, 1, 1),
        (401, 1, 1),
        (403, 1, 1),
        (404, 1, 1),
        (408, 2, 1),
        (409, 1, 1),
        (422, 1, 1),
        (425, 1, 1),
        (429, 2, 2),
        (500, 2, 1),
        (501, 1, 1),
        (502, 2, 1),
        (503, 2, 1),
        (504, 2, 1),
        (505, 1, 1),
    ] {
        let shop = Shop::new([answer(status, ""), ok()]);
        let _ = run(shop.get("t1"));
        assert_eq!(shop.wire.count(), get, "GET after {status}");

        let shop = Shop::new([answer(status, ""), ok()]);
        let _ = run(shop.create(&NewThing::named("a")));
        assert_eq!(shop.wire.count(), post, "POST after {status}");
    }
}

#[test]
fn lost_connections_that_are_retried() {
    let before = |kind| Step::Fail(TransportError::new(kind, "scripted").with_request_sent(false));
    type Case = (&'static str, fn() -> Step, usize, usize);
    let cases: [Case; 6] = [
        ("connect", || fail(Kind::Connect), 2, 2),
        ("closed", || fail(Kind::Closed), 2, 1),
        ("cut body", cut, 2, 1),
        ("timeout", || Step::Hang, 2, 1),
        ("other", || fail(Kind::Other), 1, 1),
        ("circles", || fail(Kind::TooManyRedirects), 1, 1),
    ];
    for (name, step, get, post) in cases {
        let shop = Shop::new([step(), ok()]);
        let _ = run(shop.get("t1"));
        assert_eq!(shop.wire.count(), get, "GET after {name}");

        let shop = Shop::new([step(), ok()]);
        let _ = run(shop.create(&NewThing::named("a")));
        assert_eq!(shop.wire.count(), post, "POST after {name}");
    }
    let shop = Shop::new([before(Kind::Closed), ok()]);
    run(shop.create(&NewThing::named("a"))).unwrap();
}

#[test]
fn the_error_of_a_lost_connection_says_what_happened() {
    let shop = Shop::new([fail(Kind::Closed)]);
    let error = run(shop.create(&NewThing::named("a"))).unwrap_err();
    assert_eq!(
        error.to_string(),
        "things.create: the connection closed before the answer: scripted"
    );
    let error = transport(error);
    assert!(error.request_sent());
    assert_eq!(error.attempts(), 1);

    let shop = Shop::new([
        fail(Kind::Connect),
        fail(Kind::Connect),
        fail(Kind::Connect),
    ]);
    let error = run(shop.get("t1")).unwrap_err();
    assert!(error.is_connect());
    assert_eq!(
        error.to_string(),
        "things.get: could not connect: scripted (after 3 attempts)"
    );
    assert!(!transport(error).request_sent());
}

#[test]
fn an_attempt_takes_sixty_seconds_at_most() {
    let shop = Shop::new([Step::Hang, Step::Hang, Step::Hang]);
    let error = run(shop.get("t1")).unwrap_err();
    assert!(error.is_timeout());
    assert_eq!(
        error.to_string(),
        "things.get: timed out: no complete answer within 60s (after 3 attempts)"
    );
    assert_eq!(shop.clock.timeouts(), [60.0, 60.0, 60.0]);
    assert!(transport(error).request_sent());
}

#[test]
fn timeouts_are_the_clients_or_the_calls() {
    let seconds = Duration::from_secs;
    let shop = Shop::with([Step::Hang, Step::Hang], |builder| {
        builder.timeout(seconds(5)).retries(Retries::none())
    });
    run(shop.get("t1")).unwrap_err();
    run(shop
        .get("t1")
        .options(CallOptions::new().timeout(seconds(2))))
    .unwrap_err();
    assert_eq!(shop.clock.timeouts(), [5.0, 2.0]);
}

#[test]
fn retry_after_is_a_floor_and_a_minute_the_longest() {
    const MINUTE_LATER: &str = "Thu, 01 Jan 2026 00:01:00 GMT";
    for (value, wait, carried) in [
        ("7", Some(7.0), Some(7.0)),
        ("1.5", Some(1.5), Some(1.5)),
        ("0", Some(0.25), Some(0.0)),
        ("0.1", Some(0.25), Some(0.1)), // less than the wait without it
        ("60", Some(60.0), Some(60.0)),
        (MINUTE_LATER, Some(60.0), Some(60.0)),
        ("60.5", None, Some(60.5)),
        ("3600", None, Some(3600.0)),
        ("Thu, 01 Jan 2026 01:00:00 GMT", None, Some(3600.0)),
        ("99999999999999999999999999", None, Some(3_153_600_000.0)),
        ("Thu, 31 Dec 2025 23:59:00 GMT", Some(0.25), None),
        ("-5", Some(0.25), None),
        ("1e9", Some(0.25), None),
        ("inf", Some(0.25), None),
        ("NaN", Some(0.25), None),
        ("5.", Some(0.25), None),
        ("5 apples", Some(0.25), None),
        ("soon", Some(0.25), None),
        ("", Some(0.25), None),
    ] {
        for status in [429, 503] {
            let limited = || answer_with(status, &[("retry-after", value)], "");
            let shop = Shop::new([limited(), ok()]);
            let outcome = run(shop.get("t1"));
            assert_eq!(outcome.is_ok(), wait.is_some(), "{value:?}");
            assert_eq!(shop.clock.sleeps(), wait.as_slice(), "{value:?}");

            let once = CallOptions::new().retries(Retries::none());
            let error = run(Shop::new([limited()]).get("t1").options(once)).unwrap_err();
            assert_eq!(
                error.retry_after().map(|wait| wait.as_secs_f64()),
                carried,
                "{value:?}"
            );
        }
    }
}

#[test]
fn the_random_part_never_shortens_retry_after() {
    let shop = Shop::new([answer_with(429, &[("retry-after", "1")], ""), ok()]);
    shop.clock.set_random(0.0);
    run(shop.create(&NewThing::named("a"))).unwrap();
    assert_eq!(shop.clock.sleeps(), [1.0]);
}

#[test]
fn a_clock_with_odd_chances_does_no_harm() {
    for random in [-3.0, 7.0, f64::NAN, f64::INFINITY] {
        let longest = Retries::default()
            .base_delay(Duration::MAX)
            .max_delay(Duration::MAX);
        let shop = Shop::with((0..3).map(|_| answer(500, "")), |builder| {
            builder.retries(longest)
        });
        shop.clock.set_random(random);
        let total = CallOptions::new().total_timeout(Duration::from_secs(1));
        let _ = run(shop.get("t1").options(total));
    }
}

#[test]
fn a_call_with_an_idempotency_key_is_retried_with_the_same_bytes() {
    let shop = Shop::new([answer(500, ""), cut(), ok()]);
    run(shop.create(&NewThing::named("a").client_id("c1"))).unwrap();
    let bodies: Vec<_> = shop.wire.sent().into_iter().map(|sent| sent.body).collect();
    assert_eq!(bodies, [r#"{"names":["a"],"client_id":"c1"}"#; 3]);
}

#[test]
fn an_empty_or_absent_idempotency_key_is_none() {
    for body in [
        r#"{"names":["client_id"]}"#,
        r#"{"client_id":null}"#,
        r#"{"client_id":""}"#,
        "[]",
        "{",
        "",
    ] {
        let shop = Shop::new([answer(500, "")]);
        run(shop.call(&CREATE).with_upload(body)).unwrap_err();
        assert_eq!(shop.wire.count(), 1, "{body}");
    }
}

#[test]
fn an_idempotency_header_counts_when_it_is_sent() {
    const ORDER: Operation = Operation {
        parameters: &[Parameter::header("Idempotency-Key")],
        idempotency: Idempotency::Header("Idempotency-Key"),
        name: "orders.create",
        id: "createOrder",
        path: "/v0/orders",
        ..Operation::new("POST")
    };
    let shop = Shop::new([answer(500, ""), ok()]);
    run(shop.call(&ORDER).header("Idempotency-Key", "k1")).unwrap();
    let shop = Shop::new([answer(500, ""), ok()]);
    run(shop
        .call(&ORDER)
        .options(CallOptions::new().header("idempotency-key", "k1")))
    .unwrap();
    let shop = Shop::new([answer(500, "")]);
    run(shop.call(&ORDER)).unwrap_err();
}

#[test]
fn methods_that_may_be_repeated() {
    for (method, safe) in [
        ("GET", true),
        ("HEAD", true),
        ("OPTIONS", true),
        ("PUT", true),
        ("DELETE", true),
        ("POST", false),
        ("PATCH", false),
    ] {
        let expected = if safe {
            Idempotency::Safe
        } else {
            Idempotency::Unsafe
        };
        assert_eq!(
            Operation {
                name: "",
                id: "",
                path: "/",
                ..Operation::new(method)
            }
            .idempotency,
            expected,
            "{method}"
        );
    }
}

#[test]
fn answers_that_cannot_be_decoded_are_not_retried() {
    let shop = Shop::new([answer(200, "{")]);
    assert!(matches!(run(shop.get("t1")), Err(Error::Decode(_))));
    assert_eq!(shop.wire.count(), 1);
}

#[test]
fn a_client_pays_for_retries_and_earns_them_back() {
    let failures = (0..50).map(|_| answer(500, ""));
    let shop = Shop::new(
        failures
            .chain((0..5).map(|_| ok()))
            .chain((0..3).map(|_| answer(500, ""))),
    );
    // 100 tokens are 20 retries, two a call. Then calls fail at once.
    for _ in 0..10 {
        assert_eq!(api(run(shop.get("t1")).unwrap_err()).attempts(), 3);
    }
    for _ in 0..20 {
        assert_eq!(api(run(shop.get("t1")).unwrap_err()).attempts(), 1);
    }
    // Five successes pay for one retry, by any handle of the client.
    for _ in 0..5 {
        run(Call::empty(&shop.core.clone(), &CREATE)).unwrap();
    }
    assert_eq!(api(run(shop.get("t1")).unwrap_err()).attempts(), 2);
    assert_eq!(api(run(shop.get("t1")).unwrap_err()).attempts(), 1);
}

#[test]
fn the_total_time_cuts_attempts_and_forbids_waits_past_it() {
    let total = |seconds| CallOptions::new().total_timeout(Duration::from_secs_f64(seconds));

    // The wait of 0.25 s fits, the one of 0.5 s does not: the last error comes back, not a timeout.
    let shop = Shop::new([answer(500, ""), answer(503, "")]);
    let error = run(shop.get("t1").options(total(0.75))).unwrap_err();
    assert_eq!(error.status().unwrap().as_u16(), 503);
    assert_eq!(shop.clock.sleeps(), [0.25]);

    // The second attempt gets what the first one and the wait leave.
    let shop = Shop::new([answer(500, ""), Step::Hang]);
    let error = run(shop.get("t1").options(total(10.0))).unwrap_err();
    assert!(error.is_timeout());
    assert_eq!(shop.clock.timeouts(), [9.75]);
    assert_eq!(shop.wire.count(), 2);

    let limit = Duration::from_secs(3);
    let shop = Shop::with([Step::Hang], |builder| builder.total_timeout(limit));
    run(shop.get("t1")).unwrap_err();
    assert_eq!(shop.clock.timeouts(), [3.0]);

    let shop = Shop::new([ok()]);
    run(shop
        .get("t1")
        .options(CallOptions::new().total_timeout(Duration::MAX)))
    .unwrap();
}

#[test]
fn a_call_may_have_its_own_retries() {
    let shop = Shop::new([answer(500, "")]);
    run(shop
        .get("t1")
        .options(CallOptions::new().retries(Retries::none())))
    .unwrap_err();
    let shop = Shop::with([answer(500, ""), ok()], |builder| {
        builder.retries(Retries::none())
    });
    run(shop
        .get("t1")
        .options(CallOptions::new().retries(Retries::default())))
    .unwrap();
    assert_eq!(Retries::default().max_attempts(0), Retries::none());
}

#[test]
fn system_clocks_take_any_duration() {
    use crate::runtime::clock::{Clock, SystemClock};
    let clock = SystemClock::new();
    drop(clock.sleep(Duration::MAX));
    assert!((0.0..1.0).contains(&clock.random()));
    assert!(clock.monotonic() <= clock.monotonic());
    drop(FakeClock::default());
}
