//! Bytes to tree: the readers of JSON and YAML, and the search for the places of messages.

#![no_main]

use std::path::Path;

use libfuzzer_sys::fuzz_target;
use sdkgen::diagnostics::{Code, Diagnostics};
use sdkgen::source::{self, Node, Value};

fuzz_target!(|text: &str| {
    let mut diagnostics = Diagnostics::new();
    if let Some(root) = source::parse(Path::new("fuzz.yaml"), text.to_owned(), &mut diagnostics) {
        // The last node's place is the farthest.
        let last = last(&root);
        diagnostics.push(Code::WrongKind, last.origin, "found");
        std::hint::black_box(root.to_json());
    }
    sdkgen_fuzz::print(&diagnostics);
});

fn last(mut node: &Node) -> &Node {
    loop {
        let next = match &node.value {
            Value::Array(items) => items.last(),
            Value::Object(members) => members.values().last(),
            _ => None,
        };
        match next {
            Some(next) => node = next,
            None => return node,
        }
    }
}
