//! What can be called, and what is called back.

use indexmap::IndexMap;
use serde_json::Value;

use super::{ModelId, Paging, ResourceId, Sample, SchemaId, Usage};
use crate::name::Name;
use crate::source::Origin;

/// Something that can be called.
#[derive(Clone, Debug)]
pub struct Operation {
    /// Where it is.
    pub origin: Origin,
    /// The operationId, or one made from method and path.
    pub id: String,
    /// Whether the description gives the id.
    pub has_own_id: bool,
    /// `GET`
    pub method: String,
    /// The path as described: a fragment may tell it from others, and it may name parameters of the query.
    pub template: String,
    /// The template of the path that is sent.
    pub path: String,
    /// The URLs of the servers that it goes to in place of those of the whole description.
    pub servers: Vec<String>,
    /// Its tags.
    pub tags: Vec<String>,
    /// `summary`
    pub summary: Option<String>,
    /// `description`
    pub description: Option<String>,
    /// Not for new code.
    pub deprecated: bool,
    /// Whether it changes what is there, so that null in its body takes a value away. Filled by analyze.
    pub changes: bool,
    /// Path parameters in the template's order, then the rest as described.
    pub parameters: Vec<Parameter>,
    /// What it sends, unless that is a form: its fields are parameters.
    pub body: Option<Body>,
    /// The media type of the form that it sends. Filled by analyze.
    pub form: Option<String>,
    /// The media types of its body that neither it nor a variant of it sends. Filled by analyze.
    pub unsent: Vec<String>,
    /// What tells it from the operation of the same id that sends the same in another way; empty for that one. Filled by
    /// analyze.
    pub variant: String,
    /// The type name that an extension gives to its request body.
    pub request_name: Option<String>,
    /// How an extension says that its list is paged.
    pub paging_hint: Option<PagingHint>,
    /// Whether an extension says that a call may be repeated.
    pub may_repeat: bool,
    /// The header that makes a call safe to repeat, by an extension.
    pub idempotency_header: Option<String>,
    /// Whether it asks for another kind of response than the operation of the same id. Filled by analyze.
    pub picks: bool,
    /// Whether its response is a stream, where it can be asked for with and without. Filled by analyze.
    pub streams: Option<bool>,
    /// The media types of a success that spell the same value as the one that is asked for, with the response. Filled by
    /// analyze.
    pub spellings: Vec<(String, Origin)>,
    /// What it answers.
    pub responses: Vec<Response>,
    /// Alternatives of sets of schemes; none: no credential needed.
    pub security: Vec<Vec<String>>,
    /// The scopes that each of these alternatives names.
    pub scopes: Vec<Vec<String>>,
    /// Where it belongs. Filled by analyze.
    pub resource: ResourceId,
    /// The words of its method. Filled by analyze.
    pub words: String,
    /// The extensions that name its resource or method, the strongest first.
    pub hints: Vec<NameHint>,
    /// Where its resource and method come from. Filled by analyze.
    pub named_by: NamedBy,
    /// Why it has this resource and this method. Filled by analyze.
    pub reason: String,
    /// What a success gives. Filled by analyze.
    pub success: Success,
    /// `Accept`. Filled by analyze.
    pub accept: String,
    /// Error bodies by status. Filled by analyze.
    pub errors: Vec<(Status, usize)>,
    /// Redirects that are answers. Filled by analyze.
    pub redirects: Vec<u16>,
    /// Whether these are all that it declares: one of them is its success. Filled by analyze.
    pub ends_in_redirect: bool,
    /// What makes it safe to repeat. Filled by analyze.
    pub idempotency: Idempotency,
    /// How its list is paged. Filled by analyze.
    pub paging: Option<Paging>,
    /// The method.
    pub name: Name,
    /// The builder's type, when it has optional inputs.
    pub builder: Name,
    /// The table's constant.
    pub constant: Name,
    /// The struct of required inputs, when there are many.
    pub inputs: Name,
    /// The enum of its kinds of success, when there are several.
    pub answer: Name,
}

/// An extension that says how a list is paged.
#[derive(Clone, Debug)]
pub struct PagingHint {
    /// Where it is.
    pub origin: Origin,
    /// The extension.
    pub key: &'static str,
    /// Its value.
    pub value: Value,
}

/// An extension that names the resource or the method of an operation.
#[derive(Clone, Debug)]
pub struct NameHint {
    /// Where its value is.
    pub origin: Origin,
    /// The extension.
    pub key: &'static str,
    /// Whether it names the resource.
    pub is_resource: bool,
    /// The levels of the resource, outermost first, or the method alone.
    pub names: Vec<String>,
}

/// Where the resource and the method of an operation come from.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum NamedBy {
    /// The settings.
    Settings,
    /// An extension of the description.
    Extension,
    /// The naming scheme.
    #[default]
    Scheme,
}

/// What makes an operation safe to repeat.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Idempotency {
    /// The method says so.
    Safe,
    /// Nothing.
    #[default]
    Unsafe,
    /// A body member.
    Member(String),
    /// A request header.
    Header(String),
}

/// What a successful call gives.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Success {
    /// Nothing.
    #[default]
    Empty,
    /// A decoded value.
    Json(Usage),
    /// A decoded value or nothing.
    Optional(Usage),
    /// Text as it is.
    Text,
    /// Bytes as they are.
    Bytes,
    /// Values one after another.
    Stream(StreamKind, Usage),
    /// One of these, told apart by the status; an enum of the name [`Operation::answer`].
    Several(Vec<SuccessArm>),
}

/// How values follow one another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StreamKind {
    /// As the data of server-sent events.
    EventData,
    /// As server-sent events with all their fields.
    Events,
    /// On lines.
    Lines,
    /// Behind separators.
    Sequence,
}

/// One of several kinds of success.
#[derive(Clone, Debug, PartialEq)]
pub struct SuccessArm {
    /// For which status.
    pub status: Status,
    /// What it means.
    pub description: Option<String>,
    /// What it gives.
    pub gives: Success,
    /// The variant.
    pub name: Name,
}

/// A parameter.
#[derive(Clone, Debug)]
pub struct Parameter {
    /// Where it is.
    pub origin: Origin,
    /// Its name on the wire.
    pub wire: String,
    /// The name that an extension gives it.
    pub words: Option<String>,
    /// Where it is sent.
    pub place: Place,
    /// How it is spelled.
    pub style: Style,
    /// Whether parts are sent one by one.
    pub explode: bool,
    /// Whether reserved characters stay as they are.
    pub allow_reserved: bool,
    /// Whether a call needs it.
    pub required: bool,
    /// Where the client can give it in place of the call: whether one of them has to. Filled by analyze.
    pub by_client: Option<bool>,
    /// What it is.
    pub description: Option<String>,
    /// Not for new code.
    pub deprecated: bool,
    /// The value that its absence stands for. Filled by analyze.
    pub default: Option<Value>,
    /// The media type of a field of a form.
    pub content_type: Option<String>,
    /// Its schema.
    pub schema: Option<SchemaId>,
    /// Its type. Filled by analyze.
    pub usage: Usage,
    /// The argument or setter.
    pub name: Name,
}

/// Where a parameter is sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Place {
    /// In the path.
    Path,
    /// In the query.
    Query,
    /// In a header.
    Header,
    /// In a cookie.
    Cookie,
    /// In the body, which is a form.
    Field,
}

/// How a parameter is spelled.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Style {
    /// `a,b`
    Simple,
    /// `.a.b`
    Label,
    /// `;x=a`
    Matrix,
    /// `x=a&x=b`
    Form,
    /// `x=a%20b`
    SpaceDelimited,
    /// `x=a|b`
    PipeDelimited,
    /// `x=a%09b`
    TabDelimited,
    /// `x=a; x=b`, not encoded
    Cookie,
    /// `x[a]=b`
    DeepObject,
    /// JSON text
    Json,
    /// The whole query: text as it is, anything else as JSON
    Whole,
    /// Each member as a field of a form, under its own name
    Members,
}

/// What an operation sends.
#[derive(Clone, Debug)]
pub struct Body {
    /// Where it is.
    pub origin: Origin,
    /// What it can be. Those that are not sent are sent by other operations: see [`Operation::variant`].
    pub contents: Vec<Content>,
    /// The media type.
    pub media_type: String,
    /// How it is written.
    pub kind: BodyKind,
    /// Whether a call needs it.
    pub required: bool,
    /// What says so.
    pub need: Need,
    /// What it is.
    pub description: Option<String>,
    /// Its schema.
    pub schema: Option<SchemaId>,
    /// Its type. Filled by analyze.
    pub usage: Usage,
    /// The struct whose members become arguments and setters. Filled by analyze.
    pub flattened: Option<ModelId>,
    /// The arguments and setters of its members.
    pub arguments: Vec<Argument>,
    /// A body that fits, from the description.
    pub example: Option<Value>,
}

/// What says whether a call needs a body.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Need {
    /// Nothing.
    #[default]
    Unsaid,
    /// The description, or a setting.
    Said,
    /// Its required properties, while the description does not say. Filled by analyze.
    Implied,
}

/// How a body is written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum BodyKind {
    /// As JSON.
    Json,
    /// `application/x-www-form-urlencoded`
    Form,
    /// `multipart/form-data`
    Multipart,
    /// Text as it is.
    Text,
    /// Bytes as they are.
    #[default]
    Bytes,
}

/// One of the media types of a body.
#[derive(Clone, Debug)]
pub struct Content {
    /// `application/json`
    pub media_type: String,
    /// Its schema.
    pub schema: Option<SchemaId>,
    /// How the fields of a form are written, by name.
    pub encoding: IndexMap<String, Encoding>,
    /// A body that fits, from the description.
    pub example: Option<Value>,
}

/// How a field of a form is written. What is not said is as the standard has it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Encoding {
    /// The media type of a part.
    pub content_type: Option<String>,
    /// How lists and objects are spelled.
    pub style: Option<Style>,
    /// Whether parts are sent one by one.
    pub explode: Option<bool>,
    /// Whether reserved characters stay as they are.
    pub allow_reserved: bool,
}

/// What a member of a body is called in a call.
#[derive(Clone, Debug, Default)]
pub struct Argument {
    /// The argument or setter.
    pub name: Name,
    /// The setter that says null, where there is one.
    pub null_name: Option<Name>,
}

/// One answer.
#[derive(Clone, Debug)]
pub struct Response {
    /// Where it is.
    pub origin: Origin,
    /// For which status.
    pub status: Status,
    /// What it means.
    pub description: Option<String>,
    /// The headers that it has.
    pub headers: Vec<ResponseHeader>,
    /// The media types that the operation asks for, and their schemas.
    pub content: Vec<(String, Option<SchemaId>)>,
    /// All media types and their schemas. Filled by analyze.
    pub declared: Vec<(String, Option<SchemaId>)>,
    /// The media types whose schemas are of items.
    pub of_items: Vec<String>,
    /// The JSON that the description shows of it, each with its media type where that is known.
    pub samples: Vec<(Option<String>, Sample)>,
    /// Its type, when it is JSON. Filled by analyze.
    pub usage: Option<Usage>,
}

/// A header of an answer.
#[derive(Clone, Debug)]
pub struct ResponseHeader {
    /// Where it is.
    pub origin: Origin,
    /// Its name on the wire.
    pub wire: String,
    /// What it is.
    pub description: Option<String>,
    /// Not for new code.
    pub deprecated: bool,
    /// Whether its value is JSON.
    pub is_json: bool,
    /// Its schema.
    pub schema: Option<SchemaId>,
    /// Its type. Filled by analyze.
    pub usage: Usage,
}

/// A header that answers carry and the type of its value, whatever answers those are.
#[derive(Clone, Debug)]
pub struct HeaderKey {
    /// Where it is.
    pub origin: Origin,
    /// Its name on the wire.
    pub wire: String,
    /// What it is.
    pub description: Option<String>,
    /// Not for new code.
    pub deprecated: bool,
    /// How its value is written.
    pub spelling: HeaderSpelling,
    /// Its type.
    pub usage: Usage,
    /// The constant.
    pub name: Name,
}

/// How the value of a header is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HeaderSpelling {
    /// As text.
    Text,
    /// As JSON, which numbers and booleans are too.
    Json,
    /// As texts with commas between them.
    Texts,
    /// As numbers or booleans with commas between them.
    Numbers,
}

/// A status or a range of them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Status {
    /// One.
    Exact(u16),
    /// A hundred of them: 4 is `4XX`.
    Range(u8),
    /// All that are not declared.
    Default,
}

/// Something sent to the user's own server.
#[derive(Clone, Debug)]
pub struct Webhook {
    /// Where it is.
    pub origin: Origin,
    /// Its key in the description.
    pub key: String,
    /// What it means.
    pub summary: Option<String>,
    /// The payload.
    pub schema: Option<SchemaId>,
    /// A payload as it may come. Filled by analyze, for the command-line tool, where the description has none.
    pub example: Option<Value>,
    /// The names of the headers that come along.
    pub headers: Vec<String>,
}
