//! Reports settings that name something the description does not hold and that no other pass looks up.

use glob::Pattern;

use super::settings::{missing, unmatched};
use crate::config::{Config, Setting};
use crate::diagnostics::{Code, Diagnostics};
use crate::ir::{Api, Field, Model, ModelKind, Naming, Place, Type};

/// Reports them. A selection may have left the thing out.
pub(super) fn report(api: &Api, config: &Config, diagnostics: &mut Diagnostics) {
    if !config.select.is_empty() {
        return;
    }
    for key in config.types.schemas.keys() {
        if !api.described.contains(key.as_str()) {
            let known = api.described.iter().map(String::as_str);
            unmatched(diagnostics, key.origin, "schema", key.as_str(), known);
        }
    }
    for setting in &config.secrets.members {
        secret(api, setting, diagnostics);
    }
    if let Some(header) = &config.idempotency.header {
        let headers = api.operations.iter().flat_map(|operation| {
            let parameters = operation.parameters.iter();
            let parameters = parameters.filter(|parameter| parameter.place == Place::Header);
            parameters.map(|parameter| parameter.wire.as_str())
        });
        let headers: Vec<&str> = headers.collect();
        let text = header.as_str();
        if !headers.iter().any(|one| one.eq_ignore_ascii_case(text)) {
            let what = "no operation has a header parameter";
            missing(diagnostics, header.origin, what, text, headers.into_iter());
        }
    }
    if let Some(member) = &config.idempotency.member {
        let bodies = api.operations.iter();
        let bodies = bodies.filter_map(|operation| operation.body.as_ref()?.flattened);
        let bodies = bodies.filter_map(|model| api.models.get(model.0));
        let members: Vec<&str> = bodies
            .flat_map(fields)
            .map(|field| field.wire.as_str())
            .collect();
        if !members.contains(&member.as_str()) {
            let what = "no request body has a property";
            missing(
                diagnostics,
                member.origin,
                what,
                member.as_str(),
                members.into_iter(),
            );
        }
    }
}

/// Reports a secret that no type has, or that is no text.
fn secret(api: &Api, setting: &Setting, diagnostics: &mut Diagnostics) {
    let Some((schemas, property)) = setting.as_str().rsplit_once('.') else {
        return;
    };
    let Ok(pattern) = Pattern::new(schemas) else {
        let message = format!("`{schemas}` is no glob of schemas");
        return diagnostics.push(Code::UnmatchedConfig, setting.origin, message);
    };
    let found: Vec<&Field> = { api.models.iter() }
        .filter(|model| pattern.matches(key(model)))
        .flat_map(fields)
        .filter(|field| field.wire == property)
        .collect();
    if found.is_empty() {
        let known: Vec<String> = { api.models.iter() }
            .filter(|model| !key(model).is_empty())
            .flat_map(|model| {
                fields(model)
                    .iter()
                    .map(move |field| format!("{}.{}", key(model), field.wire))
            })
            .collect();
        let known = known.iter().map(String::as_str);
        unmatched(
            diagnostics,
            setting.origin,
            "property",
            setting.as_str(),
            known,
        );
    } else if !found.iter().any(|field| hides(&field.usage.ty)) {
        let message = format!(
            "`{setting}` is no `String`, and no list or map of them; only texts can be secrets"
        );
        diagnostics.push(Code::UnmatchedConfig, setting.origin, message);
    }
}

/// The name of a component; nothing for other models.
fn key(model: &Model) -> &str {
    match &model.naming {
        Naming::Component(key) => key,
        _ => "",
    }
}

fn fields(model: &Model) -> &[Field] {
    match &model.kind {
        ModelKind::Struct(content) => &content.fields,
        _ => &[],
    }
}

fn hides(ty: &Type) -> bool {
    match ty {
        Type::Secret => true,
        Type::Array(item) | Type::OneOrMany(item) | Type::Map(item) => hides(&item.ty),
        _ => false,
    }
}
