//! Prints every webhook of the organization. The service lists them in pages; the stream fetches one after the other.

use agentmail_sdk::{AgentMail, Error};

#[tokio::main]
async fn main() -> Result<(), Error> {
    let client = AgentMail::from_env()?; // reads AGENTMAIL_API_KEY
    let mut webhooks = client.webhooks().list().stream();
    while let Some(webhook) = webhooks.next().await {
        let webhook = webhook?;
        println!("{} delivers to {}", webhook.webhook_id, webhook.url);
    }
    Ok(())
}
