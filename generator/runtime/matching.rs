//! Members of an object by a pattern that their names match.

use std::collections::BTreeMap;

use serde::de::{self, DeserializeOwned};

use super::members::{Members, decode};
use super::pattern::matches;

impl Members {
    /// Takes all whose names match a pattern.
    pub fn matching<T: DeserializeOwned, E: de::Error>(
        &mut self,
        pattern: &'static str,
    ) -> Result<BTreeMap<String, T>, E> {
        let is_match = |name: &String| matches(pattern, name);
        let names: Vec<String> = self
            .0
            .keys()
            .filter(|name| is_match(name))
            .cloned()
            .collect();
        let taken = names
            .into_iter()
            .filter_map(|name| self.0.remove_entry(&name));
        taken
            .map(|(name, value)| Ok((name.clone(), decode(&name, value)?)))
            .collect()
    }
}
