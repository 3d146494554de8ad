//! Headers that the description declares for answers, with their types.

use std::fmt;
use std::marker::PhantomData;

use bytes::Bytes;
use http::{HeaderMap, StatusCode};
use serde::de::DeserializeOwned;
use serde_json::Value;

use super::api_error::ApiError;
use super::error::{DecodeError, Error};
use super::response::Response;

/// A header of answers and the type of its value. [`Response::header`] and [`ApiError::header`] read it.
pub struct Header<T> {
    name: &'static str,
    spelling: Spelling,
    value: PhantomData<fn() -> T>,
}

/// How the value of a header is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Spelling {
    /// As text.
    Text,
    /// As JSON, which numbers and booleans are too.
    Json,
    /// As texts with commas between them.
    Texts,
    /// As numbers or booleans with commas between them.
    Numbers,
}

impl<T> Header<T> {
    /// A header that holds text.
    pub(crate) const fn text(name: &'static str) -> Self {
        Self::new(name, Spelling::Text)
    }

    /// A header that holds a number, a boolean or other JSON.
    pub(crate) const fn json(name: &'static str) -> Self {
        Self::new(name, Spelling::Json)
    }

    /// A header that holds texts.
    pub(crate) const fn texts(name: &'static str) -> Self {
        Self::new(name, Spelling::Texts)
    }

    /// A header that holds numbers or booleans.
    pub(crate) const fn numbers(name: &'static str) -> Self {
        Self::new(name, Spelling::Numbers)
    }

    const fn new(name: &'static str, spelling: Spelling) -> Self {
        Header {
            name,
            spelling,
            value: PhantomData,
        }
    }

    /// Its name.
    pub const fn name(&self) -> &'static str {
        self.name
    }
}

impl<T: DeserializeOwned> Header<T> {
    /// Its value in the headers of an answer, if it is there.
    pub(super) fn read(
        &self,
        headers: &HeaderMap,
        operation: &'static str,
        status: StatusCode,
    ) -> Result<Option<T>, Error> {
        if !headers.contains_key(self.name) {
            return Ok(None);
        }
        let lines = headers.get_all(self.name).iter();
        let lines: Vec<_> = lines
            .map(|line| String::from_utf8_lossy(line.as_bytes()))
            .collect();
        self.decode(&lines.join(",")).map(Some).map_err(|message| {
            Error::from(DecodeError {
                operation,
                status: Some(status),
                path: self.name.to_owned(),
                message: message.to_owned(),
                excerpt: String::new(),
                setting: None,
                raw_body: Bytes::new(),
            })
        })
    }

    /// The value, or what is wrong with it. The message does not quote the value, which may hold a credential.
    fn decode(&self, text: &str) -> Result<T, &'static str> {
        let text = text.trim();
        let items = || {
            text.split(',')
                .map(str::trim)
                .filter(|item| !item.is_empty())
        };
        let json = |text: &str| {
            serde_json::from_slice::<Value>(text.as_bytes())
                .map_err(|_| "is not written as a number, a boolean or JSON")
        };
        let value = match self.spelling {
            Spelling::Text => Value::from(text),
            Spelling::Json => json(text)?,
            Spelling::Texts => items().collect(),
            Spelling::Numbers => items().map(json).collect::<Result<Value, _>>()?,
        };
        serde_json::from_value(value).map_err(|_| "is not of the type in the description")
    }
}

impl<T> Response<T> {
    /// The value of a header that the description declares; `None` when the answer does not have it.
    ///
    /// # Errors
    ///
    /// [`Error::Decode`] when the value is not of the declared type.
    pub fn header<H: DeserializeOwned>(&self, header: Header<H>) -> Result<Option<H>, Error> {
        header.read(self.headers(), self.operation, self.status())
    }
}

impl ApiError {
    /// The value of a header that the description declares; `None` when the answer does not have it.
    ///
    /// # Errors
    ///
    /// [`Error::Decode`] when the value is not of the declared type.
    pub fn header<H: DeserializeOwned>(&self, header: Header<H>) -> Result<Option<H>, Error> {
        header.read(self.headers(), self.operation, self.status())
    }
}

impl<T> Clone for Header<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for Header<T> {}

impl<T> fmt::Debug for Header<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Header({})", self.name)
    }
}
