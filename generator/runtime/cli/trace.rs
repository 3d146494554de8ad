//! Seeing requests: the dry run, which sends nothing, and what `--debug` prints.

use std::fmt::Write;
use std::sync::{Arc, Mutex};

use bytes::Bytes;
use http::{HeaderMap, Request, Response};

use super::json::Json;
use super::notes;
use super::print::Format;
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
        if let Some(body) = request.body().as_bytes().filter(|body| !body.is_empty()) {
            self.show(&String::from_utf8_lossy(body));
        }
        let answer = inner.send(request).await?;
        let (head, body) = answer.into_parts();
        self.show(&format!("< {}", head.status));
        self.headers('<', &head.headers);
        let media_type = head.headers.get("content-type");
        let media_type = media_type
            .and_then(|value| value.to_str().ok())
            .unwrap_or("");
        // Bytes and streams stay on their way.
        let is_text = media_type.contains("json") && !media_type.contains("seq");
        if !is_text {
            return Ok(Response::from_parts(head, body));
        }
        let body = body.collect().await?;
        self.show(&String::from_utf8_lossy(&body));
        Ok(Response::from_parts(head, body.into()))
    }

    fn headers(&self, mark: char, headers: &HeaderMap) {
        for (name, value) in headers {
            let is_secret = value.is_sensitive() || is_sensitive(name, self.sdk.schemes);
            let value = match value.to_str() {
                Ok(value) if !is_secret => value,
                _ => "[hidden]",
            };
            self.show(&format!("{mark} {name}: {value}"));
        }
    }

    fn show(&self, text: &str) {
        let hidden: Vec<&str> = self.hidden.iter().map(String::as_str).collect();
        notes::say(&redact(text, &self.members, &hidden));
    }
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
