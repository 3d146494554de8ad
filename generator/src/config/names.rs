//! The section `[names]`: the naming scheme, and what else is chosen once for all names.

use serde::Deserialize;

/// How names are found. What is not set is chosen for the description as it is now.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Names {
    /// Whether extensions that name operations and types count.
    pub ignore_extensions: bool,
}
