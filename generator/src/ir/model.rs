//! The Rust types.

use serde_json::Value;

use super::{ModelId, OperationId, Rule};
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
    /// The setter that says null, where that is allowed.
    pub null_name: Name,
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
