//! Which files of a folder are descriptions.

use std::fmt;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use serde::de::{DeserializeSeed, Deserializer, IgnoredAny, MapAccess, Visitor};

/// The keys that make a document a description.
const KEYS: [&str; 2] = ["openapi", "swagger"];

/// The files below `folder` that could be descriptions, sorted: `*.json`, `*.yaml`, `*.yml`.
pub fn candidates(folder: &Path) -> Result<Vec<PathBuf>> {
    let mut found = Vec::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(folder) = folders.pop() {
        let entries = std::fs::read_dir(&folder)
            .with_context(|| format!("cannot read the folder {}", folder.display()))?;
        for entry in entries {
            let entry = entry?;
            let path = entry.path();
            // A link to a folder is not followed: it could lead back.
            if entry.file_type()?.is_dir() {
                folders.push(path);
            } else if path.is_file() && has_known_ending(&path) {
                found.push(path);
            }
        }
    }
    found.sort();
    Ok(found)
}

fn has_known_ending(path: &Path) -> bool {
    let ending = path.extension().and_then(|ending| ending.to_str());
    ending.is_some_and(|ending| ["json", "yaml", "yml"].contains(&ending))
}

/// Whether `text` has a member `openapi` or `swagger` at its top.
///
/// Most texts show it at the first glance. Of the others, only those that hold the word are parsed; one that cannot be
/// is a description when a line begins with the key.
pub fn is_description(text: &str) -> bool {
    let text = text.trim_start_matches('\u{feff}');
    if !KEYS.iter().any(|key| text.contains(key)) {
        return false;
    }
    let is_flow = text.trim_start().starts_with('{');
    if !is_flow && text.lines().any(begins_with_key) {
        return true;
    }
    let parsed = if is_flow {
        let mut deserializer = serde_json::Deserializer::from_str(text);
        HasKey
            .deserialize(&mut deserializer)
            .or_else(|_| HasKey.deserialize(serde_yaml::Deserializer::from_str(text)))
    } else {
        HasKey.deserialize(serde_yaml::Deserializer::from_str(text))
    };
    parsed.unwrap_or_else(|_| {
        let is_broken = serde_yaml::from_str::<IgnoredAny>(text).is_err();
        let mut lines = text.lines();
        is_broken && lines.any(|line| begins_with_key(line.trim_start_matches([' ', '\t', '{'])))
    })
}

/// Whether a line begins with one of the keys, quoted or not, and a colon.
fn begins_with_key(line: &str) -> bool {
    let rest = line.trim_start_matches(['"', '\'']);
    KEYS.iter().any(|key| {
        rest.strip_prefix(key).is_some_and(|rest| {
            rest.trim_start_matches(['"', '\''])
                .trim_start()
                .starts_with(':')
        })
    })
}

/// Looks for the keys among the members of an object, without keeping anything.
struct HasKey;

impl<'de> DeserializeSeed<'de> for HasKey {
    type Value = bool;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<bool, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for HasKey {
    type Value = bool;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut members: A) -> Result<bool, A::Error> {
        let mut found = false;
        while let Some(key) = members.next_key::<String>()? {
            found |= KEYS.contains(&key.as_str());
            members.next_value::<IgnoredAny>()?;
        }
        Ok(found)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_key_counts_at_the_top_only() {
        let descriptions = [
            "openapi: 3.1.0\npaths: {}\n",
            "# words\n\"swagger\": '2.0'\n",
            "info: {}\nopenapi : 3.0.3\n",
            "{openapi: 3.0.3, info: {}}",
            "{\"info\": {\"a\": [1, 2]}, \"swagger\": \"2.0\"}",
            "\u{feff}{\"openapi\": \"3.0.0\"}",
            "  openapi: 3.0.3\n  info: {}\n",
        ];
        for text in descriptions {
            assert!(is_description(text), "{text}");
        }
        let others = [
            "",
            "openapi",
            "- openapi: 3.1.0\n",
            "{\"a\": {\"openapi\": \"3.0.0\"}}",
            "[{\"openapi\": \"3.0.0\"}]",
            "[\n  {\n    \"openapi\": \"3.0.0\"\n  }\n]",
            "tool:\n  openapi: 3.1.0\n",
            "about: the openapi standard\n",
            "openapis: 3\n",
        ];
        for text in others {
            assert!(!is_description(text), "{text}");
        }
    }

    #[test]
    fn a_broken_text_counts_by_the_look_of_it() {
        assert!(is_description(
            "{\n  \"openapi\": \"3.0.0\",\n  \"info\": {"
        ));
        assert!(is_description("openapi: 3.0.0\ninfo: [\n"));
        assert!(!is_description("{\n  \"about\": \"openapi\",\n"));
    }

    #[test]
    fn subfolders_count_and_other_endings_do_not() {
        let folder = tempfile::tempdir().unwrap();
        std::fs::create_dir(folder.path().join("b")).unwrap();
        for name in ["z.yaml", "a.json", "b/c.yml", "README.md"] {
            std::fs::write(folder.path().join(name), "").unwrap();
        }
        let found = candidates(folder.path()).unwrap();
        let names: Vec<_> = found
            .iter()
            .map(|path| path.strip_prefix(folder.path()).unwrap().to_str().unwrap())
            .collect();
        assert_eq!(names, ["a.json", "b/c.yml", "z.yaml"]);
    }
}
