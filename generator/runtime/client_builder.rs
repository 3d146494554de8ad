//! Sets up a client, and says what is wrong with its settings.

use std::fmt;
use std::marker::PhantomData;
use std::sync::Arc;
use std::time::Duration;

use http::{HeaderMap, HeaderValue};
use serde::Serialize;
use serde_json::Value;
use url::Url;

use super::auth::{check_framing, parse_header};
use super::client::{Core, Inner};
use super::clock::Clock;
use super::error::{ConfigError, Error};
use super::hook::{Hooks, IncomingResponse, OutgoingRequest};
use super::retry::{Budget, Retries};
use super::sdk::Sdk;
use super::secret::{self, Secret};
use super::server::{Chosen, plain_http};
use super::settings::{Named, Setting, base_url, credentials, hidden, is_loopback, tokens};
use super::token::{TokenProvider, TokenSource};
use super::transport::Transport;

/// Sets up a client. [`build`](Self::build) reports whatever is wrong with the settings.
#[must_use = "a builder does nothing until `build` is called"]
pub struct Builder<C> {
    sdk: &'static Sdk,
    base_url: Setting<String>,
    /// Which of the description's servers, when it is not the first.
    server: Option<usize>,
    variables: Named<String>,
    credentials: Named<Setting<Secret>>,
    tokens: Named<Box<dyn TokenSource>>,
    /// Parameters of calls, those that count first.
    parameters: Vec<(&'static str, Value)>,
    /// The secrets among them.
    secrets: Vec<String>,
    headers: HeaderMap,
    user_agent: Option<String>,
    connect_timeout: Duration,
    timeout: Duration,
    total_timeout: Option<Duration>,
    max_response_size: usize,
    retries: Retries,
    validate: bool,
    allow_insecure: bool,
    transport: Option<Box<dyn Transport>>,
    clock: Option<Box<dyn Clock>>,
    hooks: Hooks,
    read_env: bool,
    problem: Option<ConfigError>,
    client: PhantomData<fn() -> C>,
}

impl<C: From<Core>> Builder<C> {
    pub(crate) fn new(sdk: &'static Sdk) -> Self {
        Builder {
            sdk,
            base_url: Setting::default(),
            server: None,
            variables: Named::default(),
            credentials: Named::default(),
            tokens: Named::default(),
            parameters: Vec::new(),
            secrets: Vec::new(),
            headers: HeaderMap::new(),
            user_agent: None,
            connect_timeout: Duration::from_secs(10),
            timeout: Duration::from_secs(60),
            total_timeout: None,
            max_response_size: 64 * 1024 * 1024,
            retries: Retries::default(),
            validate: true,
            allow_insecure: false,
            transport: None,
            clock: None,
            hooks: Hooks::default(),
            read_env: false,
            problem: None,
            client: PhantomData,
        }
    }

    /// Sets the credential of one scheme.
    pub(crate) fn credential(mut self, scheme: &'static str, secret: Secret) -> Self {
        self.credentials
            .change(scheme, |setting| setting.given = Some(secret));
        self
    }

    /// Sets a parameter of all calls that do not give their own.
    pub(crate) fn parameter(mut self, name: &'static str, value: impl Serialize) -> Self {
        secret::watch();
        let value = serde_json::to_value(value);
        self.secrets.append(&mut secret::watched());
        match value {
            Ok(value) => self.parameters.insert(0, (name, value)),
            Err(error) => {
                let problem = ConfigError::new(format!("`{name}` cannot be encoded"));
                self.problem.get_or_insert(problem.with_source(error));
            }
        }
        self
    }

    /// Lets the tokens of one scheme come from `provider`.
    pub(crate) fn provider(self, scheme: &'static str, provider: impl TokenProvider) -> Self {
        self.source(scheme, Ok(Box::new(provider)))
    }

    /// Lets the tokens of one scheme come from `source`, unless there is a problem with it.
    pub(super) fn source(
        mut self,
        scheme: &'static str,
        source: Result<Box<dyn TokenSource>, ConfigError>,
    ) -> Self {
        match source {
            Ok(source) => self.tokens.set(scheme, source),
            Err(problem) => {
                self.problem.get_or_insert(problem);
            }
        }
        self
    }

    /// Takes what is not set in code from the SDK's environment variables; [`build`](Self::build) then fails when there
    /// is no credential at all.
    pub fn read_env(mut self) -> Self {
        self.read_env = true;
        for scheme in self.sdk.schemes {
            if let Some((value, variable)) = scheme.env.and_then(|name| self.variable(name)) {
                let from_env = Some((Secret::new(value), variable));
                self.credentials
                    .change(scheme.name, |setting| setting.from_env = from_env);
            }
        }
        for parameter in self.sdk.parameters {
            if let Some((value, _)) = parameter.env.and_then(|name| self.variable(name)) {
                self.parameters.push((parameter.name, Value::from(value)));
            }
        }
        self.base_url.from_env = self
            .sdk
            .base_url_env
            .and_then(|name| self.variable(name))
            .filter(|(url, _)| !url.is_empty());
        self
    }

    fn variable(&mut self, name: &'static str) -> Option<(String, &'static str)> {
        match std::env::var_os(name)?.into_string() {
            Ok(value) => Some((value, name)),
            Err(_) => {
                let message = format!("the variable {name} is not valid Unicode");
                self.problem.get_or_insert(ConfigError::new(message));
                None
            }
        }
    }

    /// Sets the URL below which every path lies, such as `https://api.example.com` or `http://localhost:8080/prefix`.
    /// Calls that have servers of their own go there too.
    pub fn base_url(mut self, url: impl Into<String>) -> Self {
        self.server = None;
        self.base_url.given = Some(url.into());
        self
    }

    /// Chooses one of the description's servers.
    pub(crate) fn server(mut self, index: usize) -> Self {
        self.server = Some(index);
        self.base_url.given = None;
        self
    }

    /// Sets what a variable in the URLs of the servers stands for.
    pub(crate) fn server_variable(mut self, name: &'static str, value: String) -> Self {
        self.variables.set(name, value);
        self
    }

    /// Adds a header to every request, in place of one that the SDK would send itself. `Content-Length` and
    /// `Transfer-Encoding` belong to the transport: [`build`](Self::build) refuses them.
    pub fn header(mut self, name: impl AsRef<str>, value: impl AsRef<str>) -> Self {
        match parse_header(name.as_ref(), value.as_ref(), self.sdk.schemes) {
            Ok((name, value)) => {
                self.headers.insert(name, value);
            }
            Err(message) => {
                self.problem.get_or_insert(ConfigError::new(message));
            }
        }
        self
    }

    /// Replaces the `User-Agent` header.
    pub fn user_agent(mut self, user_agent: impl Into<String>) -> Self {
        self.user_agent = Some(user_agent.into());
        self
    }

    /// Sets how long the built-in transport tries to connect: 10 seconds unless set.
    pub fn connect_timeout(mut self, timeout: Duration) -> Self {
        self.connect_timeout = timeout;
        self
    }

    /// Sets how long each attempt may take, from connecting to the last byte: 60 seconds unless set.
    pub fn timeout(mut self, timeout: Duration) -> Self {
        self.timeout = timeout;
        self
    }

    /// Sets how long a call may take with all its attempts and waits: there is no limit unless set.
    pub fn total_timeout(mut self, timeout: Duration) -> Self {
        self.total_timeout = Some(timeout);
        self
    }

    /// Sets how many bytes a response body may have that is decoded as a whole, after decompression: 64 MiB unless set. A
    /// larger one is an error. Downloads and streams are not limited; of a stream, one value is.
    pub fn max_response_size(mut self, bytes: usize) -> Self {
        self.max_response_size = bytes;
        self
    }

    /// Sets when failed calls are tried again.
    pub fn retries(mut self, retries: Retries) -> Self {
        self.retries = retries;
        self
    }

    /// Sets whether arguments are checked against the description before they are sent: they are unless set.
    pub fn validate(mut self, validate: bool) -> Self {
        self.validate = validate;
        self
    }

    /// Sets whether a credential may go to another host over plain HTTP: it may not unless set.
    pub fn allow_insecure(mut self, allow: bool) -> Self {
        self.allow_insecure = allow;
        self
    }

    /// Sends requests in another way than the built-in one.
    pub fn transport(mut self, transport: impl Transport) -> Self {
        self.transport = Some(Box::new(transport));
        self
    }

    /// Runs `hook` before each attempt is sent, with all headers set: to sign requests, or to log them. It also runs for
    /// redirects, but not for those to another origin, which get no credentials and none of its headers. Several hooks run in
    /// the order in which they are added. Requests to token endpoints have none.
    pub fn on_request(
        mut self,
        hook: impl Fn(&mut OutgoingRequest<'_>) + Send + Sync + 'static,
    ) -> Self {
        let earlier = self.hooks.on_request.take();
        self.hooks.on_request = Some(Box::new(move |request| {
            if let Some(earlier) = &earlier {
                earlier(request);
            }
            hook(request);
        }));
        self
    }

    /// Runs `hook` when the headers of a response have arrived, for each attempt and redirect.
    pub fn on_response(
        mut self,
        hook: impl Fn(&IncomingResponse<'_>) + Send + Sync + 'static,
    ) -> Self {
        let earlier = self.hooks.on_response.take();
        self.hooks.on_response = Some(Box::new(move |response| {
            if let Some(earlier) = &earlier {
                earlier(response);
            }
            hook(response);
        }));
        self
    }

    /// Replaces the clock: for tests, and on wasm32, where the system has none.
    pub fn clock(mut self, clock: impl Clock) -> Self {
        self.clock = Some(Box::new(clock));
        self
    }

    /// Makes the client.
    ///
    /// # Errors
    ///
    /// [`Error::Config`] says which setting is missing or wrong.
    pub fn build(self) -> Result<C, Error> {
        let core = self.build_core()?;
        Ok(C::from(core))
    }

    fn build_core(self) -> Result<Core, ConfigError> {
        if let Some(problem) = self.problem {
            return Err(problem);
        }
        check_framing(&self.headers)?;
        let sdk = self.sdk;
        let is_described = self.server.is_some() || self.base_url.is_empty();
        let servers = is_described.then(|| Chosen {
            index: self.server.unwrap_or_default(),
            variables: self.variables,
        });
        let base_url = base_url(sdk, self.base_url, servers.as_ref())?;
        if self.read_env && self.credentials.is_empty() && self.tokens.is_empty() {
            let variables: Vec<&str> = sdk.schemes.iter().filter_map(|scheme| scheme.env).collect();
            if !variables.is_empty() {
                let names = variables.join(" or ");
                return Err(ConfigError::new(format!("the variable {names} is not set")));
            }
        }
        let credentials = credentials(sdk, self.credentials)?;
        let mut hidden = hidden(&credentials, &self.headers);
        hidden.extend(self.secrets);
        let tokens = tokens(sdk, self.tokens, self.allow_insecure, &mut hidden)?;
        let holds_secrets = !credentials.is_empty()
            || !tokens.is_empty()
            || self.headers.values().any(HeaderValue::is_sensitive);
        let is_secretive = holds_secrets && !self.allow_insecure;
        if is_secretive && base_url.scheme() == "http" && !is_loopback(&base_url) {
            return Err(plain_http("the base URL"));
        }
        let user_agent = self.user_agent.as_deref().unwrap_or(sdk.user_agent);
        let user_agent = HeaderValue::from_str(user_agent).map_err(|error| {
            ConfigError::new("the user agent is not a header value").with_source(error)
        })?;
        let (transport, clock) = match (self.transport, self.clock) {
            (Some(transport), Some(clock)) => (transport, clock),
            (Some(transport), None) => (transport, system_clock()?),
            (None, clock) => {
                let (transport, own) = built_in(self.connect_timeout, &base_url)?;
                (transport, clock.unwrap_or(own))
            }
        };
        Ok(Core(Arc::new(Inner {
            sdk,
            base_url: base_url.as_str().trim_end_matches('/').to_owned(),
            servers,
            hidden,
            credentials,
            tokens,
            parameters: self.parameters,
            headers: self.headers,
            user_agent,
            transport,
            clock,
            timeout: self.timeout,
            total_timeout: self.total_timeout,
            max_response_size: self.max_response_size,
            retries: self.retries,
            budget: Budget::new(),
            validate: self.validate,
            hooks: self.hooks,
            is_secretive,
            #[cfg(feature = "blocking")]
            worker: super::blocking::Slot::default(),
        })))
    }
}

impl<C> fmt::Debug for Builder<C> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Builder").finish_non_exhaustive()
    }
}

#[cfg(not(all(target_arch = "wasm32", target_os = "unknown")))]
fn system_clock() -> Result<Box<dyn Clock>, ConfigError> {
    Ok(Box::new(super::clock::SystemClock::new()))
}

#[cfg(all(target_arch = "wasm32", target_os = "unknown"))]
fn system_clock() -> Result<Box<dyn Clock>, ConfigError> {
    let message = "there is no clock on this platform: give the builder a `clock`";
    Err(ConfigError::new(message))
}

type Seams = (Box<dyn Transport>, Box<dyn Clock>);

#[cfg(feature = "rustls")]
fn built_in(connect_timeout: Duration, base_url: &Url) -> Result<Seams, ConfigError> {
    use super::clock::TokioClock;
    use super::reqwest_transport::ReqwestTransport;

    Ok((
        Box::new(ReqwestTransport::new(connect_timeout, base_url)?),
        Box::new(TokioClock::new()),
    ))
}

#[cfg(not(feature = "rustls"))]
fn built_in(_: Duration, _: &Url) -> Result<Seams, ConfigError> {
    let message =
        "there is no transport: enable the feature `rustls` or give the builder a `transport`";
    Err(ConfigError::new(message))
}
