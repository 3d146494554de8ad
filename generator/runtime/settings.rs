//! The settings of a client, checked.

use http::HeaderMap;
use url::{Host, Url};

use super::credential::Credential;
use super::error::ConfigError;
use super::hidden::secret_words;
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

/// Values by name. There are never many.
#[derive(Clone, Debug)]
pub(super) struct Named<T>(Vec<(&'static str, T)>);

impl<T> Default for Named<T> {
    fn default() -> Self {
        Named(Vec::new())
    }
}

impl<T> Named<T> {
    /// Sets the value of that name.
    pub(super) fn set(&mut self, name: &'static str, value: T) {
        self.0.retain(|(known, _)| *known != name);
        self.0.push((name, value));
    }

    /// Changes the value of that name, the default until it is set.
    pub(super) fn change(&mut self, name: &'static str, change: impl FnOnce(&mut T))
    where
        T: Default,
    {
        match { self.0.iter_mut() }.find(|(known, _)| *known == name) {
            Some((_, value)) => change(value),
            None => {
                let mut value = T::default();
                change(&mut value);
                self.0.push((name, value));
            }
        }
    }

    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    pub(super) fn get(&self, name: &str) -> Option<&T> {
        let found = { self.0.iter() }.find(|(known, _)| *known == name);
        found.map(|(_, value)| value)
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
    settings: Named<Setting<Secret>>,
) -> Result<Vec<Credential>, ConfigError> {
    let mut credentials = Vec::with_capacity(settings.0.len());
    for (name, setting) in settings.0 {
        let scheme = sdk.schemes.iter().find(|scheme| scheme.name == name);
        if let (Some(scheme), Some((secret, label))) = (scheme, setting.resolve("the API key")) {
            credentials.push(Credential::new(scheme, secret, label)?);
        }
    }
    Ok(credentials)
}

/// Every text that must not show up in a message: the credentials, and what default headers hold of their kind.
pub(super) fn hidden(credentials: &[Credential], headers: &HeaderMap) -> Vec<String> {
    let mut hidden = Vec::new();
    for credential in credentials {
        hidden.append(&mut credential.forms());
    }
    for value in headers.values().filter(|value| value.is_sensitive()) {
        hidden.append(&mut secret_words(value));
    }
    hidden
}

/// The tokens of the schemes that have a source of them.
pub(super) fn tokens(
    sdk: &Sdk,
    sources: Named<Box<dyn TokenSource>>,
    allow_insecure: bool,
    hidden: &mut Vec<String>,
) -> Result<Vec<Tokens>, ConfigError> {
    let mut tokens = Vec::with_capacity(sources.0.len());
    for (name, source) in sources.0 {
        let Some(scheme) = sdk.schemes.iter().find(|scheme| scheme.name == name) else {
            continue;
        };
        let secrets = source.secrets().into_iter();
        hidden.extend(secrets.filter(|text| !text.is_empty()));
        if !allow_insecure && !source.is_safe() {
            let message = format!(
                "the token endpoint of `{name}` would get a secret over plain HTTP: use https, or `allow_insecure(true)`"
            );
            return Err(ConfigError::new(message));
        }
        tokens.push(Tokens::new(scheme, source));
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
