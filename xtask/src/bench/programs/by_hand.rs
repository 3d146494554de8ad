//! The same three calls, with reqwest and serde alone.

use std::time::Duration;

use jiff::Timestamp;
use reqwest::Client;
use reqwest::header::CONTENT_TYPE;
use serde::{Deserialize, Serialize};

type Error = Box<dyn std::error::Error + Send + Sync>;

const BASE: &str = "https://api.agentmail.to";

fn main() -> Result<(), Error> {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .expect("a runtime can be made");
    runtime.block_on(async {
        let key = std::env::var("AGENTMAIL_API_KEY")?;
        let client = Client::builder()
            .connect_timeout(Duration::from_secs(10))
            .timeout(Duration::from_secs(60))
            .build()?;
        let body = CreateWebhook {
            url: "https://example.com/webhook",
            event_types: &[EventType::MessageReceived],
            client_id: "measured",
        };
        let made = client
            .post(format!("{BASE}/v0/webhooks"))
            .bearer_auth(&key)
            .header(CONTENT_TYPE, "application/json")
            .body(serde_json::to_vec(&body)?)
            .send()
            .await?
            .error_for_status()?;
        let made: Webhook = serde_json::from_slice(&made.bytes().await?)?;
        let found = client
            .get(format!("{BASE}/v0/webhooks/{}", made.webhook_id))
            .bearer_auth(&key)
            .send()
            .await?
            .error_for_status()?;
        let found: Webhook = serde_json::from_slice(&found.bytes().await?)?;
        let page = client
            .get(format!("{BASE}/v0/webhooks?limit=50"))
            .bearer_auth(&key)
            .send()
            .await?
            .error_for_status()?;
        let page: Page = serde_json::from_slice(&page.bytes().await?)?;
        println!("{} {} {}", found.url, found.enabled, page.webhooks.len());
        Ok(())
    })
}

#[derive(Serialize)]
struct CreateWebhook<'a> {
    url: &'a str,
    event_types: &'a [EventType],
    client_id: &'a str,
}

#[derive(Debug, Deserialize)]
#[allow(dead_code, reason = "what is decoded counts, read or not")]
struct Page {
    count: u64,
    limit: Option<u64>,
    next_page_token: Option<String>,
    webhooks: Vec<Webhook>,
}

#[derive(Debug, Deserialize)]
#[allow(dead_code, reason = "what is decoded counts, read or not")]
struct Webhook {
    webhook_id: String,
    url: String,
    event_types: Option<Vec<EventType>>,
    pod_ids: Option<Vec<String>>,
    inbox_ids: Option<Vec<String>>,
    pod_id: Option<String>,
    inbox_id: Option<String>,
    secret: String,
    enabled: bool,
    updated_at: Timestamp,
    created_at: Timestamp,
    client_id: Option<String>,
}

#[derive(Debug, Deserialize, Serialize)]
enum EventType {
    #[serde(rename = "message.received")]
    MessageReceived,
    #[serde(other)]
    Other,
}
