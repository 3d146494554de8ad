//! The built-in transport: reqwest with rustls.

use std::error::Error as StdError;
use std::fmt;
use std::io;
use std::pin::Pin;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::task::{Context, Poll};
use std::time::Duration;

use bytes::Bytes;
use futures_core::Stream;
use http::header::CONTENT_LENGTH;
use http::{HeaderValue, Method, Request, Response, Uri};
use tokio::runtime::{self, Handle};
use url::Url;

use super::error::ConfigError;
use super::settings::is_loopback;
use super::transport::{Body, BoxFuture, Transport};
use super::transport_error::{TransportError, TransportErrorKind};

/// Sends requests with pooled reqwest clients. It needs a Tokio runtime around it.
///
/// Each runtime has a client of its own: a connection is driven by the runtime that opened it, and a runtime that stands
/// still would leave the others waiting.
pub struct ReqwestTransport {
    make: Box<dyn Fn() -> reqwest::Result<reqwest::Client> + Send + Sync>,
    clients: Mutex<Clients>,
    /// Most requests go there: to parse its scheme, host and port again for each is a good part of what a call costs.
    base_url: Url,
}

/// The clients of the runtimes that came last.
struct Clients {
    /// One that no runtime has used yet.
    first: Option<reqwest::Client>,
    owned: [Option<(runtime::Id, reqwest::Client)>; MOST_CLIENTS],
    /// How many runtimes there were: whose place the next one takes.
    next: usize,
}

/// Programs have one runtime, or two with blocking calls. Tests have many, one after another.
const MOST_CLIENTS: usize = 4;

impl ReqwestTransport {
    /// A transport to the service at `base_url` that gives up connecting after `connect_timeout`. For a service on this
    /// machine it goes past the system's proxy, which could not reach it.
    ///
    /// # Errors
    ///
    /// When TLS or the system's proxy settings cannot be loaded.
    pub fn new(connect_timeout: Duration, base_url: &Url) -> Result<Self, ConfigError> {
        Self::customised(connect_timeout, base_url, |builder| builder)
    }

    /// The same, set up further by `change`.
    ///
    /// # Errors
    ///
    /// When TLS or the proxy settings cannot be loaded.
    pub(super) fn customised(
        connect_timeout: Duration,
        base_url: &Url,
        change: impl Fn(reqwest::ClientBuilder) -> reqwest::ClientBuilder + Send + Sync + 'static,
    ) -> Result<Self, ConfigError> {
        let is_near = is_loopback(base_url);
        let make = move || {
            // The runtime follows redirects and retries: only it knows which are safe.
            let builder = reqwest::Client::builder()
                .redirect(reqwest::redirect::Policy::none())
                .retry(reqwest::retry::never())
                .connect_timeout(connect_timeout);
            let builder = if is_near { builder.no_proxy() } else { builder };
            change(builder).build()
        };
        // Settings that are wrong are an error here and not of the first call.
        let first = make().map_err(|error| {
            ConfigError::new("the HTTP client cannot be set up").with_source(error)
        })?;
        Ok(ReqwestTransport {
            make: Box::new(make),
            clients: Mutex::new(Clients {
                first: Some(first),
                owned: [const { None }; MOST_CLIENTS],
                next: 0,
            }),
            base_url: base_url.clone(),
        })
    }

    /// The client of this runtime.
    fn client(&self, runtime: &Handle) -> Result<reqwest::Client, TransportError> {
        let id = runtime.id();
        if let Some(client) = self.client_of(id) {
            return Ok(client);
        }
        check()?;
        // The first one belongs to whoever comes first.
        let unused = self.clients().first.take();
        let client = match unused {
            Some(client) => client,
            None => (self.make)().map_err(not_sent)?,
        };
        let clients = &mut *self.clients();
        let slot = clients.next % MOST_CLIENTS;
        if let Some(slot) = clients.owned.get_mut(slot) {
            *slot = Some((id, client.clone()));
        }
        clients.next += 1;
        Ok(client)
    }

    fn client_of(&self, owner: runtime::Id) -> Option<reqwest::Client> {
        for (id, client) in self.clients().owned.iter().flatten() {
            if *id == owner {
                return Some(client.clone());
            }
        }
        None
    }

    fn clients(&self) -> MutexGuard<'_, Clients> {
        self.clients.lock().unwrap_or_else(PoisonError::into_inner)
    }

    async fn exchange(&self, request: Request<Body>) -> Result<Response<Body>, TransportError> {
        let Ok(runtime) = Handle::try_current() else {
            let detail = "there is no Tokio runtime here; call from within one, or give the client another transport";
            return Err(not_sent(detail));
        };
        let client = self.client(&runtime)?;
        // On a line of its own: what `?` leaves behind would live as long as the `await`.
        let request = self.to_reqwest(request)?;
        let mut answer = client.execute(request).await.map_err(transport_error)?;
        let mut response = Response::new(Body::empty());
        *response.status_mut() = answer.status();
        *response.version_mut() = answer.version();
        *response.headers_mut() = std::mem::take(answer.headers_mut());
        let length = answer.content_length();
        let body = Body::from_stream(Pieces(Box::pin(answer.bytes_stream())));
        *response.body_mut() = match length {
            Some(length) => body.with_length(length),
            None => body,
        };
        Ok(response)
    }
}

impl ReqwestTransport {
    fn to_reqwest(&self, request: Request<Body>) -> Result<reqwest::Request, TransportError> {
        let (head, body) = request.into_parts();
        let mut request = reqwest::Request::new(head.method, self.url(&head.uri)?);
        *request.headers_mut() = head.headers;
        if body.is_empty() {
            // Some services answer 411 when these have no length (RFC 9110, section 8.6).
            if matches!(
                *request.method(),
                Method::POST | Method::PUT | Method::PATCH
            ) {
                let headers = request.headers_mut();
                headers.insert(CONTENT_LENGTH, HeaderValue::from_static("0"));
            }
        } else {
            *request.body_mut() = Some(match body.as_bytes() {
                Some(bytes) => bytes.clone().into(),
                None => {
                    // Without it the stream goes out in chunks, which not every service takes.
                    if let Some(length) = body.len() {
                        let headers = request.headers_mut();
                        headers.insert(CONTENT_LENGTH, length.into());
                    }
                    reqwest::Body::wrap_stream(body)
                }
            });
        }
        Ok(request)
    }

    /// The same URL as reqwest wants it.
    fn url(&self, uri: &Uri) -> Result<Url, TransportError> {
        let base = &self.base_url;
        let scheme = uri.scheme_str().unwrap_or_default();
        let authority = uri.authority().map_or("", |authority| authority.as_str());
        if base.scheme() == scheme && base.authority() == authority {
            let mut url = base.clone();
            url.set_path(uri.path());
            url.set_query(uri.query());
            return Ok(url);
        }
        let target = uri.path_and_query().map_or("", |target| target.as_str());
        Url::parse(&[scheme, "://", authority, target].concat()).map_err(not_sent)
    }
}

impl Transport for ReqwestTransport {
    fn send(
        &self,
        request: Request<Body>,
    ) -> BoxFuture<'_, Result<Response<Body>, TransportError>> {
        Box::pin(self.exchange(request))
    }
}

impl fmt::Debug for ReqwestTransport {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ReqwestTransport").finish_non_exhaustive()
    }
}

fn not_sent(source: impl Into<Box<dyn StdError + Send + Sync>>) -> TransportError {
    TransportError::new(TransportErrorKind::Other, source).with_request_sent(false)
}

/// The pieces of an answer's body, with our errors.
struct Pieces<S>(Pin<Box<S>>);

impl<S: Stream<Item = reqwest::Result<Bytes>>> Stream for Pieces<S> {
    type Item = Result<Bytes, TransportError>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let cut = |error: reqwest::Error| {
            TransportError::new(TransportErrorKind::Body, error.without_url())
        };
        self.0
            .as_mut()
            .poll_next(context)
            .map(|piece| piece.map(|piece| piece.map_err(cut)))
    }
}

fn transport_error(error: reqwest::Error) -> TransportError {
    let error = error.without_url();
    let kind = if error.is_connect() && is_tls(&error) {
        TransportErrorKind::Tls
    } else if error.is_connect() {
        TransportErrorKind::Connect
    } else if error.is_timeout() {
        TransportErrorKind::Timeout
    } else if error.is_builder() {
        return not_sent(error);
    } else if error.is_body() || error.is_decode() {
        TransportErrorKind::Body
    } else if error.is_request() || is_io(&error) {
        // What else can go wrong between connecting and the head of the answer is that the connection ends.
        TransportErrorKind::Closed
    } else {
        TransportErrorKind::Other
    };
    TransportError::new(kind, error)
}

fn is_io(error: &reqwest::Error) -> bool {
    has_io_error(error, |_| true)
}

/// Whether a connection was made but TLS refused it. rustls reports all that it finds wrong as invalid data; a
/// connection that breaks during the handshake is of another kind.
fn is_tls(error: &reqwest::Error) -> bool {
    has_io_error(error, |error| error.kind() == io::ErrorKind::InvalidData)
}

fn has_io_error(error: &reqwest::Error, is_wanted: fn(&io::Error) -> bool) -> bool {
    let mut source = error.source();
    while let Some(error) = source {
        source = match error.downcast_ref::<io::Error>() {
            Some(error) if is_wanted(error) => return true,
            // Its own source is that of the error it wraps.
            Some(error) => error.get_ref().map(|inner| inner as _),
            None => error.source(),
        };
    }
    false
}

/// Whether the runtime has what reqwest needs. A runtime tells it by a panic only, which would come out of the call.
fn check() -> Result<(), TransportError> {
    let has_timers = || drop(tokio::time::sleep(Duration::ZERO));
    if std::panic::catch_unwind(has_timers).is_err() {
        let detail = "the Tokio runtime has no timers: build it with `enable_all()`";
        return Err(not_sent(detail));
    }
    let has_sockets = || {
        let socket = std::net::UdpSocket::bind((std::net::Ipv4Addr::LOCALHOST, 0))?;
        socket.set_nonblocking(true)?;
        tokio::net::UdpSocket::from_std(socket).map(drop)
    };
    match std::panic::catch_unwind(has_sockets) {
        // A machine without sockets says so when it connects.
        Ok(_) => Ok(()),
        Err(_) => {
            let detail = "the Tokio runtime has no I/O: build it with `enable_all()`";
            Err(not_sent(detail))
        }
    }
}
