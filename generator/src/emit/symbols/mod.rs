//! The public items of a crate, as data: what code that uses the crate can name, and what each of them is.
//!
//! It is made with the functions that write the crate, so that it cannot say anything else; a test compares the two.

mod client;
mod models;
mod operations;

use std::collections::BTreeMap;

use proc_macro2::TokenStream;

use super::imports::Imports;
use crate::ir::{Api, ModelId, OperationId, ResourceId};
use crate::source::Origin;

/// A public item.
#[derive(Clone, Debug, PartialEq)]
pub struct Symbol {
    /// What of the description it comes from.
    pub owner: Owner,
    /// What it is to its owner, in words of the description: `field id`. The same whatever it is called in Rust.
    pub part: String,
    /// Its path as people write it: `Webhook::url`.
    pub path: String,
    /// What it is.
    pub shape: Shape,
    /// The places in the description that decide it, the nearest first.
    pub origins: Vec<Origin>,
}

/// What an item comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Owner {
    /// The API as a whole.
    Sdk,
    /// A model.
    Model(ModelId),
    /// An operation.
    Operation(OperationId),
    /// A group of operations.
    Resource(ResourceId),
}

/// What an item is.
#[derive(Clone, Debug, PartialEq)]
pub enum Shape {
    /// A type that cannot be written as a literal elsewhere, or a trait that a type has.
    Item(&'static str),
    /// A field of a type that can grow.
    Field(String),
    /// A field of a type that is written as a literal.
    Input(String),
    /// A variant of an enum that can grow, and what it holds.
    Variant(String),
    /// A function.
    Function {
        /// What has to be given, in order.
        takes: Vec<Taken>,
        /// What it gives.
        gives: String,
    },
}

/// An argument.
#[derive(Clone, Debug, PartialEq)]
pub struct Taken {
    /// What it is on the wire; of a path parameter its place in the path, since its name is not sent.
    pub wire: String,
    /// Its type.
    pub ty: String,
    /// Where it is described.
    pub origin: Origin,
}

/// Every public item that depends on the description.
#[must_use]
pub fn symbols(api: &Api) -> Vec<Symbol> {
    let mut table = Table {
        api,
        owner: Owner::Sdk,
        symbols: Vec::new(),
    };
    table.sdk();
    for (index, model) in api.models.iter().enumerate() {
        table.owner = Owner::Model(ModelId(index));
        table.model(model);
    }
    for (index, resource) in api.resources.iter().enumerate() {
        table.resource(ResourceId(index), resource);
    }
    number(&mut table.symbols);
    table.symbols
}

/// Numbers what is the same to its owner, such as arms without words of their own.
fn number(symbols: &mut [Symbol]) {
    let mut counts: BTreeMap<(Owner, String), usize> = BTreeMap::new();
    for symbol in symbols {
        let count = counts
            .entry((symbol.owner, symbol.part.clone()))
            .or_default();
        *count += 1;
        if *count > 1 {
            symbol.part += &format!(" #{count}");
        }
    }
}

struct Table<'a> {
    api: &'a Api,
    owner: Owner,
    symbols: Vec<Symbol>,
}

impl Table<'_> {
    fn add(
        &mut self,
        part: impl Into<String>,
        path: impl Into<String>,
        shape: Shape,
        origins: &[Origin],
    ) {
        self.symbols.push(Symbol {
            owner: self.owner,
            part: part.into(),
            path: path.into(),
            shape,
            origins: origins.to_vec(),
        });
    }
}

/// What `write` writes, as one writes it.
fn text(write: impl FnOnce(&mut Imports) -> TokenStream) -> String {
    let spaced = write(&mut Imports::default()).to_string();
    let mut text = String::with_capacity(spaced.len());
    for word in spaced.split(' ') {
        let is_tight =
            word.starts_with([',', '>', ')', ':', '<']) || text.ends_with(['<', '(', '&']);
        let is_path = text.ends_with("::");
        if !(text.is_empty() || is_tight || is_path) {
            text.push(' ');
        }
        text.push_str(word);
    }
    text
}
