//! From tokens to text that looks written by hand: prettyplease, blank lines between items, a header.

use proc_macro2::{Delimiter, Ident, Span, TokenStream, TokenTree};
use syn::visit_mut::VisitMut;
use syn::{File, ImplItem, Item, ItemImpl};

use crate::emit::DOC_LINE;
use crate::files::HEADER;

/// Stands where a blank line goes; prettyplease keeps it, and the text replaces it.
const MARK: &str = "__blank_line";

/// The longest a line of a table gets.
const WIDTH: usize = 100;

/// Stands where a table goes, with its number.
const TABLE: &str = "__table_";

/// Prints a file.
///
/// # Errors
///
/// When the tokens are no Rust file: a defect of the emitter.
pub fn format(tokens: TokenStream) -> Result<String, syn::Error> {
    let mut file: File = syn::parse2(tokens)?;
    let tables = tables(&mut file);
    BlankLines::new().visit_file_mut(&mut file);
    let printed = prettyplease::unparse(&file);
    Ok(format!("{HEADER}\n\n{}", filled(&printed, &tables)))
}

/// The header for a file that is copied as it is.
#[must_use]
pub fn verbatim(text: &str) -> String {
    format!("{HEADER}\n\n{text}")
}

/// Takes macro calls with rows, `name!(Type { A => 1, B => 2 });`, out of a file: prettyplease would run the rows on, and
/// it does not know types in calls.
/// What stands in for the calls is counted.
fn tables(file: &mut File) -> Vec<String> {
    let mut tables = Vec::new();
    for item in &mut file.items {
        let Item::Macro(call) = item else { continue };
        if let Some(text) = declarations(call) {
            let mark = Ident::new(&format!("{TABLE}{}", tables.len()), Span::call_site());
            *item = syn::parse_quote!(#mark!{});
            tables.push(text);
            continue;
        }
        let Some(name) = call.mac.path.get_ident() else {
            continue;
        };
        let mut text = format!("{name}!(");
        let mut tokens = call.mac.tokens.clone().into_iter().peekable();
        let is_rows = |token: &TokenTree| matches!(token, TokenTree::Group(group) if group.delimiter() == Delimiter::Brace);
        let mut before = TokenStream::new();
        while let Some(token) = tokens.next_if(|token| !is_rows(token)) {
            before.extend([token]);
        }
        match tokens.next() {
            Some(TokenTree::Group(rows)) => {
                text += &spaced(before);
                text += &table(rows.stream());
                // A word behind the rows stands close to its comma.
                if matches!(tokens.peek(), Some(TokenTree::Punct(punct)) if punct.as_char() != ',')
                {
                    text += " ";
                }
                text += &spaced(tokens.collect());
            }
            // Between the brackets of a type it would leave room.
            _ if has_brackets(&before) => text += &spaced(before),
            _ => continue,
        }
        text += ");";
        let mark = Ident::new(&format!("{TABLE}{}", tables.len()), Span::call_site());
        *item = syn::parse_quote!(#mark!{});
        tables.push(text);
    }
    tables
}

fn has_brackets(tokens: &TokenStream) -> bool {
    let is_bracket = |token| matches!(token, TokenTree::Punct(punct) if punct.as_char() == '<');
    tokens.clone().into_iter().any(is_bracket)
}

/// A macro call around declarations, which prettyplease would leave as they are.
fn declarations(call: &syn::ItemMacro) -> Option<String> {
    if !matches!(call.mac.delimiter, syn::MacroDelimiter::Brace(_)) {
        return None;
    }
    let items: File = syn::parse2(call.mac.tokens.clone()).ok()?;
    let name = call
        .mac
        .path
        .get_ident()
        .filter(|_| !items.items.is_empty())?;
    let mut text = format!("{name}! {{");
    for line in prettyplease::unparse(&items).lines() {
        text += &format!("\n    {line}");
    }
    Some(text + "\n}")
}

/// The rows, a line each; those that are too long continue behind the arrow.
fn table(rows: TokenStream) -> String {
    let mut text = " {".to_owned();
    for row in rows_of(rows) {
        let (attributes, row) = attributes(row);
        for attribute in attributes {
            text += &format!("\n    {}", spaced(attribute));
        }
        let line = spaced(row);
        let at = |mark: &str, keeps: usize| line.split_at_checked(line.find(mark)? + keeps);
        let parts = at(" => ", 3)
            .or_else(|| at(" rules(", 0))
            .or_else(|| at(" fixed(", 0));
        text += match parts {
            Some((left, right)) if line.len() + 5 > WIDTH => {
                format!("\n    {left}\n        {},", right.trim_start())
            }
            _ => format!("\n    {line},"),
        }
        .as_str();
    }
    text + "\n}"
}

/// The attributes in front of a row, and the row.
fn attributes(row: TokenStream) -> (Vec<TokenStream>, TokenStream) {
    let mut attributes = Vec::new();
    let mut tokens = row.into_iter().peekable();
    while let Some(TokenTree::Punct(_)) = tokens.peek() {
        attributes.push(tokens.by_ref().take(2).collect());
    }
    (attributes, tokens.collect())
}

fn rows_of(rows: TokenStream) -> Vec<TokenStream> {
    let mut all = vec![TokenStream::new()];
    for token in rows {
        match (&token, all.last_mut()) {
            (TokenTree::Punct(punct), _) if punct.as_char() == ',' => all.push(TokenStream::new()),
            (_, Some(row)) => row.extend([token]),
            (_, None) => {}
        }
    }
    all.retain(|row| !row.is_empty());
    all
}

/// Tokens with the spaces that Rust is written with.
fn spaced(tokens: TokenStream) -> String {
    let mut text = String::new();
    // Whether what follows stands close.
    let mut is_close = true;
    for token in tokens {
        let stands_close = match &token {
            TokenTree::Group(group) => {
                let is_value = [": ", "=> ", ", ", "= "];
                let is_value = is_value.iter().any(|end| text.ends_with(end.trim_end()));
                group.delimiter() != Delimiter::Brace && (!is_value || text.ends_with("::"))
            }
            TokenTree::Punct(punct) => ",.:?<>".contains(punct.as_char()),
            _ => false,
        };
        let is_arrow = text.ends_with('=')
            && matches!(&token, TokenTree::Punct(punct) if punct.as_char() == '>');
        if !is_close && !stands_close && !is_arrow {
            text.push(' ');
        }
        is_close = false;
        match token {
            TokenTree::Group(group) => {
                let (open, close) = match group.delimiter() {
                    Delimiter::Parenthesis => ("(", ")"),
                    Delimiter::Bracket => ("[", "]"),
                    Delimiter::Brace => ("{", "}"),
                    Delimiter::None => ("", ""),
                };
                is_close = false;
                text += &format!("{open}{}{close}", spaced(group.stream()));
            }
            TokenTree::Punct(punct) => {
                text.push(punct.as_char());
                is_close = match punct.as_char() {
                    '>' | ',' | '=' => false,
                    ':' => text.ends_with("::"),
                    _ => true,
                };
            }
            other => text += &other.to_string(),
        }
    }
    text
}

/// Marks the places between items that want air: all but those between `use`s, modules and constants of a kind.
struct BlankLines {
    item: Item,
    impl_item: ImplItem,
}

impl VisitMut for BlankLines {
    fn visit_file_mut(&mut self, file: &mut File) {
        let has_docs = !file.attrs.is_empty();
        self.items(&mut file.items);
        if has_docs && !file.items.is_empty() {
            file.items.insert(0, self.item.clone());
        }
    }

    fn visit_item_impl_mut(&mut self, item: &mut ItemImpl) {
        let mut spaced = Vec::new();
        for (index, inner) in std::mem::take(&mut item.items).into_iter().enumerate() {
            if index > 0 {
                spaced.push(self.impl_item.clone());
            }
            spaced.push(inner);
        }
        item.items = spaced;
    }
}

impl BlankLines {
    fn new() -> Self {
        let mark = Ident::new(MARK, Span::call_site());
        Self {
            item: syn::parse_quote!(#mark!{}),
            impl_item: syn::parse_quote!(#mark!{}),
        }
    }

    fn items(&mut self, items: &mut Vec<Item>) {
        let mut spaced: Vec<Item> = Vec::new();
        let mut before: Option<Kind> = None;
        for mut item in std::mem::take(items) {
            let kind = kind(&item);
            self.visit_item_mut(&mut item);
            if before.is_some_and(|before| before != kind || kind == Kind::Other) {
                spaced.push(self.item.clone());
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
    /// A macro call at item level that declares nothing.
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
        Item::Macro(item) if matches!(item.mac.delimiter, syn::MacroDelimiter::Paren(_)) => {
            Kind::Macro
        }
        _ => Kind::Other,
    }
}

/// Turns marks into empty lines and tables, and docs into lines.
fn filled(printed: &str, tables: &[String]) -> String {
    let mut text = String::with_capacity(printed.len());
    let mut is_after_docs = false;
    for line in printed.lines() {
        // Inner docs end in a blank line, also before the attributes that follow them.
        if is_after_docs && line.starts_with("#![") {
            text.push('\n');
        }
        is_after_docs = line.starts_with("//!");
        let table = line.strip_prefix(TABLE).and_then(|rest| {
            let number = rest.split('!').next()?;
            tables.get(number.parse::<usize>().ok()?)
        });
        match table {
            Some(table) => table.lines().for_each(|line| push_line(&mut text, line)),
            None if line.trim_start().starts_with(MARK) => text.push('\n'),
            None => push_line(&mut text, line),
        }
    }
    text
}

/// Adds a line, or all those that the line of a doc comment stands for.
fn push_line(text: &mut String, line: &str) {
    let mut parts = line.split(DOC_LINE);
    text.push_str(parts.next().unwrap_or_default().trim_end());
    text.push('\n');
    let code = line.trim_start();
    let indent = line.strip_suffix(code).unwrap_or_default();
    for part in parts {
        text.push_str(indent);
        text.push_str("///");
        text.push_str(part.trim_end());
        text.push('\n');
    }
}

#[cfg(test)]
mod tests {
    use quote::quote;

    use super::format;

    #[test]
    fn rows_stand_on_lines_and_texts_as_they_are() {
        let printed = format(quote! {
            level!(Level { Low => -1, Odd => "a => - b, {c}", High => 10, }, received);
            plain!(Level => Debug);
        });
        let expected = "level!(Level {\n    Low => -1,\n    Odd => \"a => - b, {c}\",\n    High => 10,\n}, received);\n";
        let printed = printed.unwrap();
        assert!(printed.contains(expected), "{printed}");
        assert!(printed.ends_with("plain!(Level => Debug);\n"), "{printed}");
    }
}
