//! Calls and streams own what they need: they can be spawned, joined and moved like any future.

mod support;

use std::collections::BTreeSet;

use agentmail_sdk::models::{EventType, Webhook};
use agentmail_sdk::{AgentMail, CallOptions, Error, Response};
use futures_util::StreamExt;
use futures_util::future::{join_all, try_join_all};
use serde_json::Value;
use support::server::{Reply, Server};
use support::{page, webhook};

fn found() -> Reply {
    Reply::json(200, &webhook("wh_1"))
}

#[test]
fn all_types_may_go_to_another_thread() {
    fn is_send<T: Send + 'static>() {}
    fn is_send_and_sync<T: Send + Sync + 'static>() {}
    fn is_cloned<T: Clone>() {}

    is_send_and_sync::<AgentMail>();
    is_cloned::<AgentMail>();
    is_send_and_sync::<agentmail_sdk::api::Webhooks>();
    is_send_and_sync::<agentmail_sdk::api::CreateWebhook>();
    is_send_and_sync::<agentmail_sdk::Call<Webhook>>();
    is_send_and_sync::<Response<Webhook>>();
    is_send_and_sync::<CallOptions>();
    is_send_and_sync::<Error>();
    is_send::<agentmail_sdk::Builder<AgentMail>>();
    is_send::<agentmail_sdk::ItemStream<Webhook>>();
    is_send::<agentmail_sdk::PageStream<Webhook>>();
    is_send::<<agentmail_sdk::api::CreateWebhook as IntoFuture>::IntoFuture>();
}

#[tokio::test]
async fn a_call_can_be_spawned_in_every_way_of_sending_it() {
    let server = Server::start(vec![found(); 5]).await;
    // Nothing below borrows from the client: it is gone when the tasks run.
    let client = server.client();
    let webhooks = client.webhooks();
    let create = || webhooks.create("https://example.com", [EventType::MessageReceived]);
    let sent = tokio::spawn(create().send());
    let awaited = tokio::spawn(create().into_future());
    let with_response = tokio::spawn(create().with_response());
    let without_options = tokio::spawn(webhooks.get("wh_1").send());
    let block = tokio::spawn({
        let client = client.clone();
        async move { client.webhooks().get("wh_1").await }
    });
    drop((webhooks, client));

    for task in [sent, awaited, without_options] {
        assert_eq!(task.await.unwrap().unwrap().webhook_id, "wh_1");
    }
    assert_eq!(block.await.unwrap().unwrap().webhook_id, "wh_1");
    assert_eq!(
        with_response.await.unwrap().unwrap().body().webhook_id,
        "wh_1"
    );
    assert_eq!(server.requests().len(), 5);
}

#[tokio::test]
async fn many_calls_can_be_joined() {
    let server = Server::start(vec![found(); 20]).await;
    let webhooks = server.client().webhooks();
    let ids: Vec<String> = (0..10).map(|number| format!("wh_{number}")).collect();

    let all = join_all(ids.iter().map(|id| webhooks.get(id).send())).await;
    assert_eq!(all.iter().filter(|outcome| outcome.is_ok()).count(), 10);
    // A builder is no future yet, but turns into one.
    let all = try_join_all(
        ids.iter()
            .map(|id| webhooks.update(id).enabled(true).into_future()),
    );
    assert_eq!(all.await.unwrap().len(), 10);

    let requests = server.requests();
    let targets: BTreeSet<&str> = requests.iter().map(|request| &request.target[..]).collect();
    assert_eq!(requests.len(), 20);
    assert_eq!(targets.len(), 10);
}

#[tokio::test]
async fn a_stream_can_move_into_a_task() {
    let server = Server::start([
        Reply::json(200, &page(&["wh_1", "wh_2"], "t2")),
        Reply::json(200, &page(&["wh_3"], Value::Null)),
    ])
    .await;
    let client = server.client();
    let mut items = client.webhooks().list().stream();
    drop(client);

    let first = items.next().await.unwrap().unwrap();
    let rest = tokio::spawn(async move {
        let mut ids = Vec::new();
        while let Some(item) = items.next().await {
            ids.push(item?.webhook_id);
        }
        Ok::<_, Error>(ids)
    });

    assert_eq!(first.webhook_id, "wh_1");
    assert_eq!(rest.await.unwrap().unwrap(), ["wh_2", "wh_3"]);
}

#[tokio::test]
async fn the_items_of_a_stream_can_be_worked_on_side_by_side() {
    let server = Server::start([Reply::json(200, &page(&["wh_1", "wh_2"], Value::Null))]).await;
    server.then(vec![Reply::new(204, ""); 2]);
    let webhooks = server.client().webhooks();

    let deleted = webhooks.list().stream().map(|item| {
        let webhooks = webhooks.clone();
        async move { webhooks.delete(item?.webhook_id).await }
    });
    let outcomes: Vec<Result<(), Error>> = deleted.buffer_unordered(2).collect().await;

    assert_eq!(outcomes.len(), 2);
    assert!(outcomes.iter().all(Result::is_ok), "{outcomes:?}");
    assert_eq!(server.requests().len(), 3);
}

#[tokio::test]
async fn a_call_that_is_not_polled_sends_nothing() {
    let server = Server::start([]).await;
    let webhooks = server.client().webhooks();

    drop(webhooks.get("wh_1").send());
    drop(webhooks.list().stream());

    assert_eq!(server.connections(), 0);
}

#[tokio::test]
async fn the_question_mark_works_where_any_error_will_do() {
    async fn fails(client: AgentMail) -> Result<(), Box<dyn std::error::Error + Send + Sync>> {
        client.webhooks().delete("wh_1").await?;
        Ok(())
    }
    let server = Server::start([Reply::new(404, "")]).await;

    let error = fails(server.client()).await.unwrap_err();

    let error: &Error = error.downcast_ref().expect("it is still ours");
    assert!(error.is_not_found());
}
