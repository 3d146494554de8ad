//! The union of all webhook payloads.

use serde_json::Value;

use super::samples::Known;
use super::types::Modeler;
use super::{samples, unions};
use crate::diagnostics::{Code, Consequence, Loss};
use crate::ir::{Arm, MissingTag, ModelKind, Naming, Schema, SchemaId, Union, UnionTag};
use crate::name::Name;

/// Declares `Event`, when the webhooks' payloads say which of them they are.
pub(super) fn union(modeler: &mut Modeler<'_>, discriminator: Option<&str>) {
    let webhooks = modeler.api.webhooks.clone();
    let payloads: Vec<(String, SchemaId)> = webhooks
        .iter()
        .filter_map(|webhook| Some((webhook.key.clone(), webhook.schema?)))
        .collect();
    let Some(origin) = webhooks.first().map(|webhook| webhook.origin) else {
        return;
    };
    let tag = match discriminator {
        Some(property) => Some(property.to_owned()),
        None => recognise(modeler, &payloads),
    };
    let Some(tag) = tag else {
        let message = "no member of the payloads names the webhook it belongs to, so there is no union of them";
        let help = "name the member in sdk.toml: `[webhooks] discriminator = \"…\"`";
        modeler
            .diagnostics
            .push_with_help(Code::ApproximatedKeyword, origin, message, help);
        let titles = webhooks
            .iter()
            .map(|webhook| format!("webhook {}", webhook.key));
        let what = "which webhook a payload belongs to: there is no enum of them";
        let consequence = Consequence::received(Loss::Untyped, what);
        modeler.diagnostics.costs(consequence.of(titles));
        for (key, schema) in payloads {
            modeler.usage(schema, Naming::Sdk(format!("{key} payload")));
        }
        return;
    };
    let schema = Schema {
        origin,
        description: Some(format!(
            "What a webhook delivers; `{tag}` says which of these it is."
        )),
        ..Schema::default()
    };
    let model = modeler.declare(
        None,
        &schema,
        Naming::Sdk("event".to_owned()),
        ModelKind::Union(Union::default()),
    );
    let mut union = Union {
        expands: false,
        tag: Some(UnionTag {
            property: tag,
            missing: MissingTag::Error,
        }),
        arms: Vec::new(),
    };
    for webhook in webhooks {
        let Some(payload) = webhook.schema else {
            continue;
        };
        let usage = modeler.usage(payload, Naming::Sdk(format!("{} payload", webhook.key)));
        union.arms.push(Arm {
            origin: webhook.origin,
            words: webhook.key.clone(),
            description: webhook.summary,
            values: vec![webhook.key],
            fixed: Vec::new(),
            is_rest: false,
            writes_tag: false,
            usage,
            constant: Name::default(),
            name: Name::default(),
        });
    }
    if let Some(slot) = modeler.api.models.get_mut(model.0) {
        slot.kind = ModelKind::Union(union);
    }
    modeler.api.event = Some(model);
}

/// Gives each webhook an example: its own, that of another one of the same payload, or one made up.
pub(super) fn samples(modeler: &mut Modeler<'_>) {
    let event = modeler
        .api
        .event
        .and_then(|id| modeler.api.models.get(id.0));
    let tag = match event.map(|event| &event.kind) {
        Some(ModelKind::Union(union)) => union.tag.as_ref().map(|tag| tag.property.clone()),
        _ => None,
    };
    let shown: Vec<(SchemaId, Value)> = { modeler.api.webhooks.iter() }
        .filter_map(|webhook| Some((modeler.resolve(webhook.schema?).0, webhook.example.clone()?)))
        .collect();
    let mut known = Known::new();
    for (schema, example) in &shown {
        samples::learn(modeler, *schema, example, &mut known);
    }
    for index in 0..modeler.api.webhooks.len() {
        let Some(webhook) = modeler.api.webhooks.get(index) else {
            break;
        };
        let (Some(schema), None) = (webhook.schema, &webhook.example) else {
            continue;
        };
        let key = webhook.key.clone();
        let described = modeler.resolve(schema).0;
        let same = shown.iter().find(|(of, _)| *of == described);
        let mut example = match same {
            Some((_, example)) => example.clone(),
            None => samples::sample(modeler, &known, schema, &key),
        };
        if let (Some(tag), Value::Object(members)) = (&tag, &mut example) {
            members.insert(tag.clone(), key.into());
        }
        if let Some(webhook) = modeler.api.webhooks.get_mut(index) {
            webhook.example = Some(example);
        }
    }
}

/// The member that may hold the webhook's key in each payload.
fn recognise(modeler: &mut Modeler<'_>, payloads: &[(String, SchemaId)]) -> Option<String> {
    let first = modeler.merged(payloads.first()?.1);
    first
        .properties
        .keys()
        .find(|property| {
            payloads.iter().all(|(key, schema)| {
                let payload = modeler.merged(*schema);
                unions::constants(modeler, &payload, property)
                    .is_some_and(|values| values.contains(key))
            })
        })
        .cloned()
}
