//! What the tool says about deliveries.

use serde_json::Value;

use super::plain::plain;
use super::sentence;
use crate::ir::{Api, Event, ModelKind, Type, Usage};

/// What is delivered.
pub(super) fn of(api: &Api) -> Vec<Event> {
    let union = api.event.and_then(|id| api.models.get(id.0));
    let union = union.and_then(|model| match &model.kind {
        ModelKind::Union(union) => Some(union),
        _ => None,
    });
    let arms = union.map_or(&[][..], |union| &union.arms);
    let tag = union.and_then(|union| union.tag.as_ref());
    let mut events: Vec<Event> = Vec::new();
    for webhook in &api.webhooks {
        let arm = arms.iter().find(|arm| arm.words == webhook.key);
        let payload = arm.map(|arm| arm.usage.clone());
        let sample = webhook.example.clone().unwrap_or_default();
        let is_like = |other: &&Event| {
            let named = tag.map(|tag| named(&other.sample, &tag.property, &webhook.key));
            other.like.is_none() && other.payload == payload && named.as_ref() == Some(&sample)
        };
        let like = events.iter().find(is_like).map(|other| other.key.clone());
        events.push(Event {
            like,
            key: webhook.key.clone(),
            about: sentence(&plain(webhook.summary.as_deref().unwrap_or_default())),
            members: members(api, payload.as_ref(), &sample),
            payload,
            sample,
        });
    }
    events
}

/// A sample under another name.
fn named(sample: &Value, tag: &str, key: &str) -> Value {
    let mut sample = sample.clone();
    if let Some(name) = sample.get_mut(tag) {
        *name = key.into();
    }
    sample
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
