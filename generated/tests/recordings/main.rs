//! Our calls next to recordings of what the official clients send: the same method, target, headers and JSON body.
//!
//! `data/official-*.json` hold the recordings, [`calls`] how each call is written with this SDK, and [`exceptions`]
//! where ours goes another way, and why. Where both clients made a call, the newer one counts.

mod calls;
mod exceptions;
#[path = "../support/mod.rs"]
mod support;

use std::collections::BTreeMap;

use agentmail_sdk::AgentMail;
use exceptions::{EXCEPTIONS, Ours};
use percent_encoding::percent_decode_str;
use serde::Deserialize;
use serde_json::Value;
use support::server::{Request, Server};

const NEWEST: &str = include_str!("../data/official-python-2.0.18.json");
const OLDER: &str = include_str!("../data/official-node-0.5.27.json");

/// The key of the recorded clients.
const KEY: &str = "am_test_key";

#[tokio::test]
async fn every_recorded_call_is_sent_alike_or_a_known_exception() {
    let (newest, older) = (recording(NEWEST), recording(OLDER));
    let mut cases = older.clone();
    cases.extend(newest);

    // Its script is over before it starts: whatever comes is answered with a status that nobody retries.
    let server = Server::start([]).await;
    let client = |validate| server.builder().api_key(KEY).validate(validate).build();
    let checking = client(true).expect("these settings are fine");
    let unchecking = client(false).expect("these settings are fine");

    let mut wrong = Vec::new();
    for (case, recorded) in &cases {
        let ours = outcome(case, &checking, &server).await;
        let exception = EXCEPTIONS.iter().find(|exception| exception.0 == *case);
        let is_right = match exception.map(|exception| &exception.1) {
            None => ours.is(recorded),
            Some(_) if ours.is(recorded) => false,
            Some(Ours::NoSuchCall) => matches!(ours, Outcome::NoSuchCall),
            Some(Ours::Refused(why)) => ours.is_refused(why),
            Some(Ours::Checked(why)) => {
                let unchecked = outcome(case, &unchecking, &server).await;
                ours.is_refused(why) && unchecked.is(recorded)
            }
            Some(Ours::AsOlder) => ours.is(&older[case]),
            Some(Ours::Sends(target, body)) => {
                // A client that refused its call left nothing to start from; such a call is a create.
                let alike = recorded.as_ref().or(cases["create.minimal"].as_ref());
                ours.is(&alike.map(|alike| alike.with(target, *body)))
            }
        };
        if !is_right {
            let listed = exception.map_or("not an exception", |exception| exception.2);
            wrong.push(format!(
                "{case} ({listed})\nrecorded: {recorded:?}\nours: {ours:?}"
            ));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n\n"));

    for exception in EXCEPTIONS {
        assert!(cases.contains_key(exception.0), "{} is gone", exception.0);
    }
}

/// What came of one of our calls.
#[derive(Debug)]
enum Outcome {
    Sent(Wire),
    NotSent(String),
    NoSuchCall,
}

async fn outcome(case: &str, client: &AgentMail, server: &Server) -> Outcome {
    let Some(call) = calls::make(case, client, server) else {
        return Outcome::NoSuchCall;
    };
    let sent_before = server.requests().len();
    let result = call.await;
    match server.requests().get(sent_before) {
        Some(request) => Outcome::Sent(Wire::from(request)),
        None => Outcome::NotSent(result.expect_err("nothing was sent").to_string()),
    }
}

impl Outcome {
    /// Whether the same was sent, or in both cases nothing.
    fn is(&self, recorded: &Option<Wire>) -> bool {
        match self {
            Outcome::Sent(wire) => recorded.as_ref() == Some(wire),
            Outcome::NotSent(_) => recorded.is_none(),
            Outcome::NoSuchCall => false,
        }
    }

    fn is_refused(&self, why: &str) -> bool {
        matches!(self, Outcome::NotSent(error) if error.contains(why))
    }
}

/// A request as far as it is compared.
#[derive(Clone, Debug, PartialEq)]
struct Wire {
    method: String,
    segments: Vec<String>,
    query: Vec<(String, String)>,
    headers: BTreeMap<&'static str, String>,
    body: Option<Value>,
}

/// The headers that a caller can tell apart; the others name the client or are the transport's.
const HEADERS: [&str; 5] = [
    "authorization",
    "content-type",
    "idempotency-key",
    "x-team",
    "x-trace",
];

impl Wire {
    /// The same request with another target and body.
    fn with(&self, target: &str, body: Option<&str>) -> Wire {
        let (segments, query) = split(target);
        Wire {
            segments,
            query,
            body: body.map(json),
            ..self.clone()
        }
    }
}

impl From<&Request> for Wire {
    fn from(request: &Request) -> Self {
        let (segments, query) = split(&request.target);
        let body = std::str::from_utf8(&request.body).expect("JSON is UTF-8");
        Wire {
            method: request.method.clone(),
            segments,
            query,
            headers: HEADERS
                .iter()
                .filter_map(|name| Some((*name, request.header(name)?.to_owned())))
                .collect(),
            body: (!body.is_empty()).then(|| json(body)),
        }
    }
}

/// The decoded segments of the path, and the decoded pairs of the query.
fn split(target: &str) -> (Vec<String>, Vec<(String, String)>) {
    let (path, query) = target.split_once('?').unwrap_or((target, ""));
    let decoded = |segment| percent_decode_str(segment).decode_utf8_lossy().into_owned();
    (
        path.split('/').map(decoded).collect(),
        url::form_urlencoded::parse(query.as_bytes())
            .into_owned()
            .collect(),
    )
}

fn json(text: &str) -> Value {
    serde_json::from_str(text).expect("JSON")
}

#[derive(Deserialize)]
struct Recording {
    cases: Vec<RecordedCase>,
}

#[derive(Deserialize)]
struct RecordedCase {
    case: String,
    requests: Vec<RecordedRequest>,
}

#[derive(Deserialize)]
struct RecordedRequest {
    method: String,
    target: String,
    headers: BTreeMap<String, String>,
    body: Option<String>,
}

/// The first request of every case; `None` where the client sent none.
fn recording(text: &str) -> BTreeMap<String, Option<Wire>> {
    let recording: Recording = serde_json::from_str(text).expect("a recording");
    let first = |case: RecordedCase| {
        let request = case.requests.into_iter().next();
        (case.case, request.map(Wire::from))
    };
    recording.cases.into_iter().map(first).collect()
}

impl From<RecordedRequest> for Wire {
    fn from(request: RecordedRequest) -> Self {
        let (segments, query) = split(&request.target);
        Wire {
            method: request.method,
            segments,
            query,
            headers: HEADERS
                .iter()
                .filter_map(|name| Some((*name, request.headers.get(*name)?.clone())))
                .collect(),
            body: request.body.as_deref().map(json),
        }
    }
}
