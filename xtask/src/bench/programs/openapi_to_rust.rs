//! Three calls, through what openapi-to-rust writes.

use sdk::generated::{CreateWebhookRequestBuilder, EventType, HttpClient};

type Error = Box<dyn std::error::Error + Send + Sync>;

fn main() -> Result<(), Error> {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .expect("a runtime can be made");
    runtime.block_on(async {
        let client = HttpClient::new().with_api_key(std::env::var("AGENTMAIL_API_KEY")?);
        let body = CreateWebhookRequestBuilder::new(
            vec![EventType::MessageReceived],
            "https://example.com/webhook".to_owned(),
        );
        let body = body.client_id("measured".to_owned()).build();
        let made = client.webhooks_create(body).await?;
        let found = client.webhooks_get(&made.webhook_id).await?;
        let page = client.webhooks_list(Some(50), None::<&str>, None).await?;
        println!("{} {} {}", found.url, found.enabled, page.webhooks.len());
        Ok(())
    })
}
