//! A decoded answer together with what HTTP says about it.

use std::fmt;

use bytes::Bytes;
use http::{HeaderMap, HeaderValue, StatusCode};

use super::api_error::request_id;
use super::draft::Draft;
use super::transport::Body;

/// A complete answer.
#[derive(Debug)]
pub struct Answer {
    pub(super) status: StatusCode,
    pub(super) headers: HeaderMap,
    pub(super) body: Bytes,
    /// The body that is still to be read, when the call reads it piece by piece.
    pub(super) rest: Option<Body>,
    pub(super) attempts: u32,
    /// The call that gives it once more, where it is a stream and can be asked for again.
    pub(super) again: Option<Draft>,
    /// The name of the operation.
    pub(super) operation: &'static str,
    /// The tokens that it was sent with.
    pub(super) tokens: Vec<HeaderValue>,
}

/// A decoded answer with its status and headers.
#[derive(Clone)]
pub struct Response<T> {
    pub(super) operation: &'static str,
    status: StatusCode,
    headers: HeaderMap,
    attempts: u32,
    body: T,
}

impl<T> Response<T> {
    pub(super) fn new(answer: Answer, body: T) -> Self {
        Response {
            operation: answer.operation,
            status: answer.status,
            headers: answer.headers,
            attempts: answer.attempts,
            body,
        }
    }

    /// The status: one of 200 to 299, or of an operation that declares only redirects one of them.
    pub fn status(&self) -> StatusCode {
        self.status
    }

    /// The headers.
    pub fn headers(&self) -> &HeaderMap {
        &self.headers
    }

    /// The service's id for this request, when it gave one.
    pub fn request_id(&self) -> Option<&str> {
        request_id(&self.headers)
    }

    /// How often the request was sent.
    pub fn attempts(&self) -> u32 {
        self.attempts
    }

    /// The decoded body.
    pub fn body(&self) -> &T {
        &self.body
    }

    /// The decoded body, to keep.
    pub fn into_body(self) -> T {
        self.body
    }
}

impl<T: fmt::Debug> fmt::Debug for Response<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // Services set cookies and quote credentials in headers, so the headers stay out.
        f.debug_struct("Response")
            .field("status", &self.status)
            .field("attempts", &self.attempts)
            .field("body", &self.body)
            .finish_non_exhaustive()
    }
}
