//! Streams of events that go on when their connection breaks (HTML, section 9.2.3).

use std::task::{Context, Poll};
use std::time::Duration;

use super::client::Core;
use super::draft::Draft;
use super::error::Error;
use super::events::Reader;
use super::response::Answer;
use super::transport::BoxFuture;

/// The call that opens a stream again, and how that is going.
pub(super) struct Reopening {
    /// None: what it asks for cannot be asked for again.
    call: Option<Draft>,
    /// How often in a row the stream was opened without an event to come of it.
    failed: u32,
    opening: Option<BoxFuture<'static, Result<Answer, Error>>>,
}

impl Reopening {
    pub(super) fn new(call: Option<Draft>) -> Self {
        Reopening {
            call,
            failed: 0,
            opening: None,
        }
    }

    /// An event has arrived.
    pub(super) fn succeeded(&mut self) {
        self.failed = 0;
    }

    /// Opens the stream again behind the last event, if that is allowed and known.
    pub(super) fn begin(&mut self, core: &Core, reader: &Reader) -> bool {
        let last_id = reader.last_id.as_deref().filter(|id| !id.is_empty());
        let (Some(call), Some(last_id)) = (&self.call, last_id) else {
            return false;
        };
        self.failed += 1;
        let floor = reader.retry.map(Duration::from_millis);
        let random = || core.0.clock.random();
        let Some(wait) = call.retries().wait(self.failed, floor, random) else {
            return false;
        };
        let (core, mut call) = (core.clone(), call.clone());
        call.set_last_event(last_id);
        self.opening = Some(Box::pin(async move {
            core.0.clock.sleep(wait).await;
            call.answer().await
        }));
        true
    }

    /// The answer with the rest of the stream; at once none when it is not being opened.
    pub(super) fn poll(
        &mut self,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Answer, Error>>> {
        let Some(opening) = &mut self.opening else {
            return Poll::Ready(None);
        };
        let answer = opening.as_mut().poll(context).map(Some);
        if answer.is_ready() {
            self.opening = None;
        }
        answer
    }
}
