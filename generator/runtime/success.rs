//! Answers of several kinds: which one it is, its status says.

use bytes::Bytes;
use serde::de::DeserializeOwned;

use super::client::Inner;
use super::decode;
use super::error::Error;
use super::operation::Operation;
use super::send::Answer;

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
