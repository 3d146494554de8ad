//! The examples, run as a user runs them: built by cargo, with the environment that they read.

mod support;

use std::process::{Command, Stdio};

use serde_json::{Value, json};
use support::server::{Reply, Server};
use support::{API_KEY, page, webhook};

#[tokio::test]
async fn create_webhook_makes_the_call_of_the_vendors_page() {
    let server = Server::start([Reply::json(200, &webhook("ep_1"))]).await;
    let printed = run("create_webhook", &server).await;
    assert_eq!(printed, "ep_1 delivers to https://example.com/webhook\n");

    let request = server.only_request();
    assert_eq!(request.method, "POST");
    assert_eq!(request.target, "/v0/webhooks");
    let key = format!("Bearer {API_KEY}");
    assert_eq!(request.header("authorization"), Some(key.as_str()));
    assert_eq!(
        serde_json::from_slice::<Value>(&request.body).expect("a body of JSON"),
        json!({
            "url": "https://example.com/webhook",
            "event_types": ["message.received"],
            "client_id": "my-service",
        })
    );
}

#[tokio::test]
async fn list_all_prints_the_webhooks_of_all_pages() {
    let server = Server::start([
        Reply::json(200, &page(&["ep_1", "ep_2"], "token")),
        Reply::json(200, &page(&["ep_3"], Value::Null)),
    ])
    .await;
    let printed = run("list_all", &server).await;
    let line = |id: &str| format!("{id} delivers to https://example.com/webhook\n");
    assert_eq!(printed, ["ep_1", "ep_2", "ep_3"].map(line).concat());

    let targets: Vec<String> = server.requests().into_iter().map(|it| it.target).collect();
    assert_eq!(targets, ["/v0/webhooks", "/v0/webhooks?page_token=token"]);
}

#[tokio::test]
async fn receive_tells_a_genuine_delivery_from_a_forged_one() {
    let server = Server::start([]).await;
    let printed = run("receive", &server).await;
    assert_eq!(
        printed,
        "jane@example.com bounced: Permanent\n204 No Content\n400 Bad Request\n"
    );
    assert_eq!(server.connections(), 0);
}

/// What an example prints when it talks to this server.
async fn run(example: &str, server: &Server) -> String {
    // Through cargo, so that what runs is never an older build.
    let mut cargo = Command::new(env!("CARGO"));
    cargo
        .args(["run", "--quiet", "--offline", "--example", example])
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .env("AGENTMAIL_API_KEY", API_KEY)
        .env("AGENTMAIL_BASE_URL", server.url())
        .stdin(Stdio::null());
    let output = tokio::task::spawn_blocking(move || cargo.output());
    let output = output.await.expect("no panic").expect("cargo runs");
    let errors = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{example}: {errors}");
    String::from_utf8(output.stdout).expect("text")
}
