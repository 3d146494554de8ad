//! Refuses unions that contain each other with nothing in between: to decode one would mean to decode it first.

use super::boxes::circles;
use crate::diagnostics::{Code, Diagnostics};
use crate::ir::{Api, Model, ModelId, ModelKind, Type, Usage};

/// Reports each arm that leads back to its union.
pub(super) fn refuse(api: &Api, diagnostics: &mut Diagnostics) {
    let edges: Vec<Vec<usize>> = api.models.iter().map(same_value).collect();
    let circles = circles(&edges);
    for (index, model) in api.models.iter().enumerate() {
        let ModelKind::Union(union) = &model.kind else {
            continue;
        };
        for arm in &union.arms {
            let leads_back = |target: usize| circles.get(target) == circles.get(index);
            if targets(&arm.usage).any(leads_back) {
                let message = "this alternative leads back to the union that it is in, so that no value could be decoded; \
                               remove it, or put a property in between";
                diagnostics.push(Code::CircularReference, arm.origin, message);
            }
        }
    }
}

/// The models that are decoded from the very value that a model is decoded from.
fn same_value(model: &Model) -> Vec<usize> {
    match &model.kind {
        ModelKind::Union(union) => {
            let arms = union.arms.iter();
            arms.flat_map(|arm| targets(&arm.usage)).collect()
        }
        _ => Vec::new(),
    }
}

fn targets(usage: &Usage) -> impl Iterator<Item = usize> {
    let target = match &usage.ty {
        Type::Model(ModelId(target)) => Some(*target),
        Type::OneOrMany(inner) => match inner.ty {
            Type::Model(ModelId(target)) => Some(target),
            _ => None,
        },
        _ => None,
    };
    target.into_iter()
}
