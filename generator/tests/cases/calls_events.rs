// src/lib.rs

//! A client for Events.
//!
//! ```no_run
//! use calls_events::{CallsEvents, jiff, uuid};
//!
//! # async fn run() -> Result<(), calls_events::Error> {
//! let client = CallsEvents::new()?;
//! client.events().create(uuid::Uuid::nil(), jiff::Timestamp::UNIX_EPOCH).await?;
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
//! | [`events()`](api::Events) | [`create`](api::Events::create) |

#![forbid(unsafe_code)]

pub mod api;
mod client;
mod error_body;
pub mod models;
#[allow(
    dead_code,
    reason = "the runtime is the same for every SDK; this one need not use all of it"
)]
mod runtime;

pub use crate::client::CallsEvents;
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
pub use {bytes, http, jiff, serde_json, uuid};

#[cfg(all(doctest, feature = "blocking", feature = "rustls"))]
#[doc = include_str!("../README.md")]
mod readme {}
