//! The settings of a client, checked.

use std::collections::BTreeMap;

use http::HeaderMap;
use url::{Host, Url};

use super::auth::secret_words;
use super::credential::Credential;
use super::error::ConfigError;
use super::sdk::Sdk;
use super::secret::Secret;
use super::server::Chosen;
use super::token::{TokenSource, Tokens};

/// A setting that is given in code or else comes from an environment variable.
pub(super) struct Setting<T> {
    pub(super) given: Option<T>,
    pub(super) from_env: Option<(T, &'static str)>,
}

impl<T> Default for Setting<T> {
    fn default() -> Self {
        Setting {
            given: None,
            from_env: None,
        }
    }
}

impl<T> Setting<T> {
    pub(super) fn is_empty(&self) -> bool {
        self.given.is_none() && self.from_env.is_none()
    }

    /// The value and what to call it in an error.
    pub(super) fn resolve(self, name: &'static str) -> Option<(T, &'static str)> {
        self.given.map(|value| (value, name)).or(self.from_env)
    }
}

/// The base URL: what is given in code, in the environment, or the server that is chosen, where that counts.
pub(super) fn base_url(
    sdk: &Sdk,
    setting: Setting<String>,
    chosen: Option<&Chosen>,
) -> Result<Url, ConfigError> {
    let described = |chosen: &Chosen| {
        let template = sdk.servers.get(chosen.index)?;
        Some(chosen.fill(sdk, template))
    };
    let given = match chosen.and_then(described) {
        Some(url) => Some((url?, "the base URL")),
        None => setting.resolve("the base URL"),
    };
    let Some((text, name)) = given else {
        let hint = sdk
            .base_url_env
            .map(|variable| format!(" or set {variable}"))
            .unwrap_or_default();
        return Err(ConfigError::new(format!(
            "there is no base URL: give the builder a `base_url`{hint}"
        )));
    };
    absolute_url(&text, name)
}

/// The URL of a server, called `name` in messages.
pub(super) fn absolute_url(text: &str, name: &str) -> Result<Url, ConfigError> {
    let refuse = |why: &str| Err(ConfigError::new(format!("{name} {why}")));
    let url = match Url::parse(text) {
        Ok(url) => url,
        Err(error) => {
            let message = format!("{name} is not an absolute URL, such as https://api.example.com");
            return Err(ConfigError::new(message).with_source(error));
        }
    };
    if !matches!(url.scheme(), "http" | "https") {
        return refuse("does not begin with https:// or http://");
    }
    if !url.username().is_empty() || url.password().is_some() {
        return refuse("must not hold a user name or password");
    }
    if url.query().is_some() || url.fragment().is_some() {
        return refuse("must not hold a query or a fragment");
    }
    Ok(url)
}

pub(super) fn credentials(
    sdk: &Sdk,
    settings: BTreeMap<&'static str, Setting<Secret>>,
) -> Result<Vec<Credential>, ConfigError> {
    let mut credentials = Vec::with_capacity(settings.len());
    for (name, setting) in settings {
        let scheme = sdk.schemes.iter().find(|scheme| scheme.name == name);
        if let (Some(scheme), Some((secret, label))) = (scheme, setting.resolve("the API key")) {
            credentials.push(Credential::new(scheme, secret, label)?);
        }
    }
    Ok(credentials)
}

/// Every text that must not show up in a message: the credentials, and what default headers hold of their kind.
pub(super) fn hidden(credentials: &[Credential], headers: &HeaderMap) -> Vec<String> {
    let from_headers = headers.values().filter(|value| value.is_sensitive());
    credentials
        .iter()
        .flat_map(Credential::forms)
        .chain(from_headers.flat_map(secret_words))
        .collect()
}

/// The tokens of the schemes that have a source of them.
pub(super) fn tokens(
    sdk: &Sdk,
    sources: BTreeMap<&'static str, TokenSource>,
    allow_insecure: bool,
    hidden: &mut Vec<String>,
) -> Result<Vec<Tokens>, ConfigError> {
    let mut tokens = Vec::with_capacity(sources.len());
    for (name, source) in sources {
        if let TokenSource::Endpoint(endpoint) = &source {
            let secrets = endpoint.secrets().into_iter();
            hidden.extend(secrets.filter(|text| !text.is_empty()));
            if !allow_insecure && !endpoint.is_safe() {
                let message = format!(
                    "the token endpoint of `{name}` would get a secret over plain HTTP: use https, or `allow_insecure(true)`"
                );
                return Err(ConfigError::new(message));
            }
        }
        if let Some(scheme) = sdk.schemes.iter().find(|scheme| scheme.name == name) {
            tokens.push(Tokens::new(scheme, source));
        }
    }
    Ok(tokens)
}

/// Whether a service is on this machine.
pub(super) fn is_loopback(url: &Url) -> bool {
    match url.host() {
        Some(Host::Domain(name)) => name == "localhost" || name.ends_with(".localhost"),
        Some(Host::Ipv4(address)) => address.is_loopback(),
        Some(Host::Ipv6(address)) => address.to_canonical().is_loopback(),
        None => false,
    }
}
