//! What a crate was generated from: tells a changed description from a changed generator.

use std::fmt::{self, Write};

use memchr::memmem::Finder;
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

/// A hash of all that is known of an API, but for where it is described.
fn fingerprint(api: &Api) -> String {
    let mut said = Said {
        text: String::with_capacity(2 * PIECE),
        hash: Sha256::new(),
        place: Finder::new("Origin { file: "),
    };
    // Nothing that it writes to refuses.
    let _ = write!(said, "{api:?}");
    said.take(said.text.len());
    let digest = said.hash.finalize();
    digest
        .iter()
        .take(16)
        .map(|byte| format!("{byte:02x}"))
        .collect()
}

/// Hashes what is written to it, piece by piece: the text of a large description has hundreds of megabytes.
struct Said {
    /// What is not hashed yet.
    text: String,
    hash: Sha256,
    /// Finds how a place begins.
    place: Finder<'static>,
}

/// How much text is kept before it is hashed.
const PIECE: usize = 1 << 16;

impl Write for Said {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        self.text.push_str(text);
        // No place goes on behind a brace.
        if self.text.len() > PIECE
            && let Some(brace) = memchr::memrchr(b'}', self.text.as_bytes())
        {
            self.take(brace + 1);
        }
        Ok(())
    }
}

impl Said {
    /// Hashes the first `length` bytes without the places in them.
    fn take(&mut self, length: usize) {
        let said = self.text.as_bytes().get(..length).unwrap_or_default();
        let mut from = 0;
        for place in self.place.find_iter(said) {
            self.hash.update(said.get(from..place).unwrap_or_default());
            let rest = said.get(place..).unwrap_or_default();
            from = place + memchr::memchr(b'}', rest).map_or(rest.len(), |brace| brace + 1);
        }
        self.hash.update(said.get(from..).unwrap_or_default());
        self.text.drain(..length.min(self.text.len()));
    }
}
