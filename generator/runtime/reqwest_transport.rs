//! The built-in transport: reqwest with rustls.

use std::error::Error as StdError;
use std::io;
use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;

use bytes::Bytes;
use futures_core::Stream;
use http::header::CONTENT_LENGTH;
use http::{Request, Response, Uri};
use url::Url;

use super::error::ConfigError;
use super::settings::is_loopback;
use super::transport::{Body, BoxFuture, Transport};
use super::transport_error::{TransportError, TransportErrorKind};

/// Sends requests with one pooled reqwest client. It needs a Tokio runtime around it.
#[derive(Debug)]
pub struct ReqwestTransport {
    client: reqwest::Client,
    /// Most requests go there: to parse its scheme, host and port again for each is a good part of what a call costs.
    base_url: Url,
}

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
        change: impl FnOnce(reqwest::ClientBuilder) -> reqwest::ClientBuilder,
    ) -> Result<Self, ConfigError> {
        // The runtime follows redirects and retries: only it knows which are safe.
        let builder = reqwest::Client::builder()
            .redirect(reqwest::redirect::Policy::none())
            .retry(reqwest::retry::never())
            .connect_timeout(connect_timeout);
        let builder = if is_loopback(base_url) {
            builder.no_proxy()
        } else {
            builder
        };
        let client = change(builder).build().map_err(|error| {
            ConfigError::new("the HTTP client cannot be set up").with_source(error)
        })?;
        Ok(ReqwestTransport {
            client,
            base_url: base_url.clone(),
        })
    }

    async fn exchange(&self, request: Request<Body>) -> Result<Response<Body>, TransportError> {
        if tokio::runtime::Handle::try_current().is_err() {
            let detail = "there is no Tokio runtime here; call from within one, or give the client another transport";
            return Err(not_sent(detail));
        }
        // On a line of its own: what `?` leaves behind would live as long as the `await`.
        let request = self.to_reqwest(request)?;
        let mut answer = self
            .client
            .execute(request)
            .await
            .map_err(transport_error)?;
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
        if !body.is_empty() {
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
    let kind = if error.is_connect() {
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
    let mut source = error.source();
    while let Some(error) = source {
        if error.is::<io::Error>() {
            return true;
        }
        source = error.source();
    }
    false
}
