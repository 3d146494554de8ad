//! Seeing requests: the dry run, which sends nothing, and what `--debug` prints.

use std::fmt::Write;
use std::sync::{Arc, Mutex};

use bytes::Bytes;
use http::{HeaderMap, Request, Response};

use super::json::Json;
use super::notes;
use super::print::Format;
use super::terminal;
use crate::runtime::auth::is_sensitive;
use crate::runtime::redact::redact;
use crate::runtime::reqwest_transport::ReqwestTransport;
use crate::runtime::sdk::Sdk;
use crate::runtime::transport::{Body, BoxFuture, Transport};
use crate::runtime::transport_error::{TransportError, TransportErrorKind};

/// The request that a dry run would have sent.
pub(super) type Seen = Arc<Mutex<Option<Request<Bytes>>>>;

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
        self.show(&format!("> {} {}", request.method(), request.uri()));
        self.headers('>', request.headers());
        let body = request.body();
        match body.as_bytes() {
            Some(bytes) if bytes.is_empty() => {}
            Some(bytes) => self.body(media_type(request.headers()), bytes),
            None => self.left_out(media_type(request.headers()), body.len()),
        }
        let answer = inner.send(request).await?;
        let (head, body) = answer.into_parts();
        self.show(&format!("< {}", head.status));
        self.headers('<', &head.headers);
        let kind = media_type(&head.headers);
        // Bytes and streams stay on their way.
        let is_stream = ["seq", "jsonl", "ndjson", "event-stream"];
        let is_whole = Text::of(kind).is_some() && !is_stream.iter().any(|one| kind.contains(one));
        if !is_whole {
            if body.len() != Some(0) {
                self.left_out(kind, body.len());
            }
            return Ok(Response::from_parts(head, body));
        }
        let body = body.collect().await?;
        self.body(kind, &body);
        Ok(Response::from_parts(head, body.into()))
    }

    fn body(&self, media_type: &str, bytes: &Bytes) {
        match (Text::of(media_type), std::str::from_utf8(bytes)) {
            (Some(Text::Plain), Ok(text)) => self.show_body(text),
            (Some(Text::Form), Ok(text)) => {
                let pairs = text.split('&').map(|pair| match pair.split_once('=') {
                    Some((name, _)) if self.hides(name) => format!("{name}={HIDDEN}"),
                    _ => pair.to_owned(),
                });
                self.show_body(&pairs.collect::<Vec<_>>().join("&"));
            }
            _ => self.left_out(media_type, Some(bytes.len() as u64)),
        }
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

    /// Says that there is a body, and how long it is.
    fn left_out(&self, media_type: &str, length: Option<u64>) {
        let length = length.map_or("a body".to_owned(), |length| format!("{length} bytes"));
        let of = if media_type.is_empty() { "" } else { " of " };
        self.show(&format!("[{length}{of}{media_type}]"));
    }

    fn headers(&self, mark: char, headers: &HeaderMap) {
        for (name, value) in headers {
            let is_secret = value.is_sensitive() || is_sensitive(name, self.sdk.schemes);
            let value = match value.to_str() {
                Ok(value) if !is_secret => value,
                _ => HIDDEN,
            };
            self.show(&format!("{mark} {name}: {value}"));
        }
    }

    fn show(&self, text: &str) {
        notes::say(&self.redacted(text));
    }

    /// A body: all of it, or the start that fits on a terminal.
    fn show_body(&self, text: &str) {
        let Some(limit) = terminal::excerpt() else {
            return terminal::lines(&self.redacted(text));
        };
        // A secret must not be cut before it is found: more is looked through than is shown.
        let start = start_of(text, limit.saturating_mul(8));
        let redacted = self.redacted(start);
        let shown = start_of(&redacted, limit);
        terminal::lines(shown);
        if (start.len(), shown.len()) != (text.len(), redacted.len()) {
            let length = text.len();
            self.show(&format!(
                "[the start of {length} bytes: redirect standard error to see all of them]"
            ));
        }
    }

    fn redacted(&self, text: &str) -> String {
        let hidden: Vec<&str> = self.hidden.iter().map(String::as_str).collect();
        redact(text, &self.members, &hidden)
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

/// What stands in place of what is secret.
const HIDDEN: &str = "[hidden]";

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

/// A request in print. The credential is a variable of the shell in it, and only the command for curl, which has to
/// work, shows `members` that are secret.
pub(super) fn printed(request: &Request<Bytes>, format: Format, members: &[&str]) -> String {
    let body = String::from_utf8_lossy(request.body());
    let body = match format {
        Format::Curl => body.into_owned(),
        _ => redact(&body, members, &[]),
    };
    let headers: Vec<(String, String)> = request
        .headers()
        .iter()
        .map(|(name, value)| {
            (
                name.to_string(),
                String::from_utf8_lossy(value.as_bytes()).into_owned(),
            )
        })
        .collect();
    match format {
        Format::Curl => curl(request, &headers, &body),
        Format::Table | Format::Raw => {
            let mut text = format!("{} {}\n", request.method(), request.uri());
            for (name, value) in headers {
                // Writing to a string cannot fail.
                let _ = writeln!(text, "{name}: {value}");
            }
            if !body.is_empty() {
                let shown = Json::parse(body.as_bytes()).map(|json| json.pretty(0));
                let _ = writeln!(text, "\n{}", shown.unwrap_or(body));
            }
            text
        }
        _ => {
            let headers = headers
                .into_iter()
                .map(|(name, value)| (name, Json::Text(value)));
            let mut members = vec![
                (
                    "method".to_owned(),
                    Json::Text(request.method().to_string()),
                ),
                ("url".to_owned(), Json::Text(request.uri().to_string())),
                ("headers".to_owned(), Json::Object(headers.collect())),
            ];
            if !body.is_empty() {
                let shown = Json::parse(body.as_bytes());
                members.push(("body".to_owned(), shown.unwrap_or(Json::Text(body))));
            }
            Json::Object(members).pretty(0) + "\n"
        }
    }
}

fn curl(request: &Request<Bytes>, headers: &[(String, String)], body: &str) -> String {
    let mut text = format!(
        "curl -X {} {}",
        request.method(),
        quoted(&request.uri().to_string())
    );
    for (name, value) in headers {
        let _ = write!(text, " \\\n  -H {}", quoted(&format!("{name}: {value}")));
    }
    if !body.is_empty() {
        let _ = write!(text, " \\\n  --data-raw {}", single(body));
    }
    text + "\n"
}

/// A word for the shell, in which variables stand for what they hold.
fn quoted(text: &str) -> String {
    match text.contains('$') {
        true => {
            let text = text
                .replace('\\', "\\\\")
                .replace('"', "\\\"")
                .replace('`', "\\`");
            format!("\"{text}\"")
        }
        false => single(text),
    }
}

fn single(text: &str) -> String {
    format!("'{}'", text.replace('\'', "'\\''"))
}
