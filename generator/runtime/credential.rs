//! A credential, checked once and turned into a header once.

use http::header::AUTHORIZATION;
use http::{HeaderName, HeaderValue};

use super::error::ConfigError;
use super::sdk::{Scheme, SchemeKind};
use super::secret::Secret;

/// The credential for one scheme, ready to be sent.
pub(super) struct Credential {
    pub(super) scheme: &'static Scheme,
    pub(super) secret: Secret,
    /// What is sent, for the schemes that use a header of their own.
    pub(super) header: Option<(HeaderName, HeaderValue)>,
}

impl Credential {
    /// Checks a credential. `label` names it in the error: a variable, or "the API key".
    pub(super) fn new(
        scheme: &'static Scheme,
        secret: Secret,
        label: &str,
    ) -> Result<Self, ConfigError> {
        let text = secret.expose();
        let may_hold_spaces = matches!(scheme.kind, SchemeKind::Basic | SchemeKind::Hook);
        if text.trim().is_empty() {
            return Err(ConfigError::new(format!("{label} is empty")));
        }
        if text.contains(|c: char| c.is_control() || (c.is_whitespace() && !may_hold_spaces)) {
            return Err(ConfigError::new(format!(
                "{label} holds whitespace or control characters; perhaps a line break was copied with it"
            )));
        }
        let header = match scheme.kind {
            SchemeKind::Bearer => Some((AUTHORIZATION, format!("Bearer {text}"))),
            SchemeKind::Basic => Some((AUTHORIZATION, format!("Basic {}", base64(text)))),
            SchemeKind::HeaderKey(name) => Some((header_name(name)?, text.to_owned())),
            SchemeKind::QueryKey(_) | SchemeKind::CookieKey(_) | SchemeKind::Hook => None,
        };
        let header = match header {
            Some((name, text)) => Some((name, sensitive_value(&text, label)?)),
            None => None,
        };
        if let SchemeKind::CookieKey(_) = scheme.kind {
            sensitive_value(text, label)?;
        }
        Ok(Credential {
            scheme,
            secret,
            header,
        })
    }

    /// Every form in which a service might quote it.
    pub(super) fn forms(&self) -> Vec<String> {
        let text = self.secret.expose();
        let mut forms = vec![text.to_owned()];
        if self.scheme.kind == SchemeKind::Basic {
            forms.push(base64(text));
            forms.extend(
                text.split_once(':')
                    .map(|(_, password)| password.to_owned()),
            );
        }
        forms.retain(|form| !form.is_empty());
        forms
    }
}

fn header_name(name: &str) -> Result<HeaderName, ConfigError> {
    HeaderName::from_bytes(name.as_bytes())
        .map_err(|_| ConfigError::new(format!("`{name}` is not a header name")))
}

fn sensitive_value(text: &str, label: &str) -> Result<HeaderValue, ConfigError> {
    match HeaderValue::from_str(text) {
        Ok(mut value) if text.is_ascii() => {
            value.set_sensitive(true);
            Ok(value)
        }
        _ => Err(ConfigError::new(format!(
            "{label} holds characters that no header can carry"
        ))),
    }
}

/// Standard base64 with padding. Too little to bring in a dependency for.
pub(super) fn base64(text: &str) -> String {
    let mut encoded = String::with_capacity(text.len().div_ceil(3) * 4);
    for chunk in text.as_bytes().chunks(3) {
        let byte = |index: usize| u32::from(chunk.get(index).copied().unwrap_or(0));
        let bits = (byte(0) << 16) | (byte(1) << 8) | byte(2);
        for position in 0..4 {
            encoded.push(if position <= chunk.len() {
                base64_digit((bits >> (18 - 6 * position)) & 63)
            } else {
                '='
            });
        }
    }
    encoded
}

fn base64_digit(six_bits: u32) -> char {
    let digit = match u8::try_from(six_bits).unwrap_or(63) {
        bits @ 0..=25 => b'A' + bits,
        bits @ 26..=51 => b'a' + (bits - 26),
        bits @ 52..=61 => b'0' + (bits - 52),
        62 => b'+',
        _ => b'/',
    };
    char::from(digit)
}
