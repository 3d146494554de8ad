//! Workflows of continuous integration for the repository of a crate.

use std::path::{Path, PathBuf};

use crate::files::{Files, slashed};

/// The repository of a crate, and what the workflows find in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// The folder that the workflows belong in, which GitHub reads in the root of a repository alone.
    pub root: PathBuf,
    /// The crate's folder in it; empty where the crate is the repository.
    folder: String,
    /// The description, relative to the crate.
    spec: String,
    /// The description, relative to the repository.
    spec_in_root: String,
}

impl Place {
    /// The place of a crate in `dir` whose description is `spec`. Without a repository, the crate becomes one. `None`
    /// where the description is not in it.
    #[must_use]
    pub fn of(dir: &Path, spec: &Path) -> Option<Self> {
        let (dir, spec) = (resolved(dir)?, resolved(spec)?);
        let root = dir.ancestors().find(|dir| dir.join(".git").exists());
        let root = root.unwrap_or(&dir).to_owned();
        let folder = slashed(dir.strip_prefix(&root).ok()?);
        let spec_in_root = slashed(spec.strip_prefix(&root).ok()?);
        let spec = match spec.strip_prefix(&dir) {
            Ok(spec) => slashed(spec),
            Err(_) => {
                let up = dir.strip_prefix(&root).ok()?.components().map(|_| "../");
                up.collect::<String>() + &spec_in_root
            }
        };
        Some(Self {
            root,
            folder,
            spec,
            spec_in_root,
        })
    }
}

/// The workflows of GitHub Actions, as paths in the repository. `is_configured` says that sdk.toml names the description,
/// so that commands need not.
#[must_use]
pub fn github(place: &Place, is_configured: bool) -> Files {
    let Place { folder, spec, .. } = place;
    let arguments = match is_configured {
        true => String::new(),
        false => format!("\"{spec}\" --out . "),
    };
    let [paths, defaults, cache, manifest] = match folder.is_empty() {
        true => <[String; 4]>::default(),
        false => [
            format!("\n    paths: [\"{folder}/**\", \"{}\"]", place.spec_in_root),
            format!("defaults:\n  run:\n    working-directory: \"{folder}\"\n\n"),
            format!("\n        with:\n          workspaces: \"{folder}\""),
            format!("\n          manifest_path: \"{folder}/Cargo.toml\""),
        ],
    };
    // In a repository of several crates each has its own.
    let prefix = match folder.rsplit('/').next() {
        Some(name) if !name.is_empty() => format!("{name}-"),
        _ => String::new(),
    };
    let mut files = Files::new();
    let check = include_str!("check.yml")
        .replace("@VERSION@", env!("CARGO_PKG_VERSION"))
        .replace("@ARGUMENTS@", &arguments)
        .replace("@SPEC@", spec)
        .replace("@PATHS@", &paths)
        .replace("@DEFAULTS@", &defaults)
        .replace("@CACHE@", &cache);
    files.insert(format!(".github/workflows/{prefix}ci.yml"), check);
    let release = include_str!("release.yml").replace("@MANIFEST@", &manifest);
    files.insert(format!(".github/workflows/{prefix}release.yml"), release);
    files
}

/// The path without links, as far as it exists.
fn resolved(path: &Path) -> Option<PathBuf> {
    let path = std::path::absolute(path).ok()?;
    path.ancestors().find_map(|there| {
        let rest = path.strip_prefix(there).ok()?;
        Some(there.canonicalize().ok()?.join(rest))
    })
}
