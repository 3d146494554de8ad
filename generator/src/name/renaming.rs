//! How the names of fields become those on the wire.

use crate::ir::{Field, Struct};

/// Finds the rule that tells serde most of the names on the wire, and the fields that need to be told apart.
pub(super) fn rename(content: &mut Struct) {
    type Rule = fn(&str) -> String;
    const RULES: [(&str, Rule); 3] = [
        ("camelCase", serde_camel),
        ("PascalCase", serde_pascal),
        ("kebab-case", serde_kebab),
    ];
    let exceptions = |rule: Rule| {
        let differs = |field: &&Field| rule(field.name.as_str()) != field.wire;
        content.fields.iter().filter(differs).count()
    };
    let without = exceptions(str::to_owned);
    // serde takes the first letter for one byte, and panics where it is not.
    let is_ascii = |field: &Field| {
        field
            .name
            .as_str()
            .starts_with(|first: char| first.is_ascii())
    };
    let is_usable = content.fields.iter().all(is_ascii);
    let best = RULES
        .into_iter()
        .filter(|(name, _)| is_usable || *name != "camelCase")
        .min_by_key(|(_, rule)| exceptions(*rule))
        .filter(|(_, rule)| exceptions(*rule) + 1 < without);
    let rule = best.map_or(str::to_owned as Rule, |(_, rule)| rule);
    content.rename_all = best.map(|(name, _)| name);
    for field in &mut content.fields {
        field.renamed = rule(field.name.as_str()) != field.wire;
    }
}

/// As serde does it.
fn serde_pascal(field: &str) -> String {
    let mut pascal = String::new();
    let mut capital = true;
    for char in field.chars() {
        match char {
            '_' => capital = true,
            _ if capital => {
                pascal.push(char.to_ascii_uppercase());
                capital = false;
            }
            _ => pascal.push(char),
        }
    }
    pascal
}

fn serde_camel(field: &str) -> String {
    let pascal = serde_pascal(field);
    let mut chars = pascal.chars();
    match chars.next() {
        Some(first) => first.to_ascii_lowercase().to_string() + chars.as_str(),
        None => pascal,
    }
}

fn serde_kebab(field: &str) -> String {
    field.replace('_', "-")
}
