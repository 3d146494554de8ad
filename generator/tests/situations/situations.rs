//! What goes wrong between a client and a service, one after the other, on an API with cursors and OAuth 2.0.
//!
//! This file is compiled as a test of the crate that is generated from `ledger.yaml`.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex};
use std::time::{Duration, SystemTime};

use bytes::Bytes;
use futures_util::stream;
use http::StatusCode;
use ledger_sdk::{
    Body, BoxFuture, Clock, Error, ErrorBody, Ledger, Transport, TransportError,
    TransportErrorKind,
};

const SECRET: &str = "the-secret-of-the-tests";

/// What the network does with one request.
enum Step {
    Answer(u16, &'static str, &'static str),
    RetryAfter(u16, &'static str),
    Location(u16, &'static str),
    /// The body breaks off behind these bytes.
    Cut(&'static str),
    Fail(TransportErrorKind),
}

use Step::{Answer, Cut, Fail, Location, RetryAfter};

/// A network that does what the script says, and takes down what goes over it. Tokens are never scarce.
#[derive(Default)]
struct Network {
    script: Mutex<VecDeque<Step>>,
    /// Method, URL, `Authorization`, body.
    seen: Mutex<Vec<[String; 4]>>,
    tokens: Mutex<u32>,
    lifetime: u32,
    elapsed: Mutex<Duration>,
    waits: Mutex<Vec<u128>>,
}

impl Network {
    fn new(script: impl IntoIterator<Item = Step>) -> Arc<Self> {
        Arc::new(Self {
            script: Mutex::new(script.into_iter().collect()),
            lifetime: 3600,
            ..Self::default()
        })
    }

    fn client(self: &Arc<Self>) -> Ledger {
        Ledger::builder()
            .machine_client_credentials("the id", SECRET, ["read", "write"])
            .transport(self.clone())
            .clock(self.clone())
            .build()
            .unwrap()
    }

    /// The requests for anything but tokens.
    fn calls(&self) -> Vec<[String; 4]> {
        let seen = self.seen.lock().unwrap();
        let is_call = |request: &&[String; 4]| !request[1].starts_with("https://login.example/");
        seen.iter().filter(is_call).cloned().collect()
    }

    fn waits(&self) -> Vec<u128> {
        self.waits.lock().unwrap().clone()
    }

    fn answer(&self, request: &[String; 4]) -> Result<http::Response<Body>, TransportError> {
        if request[1] == "https://login.example/oauth/token" {
            let mut tokens = self.tokens.lock().unwrap();
            *tokens += 1;
            let lifetime = self.lifetime;
            let token =
                format!(r#"{{"access_token": "token-{tokens}", "expires_in": {lifetime}}}"#);
            return Ok(http::Response::new(token.into()));
        }
        let response = http::Response::builder();
        let step = self.script.lock().unwrap().pop_front();
        let response = match step.unwrap_or(Answer(418, "text/plain", "the script is over")) {
            Answer(status, content_type, body) => response
                .status(status)
                .header("content-type", content_type)
                .body(body.into()),
            RetryAfter(status, wait) => response
                .status(status)
                .header("retry-after", wait)
                .body(Body::empty()),
            Location(status, location) => response
                .status(status)
                .header("location", location)
                .body(Body::empty()),
            Cut(start) => {
                let pieces = [
                    Ok(Bytes::from(start)),
                    Err(TransportError::new(TransportErrorKind::Body, "cut")),
                ];
                response
                    .header("content-type", "application/json")
                    .body(Body::from_stream(stream::iter(pieces)))
            }
            Fail(kind) => return Err(TransportError::new(kind, "the network is down")),
        };
        Ok(response.unwrap())
    }
}

impl Transport for Network {
    fn send(
        &self,
        request: http::Request<Body>,
    ) -> BoxFuture<'_, Result<http::Response<Body>, TransportError>> {
        let (head, body) = request.into_parts();
        Box::pin(async move {
            let authorization = head.headers.get("authorization");
            let authorization = authorization.map(|value| value.to_str().unwrap().to_owned());
            let body = body.collect().await?;
            let request = [
                head.method.to_string(),
                head.uri.to_string(),
                authorization.unwrap_or_default(),
                String::from_utf8(body.to_vec()).unwrap(),
            ];
            self.seen.lock().unwrap().push(request.clone());
            self.answer(&request)
        })
    }
}

/// Time passes by waiting alone, and every random number is one half.
impl Clock for Network {
    fn now(&self) -> SystemTime {
        SystemTime::UNIX_EPOCH + Duration::from_secs(1_700_000_000) + self.monotonic()
    }

    fn monotonic(&self) -> Duration {
        *self.elapsed.lock().unwrap()
    }

    fn sleep(&self, duration: Duration) -> BoxFuture<'_, ()> {
        self.waits.lock().unwrap().push(duration.as_millis());
        *self.elapsed.lock().unwrap() += duration;
        Box::pin(std::future::ready(()))
    }

    fn random(&self) -> f64 {
        0.5
    }

    fn timeout(&self, _: Duration) -> BoxFuture<'_, ()> {
        Box::pin(std::future::pending())
    }
}

const JSON: &str = "application/json";
const ACCOUNT: Step = Answer(200, JSON, r#"{"number": 7, "state": "frozen", "new": 1}"#);
const EMPTY: Step = Answer(500, JSON, "");

/// How a call of `accounts.get` ended: the error, the calls that were made, the waits between them.
async fn get(script: impl IntoIterator<Item = Step>) -> (Option<Error>, usize, Vec<u128>) {
    let network = Network::new(script);
    let error = network.client().accounts().get(7).await.err();
    (error, network.calls().len(), network.waits())
}

#[tokio::test]
async fn what_passes_is_tried_again() {
    let passing = [
        EMPTY,
        Answer(429, "text/plain", "slow down"),
        Answer(503, "text/html", "<html>"),
        Fail(TransportErrorKind::Connect),
        Fail(TransportErrorKind::Closed),
        Fail(TransportErrorKind::Timeout),
        Cut(r#"{"number": 7"#),
    ];
    for step in passing {
        let (error, calls, waits) = get([step, ACCOUNT]).await;
        assert!(error.is_none(), "{error:?}");
        assert_eq!((calls, waits), (2, vec![250]));
    }
}

#[tokio::test]
async fn three_attempts_are_all() {
    let (error, calls, waits) = get([EMPTY, EMPTY, Answer(502, JSON, "third"), ACCOUNT]).await;
    let error = error.unwrap();
    let error = error.as_api().unwrap();
    assert_eq!(
        (error.attempts(), &error.raw_body()[..]),
        (3, &b"third"[..])
    );
    assert_eq!((calls, waits), (3, vec![250, 500]));
}

#[tokio::test]
async fn retry_after_is_the_least_wait_up_to_a_minute() {
    let (error, _, waits) = get([RetryAfter(429, "7"), ACCOUNT]).await;
    assert!(error.is_none() && waits == [7000], "{waits:?}");
    let date = "Tue, 14 Nov 2023 22:13:30 GMT";
    let (error, _, waits) = get([RetryAfter(503, date), ACCOUNT]).await;
    assert!(error.is_none() && waits == [10_000], "{waits:?}");
    let (error, calls, _) = get([RetryAfter(429, "61"), ACCOUNT]).await;
    let error = error.unwrap();
    let error = error.as_api().unwrap();
    assert_eq!(error.retry_after(), Some(Duration::from_secs(61)));
    assert!(error.is_rate_limited() && calls == 1);
}

#[tokio::test]
async fn a_cut_body_is_never_the_whole() {
    let cut = || Cut(r#"{"number": 7, "state": "open"}"#);
    let (error, calls, _) = get([cut(), cut(), cut()]).await;
    let Some(Error::Transport(error)) = error else {
        panic!("{error:?}");
    };
    assert_eq!((error.kind(), calls), (TransportErrorKind::Body, 3));
}

#[tokio::test]
async fn only_a_transfer_with_a_key_is_repeated() {
    for step in [EMPTY, Fail(TransportErrorKind::Closed)] {
        let network = Network::new([step, Answer(201, JSON, r#"{"id": "t"}"#)]);
        let create = network.client().transfers().create(1, 2, "3.00");
        create.await.unwrap_err();
        assert_eq!(network.calls().len(), 1);
    }
    for step in [EMPTY, Fail(TransportErrorKind::Closed)] {
        let network = Network::new([step, Answer(201, JSON, r#"{"id": "t"}"#)]);
        let create = network.client().transfers().create(1, 2, "3.00");
        create.idempotency_key("k").await.unwrap();
        let calls = network.calls();
        assert_eq!(calls.len(), 2);
        assert_eq!(calls[0], calls[1]);
        assert_eq!(calls[0][3], r#"{"from":1,"to":2,"amount":"3.00"}"#);
    }
    for step in [RetryAfter(429, "0"), Fail(TransportErrorKind::Connect)] {
        let network = Network::new([step, Answer(201, JSON, r#"{"id": "t"}"#)]);
        let create = network.client().transfers().create(1, 2, "3.00");
        create.await.unwrap();
        assert_eq!(network.calls().len(), 2);
    }
}

#[tokio::test]
async fn what_breaks_a_rule_is_not_sent() {
    let network = Network::new([]);
    let error = network.client().transfers().create(1, 2, "3").await;
    assert!(matches!(error, Err(Error::Invalid(_))), "{error:?}");
    let error = network.client().accounts().list().page_size(101).await;
    assert!(matches!(error, Err(Error::Invalid(_))), "{error:?}");
    assert!(network.seen.lock().unwrap().is_empty());
}

#[tokio::test]
async fn errors_are_typed_when_they_can_be() {
    let problem = r#"{"code": "closed", "detail": "It is closed."}"#;
    for status in [400, 404, 409, 422, 501] {
        let (error, calls, _) = get([Answer(status, JSON, problem)]).await;
        let error = error.unwrap();
        let error = error.as_api().unwrap();
        assert_eq!((error.status().as_u16(), calls), (status, 1));
        assert_eq!(error.is_not_found(), status == 404);
        let Some(ErrorBody::Problem(problem)) = error.body() else {
            panic!("{error:?}");
        };
        assert_eq!(problem.code, "closed");
        assert!(error.to_string().contains("It is closed."), "{error}");
    }
    for body in [
        "",
        "{",
        "null",
        "[]",
        r#"{"detail": "no code"}"#,
        "<html></html>",
    ] {
        let (error, ..) = get([Answer(403, "text/html", body)]).await;
        let error = error.unwrap();
        let error = error.as_api().unwrap();
        assert_eq!(error.status(), StatusCode::FORBIDDEN);
        assert!(error.body().is_none(), "{error:?}");
        assert_eq!(error.raw_body(), body.as_bytes());
    }
}

#[tokio::test]
async fn what_cannot_be_decoded_says_where() {
    let cases = [
        ("", "body"),
        ("{", "EOF"),
        ("[]", "object"),
        (r#"{"number": 7}"#, "state"),
        (r#"{"number": "7", "state": "open"}"#, "number"),
        (
            r#"{"number": 7, "state": "open", "owner": {"name": 1}}"#,
            "owner.name",
        ),
        (r#"{"number": 7, "state": "open"} x"#, "trailing"),
    ];
    for (body, told) in cases {
        let (error, calls, _) = get([Answer(200, JSON, body)]).await;
        let Some(Error::Decode(error)) = error else {
            panic!("{body}: {error:?}");
        };
        let text = error.to_string();
        assert!(
            text.starts_with("accounts.get: ") && text.contains(told),
            "{text}"
        );
        assert_eq!(calls, 1, "what was answered is not asked for again");
    }
}

fn page(numbers: &[u8], next: &str) -> Step {
    let accounts: Vec<String> = numbers
        .iter()
        .map(|number| format!(r#"{{"number": {number}, "state": "open"}}"#))
        .collect();
    let accounts = accounts.join(", ");
    let text = format!(r#"{{"data": [{accounts}], "meta": {{"next_cursor": {next}}}}}"#);
    Answer(200, JSON, text.leak())
}

/// The numbers that a stream gave, the error that ended it, and the URLs that were called.
async fn listed(script: impl IntoIterator<Item = Step>) -> (Vec<i64>, Option<Error>, Vec<String>) {
    let network = Network::new(script);
    let list = network.client().accounts().list().states(["open", "a b"]);
    let (mut numbers, mut failed) = (Vec::new(), None);
    let mut stream = list.stream();
    while let Some(item) = stream.next().await {
        assert!(failed.is_none(), "an error is the end");
        match item {
            Ok(account) => numbers.push(account.number),
            Err(error) => failed = Some(error),
        }
    }
    let urls = network.calls().into_iter().map(|[_, url, ..]| url);
    (numbers, failed, urls.collect())
}

#[tokio::test]
async fn pages_follow_their_cursors() {
    let first = "https://ledger.example/v3/accounts?states=open%7Ca%20b";
    for end in ["null", r#""""#] {
        let script = [
            page(&[1, 2], r#""a&b=""#),
            page(&[], r#""c""#),
            page(&[3], end),
        ];
        let (numbers, failed, urls) = listed(script).await;
        assert!(failed.is_none(), "{failed:?}");
        assert_eq!(numbers, [1, 2, 3]);
        let rest = |cursor: &str| format!("{first}&cursor={cursor}");
        assert_eq!(urls, [first.to_owned(), rest("a%26b%3D"), rest("c")]);
    }
    let without = Answer(200, JSON, r#"{"data": [], "meta": {}}"#);
    assert_eq!(listed([without]).await.2.len(), 1);
}

#[tokio::test]
async fn a_cursor_that_comes_again_is_an_error() {
    let script = [
        page(&[1], r#""a""#),
        page(&[2], r#""b""#),
        page(&[3], r#""a""#),
    ];
    let (numbers, failed, urls) = listed(script).await;
    assert!(matches!(failed, Some(Error::Pagination(_))), "{failed:?}");
    assert_eq!((numbers, urls.len()), (vec![1, 2, 3], 3));
}

#[tokio::test]
async fn a_page_is_tried_again_and_an_error_ends_the_list() {
    let script = [page(&[1], r#""a""#), EMPTY, Cut("{"), page(&[2], "null")];
    let (numbers, failed, urls) = listed(script).await;
    assert!(failed.is_none() && numbers == [1, 2], "{failed:?}");
    assert_eq!(urls.len(), 4);
    let script = [
        page(&[1], r#""a""#),
        Answer(400, JSON, r#"{"code": "bad_cursor"}"#),
    ];
    let (numbers, failed, _) = listed(script).await;
    assert_eq!(numbers, [1]);
    assert!(failed.is_some_and(|error| error.as_api().is_some()));
    let (numbers, failed, _) = listed([page(&[1], r#""a""#), Answer(200, JSON, "{}")]).await;
    assert!(matches!(failed, Some(Error::Decode(_))) && numbers == [1]);
}

#[tokio::test]
async fn redirects_keep_the_token_at_home() {
    let network = Network::new([Location(307, "/v3/there"), ACCOUNT]);
    network.client().accounts().get(7).await.unwrap();
    let there = &network.calls()[1];
    assert_eq!(
        (&*there[1], &*there[2]),
        ("https://ledger.example/v3/there", "Bearer token-1")
    );

    let network = Network::new([Location(302, "https://elsewhere.example/"), ACCOUNT]);
    network.client().accounts().get(7).await.unwrap();
    let there = &network.calls()[1];
    assert_eq!((&*there[1], &*there[2]), ("https://elsewhere.example/", ""));

    let network = Network::new([
        Location(302, "http://ledger.example/v3/accounts/7"),
        ACCOUNT,
    ]);
    network.client().accounts().get(7).await.unwrap_err();
    assert_eq!(network.calls().len(), 1);

    let network = Network::new([Location(308, "/v3/there"), Answer(204, JSON, "")]);
    network.client().accounts().close(7).await.unwrap_err();
    assert_eq!(network.calls().len(), 1);
}

#[tokio::test]
async fn one_token_serves_many_calls_until_it_is_old() {
    let network = Network::new([ACCOUNT, ACCOUNT, ACCOUNT]);
    let client = network.client();
    client.accounts().get(7).await.unwrap();
    client.clone().accounts().get(7).await.unwrap();
    assert_eq!(*network.tokens.lock().unwrap(), 1);
    *network.elapsed.lock().unwrap() += Duration::from_secs(3600);
    client.accounts().get(7).await.unwrap();
    let sent: Vec<String> = network
        .calls()
        .into_iter()
        .map(|[_, _, key, _]| key)
        .collect();
    assert_eq!(sent, ["Bearer token-1", "Bearer token-1", "Bearer token-2"]);
    let asked = network.seen.lock().unwrap()[0].clone();
    assert_eq!(asked[0], "POST");
    assert_eq!(
        asked[2],
        format!("Basic {}", "dGhlJTIwaWQ6dGhlLXNlY3JldC1vZi10aGUtdGVzdHM=")
    );
    assert_eq!(asked[3], "grant_type=client_credentials&scope=read%20write");
}

#[tokio::test]
async fn no_message_shows_a_secret() {
    let network = Network::new([Answer(
        400,
        JSON,
        r#"{"code": "c", "detail": "token-1 is bad"}"#,
    )]);
    let client = network.client();
    let error = client.accounts().get(7).await.unwrap_err();
    let said = format!("{error} {error:?} {client:?}");
    assert!(
        !said.contains("token-1") && !said.contains(SECRET),
        "{said}"
    );
}

#[tokio::test]
async fn a_client_gives_up_retries_while_most_calls_fail() {
    let network = Network::new(std::iter::repeat_with(|| EMPTY).take(200));
    let client = network.client();
    for _ in 0..50 {
        client.accounts().get(7).await.unwrap_err();
    }
    // A hundred tokens, five a retry.
    assert_eq!(network.calls().len(), 50 + 20);
}
