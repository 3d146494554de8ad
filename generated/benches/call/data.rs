//! What data costs once it is here: a long list decoded, many pages walked through, signatures checked. Nothing goes over
//! a network: answers are in memory.

use std::hint::black_box;
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

use agentmail_sdk::webhook::Verifier;
use agentmail_sdk::{AgentMail, Body, BoxFuture, Transport, TransportError};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use bytes::Bytes;
use hmac::{Hmac, Mac};
use serde_json::json;
use sha2::Sha256;
use tokio::runtime::Runtime;

use crate::by_hand::Page;
use crate::server::webhook;
use crate::statistics::{interval, median};
use crate::{API_KEY, microseconds};

/// How many items the long list has: about 10 MB.
const LONG: usize = 25_000;

/// How many items are walked through, and how many a page has.
const ITEMS: usize = 10_000;
const PAGE: usize = 100;

/// The secret that deliveries are signed with, as it is written and as it is.
const SECRET: &str = "whsec_c2lnbmluZy1zZWNyZXQtb2YtdGhlLWJlbmNobWFyaw==";
const KEY: &[u8] = b"signing-secret-of-the-benchmark";

/// Prints a line for each.
pub fn compare(runtime: &Runtime, is_bench: bool) {
    let pairs = |many| if is_bench { many } else { 1 };
    decode(runtime, pairs(41));
    walk(runtime, pairs(101));
    verify(pairs(2001));
}

fn decode(runtime: &Runtime, pairs: usize) {
    let body = page(0, LONG, None);
    let client = client(vec![body.clone()]);
    let ours = || {
        let answer = runtime.block_on(async { client.webhooks().list().await });
        answer.expect("the list is as described").webhooks.len()
    };
    let by_hand = || {
        let page: Page = serde_json::from_slice(&body).expect("the list is as expected");
        page.webhooks.len()
    };
    print("decode 10 MB", pairs, ours, by_hand);
}

fn walk(runtime: &Runtime, pairs: usize) {
    let last = ITEMS / PAGE - 1;
    let pages: Vec<Bytes> = (0..=last)
        .map(|number| page(number * PAGE, PAGE, (number < last).then_some(number + 1)))
        .collect();
    let client = client(pages.clone());
    let ours = || {
        runtime.block_on(async {
            let mut items = client.webhooks().list().stream();
            let mut count = 0;
            while let Some(item) = items.next().await {
                black_box(item.expect("every page is as described"));
                count += 1;
            }
            count
        })
    };
    let by_hand = || {
        let mut count = 0;
        let mut next = Some(0);
        while let Some(number) = next.take() {
            let body = pages.get(number).expect("there is such a page");
            let page: Page = serde_json::from_slice(body).expect("the page is as expected");
            for item in page.webhooks {
                black_box(item);
                count += 1;
            }
            next = page.next_page_token.and_then(|token| token.parse().ok());
        }
        count
    };
    print("10,000 items", pairs, ours, by_hand);
}

fn verify(pairs: usize) {
    /// How many signatures make up one measurement.
    const SIGNATURES: usize = 100;
    let body = page(0, 5, None);
    let now = SystemTime::now();
    let seconds = now.duration_since(UNIX_EPOCH).expect("1970 is over");
    let seconds = seconds.as_secs();
    let verifier = Verifier::new(SECRET).expect("the secret is fine");
    let timestamp = seconds.to_string();
    let signature = verifier.sign("msg_1", seconds, &body);
    let headers = [
        ("svix-id", "msg_1"),
        ("svix-timestamp", &timestamp),
        ("svix-signature", &signature),
    ];
    let ours = || {
        let genuine = (0..SIGNATURES).filter(|_| {
            let verified = verifier.verify_at(headers, body.clone(), now);
            black_box(verified).is_ok()
        });
        genuine.count()
    };
    let mac: Hmac<Sha256> = Hmac::new_from_slice(KEY).expect("a key of any length will do");
    let by_hand = || {
        let genuine = (0..SIGNATURES).filter(|_| {
            let find = |wanted| {
                let mut all = headers.iter();
                all.find(|(name, _)| *name == wanted)
                    .map(|(_, value)| *value)
            };
            let verified = || {
                let (id, timestamp) = (find("svix-id")?, find("svix-timestamp")?);
                let sent: u64 = timestamp.parse().ok()?;
                if seconds.abs_diff(sent) > 300 {
                    return None;
                }
                let signature = find("svix-signature")?.strip_prefix("v1,")?;
                let signature = STANDARD.decode(signature).ok()?;
                let mut mac = mac.clone();
                mac.update(format!("{id}.{timestamp}.").as_bytes());
                mac.update(&body);
                mac.verify_slice(&signature).ok()
            };
            black_box(verified()).is_some()
        });
        genuine.count()
    };
    print("100 signatures", pairs, ours, by_hand);
}

/// Makes sure that both sides count the same, then measures them in turn and prints one line.
fn print(case: &str, pairs: usize, ours: impl Fn() -> usize, by_hand: impl Fn() -> usize) {
    assert_eq!(ours(), by_hand(), "{case}: the sides differ");
    let (mut our_times, mut their_times) = (Vec::new(), Vec::new());
    for index in 0..pairs {
        // Whoever comes second finds warm caches.
        let mut turns = [true, false];
        turns.rotate_left(index % 2);
        for is_ours in turns {
            let start = Instant::now();
            black_box(if is_ours { ours() } else { by_hand() });
            let times = if is_ours {
                &mut our_times
            } else {
                &mut their_times
            };
            times.push(milliseconds(start.elapsed()));
        }
    }
    let both = our_times.iter().zip(&their_times);
    let ratios: Vec<f64> = both.map(|(ours, theirs)| ours / theirs).collect();
    let (low, high) = interval(&ratios);
    println!(
        "  {case:<16}  ratio {:.3} (95 % interval {low:.3} to {high:.3}; {:.2} : {:.2} ms)",
        median(&ratios),
        median(&our_times),
        median(&their_times),
    );
}

fn milliseconds(duration: Duration) -> f64 {
    microseconds(duration) / 1e3
}

/// So many webhooks as the service lists them, and the number of the next page.
fn page(first: usize, count: usize, next: Option<usize>) -> Bytes {
    let webhooks: Vec<_> = (first..first + count).map(webhook).collect();
    let mut page = json!({ "count": count, "webhooks": webhooks });
    if let Some(next) = next {
        page["next_page_token"] = json!(next.to_string());
    }
    page.to_string().into()
}

/// A client that finds its answers in memory.
fn client(pages: Vec<Bytes>) -> AgentMail {
    AgentMail::builder()
        .api_key(API_KEY)
        .transport(Memory(pages))
        .build()
        .expect("these settings are fine")
}

/// Answers with the page that is asked for, or the first.
struct Memory(Vec<Bytes>);

impl Transport for Memory {
    fn send(
        &self,
        request: http::Request<Body>,
    ) -> BoxFuture<'_, Result<http::Response<Body>, TransportError>> {
        let asked = request.uri().query().and_then(|query| {
            let mut pairs = query.split('&');
            let token = pairs.find_map(|pair| pair.strip_prefix("page_token="))?;
            token.parse::<usize>().ok()
        });
        let body = self.0[asked.unwrap_or(0)].clone();
        let response = http::Response::builder()
            .header("content-type", "application/json")
            .body(Body::from(body))
            .expect("the answer is fine");
        Box::pin(std::future::ready(Ok(response)))
    }
}
