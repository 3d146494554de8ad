//! Schemas as described.

use std::collections::{BTreeMap, BTreeSet};

use indexmap::IndexMap;
use serde_json::Value;

use super::SchemaId;
use crate::source::Origin;

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
    /// The type name that an extension gives it.
    pub type_name: Option<String>,
    /// The type name that an extension gives it as a component.
    pub component_name: Option<String>,
    /// `description`
    pub description: Option<String>,
    /// Whether it is `false`: no value fits.
    pub allows_nothing: bool,
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
    /// The values that the description shows of it.
    pub samples: Vec<Sample>,
    /// The JSON types allowed; none: all.
    pub types: BTreeSet<JsonType>,
    /// `format`
    pub format: Option<String>,
    /// The values allowed; none: all. `null` is not among them.
    pub values: Option<Vec<Value>>,
    /// What is said of single values.
    pub value_words: Vec<ValueWords>,
    /// `properties`
    pub properties: IndexMap<String, SchemaId>,
    /// `required`
    pub required: Vec<String>,
    /// The members of which alternatives ask for different ones.
    pub alternatives: Vec<String>,
    /// `additionalProperties`
    pub additional: Additional,
    /// `patternProperties`: pattern to schema
    pub pattern_properties: IndexMap<String, SchemaId>,
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
    /// Of a merged schema: the unions that hold beside [`Schema::any_of`].
    pub unions: Vec<SchemaId>,
    /// `discriminator`
    pub discriminator: Option<Discriminator>,
    /// The constraints of its own level.
    pub rules: Vec<Rule>,
    /// What it says that nothing is made of, by keyword.
    pub unkept: BTreeMap<String, Value>,
}

/// A value that the description shows.
#[derive(Clone, Debug, PartialEq)]
pub struct Sample {
    /// Where.
    pub origin: Origin,
    /// What it is; JSON that is written as text is read.
    pub value: Value,
    /// Whether it is a recorded response and no part of the description.
    pub recorded: bool,
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

/// What is said of a value of an enum.
#[derive(Clone, Debug, PartialEq)]
pub struct ValueWords {
    /// The value.
    pub value: Value,
    /// The words it is named by.
    pub name: Option<String>,
    /// What it is.
    pub description: Option<String>,
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
    /// For each place of a list of fixed length.
    Places(Vec<Vec<Rule>>),
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
    /// Where a member is, others are too.
    DependentRequired {
        /// The member.
        member: String,
        /// The others.
        needs: Vec<String>,
    },
    /// The members together hold no more entries.
    MaxTotal {
        /// The members.
        members: Vec<String>,
        /// How many.
        max: u64,
    },
}
