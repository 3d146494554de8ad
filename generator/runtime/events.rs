//! Answers that are streams of values: server-sent events (HTML, section 9.2.6), JSON lines, JSON sequences (RFC 7464).

use std::collections::VecDeque;
use std::fmt;
use std::marker::PhantomData;
use std::pin::Pin;
use std::task::{Context, Poll};

use bytes::{Bytes, BytesMut};
use futures_core::Stream;
use http::StatusCode;
use serde::de::DeserializeOwned;
use serde_json::{Map, Value};

use super::call::Call;
use super::client::Core;
use super::decode;
use super::draft::Draft;
use super::error::Error;
use super::operation::Operation;
use super::reopening::Reopening;
use super::response::Answer;
use super::success::{self, Answered};
use super::transport::Body;
use super::transport_error::{TransportError, TransportErrorKind};

/// How values follow one another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Format {
    /// Server-sent events whose data are JSON, or text where that is asked for.
    EventData,
    /// Server-sent events as objects of their fields: `event`, `data`, `id`, `retry`.
    WholeEvents,
    /// A JSON text a line.
    Lines,
    /// JSON texts, each behind a record separator.
    Sequence,
}

/// Values as they arrive. An error ends the stream.
///
/// Of server-sent events, those without data are skipped, and `[DONE]`, which is no JSON, ends the stream as many services
/// mean it. Where the call can be repeated and the events have ids, a stream whose connection breaks is opened again behind
/// the last event, with `Last-Event-ID`, as often in a row as the client's retries allow. A stream that ends is opened
/// again only where the service has sent a `retry` field.
#[must_use = "a stream does nothing until it is polled"]
pub struct Events<T> {
    core: Core,
    #[cfg(feature = "blocking")]
    opened: super::blocking::Opened,
    operation: &'static Operation,
    status: StatusCode,
    attempts: u32,
    body: Body,
    reader: Reader,
    reopening: Reopening,
    /// Every text that no message may show.
    hidden: Vec<String>,
    is_done: bool,
    item: PhantomData<fn() -> T>,
}

impl<T> Events<T> {
    fn new(draft: &Draft, answer: &mut Answer, format: Format) -> Self {
        let body = answer.rest.take().unwrap_or_default();
        Events {
            core: draft.core().clone(),
            #[cfg(feature = "blocking")]
            opened: super::blocking::Opened::here(&body),
            operation: draft.operation(),
            status: answer.status,
            attempts: answer.attempts,
            body,
            reader: Reader::new(format, draft.max_response_size()),
            reopening: Reopening::new(answer.again.take()),
            hidden: draft.hidden(&answer.tokens),
            is_done: false,
            item: PhantomData,
        }
    }

    /// The values, for programs without `async`.
    #[cfg(feature = "blocking")]
    pub fn iter_blocking(self) -> super::blocking::Blocking<Self> {
        let (core, opened) = (self.core.clone(), self.opened.clone());
        super::blocking::Blocking::of_body(core, self, opened)
    }

    fn broken(&mut self, mut error: TransportError) -> Error {
        self.is_done = true;
        error.operation = self.operation.name;
        error.attempts = self.attempts;
        error.into()
    }
}

impl<T: DeserializeOwned> Events<T> {
    /// The next value; `None` at the end, and after an error.
    pub async fn next(&mut self) -> Option<Result<T, Error>> {
        std::future::poll_fn(|context| Pin::new(&mut *self).poll_next(context)).await
    }

    fn decoded(&mut self, record: &Bytes) -> Result<T, Error> {
        let client = &self.core.0;
        let decode = |json: &Bytes| {
            decode::json(
                self.operation.name,
                Some(self.status),
                client.sdk.secret_members,
                &|| self.hidden.clone(),
                json,
            )
        };
        let value = decode(record).or_else(|error| {
            // Where text is asked for, the data are that text.
            let text = Value::String(String::from_utf8_lossy(record).into_owned());
            let is_text = self.reader.format == Format::EventData;
            let text = is_text.then(|| serde_json::from_value(text).ok()).flatten();
            text.ok_or(error)
        });
        self.is_done = value.is_err();
        value
    }
}

macro_rules! answers {
    ($($kind:ident: $function:ident,)+) => {$(
        impl<T: DeserializeOwned> Answered<Events<T>> for success::$kind {
            const STREAMS: bool = true;

            fn decode(draft: &Draft, answer: &mut Answer) -> Result<Events<T>, Error> {
                Ok(Events::new(draft, answer, Format::$kind))
            }
        }

        impl<T: DeserializeOwned> Call<Events<T>, success::$kind> {
            /// A call that is answered with values one after another.
            pub(crate) fn $function(core: &Core, operation: &'static Operation) -> Self {
                Call::new(core, operation)
            }
        }
    )+};
}

answers! {
    EventData: events,
    WholeEvents: whole_events,
    Lines: lines,
    Sequence: sequence,
}

impl<T: DeserializeOwned> Stream for Events<T> {
    type Item = Result<T, Error>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let this = &mut *self;
        loop {
            if this.is_done {
                return Poll::Ready(None);
            }
            if let Some(record) = this.reader.ready.pop_front() {
                this.reopening.succeeded();
                if record == "[DONE]" && this.reader.format == Format::EventData {
                    this.is_done = true;
                    continue;
                }
                return Poll::Ready(Some(this.decoded(&record)));
            }
            match this.reopening.poll(context) {
                Poll::Pending => return Poll::Pending,
                Poll::Ready(None) => {}
                Poll::Ready(Some(Ok(answer))) => {
                    this.is_done = answer.status == StatusCode::NO_CONTENT;
                    this.body = answer.rest.unwrap_or_default();
                    this.reader.restart();
                    continue;
                }
                Poll::Ready(Some(Err(error))) => {
                    this.is_done = true;
                    return Poll::Ready(Some(Err(error)));
                }
            }
            if this.reader.is_ended {
                let goes_on = this.reader.retry.is_some();
                this.is_done = !(goes_on && this.reopening.begin(&this.core, &this.reader));
                continue;
            }
            match Pin::new(&mut this.body).poll_next(context) {
                Poll::Pending => return Poll::Pending,
                Poll::Ready(Some(Ok(piece))) => {
                    if let Err(error) = this.reader.read(&piece) {
                        return Poll::Ready(Some(Err(this.broken(error))));
                    }
                }
                Poll::Ready(Some(Err(error))) => {
                    if !this.reopening.begin(&this.core, &this.reader) {
                        return Poll::Ready(Some(Err(this.broken(error))));
                    }
                }
                Poll::Ready(None) => this.reader.end(),
            }
        }
    }
}

// Nothing in it is ever pinned in place.
impl<T> Unpin for Events<T> {}

impl<T> fmt::Debug for Events<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Events({})", self.operation.name)
    }
}

/// Takes pieces of any size and gives whole records.
pub(super) struct Reader {
    format: Format,
    /// How many bytes one value may have.
    limit: usize,
    rest: BytesMut,
    ready: VecDeque<Bytes>,
    fields: Fields,
    /// The id of the last event that had one.
    pub(super) last_id: Option<String>,
    /// How many milliseconds the service wants to have between two connections.
    pub(super) retry: Option<u64>,
    /// Whether a line just ended with a carriage return, which a line feed may complete.
    is_after_return: bool,
    is_ended: bool,
}

/// The fields of the event that is being read.
#[derive(Default)]
struct Fields {
    event: Option<String>,
    data: Option<String>,
    id: Option<String>,
    retry: Option<u64>,
}

impl Reader {
    fn new(format: Format, limit: usize) -> Self {
        Reader {
            format,
            limit,
            rest: BytesMut::new(),
            ready: VecDeque::new(),
            fields: Fields::default(),
            last_id: None,
            retry: None,
            is_after_return: false,
            is_ended: false,
        }
    }

    /// A new body begins, whatever the last one left.
    fn restart(&mut self) {
        *self = Reader {
            last_id: self.last_id.take(),
            retry: self.retry,
            ..Reader::new(self.format, self.limit)
        };
    }

    fn read(&mut self, piece: &[u8]) -> Result<(), TransportError> {
        for &byte in piece {
            let follows_return = std::mem::take(&mut self.is_after_return);
            match (self.format, byte) {
                (Format::Sequence, 0x1e) => self.record(),
                (Format::Sequence, _) => self.rest.extend_from_slice(&[byte]),
                (_, b'\n') if follows_return => {}
                (Format::EventData | Format::WholeEvents, b'\r') => {
                    self.is_after_return = true;
                    self.line();
                }
                (_, b'\n') => self.line(),
                _ => self.rest.extend_from_slice(&[byte]),
            }
        }
        // The lines of an event add up to one value.
        let data = self.fields.data.as_ref().map_or(0, String::len);
        if self.rest.len().saturating_add(data) <= self.limit {
            return Ok(());
        }
        let limit = self.limit;
        let detail = format!(
            "a value in the stream has more than {limit} bytes; `max_response_size` raises the limit"
        );
        Err(TransportError::new(TransportErrorKind::TooLarge, detail))
    }

    /// The end of the body: an event that is not complete counts for nothing, a line for what it is.
    fn end(&mut self) {
        self.is_ended = true;
        if matches!(self.format, Format::Lines | Format::Sequence) {
            self.record();
        }
    }

    fn record(&mut self) {
        let record = self.rest.split();
        let record = record.trim_ascii();
        if !record.is_empty() {
            self.ready.push_back(Bytes::copy_from_slice(record));
        }
    }

    fn line(&mut self) {
        if self.format == Format::Lines {
            self.record();
            return;
        }
        let line = self.rest.split();
        let line = String::from_utf8_lossy(&line).into_owned();
        let line = line.strip_prefix('\u{feff}').unwrap_or(&line);
        if line.is_empty() {
            self.dispatch();
            return;
        }
        let (name, value) = line.split_once(':').unwrap_or((line, ""));
        let value = value.strip_prefix(' ').unwrap_or(value);
        let fields = &mut self.fields;
        match name {
            "data" => match &mut fields.data {
                Some(data) => {
                    data.push('\n');
                    data.push_str(value);
                }
                None => fields.data = Some(value.to_owned()),
            },
            "event" => fields.event = Some(value.to_owned()),
            "id" if !value.contains('\0') => fields.id = Some(value.to_owned()),
            "retry" => {
                fields.retry = value.parse().ok().or(fields.retry);
                self.retry = fields.retry.or(self.retry);
            }
            // A comment, or a field that is not known.
            _ => {}
        }
    }

    fn dispatch(&mut self) {
        let fields = std::mem::take(&mut self.fields);
        self.last_id = fields.id.clone().or(self.last_id.take());
        let Some(data) = fields.data else {
            return;
        };
        if self.format == Format::EventData {
            self.ready.push_back(data.into());
            return;
        }
        let mut object = Map::new();
        object.insert("data".to_owned(), data.into());
        for (name, value) in [("event", fields.event), ("id", fields.id)] {
            object.extend(value.map(|value| (name.to_owned(), value.into())));
        }
        object.extend(fields.retry.map(|retry| ("retry".to_owned(), retry.into())));
        self.ready
            .push_back(Value::Object(object).to_string().into());
    }
}
