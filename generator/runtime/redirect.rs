//! Which redirects are followed, and what goes along.

use http::header::{self, HeaderMap, HeaderName, LOCATION};
use http::response::Parts;
use http::{Method, StatusCode, Uri};
use url::Url;

use super::auth::Auth;
use super::operation::Operation;
use super::transport_error::{TransportError, TransportErrorKind};

/// More than this many redirects in one attempt are a mistake of the service.
const MOST_REDIRECTS: u32 = 5;

/// Whether an answer of this status sends a call elsewhere. GET and HEAD only: all else would be sent twice.
pub(super) fn is_followed(operation: &Operation, method: &Method, status: StatusCode) -> bool {
    matches!(status.as_u16(), 301 | 302 | 303 | 307 | 308)
        && matches!(*method, Method::GET | Method::HEAD)
        && !operation.redirects.contains(&status.as_u16())
}

/// One station on the way to the answer.
pub(super) struct Hop {
    pub(super) uri: Uri,
    /// Whether every station so far had the scheme, host and port of the first. Credentials go nowhere else.
    pub(super) trusted: bool,
    count: u32,
}

impl Hop {
    pub(super) fn first(uri: Uri) -> Self {
        Hop {
            uri,
            trusted: true,
            count: 0,
        }
    }

    /// The next station; `None` when the answer must be taken as it is.
    pub(super) fn next(
        &self,
        head: &Parts,
        auth: &Auth<'_>,
    ) -> Result<Option<Hop>, TransportError> {
        let Some((target, same_origin)) = self.target(head) else {
            return Ok(None);
        };
        if self.count == MOST_REDIRECTS {
            let detail = format!("more than {MOST_REDIRECTS} redirects");
            return Err(TransportError::new(
                TransportErrorKind::TooManyRedirects,
                detail,
            ));
        }
        let trusted = self.trusted && same_origin;
        let target = auth.in_redirect(target, trusted);
        Ok(Uri::try_from(String::from(target)).ok().map(|uri| Hop {
            uri,
            trusted,
            count: self.count + 1,
        }))
    }

    /// Where the answer points to, and whether that is the same scheme, host and port.
    fn target(&self, head: &Parts) -> Option<(Url, bool)> {
        let location = std::str::from_utf8(head.headers.get(LOCATION)?.as_bytes()).ok()?;
        let from = Url::parse(&self.uri.to_string()).ok()?;
        let mut target = from.join(location).ok()?;
        let is_http = matches!(target.scheme(), "http" | "https");
        if !is_http || (from.scheme() == "https" && target.scheme() == "http") {
            return None;
        }
        // A service does not get to choose with which credentials we call another.
        target.set_username("").ok()?;
        target.set_password(None).ok()?;
        target.set_fragment(None);
        let same_origin = target.origin() == from.origin();
        Some((target, same_origin))
    }
}

/// Leaves the headers that may go to another host: those that say what is wanted, and nothing about who wants it.
pub(super) fn keep_harmless(headers: &mut HeaderMap) {
    const HARMLESS: [HeaderName; 12] = [
        header::ACCEPT,
        header::ACCEPT_CHARSET,
        header::ACCEPT_ENCODING,
        header::ACCEPT_LANGUAGE,
        header::CACHE_CONTROL,
        header::CONTENT_TYPE,
        header::IF_MATCH,
        header::IF_MODIFIED_SINCE,
        header::IF_NONE_MATCH,
        header::IF_UNMODIFIED_SINCE,
        header::RANGE,
        header::USER_AGENT,
    ];
    *headers = headers
        .iter()
        .filter(|(name, value)| HARMLESS.contains(name) && !value.is_sensitive())
        .map(|(name, value)| (name.clone(), value.clone()))
        .collect();
}
