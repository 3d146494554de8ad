//! The section `[auth]`: credentials that the description forgets.

use serde::Deserialize;

use super::Setting;

/// A security scheme: how calls are authenticated.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct AuthScheme {
    /// A scheme of the `Authorization` header.
    pub scheme: Option<HttpScheme>,
    /// The header that holds a key.
    pub header: Option<Setting>,
    /// The query parameter that holds a key.
    pub query: Option<Setting>,
    /// The cookie that holds a key.
    pub cookie: Option<Setting>,
    /// The endpoint that gives tokens for a client id and secret (RFC 6749, section 4.4); relative to the server.
    pub token_url: Option<Setting>,
    /// The endpoint that gives tokens for a refresh token (RFC 6749, section 6); relative to the server.
    pub refresh_url: Option<Setting>,
    /// The description of the credential.
    pub description: Option<String>,
    /// The operations that want it: globs of operationIds, or of method and path, such as `GET /pets/*`. None: all that do
    /// not say what they want.
    pub operations: Vec<Setting>,
}

/// A scheme of the `Authorization` header (RFC 9110, section 11.6.2).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum HttpScheme {
    /// A token.
    Bearer,
    /// A user name and a password.
    Basic,
}
