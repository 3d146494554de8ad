//! The table: `xtask/truth/*.yaml`, read and made into descriptions.

use std::path::Path;

use anyhow::{Context, Result, ensure};
use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::{Map, Value};

/// Two descriptions that differ in one thing, and what that means.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Pair {
    /// What differs, in words.
    pub change: String,
    /// Where: a pointer, which may begin with the name of a place.
    at: String,
    /// What the old description says there.
    old: Option<Value>,
    /// What the new one says there.
    new: Option<Value>,
    /// The settings of both.
    #[serde(default)]
    settings: Settings,
    /// The codes of what is reported.
    pub codes: Vec<String>,
    /// What becomes of code.
    pub source: String,
    /// What becomes of clients.
    pub wire: String,
    /// Whether `cargo semver-checks` has lints for it.
    #[serde(default)]
    pub semver: bool,
    /// What a client is seen to do, where that is not what `wire` says.
    pub seen: Option<Seen>,
    /// Whether code compiles, where that is not what `source` says.
    pub compiles: Option<bool>,
    /// Why something is not what is seen.
    pub because: Option<String>,
}

/// `sdk.toml` of both descriptions.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct Settings {
    old: String,
    new: String,
}

/// What becomes of the calls of a client.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Seen {
    /// All go well.
    Works,
    /// Some do.
    Depends,
    /// None of some operation does.
    Breaks,
}

/// A description and its settings.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Text {
    /// The description, as JSON.
    pub description: String,
    /// The settings; empty: there are none.
    pub settings: String,
}

#[derive(Deserialize)]
struct Base {
    description: Value,
    places: Map<String, Value>,
}

fn nothing() -> Value {
    Value::Object(Map::new())
}

/// All pairs, each with its two descriptions.
pub fn read() -> Result<Vec<(Pair, [Text; 2])>> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("truth");
    let base: Base = yaml(&folder.join("base.yaml"))?;
    let mut files: Vec<_> = std::fs::read_dir(&folder)?
        .map(|entry| Ok(entry?.path()))
        .collect::<Result<_>>()?;
    files.retain(|path| !path.ends_with("base.yaml"));
    files.sort();
    let mut all = Vec::new();
    for file in files {
        let pairs: Vec<Pair> = yaml(&file)?;
        for pair in pairs {
            let texts = texts(&base, &pair);
            let texts = texts.with_context(|| format!("{}: {}", file.display(), pair.change))?;
            all.push((pair, texts));
        }
    }
    Ok(all)
}

fn yaml<T: DeserializeOwned>(path: &Path) -> Result<T> {
    let read = || {
        let mut value: serde_yaml::Value = serde_yaml::from_str(&std::fs::read_to_string(path)?)?;
        value.apply_merge()?;
        let value: Value = serde_yaml::from_value(value)?;
        Ok(serde_json::from_value(value)?)
    };
    read().map_err(|error: anyhow::Error| error.context(path.display().to_string()))
}

fn texts(base: &Base, pair: &Pair) -> Result<[Text; 2]> {
    let (first, rest) = pair.at.split_once('/').unwrap_or((&pair.at, ""));
    let place = base.places.get(first).and_then(Value::as_str);
    let pointer = match (place, rest) {
        (Some(place), "") => place.to_owned(),
        (Some(place), rest) => format!("{place}/{rest}"),
        (None, _) => pair.at.clone(),
    };
    let text = |patch: &Option<Value>, settings: &str| -> Result<Text> {
        let mut description = base.description.clone();
        if let Some(patch) = patch {
            merge(reached(&mut description, &pointer)?, patch);
        }
        Ok(Text {
            description: serde_json::to_string_pretty(&description)?,
            settings: settings.to_owned(),
        })
    };
    let old = text(&pair.old, &pair.settings.old)?;
    let new = text(&pair.new, &pair.settings.new)?;
    ensure!(old != new, "both descriptions are the same");
    Ok([old, new])
}

/// The place at a pointer, made when it is not there.
fn reached<'a>(value: &'a mut Value, pointer: &str) -> Result<&'a mut Value> {
    let mut at = value;
    for key in pointer.split('/').skip(1) {
        let key = key.replace("~1", "/").replace("~0", "~");
        at = at
            .as_object_mut()
            .with_context(|| format!("{pointer} leads nowhere"))?
            .entry(key)
            .or_insert_with(nothing);
    }
    Ok(at)
}

/// RFC 7396: members are put in place of those there, `null` takes one away.
fn merge(value: &mut Value, patch: &Value) {
    let Value::Object(patch) = patch else {
        value.clone_from(patch);
        return;
    };
    if !value.is_object() {
        *value = nothing();
    }
    let Some(members) = value.as_object_mut() else {
        return;
    };
    for (key, patch) in patch {
        if patch.is_null() {
            members.remove(key);
        } else {
            merge(members.entry(key.clone()).or_insert(Value::Null), patch);
        }
    }
}
