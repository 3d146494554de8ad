//! What a crate was generated from: tells a changed description from a changed generator.

use std::fmt::{self, Write};

use memchr::memmem::Finder;
use sha2::{Digest, Sha256};

use crate::files::Files;
use crate::ir::Api;

/// The file below `src/` that says so.
pub const FILE: &str = "sdkgen.toml";

/// The README of a new crate.
pub(crate) const README: &str = "README.md";

/// The example of a new crate.
pub(crate) const EXAMPLE: &str = "examples/first_call.rs";

/// The files of a new crate that follow the API until somebody changes them.
pub(crate) const STARTERS: [&str; 2] = [README, EXAMPLE];

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

/// The text of the file, for an API with this fingerprint. It knows the files that a new crate gets beside `src/`, so
/// that a later run can tell whether anybody changed them.
pub(crate) fn text(fingerprint: &str, starters: &Files) -> String {
    let mut text = format!(
        "# What this code is generated from. Written by sdkgen.\ndescription = \"{fingerprint}\"\ngenerator = \"{}\"\n",
        env!("CARGO_PKG_VERSION")
    );
    text += "\n# Files of a new crate, as they were generated.\n[starters]\n";
    for path in STARTERS {
        if let Some(starter) = starters.get(path) {
            text += &format!("\"{path}\" = \"{}\"\n", hash(starter));
        }
    }
    text
}

/// Whether a file is as the run wrote it that recorded `recorded`.
pub(crate) fn is_untouched(recorded: &str, path: &str, text: &str) -> bool {
    let line = format!("\"{path}\" = \"{}\"", hash(text));
    recorded.lines().any(|recorded| recorded == line)
}

/// A hash of a text, whatever its line ends and the version that it asks for: a release changes that.
fn hash(text: &str) -> String {
    let mut hash = Sha256::new();
    for line in text.lines().filter(|line| requirement(line).is_none()) {
        hash.update(line);
        hash.update("\n");
    }
    hex(&hash.finalize())
}

/// The text with the versions that `there` asks for.
pub(crate) fn with_requirements(text: &str, there: &str) -> String {
    let mut lines = String::new();
    for line in text.split_inclusive('\n') {
        let name = requirement(line.trim_end());
        let kept = name.and_then(|name| {
            let mut others = there.lines();
            others.find(|other| requirement(other) == Some(name))
        });
        match kept {
            Some(kept) => lines += &format!("{kept}\n"),
            None => lines += line,
        }
    }
    lines
}

/// The name of the crate in a line such as `pets-sdk = "0.1"`.
fn requirement(line: &str) -> Option<&str> {
    let (name, version) = line.split_once(" = \"")?;
    let version = version.strip_suffix('"')?;
    let is_version = |next: char| next.is_ascii_digit() || ".-+".contains(next);
    let is_name = |next: char| next.is_ascii_alphanumeric() || "-_".contains(next);
    let is_one = !name.is_empty() && name.chars().all(is_name);
    (is_one
        && version.starts_with(|first: char| first.is_ascii_digit())
        && version.chars().all(is_version))
    .then_some(name)
}

/// The beginning of a hash; enough to tell two texts apart.
fn hex(digest: &[u8]) -> String {
    let bytes = digest.iter().take(16);
    bytes.map(|byte| format!("{byte:02x}")).collect()
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
pub(crate) fn fingerprint(api: &Api) -> String {
    let mut said = Said {
        text: String::with_capacity(2 * PIECE),
        hash: Sha256::new(),
        place: Finder::new("Origin { file: "),
    };
    // Nothing that it writes to refuses.
    let _ = write!(said, "{api:?}");
    said.take(said.text.len());
    hex(&said.hash.finalize())
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_release_changes_no_hash_and_keeps_its_version() {
        let (old, new) = ("a\npets-sdk = \"0.1\"\n", "b\npets-sdk = \"0.1\"\n");
        let released = "a\npets-sdk = \"0.2\"\n";
        assert_eq!(hash(old), hash(released));
        assert_ne!(hash(old), hash(new));
        assert_eq!(with_requirements(new, released), "b\npets-sdk = \"0.2\"\n");
    }
}
