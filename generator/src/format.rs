//! From tokens to text that looks written by hand: prettyplease, blank lines between items, a header.

use proc_macro2::TokenStream;
use syn::visit_mut::VisitMut;
use syn::{File, ImplItem, Item, ItemImpl};

use crate::files::HEADER;

/// Stands where a blank line goes; prettyplease keeps it, and the text replaces it.
const MARK: &str = "__blank_line";

/// Prints a file.
///
/// # Errors
///
/// When the tokens are no Rust file: a defect of the emitter.
pub fn format(tokens: TokenStream) -> Result<String, syn::Error> {
    let mut file: File = syn::parse2(tokens)?;
    BlankLines.visit_file_mut(&mut file);
    let printed = prettyplease::unparse(&file);
    Ok(format!("{HEADER}\n\n{}", blank(&printed)))
}

/// The header for a file that is copied as it is.
#[must_use]
pub fn verbatim(text: &str) -> String {
    format!("{HEADER}\n\n{text}")
}

/// Marks the places between items that want air: all but those between `use`s, modules and constants of a kind.
struct BlankLines;

impl VisitMut for BlankLines {
    fn visit_file_mut(&mut self, file: &mut File) {
        let has_docs = !file.attrs.is_empty();
        self.items(&mut file.items);
        if has_docs && !file.items.is_empty() {
            file.items.insert(0, mark_item());
        }
    }

    fn visit_item_impl_mut(&mut self, item: &mut ItemImpl) {
        let mut spaced = Vec::new();
        for (index, inner) in std::mem::take(&mut item.items).into_iter().enumerate() {
            if index > 0 {
                spaced.push(mark_impl_item());
            }
            spaced.push(inner);
        }
        item.items = spaced;
    }
}

impl BlankLines {
    fn items(&mut self, items: &mut Vec<Item>) {
        let mut spaced: Vec<Item> = Vec::new();
        let mut before: Option<Kind> = None;
        for mut item in std::mem::take(items) {
            let kind = kind(&item);
            self.visit_item_mut(&mut item);
            if before.is_some_and(|before| before != kind || kind == Kind::Other) {
                spaced.push(mark_item());
            }
            before = Some(kind);
            spaced.push(item);
        }
        *items = spaced;
    }
}

#[derive(Clone, Copy, PartialEq)]
enum Kind {
    /// A `use` and the group it belongs to.
    Use(u8),
    Module,
    /// A macro call at item level.
    Macro,
    Other,
}

fn kind(item: &Item) -> Kind {
    match item {
        Item::Use(item) => Kind::Use(match (&item.vis, &item.tree) {
            (syn::Visibility::Public(_), _) => 3,
            (_, syn::UseTree::Path(path)) if path.ident == "std" => 0,
            (_, syn::UseTree::Path(path)) if path.ident == "crate" || path.ident == "super" => 2,
            _ => 1,
        }),
        Item::Mod(item) if item.content.is_none() => Kind::Module,
        Item::Macro(_) => Kind::Macro,
        _ => Kind::Other,
    }
}

fn mark_item() -> Item {
    let mark = proc_macro2::Ident::new(MARK, proc_macro2::Span::call_site());
    syn::parse_quote!(#mark!{})
}

fn mark_impl_item() -> ImplItem {
    let mark = proc_macro2::Ident::new(MARK, proc_macro2::Span::call_site());
    syn::parse_quote!(#mark!{})
}

/// Turns marks into empty lines.
fn blank(printed: &str) -> String {
    let mut text = String::with_capacity(printed.len());
    let mut is_after_docs = false;
    for line in printed.lines() {
        // Inner docs end in a blank line, also before the attributes that follow them.
        if is_after_docs && line.starts_with("#![") {
            text.push('\n');
        }
        is_after_docs = line.starts_with("//!");
        if !line.trim_start().starts_with(MARK) {
            text.push_str(line.trim_end());
        }
        text.push('\n');
    }
    text
}
