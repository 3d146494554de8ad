//! The README and the first example of a crate. They are sdkgen's until somebody changes them, and then their owner's.

use std::collections::BTreeMap;
use std::fmt;
use std::path::Path;

use syn::visit::{self, Visit};
use syn::{Expr, ExprMethodCall};

use super::FilesError;
use super::custom;
use super::plan::read_regular;
use crate::Generated;
use crate::emit::symbols::{Shape, symbols};
use crate::ir::Api;
use crate::record;

/// A changed file that shows a call which the crate does not have.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stale {
    /// The path in the crate.
    pub path: &'static str,
    /// The missing method: `Webhooks::create`.
    pub method: String,
}

impl fmt::Display for Stale {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { path, method } = self;
        write!(f, "{path} calls `{method}`, which the crate no longer has")
    }
}

/// The files in the crate at `dir` that are as sdkgen wrote them last.
pub(super) fn unchanged(dir: &Path) -> Result<Vec<&'static str>, FilesError> {
    let Some(recorded) = text(dir, &format!("src/{}", record::FILE))? else {
        return Ok(Vec::new());
    };
    let mut unchanged = Vec::new();
    for path in record::STARTERS {
        let content = text(dir, path)?;
        if content.is_some_and(|content| record::is_untouched(&recorded, path, &content)) {
            unchanged.push(path);
        }
    }
    Ok(unchanged)
}

/// The changed files in the crate at `dir` that do not fit what was generated.
///
/// # Errors
///
/// Returns the error of a file that cannot be read.
pub fn stale(dir: &Path, generated: &Generated) -> Result<Vec<Stale>, FilesError> {
    let by_hand = custom::methods(dir).map_err(FilesError::at("read", &dir.join(custom::FILE)))?;
    let by_hand: Vec<String> = by_hand.into_iter().map(|(_, name)| name).collect();
    let crate_ = Crate::new(&generated.api, &by_hand);
    let mut found = Vec::new();
    for path in record::STARTERS {
        let content = text(dir, path)?.unwrap_or_default();
        let missing = match path.ends_with(".md") {
            true => blocks(&content).find_map(|block| crate_.missing(block)),
            false => crate_.missing(&content),
        };
        found.extend(missing.map(|method| Stale { path, method }));
    }
    Ok(found)
}

/// The text of a file; none where there is no file, or no text.
fn text(dir: &Path, path: &str) -> Result<Option<String>, FilesError> {
    let bytes = read_regular(&dir.join(path))?;
    Ok(bytes.and_then(|bytes| String::from_utf8(bytes).ok()))
}

/// The blocks of Rust in Markdown.
fn blocks(markdown: &str) -> impl Iterator<Item = &str> {
    let blocks = markdown.split("```rust").skip(1);
    blocks.filter_map(|block| {
        Some(
            block
                .split_once('\n')?
                .1
                .split("```")
                .next()
                .unwrap_or_default(),
        )
    })
}

/// The client and the handles of a crate, with their methods.
struct Crate<'a> {
    client: &'a str,
    /// The types, and whether all their methods are known.
    types: Vec<&'a str>,
    /// `Webhooks::create`, and the type that it gives.
    methods: BTreeMap<String, String>,
    by_hand: &'a [String],
}

impl<'a> Crate<'a> {
    fn new(api: &'a Api, by_hand: &'a [String]) -> Self {
        let client = api.sdk.client.as_str();
        let handles = api.resources.iter().skip(1).map(|one| one.handle.as_str());
        let methods = symbols(api)
            .into_iter()
            .filter_map(|symbol| match symbol.shape {
                Shape::Function { gives, .. } => Some((symbol.path, gives)),
                _ => None,
            });
        Self {
            client,
            types: handles.chain([client]).collect(),
            methods: methods.collect(),
            by_hand,
        }
    }

    /// The first method that code calls and the crate does not have. Code that cannot be parsed is left to the compiler.
    fn missing(&self, code: &str) -> Option<String> {
        let file = syn::parse_file(code).ok()?;
        let mut calls = Calls(Vec::new());
        calls.visit_file(&file);
        calls.0.iter().find_map(|call| self.missing_of(call))
    }

    fn missing_of(&self, call: &[String]) -> Option<String> {
        let mut ty = self.client.to_owned();
        for method in call {
            let path = format!("{ty}::{method}");
            match self.methods.get(&path) {
                Some(gives) => ty.clone_from(gives),
                None if self.types.contains(&ty.as_str()) => {
                    let is_fine =
                        method == "base_url" || method == "clone" || self.by_hand.contains(&path);
                    return (!is_fine).then_some(path);
                }
                None => return None,
            }
        }
        None
    }
}

/// The methods that are called one after the other, beginning with a `client`.
struct Calls(Vec<Vec<String>>);

impl Visit<'_> for Calls {
    fn visit_expr_method_call(&mut self, call: &ExprMethodCall) {
        let mut methods = vec![call.method.to_string()];
        let mut receiver = &*call.receiver;
        while let Expr::MethodCall(inner) = receiver {
            methods.push(inner.method.to_string());
            receiver = &inner.receiver;
        }
        if matches!(receiver, Expr::Path(path) if path.path.is_ident("client")) {
            methods.reverse();
            self.0.push(methods);
        }
        visit::visit_expr_method_call(self, call);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn calls_are_followed_from_the_client() {
        let code = "async fn f() { let x = client.a().b(1).c(client.d()).await?; other.e(); }";
        let mut calls = Calls(Vec::new());
        calls.visit_file(&syn::parse_file(code).unwrap());
        let calls: Vec<String> = calls.0.iter().map(|call| call.join(".")).collect();
        assert_eq!(calls, ["a.b.c", "a.b", "a", "d"]);
    }

    #[test]
    fn blocks_of_rust_are_found_in_markdown() {
        let markdown = "a\n```rust,no_run\nb\n```\n```sh\nc\n```\n```rust\nd\n```\n";
        assert_eq!(blocks(markdown).collect::<Vec<_>>(), ["b\n", "d\n"]);
    }
}
