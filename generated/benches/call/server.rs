//! A server on loopback that keeps connections open and answers from memory.

use std::io;
use std::net::{Ipv4Addr, TcpListener as StdListener};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;

use serde_json::{Value, json};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};

/// A server with one thread for all its connections: were there two, the machine could favour one client by where it
/// runs them. It lives until the process ends.
pub struct Server {
    url: String,
    last_request: LastRequest,
}

type LastRequest = Arc<Mutex<Vec<u8>>>;

impl Server {
    /// Starts it on a free port.
    pub fn start() -> Self {
        let listener = StdListener::bind((Ipv4Addr::LOCALHOST, 0)).expect("loopback has a port");
        let address = listener.local_addr().expect("it is bound");
        let last_request = LastRequest::default();
        let shared = Arc::clone(&last_request);
        thread::spawn(move || {
            let runtime = tokio::runtime::Builder::new_current_thread()
                .enable_io()
                .build()
                .expect("a runtime can be made");
            runtime.block_on(accept(listener, shared))
        });
        Server {
            url: format!("http://{address}"),
            last_request,
        }
    }

    /// `http://127.0.0.1:…`
    pub fn url(&self) -> &str {
        &self.url
    }

    /// What came last: the request line, the headers in alphabetical order, and the body.
    pub fn last_request(&self) -> Vec<String> {
        let request = self
            .last_request
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        let text = String::from_utf8_lossy(&request);
        let (head, body) = text.split_once("\r\n\r\n").expect("a whole request");
        let mut lines: Vec<String> = head.split("\r\n").map(str::to_owned).collect();
        lines[1..].sort_unstable();
        lines.push(body.to_owned());
        lines
    }
}

/// Every answer there is, made beforehand.
struct Answers {
    one: Vec<u8>,
    created: Vec<u8>,
    list: Vec<u8>,
}

impl Answers {
    fn new() -> Self {
        let webhooks: Vec<Value> = (0..50).map(webhook).collect();
        Answers {
            one: answer("200 OK", &webhook(0)),
            created: answer("201 Created", &webhook(0)),
            list: answer(
                "200 OK",
                &json!({ "count": 50, "limit": 50, "webhooks": webhooks }),
            ),
        }
    }

    fn to(&self, request: &[u8]) -> &[u8] {
        if request.starts_with(b"POST ") {
            &self.created
        } else if request.starts_with(b"GET /v0/webhooks/") {
            &self.one
        } else {
            &self.list
        }
    }
}

/// A webhook as the service writes it.
pub fn webhook(number: usize) -> Value {
    json!({
        "webhook_id": format!("wh_{number}"),
        "url": "https://example.com/webhook",
        "event_types": ["message.received", "message.bounced"],
        "pod_ids": ["pod_0197d2f4"],
        "inbox_ids": ["support@example.com", "sales@example.com"],
        "secret": "whsec_c2lnbmluZy1zZWNyZXQtb2YtdGhlLWJlbmNobWFyaw==",
        "enabled": true,
        "updated_at": "2026-11-02T08:30:00.25Z",
        "created_at": "2026-11-01T12:00:00Z",
        "client_id": "the-benchmark",
    })
}

fn answer(status: &str, body: &Value) -> Vec<u8> {
    let body = body.to_string();
    let length = body.len();
    format!(
        "HTTP/1.1 {status}\r\ncontent-type: application/json\r\ncontent-length: {length}\r\n\r\n{body}"
    )
    .into_bytes()
}

async fn accept(listener: StdListener, last_request: LastRequest) -> io::Result<()> {
    listener.set_nonblocking(true)?;
    let listener = TcpListener::from_std(listener)?;
    let answers = Arc::new(Answers::new());
    loop {
        let (stream, _) = listener.accept().await?;
        tokio::spawn(serve(
            stream,
            Arc::clone(&answers),
            Arc::clone(&last_request),
        ));
    }
}

/// Answers until the client goes away.
async fn serve(
    mut stream: TcpStream,
    answers: Arc<Answers>,
    last_request: LastRequest,
) -> io::Result<()> {
    stream.set_nodelay(true)?;
    let mut request = Vec::new();
    loop {
        request.clear();
        while !is_whole(&request) {
            if stream.read_buf(&mut request).await? == 0 {
                return Ok(());
            }
        }
        last_request
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .clone_from(&request);
        stream.write_all(answers.to(&request)).await?;
    }
}

fn is_whole(request: &[u8]) -> bool {
    let Some(end) = request.windows(4).position(|window| window == b"\r\n\r\n") else {
        return false;
    };
    let head = String::from_utf8_lossy(&request[..end]);
    let length = head.lines().find_map(|line| {
        let (name, value) = line.split_once(':')?;
        let is_length = name.eq_ignore_ascii_case("content-length");
        is_length.then(|| value.trim().parse::<usize>().ok())?
    });
    request.len() >= end + 4 + length.unwrap_or(0)
}
