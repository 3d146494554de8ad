//! An answer of bytes, read as they arrive.

use std::fmt;
use std::pin::Pin;
use std::task::{Context, Poll};

use bytes::Bytes;
use futures_core::Stream;
use http::HeaderMap;
use http::header::CONTENT_TYPE;

use super::call::Call;
use super::client::Core;
use super::draft::Draft;
use super::error::Error;
use super::operation::Operation;
use super::response::Answer;
use super::success::{self, Answered};
use super::transport::Body;
use super::transport_error::TransportError;

/// The body of an answer, which is not in memory: read it piece by piece, or as a whole with [`bytes`](Self::bytes).
///
/// The timeout of an attempt ends with the head of the answer; a connection that breaks later is an error of the stream.
pub struct Download {
    /// The client that reads it.
    core: Core,
    #[cfg(feature = "blocking")]
    opened: super::blocking::Opened,
    body: Body,
    operation: &'static str,
    attempts: u32,
    content_type: Option<String>,
}

impl Download {
    fn new(
        core: Core,
        body: Body,
        operation: &'static str,
        attempts: u32,
        headers: &HeaderMap,
    ) -> Self {
        let content_type = headers.get(CONTENT_TYPE);
        let content_type = content_type.and_then(|value| value.to_str().ok());
        Download {
            core,
            #[cfg(feature = "blocking")]
            opened: super::blocking::Opened::here(&body),
            body,
            operation,
            attempts,
            content_type: content_type.map(str::to_owned),
        }
    }

    /// The number of bytes, when the service said it.
    #[must_use]
    pub fn length(&self) -> Option<u64> {
        self.body.len()
    }

    /// The media type, when the service said it.
    #[must_use]
    pub fn content_type(&self) -> Option<&str> {
        self.content_type.as_deref()
    }

    /// The next piece; `None` at the end.
    pub async fn next(&mut self) -> Option<Result<Bytes, Error>> {
        std::future::poll_fn(|context| Pin::new(&mut *self).poll_next(context)).await
    }

    /// All of it, in memory.
    ///
    /// # Errors
    ///
    /// When the connection breaks off.
    pub async fn bytes(self) -> Result<Bytes, Error> {
        let (operation, attempts) = (self.operation, self.attempts);
        let all = self.body.collect().await;
        all.map_err(|error| explain(error, operation, attempts))
    }

    /// All of it, in memory, for programs without `async`.
    ///
    /// # Errors
    ///
    /// When the connection breaks off.
    #[cfg(feature = "blocking")]
    pub fn bytes_blocking(self) -> Result<Bytes, Error> {
        let (core, opened) = (self.core.clone(), self.opened.clone());
        opened.wait(&core, self.bytes())
    }

    /// The pieces, for programs without `async`.
    #[cfg(feature = "blocking")]
    pub fn iter_blocking(self) -> super::blocking::Blocking<Self> {
        let (core, opened) = (self.core.clone(), self.opened.clone());
        super::blocking::Blocking::of_body(core, self, opened)
    }

    /// Writes all of it, piece by piece, and gives the number of bytes.
    ///
    /// # Errors
    ///
    /// When the connection breaks off, or the writer fails.
    pub async fn write_to(mut self, writer: &mut impl std::io::Write) -> std::io::Result<u64> {
        let mut count = 0;
        while let Some(piece) = self.next().await {
            let piece = piece.map_err(std::io::Error::other)?;
            writer.write_all(&piece)?;
            count += u64::try_from(piece.len()).unwrap_or_default();
        }
        writer.flush()?;
        Ok(count)
    }
}

fn explain(mut error: TransportError, operation: &'static str, attempts: u32) -> Error {
    error.operation = operation;
    error.attempts = attempts;
    error.into()
}

impl Answered<Download> for success::Bytes {
    const STREAMS: bool = true;

    fn decode(draft: &Draft, answer: &mut Answer) -> Result<Download, Error> {
        let body = answer.rest.take().unwrap_or_default();
        Ok(Download::new(
            draft.core().clone(),
            body,
            draft.operation().name,
            answer.attempts,
            &answer.headers,
        ))
    }
}

impl Call<Download, success::Bytes> {
    /// A call that is answered with bytes of any kind.
    pub(crate) fn download(core: &Core, operation: &'static Operation) -> Self {
        Call::new(core, operation)
    }
}

impl Stream for Download {
    type Item = Result<Bytes, Error>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let (operation, attempts) = (self.operation, self.attempts);
        let piece = Pin::new(&mut self.body).poll_next(context);
        piece.map(|piece| {
            piece.map(|piece| piece.map_err(|error| explain(error, operation, attempts)))
        })
    }
}

impl fmt::Debug for Download {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Download")
            .field("length", &self.length())
            .field("content_type", &self.content_type)
            .finish_non_exhaustive()
    }
}
