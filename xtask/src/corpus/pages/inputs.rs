//! Whether an operation has anything to page by. It is a wide net, apart from the one that recognises pages: a list that
//! neither takes nor names a page is one that an SDK wraps without paging it.

use std::collections::BTreeSet;

use sdkgen::ir::{Api, ModelId, ModelKind, Operation, Place, Success, Type};

/// Names of inputs and links, in lower case and without punctuation.
const NAMES: [&str; 9] = [
    "page", "skip", "start", "after", "before", "next", "since", "iterator", "first",
];

/// Parts of such names.
const PARTS: [&str; 9] = [
    "cursor",
    "offset",
    "marker",
    "continuation",
    "nextpage",
    "nextlink",
    "pagetoken",
    "nexttoken",
    "pagenumber",
];

/// The ends of such names.
const ENDS: [&str; 3] = ["after", "before", "afterid"];

/// Whether the request takes a page, or the response leads to one.
pub fn pages(api: &Api, operation: &Operation) -> bool {
    let mut names = BTreeSet::new();
    for parameter in &operation.parameters {
        if parameter.place != Place::Path {
            names.insert(parameter.wire.clone());
            members(api, &parameter.usage.ty, 1, &mut names);
        }
    }
    if let Some(body) = &operation.body {
        members(api, &body.usage.ty, 2, &mut names);
    }
    if let Success::Json(usage) | Success::Optional(usage) = &operation.success {
        members(api, &usage.ty, 3, &mut names);
    }
    let headers = operation.responses.iter().flat_map(|one| &one.headers);
    let headers: Vec<String> = headers.map(|header| normal(&header.wire)).collect();
    names.iter().any(|name| speaks_of_pages(name))
        || headers
            .iter()
            .any(|name| name == "link" || name.contains("cursor"))
}

fn speaks_of_pages(name: &str) -> bool {
    let name = normal(name);
    NAMES.contains(&name.as_str())
        || PARTS.iter().any(|part| name.contains(part))
        || ENDS
            .iter()
            .any(|end| name.ends_with(end) && !name.contains("created"))
}

fn normal(name: &str) -> String {
    let letters = name.chars().filter(|next| next.is_alphanumeric());
    letters.flat_map(char::to_lowercase).collect()
}

/// The names of members, so many objects deep. What is in a list says nothing of the list.
fn members(api: &Api, ty: &Type, depth: usize, names: &mut BTreeSet<String>) {
    let Type::Model(ModelId(model)) = ty else {
        return;
    };
    let (Some(model), Some(depth)) = (api.models.get(*model), depth.checked_sub(1)) else {
        return;
    };
    match &model.kind {
        ModelKind::Struct(content) => {
            for field in &content.fields {
                names.insert(field.wire.clone());
                members(api, &field.usage.ty, depth, names);
            }
        }
        ModelKind::Union(union) => {
            for arm in &union.arms {
                members(api, &arm.usage.ty, depth, names);
            }
        }
        _ => {}
    }
}
