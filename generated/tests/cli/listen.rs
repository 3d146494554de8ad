//! `events listen` against senders that forge, flood, stall and break the protocol.

use std::io::{BufRead, BufReader, ErrorKind, Read, Write};
use std::net::{Shutdown, TcpStream};
use std::process::Stdio;
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

use agentmail_sdk::webhook::Verifier;
use serde_json::Value;

use crate::Home;
use crate::events::{Listener, SECRET, send};

/// The time after which a test gives up.
const PATIENCE: Duration = Duration::from_secs(60);

fn connect(listener: &Listener) -> TcpStream {
    let address = listener.url.trim_start_matches("http://");
    let stream = TcpStream::connect(address.trim_end_matches('/')).expect("it listens");
    let patience = Some(PATIENCE);
    stream.set_read_timeout(patience).expect("a socket");
    stream.set_write_timeout(patience).expect("a socket");
    stream
}

/// Everything that is sent back before the connection ends.
fn received(mut stream: TcpStream) -> String {
    let mut bytes = Vec::new();
    // A reset ends it as well.
    let _ = stream.read_to_end(&mut bytes);
    String::from_utf8(bytes).expect("text")
}

fn exchange(listener: &Listener, request: &[u8]) -> String {
    let mut stream = connect(listener);
    // What is refused early may not be read to its end.
    let _ = stream.write_all(request);
    received(stream)
}

fn status(response: &str) -> &str {
    response.split(' ').nth(1).unwrap_or_default()
}

fn post(headers: &str, body: &[u8]) -> Vec<u8> {
    let head = format!("POST / HTTP/1.1\r\nhost: localhost\r\n{headers}\r\n");
    [head.as_bytes(), body].concat()
}

fn sized(body: &[u8]) -> Vec<u8> {
    post(&format!("content-length: {}\r\n", body.len()), body)
}

/// A delivery as the service signs it.
fn genuine(body: &[u8]) -> Vec<u8> {
    let now = SystemTime::now().duration_since(UNIX_EPOCH).expect("now");
    let now = now.as_secs();
    let verifier = Verifier::new(SECRET).expect("it is one");
    let signature = verifier.sign("msg_1", now, body);
    let length = body.len();
    let headers = format!(
        "svix-id: msg_1\r\nsvix-timestamp: {now}\r\nsvix-signature: {signature}\r\ncontent-length: {length}\r\n"
    );
    post(&headers, body)
}

#[test]
fn forged_deliveries_do_not_count() {
    let home = Home::new();
    let arguments = ["--secret", SECRET, "--count", "1", "--format", "jsonl"];
    let mut listener = Listener::start(&home, &arguments);
    let mut forged = genuine(b"{\"event_type\": 1}");
    let last = forged.len() - 2;
    forged[last] = b'2';
    for request in [forged, sized(b"{}"), post("svix-id: a\r\n", b"")] {
        let response = exchange(&listener, &request);
        assert_eq!(status(&response), "400", "{response}");
    }
    let response = exchange(&listener, b"GET / HTTP/1.1\r\nhost: localhost\r\n\r\n");
    assert_eq!(status(&response), "405", "{response}");
    assert_eq!(listener.child.try_wait().expect("a child"), None);
    let response = exchange(&listener, &genuine(b"{\"event_type\": \"message.sent\"}"));
    assert_eq!(status(&response), "204", "{response}");
    let ran = listener.end();
    assert_eq!(ran.code, Some(0), "{ran:?}");
    assert_eq!(ran.stdout.lines().count(), 1, "{ran:?}");
    assert_eq!(ran.stderr.matches("refused: ").count(), 4, "{ran:?}");
}

#[test]
fn without_a_secret_every_post_counts_and_is_printed_at_once() {
    let home = Home::new();
    let mut listener = Listener::start(&home, &["--count", "3", "--format", "jsonl"]);
    let mut stdout = BufReader::new(listener.child.stdout.take().expect("it is piped"));
    for (body, event) in [("{\"a\": 1}", r#"{"a":1}"#), ("no JSON", r#""no JSON""#)] {
        let response = exchange(&listener, &sized(body.as_bytes()));
        assert_eq!(status(&response), "204", "{response}");
        let mut line = String::new();
        stdout.read_line(&mut line).expect("text");
        assert_eq!(line, format!("{{\"type\":null,\"event\":{event}}}\n"));
    }
    let response = exchange(&listener, b"HEAD / HTTP/1.1\r\nhost: localhost\r\n\r\n");
    assert_eq!(status(&response), "405", "{response}");
    assert_eq!(listener.child.try_wait().expect("a child"), None);
    let response = exchange(&listener, &post("", b""));
    assert_eq!(status(&response), "204", "{response}");
    assert!(listener.child.wait().expect("it ends").success());
}

#[test]
fn each_kind_of_broken_request_gets_its_status() {
    let home = Home::new();
    let listener = Listener::start(&home, &["--timeout", "60"]);
    let large = vec![b'x'; (16 << 20) + 1];
    let length = format!("content-length: {}\r\n", large.len());
    let expecting = format!("expect: 100-continue\r\n{length}");
    let chunked = "transfer-encoding: chunked\r\n";
    let chunk = format!("{:x}\r\n", large.len());
    let in_chunks = [chunk.as_bytes(), &large, b"\r\n0\r\n\r\n"].concat();
    let cookie = |length: usize| format!("cookie: {}\r\n", "x".repeat(length));
    let many: String = (0..200)
        .map(|number| format!("x-{number}: x\r\n"))
        .collect();
    let cases: [(&str, Vec<u8>, &str); 19] = [
        ("ordinary", sized(b"{}"), "204"),
        (
            "HTTP/1.0",
            b"POST / HTTP/1.0\r\ncontent-length: 2\r\n\r\n{}".to_vec(),
            "204",
        ),
        (
            "twice in a row",
            [sized(b"{}"), sized(b"{}")].concat(),
            "204",
        ),
        (
            "length and chunks",
            post(
                &format!("content-length: 9\r\n{chunked}"),
                b"2\r\n{}\r\n0\r\n\r\n",
            ),
            "204",
        ),
        ("too large", post(&length, &large), "413"),
        ("too large, asked first", post(&expecting, b""), "413"),
        ("too large, not announced", post(chunked, &in_chunks), "413"),
        (
            "too large by far",
            post("content-length: 1000000000000\r\n", b""),
            "413",
        ),
        ("no number", post("content-length: two\r\n", b"{}"), "400"),
        ("negative", post("content-length: -1\r\n", b"{}"), "400"),
        (
            "beyond 64 bits",
            post("content-length: 99999999999999999999\r\n", b""),
            "400",
        ),
        (
            "two lengths",
            post("content-length: 2\r\ncontent-length: 3\r\n", b"{}"),
            "400",
        ),
        ("bad chunk", post(chunked, b"two\r\n{}\r\n"), "400"),
        (
            "TLS",
            [
                b"\x16\x03\x01\x00\xc8\x01\x00\x00\xc4\x03\x03",
                &[7; 190][..],
            ]
            .concat(),
            "400",
        ),
        (
            "HTTP/2",
            b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n\0\0\0\x04\0\0\0\0\0".to_vec(),
            "",
        ),
        (
            "GET",
            b"GET / HTTP/1.1\r\nhost: localhost\r\n\r\n".to_vec(),
            "405",
        ),
        ("large header", post(&cookie(100_000), b""), "431"),
        ("very large header", post(&cookie(20_000_000), b""), "431"),
        ("many headers", post(&many, b""), "431"),
    ];
    for (name, request, wanted) in cases {
        let response = exchange(&listener, &request);
        assert_eq!(status(&response), wanted, "{name}: {response}");
        assert_eq!(
            response.matches("HTTP/1.").count(),
            usize::from(!wanted.is_empty()),
            "{name}: {response}"
        );
    }
    let response = exchange(&listener, b"GET / HTTP/1.1\r\nhost: localhost\r\n\r\n");
    assert!(response.contains("allow: POST"), "{response}");
    // Only a body that is wanted is asked for.
    let asking = post("expect: 100-continue\r\ncontent-length: 2\r\n", b"{}");
    let response = exchange(&listener, &asking);
    assert!(
        response.starts_with("HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 204"),
        "{response}"
    );
    // Programs such as `nc` close their side behind the request.
    for (request, wanted) in [
        (sized(b"{}"), "204"),
        (post("content-length: 9\r\n", b"{}"), "400"),
        (Vec::new(), ""),
    ] {
        let mut stream = connect(&listener);
        stream.write_all(&request).expect("it is read");
        stream.shutdown(Shutdown::Write).expect("it is open");
        let response = received(stream);
        assert_eq!(status(&response), wanted, "{response}");
    }
}

#[test]
fn slow_senders_are_dropped_and_do_not_keep_others_out() {
    let home = Home::new();
    let listener = Listener::start(&home, &["--timeout", "2", "--count", "1"]);
    let idle: Vec<TcpStream> = (0..100).map(|_| connect(&listener)).collect();
    let mut slow = connect(&listener);
    let mut line = connect(&listener);
    slow.write_all(&post("content-length: 9\r\n", b"{"))
        .expect("it is open");
    line.write_all(b"POST / HT").expect("it is open");
    for stream in idle.into_iter().chain([slow, line]) {
        let response = received(stream);
        assert_eq!(status(&response), "408", "{response}");
    }
    let response = exchange(&listener, &sized(b"{}"));
    assert_eq!(status(&response), "204", "{response}");
    let ran = listener.end();
    assert_eq!(ran.code, Some(0), "{ran:?}");
    assert!(
        ran.stderr.contains("was not complete within 2 s"),
        "{ran:?}"
    );
}

/// More slow senders than are served at once make room for others, the slowest first.
#[test]
fn a_crowd_of_slow_senders_does_not_keep_others_out() {
    let home = Home::new();
    let listener = Listener::start(&home, &["--timeout", "300", "--count", "3"]);
    let mut crowd = Vec::new();
    for _ in 0..3 {
        for _ in 0..200 {
            let mut slow = connect(&listener);
            // It may have made room already.
            let _ = slow.write_all(&post("content-length: 9\r\n", b"{"));
            crowd.push(slow);
        }
        let response = exchange(&listener, &sized(b"{}"));
        assert_eq!(status(&response), "204", "{response}");
    }
    let ran = listener.end();
    assert_eq!(ran.code, Some(0), "{ran:?}");
}

#[test]
fn half_sent_bodies_share_the_memory() {
    let home = Home::new();
    let arguments = ["--secret", SECRET, "--timeout", "300", "--count", "1"];
    let listener = Listener::start(&home, &arguments);
    let body = vec![b'x'; 15_000_000];
    let head = post(&format!("content-length: {}\r\n", body.len()), b"");
    let mut streams: Vec<TcpStream> = (0..9).map(|_| connect(&listener)).collect();
    for stream in &mut streams {
        // Those that are refused need not be read to their end.
        let _ = stream.write_all(&head);
        let _ = stream.write_all(&body[1..]);
        stream.set_nonblocking(true).expect("a socket");
    }
    // No more than three fit.
    let start = Instant::now();
    while streams.len() > 3 {
        assert!(start.elapsed() < PATIENCE, "{} are held", streams.len());
        streams.retain_mut(|stream| {
            let mut bytes = [0; 12];
            match stream.read(&mut bytes) {
                Err(error) => error.kind() == ErrorKind::WouldBlock,
                Ok(length) => {
                    let begin = String::from_utf8_lossy(&bytes[..length]);
                    assert_eq!(begin, "HTTP/1.1 503");
                    false
                }
            }
        });
        std::thread::sleep(Duration::from_millis(10));
    }
    assert_eq!(streams.len(), 3);
    // Small bodies have their own share: this one is read, and lacks a signature.
    let response = exchange(&listener, &sized(&[b'x'; 60_000]));
    assert_eq!(status(&response), "400", "{response}");
    // The share of a connection that breaks off is free again.
    drop(streams);
    let start = Instant::now();
    loop {
        let response = exchange(&listener, &sized(&body));
        if status(&response) == "400" {
            break;
        }
        assert!(start.elapsed() < PATIENCE, "{response}");
    }
    let response = exchange(&listener, &genuine(b"{\"event_type\": \"message.sent\"}"));
    assert_eq!(status(&response), "204", "{response}");
    let ran = listener.end();
    assert_eq!(ran.code, Some(0), "{ran:?}");
    assert!(ran.stderr.contains("take up 64 MiB"), "{ran:?}");
}

#[cfg(unix)]
#[test]
fn running_out_of_descriptors_does_not_end_it() {
    let home = Home::new();
    // A shell is part of every unix.
    let mut shell = std::process::Command::new("/bin/sh");
    shell
        .args(["-c", "ulimit -n 24; exec \"$0\" \"$@\""])
        .arg(env!("CARGO_BIN_EXE_agentmail"))
        .args(["events", "listen", "--port", "0", "--count", "1"])
        .env_clear()
        .env("XDG_CONFIG_HOME", home.path(""))
        .stdin(Stdio::null());
    let mut listener = Listener::of(shell);
    let many: Vec<TcpStream> = (0..60).map(|_| connect(&listener)).collect();
    let mut line = String::new();
    while !line.contains("cannot accept connections") {
        line.clear();
        let read = listener.stderr.read_line(&mut line).expect("text");
        assert!(read > 0, "it ended");
    }
    // It does not say so again and again.
    std::thread::sleep(Duration::from_millis(500));
    drop(many);
    let response = exchange(&listener, &sized(b"{}"));
    assert_eq!(status(&response), "204", "{response}");
    let ran = listener.end();
    assert_eq!(ran.code, Some(0), "{ran:?}");
    let notes = ran.stderr.matches("cannot accept").count();
    assert!(notes <= 5, "{ran:?}");
}

#[test]
fn a_flood_of_refused_requests_is_noted_a_few_times_a_second() {
    const REQUESTS: u64 = 400;
    let home = Home::new();
    let listener = Listener::start(&home, &["--secret", SECRET, "--count", "1"]);
    let start = Instant::now();
    for number in 0..REQUESTS {
        let request = match number % 3 {
            0 => sized(b"{}"),
            1 => b"GET / HTTP/1.1\r\nhost: localhost\r\n\r\n".to_vec(),
            _ => b"\x16\x03\x01\r\n\r\n".to_vec(),
        };
        exchange(&listener, &request);
    }
    let seconds = start.elapsed().as_secs();
    let response = exchange(&listener, &genuine(b"{\"event_type\": \"message.sent\"}"));
    assert_eq!(status(&response), "204", "{response}");
    let ran = listener.end();
    assert_eq!(ran.code, Some(0), "{ran:?}");
    let notes = u64::try_from(ran.stderr.matches("refused: ").count()).expect("few");
    assert!(notes <= 5 * (seconds + 2), "{notes} in {seconds} s");
    // The rest is counted.
    let counts = ran.stderr.lines().filter_map(|line| {
        let count = line.strip_prefix("note: ")?;
        let count = count.strip_suffix(" more such notes were left out")?;
        count.parse::<u64>().ok()
    });
    // The payload of the last one is noted too, as it lacks properties.
    let rest = REQUESTS + 1 - notes;
    assert!(rest.abs_diff(counts.sum()) <= 1, "{ran:?}");
}

#[test]
fn a_delivery_that_cannot_be_printed_ends_nothing() {
    let home = Home::new();
    let arguments = [
        "--count",
        "1",
        "--query",
        "length(event.a)",
        "--format",
        "json",
    ];
    let listener = Listener::start(&home, &arguments);
    let response = exchange(&listener, &sized(b"{\"a\": 1}"));
    assert_eq!(status(&response), "500", "{response}");
    let response = exchange(&listener, &sized(b"{\"a\": [1, 2]}"));
    assert_eq!(status(&response), "204", "{response}");
    let ran = listener.end();
    assert_eq!((ran.code, ran.stdout.as_str()), (Some(0), "2\n"), "{ran:?}");
    assert!(ran.stderr.contains("not printed: --query"), "{ran:?}");
}

#[test]
fn a_query_takes_time_in_proportion_to_the_delivery() {
    let home = Home::new();
    // Nobody reads its standard output meanwhile.
    let arguments = ["--count", "1", "--query", "event", "--output", "found.json"];
    let listener = Listener::start(&home, &arguments);
    let members: Vec<String> = (0..60_000)
        .rev()
        .map(|number| format!("\"m{number}\":{number}"))
        .collect();
    let body = format!("{{{}}}", members.join(","));
    let response = exchange(&listener, &sized(body.as_bytes()));
    assert_eq!(status(&response), "204", "{response}");
    assert_eq!(listener.end().code, Some(0));
    let found = std::fs::read_to_string(home.path("found.json")).expect("a file");
    assert_eq!(found, body + "\n");
}

#[test]
fn forging_with_many_signatures_stalls_nobody() {
    let home = Home::new();
    let arguments = ["--secret", SECRET, "--count", "1", "--format", "jsonl"];
    let listener = Listener::start(&home, &arguments);
    let now = SystemTime::now().duration_since(UNIX_EPOCH).expect("now");
    let mut headers = String::new();
    for number in 0..4 {
        for family in ["svix", "webhook"] {
            let zeros = "0".repeat(number);
            headers += &format!("{family}-id: {number}\r\n");
            headers += &format!("{family}-timestamp: {zeros}{}\r\n", now.as_secs());
            headers += &format!("{family}-signature: {}\r\n", "v1,AAAA ".repeat(900));
        }
    }
    headers += "content-length: 4000000\r\n";
    let mut forged = connect(&listener);
    forged
        .write_all(&post(&headers, &[b'x'; 4_000_000]))
        .expect("it is read");
    let body = b"{\"event_type\": \"message.sent\"}";
    let url = listener.url.clone();
    let body = std::str::from_utf8(body).expect("text");
    let ran = send(&home, &["--json", body, "--to", &url, "--secret", SECRET]);
    assert_eq!(ran.code, Some(0), "{ran:?}");
    drop(forged);
    let ran = listener.end();
    assert_eq!(ran.code, Some(0), "{ran:?}");
    let received: Value = serde_json::from_str(&ran.stdout).expect("JSON");
    assert_eq!(received["type"], "message.sent");
}
