//! Whether a workspace lists the crates below it.

use std::path::Path;

use glob::{MatchOptions, Pattern};
use toml_edit::{Item, Value};

/// How a folder stands to a Cargo.toml above it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Membership {
    /// There is no workspace, or it leaves the folder out.
    Outside,
    /// The workspace lists the folder.
    Listed,
    /// The workspace does not list the folder, and cargo would refuse a crate there.
    Unlisted,
}

/// Whether the workspace in `root_manifest` lists the folder `relative` to it, with `/` between names.
#[must_use]
pub fn membership(root_manifest: &str, relative: &str) -> Membership {
    // Cargo refuses a crate below a manifest that it cannot read.
    let Ok(document) = super::parse(root_manifest) else {
        return Membership::Unlisted;
    };
    let Some(workspace) = document.get("workspace") else {
        return Membership::Outside;
    };
    let list = |key| {
        workspace
            .get(key)
            .and_then(Item::as_array)
            .into_iter()
            .flatten()
            .filter_map(Value::as_str)
    };
    let plain = |path: &str| {
        path.trim_start_matches("./")
            .trim_end_matches('/')
            .to_owned()
    };
    let options = MatchOptions {
        require_literal_separator: true,
        ..MatchOptions::default()
    };
    let matches = |pattern: &str| {
        Pattern::new(&plain(pattern)).is_ok_and(|pattern| pattern.matches_with(relative, options))
    };
    if list("members").any(|member| plain(member) == relative) {
        Membership::Listed
    } else if list("exclude").any(|folder| Path::new(relative).starts_with(plain(folder))) {
        Membership::Outside
    } else if list("members").any(matches) {
        Membership::Listed
    } else {
        Membership::Unlisted
    }
}
