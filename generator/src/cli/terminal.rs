//! The only module that prints. Text for people has no control sequences but its own colours; formats for programs are
//! exact, unless they go to a terminal.

use std::borrow::Cow;
use std::fmt::Display;
use std::io::{self, IsTerminal, Write};

use sdkgen::diagnostics::terminal::clean;

/// Prints for people, on standard error.
pub(super) fn say(text: impl Display) {
    put(io::stderr(), &clean(&text.to_string()));
}

/// Prints messages in colour for people, on standard error, where it shows colours. They are clean already.
pub(super) fn say_styled(text: &str) {
    put(anstream::stderr(), text);
}

/// Prints for people, on standard output.
pub(super) fn print(text: impl Display) {
    put(io::stdout(), &clean(&text.to_string()));
}

/// Prints for programs, on standard output.
pub(super) fn print_data(text: &str) {
    let stdout = io::stdout();
    match stdout.is_terminal() {
        true => put(stdout, &clean(text)),
        false => put(stdout, text),
    }
}

/// Prints help, or why arguments are refused. `plain` is the same without the styles of clap: control sequences in it
/// are not clap's.
pub(super) fn print_clap(error: &clap::Error, plain: &str) {
    match clean(plain) {
        // Nobody reads it when it fails.
        Cow::Borrowed(_) => drop(error.print()),
        Cow::Owned(text) if error.use_stderr() => say(text),
        Cow::Owned(text) => print(text),
    }
}

/// Goes on when nobody listens: `println!` would panic.
fn put(mut to: impl Write, text: &str) {
    let _ = to.write_all(text.as_bytes());
}
