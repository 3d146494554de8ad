//! Names the models and what is in them.

use std::collections::{BTreeMap, BTreeSet};

use glob::Pattern;

use super::assign::builder_words;
use super::casing::{pascal, snake};
use super::files::FileNames;
use super::fitting::{fitting, other};
use super::renaming::rename;
use super::values;
use super::{APART, MODELS, Scope, by_wire};
use crate::analyze::unmatched;
use crate::config::Setting;
use crate::diagnostics::{Code, Diagnostics};
use crate::ir::{Api, Model, ModelId, ModelKind, Naming, Nulled};

/// Names the models, each after the words it was given, unless the settings know better.
pub(super) fn models(
    api: &mut Api,
    types: &mut Scope,
    names: &BTreeMap<Setting, Setting>,
    diagnostics: &mut Diagnostics,
) {
    let mut files = FileNames::default();
    types.set_reserved(APART, false);
    let (mut used, mut known) = (BTreeSet::new(), BTreeSet::new());
    let mut order = Order::of(api);
    while let Some((index, wanted)) = order.next(api, types) {
        let Some(model) = api.models.get(index) else {
            continue;
        };
        let wanted = match &model.naming {
            Naming::Component(_) => wanted,
            _ => fitting(&wanted, types),
        };
        let key = match &model.naming {
            Naming::Component(key) if names.contains_key(key.as_str()) => key.clone(),
            _ => pascal(&wanted),
        };
        let wanted = match names.get(key.as_str()) {
            Some(name) => {
                used.insert(key.clone());
                check(name, diagnostics);
                name.as_str().to_owned()
            }
            None => model.called.clone().unwrap_or(wanted),
        };
        known.insert(key);
        let origin = model.origin;
        // The module `webhook` exports the event beside types of the runtime.
        let is_event = api.event == Some(ModelId(index));
        let is_reserved = is_event && APART.contains(&pascal(&wanted).as_str());
        let clashes = is_reserved || types.has_ty(&wanted);
        let is_object = matches!(model.kind, ModelKind::Struct(_));
        let unlike = clashes.then(|| other(&wanted, &api.sdk.client_words, is_object, types));
        let name = match unlike.flatten() {
            Some(other) => types.ty(&other),
            None => types.ty_or(&wanted, "model"),
        };
        if clashes {
            let message = format!("the name for `{wanted}` is taken; the type is called `{name}`");
            diagnostics.push(Code::NameClash, origin, message);
        }
        let module = files.module(api, &model.naming, &name);
        let Some(model) = api.models.get_mut(index) else {
            continue;
        };
        model.name = name;
        members(model, files.constants(&module), diagnostics);
        model.module = module;
    }
    types.set_reserved(APART, true);
    for setting in names.keys().filter(|key| !used.contains(key.as_str())) {
        let known = known.iter().map(String::as_str);
        unmatched(diagnostics, setting.origin, "type", setting.as_str(), known);
    }
}

/// Refuses a setting that is no name of a type.
fn check(name: &Setting, diagnostics: &mut Diagnostics) {
    let proper = Scope::new(&[]).ty(name.as_str());
    if proper.as_str() == name.as_str() {
        return;
    }
    let message = format!("`{name}` is not a name of a type; `{proper}` is");
    diagnostics.push(Code::BadConfig, name.origin, message);
}

/// The models in the order of naming: the SDK's own first, then what has a name, then what is named after others, once
/// those have their names. Among those it goes by the words, so that it does not matter where each is described.
struct Order {
    left: Vec<usize>,
    /// Those whose turn it is, the next one last, with the words for each.
    ready: Vec<(usize, String)>,
    done: BTreeSet<usize>,
}

impl Order {
    fn of(api: &Api) -> Self {
        Self {
            left: (0..api.models.len()).collect(),
            ready: Vec::new(),
            done: BTreeSet::new(),
        }
    }

    fn next(&mut self, api: &Api, types: &Scope) -> Option<(usize, String)> {
        if self.ready.is_empty() {
            self.ready = self.wave(api, types);
        }
        let (index, words) = self.ready.pop()?;
        self.done.insert(index);
        // What was named since may have taken them.
        let naming = api.models.get(index).map(|model| &model.naming);
        Some((
            index,
            naming.map_or(words, |naming| match expanded(api, index, naming, types) {
                Some(words) => words,
                None => wanted(api, naming, types),
            }),
        ))
    }

    /// The next that can be named, the last one first.
    fn wave(&mut self, api: &Api, types: &Scope) -> Vec<(usize, String)> {
        let naming = |index: &usize| api.models.get(*index).map(|model| &model.naming);
        let rank = |index: &usize| match naming(index) {
            Some(Naming::Sdk(_)) => 0,
            Some(Naming::Component(_)) => 1,
            Some(Naming::Within(..) | Naming::Operation(..) | Naming::Part(_)) => 2,
            Some(Naming::Shared(_)) | None => 3,
        };
        let is_ready = |index: &usize| {
            let parents = naming(index).map(parents).unwrap_or_default();
            parents.iter().all(|parent| self.done.contains(parent))
        };
        let mut ready: BTreeSet<usize> = self.left.iter().copied().filter(is_ready).collect();
        // Two that are named after each other never are.
        if ready.is_empty() {
            ready.extend(&self.left);
        }
        let first = ready.iter().map(rank).min();
        let (now, later): (Vec<usize>, Vec<usize>) = { self.left.iter().copied() }
            .partition(|index| ready.contains(index) && Some(rank(index)) == first);
        self.left = later;
        let words = |index| {
            let naming = naming(&index)?;
            // Of several that want the same words, what else they may be called decides.
            let mut others = match naming {
                Naming::Shared(all) => all.iter().map(|one| wanted(api, one, types)).collect(),
                _ => Vec::new(),
            };
            others.sort();
            Some((wanted(api, naming, types), others, index))
        };
        let mut wave: Vec<(String, Vec<String>, usize)> =
            now.into_iter().filter_map(words).collect();
        wave.sort_by(|one, other| other.cmp(one));
        let wave = wave.into_iter();
        wave.map(|(words, _, index)| (index, words)).collect()
    }
}

/// The words for what several places share, an id or an object of a type that has the name already: `ExpandableCard`.
fn expanded(api: &Api, index: usize, naming: &Naming, types: &Scope) -> Option<String> {
    let (Naming::Shared(namings), ModelKind::Union(union)) = (naming, &api.models.get(index)?.kind)
    else {
        return None;
    };
    let all = namings.iter().map(|naming| wanted(api, naming, types));
    let common = in_common(&all.collect::<Vec<_>>());
    let is_free = |words: &String| !types.has_ty(words);
    let is_taken = union.expands && !common.iter().any(is_free);
    let words = { common.iter() }.map(|words| format!("expandable {words}"));
    is_taken.then(|| words.into_iter().find(is_free))?
}

fn parents(naming: &Naming) -> Vec<usize> {
    match naming {
        Naming::Within(parent, _) => vec![parent.0],
        Naming::Shared(namings) => namings.iter().flat_map(parents).collect(),
        Naming::Component(_) | Naming::Operation(..) | Naming::Part(_) | Naming::Sdk(_) => {
            Vec::new()
        }
    }
}

/// The words for a model.
fn wanted(api: &Api, naming: &Naming, types: &Scope) -> String {
    match naming {
        Naming::Component(words) | Naming::Part(words) | Naming::Sdk(words) => words.clone(),
        Naming::Within(parent, words) => match api.models.get(parent.0) {
            Some(parent) => format!("{} {words}", parent.name),
            None => words.clone(),
        },
        Naming::Operation(id, words) => match api.operations.get(id.0) {
            Some(operation) => format!("{} {words}", builder_words(api, operation)),
            None => words.clone(),
        },
        Naming::Shared(namings) => {
            let all: Vec<String> = namings
                .iter()
                .map(|naming| wanted(api, naming, types))
                .collect();
            let shortest = { all.iter() }.min_by_key(|words| (words.len(), words.as_str()));
            let shortest = shortest.cloned().unwrap_or_default();
            { in_common(&all).into_iter() }
                .find(|words| !types.has_ty(words))
                .unwrap_or(shortest)
        }
    }
}

/// What all names begin and end with, when that says something, the best first.
fn in_common(names: &[String]) -> Vec<String> {
    /// Words that mean something else in each place.
    const VAGUE: [&str; 42] = [
        "action",
        "add",
        "body",
        "create",
        "data",
        "delete",
        "description",
        "detail",
        "details",
        "error",
        "event",
        "fetch",
        "find",
        "format",
        "get",
        "info",
        "issue",
        "item",
        "kind",
        "list",
        "mode",
        "name",
        "object",
        "options",
        "patch",
        "post",
        "properties",
        "put",
        "reason",
        "remove",
        "request",
        "response",
        "result",
        "role",
        "search",
        "set",
        "state",
        "status",
        "type",
        "update",
        "value",
        "values",
    ];
    let all: Vec<Vec<String>> = names.iter().map(|name| super::words(name)).collect();
    let Some((first, others)) = all.split_first() else {
        return Vec::new();
    };
    let shared = |pairs: &dyn Fn(&[String]) -> usize| others.iter().map(|other| pairs(other)).min();
    let begin = shared(&|other| {
        let pairs = first.iter().zip(other);
        pairs.take_while(|(a, b)| a == b).count()
    });
    let end = shared(&|other| {
        let pairs = first.iter().rev().zip(other.iter().rev());
        pairs.take_while(|(a, b)| a == b).count()
    });
    let shortest = all.iter().map(Vec::len).min().unwrap_or_default();
    let end = end.unwrap_or_default().min(shortest);
    let begin = begin.unwrap_or_default().min(shortest - end);
    let says = |words: &[String]| words.iter().any(|word| !VAGUE.contains(&word.as_str()));
    let (begin, _) = first.split_at(begin);
    let (_, end) = first.split_at(first.len() - end);
    let whole = [begin, end].concat();
    let mut found = Vec::new();
    // A verb before what says something is only that of most operations.
    if !says(begin) && says(end) {
        found.push(end.join(" "));
    }
    if !end.is_empty() && says(&whole) {
        found.push(whole.join(" "));
    }
    found
}

/// Models that are sent and cannot do without many members take them as one struct.
pub(super) fn model_inputs(api: &mut Api, types: &mut Scope) {
    for model in &mut api.models {
        let wanted = format!("{} required", model.name.text);
        if let (ModelKind::Struct(content), true) = (&mut model.kind, model.sent)
            && content.required.len() > MOST_ARGUMENTS
        {
            content.inputs = types.ty(&wanted);
        }
    }
}

/// More required inputs than this are taken as one struct.
pub(super) const MOST_ARGUMENTS: usize = 4;

fn members(model: &mut Model, constants: &mut Scope, diagnostics: &mut Diagnostics) {
    match &mut model.kind {
        ModelKind::Struct(content) => {
            let mut fields = Scope::new(&[MODELS]);
            for field in by_wire(content.fields.iter_mut().collect(), |field| &field.wire) {
                let words = field.words.as_ref().unwrap_or(&field.wire);
                let is_taken = fields.has_value(words);
                field.name = fields.value(words);
                if is_taken && !MODELS.contains(&snake(words).as_str()) {
                    let (wire, name) = (&field.wire, &field.name);
                    let message =
                        format!("the name for `{wire}` is taken; the field is called `{name}`");
                    diagnostics.push(Code::NameClash, field.origin, message);
                }
                field.constant = constants.constant(&field.wire);
                let is_nulled = field.nulled != Nulled::Never;
                field.null_name =
                    is_nulled.then(|| fields.value(&format!("{} null", field.name.text)));
            }
            rename(content);
            for map in &mut content.maps {
                map.name = fields.value(match map.pattern {
                    Some(_) => "matching properties",
                    None => "additional properties",
                });
            }
        }
        ModelKind::Union(union) => {
            let mut variants = Scope::new(&[&["Self", "Unknown"]]);
            for arm in &mut union.arms {
                arm.name = variants.ty(&arm.words);
                arm.constant = constants.constant(&arm.words);
            }
        }
        ModelKind::Enum(content) => {
            let mut variants = Scope::new(&[&["Self", "Unknown"]]);
            let words = values::words(&content.values);
            for (value, words) in content.values.iter_mut().zip(words) {
                value.name = variants.ty(&words);
            }
        }
        ModelKind::Pending => {}
    }
}

/// Adds the derives that the settings ask for, by the names of types.
pub(super) fn derive(
    api: &mut Api,
    derives: &BTreeMap<Setting, Vec<Setting>>,
    diagnostics: &mut Diagnostics,
) {
    for (setting, paths) in derives {
        let Ok(pattern) = Pattern::new(setting.as_str()) else {
            let message = format!("`{setting}` is no glob of type names");
            diagnostics.push(Code::UnmatchedConfig, setting.origin, message);
            continue;
        };
        let mut matched = false;
        for model in &mut api.models {
            if pattern.matches(&model.name.text) {
                matched = true;
                model.derives.extend(paths.iter().map(Setting::to_string));
            }
        }
        if !matched {
            let known: Vec<&str> = api.models.iter().map(|model| model.name.as_str()).collect();
            unmatched(
                diagnostics,
                setting.origin,
                "type",
                setting.as_str(),
                known.into_iter(),
            );
        }
    }
}
