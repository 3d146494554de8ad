//! The only module that prints. Text for a terminal loses its control sequences here, so that nothing a service, a file
//! or an argument says can move the cursor, set a title or rewrite a line.

use std::borrow::Cow;
use std::fs::File;
use std::io::{self, IsTerminal, Write};
use std::sync::atomic::{AtomicBool, Ordering};

use super::visible::visible;

/// How many characters of a message a terminal shows.
const LONGEST: usize = 4000;

/// How many bytes of a body `--debug` shows on a terminal.
const EXCERPT: usize = 8 << 10;

/// Whether a line of progress stands on the terminal.
static HAS_PROGRESS: AtomicBool = AtomicBool::new(false);

/// Whether standard output is a terminal.
pub(super) fn is_stdout() -> bool {
    io::stdout().is_terminal()
}

/// Prints a line for people on standard error.
pub(super) fn message(text: &str) {
    let text = clean(text);
    let text = match io::stderr().is_terminal() {
        true => clipped(&text, LONGEST),
        false => text,
    };
    print_error(format!("{text}\n").as_bytes());
}

/// Prints a line for programs on standard error.
pub(super) fn record(text: &str) {
    let text = match io::stderr().is_terminal() {
        true => clean(text),
        false => text.into(),
    };
    print_error(format!("{text}\n").as_bytes());
}

/// How many bytes of a body fit on standard error, if there is a limit.
pub(super) fn excerpt() -> Option<usize> {
    io::stderr().is_terminal().then_some(EXCERPT)
}

/// Prints lines for people on standard error, as long as they are.
pub(super) fn lines(text: &str) {
    print_error(format!("{}\n", clean(text)).as_bytes());
}

/// Prints how far something has come, in place of what was printed before.
pub(super) fn progress(text: &str) {
    if !io::stderr().is_terminal() {
        return message(text);
    }
    print_error(clean(text).as_bytes());
    HAS_PROGRESS.store(true, Ordering::Relaxed);
}

/// Leaves the last line of progress where it is.
pub(super) fn end_progress() {
    if HAS_PROGRESS.swap(false, Ordering::Relaxed) {
        print_error(b"\n");
    }
}

fn clear_progress() {
    if HAS_PROGRESS.swap(false, Ordering::Relaxed) {
        // Nobody reads it, then.
        let _ = io::stderr().write_all(b"\r\x1b[K");
    }
}

fn print_error(text: &[u8]) {
    clear_progress();
    let _ = io::stderr().write_all(text);
}

/// Prints help, or why arguments are refused. `plain` gives the same without the styles of clap, and with all control
/// sequences that are not clap's.
pub(super) fn clap(error: &clap::Error, plain: impl FnOnce() -> String) {
    let is_error = error.use_stderr();
    let is_terminal = match is_error {
        true => io::stderr().is_terminal(),
        false => io::stdout().is_terminal(),
    };
    // Elsewhere clap prints no styles unless it is told to.
    let may_be_styled = is_terminal || std::env::var_os("CLICOLOR_FORCE").is_some();
    let plain = match may_be_styled {
        true => plain(),
        false => error.render().to_string(),
    };
    let is_long = is_error && is_terminal && plain.chars().nth(LONGEST).is_some();
    match clean(&plain) {
        // The environment tells whether there are colours; and nobody reads it when it fails.
        Cow::Borrowed(_) if may_be_styled && !is_long => drop(error.print()),
        _ if is_error => message(plain.trim_end()),
        text => drop(Stream::standard().print(text.as_bytes())),
    }
}

/// Shows the cursor, which a prompt may have hidden.
pub(super) fn show_cursor() {
    if io::stderr().is_terminal() {
        let _ = io::stderr().write_all(b"\x1b[?25h");
    }
}

/// Standard output, standard error or a device; of control sequences, terminals get none.
pub(super) struct Stream {
    to: To,
    filter: Option<Filter>,
}

enum To {
    Stdout,
    Stderr,
    File(File),
}

impl Stream {
    pub(super) fn standard() -> Self {
        Stream::new(To::Stdout, io::stdout().is_terminal())
    }

    pub(super) fn file(file: File) -> Self {
        let is_terminal = file.is_terminal();
        Stream::new(To::File(file), is_terminal)
    }

    /// Standard output or standard error, if the file of this path is where it goes.
    #[cfg(unix)]
    pub(super) fn of(found: &std::fs::Metadata) -> Option<Self> {
        use std::os::fd::{AsFd, BorrowedFd};
        use std::os::unix::fs::MetadataExt;

        let is_it = |descriptor: BorrowedFd<'_>| {
            let opened = descriptor.try_clone_to_owned().map(File::from);
            let opened = opened.and_then(|file| file.metadata());
            opened.is_ok_and(|opened| (opened.dev(), opened.ino()) == (found.dev(), found.ino()))
        };
        if is_it(io::stdout().as_fd()) {
            return Some(Stream::standard());
        }
        let is_stderr = is_it(io::stderr().as_fd());
        is_stderr.then(|| Stream::new(To::Stderr, io::stderr().is_terminal()))
    }

    /// Other systems have no paths of open files.
    #[cfg(not(unix))]
    pub(super) fn of(_: &std::fs::Metadata) -> Option<Self> {
        None
    }

    fn new(to: To, is_terminal: bool) -> Self {
        Stream {
            to,
            filter: is_terminal.then(Filter::default),
        }
    }

    fn print(&mut self, bytes: &[u8]) -> io::Result<()> {
        match &mut self.to {
            // Nothing is left in the buffer of the library: flushing it would hold up the end of the process.
            To::Stdout => {
                clear_progress();
                let mut stdout = io::stdout().lock();
                stdout.write_all(bytes).and_then(|()| stdout.flush())
            }
            To::Stderr => io::stderr().write_all(bytes),
            To::File(file) => file.write_all(bytes),
        }
    }
}

impl Write for Stream {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        match &mut self.filter {
            None => self.print(bytes)?,
            Some(filter) => {
                let mut text = String::with_capacity(bytes.len());
                filter.push(bytes, &mut text);
                self.print(text.as_bytes())?;
            }
        }
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl Drop for Stream {
    fn drop(&mut self) {
        let mut text = String::new();
        if let Some(filter) = &mut self.filter {
            filter.end(&mut text);
        }
        if !text.is_empty() {
            let _ = self.print(text.as_bytes());
        }
    }
}

/// The text without control sequences.
pub fn clean(text: &str) -> Cow<'_, str> {
    if text.chars().all(|c| visible(c) == c && c != '\r') {
        return text.into();
    }
    let mut clean = String::with_capacity(text.len());
    let mut filter = Filter::default();
    filter.push(text.as_bytes(), &mut clean);
    filter.end(&mut clean);
    clean.into()
}

/// The start of a text, with a remark on how long the rest is.
pub fn clipped(text: &str, limit: usize) -> Cow<'_, str> {
    let Some((end, _)) = text.char_indices().nth(limit) else {
        return text.to_owned().into();
    };
    let (start, rest) = text.split_at_checked(end).unwrap_or((text, ""));
    format!("{start}… ({} characters more)", rest.chars().count()).into()
}

/// Takes control sequences out of text that comes in pieces.
#[derive(Default)]
pub struct Filter {
    /// The bytes of a character that the next piece completes.
    partial: Vec<u8>,
    /// Whether the last character was a carriage return: before a newline it is left out.
    is_return: bool,
}

impl Filter {
    /// Adds what a piece of the text looks like.
    pub fn push(&mut self, piece: &[u8], text: &mut String) {
        let joined = match self.partial.is_empty() {
            true => Cow::Borrowed(piece),
            false => [&std::mem::take(&mut self.partial), piece].concat().into(),
        };
        let mut chunks = joined.utf8_chunks().peekable();
        while let Some(chunk) = chunks.next() {
            chunk.valid().chars().for_each(|c| self.character(c, text));
            let invalid = chunk.invalid();
            let may_go_on =
                std::str::from_utf8(invalid).is_err_and(|error| error.error_len().is_none());
            if chunks.peek().is_none() && may_go_on {
                self.partial = invalid.to_vec();
            } else if !invalid.is_empty() {
                self.character('\u{fffd}', text);
            }
        }
    }

    fn character(&mut self, c: char, text: &mut String) {
        if std::mem::take(&mut self.is_return) && c != '\n' {
            text.push('\u{240d}');
        }
        match c {
            '\r' => self.is_return = true,
            c => text.push(visible(c)),
        }
    }

    /// Adds what is left when the text has ended.
    pub fn end(&mut self, text: &mut String) {
        if !std::mem::take(&mut self.partial).is_empty() {
            self.character('\u{fffd}', text);
        }
        if std::mem::take(&mut self.is_return) {
            text.push('\u{240d}');
        }
    }
}
