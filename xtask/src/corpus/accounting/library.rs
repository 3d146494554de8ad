//! The files of a description as plain JSON values, and the references between them.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use percent_encoding::percent_decode_str;
use serde_json::Value;

/// A description's file and all files that it refers to.
pub struct Library {
    root: PathBuf,
    files: BTreeMap<PathBuf, Value>,
}

/// A value and the file it stands in.
#[derive(Clone, Copy)]
pub struct At<'a> {
    file: &'a Path,
    /// The value.
    pub value: &'a Value,
}

impl<'a> At<'a> {
    /// A member of it.
    pub fn get(self, key: &str) -> Option<Self> {
        let value = self.value.get(key)?;
        Some(Self { value, ..self })
    }

    /// The members of an object.
    pub fn members(self) -> impl Iterator<Item = (&'a String, Self)> {
        let members = self.value.as_object().into_iter().flatten();
        members.map(move |(key, value)| (key, Self { value, ..self }))
    }

    /// The items of a list.
    pub fn items(self) -> impl Iterator<Item = Self> {
        let items = self.value.as_array().into_iter().flatten();
        items.map(move |value| Self { value, ..self })
    }

    /// A member that is text.
    pub fn text(self, key: &str) -> Option<&'a str> {
        self.value.get(key)?.as_str()
    }
}

impl Library {
    /// Reads `text`, which stands in the file at `path`, and all files that it refers to. Those that cannot be read
    /// are left out.
    pub fn load(path: &Path, text: &str) -> Result<Self> {
        let root = parse(text)?;
        let mut ahead = files_named(path, &root);
        let mut files = BTreeMap::from([(path.to_owned(), root)]);
        while let Some(path) = ahead.pop() {
            if files.contains_key(&path) {
                continue;
            }
            let text = std::fs::read_to_string(&path);
            let Some(value) = text.ok().and_then(|text| parse(&text).ok()) else {
                continue;
            };
            ahead.extend(files_named(&path, &value));
            files.insert(path, value);
        }
        Ok(Self {
            root: path.to_owned(),
            files,
        })
    }

    /// The description itself.
    pub fn root(&self) -> At<'_> {
        At {
            file: &self.root,
            value: &self.files[&self.root],
        }
    }

    /// Whether a reference of the description leads to another file.
    pub fn is_scattered(&self) -> bool {
        !files_named(&self.root, &self.files[&self.root]).is_empty()
    }

    /// The value itself, or what its chain of references leads to in the end. `None` when that is nothing.
    pub fn followed<'a>(&'a self, at: At<'a>) -> Option<At<'a>> {
        let end = self.chain(at).pop();
        end.filter(|end| end.text("$ref").is_none())
    }

    /// The value and all that its chain of references leads to, each once.
    pub fn chain<'a>(&'a self, at: At<'a>) -> Vec<At<'a>> {
        let mut chain = vec![at];
        let mut seen = BTreeSet::from([std::ptr::from_ref(at.value)]);
        while let Some(next) = chain.last().and_then(|last| self.target(*last)) {
            if !seen.insert(std::ptr::from_ref(next.value)) {
                break;
            }
            chain.push(next);
        }
        chain
    }

    /// What a value's `$ref` leads to. `None` when it has none, or it leads nowhere.
    fn target<'a>(&'a self, at: At<'a>) -> Option<At<'a>> {
        let reference = at.text("$ref")?;
        let (file, fragment) = reference.split_once('#').unwrap_or((reference, ""));
        let path = beside(at.file, file);
        let (file, root) = self.files.get_key_value(&path)?;
        let pointer = percent_decode_str(fragment).decode_utf8().ok()?;
        let value = root.pointer(&pointer)?;
        Some(At { file, value })
    }
}

/// The path that a reference in `file` names; the file itself when it names none.
fn beside(file: &Path, relative: &str) -> PathBuf {
    if relative.is_empty() {
        return file.to_owned();
    }
    let relative = percent_decode_str(relative).decode_utf8_lossy();
    let mut path = file.parent().unwrap_or(Path::new("")).to_owned();
    for part in relative.split('/') {
        match part {
            "." | "" => {}
            ".." if path.file_name().is_some() => {
                path.pop();
            }
            _ => path.push(part),
        }
    }
    path
}

/// The other files that references in `value` name.
fn files_named(path: &Path, value: &Value) -> Vec<PathBuf> {
    let mut named = Vec::new();
    let mut ahead = vec![value];
    while let Some(value) = ahead.pop() {
        match value {
            Value::Array(items) => ahead.extend(items),
            Value::Object(members) => {
                ahead.extend(members.values());
                let reference = members.get("$ref").and_then(Value::as_str);
                let file = reference.and_then(|reference| reference.split('#').next());
                if let Some(file) = file.filter(|file| !file.is_empty() && !file.contains("://")) {
                    named.push(beside(path, file));
                }
            }
            _ => {}
        }
    }
    named
}

/// JSON or YAML; the last of equal keys counts.
fn parse(text: &str) -> Result<Value> {
    let text = text.trim_start_matches('\u{feff}');
    if text.trim_start().starts_with(['{', '['])
        && let Ok(value) = serde_json::from_str(text)
    {
        return Ok(value);
    }
    let mut value = serde_yaml::from_str(text).context("this is neither JSON nor YAML")?;
    merge(&mut value);
    Ok(value)
}

/// Replaces YAML's merge keys by the members they stand for.
fn merge(value: &mut Value) {
    match value {
        Value::Array(items) => items.iter_mut().for_each(merge),
        Value::Object(members) => {
            let merged = match members.remove("<<") {
                Some(Value::Array(list)) => list,
                Some(one) => vec![one],
                None => Vec::new(),
            };
            for one in merged {
                if let Value::Object(more) = one {
                    for (key, value) in more {
                        members.entry(key).or_insert(value);
                    }
                }
            }
            members.values_mut().for_each(merge);
        }
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn yaml_is_read_as_the_json_it_stands_for() {
        let text = "a: &a {x: 1, y: 2}\nb: {<<: *a, y: 3}\n200: ok\nok: 1\nok: 2\n";
        let expected = serde_json::json!({
            "a": {"x": 1, "y": 2},
            "b": {"x": 1, "y": 3},
            "200": "ok",
            "ok": 2,
        });
        assert_eq!(parse(text).unwrap(), expected);
    }

    #[test]
    fn references_lead_from_file_to_file() {
        let folder = tempfile::tempdir().unwrap();
        let write = |name: &str, text: &str| {
            let path = folder.path().join(name);
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            std::fs::write(path, text).unwrap();
        };
        write("parts/one.yaml", "x~/y: {$ref: '../two.json#/z'}\n");
        write("two.json", r##"{"z": {"$ref": "#/end"}, "end": 7}"##);
        let text =
            "a: {$ref: 'parts/one.yaml#/x~0%7E1y'}\nb: {$ref: '#/b'}\nc: {$ref: 'none.yaml'}\n";
        let path = folder.path().join("root.yaml");
        let library = Library::load(&path, text).unwrap();
        let value = |key: &str| {
            let at = library.followed(library.root().get(key).unwrap());
            at.map(|at| at.value.clone())
        };
        assert_eq!(value("a"), Some(7.into()));
        assert_eq!(value("b"), None);
        assert_eq!(value("c"), None);
        assert!(library.is_scattered());
        assert!(
            !Library::load(&path, "a: {$ref: '#/a'}")
                .unwrap()
                .is_scattered()
        );
    }
}
