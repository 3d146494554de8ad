//! Seeing requests: the dry run, which sends nothing, and what `--debug` prints.

use std::borrow::Cow;
use std::fmt::Write;
use std::sync::{Arc, Mutex};

use bytes::Bytes;
use http::{HeaderMap, Request, Response};

use super::curl;
use super::failure::Failure;
use super::json::Json;
use super::notes;
use super::print::{Format, Output};
use super::settings::StandIn;
use super::terminal;
use crate::runtime::auth::is_sensitive;
use crate::runtime::hidden;
use crate::runtime::redact::{HIDDEN, Redactor, redact};
use crate::runtime::reqwest_transport::ReqwestTransport;
use crate::runtime::sdk::Sdk;
use crate::runtime::transport::{Body, BoxFuture, Transport};
use crate::runtime::transport_error::{TransportError, TransportErrorKind};

/// The request that a dry run would have sent.
pub(super) type Seen = Arc<Mutex<Option<Request<Bytes>>>>;

/// Texts that the flags of a call say must not be shown.
pub(super) type Secrets = Arc<Mutex<Vec<String>>>;

/// A transport that is watched.
pub(super) struct Seeing {
    /// The one that sends, if any does.
    pub(super) inner: Option<ReqwestTransport>,
    /// Whether requests and answers are printed.
    pub(super) shows: bool,
    pub(super) sdk: &'static Sdk,
    /// Members that are hidden.
    pub(super) members: Vec<&'static str>,
    /// Texts that are hidden.
    pub(super) hidden: Vec<String>,
    /// Those of the call, which are known later.
    pub(super) secrets: Secrets,
    pub(super) seen: Seen,
}

impl Seeing {
    async fn exchange(&self, request: Request<Body>) -> Result<Response<Body>, TransportError> {
        let Some(inner) = &self.inner else {
            let (head, body) = request.into_parts();
            let body = body.collect().await?;
            if let Ok(mut seen) = self.seen.lock() {
                *seen = Some(Request::from_parts(head, body));
            }
            let error = TransportError::new(TransportErrorKind::Other, "a dry run sends nothing");
            return Err(error.with_request_sent(false));
        };
        if !self.shows {
            return inner.send(request).await;
        }
        let trace = Trace {
            seeing: self,
            redactor: Redactor::new(&self.members, &self.hidden_in(&request)),
        };
        trace.show(&format!("> {} {}", request.method(), request.uri()));
        trace.headers('>', request.headers());
        let body = request.body();
        match body.as_bytes() {
            Some(bytes) if bytes.is_empty() => {}
            Some(bytes) => trace.body(media_type(request.headers()), bytes, true),
            None => trace.left_out(media_type(request.headers()), body.len()),
        }
        let answer = inner.send(request).await?;
        let (head, body) = answer.into_parts();
        trace.show(&format!("< {}", head.status));
        trace.headers('<', &head.headers);
        let kind = media_type(&head.headers);
        // Bytes and streams stay on their way.
        let is_stream = ["seq", "jsonl", "ndjson", "event-stream"];
        let is_whole = Text::of(kind).is_some() && !is_stream.iter().any(|one| kind.contains(one));
        if !is_whole {
            if body.len() != Some(0) {
                trace.left_out(kind, body.len());
            }
            return Ok(Response::from_parts(head, body));
        }
        // The call bounds what it reads, and the trace must not read more.
        let (start, is_whole, body) = body.start(LONGEST).await?;
        trace.body(kind, &start, is_whole);
        Ok(Response::from_parts(head, body))
    }

    /// Every text that must not be shown: what is known of the client and of the call, and what the request holds.
    fn hidden_in(&self, request: &Request<Body>) -> Vec<String> {
        let mut hidden = self.hidden.clone();
        if let Ok(secrets) = self.secrets.lock() {
            hidden.extend_from_slice(&secrets);
        }
        hidden::add_headers(self.sdk, request.headers(), &mut hidden);
        let kind = media_type(request.headers());
        let body = request
            .body()
            .as_bytes()
            .map_or(b"".as_slice(), |body| body);
        let form = match Text::of(kind) {
            Some(Text::Form) => std::str::from_utf8(body).unwrap_or_default(),
            _ => "",
        };
        let query = request.uri().query().unwrap_or_default();
        for (name, value) in query
            .split('&')
            .chain(form.split('&'))
            .filter_map(|pair| pair.split_once('='))
        {
            if self.hides(name) {
                hidden.push(
                    percent_encoding::percent_decode_str(value)
                        .decode_utf8_lossy()
                        .into_owned(),
                );
            }
        }
        if let Ok(body) = serde_json::from_slice(body) {
            hidden::collect(&body, &self.members, false, &mut hidden);
        }
        hidden
    }

    /// Whether the value of a field must not be shown; its name can be encoded.
    fn hides(&self, name: &str) -> bool {
        let name = percent_encoding::percent_decode_str(name).decode_utf8_lossy();
        let is_it = |member: &&str| {
            name.split(['[', '.'])
                .any(|part| part.trim_end_matches(']') == *member)
        };
        self.members.iter().any(is_it)
    }
}

/// The most of a body that is shown.
const LONGEST: usize = 1024 * 1024;

/// One exchange in print.
struct Trace<'a> {
    seeing: &'a Seeing,
    redactor: Redactor<'a>,
}

impl Trace<'_> {
    /// A body, or the start of one.
    fn body(&self, media_type: &str, bytes: &Bytes, is_whole: bool) {
        let text = match is_whole {
            true => std::str::from_utf8(bytes).map(Cow::from),
            // It may be cut within a character.
            false => Ok(String::from_utf8_lossy(bytes)),
        };
        match (Text::of(media_type), text) {
            (Some(Text::Plain), Ok(text)) => {
                self.show_body(&text, is_whole);
                if !is_whole {
                    self.show("[and more]");
                }
            }
            (Some(Text::Form), Ok(text)) => {
                let pairs = text.split('&').map(|pair| match pair.split_once('=') {
                    Some((name, _)) if self.seeing.hides(name) => format!("{name}={HIDDEN}"),
                    _ => pair.to_owned(),
                });
                self.show_body(&pairs.collect::<Vec<_>>().join("&"), is_whole);
            }
            _ => self.left_out(media_type, Some(bytes.len() as u64)),
        }
    }

    /// Says that there is a body, and how long it is.
    fn left_out(&self, media_type: &str, length: Option<u64>) {
        let length = length.map_or("a body".to_owned(), |length| format!("{length} bytes"));
        let of = if media_type.is_empty() { "" } else { " of " };
        self.show(&format!("[{length}{of}{media_type}]"));
    }

    fn headers(&self, mark: char, headers: &HeaderMap) {
        for (name, value) in headers {
            let is_secret = value.is_sensitive() || is_sensitive(name, self.seeing.sdk.schemes);
            let value = match value.to_str() {
                Ok(value) if !is_secret => value,
                _ => HIDDEN,
            };
            self.show(&format!("{mark} {name}: {value}"));
        }
    }

    fn show(&self, text: &str) {
        notes::say(&self.redactor.redact(text));
    }

    /// A body: all of it, or the start that fits on a terminal.
    fn show_body(&self, text: &str, is_whole: bool) {
        // A secret must not be cut before it is found: more is looked through than is shown.
        let limit = terminal::excerpt();
        let start = limit.map_or(text, |limit| start_of(text, limit.saturating_mul(8)));
        let is_cut = !is_whole || start.len() < text.len();
        let redacted = match is_cut {
            true => self.redactor.redact_cut(start),
            false => self.redactor.redact(start),
        };
        let Some(limit) = limit else {
            return terminal::lines(&redacted);
        };
        let shown = start_of(&redacted, limit);
        terminal::lines(shown);
        if (start.len(), shown.len()) != (text.len(), redacted.len()) {
            let length = text.len();
            self.show(&format!(
                "[the start of {length} bytes: redirect standard error to see all of them]"
            ));
        }
    }
}

/// The start of a text, of at most so many bytes.
fn start_of(text: &str, limit: usize) -> &str {
    let end = (0..=limit).rev().find(|end| text.is_char_boundary(*end));
    match text.len() > limit {
        true => end.and_then(|end| text.get(..end)).unwrap_or_default(),
        false => text,
    }
}

/// A kind of text.
enum Text {
    Plain,
    Form,
}

impl Text {
    /// The kind that a media type is of, if it is text.
    fn of(media_type: &str) -> Option<Self> {
        if media_type.starts_with("application/x-www-form-urlencoded") {
            return Some(Text::Form);
        }
        let is_text = media_type.starts_with("text/")
            || ["json", "xml", "yaml"]
                .iter()
                .any(|kind| media_type.contains(kind));
        is_text.then_some(Text::Plain)
    }
}

fn media_type(headers: &HeaderMap) -> &str {
    let value = headers.get("content-type");
    value.and_then(|value| value.to_str().ok()).unwrap_or("")
}

impl Transport for Seeing {
    fn send(
        &self,
        request: Request<Body>,
    ) -> BoxFuture<'_, Result<Response<Body>, TransportError>> {
        Box::pin(self.exchange(request))
    }
}

/// Prints a request.
///
/// # Errors
///
/// Returns [`Failure::Usage`] for a request that a command for curl cannot hold.
pub(super) fn print(
    request: &Request<Bytes>,
    format: Format,
    members: &[&str],
    stand_ins: &[StandIn],
) -> Result<(), Failure> {
    let shown = printed(request, format, members, stand_ins)?;
    let mut output = Output::open(None)?;
    output.write(shown)?;
    output.close()
}

/// A request in print. The credential is a variable of the shell in it, and only the command for curl, which has to
/// work, shows `members` that are secret.
fn printed(
    request: &Request<Bytes>,
    format: Format,
    members: &[&str],
    stand_ins: &[StandIn],
) -> Result<String, Failure> {
    if format == Format::Curl {
        let command = curl::command(request, stand_ins)?;
        if command.contains(curl::ESCAPED) {
            notes::note("the command holds control characters: run it in bash or zsh");
        }
        return Ok(command);
    }
    let shown = |text: String| {
        stand_ins.iter().fold(text, |text, stand_in| {
            let variable = format!("${}", stand_in.variable);
            text.replace(&stand_in.encoded(), &format!("base64({variable})"))
                .replace(&stand_in.text, &variable)
        })
    };
    let body = redact(&String::from_utf8_lossy(request.body()), members, &[]);
    let uri = shown(request.uri().to_string());
    let headers = request.headers().iter().map(|(name, value)| {
        let value = String::from_utf8_lossy(value.as_bytes()).into_owned();
        (name.to_string(), shown(value))
    });
    if matches!(format, Format::Table | Format::Raw) {
        let mut text = format!("{} {uri}\n", request.method());
        for (name, value) in headers {
            // Writing to a string cannot fail.
            let _ = writeln!(text, "{name}: {value}");
        }
        if !body.is_empty() {
            let shown = Json::parse(body.as_bytes()).map(|json| json.pretty(0));
            let _ = writeln!(text, "\n{}", shown.unwrap_or(body));
        }
        return Ok(text);
    }
    let headers = headers.map(|(name, value)| (name, Json::Text(value)));
    let mut members = vec![
        (
            "method".to_owned(),
            Json::Text(request.method().to_string()),
        ),
        ("url".to_owned(), Json::Text(uri)),
        ("headers".to_owned(), Json::Object(headers.collect())),
    ];
    if !body.is_empty() {
        let shown = Json::parse(body.as_bytes());
        members.push(("body".to_owned(), shown.unwrap_or(Json::Text(body))));
    }
    Ok(Json::Object(members).pretty(0) + "\n")
}
