//! One call under construction: what every generated builder is made of.

use std::fmt;

use bytes::Bytes;
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

use super::client::{Core, Inner};
use super::decode;
use super::encode::{Encoded, Given, encode};
use super::error::{Breach, Error, InvalidError};
use super::operation::{Operation, Place};
use super::options::CallOptions;
use super::response::Response;
use super::sdk::Sdk;
use super::send::{Answer, Exchange};
use super::transport::BoxFuture;
use super::validate::{Validate, check_body, check_value};

/// A call that gives a `T`. Await it, or [`send`](Self::send) it: until then nothing happens.
#[must_use = "a call does nothing until it is awaited or sent"]
pub struct Call<T> {
    core: Core,
    operation: &'static Operation,
    given: Vec<Given>,
    body: Option<Bytes>,
    /// Where it goes, when that is not what the operation's path and the parameters come to.
    url: Option<String>,
    breaches: Vec<Breach>,
    options: CallOptions,
    decode: Decode<T>,
}

type Decode<T> = fn(&Inner, &'static Operation, &Answer) -> Result<T, Error>;

impl<T: DeserializeOwned> Call<T> {
    /// A call that is answered in JSON.
    pub(crate) fn json(core: &Core, operation: &'static Operation) -> Self {
        Call::new(core, operation, decode_json)
    }
}

impl<T: DeserializeOwned> Call<Option<T>> {
    /// A call that is answered in JSON or with nothing.
    pub(crate) fn optional(core: &Core, operation: &'static Operation) -> Self {
        Call::new(core, operation, |client, operation, answer| {
            if answer.body.is_empty() {
                return Ok(None);
            }
            decode_json(client, operation, answer).map(Some)
        })
    }
}

impl Call<()> {
    /// A call whose answer holds nothing of interest.
    pub(crate) fn empty(core: &Core, operation: &'static Operation) -> Self {
        Call::new(core, operation, |_, _, _| Ok(()))
    }
}

impl Call<Bytes> {
    /// A call that is answered with bytes of any kind.
    pub(crate) fn bytes(core: &Core, operation: &'static Operation) -> Self {
        Call::new(core, operation, |_, _, answer| Ok(answer.body.clone()))
    }
}

impl Call<String> {
    /// A call that is answered with text. What is no UTF-8 in it is replaced.
    pub(crate) fn text(core: &Core, operation: &'static Operation) -> Self {
        Call::new(core, operation, |_, _, answer| {
            Ok(String::from_utf8_lossy(&answer.body).into_owned())
        })
    }
}

fn decode_json<T: DeserializeOwned>(
    client: &Inner,
    operation: &'static Operation,
    answer: &Answer,
) -> Result<T, Error> {
    decode::json(
        operation.name,
        Some(answer.status),
        client.sdk.secret_members,
        &client.hidden,
        &answer.body,
    )
}

impl<T> Call<T> {
    fn new(core: &Core, operation: &'static Operation, decode: Decode<T>) -> Self {
        Call {
            core: core.clone(),
            operation,
            given: Vec::new(),
            body: None,
            url: None,
            breaches: Vec::new(),
            options: CallOptions::default(),
            decode,
        }
    }

    /// Sets a path parameter.
    pub(crate) fn path(mut self, name: &'static str, value: impl Serialize) -> Self {
        self.set(Place::Path, name, serde_json::to_value(value));
        self
    }

    /// Sets a query parameter. `None` takes it out.
    pub(crate) fn query(mut self, name: &'static str, value: impl Serialize) -> Self {
        self.set(Place::Query, name, serde_json::to_value(value));
        self
    }

    /// Sets a header parameter. `None` takes it out.
    pub(crate) fn header(mut self, name: &'static str, value: impl Serialize) -> Self {
        self.set(Place::Header, name, serde_json::to_value(value));
        self
    }

    /// Sets a cookie parameter. `None` takes it out.
    pub(crate) fn cookie(mut self, name: &'static str, value: impl Serialize) -> Self {
        self.set(Place::Cookie, name, serde_json::to_value(value));
        self
    }

    fn set(&mut self, place: Place, name: &'static str, value: serde_json::Result<Value>) {
        let declared = self
            .operation
            .parameters
            .iter()
            .find(|p| p.place == place && p.name == name);
        let (Some(parameter), Ok(value)) = (declared, value) else {
            self.breaches
                .push(Breach::new(name, "encoding", "cannot be encoded"));
            return;
        };
        self.given
            .retain(|(other, _)| !std::ptr::eq(*other, parameter));
        if !value.is_null() {
            self.given.push((parameter, value));
        }
    }

    /// Sets a body of JSON, which is checked first.
    pub(crate) fn with_json<B: Serialize + Validate>(self, body: &B) -> Self {
        let breaches = if self.core.0.validate {
            check_body(body)
        } else {
            Vec::new()
        };
        self.with_encoded(breaches, serde_json::to_vec(body))
    }

    fn with_encoded(mut self, breaches: Vec<Breach>, body: serde_json::Result<Vec<u8>>) -> Self {
        self.breaches.extend(breaches);
        match body {
            Ok(body) => self.body = Some(body.into()),
            Err(error) => self.breaches.push(Breach::new(
                "",
                "encoding",
                format!("cannot be encoded: {error}"),
            )),
        }
        self
    }

    /// Sets a body of bytes as they are; their type is the operation's.
    pub(crate) fn with_bytes(mut self, body: impl Into<Bytes>) -> Self {
        self.body = Some(body.into());
        self
    }

    /// Sets the timeouts, retries and extra headers of this call alone.
    pub fn options(mut self, options: CallOptions) -> Self {
        self.options = options;
        self
    }

    /// What is given for a query parameter.
    pub(super) fn query_value(&self, name: &str) -> Option<&Value> {
        let mut given = self.given.iter();
        given
            .find(|(parameter, _)| parameter.place == Place::Query && parameter.name == name)
            .map(|(_, value)| value)
    }

    /// Sends the call to this URL, with its headers and cookies but without its query. `None` takes that back.
    pub(super) fn at(mut self, url: Option<String>) -> Self {
        self.url = url;
        self
    }

    /// Where the call goes; `None` while an argument breaks a rule.
    pub(super) fn url(&self) -> Option<String> {
        self.encode().ok().map(|encoded| encoded.url)
    }

    pub(super) fn sdk(&self) -> &'static Sdk {
        self.core.0.sdk
    }

    pub(super) fn operation(&self) -> &'static Operation {
        self.operation
    }

    /// Encodes the arguments, unless they break a rule.
    fn encode(&self) -> Result<Encoded, InvalidError> {
        let client = &self.core.0;
        let mut breaches = self.breaches.clone();
        if client.validate {
            for (parameter, value) in &self.given {
                check_value(parameter.rules, value, parameter.name, &mut breaches);
            }
        }
        breaches.extend_from_slice(&self.options.breaches);
        let mut encoded = encode(&client.base_url, self.operation, &self.given, &mut breaches);
        if let Some(url) = &self.url {
            encoded.url.clone_from(url);
        }
        if breaches.is_empty() {
            Ok(encoded)
        } else {
            Err(InvalidError {
                operation: self.operation.name,
                breaches,
            })
        }
    }
}

impl<T: 'static> Call<T> {
    /// Sends the call and gives the decoded answer.
    ///
    /// # Errors
    ///
    /// See [`Error`].
    pub fn send(self) -> BoxFuture<'static, Result<T, Error>> {
        Box::pin(async move { self.run(|_, body| body).await })
    }

    /// Sends the call and gives the decoded answer together with its status and headers.
    ///
    /// # Errors
    ///
    /// See [`Error`].
    pub fn with_response(self) -> BoxFuture<'static, Result<Response<T>, Error>> {
        Box::pin(async move { self.run(Response::new).await })
    }

    /// Sends the call and gives the whole answer beside what is decoded of it.
    pub(super) fn fetch(self) -> BoxFuture<'static, Result<(Answer, T), Error>> {
        Box::pin(async move { self.run(|answer, body| (answer, body)).await })
    }

    // It borrows, here and further down: an async function has room twice for what it is given to own.
    async fn run<R>(&self, finish: fn(Answer, T) -> R) -> Result<R, Error> {
        let encoded = self.encode()?;
        let client = &self.core.0;
        let body = self.body.as_ref();
        let exchange = Exchange::new(client, self.operation, encoded, body, &self.options)?;
        let answer = exchange.execute().await?;
        let body = (self.decode)(client, self.operation, &answer)?;
        Ok(finish(answer, body))
    }
}

impl<T: 'static> IntoFuture for Call<T> {
    type Output = Result<T, Error>;
    type IntoFuture = BoxFuture<'static, Self::Output>;

    fn into_future(self) -> Self::IntoFuture {
        self.send()
    }
}

impl<T> Clone for Call<T> {
    fn clone(&self) -> Self {
        Call {
            core: self.core.clone(),
            operation: self.operation,
            given: self.given.clone(),
            body: self.body.clone(),
            url: self.url.clone(),
            breaches: self.breaches.clone(),
            options: self.options.clone(),
            decode: self.decode,
        }
    }
}

impl<T> fmt::Debug for Call<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Call({})", self.operation.name)
    }
}
