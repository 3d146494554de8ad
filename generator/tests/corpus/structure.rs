//! What a description comes to, without names and places: two that say the same have the same fingerprints.

use std::collections::BTreeMap;
use std::hash::{DefaultHasher, Hash, Hasher};

use sdkgen::analyze::parts;
use sdkgen::ir::{Api, Model, ModelKind, Operation, Type, Usage};

/// A part of an operation and its fingerprint.
pub type Fingerprints = BTreeMap<String, u64>;

/// The fingerprint of every operation's parameters, body and answers, types included.
pub fn of(api: &Api) -> Fingerprints {
    let models = of_models(api);
    let mut parts = Fingerprints::new();
    for operation in &api.operations {
        let Operation { method, path, .. } = operation;
        let mut note = |part: &str, said: &dyn Fn(&mut DefaultHasher)| {
            let mut hasher = DefaultHasher::new();
            said(&mut hasher);
            parts.insert(format!("{method} {path} {part}"), hasher.finish());
        };
        note("itself", &|hasher| {
            (&operation.id, &operation.tags, operation.deprecated).hash(hasher);
            operation.security.hash(hasher);
        });
        for parameter in &operation.parameters {
            let place = format!("{:?} {}", parameter.place, parameter.wire);
            note(&place, &|hasher| {
                format!("{:?}", parameter.style).hash(hasher);
                (parameter.explode, parameter.required).hash(hasher);
                usage(&parameter.usage, &models, hasher);
            });
        }
        if let Some(body) = &operation.body {
            note("body", &|hasher| {
                (&body.media_type, body.required).hash(hasher);
                usage(&body.usage, &models, hasher);
            });
        }
        for response in &operation.responses {
            note(&format!("{:?}", response.status), &|hasher| {
                for (media_type, _) in &response.content {
                    media_type.hash(hasher);
                }
                if let Some(response) = &response.usage {
                    usage(response, &models, hasher);
                }
            });
        }
    }
    parts
}

/// Rounds of hashing each model with the hashes of its parts: more than models nest; cycles take part.
const ROUNDS: usize = 24;

fn of_models(api: &Api) -> Vec<u64> {
    let mut hashes = vec![0; api.models.len()];
    for _ in 0..ROUNDS {
        let hash = |model: &Model| {
            let mut hasher = DefaultHasher::new();
            itself(model, &mut hasher);
            for part in parts(model) {
                usage(part, &hashes, &mut hasher);
            }
            hasher.finish()
        };
        hashes = api.models.iter().map(hash).collect();
    }
    hashes
}

/// What a model says but for its parts.
fn itself(model: &Model, hasher: &mut DefaultHasher) {
    match &model.kind {
        ModelKind::Pending => {}
        ModelKind::Struct(content) => {
            for field in &content.fields {
                (
                    &field.wire,
                    field.required,
                    field.read_only,
                    field.write_only,
                )
                    .hash(hasher);
            }
            format!("{:?} {:?}", content.required, content.rules).hash(hasher);
            content.maps.iter().for_each(|map| map.pattern.hash(hasher));
        }
        ModelKind::Union(union) => {
            format!("{:?}", union.tag).hash(hasher);
            for arm in &union.arms {
                (&arm.values, &arm.fixed, arm.writes_tag).hash(hasher);
            }
        }
        ModelKind::Enum(content) => {
            let wires = content.values.iter().map(|value| value.wire.to_string());
            wires.for_each(|wire| wire.hash(hasher));
        }
    }
}

fn usage(used: &Usage, models: &[u64], hasher: &mut DefaultHasher) {
    format!("{} {:?} {:?}", used.nullable, used.values, used.rules).hash(hasher);
    match &used.ty {
        Type::Model(model) => models[model.0].hash(hasher),
        Type::Array(item) => usage(item, models, tagged(hasher, "list")),
        Type::OneOrMany(item) => usage(item, models, tagged(hasher, "one or many")),
        Type::Tuple(places) => {
            for place in places {
                usage(place, models, tagged(hasher, "place"));
            }
        }
        Type::Map(value) => usage(value, models, tagged(hasher, "map")),
        scalar => format!("{scalar:?}").hash(hasher),
    }
}

fn tagged<'a>(hasher: &'a mut DefaultHasher, tag: &str) -> &'a mut DefaultHasher {
    tag.hash(hasher);
    hasher
}
