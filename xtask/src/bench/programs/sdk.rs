//! Three calls, through the SDK.

use agentmail_sdk::models::EventType;
use agentmail_sdk::{AgentMail, Error};

fn main() -> Result<(), Error> {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .expect("a runtime can be made");
    runtime.block_on(async {
        let client = AgentMail::from_env()?;
        let made = client
            .webhooks()
            .create("https://example.com/webhook", [EventType::MessageReceived])
            .client_id("measured")
            .await?;
        let found = client.webhooks().get(&made.webhook_id).await?;
        let page = client.webhooks().list().limit(50).await?;
        println!("{} {} {}", found.url, found.enabled, page.webhooks.len());
        Ok(())
    })
}
