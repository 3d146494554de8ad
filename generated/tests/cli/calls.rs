//! What the tool sends: for each command, and next to what the official clients send.

use percent_encoding::percent_decode_str;
use serde_json::{Value, json};

use crate::support::API_KEY;
use crate::support::server::{Reply, Request, Server};
use crate::{alone, run};

/// Every command of the catalogue, called as its example says.
#[tokio::test(flavor = "multi_thread")]
async fn every_command_calls_its_operation() {
    let catalogue = alone(&["commands", "--format", "json"]);
    let catalogue: Vec<Value> = serde_json::from_str(&catalogue.stdout).expect("JSON");
    assert_eq!(catalogue.len(), 33);
    for command in &catalogue {
        let example = command["example"].as_str().expect("each has an example");
        let words = words(example);
        let words: Vec<&str> = words.iter().map(String::as_str).skip(1).collect();
        let server = Server::start([Reply::json(200, &answer(command))]).await;
        let ran = run(&server, &words).await;
        assert_eq!(ran.code, Some(0), "{example}: {ran:?}");
        let request = server.only_request();
        assert_eq!(request.method, command["method"].as_str().expect("text"));
        let path = command["path"].as_str().expect("text");
        assert!(fits(path, &request.target), "{path}: {}", request.target);
        assert_eq!(
            request.header("authorization"),
            Some(format!("Bearer {API_KEY}").as_str())
        );
    }
}

/// An answer that a list can go on from.
fn answer(command: &Value) -> Value {
    match command["pages"].as_bool() {
        Some(true) => json!({ "count": 0, "webhooks": [], "polling_webhooks": [] }),
        _ => json!({}),
    }
}

/// The words of an example, as a shell splits them.
fn words(example: &str) -> Vec<String> {
    let mut words = Vec::new();
    for (index, piece) in example.split('\'').enumerate() {
        match index % 2 {
            0 => words.extend(piece.split_whitespace().map(str::to_owned)),
            _ => words.push(piece.to_owned()),
        }
    }
    words
}

fn fits(template: &str, target: &str) -> bool {
    let target = target.split('?').next().unwrap_or_default();
    let (template, target) = (template.split('/'), target.split('/'));
    template.clone().count() == target.clone().count()
        && template
            .zip(target)
            .all(|(wanted, found)| wanted.starts_with('{') || wanted == found)
}

/// The body of a create, in each of the ways in which it can be typed.
#[tokio::test(flavor = "multi_thread")]
async fn a_body_can_be_typed_in_many_ways() {
    let wanted = json!({
        "url": "https://example.com/webhook",
        "event_types": ["message.received", "message.sent"],
        "inbox_ids": ["a@b.c"],
        "headers": { "X-A": "1" },
    });
    let url = "--url=https://example.com/webhook";
    let ways: [&[&str]; 4] = [
        &[
            url,
            "--event-type",
            "message.received",
            "--event-type",
            "message.sent",
            "--inbox-id",
            "a@b.c",
            "--headers",
            "X-A: 1",
        ],
        &[
            url,
            "--event-types",
            "message.received,message.sent",
            "--inbox-ids",
            "a@b.c",
            "--header",
            "X-A=1",
        ],
        &[
            url,
            "--event-type",
            r#"["message.received", "message.sent"]"#,
            "--inbox-id",
            r#"["a@b.c"]"#,
            "--headers",
            r#"{"X-A": "1"}"#,
        ],
        &[
            "--json",
            r#"{"url": "https://elsewhere.example", "event_types": ["message.received", "message.sent"], "headers": {"X-A": "1"}}"#,
            url,
            "--inbox-id",
            "a@b.c",
        ],
    ];
    for way in ways {
        let request = sent(&[&["webhooks", "create"], way].concat()).await;
        let body: Value = serde_json::from_slice(&request.body).expect("JSON");
        assert_eq!(body, wanted, "{way:?}");
        assert_eq!(request.header("content-type"), Some("application/json"));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn lists_of_one_are_lists_and_false_is_sent() {
    let arguments = [
        "webhooks",
        "update",
        "ep_1",
        "--enabled=false",
        "--add-inbox-id",
        "a@b.c",
        "--remove-pod-ids",
        "p",
    ];
    let request = sent(&arguments).await;
    let body: Value = serde_json::from_slice(&request.body).expect("JSON");
    let wanted = json!({ "enabled": false, "add_inbox_ids": ["a@b.c"], "remove_pod_ids": ["p"] });
    assert_eq!((request.method.as_str(), body), ("PATCH", wanted));
}

#[tokio::test(flavor = "multi_thread")]
async fn ids_stand_alone_or_behind_flags_and_groups_can_be_joined() {
    let ways: [&[&str]; 4] = [
        &["pods", "webhooks", "get", "pod_1", "ep_1"],
        &["pods:webhooks", "get", "--pod-id", "pod_1", "ep_1"],
        &["pods", "webhooks", "get", "pod_1", "--webhook-id=ep_1"],
        &[
            "pods:webhooks",
            "get",
            "--webhook-id",
            "ep_1",
            "--pod-id",
            "pod_1",
        ],
    ];
    for way in ways {
        let request = sent(way).await;
        assert_eq!(request.target, "/v0/pods/pod_1/webhooks/ep_1", "{way:?}");
    }
    let ran = alone(&[
        "webhooks",
        "get",
        "ep_1",
        "--webhook-id",
        "ep_2",
        "--api-key",
        "k",
    ]);
    assert_eq!(ran.code, Some(3), "{ran:?}");
    assert!(ran.stderr.contains("`ep_1` is too much"), "{ran:?}");
}

/// What one run sends.
pub async fn sent(arguments: &[&str]) -> Request {
    let server = Server::start([Reply::json(200, &json!({}))]).await;
    let ran = run(&server, arguments).await;
    assert!(!server.requests().is_empty(), "{arguments:?}: {ran:?}");
    server.only_request()
}

/// The path and the pairs of the query, decoded.
pub fn decoded(target: &str) -> (String, Vec<(String, String)>) {
    let (path, query) = target.split_once('?').unwrap_or((target, ""));
    let path = percent_decode_str(path).decode_utf8().expect("UTF-8");
    let pairs = url::form_urlencoded::parse(query.as_bytes());
    (path.into_owned(), pairs.into_owned().collect())
}
