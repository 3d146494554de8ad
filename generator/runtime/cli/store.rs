//! Where keys are kept: a file that only its owner can read, by profile.

use std::collections::BTreeMap;
use std::io::Write;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use super::failure::Failure;
use super::table::Tool;
use super::vault;

/// The profile that is used when none is named.
pub(super) const DEFAULT: &str = "default";

/// All that is kept.
#[derive(Default, Deserialize, Serialize)]
pub(super) struct Store {
    /// Profile to scheme to key.
    pub(super) profiles: BTreeMap<String, BTreeMap<String, String>>,
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
pub(super) fn key(tool: &Tool, profile: &str, scheme: &str, kept: &str) -> Result<String, Failure> {
    if kept != IN_KEYRING {
        return Ok(kept.to_owned());
    }
    vault::read(tool.name, &user(profile, scheme)).map_err(|why| {
        let message = format!("the key of profile `{profile}` is in the system's keyring: {why}");
        Failure::NoCredential(message)
    })
}

/// Forgets what the keyring keeps for an entry of the file.
pub(super) fn forget(tool: &Tool, profile: &str, scheme: &str, kept: &str) -> Result<(), Failure> {
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

/// Reads the file; without one there is nothing.
pub(super) fn read(tool: &Tool) -> Result<Store, Failure> {
    let Some(path) = path(tool) else {
        return Ok(Store::default());
    };
    let shown = path.display().to_string();
    match std::fs::read(&path) {
        // The message of the library could quote a key.
        Ok(bytes) => serde_json::from_slice(&bytes)
            .map_err(|_| Failure::Local(format!("{shown} is damaged: delete it and log in again"))),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(Store::default()),
        Err(error) => Err(Failure::file("read", &shown, &error)),
    }
}

/// Writes the file anew, as a whole or not at all.
pub(super) fn write(tool: &Tool, store: &Store) -> Result<PathBuf, Failure> {
    let Some(path) = path(tool) else {
        let message = "there is no folder for settings: set HOME or XDG_CONFIG_HOME";
        return Err(Failure::Local(message.to_owned()));
    };
    let shown = path.display().to_string();
    let text = serde_json::to_string_pretty(store).unwrap_or_default();
    let folder = path.parent().unwrap_or(Path::new("."));
    let written = std::fs::create_dir_all(folder)
        .and_then(|()| write_private(&path.with_extension("new"), text.as_bytes()))
        .and_then(|()| std::fs::rename(path.with_extension("new"), &path));
    written.map_err(|error| Failure::file("write", &shown, &error))?;
    Ok(path)
}

fn write_private(path: &Path, bytes: &[u8]) -> std::io::Result<()> {
    // A leftover could be readable for others.
    let _ = std::fs::remove_file(path);
    let mut options = std::fs::OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path)?.write_all(bytes)
}
