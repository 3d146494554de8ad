//! Which failures are tried again, how often, and after which waits.
//!
//! The random part of every wait is one half here: the waits without a `Retry-After` are 250 ms, 500 ms, 1 s, ….

mod support;

use std::time::Duration;

use agentmail_sdk::api::CreateWebhook;
use agentmail_sdk::models::EventType;
use agentmail_sdk::{AgentMail, CallOptions, Error, Retries, TransportErrorKind};
use http::HeaderMap;
use serde_json::Value;
use support::clock::TestClock;
use support::server::{Reply, Server, refusing};
use support::webhook;

fn found() -> Reply {
    Reply::json(200, &webhook("wh_1"))
}

fn limited(retry_after: &str) -> Reply {
    Reply::new(429, "").header("retry-after", retry_after)
}

fn create(client: &AgentMail) -> CreateWebhook {
    client
        .webhooks()
        .create("https://example.com/webhook", [EventType::MessageReceived])
}

/// How a call of `webhooks.get` went: how often it was sent and what was waited for in between.
async fn attempts_and_waits(script: impl IntoIterator<Item = Reply>) -> (usize, Vec<u128>) {
    let server = Server::start(script).await;
    let _ = server.client().webhooks().get("wh_1").await;
    (server.requests().len(), server.clock.waits())
}

fn transport_error(error: Error) -> (TransportErrorKind, u32) {
    match error {
        Error::Transport(error) => (error.kind(), error.attempts()),
        other => panic!("not a transport error: {other:?}"),
    }
}

// What the service answers.

#[tokio::test]
async fn a_500_is_tried_again() {
    let server = Server::start([Reply::new(500, ""), found()]).await;

    let response = server
        .client()
        .webhooks()
        .get("wh_1")
        .with_response()
        .await
        .unwrap();

    assert_eq!(response.attempts(), 2);
    assert_eq!(response.body().webhook_id, "wh_1");
    assert_eq!(server.requests().len(), 2);
    assert_eq!(server.clock.waits(), [250]);
}

#[tokio::test]
async fn the_third_attempt_is_the_last() {
    let server = Server::start([
        Reply::new(500, "first"),
        Reply::new(502, "second"),
        Reply::new(503, "third"),
        found(),
    ])
    .await;

    let error = server.client().webhooks().get("wh_1").await.unwrap_err();

    let error = error.as_api().expect("an API error");
    assert_eq!(error.attempts(), 3);
    assert_eq!(&error.raw_body()[..], b"third");
    assert_eq!(server.requests().len(), 3);
    assert_eq!(server.clock.waits(), [250, 500]);
}

#[tokio::test]
async fn the_statuses_that_pass_are_tried_again_and_no_others() {
    for status in [408, 429, 500, 502, 503, 504] {
        let outcome = attempts_and_waits([Reply::new(status, ""), found()]).await;
        assert_eq!(outcome, (2, vec![250]), "{status}");
    }
    for status in [400, 401, 403, 404, 409, 410, 422, 425, 501, 505, 507, 599] {
        let outcome = attempts_and_waits([Reply::new(status, ""), found()]).await;
        assert_eq!(outcome, (1, vec![]), "{status}");
    }
}

#[tokio::test]
async fn a_delete_may_be_repeated_and_a_patch_may_not() {
    let server = Server::start([Reply::new(500, ""), Reply::new(204, "")]).await;
    server.client().webhooks().delete("wh_1").await.unwrap();
    assert_eq!(server.requests().len(), 2);

    let server = Server::start([Reply::new(500, ""), found()]).await;
    let update = server.client().webhooks().update("wh_1").enabled(true);
    update.await.unwrap_err();
    assert_eq!(server.only_request().method, "PATCH");
    assert_eq!(server.clock.waits(), []);
}

// Whether a POST may be repeated.

#[tokio::test]
async fn a_create_without_client_id_is_not_repeated_after_a_500() {
    let server = Server::start([Reply::new(500, ""), found()]).await;

    let error = create(&server.client()).await.unwrap_err();

    assert_eq!(error.as_api().map(|error| error.attempts()), Some(1));
    assert_eq!(server.requests().len(), 1);
    assert_eq!(server.clock.waits(), []);
}

#[tokio::test]
async fn a_create_with_client_id_is_repeated_word_for_word() {
    let server = Server::start([Reply::new(500, ""), found()]).await;

    let create = create(&server.client()).client_id("my-service");
    create.await.unwrap();

    let [first, second] = &server.requests()[..] else {
        panic!("not two requests");
    };
    assert_eq!(
        (&first.method, &first.target),
        (&second.method, &second.target)
    );
    assert_eq!(first.headers, second.headers);
    assert_eq!(first.body, second.body);
    let sent: Value = serde_json::from_slice(&second.body).unwrap();
    assert_eq!(sent["client_id"], "my-service");
    assert_eq!(server.clock.waits(), [250]);
}

#[tokio::test]
async fn a_polling_webhook_always_has_the_client_id_that_lets_it_be_repeated() {
    let server = Server::start([Reply::new(503, ""), Reply::new(409, "")]).await;

    let polling = server.client().pods().webhooks().polling();
    let create = polling.create("pod_1", "my-service", [EventType::MessageSent]);
    let error = create.await.unwrap_err();

    assert_eq!(error.status().unwrap().as_u16(), 409);
    assert_eq!(server.requests().len(), 2);
}

#[tokio::test]
async fn a_create_without_client_id_is_repeated_after_a_429() {
    let server = Server::start([limited("2"), found()]).await;

    create(&server.client()).await.unwrap();

    assert_eq!(server.requests().len(), 2);
    assert_eq!(server.clock.waits(), [2_000]);
}

// `Retry-After`.

#[tokio::test]
async fn retry_after_in_seconds_is_the_least_wait() {
    assert_eq!(
        attempts_and_waits([limited("7"), found()]).await,
        (2, vec![7_000])
    );
    assert_eq!(
        attempts_and_waits([limited("60"), found()]).await,
        (2, vec![60_000])
    );
    assert_eq!(
        attempts_and_waits([limited("0"), found()]).await,
        (2, vec![250])
    );
}

#[tokio::test]
async fn retry_after_as_a_date_is_the_least_wait() {
    assert_eq!(TestClock::START.as_secs(), 1_700_000_000);
    let in_30_seconds = limited("Tue, 14 Nov 2023 22:13:50 GMT");
    assert_eq!(
        attempts_and_waits([in_30_seconds, found()]).await,
        (2, vec![30_000])
    );

    let an_hour_ago = limited("Tue, 14 Nov 2023 21:13:20 GMT");
    assert_eq!(
        attempts_and_waits([an_hour_ago, found()]).await,
        (2, vec![250])
    );
}

#[tokio::test]
async fn a_date_is_read_by_the_time_of_its_own_answer() {
    let in_30_seconds = limited("Tue, 14 Nov 2023 22:13:50 GMT");
    let script = [limited("20"), in_30_seconds, found()];
    assert_eq!(attempts_and_waits(script).await, (3, vec![20_000, 10_000]));
}

#[tokio::test]
async fn retry_after_beyond_a_minute_is_for_the_caller() {
    for (value, seconds) in [
        ("3600", 3_600),
        ("61", 61),
        ("Tue, 14 Nov 2023 23:13:20 GMT", 3_600),
    ] {
        let server = Server::start([limited(value), found()]).await;

        let error = server.client().webhooks().get("wh_1").await.unwrap_err();

        assert!(error.is_rate_limited());
        assert_eq!(error.retry_after(), Some(Duration::from_secs(seconds)));
        assert_eq!(server.requests().len(), 1, "{value}");
        assert_eq!(server.clock.waits(), []);
    }
}

#[tokio::test]
async fn a_retry_after_that_makes_no_sense_counts_for_nothing() {
    for value in [
        "soon",
        "",
        "-1",
        "1e3",
        "NaN",
        "0x10",
        "Tue, 99 Nov 2023 22:13:50 GMT",
    ] {
        let outcome = attempts_and_waits([limited(value), found()]).await;
        assert_eq!(outcome, (2, vec![250]), "{value:?}");
    }
}

#[tokio::test]
async fn retry_after_counts_for_a_503_too() {
    let script = [Reply::new(503, "").header("retry-after", "9"), found()];
    assert_eq!(attempts_and_waits(script).await, (2, vec![9_000]));
}

// Connections that fail.

#[tokio::test]
async fn a_refused_connection_is_tried_again_even_for_a_bare_create() {
    let (_socket, url) = refusing();
    let server = Server::start([]).await;
    let client = server.builder().base_url(url).build().unwrap();

    let error = create(&client).await.unwrap_err();

    assert!(error.is_connect());
    assert_eq!(transport_error(error), (TransportErrorKind::Connect, 3));
    assert_eq!(server.clock.waits(), [250, 500]);
}

#[tokio::test]
async fn a_get_survives_a_connection_that_drops() {
    for drop in [Reply::close_unread(), Reply::close_unanswered()] {
        let server = Server::start([drop.clone(), drop, found()]).await;

        let call = server.client().webhooks().get("wh_1").with_response();

        assert_eq!(call.await.unwrap().attempts(), 3);
        assert_eq!(server.connections(), 3);
        assert_eq!(server.clock.waits(), [250, 500]);
    }
}

#[tokio::test]
async fn a_create_whose_connection_drops_may_have_been_seen() {
    for drop in [Reply::close_unread(), Reply::close_unanswered()] {
        let server = Server::start([drop, found()]).await;

        let error = create(&server.client()).await.unwrap_err();

        assert_eq!(transport_error(error), (TransportErrorKind::Closed, 1));
        assert_eq!(server.connections(), 1);
        assert_eq!(server.clock.waits(), []);
    }
}

#[tokio::test]
async fn a_create_with_client_id_survives_a_connection_that_drops() {
    for drop in [Reply::close_unread(), Reply::close_unanswered()] {
        let server = Server::start([drop, found()]).await;

        let create = create(&server.client()).client_id("my-service");
        create.await.unwrap();

        assert_eq!(server.connections(), 2);
        assert_eq!(server.clock.waits(), [250]);
    }
}

#[tokio::test]
async fn a_cut_body_is_fetched_again() {
    let chunked = "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n10\r\n{\"webhook_id\": \"";
    for cut in [found().cut(), Reply::raw(chunked)] {
        let server = Server::start([cut, found()]).await;

        let webhook = server.client().webhooks().get("wh_1").await.unwrap();

        assert_eq!(webhook.webhook_id, "wh_1");
        assert_eq!(server.requests().len(), 2);
        assert_eq!(server.clock.waits(), [250]);
    }
}

#[tokio::test]
async fn a_cut_body_is_not_taken_for_the_whole() {
    let server = Server::start(vec![found().cut(); 3]).await;
    let error = server.client().webhooks().get("wh_1").await.unwrap_err();
    assert_eq!(transport_error(error), (TransportErrorKind::Body, 3));
    assert_eq!(server.clock.waits(), [250, 500]);

    let server = Server::start([found().cut(), found()]).await;
    let error = create(&server.client()).await.unwrap_err();
    assert_eq!(transport_error(error), (TransportErrorKind::Body, 1));
    assert_eq!(server.requests().len(), 1);
}

#[tokio::test]
async fn an_answer_that_is_not_http_is_not_an_answer() {
    let server = Server::start(vec![Reply::raw("SSH-2.0-OpenSSH_9.9\r\n\r\n"); 3]).await;

    let error = server.client().webhooks().get("wh_1").await.unwrap_err();

    assert!(matches!(error, Error::Transport(_)), "{error:?}");
}

// Time that runs out.

#[tokio::test]
async fn an_attempt_has_a_minute_and_a_get_gets_another() {
    for silent in [Reply::expire(), found().stall()] {
        let server = Server::start([silent, found()]).await;

        let call = server.client().webhooks().get("wh_1").with_response();

        assert_eq!(call.await.unwrap().attempts(), 2);
        assert_eq!(server.requests().len(), 2);
        assert_eq!(server.clock.limits(), [60_000, 60_000]);
        assert_eq!(server.clock.waits(), [250]);
    }
}

#[tokio::test]
async fn a_create_without_client_id_that_times_out_is_not_repeated() {
    let server = Server::start([Reply::expire(), found()]).await;

    let error = create(&server.client()).await.unwrap_err();

    assert!(error.is_timeout());
    assert_eq!(
        error.to_string(),
        "webhooks.create: timed out: no complete answer within 60s"
    );
    assert_eq!(server.requests().len(), 1);
    assert_eq!(server.clock.waits(), []);
}

#[tokio::test]
async fn the_timeout_of_the_call_wins_over_that_of_the_client() {
    let server = Server::start(vec![Reply::expire(); 4]).await;
    let client = server
        .builder()
        .timeout(Duration::from_secs(20))
        .retries(Retries::none())
        .build()
        .unwrap();

    client.webhooks().get("wh_1").await.unwrap_err();
    let own = CallOptions::new().timeout(Duration::from_secs(5));
    client
        .webhooks()
        .get("wh_1")
        .options(own)
        .await
        .unwrap_err();

    assert_eq!(server.clock.limits(), [20_000, 5_000]);
}

#[tokio::test]
async fn the_total_timeout_shortens_attempts_and_forbids_waits() {
    let server = Server::start([limited("2"), Reply::expire(), found()]).await;
    let client = server
        .builder()
        .total_timeout(Duration::from_secs(5))
        .build()
        .unwrap();

    let error = client.webhooks().get("wh_1").await.unwrap_err();

    // Two seconds are spent waiting. When the second attempt has used up the rest there is no time for a third.
    assert!(error.is_timeout());
    assert_eq!(server.clock.limits(), [5_000, 3_000]);
    assert_eq!(server.clock.waits(), [2_000]);
    assert_eq!(server.requests().len(), 2);
}

#[tokio::test]
async fn a_wait_that_would_outlast_the_call_is_not_begun() {
    let server = Server::start([limited("5"), found()]).await;
    let options = CallOptions::new().total_timeout(Duration::from_secs(5));

    let error = server
        .client()
        .webhooks()
        .get("wh_1")
        .options(options)
        .await;

    assert!(error.unwrap_err().is_rate_limited());
    assert_eq!(server.requests().len(), 1);
    assert_eq!(server.clock.waits(), []);
}

// The length of the waits, and how many there are.

#[tokio::test]
async fn the_waits_double_up_to_eight_seconds() {
    let server = Server::start(vec![Reply::new(500, ""); 7]).await;
    let retries = Retries::default().max_attempts(7);
    let client = server.builder().retries(retries).build().unwrap();

    client.webhooks().get("wh_1").await.unwrap_err();

    assert_eq!(server.requests().len(), 7);
    assert_eq!(server.clock.waits(), [250, 500, 1_000, 2_000, 4_000, 4_000]);
}

#[tokio::test]
async fn a_wait_may_be_any_part_of_its_span() {
    for (random, waits) in [(0.0, [0, 0]), (0.25, [125, 250]), (0.999, [499, 999])] {
        let server = Server::start(vec![Reply::new(500, ""); 3]).await;
        server.clock.set_random(random);

        server.client().webhooks().get("wh_1").await.unwrap_err();

        assert_eq!(server.clock.waits(), waits);
    }
}

#[tokio::test]
async fn retries_can_be_turned_off_for_the_client_and_on_for_a_call() {
    let server = Server::start(vec![Reply::new(500, ""); 3]).await;
    let client = server.builder().retries(Retries::none()).build().unwrap();

    client.webhooks().get("wh_1").await.unwrap_err();
    assert_eq!(server.requests().len(), 1);

    let options = CallOptions::new().retries(Retries::default().max_attempts(2));
    let call = client.webhooks().get("wh_1").options(options);
    call.await.unwrap_err();
    assert_eq!(server.requests().len(), 3);
}

#[tokio::test]
async fn a_client_stops_to_retry_while_most_of_its_calls_fail() {
    // A hundred tokens are there; a retry takes five, a success gives one back.
    let server = Server::start(vec![Reply::new(500, ""); 41]).await;
    let retries = Retries::default().max_attempts(2);
    let client = server.builder().retries(retries).build().unwrap();

    for call in 1..=20 {
        client.webhooks().get("wh_1").await.unwrap_err();
        assert_eq!(server.requests().len(), 2 * call);
    }
    client.clone().webhooks().get("wh_1").await.unwrap_err();
    assert_eq!(server.requests().len(), 41);

    // Five successes pay for one retry more.
    server.then(vec![found(); 5]);
    for _ in 0..5 {
        client.webhooks().get("wh_1").await.unwrap();
    }
    server.then(vec![Reply::new(500, ""); 3]);
    client.webhooks().get("wh_1").await.unwrap_err();
    assert_eq!(server.requests().len(), 48);
    client.webhooks().get("wh_1").await.unwrap_err();
    assert_eq!(server.requests().len(), 49);
}

#[tokio::test]
async fn every_request_says_the_same_however_often_it_is_sent() {
    let server = Server::start([Reply::new(500, ""), Reply::close_unanswered(), found()]).await;

    server.client().webhooks().get("wh_1").await.unwrap();

    let headers: Vec<HeaderMap> = server
        .requests()
        .into_iter()
        .map(|request| request.headers)
        .collect();
    assert_eq!(headers.len(), 3);
    assert_eq!(headers[0], headers[1]);
    assert_eq!(headers[0], headers[2]);
    assert!(headers[0].contains_key("authorization"));
}
