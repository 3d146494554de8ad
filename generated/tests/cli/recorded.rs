//! What is sent, next to recordings of what the official clients send. Where both made a call, the newer one counts.

use serde_json::{Value, json};

use crate::calls::{decoded, sent};
use crate::run;
use crate::support::server::{Reply, Server};

const NEWEST: &str = include_str!("../data/official-python-2.0.18.json");
const OLDER: &str = include_str!("../data/official-node-0.5.27.json");

/// What ours does.
enum Ours {
    /// It sends the same.
    Same,
    /// It sends what the older client sends: the newer one does not encode ids, or lets them lead elsewhere.
    AsOlder,
    /// It sends this.
    Sends(&'static str, &'static str),
    /// It sends nothing, and says why: the API refuses it too, or it would lead elsewhere.
    Refused(&'static str),
}

use Ours::{AsOlder, Refused, Same, Sends};

/// Cases, and how they are typed: words with spaces between them, and behind each bar one argument as it is.
const TYPED: &[(&str, Ours, &str)] = &[
    ("list.default", Same, "webhooks list"),
    ("list.limit", Same, "webhooks list --limit 10"),
    ("list.limit0", Same, "webhooks list --limit=0"),
    (
        "list.all",
        Same,
        "webhooks list --limit 10 --page-token dG9rZW4+Lz0= --ascending",
    ),
    (
        "list.ascending_false",
        Same,
        "webhooks list --ascending=false",
    ),
    (
        "list.token_special",
        Same,
        "webhooks list --page-token|a+b/c==&?% é📬#",
    ),
    ("list.token_empty", Same, "webhooks list --page-token|"),
    ("get.id.plain", Same, "webhooks get ep_2b8kQz"),
    ("get.id.slash", AsOlder, "webhooks get a/b"),
    ("get.id.space", Same, "webhooks get --webhook-id|a b"),
    ("get.id.percent", Same, "webhooks get 100%"),
    ("get.id.pct2f", AsOlder, "webhooks get a%2Fb"),
    ("get.id.plus", Same, "webhooks get a+b"),
    ("get.id.emoji", Same, "webhooks get w📬"),
    ("get.id.unicode", Same, "webhooks get übér"),
    ("get.id.question", AsOlder, "webhooks get a?b=c"),
    ("get.id.hash", AsOlder, "webhooks get a#b"),
    (
        "get.id.dotdot",
        Refused("--webhook-id must not be `.`"),
        "webhooks get ..",
    ),
    ("get.id.dotdot_up", AsOlder, "webhooks get ../inboxes"),
    (
        "get.id.dot",
        Refused("--webhook-id must not be `.`"),
        "webhooks get .",
    ),
    (
        "get.id.empty",
        Refused("--webhook-id must not be empty"),
        "webhooks get|",
    ),
    ("get.id.at", Same, "webhooks get agent@agentmail.to"),
    ("get.id.colon", Same, "webhooks get a:b"),
    ("get.id.semicolon", Same, "webhooks get a;b,c=d&e$f"),
    ("get.id.quote", Same, "webhooks get a\"b'c<d>"),
    ("get.id.backslash", Same, "webhooks get a\\b"),
    ("get.id.newline", AsOlder, "webhooks get|a\nb"),
    (
        "create.minimal",
        Same,
        "webhooks create --url https://example.com/webhook --event-type message.received",
    ),
    (
        "create.all",
        Same,
        "webhooks create --url https://example.com/hook?x=1&y=2 --event-types message.received,message.bounced \
         --pod-id pod_1 --inbox-id agent@agentmail.to --client-id my-hook --header X-Env=prod \
         --header|Authorization: Bearer hook",
    ),
    (
        "create.unicode",
        Refused("--client-id must match"),
        "webhooks create --url https://bücher.example/ü📬?q=日本 --event-type message.received --client-id|é📬\"\\\n",
    ),
    (
        "create.empty_lists",
        Refused("--event-type must have at least 1 item"),
        "webhooks create --url https://example.com --event-type [] --pod-id [] --inbox-id []",
    ),
    (
        "create.unknown_event_type",
        Same,
        "webhooks create --url https://example.com --event-type message.future",
    ),
    (
        "create.calendar_event_type",
        Sends(
            "/v0/webhooks",
            r#"{"url": "https://example.com", "event_types": ["calendar.event.created"]}"#,
        ),
        "webhooks create --url https://example.com --event-type calendar.event.created",
    ),
    (
        "create.missing_required",
        Refused("--event-type is required"),
        "webhooks create --url https://example.com",
    ),
    (
        "create.headers_empty_map",
        Refused("--header must have at least 1 entry"),
        "webhooks create --url https://example.com --event-type message.received --headers {}",
    ),
    (
        "create.eleven_inboxes",
        Refused("--inbox-id must have at most 10 items"),
        "webhooks create --url https://example.com --event-type message.received \
         --inbox-ids i0,i1,i2,i3,i4,i5,i6,i7,i8,i9,i10",
    ),
    (
        "create.not_a_url",
        Same,
        "webhooks create --event-type message.received --url|not a url",
    ),
    // A single value is a list of one here, and always sent as such.
    (
        "create.event_types_string",
        Sends(
            "/v0/webhooks",
            r#"{"url": "https://e.x", "event_types": ["message.received"]}"#,
        ),
        "webhooks create --url https://e.x --event-types message.received",
    ),
    // The older client drops what it does not know; what is given with --json is the caller's.
    (
        "create.unknown_property",
        Sends(
            "/v0/webhooks",
            r#"{"url": "https://example.com", "event_types": ["message.received"], "bogus": 1}"#,
        ),
        "webhooks create --url https://example.com --event-type message.received --json {\"bogus\":1}",
    ),
    ("update.empty", Same, "webhooks update ep_2b8kQz"),
    (
        "update.all",
        Same,
        "webhooks update ep_2b8kQz --add-pod-id p1 --remove-pod-id p2 --add-inbox-id i1 --remove-inbox-id i2 \
         --event-type message.sent --enabled=false",
    ),
    (
        "update.enabled_true",
        Same,
        "webhooks update ep_2b8kQz --enabled",
    ),
    (
        "update.enabled",
        Sends("/v0/webhooks/ep_2b8kQz", r#"{"enabled": true}"#),
        "webhooks update ep_2b8kQz --enabled",
    ),
    (
        "update.event_types_empty",
        Same,
        "webhooks update ep_2b8kQz --event-types []",
    ),
    (
        "update.id.query_injection",
        Sends("/v0/webhooks/ep_1%3Fx%3D1%23frag", r#"{"enabled": false}"#),
        "webhooks update ep_1?x=1#frag --enabled=false",
    ),
    ("get_headers", Same, "webhooks get-headers ep_2b8kQz"),
    (
        "update_headers.both",
        Same,
        "webhooks update-headers ep_2b8kQz --remove-header X-Environment --header|Authorization: Bearer r",
    ),
    (
        "update_headers.none",
        Refused("the body must have at least 1 entry"),
        "webhooks update-headers ep_2b8kQz",
    ),
    (
        "update_headers.case_conflict",
        Refused("--header must not name the same entry"),
        "webhooks update-headers ep_1 --header X-A=1 --remove-header x-a",
    ),
    (
        "update_headers.bad_header_value",
        Refused("--header (X-A) must match"),
        "webhooks update-headers ep_1 --header|X-A=a\r\nb",
    ),
    ("delete.204", Same, "webhooks delete ep_2b8kQz"),
    ("delete.200_body", Same, "webhooks delete ep_2b8kQz"),
    (
        "delete.id.dotdot_up",
        AsOlder,
        "webhooks delete ../inboxes/agent@agentmail.to",
    ),
    (
        "delete.id.empty",
        Refused("--webhook-id must not be empty"),
        "webhooks delete|",
    ),
    (
        "pods.list",
        Same,
        "pods webhooks list pod_1 --limit 5 --page-token t --ascending",
    ),
    ("pods.get", Same, "pods:webhooks get pod_1 ep_1"),
    (
        "pods.create",
        Same,
        "pods:webhooks create --pod-id pod_1 --inbox-id agent@agentmail.to --url https://example.com \
         --event-type message.received --client-id x --header X-A=b",
    ),
    (
        "pods.update",
        Same,
        "pods webhooks update pod_1 ep_1 --add-inbox-ids i1 --remove-inbox-ids i2 --event-types message.sent --enabled",
    ),
    ("pods.delete", Same, "pods webhooks delete pod_1 ep_1"),
    (
        "pods.get_headers",
        Same,
        "pods webhooks get-headers pod_1 ep_1",
    ),
    (
        "pods.update_headers",
        Same,
        "pods webhooks update-headers pod_1 ep_1 --header X-A=c",
    ),
    (
        "pods.id_special",
        AsOlder,
        "pods webhooks get|a b/c%+📬@x.com|e/1",
    ),
    (
        "pods.get.id.dotdot",
        Sends("/v0/pods/..%2F../webhooks/ep_1", ""),
        "pods webhooks get ../.. ep_1",
    ),
    (
        "pods.polling.create",
        Same,
        "pods webhooks polling create pod_1 --client-id my-agent --event-type message.received",
    ),
    (
        "pods.polling.list",
        Same,
        "pods webhooks polling list pod_1",
    ),
    (
        "inboxes.list",
        Same,
        "inboxes webhooks list agent@agentmail.to --limit 5 --page-token t --ascending=true",
    ),
    (
        "inboxes.get",
        Same,
        "inboxes webhooks get agent@agentmail.to ep_1",
    ),
    (
        "inboxes.get.id.angle_brackets",
        Same,
        "inboxes webhooks get <jane@example.com> ep_1",
    ),
    (
        "inboxes.create",
        Same,
        "inboxes webhooks create agent@agentmail.to --url https://example.com --event-type message.received \
         --client-id x --header X-A:b",
    ),
    (
        "inboxes.update",
        Same,
        "inboxes webhooks update agent@agentmail.to ep_1 --event-type message.sent --enabled=true",
    ),
    (
        "inboxes.delete",
        Same,
        "inboxes:webhooks delete agent@agentmail.to ep_1",
    ),
    (
        "inboxes.get_headers",
        Same,
        "inboxes webhooks get-headers agent@agentmail.to ep_1",
    ),
    (
        "inboxes.update_headers",
        Same,
        "inboxes webhooks update-headers agent@agentmail.to ep_1 --header X-A=c",
    ),
    (
        "inboxes.id_special",
        AsOlder,
        "inboxes webhooks get|a b/c%+📬@x.com|e/1",
    ),
    (
        "inboxes.polling.create",
        Same,
        "inboxes webhooks polling create agent@agentmail.to --client-id my-agent --event-type message.received",
    ),
    (
        "inboxes.polling.list",
        Same,
        "inboxes webhooks polling list agent@agentmail.to",
    ),
    (
        "polling.create",
        Same,
        "webhooks polling create --client-id my-agent --event-type message.received --pod-id p --inbox-id i",
    ),
    ("polling.list", Same, "webhooks polling list --limit 2"),
    ("polling.get", Same, "webhooks polling get my-agent"),
    ("polling.delete", Same, "webhooks polling delete my-agent"),
    (
        "async.create",
        Same,
        "webhooks create --url https://example.com --event-type message.received",
    ),
    (
        "raw.create",
        Same,
        "webhooks create --url https://example.com --event-type message.received",
    ),
];

/// Cases that are about something else than what is typed.
const OTHER: &[&str] = &[
    // Answers to the same few requests.
    "err.",
    "repr.",
    // How clients are set up.
    "client.",
    // Null, or nothing, for what was not given; half a character.
    "create.explicit_none",
    "create.explicit_null",
    "update.none_values",
    "list.null_params",
    "get.id.lone_surrogate",
    // Members and parameters that nobody describes.
    "create.extra_",
];

#[tokio::test(flavor = "multi_thread")]
async fn what_is_sent_is_what_the_official_clients_send() {
    let (newest, older) = (cases(NEWEST), cases(OLDER));
    for (case, ours, typed) in TYPED {
        let arguments = arguments(typed);
        let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
        let of = |cases: &[Value]| cases.iter().find(|one| one["case"] == *case).cloned();
        let found = of(&newest).or_else(|| of(&older));
        let found = found.unwrap_or_else(|| panic!("{case} is gone"));
        let recorded = match ours {
            Refused(why) => {
                let server = Server::start([Reply::json(200, &json!({}))]).await;
                let ran = run(&server, &arguments).await;
                assert_eq!(ran.code, Some(3), "{case}: {ran:?}");
                assert!(ran.stderr.contains(why), "{case}: {ran:?}");
                assert!(server.requests().is_empty(), "{case}");
                continue;
            }
            Sends(target, body) => json!({ "target": target, "body": body }),
            Same => found["requests"][0].clone(),
            AsOlder => of(&older).expect(case)["requests"][0].clone(),
        };
        let request = sent(&arguments).await;
        if let Some(method) = recorded["method"].as_str() {
            assert_eq!(request.method, method, "{case}");
        }
        let target = recorded["target"].as_str().expect("text");
        assert_eq!(decoded(&request.target), decoded(target), "{case}");
        let body = recorded["body"].as_str().filter(|body| !body.is_empty());
        let body: Option<Value> = body.map(|body| serde_json::from_str(body).expect("JSON"));
        let ours: Option<Value> = serde_json::from_slice(&request.body).ok();
        assert_eq!(ours, body, "{case}");
    }
}

#[test]
fn every_recorded_call_is_typed_or_about_something_else() {
    for recorded in cases(NEWEST).into_iter().chain(cases(OLDER)) {
        let case = recorded["case"].as_str().expect("text");
        let is_typed = TYPED.iter().any(|(typed, ..)| *typed == case);
        let is_other = OTHER.iter().any(|other| case.starts_with(other));
        assert!(is_typed != is_other, "{case}");
    }
}

fn cases(recording: &str) -> Vec<Value> {
    let recording: Value = serde_json::from_str(recording).expect("JSON");
    recording["cases"].as_array().expect("a list").clone()
}

fn arguments(typed: &str) -> Vec<String> {
    let mut pieces = typed.split('|');
    let words = pieces.next().unwrap_or_default().split_whitespace();
    words.chain(pieces).map(str::to_owned).collect()
}
