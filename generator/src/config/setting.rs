//! A text of the settings that knows its place.

use std::borrow::Borrow;
use std::cmp::Ordering;
use std::fmt;

use serde::Deserialize;
use toml::Spanned;

use crate::source::Origin;

/// A text that names something of the description, and where it stands. Two of the same text are equal.
#[derive(Clone, Debug, Deserialize)]
#[serde(from = "Spanned<String>")]
pub struct Setting {
    pub(super) text: String,
    /// Where it stands.
    pub origin: Origin,
}

impl Setting {
    /// Creates a setting from an extension of the description.
    #[must_use]
    pub const fn new(origin: Origin, text: String) -> Self {
        Self { text, origin }
    }

    /// The text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.text
    }
}

/// A text that comes from elsewhere, such as the command line.
impl From<String> for Setting {
    fn from(text: String) -> Self {
        Self {
            text,
            origin: Origin::NOWHERE,
        }
    }
}

impl From<Spanned<String>> for Setting {
    fn from(spanned: Spanned<String>) -> Self {
        Self {
            origin: Origin::in_settings(spanned.span().start),
            text: spanned.into_inner(),
        }
    }
}

impl fmt::Display for Setting {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

impl Borrow<str> for Setting {
    fn borrow(&self) -> &str {
        &self.text
    }
}

impl PartialEq for Setting {
    fn eq(&self, other: &Self) -> bool {
        self.text == other.text
    }
}

impl Eq for Setting {}

impl PartialOrd for Setting {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Setting {
    fn cmp(&self, other: &Self) -> Ordering {
        self.text.cmp(&other.text)
    }
}
