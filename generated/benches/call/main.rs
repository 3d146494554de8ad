//! What a call costs through the SDK, beside the same call written by hand with reqwest and serde.
//!
//! Both clients run on one thread of one process and talk to one server on loopback, each over a connection of its own
//! that is kept open. They take turns, so what else the machine does hits both. `cargo bench -p agentmail-sdk` prints
//! the median of the ratios, its 95 % bootstrap interval, and how often each side allocates in a call.
//!
//! The allocator that counts makes allocations a little dearer, which is to the disadvantage of the side with more.

mod by_hand;
mod data;
mod server;
mod statistics;

use std::fmt::Debug;
use std::hint::black_box;
use std::time::{Duration, Instant};

use agentmail_sdk::AgentMail;
use agentmail_sdk::models::EventType;
use serde::Serialize;
use tokio::runtime::Runtime;

use by_hand::ByHand;
use server::Server;
use statistics::{interval, median};

/// What both clients send as their key.
const API_KEY: &str = "am_us_the-key-of-the-benchmark";

/// How often each side is measured for the ratio.
const PAIRS: usize = 3000;

/// How many calls make up one measurement: enough for the clock, few enough for both sides to see the same machine.
const CALLS: u32 = 10;

fn main() {
    // Without `--bench` nobody asked for figures: `cargo test --benches` only wants to see that it runs.
    let is_bench = std::env::args().any(|argument| argument == "--bench");
    let bench = Bench {
        runtime: tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .build()
            .expect("a runtime can be made"),
        pairs: if is_bench { PAIRS } else { 1 },
    };
    let server = Server::start();
    let sdk = AgentMail::builder()
        .api_key(API_KEY)
        .base_url(server.url())
        .build()
        .expect("the settings of the SDK's client are fine");
    let by_hand = ByHand::new(server.url(), sdk_user_agent());

    println!("cost of a call through the SDK : by hand");
    bench.compare(
        "GET one webhook",
        &server,
        async || sdk.webhooks().get("wh_0").await,
        async || by_hand.get("wh_0").await,
    );
    bench.compare(
        "POST create",
        &server,
        async || {
            sdk.webhooks()
                .create(by_hand::URL, [EventType::MessageReceived])
                .client_id(by_hand::CLIENT_ID)
                .await
        },
        async || by_hand.create().await,
    );
    bench.compare(
        "GET a list of 50",
        &server,
        async || sdk.webhooks().list().limit(50).await,
        async || by_hand.list(50).await,
    );
    data::compare(&bench.runtime, is_bench);
}

/// The header is the same on both sides, so that the requests are.
fn sdk_user_agent() -> &'static str {
    concat!("agentmail-sdk/", env!("CARGO_PKG_VERSION"))
}

struct Bench {
    runtime: Runtime,
    pairs: usize,
}

impl Bench {
    /// Makes sure that both sides do the same, then measures and prints one line.
    fn compare<A: Serialize, B: Serialize, E: Debug, F: Debug>(
        &self,
        case: &str,
        server: &Server,
        sdk: impl AsyncFn() -> Result<A, E>,
        by_hand: impl AsyncFn() -> Result<B, F>,
    ) {
        let ours = json(&self.runtime.block_on(sdk()).expect("the SDK's call works"));
        let our_request = server.last_request();
        let theirs = json(
            &self
                .runtime
                .block_on(by_hand())
                .expect("the call by hand works"),
        );
        assert_eq!(
            our_request,
            server.last_request(),
            "{case}: the requests differ"
        );
        assert_eq!(ours, theirs, "{case}: the answers are not decoded alike");

        let mut pairs = Vec::with_capacity(self.pairs);
        self.time(&sdk);
        self.time(&by_hand);
        for index in 0..self.pairs {
            // Whoever comes second finds warm caches, so the sides take turns at that too.
            pairs.push(if index % 2 == 0 {
                let ours = self.time(&sdk);
                (ours, self.time(&by_hand))
            } else {
                let theirs = self.time(&by_hand);
                (self.time(&sdk), theirs)
            });
        }
        let ours: Vec<f64> = pairs.iter().map(|(ours, _)| *ours).collect();
        let theirs: Vec<f64> = pairs.iter().map(|(_, theirs)| *theirs).collect();
        let ratios: Vec<f64> = pairs.iter().map(|(ours, theirs)| ours / theirs).collect();
        let (low, high) = interval(&ratios);
        println!(
            "  {case:<16}  ratio {:.3} (95 % interval {low:.3} to {high:.3}; {:.1} : {:.1} µs)  \
             allocations {:.1} : {:.1}",
            median(&ratios),
            median(&ours),
            median(&theirs),
            self.allocations(&sdk),
            self.allocations(&by_hand),
        );
    }

    /// The time of one call in microseconds.
    fn time<T, E: Debug>(&self, call: &impl AsyncFn() -> Result<T, E>) -> f64 {
        let start = Instant::now();
        self.runtime.block_on(repeat(call));
        microseconds(start.elapsed()) / f64::from(CALLS)
    }

    /// The allocations of one call. Those of the server are not in it: they are another thread's.
    fn allocations<T, E: Debug>(&self, call: &impl AsyncFn() -> Result<T, E>) -> f64 {
        let counted = allocation_counter::measure(|| self.runtime.block_on(repeat(call)));
        counted.count_total as f64 / f64::from(CALLS)
    }
}

async fn repeat<T, E: Debug>(call: &impl AsyncFn() -> Result<T, E>) {
    for _ in 0..CALLS {
        black_box(call().await.expect("the server answers every call alike"));
    }
}

fn json(answer: &impl Serialize) -> serde_json::Value {
    serde_json::to_value(answer).expect("an answer can be written again")
}

fn microseconds(duration: Duration) -> f64 {
    duration.as_secs_f64() * 1e6
}
