//! What is printed for debugging, and what errors say, holds no key, no signing secret and no token.

mod support;

use std::fmt::Debug;

use agentmail_sdk::models::EventType;
use agentmail_sdk::{
    AgentMail, Body, BoxFuture, CallOptions, Error, Retries, Secret, Transport, TransportError,
    TransportErrorKind,
};
use http::{Request, Response};
use serde_json::json;
use support::server::{Reply, Server, refusing};
use support::{API_KEY, SIGNING_SECRET, everything_said_by, page, webhook};

const TOKEN: &str = "poll_token-of-the-tests";

/// The debug text in both forms, after a look for secrets.
fn shown(value: &impl Debug) -> String {
    let shown = format!("{value:?}\n{value:#?}");
    assert_no_secret(&shown);
    shown
}

fn assert_no_secret(text: &str) {
    for secret in [API_KEY, SIGNING_SECRET, TOKEN] {
        // Half of a secret is too much as well.
        let (_, core) = secret.split_once('_').unwrap();
        let half = &core[..core.len() / 2];
        assert!(!text.contains(half), "{half:?} is shown in: {text}");
    }
}

/// What is said by the error that `webhooks.get` meets, after a look for secrets.
async fn said_when_answered_with(reply: Reply) -> String {
    let server = Server::start([reply]).await;
    let client = server.builder().retries(Retries::none()).build().unwrap();
    let error = client.webhooks().get("wh_1").await.unwrap_err();
    let said = everything_said_by(&error);
    assert_no_secret(&said);
    said
}

#[tokio::test]
async fn the_key_is_sent() {
    // The other tests would pass if there were no secret at all.
    let server = Server::start([Reply::json(200, &webhook("wh_1"))]).await;

    let webhook = server.client().webhooks().get("wh_1").await.unwrap();

    let authorization = format!("Bearer {API_KEY}");
    assert_eq!(
        server.only_request().header("authorization"),
        Some(&authorization[..])
    );
    assert_eq!(webhook.secret.expose(), SIGNING_SECRET);
    assert_eq!(
        serde_json::to_value(&webhook).unwrap()["secret"],
        SIGNING_SECRET
    );
}

#[test]
fn a_client_and_all_that_is_made_from_it() {
    let builder = AgentMail::builder()
        .api_key(API_KEY)
        .header("x-api-key", API_KEY);
    shown(&builder);
    let client = builder.build().unwrap();
    assert!(shown(&client).contains("https://api.agentmail.to"));
    shown(&client.webhooks());
    shown(&client.pods().webhooks().polling());
    let options = CallOptions::new().header("authorization", format!("Bearer {API_KEY}"));
    shown(&options);
    shown(&client.webhooks().get("wh_1").options(options));
    shown(&client.webhooks().list().limit(5));
    shown(&client.webhooks().list().stream());
    shown(&client.webhooks().list().pages());
    shown(
        &client
            .webhooks()
            .create("https://example.com", [EventType::MessageReceived]),
    );
}

#[test]
fn a_secret_by_itself() {
    assert_eq!(shown(&Secret::new(API_KEY)), "Secret(…)\nSecret(…)");
}

#[tokio::test]
async fn a_webhook_and_a_list_of_them() {
    let server = Server::start([
        Reply::json(200, &webhook("wh_1")),
        Reply::json(200, &page(&["wh_1", "wh_2"], "t2")),
    ])
    .await;
    let webhooks = server.client().webhooks();

    let response = webhooks.get("wh_1").with_response().await.unwrap();
    assert!(shown(&response).contains("wh_1"));
    assert!(shown(response.body()).contains("wh_1"));
    assert!(shown(&webhooks.list().await.unwrap()).contains("wh_2"));
}

#[tokio::test]
async fn a_polling_token() {
    let body = json!({
        "webhook_id": "wh_1",
        "client_id": "my-service",
        "event_types": ["message.received"],
        "token": TOKEN,
        "updated_at": "2026-11-02T08:30:00Z",
        "created_at": "2026-11-01T12:00:00Z",
    });
    let server = Server::start([Reply::json(200, &body)]).await;

    let polling = server.client().webhooks().polling();
    let created = polling
        .create("my-service", [EventType::MessageReceived])
        .await
        .unwrap();

    assert_eq!(created.token.expose(), TOKEN);
    assert!(shown(&created).contains("my-service"));
}

#[tokio::test]
async fn an_error_answer_that_quotes_the_key() {
    let percent_encoded = API_KEY.replace('-', "%2D");
    for reply in [
        Reply::json(
            401,
            &json!({ "name": "E", "message": format!("no such key: {API_KEY}") }),
        ),
        Reply::json(
            401,
            &json!({ "name": "E", "message": "bad", "fix": format!("drop {API_KEY}") }),
        ),
        Reply::json(
            401,
            &json!({ "name": API_KEY, "code": API_KEY, "message": "bad" }),
        ),
        Reply::json(
            400,
            &json!({ "errors": [{ "path": [API_KEY], "message": API_KEY }] }),
        ),
        Reply::json(
            401,
            &json!({ "authorization": format!("Bearer {API_KEY}") }),
        ),
        Reply::new(
            401,
            format!("<html><title>{API_KEY}</title>{API_KEY}</html>"),
        ),
        Reply::new(401, format!("GET /?key={percent_encoded}")),
        // There is room for 200 characters: the cut goes through the key.
        Reply::new(401, "x".repeat(180) + API_KEY),
    ] {
        said_when_answered_with(reply).await;
    }
}

#[tokio::test]
async fn an_error_answer_that_holds_a_secret_member() {
    let said = said_when_answered_with(Reply::json(409, &webhook("wh_1"))).await;
    assert!(said.contains(r#""secret":"[hidden]""#), "{said}");

    let nested = json!({ "webhook": webhook("wh_1"), "poll": { "Token": TOKEN } }).to_string();
    said_when_answered_with(Reply::new(409, nested.clone())).await;
    let in_a_string = json!({ "name": "E", "message": format!("upstream said {nested}") });
    said_when_answered_with(Reply::json(409, &in_a_string)).await;
}

#[tokio::test]
async fn broken_json_is_quoted_without_the_secret_in_it() {
    let whole = webhook("wh_1").to_string();
    let secret_starts = whole.find(SIGNING_SECRET).unwrap();
    // Cut at any place: in front of the secret, in the middle of it, behind it.
    for length in (secret_starts - 3..whole.len()).step_by(7) {
        let said = said_when_answered_with(Reply::new(200, &whole[..length])).await;
        assert!(said.contains("cannot decode the answer"), "{said}");
    }

    for broken in [
        format!(r#"{{"secret": "{SIGNING_SECRET}", "url": tru}}"#),
        format!(r#"{{"url": [}}, "secret" : "{SIGNING_SECRET}" "#),
        format!("{{\"SECRET\":\n\"{SIGNING_SECRET}\"]"),
        format!(r#"{{'secret': '{SIGNING_SECRET}'}}"#),
        format!(r#"{{"secret": {SIGNING_SECRET}}}"#),
        format!(r#""{{\"token\":\"{TOKEN}\",\"a\":}}""#),
        format!("key {API_KEY} is not JSON"),
        format!("<html><pre>{{&quot;secret&quot;: &quot;{SIGNING_SECRET}&quot;}}</pre>"),
    ] {
        said_when_answered_with(Reply::new(200, broken)).await;
    }
}

#[tokio::test]
async fn json_that_does_not_fit_is_quoted_without_the_secret_in_it() {
    let mut without_url = webhook("wh_1");
    without_url.as_object_mut().unwrap().remove("url");
    let said = said_when_answered_with(Reply::json(200, &without_url)).await;
    assert!(said.contains("missing field `url`"), "{said}");

    let mut in_a_wrong_place = webhook("wh_1");
    in_a_wrong_place["enabled"] = json!(SIGNING_SECRET);
    said_when_answered_with(Reply::json(200, &in_a_wrong_place)).await;

    for wrong in [json!([SIGNING_SECRET]), json!({ "value": SIGNING_SECRET })] {
        let mut of_a_wrong_type = webhook("wh_1");
        of_a_wrong_type["secret"] = wrong;
        let said = said_when_answered_with(Reply::json(200, &of_a_wrong_type)).await;
        assert!(said.contains("secret: expected a string"), "{said}");
    }

    // What is this short is not looked for elsewhere, but hidden in its place.
    let mut of_a_wrong_type = webhook("wh_1");
    of_a_wrong_type["secret"] = json!(4711);
    let said = said_when_answered_with(Reply::json(200, &of_a_wrong_type)).await;
    assert!(!said.contains("4711"), "{said}");
}

#[tokio::test]
async fn connections_that_fail() {
    for reply in [
        Reply::close_unread(),
        Reply::close_unanswered(),
        Reply::json(200, &webhook("wh_1")).cut(),
        Reply::expire(),
        Reply::raw(format!("{API_KEY} {SIGNING_SECRET}\r\n\r\n")),
    ] {
        said_when_answered_with(reply).await;
    }

    let (_socket, url) = refusing();
    let client = AgentMail::builder()
        .api_key(API_KEY)
        .base_url(url)
        .retries(Retries::none())
        .build()
        .unwrap();
    let error = client
        .webhooks()
        .list()
        .page_token(TOKEN)
        .await
        .unwrap_err();
    assert_no_secret(&everything_said_by(&error));
}

#[tokio::test]
async fn a_request_on_its_way() {
    /// A transport that fails and prints why, as one does while it is written.
    struct Printing;

    impl Transport for Printing {
        fn send(
            &self,
            request: Request<Body>,
        ) -> BoxFuture<'_, Result<Response<Body>, TransportError>> {
            assert!(shown(&request).contains("/v0/webhooks"));
            let error = TransportError::new(TransportErrorKind::Other, format!("{request:?}"));
            Box::pin(std::future::ready(Err(error)))
        }
    }
    let client = AgentMail::builder()
        .api_key(API_KEY)
        .transport(Printing)
        .build()
        .unwrap();

    let error = client.webhooks().get("wh_1").await.unwrap_err();

    assert_no_secret(&everything_said_by(&error));
}

#[test]
fn settings_that_are_refused() {
    for builder in [
        AgentMail::builder().api_key(format!("{API_KEY}\n")),
        AgentMail::builder().api_key(format!("{API_KEY}ü")),
        AgentMail::builder()
            .api_key("k")
            .header("x-api-key", format!("{API_KEY}\n")),
        AgentMail::builder()
            .api_key("k")
            .base_url(format!("https://me:{API_KEY}@example.com")),
        AgentMail::builder()
            .api_key("k")
            .base_url(format!("https://example.com?key={API_KEY}")),
        AgentMail::builder().api_key("k").base_url(API_KEY),
        AgentMail::builder()
            .api_key("k")
            .user_agent(format!("{API_KEY}\n")),
        AgentMail::builder()
            .api_key(API_KEY)
            .base_url("http://api.example.com"),
    ] {
        let error = builder.build().unwrap_err();
        assert!(matches!(error, Error::Config(_)), "{error:?}");
        assert_no_secret(&everything_said_by(&error));
    }
}

#[tokio::test]
async fn arguments_that_are_refused() {
    let client = AgentMail::new(API_KEY).unwrap();
    let event_types = [EventType::MessageReceived];

    // The headers of deliveries often hold a secret of the receiver.
    let create = client
        .webhooks()
        .create("https://example.com", event_types)
        .headers([("x-key", format!("{SIGNING_SECRET}\n"))]);
    let refused = create.await.unwrap_err();
    assert!(matches!(refused, Error::Invalid(_)), "{refused:?}");
    assert_no_secret(&everything_said_by(&refused));

    let options = CallOptions::new().header("authorization", format!("Bearer {API_KEY}\n"));
    let refused = client
        .webhooks()
        .get("wh_1")
        .options(options)
        .await
        .unwrap_err();
    assert!(matches!(refused, Error::Invalid(_)), "{refused:?}");
    assert_no_secret(&everything_said_by(&refused));
}
