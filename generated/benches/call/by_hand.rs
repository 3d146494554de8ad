//! The calls as one would write them without an SDK, for this one purpose.

use std::time::Duration;

use jiff::Timestamp;
use reqwest::Client;
use reqwest::header::{ACCEPT, CONTENT_TYPE, HeaderMap, HeaderValue};
use serde::{Deserialize, Serialize};

use crate::API_KEY;

/// The address of the webhook that is created.
pub const URL: &str = "https://example.com/webhook";

/// What makes creating it safe to repeat.
pub const CLIENT_ID: &str = "the-benchmark";

/// Whatever goes wrong.
pub type Error = Box<dyn std::error::Error + Send + Sync>;

/// One shared `reqwest::Client` and the key.
pub struct ByHand {
    client: Client,
    base_url: String,
}

impl ByHand {
    /// With the timeouts that the SDK has, too.
    pub fn new(base_url: &str, user_agent: &str) -> Self {
        let accept = HeaderValue::from_static("application/json");
        let client = Client::builder()
            .user_agent(user_agent)
            .default_headers(HeaderMap::from_iter([(ACCEPT, accept)]))
            .connect_timeout(Duration::from_secs(10))
            .timeout(Duration::from_secs(60))
            .build()
            .expect("the client can be made");
        ByHand {
            client,
            base_url: base_url.to_owned(),
        }
    }

    /// `GET /v0/webhooks/{id}`
    pub async fn get(&self, id: &str) -> Result<Webhook, Error> {
        let response = self
            .client
            .get(format!("{}/v0/webhooks/{id}", self.base_url))
            .bearer_auth(API_KEY)
            .send()
            .await?
            .error_for_status()?;
        Ok(serde_json::from_slice(&response.bytes().await?)?)
    }

    /// `GET /v0/webhooks`
    pub async fn list(&self, limit: u32) -> Result<Page, Error> {
        let response = self
            .client
            .get(format!("{}/v0/webhooks?limit={limit}", self.base_url))
            .bearer_auth(API_KEY)
            .send()
            .await?
            .error_for_status()?;
        Ok(serde_json::from_slice(&response.bytes().await?)?)
    }

    /// `POST /v0/webhooks`
    pub async fn create(&self) -> Result<Webhook, Error> {
        let body = CreateWebhook {
            url: URL,
            event_types: &[EventType::MessageReceived],
            client_id: CLIENT_ID,
        };
        // What `.json(&body)` does, which is behind a feature of reqwest that the SDK does without.
        let response = self
            .client
            .post(format!("{}/v0/webhooks", self.base_url))
            .bearer_auth(API_KEY)
            .header(CONTENT_TYPE, "application/json")
            .body(serde_json::to_vec(&body)?)
            .send()
            .await?
            .error_for_status()?;
        Ok(serde_json::from_slice(&response.bytes().await?)?)
    }
}

#[derive(Serialize)]
struct CreateWebhook<'a> {
    url: &'a str,
    event_types: &'a [EventType],
    client_id: &'a str,
}

/// One page of the list.
#[derive(Deserialize, Serialize)]
pub struct Page {
    count: u64,
    #[serde(skip_serializing_if = "Option::is_none")]
    limit: Option<u64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub next_page_token: Option<String>,
    pub webhooks: Vec<Webhook>,
}

/// A webhook as the service writes it.
#[derive(Deserialize, Serialize)]
pub struct Webhook {
    webhook_id: String,
    url: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    event_types: Option<Vec<EventType>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pod_ids: Option<Vec<String>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    inbox_ids: Option<Vec<String>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pod_id: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    inbox_id: Option<String>,
    secret: String,
    enabled: bool,
    updated_at: Timestamp,
    created_at: Timestamp,
    #[serde(skip_serializing_if = "Option::is_none")]
    client_id: Option<String>,
}

/// The event types that this program knows.
#[derive(Deserialize, Serialize)]
enum EventType {
    #[serde(rename = "message.received")]
    MessageReceived,
    #[serde(rename = "message.received.spam")]
    MessageReceivedSpam,
    #[serde(rename = "message.bounced")]
    MessageBounced,
    #[serde(rename = "message.delivered")]
    MessageDelivered,
    #[serde(other)]
    Other,
}
