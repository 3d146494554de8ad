//! `events send`: a delivery to a receiver, signed as the service signs it.

use std::pin::Pin;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use bytes::Bytes;
use clap::ArgMatches;
use futures_core::Stream;
use http::{HeaderName, HeaderValue, Request, StatusCode, header};
use url::Url;

use super::event_table::Events;
use super::events::{no_secret, sample, secret_of};
use super::failure::Failure;
use super::globals::{is_on, text};
use super::grid;
use super::input;
use super::json::Json;
use super::network;
use super::notes;
use super::print::{Format, Output};
use super::table::Tool;
use super::trace::{self, Secrets, Seeing, Seen};
use crate::runtime::error::Error;
use crate::runtime::redact::Redactor;
use crate::runtime::text::one_line;
use crate::runtime::transport::{Body, Transport};
use crate::runtime::transport_error::TransportError;

/// How long a receiver may take unless `--timeout` says otherwise.
const PATIENCE: Duration = Duration::from_secs(30);

/// Sends a payload.
pub(super) async fn send(
    tool: &'static Tool,
    events: &'static Events,
    matches: &ArgMatches,
) -> Result<(), Failure> {
    let is_dry = is_on(matches, "dry-run");
    let format = Format::choose(text(matches, "format"), false);
    if format == Format::Curl && !is_dry {
        let message = "--format curl goes with --dry-run";
        return Err(Failure::Usage(message.to_owned()));
    }
    let body = match text(matches, "json") {
        Some(given) => Bytes::from(input::whole("--json", given)?),
        None => Bytes::from(sample(events, matches).compact()),
    };
    let url = text(matches, "to").unwrap_or_default();
    let id = match text(matches, "id") {
        Some(id) => id.to_owned(),
        None => new_id(),
    };
    let mut headers = Vec::new();
    let mut secrets = Vec::new();
    if let Some(signing) = &events.signing {
        let secret = secret_of(signing, matches)?.ok_or_else(|| no_secret(signing))?;
        let now = SystemTime::now().duration_since(UNIX_EPOCH);
        let now = now.map_or(0, |since| since.as_secs());
        headers = (signing.sign)(&secret, signing.prefix, &id, now, &body)?;
        secrets = forms_of(&secret);
    }
    let request = request(tool, url, &headers, body)?;
    let seen = Seen::default();
    let inner = match is_dry {
        true => None,
        false => Some(network::transport(tool, matches, url)?),
    };
    let transport = Seeing {
        inner,
        shows: is_on(matches, "debug"),
        sdk: tool.sdk,
        members: tool.sdk.secret_members.to_vec(),
        hidden: secrets.clone(),
        secrets: Secrets::default(),
        seen: seen.clone(),
    };
    let patience = network::timeout(tool, matches)?.unwrap_or(PATIENCE);
    let mut head = None;
    let exchange = exchange(&transport, request, &mut head);
    let response = tokio::time::timeout(patience, exchange).await;
    let request = seen.lock().ok().and_then(|mut seen| seen.take());
    if let Some(request) = request {
        return trace::print(&request, format, &[], &[]);
    }
    let seconds = patience.as_secs_f64();
    let response = match (response, head) {
        (Ok(response), _) => response,
        (Err(_), None) => {
            let message = format!("{url} has not answered within {seconds} s");
            return Err(Failure::Unreachable(message));
        }
        (Err(_), Some(status)) => {
            let message = format!(
                "{url} answered {status}, but the response was not complete within {seconds} s; the delivery was {id}"
            );
            return Err(Failure::Unreachable(message));
        }
    };
    let kept = response.map_err(|error| match head {
        None => Failure::Call(Error::from(error)),
        Some(status) => {
            let error = Error::from(error);
            Failure::Unreachable(format!(
                "{url} answered {status}, but the response cannot be read: {error}; the delivery was {id}"
            ))
        }
    })?;
    if kept.is_cut {
        let of = kept.length.map_or("more".to_owned(), |length| {
            let rest = length.saturating_sub(u64::try_from(KEPT).unwrap_or(u64::MAX));
            format!("{rest} more bytes")
        });
        notes::note(&format!(
            "the response is cut after 64 KiB; {of} were not read"
        ));
    }
    let status = head.unwrap_or_default();
    let text = String::from_utf8_lossy(&kept.bytes);
    let redactor = Redactor::new(tool.sdk.secret_members, &secrets);
    report(status, &id, &redactor.redact_cut(&text), format)
}

/// The length of the response body that is read, in bytes.
const KEPT: usize = 64 << 10;

/// The begin of a response body.
#[derive(Default)]
struct Kept {
    bytes: Vec<u8>,
    is_cut: bool,
    /// The declared length of the whole body.
    length: Option<u64>,
}

/// Sends a request and reads the response as far as it is kept. `status` is set as soon as the head is there.
async fn exchange(
    transport: &impl Transport,
    request: Request<Body>,
    status: &mut Option<StatusCode>,
) -> Result<Kept, TransportError> {
    let (head, mut body) = transport.send(request).await?.into_parts();
    *status = Some(head.status);
    let mut kept = Kept {
        length: body.len(),
        ..Kept::default()
    };
    while !kept.is_cut {
        let piece = std::future::poll_fn(|context| Pin::new(&mut body).poll_next(context)).await;
        let Some(piece) = piece.transpose()? else {
            break;
        };
        kept.bytes.extend_from_slice(&piece);
        kept.is_cut = kept.bytes.len() > KEPT;
        kept.bytes.truncate(KEPT);
    }
    Ok(kept)
}

/// The forms in which a receiver may quote a secret: with its prefix, and the key alone.
fn forms_of(secret: &str) -> Vec<String> {
    let mut forms = vec![secret.to_owned()];
    forms.extend(secret.strip_prefix("whsec_").map(str::to_owned));
    forms
}

/// An id that no other delivery has.
fn new_id() -> String {
    let letters = std::iter::repeat_with(fastrand::alphanumeric).take(27);
    format!("msg_{}", letters.collect::<String>())
}

fn request(
    tool: &Tool,
    url: &str,
    headers: &[(String, String)],
    body: Bytes,
) -> Result<Request<Body>, Failure> {
    let wrong = |why: &dyn std::fmt::Display| Failure::Usage(format!("--to {url}: {why}"));
    let is_web = Url::parse(url).is_ok_and(|url| matches!(url.scheme(), "http" | "https"));
    if !is_web {
        return Err(wrong(&"it is no URL, such as http://127.0.0.1:8080/"));
    }
    let mut request = Request::post(url)
        .header(header::CONTENT_TYPE, "application/json")
        .header(header::USER_AGENT, network::user_agent(tool))
        .body(Body::from(body))
        .map_err(|error| wrong(&error))?;
    for (name, value) in headers {
        let name: HeaderName = name.parse().map_err(|error| wrong(&error))?;
        let value = HeaderValue::from_str(value)
            .map_err(|_| Failure::Usage("--id cannot stand in a header".to_owned()))?;
        request.headers_mut().insert(name, value);
    }
    Ok(request)
}

/// What the receiver answered.
fn report(status: StatusCode, id: &str, said: &str, format: Format) -> Result<(), Failure> {
    if !status.is_success() {
        let said = one_line(said, 200);
        let said = if said.is_empty() {
            said
        } else {
            format!(": {said}")
        };
        let message = format!("the receiver answered {status}{said}; the delivery was {id}");
        return Err(Failure::Refused(message));
    }
    let mut answer = vec![
        ("id".to_owned(), Json::Text(id.to_owned())),
        (
            "status".to_owned(),
            Json::Number(status.as_u16().to_string()),
        ),
    ];
    if !said.is_empty() {
        answer.push(("answer".to_owned(), Json::Text(said.to_owned())));
    }
    let answer = Json::Object(answer);
    let mut output = Output::open(None)?;
    output.write(match format {
        Format::Table => grid::one(&answer),
        Format::Jsonl => answer.compact() + "\n",
        _ => answer.pretty(0) + "\n",
    })?;
    output.close()
}
