//! `events send` to receivers that stall, flood and break off.

use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::time::{Duration, Instant};

use crate::events::{SECRET, send};
use crate::{Home, Ran};

/// Sends a delivery to a receiver that answers as `answer` does.
fn sent(arguments: &[&str], answer: impl FnOnce(&mut TcpStream) + Send + 'static) -> Ran {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
    let url = format!("http://{}/", listener.local_addr().expect("an address"));
    let answering = std::thread::spawn(move || {
        let (mut stream, _) = listener.accept().expect("a connection");
        let mut request = Vec::new();
        let mut piece = [0; 4096];
        while !request.ends_with(b"{}") {
            let length = stream.read(&mut piece).expect("a request");
            assert_ne!(length, 0, "the request broke off");
            request.extend_from_slice(&piece[..length]);
        }
        answer(&mut stream);
    });
    let home = Home::new();
    let fixed = [
        "--json", "{}", "--to", &url, "--secret", SECRET, "--format", "json",
    ];
    let ran = send(&home, &[&fixed[..], arguments].concat());
    answering.join().expect("no panic");
    ran
}

/// Writes until the other side is gone.
fn write_until_closed(stream: &mut TcpStream, piece: &[u8], pause: Duration) {
    while stream.write_all(piece).is_ok() {
        std::thread::sleep(pause);
    }
}

#[test]
fn a_response_that_trickles_ends_with_the_timeout() {
    for head in [
        "HTTP/1.1 200 OK\r\ncontent-length: 60000\r\n\r\n",
        "HTTP/1.1 500 Internal Server Error\r\n\r\n",
        "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n2\r\n{}\r\n",
    ] {
        let start = Instant::now();
        let ran = sent(&["--timeout", "1"], |stream| {
            let _ = stream.write_all(head.as_bytes());
            let piece: &[u8] = match head.contains("chunked") {
                true => b"1\r\nx\r\n",
                false => b"x",
            };
            write_until_closed(stream, piece, Duration::from_millis(50));
        });
        assert_eq!(ran.code, Some(4), "{ran:?}");
        let status = head.split(' ').nth(1).expect("a status");
        assert!(
            ran.stderr.contains(&format!("answered {status}")),
            "{ran:?}"
        );
        assert!(ran.stderr.contains("not complete within 1 s"), "{ran:?}");
        assert_eq!(ran.stdout, "", "{ran:?}");
        assert!(start.elapsed() < Duration::from_secs(20));
    }
}

#[test]
fn a_head_that_does_not_come_ends_with_the_timeout() {
    let ran = sent(&["--timeout", "1"], |stream| {
        write_until_closed(stream, b"HTTP/1.1 200 OK\r\nx: ", Duration::from_secs(1));
    });
    assert_eq!(ran.code, Some(4), "{ran:?}");
}

#[test]
fn a_long_response_is_cut() {
    let ran = sent(&["--timeout", "60"], |stream| {
        let _ = stream.write_all(b"HTTP/1.1 200 OK\r\n\r\n");
        write_until_closed(stream, &[b'x'; 1 << 16], Duration::ZERO);
    });
    assert_eq!(ran.code, Some(0), "{ran:?}");
    assert!(ran.stderr.contains("cut after 64 KiB"), "{ran:?}");
    let printed: serde_json::Value = serde_json::from_str(&ran.stdout).expect("JSON");
    assert_eq!(printed["answer"].as_str().map(str::len), Some(64 << 10));

    let ran = sent(&["--timeout", "60"], |stream| {
        let _ = stream.write_all(b"HTTP/1.1 200 OK\r\ncontent-length: 65537\r\n\r\n");
        let _ = stream.write_all(&[b'x'; (64 << 10) + 1]);
    });
    assert_eq!(ran.code, Some(0), "{ran:?}");
    assert!(
        ran.stderr.contains("; 1 more bytes were not read"),
        "{ran:?}"
    );
}

#[test]
fn a_response_that_breaks_off_is_an_error() {
    for status in ["200 OK", "400 Bad Request"] {
        let ran = sent(&["--timeout", "60"], move |stream| {
            let head = format!("HTTP/1.1 {status}\r\ncontent-length: 100\r\n\r\nabc");
            let _ = stream.write_all(head.as_bytes());
        });
        assert_eq!(ran.code, Some(4), "{ran:?}");
        let wanted = format!("answered {status}, but the response cannot be read");
        assert!(ran.stderr.contains(&wanted), "{ran:?}");
        assert_eq!(ran.stdout, "", "{ran:?}");
    }
}
