//! A request as a command for curl. Nothing in it is live in a shell but the variables of our own credentials.

use std::fmt::Write;

use bytes::Bytes;
use http::header::{AUTHORIZATION, CONTENT_TYPE};
use http::{Method, Request};

use super::completion::is_deceptive;
use super::failure::Failure;
use super::settings::StandIn;

/// The command that sends a request.
///
/// # Errors
///
/// Returns [`Failure::Usage`] for a body that no argument of a command can hold.
pub(super) fn command(request: &Request<Bytes>, stand_ins: &[StandIn]) -> Result<String, Failure> {
    let uri = request.uri().to_string();
    let mut text = String::from("curl");
    match *request.method() {
        // With `-X HEAD` curl waits for a body.
        Method::HEAD => text.push_str(" --head"),
        ref method if method.as_str().chars().all(|c| c.is_ascii_alphabetic()) => {
            // Writing to a string cannot fail.
            let _ = write!(text, " -X {method}");
        }
        ref method => {
            let _ = write!(text, " -X {}", word(method.as_str().as_bytes(), &[]));
        }
    }
    if uri.contains(['[', ']', '{', '}']) {
        text.push_str(" --globoff");
    }
    if request.uri().path().contains("/.") {
        text.push_str(" --path-as-is");
    }
    let _ = write!(text, " {}", word(uri.as_bytes(), stand_ins));
    for (name, value) in request.headers() {
        let is_basic = |one: &&StandIn| *value == format!("Basic {}", one.encoded());
        let basic = stand_ins.iter().find(is_basic);
        if let (true, Some(stand_in)) = (name == AUTHORIZATION, basic) {
            let _ = write!(text, " \\\n  --user \"${}\"", stand_in.variable);
            continue;
        }
        // curl leaves out a header that ends with a colon.
        let mark: &[u8] = if value.is_empty() { b";" } else { b": " };
        let header = [name.as_str().as_bytes(), mark, value.as_bytes()].concat();
        let _ = write!(text, " \\\n  -H {}", word(&header, stand_ins));
    }
    let body = request.body();
    if !body.is_empty() {
        if !request.headers().contains_key(CONTENT_TYPE) {
            text.push_str(" \\\n  -H 'Content-Type:'");
        }
        if body.contains(&0) || std::str::from_utf8(body).is_err() {
            let message = "--format curl: the body is not text in UTF-8, which no command can hold; \
                           give the file to curl yourself with --data-binary @FILE, or use --format json";
            return Err(Failure::Usage(message.to_owned()));
        }
        let _ = write!(text, " \\\n  --data-raw {}", word(body, stand_ins));
    }
    Ok(text + "\n")
}

/// A word of a command, quoted. In place of each stand-in it has the variable of the credential.
pub(super) fn word(bytes: &[u8], stand_ins: &[StandIn]) -> String {
    let mut word = Word::default();
    let mut rest = bytes;
    while !rest.is_empty() {
        let found = stand_ins.iter().find_map(|stand_in| {
            let after = rest.strip_prefix(stand_in.text.as_bytes())?;
            Some((stand_in, after))
        });
        if let Some((stand_in, after)) = found {
            word.enter(Part::Bare);
            let _ = write!(word.text, "\"${}\"", stand_in.variable);
            rest = after;
            continue;
        }
        let Some(chunk) = rest.utf8_chunks().next() else {
            break;
        };
        let length = match chunk.valid().chars().next() {
            Some(c) => {
                word.push(c);
                c.len_utf8()
            }
            None => {
                word.escape(chunk.invalid());
                chunk.invalid().len()
            }
        };
        rest = rest.get(length..).unwrap_or_default();
    }
    word.enter(Part::Bare);
    match word.text.is_empty() {
        true => "''".to_owned(),
        false => word.text,
    }
}

/// A word while it is written.
#[derive(Default)]
struct Word {
    text: String,
    part: Part,
}

/// How the end of a word is quoted.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
enum Part {
    #[default]
    Bare,
    /// `'…'`
    Single,
    /// `$'…'`, which bash and zsh know.
    Escaped,
}

impl Word {
    fn enter(&mut self, part: Part) {
        if self.part == part {
            return;
        }
        if self.part != Part::Bare {
            self.text.push('\'');
        }
        self.text.push_str(match part {
            Part::Bare => "",
            Part::Single => "'",
            Part::Escaped => ESCAPED,
        });
        self.part = part;
    }

    fn push(&mut self, c: char) {
        match c {
            '\'' => {
                self.enter(Part::Bare);
                self.text.push_str("\\'");
            }
            c if (c.is_control() && !matches!(c, '\n' | '\t')) || is_deceptive(c) => {
                self.escape(c.encode_utf8(&mut [0; 4]).as_bytes());
            }
            c => {
                self.enter(Part::Single);
                self.text.push(c);
            }
        }
    }

    /// Writes bytes that a terminal must not see.
    fn escape(&mut self, bytes: &[u8]) {
        self.enter(Part::Escaped);
        for byte in bytes {
            // Three digits, so that none behind them is taken for a fourth.
            let _ = write!(self.text, "\\{byte:03o}");
        }
    }
}

/// How a part begins that a plain POSIX shell may not know.
pub(super) const ESCAPED: &str = "$'";
