//! The seam between the SDK and the network.

use std::collections::VecDeque;
use std::fmt;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};

use bytes::{Bytes, BytesMut};
use futures_core::Stream;

use super::transport_error::TransportError;

/// A future on the heap. It is `Send` everywhere but on wasm32.
#[cfg(not(target_arch = "wasm32"))]
pub type BoxFuture<'a, T> = Pin<Box<dyn Future<Output = T> + Send + 'a>>;

/// A future on the heap. It is `Send` everywhere but on wasm32.
#[cfg(target_arch = "wasm32")]
pub type BoxFuture<'a, T> = Pin<Box<dyn Future<Output = T> + 'a>>;

#[cfg(not(target_arch = "wasm32"))]
type BoxStream<T> = Pin<Box<dyn Stream<Item = T> + Send>>;

#[cfg(target_arch = "wasm32")]
type BoxStream<T> = Pin<Box<dyn Stream<Item = T>>>;

/// Sends one HTTP request and gives back its answer, whatever the status.
///
/// An implementation follows no redirect and retries nothing: the client does both. It need not watch the time either.
pub trait Transport: Send + Sync + 'static {
    /// Sends the request; resolves as soon as the head of the answer is there.
    fn send(
        &self,
        request: http::Request<Body>,
    ) -> BoxFuture<'_, Result<http::Response<Body>, TransportError>>;
}

impl<T: Transport + ?Sized> Transport for Arc<T> {
    fn send(
        &self,
        request: http::Request<Body>,
    ) -> BoxFuture<'_, Result<http::Response<Body>, TransportError>> {
        (**self).send(request)
    }
}

/// The body of a request or an answer: bytes in memory, or a stream of them.
#[derive(Default)]
pub struct Body(Inner);

enum Inner {
    Bytes(Bytes),
    Stream {
        pieces: BoxStream<Result<Bytes, TransportError>>,
        length: Option<u64>,
        /// How many pieces in a row were there at once.
        in_a_row: u8,
    },
}

/// After so many pieces in a row the executor gets a turn: a body that is always ready must not keep timers from being
/// looked at.
const MOST_IN_A_ROW: u8 = 32;

impl Default for Inner {
    fn default() -> Self {
        Inner::Bytes(Bytes::new())
    }
}

impl Body {
    /// A body of no bytes.
    pub fn empty() -> Self {
        Body::default()
    }

    /// A body that arrives piece by piece.
    #[cfg(not(target_arch = "wasm32"))]
    pub fn from_stream(
        stream: impl Stream<Item = Result<Bytes, TransportError>> + Send + 'static,
    ) -> Self {
        Body(Inner::Stream {
            pieces: Box::pin(stream),
            length: None,
            in_a_row: 0,
        })
    }

    /// A body that arrives piece by piece.
    #[cfg(target_arch = "wasm32")]
    pub fn from_stream(
        stream: impl Stream<Item = Result<Bytes, TransportError>> + 'static,
    ) -> Self {
        Body(Inner::Stream {
            pieces: Box::pin(stream),
            length: None,
            in_a_row: 0,
        })
    }

    /// Several bodies, one after another.
    pub(super) fn chain(bodies: Vec<Body>) -> Self {
        Body::from_stream(Chain(bodies.into()))
    }

    /// Says how many bytes a stream gives.
    #[must_use]
    pub fn with_length(mut self, bytes: u64) -> Self {
        if let Inner::Stream { length, .. } = &mut self.0 {
            *length = Some(bytes);
        }
        self
    }

    /// The bytes, unless they are a stream.
    pub fn as_bytes(&self) -> Option<&Bytes> {
        match &self.0 {
            Inner::Bytes(bytes) => Some(bytes),
            Inner::Stream { .. } => None,
        }
    }

    /// A second body of the same bytes, unless they are a stream.
    pub fn try_clone(&self) -> Option<Body> {
        self.as_bytes().cloned().map(Body::from)
    }

    /// The number of bytes, when it is known: that of a stream is what its source said.
    pub fn len(&self) -> Option<u64> {
        match &self.0 {
            Inner::Bytes(bytes) => u64::try_from(bytes.len()).ok(),
            Inner::Stream { length, .. } => *length,
        }
    }

    /// Whether there is certainly nothing in it.
    pub fn is_empty(&self) -> bool {
        self.len() == Some(0)
    }

    /// Reads it to its end.
    ///
    /// # Errors
    ///
    /// The stream's own error, when it breaks off.
    pub async fn collect(self) -> Result<Bytes, TransportError> {
        let (bytes, _) = self.collect_up_to(usize::MAX).await?;
        Ok(bytes)
    }

    /// Reads it to its end or until there are more than `limit` bytes, which are cut then. Also returns whether they are.
    pub(super) async fn collect_up_to(
        mut self,
        limit: usize,
    ) -> Result<(Bytes, bool), TransportError> {
        let Some(mut first) = self.chunk().await.transpose()? else {
            return Ok((Bytes::new(), false));
        };
        if first.len() > limit {
            first.truncate(limit);
            return Ok((first, true));
        }
        let Some(second) = self.chunk().await.transpose()? else {
            return Ok((first, false)); // the usual response comes in one piece: no copy
        };
        let mut all = BytesMut::from(first);
        let mut next = Some(second);
        while let Some(piece) = next {
            if piece.len() > limit - all.len() {
                all.extend_from_slice(piece.get(..limit - all.len()).unwrap_or_default());
                return Ok((all.freeze(), true));
            }
            all.extend_from_slice(&piece);
            next = self.chunk().await.transpose()?;
        }
        Ok((all.freeze(), false))
    }

    /// Reads the first bytes, `limit` or a piece more. Also returns whether that is all, and the body as it was.
    pub(super) async fn start(
        mut self,
        limit: usize,
    ) -> Result<(Bytes, bool, Body), TransportError> {
        let length = self.len();
        let mut start = BytesMut::new();
        let is_whole = loop {
            match self.chunk().await.transpose()? {
                None => break true,
                Some(piece) => start.extend_from_slice(&piece),
            }
            if start.len() >= limit {
                break false;
            }
        };
        let start = start.freeze();
        let body = match is_whole {
            true => start.clone().into(),
            false => Body::chain(vec![start.clone().into(), self]),
        };
        let body = match length {
            Some(length) => body.with_length(length),
            None => body,
        };
        Ok((start, is_whole, body))
    }

    async fn chunk(&mut self) -> Option<Result<Bytes, TransportError>> {
        std::future::poll_fn(|context| Pin::new(&mut *self).poll_next(context)).await
    }
}

impl Stream for Body {
    type Item = Result<Bytes, TransportError>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        match &mut self.0 {
            Inner::Bytes(bytes) if bytes.is_empty() => Poll::Ready(None),
            Inner::Bytes(bytes) => Poll::Ready(Some(Ok(std::mem::take(bytes)))),
            Inner::Stream { in_a_row, .. } if *in_a_row == MOST_IN_A_ROW => {
                *in_a_row = 0;
                context.waker().wake_by_ref();
                Poll::Pending
            }
            Inner::Stream {
                pieces, in_a_row, ..
            } => {
                let piece = pieces.as_mut().poll_next(context);
                *in_a_row = if piece.is_ready() { *in_a_row + 1 } else { 0 };
                piece
            }
        }
    }
}

struct Chain(VecDeque<Body>);

impl Stream for Chain {
    type Item = Result<Bytes, TransportError>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        while let Some(body) = self.0.front_mut() {
            match Pin::new(body).poll_next(context) {
                Poll::Ready(None) => self.0.pop_front(),
                other => return other,
            };
        }
        Poll::Ready(None)
    }
}

impl fmt::Debug for Body {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.len() {
            Some(length) => write!(f, "Body({length} bytes)"),
            None => f.write_str("Body(stream)"),
        }
    }
}

impl From<Bytes> for Body {
    fn from(bytes: Bytes) -> Self {
        Body(Inner::Bytes(bytes))
    }
}

impl From<Vec<u8>> for Body {
    fn from(bytes: Vec<u8>) -> Self {
        Bytes::from(bytes).into()
    }
}

impl From<String> for Body {
    fn from(text: String) -> Self {
        Bytes::from(text).into()
    }
}

impl From<&'static str> for Body {
    fn from(text: &'static str) -> Self {
        Bytes::from_static(text.as_bytes()).into()
    }
}
