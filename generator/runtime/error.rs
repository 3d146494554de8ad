//! Everything that can go wrong, as one type: [`Error`].
//!
//! No message, no `Debug` text and no excerpt shows a credential or a secret member.

use std::error::Error as StdError;
use std::fmt;
use std::time::Duration;

use bytes::Bytes;
use http::StatusCode;

use super::api_error::ApiError;
use super::token::TokenError;
use super::transport_error::{TransportError, TransportErrorKind};

/// Why a call gave no answer. Each variant is one pointer.
#[derive(Debug)]
#[non_exhaustive]
pub enum Error {
    /// The service answered with an error status.
    Api(Box<ApiError>),
    /// No complete answer arrived.
    Transport(Box<TransportError>),
    /// A response arrived that is not as described.
    ///
    /// Tolerated are `null` for an optional property, `null` or nothing for a required list or map of a type that is never
    /// sent, date-times that are written slightly wrong or too late for their type, and undeclared properties and enum
    /// values. Errors are required objects and scalars that are missing or `null`, `null` in lists, missing lists of pages,
    /// objects with none of their properties, and values of another kind.
    Decode(Box<DecodeError>),
    /// The arguments break a rule of the description; nothing was sent.
    Invalid(Box<InvalidError>),
    /// The service's pages go in circles, or lead elsewhere.
    Pagination(Box<PaginationError>),
    /// The client is not set up for what was asked; nothing was sent.
    Config(Box<ConfigError>),
    /// There is no token for the call; it was not sent.
    Token(Box<TokenError>),
}

impl Error {
    /// The service's error answer, when this is one.
    pub fn as_api(&self) -> Option<&ApiError> {
        match self {
            Error::Api(error) => Some(error),
            _ => None,
        }
    }

    /// The status of the answer, when there was one.
    pub fn status(&self) -> Option<StatusCode> {
        match self {
            Error::Api(error) => Some(error.status()),
            Error::Decode(error) => error.status(),
            _ => None,
        }
    }

    /// The name of the operation that failed, such as `webhooks.create`.
    pub fn operation(&self) -> Option<&str> {
        let name = match self {
            Error::Api(error) => error.operation(),
            Error::Transport(error) => error.operation(),
            Error::Decode(error) => error.operation(),
            Error::Invalid(error) => error.operation(),
            Error::Pagination(error) => error.operation(),
            Error::Config(_) | Error::Token(_) => "",
        };
        Some(name).filter(|name| !name.is_empty())
    }

    /// The service's id for the failed request, when it gave one.
    pub fn request_id(&self) -> Option<&str> {
        self.as_api().and_then(ApiError::request_id)
    }

    /// How long the service asked to wait before the next attempt.
    pub fn retry_after(&self) -> Option<Duration> {
        self.as_api().and_then(ApiError::retry_after)
    }

    /// Whether the service answered 404 Not Found.
    pub fn is_not_found(&self) -> bool {
        self.as_api().is_some_and(ApiError::is_not_found)
    }

    /// Whether the service answered 429 Too Many Requests.
    pub fn is_rate_limited(&self) -> bool {
        self.as_api().is_some_and(ApiError::is_rate_limited)
    }

    /// Whether no complete answer arrived in time.
    pub fn is_timeout(&self) -> bool {
        matches!(self, Error::Transport(error) if error.kind() == TransportErrorKind::Timeout)
    }

    /// Whether no connection could be made.
    pub fn is_connect(&self) -> bool {
        use TransportErrorKind::{Connect, Tls};
        matches!(self, Error::Transport(error) if matches!(error.kind(), Connect | Tls))
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Error::Api(error) => error.fmt(f),
            Error::Transport(error) => error.fmt(f),
            Error::Decode(error) => error.fmt(f),
            Error::Invalid(error) => error.fmt(f),
            Error::Pagination(error) => error.fmt(f),
            Error::Config(error) => error.fmt(f),
            Error::Token(error) => error.fmt(f),
        }
    }
}

impl StdError for Error {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        match self {
            Error::Transport(error) => error.source(),
            Error::Config(error) => error.source(),
            Error::Token(error) => error.source(),
            _ => None,
        }
    }
}

macro_rules! boxed_into_error {
    ($($variant:ident($inner:ident)),+) => {$(
        impl From<$inner> for Error {
            fn from(error: $inner) -> Self {
                Error::$variant(Box::new(error))
            }
        }
    )+};
}

boxed_into_error!(
    Api(ApiError),
    Transport(TransportError),
    Decode(DecodeError),
    Invalid(InvalidError),
    Pagination(PaginationError),
    Config(ConfigError),
    Token(TokenError)
);

/// An answer, or a webhook's payload, that does not fit its description.
pub struct DecodeError {
    pub(super) operation: &'static str,
    pub(super) status: Option<StatusCode>,
    pub(super) path: String,
    pub(super) message: String,
    pub(super) excerpt: String,
    pub(super) setting: Option<String>,
    pub(super) raw_body: Bytes,
}

impl DecodeError {
    /// The name of the operation, such as `webhooks.list`.
    pub fn operation(&self) -> &str {
        self.operation
    }

    /// The status of the answer; a webhook's payload has none.
    pub fn status(&self) -> Option<StatusCode> {
        self.status
    }

    /// Where in the JSON, such as `webhooks[0].secret`; empty for the whole.
    pub fn path(&self) -> &str {
        &self.path
    }

    /// What is wrong there.
    pub fn message(&self) -> &str {
        &self.message
    }

    /// A short piece of the body around that place, with secrets hidden; empty for a body of more than a mebibyte.
    pub fn excerpt(&self) -> &str {
        &self.excerpt
    }

    /// The line of `sdk.toml`, in the section `[types]`, with which a generated SDK accepts such a body:
    /// `optional = ["Webhook.secret"]`.
    pub fn setting(&self) -> Option<&str> {
        self.setting.as_deref()
    }

    /// The body as it arrived, secrets included; of a large one the first mebibyte.
    pub fn raw_body(&self) -> &Bytes {
        &self.raw_body
    }
}

impl fmt::Display for DecodeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let what = if self.status.is_some() {
            "answer"
        } else {
            "payload"
        };
        write!(f, "{}: cannot decode the {what}", self.operation)?;
        if !self.path.is_empty() {
            write!(f, " at {}", self.path)?;
        }
        write!(f, ": {}", self.message)?;
        if !self.excerpt.is_empty() {
            write!(f, " (in `{}`)", self.excerpt)?;
        }
        if let Some(setting) = &self.setting {
            write!(f, "; an SDK generated with `{setting}` accepts it")?;
        }
        Ok(())
    }
}

impl fmt::Debug for DecodeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("DecodeError")
            .field("operation", &self.operation)
            .field("status", &self.status)
            .field("path", &self.path)
            .field("message", &self.message)
            .field("excerpt", &self.excerpt)
            .field("setting", &self.setting)
            .finish_non_exhaustive()
    }
}

impl StdError for DecodeError {}

/// Arguments that break rules of the description. Nothing was sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InvalidError {
    pub(super) operation: &'static str,
    pub(super) breaches: Vec<Breach>,
}

impl InvalidError {
    /// The name of the operation, such as `webhooks.create`.
    pub fn operation(&self) -> &str {
        self.operation
    }

    /// Every broken rule; there is at least one.
    pub fn breaches(&self) -> &[Breach] {
        &self.breaches
    }
}

impl fmt::Display for InvalidError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: not sent: ", self.operation)?;
        for (index, breach) in self.breaches.iter().enumerate() {
            let separator = if index == 0 { "" } else { "; " };
            write!(f, "{separator}{breach}")?;
        }
        Ok(())
    }
}

impl StdError for InvalidError {}

/// One broken rule: where, which, and in words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Breach {
    path: String,
    rule: &'static str,
    message: String,
}

impl Breach {
    /// A breach of `rule` at `path`; the message goes on after the path, as in "must have at least 1 item".
    pub fn new(path: impl Into<String>, rule: &'static str, message: impl Into<String>) -> Self {
        Breach {
            path: path.into(),
            rule,
            message: message.into(),
        }
    }

    /// The argument or the member in it, such as `event_types[2]`; empty for the body as a whole.
    pub fn path(&self) -> &str {
        &self.path
    }

    /// The rule's name in the description, such as `minItems`.
    pub fn rule(&self) -> &str {
        self.rule
    }

    /// What the rule demands.
    pub fn message(&self) -> &str {
        &self.message
    }
}

impl fmt::Display for Breach {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let path = if self.path.is_empty() {
            "the body"
        } else {
            &self.path
        };
        write!(f, "{path} {}", self.message)
    }
}

/// A list of pages that cannot be followed to its end.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PaginationError {
    pub(super) operation: &'static str,
    pub(super) message: &'static str,
}

impl PaginationError {
    /// The name of the operation, such as `webhooks.list`.
    pub fn operation(&self) -> &str {
        self.operation
    }

    /// What is wrong.
    pub fn message(&self) -> &str {
        self.message
    }
}

impl fmt::Display for PaginationError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.operation, self.message)
    }
}

impl StdError for PaginationError {}

/// A client, or a webhook verifier, that cannot work as it was set up.
#[derive(Debug)]
pub struct ConfigError {
    message: String,
    source: Option<Box<dyn StdError + Send + Sync>>,
}

impl ConfigError {
    /// An error with this message, which must not hold a secret.
    pub fn new(message: impl Into<String>) -> Self {
        ConfigError {
            message: message.into(),
            source: None,
        }
    }

    /// Adds what caused it.
    #[must_use]
    pub fn with_source(mut self, source: impl Into<Box<dyn StdError + Send + Sync>>) -> Self {
        self.source = Some(source.into());
        self
    }

    /// What is wrong and how to set it right.
    pub fn message(&self) -> &str {
        &self.message
    }
}

impl fmt::Display for ConfigError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl StdError for ConfigError {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        self.source.as_deref().map(|source| source as _)
    }
}
