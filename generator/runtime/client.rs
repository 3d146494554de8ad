//! The client behind every generated handle.

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use http::{HeaderMap, HeaderValue};
use serde_json::Value;

use super::clock::Clock;
use super::credential::Credential;
use super::hook::Hooks;
use super::retry::{Budget, Retries};
use super::sdk::Sdk;
use super::server::Chosen;
use super::token::Tokens;
use super::transport::Transport;

/// What all handles of one client share. A clone is another handle to the same client.
#[derive(Clone)]
pub struct Core(pub(super) Arc<Inner>);

pub(super) struct Inner {
    pub(super) sdk: &'static Sdk,
    /// Without a slash at its end.
    pub(super) base_url: String,
    /// Which servers calls go to that have servers of their own; none: all calls go to the base URL.
    pub(super) servers: Option<Chosen>,
    pub(super) credentials: Vec<Credential>,
    pub(super) tokens: Vec<Tokens>,
    /// Every text that no message may show.
    pub(super) hidden: Vec<String>,
    /// The parameters of calls that do not give their own, by the builder's methods.
    pub(super) parameters: Vec<(&'static str, Value)>,
    pub(super) headers: HeaderMap,
    pub(super) user_agent: HeaderValue,
    pub(super) transport: Box<dyn Transport>,
    pub(super) clock: Box<dyn Clock>,
    pub(super) timeout: Duration,
    pub(super) total_timeout: Option<Duration>,
    /// How many bytes a response body may have that is decoded as a whole.
    pub(super) max_response_size: usize,
    pub(super) retries: Retries,
    pub(super) budget: Budget,
    pub(super) validate: bool,
    pub(super) hooks: Hooks,
    #[cfg(feature = "blocking")]
    pub(super) worker: super::blocking::Slot,
    /// Whether calls hold what must not go over plain HTTP.
    pub(super) is_secretive: bool,
}

impl Core {
    /// What the description says about the service.
    pub(super) fn sdk(&self) -> &'static Sdk {
        self.0.sdk
    }

    /// The URL below which every path lies.
    pub fn base_url(&self) -> &str {
        &self.0.base_url
    }
}

impl fmt::Debug for Core {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Core")
            .field("base_url", &self.0.base_url)
            .finish_non_exhaustive()
    }
}
