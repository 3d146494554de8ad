//! What the targets share: bytes as a description, and that each message can be printed.

use std::path::Path;

use sdkgen::diagnostics::Diagnostics;
use sdkgen::source::{self, Documents};

/// The first lines of a description, one for each dialect.
const HEADERS: [&str; 4] = [
    "openapi: 3.0.3\n",
    "openapi: 3.1.0\n",
    "openapi: 3.2.0\n",
    "swagger: '2.0'\n",
];

/// The bytes as a description: they say of themselves what dialect it is, or else the first of them does. `None` when
/// they are neither JSON nor YAML. References to files lead nowhere: nothing on the disk counts.
pub fn description(bytes: &[u8], diagnostics: &mut Diagnostics) -> Option<Documents> {
    let text = std::str::from_utf8(bytes).ok()?;
    let says_itself = ["openapi", "swagger"].iter().any(|key| text.contains(key));
    let text = if says_itself {
        text.to_owned()
    } else {
        let header = HEADERS.get(usize::from(*bytes.first()?) % HEADERS.len())?;
        format!("{header}{text}")
    };
    source::parse(Path::new("fuzz.yaml"), text, diagnostics).map(Documents::alone)
}

/// Prints the messages, which finds the places that they point to.
pub fn print(diagnostics: &Diagnostics) {
    std::hint::black_box(diagnostics.render());
}
