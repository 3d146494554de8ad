//! Walks through the text of a description, across references and files.

use std::path::{Path, PathBuf};

use serde_json::{Map, Value};

use crate::round_trip::text::Texts;

/// How many references may lead to one another.
const MOST_HOPS: usize = 32;

/// A place in one of a description's files.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct At {
    /// The file.
    pub file: PathBuf,
    /// The pointer into it.
    pub pointer: String,
}

/// Reads a description.
pub struct Reader<'a> {
    /// The texts of its files.
    pub texts: &'a mut Texts,
    root: PathBuf,
}

impl<'a> Reader<'a> {
    /// Reads the description at `path`.
    pub fn new(texts: &'a mut Texts, path: &Path) -> Self {
        Self {
            texts,
            root: path.to_owned(),
        }
    }

    /// A place in the first file.
    pub fn root(&self, pointer: &str) -> At {
        At {
            file: self.root.clone(),
            pointer: pointer.to_owned(),
        }
    }

    /// What stands at a place.
    pub fn value(&self, at: &At) -> Option<&Value> {
        self.texts.at(&at.file, &at.pointer)
    }

    /// Where the references that begin at a place end.
    pub fn resolved(&mut self, at: At) -> At {
        self.chain(at).pop().unwrap_or_else(|| self.root(""))
    }

    /// A place, and those that references lead to from there.
    pub fn chain(&mut self, at: At) -> Vec<At> {
        let mut chain = vec![at];
        while let Some(last) = chain.last()
            && chain.len() <= MOST_HOPS
            && let Some(Value::String(reference)) = self.value(last).and_then(|one| one.get("$ref"))
        {
            let (file, reference) = (last.file.clone(), reference.clone());
            let (file, pointer) = self.texts.target(&file, &reference);
            chain.push(At { file, pointer });
        }
        chain
    }

    /// The member of an object, which may be a reference.
    pub fn member(&self, at: &At, key: &str) -> Option<At> {
        let child = at.child(key);
        self.value(&child).is_some().then_some(child)
    }

    /// The member of an object, behind references.
    pub fn resolved_member(&mut self, at: &At, key: &str) -> Option<At> {
        let child = self.member(at, key)?;
        Some(self.resolved(child))
    }

    /// The keys of an object.
    pub fn keys(&self, at: &At) -> Vec<String> {
        let members = self.value(at).and_then(Value::as_object);
        members.into_iter().flat_map(Map::keys).cloned().collect()
    }

    /// The items of an array, behind references.
    pub fn items(&mut self, at: &At) -> Vec<At> {
        let count = self.value(at).and_then(Value::as_array).map_or(0, Vec::len);
        (0..count)
            .map(|index| self.resolved(at.child(&index.to_string())))
            .collect()
    }

    /// The text that a member is.
    pub fn text(&self, at: &At, key: &str) -> Option<String> {
        let text = self.value(at)?.get(key)?.as_str()?;
        Some(text.to_owned())
    }

    /// Whether a member is true.
    pub fn is_true(&self, at: &At, key: &str) -> bool {
        self.flag(at, key) == Some(true)
    }

    /// The flag that a member is.
    pub fn flag(&self, at: &At, key: &str) -> Option<bool> {
        self.value(at)?.get(key)?.as_bool()
    }

    /// The texts in the list that a member is.
    pub fn texts_of(&self, at: &At, key: &str) -> Option<Vec<String>> {
        let list = self.value(at)?.get(key)?.as_array()?;
        let texts = list.iter().filter_map(Value::as_str);
        Some(texts.map(str::to_owned).collect())
    }
}

impl At {
    /// The place of a member or an item.
    pub fn child(&self, key: &str) -> Self {
        let key = key.replace('~', "~0").replace('/', "~1");
        Self {
            file: self.file.clone(),
            pointer: format!("{}/{key}", self.pointer),
        }
    }

    /// The place as one text.
    pub fn key(&self) -> String {
        format!("{}#{}", self.file.display(), self.pointer)
    }
}
