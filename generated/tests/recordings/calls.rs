//! Every recorded call, written with this SDK.

use agentmail_sdk::models::EventType::{self, MessageBounced, MessageReceived, MessageSent};
use agentmail_sdk::{AgentMail, BoxFuture, CallOptions, Error, Retries};

use crate::support::server::{Server, refusing};

type Done = BoxFuture<'static, Result<(), Error>>;

/// The call of a case, ready to be awaited. `None` where there is no such call.
pub fn make(case: &str, client: &AgentMail, server: &Server) -> Option<Done> {
    if case == "err.refused" {
        return Some(refused(server));
    }
    let special = special_client(case, server);
    let client = special.as_ref().unwrap_or(client);
    org(case, client)
        .or_else(|| ids(case, client))
        .or_else(|| pods(case, client))
        .or_else(|| inboxes(case, client))
        .or_else(|| polling(case, client))
        .or_else(|| answered_badly(case, client))
}

/// The client of a case that is about the client.
fn special_client(case: &str, server: &Server) -> Option<AgentMail> {
    let builder = match case {
        "client.base_headers" => server.builder().api_key("am_k").header("X-Team", "ops"),
        "client.baseUrl" | "client.env_path_prefix" => {
            let base_url = format!("{}/proxy/", server.url());
            server.builder().api_key("k").base_url(base_url)
        }
        "client.no_key" => AgentMail::builder().base_url(server.url()),
        _ => return None,
    };
    Some(builder.build().expect("these settings are fine"))
}

/// A call that reaches nobody.
fn refused(server: &Server) -> Done {
    let (socket, url) = refusing();
    let client = server.builder().base_url(url).build();
    let call = done(client.expect("these settings are fine").webhooks().list());
    Box::pin(async {
        let result = call.await;
        drop(socket);
        result
    })
}

/// Calls at organization level.
fn org(case: &str, client: &AgentMail) -> Option<Done> {
    let hooks = client.webhooks();
    let example = || hooks.create("https://example.com", [MessageReceived]);
    let update = || hooks.update("ep_2b8kQz");
    let update_headers = || hooks.update_headers("ep_2b8kQz");
    Some(match case {
        "list.default" | "list.null_params" => done(hooks.list()),
        "list.limit" => done(hooks.list().limit(10)),
        "list.limit0" => done(hooks.list().limit(0)),
        "list.all" => {
            let list = hooks.list().limit(10).page_token("dG9rZW4+Lz0=");
            done(list.ascending(true))
        }
        "list.ascending_false" => done(hooks.list().ascending(false)),
        "list.token_special" => done(hooks.list().page_token("a+b/c==&?% é📬#")),
        "list.token_empty" => done(hooks.list().page_token("")),
        "client.base_headers" | "client.baseUrl" | "client.env_path_prefix" | "client.no_key" => {
            done(hooks.list())
        }

        "create.minimal" => done(hooks.create("https://example.com/webhook", [MessageReceived])),
        "create.all" => done(
            hooks
                .create(
                    "https://example.com/hook?x=1&y=2",
                    [MessageReceived, MessageBounced],
                )
                .pod_ids(["pod_1"])
                .inbox_ids(["agent@agentmail.to"])
                .client_id("my-hook")
                .headers([("Authorization", "Bearer hook"), ("X-Env", "prod")]),
        ),
        "create.unicode" => done(
            hooks
                .create("https://bücher.example/ü📬?q=日本", [MessageReceived])
                .client_id("é📬\"\\\n"),
        ),
        "create.empty_lists" => done(
            hooks
                .create("https://example.com", [])
                .pod_ids([""; 0])
                .inbox_ids([""; 0]),
        ),
        "create.explicit_none" | "create.explicit_null" | "async.create" => done(example()),
        "create.unknown_event_type" => {
            done(hooks.create("https://example.com", [EventType::from("message.future")]))
        }
        "create.calendar_event_type" => {
            done(hooks.create("https://example.com", [EventType::CalendarEventCreated]))
        }
        "create.headers_empty_map" => done(example().headers([("", ""); 0])),
        "create.extra_body_query_headers" | "create.extra_query_headers" => {
            let options = CallOptions::new().header("Idempotency-Key", "k-1");
            done(example().options(options.header("X-Trace", "t")))
        }
        "create.eleven_inboxes" => done(example().inbox_ids((0..11).map(|n| format!("i{n}")))),
        "create.not_a_url" => done(hooks.create("not a url", [MessageReceived])),
        "raw.create" => {
            let call = example().with_response();
            Box::pin(async { call.await.map(drop) })
        }

        "update.empty" | "update.none_values" => done(update()),
        "update.all" => done(
            update()
                .add_pod_ids(["p1"])
                .remove_pod_ids(["p2"])
                .add_inbox_ids(["i1"])
                .remove_inbox_ids(["i2"])
                .event_types([MessageSent])
                .enabled(false),
        ),
        "update.enabled" | "update.enabled_true" => done(update().enabled(true)),
        "update.event_types_empty" => done(update().event_types([])),

        "get_headers" => done(hooks.get_headers("ep_2b8kQz")),
        "update_headers.both" => done(
            update_headers()
                .headers([("Authorization", "Bearer r")])
                .remove_headers(["X-Environment"]),
        ),
        "update_headers.none" => done(update_headers()),
        "update_headers.case_conflict" => done(
            hooks
                .update_headers("ep_1")
                .headers([("X-A", "1")])
                .remove_headers(["x-a"]),
        ),
        "update_headers.bad_header_value" => {
            done(hooks.update_headers("ep_1").headers([("X-A", "a\r\nb")]))
        }

        "delete.200_body" | "delete.204" => done(hooks.delete("ep_2b8kQz")),
        "repr.webhook_shows_secret" => done(hooks.get("x")),
        _ => return None,
    })
}

/// Ids that have to be encoded or refused.
fn ids(case: &str, client: &AgentMail) -> Option<Done> {
    let hooks = client.webhooks();
    let id = match case {
        "get.id.plain" => "ep_2b8kQz",
        "get.id.slash" => "a/b",
        "get.id.space" => "a b",
        "get.id.percent" => "100%",
        "get.id.pct2f" => "a%2Fb",
        "get.id.plus" => "a+b",
        "get.id.emoji" => "w📬",
        "get.id.unicode" => "übér",
        "get.id.question" => "a?b=c",
        "get.id.hash" => "a#b",
        "get.id.dotdot" => "..",
        "get.id.dotdot_up" => "../inboxes",
        "get.id.dot" => ".",
        "get.id.empty" => "",
        "get.id.at" => "agent@agentmail.to",
        "get.id.colon" => "a:b",
        "get.id.semicolon" => "a;b,c=d&e$f",
        "get.id.quote" => "a\"b'c<d>",
        "get.id.backslash" => "a\\b",
        "get.id.newline" => "a\nb",
        _ => {
            return Some(match case {
                "delete.id.dotdot_up" => done(hooks.delete("../inboxes/agent@agentmail.to")),
                "delete.id.empty" => done(hooks.delete("")),
                "update.id.query_injection" => done(hooks.update("ep_1?x=1#frag").enabled(false)),
                _ => return None,
            });
        }
    };
    Some(done(hooks.get(id)))
}

fn pods(case: &str, client: &AgentMail) -> Option<Done> {
    let hooks = client.pods().webhooks();
    Some(match case {
        "pods.list" => {
            let list = hooks.list("pod_1").limit(5).page_token("t");
            done(list.ascending(true))
        }
        "pods.get" => done(hooks.get("pod_1", "ep_1")),
        "pods.create" => done(
            hooks
                .create("pod_1", "https://example.com", [MessageReceived])
                .client_id("x")
                .headers([("X-A", "b")])
                .inbox_ids(["agent@agentmail.to"]),
        ),
        "pods.update" => done(
            hooks
                .update("pod_1", "ep_1")
                .event_types([MessageSent])
                .enabled(true)
                .add_inbox_ids(["i1"])
                .remove_inbox_ids(["i2"]),
        ),
        "pods.delete" => done(hooks.delete("pod_1", "ep_1")),
        "pods.get_headers" => done(hooks.get_headers("pod_1", "ep_1")),
        "pods.update_headers" => {
            let update = hooks.update_headers("pod_1", "ep_1");
            done(update.headers([("X-A", "c")]))
        }
        "pods.id_special" => done(hooks.get("a b/c%+📬@x.com", "e/1")),
        "pods.get.id.dotdot" => done(hooks.get("../..", "ep_1")),
        _ => return None,
    })
}

fn inboxes(case: &str, client: &AgentMail) -> Option<Done> {
    let hooks = client.inboxes().webhooks();
    let inbox = "agent@agentmail.to";
    Some(match case {
        "inboxes.list" => {
            let list = hooks.list(inbox).limit(5).page_token("t");
            done(list.ascending(true))
        }
        "inboxes.get" => done(hooks.get(inbox, "ep_1")),
        "inboxes.create" => done(
            hooks
                .create(inbox, "https://example.com", [MessageReceived])
                .client_id("x")
                .headers([("X-A", "b")]),
        ),
        "inboxes.update" => {
            let update = hooks.update(inbox, "ep_1").event_types([MessageSent]);
            done(update.enabled(true))
        }
        "inboxes.delete" => done(hooks.delete(inbox, "ep_1")),
        "inboxes.get_headers" => done(hooks.get_headers(inbox, "ep_1")),
        "inboxes.update_headers" => {
            let update = hooks.update_headers(inbox, "ep_1");
            done(update.headers([("X-A", "c")]))
        }
        "inboxes.id_special" => done(hooks.get("a b/c%+📬@x.com", "e/1")),
        "inboxes.get.id.angle_brackets" => done(hooks.get("<jane@example.com>", "ep_1")),
        _ => return None,
    })
}

/// Polling webhooks at all three levels.
fn polling(case: &str, client: &AgentMail) -> Option<Done> {
    let org = client.webhooks().polling();
    let pods = client.pods().webhooks().polling();
    let inboxes = client.inboxes().webhooks().polling();
    let inbox = "agent@agentmail.to";
    Some(match case {
        "polling.list" => done(org.list().limit(2)),
        "polling.create" => {
            let create = org.create("my-agent", [MessageReceived]);
            done(create.pod_ids(["p"]).inbox_ids(["i"]))
        }
        "polling.get" => done(org.get("my-agent")),
        "polling.delete" => done(org.delete("my-agent")),
        "repr.polling_shows_token" => done(org.create("a", [MessageReceived])),
        "pods.polling.list" => done(pods.list("pod_1")),
        "pods.polling.create" => done(pods.create("pod_1", "my-agent", [MessageReceived])),
        "inboxes.polling.list" => done(inboxes.list(inbox)),
        "inboxes.polling.create" => done(inboxes.create(inbox, "my-agent", [MessageReceived])),
        _ => return None,
    })
}

/// Calls that were recorded for the sake of their answers. Here only the request counts.
fn answered_badly(case: &str, client: &AgentMail) -> Option<Done> {
    let hooks = client.webhooks();
    Some(match case.strip_prefix("err.")? {
        "400"
        | "400_html"
        | "400_no_message"
        | "401"
        | "403_gateway"
        | "403_permission"
        | "404_on_create_undeclared"
        | "409_always"
        | "422"
        | "429_always"
        | "429_ratelimit_reset_then_200"
        | "429_retry_after_0_then_200"
        | "429_retry_after_1_then_200"
        | "429_retry_after_date_then_200"
        | "429_retry_after_garbage_then_200"
        | "429_retry_after_ms_then_200"
        | "500_then_200_post"
        | "redirect_302_post"
        | "redirect_307_post" => done(hooks.create("https://example.com", [MessageReceived])),
        "304"
        | "408_then_200"
        | "501_then_200"
        | "503_always"
        | "drop_then_200"
        | "redirect_cross_origin_auth"
        | "reset_then_200"
        | "timeout_1s"
        | "truncated_body" => done(hooks.list()),
        "429_max_retries_0" | "429_retry_after_long_max_retries_0" => {
            let options = CallOptions::new().retries(Retries::none());
            done(hooks.list().options(options))
        }
        "404" => done(hooks.get("nope")),
        "array_200" | "empty_200" | "html_200" | "json_null_200" | "malformed_json_200"
        | "missing_fields_200" | "wrong_types_200" => done(hooks.get("x")),
        "500_then_200_delete" => done(hooks.delete("x")),
        _ => return None,
    })
}

/// Any call, without its answer.
fn done<T>(call: impl IntoFuture<Output = Result<T, Error>, IntoFuture: Send + 'static>) -> Done {
    let call = call.into_future();
    Box::pin(async { call.await.map(drop) })
}
