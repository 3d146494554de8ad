//! The section `[cli]`: the command-line tool.

use std::collections::BTreeMap;

use serde::Deserialize;

use super::Setting;

/// The command-line tool.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct CliConfig {
    /// What it is called by; without it, as the crate, but for `-sdk`.
    pub name: Option<Setting>,
    /// `Schema.member`: secrets that are returned only once, and shown then.
    pub show_once: Vec<Setting>,
    /// Schema to the members that are the columns of its tables.
    pub columns: BTreeMap<Setting, Vec<Setting>>,
}
