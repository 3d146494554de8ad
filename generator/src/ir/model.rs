//! The Rust types.

use serde_json::Value;

use super::{Member, ModelId, OperationId, Rule, Sample};
use crate::name::Name;
use crate::source::Origin;

/// A Rust type.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Type {
    /// Any JSON.
    #[default]
    Json,
    /// `bool`
    Bool,
    /// A whole number.
    Integer(Integer),
    /// `f64`
    Float64,
    /// `String`
    String,
    /// Text that must not be shown.
    Secret,
    /// A type of the standard library, the runtime or another crate.
    External(External),
    /// A type of ours.
    Model(ModelId),
    /// A list.
    Array(Box<Usage>),
    /// A value, or a list of such.
    OneOrMany(Box<Usage>),
    /// A list in which each place has a type of its own.
    Tuple(Vec<Usage>),
    /// A map from text.
    Map(Box<Usage>),
}

/// A whole number of so many bits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Integer {
    /// `i8`
    I8,
    /// `i16`
    I16,
    /// `i32`
    I32,
    /// `i64`
    I64,
    /// `u8`
    U8,
    /// `u16`
    U16,
    /// `u32`
    U32,
    /// `u64`
    U64,
}

/// A type that is neither built into Rust nor generated.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct External {
    /// As it is written: `Timestamp`, `DateTime<Utc>`.
    pub text: String,
    /// What has to be imported for that: module and name.
    pub uses: Vec<(String, String)>,
    /// About how many bytes a value takes.
    pub size: usize,
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
    pub values: Vec<Value>,
}

/// A type of ours.
#[derive(Clone, Debug)]
pub struct Model {
    /// Where it is described.
    pub origin: Origin,
    /// What it is named after.
    pub naming: Naming,
    /// The name that an extension gives it.
    pub called: Option<String>,
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
    /// Whether it can be encoded.
    pub encodes: bool,
    /// Whether a union may hold it whose arms nothing names.
    pub ranked: bool,
    /// Whether anything in it is checked when it is sent.
    pub checked: bool,
    /// The values that the description shows of it.
    pub samples: Vec<Sample>,
    /// What is derived for it beside the usual.
    pub derives: Vec<String>,
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
    /// The parameter or answer among the components that it is in.
    Part(String),
    /// The SDK itself.
    Sdk(String),
    /// Several places, since they say the same.
    Shared(Vec<Naming>),
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
    /// One of several values.
    Enum(Enum),
}

/// The members of an object.
#[derive(Clone, Debug, Default)]
pub struct Struct {
    /// In document order.
    pub fields: Vec<Field>,
    /// The order in which required members are asked for: indices.
    pub required: Vec<usize>,
    /// Where the members are that have no field of their own, in the order in which they are sorted in.
    pub maps: Vec<MemberMap>,
    /// How the names of most fields become those on the wire, as serde spells it.
    pub rename_all: Option<&'static str>,
    /// What is checked of the whole.
    pub rules: Vec<Rule>,
    /// The struct of required members, where there are many.
    pub inputs: Name,
}

/// A field that holds members of any name.
#[derive(Clone, Debug)]
pub struct MemberMap {
    /// What their names match; none: what is left.
    pub pattern: Option<String>,
    /// What they hold.
    pub usage: Usage,
    /// Whether anything in it is checked when it is sent.
    pub checked: bool,
    /// The field.
    pub name: Name,
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
    /// Accepted from a response in place of it, if it is required.
    pub tolerated: Tolerated,
    /// Whether responses write numbers and booleans in it as text, or texts as one of them.
    pub loosely_spelled: bool,
    /// Its type.
    pub usage: Usage,
    /// Whether its being there counts, also where it is `null`.
    pub counts: bool,
    /// Only ever received.
    pub read_only: bool,
    /// Only ever sent.
    pub write_only: bool,
    /// Not for new code.
    pub deprecated: bool,
    /// What absence means.
    pub default: Option<Value>,
    /// The value that the description shows of it.
    pub example: Option<Value>,
    /// Whether anything in it is checked when it is sent.
    pub checked: bool,
    /// The constant that holds its rules, should they be long.
    pub constant: Name,
    /// Whether serde has to be told its name on the wire.
    pub renamed: bool,
    /// The field.
    pub name: Name,
    /// Where a setter says null.
    pub nulled: Nulled,
    /// The setter that says null, where there is one.
    pub null_name: Option<Name>,
    /// The name that an extension gives it.
    pub words: Option<String>,
    /// Whether its name says that it holds a credential: `Debug` does not show it.
    pub hidden: bool,
}

/// Where a setter says that a property is null. Everywhere else the property of the model does.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Nulled {
    /// Nowhere: null says no more than absence.
    #[default]
    Never,
    /// In calls that change what is there: null takes the value away.
    InChanges,
    /// In all, since the settings say so.
    Always,
}

/// Accepted from a response in place of a required property.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Tolerated {
    /// Nothing else.
    #[default]
    Nothing,
    /// `null`, for an empty list or map.
    NullList,
    /// `null`, or no property at all, for an empty list or map.
    NoList,
    /// No property at all, for `None` of one that may be `null`.
    NoValue,
    /// No property at all. It is sent always.
    Absence,
}

/// Where an example or a recorded response is not as its type is described.
#[derive(Clone, Debug, PartialEq)]
pub struct Lacks {
    /// The property.
    pub at: Member,
    /// The difference.
    pub lack: Lack,
    /// The example or recording.
    pub origin: Origin,
    /// Whether it is a recorded response.
    pub recorded: bool,
}

/// How a response differs from its description.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Lack {
    /// A required property is missing.
    Missing,
    /// A required property is `null`.
    Null,
    /// A property is of another JSON kind, and its type does not follow.
    Kind,
    /// A number or a boolean is written as text, or a text as one of them: it is read as its type.
    Spelling,
    /// A text does not have the format of its property, which is a `String`.
    Format,
    /// A property is of another JSON kind, and it is any JSON.
    AnyJson,
    /// A text is none of the values of its enum.
    Unlisted,
}

/// A property that a recorded response has although its type does not.
#[derive(Clone, Debug, PartialEq)]
pub struct Undeclared {
    /// The type.
    pub model: ModelId,
    /// The name of the property.
    pub wire: String,
    /// The recording.
    pub origin: Origin,
}

/// One of several shapes.
#[derive(Clone, Debug, Default)]
pub struct Union {
    /// What tells the arms apart.
    pub tag: Option<UnionTag>,
    /// The arms in the order in which they are tried.
    pub arms: Vec<Arm>,
    /// Whether it is an id or the object that has it.
    pub expands: bool,
}

/// The member that tells the arms of a union apart.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnionTag {
    /// The member.
    pub property: String,
    /// What a value without it means.
    pub missing: MissingTag,
}

/// What a value without the member is that tells the arms apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MissingTag {
    /// An error: the arms ask for the member.
    Error,
    /// One of the arms, which are tried in order: the member is optional.
    Tried,
    /// A kind that is not known, kept as it is: no arm says anything of the member.
    Unknown,
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
    /// Members that have other texts here than in other arms, and those texts.
    pub fixed: Vec<(String, Vec<String>)>,
    /// Whether it takes whatever no other arm does.
    pub is_rest: bool,
    /// Whether the tag has to be written beside it, since it does not have it.
    pub writes_tag: bool,
    /// Its type.
    pub usage: Usage,
    /// The constant that holds its rules, should they be long.
    pub constant: Name,
    /// The variant.
    pub name: Name,
}

/// One of several values, or another of the same kind.
#[derive(Clone, Debug)]
pub struct Enum {
    /// What its values are.
    pub base: EnumBase,
    /// The known values, each once.
    pub values: Vec<EnumValue>,
}

/// What the values of an enum are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EnumBase {
    /// Strings.
    Text,
    /// Whole numbers.
    Integer,
    /// Any JSON.
    Json,
}

/// A value of an enum.
#[derive(Clone, Debug)]
pub struct EnumValue {
    /// The value on the wire.
    pub wire: Value,
    /// The words it is named by, when they are not its own.
    pub words: Option<String>,
    /// What it is.
    pub description: Option<String>,
    /// The variant.
    pub name: Name,
}
