//! Turns wire words into Rust names. Only a [`Scope`] makes a name, so no two in a scope are alike.

mod arguments;
mod assign;
mod casing;
mod commands;
mod features;
mod files;
mod fitting;
mod models;
mod renaming;
mod reserved;
pub mod scheme;
mod values;

use std::collections::BTreeSet;
use std::fmt;

use deunicode::deunicode;
use proc_macro2::{Ident, Span};

pub use self::assign::assign;
use self::casing::{pascal, shouting, snake};
pub use self::casing::{singular, words};
pub use self::reserved::{APART, CALLS, DEVICES, HANDLES, METHODS, MODELS, RUNTIME, TYPES};

/// A Rust name: an identifier that is valid where it is used.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Name {
    text: String,
    is_raw: bool,
}

impl Name {
    /// As written in Rust, without `r#`.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// Whether it stands for something.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.text.is_empty()
    }

    /// The identifier. Names are checked when a scope makes them.
    #[must_use]
    pub fn ident(&self) -> Ident {
        match (self.is_raw, self.text.as_str()) {
            (_, "") => Ident::new("unnamed", Span::call_site()),
            (true, text) => Ident::new_raw(text, Span::call_site()),
            (false, text) => Ident::new(text, Span::call_site()),
        }
    }
}

impl fmt::Display for Name {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(if self.is_raw { "r#" } else { "" })?;
        f.write_str(&self.text)
    }
}

/// A place in which every name is unique.
#[derive(Clone, Debug)]
pub struct Scope {
    taken: BTreeSet<String>,
}

impl Scope {
    /// A scope in which `reserved` cannot be given out.
    #[must_use]
    pub fn new(reserved: &[&[&str]]) -> Self {
        Self {
            taken: reserved.concat().into_iter().map(str::to_owned).collect(),
        }
    }

    /// A type, variant or trait.
    pub fn ty(&mut self, words: &str) -> Name {
        self.take(pascal(words), "Value", "")
    }

    /// A type; when it is taken, with `more` behind it.
    pub fn ty_or(&mut self, words: &str, more: &str) -> Name {
        if self.has_ty(words) {
            self.ty(&format!("{words} {more}"))
        } else {
            self.ty(words)
        }
    }

    /// A field, argument, method, function or module.
    pub fn value(&mut self, words: &str) -> Name {
        self.take(snake(words), "value", "_")
    }

    /// A module: like a value, but never a keyword or a device and always ASCII, since it names a file.
    pub fn module(&mut self, words: &str) -> Name {
        let mut name = self.value(&deunicode(words));
        if name.is_raw || DEVICES.contains(&name.text.as_str()) {
            name = Name {
                text: format!("{}_", name.text),
                is_raw: false,
            };
        }
        name
    }

    /// A constant.
    pub fn constant(&mut self, words: &str) -> Name {
        let name = shouting(words);
        // Scripts without capitals have no way to tell a constant from a variable.
        match name == snake(words) {
            true => self.take(format!("VALUE_{name}"), "VALUE", "_"),
            false => self.take(name, "VALUE", "_"),
        }
    }

    /// Whether giving out `words` as a type changes them.
    #[must_use]
    pub fn has_ty(&self, words: &str) -> bool {
        self.taken.contains(&pascal(words))
    }

    /// Whether giving out `words` as a value changes them.
    #[must_use]
    pub fn has_value(&self, words: &str) -> bool {
        self.taken.contains(&snake(words))
    }

    /// Lets names be given out that were reserved, or reserves them again.
    fn set_reserved(&mut self, names: &[&str], reserved: bool) {
        for name in names {
            match reserved {
                true => self.taken.insert((*name).to_owned()),
                false => self.taken.remove(*name),
            };
        }
    }

    fn take(&mut self, wanted: String, fallback: &str, joint: &str) -> Name {
        let begins = wanted
            .chars()
            .next()
            .is_some_and(|first| first.is_alphabetic() || first == '_');
        let stem = match (wanted.is_empty(), begins) {
            (true, _) => fallback.to_owned(),
            (false, true) => wanted,
            (false, false) => format!("{fallback}{joint}{wanted}"),
        };
        // `self` and its like are no identifiers, not even raw ones.
        let stem = [stem.clone(), format!("{stem}_")]
            .into_iter()
            .find(|stem| valid(stem).is_some())
            .unwrap_or_else(|| fallback.to_owned());
        let stem = clipped(stem);
        let mut text = stem.clone();
        let mut number = 2;
        while self.taken.contains(&text) || valid(&text).is_none() {
            // `self_` becomes `self_2`: two underscores in a row, or one in a type, are not Rust's style. After a digit
            // the number would be another one.
            let stem = stem.trim_end_matches('_');
            let joint = if stem.ends_with(|last: char| last.is_ascii_digit()) {
                "_"
            } else {
                joint
            };
            text = format!("{stem}{joint}{number}");
            number += 1;
        }
        self.taken.insert(text.clone());
        let is_raw = valid(&text).unwrap_or_default();
        Name { text, is_raw }
    }
}

/// The beginning of a name that is too long for a file, which file systems limit to 255 bytes.
fn clipped(mut name: String) -> String {
    /// With a number, an extension and the prefix of a temporary file it stays below the limit.
    const LONGEST: usize = 200;
    if name.len() > LONGEST {
        let mut end = LONGEST;
        while !name.is_char_boundary(end) {
            end -= 1;
        }
        name.truncate(end);
        name.truncate(name.trim_end_matches('_').len());
    }
    name
}

/// What is named in one scope, in an order that does not depend on where each is described: first what is called as
/// it is on the wire.
fn by_wire<T>(mut all: Vec<T>, wire: impl Fn(&T) -> &String) -> Vec<T> {
    all.sort_by_cached_key(|one| {
        let wire = wire(one);
        (snake(wire) != *wire, wire.clone())
    });
    all
}

/// Whether `text` is an identifier, and whether it needs `r#`.
fn valid(text: &str) -> Option<bool> {
    let is_ascii = text.starts_with(|first: char| first.is_ascii_alphabetic())
        && text
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || byte == b'_');
    match text {
        "crate" | "self" | "super" | "Self" => None,
        _ if is_ascii => Some(KEYWORDS.contains(&text)),
        _ => syn::parse_str::<Ident>(text).ok().map(|_| false),
    }
}

/// What needs `r#` to be an identifier in edition 2024: strict and reserved keywords (the Rust Reference, "Keywords").
const KEYWORDS: [&str; 48] = [
    "abstract", "as", "async", "await", "become", "box", "break", "const", "continue", "do", "dyn",
    "else", "enum", "extern", "false", "final", "fn", "for", "gen", "if", "impl", "in", "let",
    "loop", "macro", "match", "mod", "move", "mut", "override", "priv", "pub", "ref", "return",
    "static", "struct", "trait", "true", "try", "type", "typeof", "unsafe", "unsized", "use",
    "virtual", "where", "while", "yield",
];

#[cfg(test)]
mod tests {
    use super::*;

    /// syn does not know the edition, and lets `gen` pass.
    #[test]
    fn keywords_are_what_syn_takes_for_keywords() {
        let is_plain = |text: &str| text != "gen" && syn::parse_str::<Ident>(text).is_ok();
        let mut words: Vec<String> = KEYWORDS.map(str::to_owned).to_vec();
        let letters = || ('a'..='z').map(String::from);
        for one in letters() {
            for two in letters() {
                words.extend(letters().map(|three| format!("{one}{two}{three}")));
                words.push(format!("{one}{two}"));
            }
        }
        words.extend(
            ["crate", "self", "super", "Self", "_", "_a", "é", "a-b", "1"].map(str::to_owned),
        );
        for word in words {
            assert_eq!(valid(&word) == Some(false), is_plain(&word), "{word}");
            let raw = syn::parse_str::<Ident>(&format!("r#{word}")).is_ok();
            assert_eq!(valid(&word).is_some(), raw, "{word}");
        }
    }
}
