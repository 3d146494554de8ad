//! A transport that answers from a script, a clock that never waits, and an SDK to call with them.

use std::collections::VecDeque;
use std::pin::pin;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard};
use std::task::{Context, Poll, Wake, Waker};
use std::time::{Duration, SystemTime};

use bytes::Bytes;
use futures_core::Stream;
use http::{HeaderMap, Request, Response, StatusCode};
use serde::{Deserialize, Serialize};

use crate::ErrorBody;
use crate::runtime::call::Call;
use crate::runtime::client::Core;
use crate::runtime::client_builder::Builder;
use crate::runtime::clock::Clock;
use crate::runtime::error::Error;
use crate::runtime::operation::{Idempotency, Operation, Parameter};

use crate::runtime::sdk::{ErrorMembers, Scheme, SchemeKind, Sdk};
use crate::runtime::secret::Secret;
use crate::runtime::server::ServerVariable;
use crate::runtime::setters::setters;
use crate::runtime::success::Empty;
use crate::runtime::transport::{Body, BoxFuture, Transport};
use crate::runtime::transport_error::{TransportError, TransportErrorKind};
use crate::runtime::validate::{Check, Rule, Validate};

pub const KEY: &str = "sk-very-secret";

pub const SDK: Sdk = Sdk {
    name: "Shop",
    user_agent: "shop-sdk/1.2.3",
    servers: &["https://api.shop.test", "https://{region}.shop.test/{base}"],
    variables: &[
        ServerVariable {
            name: "region",
            default: Some("eu"),
            values: &["eu", "us"],
        },
        ServerVariable {
            name: "base",
            default: None,
            values: &[],
        },
    ],
    base_url_env: Some("SHOP_BASE_URL"),
    schemes: &[
        Scheme {
            name: "bearer",
            kind: SchemeKind::Bearer,
            env: Some("SHOP_API_KEY"),
        },
        Scheme {
            name: "basic",
            kind: SchemeKind::Basic,
            env: None,
        },
        Scheme {
            name: "header",
            kind: SchemeKind::HeaderKey("X-Shop"),
            env: None,
        },
        Scheme {
            name: "query",
            kind: SchemeKind::QueryKey("key"),
            env: None,
        },
        Scheme {
            name: "cookie",
            kind: SchemeKind::CookieKey("session"),
            env: None,
        },
        Scheme {
            name: "hook",
            kind: SchemeKind::Hook,
            env: None,
        },
    ],
    parameters: &[],
    auth: &[],
    secret_members: &["secret", "token"],
    error_members: ErrorMembers {
        message: &["/message", "/error/message"],
        code: &["/code"],
        hint: &["/fix"],
        issues: &["/errors"],
        issue_path: "/path",
        issue_message: "/message",
    },
};

const BEARER: &[&[&str]] = &[&["bearer"]];

pub const GET: Operation = Operation {
    parameters: &[Parameter::path("id"), Parameter::query("expand")],
    auth: Some(BEARER),
    errors: &[
        (&["default"], ErrorBody::problem),
        (&["400"], ErrorBody::validation),
        (&["5XX"], |_| None),
    ],
    name: "things.get",
    id: "getThing",
    path: "/v0/things/{id}",
    ..Operation::new("GET")
};

pub const LIST: Operation = Operation {
    parameters: &[
        Parameter {
            rules: &[Rule::Maximum(100.0)],
            ..Parameter::query("limit")
        },
        Parameter::query("page_token"),
    ],
    auth: Some(BEARER),
    name: "things.list",
    id: "listThings",
    path: "/v0/things",
    ..Operation::new("GET")
};

pub const CREATE: Operation = Operation {
    auth: Some(BEARER),
    idempotency: Idempotency::Member("client_id"),
    content_type: Some("application/json"),
    name: "things.create",
    id: "createThing",
    path: "/v0/things",
    ..Operation::new("POST")
};

#[derive(Clone, Debug, PartialEq, Deserialize, Serialize)]
pub struct Thing {
    pub id: String,
}

#[derive(Clone, Debug, Default, Serialize)]
pub struct NewThing {
    pub names: Vec<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub client_id: Option<String>,
}

impl NewThing {
    pub fn named(name: &str) -> Self {
        NewThing {
            names: vec![name.to_owned()],
            client_id: None,
        }
    }
}

setters!(NewThing {
    client_id(value: impl Into<String>) => Some(value.into()),
});

impl Validate for NewThing {
    fn check(&self, check: &mut Check) {
        check.member("names", &self.names, &[Rule::MinItems(1)]);
    }
}

/// A client over a script, with a bearer key.
pub struct Shop {
    pub core: Core,
    pub wire: Wire,
    pub clock: FakeClock,
}

impl Shop {
    pub fn new(script: impl IntoIterator<Item = Step>) -> Self {
        Shop::with(script, |builder| builder)
    }

    pub fn with(
        script: impl IntoIterator<Item = Step>,
        set: impl FnOnce(Builder<Core>) -> Builder<Core>,
    ) -> Self {
        Shop::without_key(script, |builder| {
            set(builder.credential("bearer", Secret::new(KEY)))
        })
    }

    pub fn without_key(
        script: impl IntoIterator<Item = Step>,
        set: impl FnOnce(Builder<Core>) -> Builder<Core>,
    ) -> Self {
        let wire = Wire::new(script);
        let clock = FakeClock::default();
        let builder = Builder::new(&SDK)
            .transport(wire.clone())
            .clock(clock.clone());
        Shop {
            core: set(builder).build().unwrap(),
            wire,
            clock,
        }
    }

    pub fn get(&self, id: &str) -> Call<Thing> {
        Call::json(&self.core, &GET).path("id", id)
    }

    pub fn create(&self, thing: &NewThing) -> Call<Thing> {
        Call::json(&self.core, &CREATE).with_json(thing)
    }

    /// A call of any operation that is answered with whatever.
    pub fn call(&self, operation: &'static Operation) -> Call<(), Empty> {
        Call::empty(&self.core, operation)
    }
}

/// One turn of a scripted transport.
pub enum Step {
    Answer(Response<Body>),
    Fail(TransportError),
    /// No answer, ever.
    Hang,
}

pub fn answer(status: u16, body: &'static str) -> Step {
    answer_with(status, &[], body)
}

pub fn answer_with(status: u16, headers: &[(&'static str, &str)], body: &'static str) -> Step {
    let mut response = Response::new(Body::from(body));
    *response.status_mut() = StatusCode::from_u16(status).unwrap();
    for (name, value) in headers {
        response.headers_mut().append(*name, value.parse().unwrap());
    }
    Step::Answer(response)
}

pub fn ok() -> Step {
    answer(200, r#"{"id":"t1"}"#)
}

pub fn redirect(status: u16, location: &str) -> Step {
    answer_with(status, &[("location", location)], "")
}

pub fn fail(kind: TransportErrorKind) -> Step {
    Step::Fail(TransportError::new(kind, "scripted"))
}

/// An answer whose body breaks off after its first piece.
pub fn cut() -> Step {
    let pieces = Pieces(VecDeque::from([
        Ok(Bytes::from_static(b"{\"id\":")),
        Err(TransportError::new(TransportErrorKind::Body, "cut")),
    ]));
    Step::Answer(Response::new(Body::from_stream(pieces)))
}

pub struct Pieces(pub VecDeque<Result<Bytes, TransportError>>);

impl Stream for Pieces {
    type Item = Result<Bytes, TransportError>;

    fn poll_next(
        mut self: std::pin::Pin<&mut Self>,
        _: &mut Context<'_>,
    ) -> Poll<Option<Self::Item>> {
        Poll::Ready(self.0.pop_front())
    }
}

/// What arrived at the scripted transport.
#[derive(Clone, Debug)]
pub struct Sent {
    pub method: String,
    pub url: String,
    pub headers: HeaderMap,
    pub body: Bytes,
    /// How long the body said that it is.
    pub announced: Option<u64>,
}

impl Sent {
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name).map(|value| value.to_str().unwrap())
    }
}

/// The scripted transport. Clones share script and record.
#[derive(Clone)]
pub struct Wire(Arc<Mutex<WireState>>);

struct WireState {
    script: VecDeque<Step>,
    sent: Vec<Sent>,
}

impl Wire {
    fn new(script: impl IntoIterator<Item = Step>) -> Self {
        Wire(Arc::new(Mutex::new(WireState {
            script: script.into_iter().collect(),
            sent: Vec::new(),
        })))
    }

    fn state(&self) -> MutexGuard<'_, WireState> {
        self.0.lock().unwrap()
    }

    pub fn sent(&self) -> Vec<Sent> {
        self.state().sent.clone()
    }

    pub fn count(&self) -> usize {
        self.state().sent.len()
    }

    pub fn urls(&self) -> Vec<String> {
        self.sent().into_iter().map(|sent| sent.url).collect()
    }

    /// The only request there was.
    pub fn only(&self) -> Sent {
        let sent = self.sent();
        assert_eq!(sent.len(), 1, "{sent:?}");
        sent[0].clone()
    }
}

impl Transport for Wire {
    fn send(
        &self,
        request: Request<Body>,
    ) -> BoxFuture<'_, Result<Response<Body>, TransportError>> {
        let (head, body) = request.into_parts();
        let mut state = self.state();
        state.sent.push(Sent {
            method: head.method.to_string(),
            url: head.uri.to_string(),
            headers: head.headers,
            announced: body.len(),
            body: run(body.collect()).unwrap(),
        });
        let step = state
            .script
            .pop_front()
            .expect("more requests than the script foresees");
        Box::pin(async move {
            match step {
                Step::Answer(response) => Ok(response),
                Step::Fail(error) => Err(error),
                Step::Hang => std::future::pending().await,
            }
        })
    }
}

/// A clock that goes forward only when something sleeps or times out, and then at once.
#[derive(Clone)]
pub struct FakeClock(Arc<Mutex<ClockState>>);

struct ClockState {
    passed: Duration,
    random: f64,
    sleeps: Vec<Duration>,
    timeouts: Vec<Duration>,
}

/// 2026-01-01T00:00:00Z, when every fake clock starts.
pub const START: Duration = Duration::from_secs(1_767_225_600);

impl Default for FakeClock {
    fn default() -> Self {
        FakeClock(Arc::new(Mutex::new(ClockState {
            passed: Duration::ZERO,
            random: 0.5,
            sleeps: Vec::new(),
            timeouts: Vec::new(),
        })))
    }
}

impl FakeClock {
    /// Lets time pass.
    pub fn advance(&self, duration: Duration) {
        self.state().passed += duration;
    }

    fn state(&self) -> MutexGuard<'_, ClockState> {
        self.0.lock().unwrap()
    }

    pub fn set_random(&self, random: f64) {
        self.state().random = random;
    }

    /// Every wait between attempts, in seconds.
    pub fn sleeps(&self) -> Vec<f64> {
        self.state()
            .sleeps
            .iter()
            .map(Duration::as_secs_f64)
            .collect()
    }

    /// Every attempt's time limit that ran out, in seconds.
    pub fn timeouts(&self) -> Vec<f64> {
        self.state()
            .timeouts
            .iter()
            .map(Duration::as_secs_f64)
            .collect()
    }
}

impl Clock for FakeClock {
    fn now(&self) -> SystemTime {
        SystemTime::UNIX_EPOCH + START + self.monotonic()
    }

    fn monotonic(&self) -> Duration {
        self.state().passed
    }

    fn sleep(&self, duration: Duration) -> BoxFuture<'_, ()> {
        let mut state = self.state();
        state.passed += duration;
        state.sleeps.push(duration);
        Box::pin(std::future::ready(()))
    }

    fn random(&self) -> f64 {
        self.state().random
    }

    fn timeout(&self, duration: Duration) -> BoxFuture<'_, ()> {
        let mut state = self.state();
        state.passed += duration;
        state.timeouts.push(duration);
        Box::pin(std::future::ready(()))
    }
}

/// Runs what never really waits.
pub fn run<T>(work: impl IntoFuture<Output = T>) -> T {
    let mut work = pin!(work.into_future());
    let turn = Arc::new(Turn::default());
    let waker = Waker::from(turn.clone());
    loop {
        match work.as_mut().poll(&mut Context::from_waker(&waker)) {
            Poll::Ready(done) => return done,
            // It gave way to others.
            Poll::Pending if turn.0.swap(false, Ordering::Relaxed) => {}
            Poll::Pending => panic!("it waits for something that no test provides"),
        }
    }
}

/// Whether the future that is run wants another turn.
#[derive(Default)]
struct Turn(AtomicBool);

impl Wake for Turn {
    fn wake(self: Arc<Self>) {
        self.0.store(true, Ordering::Relaxed);
    }
}

pub fn api(error: Error) -> crate::runtime::api_error::ApiError {
    match error {
        Error::Api(error) => *error,
        other => panic!("not an API error: {other}"),
    }
}

pub fn transport(error: Error) -> TransportError {
    match error {
        Error::Transport(error) => *error,
        other => panic!("not a transport error: {other}"),
    }
}
