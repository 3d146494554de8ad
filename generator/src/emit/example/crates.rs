//! Finds the crates that code names. Whoever copies an example depends on the SDK alone, which exports them.

use std::collections::BTreeSet;

use proc_macro2::{TokenStream, TokenTree};

/// The crates that a generated crate exports.
const EXPORTED: [&str; 7] = [
    "bytes",
    "chrono",
    "http",
    "jiff",
    "serde_json",
    "time",
    "uuid",
];

/// The exported crates that paths of this code begin with.
pub(super) fn named(code: &str) -> BTreeSet<&'static str> {
    let mut found = BTreeSet::new();
    let mut ahead = vec![code.parse::<TokenStream>().unwrap_or_default()];
    while let Some(tokens) = ahead.pop() {
        let mut before = None;
        let mut tokens = tokens.into_iter().peekable();
        while let Some(token) = tokens.next() {
            match &token {
                TokenTree::Group(group) => ahead.push(group.stream()),
                TokenTree::Ident(ident)
                    if !is_colon(before.as_ref()) && is_colon(tokens.peek()) =>
                {
                    found.extend(EXPORTED.into_iter().find(|name| ident == name));
                }
                _ => {}
            }
            before = Some(token);
        }
    }
    found
}

fn is_colon(token: Option<&TokenTree>) -> bool {
    matches!(token, Some(TokenTree::Punct(punct)) if punct.as_char() == ':')
}

#[cfg(test)]
mod tests {
    use super::named;

    #[test]
    fn only_paths_count_that_begin_with_a_crate() {
        let code =
            "f(uuid::Uuid::nil(), [\"jiff::x\"], a::chrono::B, time).g(serde_json::json!({}));";
        assert!(named(code).into_iter().eq(["serde_json", "uuid"]));
    }
}
