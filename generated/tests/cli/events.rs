//! What the service delivers, without the service.

use std::collections::BTreeMap;
use std::io::{BufRead, BufReader, Read, Write};
use std::process::{Child, ChildStderr, Command, Stdio};
use std::time::{SystemTime, UNIX_EPOCH};

use agentmail_sdk::webhook::{Event, Verifier};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde_json::Value;

use crate::{Home, Ran, alone};

pub const SECRET: &str = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

/// The types that there are.
fn types() -> Vec<String> {
    let listed = alone(&["events", "list", "--format", "json"]);
    let listed: Vec<Value> = serde_json::from_str(&listed.stdout).expect("JSON");
    let types = listed.iter().map(|one| one["type"].as_str().expect("text"));
    types.map(str::to_owned).collect()
}

#[test]
fn each_sample_is_an_event_of_its_type() {
    let types = types();
    assert_eq!(types.len(), 20);
    for name in types {
        let shown = alone(&["events", "show", &name]);
        assert_eq!(shown.code, Some(0), "{shown:?}");
        let event: Event = serde_json::from_str(&shown.stdout).expect(&name);
        assert!(!matches!(event, Event::Unknown(_)), "{name}");
        let payload: Value = serde_json::from_str(&shown.stdout).expect("JSON");
        assert_eq!(payload["event_type"], name.as_str());
    }
    let ran = alone(&["events", "show", "message.recieved"]);
    assert_eq!(ran.code, Some(3), "{ran:?}");
    assert!(ran.stderr.contains("'message.received'"), "{ran:?}");
}

/// Runs the tool with something to read.
fn fed(arguments: &[&str], input: &[u8]) -> Ran {
    let home = Home::new();
    let mut tool = home.tool();
    tool.args(arguments).stdin(Stdio::piped());
    tool.stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = tool.spawn().expect("the tool starts");
    let mut stdin = child.stdin.take().expect("it is piped");
    // What is refused at once is not read.
    let _ = stdin.write_all(input);
    drop(stdin);
    Ran::from(child.wait_with_output().expect("it ends"))
}

#[test]
fn every_saved_delivery_gets_its_verdict() {
    let vectors: Value =
        serde_json::from_str(include_str!("../data/signature-vectors.json")).expect("vectors");
    for vector in vectors["vectors"].as_array().expect("a list") {
        let name = vector["name"].as_str().expect("text");
        let mut saved = Vec::new();
        saved.extend_from_slice(b"POST /hook HTTP/1.1\r\nHost: example.com\r\n");
        for (header, value) in vector["headers"].as_object().expect("headers") {
            let value = value.as_str().expect("text");
            saved.extend_from_slice(format!("{header}: {value}\r\n").as_bytes());
        }
        saved.extend_from_slice(b"\r\n");
        let body = vector["body_base64"].as_str().expect("text");
        saved.extend(STANDARD.decode(body).expect("base64"));
        let secret = vector["secret"].as_str().expect("text");
        let at = vector["now"].to_string();
        let ran = fed(
            &["events", "verify", "-", "--secret", secret, "--at", &at],
            &saved,
        );
        let wanted = if vector["expect"] == "ok" { 0 } else { 1 };
        assert_eq!(ran.code, Some(wanted), "{name}: {ran:?}");
        assert!(!format!("{ran:?}").contains(secret), "{name}: {ran:?}");
    }
}

#[test]
fn saved_deliveries_of_all_types_are_printed_without_complaint() {
    let samples: Value =
        serde_json::from_str(include_str!("../data/event-samples.json")).expect("samples");
    let samples = samples["samples"].as_array().expect("a list");
    assert_eq!(samples.len(), 20);
    let home = Home::new();
    for sample in samples {
        let body = sample["payload"].to_string();
        let verifier = Verifier::new(SECRET).expect("it is one");
        let signature = verifier.sign("msg_1", 1_700_000_000, body.as_bytes());
        let headers = BTreeMap::from([
            ("webhook-id", "msg_1"),
            ("webhook-timestamp", "1700000000"),
            ("webhook-signature", signature.as_str()),
        ]);
        let (headers_file, body_file) = (home.path("headers.json"), home.path("body.json"));
        let headers = serde_json::to_string(&headers).expect("JSON");
        std::fs::write(&headers_file, headers).expect("it is written");
        std::fs::write(&body_file, &body).expect("it is written");
        let mut tool = home.tool();
        tool.args(["events", "verify", "--any-age", "--format", "json"])
            .arg("--headers")
            .arg(&headers_file)
            .arg("--body")
            .arg(&body_file)
            .env("AGENTMAIL_WEBHOOK_SECRET", SECRET);
        let ran = Ran::from(tool.output().expect("the tool starts"));
        assert_eq!((ran.code, ran.stderr.as_str()), (Some(0), ""), "{ran:?}");
        let printed: Value = serde_json::from_str(&ran.stdout).expect("JSON");
        assert_eq!(printed["type"], sample["event_type"]);
        assert_eq!(printed["event"], sample["payload"]);
    }
}

/// A receiver at work. It does not outlive the test.
pub struct Listener {
    pub child: Child,
    pub stderr: BufReader<ChildStderr>,
    pub url: String,
}

impl Drop for Listener {
    fn drop(&mut self) {
        // It may have ended.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

impl Listener {
    pub fn start(home: &Home, arguments: &[&str]) -> Self {
        let mut tool = home.tool();
        tool.args(["events", "listen", "--port", "0"])
            .args(arguments);
        Self::of(tool)
    }

    /// Starts a command that runs a receiver.
    pub fn of(mut tool: Command) -> Self {
        tool.stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = tool.spawn().expect("the tool starts");
        let mut stderr = BufReader::new(child.stderr.take().expect("it is piped"));
        let mut line = String::new();
        stderr.read_line(&mut line).expect("it says where");
        let url = line
            .split_whitespace()
            .find(|word| word.starts_with("http"));
        let url = url.expect(&line).trim_end_matches(',').to_owned();
        Listener { child, stderr, url }
    }

    /// Waits for its end, and gives its exit code and what it said.
    pub fn end(mut self) -> Ran {
        let (mut stdout, mut stderr) = (String::new(), String::new());
        let mut out = self.child.stdout.take().expect("it is piped");
        out.read_to_string(&mut stdout).expect("text");
        self.stderr.read_to_string(&mut stderr).expect("text");
        Ran {
            code: self.child.wait().expect("it ends").code(),
            stdout,
            stderr,
        }
    }
}

pub fn send(home: &Home, arguments: &[&str]) -> Ran {
    let mut tool: Command = home.tool();
    tool.args(["events", "send"]).args(arguments);
    Ran::from(tool.output().expect("the tool starts"))
}

#[test]
fn what_is_sent_is_received_and_a_wrong_secret_is_refused() {
    let home = Home::new();
    let types = types();
    // The forged one does not count.
    let count = types.len().to_string();
    let listener = Listener::start(
        &home,
        &["--secret", SECRET, "--count", &count, "--format", "jsonl"],
    );
    let url = listener.url.clone();
    let forged = send(
        &home,
        &["message.sent", "--to", &url, "--secret", "whsec_AAECAwQF"],
    );
    assert_eq!(forged.code, Some(1), "{forged:?}");
    assert!(forged.stderr.contains("400"), "{forged:?}");
    for name in &types {
        let ran = send(
            &home,
            &[name, "--to", &url, "--secret", SECRET, "--id", name],
        );
        assert_eq!(ran.code, Some(0), "{name}: {ran:?}");
    }
    let ran = listener.end();
    assert_eq!(ran.code, Some(0), "{ran:?}");
    assert!(
        ran.stderr.contains("refused: no signature matches"),
        "{ran:?}"
    );
    assert!(!format!("{ran:?}").contains(SECRET), "{ran:?}");
    let lines = ran.stdout.lines();
    let received: Vec<Value> = lines
        .map(|line| serde_json::from_str(line).expect("JSON"))
        .collect();
    for (name, received) in types.iter().zip(&received) {
        assert_eq!(
            (&received["type"], &received["id"]),
            (&name.as_str().into(), &name.as_str().into())
        );
    }
    assert_eq!(received.len(), types.len());
}

#[test]
fn what_is_odd_about_a_delivery_is_said() {
    let home = Home::new();
    let listener = Listener::start(&home, &["--count", "2", "--format", "raw"]);
    let url = listener.url.clone();
    for body in [
        r#"{"event_type": "moon.full"}"#,
        r#"{"event_type": "message.sent"}"#,
    ] {
        let ran = send(&home, &["--json", body, "--to", &url, "--secret", SECRET]);
        assert_eq!(ran.code, Some(0), "{ran:?}");
    }
    let ran = listener.end();
    assert!(
        ran.stderr.contains("deliveries are not verified"),
        "{ran:?}"
    );
    assert!(ran.stderr.contains("`moon.full` is not known"), "{ran:?}");
    assert!(ran.stderr.contains("missing field"), "{ran:?}");
}

#[test]
fn payloads_hide_secrets() {
    let home = Home::new();
    let payload = r#"{"event_type":"message.sent", "a":{"secret" : "whsec_x"}}"#;
    let verifier = Verifier::new(SECRET).expect("it is one");
    let signature = verifier.sign("msg_1", 1_700_000_000, payload.as_bytes());
    let saved = format!(
        "webhook-id: msg_1\nwebhook-timestamp: 1700000000\nwebhook-signature: {signature}\n\n{payload}"
    );
    let verify = ["events", "verify", "-", "--any-age", "--secret", SECRET];
    for format in ["table", "json", "jsonl", "yaml", "raw"] {
        let arguments = [&verify[..], &["--format", format]].concat();
        for query in [&[][..], &["--query", "event.a.{b: secret}"]] {
            let ran = fed(&[&arguments[..], query].concat(), saved.as_bytes());
            let is_hidden = ran.stdout.contains("********") && !ran.stdout.contains("whsec_x");
            assert!(is_hidden, "{format} {query:?}: {ran:?}");
            let is_said = ran.stderr.contains("note: `secret` is hidden");
            assert_eq!(is_said, format != "table", "{format} {query:?}: {ran:?}");
        }
        let ran = fed(
            &[&arguments[..], &["--show-secrets"]].concat(),
            saved.as_bytes(),
        );
        assert!(ran.stdout.contains("whsec_x"), "{format}: {ran:?}");
    }
    let ran = fed(&[&verify[..], &["--format=raw"]].concat(), saved.as_bytes());
    assert_eq!(ran.stdout, payload.replace("whsec_x", "********") + "\n");

    for format in ["json", "jsonl", "yaml", "raw"] {
        let listener = Listener::start(&home, &["--count", "2", "--format", format]);
        let url = listener.url.clone();
        for _ in 0..2 {
            let sent = send(
                &home,
                &["--json", payload, "--to", &url, "--secret", SECRET],
            );
            assert_eq!(sent.code, Some(0), "{sent:?}");
        }
        let ran = listener.end();
        assert_eq!(
            ran.stdout.matches("********").count(),
            2,
            "{format}: {ran:?}"
        );
        assert!(!ran.stdout.contains("whsec_x"), "{format}: {ran:?}");
        assert_eq!(
            ran.stderr.matches("`secret` is hidden").count(),
            1,
            "{ran:?}"
        );
    }
}

#[test]
fn a_dry_run_shows_what_would_be_sent() {
    let home = Home::new();
    let secret = home.path("secret");
    std::fs::write(&secret, format!("{SECRET}\n")).expect("it is written");
    let secret = format!("@{}", secret.display());
    let arguments = [
        "domain.verified",
        "--to",
        "http://127.0.0.1:1/",
        "--secret",
        &secret,
    ];
    let ran = send(
        &home,
        &[&arguments[..], &["--dry-run", "--format", "json"]].concat(),
    );
    let request: Value = serde_json::from_str(&ran.stdout).expect("JSON");
    let header = |name: &str| request["headers"][name].as_str().expect(name).to_owned();
    let seconds: u64 = header("svix-timestamp").parse().expect("seconds");
    let now = SystemTime::now().duration_since(UNIX_EPOCH).expect("now");
    assert!(now.as_secs().abs_diff(seconds) < 100);
    assert!(header("svix-id").starts_with("msg_"));
    assert_eq!(request["body"]["event_type"], "domain.verified");
    // Nobody is there.
    assert_eq!(send(&home, &arguments).code, Some(4));
    let without = send(&home, &arguments[..3]);
    assert_eq!(without.code, Some(2), "{without:?}");
    assert!(
        without.stderr.contains("AGENTMAIL_WEBHOOK_SECRET"),
        "{without:?}"
    );
}
