//! Stands in `Debug` output for values whose names say that they are credentials.

use std::fmt;

/// Shown in place of a credential.
pub struct Masked;

impl fmt::Debug for Masked {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("…")
    }
}
