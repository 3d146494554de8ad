//! Recognises lists that come in pages.

use crate::config::{Config, PaginationConfig};
use crate::diagnostics::{Code, Diagnostics};
use crate::ir::{Api, ModelKind, Operation, Paging, Place, Struct, Success, Type};
use crate::name::Name;

/// Pairs that are known to mean "the token you got" and "the page you want".
const REQUESTS: [&str; 8] = [
    "page_token",
    "pageToken",
    "cursor",
    "next_token",
    "nextToken",
    "next_page_token",
    "continuation_token",
    "page_cursor",
];
const RESPONSES: [&str; 8] = [
    "next_page_token",
    "nextPageToken",
    "next_cursor",
    "nextCursor",
    "next_token",
    "nextToken",
    "continuation_token",
    "cursor",
];

/// Marks the operations that page.
pub(super) fn recognise(api: &mut Api, settings: &Config, diagnostics: &mut Diagnostics) {
    let config = settings.pagination.as_ref();
    let found: Vec<Option<Paging>> = api
        .operations
        .iter()
        .map(|operation| paging(api, operation, config))
        .collect();
    // A selection may have left the paged ones out.
    let is_idle = settings.select.is_empty() && found.iter().all(Option::is_none);
    if let (Some(config), true) = (config, is_idle) {
        let message = format!(
            "no operation takes `{}` in its query and answers with `{}`",
            config.request, config.response
        );
        diagnostics.push(Code::UnmatchedConfig, config.request.origin, message);
    }
    for (operation, paging) in api.operations.iter_mut().zip(found) {
        operation.paging = paging;
    }
}

fn paging(api: &Api, operation: &Operation, config: Option<&PaginationConfig>) -> Option<Paging> {
    if operation.method != "GET" || operation.body.is_some() {
        return None;
    }
    let Success::Json(usage) = &operation.success else {
        return None;
    };
    let Type::Model(page) = usage.ty else {
        return None;
    };
    let ModelKind::Struct(content) = &api.models.get(page.0)?.kind else {
        return None;
    };
    let is_asked = |wire: &str| match config {
        Some(config) => wire == config.request.as_str(),
        None => REQUESTS.contains(&wire),
    };
    let is_told = |wire: &str| match config {
        Some(config) => wire == config.response,
        None => RESPONSES.contains(&wire),
    };
    let parameter = operation.parameters.iter().find(|parameter| {
        parameter.place == Place::Query
            && !parameter.required
            && is_asked(&parameter.wire)
            && parameter.usage.ty == Type::String
    })?;
    let token = content
        .fields
        .iter()
        .position(|field| is_told(&field.wire) && field.usage.ty == Type::String)?;
    let items = items(content)?;
    let Type::Array(item) = &content.fields.get(items)?.usage.ty else {
        return None;
    };
    (!item.nullable).then(|| Paging {
        parameter: parameter.wire.clone(),
        page,
        token,
        items,
        item: item.ty.clone(),
        constant: Name::default(),
    })
}

/// The only list of the answer.
fn items(content: &Struct) -> Option<usize> {
    let is_list =
        |(_, field): &(usize, &crate::ir::Field)| matches!(field.usage.ty, Type::Array(_));
    let mut lists = content.fields.iter().enumerate().filter(is_list);
    match (lists.next(), lists.next()) {
        (Some((index, _)), None) => Some(index),
        _ => None,
    }
}
