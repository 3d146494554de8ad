//! Receives deliveries over HTTP, within limits that all senders share.

use std::collections::VecDeque;
use std::convert::Infallible;
use std::error::Error as _;
use std::fmt;
use std::pin::Pin;
use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use http::{HeaderValue, Method, Request, Response, StatusCode, header};
use http_body_util::{BodyExt, Full};
use hyper::body::{Body, Incoming};
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::{TokioIo, TokioTimer};
use tokio::io::AsyncWrite;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{OwnedSemaphorePermit, Semaphore, mpsc, oneshot};
use tokio::task::{AbortHandle, JoinSet};
use tokio::time::Instant;

use super::arrival::{Arrival, Check, Genuine};
use super::throttle;
use crate::runtime::text::one_line;

/// The number of connections that are served at once. Many systems allow a process 256 open files.
const CONNECTIONS: usize = 128;

/// The time for the head of a request.
const HEAD_TIME: Duration = Duration::from_secs(10);

/// The time for a whole request, unless `--timeout` says otherwise.
pub(super) const REQUEST_TIME: Duration = Duration::from_secs(30);

/// The size of the head of a request.
const HEAD_SIZE: usize = 64 << 10;

/// The size of a body.
const BODY_SIZE: usize = 16 << 20;

/// The part of each body that is always buffered, so that large bodies do not keep small ones out.
const SMALL_BODY: usize = 64 << 10;

/// The size of all bodies that are buffered.
const BUFFERED: usize = 64 << 20;

/// The time for a response to leave, and for the senders at the end.
const FAREWELL: Duration = Duration::from_secs(2);

/// The bytes that are read and dropped behind a request that was refused.
const DRAINED: usize = 32 << 20;

/// The pauses after a connection could not be accepted.
const PAUSES: [Duration; 2] = [Duration::from_millis(50), Duration::from_secs(1)];

/// A delivery that is genuine, and the way to its sender.
pub(super) struct Delivery {
    pub(super) arrival: Arrival,
    pub(super) genuine: Genuine,
    pub(super) answer: oneshot::Sender<StatusCode>,
    /// Its share of the memory for bodies.
    _memory: Option<OwnedSemaphorePermit>,
}

/// The state that all connections share.
struct Desk {
    check: Option<Check>,
    deliveries: mpsc::Sender<Delivery>,
    memory: Arc<Semaphore>,
    request_time: Duration,
}

/// Receives deliveries until it is told to stop, which dropping the sender of `stopped` does as well.
pub(super) async fn receive(
    listener: TcpListener,
    check: Option<Check>,
    request_time: Duration,
    deliveries: mpsc::Sender<Delivery>,
    mut stopped: oneshot::Receiver<()>,
) {
    let desk = Arc::new(Desk {
        check,
        deliveries,
        memory: Arc::new(Semaphore::new(BUFFERED - CONNECTIONS * SMALL_BODY)),
        request_time,
    });
    let [shortest, longest] = PAUSES;
    let mut pause = Duration::ZERO;
    let mut connections = JoinSet::new();
    let mut order: VecDeque<AbortHandle> = VecDeque::new();
    loop {
        tokio::select! {
            _ = &mut stopped => break,
            Some(_) = connections.join_next() => {}
            accepted = accept(&listener, pause) => match accepted {
                Ok(stream) => {
                    pause = Duration::ZERO;
                    order.push_back(connections.spawn(serve(stream, desk.clone())));
                    order.retain(|connection| !connection.is_finished());
                    // The slowest makes room: a crowd of slow senders must not keep out a delivery.
                    if order.len() > CONNECTIONS {
                        order.pop_front().as_ref().map(AbortHandle::abort);
                    }
                }
                Err(error) => {
                    if pause.is_zero() {
                        throttle::say(&format!(
                            "cannot accept connections for now: {error}; listening goes on"
                        ));
                    }
                    pause = (pause * 2).clamp(shortest, longest);
                }
            },
        }
    }
    drop((listener, desk));
    let farewell = async { while connections.join_next().await.is_some() {} };
    // A sender that does not listen is not waited for.
    let _ = tokio::time::timeout(FAREWELL, farewell).await;
}

async fn accept(listener: &TcpListener, pause: Duration) -> std::io::Result<TcpStream> {
    if !pause.is_zero() {
        tokio::time::sleep(pause).await;
    }
    listener.accept().await.map(|(stream, _)| stream)
}

/// Serves a connection, for one request.
async fn serve(mut stream: TcpStream, desk: Arc<Desk>) {
    let deadline = Instant::now() + desk.request_time;
    let head_time = HEAD_TIME.min(desk.request_time);
    let service = service_fn(|request| {
        let desk = desk.clone();
        async move { Ok::<_, Infallible>(respond(request, &desk, deadline).await) }
    });
    let mut server = http1::Builder::new();
    server
        .keep_alive(false)
        // Programs such as `nc` close their side behind the request.
        .half_close(true)
        .max_buf_size(HEAD_SIZE)
        .max_header_size(HEAD_SIZE)
        .timer(TokioTimer::new())
        .header_read_timeout(head_time);
    let served = server.serve_connection(TokioIo::new(&mut stream), service);
    if let Err(error) = served.await {
        if error.is_timeout() {
            throttle::note(&format!(
                "refused: the head of a request was not complete within {} s",
                head_time.as_secs_f64()
            ));
            // hyper closes without a word. A sender that is gone does not miss the response.
            let _ = stream.try_write(
                b"HTTP/1.1 408 Request Timeout\r\nconnection: close\r\ncontent-length: 0\r\n\r\n",
            );
        } else if error.is_parse_too_large() {
            throttle::note(
                "refused: the head of a request is larger than 64 KiB or has too many headers",
            );
        } else if error.is_parse() {
            throttle::note(&format!(
                "refused: {error}; requests are taken as HTTP/1.1 without TLS"
            ));
        }
    }
    // Closing at once, with bytes unread, would destroy the response on its way.
    let _ = tokio::time::timeout(FAREWELL, drain(&mut stream)).await;
}

/// Ends the response, and drops what the sender still sends.
async fn drain(stream: &mut TcpStream) {
    let ended = std::future::poll_fn(|context| Pin::new(&mut *stream).poll_shutdown(context)).await;
    let mut buffer = vec![0; SMALL_BODY];
    let mut left = DRAINED;
    while ended.is_ok() && left > 0 && stream.readable().await.is_ok() {
        match stream.try_read(&mut buffer) {
            Ok(0) => break,
            Ok(length) => left = left.saturating_sub(length),
            Err(error) if error.kind() == std::io::ErrorKind::WouldBlock => {}
            Err(_) => break,
        }
    }
}

async fn respond(
    request: Request<Incoming>,
    desk: &Desk,
    deadline: Instant,
) -> Response<Full<Bytes>> {
    let mut response = Response::new(Full::new(Bytes::new()));
    *response.status_mut() = match take(request, desk, deadline).await {
        Ok(status) => status,
        Err(refusal) => {
            let line = format!("refused: {refusal}");
            match refusal {
                Refusal::Forged(_) => throttle::say(&line),
                Refusal::Ending => {}
                _ => throttle::note(&line),
            }
            refusal.status()
        }
    };
    if response.status() == StatusCode::METHOD_NOT_ALLOWED {
        let allowed = HeaderValue::from_static("POST");
        response.headers_mut().insert(header::ALLOW, allowed);
    }
    response
}

/// Takes a delivery, and waits until it is printed.
async fn take(
    request: Request<Incoming>,
    desk: &Desk,
    deadline: Instant,
) -> Result<StatusCode, Refusal> {
    if request.method() != Method::POST {
        return Err(Refusal::Method(one_line(request.method().as_str(), 20)));
    }
    let (head, body) = request.into_parts();
    let read = tokio::time::timeout_at(deadline, read(body, &desk.memory)).await;
    let (body, memory) = read.unwrap_or(Err(Refusal::TooSlow(desk.request_time)))?;
    let headers = head.headers.iter();
    let headers = headers.map(|(name, value)| (name.to_string(), value.as_bytes().to_vec()));
    let arrival = Arrival {
        headers: headers.collect(),
        body,
    };
    let (arrival, genuine) = match desk.check.clone() {
        None => (arrival, None),
        Some(check) => {
            // Hashing a large body takes a while in which others are served.
            let checked = tokio::task::spawn_blocking(move || {
                let genuine = check.verified(&arrival);
                genuine.map(|genuine| (arrival, genuine))
            });
            let checked = checked.await.map_err(|_| Refusal::Ending)?;
            checked.map_err(Refusal::Forged)?
        }
    };
    let (answer, status) = oneshot::channel();
    let delivery = Delivery {
        arrival,
        genuine,
        answer,
        _memory: memory,
    };
    let sent = desk.deliveries.send(delivery).await;
    sent.map_err(|_| Refusal::Ending)?;
    status.await.map_err(|_| Refusal::Ending)
}

/// Reads a body, and holds its share of the memory.
async fn read(
    mut body: Incoming,
    memory: &Arc<Semaphore>,
) -> Result<(Bytes, Option<OwnedSemaphorePermit>), Refusal> {
    let hint = body.size_hint();
    let declared = usize::try_from(hint.lower()).unwrap_or(usize::MAX);
    if declared > BODY_SIZE {
        return Err(Refusal::TooLarge);
    }
    let most = match hint.exact() {
        Some(_) => declared,
        None => BODY_SIZE,
    };
    let mut buffer = Buffer {
        bytes: Vec::new(),
        capacity: SMALL_BODY,
        held: None,
        memory,
    };
    while let Some(frame) = body.frame().await {
        let frame = frame.map_err(|error| {
            // The outer error only says that there is one.
            let source = error.source().map(ToString::to_string);
            Refusal::Broken(source.unwrap_or_else(|| error.to_string()))
        })?;
        if let Ok(piece) = frame.into_data() {
            buffer.push(&piece, most)?;
        }
    }
    Ok((buffer.bytes.into(), buffer.held))
}

/// The bytes of a body that is being read.
struct Buffer<'a> {
    bytes: Vec<u8>,
    /// The size that is accounted for.
    capacity: usize,
    held: Option<OwnedSemaphorePermit>,
    memory: &'a Arc<Semaphore>,
}

impl Buffer<'_> {
    /// Adds a piece of a body that has `most` bytes at most.
    fn push(&mut self, piece: &[u8], most: usize) -> Result<(), Refusal> {
        let length = self.bytes.len().saturating_add(piece.len());
        if length > BODY_SIZE {
            return Err(Refusal::TooLarge);
        }
        if length > self.capacity {
            let capacity = (self.capacity * 2).min(most).max(length);
            let more = u32::try_from(capacity - self.capacity).unwrap_or(u32::MAX);
            let more = self.memory.clone().try_acquire_many_owned(more);
            let more = more.map_err(|_| Refusal::Full)?;
            match &mut self.held {
                Some(held) => held.merge(more),
                none => *none = Some(more),
            }
            self.capacity = capacity;
            self.bytes.reserve_exact(capacity - self.bytes.len());
        }
        self.bytes.extend_from_slice(piece);
        Ok(())
    }
}

/// A reason to refuse a request.
enum Refusal {
    Method(String),
    TooLarge,
    TooSlow(Duration),
    Full,
    Broken(String),
    Forged(String),
    Ending,
}

impl Refusal {
    fn status(&self) -> StatusCode {
        match self {
            Refusal::Method(_) => StatusCode::METHOD_NOT_ALLOWED,
            Refusal::TooLarge => StatusCode::PAYLOAD_TOO_LARGE,
            Refusal::TooSlow(_) => StatusCode::REQUEST_TIMEOUT,
            Refusal::Full | Refusal::Ending => StatusCode::SERVICE_UNAVAILABLE,
            Refusal::Broken(_) | Refusal::Forged(_) => StatusCode::BAD_REQUEST,
        }
    }
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Refusal::Method(method) => write!(f, "the method is {method}, not POST"),
            Refusal::TooLarge => f.write_str("the body is larger than 16 MiB"),
            Refusal::TooSlow(time) => write!(
                f,
                "the body was not complete within {} s",
                time.as_secs_f64()
            ),
            Refusal::Full => f.write_str(
                "the bodies that are being received take up 64 MiB; the sender may try again",
            ),
            Refusal::Broken(why) => write!(f, "the body broke off or is malformed: {why}"),
            Refusal::Forged(why) => f.write_str(why),
            Refusal::Ending => f.write_str("no more deliveries are taken"),
        }
    }
}
