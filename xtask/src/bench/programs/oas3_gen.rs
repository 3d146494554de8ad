//! Three calls, through what oas3-gen writes.


use sdk::{
    AgentMailWebhooksClient, ApiResponse, CreateWebhookRequest, EventType, WebhooksCreateRequest,
    WebhooksGetRequest, WebhooksGetRequestPath, WebhooksListRequest, WebhooksListRequestQuery,
};

type Error = Box<dyn std::error::Error + Send + Sync>;

fn main() -> Result<(), Error> {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .expect("a runtime can be made");
    runtime.block_on(async {
        let key = std::env::var("AGENTMAIL_API_KEY")?;
        let client = AgentMailWebhooksClient::new().with_bearer(key);
        let request = WebhooksCreateRequest {
            body: CreateWebhookRequest {
                url: "https://example.com/webhook".to_owned(),
                event_types: vec![EventType::MessageReceived],
                client_id: Some("measured".to_owned()),
                headers: None,
                inbox_ids: None,
                pod_ids: None,
            },
        };
        let made = ok(client.webhooks_create(request).await?)?;
        let path = WebhooksGetRequestPath {
            webhook_id: made.webhook_id,
        };
        let found = ok(client.webhooks_get(WebhooksGetRequest { path }).await?)?;
        let query = WebhooksListRequestQuery {
            limit: Some(50),
            page_token: None,
            ascending: None,
        };
        let page = ok(client.webhooks_list(WebhooksListRequest { query }).await?)?;
        println!("{} {} {}", found.url, found.enabled, page.webhooks.len());
        Ok(())
    })
}

fn ok<T, E>(response: ApiResponse<T, E>) -> Result<T, Error> {
    match response {
        ApiResponse::Ok(value) => Ok(value),
        _ => Err("no success".into()),
    }
}
