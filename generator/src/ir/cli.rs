//! The command-line tool.

use serde_json::Value;

use super::{Place, Usage};
use crate::name::Name;

/// The tool.
#[derive(Clone, Debug, Default)]
pub struct Cli {
    /// What it is called by.
    pub name: String,
    /// Its groups, by the index of the resource. Filled by name.
    pub groups: Vec<String>,
    /// What each group is for, by the index of the resource.
    pub about: Vec<String>,
    /// Its commands, by the index of the operation.
    pub commands: Vec<Command>,
    /// The flags for credentials: scheme and flag. Filled by name.
    pub credentials: Vec<(String, String)>,
    /// The parameters of the client: the builder's method and the flag. Filled by name.
    pub parameters: Vec<(String, String)>,
    /// The servers that have a name: name and URL. Filled by name.
    pub environments: Vec<(String, String)>,
    /// What is delivered.
    pub events: Vec<Event>,
    /// The word before the commands about them. Filled by name.
    pub events_word: String,
    /// The module of these. Filled by name.
    pub events_module: Name,
    /// The variable that holds the secret of deliveries.
    pub secret_variable: String,
    /// What the names of the headers start with that sign a delivery.
    pub signature_prefix: &'static str,
}

/// A kind of event that is delivered.
#[derive(Clone, Debug)]
pub struct Event {
    /// Its key in the description.
    pub key: String,
    /// What it means, in plain text.
    pub about: String,
    /// Its payload, where that is known.
    pub payload: Option<Usage>,
    /// The members of its payload, with `?` behind those that can be missing.
    pub members: Vec<String>,
    /// A payload as it may come.
    pub sample: Value,
    /// The event whose sample is the same, but for the name in it.
    pub like: Option<String>,
}

/// A command, which calls an operation.
#[derive(Clone, Debug, Default)]
pub struct Command {
    /// The word on the command line. Filled by name.
    pub name: String,
    /// One line.
    pub about: String,
    /// All there is to say, in plain text.
    pub description: String,
    /// A call as it is typed. Filled by name.
    pub example: String,
    /// Its flags, those of the path first.
    pub flags: Vec<Flag>,
    /// The members that a table shows.
    pub columns: Vec<String>,
    /// Secret members that are never shown again.
    pub once: Vec<String>,
}

/// A flag.
#[derive(Clone, Debug)]
pub struct Flag {
    /// Its name; of a list in the singular. Filled by name.
    pub name: String,
    /// Of a list, the name that takes several at once. Filled by name.
    pub plural: String,
    /// Where its value goes; none: into a member of the body.
    pub place: Option<Place>,
    /// Its name on the wire.
    pub wire: String,
    /// What its value is, or of a list or map one of them.
    pub kind: FlagKind,
    /// Whether it is one value or several.
    pub shape: FlagShape,
    /// Whether a call needs it.
    pub required: bool,
    /// What it is, in plain text.
    pub help: String,
    /// What is allowed, in words.
    pub limits: String,
    /// The values that are known.
    pub values: Vec<String>,
    /// Whether it must not be shown.
    pub secret: bool,
    /// Whether it is a member of the body that may be `null`.
    pub nullable: bool,
    /// A value that fits, as it is typed.
    pub example: Option<String>,
}

/// What the value of a flag is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FlagKind {
    /// Text.
    Text,
    /// A whole number.
    Integer,
    /// A number.
    Number,
    /// `true` or `false`.
    Bool,
    /// Any JSON.
    Json,
    /// A file.
    File,
}

/// Whether a flag is one value or several.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FlagShape {
    /// One.
    One,
    /// A list.
    List,
    /// A map from names.
    Map,
}
