//! What goes wrong, in words and as exit codes.

use serde_json::{Value, json};

use crate::support::API_KEY;
use crate::support::server::{Reply, Server, refusing};
use crate::{Home, Ran, alone, run};

#[tokio::test(flavor = "multi_thread")]
async fn the_exit_code_says_what_kind_of_failure_it_was() {
    let table = [(400, 1), (401, 2), (403, 2), (404, 1), (409, 1), (500, 1)];
    for (status, code) in table {
        let reply = Reply::json(
            status,
            &json!({ "name": "Error", "message": "no such luck" }),
        );
        let server = Server::start([reply.header("x-request-id", "req_1")]).await;
        let ran = run(&server, &["webhooks", "get", "ep_1", "--retries", "0"]).await;
        assert_eq!(ran.code, Some(code), "{status}: {ran:?}");
        let expected = format!("error: {status} ");
        assert!(ran.stderr.starts_with(&expected), "{ran:?}");
        assert!(
            ran.stderr.contains("no such luck; request id req_1"),
            "{ran:?}"
        );
        assert_eq!(ran.stderr.lines().count(), 1, "{ran:?}");
        assert_eq!(ran.stdout, "");
    }
    // An answer that is cut off, or none at all.
    let server = Server::start([Reply::close_unanswered()]).await;
    let ran = run(&server, &["webhooks", "get", "ep_1", "--retries", "0"]).await;
    assert_eq!(ran.code, Some(4), "{ran:?}");
    let (socket, url) = refusing();
    let ran = alone(&[
        "webhooks",
        "list",
        "--retries=0",
        "--api-key=k",
        "--base-url",
        &url,
    ]);
    assert_eq!(ran.code, Some(4), "{ran:?}");
    drop(socket);
}

#[tokio::test(flavor = "multi_thread")]
async fn time_runs_out() {
    let server = Server::start([Reply::expire()]).await;
    let arguments = ["webhooks", "list", "--retries=0", "--timeout=0.2"];
    let ran = run(&server, &arguments).await;
    assert_eq!(ran.code, Some(4), "{ran:?}");
    assert!(ran.stderr.contains("timed out"), "{ran:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn issues_name_the_flags_they_belong_to() {
    let body = json!({
        "name": "ValidationError",
        "errors": [{ "path": ["event_types", 0], "message": "not known" }],
        "fix": "look at the list",
    });
    let arguments = [
        "webhooks",
        "create",
        "--url=https://e.x",
        "--event-type=message.sent",
    ];
    let server = Server::start([Reply::json(400, &body)]).await;
    let ran = run(&server, &arguments).await;
    let expected = "error: 400 Bad Request; --event-type: not known; try: look at the list\n";
    assert_eq!(ran.stderr, expected);

    let server = Server::start([Reply::json(400, &body)]).await;
    let ran = run(&server, &[&arguments[..], &["--format", "json"]].concat()).await;
    let error: Value = serde_json::from_str(&ran.stderr).expect("JSON");
    let error = &error["error"];
    assert_eq!(
        (&error["status"], &error["exit_code"]),
        (&json!(400), &json!(1))
    );
    assert_eq!(error["issues"][0]["flag"], "--event-type");
    assert_eq!(ran.stdout, "");
}

#[test]
fn rules_are_checked_before_anything_is_sent() {
    let refused = |arguments: &[&str], why: &str| {
        let Ran { code, stderr, .. } = alone(&[arguments, &["--api-key=k"]].concat());
        assert_eq!(code, Some(3), "{arguments:?}: {stderr}");
        assert!(stderr.contains(why), "{arguments:?}: {stderr}");
    };
    let create = ["webhooks", "create", "--url=https://e.x"];
    refused(&create, "--event-type is required");
    refused(
        &["webhooks", "create"],
        "--url and --event-type are required",
    );
    refused(
        &[&create[..], &["--event-types", ""]].concat(),
        "--event-type must have at least 1 item",
    );
    refused(
        &[&create[..], &["--event-type=a", "--client-id=a b"]].concat(),
        "--client-id must match",
    );
    refused(
        &[
            "webhooks",
            "create",
            "--json",
            r#"{"url": 5, "event_types": []}"#,
        ],
        "--url is not valid",
    );
    refused(
        &["webhooks", "create", "--json", "{"],
        "--json is not valid JSON",
    );
    refused(&["webhooks", "get", ".."], "--webhook-id must not be");
    refused(
        &["webhooks", "list", "--limit", "ten"],
        "--limit must be a whole number",
    );
    refused(
        &["webhooks", "list", "--ascending=maybe"],
        "--ascending must be",
    );
    refused(
        &["webhooks", "list", "--query", "]["],
        "--query is not a JMESPath",
    );
    refused(
        &["webhooks", "list", "--format=curl"],
        "goes with --dry-run",
    );
    refused(
        &[&create[..], &["--event-type=a", "--header", "password"]].concat(),
        "--header takes NAME=VALUE",
    );
}

#[test]
fn what_is_misspelt_is_told_with_what_was_meant() {
    let cases: [(&[&str], &str); 3] = [
        (&["webhoks", "list"], "'webhooks'"),
        (&["webhooks", "crate"], "'create'"),
        (&["webhooks", "list", "--limt", "3"], "'--limit'"),
    ];
    for (arguments, meant) in cases {
        let ran = alone(arguments);
        assert_eq!(ran.code, Some(3), "{ran:?}");
        assert!(ran.stderr.contains(meant), "{ran:?}");
    }
    let arguments = [
        "webhooks",
        "create",
        "--url=https://e.x",
        "--event-type=message.recieved",
        "--dry-run",
    ];
    let ran = alone(&arguments);
    assert_eq!(ran.code, Some(0), "{ran:?}");
    assert!(
        ran.stderr.contains("did you mean `message.received`?"),
        "{ran:?}"
    );
    assert!(ran.stdout.contains("message.recieved"), "{ran:?}");
}

#[test]
fn without_a_key_nothing_is_called() {
    let ran = alone(&["webhooks", "list"]);
    assert_eq!(ran.code, Some(2), "{ran:?}");
    assert!(ran.stderr.contains("AGENTMAIL_API_KEY"), "{ran:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn nothing_shows_the_key() {
    let echo = format!("you sent {API_KEY}");
    let arguments: [&[&str]; 4] = [
        &["--debug"],
        &["--debug", "--format=json"],
        &["--dry-run", "--format=curl"],
        &["--dry-run"],
    ];
    for more in arguments {
        let reply = Reply::json(400, &json!({ "name": "Error", "message": echo }));
        let server = Server::start([reply]).await;
        let ran = run(&server, &[&["webhooks", "get", "ep_1"], more].concat()).await;
        let said = format!("{}{}", ran.stdout, ran.stderr);
        assert!(!said.contains(API_KEY), "{more:?}: {said}");
        assert!(
            said.to_lowercase().contains("authorization"),
            "{more:?}: {said}"
        );
    }
}

#[cfg(unix)]
#[tokio::test(flavor = "multi_thread")]
async fn an_interrupt_leaves_nothing_half_written() {
    let server = Server::start([Reply::expire()]).await;
    let home = Home::new();
    let mut tool = home.tool();
    tool.args([
        "webhooks",
        "list",
        "--all",
        "--api-key=k",
        "--output=out.json",
    ]);
    tool.args(["--base-url", &server.url()]);
    let mut child = tool.spawn().expect("the tool starts");
    while server.requests().is_empty() {
        tokio::task::yield_now().await;
    }
    let pid = i32::try_from(child.id()).expect("it is small");
    let pid = nix::unistd::Pid::from_raw(pid);
    nix::sys::signal::kill(pid, nix::sys::signal::Signal::SIGINT).expect("it runs");
    let status = tokio::task::spawn_blocking(move || child.wait());
    let status = status.await.expect("no panic").expect("it ends");
    assert_eq!(status.code(), Some(130));
    assert!(!home.path("out.json").exists());
    assert!(!home.path("out.json.part").exists());
}
