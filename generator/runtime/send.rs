//! Sends one call: authentication, attempts, redirects, and errors out of error answers.

use std::pin::{Pin, pin};
use std::task::Poll;
use std::time::Duration;

use bytes::Bytes;
use http::header::{ACCEPT, CONTENT_TYPE, HeaderMap, HeaderName, HeaderValue, USER_AGENT};
use http::{Method, Request, Uri};

use super::api_error::ApiError;
use super::auth::{Auth, check_framing, is_framing};
use super::client::Inner;
use super::clock::Clock;
use super::decode::LARGEST_KEPT;
use super::draft::Draft;
use super::encode::Encoded;
use super::error::{Breach, ConfigError, Error, InvalidError};
use super::multipart::Payload;
use super::operation::{Idempotency, Operation};
use super::options::CallOptions;
use super::redact::Redactor;
use super::redirect::{self, Hop};
use super::response::Answer;
use super::retry::{may_retry, retry_after};
use super::token;
use super::trace::Span;
use super::transport::{Body, BoxFuture};
use super::transport_error::{TransportError, TransportErrorKind};

/// A call that is under way, with all that its attempts have in common.
pub(super) struct Exchange<'a> {
    client: &'a Inner,
    draft: &'a Draft,
    operation: &'static Operation,
    method: Method,
    uri: Uri,
    auth: Auth<'a>,
    headers: Vec<(HeaderName, HeaderValue)>,
    /// The value of the `Cookie` header, empty when there is none.
    cookies: String,
    body: Option<&'a Payload>,
    /// The type of the body, where the operation does not say it.
    content_type: Option<HeaderValue>,
    /// Whether the body of a success is read by the caller.
    streams: bool,
    options: &'a CallOptions,
}

impl<'a> Exchange<'a> {
    pub(super) fn new(
        client: &'a Inner,
        draft: &'a Draft,
        encoded: Encoded,
        (body, streams): (Option<&'a Payload>, bool),
    ) -> Result<Self, Error> {
        let (operation, options) = (draft.operation(), draft.options());
        check_framing(&options.headers)?;
        let Ok(method) = Method::from_bytes(operation.method.as_bytes()) else {
            let message = format!(
                "{}: {:?} is not an HTTP method",
                operation.name, operation.method
            );
            return Err(ConfigError::new(message).into());
        };
        let auth = Auth::choose(client, operation, &options.headers)?;
        let mut url = encoded.url;
        if !options.query.is_empty() {
            url.push(if url.contains('?') { '&' } else { '?' });
            url.push_str(&options.query);
        }
        auth.write_query(&mut url);
        let Ok(uri) = Uri::try_from(url) else {
            let breach = Breach::new("the URL", "url", "is too long or not valid");
            return Err(Error::from(InvalidError {
                operation: operation.name,
                breaches: vec![breach],
            }));
        };
        let content_type = body.and_then(Payload::content_type);
        let content_type = content_type.map(HeaderValue::try_from).transpose();
        let Ok(content_type) = content_type else {
            let breach = Breach::new(
                "body",
                "header",
                "has a media type that no header can carry",
            );
            return Err(Error::from(InvalidError {
                operation: operation.name,
                breaches: vec![breach],
            }));
        };
        Ok(Exchange {
            client,
            draft,
            operation,
            method,
            uri,
            auth,
            headers: encoded.headers,
            cookies: encoded.cookies,
            body,
            content_type,
            streams,
            options,
        })
    }

    /// Sends the call, again and again where that is allowed, and gives the first answer of success.
    pub(super) async fn execute(&self) -> Result<Answer, Error> {
        let client = self.client;
        let own = self.options.total_timeout;
        let deadline = own
            .or(client.total_timeout)
            .map(|total| client.clock.monotonic().saturating_add(total));
        let mut attempts = 0;
        let mut is_renewed = false;
        loop {
            attempts += 1;
            let error = match self.attempt(attempts, deadline).await {
                Ok(answer) => {
                    client.budget.earn();
                    return Ok(answer);
                }
                Err(error) => error,
            };
            // A token that was good may have been taken back.
            if !is_renewed && self.forgets_tokens(&error) {
                is_renewed = true;
                continue;
            }
            match self.next_wait(&error, attempts, deadline) {
                Some(wait) => client.clock.sleep(wait).await,
                None => return Err(error),
            }
        }
    }

    /// One attempt, from the first byte sent to the last one read.
    async fn attempt(&self, attempts: u32, deadline: Option<Duration>) -> Result<Answer, Error> {
        let client = self.client;
        let mut limit = self.options.timeout.unwrap_or(client.timeout);
        if let Some(deadline) = deadline {
            limit = limit.min(deadline.saturating_sub(client.clock.monotonic()));
        }
        let span = Span::new(self.operation, &self.uri, attempts);
        let work = pin!(span.around(self.settled(attempts)));
        let outcome = match within(&*client.clock, limit, work).await {
            Some(outcome) => outcome,
            None => {
                let detail = format!("no complete answer within {limit:?}");
                Err(TransportError::new(TransportErrorKind::Timeout, detail).into())
            }
        };
        span.end(&outcome);
        outcome.map_err(|error| match error {
            Error::Transport(error) => self.explain(*error, attempts).into(),
            other => other,
        })
    }

    /// A response of success; any other is an error, which is put in words while the time runs.
    async fn settled(&self, attempts: u32) -> Result<Answer, Error> {
        let mut answer = self.authorized(attempts).await?;
        answer.attempts = attempts;
        if self.operation.succeeds(answer.status) {
            return Ok(answer);
        }
        let client = self.client;
        let wait = retry_after(&answer.headers, client.clock.now());
        let hidden = self.draft.hidden(&answer.tokens);
        let redactor = Redactor::new(client.sdk.secret_members, &hidden);
        Err(ApiError::new(self.operation, client.sdk, &redactor, answer, wait).into())
    }

    /// One answer to a call that has its tokens.
    async fn authorized(&self, attempt: u32) -> Result<Answer, Error> {
        let mut tokens = Vec::new();
        for scheme in self.auth.tokens() {
            tokens.push(scheme.header(self.client).await?);
        }
        let mut answer = self.follow(&tokens, attempt).await?;
        answer.tokens.append(&mut tokens);
        Ok(answer)
    }

    /// Whether tokens that were refused are given up, for the call to be sent once more with others.
    fn forgets_tokens(&self, error: &Error) -> bool {
        let is_refused = error.as_api().is_some_and(|error| error.status() == 401);
        let is_spent = self.body.is_some_and(|body| !body.is_repeatable());
        let mut has_tokens = false;
        if is_refused && !is_spent {
            for tokens in self.auth.tokens() {
                tokens.forget();
                has_tokens = true;
            }
        }
        has_tokens
    }

    /// One answer, behind all redirects.
    async fn follow(&self, tokens: &[HeaderValue], attempt: u32) -> Result<Answer, TransportError> {
        let client = self.client;
        let mut hop = Hop::first(self.uri.clone());
        let mut secrets = Vec::new();
        let begin = client.clock.monotonic();
        loop {
            let request = self.request(&hop, tokens, attempt, &mut secrets)?;
            let response = client.transport.send(request).await?;
            let (head, body) = response.into_parts();
            let elapsed = || client.clock.monotonic().saturating_sub(begin);
            let call = (self.operation, attempt);
            client.hooks.after(call, &head, elapsed);
            if redirect::is_followed(self.operation, &self.method, head.status) {
                if let Some(next) = hop.next(&head, &self.auth)? {
                    hop = next;
                    continue;
                }
            }
            let (body, rest) = match (self.operation.succeeds(head.status), self.streams) {
                (true, true) => (Bytes::new(), Some(body)),
                (true, false) => (self.whole(body).await?, None),
                // An error keeps a bounded part of its body.
                (false, _) => {
                    let limit = LARGEST_KEPT.min(self.draft.max_response_size());
                    (body.collect_up_to(limit).await?.0, None)
                }
            };
            return Ok(Answer {
                status: head.status,
                headers: head.headers,
                body,
                rest,
                attempts: 0,
                again: None,
                operation: self.operation.name,
                tokens: secrets,
            });
        }
    }

    /// A body that is decoded as a whole.
    async fn whole(&self, body: Body) -> Result<Bytes, TransportError> {
        let limit = self.draft.max_response_size();
        let too_large = || {
            let detail =
                format!("it has more than {limit} bytes; `max_response_size` raises the limit");
            TransportError::new(TransportErrorKind::TooLarge, detail)
        };
        let announced = body.len().and_then(|length| usize::try_from(length).ok());
        if announced.is_some_and(|length| length > limit) {
            return Err(too_large());
        }
        match body.collect_up_to(limit).await? {
            (_, true) => Err(too_large()),
            (body, false) => Ok(body),
        }
    }

    /// The request of one hop. A hook sees it only where all that it sets may go.
    fn request(
        &self,
        hop: &Hop,
        tokens: &[HeaderValue],
        attempt: u32,
        secrets: &mut Vec<HeaderValue>,
    ) -> Result<Request<Body>, TransportError> {
        let body = self.body.map(Payload::body).transpose()?;
        let mut request = Request::new(body.unwrap_or_default());
        *request.method_mut() = self.method.clone();
        *request.uri_mut() = hop.uri.clone();
        *request.headers_mut() = self.headers(tokens);
        if !hop.trusted {
            redirect::keep_harmless(request.headers_mut());
        } else {
            let body = self.body.and_then(Payload::as_bytes).map(|body| &**body);
            let (sdk, call) = (self.client.sdk, (self.operation, attempt));
            secrets.append(&mut self.client.hooks.before(sdk, call, &mut request, body));
        }
        Ok(request)
    }

    /// What the caller sets wins over what we would send, and what is set closer to the call wins.
    fn headers(&self, tokens: &[HeaderValue]) -> HeaderMap {
        let mut headers = HeaderMap::with_capacity(8);
        headers.insert(USER_AGENT, self.client.user_agent.clone());
        headers.extend(constant(ACCEPT, self.operation.accept));
        if self.body.is_some() {
            let content_type = self.operation.content_type.unwrap_or("application/json");
            headers.extend(match &self.content_type {
                Some(content_type) => Some((CONTENT_TYPE, content_type.clone())),
                None => constant(CONTENT_TYPE, content_type),
            });
        }
        self.auth.write_headers(&mut headers);
        for token in tokens {
            headers.insert(token::HEADER, token.clone());
        }
        // The transport knows how long the body is, whatever a parameter says.
        let parameters = self.headers.iter().filter(|(name, _)| !is_framing(name));
        let parameters = parameters.map(|(name, value)| (name, value));
        let general = self.client.headers.iter();
        for (name, value) in general.chain(parameters).chain(&self.options.headers) {
            headers.insert(name.clone(), value.clone());
        }
        self.auth.write_cookies(&self.cookies, &mut headers);
        headers
    }

    /// Says which call failed, and hides what must not be seen.
    fn explain(&self, mut error: TransportError, attempts: u32) -> TransportError {
        error.operation = self.operation.name;
        error.attempts = attempts;
        if let Some(query) = self.uri.query().filter(|query| !query.is_empty()) {
            error.detail = error.detail.replace(query, "…");
        }
        let hidden = self.draft.hidden(&[]);
        let members = self.client.sdk.secret_members;
        let redactor = Redactor::new(members, &hidden);
        error.detail = redactor.gist(&error.detail, 200);
        error.hide_source(&redactor);
        error
    }

    /// How long to wait for the next attempt, when there shall be one.
    fn next_wait(
        &self,
        error: &Error,
        attempts: u32,
        deadline: Option<Duration>,
    ) -> Option<Duration> {
        let client = self.client;
        let own = self.options.retries.as_ref();
        let retries = own.unwrap_or(&client.retries);
        let wait = retries.wait(attempts, error.retry_after(), || client.clock.random())?;
        let is_spent = self.body.is_some_and(|body| !body.is_repeatable());
        if is_spent || !may_retry(error, || self.is_idempotent()) {
            return None;
        }
        let is_too_late = |deadline| client.clock.monotonic().saturating_add(wait) >= deadline;
        if deadline.is_some_and(is_too_late) {
            return None;
        }
        client.budget.spend().then_some(wait)
    }

    fn is_idempotent(&self) -> bool {
        match self.operation.idempotency {
            Idempotency::Safe => true,
            Idempotency::Unsafe => false,
            Idempotency::Header(name) => self
                .headers(&[])
                .get(name)
                .is_some_and(|value| !value.is_empty()),
            Idempotency::Member(name) => self
                .body
                .and_then(Payload::as_bytes)
                .and_then(|body| serde_json::from_slice::<serde_json::Value>(body).ok())
                .and_then(|body| body.get(name).map(|key| !key.is_null() && *key != ""))
                .unwrap_or(false),
        }
    }
}

/// A header whose value comes from the description. One that no header can carry is left out.
fn constant(name: HeaderName, value: &'static str) -> Option<(HeaderName, HeaderValue)> {
    let value = HeaderValue::from_maybe_shared(Bytes::from_static(value.as_bytes())).ok()?;
    Some((name, value))
}

/// What `work` gives, unless the time runs out before.
async fn within<T>(
    clock: &dyn Clock,
    limit: Duration,
    mut work: Pin<&mut impl Future<Output = T>>,
) -> Option<T> {
    let mut timer: Option<BoxFuture<'_, ()>> = None;
    std::future::poll_fn(|context| {
        if let Poll::Ready(done) = work.as_mut().poll(context) {
            return Poll::Ready(Some(done));
        }
        let timer = timer.get_or_insert_with(|| clock.timeout(limit));
        timer.as_mut().poll(context).map(|()| None)
    })
    .await
}
