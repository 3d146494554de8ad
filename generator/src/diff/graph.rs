//! What leads from one place of a description to another.

use std::collections::BTreeMap;

use super::side::{Side, children};
use crate::ir::{Api, ModelKind, Naming, Type, Usage};
use crate::source::Origin;

/// What uses each place.
pub(super) fn above(side: &Side<'_>) -> BTreeMap<Origin, Vec<Origin>> {
    let mut above: BTreeMap<Origin, Vec<Origin>> = BTreeMap::new();
    let mut add = |below: Origin, at: Origin| above.entry(below).or_default().push(at);
    for schema in &side.api.schemas {
        for child in children(schema) {
            add(side.origin(child), schema.origin);
        }
    }
    for operation in &side.api.operations {
        for one in &operation.parameters {
            add(one.origin, operation.origin);
            one.schema
                .into_iter()
                .for_each(|id| add(side.origin(id), one.origin));
        }
        if let Some(body) = &operation.body {
            add(body.origin, operation.origin);
            let contents = body.contents.iter().filter_map(|one| one.schema);
            contents.for_each(|id| add(side.origin(id), body.origin));
        }
        for one in &operation.responses {
            add(one.origin, operation.origin);
            let contents = one.content.iter().filter_map(|(_, schema)| *schema);
            contents.for_each(|id| add(side.origin(id), one.origin));
        }
    }
    for webhook in &side.api.webhooks {
        webhook
            .schema
            .into_iter()
            .for_each(|id| add(side.origin(id), webhook.origin));
    }
    above
}

/// The places that use a type that has no name in the description.
pub(super) fn shared(api: &Api) -> BTreeMap<Origin, Vec<Origin>> {
    let mut shared: BTreeMap<Origin, Vec<Origin>> = BTreeMap::new();
    let mut add = |usage: &Usage, at: Origin| {
        let mut ahead = vec![usage];
        while let Some(usage) = ahead.pop() {
            match &usage.ty {
                Type::Model(id) => {
                    let model = api.models.get(id.0);
                    let model = model.filter(|one| !matches!(one.naming, Naming::Component(_)));
                    if let Some(origin) = model.map(|model| model.origin) {
                        shared.entry(at).or_default().push(origin);
                        shared.entry(origin).or_default().push(at);
                    }
                }
                Type::Array(item) | Type::OneOrMany(item) | Type::Map(item) => ahead.push(item),
                Type::Tuple(places) => ahead.extend(places),
                _ => {}
            }
        }
    };
    for model in &api.models {
        match &model.kind {
            ModelKind::Struct(content) => {
                content
                    .fields
                    .iter()
                    .for_each(|one| add(&one.usage, one.origin));
            }
            ModelKind::Union(union) => union
                .arms
                .iter()
                .for_each(|one| add(&one.usage, one.origin)),
            ModelKind::Enum(_) | ModelKind::Pending => {}
        }
    }
    for operation in &api.operations {
        operation
            .parameters
            .iter()
            .for_each(|one| add(&one.usage, one.origin));
        operation
            .body
            .iter()
            .for_each(|one| add(&one.usage, one.origin));
        for response in &operation.responses {
            response
                .usage
                .iter()
                .for_each(|usage| add(usage, response.origin));
        }
    }
    shared
}
