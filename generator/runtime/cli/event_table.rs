//! What a generated crate says about the deliveries of its service.

use bytes::Bytes;
use serde::de::DeserializeOwned;

use crate::runtime::decode;
use crate::runtime::error::Error;

/// All that is delivered.
#[derive(Debug)]
pub struct Events {
    /// Each kind of event.
    pub all: &'static [Event],
    /// The member that says which of them a payload is, and what decodes it.
    pub union: Option<(&'static str, Decode)>,
    /// How deliveries are signed, if they are.
    pub signing: Option<Signing>,
}

/// A kind of event.
#[derive(Debug)]
pub struct Event {
    /// Its name.
    pub name: &'static str,
    /// What it means.
    pub about: &'static str,
    /// The type of its payload in Rust, where that has a name.
    pub ty: &'static str,
    /// The members of its payload, with `?` behind those that can be missing.
    pub payload: &'static [&'static str],
    /// A payload as it may come, as JSON.
    pub sample: &'static str,
    /// Without a sample: the event that has it, under its own name.
    pub like: &'static str,
}

impl Event {
    /// An event of which nothing else is known.
    pub const fn new(name: &'static str) -> Self {
        Event {
            name,
            about: "",
            ty: "",
            payload: &[],
            sample: "",
            like: "",
        }
    }
}

/// How deliveries are signed.
#[derive(Debug)]
pub struct Signing {
    /// The variable that holds the secret.
    pub variable: &'static str,
    /// What the names of the headers start with.
    pub prefix: &'static str,
    /// Gives the headers of a delivery.
    pub sign: Sign,
    /// Tells a genuine delivery from others.
    pub verify: fn(&str, &Headers, &Bytes, When) -> Result<Verdict, Error>,
}

/// Decodes a payload as the type that it says it is: by the members that must not be shown.
pub type Decode = fn(&Bytes, &[&str]) -> Result<(), Error>;

/// Gives the headers of a delivery: by secret, prefix, id, seconds since 1970 and body.
pub type Sign = fn(&str, &str, &str, u64, &[u8]) -> Result<Vec<(String, String)>, Error>;

/// Names of headers and their values.
pub type Headers = [(String, Vec<u8>)];

/// Whether a delivery is genuine: its id and when it was sent, or why it is not.
pub type Verdict = Result<(String, u64), String>;

/// What time it is when a delivery is looked at.
#[derive(Clone, Copy, Debug)]
pub enum When {
    /// Now.
    Now,
    /// A time in seconds since 1970.
    At(u64),
    /// The time at which the delivery says it was sent.
    Stated,
}

/// Decodes a payload.
pub fn decode<T: DeserializeOwned>(body: &Bytes, secret_members: &[&str]) -> Result<(), Error> {
    decode::json::<T>("event", None, secret_members, &Vec::new, body).map(drop)
}
