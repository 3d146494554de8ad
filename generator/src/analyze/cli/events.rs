//! What the tool says about deliveries.

use serde_json::Value;

use super::plain::plain;
use super::sentence;
use crate::ir::{Api, Event, ModelKind, Type, Usage};

/// What is delivered.
pub(super) fn of(api: &Api) -> Vec<Event> {
    let arms = match api.event.and_then(|id| api.models.get(id.0)) {
        Some(model) => match &model.kind {
            ModelKind::Union(union) => union.arms.as_slice(),
            _ => &[],
        },
        None => &[],
    };
    let webhooks = api.webhooks.iter();
    let events = webhooks.map(|webhook| {
        let arm = arms.iter().find(|arm| arm.words == webhook.key);
        let payload = arm.map(|arm| arm.usage.clone());
        let sample = webhook.example.clone().unwrap_or_default();
        Event {
            key: webhook.key.clone(),
            about: sentence(&plain(webhook.summary.as_deref().unwrap_or_default())),
            members: members(api, payload.as_ref(), &sample),
            payload,
            sample,
        }
    });
    events.collect()
}

/// The members of a payload; where its type does not tell, those of the sample.
fn members(api: &Api, payload: Option<&Usage>, sample: &Value) -> Vec<String> {
    let model = match payload.map(|usage| &usage.ty) {
        Some(Type::Model(id)) => api.models.get(id.0).map(|model| &model.kind),
        _ => None,
    };
    match (model, sample) {
        (Some(ModelKind::Struct(content)), _) => { content.fields.iter() }
            .map(|field| match field.required {
                true => field.wire.clone(),
                false => format!("{}?", field.wire),
            })
            .collect(),
        (_, Value::Object(members)) => members.keys().cloned().collect(),
        _ => Vec::new(),
    }
}

/// What the names of the headers start with that sign a delivery, by the headers that are described.
pub(super) fn signature_prefix(api: &Api) -> &'static str {
    let mut headers = api.webhooks.iter().flat_map(|webhook| &webhook.headers);
    match headers.any(|name| name.to_ascii_lowercase().starts_with("svix-")) {
        true => "svix-",
        false => "webhook-",
    }
}
