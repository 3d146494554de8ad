//! What is true for the whole SDK. Generated code holds one `const` of [`Sdk`].

use super::operation::{Parameter, Place};
use super::server::ServerVariable;

/// The service as a whole.
#[derive(Debug)]
pub struct Sdk {
    /// The client's name in messages, such as `AgentMail`.
    pub name: &'static str,
    /// The `User-Agent` header, such as `agentmail-sdk/0.1.0`.
    pub user_agent: &'static str,
    /// The URLs of the description's servers. The first is the default.
    pub servers: &'static [&'static str],
    /// The variables in them.
    pub variables: &'static [ServerVariable],
    /// The environment variable that replaces it.
    pub base_url_env: Option<&'static str>,
    /// The ways to authenticate.
    pub schemes: &'static [Scheme],
    /// The parameters that the client is given once for all calls.
    pub parameters: &'static [ClientParameter],
    /// How most operations authenticate: alternatives, each a set of scheme names that are needed together.
    pub auth: &'static [&'static [&'static str]],
    /// The JSON members whose strings are hidden in excerpts.
    pub secret_members: &'static [&'static str],
    /// Where an error body keeps what a person wants to read.
    pub error_members: ErrorMembers,
}

/// One security scheme of the description.
#[derive(Debug)]
pub struct Scheme {
    /// Its name in the description.
    pub name: &'static str,
    /// How its credential is sent.
    pub kind: SchemeKind,
    /// The environment variable that holds the credential.
    pub env: Option<&'static str>,
}

/// A parameter that the client is given once for all calls.
#[derive(Debug)]
pub struct ClientParameter {
    /// The builder's method, which no other parameter has.
    pub name: &'static str,
    /// How it is sent with operations that do not declare it.
    pub parameter: Parameter,
    /// Whether it is sent with these, too.
    pub everywhere: bool,
    /// Its value unless another is given.
    pub default: Option<&'static str>,
    /// The environment variable that holds its value.
    pub env: Option<&'static str>,
}

impl ClientParameter {
    /// Whether it is a parameter of an operation. Headers ignore case.
    pub(super) fn is(&self, parameter: &Parameter) -> bool {
        let own = &self.parameter;
        let is_named = match own.place {
            Place::Header => own.name.eq_ignore_ascii_case(parameter.name),
            _ => own.name == parameter.name,
        };
        own.place == parameter.place && is_named
    }
}

/// How a credential is sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SchemeKind {
    /// `Authorization: Bearer …`
    Bearer,
    /// `Authorization: Basic …`; the credential is `user:password`.
    Basic,
    /// In the header of this name.
    HeaderKey(&'static str),
    /// In the query parameter of this name.
    QueryKey(&'static str),
    /// In the cookie of this name.
    CookieKey(&'static str),
    /// In some other way, which is the caller's business: a default header, or the transport.
    Hook,
}

/// JSON pointers into an error body; of several candidates the first that leads somewhere wins.
#[derive(Debug)]
pub struct ErrorMembers {
    /// The sentence that says what is wrong.
    pub message: &'static [&'static str],
    /// The stable code to branch on.
    pub code: &'static [&'static str],
    /// What to do about it.
    pub hint: &'static [&'static str],
    /// The list of single issues.
    pub issues: &'static [&'static str],
    /// Within an issue, where it is: a string or a list of names and indices.
    pub issue_path: &'static str,
    /// Within an issue, what is wrong.
    pub issue_message: &'static str,
}

impl ErrorMembers {
    /// The places where most services keep them (RFC 9457 among them), for a description that says nothing.
    pub const USUAL: Self = ErrorMembers {
        message: &[
            "/message",
            "/error/message",
            "/error_description",
            "/detail",
            "/error_message",
            "/title",
            "/error",
            "/msg",
        ],
        code: &["/code", "/error/code", "/error_code", "/error/type"],
        hint: &["/hint", "/fix"],
        issues: &[
            "/errors",
            "/issues",
            "/details",
            "/error/details",
            "/detail",
        ],
        issue_path: "/path",
        issue_message: "/message",
    };
}
