//! What a success gives: a decoded value, text, bytes, or one of several kinds that its status tells apart.

use bytes::Bytes;
use serde::de::DeserializeOwned;

use super::call::{Call, Decode};
use super::client::{Core, Inner};
use super::decode;
use super::download::Download;
use super::error::Error;
use super::events::{Events, Format};
use super::operation::Operation;
use super::send::Answer;

impl<T: DeserializeOwned> Call<T> {
    /// A call that is answered in JSON.
    pub(crate) fn json(core: &Core, operation: &'static Operation) -> Self {
        Call::new(core, operation, decode_json)
    }
}

impl<T: DeserializeOwned> Call<Option<T>> {
    /// A call that is answered in JSON or with nothing.
    pub(crate) fn optional(core: &Core, operation: &'static Operation) -> Self {
        Call::new(core, operation, |core, operation, answer| {
            if answer.body.is_empty() {
                return Ok(None);
            }
            decode_json(core, operation, answer).map(Some)
        })
    }
}

impl Call<()> {
    /// A call whose answer holds nothing of interest.
    pub(crate) fn empty(core: &Core, operation: &'static Operation) -> Self {
        Call::new(core, operation, |_, _, _| Ok(()))
    }
}

impl Call<Download> {
    /// A call that is answered with bytes of any kind, which stay where they are until they are read.
    pub(crate) fn download(core: &Core, operation: &'static Operation) -> Self {
        let mut call = Call::new(core, operation, |core, operation, answer| {
            let body = answer.rest.take().unwrap_or_default();
            Ok(Download::new(
                core.clone(),
                body,
                operation.name,
                answer.attempts,
                &answer.headers,
            ))
        });
        call.streams = true;
        call
    }
}

impl<T: DeserializeOwned> Call<Events<T>> {
    /// A call that is answered with values one after another.
    pub(crate) fn events(core: &Core, operation: &'static Operation) -> Self {
        Self::streaming(core, operation, |core, operation, answer| {
            streamed(core, operation, answer, Format::EventData)
        })
    }

    /// A call that is answered with server-sent events, all of whose fields count.
    pub(crate) fn whole_events(core: &Core, operation: &'static Operation) -> Self {
        Self::streaming(core, operation, |core, operation, answer| {
            streamed(core, operation, answer, Format::Events)
        })
    }

    /// A call that is answered with JSON lines.
    pub(crate) fn lines(core: &Core, operation: &'static Operation) -> Self {
        Self::streaming(core, operation, |core, operation, answer| {
            streamed(core, operation, answer, Format::Lines)
        })
    }

    /// A call that is answered with a JSON sequence.
    pub(crate) fn sequence(core: &Core, operation: &'static Operation) -> Self {
        Self::streaming(core, operation, |core, operation, answer| {
            streamed(core, operation, answer, Format::Sequence)
        })
    }

    fn streaming(core: &Core, operation: &'static Operation, decode: Decode<Events<T>>) -> Self {
        let mut call = Call::new(core, operation, decode);
        call.streams = true;
        call
    }
}

fn streamed<T>(
    core: &Core,
    operation: &'static Operation,
    answer: &mut Answer,
    format: Format,
) -> Result<Events<T>, Error> {
    let body = answer.rest.take().unwrap_or_default();
    let head = (answer.status, answer.attempts);
    let again = answer.again.take();
    Ok(Events::new(
        core.clone(),
        operation,
        head,
        body,
        again,
        format,
    ))
}

impl<T: Success> Call<T> {
    /// A call that is answered with one of several kinds of success.
    pub(crate) fn several(core: &Core, operation: &'static Operation) -> Self {
        Call::new(core, operation, |core, operation, answer| {
            T::decode(&Received::new(&core.0, operation, answer))
        })
    }
}

impl Call<String> {
    /// A call that is answered with text. What is no UTF-8 in it is replaced.
    pub(crate) fn text(core: &Core, operation: &'static Operation) -> Self {
        Call::new(core, operation, |_, _, answer| {
            Ok(String::from_utf8_lossy(&answer.body).into_owned())
        })
    }
}

fn decode_json<T: DeserializeOwned>(
    core: &Core,
    operation: &'static Operation,
    answer: &mut Answer,
) -> Result<T, Error> {
    Received::new(&core.0, operation, answer).json()
}

/// An enum of the kinds of success that an operation declares.
pub trait Success: Sized {
    /// Decodes an answer of success by its status.
    fn decode(received: &Received<'_>) -> Result<Self, Error>;
}

/// An answer of success, not decoded yet.
pub struct Received<'a> {
    client: &'a Inner,
    operation: &'static Operation,
    answer: &'a Answer,
}

impl<'a> Received<'a> {
    pub(super) fn new(
        client: &'a Inner,
        operation: &'static Operation,
        answer: &'a Answer,
    ) -> Self {
        Received {
            client,
            operation,
            answer,
        }
    }

    /// The status.
    pub fn status(&self) -> u16 {
        self.answer.status.as_u16()
    }

    /// The body, decoded.
    pub fn json<T: DeserializeOwned>(&self) -> Result<T, Error> {
        decode::json(
            self.operation.name,
            Some(self.answer.status),
            self.client.sdk.secret_members,
            &self.client.hidden,
            &self.answer.body,
        )
    }

    /// The body as text. What is no UTF-8 in it is replaced.
    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.answer.body).into_owned()
    }

    /// The body as it is.
    pub fn bytes(&self) -> Bytes {
        self.answer.body.clone()
    }
}
