//! A real HTTP/1.1 server that answers by script.

use std::collections::VecDeque;
use std::net::{Ipv4Addr, SocketAddr};
use std::sync::{Arc, Mutex, MutexGuard};

use agentmail_sdk::{AgentMail, Builder};
use http::{HeaderMap, HeaderName, HeaderValue};
use serde_json::Value;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpSocket, TcpStream};

use super::API_KEY;
use super::clock::TestClock;

/// A server on loopback, together with the clock of its clients. Every connection carries one request and takes one
/// step of the script; when the script is over the answer is 418.
pub struct Server {
    address: SocketAddr,
    pub clock: Arc<TestClock>,
    log: Arc<Mutex<Log>>,
}

#[derive(Default)]
struct Log {
    script: VecDeque<Reply>,
    /// What is answered when the script is over.
    always: Option<Reply>,
    connections: usize,
    requests: Vec<Request>,
}

impl Server {
    /// Starts a server that gives these answers, one after the other.
    pub async fn start(script: impl IntoIterator<Item = Reply>) -> Self {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))
            .await
            .expect("loopback has a free port");
        let server = Server {
            address: listener.local_addr().expect("it is bound"),
            clock: Arc::new(TestClock::new()),
            log: Arc::default(),
        };
        server.then(script);
        tokio::spawn(serve(listener, server.log.clone(), server.clock.clone()));
        server
    }

    /// Adds answers to the script, such as those that have to name the server's own port.
    pub fn then(&self, script: impl IntoIterator<Item = Reply>) {
        lock(&self.log).script.extend(script);
    }

    /// Gives this answer whenever the script is over.
    pub fn always(&self, reply: Reply) {
        lock(&self.log).always = Some(reply);
    }

    pub fn port(&self) -> u16 {
        self.address.port()
    }

    /// `http://127.0.0.1:…`
    pub fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// The same server under another name: for a client, another host.
    pub fn url_by_name(&self) -> String {
        format!("http://localhost:{}", self.port())
    }

    /// A client of this server, not built yet.
    pub fn builder(&self) -> Builder<AgentMail> {
        AgentMail::builder()
            .api_key(API_KEY)
            .base_url(self.url())
            .clock(self.clock.clone())
    }

    /// A client of this server with all its defaults.
    pub fn client(&self) -> AgentMail {
        self.builder().build().expect("these settings are fine")
    }

    /// How many connections were made, also those without a request.
    pub fn connections(&self) -> usize {
        lock(&self.log).connections
    }

    /// The requests that arrived in full, in order.
    pub fn requests(&self) -> Vec<Request> {
        lock(&self.log).requests.clone()
    }

    /// The request, when it is the only one that ever came.
    pub fn only_request(&self) -> Request {
        let mut requests = self.requests();
        assert_eq!(requests.len(), 1, "{requests:#?}");
        requests.remove(0)
    }
}

/// A base URL where connections are refused for as long as the socket lives.
pub fn refusing() -> (TcpSocket, String) {
    // Bound, so that nobody else gets the port; not listening, so that nobody gets in.
    let socket = TcpSocket::new_v4().expect("there is a socket left");
    socket
        .bind((Ipv4Addr::LOCALHOST, 0).into())
        .expect("loopback has a free port");
    let address = socket.local_addr().expect("it is bound");
    (socket, format!("http://{address}"))
}

/// A request as it arrived.
#[derive(Clone, Debug)]
pub struct Request {
    pub method: String,
    /// The path and the query, as they stood on the wire.
    pub target: String,
    pub headers: HeaderMap,
    pub body: Vec<u8>,
}

impl Request {
    pub fn header(&self, name: &str) -> Option<&str> {
        let value = self.headers.get(name)?;
        Some(value.to_str().expect("a header in ASCII"))
    }

    /// The decoded pairs of the query.
    pub fn query(&self) -> Vec<(String, String)> {
        let query = self.target.split_once('?').map_or("", |(_, query)| query);
        url::form_urlencoded::parse(query.as_bytes())
            .into_owned()
            .collect()
    }
}

/// What the server does with one connection.
#[derive(Clone, Debug)]
pub struct Reply(Action);

#[derive(Clone, Debug)]
enum Action {
    Answer {
        status: u16,
        headers: Vec<(&'static str, String)>,
        body: Vec<u8>,
        /// Sent of the body, of which the whole length is announced.
        sent: Option<usize>,
        then_expire: bool,
    },
    Raw(Vec<u8>),
    CloseUnread,
    CloseUnanswered,
    Expire,
}

impl Reply {
    /// An answer with a body of any kind.
    pub fn new(status: u16, body: impl Into<Vec<u8>>) -> Self {
        Reply(Action::Answer {
            status,
            headers: Vec::new(),
            body: body.into(),
            sent: None,
            then_expire: false,
        })
    }

    /// An answer in JSON.
    pub fn json(status: u16, body: &Value) -> Self {
        Reply::new(status, body.to_string()).header("content-type", "application/json")
    }

    /// These bytes, whatever they are.
    pub fn raw(bytes: impl Into<Vec<u8>>) -> Self {
        Reply(Action::Raw(bytes.into()))
    }

    /// Nothing, not even a look at the request: the connection is closed at once.
    pub fn close_unread() -> Self {
        Reply(Action::CloseUnread)
    }

    /// Nothing: the request is read and the connection closed.
    pub fn close_unanswered() -> Self {
        Reply(Action::CloseUnanswered)
    }

    /// Nothing ever: the request is read, and time runs out.
    pub fn expire() -> Self {
        Reply(Action::Expire)
    }

    /// Adds a header.
    pub fn header(mut self, name: &'static str, value: impl Into<String>) -> Self {
        match &mut self.0 {
            Action::Answer { headers, .. } => headers.push((name, value.into())),
            other => panic!("{other:?} has no headers"),
        }
        self
    }

    /// Closes the connection in the middle of the body.
    pub fn cut(mut self) -> Self {
        self.send_half(false);
        self
    }

    /// Sends half of the body; then time runs out.
    pub fn stall(mut self) -> Self {
        self.send_half(true);
        self
    }

    fn send_half(&mut self, expire: bool) {
        match &mut self.0 {
            Action::Answer {
                body,
                sent,
                then_expire,
                ..
            } => {
                *sent = Some(body.len() / 2);
                *then_expire = expire;
            }
            other => panic!("{other:?} has no body"),
        }
    }
}

async fn serve(listener: TcpListener, log: Arc<Mutex<Log>>, clock: Arc<TestClock>) {
    while let Ok((stream, _)) = listener.accept().await {
        let reply = {
            let mut log = lock(&log);
            log.connections += 1;
            let script_is_over = || Reply::new(418, "no answer is left in the script");
            let next = log.script.pop_front().or_else(|| log.always.clone());
            next.unwrap_or_else(script_is_over)
        };
        tokio::spawn(answer(stream, reply.0, log.clone(), clock.clone()));
    }
}

async fn answer(
    mut stream: TcpStream,
    action: Action,
    log: Arc<Mutex<Log>>,
    clock: Arc<TestClock>,
) {
    if matches!(action, Action::CloseUnread) {
        return;
    }
    let Some(request) = read_request(&mut stream).await else {
        return;
    };
    lock(&log).requests.push(request);
    match action {
        Action::CloseUnread | Action::CloseUnanswered => {}
        Action::Expire => expire(&mut stream, &clock).await,
        Action::Raw(bytes) => write(&mut stream, &bytes).await,
        Action::Answer {
            status,
            headers,
            body,
            sent,
            then_expire,
        } => {
            let mut head = format!("HTTP/1.1 {status} \r\nconnection: close\r\n");
            // An answer of 204 has no body and must not announce one.
            if status != 204 {
                head += &format!("content-length: {}\r\n", body.len());
            }
            for (name, value) in headers {
                head += &format!("{name}: {value}\r\n");
            }
            let sent = &body[..sent.unwrap_or(body.len())];
            write(&mut stream, &[head.as_bytes(), b"\r\n", sent].concat()).await;
            if then_expire {
                expire(&mut stream, &clock).await;
            }
        }
    }
}

/// Lets time run out, and keeps the connection open until the client gives up.
async fn expire(stream: &mut TcpStream, clock: &TestClock) {
    clock.expire();
    let _ = stream.read(&mut [0]).await;
}

async fn write(stream: &mut TcpStream, bytes: &[u8]) {
    // A client that went away is for the test to notice.
    let _ = stream.write_all(bytes).await;
}

/// A whole request; `None` when the connection ends before one is there.
async fn read_request(stream: &mut TcpStream) -> Option<Request> {
    let mut bytes = Vec::new();
    let head_length = loop {
        if let Some(start) = bytes.windows(4).position(|window| window == b"\r\n\r\n") {
            break start;
        }
        if stream.read_buf(&mut bytes).await.ok()? == 0 {
            return None;
        }
    };
    let mut body = bytes.split_off(head_length + 4);
    let head = String::from_utf8(bytes).expect("a head in UTF-8");
    let mut lines = head.trim_end().split("\r\n");
    let mut request_line = lines.next()?.split(' ');
    let mut request = Request {
        method: request_line.next()?.to_owned(),
        target: request_line.next()?.to_owned(),
        headers: HeaderMap::new(),
        body: Vec::new(),
    };
    for line in lines {
        let (name, value) = line.split_once(':').expect("a header has a colon");
        request.headers.append(
            HeaderName::try_from(name).expect("a header name"),
            HeaderValue::try_from(value.trim()).expect("a header value"),
        );
    }
    let length = request.header("content-length").unwrap_or("0");
    let length: usize = length.parse().expect("a length");
    while body.len() < length {
        if stream.read_buf(&mut body).await.ok()? == 0 {
            return None;
        }
    }
    request.body = body;
    Some(request)
}

fn lock(log: &Mutex<Log>) -> MutexGuard<'_, Log> {
    log.lock().expect("nobody panics while holding it")
}
