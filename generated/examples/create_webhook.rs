//! Creates a webhook for new messages. Running it again gives the same webhook, because it has a `client_id`.

use agentmail_sdk::models::EventType;
use agentmail_sdk::{AgentMail, Error};

#[tokio::main]
async fn main() -> Result<(), Error> {
    let client = AgentMail::from_env()?; // reads AGENTMAIL_API_KEY
    let webhook = client
        .webhooks()
        .create("https://example.com/webhook", [EventType::MessageReceived])
        .client_id("my-service")
        .await?;
    println!("{} delivers to {}", webhook.webhook_id, webhook.url);
    Ok(())
}
