//! One client under load, before a service that fails one time in twenty.
//!
//! Two hundred tasks share a client and make 100,000 calls, half of them such as must not be repeated lightly. The
//! service on loopback drops connections, answers 500 and 429, or not in time; what it did with each attempt is kept.
//! Then every call must have ended as its last attempt did, nothing may have been repeated that must not be, the
//! retries must have stayed within the client's budget, and the memory must not have grown.
//!
//! `cargo bench -p agentmail-sdk --bench load` prints the figures.

mod server;
mod table;

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use agentmail_sdk::models::EventType;
use agentmail_sdk::{AgentMail, Error};

use server::Server;
use table::Table;

/// How many tasks make calls at the same time.
const TASKS: usize = 200;

/// How many calls they make together, and how many when nobody asked for figures.
const CALLS: [usize; 2] = [100_000, 1_000];

/// How long an attempt may take: the service is slow for longer than that.
const TIMEOUT: Duration = Duration::from_secs(2);

/// How much more memory may be in use after all calls than after the first tenth.
const MOST_GROWTH: usize = 8 << 20;

fn main() {
    // Without `--bench` nobody asked for figures: `cargo test --benches` only wants to see that it runs.
    let is_bench = std::env::args().any(|argument| argument == "--bench");
    let calls = if is_bench { CALLS[0] } else { CALLS[1] };
    let server = Server::start(calls);
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()
        .expect("a runtime can be made");
    let client = AgentMail::builder()
        .api_key("am_us_the-key-of-the-benchmark")
        .base_url(server.url())
        .timeout(TIMEOUT)
        .build()
        .expect("these settings are fine");
    let next = Arc::new(AtomicUsize::new(0));
    let early = Arc::new(AtomicUsize::new(0));
    let started = Instant::now();
    let endings = runtime.block_on(async {
        let tasks: Vec<_> = (0..TASKS)
            .map(|_| tokio::spawn(task(client.clone(), next.clone(), early.clone(), calls)))
            .collect();
        let mut endings = Vec::with_capacity(calls);
        for task in tasks {
            endings.extend(task.await.expect("no task panics"));
        }
        endings
    });
    let took = started.elapsed();

    let table = Table::of(&endings, &server.attempts());
    let (early, late) = (early.load(Ordering::Relaxed), memory());
    println!("{table}");
    println!(
        "{:.1} s, {:.0} calls a second; memory {:.1} MiB after a tenth, {:.1} MiB after all",
        took.as_secs_f64(),
        f64::from(u32::try_from(calls).expect("that many calls can be counted"))
            / took.as_secs_f64(),
        mebibytes(early),
        mebibytes(late),
    );
    assert_eq!(table.calls(), calls, "a call did not end");
    let wrong = table.wrong();
    assert!(wrong.is_empty(), "{wrong:#?}");
    assert!(table.is_within_budget(), "more retries than the budget has");
    assert!(
        !is_bench || late.saturating_sub(early) <= MOST_GROWTH,
        "the memory grows"
    );
}

/// How a call ended, as far as the service can know it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Ending {
    Success,
    Status(u16),
    Transport(agentmail_sdk::TransportErrorKind),
    /// What the service gave no reason for.
    Other,
}

/// Makes calls as long as there are some to make.
async fn task(
    client: AgentMail,
    next: Arc<AtomicUsize>,
    early: Arc<AtomicUsize>,
    calls: usize,
) -> Vec<(usize, Ending)> {
    let mut endings = Vec::with_capacity(2 * calls / TASKS);
    loop {
        let id = next.fetch_add(1, Ordering::Relaxed);
        if id >= calls {
            return endings;
        }
        if id == calls / 10 {
            early.store(memory(), Ordering::Relaxed);
        }
        let outcome = match is_repeatable(id) {
            true => client.webhooks().get(format!("wh_{id}")).await,
            false => {
                let url = format!("https://example.com/{id}");
                let create = client.webhooks().create(url, [EventType::MessageReceived]);
                create.await
            }
        };
        let ending = match outcome {
            Ok(webhook) if webhook.webhook_id == format!("wh_{id}") => Ending::Success,
            Ok(_) => Ending::Other,
            Err(Error::Api(error)) => Ending::Status(error.status().as_u16()),
            Err(Error::Transport(error)) => Ending::Transport(error.kind()),
            Err(_) => Ending::Other,
        };
        endings.push((id, ending));
    }
}

/// Every other call reads; the rest creates, without what would let it be repeated.
const fn is_repeatable(id: usize) -> bool {
    id % 2 == 0
}

/// The bytes of memory in use by this process; none where the system does not say so.
fn memory() -> usize {
    let said = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = said.lines().find_map(|line| line.strip_prefix("VmRSS:"));
    let kibibytes = line.and_then(|line| line.trim().split(' ').next()?.parse::<usize>().ok());
    kibibytes.unwrap_or_default() << 10
}

fn mebibytes(bytes: usize) -> f64 {
    f64::from(u32::try_from(bytes >> 10).unwrap_or(u32::MAX)) / 1024.0
}
