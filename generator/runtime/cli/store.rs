//! Where keys are kept: a file that only its owner can read, by profile.

use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, Ordering};

use serde_json::{Map, Value};

use super::failure::Failure;
use super::notes;
use super::private_file::{PATIENCE, PrivateFile};
use super::table::Tool;
use super::vault;

/// The profile that is used when none is named.
pub(super) const DEFAULT: &str = "default";

/// The object that holds the profiles.
const PROFILES: &str = "profiles";

/// The content of the file: `profiles` holds a key for each scheme of each profile. Properties and values that this version
/// does not know stay as they are.
#[derive(Default)]
pub(super) struct Store(Map<String, Value>);

impl Store {
    /// Reads a text. An empty one holds no keys; `None` if it is damaged.
    fn parse(text: &[u8]) -> Option<Self> {
        let text = text.strip_prefix(b"\xef\xbb\xbf").unwrap_or(text);
        if text.trim_ascii().is_empty() {
            return Some(Store::default());
        }
        let store = Store(serde_json::from_slice(text).ok()?);
        let is_valid = match store.0.get(PROFILES) {
            None => true,
            Some(Value::Object(profiles)) => profiles.values().all(Value::is_object),
            Some(_) => false,
        };
        is_valid.then_some(store)
    }

    /// The entries of a profile, by scheme.
    pub(super) fn profile(&self, name: &str) -> Option<&Map<String, Value>> {
        self.0.get(PROFILES)?.get(name)?.as_object()
    }

    /// Adds an entry, or replaces it.
    pub(super) fn set(&mut self, profile: &str, scheme: &str, kept: Value) {
        let empty = || Value::Object(Map::new());
        let profiles = self.0.entry(PROFILES).or_insert_with(empty);
        let profiles = profiles.as_object_mut();
        let entries = profiles.map(|all| all.entry(profile).or_insert_with(empty));
        if let Some(Value::Object(entries)) = entries {
            entries.insert(scheme.to_owned(), kept);
        }
    }

    /// Removes a profile.
    pub(super) fn remove(&mut self, profile: &str) -> Option<Map<String, Value>> {
        match self.0.get_mut(PROFILES)?.as_object_mut()?.remove(profile)? {
            Value::Object(entries) => Some(entries),
            _ => None,
        }
    }
}

/// What stands in the file in place of a key that the system's keyring keeps; no key has a space in it.
const IN_KEYRING: &str = "in the keyring";

/// Gives a key to the system's keyring, when this build knows it; what stands in the file for it then.
pub(super) fn keep(
    tool: &Tool,
    profile: &str,
    scheme: &str,
    key: &str,
) -> Result<Option<String>, String> {
    if !vault::IS_THERE {
        return Ok(None);
    }
    vault::keep(tool.name, &user(profile, scheme), key)?;
    Ok(Some(IN_KEYRING.to_owned()))
}

/// The key that an entry of the file stands for.
pub(super) fn key(
    tool: &Tool,
    profile: &str,
    scheme: &str,
    kept: &Value,
) -> Result<String, Failure> {
    match kept {
        Value::String(kept) if kept != IN_KEYRING => Ok(kept.clone()),
        Value::String(_) => vault::read(tool.name, &user(profile, scheme)).map_err(|why| {
            let message =
                format!("the key of profile `{profile}` is in the system's keyring: {why}");
            Failure::NoCredential(message)
        }),
        _ => Err(Failure::NoCredential(format!(
            "the key of profile `{profile}` was stored in a way that this version does not know: log in again"
        ))),
    }
}

/// Deletes the key of an entry of the file from the keyring.
pub(super) fn forget(
    tool: &Tool,
    profile: &str,
    scheme: &str,
    kept: &Value,
) -> Result<(), Failure> {
    if kept != IN_KEYRING {
        return Ok(());
    }
    vault::forget(tool.name, &user(profile, scheme)).map_err(|why| {
        let message = format!("the keyring does not forget the key of profile `{profile}`: {why}");
        Failure::Local(message)
    })
}

/// What a key is called in the keyring.
fn user(profile: &str, scheme: &str) -> String {
    format!("{profile}/{scheme}")
}

/// Where the file is: below `XDG_CONFIG_HOME`, `APPDATA` or the home folder.
pub(super) fn path(tool: &Tool) -> Option<PathBuf> {
    let variable = |name: &str| {
        let value = std::env::var_os(name).filter(|value| !value.is_empty());
        value.map(PathBuf::from)
    };
    let folder = variable("XDG_CONFIG_HOME")
        .or_else(|| variable("APPDATA"))
        .or_else(|| variable("HOME").map(|home| home.join(".config")))?;
    Some(folder.join(tool.name).join("credentials.json"))
}

/// Reads the file, and warns if other users can read it too.
pub(super) fn read(tool: &Tool) -> Result<Store, Failure> {
    static IS_WARNED: AtomicBool = AtomicBool::new(false);
    let Some(path) = path(tool) else {
        return Ok(Store::default());
    };
    let file = PrivateFile::new(&path)?;
    let store = content(&file)?;
    if let Some(mode) = file.exposed_mode() {
        if !IS_WARNED.swap(true, Ordering::Relaxed) {
            let path = file.shown();
            let argument = path.replace('\'', "'\\''");
            notes::note(&format!(
                "other users may have access to the keys in {path} (mode {mode:04o}): run `chmod 600 '{argument}'`"
            ));
        }
    }
    Ok(store)
}

/// Reads the file before it is changed, which also limits who can read it.
pub(super) fn check(tool: &Tool) -> Result<Store, Failure> {
    match path(tool) {
        Some(path) => content(&PrivateFile::new(&path)?),
        None => Ok(Store::default()),
    }
}

/// Changes the file while no other process does, unless there is nothing to change. Gives the place of the file and the
/// outcome of the change.
pub(super) fn update<T>(
    tool: &Tool,
    change: impl FnOnce(&mut Store) -> Option<T>,
) -> Result<(String, Option<T>), Failure> {
    let Some(path) = path(tool) else {
        let message = "there is no folder for settings: set HOME or XDG_CONFIG_HOME";
        return Err(Failure::Local(message.to_owned()));
    };
    let file = PrivateFile::new(&path)?;
    let lock = file.lock(PATIENCE)?;
    let mut store = content(&file)?;
    let changed = change(&mut store);
    if changed.is_some() {
        let text = serde_json::to_string_pretty(&store.0)
            .map_err(|error| Failure::Local(format!("cannot write {}: {error}", file.shown())))?;
        file.write(&lock, (text + "\n").as_bytes())?;
    }
    Ok((file.shown(), changed))
}

fn content(file: &PrivateFile) -> Result<Store, Failure> {
    let Some(bytes) = file.read()? else {
        return Ok(Store::default());
    };
    // The message of the library could quote a key.
    Store::parse(&bytes).ok_or_else(|| damaged(&file.shown()))
}

fn damaged(path: &str) -> Failure {
    Failure::Local(format!(
        "{path} is damaged: repair or delete it and log in again"
    ))
}
