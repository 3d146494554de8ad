//! An error answer of the service, with what its body says in plain words.

use std::error::Error as StdError;
use std::fmt;
use std::time::Duration;

use bytes::Bytes;
use http::{HeaderMap, StatusCode};
use serde_json::Value;

use super::operation::Operation;
use super::redact::Redactor;
use super::response::Answer;
use super::sdk::{ErrorMembers, Sdk};
use super::text::{dotted, gist, one_line, scalar};

/// The service answered with an error status.
///
/// Its texts are free of secrets: the credentials and the secret properties of the request, and the secret properties of
/// the response. [`raw_body`](Self::raw_body) and [`headers`](Self::headers) are as they arrived. A text has at most 16 KiB,
/// and there are at most 100 issues.
pub struct ApiError {
    pub(super) operation: &'static str,
    status: StatusCode,
    headers: HeaderMap,
    request_id: Option<String>,
    raw_body: Bytes,
    body: Option<crate::ErrorBody>,
    words: Words,
    excerpt: String,
    retry_after: Option<Duration>,
    attempts: u32,
}

/// One thing that the service finds wrong with a request.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct ErrorIssue {
    /// Where in the request, such as `event_types[0]`; empty when the service does not say.
    pub path: String,
    /// What is wrong there.
    pub message: String,
}

impl ApiError {
    pub(super) fn new(
        operation: &'static Operation,
        sdk: &Sdk,
        redactor: &Redactor<'_>,
        answer: Answer,
        retry_after: Option<Duration>,
    ) -> Self {
        let text = String::from_utf8_lossy(&answer.body);
        let text = text.trim_start_matches('\u{feff}');
        let excerpt = redactor.gist(text, 200);
        let words = match serde_json::from_slice::<Value>(text.as_bytes()) {
            Ok(body) => Words::find(&body, &sdk.error_members, |text| {
                redactor.redact_start(text)
            }),
            Err(_) => Words::default(),
        };
        let request_id = request_id(&answer.headers);
        let request_id = request_id.map(|id| redactor.gist(id, 200));
        let status = answer.status;
        ApiError {
            operation: operation.name,
            status,
            body: operation
                .error_decoder(status.as_u16())
                .and_then(|decode| decode(&answer.body)),
            headers: answer.headers,
            request_id,
            raw_body: answer.body,
            words,
            excerpt,
            retry_after,
            attempts: answer.attempts,
        }
    }

    /// The name of the operation, such as `webhooks.create`.
    pub fn operation(&self) -> &str {
        self.operation
    }

    /// The status of the answer.
    pub fn status(&self) -> StatusCode {
        self.status
    }

    /// The headers of the answer.
    pub fn headers(&self) -> &HeaderMap {
        &self.headers
    }

    /// The service's id for this request, when it gave one: what its support asks for.
    pub fn request_id(&self) -> Option<&str> {
        self.request_id.as_deref()
    }

    /// The body as it arrived, secrets included; of a large one the first mebibyte.
    pub fn raw_body(&self) -> &Bytes {
        &self.raw_body
    }

    /// The body as the description declares it for this status, when it fits.
    pub fn body(&self) -> Option<&crate::ErrorBody> {
        self.body.as_ref()
    }

    /// The sentence in the body that says what is wrong.
    pub fn message(&self) -> Option<&str> {
        self.words.message.as_deref()
    }

    /// The stable code in the body, to branch on.
    pub fn code(&self) -> Option<&str> {
        self.words.code.as_deref()
    }

    /// What the body says can be done about it.
    pub fn hint(&self) -> Option<&str> {
        self.words.hint.as_deref()
    }

    /// The single issues that the body lists.
    pub fn issues(&self) -> &[ErrorIssue] {
        &self.words.issues
    }

    /// How long the service asked to wait before the next attempt.
    pub fn retry_after(&self) -> Option<Duration> {
        self.retry_after
    }

    /// How often the request was sent.
    pub fn attempts(&self) -> u32 {
        self.attempts
    }

    /// Whether this is 401 Unauthorized.
    pub fn is_unauthorized(&self) -> bool {
        self.status == StatusCode::UNAUTHORIZED
    }

    /// Whether this is 403 Forbidden.
    pub fn is_forbidden(&self) -> bool {
        self.status == StatusCode::FORBIDDEN
    }

    /// Whether this is 404 Not Found.
    pub fn is_not_found(&self) -> bool {
        self.status == StatusCode::NOT_FOUND
    }

    /// Whether this is 409 Conflict.
    pub fn is_conflict(&self) -> bool {
        self.status == StatusCode::CONFLICT
    }

    /// Whether this is 429 Too Many Requests.
    pub fn is_rate_limited(&self) -> bool {
        self.status == StatusCode::TOO_MANY_REQUESTS
    }

    /// Whether the status is one of 500 to 599.
    pub fn is_server_error(&self) -> bool {
        self.status.is_server_error()
    }
}

/// The service's id for a request, from the headers in which services send it.
pub(super) fn request_id(headers: &HeaderMap) -> Option<&str> {
    [
        "x-request-id",
        "request-id",
        "x-amzn-requestid",
        "x-amz-cf-id",
        "cf-ray",
    ]
    .into_iter()
    .filter_map(|name| headers.get(name)?.to_str().ok())
    .find(|id| !id.is_empty())
}

impl fmt::Display for ApiError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.operation, self.status.as_u16())?;
        if let Some(reason) = self.status.canonical_reason() {
            write!(f, " {reason}")?;
        }
        let words = self.words.to_string();
        let said = if words.is_empty() {
            &self.excerpt
        } else {
            &words
        };
        if !said.is_empty() {
            write!(f, ": {said}")?;
        }
        Ok(())
    }
}

impl fmt::Debug for ApiError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ApiError")
            .field("operation", &self.operation)
            .field("status", &self.status)
            .field("request_id", &self.request_id())
            .field("retry_after", &self.retry_after)
            .field("attempts", &self.attempts)
            .field("body", &self.excerpt)
            .finish_non_exhaustive()
    }
}

impl StdError for ApiError {}

/// More issues are in the body.
const MOST_ISSUES: usize = 100;

/// What an error body says, wherever this service keeps it.
#[derive(Default)]
struct Words {
    message: Option<String>,
    code: Option<String>,
    hint: Option<String>,
    issues: Vec<ErrorIssue>,
}

impl Words {
    fn find(body: &Value, members: &ErrorMembers, hide: impl Fn(&str) -> String) -> Self {
        let first = |pointers: &[&str]| {
            pointers
                .iter()
                .filter_map(|pointer| body.pointer(pointer))
                .find_map(scalar)
                .map(|text| hide(&text))
        };
        let mut issues = members
            .issues
            .iter()
            .filter_map(|pointer| body.pointer(pointer))
            .map(|list| issues(list, members))
            .find(|issues| !issues.is_empty())
            .unwrap_or_default();
        issues.truncate(MOST_ISSUES);
        for issue in &mut issues {
            issue.path = hide(&issue.path);
            issue.message = hide(&issue.message);
        }
        Words {
            message: first(members.message),
            code: first(members.code),
            hint: first(members.hint),
            issues,
        }
    }
}

/// A list of issues, or an object from a member to what is wrong with it.
fn issues(list: &Value, members: &ErrorMembers) -> Vec<ErrorIssue> {
    match list {
        Value::Array(items) => items
            .iter()
            .map(|item| issue(String::new(), item, members))
            .collect(),
        Value::Object(by_member) => {
            let mut issues = Vec::new();
            for (name, found) in by_member {
                let found = match found {
                    Value::Array(items) => items.as_slice(),
                    one => std::slice::from_ref(one),
                };
                issues.extend(found.iter().map(|item| issue(name.clone(), item, members)));
            }
            issues
        }
        _ => Vec::new(),
    }
}

fn issue(around: String, item: &Value, members: &ErrorMembers) -> ErrorIssue {
    let path = item
        .pointer(members.issue_path)
        .filter(|_| item.is_object())
        .map(dotted)
        .filter(|path| !path.is_empty());
    let message = scalar(item).or_else(|| item.pointer(members.issue_message).and_then(scalar));
    ErrorIssue {
        path: path.unwrap_or(around),
        message: message.unwrap_or_else(|| item.to_string()),
    }
}

impl fmt::Display for Words {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let issues: Vec<String> = self.issues.iter().map(ErrorIssue::to_string).collect();
        let message = self.message.as_deref().map(|message| gist(message, 200));
        let code = self.code.as_deref().map(|code| one_line(code, 80));
        let head = match (message, code) {
            (Some(message), Some(code)) => format!("{message} ({code})"),
            (message, code) => message.or(code).unwrap_or_default(),
        };
        f.write_str(&head)?;
        if !issues.is_empty() {
            let separator = if head.is_empty() { "" } else { ": " };
            write!(f, "{separator}{}", one_line(&issues.join("; "), 600))?;
        }
        if let Some(hint) = &self.hint {
            let separator = if head.is_empty() && issues.is_empty() {
                ""
            } else {
                " — "
            };
            write!(f, "{separator}{}", gist(hint, 200))?;
        }
        Ok(())
    }
}

impl fmt::Display for ErrorIssue {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if !self.path.is_empty() {
            write!(f, "{}: ", self.path)?;
        }
        f.write_str(&self.message)
    }
}
