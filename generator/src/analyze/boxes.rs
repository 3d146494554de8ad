//! Puts boxes around structs in enums, where a type would contain itself, and around huge fields.

use crate::ir::{Api, Integer, Model, ModelId, ModelKind, Success, Type, Usage};

/// An arm larger than this is boxed, in bytes; clippy's `large_enum_variant` draws its line at a difference of 200.
const LARGE: usize = 200;

/// A field larger than this is boxed, in bytes: structs hold structs, a few levels are hundreds of kilobytes on the stack,
/// and a thread has two megabytes.
const HUGE: usize = 2048;

/// Boxes structs in enums, breaks cycles, then keeps what is left of a size that a stack can hold.
pub(super) fn place(api: &mut Api) {
    box_structs_in_enums(api);
    box_circular_fields(api);
    break_cycles(api);
    box_large_fields(api);
}

/// Boxes the structs that variants hold, whatever their size: were it by size, a member more would change the variant's
/// type, and break those who use it.
fn box_structs_in_enums(api: &mut Api) {
    let models = api.models.iter();
    let is_struct = models.map(|model| matches!(model.kind, ModelKind::Struct(_)));
    let is_struct: Vec<bool> = is_struct.collect();
    let is_struct = |id: ModelId| is_struct.get(id.0) == Some(&true);
    let holds_struct = |usage: &Usage| matches!(core(usage).ty, Type::Model(id) if is_struct(id));
    for model in &mut api.models {
        if let ModelKind::Union(union) = &mut model.kind {
            for arm in &mut union.arms {
                arm.usage.boxed |= holds_struct(&arm.usage);
            }
        }
    }
    for operation in &mut api.operations {
        if let Success::Several(arms) = &mut operation.success {
            for arm in arms {
                if let Success::Json(usage) | Success::Optional(usage) = &mut arm.gives {
                    usage.boxed |= holds_struct(usage);
                }
            }
        }
    }
    for arm in &mut api.errors {
        arm.boxed = is_struct(arm.model);
    }
}

/// Boxes every field whose type leads back to the struct it is in. To cut each circle once would do, but where would
/// depend on what is described first, and what lies between two cuts may hold each other many times over.
fn box_circular_fields(api: &mut Api) {
    let circles = circles(&api.models.iter().map(direct).collect::<Vec<_>>());
    for (index, model) in api.models.iter_mut().enumerate() {
        if let ModelKind::Struct(content) = &mut model.kind {
            for field in &mut content.fields {
                let usage = core_mut(&mut field.usage);
                if let Type::Model(next) = usage.ty {
                    usage.boxed |= circles.get(next.0) == circles.get(index);
                }
            }
        }
    }
}

/// For each node the number of its strongly connected component (Kosaraju's algorithm, without recursion).
pub(super) fn circles(edges: &[Vec<usize>]) -> Vec<usize> {
    let mut backward = vec![Vec::new(); edges.len()];
    for (from, targets) in edges.iter().enumerate() {
        for to in targets {
            if let Some(sources) = backward.get_mut(*to) {
                sources.push(from);
            }
        }
    }
    let mut seen = vec![false; edges.len()];
    let mut left = Vec::new();
    for start in 0..edges.len() {
        walk(edges, start, &mut seen, |node| left.push(node));
    }
    let mut circles = vec![0; edges.len()];
    let mut seen = vec![false; edges.len()];
    for start in left.into_iter().rev() {
        walk(&backward, start, &mut seen, |node| {
            if let Some(circle) = circles.get_mut(node) {
                *circle = start;
            }
        });
    }
    circles
}

/// Leaves each node that can be reached, and was not seen, once all behind it are left.
fn walk(edges: &[Vec<usize>], start: usize, seen: &mut [bool], mut leave: impl FnMut(usize)) {
    // Each entry: a node and which of its edges is next.
    let mut path = vec![(start, 0)];
    while let Some((node, next)) = path.pop() {
        if next == 0 && std::mem::replace(seen.get_mut(node).unwrap_or(&mut true), true) {
            continue;
        }
        match edges.get(node).and_then(|targets| targets.get(next)) {
            Some(target) => path.extend([(node, next + 1), (*target, 0)]),
            None => leave(node),
        }
    }
}

/// What the walk has seen of a model.
#[derive(Clone, Copy, PartialEq)]
enum State {
    New,
    Open,
    Done,
}

/// Walks the models depth first, without recursion; an edge back to an open model gets a box.
fn break_cycles(api: &mut Api) {
    let mut states = vec![State::New; api.models.len()];
    for start in 0..api.models.len() {
        // Each entry: a model and which of its parts is next.
        let mut path = vec![(start, 0)];
        while let Some((model, part)) = path.pop() {
            if part == 0 {
                if states.get(model) != Some(&State::New) {
                    continue;
                }
                set(&mut states, model, State::Open);
            }
            let part_of = |model| part_mut(model, part);
            let Some(usage) = api.models.get_mut(model).and_then(part_of) else {
                set(&mut states, model, State::Done);
                continue;
            };
            let is_apart = usage.boxed;
            let usage = core_mut(usage);
            path.push((model, part + 1));
            if let Type::Model(ModelId(next)) = usage.ty
                && !is_apart
            {
                match states.get(next) {
                    Some(State::Open) => usage.boxed = true,
                    Some(State::New) => path.push((next, 0)),
                    _ => {}
                }
            }
        }
    }
}

fn set(states: &mut [State], index: usize, state: State) {
    if let Some(slot) = states.get_mut(index) {
        *slot = state;
    }
}

/// What lies in a value without a pointer between.
fn core_mut(usage: &mut Usage) -> &mut Usage {
    match usage.ty {
        Type::OneOrMany(ref mut inner) => inner,
        _ => usage,
    }
}

/// Maps need no box: their values are elsewhere already.
fn part_mut(model: &mut Model, index: usize) -> Option<&mut Usage> {
    match &mut model.kind {
        ModelKind::Struct(content) => content.fields.get_mut(index).map(|field| &mut field.usage),
        ModelKind::Union(union) => union.arms.get_mut(index).map(|arm| &mut arm.usage),
        ModelKind::Enum(_) | ModelKind::Pending => None,
    }
}

/// Sizes are found from the inside out; cycles go through boxes by now.
fn box_large_fields(api: &mut Api) {
    let mut sizes: Vec<Option<usize>> = vec![None; api.models.len()];
    for start in 0..api.models.len() {
        let mut path = vec![start];
        while let Some(model) = path.last().copied() {
            let Some(here) = api.models.get_mut(model) else {
                break;
            };
            let missing = direct(here)
                .into_iter()
                .find(|next| sizes.get(*next) == Some(&None) && *next != model);
            match missing {
                Some(next) => path.push(next),
                None => {
                    let size = measure(here, &sizes);
                    if let Some(slot) = sizes.get_mut(model) {
                        *slot = Some(size);
                    }
                    path.pop();
                }
            }
        }
    }
}

/// The models that lie in this one without a box, list or map between.
fn direct(model: &Model) -> Vec<usize> {
    let parts: Vec<&Usage> = match &model.kind {
        ModelKind::Struct(content) => content.fields.iter().map(|field| &field.usage).collect(),
        ModelKind::Union(union) => union.arms.iter().map(|arm| &arm.usage).collect(),
        ModelKind::Enum(_) | ModelKind::Pending => Vec::new(),
    };
    parts
        .into_iter()
        .filter(|usage| !usage.boxed)
        .map(core)
        .filter(|usage| !usage.boxed)
        .filter_map(|usage| {
            if let Type::Model(model) = usage.ty {
                Some(model.0)
            } else {
                None
            }
        })
        .collect()
}

fn core(usage: &Usage) -> &Usage {
    match &usage.ty {
        Type::OneOrMany(inner) => inner,
        _ => usage,
    }
}

/// About how many bytes a value takes; boxes the huge fields of a struct and the large arms of a union on the way.
fn measure(model: &mut Model, sizes: &[Option<usize>]) -> usize {
    match &mut model.kind {
        ModelKind::Struct(content) => {
            let mut sum = 24 * content.maps.len();
            for field in &mut content.fields {
                let is_option = !field.required || field.usage.nullable;
                let usage = core_mut(&mut field.usage);
                let is_model = matches!(usage.ty, Type::Model(_));
                usage.boxed |= is_model && size(usage, is_option, sizes) > HUGE;
                sum += size(&field.usage, is_option, sizes);
            }
            sum
        }
        ModelKind::Union(union) => {
            let mut largest = 32;
            for arm in &mut union.arms {
                arm.usage.boxed |= size(&arm.usage, false, sizes) > LARGE;
                largest = largest.max(size(&arm.usage, false, sizes));
            }
            largest + 8
        }
        ModelKind::Enum(_) | ModelKind::Pending => 24,
    }
}

fn size(usage: &Usage, optional: bool, sizes: &[Option<usize>]) -> usize {
    if usage.boxed {
        return 8;
    }
    match &usage.ty {
        Type::Json => 32 + if optional { 8 } else { 0 },
        Type::Bool => 1,
        Type::Integer(Integer::I8 | Integer::U8 | Integer::I16 | Integer::U16) => 4,
        Type::Integer(Integer::I32 | Integer::U32) => 8,
        Type::Integer(_) | Type::Float64 => 8 + if optional { 8 } else { 0 },
        Type::External(external) => external.size + if optional { 8 } else { 0 },
        Type::String | Type::Secret | Type::Array(_) | Type::Map(_) => 24,
        Type::OneOrMany(inner) => size(inner, false, sizes).max(24) + 8,
        Type::Tuple(places) => places
            .iter()
            .map(|place| size(place, place.nullable, sizes))
            .sum(),
        Type::Model(model) => sizes.get(model.0).copied().flatten().unwrap_or(24),
    }
}
