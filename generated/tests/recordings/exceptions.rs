//! Where our calls differ from the newest official client's, and why. An exception that is not needed fails the test.

/// What ours does instead.
pub enum Ours {
    /// It sends nothing, and says why.
    Refused(&'static str),
    /// It sends nothing, and says why; with `validate(false)` it sends what was recorded.
    Checked(&'static str),
    /// It sends what the older official client sends.
    AsOlder,
    /// It sends the same with another target and body.
    Sends(&'static str, Option<&'static str>),
    /// It cannot be written with ours.
    NoSuchCall,
}

use Ours::{AsOlder, Checked, NoSuchCall, Refused, Sends};

pub struct Exception(pub &'static str, pub Ours, pub &'static str);

const NOT_ENCODED: &str = "the official client does not encode ids";
const DOTS: &str = "the official client lets an id lead to another path";
const NULL: &str = "the official client sends null, or an empty value, for what was not given";
const RULE: &str = "the API refuses it, and so do we before sending";

const EXAMPLE: Option<&str> =
    Some(r#"{"url": "https://example.com", "event_types": ["message.received"]}"#);

const CALENDAR_EXAMPLE: Option<&str> =
    Some(r#"{"url": "https://example.com", "event_types": ["calendar.event.created"]}"#);

pub const EXCEPTIONS: &[Exception] = &[
    Exception("get.id.slash", AsOlder, NOT_ENCODED),
    Exception("get.id.pct2f", AsOlder, NOT_ENCODED),
    Exception("get.id.question", AsOlder, NOT_ENCODED),
    Exception("get.id.hash", AsOlder, NOT_ENCODED),
    Exception("get.id.newline", AsOlder, NOT_ENCODED),
    Exception("pods.id_special", AsOlder, NOT_ENCODED),
    Exception("inboxes.id_special", AsOlder, NOT_ENCODED),
    Exception(
        "update.id.query_injection",
        Sends(
            "/v0/webhooks/ep_1%3Fx%3D1%23frag",
            Some(r#"{"enabled": false}"#),
        ),
        NOT_ENCODED,
    ),
    Exception("get.id.dotdot_up", AsOlder, DOTS),
    Exception("delete.id.dotdot_up", AsOlder, DOTS),
    Exception(
        "pods.get.id.dotdot",
        Sends("/v0/pods/..%2F../webhooks/ep_1", None),
        DOTS,
    ),
    Exception("get.id.dot", Refused("webhook_id must not be `.`"), DOTS),
    Exception("get.id.dotdot", Refused("webhook_id must not be `.`"), DOTS),
    Exception(
        "get.id.empty",
        Refused("webhook_id must not be empty"),
        DOTS,
    ),
    Exception(
        "delete.id.empty",
        Refused("webhook_id must not be empty"),
        DOTS,
    ),
    Exception(
        "get.id.lone_surrogate",
        NoSuchCall,
        "no string in Rust holds half a character",
    ),
    Exception("create.explicit_none", Sends("/v0/webhooks", EXAMPLE), NULL),
    Exception("create.explicit_null", Sends("/v0/webhooks", EXAMPLE), NULL),
    Exception(
        "update.none_values",
        Sends("/v0/webhooks/ep_2b8kQz", Some("{}")),
        NULL,
    ),
    Exception("list.null_params", Sends("/v0/webhooks", None), NULL),
    Exception(
        "update.enabled",
        Sends("/v0/webhooks/ep_2b8kQz", Some(r#"{"enabled": true}"#)),
        "the older client, the only one with this case, drops a member that it does not know",
    ),
    Exception("create.unicode", Checked("client_id must match"), RULE),
    Exception(
        "create.empty_lists",
        Checked("event_types must have at least 1 item"),
        RULE,
    ),
    Exception(
        "create.headers_empty_map",
        Checked("headers must have at least 1 entry"),
        RULE,
    ),
    Exception(
        "create.eleven_inboxes",
        Checked("inbox_ids must have at most 10 items"),
        RULE,
    ),
    Exception(
        "update_headers.none",
        Checked("the body must have at least 1 entry"),
        RULE,
    ),
    Exception(
        "update_headers.case_conflict",
        Checked("headers must not name the same entry as `remove_headers`"),
        RULE,
    ),
    Exception(
        "update_headers.bad_header_value",
        Checked("headers.X-A must match"),
        RULE,
    ),
    Exception(
        "create.event_types_string",
        NoSuchCall,
        "the compiler refuses a string for a list",
    ),
    Exception(
        "create.missing_required",
        NoSuchCall,
        "the compiler refuses a call without a required argument",
    ),
    Exception(
        "create.unknown_property",
        NoSuchCall,
        "the compiler refuses a member that does not exist; the older client drops it",
    ),
    Exception(
        "create.calendar_event_type",
        Sends("/v0/webhooks", CALENDAR_EXAMPLE),
        "the older client, the only one with this case, refuses what is newer than itself",
    ),
    Exception(
        "create.extra_body_query_headers",
        Sends("/v0/webhooks", EXAMPLE),
        "ours adds headers to a call, but nothing to its query or body",
    ),
    Exception(
        "create.extra_query_headers",
        Sends("/v0/webhooks", EXAMPLE),
        "ours adds headers to a call, but nothing to its query",
    ),
    Exception(
        "client.no_key",
        Refused("needs a credential"),
        "the official client sends the request without its key",
    ),
    Exception(
        "client.callable_key",
        NoSuchCall,
        "a key is a string in ours",
    ),
    Exception(
        "client.baseUrl_object",
        NoSuchCall,
        "the compiler refuses anything but a string",
    ),
];
