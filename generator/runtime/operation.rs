//! The table of one operation: everything the runtime has to know to call it.

use http::StatusCode;

use super::validate::Rule;

/// What the description says about one operation. Generated code holds one `const` of it an operation.
#[derive(Debug)]
pub struct Operation {
    /// The name in messages, such as `webhooks.create`.
    pub name: &'static str,
    /// The `operationId`.
    pub id: &'static str,
    /// The HTTP method.
    pub method: &'static str,
    /// The path below the base URL, such as `/v0/webhooks/{webhook_id}`.
    pub path: &'static str,
    /// The servers that it goes to in place of those of the whole description. As many as those: each for one.
    pub servers: &'static [&'static str],
    /// Its parameters, in the order in which they are sent.
    pub parameters: &'static [Parameter],
    /// Alternatives, each a set of scheme names that are needed together. None at all: no credential is sent. Where
    /// nothing is said, what holds for most operations: see [`super::sdk::Sdk::auth`].
    pub auth: Option<&'static [&'static [&'static str]]>,
    /// Whether the same request may be sent again.
    pub idempotency: Idempotency,
    /// The `Accept` header.
    pub accept: &'static str,
    /// The `Content-Type` header of a request with a body, where that is not JSON.
    pub content_type: Option<&'static str>,
    /// The 3xx statuses that are declared answers and hence never followed.
    pub redirects: &'static [u16],
    /// Whether these are all that it declares: one of them is its success.
    pub ends_in_redirect: bool,
    /// How the declared error bodies are decoded: under which keys of the description (`404`, `4XX`, `default`).
    pub errors: &'static [(&'static [&'static str], ErrorDecoder)],
}

impl Operation {
    /// An operation of this method, without a name, parameters or body.
    pub const fn new(method: &'static str) -> Self {
        Operation {
            name: "",
            id: "",
            method,
            path: "/",
            servers: &[],
            parameters: &[],
            auth: None,
            idempotency: Idempotency::of(method),
            accept: "application/json",
            content_type: None,
            redirects: &[],
            ends_in_redirect: false,
            errors: &[],
        }
    }

    /// A GET.
    pub const GET: Self = Operation::new("GET");

    /// A PUT.
    pub const PUT: Self = Operation::new("PUT");

    /// A POST.
    pub const POST: Self = Operation::new("POST");

    /// A PATCH.
    pub const PATCH: Self = Operation::new("PATCH");

    /// A DELETE.
    pub const DELETE: Self = Operation::new("DELETE");

    /// Whether a status is a success.
    pub(super) fn succeeds(&self, status: StatusCode) -> bool {
        status.is_success() || self.ends_in_redirect && self.redirects.contains(&status.as_u16())
    }

    /// The decoder for the body of an error answer: the most specific one wins.
    pub(super) fn error_decoder(&self, status: u16) -> Option<ErrorDecoder> {
        let fits = |(keys, decoder): &(&[&str], ErrorDecoder)| {
            let best = keys.iter().filter_map(|key| fit(key, status)).max();
            best.map(|fit| (fit, *decoder))
        };
        let best = self
            .errors
            .iter()
            .filter_map(fits)
            .max_by_key(|(fit, _)| *fit);
        best.map(|(_, decoder)| decoder)
    }
}

/// How well a status is meant by the key of an answer: not at all, as one of all, of a hundred, or by itself.
fn fit(key: &str, status: u16) -> Option<u8> {
    if key == "default" {
        return Some(0);
    }
    match key.strip_suffix("XX") {
        Some(range) => (range.parse() == Ok(status / 100)).then_some(1),
        None => (key.parse() == Ok(status)).then_some(2),
    }
}

/// Decodes the declared error body of one status; `None` when the bytes do not fit.
pub type ErrorDecoder = fn(&[u8]) -> Option<crate::ErrorBody>;

/// Whether an operation may be repeated after a failure that the service may have acted on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Idempotency {
    /// Always: GET, HEAD, OPTIONS, PUT, DELETE and QUERY.
    Safe,
    /// Never.
    Unsafe,
    /// When the JSON body has this top-level member.
    Member(&'static str),
    /// When this header is sent.
    Header(&'static str),
}

impl Idempotency {
    const fn of(method: &str) -> Self {
        match method.as_bytes() {
            b"GET" | b"HEAD" | b"OPTIONS" | b"PUT" | b"DELETE" | b"QUERY" => Idempotency::Safe,
            _ => Idempotency::Unsafe,
        }
    }
}

/// One parameter of an operation: where it goes and how it is written.
#[derive(Debug)]
pub struct Parameter {
    /// The name on the wire.
    pub name: &'static str,
    /// Where it goes.
    pub place: Place,
    /// How arrays and objects are written.
    pub style: ParameterStyle,
    /// Whether each item of an array or member of an object stands alone.
    pub explode: bool,
    /// Whether a call without it is refused.
    pub required: bool,
    /// Whether reserved characters in a query value stay as they are.
    pub allow_reserved: bool,
    /// The media type of a field of a multipart form.
    pub content_type: Option<&'static str>,
    /// The rules its value must keep.
    pub rules: &'static [Rule],
}

impl Parameter {
    /// A path parameter as OpenAPI has it by default.
    pub const fn path(name: &'static str) -> Self {
        Parameter {
            required: true,
            ..Self::new(name, Place::Path, ParameterStyle::Simple, false)
        }
    }

    /// A query parameter as OpenAPI has it by default.
    pub const fn query(name: &'static str) -> Self {
        Self::new(name, Place::Query, ParameterStyle::Form, true)
    }

    /// A header parameter as OpenAPI has it by default.
    pub const fn header(name: &'static str) -> Self {
        Self::new(name, Place::Header, ParameterStyle::Simple, false)
    }

    /// A cookie parameter as OpenAPI has it by default.
    pub const fn cookie(name: &'static str) -> Self {
        Self::new(name, Place::Cookie, ParameterStyle::Form, true)
    }

    /// The same, and a call without it is refused.
    pub const fn required(mut self) -> Self {
        self.required = true;
        self
    }

    /// A field of a form as OpenAPI has it by default.
    pub const fn field(name: &'static str) -> Self {
        Self::new(name, Place::Field, ParameterStyle::Form, true)
    }

    const fn new(name: &'static str, place: Place, style: ParameterStyle, explode: bool) -> Self {
        Parameter {
            name,
            place,
            style,
            explode,
            required: false,
            allow_reserved: false,
            content_type: None,
            rules: &[],
        }
    }
}

/// Where a parameter goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// Into the path template.
    Path,
    /// Behind the `?`.
    Query,
    /// Into a header.
    Header,
    /// Into the `Cookie` header.
    Cookie,
    /// Into the body, which is a form.
    Field,
}

/// OpenAPI's `style` of a parameter.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ParameterStyle {
    /// `a,b`
    Simple,
    /// `.a,b`
    Label,
    /// `;name=a,b`
    Matrix,
    /// `name=a,b` or `name=a&name=b`
    Form,
    /// `name=a%20b`
    SpaceDelimited,
    /// `name=a%7Cb`
    PipeDelimited,
    /// `name=a%09b`
    TabDelimited,
    /// `name=a,b` or `name=a; name=b`, as it is
    Cookie,
    /// `name[member]=a`
    DeepObject,
    /// JSON text, for parameters with `content: application/json`.
    Json,
    /// The whole query: text as it is, anything else as JSON.
    Whole,
    /// Each member as a field of a form, under its own name.
    Members,
}
