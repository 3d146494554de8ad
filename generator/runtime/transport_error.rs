//! What a transport says when no complete answer arrived.

use std::error::Error as StdError;
use std::fmt;

use super::redact::Redactor;
use super::text::one_line;

/// What kept a complete answer from arriving. A [`Transport`](super::transport::Transport) returns it too.
pub struct TransportError {
    pub(super) operation: &'static str,
    pub(super) attempts: u32,
    /// The deepest source in words, free of credentials.
    pub(super) detail: String,
    kind: TransportErrorKind,
    request_sent: bool,
    source: Option<Box<dyn StdError + Send + Sync>>,
}

/// The ways in which a [`TransportError`] comes about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum TransportErrorKind {
    /// No connection: name lookup, TCP or the proxy failed.
    Connect,
    /// The TLS handshake failed, for example because the certificate is not trusted. It is not retried.
    Tls,
    /// Time ran out.
    Timeout,
    /// The connection closed before the answer began.
    Closed,
    /// The answer began, but its body was cut or cannot be read.
    Body,
    /// The body of the response is larger than `max_response_size`. It is not retried.
    TooLarge,
    /// The service redirects in circles, or too often.
    TooManyRedirects,
    /// Something else, which another attempt would not cure.
    Other,
}

impl TransportError {
    /// An error of this kind because of `source`, which may be a plain string.
    ///
    /// Only [`Connect`](TransportErrorKind::Connect) and [`Tls`](TransportErrorKind::Tls) errors are taken to have happened before anything was sent;
    /// [`with_request_sent`](Self::with_request_sent) says otherwise.
    pub fn new(
        kind: TransportErrorKind,
        source: impl Into<Box<dyn StdError + Send + Sync>>,
    ) -> Self {
        let source = source.into();
        let mut deepest: &dyn StdError = source.as_ref();
        while let Some(next) = deepest.source() {
            deepest = next;
        }
        TransportError {
            operation: "",
            attempts: 0,
            // Clipped further once it is free of secrets: half of one would not be recognised.
            detail: one_line(&deepest.to_string(), 4_000),
            kind,
            request_sent: !matches!(kind, TransportErrorKind::Connect | TransportErrorKind::Tls),
            source: Some(source),
        }
    }

    /// Puts texts in place of sources that quote a secret: whoever prints the sources would show it.
    pub(super) fn hide_source(&mut self, redactor: &Redactor<'_>) {
        let mut texts = Vec::new();
        let mut is_secret = false;
        let mut source = self.source();
        while let Some(error) = source {
            let text = error.to_string();
            let shown = redactor.redact(&text);
            is_secret |= shown != text;
            texts.push(shown);
            source = error.source();
        }
        if is_secret {
            let mut inner: Option<Box<Redacted>> = None;
            while let Some(text) = texts.pop() {
                inner = Some(Box::new(Redacted {
                    text,
                    source: inner,
                }));
            }
            self.source = inner.map(|inner| inner as _);
        }
    }

    /// States whether the service may have seen the request.
    #[must_use]
    pub fn with_request_sent(mut self, sent: bool) -> Self {
        self.request_sent = sent;
        self
    }

    /// The kind of failure.
    pub fn kind(&self) -> TransportErrorKind {
        self.kind
    }

    /// Whether the service may have seen, and acted on, the request.
    pub fn request_sent(&self) -> bool {
        self.request_sent
    }

    /// The name of the operation, such as `webhooks.create`; empty while the error is still in the transport.
    pub fn operation(&self) -> &str {
        self.operation
    }

    /// How often the request was tried.
    pub fn attempts(&self) -> u32 {
        self.attempts
    }
}

/// The message of an error, without secrets.
#[derive(Debug)]
struct Redacted {
    text: String,
    source: Option<Box<Redacted>>,
}

impl fmt::Display for Redacted {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

impl StdError for Redacted {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        self.source.as_deref().map(|source| source as _)
    }
}

impl fmt::Display for TransportError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if !self.operation.is_empty() {
            write!(f, "{}: ", self.operation)?;
        }
        f.write_str(match self.kind {
            TransportErrorKind::Connect => "could not connect",
            TransportErrorKind::Tls => "the TLS handshake failed",
            TransportErrorKind::Timeout => "timed out",
            TransportErrorKind::Closed => "the connection closed before the answer",
            TransportErrorKind::Body => "the answer's body is cut or unreadable",
            TransportErrorKind::TooLarge => "the response is too large",
            TransportErrorKind::TooManyRedirects => "redirected too often",
            TransportErrorKind::Other => "the request failed",
        })?;
        if !self.detail.is_empty() {
            write!(f, ": {}", one_line(&self.detail, 200))?;
        }
        if self.attempts > 1 {
            write!(f, " (after {} attempts)", self.attempts)?;
        }
        Ok(())
    }
}

impl fmt::Debug for TransportError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("TransportError")
            .field("operation", &self.operation)
            .field("kind", &self.kind)
            .field("request_sent", &self.request_sent)
            .field("attempts", &self.attempts)
            .field("detail", &one_line(&self.detail, 200))
            .finish_non_exhaustive()
    }
}

impl StdError for TransportError {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        self.source.as_deref().map(|source| source as _)
    }
}
