//! Workflows of continuous integration for the repository of a crate.

use crate::files::Files;

/// The workflows of GitHub Actions, as paths in the repository. `spec` is the description, relative to the crate;
/// `is_configured` says that sdk.toml names it, so that commands need not.
#[must_use]
pub fn github(spec: &str, is_configured: bool) -> Files {
    let arguments = match is_configured {
        true => String::new(),
        false => format!("\"{spec}\" --out . "),
    };
    let mut files = Files::new();
    let check = include_str!("check.yml")
        .replace("@VERSION@", env!("CARGO_PKG_VERSION"))
        .replace("@ARGUMENTS@", &arguments)
        .replace("@SPEC@", spec);
    files.insert(".github/workflows/ci.yml", check);
    files.insert(".github/workflows/release.yml", include_str!("release.yml"));
    files
}
