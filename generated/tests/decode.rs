//! What a caller gets when an answer of success is not what the description promises: an error, never a default value.

mod support;

use agentmail_sdk::models::EventType;
use agentmail_sdk::{DecodeError, Error};
use serde_json::{Value, json};
use support::server::{Reply, Server};
use support::{page, webhook};

/// The error that `webhooks.get` meets when the service answers 200 with this body.
async fn error_of_get(body: impl Into<Vec<u8>>) -> Box<DecodeError> {
    let server = Server::start([Reply::new(200, body)]).await;
    let outcome = server.client().webhooks().get("wh_1").await;
    // What came once will come again: nothing is retried.
    assert_eq!(server.requests().len(), 1);
    decode_error(outcome)
}

/// The error that `webhooks.list` meets when the service answers 200 with this page.
async fn error_of_list(page: &Value) -> Box<DecodeError> {
    let server = Server::start([Reply::json(200, page)]).await;
    decode_error(server.client().webhooks().list().await)
}

fn decode_error<T: std::fmt::Debug>(outcome: Result<T, Error>) -> Box<DecodeError> {
    match outcome {
        Err(Error::Decode(error)) => error,
        other => panic!("not a decode error: {other:?}"),
    }
}

#[tokio::test]
async fn broken_json() {
    let body = r#"{"webhook_id": "wh_1", "url": "https://exa"#;

    let error = error_of_get(body).await;

    assert_eq!(error.operation(), "webhooks.get");
    assert_eq!(error.status().unwrap().as_u16(), 200);
    assert_eq!(error.path(), "url");
    assert_eq!(error.message(), "EOF while parsing a string");
    assert_eq!(error.excerpt(), body);
    assert_eq!(&error.raw_body()[..], body.as_bytes());
    assert_eq!(
        error.to_string(),
        format!(
            "webhooks.get: cannot decode the answer at url: EOF while parsing a string (in `{body}`)"
        )
    );
}

#[tokio::test]
async fn html() {
    let error = error_of_get("<html><title>Sign in</title><body>Please.</body></html>").await;

    assert_eq!(
        error.to_string(),
        "webhooks.get: cannot decode the answer: expected JSON, got HTML or XML (in `Sign in`)"
    );
}

#[tokio::test]
async fn null() {
    let error = error_of_get("null").await;

    assert_eq!(error.path(), "");
    assert_eq!(
        error.to_string(),
        "webhooks.get: cannot decode the answer: invalid type: null, expected an object (in `null`)"
    );
}

#[tokio::test]
async fn an_array() {
    for body in ["[]", r#"["wh_1","https://example.com"]"#] {
        let error = error_of_get(body).await;

        assert_eq!(error.path(), "");
        assert_eq!(error.excerpt(), body);
        assert!(error.message().contains("expected an object"), "{error}");
    }
}

#[tokio::test]
async fn an_empty_body() {
    for reply in [
        Reply::new(200, ""),
        Reply::new(200, " \n"),
        Reply::new(204, ""),
    ] {
        let server = Server::start([reply]).await;

        let error = decode_error(server.client().webhooks().get("wh_1").await);

        assert_eq!(
            error.to_string(),
            "webhooks.get: cannot decode the answer: the answer has no body"
        );
    }
}

#[tokio::test]
async fn text_behind_the_json() {
    let error = error_of_get(format!("{} trailing", webhook("wh_1"))).await;

    assert_eq!(error.message(), "trailing characters");
    assert!(error.excerpt().ends_with("trailing"), "{}", error.excerpt());
}

#[tokio::test]
async fn a_missing_secret() {
    let mut body = webhook("wh_1");
    body.as_object_mut().unwrap().remove("secret");

    let error = error_of_get(body.to_string()).await;

    assert_eq!(error.path(), "");
    assert_eq!(error.message(), "missing field `secret`");
    assert!(error.excerpt().contains("wh_1"), "{}", error.excerpt());
}

#[tokio::test]
async fn every_required_member_is_required() {
    for name in [
        "webhook_id",
        "url",
        "secret",
        "enabled",
        "updated_at",
        "created_at",
    ] {
        let mut body = page(&["wh_1", "wh_2"], Value::Null);
        body["webhooks"][1].as_object_mut().unwrap().remove(name);

        let error = error_of_list(&body).await;

        assert_eq!(error.operation(), "webhooks.list");
        assert_eq!(error.path(), "webhooks[1]");
        assert_eq!(error.message(), format!("missing field `{name}`"));
    }
}

#[tokio::test]
async fn a_wrong_type_deep_inside() {
    for (place, value, path, message) in [
        (
            "/webhooks/1/enabled",
            json!("yes"),
            "webhooks[1].enabled",
            "invalid type: string, expected a boolean",
        ),
        (
            "/webhooks/0/secret",
            json!(17),
            "webhooks[0].secret",
            "expected a string, got a number",
        ),
        (
            "/webhooks/0/secret",
            Value::Null,
            "webhooks[0].secret",
            "expected a string, got null",
        ),
        (
            "/webhooks/1/url",
            json!({}),
            "webhooks[1].url",
            "invalid type: map, expected a string",
        ),
        (
            "/webhooks/1/event_types/0",
            json!(7),
            "webhooks[1].event_types[0]",
            "invalid type: integer, expected a string",
        ),
        (
            "/webhooks",
            json!({}),
            "webhooks",
            "invalid type: map, expected a sequence",
        ),
        (
            "/count",
            json!("2"),
            "count",
            "invalid type: string, expected i64",
        ),
        (
            "/next_page_token",
            json!(5),
            "next_page_token",
            "invalid type: integer, expected a string",
        ),
    ] {
        let mut body = page(&["wh_1", "wh_2"], "t2");
        *body.pointer_mut(place).unwrap() = value;

        let error = error_of_list(&body).await;

        assert_eq!(error.path(), path);
        assert_eq!(error.message(), message, "{path}");
        assert!(
            error.to_string().starts_with(&format!(
                "webhooks.list: cannot decode the answer at {path}: {message}"
            )),
            "{error}"
        );
    }
}

#[tokio::test]
async fn a_list_that_is_null_is_empty() {
    let mut body = page(&["wh_1"], "t2");
    body["webhooks"] = Value::Null;
    let server = Server::start([Reply::json(200, &body)]).await;
    let page = server.client().webhooks().list().await.unwrap();
    assert!(page.webhooks.is_empty());
    assert_eq!(page.next_page_token.as_deref(), Some("t2"));
}

#[tokio::test]
async fn a_date_that_is_none() {
    let mut body = webhook("wh_1");
    body["created_at"] = json!("yesterday");

    let error = error_of_get(body.to_string()).await;

    assert_eq!(error.path(), "created_at");
    assert_eq!(error.excerpt(), "\"yesterday\"");
}

#[tokio::test]
async fn what_the_description_does_not_name_is_no_error() {
    let mut body = webhook("wh_1");
    body["event_types"] = json!(["message.received", "message.unsent"]);
    body["client_id"] = Value::Null;
    body["added_later"] = json!({ "deep": [1, 2] });
    let server = Server::start([Reply::json(200, &body)]).await;

    let webhook = server.client().webhooks().get("wh_1").await.unwrap();

    assert_eq!(
        webhook.event_types,
        Some(vec![
            EventType::MessageReceived,
            EventType::Unknown("message.unsent".to_owned())
        ])
    );
    assert_eq!(webhook.client_id, None);
    let written = serde_json::to_value(&webhook).unwrap();
    assert_eq!(written["event_types"], body["event_types"]);
}

#[tokio::test]
async fn an_event_type_that_is_unknown_here_is_sent_all_the_same() {
    let server = Server::start([Reply::json(200, &webhook("wh_1"))]).await;

    let unknown = EventType::Unknown("message.unsent".to_owned());
    let create = server
        .client()
        .webhooks()
        .create("https://example.com", [unknown]);
    create.await.unwrap();

    let sent: Value = serde_json::from_slice(&server.only_request().body).unwrap();
    assert_eq!(
        sent,
        json!({ "url": "https://example.com", "event_types": ["message.unsent"] })
    );
}

#[tokio::test]
async fn a_byte_order_mark_is_skipped() {
    let body = [b"\xef\xbb\xbf", webhook("wh_1").to_string().as_bytes()].concat();
    let server = Server::start([Reply::new(200, body)]).await;

    let webhook = server.client().webhooks().get("wh_1").await.unwrap();

    assert_eq!(webhook.webhook_id, "wh_1");
}
