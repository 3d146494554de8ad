//! What is said beside the data, on standard error.

use std::sync::atomic::{AtomicBool, Ordering};

use super::table::Flag;
use super::terminal;

static IS_QUIET: AtomicBool = AtomicBool::new(false);

/// Lets notes be printed or not.
pub(super) fn set_quiet(is_quiet: bool) {
    IS_QUIET.store(is_quiet, Ordering::Relaxed);
}

/// Says something that is good to know.
pub(super) fn note(text: &str) {
    if !IS_QUIET.load(Ordering::Relaxed) {
        say(&format!("note: {text}"));
    }
}

/// Says something that needs to be known.
pub(super) fn say(text: &str) {
    terminal::message(text);
}

/// Says how far a list has come, on one line that is written over.
pub(super) fn progress(text: &str) {
    if !IS_QUIET.load(Ordering::Relaxed) {
        terminal::progress(text);
    }
}

/// Says that a value is not among those that are known.
pub(super) fn unknown_value(flag: &Flag, text: &str) {
    if flag.values.is_empty() || flag.values.contains(&text) {
        return;
    }
    let near = nearest(text, flag.values);
    let near = near.map_or(String::new(), |near| format!("; did you mean `{near}`?"));
    note(&format!(
        "--{}: `{text}` is not known to this version and is sent as it is{near}",
        flag.name
    ));
}

/// The known text that differs least, when it does not differ much.
fn nearest<'a>(text: &str, known: &[&'a str]) -> Option<&'a str> {
    let distances = known
        .iter()
        .map(|one| (strsim::damerau_levenshtein(text, one), *one));
    let (distance, near) = distances.min()?;
    (distance <= 1 + text.len() / 4).then_some(near)
}
