//! What the inputs of a call are named.

use super::{CALLS, Scope, by_wire, snake};
use crate::ir::{Api, Argument, ModelKind, Nulled, Operation, Place};

/// Arguments and setters share a scope: path parameters, other parameters, body members.
pub(super) fn arguments(api: &Api, operation: &mut Operation) {
    let mut scope = Scope::new(&[CALLS]);
    for parameter in by_wire(operation.parameters.iter_mut().collect(), |one| &one.wire) {
        let words = parameter.words.as_ref().unwrap_or(&parameter.wire);
        let clash = scope.taken.contains(&snake(words));
        let place = match parameter.place {
            Place::Path => "path",
            Place::Query => "query",
            Place::Header => "header",
            Place::Cookie => "cookie",
            Place::Field => "field",
        };
        parameter.name = match clash {
            true => scope.value(&format!("{words} {place}")),
            false => scope.value(words),
        };
    }
    let Some(body) = &mut operation.body else {
        return;
    };
    let model = body.flattened.and_then(|model| api.models.get(model.0));
    let Some(ModelKind::Struct(content)) = model.map(|model| &model.kind) else {
        return;
    };
    let mut arguments = vec![Argument::default(); content.fields.len()];
    let fields = content.fields.iter().zip(&mut arguments).collect();
    for (field, argument) in by_wire(fields, |(field, _)| &field.wire) {
        let wanted = match scope.taken.contains(&field.name.text) {
            true => beside(&field.wire, &operation.method),
            false => field.words.clone().unwrap_or_else(|| field.wire.clone()),
        };
        let name = scope.value(&wanted);
        let is_nulled = match field.nulled {
            Nulled::Never => false,
            Nulled::InChanges => operation.changes,
            Nulled::Always => true,
        };
        let null_name = is_nulled.then(|| scope.value(&format!("{} null", name.text)));
        *argument = Argument { name, null_name };
    }
    body.arguments = arguments;
}

/// What a member is called whose name a method of all calls or a parameter has.
fn beside(wire: &str, method: &str) -> String {
    match snake(wire).as_str() {
        "body" => "content".to_owned(),
        "stream" => "streaming".to_owned(),
        "options" => "settings".to_owned(),
        name if CALLS.contains(&name) => format!("{wire} value"),
        // The parameter says of what, the member what that becomes.
        _ if ["PUT", "PATCH"].contains(&method) => format!("new {wire}"),
        _ => format!("body {wire}"),
    }
}
