//! Calls without `async`.

mod support;

use std::io::{BufRead, BufReader, Write};
use std::net::{TcpListener, TcpStream};
use std::time::{Duration, Instant};

use agentmail_sdk::models::{EventType, Webhook};
use agentmail_sdk::{AgentMail, Retries};
use serde_json::{Value, json};
use support::page;
use support::server::{Reply, Server};

/// A server on a runtime of its own, as a program without `async` meets it.
fn server(replies: Vec<Reply>) -> (tokio::runtime::Runtime, Server) {
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let server = runtime.block_on(Server::start(replies));
    (runtime, server)
}

#[test]
fn a_call_waits_for_its_answer() {
    let replies = vec![
        Reply::json(404, &json!({"name": "NotFoundError", "message": "gone"})),
        Reply::json(200, &page(&["wh_1"], Value::Null)),
    ];
    let (_runtime, server) = server(replies);
    let client = server.client();
    let error = client.webhooks().get("wh_9").send_blocking().unwrap_err();
    assert!(error.is_not_found(), "{error}");
    let list = client.webhooks().list().limit(1).send_blocking().unwrap();
    assert_eq!(list.webhooks.len(), 1);
}

#[test]
fn what_is_not_valid_is_refused() {
    let (_runtime, server) = server(Vec::new());
    let none: [EventType; 0] = [];
    let call = server
        .client()
        .webhooks()
        .create("https://example.com/", none);
    let error = call.send_blocking().unwrap_err();
    assert!(error.to_string().contains("event_types"), "{error}");
    assert!(server.requests().is_empty());
}

#[test]
fn pages_are_iterators() {
    let pages = || {
        vec![
            Reply::json(200, &page(&["wh_1", "wh_2"], "t2")),
            Reply::json(200, &page(&["wh_3"], Value::Null)),
        ]
    };
    let (_runtime, server) = server(pages());
    let items = server.client().webhooks().list().iter_blocking();
    let items: Vec<Webhook> = items.collect::<Result<_, _>>().unwrap();
    let ids: Vec<&str> = items.iter().map(|item| item.webhook_id.as_str()).collect();
    assert_eq!(ids, ["wh_1", "wh_2", "wh_3"]);

    let (_runtime, server) = self::server(pages());
    let mut pages = server.client().webhooks().list().pages_blocking();
    assert_eq!(pages.next().unwrap().unwrap().webhooks.len(), 2);
    // The next page is fetched when it is asked for.
    assert_eq!(server.requests().len(), 1);
    assert_eq!(pages.next().unwrap().unwrap().webhooks.len(), 1);
    assert!(pages.next().is_none());
}

#[tokio::test]
async fn it_works_within_async_functions_too() {
    // The server needs a thread of its own while this one stands still.
    let (runtime, server) =
        std::thread::spawn(|| server(vec![Reply::json(200, &page(&["wh_1"], Value::Null))]))
            .join()
            .unwrap();
    let begun = Instant::now();
    let list = server.client().webhooks().list().send_blocking().unwrap();
    assert_eq!(list.webhooks.len(), 1);
    assert!(begun.elapsed() < Duration::from_secs(30));
    runtime.shutdown_background();
}

/// A server that keeps its connections open, which the server of the other tests does not, and a client of it.
fn keeping() -> AgentMail {
    let listener = TcpListener::bind(("127.0.0.1", 0)).unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    std::thread::spawn(move || {
        for connection in listener.incoming() {
            std::thread::spawn(move || answer(connection.unwrap()));
        }
    });
    let client = AgentMail::builder().api_key("am_key").base_url(url);
    let client = client.timeout(Duration::from_secs(5));
    client.retries(Retries::none()).build().unwrap()
}

/// Answers each request of a connection with the same list.
fn answer(mut connection: TcpStream) {
    let body = page(&["wh_1"], Value::Null).to_string();
    let length = body.len();
    let head =
        format!("HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: {length}");
    let reader = BufReader::new(connection.try_clone().unwrap());
    for line in reader.lines() {
        // The other side may be gone.
        let Ok(line) = line else { return };
        if line.is_empty() && write!(connection, "{head}\r\n\r\n{body}").is_err() {
            return;
        }
    }
}

fn current_thread() -> tokio::runtime::Runtime {
    let mut runtime = tokio::runtime::Builder::new_current_thread();
    runtime.enable_all().build().unwrap()
}

fn one_worker() -> tokio::runtime::Runtime {
    let mut runtime = tokio::runtime::Builder::new_multi_thread();
    runtime.worker_threads(1).enable_all().build().unwrap()
}

/// A connection is driven by the runtime that opened it. A call that takes one of a runtime that stands still would wait
/// for its timeout.
#[test]
fn connections_are_not_shared_with_a_runtime_that_is_blocked() {
    for runtime in [current_thread(), one_worker()] {
        let client = keeping();
        runtime.block_on(async {
            let webhooks = client.webhooks();
            for _ in 0..3 {
                webhooks.list().await.unwrap();
                webhooks.list().send_blocking().unwrap();
            }
            let mut items = webhooks.list().iter_blocking();
            assert_eq!(items.next().unwrap().unwrap().webhook_id, "wh_1");
            webhooks.list().await.unwrap();
        });
        let spawned = client.clone();
        let call = async move { spawned.webhooks().list().send_blocking() };
        runtime.block_on(runtime.spawn(call)).unwrap().unwrap();
    }
}

#[test]
fn connections_are_not_shared_with_an_idle_runtime() {
    let (first, second) = (current_thread(), current_thread());
    let client = keeping();
    for _ in 0..2 {
        first.block_on(client.webhooks().list().send()).unwrap();
        second.block_on(client.webhooks().list().send()).unwrap();
        client.webhooks().list().send_blocking().unwrap();
    }
    // As many runtimes as a test suite has.
    for _ in 0..10 {
        let runtime = current_thread();
        runtime.block_on(client.webhooks().list().send()).unwrap();
    }
    client.webhooks().list().send_blocking().unwrap();
}

#[test]
fn a_runtime_without_timers_or_sockets_is_an_error() {
    for (name, enable_io, enable_time) in [("timers", true, false), ("I/O", false, true)] {
        let client = keeping();
        let mut runtime = tokio::runtime::Builder::new_current_thread();
        if enable_io {
            runtime.enable_io();
        }
        if enable_time {
            runtime.enable_time();
        }
        let runtime = runtime.build().unwrap();
        for _ in 0..2 {
            let error = runtime
                .block_on(client.webhooks().list().send())
                .unwrap_err();
            assert!(error.to_string().contains(name), "{error}");
        }
        // It is the runtime that lacks something, not the client.
        client.webhooks().list().send_blocking().unwrap();
    }
}

/// How many threads of this process make blocking calls.
#[cfg(target_os = "linux")]
fn workers() -> usize {
    let tasks = std::fs::read_dir("/proc/self/task").unwrap();
    let names = tasks.map(|task| std::fs::read_to_string(task.unwrap().path().join("comm")));
    // One may end while we look.
    names
        .filter(|name| {
            name.as_ref()
                .is_ok_and(|name| name.trim() == "sdk-blocking")
        })
        .count()
}

#[cfg(target_os = "linux")]
#[test]
fn the_thread_of_a_client_ends_with_it() {
    // The tests beside this one have clients of their own, so this one runs alone, in a process of its own.
    if std::env::var_os("ALONE").is_none() {
        let me = std::env::current_exe().unwrap();
        let name = "the_thread_of_a_client_ends_with_it";
        let alone = std::process::Command::new(me)
            .arg(name)
            .env("ALONE", "1")
            .status();
        assert!(alone.unwrap().success());
        return;
    }
    let replies = vec![
        Reply::json(200, &page(&["wh_1"], json!("next"))),
        Reply::json(200, &page(&["wh_2"], Value::Null)),
    ];
    let (_runtime, server) = server(replies);
    let client = server.client();
    assert_eq!(workers(), 0);
    let mut hooks = client.webhooks().list().iter_blocking();
    drop(client);
    assert_eq!(hooks.next().unwrap().unwrap().webhook_id, "wh_1");
    assert_eq!(workers(), 1);
    assert_eq!(hooks.next().unwrap().unwrap().webhook_id, "wh_2");
    drop(hooks);
    let ended = || {
        std::thread::sleep(Duration::from_millis(10));
        workers() == 0
    };
    assert!((0..500).any(|_| ended()));
}
