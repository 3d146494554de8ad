//! What the generator knows about an API: data, no logic.
//!
//! `lower` fills in what the description says, `analyze` what follows from it, `name` what it is called in Rust.

use std::collections::{BTreeMap, BTreeSet};

use indexmap::IndexMap;
use serde_json::Value;

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
    /// Where it is served.
    pub servers: Vec<Server>,
    /// How callers prove who they are.
    pub schemes: Vec<Scheme>,
    /// What tags mean.
    pub tags: BTreeMap<String, String>,
    /// Every schema as described, in order of discovery.
    pub schemas: Vec<Schema>,
    /// The schemas that have a name of their own.
    pub components: IndexMap<String, SchemaId>,
    /// The keys of all component schemas, selected or not.
    pub described: BTreeSet<String>,
    /// What can be called.
    pub operations: Vec<Operation>,
    /// What is sent to the user's own server.
    pub webhooks: Vec<Webhook>,
    /// The Rust types. Filled by analyze.
    pub models: Vec<Model>,
    /// Groups of operations. Filled by analyze.
    pub resources: Vec<Resource>,
    /// The error bodies that operations declare. Filled by analyze.
    pub errors: Vec<ErrorArm>,
    /// The union of all webhook payloads. Filled by analyze.
    pub event: Option<ModelId>,
    /// What is true for the whole SDK. Filled by analyze.
    pub sdk: Sdk,
}

/// A base URL.
#[derive(Clone, Debug)]
pub struct Server {
    /// Where the description says so.
    pub origin: Origin,
    /// The URL, variables replaced by their defaults.
    pub url: String,
    /// What it is.
    pub description: Option<String>,
    /// The words it is named by.
    pub words: String,
    /// The variant of `Environment`.
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
    /// The builder's method.
    pub name: Name,
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

/// A JSON type.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum JsonType {
    /// `null`
    Null,
    /// `boolean`
    Boolean,
    /// `integer`
    Integer,
    /// `number`
    Number,
    /// `string`
    String,
    /// `array`
    Array,
    /// `object`
    Object,
}

/// A schema as described.
#[derive(Clone, Debug, Default)]
pub struct Schema {
    /// Where it is.
    pub origin: Origin,
    /// The schema it stands for, when it is nothing but a reference.
    pub reference: Option<SchemaId>,
    /// `title`
    pub title: Option<String>,
    /// `description`
    pub description: Option<String>,
    /// Whether `null` is allowed.
    pub nullable: bool,
    /// Only ever received.
    pub read_only: bool,
    /// Only ever sent.
    pub write_only: bool,
    /// Not for new code.
    pub deprecated: bool,
    /// What absence means.
    pub default: Option<Value>,
    /// A value that fits.
    pub example: Option<Value>,
    /// The JSON types allowed; none: all.
    pub types: BTreeSet<JsonType>,
    /// `format`
    pub format: Option<String>,
    /// The values allowed; none: all. `null` is not among them.
    pub values: Option<Vec<Value>>,
    /// `properties`
    pub properties: IndexMap<String, SchemaId>,
    /// `required`
    pub required: Vec<String>,
    /// `additionalProperties`
    pub additional: Additional,
    /// `propertyNames`
    pub property_names: Option<SchemaId>,
    /// `items`
    pub items: Option<SchemaId>,
    /// `prefixItems`
    pub prefix_items: Vec<SchemaId>,
    /// `allOf`
    pub all_of: Vec<SchemaId>,
    /// `oneOf` or `anyOf`
    pub any_of: Vec<SchemaId>,
    /// `discriminator`
    pub discriminator: Option<Discriminator>,
    /// The constraints of its own level.
    pub rules: Vec<Rule>,
}

/// What an object may hold beside its properties.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Additional {
    /// The description does not say.
    #[default]
    Unsaid,
    /// Nothing.
    Forbidden,
    /// Anything.
    Any,
    /// Values of a schema.
    Schema(SchemaId),
}

/// How a union is told apart.
#[derive(Clone, Debug)]
pub struct Discriminator {
    /// The member to look at.
    pub property: String,
    /// Its values and what they mean.
    pub mapping: Vec<(String, SchemaId)>,
}

/// A constraint on what is sent.
#[derive(Clone, Debug, PartialEq)]
pub enum Rule {
    /// `minItems`
    MinItems(u64),
    /// `maxItems`
    MaxItems(u64),
    /// `uniqueItems`
    UniqueItems,
    /// `minLength`, in characters
    MinLength(u64),
    /// `maxLength`, in characters
    MaxLength(u64),
    /// `pattern`: what is matched, and what the description says
    Pattern(String, String),
    /// `minimum`
    Minimum(f64),
    /// `maximum`
    Maximum(f64),
    /// `exclusiveMinimum`
    ExclusiveMinimum(f64),
    /// `exclusiveMaximum`
    ExclusiveMaximum(f64),
    /// `multipleOf`
    MultipleOf(f64),
    /// `minProperties`
    MinProperties(u64),
    /// `maxProperties`
    MaxProperties(u64),
    /// For each item.
    Items(Vec<Rule>),
    /// For each key.
    Keys(Vec<Rule>),
    /// For each value.
    Values(Vec<Rule>),
    /// No entry stands in two of the members.
    Disjoint {
        /// The members.
        members: Vec<String>,
        /// Whether case is ignored.
        ignore_case: bool,
    },
    /// The members together hold no more entries.
    MaxTotal {
        /// The members.
        members: Vec<String>,
        /// How many.
        max: u64,
    },
}

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
    /// The path template.
    pub path: String,
    /// Its tags.
    pub tags: Vec<String>,
    /// `summary`
    pub summary: Option<String>,
    /// `description`
    pub description: Option<String>,
    /// Not for new code.
    pub deprecated: bool,
    /// Path parameters in the template's order, then the rest as described.
    pub parameters: Vec<Parameter>,
    /// What it sends.
    pub body: Option<Body>,
    /// What it answers.
    pub responses: Vec<Response>,
    /// Alternatives of sets of schemes; none: no credential needed.
    pub security: Vec<Vec<String>>,
    /// Where it belongs. Filled by analyze.
    pub resource: ResourceId,
    /// The words of its method. Filled by analyze.
    pub words: String,
    /// What a success gives. Filled by analyze.
    pub success: Success,
    /// `Accept`. Filled by analyze.
    pub accept: String,
    /// Error bodies by status. Filled by analyze.
    pub errors: Vec<(Status, usize)>,
    /// Redirects that are answers. Filled by analyze.
    pub redirects: Vec<u16>,
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
    /// Text as it is.
    Text,
    /// Bytes as they are.
    Bytes,
}

/// How a list is paged.
#[derive(Clone, Debug, PartialEq)]
pub struct Paging {
    /// The query parameter that asks for a page.
    pub parameter: String,
    /// The answer.
    pub page: ModelId,
    /// The member that names the next page, as index of the field.
    pub token: usize,
    /// The member that holds the items, as index of the field.
    pub items: usize,
    /// What an item is.
    pub item: Type,
    /// The constant.
    pub constant: Name,
}

/// A parameter.
#[derive(Clone, Debug)]
pub struct Parameter {
    /// Where it is.
    pub origin: Origin,
    /// Its name on the wire.
    pub wire: String,
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
    /// What it is.
    pub description: Option<String>,
    /// Not for new code.
    pub deprecated: bool,
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
    /// `x[a]=b`
    DeepObject,
    /// JSON text
    Json,
}

/// What an operation sends.
#[derive(Clone, Debug)]
pub struct Body {
    /// Where it is.
    pub origin: Origin,
    /// The media type.
    pub media_type: String,
    /// Whether it is JSON.
    pub is_json: bool,
    /// Whether a call needs it.
    pub required: bool,
    /// What it is.
    pub description: Option<String>,
    /// Its schema.
    pub schema: Option<SchemaId>,
    /// Its type. Filled by analyze.
    pub usage: Usage,
    /// The struct whose members become arguments and setters. Filled by analyze.
    pub flattened: Option<ModelId>,
    /// The arguments and setters of its members.
    pub names: Vec<Name>,
    /// A body that fits, from the description.
    pub example: Option<Value>,
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
    /// The media types and their schemas.
    pub content: Vec<(String, Option<SchemaId>)>,
    /// Its type, when it is JSON. Filled by analyze.
    pub usage: Option<Usage>,
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
}

/// A Rust type.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Type {
    /// Any JSON.
    #[default]
    Json,
    /// `bool`
    Bool,
    /// `i32`
    Int32,
    /// `i64`
    Int64,
    /// `u64`
    Uint64,
    /// `f64`
    Float64,
    /// `String`
    String,
    /// Text that must not be shown.
    Secret,
    /// An instant.
    Timestamp,
    /// A type of ours.
    Model(ModelId),
    /// A list.
    Array(Box<Usage>),
    /// A map from text.
    Map(Box<Usage>),
}

/// A type where it is used.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Usage {
    /// The type.
    pub ty: Type,
    /// Whether it may be `null`.
    pub nullable: bool,
    /// Whether it must be boxed.
    pub boxed: bool,
    /// What is checked when it is sent.
    pub rules: Vec<Rule>,
    /// The only values allowed, when there are few.
    pub values: Vec<String>,
}

/// A type of ours.
#[derive(Clone, Debug)]
pub struct Model {
    /// Where it is described.
    pub origin: Origin,
    /// What it is named after.
    pub naming: Naming,
    /// What it is.
    pub description: Option<String>,
    /// Not for new code.
    pub deprecated: bool,
    /// Its content.
    pub kind: ModelKind,
    /// Whether it is part of something sent.
    pub sent: bool,
    /// Whether it is part of something received.
    pub received: bool,
    /// Whether anything in it is checked when it is sent.
    pub checked: bool,
    /// What it is called.
    pub name: Name,
    /// The module that holds it.
    pub module: Name,
}

/// What a model is named after.
#[derive(Clone, Debug, PartialEq)]
pub enum Naming {
    /// Its key in the description.
    Component(String),
    /// Where it is used in another model.
    Within(ModelId, String),
    /// Where it is used in an operation.
    Operation(OperationId, String),
    /// The SDK itself.
    Sdk(String),
}

/// The content of a model.
#[derive(Clone, Debug)]
pub enum ModelKind {
    /// Not known yet.
    Pending,
    /// Members.
    Struct(Struct),
    /// One of several.
    Union(Union),
    /// One of several texts.
    Enum(Vec<EnumValue>),
}

/// The members of an object.
#[derive(Clone, Debug, Default)]
pub struct Struct {
    /// In document order.
    pub fields: Vec<Field>,
    /// The order in which required members are asked for: indices.
    pub required: Vec<usize>,
    /// What other members hold.
    pub additional: Option<Usage>,
    /// The field that holds them.
    pub additional_name: Name,
    /// What is checked of the whole.
    pub rules: Vec<Rule>,
    /// The struct of required members, where there are many.
    pub inputs: Name,
}

/// A member of an object.
#[derive(Clone, Debug)]
pub struct Field {
    /// Where it is.
    pub origin: Origin,
    /// Its name on the wire.
    pub wire: String,
    /// What it is.
    pub description: Option<String>,
    /// Whether it is always there.
    pub required: bool,
    /// Its type.
    pub usage: Usage,
    /// Only ever received.
    pub read_only: bool,
    /// Only ever sent.
    pub write_only: bool,
    /// Not for new code.
    pub deprecated: bool,
    /// What absence means.
    pub default: Option<Value>,
    /// Whether anything in it is checked when it is sent.
    pub checked: bool,
    /// The constant that holds its rules, should they be long.
    pub constant: Name,
    /// The field.
    pub name: Name,
}

/// One of several shapes.
#[derive(Clone, Debug, Default)]
pub struct Union {
    /// The member that tells the arms apart.
    pub tag: Option<String>,
    /// The arms in the order in which they are tried.
    pub arms: Vec<Arm>,
}

/// A shape of a union.
#[derive(Clone, Debug)]
pub struct Arm {
    /// Where it is.
    pub origin: Origin,
    /// The words it is named by.
    pub words: String,
    /// What it is.
    pub description: Option<String>,
    /// The tag's values that mean it.
    pub values: Vec<String>,
    /// Its type.
    pub usage: Usage,
    /// The constant that holds its rules, should they be long.
    pub constant: Name,
    /// The variant.
    pub name: Name,
}

/// A text of an enum.
#[derive(Clone, Debug)]
pub struct EnumValue {
    /// The text on the wire.
    pub wire: String,
    /// The variant.
    pub name: Name,
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
    /// One line about it.
    pub summary: String,
    /// The words of the client's type.
    pub client_words: String,
    /// The client's type.
    pub client: Name,
    /// The crate, as in `use`.
    pub library: Name,
    /// The variable that overrides the base URL.
    pub base_url_variable: Option<String>,
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
