//! Three calls, through what ploidy writes.

use sdk::Client;
use sdk::client::default::parameters::WebhooksListQuery;
use sdk::types::CreateWebhookRequest;

type Error = Box<dyn std::error::Error + Send + Sync>;

fn main() -> Result<(), Error> {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .expect("a runtime can be made");
    runtime.block_on(async {
        let key = std::env::var("AGENTMAIL_API_KEY")?;
        let client = Client::new("https://api.agentmail.to")?
            .with_sensitive_header("authorization", format!("Bearer {key}").as_str())?;
        // Its event types cannot be written down: an object stands for a text there.
        let body = CreateWebhookRequest {
            url: "https://example.com/webhook".to_owned(),
            client_id: "measured".to_owned().into(),
            ..CreateWebhookRequest::default()
        };
        let made = client.webhooks_create(body).await?;
        let found = client.webhooks_get(&made.webhook_id).await?;
        let query = WebhooksListQuery {
            limit: Some(50),
            ..WebhooksListQuery::default()
        };
        let page = client.webhooks_list(&query).await?;
        println!("{} {} {}", found.url, found.enabled, page.webhooks.len());
        Ok(())
    })
}
