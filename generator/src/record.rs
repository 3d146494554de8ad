//! What a crate was generated from: tells a changed description from a changed generator.

use sha2::{Digest, Sha256};

use crate::ir::Api;

/// The file below `src/` that says so.
pub const FILE: &str = "sdkgen.toml";

/// What may have changed when a crate is not what would be generated now.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cause {
    /// The description, or the settings.
    Description,
    /// The generator.
    Generator,
    /// Neither: somebody wrote in the crate.
    Crate,
}

/// The text of the file.
pub(crate) fn text(api: &Api) -> String {
    format!(
        "# What this code is generated from. Written by sdkgen.\ndescription = \"{}\"\ngenerator = \"{}\"\n",
        fingerprint(api),
        env!("CARGO_PKG_VERSION")
    )
}

/// Why the crate that recorded `recorded` is not what `current` records.
#[must_use]
pub fn cause(recorded: &str, current: &str) -> Cause {
    let line = |text: &str, key: &str| {
        let mut lines = text.lines();
        lines.find(|line| line.starts_with(key)).map(str::to_owned)
    };
    let differs = |key| line(recorded, key) != line(current, key);
    match (differs("description"), differs("generator")) {
        (true, _) => Cause::Description,
        (false, true) => Cause::Generator,
        (false, false) => Cause::Crate,
    }
}

/// A hash of all that is known of an API, but for where it is described, and the version of the crate, which is not in
/// the code.
fn fingerprint(api: &Api) -> String {
    let mut api = api.clone();
    api.sdk.package_version.clear();
    let said = format!("{api:?}");
    let mut hash = Sha256::new();
    for (index, part) in said.split("Origin { file: ").enumerate() {
        let part = match index {
            0 => part,
            _ => part.split_once('}').map_or(part, |(_, rest)| rest),
        };
        hash.update(part);
    }
    let digest = hash.finalize();
    digest
        .iter()
        .take(16)
        .map(|byte| format!("{byte:02x}"))
        .collect()
}
