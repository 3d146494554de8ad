//! Asking for what is missing, when somebody is there to answer.

use std::io;
use std::sync::Mutex;

use dialoguer::{Input, MultiSelect, Password, Select};

use super::failure::Failure;
use super::input;
use super::json::Json;
use super::signals;
use super::table::{Flag, Kind, Shape};
use super::terminal::{clean, show_cursor};

/// The value of a flag.
pub(super) fn ask(flag: &Flag) -> Result<Json, Failure> {
    let first = flag.help.split(". ").next().unwrap_or_default();
    let prompt = format!("--{} ({})", flag.name, first.trim_end_matches('.'));
    let prompt = clean(&prompt).into_owned();
    let failed = |error: io::Error| Failure::Usage(format!("--{} is required: {error}", flag.name));
    let values = || flag.values.iter().map(|value| clean(value).into_owned());
    match (flag.values, flag.shape) {
        ([], Shape::One) if flag.secret => input::typed(flag, &unseen(&prompt).map_err(failed)?),
        ([], _) => {
            let input =
                Input::<String>::new()
                    .with_prompt(&prompt)
                    .validate_with(|text: &String| match input::typed(flag, text) {
                        Ok(_) => Ok(()),
                        Err(failure) => Err(clean(&failure.line(None)).into_owned()),
                    });
            let answer = answered(|| input.interact_text());
            input::typed(flag, &answer.map_err(failed)?)
        }
        (known, Shape::One) => {
            let select = Select::new()
                .with_prompt(&prompt)
                .items(values())
                .default(0);
            let chosen = answered(|| select.interact()).map_err(failed)?;
            input::typed(flag, known.get(chosen).copied().unwrap_or_default())
        }
        (known, _) => {
            let prompt = format!("{prompt}; space chooses, enter ends");
            let select = MultiSelect::new().with_prompt(&prompt).items(values());
            let chosen = answered(|| select.interact()).map_err(failed)?;
            let chosen = chosen.into_iter().filter_map(|index| known.get(index));
            let items = chosen.map(|text| match flag.kind {
                Kind::Text => Ok(Json::Text((*text).to_owned())),
                _ => input::typed(
                    &Flag {
                        shape: Shape::One,
                        ..copy(flag)
                    },
                    text,
                ),
            });
            Ok(Json::List(items.collect::<Result<_, _>>()?))
        }
    }
}

fn copy(flag: &Flag) -> Flag {
    Flag::new(flag.name, flag.place, flag.wire, flag.kind)
}

/// A text that is typed without being seen.
pub(super) fn unseen(prompt: &str) -> io::Result<String> {
    let prompt = Password::new().with_prompt(clean(prompt));
    answered(|| prompt.interact())
}

/// Runs a prompt. The terminal is as it was before, however that ends.
fn answered<T>(prompt: impl FnOnce() -> dialoguer::Result<T>) -> io::Result<T> {
    signals::watch().map_err(|failure| io::Error::other(failure.line(None)))?;
    let asking = Asking::begin();
    let answer = prompt().map_err(|dialoguer::Error::IO(error)| error);
    drop(asking);
    match answer {
        Err(error) if error.kind() == io::ErrorKind::Interrupted => signals::interrupted(),
        answer => answer,
    }
}

#[cfg(unix)]
type Mode = rustix::termios::Termios;

#[cfg(not(unix))]
type Mode = ();

/// How the terminal was before it is asked on; none: nothing is asked.
static BEFORE: Mutex<Option<Mode>> = Mutex::new(None);

struct Asking;

impl Asking {
    fn begin() -> Self {
        if let Ok(mut before) = BEFORE.lock() {
            *before = mode();
        }
        Asking
    }
}

impl Drop for Asking {
    fn drop(&mut self) {
        restore();
    }
}

/// Gives the terminal back as it was before somebody was asked: lines are read, what is typed is seen, and so is the
/// cursor.
pub(super) fn restore() {
    let before = BEFORE.lock().ok().and_then(|mut before| before.take());
    if let Some(before) = before {
        set_mode(&before);
        show_cursor();
    }
}

#[cfg(unix)]
fn mode() -> Option<Mode> {
    rustix::termios::tcgetattr(io::stdin()).ok()
}

#[cfg(unix)]
fn set_mode(mode: &Mode) {
    // A terminal that is gone needs nothing.
    let _ = rustix::termios::tcsetattr(io::stdin(), rustix::termios::OptionalActions::Now, mode);
}

#[cfg(not(unix))]
fn mode() -> Option<Mode> {
    Some(())
}

#[cfg(not(unix))]
fn set_mode((): &Mode) {}
