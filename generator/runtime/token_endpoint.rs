//! Asks an OAuth 2.0 token endpoint (RFC 6749): with client credentials, or with a refresh token.

use std::sync::Mutex;
use std::time::Duration;

use http::header::{ACCEPT, AUTHORIZATION, CONTENT_TYPE, USER_AGENT};
use http::{HeaderValue, Method, Request, StatusCode, Uri};
use serde::Deserialize;
use url::Url;

use super::client::{Core, Inner};
use super::client_builder::Builder;
use super::credential::base64;
use super::encode::percent;
use super::error::{ConfigError, Error};
use super::redact::Redactor;
use super::secret::Secret;
use super::settings::is_loopback;
use super::token::{Token, TokenError, TokenSource};
use super::transport::{Body, BoxFuture};
use super::transport_error::{TransportError, TransportErrorKind};

impl<C: From<Core>> Builder<C> {
    /// Lets the tokens of one scheme come from the token endpoint at `url`.
    pub(crate) fn client_credentials(
        self,
        (scheme, url): (&'static str, &str),
        client_id: impl Into<String>,
        client_secret: impl Into<Secret>,
        scopes: impl IntoIterator<Item = impl Into<String>>,
    ) -> Self {
        let scopes: Vec<String> = scopes.into_iter().map(Into::into).collect();
        let grant = Grant::ClientCredentials {
            scope: scopes.join(" "),
        };
        let endpoint = Endpoint::at(url, client_id.into(), client_secret.into(), grant);
        self.source(scheme, endpoint)
    }

    /// Lets the tokens of one scheme come from the token endpoint at `url`, for a refresh token.
    pub(crate) fn refresh_token(
        self,
        (scheme, url): (&'static str, &str),
        client_id: impl Into<String>,
        client_secret: impl Into<Secret>,
        refresh_token: impl Into<Secret>,
    ) -> Self {
        let grant = Grant::RefreshToken(Mutex::new(refresh_token.into()));
        let endpoint = Endpoint::at(url, client_id.into(), client_secret.into(), grant);
        self.source(scheme, endpoint)
    }
}

/// The most bytes of a token endpoint's response that are read.
const LARGEST: usize = 1024 * 1024;

/// What a client shows a token endpoint.
struct Endpoint {
    uri: Uri,
    client_id: String,
    client_secret: Secret,
    grant: Grant,
}

enum Grant {
    ClientCredentials {
        scope: String,
    },
    /// The newest refresh token: some services give another one each time.
    RefreshToken(Mutex<Secret>),
}

#[derive(Deserialize)]
struct Answered {
    access_token: Secret,
    expires_in: Option<serde_json::Number>,
    refresh_token: Option<Secret>,
}

#[derive(Deserialize)]
struct Refused {
    error: String,
    error_description: Option<String>,
}

impl Endpoint {
    /// What asks the endpoint at `url`.
    fn at(
        url: &str,
        client_id: String,
        client_secret: Secret,
        grant: Grant,
    ) -> Result<Box<dyn TokenSource>, ConfigError> {
        let uri = Uri::try_from(url).map_err(|error| {
            ConfigError::new(format!("the token endpoint `{url}` is no URL")).with_source(error)
        })?;
        Ok(Box::new(Endpoint {
            uri,
            client_id,
            client_secret,
            grant,
        }))
    }

    /// Asks for a token. Where the client's secret in the header is refused, it goes into the form: services support
    /// the one or the other (section 2.3.1).
    async fn renewed(&self, client: &Inner, scheme: &'static str) -> Result<Token, Error> {
        let (mut status, mut body) = self.ask(client, true).await?;
        if matches!(status.as_u16(), 400 | 401) && !self.client_secret.expose().is_empty() {
            let refused: Option<Refused> = serde_json::from_slice(&body).ok();
            if refused.is_none_or(|refused| refused.error.starts_with("invalid_")) {
                (status, body) = self.ask(client, false).await?;
            }
        }
        let fail = |message: String| {
            let hidden = self.secrets();
            let members = client.sdk.secret_members;
            let redactor = Redactor::new(members, &hidden);
            Error::from(TokenError {
                scheme,
                message: redactor.gist(&message, 200),
                source: None,
            })
        };
        if status.as_u16() == 429 || status.is_server_error() {
            let message = format!("the token endpoint answered {status}");
            let error = TransportError::new(TransportErrorKind::Closed, message);
            return Err(error.with_request_sent(false).into());
        }
        if !status.is_success() {
            let refused: Option<Refused> = serde_json::from_slice(&body).ok();
            let why = refused.map(|refused| match refused.error_description {
                Some(text) => format!(": {}: {text}", refused.error),
                None => format!(": {}", refused.error),
            });
            let why = why.unwrap_or_default();
            return Err(fail(format!("the token endpoint answered {status}{why}")));
        }
        let answered: Answered = serde_json::from_slice(&body)
            .map_err(|_| fail("the token endpoint answered without a token".to_owned()))?;
        if let (Grant::RefreshToken(kept), Some(new)) = (&self.grant, answered.refresh_token) {
            if let Ok(mut kept) = kept.lock() {
                *kept = new;
            }
        }
        let token = Token::new(answered.access_token);
        let lifetime = answered.expires_in.and_then(|seconds| seconds.as_f64());
        let lifetime = lifetime.and_then(|seconds| Duration::try_from_secs_f64(seconds).ok());
        Ok(match lifetime {
            Some(lifetime) => token.expires_in(lifetime),
            None => token,
        })
    }

    async fn ask(
        &self,
        client: &Inner,
        in_header: bool,
    ) -> Result<(StatusCode, bytes::Bytes), Error> {
        let secret = self.client_secret.expose();
        let mut form = match &self.grant {
            Grant::ClientCredentials { scope } if scope.is_empty() => {
                "grant_type=client_credentials".to_owned()
            }
            Grant::ClientCredentials { scope } => {
                format!("grant_type=client_credentials&scope={}", percent(scope))
            }
            Grant::RefreshToken(token) => {
                let token = token.lock().map(|token| token.expose().to_owned());
                let token = token.unwrap_or_default();
                format!("grant_type=refresh_token&refresh_token={}", percent(&token))
            }
        };
        let by_header = in_header && !secret.is_empty();
        if !by_header {
            form += &format!("&client_id={}", percent(&self.client_id));
            if !secret.is_empty() {
                form += &format!("&client_secret={}", percent(secret));
            }
        }
        let mut request = Request::new(Body::from(form));
        *request.method_mut() = Method::POST;
        *request.uri_mut() = self.uri.clone();
        let headers = request.headers_mut();
        headers.insert(USER_AGENT, client.user_agent.clone());
        headers.insert(ACCEPT, HeaderValue::from_static("application/json"));
        let form = HeaderValue::from_static("application/x-www-form-urlencoded");
        headers.insert(CONTENT_TYPE, form);
        if by_header {
            let pair = format!("{}:{}", percent(&self.client_id), percent(secret));
            if let Ok(mut value) = HeaderValue::try_from(format!("Basic {}", base64(&pair))) {
                value.set_sensitive(true);
                headers.insert(AUTHORIZATION, value);
            }
        }
        let response = client.transport.send(request).await?;
        let (head, body) = response.into_parts();
        let (body, _) = body.collect_up_to(LARGEST).await?;
        Ok((head.status, body))
    }
}

impl TokenSource for Endpoint {
    fn token<'a>(
        &'a self,
        client: &'a Inner,
        scheme: &'static str,
    ) -> BoxFuture<'a, Result<Token, Error>> {
        Box::pin(self.renewed(client, scheme))
    }

    fn secrets(&self) -> Vec<String> {
        let mut secrets = vec![self.client_secret.expose().to_owned()];
        if let Grant::RefreshToken(token) = &self.grant {
            secrets.extend(token.lock().map(|token| token.expose().to_owned()));
        }
        secrets
    }

    fn is_safe(&self) -> bool {
        self.uri.scheme_str() == Some("https")
            || Url::parse(&self.uri.to_string()).is_ok_and(|url| is_loopback(&url))
    }
}
