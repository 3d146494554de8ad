//! What a success gives: a decoded value, text, bytes, or one of several kinds that its status tells apart.

use bytes::Bytes;
use serde::de::DeserializeOwned;

use super::call::Call;
use super::client::{Core, Inner};
use super::decode;
use super::download::Download;
use super::error::Error;
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
        Call::new(core, operation, |client, operation, answer| {
            if answer.body.is_empty() {
                return Ok(None);
            }
            decode_json(client, operation, answer).map(Some)
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
        let mut call = Call::new(core, operation, |_, operation, answer| {
            let body = answer.rest.take().unwrap_or_default();
            Ok(Download::new(
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

impl<T: Success> Call<T> {
    /// A call that is answered with one of several kinds of success.
    pub(crate) fn several(core: &Core, operation: &'static Operation) -> Self {
        Call::new(core, operation, |client, operation, answer| {
            T::decode(&Received::new(client, operation, answer))
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
    client: &Inner,
    operation: &'static Operation,
    answer: &mut Answer,
) -> Result<T, Error> {
    Received::new(client, operation, answer).json()
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
