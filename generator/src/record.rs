//! What a crate was generated from: tells a changed description from a changed generator.

use std::fmt::{self, Write};
use std::mem;

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
pub(crate) fn text(api: &mut Api) -> String {
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
fn fingerprint(api: &mut Api) -> String {
    let version = mem::take(&mut api.sdk.package_version);
    let mut said = Said::default();
    // Nothing that it writes to refuses.
    let _ = write!(said, "{api:?}");
    api.sdk.package_version = version;
    said.take(said.text.len());
    let digest = said.hash.finalize();
    digest
        .iter()
        .take(16)
        .map(|byte| format!("{byte:02x}"))
        .collect()
}

/// Hashes what is written to it, piece by piece: the text of a large description has hundreds of megabytes.
#[derive(Default)]
struct Said {
    /// What is not hashed yet.
    text: String,
    hash: Sha256,
}

/// How much text is kept before it is hashed.
const PIECE: usize = 1 << 16;

impl Write for Said {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        self.text.push_str(text);
        // No place goes on behind a brace.
        if self.text.len() > PIECE
            && let Some(brace) = self.text.rfind('}')
        {
            self.take(brace + 1);
        }
        Ok(())
    }
}

impl Said {
    /// Hashes the first `length` bytes without the places in them.
    fn take(&mut self, length: usize) {
        let said = self.text.get(..length).unwrap_or(&self.text);
        for (index, part) in said.split("Origin { file: ").enumerate() {
            let part = match index {
                0 => part,
                _ => part.split_once('}').map_or(part, |(_, rest)| rest),
            };
            self.hash.update(part);
        }
        self.text.drain(..length.min(self.text.len()));
    }
}
