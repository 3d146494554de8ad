//! Extensions that say how an operation pages and whether it may be repeated, which other generators' users write into
//! descriptions.

use super::parameter::text_in_header;
use crate::ir::{Operation, PagingHint};
use crate::source::Node;

/// The extensions that page lists, the strongest first.
const PAGING: [&str; 3] = [FERN, "x-speakeasy-pagination", "x-ms-pageable"];
const FERN: &str = "x-fern-pagination";

/// The extension that pages the list of an operation. `everywhere` is Fern's of the whole document, which an operation
/// refers to with `true`.
pub(super) fn paging(operation: &Node, everywhere: Option<&Node>) -> Option<PagingHint> {
    PAGING.into_iter().find_map(|key| {
        let own = operation.get(key)?;
        let node = match own.as_bool() {
            Some(true) if key == FERN => everywhere?,
            Some(_) => return None,
            None => own,
        };
        Some(PagingHint {
            origin: own.origin,
            key,
            value: node.to_json(),
        })
    })
}

fn text<'a>(node: &'a Node, key: &str) -> Option<&'a str> {
    node.get(key).and_then(Node::as_str)
}

/// Marks an operation that may be repeated, and gives it the headers that make it so. `headers` is the document's own
/// `x-fern-idempotency-headers`.
pub(super) fn repeats(operation: &mut Operation, node: &Node, headers: &[Node]) {
    let strategy = node.get("x-speakeasy-retries");
    let strategy = strategy.and_then(|retries| text(retries, "strategy"));
    operation.may_repeat = strategy == Some("backoff");
    if node.get("x-fern-idempotent").and_then(Node::as_bool) != Some(true) {
        return;
    }
    for header in headers {
        let Some(wire) = text(header, "header") else {
            continue;
        };
        let mut declared = operation.parameters.iter();
        if !declared.any(|parameter| parameter.wire.eq_ignore_ascii_case(wire)) {
            let parameter = text_in_header(header.origin, wire);
            operation.parameters.push(parameter);
        }
        operation
            .idempotency_header
            .get_or_insert_with(|| wire.to_owned());
    }
}
