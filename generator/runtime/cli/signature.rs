//! Signatures of deliveries, for the command-line tool.

use std::time::{Duration, SystemTime, UNIX_EPOCH};

use bytes::Bytes;

use super::event_table::{Headers, Verdict, When};
use crate::runtime::error::Error;
use crate::runtime::webhook::{Verifier, VerifyReason};

/// The headers of a delivery.
pub fn sign(
    secret: &str,
    prefix: &str,
    id: &str,
    seconds: u64,
    body: &[u8],
) -> Result<Vec<(String, String)>, Error> {
    let signature = Verifier::new(secret)?.sign(id, seconds, body);
    let headers = [
        ("id", id.to_owned()),
        ("timestamp", seconds.to_string()),
        ("signature", signature),
    ];
    let headers = headers.map(|(name, value)| (format!("{prefix}{name}"), value));
    Ok(headers.into())
}

/// Whether a delivery is genuine.
pub fn verify(secret: &str, headers: &Headers, body: &Bytes, when: When) -> Result<Verdict, Error> {
    let seconds = match when {
        When::Now => None,
        When::At(seconds) => Some(seconds),
        When::Stated => stated(headers),
    };
    let time = seconds.and_then(|seconds| UNIX_EPOCH.checked_add(Duration::from_secs(seconds)));
    let time = time.unwrap_or_else(SystemTime::now);
    let verified = Verifier::new(secret)?.verify_at(headers, body.clone(), time);
    Ok(match verified {
        Ok(delivery) => {
            let sent = delivery.timestamp().duration_since(UNIX_EPOCH);
            let sent = sent.map_or(0, |since| since.as_secs());
            Ok((delivery.id().to_owned(), sent))
        }
        Err(error) if error.reason() == VerifyReason::NoMatch => Err(format!(
            "{error}: the secret is another one, or the body is not the one that was signed"
        )),
        Err(error) => Err(error.to_string()),
    })
}

/// When a delivery says it was sent.
fn stated(headers: &Headers) -> Option<u64> {
    let mut times = headers.iter().filter(|(name, _)| {
        let name = name.to_ascii_lowercase();
        name == "svix-timestamp" || name == "webhook-timestamp"
    });
    times.find_map(|(_, value)| std::str::from_utf8(value).ok()?.trim().parse().ok())
}
