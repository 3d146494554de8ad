//! The runtime that every generated crate gets a copy of, compiled, linted and tested in full.

/// Stands for the error bodies that a generated crate declares.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum ErrorBody {
    /// Any JSON.
    Problem(serde_json::Value),
    /// A list of complaints.
    Validation(Vec<String>),
}

runtime::decoders::decoders!(ErrorBody {
    problem => Problem,
    validation => Validation,
});

#[allow(dead_code, reason = "no test uses every part of it")]
#[clippy::msrv = "1.85"]
#[deny(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::string_slice,
    clippy::todo,
    clippy::unimplemented,
    clippy::unreachable,
    clippy::unwrap_used
)]
mod runtime {
    #[path = "../../runtime/api_error.rs"]
    pub mod api_error;
    #[path = "../../runtime/arms.rs"]
    pub mod arms;
    #[path = "../../runtime/auth.rs"]
    pub mod auth;
    #[path = "../../runtime/base64.rs"]
    pub mod base64;
    #[cfg(feature = "blocking")]
    #[path = "../../runtime/blocking.rs"]
    pub mod blocking;
    #[path = "../../runtime/broken.rs"]
    pub mod broken;
    #[path = "../../runtime/builder.rs"]
    pub mod builder;
    #[path = "../../runtime/call.rs"]
    pub mod call;
    #[cfg(feature = "cli")]
    #[path = "../../runtime/cli"]
    pub mod cli {
        pub mod arrival;
        pub mod auth;
        pub mod call;
        pub mod catalogue;
        pub mod completion;
        pub mod curl;
        pub mod env_file;
        pub mod event_table;
        pub mod events;
        pub mod failure;
        #[allow(
            clippy::unwrap_used,
            reason = "it is a test, not a part of the runtime"
        )]
        #[cfg(unix)]
        #[path = "../../tests/runtime/files.rs"]
        mod files;
        pub mod globals;
        pub mod grid;
        pub mod input;
        pub mod json;
        pub mod line;
        pub mod listen;
        pub mod live;
        pub mod mask;
        pub mod network;
        pub mod notes;
        pub mod print;
        pub mod private_file;
        pub mod prompt;
        pub mod query;
        pub mod receive;
        pub mod replacement;
        pub mod response;
        pub mod run;
        pub mod send_event;
        pub mod settings;
        pub mod signals;
        pub mod signature;
        pub mod store;
        pub mod table;
        pub mod terminal;
        #[path = "../../tests/runtime/cli.rs"]
        mod texts;
        pub mod throttle;
        pub mod trace;
        pub mod tree;
        pub mod vault;
        pub mod visible;
    }
    #[path = "../../runtime/client.rs"]
    pub mod client;
    #[path = "../../runtime/client_builder.rs"]
    pub mod client_builder;
    #[path = "../../runtime/client_parameter.rs"]
    pub mod client_parameter;
    #[path = "../../runtime/clock.rs"]
    pub mod clock;
    #[path = "../../runtime/credential.rs"]
    pub mod credential;
    #[path = "../../runtime/dates.rs"]
    pub mod dates;
    #[path = "../../runtime/decode.rs"]
    pub mod decode;
    #[path = "../../runtime/decoders.rs"]
    pub mod decoders;
    #[path = "../../runtime/download.rs"]
    pub mod download;
    #[path = "../../runtime/draft.rs"]
    pub mod draft;
    #[path = "../../runtime/encode.rs"]
    pub mod encode;
    #[path = "../../runtime/error.rs"]
    pub mod error;
    #[path = "../../runtime/events.rs"]
    pub mod events;
    #[path = "../../runtime/form.rs"]
    pub mod form;
    #[path = "../../runtime/free_form.rs"]
    pub mod free_form;
    #[path = "../../runtime/header.rs"]
    pub mod header;
    #[path = "../../runtime/hidden.rs"]
    pub mod hidden;
    #[path = "../../runtime/hook.rs"]
    pub mod hook;
    #[path = "../../runtime/input.rs"]
    pub mod input;
    #[path = "../../runtime/integer_enum.rs"]
    pub mod integer_enum;
    #[path = "../../runtime/json_enum.rs"]
    pub mod json_enum;
    #[path = "../../runtime/lenient.rs"]
    pub mod lenient;
    #[path = "../../runtime/link.rs"]
    pub mod link;
    #[path = "../../runtime/masked.rs"]
    pub mod masked;
    #[path = "../../runtime/matching.rs"]
    pub mod matching;
    #[path = "../../runtime/members.rs"]
    pub mod members;
    #[path = "../../runtime/multipart.rs"]
    pub mod multipart;
    #[path = "../../runtime/needles.rs"]
    pub mod needles;
    #[path = "../../runtime/next_page.rs"]
    pub mod next_page;
    #[path = "../../runtime/nullable.rs"]
    pub mod nullable;
    #[path = "../../runtime/object.rs"]
    pub mod object;
    #[path = "../../runtime/one_or_many.rs"]
    pub mod one_or_many;
    #[path = "../../runtime/operation.rs"]
    pub mod operation;
    #[path = "../../runtime/options.rs"]
    pub mod options;
    #[path = "../../runtime/page_body.rs"]
    pub mod page_body;
    #[path = "../../runtime/page_cursor.rs"]
    pub mod page_cursor;
    #[path = "../../runtime/page_property.rs"]
    pub mod page_property;
    #[path = "../../runtime/pages.rs"]
    pub mod pages;
    #[path = "../../runtime/patch.rs"]
    pub mod patch;
    #[path = "../../runtime/path.rs"]
    pub mod path;
    #[path = "../../runtime/pattern.rs"]
    pub mod pattern;
    #[path = "../../runtime/probe.rs"]
    pub mod probe;
    #[path = "../../runtime/redact.rs"]
    pub mod redact;
    #[path = "../../runtime/redirect.rs"]
    pub mod redirect;
    #[path = "../../runtime/reopening.rs"]
    pub mod reopening;
    #[cfg(feature = "rustls")]
    #[path = "../../runtime/reqwest_transport.rs"]
    pub mod reqwest_transport;
    #[path = "../../runtime/response.rs"]
    pub mod response;
    #[path = "../../runtime/retry.rs"]
    pub mod retry;
    #[path = "../../runtime/rule.rs"]
    pub mod rule;
    #[path = "../../runtime/sdk.rs"]
    pub mod sdk;
    #[path = "../../runtime/secret.rs"]
    pub mod secret;
    #[path = "../../runtime/send.rs"]
    pub mod send;
    #[path = "../../runtime/server.rs"]
    pub mod server;
    #[path = "../../runtime/setters.rs"]
    pub mod setters;
    #[path = "../../runtime/settings.rs"]
    pub mod settings;
    #[path = "../../runtime/spelling.rs"]
    pub mod spelling;
    #[path = "../../runtime/string_enum.rs"]
    pub mod string_enum;
    #[path = "../../runtime/success.rs"]
    pub mod success;
    #[path = "../../runtime/text.rs"]
    pub mod text;
    #[path = "../../runtime/time.rs"]
    pub mod time;
    #[path = "../../runtime/token.rs"]
    pub mod token;
    #[path = "../../runtime/token_endpoint.rs"]
    pub mod token_endpoint;
    #[path = "../../runtime/tolerant.rs"]
    pub mod tolerant;
    #[path = "../../runtime/trace.rs"]
    pub mod trace;
    #[path = "../../runtime/transport.rs"]
    pub mod transport;
    #[path = "../../runtime/transport_error.rs"]
    pub mod transport_error;
    #[path = "../../runtime/union.rs"]
    pub mod union;
    #[path = "../../runtime/upload.rs"]
    pub mod upload;
    #[path = "../../runtime/validate.rs"]
    pub mod validate;
    #[path = "../../runtime/value.rs"]
    pub mod value;
    #[cfg(feature = "cli")]
    #[path = "../../runtime/walk.rs"]
    pub mod walk;
    #[path = "../../runtime/webhook.rs"]
    pub mod webhook;
}

#[path = "runtime/support.rs"]
mod support;

#[path = "runtime/auth.rs"]
mod auth;
#[path = "runtime/bodies.rs"]
mod bodies;
#[path = "runtime/builders.rs"]
mod builders;
#[path = "runtime/client.rs"]
mod client;
#[path = "runtime/client_parameters.rs"]
mod client_parameters;
#[path = "runtime/data.rs"]
mod data;
#[path = "runtime/decode.rs"]
mod decode;
#[path = "runtime/encode.rs"]
mod encode;
#[path = "runtime/errors.rs"]
mod errors;
#[path = "runtime/events.rs"]
mod events;
#[path = "runtime/free_form.rs"]
mod free_form;
#[path = "runtime/header.rs"]
mod header;
#[cfg(feature = "rustls")]
#[path = "runtime/hooks.rs"]
mod hooks;
#[path = "runtime/http.rs"]
mod http;
#[path = "runtime/limits.rs"]
mod limits;
#[cfg(feature = "cli")]
#[path = "runtime/mask.rs"]
mod mask;
#[path = "runtime/next_page.rs"]
mod next_page;
#[path = "runtime/page_inputs.rs"]
mod page_inputs;
#[path = "runtime/pages.rs"]
mod pages;
#[path = "runtime/redirect.rs"]
mod redirect;
#[path = "runtime/retry.rs"]
mod retry;
#[path = "runtime/scalars.rs"]
mod scalars;
#[cfg(feature = "cli")]
#[path = "runtime/terminal.rs"]
mod terminal;
#[path = "runtime/token.rs"]
mod token;
#[path = "runtime/tolerance.rs"]
mod tolerance;
#[cfg(feature = "tracing")]
#[path = "runtime/trace.rs"]
mod trace;
#[path = "runtime/unions.rs"]
mod unions;
#[path = "runtime/validate.rs"]
mod validate;
#[path = "runtime/webhook.rs"]
mod webhook;
