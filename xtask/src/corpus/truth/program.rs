//! A program that uses all that a crate shows, made from the table of its public items: it names every type, reads every
//! field, matches every variant and calls every function with values of the types that these had when it was written.

use std::collections::BTreeMap;
use std::fmt::Write;

use sdkgen::emit::symbols::{Shape, Symbol, Taken};

/// Types that texts of the table name, and where each is.
const KNOWN: [(&str, &str); 8] = [
    ("BTreeMap", "std::collections::BTreeMap"),
    ("Value", "serde_json::Value"),
    ("Map", "serde_json::Map"),
    ("Timestamp", "jiff::Timestamp"),
    ("Date", "jiff::civil::Date"),
    ("Uuid", "uuid::Uuid"),
    ("Bytes", "bytes::Bytes"),
    ("Number", "serde_json::Number"),
];

/// The program, for a crate that is called `CRATE` in it.
pub fn program(client: &str, symbols: &[Symbol]) -> String {
    let mut body = String::new();
    let mut literals: BTreeMap<&str, Vec<(&str, &str)>> = BTreeMap::new();
    for symbol in symbols {
        if let (Shape::Input(ty), Some((owner, field))) =
            (&symbol.shape, symbol.path.rsplit_once("::"))
        {
            literals.entry(owner).or_default().push((field, ty));
        } else if let Some(used) = used(client, symbol) {
            let _ = writeln!(body, "    {used}");
        }
    }
    for (owner, fields) in literals {
        let fields = fields
            .iter()
            .map(|(field, ty)| format!("{field}: any::<{ty}>(), "));
        let fields: String = fields.collect();
        let _ = writeln!(body, "    let _ = {owner} {{ {fields}}};");
    }
    let mut text = "#![allow(unused, deprecated)]\n".to_owned();
    for module in ["api", "models"] {
        if is_there(symbols, module) {
            let _ = writeln!(text, "use CRATE::{module}::*;");
        }
    }
    for part in ["webhook", "headers"] {
        if symbols
            .iter()
            .any(|one| one.path.starts_with(&format!("{part}::")))
        {
            let _ = writeln!(text, "use CRATE::{part};");
        }
    }
    let has_word = |word: &str| {
        let mut words = body.split(|char: char| !char.is_alphanumeric() && char != '_');
        words.any(|one| one == word)
    };
    for (name, path) in KNOWN {
        if has_word(name) && !symbols.iter().any(|one| one.path == name) {
            let _ = writeln!(text, "use {path};");
        }
    }
    let _ = write!(
        text,
        "use CRATE::*;\n\n\
         fn any<T>() -> T {{\n    unimplemented!()\n}}\n\n\
         fn given<T, E>(_: impl IntoFuture<Output = Result<T, E>>) -> T {{\n    unimplemented!()\n}}\n\n\
         fn main() {{\n{body}}}\n"
    );
    text
}

/// Whether a crate has a module: that of calls where there are groups, that of models where there are any.
fn is_there(symbols: &[Symbol], module: &str) -> bool {
    symbols.iter().any(|one| match module {
        "api" => one.part == "handle",
        _ => one.part == "type",
    })
}

/// A statement that uses an item.
fn used(client: &str, symbol: &Symbol) -> Option<String> {
    let path = symbol.path.as_str();
    let (owner, last) = path.rsplit_once("::").unwrap_or(("", path));
    let part = symbol.part.split(' ').next().unwrap_or_default();
    Some(match &symbol.shape {
        Shape::Item("impl") => {
            let (name, ty) = path.strip_prefix("impl ")?.split_once(" for ")?;
            let path = match name {
                "Serialize" => "serde::Serialize",
                name => name,
            };
            format!("{{ fn needs<T: {path}>() {{}} needs::<{ty}>() }}")
        }
        Shape::Item("fn") => format!("let _ = {client}::builder().{last}(any());"),
        Shape::Item(_) => format!("let _: {path} = any();"),
        Shape::Field(ty) if part == "header" => format!("let _: {ty} = {path};"),
        Shape::Field(ty) => format!("let _: {ty} = any::<{owner}>().{last};"),
        Shape::Input(_) => return None,
        Shape::Variant(ty) if ty.is_empty() => {
            format!("if let {path} = any::<{owner}>() {{}}")
        }
        Shape::Variant(ty) => {
            format!("if let {path}(it) = any::<{owner}>() {{ let _: {ty} = it; }}")
        }
        Shape::Function { takes, gives } => {
            let given = arguments(takes);
            match part {
                "new" | "from_env" => {
                    let gives = gives.replace("Self", owner);
                    format!("let _: {gives} = {path}({given});")
                }
                "credential" => format!("let _ = {client}::builder().{last}({given});"),
                "server" => {
                    format!("let _ = {client}::builder().{last}(any::<String>());")
                }
                // What is taken is not in the table.
                "tokens" => return None,
                "accessor" => format!("let _: {gives} = any::<{owner}>().{last}();"),
                "method" => {
                    format!("let _: {gives} = given(any::<{owner}>().{last}({given}));")
                }
                "stream" => format!("let _: ItemStream<{gives}> = any::<{owner}>().stream();"),
                _ => format!("let _: {owner} = any::<{owner}>().{last}({given});"),
            }
        }
    })
}

fn arguments(takes: &[Taken]) -> String {
    let all = takes
        .iter()
        .map(|one| format!("any::<{}>()", owned(&one.ty)));
    all.collect::<Vec<_>>().join(", ")
}

/// A type that one of `impl Into<T>`, `impl IntoIterator<Item = T>` and the like takes.
fn owned(ty: &str) -> String {
    let mut text = ty.to_owned();
    for (wrapper, by) in [
        ("impl IntoIterator<Item = ", Some("Vec<")),
        ("impl Into<", None),
    ] {
        while let Some(start) = text.find(wrapper) {
            let inner = start + wrapper.len();
            let Some(end) = closing(&text, inner) else {
                return text;
            };
            let held = text[inner..end].to_owned();
            let whole = by.map_or_else(|| held.clone(), |by| format!("{by}{held}>"));
            text.replace_range(start..=end, &whole);
        }
    }
    text.replace("impl AsRef<str>", "String")
}

/// Where the bracket is that closes the one before `from`.
fn closing(text: &str, from: usize) -> Option<usize> {
    let mut depth = 1;
    for (at, char) in text.char_indices().skip_while(|(at, _)| *at < from) {
        match char {
            '<' => depth += 1,
            '>' => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            return Some(at);
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::owned;

    #[test]
    fn what_can_be_many_types_is_one() {
        assert_eq!(owned("i64"), "i64");
        assert_eq!(owned("impl Into<Option<String>>"), "Option<String>");
        assert_eq!(
            owned("impl IntoIterator<Item = (impl Into<String>, impl Into<String>)>"),
            "Vec<(String, String)>"
        );
    }
}
