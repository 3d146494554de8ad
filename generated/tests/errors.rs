//! What a caller gets when the service answers with an error status.

mod support;

use agentmail_sdk::models::EventType;
use agentmail_sdk::{ApiError, Error, ErrorBody, Retries};
use serde_json::{Value, json};
use support::server::{Reply, Server};

/// The error that `webhooks.get` meets when the service answers like this, with one attempt.
async fn error_of(reply: Reply) -> Box<ApiError> {
    let server = Server::start([reply]).await;
    let client = server.builder().retries(Retries::none()).build().unwrap();
    match client.webhooks().get("wh_1").await {
        Err(Error::Api(error)) => error,
        other => panic!("not an API error: {other:?}"),
    }
}

#[tokio::test]
async fn a_400_without_a_message_shows_its_issues_and_their_paths() {
    let body = json!({
        "name": "ValidationError",
        "errors": [
            {
                "expected": "array",
                "code": "invalid_type",
                "path": ["event_types"],
                "message": "Invalid input: expected array, received undefined",
            },
            { "code": "too_big", "path": ["pod_ids", 10, "id"], "message": "Too big" },
        ],
    });
    let server = Server::start([Reply::json(400, &body)]).await;

    let create = server
        .client()
        .webhooks()
        .create("https://example.com/webhook", [EventType::MessageReceived]);
    let error = create.await.unwrap_err();

    assert_eq!(
        error.to_string(),
        "webhooks.create: 400 Bad Request: event_types: Invalid input: expected array, received undefined; \
         pod_ids[10].id: Too big"
    );
    let error = error.as_api().expect("an API error");
    let Some(ErrorBody::ValidationErrorResponse(typed)) = error.body() else {
        panic!("not the body declared for 400: {:?}", error.body());
    };
    assert_eq!(typed.name, "ValidationError");
    assert_eq!(typed.message, None);
    assert_eq!(typed.code, None);
    assert_eq!(typed.errors, body["errors"]);
    let issues: Vec<(&str, &str)> = error
        .issues()
        .iter()
        .map(|issue| (issue.path.as_str(), issue.message.as_str()))
        .collect();
    assert_eq!(
        issues,
        [
            (
                "event_types",
                "Invalid input: expected array, received undefined"
            ),
            ("pod_ids[10].id", "Too big"),
        ]
    );
    // An issue has a `code` of its own, which is not the code of the error.
    assert_eq!(error.code(), None);
    assert_eq!(server.requests().len(), 1);
}

#[tokio::test]
async fn a_400_shows_issues_of_any_shape() {
    for (errors, said) in [
        (json!(["url is not a URL", "no"]), "url is not a URL; no"),
        (json!([{ "message": "no" }]), "no"),
        (json!([{ "code": "bad" }]), r#"{"code":"bad"}"#),
        (json!({ "url": "not a URL" }), "url: not a URL"),
        (
            json!({ "url": ["not a URL", "too long"] }),
            "url: not a URL; url: too long",
        ),
    ] {
        let body = json!({ "name": "ValidationError", "errors": errors });
        let server = Server::start([Reply::json(400, &body)]).await;

        let error = server.client().webhooks().update("wh_1").await.unwrap_err();

        assert_eq!(
            error.to_string(),
            format!("webhooks.update: 400 Bad Request: {said}")
        );
        let body = error.as_api().and_then(|error| error.body());
        assert!(
            matches!(body, Some(ErrorBody::ValidationErrorResponse(_))),
            "{body:?}"
        );
    }
}

#[tokio::test]
async fn the_body_of_the_service_is_typed_for_every_status() {
    for (status, reason, code) in [
        (401, "Unauthorized", "unknown_api_key"),
        (403, "Forbidden", "missing_permission"),
        (404, "Not Found", "not_found"),
        (409, "Conflict", "already_exists"),
        (422, "Unprocessable Entity", "unprocessable"),
        (429, "Too Many Requests", "rate_limit_exceeded"),
        (500, "Internal Server Error", "internal_error"),
        (503, "Service Unavailable", "service_unavailable"),
    ] {
        let body = json!({
            "name": "SomeError",
            "code": code,
            "message": "No luck",
            "fix": "Try something else.",
            "docs": "https://docs.example.com/errors",
            "added_later": true,
        });
        let reply = Reply::json(status, &body).header("x-request-id", "req_7");

        let error = error_of(reply).await;

        assert_eq!(
            error.to_string(),
            format!("webhooks.get: {status} {reason}: No luck ({code}) — Try something else.")
        );
        assert_eq!(error.status().as_u16(), status);
        assert_eq!(error.code(), Some(code));
        assert_eq!(error.message(), Some("No luck"));
        assert_eq!(error.hint(), Some("Try something else."));
        assert_eq!(error.request_id(), Some("req_7"));
        assert_eq!(error.headers()["content-type"], "application/json");
        let raw: Value = serde_json::from_slice(error.raw_body()).unwrap();
        assert_eq!(raw, body);
        let Some(ErrorBody::ErrorResponse(typed)) = error.body() else {
            panic!("{status} is not typed: {:?}", error.body());
        };
        assert_eq!(typed.name, "SomeError");
        assert_eq!(typed.code.as_deref(), Some(code));
        assert_eq!(typed.message, "No luck");
        assert_eq!(typed.fix.as_deref(), Some("Try something else."));
        assert_eq!(
            typed.docs.as_deref(),
            Some("https://docs.example.com/errors")
        );
    }
}

#[tokio::test]
async fn each_question_about_an_error_is_true_for_its_status_alone() {
    for status in [400, 401, 403, 404, 409, 422, 429, 500, 503] {
        let error = error_of(Reply::new(status, "")).await;
        let answers = [
            (401, error.is_unauthorized()),
            (403, error.is_forbidden()),
            (404, error.is_not_found()),
            (409, error.is_conflict()),
            (429, error.is_rate_limited()),
        ];
        for (asked, answer) in answers {
            assert_eq!(answer, asked == status, "{asked} of {status}");
        }
        assert_eq!(error.is_server_error(), status >= 500, "{status}");

        let error = Error::Api(error);
        assert_eq!(error.is_not_found(), status == 404, "{status}");
        assert_eq!(error.is_rate_limited(), status == 429, "{status}");
        assert_eq!(error.status().unwrap().as_u16(), status);
        assert_eq!(error.operation(), Some("webhooks.get"));
        assert!(
            !error.is_timeout() && !error.is_connect(),
            "an answer arrived"
        );
    }
}

#[tokio::test]
async fn the_gateways_403_keeps_its_message_though_it_fits_no_type() {
    let error = error_of(Reply::new(403, r#"{"message":"Forbidden"}"#)).await;

    assert_eq!(error.to_string(), "webhooks.get: 403 Forbidden: Forbidden");
    assert_eq!(error.message(), Some("Forbidden"));
    assert_eq!(error.body(), None);
    assert_eq!(&error.raw_body()[..], br#"{"message":"Forbidden"}"#);
}

#[tokio::test]
async fn an_html_page_is_shown_by_its_title() {
    let html = "<!DOCTYPE html>\n<html><head><title>502 Bad\n Gateway</title></head><body><h1>nginx</h1></body></html>";
    let reply = Reply::new(502, html).header("content-type", "text/html");

    let error = error_of(reply).await;

    assert_eq!(
        error.to_string(),
        "webhooks.get: 502 Bad Gateway: 502 Bad Gateway"
    );
    assert_eq!(error.body(), None);
    assert_eq!(&error.raw_body()[..], html.as_bytes());
    assert_eq!(error.headers()["content-type"], "text/html");
}

#[tokio::test]
async fn an_empty_body_leaves_the_status_to_speak() {
    let error = error_of(Reply::new(503, "")).await;

    assert_eq!(error.to_string(), "webhooks.get: 503 Service Unavailable");
    assert_eq!(error.body(), None);
    assert!(error.raw_body().is_empty());
}

#[tokio::test]
async fn broken_json_is_shown_as_it_is() {
    let body = "{\"name\":\n\t\"NotFound\", \"mess";

    let error = error_of(Reply::new(404, body)).await;

    assert_eq!(
        error.to_string(),
        r#"webhooks.get: 404 Not Found: {"name": "NotFound", "mess"#
    );
    assert_eq!(error.body(), None);
    assert_eq!(&error.raw_body()[..], body.as_bytes());
}

#[tokio::test]
async fn a_body_of_another_shape_is_an_error_of_its_status_all_the_same() {
    for body in [
        "[]",
        "null",
        "7",
        "\"no\"",
        r#"{"name":1}"#,
        r#"{"errors":null}"#,
    ] {
        let error = error_of(Reply::new(409, body)).await;

        assert_eq!(
            error.to_string(),
            format!("webhooks.get: 409 Conflict: {body}")
        );
        assert_eq!(error.body(), None);
        assert_eq!(&error.raw_body()[..], body.as_bytes());
    }
}

#[tokio::test]
async fn a_body_that_is_no_text_does_no_harm() {
    let error = error_of(Reply::new(500, b"\xff\xfe\x00{\x1b[31m".as_slice())).await;

    let said = error.to_string();
    assert!(
        said.starts_with("webhooks.get: 500 Internal Server Error: "),
        "{said:?}"
    );
    assert!(!said.chars().any(char::is_control), "{said:?}");
    assert_eq!(&error.raw_body()[..], b"\xff\xfe\x00{\x1b[31m");
}

#[tokio::test]
async fn a_long_body_makes_one_short_line() {
    let error = error_of(Reply::new(500, "many words\n".repeat(1_000))).await;

    let said = error.to_string();
    assert!(!said.contains('\n'), "{said:?}");
    assert!(said.chars().count() < 300, "{said:?}");
    assert_eq!(error.raw_body().len(), 11_000);
}
