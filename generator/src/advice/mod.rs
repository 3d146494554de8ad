//! Advice of `lint`: a description without errors that makes a crate harder to use than it could be.

mod credentials;
mod responses;

use std::collections::BTreeSet;

use crate::Described;
use crate::analyze;
use crate::config::Config;
use crate::diagnostics::{Code, Consequence, Diagnostics, Loss};
use crate::dialect::Flat;
use crate::ir::{Api, Body, Need, Operation, SchemaId};

/// Reports each kind of trouble with all its places. Equal messages are printed once.
pub(crate) fn advise(
    described: &Described,
    flat: &Flat,
    explains_recordings: bool,
    diagnostics: &mut Diagnostics,
) {
    let Described { api, config, .. } = described;
    credentials::check(api, flat, diagnostics);
    lists(api, config, diagnostics);
    responses::printed(api, diagnostics);
    if explains_recordings {
        responses::recorded(api, config, diagnostics);
    }
    for operation in &api.operations {
        if !operation.has_own_id {
            let message = "this operation has no `operationId`: its method is named after the path";
            let help =
                "give it an `operationId`, so that the method keeps its name when the path changes";
            diagnostics.push_with_help(Code::NoOperationId, operation.origin, message, help);
        }
        media_types(operation, diagnostics);
        if let Some(body) = &operation.body {
            optional_body(api, body, diagnostics);
        }
    }
}

fn optional_body(api: &Api, body: &Body, diagnostics: &mut Diagnostics) {
    let (message, help) = match body.need {
        Need::Implied => (
            "this request body is not marked required, but has required properties: a call needs it",
            "say `required: true` beside its `content`; or `body = \"optional\"` below `[operations.ID]` in sdk.toml, with its operationId",
        ),
        Need::Unsaid if has_required(api, body.schema) => (
            "this request body has required properties, but is not required itself: a call may leave it out",
            "say `required: true` beside its `content`",
        ),
        Need::Unsaid | Need::Said => return,
    };
    diagnostics.push_with_help(Code::OptionalBody, body.origin, message, help);
}

/// Media types in place of which another one is used.
fn media_types(operation: &Operation, diagnostics: &mut Diagnostics) {
    let title = analyze::title(operation);
    let help = "nothing has to be done, unless only the other one works";
    let body = operation.body.as_ref().map(|body| &body.media_type);
    let sent = body.or(operation.form.as_ref());
    let sent = sent.map(String::as_str).unwrap_or_default();
    let unsent = operation.unsent.iter().map(|media_type| {
        let message = format!("a body is not sent as `{media_type}`, but as `{sent}`");
        let what = format!("the body as `{media_type}`: `{sent}` is sent instead");
        let consequence = Consequence::sent(Loss::CannotSend, what);
        (operation.origin, message, consequence)
    });
    for (origin, message, consequence) in unsent {
        diagnostics.push_with_help(Code::OneMediaType, origin, message, help);
        diagnostics.costs(consequence.of([title.clone()]));
    }
    if operation.picks {
        return;
    }
    let help = "the bytes can be had: set the header `Accept` in the call's options, and call `with_raw_response`";
    for (media_type, origin) in &operation.spellings {
        let message = format!("a response is not asked for as `{media_type}`, but as JSON");
        let what = format!("the response as `{media_type}`, but as raw bytes");
        diagnostics.push_with_help(Code::OneMediaType, *origin, message, help);
        let consequence = Consequence::received(Loss::Untyped, what);
        diagnostics.costs(consequence.of([title.clone()]));
    }
}

fn lists(api: &Api, config: &Config, diagnostics: &mut Diagnostics) {
    let help = "the settings below `[pagination]` can name the page parameter and where the next page is named";
    let pagination = analyze::pagination(api, config);
    for (operation, reason) in pagination.unpaged() {
        let message = format!("this list is not paged: {reason}");
        diagnostics.push_with_help(Code::UnpagedList, operation.origin, message, help);
    }
}

/// Whether a value of the schema needs any property.
fn has_required(api: &Api, schema: Option<SchemaId>) -> bool {
    let mut seen = BTreeSet::new();
    let mut ahead: Vec<SchemaId> = schema.into_iter().collect();
    while let Some(id) = ahead.pop() {
        let Some(schema) = api.schemas.get(id.0).filter(|_| seen.insert(id)) else {
            continue;
        };
        if !schema.required.is_empty() {
            return true;
        }
        ahead.extend(schema.reference);
        ahead.extend(schema.all_of.iter().copied());
    }
    false
}
