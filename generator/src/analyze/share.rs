//! Inline schemas that say the same and mean the same become one type.

use std::collections::{BTreeMap, BTreeSet};

use crate::ir::{Api, Arm, Field, Model, ModelId, ModelKind, Naming, Type, Usage};

/// Merges the models that are alike; `components` are those that have a name of their own, which they keep.
pub(super) fn merge(api: &mut Api, components: &BTreeSet<ModelId>) {
    let mut stands_for: Vec<usize> = (0..api.models.len()).collect();
    // What is inside first: each round may make alike what holds it.
    while merge_once(api, components, &mut stands_for) {}
    keep(api, &stands_for);
    untangle(api);
}

/// Names no model after what is named after itself.
fn untangle(api: &mut Api) {
    for index in 0..api.models.len() {
        let Some(Naming::Shared(namings)) = api.models.get(index).map(|model| &model.naming) else {
            continue;
        };
        let is_after = |naming: &&Naming| is_after(api, naming, ModelId(index));
        let mut left: Vec<Naming> = namings
            .iter()
            .filter(|one| !is_after(one))
            .cloned()
            .collect();
        if left.is_empty() {
            left.extend(namings.first().cloned());
        }
        let naming = match left.as_slice() {
            [only] => only.clone(),
            _ => Naming::Shared(left),
        };
        if let Some(model) = api.models.get_mut(index) {
            model.naming = naming;
        }
    }
}

/// Whether the name of `id` is part of another.
fn is_after(api: &Api, naming: &Naming, id: ModelId) -> bool {
    let (mut ahead, mut met) = (vec![naming], BTreeSet::new());
    while let Some(naming) = ahead.pop() {
        match naming {
            Naming::Within(parent, _) if *parent == id => return true,
            Naming::Within(parent, _) if met.insert(*parent) => {
                ahead.extend(api.models.get(parent.0).map(|model| &model.naming));
            }
            Naming::Shared(namings) => ahead.extend(namings),
            _ => {}
        }
    }
    false
}

/// Finds for each model one that is alike; whether there were any new ones.
fn merge_once(api: &Api, components: &BTreeSet<ModelId>, stands_for: &mut [usize]) -> bool {
    let mut known: BTreeMap<String, usize> = BTreeMap::new();
    // A component gives its name to what is alike; of several the first by name, wherever each is described.
    let named = { components.iter() }.filter_map(|id| Some((id.0, api.models.get(id.0)?)));
    let mut named: Vec<(usize, &Model)> = named.filter(|(_, model)| says_enough(model)).collect();
    named.sort_by_key(|(_, model)| words(&model.naming));
    for (index, model) in named {
        known.entry(content(model, stands_for)).or_insert(index);
    }
    let mut changed = false;
    for (index, model) in api.models.iter().enumerate() {
        let is_inline = !components.contains(&ModelId(index))
            && matches!(
                model.naming,
                Naming::Within(..) | Naming::Operation(..) | Naming::Part(_) | Naming::Shared(_)
            );
        if !is_inline || stands_for.get(index) != Some(&index) {
            continue;
        }
        let mut key = content(model, stands_for);
        if !says_enough(model) {
            key = format!("{} {key}", words(&model.naming));
        }
        let first = *known.entry(key).or_insert(index);
        if first != index {
            changed = true;
            for slot in stands_for.iter_mut().filter(|slot| **slot == index) {
                *slot = first;
            }
        }
    }
    changed
}

/// Whether a type says so much that another like it means the same, whatever it is called.
fn says_enough(model: &Model) -> bool {
    matches!(&model.kind, ModelKind::Struct(content) if content.fields.len() > 2)
}

/// What the place is called that a type is named after.
fn words(naming: &Naming) -> &str {
    match naming {
        Naming::Within(_, words) | Naming::Operation(_, words) => words,
        Naming::Component(words) | Naming::Part(words) | Naming::Sdk(words) => words,
        Naming::Shared(namings) => namings.iter().map(words).min().unwrap_or_default(),
    }
}

/// Everything that a type is, spelled out.
fn content(model: &Model, stands_for: &[usize]) -> String {
    let usage = |usage: &Usage| {
        let mut usage = usage.clone();
        point(&mut usage, stands_for);
        usage
    };
    let field = |field: &Field| {
        format!(
            "{:?}",
            (
                (&field.wire, &field.description, field.required),
                usage(&field.usage),
                (
                    field.counts,
                    field.read_only,
                    field.write_only,
                    field.deprecated
                ),
                &field.default
            )
        )
    };
    let arm = |arm: &Arm| {
        format!(
            "{:?}",
            (
                (&arm.words, &arm.values, &arm.fixed),
                usage(&arm.usage),
                (arm.is_rest, arm.writes_tag)
            )
        )
    };
    match &model.kind {
        ModelKind::Struct(content) => {
            // Their order is not what a type is.
            let mut fields: Vec<String> = content.fields.iter().map(field).collect();
            fields.sort();
            // That of what a call cannot do without is.
            let required = { content.required.iter() }.filter_map(|at| content.fields.get(*at));
            let required: Vec<&str> = required.map(|field| field.wire.as_str()).collect();
            let maps = content.maps.iter();
            let maps: Vec<_> = maps.map(|map| (&map.pattern, usage(&map.usage))).collect();
            format!(
                "struct {:?}",
                (fields, maps, required, &content.rules, model.deprecated)
            )
        }
        ModelKind::Union(union) => {
            let arms: Vec<String> = union.arms.iter().map(arm).collect();
            format!("union {:?}", (&union.tag, arms, model.deprecated))
        }
        ModelKind::Enum(content) => {
            let values = content.values.iter();
            let values: Vec<_> = values.map(|value| (&value.wire, &value.words)).collect();
            format!("enum {:?}", (values, model.deprecated))
        }
        ModelKind::Pending => String::new(),
    }
}

/// Takes out the models that others stand for.
fn keep(api: &mut Api, stands_for: &[usize]) {
    let mut namings: BTreeMap<usize, Vec<Naming>> = BTreeMap::new();
    for (model, first) in api.models.iter().zip(stands_for) {
        namings
            .entry(*first)
            .or_default()
            .extend(match &model.naming {
                Naming::Shared(namings) => namings.clone(),
                naming => vec![naming.clone()],
            });
    }
    // Where each model goes, and what it was.
    let mut places = BTreeMap::new();
    let mut kept = Vec::new();
    for (index, mut model) in std::mem::take(&mut api.models).into_iter().enumerate() {
        if stands_for.get(index) != Some(&index) {
            continue;
        }
        places.insert(index, kept.len());
        if !matches!(model.naming, Naming::Component(_) | Naming::Sdk(_))
            && let Some(namings) = namings.remove(&index)
            && namings.len() > 1
        {
            model.naming = Naming::Shared(namings);
        }
        kept.push(model);
    }
    let place = |index: &usize| places.get(index).copied().unwrap_or_default();
    let now: Vec<usize> = stands_for.iter().map(place).collect();
    for model in &mut kept {
        rename(&mut model.naming, &now);
        for usage in parts(model) {
            point(usage, &now);
        }
    }
    api.models = kept;
    for operation in &mut api.operations {
        for parameter in &mut operation.parameters {
            point(&mut parameter.usage, &now);
        }
        if let Some(body) = &mut operation.body {
            point(&mut body.usage, &now);
        }
        for response in &mut operation.responses {
            let headers = response.headers.iter_mut();
            let headers = headers.map(|header| &mut header.usage);
            for usage in headers.chain(&mut response.usage) {
                point(usage, &now);
            }
        }
    }
    for usage in api.component_types.values_mut() {
        point(usage, &now);
    }
    if let Some(event) = &mut api.event {
        event.0 = now.get(event.0).copied().unwrap_or(event.0);
    }
}

fn rename(naming: &mut Naming, now: &[usize]) {
    match naming {
        Naming::Within(parent, _) => parent.0 = now.get(parent.0).copied().unwrap_or(parent.0),
        // No naming is shared twice.
        Naming::Shared(namings) => {
            for naming in namings {
                if let Naming::Within(parent, _) = naming {
                    parent.0 = now.get(parent.0).copied().unwrap_or(parent.0);
                }
            }
        }
        Naming::Component(_) | Naming::Operation(..) | Naming::Part(_) | Naming::Sdk(_) => {}
    }
}

fn parts(model: &mut Model) -> Vec<&mut Usage> {
    match &mut model.kind {
        ModelKind::Struct(content) => {
            let fields = content.fields.iter_mut().map(|field| &mut field.usage);
            let maps = content.maps.iter_mut().map(|map| &mut map.usage);
            fields.chain(maps).collect()
        }
        ModelKind::Union(union) => union.arms.iter_mut().map(|arm| &mut arm.usage).collect(),
        ModelKind::Enum(_) | ModelKind::Pending => Vec::new(),
    }
}

/// Makes a usage use the models that stand for those it used.
fn point(usage: &mut Usage, stands_for: &[usize]) {
    let mut ahead = vec![usage];
    while let Some(usage) = ahead.pop() {
        match &mut usage.ty {
            Type::Model(model) => {
                model.0 = stands_for.get(model.0).copied().unwrap_or(model.0);
            }
            Type::Array(inner) | Type::OneOrMany(inner) | Type::Map(inner) => ahead.push(inner),
            Type::Tuple(places) => ahead.extend(places),
            _ => {}
        }
    }
}
