//! Calls without `async`: the work is done on a thread of its own, and the caller waits.
//!
//! That thread runs a runtime of its own, so that it works within an asynchronous function too, which stands still
//! meanwhile.

use std::sync::mpsc;
use std::sync::{Mutex, OnceLock};

use futures_core::Stream;
use tokio::runtime::{Builder, Handle};

use super::error::{ConfigError, Error};

/// Runs `work` to its end.
pub(crate) fn wait<T: Send + 'static>(
    work: impl Future<Output = Result<T, Error>> + Send + 'static,
) -> Result<T, Error> {
    let (done, result) = mpsc::sync_channel(1);
    let runtime = runtime()?;
    runtime.spawn(async move {
        // Nobody waits any more when this fails.
        let _ = done.send(work.await);
    });
    result.recv().unwrap_or_else(|_| {
        let message = "the thread that makes blocking calls has ended";
        Err(ConfigError::new(message).into())
    })
}

/// The runtime of the thread, which is started by the first call and serves all clients.
fn runtime() -> Result<Handle, Error> {
    static RUNTIME: OnceLock<Handle> = OnceLock::new();
    static STARTING: Mutex<()> = Mutex::new(());
    if let Some(handle) = RUNTIME.get() {
        return Ok(handle.clone());
    }
    let _starting = STARTING.lock();
    if let Some(handle) = RUNTIME.get() {
        return Ok(handle.clone());
    }
    let failed = |error: std::io::Error| {
        let message = "the thread that makes blocking calls cannot be started";
        Error::from(ConfigError::new(message).with_source(error))
    };
    let runtime = Builder::new_current_thread().enable_all().build();
    let runtime = runtime.map_err(failed)?;
    let handle = runtime.handle().clone();
    let thread = std::thread::Builder::new().name("sdk-blocking".to_owned());
    thread
        .spawn(move || runtime.block_on(std::future::pending::<()>()))
        .map_err(failed)?;
    Ok(RUNTIME.get_or_init(|| handle).clone())
}

/// A stream as an iterator.
#[derive(Debug)]
#[must_use = "an iterator does nothing until it is asked for its items"]
pub struct Blocking<S>(Option<S>);

impl<S> Blocking<S> {
    pub(crate) fn new(stream: S) -> Self {
        Blocking(Some(stream))
    }
}

impl<S, T> Iterator for Blocking<S>
where
    S: Stream<Item = Result<T, Error>> + Unpin + Send + 'static,
    T: Send + 'static,
{
    type Item = Result<T, Error>;

    fn next(&mut self) -> Option<Self::Item> {
        let mut stream = self.0.take()?;
        let next = wait(async move {
            let mut pinned = std::pin::Pin::new(&mut stream);
            let next = std::future::poll_fn(|context| pinned.as_mut().poll_next(context)).await;
            Ok((next, stream))
        });
        match next {
            Ok((next, stream)) => {
                self.0 = next.is_some().then_some(stream);
                next
            }
            Err(error) => Some(Err(error)),
        }
    }
}
