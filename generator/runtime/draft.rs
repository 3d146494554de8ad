//! A call before it is sent: what is given for it, and what that comes to.
//!
//! None of it depends on what the call gives, so that it is compiled once and not for each type of an answer.

use std::borrow::Cow;
use std::fmt;

use bytes::Bytes;
use http::HeaderValue;
use serde_json::Value;

use super::auth::parse_header;
use super::client::Core;
use super::client_parameter::complete;
use super::encode::{Encoded, Given, encode};
use super::error::{Breach, Error, InvalidError};
use super::free_form::{refused_in, refused_of};
use super::hidden::{self, secret_words};
use super::multipart::{FormFile, Multipart, Payload};
use super::operation::{Idempotency, Operation, Parameter, Place};
use super::options::CallOptions;
use super::response::Answer;
use super::response::Response;
use super::retry::Retries;
use super::sdk::Sdk;
use super::secret;
use super::send::Exchange;
use super::token::Tokens;
use super::transport::BoxFuture;
use super::upload::Upload;
use super::validate::check_value;

/// A call under construction.
#[derive(Clone)]
pub struct Draft {
    core: Core,
    operation: &'static Operation,
    given: Vec<Given>,
    /// The files of a form.
    files: Vec<FormFile>,
    body: Option<Payload>,
    /// Where it goes, when that is not what the operation's path and the parameters come to.
    url: Option<String>,
    breaches: Vec<Breach>,
    options: CallOptions,
    /// The secrets among what is given.
    secrets: Vec<String>,
    /// Whether the body of a success is read by the caller.
    pub(super) streams: bool,
}

impl Draft {
    pub(super) fn new(core: &Core, operation: &'static Operation) -> Self {
        Draft {
            core: core.clone(),
            operation,
            given: Vec::new(),
            files: Vec::new(),
            body: None,
            url: None,
            breaches: Vec::new(),
            options: CallOptions::default(),
            secrets: Vec::new(),
            streams: false,
        }
    }

    /// Sets a parameter, or a field of a form. `null` takes it out.
    pub(super) fn set(
        &mut self,
        place: Place,
        name: &'static str,
        value: serde_json::Result<Value>,
    ) {
        self.secrets.append(&mut secret::watched());
        let Some(parameter) = self.declared(place, name) else {
            return;
        };
        let Ok(value) = value else {
            return self.refuse(name, "encoding", "cannot be encoded");
        };
        self.breaches.extend(refused_of(name, &value));
        self.take_out(parameter);
        if !value.is_null() {
            self.given.push((parameter, value));
        }
    }

    /// Sets a field of a form to files, each with the name of its field.
    pub(super) fn set_files(
        &mut self,
        name: &'static str,
        files: Vec<(Cow<'static, str>, Upload)>,
    ) {
        let Some(parameter) = self.declared(Place::Field, name) else {
            return;
        };
        self.files
            .retain(|file| !std::ptr::eq(file.parameter, parameter));
        self.take_out(parameter);
        for (field, file) in files {
            let media_type = file.media_type().map(HeaderValue::from_str);
            if matches!(media_type, Some(Err(_))) {
                self.refuse(name, "header", "has a media type that no header can carry");
            }
            for (header, value) in file.headers() {
                if let Err(message) = parse_header(header, value, &[]) {
                    self.refuse(name, "header", &format!("has a bad header: {message}"));
                }
            }
            self.files.push(FormFile {
                parameter,
                name: field,
                content: file,
            });
        }
        // It is given, and what it is stands elsewhere.
        self.given.push((parameter, Value::Null));
    }

    fn declared(&mut self, place: Place, name: &'static str) -> Option<&'static Parameter> {
        let mut parameters = self.operation.parameters.iter();
        let declared = parameters.find(|p| p.place == place && p.name == name);
        if declared.is_none() {
            self.refuse(name, "encoding", "cannot be encoded");
        }
        declared
    }

    fn take_out(&mut self, parameter: &'static Parameter) {
        self.given
            .retain(|(other, _)| !std::ptr::eq(*other, parameter));
    }

    fn refuse(&mut self, name: &str, rule: &'static str, message: &str) {
        self.breaches.push(Breach::new(name, rule, message));
    }

    /// Whether arguments are checked before they are sent.
    pub(super) fn checks(&self) -> bool {
        self.core.0.validate
    }

    /// Adds what is wrong with the call, which is not sent then.
    pub(super) fn add_breaches(&mut self, breaches: Vec<Breach>) {
        self.breaches.extend(breaches);
    }

    /// Sets a body that is encoded already.
    pub(super) fn set_bytes(&mut self, body: serde_json::Result<Vec<u8>>) {
        self.secrets.append(&mut secret::watched());
        match body {
            Ok(body) => {
                self.breaches.extend(refused_in(&body));
                self.body = Some(Payload::Bytes(body.into()));
            }
            Err(error) => self.refuse("", "encoding", &format!("cannot be encoded: {error}")),
        }
    }

    /// Adds texts that no message about the call may show.
    pub(super) fn add_secrets(&mut self, secrets: Vec<String>) {
        self.secrets.extend(secrets);
    }

    /// Sets a body that is sent as it is.
    pub(super) fn set_upload(&mut self, body: Upload) {
        self.body = Some(Payload::Upload(body));
    }

    /// Sets the timeouts, retries and extra headers of this call alone.
    pub(super) fn set_options(&mut self, options: CallOptions) {
        self.options = options;
    }

    /// Sends the call to this URL, with its headers and cookies but without its query. `None` takes that back.
    pub(super) fn set_url(&mut self, url: Option<String>) {
        self.url = url;
    }

    /// Asks a stream of events for those behind this one.
    pub(super) fn set_last_event(&mut self, id: &str) {
        if let Ok(id) = HeaderValue::from_str(id) {
            self.options.headers.insert("last-event-id", id);
        }
    }

    /// The body, where it is encoded already.
    pub(super) fn bytes(&self) -> Option<&[u8]> {
        match &self.body {
            Some(Payload::Bytes(body)) => Some(body),
            _ => None,
        }
    }

    /// What is given for a query parameter.
    pub(super) fn query_value(&self, name: &str) -> Option<&Value> {
        let mut given = self.given.iter();
        given
            .find(|(parameter, _)| parameter.place == Place::Query && parameter.name == name)
            .map(|(_, value)| value)
    }

    /// Where the call goes; `None` while an argument breaks a rule.
    pub(super) fn url(&self) -> Option<String> {
        self.encode().ok().map(|encoded| encoded.url)
    }

    pub(super) fn core(&self) -> &Core {
        &self.core
    }

    pub(super) fn sdk(&self) -> &'static Sdk {
        self.core.sdk()
    }

    pub(super) fn operation(&self) -> &'static Operation {
        self.operation
    }

    pub(super) fn options(&self) -> &CallOptions {
        &self.options
    }

    /// Every text that no message about this call may show. `tokens` are those that it was sent with.
    pub(super) fn hidden(&self, tokens: &[HeaderValue]) -> Vec<String> {
        let client = &self.core.0;
        let sdk = client.sdk;
        let mut hidden = client.hidden.clone();
        hidden.extend_from_slice(&self.secrets);
        hidden::add_headers(sdk, &self.options.headers, &mut hidden);
        for token in tokens {
            hidden.append(&mut secret_words(token));
        }
        let kept = client.tokens.iter().filter_map(Tokens::kept);
        hidden.extend(kept.map(|token| token.expose().to_owned()));
        let mut given = self.given.clone();
        // A call that lacks one is not sent, and hides the others.
        let _ = complete(&self.core, self.operation, &self.options, &mut given);
        hidden::add_parameters(sdk, &given, &mut hidden);
        if let Some(Payload::Bytes(body)) = &self.body {
            hidden::add_body(sdk, body, &mut hidden);
        }
        hidden
    }

    /// The number of bytes that a decoded response body may have.
    pub(super) fn max_response_size(&self) -> usize {
        let own = self.options.max_response_size;
        own.unwrap_or(self.core.0.max_response_size)
    }

    pub(super) fn retries(&self) -> &Retries {
        let own = self.options.retries.as_ref();
        own.unwrap_or(&self.core.0.retries)
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
            false => Payload::Bytes(Bytes::from(form)),
        })
    }

    /// Encodes the arguments, unless they break a rule.
    fn encode(&self) -> Result<Encoded, Error> {
        let client = &self.core.0;
        let base = client.base_of(self.operation)?;
        let mut given = self.given.clone();
        complete(&self.core, self.operation, &self.options, &mut given)?;
        let mut breaches = self.breaches.clone();
        if client.validate {
            for (parameter, value) in &given {
                check_value(parameter.rules, value, parameter.name, &mut breaches);
            }
        }
        breaches.extend_from_slice(&self.options.breaches);
        let mut encoded = encode(&base, self.operation, &given, &mut breaches);
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

    /// Sends the call and gives the answer of success.
    // It borrows, here and further down: an async function has room twice for what it is given to own.
    pub(super) async fn answer(&self) -> Result<Answer, Error> {
        let mut encoded = self.encode()?;
        let client = &self.core.0;
        let payload = self.payload(std::mem::take(&mut encoded.form));
        let body = (payload.as_ref(), self.streams);
        let exchange = Exchange::new(client, self, encoded, body)?;
        let mut answer = exchange.execute().await?;
        if self.streams && self.operation.idempotency == Idempotency::Safe {
            answer.again = Some(self.clone());
        }
        Ok(answer)
    }
}

impl Draft {
    /// Sends the call and gives the body of a success as it arrived.
    #[inline]
    pub(super) fn raw(mut self) -> BoxFuture<'static, Result<Response<Bytes>, Error>> {
        self.streams = false;
        Box::pin(async move {
            let answer = self.answer().await?;
            let body = answer.body.clone();
            Ok(Response::new(answer, body))
        })
    }
}

impl fmt::Debug for Draft {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Call({})", self.operation.name)
    }
}
