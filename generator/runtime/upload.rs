//! What is sent as it is: bytes, a file, or a stream.

use std::fmt;
use std::sync::{Arc, Mutex};

use bytes::Bytes;
use futures_core::Stream;

use super::transport::Body;
use super::transport_error::{TransportError, TransportErrorKind};

/// Content to send as it is, as a whole body or as one file of a form.
///
/// A clone is another handle to the same content. Bytes and files are read anew for every attempt; a stream can be read
/// once, so a call that sends one is never tried again once it has begun.
#[derive(Clone)]
#[must_use]
pub struct Upload {
    source: Source,
    length: Option<u64>,
    file_name: Option<String>,
    content_type: Option<String>,
    headers: Vec<(String, String)>,
}

#[derive(Clone)]
enum Source {
    Bytes(Bytes),
    #[cfg(not(target_arch = "wasm32"))]
    File(Arc<std::path::Path>),
    /// Taken out when it is sent.
    Stream(Arc<Mutex<Option<Body>>>),
}

impl Upload {
    /// Bytes in memory.
    pub fn bytes(bytes: impl Into<Bytes>) -> Self {
        let bytes = bytes.into();
        Upload {
            length: u64::try_from(bytes.len()).ok(),
            source: Source::Bytes(bytes),
            file_name: None,
            content_type: None,
            headers: Vec::new(),
        }
    }

    /// A file, read piece by piece while it is sent, under its own name.
    ///
    /// # Errors
    ///
    /// When there is no such file, or its size cannot be read.
    #[cfg(not(target_arch = "wasm32"))]
    pub fn from_path(path: impl AsRef<std::path::Path>) -> std::io::Result<Self> {
        let path = path.as_ref();
        let length = std::fs::metadata(path)?.len();
        let file_name = path.file_name().and_then(|name| name.to_str());
        Ok(Upload {
            source: Source::File(path.into()),
            length: Some(length),
            file_name: file_name.map(str::to_owned),
            content_type: None,
            headers: Vec::new(),
        })
    }

    /// A stream of bytes.
    #[cfg(not(target_arch = "wasm32"))]
    pub fn stream(
        stream: impl Stream<Item = Result<Bytes, TransportError>> + Send + 'static,
    ) -> Self {
        Self::from(Body::from_stream(stream))
    }

    /// A stream of bytes.
    #[cfg(target_arch = "wasm32")]
    pub fn stream(stream: impl Stream<Item = Result<Bytes, TransportError>> + 'static) -> Self {
        Self::from(Body::from_stream(stream))
    }

    /// Says how many bytes a stream gives: many services want to know before.
    pub fn length(mut self, bytes: u64) -> Self {
        self.length = Some(bytes);
        self
    }

    /// Names the file that this is in a form.
    pub fn file_name(mut self, name: impl Into<String>) -> Self {
        self.file_name = Some(name.into());
        self
    }

    /// Sets the media type, such as `image/png`, in place of the one that the description gives.
    pub fn content_type(mut self, media_type: impl Into<String>) -> Self {
        self.content_type = Some(media_type.into());
        self
    }

    /// Adds a header to the part that this is of a form (RFC 7578, section 4.8, has them ignored if they are not known).
    /// A header that cannot be sent makes the call fail.
    pub fn header(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        self.headers.push((name.into(), value.into()));
        self
    }

    pub(super) fn headers(&self) -> &[(String, String)] {
        &self.headers
    }

    pub(super) fn media_type(&self) -> Option<&str> {
        self.content_type.as_deref()
    }

    pub(super) fn name(&self) -> Option<&str> {
        self.file_name.as_deref()
    }

    pub(super) fn as_bytes(&self) -> Option<&Bytes> {
        match &self.source {
            Source::Bytes(bytes) => Some(bytes),
            _ => None,
        }
    }

    /// The number of bytes, when it is known.
    pub(super) fn len(&self) -> Option<u64> {
        self.length
    }

    /// Whether it can be sent a second time.
    pub(super) fn is_repeatable(&self) -> bool {
        !matches!(self.source, Source::Stream(_))
    }

    /// The body of a request.
    pub(super) fn body(&self) -> Result<Body, TransportError> {
        let body = match &self.source {
            Source::Bytes(bytes) => Body::from(bytes.clone()),
            #[cfg(not(target_arch = "wasm32"))]
            Source::File(path) => file(path)?,
            Source::Stream(stream) => {
                let taken = stream.lock().ok().and_then(|mut stream| stream.take());
                taken.ok_or_else(|| not_sent("the stream to send has been read already"))?
            }
        };
        Ok(match self.length {
            Some(length) => body.with_length(length),
            None => body,
        })
    }
}

/// The pieces of a file. What is in a page or two is read so quickly that no thread is worth its while.
#[cfg(not(target_arch = "wasm32"))]
fn file(path: &std::path::Path) -> Result<Body, TransportError> {
    use std::io::Read;

    const PIECE: usize = 64 * 1024;
    let mut file = std::fs::File::open(path).map_err(not_sent)?;
    let pieces = std::iter::from_fn(move || {
        let mut piece = vec![0; PIECE];
        match file.read(&mut piece) {
            Ok(0) => None,
            Ok(count) => {
                piece.truncate(count);
                Some(Ok(Bytes::from(piece)))
            }
            Err(error) => Some(Err(TransportError::new(TransportErrorKind::Other, error))),
        }
    });
    Ok(Body::from_stream(Pieces(pieces)))
}

/// An iterator as a stream that is always ready.
pub(super) struct Pieces<I>(pub(super) I);

impl<I: Iterator + Unpin> Stream for Pieces<I> {
    type Item = I::Item;

    fn poll_next(
        mut self: std::pin::Pin<&mut Self>,
        _: &mut std::task::Context<'_>,
    ) -> std::task::Poll<Option<Self::Item>> {
        std::task::Poll::Ready(self.0.next())
    }
}

fn not_sent(source: impl Into<Box<dyn std::error::Error + Send + Sync>>) -> TransportError {
    TransportError::new(TransportErrorKind::Other, source).with_request_sent(false)
}

impl PartialEq for Upload {
    fn eq(&self, other: &Self) -> bool {
        let is_same_source = match (&self.source, &other.source) {
            (Source::Bytes(one), Source::Bytes(other)) => one == other,
            #[cfg(not(target_arch = "wasm32"))]
            (Source::File(one), Source::File(other)) => one == other,
            (Source::Stream(one), Source::Stream(other)) => Arc::ptr_eq(one, other),
            _ => false,
        };
        is_same_source
            && (&self.file_name, &self.content_type) == (&other.file_name, &other.content_type)
            && self.headers == other.headers
    }
}

impl fmt::Debug for Upload {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Upload")
            .field("length", &self.length)
            .field("file_name", &self.file_name)
            .field("content_type", &self.content_type)
            .finish_non_exhaustive()
    }
}

impl From<Body> for Upload {
    fn from(body: Body) -> Self {
        match body.as_bytes() {
            Some(bytes) => Upload::bytes(bytes.clone()),
            None => Upload {
                length: body.len(),
                source: Source::Stream(Arc::new(Mutex::new(Some(body)))),
                file_name: None,
                content_type: None,
                headers: Vec::new(),
            },
        }
    }
}

impl From<Bytes> for Upload {
    fn from(bytes: Bytes) -> Self {
        Upload::bytes(bytes)
    }
}

impl From<Vec<u8>> for Upload {
    fn from(bytes: Vec<u8>) -> Self {
        Upload::bytes(bytes)
    }
}

impl From<String> for Upload {
    fn from(text: String) -> Self {
        Upload::bytes(text)
    }
}

impl From<&'static [u8]> for Upload {
    fn from(bytes: &'static [u8]) -> Self {
        Upload::bytes(bytes)
    }
}

impl From<&'static str> for Upload {
    fn from(text: &'static str) -> Self {
        Upload::bytes(text)
    }
}
