//! Signals that end the tool, whatever it is doing: a thread of its own waits for them, cleans up and ends the process.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError, mpsc};
use std::time::{Duration, Instant};

use super::failure::Failure;
use super::{prompt, run};

/// How long cleaning up may take: the tool has to end within 200 ms.
const PATIENCE: Duration = Duration::from_millis(120);

/// How long the end waits while a file is written in place: half of it would be neither the old content nor the new.
const UNINTERRUPTED: Duration = Duration::from_secs(30);

/// How many parts of the tool must not be interrupted now.
static UNINTERRUPTIBLE: AtomicUsize = AtomicUsize::new(0);

/// A part of the tool that a signal does not interrupt.
pub(super) struct Uninterrupted;

impl Drop for Uninterrupted {
    fn drop(&mut self) {
        UNINTERRUPTIBLE.fetch_sub(1, Ordering::SeqCst);
    }
}

/// Lets a signal wait until the value is dropped.
pub(super) fn uninterrupted() -> Uninterrupted {
    UNINTERRUPTIBLE.fetch_add(1, Ordering::SeqCst);
    Uninterrupted
}

/// Something to do before a signal ends the tool.
type Cleanup = Box<dyn FnOnce() + Send>;

static CLEANUPS: Mutex<BTreeMap<u64, Cleanup>> = Mutex::new(BTreeMap::new());

/// Keeps a cleanup registered.
pub(super) struct Registered(u64);

impl Drop for Registered {
    fn drop(&mut self) {
        let mut all = CLEANUPS.lock().unwrap_or_else(PoisonError::into_inner);
        all.remove(&self.0);
    }
}

/// Lets something be done before a signal ends the tool.
pub(super) fn before_end(cleanup: impl FnOnce() + Send + 'static) -> Result<Registered, Failure> {
    watch()?;
    let mut all = CLEANUPS.lock().unwrap_or_else(PoisonError::into_inner);
    let number = all.last_key_value().map_or(0, |(number, _)| number + 1);
    all.insert(number, Box::new(cleanup));
    Ok(Registered(number))
}

/// Starts to wait for signals, unless that has been done. Before, a signal ends the tool as it ends every program.
pub(super) fn watch() -> Result<(), Failure> {
    static IS_WATCHED: AtomicBool = AtomicBool::new(false);
    if IS_WATCHED.swap(true, Ordering::Relaxed) {
        return Ok(());
    }
    let failed =
        |error: std::io::Error| Failure::Local(format!("cannot wait for signals: {error}"));
    let runtime = run::runtime()?;
    // From here on no signal is lost: only waiting for it is left to the thread.
    let mut signals = {
        let _guard = runtime.enter();
        Signals::register().map_err(failed)?
    };
    let thread = std::thread::Builder::new().name("signals".to_owned());
    let spawned = thread.spawn(move || {
        let number = runtime.block_on(std::future::poll_fn(|context| signals.poll(context)));
        end(number);
    });
    spawned.map(drop).map_err(failed)
}

/// The number of the signal that ctrl-C sends.
const INTERRUPT: u8 = 2;

/// Ends the tool when a prompt was interrupted: by a signal, which the thread knows, or by the key of ctrl-C.
pub(super) fn interrupted() -> ! {
    std::thread::sleep(PATIENCE);
    end(INTERRUPT)
}

/// Ends the tool as a signal does.
fn end(number: u8) -> ! {
    let (sender, done) = mpsc::channel();
    // A file system that does not answer must not hold up the end.
    let cleaning = std::thread::Builder::new().spawn(move || {
        let mut all = CLEANUPS.lock().unwrap_or_else(PoisonError::into_inner);
        for cleanup in std::mem::take(&mut *all).into_values() {
            cleanup();
        }
        prompt::restore();
        // Who waits may have stopped.
        let _ = sender.send(());
    });
    if cleaning.is_ok() {
        let _ = done.recv_timeout(PATIENCE);
    }
    let begun = Instant::now();
    while UNINTERRUPTIBLE.load(Ordering::SeqCst) > 0 && begun.elapsed() < UNINTERRUPTED {
        std::thread::sleep(Duration::from_millis(5));
    }
    std::process::exit(128 + i32::from(number))
}

#[cfg(unix)]
mod system {
    use std::io;
    use std::task::{Context, Poll};

    use tokio::signal::unix::{Signal, SignalKind, signal};

    /// The signals that end the tool, and their numbers.
    pub(super) struct Signals(Vec<(Signal, u8)>);

    impl Signals {
        pub(super) fn register() -> io::Result<Self> {
            let ignored = ignored();
            // A prompt that is interrupted by any of them sends the interrupt, too.
            let all = [
                SignalKind::terminate(),
                SignalKind::hangup(),
                SignalKind::quit(),
                SignalKind::interrupt(),
            ];
            let numbers = all.into_iter().filter_map(|kind| {
                let number = u8::try_from(kind.as_raw_value()).ok()?;
                let bit = 1_u64.checked_shl(u32::from(number).checked_sub(1)?)?;
                (ignored & bit == 0).then_some((kind, number))
            });
            let signals = numbers.map(|(kind, number)| Ok((signal(kind)?, number)));
            signals.collect::<io::Result<_>>().map(Signals)
        }

        /// The number of a signal that has come.
        pub(super) fn poll(&mut self, context: &mut Context<'_>) -> Poll<u8> {
            for (signal, number) in &mut self.0 {
                if signal.poll_recv(context).is_ready() {
                    return Poll::Ready(*number);
                }
            }
            Poll::Pending
        }
    }

    /// The signals that the process was started to ignore, as `nohup` does, where the system tells.
    fn ignored() -> u64 {
        let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
        let mut masks = status
            .lines()
            .filter_map(|line| line.strip_prefix("SigIgn:"));
        let mask = masks
            .next()
            .and_then(|mask| u64::from_str_radix(mask.trim(), 16).ok());
        mask.unwrap_or_default()
    }
}

#[cfg(not(unix))]
mod system {
    use std::io;
    use std::task::{Context, Poll};

    /// Ctrl-C.
    pub(super) struct Signals(std::pin::Pin<Box<dyn Future<Output = io::Result<()>> + Send>>);

    impl Signals {
        pub(super) fn register() -> io::Result<Self> {
            let mut interrupt = Box::pin(tokio::signal::ctrl_c());
            // It is registered when it is polled first.
            let context = &mut Context::from_waker(std::task::Waker::noop());
            match interrupt.as_mut().poll(context) {
                Poll::Ready(Err(error)) => Err(error),
                _ => Ok(Signals(interrupt)),
            }
        }

        pub(super) fn poll(&mut self, context: &mut Context<'_>) -> Poll<u8> {
            self.0.as_mut().poll(context).map(|_| super::INTERRUPT)
        }
    }
}

use self::system::Signals;
