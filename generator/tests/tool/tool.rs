//! What the tool of this description says and sends.

use std::io::{Read, Write};
use std::net::TcpListener;
use std::process::{Command, Output, Stdio};
use std::thread;

use serde_json::{Value, json};

fn depot(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_depot"))
        .args(arguments)
        .env_clear()
        .env("DEPOT_KEY", "the-key")
        .env("XDG_CONFIG_HOME", env!("CARGO_TARGET_TMPDIR"))
        .stdin(Stdio::null())
        .output()
        .expect("the tool starts")
}

#[test]
fn what_a_call_has_to_be_given_is_said() {
    let output = Command::new(env!("CARGO_BIN_EXE_depot"))
        .args(["photos", "delete", "a"])
        .env_clear()
        .env("XDG_CONFIG_HOME", env!("CARGO_TARGET_TMPDIR"))
        .output()
        .expect("the tool starts");
    let said = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(2), "{said}");
    let ways = "set DEPOT_KEY, pass --key or --person and --device, or run `depot auth login`";
    assert!(said.contains(ways), "{said}");
}

/// The request that a call would make.
fn dry(arguments: &[&str]) -> Value {
    let arguments = [arguments, &["--dry-run", "--format", "json"]].concat();
    let output = depot(&arguments);
    assert!(output.status.success(), "{output:?}");
    serde_json::from_slice(&output.stdout).expect("it is JSON")
}

#[test]
fn an_environment_has_servers_for_every_operation() {
    let url = |arguments: &[&str]| dry(arguments)["url"].clone();
    let update = ["items", "update", "a", "--title", "b"];
    let delete = ["photos", "delete", "a"];
    let staging = ["--environment", "staging"];
    assert_eq!(url(&update), "https://api.depot.example/items/a");
    assert_eq!(url(&delete), "https://photos.depot.example/items/a/photo");
    assert_eq!(
        url(&[&update[..], &staging].concat()),
        "https://api.staging.depot.example/items/a"
    );
    assert_eq!(
        url(&[&delete[..], &staging].concat()),
        "https://photos.staging.depot.example/items/a/photo"
    );
    let base_url = ["--base-url", "http://127.0.0.1:1"];
    assert_eq!(
        url(&[&delete[..], &base_url].concat()),
        "http://127.0.0.1:1/items/a/photo"
    );
    let output = depot(&[&delete[..], &["--environment", "stagin"]].concat());
    let said = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(3), "{said}");
    assert!(said.contains("staging"), "{said}");
}

#[test]
fn null_is_sent_for_what_may_be_null() {
    let update = ["items", "update", "a", "--title", "b"];
    let request = dry(&[&update[..], &["--null", "note"]].concat());
    assert_eq!(request["body"], json!({"note": null, "title": "b"}));
    // A value that is given goes before.
    let request = dry(&[&update[..], &["--null", "note", "--note", "c"]].concat());
    assert_eq!(request["body"], json!({"note": "c", "title": "b"}));
    let output = depot(&[&update[..], &["--null", "title"]].concat());
    let said = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(3), "{said}");
    assert!(said.contains("title") && said.contains("note"), "{said}");
}

#[test]
fn a_form_of_any_fields_is_given_as_json() {
    let request = dry(&["events", "track", "--json", r#"{"a b": "c&d", "e": 1}"#]);
    assert_eq!(request["body"], "a%20b=c%26d&e=1");
    let request = dry(&["events", "track", "--json", "{}"]);
    assert_eq!(request.get("body"), None);
    // The commands about deliveries have another name then.
    let output = depot(&["webhook-events", "list", "--format=json"]);
    let listed = String::from_utf8_lossy(&output.stdout);
    assert!(listed.contains("item.moved"), "{output:?}");
}

#[test]
fn a_password_in_a_form_is_sent_and_never_said() {
    let listener = TcpListener::bind("127.0.0.1:0").expect("loopback is there");
    let base_url = format!("http://{}", listener.local_addr().expect("it is bound"));
    let server = thread::spawn(move || {
        let (mut stream, _) = listener.accept().expect("someone comes");
        let mut received = Vec::new();
        let mut buffer = [0; 4096];
        while !received.ends_with(b"password=hunter2%21") {
            let count = stream.read(&mut buffer).expect("the request is sent");
            assert_ne!(count, 0, "{}", String::from_utf8_lossy(&received));
            received.extend_from_slice(&buffer[..count]);
        }
        let answer = b"HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: 12\r\n\r\n{\"name\":\"n\"}";
        stream.write_all(answer).expect("it is read");
        String::from_utf8(received).expect("it is ASCII")
    });
    let output = depot(&[
        "sessions",
        "create",
        "--user=ada",
        "--password=hunter2!",
        "--debug",
        "--base-url",
        &base_url,
    ]);
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{said}");
    assert!(said.contains("user=ada"), "{said}");
    assert!(!said.contains("hunter2"), "{said}");
    let request = server.join().expect("no panic");
    assert!(request.ends_with("user=ada&password=hunter2%21"), "{request}");
    // What asks for no credential gets none.
    assert!(!request.contains("the-key"), "{request}");
}
