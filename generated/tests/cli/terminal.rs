//! Nothing that a service or an argument says controls the terminal.

use std::process::Stdio;
use std::time::Duration;

use rexpect::session::{PtySession, spawn_command};
use serde_json::{Value, json};

use crate::support::server::{Reply, Server};
use crate::support::{API_KEY, page};
use crate::{Home, Ran, alone, run};

/// How long the tool may take, in milliseconds.
const PATIENCE: Option<u64> = Some(60_000);

/// A sequence of each kind: C0, DEL, C1, a change of direction, and a carriage return that writes over the line.
const HOSTILE: &str = "a\u{1b}]0;title\u{7}b\u{1b}[2Jc\u{7f}d\u{9b}31me\u{202e}f\u{2066}g\rh";

/// The tool on a terminal of its own.
fn on_terminal(home: &Home, variables: &[(&str, &str)], arguments: &[&str]) -> PtySession {
    let mut tool = home.tool();
    tool.stdin(Stdio::inherit()).env("TERM", "xterm");
    tool.envs(variables.iter().copied()).args(arguments);
    spawn_command(tool, PATIENCE).expect("it starts")
}

/// All that the tool writes to its terminal. The library makes a character of each byte.
fn shown(home: &Home, variables: &[(&str, &str)], arguments: &[&str]) -> Vec<u8> {
    let mut terminal = on_terminal(home, variables, arguments);
    let all = terminal.exp_eof().expect("it ends");
    let all = all.chars().map(|c| u8::try_from(c).expect("a byte"));
    all.collect()
}

/// The same of a call.
async fn shown_of(server: &Server, arguments: &[&str]) -> String {
    let url = server.url();
    let arguments: Vec<String> = arguments.iter().map(|&one| one.to_owned()).collect();
    let running = tokio::task::spawn_blocking(move || {
        let variables = [("AGENTMAIL_API_KEY", API_KEY), ("AGENTMAIL_BASE_URL", &url)];
        let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
        shown(&Home::new(), &variables, &arguments)
    });
    let bytes = running.await.expect("no panic");
    String::from_utf8(bytes).expect("only text in UTF-8 reaches a terminal")
}

/// The terminal ends lines with CR LF by itself.
fn assert_harmless(shown: &str) {
    let is_harmful = |c: char| {
        (c.is_control() && !matches!(c, '\n' | '\t'))
            || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
    };
    let text = shown.replace("\r\n", "\n");
    assert!(!text.contains(is_harmful), "{text:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn errors_are_harmless() {
    let body = json!({
        "name": HOSTILE, "code": HOSTILE, "message": HOSTILE, "fix": HOSTILE,
        "errors": [{ "path": [HOSTILE, 0], "message": HOSTILE }],
    });
    let bodies = [
        Reply::json(400, &body),
        Reply::new(502, HOSTILE).header("content-type", "text/plain"),
        Reply::new(502, format!("<html><title>{HOSTILE}</title>")),
        // C1 as bytes that are not UTF-8, and JSON that ends too early.
        Reply::new(500, b"a\x9b2Jb\xff\x1b[2J".as_slice()),
        Reply::new(200, format!("{{\"webhook_id\": \"{HOSTILE}\", "))
            .header("content-type", "application/json"),
    ];
    for format in ["table", "json"] {
        for reply in &bodies {
            let server = Server::start([reply.clone()]).await;
            let arguments = ["webhooks", "get", "ep_1", "--retries=0", "--format", format];
            let shown = shown_of(&server, &arguments).await;
            assert!(!shown.trim().is_empty());
            assert_harmless(&shown);
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn messages_in_pipes_are_harmless_and_errors_for_programs_exact() {
    let body = json!({ "message": HOSTILE });
    let get = ["webhooks", "get", "ep_1", "--retries=0"];
    let server = Server::start([Reply::json(400, &body)]).await;
    let Ran { stderr, .. } = run(&server, &get).await;
    assert_harmless(&stderr);
    assert!(stderr.contains("\u{241b}]0;title\u{2407}"), "{stderr}");

    let server = Server::start([Reply::json(400, &body)]).await;
    let Ran { stderr, .. } = run(&server, &[&get[..], &["--format=json"]].concat()).await;
    let error: Value = serde_json::from_str(&stderr).expect("JSON");
    assert_eq!(error["error"]["message"], HOSTILE);
}

#[tokio::test(flavor = "multi_thread")]
async fn data_is_harmless_on_a_terminal_and_exact_elsewhere() {
    let body = json!({ "webhook_id": HOSTILE, HOSTILE: { "inner": [HOSTILE] } });
    // As it is on the wire: controls that JSON allows in a text stand there unescaped.
    let body = body.to_string();
    assert!(body.contains('\u{9b}') && body.contains('\u{202e}'));
    let reply = || Reply::new(200, body.clone()).header("content-type", "application/json");
    for format in ["table", "json", "jsonl", "yaml", "csv", "raw"] {
        for query in ["@", "webhook_id"] {
            let get = [
                "webhooks", "get", "ep_1", "--format", format, "--query", query,
            ];
            let server = Server::start([reply()]).await;
            assert_harmless(&shown_of(&server, &get).await);
        }
        let get = ["webhooks", "get", "ep_1", "--format", format];
        let server = Server::start([reply()]).await;
        assert_harmless(&shown_of(&server, &get).await);
        if format != "table" {
            let server = Server::start([reply()]).await;
            let ran = run(&server, &get).await;
            assert!(ran.stdout.contains("\u{202e}"), "{format}: {ran:?}");
            assert!(ran.stdout.contains("\u{2066}"), "{format}: {ran:?}");
        }
    }
    let server = Server::start([reply()]).await;
    let ran = run(&server, &["webhooks", "get", "ep_1", "--format=raw"]).await;
    assert_eq!(ran.stdout, format!("{body}\n"));
    // A terminal is one by whatever name it is opened.
    let server = Server::start([reply()]).await;
    let get = ["webhooks", "get", "ep_1", "--format=raw", "-o", "/dev/tty"];
    let shown = shown_of(&server, &get).await;
    assert!(shown.contains("webhook_id"), "{shown:?}");
    assert_harmless(&shown);
    // A body that is no JSON is an error, with an excerpt.
    let text = b"\x1b[2J\x9b1m\xe2\x80".as_slice();
    let server = Server::start([Reply::new(200, text)]).await;
    let shown = shown_of(&server, &["webhooks", "get", "ep_1", "--format=raw"]).await;
    assert!(shown.contains("cannot decode"), "{shown:?}");
    assert_harmless(&shown);
}

#[tokio::test(flavor = "multi_thread")]
async fn pages_are_harmless_and_progress_does_not_stay_before_them() {
    let mut first = page(&["ep_1"], "next");
    first["webhooks"][0]["url"] = HOSTILE.into();
    let second = page(&["ep_2"], Value::Null);
    let server = Server::start([Reply::json(200, &first), Reply::json(200, &second)]).await;
    let shown = shown_of(&server, &["webhooks", "list", "--all", "--format=jsonl"]).await;
    // The tool's own sequence clears the line of progress.
    assert!(shown.contains("1 items, 1 pages\r\u{1b}[K"), "{shown:?}");
    assert_harmless(&shown.replace("\r\u{1b}[K", ""));
}

#[tokio::test(flavor = "multi_thread")]
async fn debug_output_is_harmless_and_clipped() {
    let body = json!({ "a": HOSTILE.repeat(2000), "secret": "whsec_hidden" });
    let reply = || Reply::json(200, &body).header("x-odd", "a\u{9b}2Jb");
    let get = ["webhooks", "get", "ep_1", "--debug", "-o", "out"];
    let server = Server::start([reply()]).await;
    let shown = shown_of(&server, &get).await;
    assert_harmless(&shown);
    assert!(shown.contains("[the start of "), "{shown:?}");
    assert!(shown.len() < 20_000, "{}", shown.len());

    let server = Server::start([reply()]).await;
    let ran = run(&server, &get).await;
    assert!(ran.stderr.len() > 60_000, "{}", ran.stderr.len());
    assert!(ran.stderr.contains(r#""secret":"[hidden]""#));
    assert_harmless(&ran.stderr);
}

#[tokio::test(flavor = "multi_thread")]
async fn long_messages_are_clipped_on_a_terminal_only() {
    let long = "long ".repeat(2_000) + "end";
    let arguments = ["webhooks", "list", "--limit", long.as_str()];
    let server = Server::start([]).await;
    let shown = shown_of(&server, &arguments).await;
    assert!(shown.contains(" characters more)"), "{shown}");
    assert!(shown.len() < 5_000 && !shown.contains("end"), "{shown}");
    let ran = run(&server, &arguments).await;
    assert!(ran.stderr.contains("end"), "{ran:?}");
}

#[test]
fn refused_arguments_are_harmless_and_clean_ones_keep_colours() {
    let home = Home::new();
    let cases: [&[&str]; 5] = [
        &["webhooks", HOSTILE],
        &["webhooks", "list", "--format", HOSTILE],
        &["webhooks", "list", "--\u{1b}[31mlimit"],
        &["webhooks", "get", "a", HOSTILE],
        &["events", "verify", "--at", HOSTILE],
    ];
    for arguments in cases {
        let shown = shown(&home, &[], arguments);
        let shown = String::from_utf8(shown).expect("text");
        assert!(!shown.trim().is_empty(), "{arguments:?}");
        assert_harmless(&shown);
        let ran = alone(arguments);
        assert_ne!(ran.code, Some(0), "{ran:?}");
        assert_harmless(&ran.stderr);
    }
    let misspelt = ["webhoks", "list"];
    let coloured = shown(&home, &[], &misspelt);
    assert!(coloured.contains(&0x1b), "{coloured:?}");
    let plain = shown(&home, &[("NO_COLOR", "1")], &misspelt);
    assert!(!plain.contains(&0x1b), "{plain:?}");
}

#[test]
fn names_of_files_and_variables_are_harmless() {
    let home = Home::new();
    let file = format!("/nowhere/{HOSTILE}");
    let at = format!("@{file}");
    type Case<'a> = (&'a [&'a str], &'a [(&'a str, &'a str)]);
    let cases: [Case<'_>; 6] = [
        (&["webhooks", "list", "--env-file", &file], &[]),
        (&["webhooks", "create", "--json", &at], &[]),
        (
            &["webhooks", "list", "--api-key=k", "--ca-bundle", &file],
            &[],
        ),
        (
            &["webhooks", "list", "--api-key=k"],
            &[("AGENTMAIL_TIMEOUT", HOSTILE)],
        ),
        (&["webhooks", "list"], &[("AGENTMAIL_PROFILE", HOSTILE)]),
        (
            &["webhooks", "list", "--api-key=k"],
            &[("AGENTMAIL_BASE_URL", HOSTILE)],
        ),
    ];
    for (arguments, variables) in cases {
        let shown = shown(&home, variables, arguments);
        let shown = String::from_utf8(shown).expect("text");
        assert!(shown.contains("error: "), "{arguments:?}: {shown:?}");
        assert_harmless(&shown);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn deliveries_are_harmless() {
    let running = tokio::task::spawn_blocking(|| {
        let home = Home::new();
        let listen = ["events", "listen", "--port=0", "--count=2"];
        let mut listener = on_terminal(&home, &[], &listen);
        let (_, url) = listener
            .exp_regex("http://[0-9.:]*/")
            .expect("it says where");
        let payload = json!({ "event_type": HOSTILE, HOSTILE: { HOSTILE: HOSTILE } }).to_string();
        for payload in [payload.as_str(), "\u{1b}[2J\u{9b}2J"] {
            let mut tool = home.tool();
            tool.args([
                "events",
                "send",
                "--secret=whsec_AAECAwQF",
                "--json",
                payload,
            ]);
            let sent = Ran::from(tool.args(["--to", &url]).output().expect("it starts"));
            assert_eq!(sent.code, Some(0), "{sent:?}");
        }
        let shown = listener.exp_eof().expect("it ends");
        let shown: Vec<u8> = shown.chars().map(|c| c as u8).collect();
        String::from_utf8(shown).expect("text")
    });
    let running = tokio::time::timeout(Duration::from_secs(60), running);
    let shown = running.await.expect("in time").expect("no panic");
    assert!(shown.contains("title"), "{shown:?}");
    assert_harmless(&shown);
}
