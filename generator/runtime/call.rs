//! One call under construction: what every generated builder is made of.

use std::fmt;

use bytes::Bytes;
use http::HeaderValue;
use serde::Serialize;
use serde_json::Value;

use super::auth::parse_header;
use super::client::Core;
use super::encode::{Encoded, Given, encode};
use super::error::{Breach, Error, InvalidError};
use super::form::form;
use super::multipart::{Multipart, Payload};
use super::operation::{Idempotency, Operation, Parameter, Place};
use super::options::CallOptions;
use super::response::Response;
use super::retry::Retries;
use super::sdk::Sdk;
use super::send::{Answer, Exchange};
use super::transport::BoxFuture;
use super::upload::Upload;
use super::validate::{Validate, check_body, check_value};

/// A call that gives a `T`. Await it, or [`send`](Self::send) it: until then nothing happens.
#[must_use = "a call does nothing until it is awaited or sent"]
pub struct Call<T> {
    core: Core,
    operation: &'static Operation,
    given: Vec<Given>,
    /// The files of a form.
    files: Vec<(&'static Parameter, Upload)>,
    body: Option<Payload>,
    /// Where it goes, when that is not what the operation's path and the parameters come to.
    url: Option<String>,
    breaches: Vec<Breach>,
    options: CallOptions,
    decode: Decode<T>,
    /// Whether the body of a success is read by the caller.
    pub(super) streams: bool,
}

pub(super) type Decode<T> = fn(&Core, &'static Operation, &mut Answer) -> Result<T, Error>;

impl<T> Call<T> {
    pub(super) fn new(core: &Core, operation: &'static Operation, decode: Decode<T>) -> Self {
        Call {
            core: core.clone(),
            operation,
            given: Vec::new(),
            files: Vec::new(),
            body: None,
            url: None,
            breaches: Vec::new(),
            options: CallOptions::default(),
            decode,
            streams: false,
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

    /// Sets a field of a form. `None` takes it out.
    pub(crate) fn field(mut self, name: &'static str, value: impl Serialize) -> Self {
        self.set(Place::Field, name, serde_json::to_value(value));
        self
    }

    /// Sets a field of a form that is a file.
    pub(crate) fn file(self, name: &'static str, file: impl Into<Upload>) -> Self {
        self.files(name, [file])
    }

    /// Sets a field of a form that is a list of files.
    pub(crate) fn files(
        mut self,
        name: &'static str,
        files: impl IntoIterator<Item = impl Into<Upload>>,
    ) -> Self {
        let Some(parameter) = self.declared(Place::Field, name) else {
            return self;
        };
        self.files
            .retain(|(other, _)| !std::ptr::eq(*other, parameter));
        self.given
            .retain(|(other, _)| !std::ptr::eq(*other, parameter));
        for file in files {
            let file = file.into();
            if file
                .media_type()
                .is_some_and(|text| HeaderValue::from_str(text).is_err())
            {
                let message = "has a media type that no header can carry";
                self.breaches.push(Breach::new(name, "header", message));
            }
            for (header, value) in file.headers() {
                if let Err(message) = parse_header(header, value, &[]) {
                    let message = format!("has a bad header: {message}");
                    self.breaches.push(Breach::new(name, "header", message));
                }
            }
            self.files.push((parameter, file));
        }
        // It is given, and what it is stands elsewhere.
        self.given.push((parameter, Value::Null));
        self
    }

    fn declared(&mut self, place: Place, name: &'static str) -> Option<&'static Parameter> {
        let mut parameters = self.operation.parameters.iter();
        let declared = parameters.find(|p| p.place == place && p.name == name);
        if declared.is_none() {
            self.breaches
                .push(Breach::new(name, "encoding", "cannot be encoded"));
        }
        declared
    }

    fn set(&mut self, place: Place, name: &'static str, value: serde_json::Result<Value>) {
        let Some(parameter) = self.declared(place, name) else {
            return;
        };
        let Ok(value) = value else {
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
            Ok(body) => self.body = Some(Payload::Bytes(body.into())),
            Err(error) => self.breaches.push(Breach::new(
                "",
                "encoding",
                format!("cannot be encoded: {error}"),
            )),
        }
        self
    }

    /// Sets a body that is a form, made from the members of an object.
    pub(crate) fn with_form<B: Serialize + Validate>(mut self, body: &B) -> Self {
        if self.core.0.validate {
            self.breaches.extend(check_body(body));
        }
        let form = serde_json::to_value(body).map(|body| form(&body).into_bytes());
        self.with_encoded(Vec::new(), form)
    }

    /// Sets a body that is encoded already.
    pub(super) fn with_bytes(mut self, body: Bytes) -> Self {
        self.body = Some(Payload::Bytes(body));
        self
    }

    /// Adds what is wrong with the call, which is not sent then.
    pub(super) fn with_breaches(mut self, breaches: Vec<Breach>) -> Self {
        self.breaches.extend(breaches);
        self
    }

    /// The same call with another answer.
    pub(super) fn retype<U>(self, decode: Decode<U>) -> Call<U> {
        Call {
            core: self.core,
            operation: self.operation,
            given: self.given,
            files: self.files,
            body: self.body,
            url: self.url,
            breaches: self.breaches,
            options: self.options,
            decode,
            streams: self.streams,
        }
    }

    /// Sets a body that is sent as it is.
    pub(crate) fn with_upload(mut self, body: impl Into<Upload>) -> Self {
        self.body = Some(Payload::Upload(body.into()));
        self
    }

    /// The body, which is the form that the fields make up or else what was given for it.
    fn payload(&self, form: String) -> Option<Payload> {
        let mut given = self.given.iter();
        if !given.any(|(parameter, _)| parameter.place == Place::Field) {
            return self.body.clone();
        }
        let content_type = self.operation.content_type.unwrap_or_default();
        Some(match content_type.starts_with("multipart/") {
            true => Payload::Multipart(Multipart::new(&self.given, &self.files)),
            false => Payload::Bytes(form.into()),
        })
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

    /// The client.
    #[cfg(feature = "blocking")]
    pub(crate) fn core(&self) -> Core {
        self.core.clone()
    }

    pub(super) fn sdk(&self) -> &'static Sdk {
        self.core.0.sdk
    }

    pub(super) fn operation(&self) -> &'static Operation {
        self.operation
    }

    /// Encodes the arguments, unless they break a rule.
    fn encode(&self) -> Result<Encoded, Error> {
        let client = &self.core.0;
        let base = client.base_of(self.operation)?;
        let mut breaches = self.breaches.clone();
        if client.validate {
            for (parameter, value) in &self.given {
                check_value(parameter.rules, value, parameter.name, &mut breaches);
            }
        }
        breaches.extend_from_slice(&self.options.breaches);
        let mut encoded = encode(&base, self.operation, &self.given, &mut breaches);
        if let Some(url) = &self.url {
            encoded.url.clone_from(url);
        }
        if breaches.is_empty() {
            Ok(encoded)
        } else {
            Err(Error::from(InvalidError {
                operation: self.operation.name,
                breaches,
            }))
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

    /// Sends the call, waits, and gives the decoded answer. It may be called within an asynchronous function, which it
    /// blocks.
    ///
    /// # Errors
    ///
    /// See [`Error`].
    #[cfg(feature = "blocking")]
    pub fn send_blocking(self) -> Result<T, Error>
    where
        T: Send,
    {
        let core = self.core.clone();
        core.wait(self.send())
    }

    /// Sends the call and gives the whole answer beside what is decoded of it.
    pub(super) fn fetch(self) -> BoxFuture<'static, Result<(Answer, T), Error>> {
        Box::pin(async move { self.run(|answer, body| (answer, body)).await })
    }

    // It borrows, here and further down: an async function has room twice for what it is given to own.
    async fn run<R>(&self, finish: fn(Answer, T) -> R) -> Result<R, Error> {
        let mut encoded = self.encode()?;
        let client = &self.core.0;
        let payload = self.payload(std::mem::take(&mut encoded.form));
        let body = (payload.as_ref(), self.streams);
        let exchange = Exchange::new(client, self.operation, encoded, body, &self.options)?;
        let mut answer = exchange.execute().await?;
        if self.streams && self.operation.idempotency == Idempotency::Safe {
            answer.again = Some(self.untyped());
        }
        let body = (self.decode)(&self.core, self.operation, &mut answer)?;
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

impl<T> Call<T> {
    /// The same call whose answer is decoded in another way.
    fn decoded<U>(&self, decode: Decode<U>) -> Call<U> {
        Call {
            core: self.core.clone(),
            operation: self.operation,
            given: self.given.clone(),
            files: self.files.clone(),
            body: self.body.clone(),
            url: self.url.clone(),
            breaches: self.breaches.clone(),
            options: self.options.clone(),
            decode,
            streams: self.streams,
        }
    }

    /// The same call whose answer is not decoded.
    fn untyped(&self) -> Call<()> {
        self.decoded(|_, _, _| Ok(()))
    }

    /// The same call for a stream of events, for those behind this one.
    pub(super) fn after_event(mut self, id: &str) -> Self {
        if let Ok(id) = HeaderValue::from_str(id) {
            self.options.headers.insert("last-event-id", id);
        }
        self
    }

    pub(super) fn retries(&self) -> &Retries {
        self.options
            .retries
            .as_ref()
            .unwrap_or(&self.core.0.retries)
    }
}

impl<T> Clone for Call<T> {
    fn clone(&self) -> Self {
        self.decoded(self.decode)
    }
}

impl<T> fmt::Debug for Call<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Call({})", self.operation.name)
    }
}
