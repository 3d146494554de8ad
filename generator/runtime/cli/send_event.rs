//! `events send`: a delivery to a receiver, signed as the service signs it.

use std::time::{Duration, SystemTime, UNIX_EPOCH};

use bytes::Bytes;
use clap::ArgMatches;
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
use super::print::{Format, Output};
use super::table::Tool;
use super::trace::{self, Seeing, Seen};
use crate::runtime::error::Error;
use crate::runtime::text::one_line;
use crate::runtime::transport::{Body, Transport};

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
    let mut hidden = Vec::new();
    if let Some(signing) = &events.signing {
        let secret = secret_of(signing, matches)?.ok_or_else(|| no_secret(signing))?;
        let now = SystemTime::now().duration_since(UNIX_EPOCH);
        let now = now.map_or(0, |since| since.as_secs());
        headers = (signing.sign)(&secret, signing.prefix, &id, now, &body)?;
        hidden.push(secret);
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
        hidden,
        seen: seen.clone(),
    };
    let patience = network::timeout(tool, matches)?.unwrap_or(PATIENCE);
    let answer = tokio::time::timeout(patience, transport.send(request)).await;
    let request = seen.lock().ok().and_then(|mut seen| seen.take());
    if let Some(request) = request {
        let mut output = Output::open(None)?;
        output.write(trace::printed(&request, format, &[]))?;
        return output.close();
    }
    let Ok(answer) = answer else {
        let message = format!("{url} has not answered within {} s", patience.as_secs_f64());
        return Err(Failure::Unreachable(message));
    };
    let (head, body) = answer
        .map_err(|error| Failure::Call(Error::from(error)))?
        .into_parts();
    let said = body.collect().await.unwrap_or_default();
    report(head.status, &id, &String::from_utf8_lossy(&said), format)
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
        Format::Table => grid::one(&answer, &[]),
        Format::Jsonl => answer.compact() + "\n",
        _ => answer.pretty(0) + "\n",
    })?;
    output.close()
}
