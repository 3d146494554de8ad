//! What arguments are made into. Methods take whatever converts, and what follows is compiled once.

use std::collections::BTreeMap;

/// A text.
pub fn into_text(value: impl Into<String>) -> String {
    value.into()
}

/// A list of texts.
pub fn into_texts(values: impl IntoIterator<Item = impl Into<String>>) -> Vec<String> {
    values.into_iter().map(Into::into).collect()
}

/// A list.
pub fn into_list<T>(values: impl IntoIterator<Item = T>) -> Vec<T> {
    values.into_iter().collect()
}

/// A list of what converts.
pub fn into_items<T>(values: impl IntoIterator<Item = impl Into<T>>) -> Vec<T> {
    values.into_iter().map(Into::into).collect()
}

/// Members by name.
pub fn into_map<T>(
    members: impl IntoIterator<Item = (impl Into<String>, impl Into<T>)>,
) -> BTreeMap<String, T> {
    let members = members.into_iter();
    members
        .map(|(name, value)| (name.into(), value.into()))
        .collect()
}
