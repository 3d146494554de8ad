//! The version in a manifest, or in settings: both keep it in `[package]`.

use toml_edit::{DocumentMut, Item, Value};

use super::ManifestError;

/// The version in `[package]`, where it is a text.
///
/// # Errors
///
/// When `text` is not TOML.
pub fn version(text: &str) -> Result<Option<String>, ManifestError> {
    let document: DocumentMut = text.parse().map_err(ManifestError::Syntax)?;
    let version = document
        .get("package")
        .and_then(|package| package.get("version"));
    Ok(version.and_then(Item::as_str).map(str::to_owned))
}

/// The text with another version in `[package]`, and nothing else changed.
///
/// # Errors
///
/// When `text` is not TOML, or has no `[package]`.
pub fn with_version(text: &str, version: &str) -> Result<String, ManifestError> {
    let mut document: DocumentMut = text.parse().map_err(ManifestError::Syntax)?;
    let package = document
        .get_mut("package")
        .and_then(Item::as_table_like_mut);
    let package = package.ok_or(ManifestError::NoPackage)?;
    let mut value = Value::from(version);
    if let Some(before) = package.get("version").and_then(Item::as_value) {
        *value.decor_mut() = before.decor().clone();
    }
    package.insert("version", Item::Value(value));
    Ok(document.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_but_the_version_changes() {
        let text = "# a\n[package]\nname = \"x\"\nversion = \"0.1.0\" # b\n\n[lib]\npath = 'y'\n";
        assert_eq!(version(text).unwrap().as_deref(), Some("0.1.0"));
        let changed = with_version(text, "0.2.0").unwrap();
        assert_eq!(changed, text.replace("0.1.0", "0.2.0"));
        assert!(with_version("[lib]\n", "1.0.0").is_err());
    }
}
