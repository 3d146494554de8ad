//! What the tests of calls have in common: a real HTTP/1.1 server on loopback that answers by script, and a clock that
//! never waits.

#![allow(
    dead_code,
    reason = "every test crate has its own copy and uses a part of it"
)]

pub mod clock;
pub mod server;

use std::error::Error as _;
use std::fmt::Write;

use agentmail_sdk::Error;
use serde_json::{Value, json};

/// The key of every client here; no message may show it.
pub const API_KEY: &str = "am_us_the-key-of-the-tests";

/// The signing secret of every webhook here; no message may show it.
pub const SIGNING_SECRET: &str = "whsec_c2lnbmluZy1zZWNyZXQtb2YtdGhlLXRlc3Rz";

/// A webhook as the service writes it.
pub fn webhook(id: &str) -> Value {
    json!({
        "webhook_id": id,
        "url": "https://example.com/webhook",
        "event_types": ["message.received"],
        "secret": SIGNING_SECRET,
        "enabled": true,
        "updated_at": "2026-11-02T08:30:00.250Z",
        "created_at": "2026-11-01T12:00:00Z",
    })
}

/// One page of a list of webhooks. `Value::Null` as the token stands for none.
pub fn page(ids: &[&str], next_page_token: impl Into<Value>) -> Value {
    let webhooks: Vec<Value> = ids.iter().map(|id| webhook(id)).collect();
    let mut page = json!({ "count": ids.len(), "webhooks": webhooks });
    let token = next_page_token.into();
    if !token.is_null() {
        page["next_page_token"] = token;
    }
    page
}

/// Everything that an error and its sources say in any form.
pub fn everything_said_by(error: &Error) -> String {
    let mut said = format!("{error}\n{error:?}\n{error:#?}\n");
    let mut source = error.source();
    while let Some(error) = source {
        write!(said, "{error}\n{error:?}\n{error:#?}\n").expect("a string takes all");
        source = error.source();
    }
    said
}
