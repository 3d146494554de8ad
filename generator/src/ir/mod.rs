//! What the generator knows about an API: data, no logic.
//!
//! `lower` fills in what the description says, `analyze` what follows from it, `name` what it is called in Rust.

mod cli;
mod model;
mod operation;
mod paging;
mod schema;

use std::collections::{BTreeMap, BTreeSet};

use indexmap::IndexMap;

pub use self::cli::{Cli, Command, Event, Flag, FlagKind, FlagShape};
pub use self::model::{
    Arm, Enum, EnumBase, EnumValue, External, Field, Integer, Lack, Lacks, MemberMap, MissingTag,
    Model, ModelKind, Naming, Nulled, Struct, Tolerated, Type, Undeclared, Union, UnionTag, Usage,
};
pub use self::operation::{
    Argument, Body, BodyKind, Content, Encoding, HeaderKey, HeaderSpelling, Idempotency, NameHint,
    NamedBy, Need, Operation, PagingHint, Parameter, Place, Response, ResponseHeader, Status,
    StreamKind, Style, Success, SuccessArm, Webhook,
};
pub use self::paging::{End, Member, MoreFlag, Next, PageInput, Paging, Position, Token};
pub use self::schema::{Additional, Discriminator, JsonType, Rule, Sample, Schema, ValueWords};
use crate::name::Name;
use crate::source::Origin;

/// Index into [`Api::schemas`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SchemaId(pub usize);

/// Index into [`Api::models`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ModelId(pub usize);

/// Index into [`Api::operations`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct OperationId(pub usize);

/// Index into [`Api::resources`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ResourceId(pub usize);

/// A whole API.
#[derive(Clone, Debug, Default)]
pub struct Api {
    /// The description's title.
    pub title: String,
    /// The description's own version.
    pub version: String,
    /// What the API is for.
    pub description: Option<String>,
    /// The licence, as an SPDX expression.
    pub license: Option<String>,
    /// Where it is served.
    pub servers: Vec<Server>,
    /// The variables in the URLs of servers.
    pub server_variables: Vec<ServerVariable>,
    /// How callers prove who they are.
    pub schemes: Vec<Scheme>,
    /// The parameters that the client is given. Completed by analyze.
    pub client_parameters: Vec<ClientParameter>,
    /// What tags mean.
    pub tags: BTreeMap<String, String>,
    /// Every schema as described, in order of discovery.
    pub schemas: Vec<Schema>,
    /// The schemas that have a name of their own.
    pub components: IndexMap<String, SchemaId>,
    /// The schemas of parameters and answers among the components, and what each is called after.
    pub parts: BTreeMap<SchemaId, String>,
    /// The keys of all component schemas, selected or not.
    pub described: BTreeSet<String>,
    /// What can be called.
    pub operations: Vec<Operation>,
    /// What is sent to the user's own server.
    pub webhooks: Vec<Webhook>,
    /// What each of them is in Rust. Filled by analyze.
    pub component_types: IndexMap<String, Usage>,
    /// The Rust types. Filled by analyze.
    pub models: Vec<Model>,
    /// The Cargo features that files of models are compiled with, whichever is there; a file that is not named is compiled
    /// always. Filled by name.
    pub file_features: BTreeMap<Name, BTreeSet<String>>,
    /// Groups of operations. Filled by analyze.
    pub resources: Vec<Resource>,
    /// The error bodies that operations declare. Filled by analyze.
    pub errors: Vec<ErrorArm>,
    /// The headers that answers carry. Filled by analyze.
    pub headers: Vec<HeaderKey>,
    /// The union of all webhook payloads. Filled by analyze.
    pub event: Option<ModelId>,
    /// Where examples and recorded responses are not as their types are described. Filled by analyze.
    pub lacks: Vec<Lacks>,
    /// The properties that only recorded responses have. Filled by analyze.
    pub undeclared: Vec<Undeclared>,
    /// What is true for the whole SDK. Filled by analyze.
    pub sdk: Sdk,
    /// The command-line tool, when there shall be one. Filled by analyze.
    pub cli: Option<Cli>,
}

/// A base URL.
#[derive(Clone, Debug)]
pub struct Server {
    /// Where the description says so.
    pub origin: Origin,
    /// The URL, with the names of variables between braces.
    pub url: String,
    /// What it is.
    pub description: Option<String>,
    /// The words it is named by.
    pub words: String,
    /// The variant of `Environment`.
    pub name: Name,
}

/// A parameter that the client is given once for all calls.
#[derive(Clone, Debug)]
pub struct ClientParameter {
    /// Where the description says so.
    pub origin: Origin,
    /// Its name on the wire.
    pub wire: String,
    /// Where it is sent.
    pub place: Place,
    /// The words it is named by.
    pub words: String,
    /// What it is.
    pub description: Option<String>,
    /// Whether a call needs it that does not declare it.
    pub required: bool,
    /// Whether it is sent with every call, and not only with those that declare it.
    pub everywhere: bool,
    /// Its value unless the caller gives another.
    pub default: Option<String>,
    /// The environment variable that holds its value.
    pub variable: Option<String>,
    /// Its type.
    pub usage: Usage,
    /// The builder's method.
    pub name: Name,
}

/// A variable in the URLs of servers.
#[derive(Clone, Debug)]
pub struct ServerVariable {
    /// Where the description says so.
    pub origin: Origin,
    /// Its name in the description.
    pub key: String,
    /// Its name in [`Server::url`], which no other variable has.
    pub template: String,
    /// What it stands for unless the caller says otherwise.
    pub default: Option<String>,
    /// All that it can stand for; empty: anything.
    pub values: Vec<String>,
    /// What it is.
    pub description: Option<String>,
    /// The builder's method.
    pub name: Name,
}

/// A security scheme.
#[derive(Clone, Debug)]
pub struct Scheme {
    /// Where the description says so.
    pub origin: Origin,
    /// Its key in the description.
    pub key: String,
    /// What it asks for.
    pub kind: SchemeKind,
    /// What the description says of it.
    pub description: Option<String>,
    /// The environment variable that holds the credential.
    pub variable: Option<String>,
    /// How its tokens can be got; none: it has no tokens that expire.
    pub tokens: Option<Flows>,
    /// The builder's method.
    pub name: Name,
}

/// How the tokens of a scheme can be got: from the caller always, from a token endpoint where the description has one.
#[derive(Clone, Debug, Default)]
pub struct Flows {
    /// The token endpoint for client credentials.
    pub client_credentials: Option<String>,
    /// The token endpoint for refresh tokens.
    pub refresh: Option<String>,
    /// The builder's method that takes a provider.
    pub provider_name: Name,
    /// The builder's method that takes client credentials.
    pub client_credentials_name: Name,
    /// The builder's method that takes a refresh token.
    pub refresh_name: Name,
}

/// What a security scheme asks for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SchemeKind {
    /// `Authorization: Bearer …`
    Bearer,
    /// `Authorization: Basic …`
    Basic,
    /// A key in the named header.
    HeaderKey(String),
    /// A key in the named query parameter.
    QueryKey(String),
    /// A key in the named cookie.
    CookieKey(String),
    /// Anything else.
    Other,
}

/// A group of operations.
#[derive(Clone, Debug, Default)]
pub struct Resource {
    /// Its words, outermost first.
    pub path: Vec<String>,
    /// What it is for.
    pub description: Option<String>,
    /// The groups within it.
    pub children: Vec<ResourceId>,
    /// Its operations.
    pub operations: Vec<OperationId>,
    /// The accessor.
    pub name: Name,
    /// The handle's type.
    pub handle: Name,
    /// The module that holds it.
    pub module: Name,
    /// The Cargo feature that it is compiled with; none: always.
    pub feature: Option<String>,
}

/// A type of error body.
#[derive(Clone, Debug)]
pub struct ErrorArm {
    /// The type.
    pub model: ModelId,
    /// The variant.
    pub name: Name,
    /// The decoder's name.
    pub decoder: Name,
    /// Whether it must be boxed.
    pub boxed: bool,
}

/// What is true for the whole SDK.
#[derive(Clone, Debug, Default)]
pub struct Sdk {
    /// The crate, as in Cargo.toml.
    pub package: String,
    /// The crate's version.
    pub package_version: String,
    /// Whether Cargo features choose what is compiled.
    pub by_tag: bool,
    /// One line about it.
    pub summary: String,
    /// The words of the client's type.
    pub client_words: String,
    /// Whether the settings give them.
    pub has_client_name: bool,
    /// The operationId of the call that documentation begins with, where the settings give it.
    pub first_call: Option<String>,
    /// The client's type.
    pub client: Name,
    /// The crate, as in `use`.
    pub library: Name,
    /// The variable that overrides the base URL.
    pub base_url_variable: Option<String>,
    /// Which schemes authenticate most operations: one set of several.
    pub security: Vec<Vec<String>>,
    /// The scheme whose credential a client takes when it is made: an index.
    pub scheme: Option<usize>,
    /// Whether responses have to be as described.
    pub strict_responses: bool,
    /// JSON members that must not be shown.
    pub secret_members: Vec<String>,
    /// Whether deliveries are signed as Standard Webhooks says.
    pub verifies: bool,
    /// Where error bodies keep what.
    pub error_members: ErrorMembers,
}

/// Where error bodies keep what, as JSON pointers.
#[derive(Clone, Debug, Default)]
pub struct ErrorMembers {
    /// The sentence for people.
    pub message: Vec<String>,
    /// The code for programs.
    pub code: Vec<String>,
    /// What to do about it.
    pub hint: Vec<String>,
    /// The list of single issues.
    pub issues: Vec<String>,
    /// In an issue: where it is.
    pub issue_path: String,
    /// In an issue: what is wrong.
    pub issue_message: String,
}
