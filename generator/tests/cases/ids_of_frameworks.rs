// src/lib.rs

//! A client for Frameworks.
//!
//! ```no_run
//! use ids_of_frameworks::IdsOfFrameworks;
//!
//! # async fn run() -> Result<(), ids_of_frameworks::Error> {
//! let client = IdsOfFrameworks::new()?;
//! client.users().create().await?;
//! # Ok(())
//! # }
//! ```
//!
//! # Features
//!
//! - `rustls` (default): requests over reqwest with rustls; without it, give a transport of your own
//! - `blocking`: `send_blocking()` and blocking iterators
//! - `tracing`: a span for each call and an event for each attempt
//!
//! # Resources
//!
//! | resource | operations |
//! |---|---|
//! | [`users()`](api::Users) | [`list`](api::Users::list), [`create`](api::Users::create), [`get`](api::Users::get), [`delete`](api::Users::delete) |
//! | [`items()`](api::Items) | [`list`](api::Items::list), [`add`](api::Items::add), [`import_with_list_input`](api::Items::import_with_list_input) |
//! | [`logs()`](api::Logs) | [`tail`](api::Logs::tail) |
//! | [`events()`](api::Events) | [`stream`](api::Events::stream) |
//! | [`cards()`](api::Cards) | [`freeze`](api::Cards::freeze) |
//! | [`apps()`](api::Apps) | [`list`](api::Apps::list), [`get`](api::Apps::get), [`update`](api::Apps::update), [`get_builds`](api::Apps::get_builds), [`get_builds_relationship`](api::Apps::get_builds_relationship) |

#![forbid(unsafe_code)]

pub mod api;
mod client;
mod error_body;
#[allow(
    dead_code,
    reason = "the runtime is the same for every SDK; this one need not use all of it"
)]
mod runtime;

pub use crate::client::IdsOfFrameworks;
pub use crate::error_body::ErrorBody;
pub use crate::runtime::api_error::{ApiError, ErrorIssue};
#[cfg(feature = "blocking")]
pub use crate::runtime::blocking::Blocking;
pub use crate::runtime::call::Call;
pub use crate::runtime::client_builder::Builder;
pub use crate::runtime::clock::{Clock, SystemClock};
pub use crate::runtime::error::{
    Breach, ConfigError, DecodeError, Error, InvalidError, PaginationError,
};
pub use crate::runtime::hook::{IncomingResponse, OutgoingRequest};
pub use crate::runtime::options::CallOptions;
pub use crate::runtime::patch::Patch;
pub use crate::runtime::response::Response;
pub use crate::runtime::retry::Retries;
pub use crate::runtime::secret::Secret;
pub use crate::runtime::token::TokenError;
pub use crate::runtime::transport::{Body, BoxFuture, Transport};
pub use crate::runtime::transport_error::{TransportError, TransportErrorKind};
pub use {bytes, http, serde_json};

#[cfg(all(doctest, feature = "blocking", feature = "rustls"))]
#[doc = include_str!("../README.md")]
mod readme {}
