//! Reads JSON and YAML into our own tree, in which every node knows where it came from.

mod build;
mod deserialize;
mod documents;
mod fix;
mod lines;
mod locate;
mod marks;
mod pointer;
mod read;
mod scan;

use std::cell::OnceCell;
use std::path::{Path, PathBuf};

use indexmap::IndexMap;

pub use self::documents::{Documents, FILES, Refusal};
pub(crate) use self::fix::segment;
use self::locate::Index;
pub use self::locate::{Part, Place, Spot};
pub use self::read::{parse, read};

/// Where a node stands: its file and its number in pre-order, the root being 0.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Origin {
    /// Index into [`Sources`].
    pub file: u16,
    /// How many nodes come before it in the file.
    pub node: u32,
}

impl Origin {
    /// The place of what stands in no description.
    pub const NOWHERE: Self = Self {
        file: u16::MAX,
        node: 0,
    };

    /// The place of a byte of the settings.
    #[must_use]
    pub fn in_settings(offset: usize) -> Self {
        Self {
            file: SETTINGS,
            node: u32::try_from(offset).unwrap_or(u32::MAX),
        }
    }
}

/// The number of the settings among the files.
const SETTINGS: u16 = u16::MAX - 1;

/// A value of a document and its place.
#[derive(Clone, Debug, PartialEq)]
pub struct Node {
    /// Where it stands.
    pub origin: Origin,
    /// What it is.
    pub value: Value,
}

/// What a node holds.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    /// `null`
    Null,
    /// `true` or `false`
    Bool(bool),
    /// A whole number between `i64::MIN` and `u64::MAX`.
    Integer(i128),
    /// Any other number.
    Number(f64),
    /// Text.
    String(String),
    /// A list.
    Array(Vec<Node>),
    /// Members in document order.
    Object(Object),
}

/// The members of an object in document order.
pub type Object = IndexMap<String, Node>;

impl Node {
    /// A node that takes the place of the one at `origin`.
    #[must_use]
    pub fn new(origin: Origin, value: Value) -> Self {
        Self { origin, value }
    }

    /// A text node at `origin`.
    pub fn string(origin: Origin, text: impl Into<String>) -> Self {
        Self::new(origin, Value::String(text.into()))
    }

    /// An object node at `origin`.
    #[must_use]
    pub fn object(origin: Origin, members: Object) -> Self {
        Self::new(origin, Value::Object(members))
    }

    /// The members, when it is an object.
    #[must_use]
    pub fn as_object(&self) -> Option<&Object> {
        match &self.value {
            Value::Object(members) => Some(members),
            _ => None,
        }
    }

    /// The items, when it is an array.
    #[must_use]
    pub fn as_array(&self) -> Option<&[Self]> {
        match &self.value {
            Value::Array(items) => Some(items),
            _ => None,
        }
    }

    /// The text, when it is a string.
    #[must_use]
    pub fn as_str(&self) -> Option<&str> {
        match &self.value {
            Value::String(text) => Some(text),
            _ => None,
        }
    }

    /// The truth value, when it is one.
    #[must_use]
    pub fn as_bool(&self) -> Option<bool> {
        match self.value {
            Value::Bool(value) => Some(value),
            _ => None,
        }
    }

    /// A member, when it is an object that has it.
    #[must_use]
    pub fn get(&self, key: &str) -> Option<&Self> {
        self.as_object()?.get(key)
    }

    /// The node that an RFC 6901 JSON pointer (without `#`) leads to.
    #[must_use]
    pub fn pointer(&self, pointer: &str) -> Option<&Self> {
        let mut node = self;
        for segment in pointer.split('/').skip(1) {
            let key = segment.replace("~1", "/").replace("~0", "~");
            node = match &node.value {
                Value::Object(members) => members.get(&key)?,
                Value::Array(items) => items.get(key.parse::<usize>().ok()?)?,
                _ => return None,
            };
        }
        Some(node)
    }

    /// What it is, in the reader's words.
    #[must_use]
    pub fn kind(&self) -> &'static str {
        match self.value {
            Value::Null => "null",
            Value::Bool(_) => "a boolean",
            Value::Integer(_) | Value::Number(_) => "a number",
            Value::String(_) => "a string",
            Value::Array(_) => "a list",
            Value::Object(_) => "an object",
        }
    }

    /// The same value without places.
    #[must_use]
    pub fn to_json(&self) -> serde_json::Value {
        match &self.value {
            Value::Null => serde_json::Value::Null,
            Value::Bool(value) => (*value).into(),
            Value::Integer(value) => match (i64::try_from(*value), u64::try_from(*value)) {
                (Ok(value), _) => value.into(),
                (_, Ok(value)) => value.into(),
                // The reader makes no other integers.
                _ => serde_json::Value::Null,
            },
            Value::Number(value) => (*value).into(),
            Value::String(text) => text.as_str().into(),
            Value::Array(items) => items.iter().map(Self::to_json).collect(),
            Value::Object(members) => members
                .iter()
                .map(|(key, node)| (key.clone(), node.to_json()))
                .collect(),
        }
    }
}

/// The files of a run.
#[derive(Debug, Default)]
pub struct Sources {
    files: Vec<SourceFile>,
    settings: Option<SourceFile>,
}

#[derive(Debug)]
struct SourceFile {
    path: PathBuf,
    text: String,
    counts: Counts,
    /// Whether none of its text is shown.
    concealed: bool,
    index: OnceCell<Index>,
}

/// What the number in an origin counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Counts {
    /// Nodes in pre-order.
    Nodes,
    /// Bytes: of a file that has no tree.
    Bytes,
}

impl Sources {
    /// The files of the description, each with its text.
    pub fn files(&self) -> impl Iterator<Item = (&Path, &str)> {
        let files = self.files.iter().filter(|file| !file.concealed);
        files.map(|file| (file.path.as_path(), file.text.as_str()))
    }

    /// Keeps a file's text and says which number it has.
    pub fn add(&mut self, path: &Path, text: String) -> u16 {
        self.files.push(SourceFile {
            path: path.to_owned(),
            text,
            counts: Counts::Nodes,
            concealed: false,
            index: OnceCell::new(),
        });
        u16::try_from(self.files.len() - 1).unwrap_or(u16::MAX)
    }

    /// The place of a byte of a file that turns out to have no tree.
    pub fn broken(&mut self, file: u16, offset: usize) -> Origin {
        if let Some(file) = self.files.get_mut(usize::from(file)) {
            file.counts = Counts::Bytes;
            file.index = OnceCell::new();
        }
        Origin {
            file,
            node: u32::try_from(offset).unwrap_or(u32::MAX),
        }
    }

    /// Lets files below `folder` be shown as below `label`.
    pub fn rename(&mut self, folder: &Path, label: &str) {
        for file in self.files.iter_mut().chain(&mut self.settings) {
            if let Ok(path) = file.path.strip_prefix(folder) {
                let joint = if label.ends_with(':') { "" } else { "/" };
                file.path = format!("{label}{joint}{}", path.display()).into();
            }
        }
    }

    /// Keeps the text of a file from being shown: it may hold secrets.
    pub(crate) fn conceal(&mut self, path: &Path) {
        for file in self.files.iter_mut().filter(|file| file.path == path) {
            file.concealed = true;
        }
    }

    /// The text of a file.
    fn text_of(&self, file: u16) -> &str {
        self.get(file).map_or("", |file| file.text.as_str())
    }

    /// Keeps the text of the settings, whose origins come from [`Origin::in_settings`].
    pub fn keep_settings(&mut self, path: &Path, text: String) {
        self.settings = Some(SourceFile {
            path: path.to_owned(),
            text,
            counts: Counts::Bytes,
            concealed: false,
            index: OnceCell::new(),
        });
    }

    fn get(&self, file: u16) -> Option<&SourceFile> {
        match file {
            SETTINGS => self.settings.as_ref(),
            _ => self.files.get(usize::from(file)),
        }
    }
}
