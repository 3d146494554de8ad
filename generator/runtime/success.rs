//! What a success gives: a decoded value, text, bytes, or one of several kinds that its status tells apart.

use http::header::CONTENT_TYPE;
use serde::de::DeserializeOwned;

use super::call::Call;
use super::client::Core;
use super::decode;
use super::draft::Draft;
use super::error::{DecodeError, Error};
use super::operation::Operation;
use super::redact::Redactor;
use super::response::Answer;

/// How an answer of success becomes a `T`.
///
/// It is a type's and no function's, so that what decodes a `T` is compiled where a call is made and not for every
/// operation there is.
pub trait Answered<T> {
    /// Whether the body is left for the caller to read.
    const STREAMS: bool = false;

    /// Decodes an answer.
    fn decode(draft: &Draft, answer: &mut Answer) -> Result<T, Error>;
}

/// JSON.
pub enum Json {}

impl<T: DeserializeOwned> Answered<T> for Json {
    fn decode(draft: &Draft, answer: &mut Answer) -> Result<T, Error> {
        Received::new(draft, answer).json()
    }
}

impl<T: DeserializeOwned> Call<T> {
    /// A call that is answered in JSON.
    pub(crate) fn json(core: &Core, operation: &'static Operation) -> Self {
        Call::new(core, operation)
    }
}

/// JSON or nothing.
pub enum Optional {}

impl<T: DeserializeOwned> Answered<Option<T>> for Optional {
    fn decode(draft: &Draft, answer: &mut Answer) -> Result<Option<T>, Error> {
        match answer.body.is_empty() {
            true => Ok(None),
            false => Json::decode(draft, answer).map(Some),
        }
    }
}

impl<T: DeserializeOwned> Call<Option<T>, Optional> {
    /// A call that is answered in JSON or with nothing.
    pub(crate) fn optional(core: &Core, operation: &'static Operation) -> Self {
        Call::new(core, operation)
    }
}

/// Nothing of interest.
pub enum Empty {}

impl Answered<()> for Empty {
    fn decode(draft: &Draft, answer: &mut Answer) -> Result<(), Error> {
        Received::new(draft, answer).nothing()
    }
}

impl Call<(), Empty> {
    /// A call whose answer holds nothing of interest.
    pub(crate) fn empty(core: &Core, operation: &'static Operation) -> Self {
        Call::new(core, operation)
    }
}

/// Text.
pub enum Text {}

impl Answered<String> for Text {
    fn decode(draft: &Draft, answer: &mut Answer) -> Result<String, Error> {
        Ok(Received::new(draft, answer).text())
    }
}

impl Call<String, Text> {
    /// A call that is answered with text.
    pub(crate) fn text(core: &Core, operation: &'static Operation) -> Self {
        Call::new(core, operation)
    }
}

/// Bytes of any kind, which stay where they are until they are read.
pub enum Bytes {}

/// Server-sent events of which the data count.
pub enum EventData {}

/// Server-sent events all of whose fields count.
pub enum WholeEvents {}

/// JSON lines.
pub enum Lines {}

/// A JSON sequence.
pub enum Sequence {}

/// One of several kinds of success.
pub enum Several {}

impl<T: Success> Answered<T> for Several {
    fn decode(draft: &Draft, answer: &mut Answer) -> Result<T, Error> {
        T::decode(&Received::new(draft, answer))
    }
}

impl<T: Success> Call<T, Several> {
    /// A call that is answered with one of several kinds of success.
    pub(crate) fn several(core: &Core, operation: &'static Operation) -> Self {
        Call::new(core, operation)
    }
}

/// An enum of the kinds of success that an operation declares.
pub trait Success: Sized {
    /// Decodes an answer of success by its status.
    fn decode(received: &Received<'_>) -> Result<Self, Error>;
}

/// An answer of success, not decoded yet.
pub struct Received<'a> {
    draft: &'a Draft,
    answer: &'a Answer,
}

impl<'a> Received<'a> {
    pub(super) fn new(draft: &'a Draft, answer: &'a Answer) -> Self {
        Received { draft, answer }
    }

    /// The status.
    pub fn status(&self) -> u16 {
        self.answer.status.as_u16()
    }

    /// The body, decoded.
    pub fn json<T: DeserializeOwned>(&self) -> Result<T, Error> {
        decode::json(
            self.draft.operation().name,
            Some(self.answer.status),
            self.draft.sdk().secret_members,
            &|| self.draft.hidden(&self.answer.tokens),
            &self.answer.body,
        )
    }

    /// No body of interest: one that is not declared is ignored, unless it is an HTML page. That comes from a proxy or
    /// the portal of a network, and nothing has reached the service.
    ///
    /// # Errors
    ///
    /// [`Error::Decode`] if the body is an HTML page.
    pub fn nothing(&self) -> Result<(), Error> {
        let text = self.answer.body.trim_ascii_start();
        let text = text.strip_prefix(b"\xef\xbb\xbf").unwrap_or(text);
        let text = text.trim_ascii_start();
        let begins_with = |tag: &[u8]| {
            let start = text.get(..tag.len());
            start.is_some_and(|start| start.eq_ignore_ascii_case(tag))
        };
        if !begins_with(b"<!doctype html") && !begins_with(b"<html") {
            return Ok(());
        }
        let hidden = self.draft.hidden(&self.answer.tokens);
        let members = self.draft.sdk().secret_members;
        let redactor = Redactor::new(members, &hidden);
        Err(Error::from(DecodeError {
            operation: self.draft.operation().name,
            status: Some(self.answer.status),
            path: String::new(),
            message: "expected no body, got an HTML page: it is not from the service".to_owned(),
            excerpt: redactor.gist(&String::from_utf8_lossy(text), 200),
            setting: None,
            raw_body: decode::start_of(&self.answer.body),
        }))
    }

    /// The body as text: in the charset that the `Content-Type` names, where that is ISO 8859-1, else in UTF-8, with what is
    /// none replaced. A string that arrives as JSON is read as such.
    pub fn text(&self) -> String {
        let body = &self.answer.body;
        let content_type = self.answer.headers.get(CONTENT_TYPE);
        let content_type = content_type.and_then(|value| value.to_str().ok());
        let content_type = content_type.unwrap_or_default().to_ascii_lowercase();
        let (media_type, parameters) = content_type.split_once(';').unwrap_or((&content_type, ""));
        let media_type = media_type.trim();
        if media_type == "application/json" || media_type.ends_with("+json") {
            if let Ok(text) = serde_json::from_slice(body) {
                return text;
            }
        }
        let charset = { parameters.split(';') }.find_map(|one| one.trim().strip_prefix("charset="));
        match charset.map(|charset| charset.trim_matches('"')) {
            Some("iso-8859-1" | "latin1" | "us-ascii") => {
                body.iter().copied().map(char::from).collect()
            }
            _ => String::from_utf8_lossy(body).into_owned(),
        }
    }

    /// The body as it is.
    pub fn bytes(&self) -> bytes::Bytes {
        self.answer.body.clone()
    }
}
