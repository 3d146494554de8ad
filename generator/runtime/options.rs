//! What a caller can set for one call alone.

use std::fmt;
use std::time::Duration;

use http::HeaderMap;

use super::auth::parse_header;
use super::encode::{percent, push_pair};
use super::error::Breach;
use super::retry::Retries;

/// Settings for one call. What is not set here is as the client has it.
#[derive(Clone, Default)]
#[must_use]
pub struct CallOptions {
    pub(super) timeout: Option<Duration>,
    pub(super) total_timeout: Option<Duration>,
    pub(super) retries: Option<Retries>,
    pub(super) max_response_size: Option<usize>,
    pub(super) headers: HeaderMap,
    /// What is added to the query, encoded.
    pub(super) query: String,
    pub(super) breaches: Vec<Breach>,
}

impl CallOptions {
    /// Settings that leave everything as the client has it.
    pub fn new() -> Self {
        CallOptions::default()
    }

    /// Sets how long each attempt may take, from connecting to the last byte.
    pub fn timeout(mut self, timeout: Duration) -> Self {
        self.timeout = Some(timeout);
        self
    }

    /// Sets how long the call may take with all its attempts and waits.
    pub fn total_timeout(mut self, timeout: Duration) -> Self {
        self.total_timeout = Some(timeout);
        self
    }

    /// Sets when the call is tried again.
    pub fn retries(mut self, retries: Retries) -> Self {
        self.retries = Some(retries);
        self
    }

    /// Sets how many bytes a response body may have that is decoded as a whole, after decompression. A larger one is an
    /// error. Downloads and streams are not limited; of a stream, one value is.
    pub fn max_response_size(mut self, bytes: usize) -> Self {
        self.max_response_size = Some(bytes);
        self
    }

    /// Adds a header, in place of one that would be sent otherwise. A header that cannot be sent makes the call fail;
    /// `Content-Length` and `Transfer-Encoding` belong to the transport and are [`Error::Config`](super::error::Error::Config).
    pub fn header(mut self, name: impl AsRef<str>, value: impl AsRef<str>) -> Self {
        match parse_header(name.as_ref(), value.as_ref(), &[]) {
            Ok((name, value)) => {
                self.headers.insert(name, value);
            }
            Err(message) => self.breaches.push(Breach::new(
                "options",
                "header",
                format!("hold a bad header: {message}"),
            )),
        }
        self
    }
}

impl CallOptions {
    /// Adds a query parameter that the description does not have.
    pub fn query(mut self, name: impl AsRef<str>, value: impl AsRef<str>) -> Self {
        if !self.query.is_empty() {
            self.query.push('&');
        }
        push_pair(
            &mut self.query,
            &percent(name.as_ref()),
            &percent(value.as_ref()),
        );
        self
    }
}

impl fmt::Debug for CallOptions {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let headers: Vec<&str> = self.headers.keys().map(|name| name.as_str()).collect();
        f.debug_struct("CallOptions")
            .field("timeout", &self.timeout)
            .field("total_timeout", &self.total_timeout)
            .field("retries", &self.retries)
            .field("max_response_size", &self.max_response_size)
            .field("headers", &headers)
            .finish_non_exhaustive()
    }
}
