//! Hooks: code of the caller that sees every attempt of every call.

use std::fmt;
use std::time::Duration;

use http::header::{CONTENT_LENGTH, TRANSFER_ENCODING};
use http::response::Parts;
use http::{HeaderMap, HeaderValue, Request, StatusCode, Uri};

use super::auth::is_sensitive;
use super::operation::Operation;
use super::sdk::Sdk;
use super::transport::Body;

/// A request that is about to be sent, as [`Builder::on_request`](super::client_builder::Builder::on_request) sees it.
pub struct OutgoingRequest<'a> {
    pub(super) operation: &'static Operation,
    pub(super) attempt: u32,
    pub(super) uri: &'a Uri,
    pub(super) headers: &'a mut HeaderMap,
    pub(super) body: Option<&'a [u8]>,
}

impl OutgoingRequest<'_> {
    /// The name of the operation: resource and method, such as `webhooks.create`.
    #[must_use]
    #[inline]
    pub fn operation(&self) -> &'static str {
        self.operation.name
    }

    /// The HTTP method.
    #[must_use]
    #[inline]
    pub fn method(&self) -> &'static str {
        self.operation.method
    }

    /// The path as the API describes it, with parameters in braces.
    #[must_use]
    #[inline]
    pub fn path_template(&self) -> &'static str {
        self.operation.path
    }

    /// The number of the attempt, from 1.
    #[must_use]
    #[inline]
    pub fn attempt(&self) -> u32 {
        self.attempt
    }

    /// The URL. It may hold credentials, where they are sent in the query.
    #[must_use]
    #[inline]
    pub fn uri(&self) -> &Uri {
        self.uri
    }

    /// The headers, credentials included.
    #[must_use]
    #[inline]
    pub fn headers(&self) -> &HeaderMap {
        self.headers
    }

    /// The headers, to change them. The transport sets `Content-Length` and `Transfer-Encoding`.
    #[inline]
    pub fn headers_mut(&mut self) -> &mut HeaderMap {
        self.headers
    }

    /// The encoded body; `None` where there is none, and where it is read while it is sent.
    #[must_use]
    #[inline]
    pub fn body(&self) -> Option<&[u8]> {
        self.body
    }
}

impl fmt::Debug for OutgoingRequest<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("OutgoingRequest")
            .field("operation", &self.operation.name)
            .field("attempt", &self.attempt)
            .finish_non_exhaustive()
    }
}

/// The head of a response, as [`Builder::on_response`](super::client_builder::Builder::on_response) sees it.
pub struct IncomingResponse<'a> {
    pub(super) operation: &'static Operation,
    pub(super) attempt: u32,
    pub(super) status: StatusCode,
    pub(super) headers: &'a HeaderMap,
    pub(super) elapsed: Duration,
}

impl IncomingResponse<'_> {
    /// The name of the operation: resource and method, such as `webhooks.create`.
    #[must_use]
    #[inline]
    pub fn operation(&self) -> &'static str {
        self.operation.name
    }

    /// The HTTP method.
    #[must_use]
    #[inline]
    pub fn method(&self) -> &'static str {
        self.operation.method
    }

    /// The path as the API describes it, with parameters in braces.
    #[must_use]
    #[inline]
    pub fn path_template(&self) -> &'static str {
        self.operation.path
    }

    /// The number of the attempt, from 1.
    #[must_use]
    #[inline]
    pub fn attempt(&self) -> u32 {
        self.attempt
    }

    /// The status code.
    #[must_use]
    #[inline]
    pub fn status(&self) -> StatusCode {
        self.status
    }

    /// The headers.
    #[must_use]
    #[inline]
    pub fn headers(&self) -> &HeaderMap {
        self.headers
    }

    /// The time from sending the request to the end of the headers.
    #[must_use]
    #[inline]
    pub fn elapsed(&self) -> Duration {
        self.elapsed
    }
}

impl fmt::Debug for IncomingResponse<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("IncomingResponse")
            .field("operation", &self.operation.name)
            .field("attempt", &self.attempt)
            .finish_non_exhaustive()
    }
}

/// A hook for requests.
pub(super) type OnRequest = Box<dyn Fn(&mut OutgoingRequest<'_>) + Send + Sync>;

/// A hook for responses.
pub(super) type OnResponse = Box<dyn Fn(&IncomingResponse<'_>) + Send + Sync>;

/// The hooks of a client.
#[derive(Default)]
pub(super) struct Hooks {
    pub(super) on_request: Option<OnRequest>,
    pub(super) on_response: Option<OnResponse>,
}

impl Hooks {
    /// Runs the hook for a request, and returns the secrets among its headers.
    pub(super) fn before(
        &self,
        sdk: &Sdk,
        (operation, attempt): (&'static Operation, u32),
        request: &mut Request<Body>,
        body: Option<&[u8]>,
    ) -> Vec<HeaderValue> {
        let Some(hook) = &self.on_request else {
            return Vec::new();
        };
        let uri = request.uri().clone();
        let headers = request.headers_mut();
        hook(&mut OutgoingRequest {
            operation,
            attempt,
            uri: &uri,
            headers,
            body,
        });
        for name in [CONTENT_LENGTH, TRANSFER_ENCODING] {
            headers.remove(name);
        }
        let mut secrets = Vec::new();
        for (name, value) in headers.iter() {
            if value.is_sensitive() || is_sensitive(name, sdk.schemes) {
                secrets.push(value.clone());
            }
        }
        secrets
    }

    /// Runs the hook for a response.
    pub(super) fn after(
        &self,
        (operation, attempt): (&'static Operation, u32),
        head: &Parts,
        elapsed: impl FnOnce() -> Duration,
    ) {
        if let Some(hook) = &self.on_response {
            hook(&IncomingResponse {
                operation,
                attempt,
                status: head.status,
                headers: &head.headers,
                elapsed: elapsed(),
            });
        }
    }
}
