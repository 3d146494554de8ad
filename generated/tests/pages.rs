//! Lists that come in pages.

mod support;

use agentmail_sdk::Error;
use agentmail_sdk::models::Webhook;
use futures_util::{StreamExt, TryStreamExt};
use serde_json::{Value, json};
use support::page;
use support::server::{Reply, Server};

fn pages(pages: impl IntoIterator<Item = Value>) -> Vec<Reply> {
    pages
        .into_iter()
        .map(|page| Reply::json(200, &page))
        .collect()
}

fn ids(webhooks: &[Webhook]) -> Vec<&str> {
    webhooks
        .iter()
        .map(|webhook| webhook.webhook_id.as_str())
        .collect()
}

/// The page token that each request asked for.
fn tokens(server: &Server) -> Vec<Option<String>> {
    let token = |(name, value)| (name == "page_token").then_some(value);
    let requests = server.requests().into_iter();
    requests
        .map(|request| request.query().into_iter().find_map(token))
        .collect()
}

fn token(text: &str) -> Option<String> {
    Some(text.to_owned())
}

#[tokio::test]
async fn awaited_a_list_is_one_page() {
    let server = Server::start(pages([page(&["wh_1", "wh_2"], "t2")])).await;

    let list = server.client().webhooks().list().await.unwrap();

    assert_eq!(ids(&list.webhooks), ["wh_1", "wh_2"]);
    assert_eq!(list.next_page_token.as_deref(), Some("t2"));
    assert_eq!(tokens(&server), [None]);
}

#[tokio::test]
async fn a_stream_gives_every_item_of_every_page_once() {
    let server = Server::start(pages([
        page(&["wh_1", "wh_2"], "t2"),
        page(&["wh_3"], "t3"),
        page(&["wh_4", "wh_5"], Value::Null),
    ]))
    .await;

    let items = server
        .client()
        .webhooks()
        .list()
        .stream()
        .try_collect()
        .await;

    assert_eq!(
        ids(&items.unwrap()),
        ["wh_1", "wh_2", "wh_3", "wh_4", "wh_5"]
    );
    assert_eq!(tokens(&server), [None, token("t2"), token("t3")]);
}

#[tokio::test]
async fn every_request_keeps_the_other_arguments() {
    let server = Server::start(pages([page(&[], "t2"), page(&[], Value::Null)])).await;

    let list = server.client().pods().webhooks().list("pod_1");
    let items = list.limit(50).ascending(true).stream();
    assert_eq!(items.try_collect().await.unwrap(), []);

    let requests = server.requests();
    assert_eq!(
        requests[0].target,
        "/v0/pods/pod_1/webhooks?limit=50&ascending=true"
    );
    let pair = |name: &str, value: &str| (name.to_owned(), value.to_owned());
    assert_eq!(
        requests[1].query(),
        [
            pair("limit", "50"),
            pair("ascending", "true"),
            pair("page_token", "t2")
        ]
    );
}

#[tokio::test]
async fn an_empty_page_with_a_token_is_not_the_end() {
    let server = Server::start(pages([
        page(&[], "t2"),
        page(&[], "t3"),
        page(&["wh_1"], Value::Null),
    ]))
    .await;

    let items = server
        .client()
        .webhooks()
        .list()
        .stream()
        .try_collect()
        .await;

    assert_eq!(ids(&items.unwrap()), ["wh_1"]);
    assert_eq!(server.requests().len(), 3);
}

#[tokio::test]
async fn an_empty_or_null_token_is_the_end() {
    let mut null = page(&["wh_2"], Value::Null);
    null["next_page_token"] = Value::Null;
    for last in [page(&["wh_2"], ""), null] {
        let server = Server::start(pages([page(&["wh_1"], "t2"), last])).await;

        let items = server
            .client()
            .webhooks()
            .list()
            .stream()
            .try_collect()
            .await;

        assert_eq!(ids(&items.unwrap()), ["wh_1", "wh_2"]);
        assert_eq!(server.requests().len(), 2);
    }
}

#[tokio::test]
async fn a_repeated_token_is_an_error_behind_the_items_of_its_page() {
    let server = Server::start(pages([page(&["wh_1"], "t2"), page(&["wh_2"], "t2")])).await;
    let mut items = server.client().webhooks().list().stream();

    assert_eq!(items.next().await.unwrap().unwrap().webhook_id, "wh_1");
    assert_eq!(items.next().await.unwrap().unwrap().webhook_id, "wh_2");
    let error = items.next().await.unwrap().unwrap_err();
    assert!(matches!(error, Error::Pagination(_)), "{error:?}");
    assert_eq!(
        error.to_string(),
        "webhooks.list: the service sent the same page token twice"
    );
    assert!(items.next().await.is_none());
    assert!(items.next().await.is_none());
    assert_eq!(server.requests().len(), 2);
}

#[tokio::test]
async fn a_circle_of_tokens_is_noticed_too() {
    let server = Server::start(pages([
        page(&["wh_1"], "t2"),
        page(&["wh_2"], "t3"),
        page(&["wh_3"], "t2"),
    ]))
    .await;

    let mut items = server.client().webhooks().list().stream();
    for id in ["wh_1", "wh_2", "wh_3"] {
        assert_eq!(items.next().await.unwrap().unwrap().webhook_id, id);
    }

    let error = items.next().await.unwrap().unwrap_err();
    assert!(matches!(error, Error::Pagination(_)), "{error:?}");
    assert!(items.next().await.is_none());
    assert_eq!(server.requests().len(), 3);
}

#[tokio::test]
async fn the_token_to_start_with_must_not_come_back() {
    let server = Server::start(pages([page(&["wh_1"], "t7")])).await;

    let mut items = server.client().webhooks().list().page_token("t7").stream();

    assert_eq!(items.next().await.unwrap().unwrap().webhook_id, "wh_1");
    let error = items.next().await.unwrap().unwrap_err();
    assert!(matches!(error, Error::Pagination(_)), "{error:?}");
    assert_eq!(tokens(&server), [token("t7")]);
}

#[tokio::test]
async fn an_error_on_page_2_comes_behind_page_1_and_ends_the_stream() {
    let mut script = pages([page(&["wh_1", "wh_2"], "t2")]);
    script.push(Reply::new(403, r#"{"message":"Forbidden"}"#));
    script.extend(pages([page(&["wh_3"], Value::Null)]));
    let server = Server::start(script).await;
    let mut items = server.client().webhooks().list().stream();

    assert_eq!(items.next().await.unwrap().unwrap().webhook_id, "wh_1");
    assert_eq!(items.next().await.unwrap().unwrap().webhook_id, "wh_2");
    let error = items.next().await.unwrap().unwrap_err();
    assert_eq!(error.to_string(), "webhooks.list: 403 Forbidden: Forbidden");
    assert!(items.next().await.is_none());
    assert!(items.next().await.is_none());
    assert_eq!(server.requests().len(), 2);
}

#[tokio::test]
async fn a_page_that_cannot_be_decoded_ends_the_stream() {
    let server = Server::start(pages([page(&["wh_1"], "t2"), json!({ "count": 0 })])).await;

    let outcome: Vec<_> = server.client().webhooks().list().stream().collect().await;

    assert_eq!(outcome.len(), 2);
    assert!(outcome[0].is_ok());
    assert!(
        matches!(outcome[1], Err(Error::Decode(_))),
        "{:?}",
        outcome[1]
    );
}

#[tokio::test]
async fn a_page_is_retried_like_any_call() {
    let mut script = pages([page(&["wh_1"], "t2")]);
    script.push(Reply::new(500, ""));
    script.extend(pages([page(&["wh_2"], Value::Null)]));
    let server = Server::start(script).await;

    let items = server
        .client()
        .webhooks()
        .list()
        .stream()
        .try_collect()
        .await;

    assert_eq!(ids(&items.unwrap()), ["wh_1", "wh_2"]);
    assert_eq!(tokens(&server), [None, token("t2"), token("t2")]);
    assert_eq!(server.clock.waits(), [250]);
}

#[tokio::test]
async fn a_page_is_fetched_when_its_first_item_is_asked_for() {
    let server = Server::start(pages([
        page(&["wh_1", "wh_2"], "t2"),
        page(&["wh_3"], "t3"),
    ]))
    .await;

    let mut items = server.client().webhooks().list().stream();
    assert_eq!(server.requests().len(), 0);
    items.next().await.unwrap().unwrap();
    items.next().await.unwrap().unwrap();
    assert_eq!(server.requests().len(), 1);
    items.next().await.unwrap().unwrap();
    assert_eq!(server.requests().len(), 2);
}

#[tokio::test]
async fn a_token_may_hold_any_character() {
    let odd = "a+b/c=&d e%2F#ü";
    let server = Server::start(pages([page(&[], odd), page(&["wh_1"], Value::Null)])).await;

    let items = server
        .client()
        .webhooks()
        .list()
        .stream()
        .try_collect()
        .await;

    assert_eq!(items.unwrap().len(), 1);
    assert_eq!(tokens(&server), [None, token(odd)]);
}

#[tokio::test]
async fn pages_can_be_had_as_pages() {
    let server = Server::start(pages([
        page(&["wh_1"], "t2"),
        page(&[], "t3"),
        page(&["wh_2"], "t2"),
    ]))
    .await;
    let mut pages = server
        .client()
        .inboxes()
        .webhooks()
        .list("in@example.com")
        .pages();

    assert_eq!(
        ids(&pages.next().await.unwrap().unwrap().webhooks),
        ["wh_1"]
    );
    assert_eq!(pages.next().await.unwrap().unwrap().webhooks, []);
    assert_eq!(
        ids(&pages.next().await.unwrap().unwrap().webhooks),
        ["wh_2"]
    );
    let error = pages.next().await.unwrap().unwrap_err();
    assert!(matches!(error, Error::Pagination(_)), "{error:?}");
    assert!(pages.next().await.is_none());
}

#[tokio::test]
async fn the_streams_are_those_of_the_futures_crates() {
    let server = Server::start(pages([
        json!({ "count": 0, "polling_webhooks": [], "next_page_token": "t2" }),
        json!({ "count": 0, "polling_webhooks": [] }),
    ]))
    .await;

    let pages = server.client().webhooks().polling().list().pages();
    let counts: Vec<i64> = TryStreamExt::try_collect(pages.map_ok(|page| page.count))
        .await
        .unwrap();

    assert_eq!(counts, [0, 0]);
}
