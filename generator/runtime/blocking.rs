//! Calls without `async`: the work is done on a thread of its own, and the caller waits.
//!
//! Each client that makes such calls has one thread with a runtime, so that they work within an asynchronous function too,
//! which stands still meanwhile. The thread ends with the client.

use std::fmt;
use std::sync::{Arc, Mutex, PoisonError, mpsc};

use futures_core::Stream;
use tokio::runtime::{Builder, Handle, RuntimeFlavor};
use tokio::task::AbortHandle;

use super::client::Core;
use super::error::{ConfigError, Error};
use super::transport::Body;

/// The thread of one client, once there is one.
#[derive(Default)]
pub(super) struct Slot(Mutex<Option<Arc<Worker>>>);

/// A thread that runs what callers wait for.
struct Worker {
    runtime: Handle,
    /// What the thread runs until it is no longer needed.
    stays: AbortHandle,
}

impl Worker {
    fn start() -> Result<Self, Error> {
        let failed = |error: std::io::Error| {
            let message = "the thread that makes blocking calls cannot be started";
            Error::from(ConfigError::new(message).with_source(error))
        };
        let runtime = Builder::new_current_thread().enable_all().build();
        let runtime = runtime.map_err(failed)?;
        let stays = runtime.spawn(std::future::pending::<()>());
        let worker = Worker {
            runtime: runtime.handle().clone(),
            stays: stays.abort_handle(),
        };
        let thread = std::thread::Builder::new().name("sdk-blocking".to_owned());
        let run = move || {
            // The end of it is the error that it was aborted.
            let _ = runtime.block_on(stays);
        };
        thread.spawn(run).map_err(failed)?;
        Ok(worker)
    }

    /// Runs `work` to its end.
    fn wait<T: Send + 'static>(
        &self,
        work: impl Future<Output = Result<T, Error>> + Send + 'static,
    ) -> Result<T, Error> {
        let (done, result) = mpsc::sync_channel(1);
        self.runtime.spawn(async move {
            // Nobody waits any more when this fails.
            let _ = done.send(work.await);
        });
        result.recv().unwrap_or_else(|_| {
            let message = "the thread that makes blocking calls has ended";
            Err(ConfigError::new(message).into())
        })
    }
}

impl Drop for Worker {
    fn drop(&mut self) {
        self.stays.abort();
    }
}

impl Core {
    /// Runs `work` to its end on the client's thread.
    pub(super) fn wait<T: Send + 'static>(
        &self,
        work: impl Future<Output = Result<T, Error>> + Send + 'static,
    ) -> Result<T, Error> {
        self.worker()?.wait(work)
    }

    fn worker(&self) -> Result<Arc<Worker>, Error> {
        let mut slot = (self.0.worker.0.lock()).unwrap_or_else(PoisonError::into_inner);
        match &*slot {
            Some(worker) => Ok(Arc::clone(worker)),
            None => Ok(Arc::clone(slot.insert(Arc::new(Worker::start()?)))),
        }
    }
}

/// The runtime that a body was opened on, which drives its connection.
#[derive(Clone)]
pub(super) struct Opened(Option<Handle>);

impl Opened {
    /// A body that is opened here.
    pub(super) fn here(body: &Body) -> Self {
        Opened(
            Handle::try_current()
                .ok()
                .filter(|_| body.as_bytes().is_none()),
        )
    }

    /// Refuses to read a body on the client's thread while its own runtime stands still: that would never end.
    fn check(&self, core: &Core) -> Result<(), Error> {
        let Some(opened) = &self.0 else {
            return Ok(());
        };
        let is_current = Handle::try_current().is_ok_and(|current| current.id() == opened.id());
        let stands_still = match opened.runtime_flavor() {
            RuntimeFlavor::CurrentThread => true,
            _ => is_current && opened.metrics().num_workers() == 1,
        };
        if !stands_still || core.worker()?.runtime.id() == opened.id() {
            return Ok(());
        }
        let message = "the response was opened on an async runtime that stands still meanwhile: read it with `.await`, or \
                       open it with `send_blocking()`";
        Err(ConfigError::new(message).into())
    }

    /// Runs `work`, which reads the body, to its end on the client's thread.
    pub(super) fn wait<T: Send + 'static>(
        &self,
        core: &Core,
        work: impl Future<Output = Result<T, Error>> + Send + 'static,
    ) -> Result<T, Error> {
        self.check(core)?;
        core.wait(work)
    }
}

/// A stream as an iterator.
#[must_use = "an iterator does nothing until it is asked for its items"]
pub struct Blocking<S> {
    core: Core,
    stream: Option<S>,
    opened: Opened,
}

impl<S> Blocking<S> {
    pub(crate) fn new(core: Core, stream: S) -> Self {
        Blocking {
            core,
            stream: Some(stream),
            opened: Opened(None),
        }
    }

    /// An iterator over what is left of a response.
    pub(super) fn of_body(core: Core, stream: S, opened: Opened) -> Self {
        Blocking {
            opened,
            ..Blocking::new(core, stream)
        }
    }
}

impl<S, T> Iterator for Blocking<S>
where
    S: Stream<Item = Result<T, Error>> + Unpin + Send + 'static,
    T: Send + 'static,
{
    type Item = Result<T, Error>;

    fn next(&mut self) -> Option<Self::Item> {
        let mut stream = self.stream.take()?;
        let next = self.opened.wait(&self.core, async move {
            let mut pinned = std::pin::Pin::new(&mut stream);
            let next = std::future::poll_fn(|context| pinned.as_mut().poll_next(context)).await;
            Ok((next, stream))
        });
        match next {
            Ok((next, stream)) => {
                self.stream = next.is_some().then_some(stream);
                next
            }
            Err(error) => Some(Err(error)),
        }
    }
}

impl<S: fmt::Debug> fmt::Debug for Blocking<S> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Blocking").field(&self.stream).finish()
    }
}
