//! Hostile responses: none stalls the tool, fills the memory, or shows what the call itself sent.

use serde_json::{Value, json};

use crate::run;
use crate::support::page;
use crate::support::server::{Reply, Server};

/// Each item has properties of its own, so that columns, rows and properties are all many.
#[tokio::test(flavor = "multi_thread")]
async fn csv_takes_time_in_proportion_to_the_list() {
    let item = |number: usize| -> Value {
        let names = (0..20).map(|name| format!("p{}", (number * 20 + name) % 900));
        names
            .map(|name| (name, json!(number)))
            .collect::<serde_json::Map<_, _>>()
            .into()
    };
    let list = json!({ "count": 1, "webhooks": (0..4_000).map(item).collect::<Vec<_>>() });
    let server = Server::start([Reply::json(200, &list)]).await;
    let ran = run(&server, &["webhooks", "list", "--format", "csv"]).await;
    assert_eq!((ran.code, ran.stdout.lines().count()), (Some(0), 4_001));

    let many: Vec<Value> = (0..2_000)
        .map(|number| json!({ format!("p{number}"): 1 }))
        .collect();
    let list = json!({ "count": 1, "webhooks": many });
    let server = Server::start([Reply::json(200, &list), Reply::json(200, &list)]).await;
    let ran = run(&server, &["webhooks", "list", "--format", "csv"]).await;
    assert_eq!((ran.code, ran.stdout.as_str()), (Some(3), ""));
    assert!(ran.stderr.contains("2000 different properties") && ran.stderr.contains("--columns"));
    let chosen = [
        "webhooks",
        "list",
        "--format",
        "csv",
        "--columns",
        "p1,p1999",
    ];
    assert_eq!(run(&server, &chosen).await.code, Some(0));
}

#[tokio::test(flavor = "multi_thread")]
async fn nested_json_is_read_once() {
    let deep = format!(
        "{}\"{}\"{}",
        "[".repeat(100),
        "x".repeat(4_000_000),
        "]".repeat(100)
    );
    let body = format!("{{\"webhook_id\":{deep}}}");
    let server = Server::start([Reply::new(200, body.clone())]).await;
    let ran = run(&server, &["webhooks", "get", "ep_1", "--format", "jsonl"]).await;
    assert_eq!((ran.code, ran.stdout.len()), (Some(0), body.len() + 1));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_response_has_a_limit_that_can_be_set() {
    let list = page(&["ep_1", "ep_2", "ep_3"], Value::Null);
    let server = Server::start([Reply::json(200, &list), Reply::json(200, &list)]).await;
    let words = ["webhooks", "list", "--max-response-size"];
    let ran = run(&server, &[&words[..], &["100"]].concat()).await;
    assert_eq!(ran.code, Some(4), "{ran:?}");
    assert!(ran.stderr.contains("more than 100 bytes"), "{ran:?}");
    assert_eq!(
        run(&server, &[&words[..], &["1MiB"]].concat()).await.code,
        Some(0)
    );
    for wrong in ["many", "1 TB", "-1", "1.5MB", "99999999999GiB"] {
        let flag = format!("--max-response-size={wrong}");
        let ran = run(&server, &["webhooks", "list", &flag]).await;
        assert_eq!(ran.code, Some(3), "{ran:?}");
        assert!(ran.stderr.contains("--max-response-size"), "{ran:?}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_page_of_a_portal_is_no_deletion() {
    let page = "<!DOCTYPE html><html><title>Sign in to the network</title></html>";
    let server = Server::start([Reply::new(200, page), Reply::new(200, "deleted")]).await;
    let delete = ["webhooks", "delete", "ep_1"];
    let ran = run(&server, &delete).await;
    assert_eq!(ran.code, Some(5), "{ran:?}");
    assert!(ran.stderr.contains("Sign in to the network"), "{ran:?}");
    assert_eq!(run(&server, &delete).await.code, Some(0));
}

/// Values of flags are hidden wherever the service quotes it, in errors and in what `--debug` prints.
#[tokio::test(flavor = "multi_thread")]
async fn the_secrets_of_a_call_are_hidden() {
    const SECRET: &str = "Basic-of-the-receiver-1";
    let nested = json!({ "was": { "Authorization": SECRET } }).to_string();
    for status in [200, 400, 503] {
        let reply = json!({
            "name": "E",
            "message": format!("bad header {SECRET}"),
            "fix": nested,
            "errors": [{ "path": [SECRET], "message": SECRET }],
        });
        let reply = Reply::json(status, &reply).header("x-request-id", SECRET);
        let server = Server::start(vec![reply; 3]).await;
        let header = format!("Authorization={SECRET}");
        for more in [&["--debug"][..], &[]] {
            let words = ["webhooks", "update-headers", "ep_1", "--headers", &header];
            let words = [&words[..], &["--retries", "0"], more].concat();
            let ran = run(&server, &words).await;
            assert_eq!(
                server
                    .requests()
                    .last()
                    .map(|request| request.method.as_str()),
                Some("PATCH")
            );
            assert!(!ran.stderr.contains("receiver-1"), "{ran:?}");
        }
    }
}

/// A body that is no JSON is an error: a script must not take a page of a portal for an id.
#[tokio::test(flavor = "multi_thread")]
async fn a_response_that_is_not_json_is_an_error() {
    let portal = "<html><title>Sign in</title></html>";
    let bodies = [portal, "{\"webhook_id\": \"ep_1\", \"ur", "{", "ep_1"];
    for body in bodies {
        for format in ["table", "json", "raw", "csv", "yaml", "jsonl"] {
            let server = Server::start([Reply::new(200, body)]).await;
            let ran = run(&server, &["webhooks", "get", "ep_1", "--format", format]).await;
            assert_eq!(
                (ran.code, ran.stdout.as_str()),
                (Some(5), ""),
                "{body}: {ran:?}"
            );
        }
        let server = Server::start([Reply::new(200, body)]).await;
        let get = [
            "webhooks",
            "get",
            "ep_1",
            "--query",
            "webhook_id",
            "--format",
            "raw",
        ];
        assert_eq!(run(&server, &get).await.code, Some(5), "{body}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_table_has_a_limited_number_of_rows() {
    let rows: Vec<Value> = (0..10_003).map(|number| json!({ "a": number })).collect();
    let list = json!({ "count": 1, "webhooks": rows });
    let server = Server::start([Reply::json(200, &list)]).await;
    let ran = run(&server, &["webhooks", "list", "--format", "table"]).await;
    let last = ran.stdout.lines().last().unwrap_or_default();
    assert_eq!(last, "… and 3 more: --format json or csv prints all");
    assert_eq!(ran.stdout.lines().count(), 10_002);
}

/// Text that YAML cannot hold as it is stands there escaped.
#[tokio::test(flavor = "multi_thread")]
async fn yaml_holds_every_text() {
    for text in [
        "\u{1b}[2J",
        "a\u{7f}b",
        "\u{80}\u{9f}",
        "\u{feff}x",
        "\u{fffe}",
        "q\"\\\u{1}",
    ] {
        let server = Server::start([Reply::json(200, &json!({ "a": text }))]).await;
        let ran = run(&server, &["webhooks", "get", "ep_1", "--format", "yaml"]).await;
        let yaml = ran
            .stdout
            .strip_prefix("a: ")
            .expect("one property")
            .trim_end();
        assert!(
            yaml.bytes().all(|byte| (b' '..=b'~').contains(&byte)),
            "{ran:?}"
        );
        let read: String = serde_json::from_str(yaml).expect("its escapes are those of JSON");
        assert_eq!(read, text);
    }
}
