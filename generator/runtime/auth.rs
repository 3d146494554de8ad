//! Chooses the credentials for each call, and puts them where they belong.

use http::header::{AUTHORIZATION, CONTENT_LENGTH, COOKIE, PROXY_AUTHORIZATION, TRANSFER_ENCODING};
use http::{HeaderMap, HeaderName, HeaderValue};
use url::Url;

use super::client::Inner;
use super::credential::Credential;
use super::encode::percent;
use super::error::ConfigError;
use super::operation::Operation;
use super::sdk::{Scheme, SchemeKind, Sdk};
use super::token::Tokens;

/// The credentials that one call sends.
pub(super) struct Auth<'a> {
    client: &'a Inner,
    schemes: &'static [&'static str],
}

impl<'a> Auth<'a> {
    /// Chooses the first alternative of the operation for which everything is there. What the caller put into a header
    /// himself counts too.
    pub(super) fn choose(
        client: &'a Inner,
        operation: &Operation,
        options: &HeaderMap,
    ) -> Result<Self, ConfigError> {
        let is_set =
            |header: &str| client.headers.contains_key(header) || options.contains_key(header);
        let is_there = |name: &str| {
            client
                .credentials
                .iter()
                .any(|credential| credential.scheme.name == name)
                || client
                    .tokens
                    .iter()
                    .any(|tokens| tokens.scheme.name == name)
                || match find(client.sdk, name).map(|scheme| scheme.kind) {
                    Some(SchemeKind::Bearer | SchemeKind::Basic) => is_set("authorization"),
                    Some(SchemeKind::HeaderKey(header)) => is_set(header),
                    Some(SchemeKind::CookieKey(_)) => is_set("cookie"),
                    Some(SchemeKind::QueryKey(_)) => false,
                    Some(SchemeKind::Hook) | None => true,
                }
        };
        let sets = operation.auth.unwrap_or(client.sdk.auth);
        // To call without a credential is the last resort, wherever the description lists it.
        let mut alternatives = sets.iter().copied().filter(|set| !set.is_empty());
        let complete = alternatives.find(|set| set.iter().all(|name| is_there(name)));
        if let Some(schemes) = complete {
            return Ok(Auth { client, schemes });
        }
        if sets.is_empty() || sets.iter().any(|set| set.is_empty()) {
            return Ok(Auth {
                client,
                schemes: &[],
            });
        }
        let missing = |set: &&'static [&'static str]| {
            let names = set.iter().filter(|name| !is_there(name));
            names
                .map(|name| describe(client.sdk, name))
                .collect::<Vec<_>>()
                .join(" and ")
        };
        let missing = sets.iter().map(missing).collect::<Vec<_>>().join(", or ");
        let message = format!(
            "{} needs a credential: give the builder {missing}",
            operation.name
        );
        Err(ConfigError::new(message))
    }

    fn credentials(&self) -> impl Iterator<Item = &'a Credential> {
        let all = &self.client.credentials;
        self.schemes.iter().filter_map(|name| {
            all.iter()
                .find(|credential| credential.scheme.name == *name)
        })
    }

    /// The schemes whose tokens are asked for.
    pub(super) fn tokens(&self) -> impl Iterator<Item = &'a Tokens> {
        let schemes = self.schemes;
        let all = self.client.tokens.iter();
        all.filter(move |tokens| schemes.contains(&tokens.scheme.name))
    }

    pub(super) fn write_headers(&self, headers: &mut HeaderMap) {
        for (name, value) in self
            .credentials()
            .filter_map(|credential| credential.header.as_ref())
        {
            headers.insert(name.clone(), value.clone());
        }
    }

    pub(super) fn write_query(&self, url: &mut String) {
        for (name, key) in self.query_keys() {
            url.push(if url.contains('?') { '&' } else { '?' });
            url.push_str(&format!("{}={}", percent(name), percent(key)));
        }
    }

    fn query_keys(&self) -> impl Iterator<Item = (&'static str, &'a str)> {
        self.credentials()
            .filter_map(|credential| match credential.scheme.kind {
                SchemeKind::QueryKey(name) => Some((name, credential.secret.expose())),
                _ => None,
            })
    }

    /// Joins the caller's cookies, those of the credentials and those of the parameters.
    pub(super) fn write_cookies(&self, parameters: &str, headers: &mut HeaderMap) {
        let mut cookies: Vec<String> = Vec::new();
        for credential in self.credentials() {
            if let SchemeKind::CookieKey(name) = credential.scheme.kind {
                cookies.push(format!("{name}={}", credential.secret.expose()));
            }
        }
        if !parameters.is_empty() {
            cookies.push(parameters.to_owned());
        }
        if cookies.is_empty() {
            return;
        }
        let callers = headers.get(COOKIE).and_then(|value| value.to_str().ok());
        cookies.splice(..0, callers.map(str::to_owned));
        if let Ok(mut value) = HeaderValue::try_from(cookies.join("; ")) {
            value.set_sensitive(true);
            headers.insert(COOKIE, value);
        }
    }

    /// The target of a redirect with the keys that belong into its query: at home ours, abroad none, even if the
    /// service copied them.
    pub(super) fn in_redirect(&self, mut target: Url, trusted: bool) -> Url {
        if trusted {
            for (name, key) in self.query_keys() {
                if !target.query_pairs().any(|(found, _)| found == name) {
                    target.query_pairs_mut().append_pair(name, key);
                }
            }
            return target;
        }
        let is_key = |name: &str| {
            let is_named =
                |scheme: &Scheme| matches!(scheme.kind, SchemeKind::QueryKey(key) if key == name);
            self.client.sdk.schemes.iter().any(is_named)
        };
        let is_hidden = |value: &str| self.client.hidden.iter().any(|hidden| hidden == value);
        let (taken, kept): (Vec<_>, Vec<_>) = target
            .query_pairs()
            .map(|(name, value)| (name.into_owned(), value.into_owned()))
            .partition(|(name, value)| is_key(name) || is_hidden(value));
        if !taken.is_empty() {
            target.set_query(None);
            if !kept.is_empty() {
                target.query_pairs_mut().extend_pairs(kept);
            }
        }
        target
    }
}

fn find(sdk: &Sdk, name: &str) -> Option<&'static Scheme> {
    sdk.schemes.iter().find(|scheme| scheme.name == name)
}

fn describe(sdk: &Sdk, name: &str) -> String {
    match find(sdk, name).and_then(|scheme| scheme.env) {
        Some(variable) => format!("the one for `{name}` (variable {variable})"),
        None => format!("the one for `{name}`"),
    }
}

/// Whether a header of this name is likely to hold a credential: its value is kept out of `Debug` then.
pub(super) fn is_sensitive(name: &HeaderName, schemes: &[Scheme]) -> bool {
    let is_scheme_header = |scheme: &Scheme| match scheme.kind {
        SchemeKind::HeaderKey(header) => name.as_str().eq_ignore_ascii_case(header),
        _ => false,
    };
    [AUTHORIZATION, COOKIE, PROXY_AUTHORIZATION].contains(name)
        || schemes.iter().any(is_scheme_header)
        || [
            "api-key",
            "apikey",
            "auth",
            "cookie",
            "password",
            "secret",
            "signature",
            "token",
        ]
        .into_iter()
        .any(|word| name.as_str().contains(word))
}

/// Whether a header says where a body ends (RFC 9112, section 6): the transport sends what is true.
pub(super) fn is_framing(name: &HeaderName) -> bool {
    [CONTENT_LENGTH, TRANSFER_ENCODING].contains(name)
}

/// Refuses headers of a caller that say where the body ends.
pub(super) fn check_framing(headers: &HeaderMap) -> Result<(), ConfigError> {
    match headers.keys().find(|name| is_framing(name)) {
        None => Ok(()),
        Some(name) => Err(ConfigError::new(format!(
            "the header `{name}` cannot be set: the transport sends the one that fits the body"
        ))),
    }
}

/// Parses a header that a caller wants sent. The message of the error does not show the value.
pub(super) fn parse_header(
    name: &str,
    value: &str,
    schemes: &[Scheme],
) -> Result<(HeaderName, HeaderValue), String> {
    let Ok(name) = HeaderName::from_bytes(name.as_bytes()) else {
        return Err(format!("{name:?} is not a header name"));
    };
    let Ok(mut value) = HeaderValue::from_str(value) else {
        return Err(format!(
            "the value of `{name}` holds characters that no header can carry"
        ));
    };
    value.set_sensitive(is_sensitive(&name, schemes));
    Ok((name, value))
}
