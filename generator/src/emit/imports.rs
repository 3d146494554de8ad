//! The `use` lines of a file: sorted, in groups, one line a module.

use std::collections::{BTreeMap, BTreeSet};

use proc_macro2::TokenStream;
use quote::quote;

use crate::name::{APART, Name};

/// Collects what a file names.
pub(super) struct Imports {
    library: String,
    names: BTreeMap<String, BTreeSet<String>>,
}

impl Default for Imports {
    /// For a file of the crate itself.
    fn default() -> Self {
        Self {
            library: "crate".to_owned(),
            names: BTreeMap::new(),
        }
    }
}

impl Imports {
    /// For a file of another crate, which uses `library`.
    pub(super) fn of_another_crate(library: &Name) -> Self {
        Self {
            library: library.as_str().to_owned(),
            ..Self::default()
        }
    }

    /// Something from a module: `("crate::models", "Webhook")`.
    pub(super) fn add(&mut self, module: &str, name: &str) {
        // From outside, what the runtime has is at the crate's root.
        let module = match (self.library.as_str(), module.strip_prefix("crate::")) {
            ("crate", _) | (_, None) => module,
            (library, Some(_)) => library,
        };
        self.names
            .entry(module.to_owned())
            .or_default()
            .insert(name.to_owned());
    }

    /// A model, as the file names it then: behind its module where the runtime has a type of that name.
    pub(super) fn model(&mut self, name: &Name) -> TokenStream {
        if is_apart(name) {
            self.add(&self.library.clone(), "models");
        } else {
            self.add(&format!("{}::models", self.library), name.as_str());
        }
        model(name)
    }

    /// The `use` lines, without `own`, which the file defines.
    pub(super) fn tokens(&self, own: &[&Name]) -> TokenStream {
        let mut groups: BTreeMap<u8, TokenStream> = BTreeMap::new();
        let mut standard = Vec::new();
        // The runtime has many small modules: one line names those of which one thing is used.
        let mut runtime = Vec::new();
        // rustfmt sorts `use crate::{…}` last.
        let mut root = None;
        for (module, names) in &self.names {
            let names: Vec<&String> = names
                .iter()
                .filter(|name| own.iter().all(|own| own.as_str() != name.as_str()))
                .collect();
            let what = match names.as_slice() {
                [] => continue,
                [one] => format!("{module}::{one}"),
                several => {
                    let list: Vec<&str> = several.iter().map(|name| name.as_str()).collect();
                    format!("{module}::{{{}}}", list.join(", "))
                }
            };
            if let (Some(what), [_]) = (what.strip_prefix(RUNTIME), names.as_slice()) {
                runtime.push(what.to_owned());
                continue;
            }
            if module == "crate" && names.len() > 1 {
                root = Some(line(&what));
                continue;
            }
            let rank = match module.as_str() {
                module if module.starts_with("std") => {
                    standard.push(what);
                    continue;
                }
                ours if ours.starts_with("crate") || ours.starts_with("super") => 2,
                _ => 1,
            };
            groups.entry(rank).or_default().extend(line(&what));
        }
        // A module that is named itself stands among the items of others: `std::collections::BTreeMap`, `std::fmt`.
        standard.sort();
        groups.insert(0, standard.iter().map(|what| line(what)).collect());
        // As rustfmt has them: what is a module itself stands among those of which something is used.
        runtime.sort();
        let what = match runtime.as_slice() {
            [] => None,
            [one] => Some(format!("{RUNTIME}{one}")),
            several => Some(format!("{RUNTIME}{{{}}}", several.join(", "))),
        };
        groups
            .entry(2)
            .or_default()
            .extend(what.map(|what| line(&what)).into_iter().chain(root));
        let groups = groups.into_values();
        quote!(#(#groups)*)
    }
}

/// A model as a file names it that has imported it.
pub(super) fn model(name: &Name) -> TokenStream {
    let ident = name.ident();
    match is_apart(name) {
        true => quote!(models::#ident),
        false => quote!(#ident),
    }
}

/// Whether a model stands behind its module.
pub(super) fn is_apart(name: &Name) -> bool {
    APART.contains(&name.as_str())
}

const RUNTIME: &str = "crate::runtime::";

fn line(what: &str) -> TokenStream {
    format!("use {what};").parse().unwrap_or_default()
}
