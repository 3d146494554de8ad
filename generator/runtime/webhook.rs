//! Tells genuine webhook deliveries from forged ones, as Standard Webhooks and Svix sign them.

use std::fmt;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use bytes::Bytes;
use hmac::{Hmac, Mac};
use sha2::Sha256;

use super::error::{ConfigError, Error};
use super::secret::Secret;

/// How far a delivery's time may be from ours, in seconds, in either direction.
const TOLERANCE: u64 = 300;

/// How many ids, and how many times, of one delivery are tried. Each pair costs a pass over the body.
const MAX_REPEATED_HEADERS: usize = 4;

/// The header names, without what they all start with.
const PREFIXES: [&str; 2] = ["svix-", "webhook-"];

/// Verifies webhook deliveries with the secret of one webhook.
#[derive(Clone)]
pub struct Verifier {
    /// Keyed, and nothing more: each delivery starts with a copy.
    mac: Hmac<Sha256>,
}

impl Verifier {
    /// A verifier for deliveries signed with this secret, which looks like `whsec_…`. White space around it does not count.
    ///
    /// # Errors
    ///
    /// [`Error::Config`] if the secret is empty or is not base64.
    pub fn new(secret: impl Into<Secret>) -> Result<Self, Error> {
        let secret = secret.into();
        let text = secret.expose().trim();
        let key = STANDARD
            .decode(text.strip_prefix("whsec_").unwrap_or(text))
            .map_err(|_| {
                ConfigError::new(
                    "the webhook secret is not base64, with or without `whsec_` in front",
                )
            })?;
        if key.is_empty() {
            return Err(ConfigError::new("the webhook secret is empty").into());
        }
        let mac = Hmac::new_from_slice(&key)
            .map_err(|_| ConfigError::new("the webhook secret is no HMAC key"))?;
        Ok(Verifier { mac })
    }

    /// Checks the signature and the age of a delivery.
    ///
    /// `headers` are all headers of the request, as `&http::HeaderMap` or as pairs of a name and a value. `body` is
    /// the body byte for byte as it arrived; JSON that was parsed and written again does not verify.
    ///
    /// A delivery may arrive more than once: those with the same [id](Delivery::id) are the same.
    ///
    /// # Errors
    ///
    /// A [`VerifyError`] for anything but a genuine, recent delivery. Answer it with a 4xx status.
    pub fn verify<H>(&self, headers: H, body: impl Into<Bytes>) -> Result<Delivery, VerifyError>
    where
        H: IntoIterator<Item: HeaderPair>,
    {
        self.verify_at(headers, body, SystemTime::now())
    }

    /// Like [`verify`](Verifier::verify), with the time given: for tests, and where there is no system clock.
    ///
    /// # Errors
    ///
    /// The same as of [`verify`](Verifier::verify).
    pub fn verify_at<H>(
        &self,
        headers: H,
        body: impl Into<Bytes>,
        now: SystemTime,
    ) -> Result<Delivery, VerifyError>
    where
        H: IntoIterator<Item: HeaderPair>,
    {
        let body = body.into();
        let mut sets = PREFIXES.map(|_| HeaderSet::default());
        for header in headers {
            for (prefix, set) in PREFIXES.iter().zip(&mut sets) {
                set.take(prefix, header.name(), header.value());
            }
        }
        // Any genuine set will do; if there is none, the one that came closest tells why.
        let mut closest = VerifyReason::MissingHeader;
        for set in &sets {
            match self.verify_set(set, &body, now) {
                Ok((id, timestamp)) => {
                    return Ok(Delivery {
                        id,
                        timestamp,
                        body,
                    });
                }
                Err(reason) => closest = closest.max(reason),
            }
        }
        Err(VerifyError { reason: closest })
    }

    /// The signature of a delivery, as it stands in `svix-signature`: to test a receiver with.
    ///
    /// `timestamp` is in seconds since 1970, as in `svix-timestamp`.
    pub fn sign(&self, id: &str, timestamp: u64, body: &[u8]) -> String {
        let mac = self.mac_of(id.as_bytes(), timestamp.to_string().as_bytes(), body);
        format!("v1,{}", STANDARD.encode(mac.finalize().into_bytes()))
    }

    fn verify_set(
        &self,
        set: &HeaderSet,
        body: &[u8],
        now: SystemTime,
    ) -> Result<(String, SystemTime), VerifyReason> {
        if set.ids.is_empty() || set.timestamps.is_empty() || !set.is_signed {
            return Err(VerifyReason::MissingHeader);
        }
        let mut closest = VerifyReason::BadTimestamp;
        for written in &set.timestamps {
            let timestamp = match timestamp(written, now) {
                Ok(timestamp) => timestamp,
                Err(reason) => {
                    closest = closest.max(reason);
                    continue;
                }
            };
            closest = VerifyReason::NoMatch;
            for id in &set.ids {
                let mac = self.mac_of(id.as_bytes(), written.as_bytes(), body);
                // `verify_slice` takes the same time wherever the first difference is.
                if set
                    .signatures
                    .iter()
                    .any(|signature| mac.clone().verify_slice(signature).is_ok())
                {
                    return Ok((id.clone(), timestamp));
                }
            }
        }
        Err(closest)
    }

    fn mac_of(&self, id: &[u8], timestamp: &[u8], body: &[u8]) -> Hmac<Sha256> {
        let mut mac = self.mac.clone();
        for part in [id, b".", timestamp, b".", body] {
            mac.update(part);
        }
        mac
    }
}

impl fmt::Debug for Verifier {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Verifier").finish_non_exhaustive()
    }
}

/// The signature headers of one family.
#[derive(Default)]
struct HeaderSet {
    ids: Vec<String>,
    timestamps: Vec<String>,
    is_signed: bool,
    /// Those that can be read; the rest is junk.
    signatures: Vec<Vec<u8>>,
}

impl HeaderSet {
    fn take(&mut self, prefix: &str, name: &str, value: &[u8]) {
        let Some((start, kind)) = name.split_at_checked(prefix.len()) else {
            return;
        };
        if !start.eq_ignore_ascii_case(prefix) {
            return;
        }
        if kind.eq_ignore_ascii_case("id") {
            push_text(&mut self.ids, value);
        } else if kind.eq_ignore_ascii_case("timestamp") {
            push_text(&mut self.timestamps, value);
        } else if kind.eq_ignore_ascii_case("signature") {
            self.is_signed |= !value.trim_ascii().is_empty();
            // Proxies may join repeated headers with a comma, which is no letter of base64.
            let items = value.split(|byte| byte.is_ascii_whitespace());
            let signatures = items.filter_map(|item| item.strip_prefix(b"v1,"));
            let signatures = signatures.map(|item| item.strip_suffix(b",").unwrap_or(item));
            self.signatures
                .extend(signatures.filter_map(|item| STANDARD.decode(item).ok()));
        }
    }
}

fn push_text(texts: &mut Vec<String>, value: &[u8]) {
    // What is not UTF-8 is junk that matches nothing.
    let text = String::from_utf8_lossy(value.trim_ascii());
    if !text.is_empty()
        && texts.len() < MAX_REPEATED_HEADERS
        && !texts.iter().any(|known| *known == text)
    {
        texts.push(text.into_owned());
    }
}

/// Reads a time in seconds since 1970 that is near enough to ours.
fn timestamp(written: &str, now: SystemTime) -> Result<SystemTime, VerifyReason> {
    if !written.bytes().all(|byte| byte.is_ascii_digit()) {
        return Err(VerifyReason::BadTimestamp);
    }
    let seconds: u64 = written.parse().map_err(|_| VerifyReason::BadTimestamp)?;
    let now = now
        .duration_since(UNIX_EPOCH)
        .map_err(|_| VerifyReason::Expired)?;
    if seconds.abs_diff(now.as_secs()) > TOLERANCE {
        return Err(VerifyReason::Expired);
    }
    UNIX_EPOCH
        .checked_add(Duration::from_secs(seconds))
        .ok_or(VerifyReason::BadTimestamp)
}

/// One header of a request: a name and the bytes of its value.
///
/// It is there for pairs and for references to them, so that a `&http::HeaderMap`, a `&HashMap<String, String>`
/// and a `&[(&str, &str)]` can each be handed over as they are.
pub trait HeaderPair {
    /// The header's name, in any case.
    fn name(&self) -> &str;

    /// The header's value.
    fn value(&self) -> &[u8];
}

impl<N: AsRef<str>, V: AsRef<[u8]>> HeaderPair for (N, V) {
    fn name(&self) -> &str {
        self.0.as_ref()
    }

    fn value(&self) -> &[u8] {
        self.1.as_ref()
    }
}

impl<H: HeaderPair + ?Sized> HeaderPair for &H {
    fn name(&self) -> &str {
        H::name(self)
    }

    fn value(&self) -> &[u8] {
        H::value(self)
    }
}

/// A delivery whose signature and age are in order. Its body need not be an event that we know.
#[derive(Clone, PartialEq, Eq)]
pub struct Delivery {
    id: String,
    timestamp: SystemTime,
    body: Bytes,
}

impl Delivery {
    /// The id of the message, the same each time it is delivered.
    pub fn id(&self) -> &str {
        &self.id
    }

    /// When this attempt to deliver it was made.
    pub fn timestamp(&self) -> SystemTime {
        self.timestamp
    }

    /// The body as it was signed.
    pub fn body(&self) -> &Bytes {
        &self.body
    }

    /// The body, without copying it.
    pub fn into_body(self) -> Bytes {
        self.body
    }
}

impl fmt::Debug for Delivery {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Delivery")
            .field("id", &self.id)
            .field("timestamp", &self.timestamp)
            .field("bytes", &self.body.len())
            .finish_non_exhaustive()
    }
}

/// What arrived is not a genuine, recent delivery.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct VerifyError {
    reason: VerifyReason,
}

/// Why a delivery was refused. This is for logs: who sent it should not learn it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum VerifyReason {
    /// The header for the id, the time or the signatures is missing or empty.
    MissingHeader,
    /// The time is not a number of seconds.
    BadTimestamp,
    /// The time is more than five minutes away from ours.
    Expired,
    /// No signature matches: another secret, or not the bytes that were signed.
    NoMatch,
}

impl VerifyError {
    /// Why the delivery was refused.
    pub fn reason(&self) -> VerifyReason {
        self.reason
    }
}

impl fmt::Display for VerifyError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self.reason {
            VerifyReason::MissingHeader => {
                "the delivery lacks its id, timestamp or signature header"
            }
            VerifyReason::BadTimestamp => "the delivery's timestamp is not a number of seconds",
            VerifyReason::Expired => "the delivery's timestamp is more than five minutes from now",
            VerifyReason::NoMatch => "no signature matches the delivery",
        })
    }
}

impl std::error::Error for VerifyError {}
