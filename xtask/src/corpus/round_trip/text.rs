//! The text of a description, read independently of the generator.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use percent_encoding::percent_decode_str;
use serde_json::{Map, Value};

use super::yaml::Yaml;

/// The dialect of a description's schemas.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Dialect {
    /// Swagger 2.0.
    Swagger,
    /// OpenAPI 3.0.
    OpenApi30,
    /// OpenAPI 3.1 and later: JSON Schema 2020-12.
    OpenApi31,
}

/// A description and the files it refers to.
#[derive(Debug)]
pub struct Texts {
    /// The dialect of the first file, which is that of all.
    pub dialect: Dialect,
    files: BTreeMap<PathBuf, Option<Value>>,
}

impl Texts {
    /// Reads the description at `path`.
    pub fn read(path: &Path) -> Result<Self> {
        let text =
            std::fs::read(path).with_context(|| format!("cannot read {}", path.display()))?;
        let root = parse(&String::from_utf8_lossy(&text))?;
        Ok(Self::of(root, path))
    }

    /// A description that has been read from `path`.
    pub fn of(root: Value, path: &Path) -> Self {
        let version = root.get("openapi").map(|version| match version {
            Value::String(text) => text.clone(),
            other => other.to_string(),
        });
        let dialect = match version {
            None => Dialect::Swagger,
            Some(version) if version.starts_with("3.0") => Dialect::OpenApi30,
            Some(_) => Dialect::OpenApi31,
        };
        Self {
            dialect,
            files: [(path.to_owned(), Some(root))].into(),
        }
    }

    /// The keys of the component schemas of the file at `path`, and the pointers to them.
    pub fn components(&self, path: &Path) -> Vec<(String, String)> {
        let above = match self.dialect {
            Dialect::Swagger => "/definitions",
            _ => "/components/schemas",
        };
        let schemas = self.files.get(path).and_then(Option::as_ref);
        let schemas = schemas.and_then(|root| root.pointer(above)?.as_object());
        let keys = schemas.into_iter().flat_map(Map::keys);
        // What is an extension is no schema.
        keys.filter(|key| !(self.dialect == Dialect::Swagger && key.starts_with("x-")))
            .map(|key| {
                let token = key.replace('~', "~0").replace('/', "~1");
                (key.clone(), format!("{above}/{token}"))
            })
            .collect()
    }

    /// Where `reference`, found in the file at `base`, leads: a file and a pointer into it.
    pub fn target(&mut self, base: &Path, reference: &str) -> (PathBuf, String) {
        let (file, pointer) = reference.split_once('#').unwrap_or((reference, ""));
        let decoded = |text: &str| percent_decode_str(text).decode_utf8_lossy().into_owned();
        let path = match file {
            "" => base.to_owned(),
            file => {
                let beside = base.parent().unwrap_or(Path::new(""));
                normal(&beside.join(decoded(file)))
            }
        };
        self.files
            .entry(path.clone())
            .or_insert_with_key(|path| parse(&std::fs::read_to_string(path).ok()?).ok());
        (path, decoded(pointer))
    }

    /// What stands at a pointer into a file.
    pub fn at(&self, path: &Path, pointer: &str) -> Option<&Value> {
        self.files.get(path)?.as_ref()?.pointer(pointer)
    }
}

/// The path without `.` and with `..` taken literally.
fn normal(path: &Path) -> PathBuf {
    let mut normal = PathBuf::new();
    for part in path.components() {
        match part {
            std::path::Component::CurDir => {}
            std::path::Component::ParentDir if normal.file_name().is_some() => {
                normal.pop();
            }
            other => normal.push(other),
        }
    }
    normal
}

fn parse(text: &str) -> Result<Value> {
    let text = text.trim_start_matches('\u{feff}');
    if text.trim_start().starts_with('{')
        && let Ok(value) = serde_json::from_str(text)
    {
        return Ok(value);
    }
    let Yaml(mut value) = serde_yaml::from_str(text)?;
    value.apply_merge()?;
    Ok(json(value))
}

/// YAML as JSON: keys become texts, tags are dropped.
fn json(value: serde_yaml::Value) -> Value {
    use serde_yaml::Value as Yaml;
    match value {
        Yaml::Null => Value::Null,
        Yaml::Bool(value) => Value::Bool(value),
        Yaml::Number(number) => match (number.as_i64(), number.as_u64(), number.as_f64()) {
            (Some(number), ..) => number.into(),
            (_, Some(number), _) => number.into(),
            (.., Some(number)) => number.into(),
            _ => Value::Null,
        },
        Yaml::String(text) => Value::String(text),
        Yaml::Sequence(items) => items.into_iter().map(json).collect(),
        Yaml::Mapping(members) => {
            let member = |(key, value)| {
                let key = match json(key) {
                    Value::String(key) => key,
                    other => other.to_string(),
                };
                (key, json(value))
            };
            Value::Object(members.into_iter().map(member).collect())
        }
        Yaml::Tagged(tagged) => json(tagged.value),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn yaml_is_read_with_merges_and_odd_keys() {
        let text = "a: &a {x: 1, y: 2}\nb: {<<: *a, y: 3}\nc: {200: no, true: 1.5}\n";
        let expected = json!({
            "a": {"x": 1, "y": 2},
            "b": {"x": 1, "y": 3},
            "c": {"200": "no", "true": 1.5},
        });
        assert_eq!(parse(text).unwrap(), expected);
    }

    #[test]
    fn references_lead_into_other_files() {
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(folder.path().join("b c.yaml"), "x: {y/z: 5}\n").unwrap();
        let path = folder.path().join("a.yaml");
        std::fs::write(&path, "openapi: 3.0.3\ncomponents: {schemas: {A/B: {}}}\n").unwrap();
        let mut texts = Texts::read(&path).unwrap();
        assert_eq!(texts.dialect, Dialect::OpenApi30);
        let components = texts.components(&path);
        assert_eq!(
            components,
            [("A/B".to_owned(), "/components/schemas/A~1B".to_owned())]
        );
        let (file, pointer) = texts.target(&path, "./b%20c.yaml#/x/y~1z");
        assert_eq!(texts.at(&file, &pointer), Some(&json!(5)));
        let (file, pointer) = texts.target(&path, "none.yaml#/x");
        assert_eq!(texts.at(&file, &pointer), None);
    }
}
