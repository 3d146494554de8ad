//! What breaks a rule of the description is not sent, and the error names the field and the rule.

mod support;

use agentmail_sdk::models::EventType::{self, MessageReceived};
use agentmail_sdk::models::UpdateWebhookRequest;
use agentmail_sdk::{AgentMail, BoxFuture, Breach, Error};
use serde_json::{Value, json};
use support::server::{Reply, Server};
use support::webhook;

const URL: &str = "https://example.com/webhook";

#[tokio::test]
async fn a_broken_rule_is_named_and_nothing_is_sent() {
    let server = Server::start([]).await;
    let client = server.client();
    for (call, [path, rule, message], _) in rule_breakers(&client) {
        let error = call.await.expect_err("it breaks a rule");
        let breach = only_breach(&error);
        assert_eq!((breach.path(), breach.rule()), (path, rule), "{error}");
        assert_eq!(breach.message(), message);
        let place = if path.is_empty() { "the body" } else { path };
        assert!(
            error
                .to_string()
                .ends_with(&format!(": not sent: {place} {message}"))
        );
    }
    assert_eq!(server.connections(), 0);
}

#[tokio::test]
async fn without_validation_it_is_sent_as_it_is() {
    let server = Server::start([]).await;
    let client = server.builder().validate(false).build();
    let client = client.expect("these settings are fine");
    let mut bodies = Vec::new();
    for (call, _, body) in rule_breakers(&client) {
        let error = call.await.expect_err("the server has no answer for it");
        assert!(error.as_api().is_some(), "{error}");
        bodies.push(body);
    }
    let sent: Vec<Value> = server.requests().iter().map(body).collect();
    assert_eq!(sent, bodies);
}

#[tokio::test]
async fn what_just_keeps_the_rules_is_sent() {
    let server = Server::start([]).await;
    let client = server.client();
    let calls = [
        done(
            client
                .webhooks()
                .create(URL, [MessageReceived])
                .client_id("a-._~Z90".repeat(32))
                .pod_ids(ids(10))
                .inbox_ids(ids(10)),
        ),
        done(
            client
                .webhooks()
                .polling()
                .create("a", [MessageReceived])
                .pod_ids(ids(9))
                .inbox_ids(ids(1)),
        ),
        done(client.webhooks().update("ep_1").event_types([])),
        done(
            client
                .webhooks()
                .update_headers("ep_1")
                .headers([("X-A", "a\tb")])
                .remove_headers(["X-B"]),
        ),
    ];
    let count = calls.len();
    for call in calls {
        let error = call.await.expect_err("the server has no answer for it");
        assert!(error.as_api().is_some(), "{error}");
    }
    assert_eq!(server.requests().len(), count);
}

#[tokio::test]
async fn an_id_that_leads_elsewhere_is_never_sent() {
    let server = Server::start([]).await;
    for validate in [true, false] {
        let client = server.builder().validate(validate).build();
        let client = client.expect("these settings are fine");
        for id in [
            "",
            ".",
            "..",
            "%2e",
            "%2e%2E",
            ".%2e",
            "%252e",
            "%25252E%2e",
        ] {
            let message = match id {
                "" => "must not be empty",
                _ => "must not be `.` or `..`, in any encoding: the path would lead elsewhere",
            };
            for (field, call) in calls_with_id(&client, id) {
                let error = call.await.expect_err(id);
                let breach = only_breach(&error);
                assert_eq!((breach.path(), breach.rule()), (field, "path"), "{error}");
                assert_eq!(breach.message(), message);
            }
        }
    }
    assert_eq!(server.connections(), 0);
}

#[tokio::test]
async fn every_broken_rule_is_told_at_once() {
    let server = Server::start([]).await;
    let call = server.client().webhooks().create(URL, []).client_id("@");
    let error = call.pod_ids(ids(11)).await.expect_err("it breaks rules");
    assert_eq!(
        error.to_string(),
        "webhooks.create: not sent: event_types must have at least 1 item; \
         client_id must match `^[A-Za-z0-9._~-]{1,256}$`; pod_ids must have at most 10 items"
    );
    assert_eq!(server.connections(), 0);
}

#[tokio::test]
async fn an_unknown_event_type_is_sent_and_kept() {
    let mut answer = webhook("ep_1");
    answer["event_types"] = json!(["message.future", "message.received"]);
    let server = Server::start([Reply::json(200, &answer)]).await;

    let future = EventType::from("message.future");
    let created = server.client().webhooks().create(URL, [future.clone()]);
    let created = created.await.expect("nothing is wrong with it");

    assert_eq!(
        body(&server.only_request()),
        json!({"url": URL, "event_types": ["message.future"]})
    );
    assert_eq!(created.event_types, Some(vec![future, MessageReceived]));
    let encoded = serde_json::to_value(&created).expect("JSON");
    assert_eq!(encoded["event_types"], answer["event_types"]);
}

type Done = BoxFuture<'static, Result<(), Error>>;

/// Calls that break one rule each; the place, the rule and its words; the body that would be sent.
fn rule_breakers(client: &AgentMail) -> Vec<(Done, [&'static str; 3], Value)> {
    let hooks = client.webhooks();
    let (pods, inboxes) = (client.pods().webhooks(), client.inboxes().webhooks());
    let create = || hooks.create(URL, [MessageReceived]);
    let types = ["message.received"];
    let client_id = "must match `^[A-Za-z0-9._~-]{1,256}$`";
    let long = "a".repeat(257);

    let no_types = ["event_types", "minItems", "must have at least 1 item"];
    let none_of = json!({"url": URL, "event_types": []});
    let none_polled = json!({"client_id": "a", "event_types": []});
    let no_headers = ["headers", "minProperties", "must have at least 1 entry"];
    vec![
        (done(hooks.create(URL, [])), no_types, none_of.clone()),
        (done(pods.create("p", URL, [])), no_types, none_of.clone()),
        (done(inboxes.create("i", URL, [])), no_types, none_of),
        (
            done(hooks.polling().create("a", [])),
            no_types,
            none_polled.clone(),
        ),
        (
            done(pods.polling().create("p", "a", [])),
            no_types,
            none_polled.clone(),
        ),
        (
            done(inboxes.polling().create("i", "a", [])),
            no_types,
            none_polled,
        ),
        (
            done(create().pod_ids(ids(11))),
            ["pod_ids", "maxItems", "must have at most 10 items"],
            json!({"url": URL, "event_types": types, "pod_ids": ids(11)}),
        ),
        (
            done(pods.create("p", URL, [MessageReceived]).inbox_ids(ids(11))),
            ["inbox_ids", "maxItems", "must have at most 10 items"],
            json!({"url": URL, "event_types": types, "inbox_ids": ids(11)}),
        ),
        (
            done(create().client_id("me@example.com")),
            ["client_id", "pattern", client_id],
            json!({"url": URL, "event_types": types, "client_id": "me@example.com"}),
        ),
        (
            done(hooks.polling().create("", [MessageReceived])),
            ["client_id", "pattern", client_id],
            json!({"client_id": "", "event_types": types}),
        ),
        (
            done(inboxes.create("i", URL, [MessageReceived]).client_id(&long)),
            ["client_id", "pattern", client_id],
            json!({"url": URL, "event_types": types, "client_id": long}),
        ),
        (
            done(create().headers([("", ""); 0])),
            no_headers,
            json!({"url": URL, "event_types": types, "headers": {}}),
        ),
        (
            done(hooks.update_headers("ep_1").headers([("", ""); 0])),
            no_headers,
            json!({"headers": {}}),
        ),
        (
            done(create().headers([("X-A", "a\r\nb")])),
            [
                "headers.X-A",
                "pattern",
                r"must match `^[\t\x20-\x7E\xA0-\xFF]*$`",
            ],
            json!({"url": URL, "event_types": types, "headers": {"X-A": "a\r\nb"}}),
        ),
        (
            done(create().headers([("X A", "b")])),
            [
                r#"headers["X A"]"#,
                "pattern",
                "must match `^[A-Za-z0-9!#$%&'*+.^_`|~-]+$`",
            ],
            json!({"url": URL, "event_types": types, "headers": {"X A": "b"}}),
        ),
        (
            done(
                pods.update_headers("p", "ep_1")
                    .headers([("X-A", "1")])
                    .remove_headers(["x-a"]),
            ),
            [
                "headers",
                "disjoint",
                "must not name the same entry as `remove_headers`: X-A",
            ],
            json!({"headers": {"X-A": "1"}, "remove_headers": ["x-a"]}),
        ),
        (
            done(inboxes.update_headers("i", "ep_1")),
            ["", "minProperties", "must have at least 1 entry"],
            json!({}),
        ),
        (
            done(
                hooks
                    .polling()
                    .create("a", [MessageReceived])
                    .pod_ids(ids(10))
                    .inbox_ids(ids(1)),
            ),
            [
                "pod_ids",
                "max_total",
                "must have at most 10 items together with `inbox_ids`",
            ],
            json!({"client_id": "a", "event_types": types, "pod_ids": ids(10), "inbox_ids": ids(1)}),
        ),
    ]
}

/// Every call that has an id in its path, with this id, and the name of the id.
fn calls_with_id(client: &AgentMail, id: &str) -> Vec<(&'static str, Done)> {
    let hooks = client.webhooks();
    let (pods, inboxes) = (client.pods().webhooks(), client.inboxes().webhooks());
    let (polling, pods_polling) = (hooks.polling(), pods.polling());
    let inboxes_polling = inboxes.polling();
    let types = [MessageReceived];
    let headers = [("X-A", "b")];
    vec![
        ("webhook_id", done(hooks.get(id))),
        ("webhook_id", done(hooks.update(id))),
        ("webhook_id", done(hooks.delete(id))),
        ("webhook_id", done(hooks.get_headers(id))),
        (
            "webhook_id",
            done(hooks.update_headers(id).headers(headers)),
        ),
        ("webhook_id", done(polling.get(id))),
        ("webhook_id", done(polling.delete(id))),
        ("webhook_id", done(pods.get("p", id))),
        ("webhook_id", done(pods.update("p", id))),
        ("webhook_id", done(pods.delete("p", id))),
        ("webhook_id", done(pods.get_headers("p", id))),
        (
            "webhook_id",
            done(pods.update_headers("p", id).headers(headers)),
        ),
        ("webhook_id", done(pods_polling.get("p", id))),
        ("webhook_id", done(pods_polling.delete("p", id))),
        ("webhook_id", done(inboxes.get("i", id))),
        ("webhook_id", done(inboxes.update("i", id))),
        ("webhook_id", done(inboxes.delete("i", id))),
        ("webhook_id", done(inboxes.get_headers("i", id))),
        (
            "webhook_id",
            done(inboxes.update_headers("i", id).headers(headers)),
        ),
        ("webhook_id", done(inboxes_polling.get("i", id))),
        ("webhook_id", done(inboxes_polling.delete("i", id))),
        ("pod_id", done(pods.list(id))),
        ("pod_id", done(pods.create(id, URL, types.clone()))),
        ("pod_id", done(pods.get(id, "ep_1"))),
        ("pod_id", done(pods.update(id, "ep_1"))),
        ("pod_id", done(pods.delete(id, "ep_1"))),
        ("pod_id", done(pods.get_headers(id, "ep_1"))),
        (
            "pod_id",
            done(pods.update_headers(id, "ep_1").headers(headers)),
        ),
        ("pod_id", done(pods_polling.list(id))),
        ("pod_id", done(pods_polling.create(id, "a", types.clone()))),
        ("pod_id", done(pods_polling.get(id, "ep_1"))),
        ("pod_id", done(pods_polling.delete(id, "ep_1"))),
        ("inbox_id", done(inboxes.list(id))),
        ("inbox_id", done(inboxes.create(id, URL, types.clone()))),
        ("inbox_id", done(inboxes.get(id, "ep_1"))),
        ("inbox_id", done(inboxes.update(id, "ep_1"))),
        ("inbox_id", done(inboxes.delete(id, "ep_1"))),
        ("inbox_id", done(inboxes.get_headers(id, "ep_1"))),
        (
            "inbox_id",
            done(inboxes.update_headers(id, "ep_1").headers(headers)),
        ),
        ("inbox_id", done(inboxes_polling.list(id))),
        ("inbox_id", done(inboxes_polling.create(id, "a", types))),
        ("inbox_id", done(inboxes_polling.get(id, "ep_1"))),
        ("inbox_id", done(inboxes_polling.delete(id, "ep_1"))),
    ]
}

/// Any call, without its answer.
fn done<T>(call: impl IntoFuture<Output = Result<T, Error>, IntoFuture: Send + 'static>) -> Done {
    let call = call.into_future();
    Box::pin(async { call.await.map(drop) })
}

fn only_breach(error: &Error) -> &Breach {
    match error {
        Error::Invalid(invalid) => match invalid.breaches() {
            [only] => only,
            breaches => panic!("{breaches:?}"),
        },
        other => panic!("{other:?}"),
    }
}

fn ids(count: usize) -> Vec<String> {
    (0..count).map(|number| format!("id_{number}")).collect()
}

fn body(request: &support::server::Request) -> Value {
    serde_json::from_slice(&request.body).expect("a body of JSON")
}

#[tokio::test]
async fn a_whole_body_goes_in_place_of_what_was_set() {
    let server = Server::start([]).await;
    let client = server.client();
    let change = UpdateWebhookRequest::new().enabled(true);
    let call = client.webhooks().update("wh_1").enabled(false);
    let error = call.with_body(change).await;
    error.expect_err("the server has no answer for it");
    let sent: Vec<Value> = server.requests().iter().map(body).collect();
    assert_eq!(sent, [json!({"enabled": true})]);
}
