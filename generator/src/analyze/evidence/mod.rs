//! Properties that responses lack or write in another way, as far as the description shows them or recordings do: an
//! example is nearer to the service than a schema.

mod fit;
mod spelling;

use std::cell::Cell;
use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Map, Value};

use self::fit::can_be_null;
use self::spelling::Spelling;
use crate::Evidence;
use crate::ir::{
    Api, End, EnumBase, Field, Lack, Lacks, Member, Model, ModelId, ModelKind, Next, PageInput,
    Paging, Response, Sample, Struct, Token, Tolerated, Type, Undeclared, Usage,
};
use crate::source::Origin;

/// A model and the index of one of its fields.
type Property = (ModelId, usize);

/// Finds what the examples of responses and recorded ones lack, and has the fields follow but for those that are `pinned`.
pub(super) fn weigh(api: &mut Api, evidence: Evidence, pinned: &BTreeSet<Property>) {
    let mut witness = Witness {
        api,
        lacks: BTreeMap::new(),
        spellings: BTreeMap::new(),
        unlisted: BTreeMap::new(),
        undeclared: BTreeMap::new(),
        left: Cell::new(0),
    };
    for operation in &api.operations {
        // Numbers do not depend on the order in which statuses are declared.
        let mut responses: Vec<&Response> = operation.responses.iter().collect();
        responses.sort_by_key(|response| response.status);
        let mut number = Evidence::first(&format!("{} {}", operation.method, operation.template));
        for response in responses {
            for (_, sample) in &response.samples {
                if let (Some(usage), true) = (&response.usage, evidence.takes(number)) {
                    witness.see(usage, sample);
                }
                number += 1;
            }
        }
    }
    for (id, model) in api.models.iter().enumerate() {
        // A type that is sent too may show a request.
        if model.sent || !model.received {
            continue;
        }
        let usage = Usage {
            ty: Type::Model(ModelId(id)),
            ..Usage::default()
        };
        let samples = model.samples.iter().enumerate();
        for (_, sample) in samples.filter(|(number, _)| evidence.takes(*number)) {
            witness.see(&usage, sample);
        }
    }
    let Witness {
        lacks,
        spellings,
        unlisted,
        undeclared,
        ..
    } = witness;
    let paged = paged(api);
    let mut found = Vec::new();
    let mut report = |(model, field): Property, lack, place: Place| {
        found.push(Lacks {
            at: Member { model, field },
            lack,
            origin: place.origin,
            recorded: place.recorded,
        });
    };
    for (property, (lack, place)) in lacks {
        if !pinned.contains(&property) && apply(api, property) {
            report(property, lack, place);
        }
    }
    for (property, (spelling, place)) in spellings {
        let is_free = !pinned.contains(&property) && !paged.contains(&property);
        let lack = is_free.then(|| respell(api, property, spelling, place.recorded));
        report(property, lack.flatten().unwrap_or(Lack::Kind), place);
    }
    for (property, place) in unlisted {
        report(property, Lack::Unlisted, place);
    }
    api.lacks = found;
    let undeclared = undeclared.into_iter();
    let undeclared = undeclared.map(|((model, wire), origin)| Undeclared {
        model,
        wire,
        origin,
    });
    api.undeclared = undeclared.collect();
}

/// Whether the field follows: an empty list already stands for a missing one, and `None` for what may be `null`.
fn apply(api: &mut Api, (model, index): Property) -> bool {
    let Some(model) = api.models.get_mut(model.0) else {
        return false;
    };
    let ModelKind::Struct(content) = &mut model.kind else {
        return false;
    };
    let Some(field) = content.fields.get_mut(index) else {
        return false;
    };
    if field.tolerated != Tolerated::Nothing {
        return false;
    }
    super::tolerance::lack(model.sent, content, index);
    true
}

/// Has a field follow the spelling of its values. `None` where its type stays as it is.
fn respell(
    api: &mut Api,
    (model, index): Property,
    spelling: Spelling,
    is_recorded: bool,
) -> Option<Lack> {
    let Model { sent, kind, .. } = api.models.get_mut(model.0)?;
    let ModelKind::Struct(content) = kind else {
        return None;
    };
    let field: &mut Field = content.fields.get_mut(index)?;
    if spelling.is_other {
        // Examples that people write are too often placeholders for that; and requests keep their types.
        if !is_recorded || *sent {
            return None;
        }
        field.usage = Usage::default();
        return Some(Lack::AnyJson);
    }
    field.loosely_spelled |= spelling.is_loose;
    if spelling.lacks_format {
        as_text(&mut field.usage);
        return Some(Lack::Format);
    }
    Some(Lack::Spelling)
}

/// Makes texts without a format of those that have one.
fn as_text(usage: &mut Usage) {
    match &mut usage.ty {
        Type::External(_) => usage.ty = Type::String,
        Type::Array(item) | Type::Map(item) => as_text(item),
        _ => {}
    }
}

/// The properties that pages are asked for and told apart by: their types stay.
fn paged(api: &Api) -> BTreeSet<Property> {
    let all = api.operations.iter();
    let all = all.filter_map(|operation| operation.paging.as_ref());
    let members = all.flat_map(|Paging { next, items, .. }| {
        let mut members = items.clone();
        let input = match next {
            Next::Token {
                input, token, more, ..
            } => {
                members.extend(match token {
                    Token::Text(members) | Token::Value { members, .. } => members.as_slice(),
                    Token::Header(_) => &[],
                });
                members.extend(more.iter().flat_map(|more| &more.members));
                Some(input)
            }
            Next::Url(url) => {
                members.extend(url);
                None
            }
            Next::Link => None,
            Next::Offset(position) | Next::Number(position) => {
                members.extend(match &position.end {
                    End::Empty => &[],
                    End::More(more) => more.members.as_slice(),
                    End::Total(members) => members.as_slice(),
                });
                Some(&position.input)
            }
        };
        members.extend(match input {
            Some(PageInput::Property(_, member)) => std::slice::from_ref(member),
            Some(PageInput::Body(members)) => members.as_slice(),
            Some(PageInput::Query(_)) | None => &[],
        });
        members
    });
    members.map(|member| (member.model, member.field)).collect()
}

/// Where something is shown.
#[derive(Clone, Copy)]
struct Place {
    origin: Origin,
    /// Whether in a recorded response.
    recorded: bool,
}

/// The findings of the examples and recordings.
struct Witness<'a> {
    api: &'a Api,
    /// The first place that lacks a required property.
    lacks: BTreeMap<Property, (Lack, Place)>,
    /// How the values of a property are spelled, and the first place that says so.
    spellings: BTreeMap<Property, (Spelling, Place)>,
    /// The first recorded value of a property that its enum does not list.
    unlisted: BTreeMap<Property, Place>,
    /// The first recording of a property that its type does not have.
    undeclared: BTreeMap<(ModelId, String), Origin>,
    /// How many values may still be compared with types for the sample at hand: unions within unions multiply them.
    left: Cell<usize>,
}

/// How many values of a sample are compared with types.
const MOST_COMPARED: usize = 100_000;

impl Witness<'_> {
    fn see(&mut self, usage: &Usage, sample: &Sample) {
        self.left.set(MOST_COMPARED);
        let place = Place {
            origin: sample.origin,
            recorded: sample.recorded,
        };
        self.walk(usage, &sample.value, place);
    }

    fn walk(&mut self, usage: &Usage, value: &Value, place: Place) {
        match (&usage.ty, value) {
            (Type::Array(item) | Type::OneOrMany(item), Value::Array(items)) => {
                items.iter().for_each(|value| self.walk(item, value, place));
            }
            (Type::OneOrMany(item), value) => self.walk(item, value, place),
            (Type::Map(item), Value::Object(members)) => {
                members
                    .values()
                    .for_each(|value| self.walk(item, value, place));
            }
            (Type::Tuple(places), Value::Array(items)) => {
                let both = places.iter().zip(items);
                both.for_each(|(item, value)| self.walk(item, value, place));
            }
            (Type::Model(id), value) => self.model(*id, value, place),
            _ => {}
        }
    }

    fn model(&mut self, id: ModelId, value: &Value, place: Place) {
        let Some(model) = self.api.models.get(id.0) else {
            return;
        };
        match (&model.kind, value) {
            (ModelKind::Struct(content), Value::Object(members)) => {
                self.object((id, content), members, place);
            }
            (ModelKind::Union(union), value) => {
                if let Some(arm) = self.arm(union, value) {
                    self.walk(&arm.usage, value, place);
                }
            }
            _ => {}
        }
    }

    fn object(
        &mut self,
        (id, content): (ModelId, &Struct),
        members: &Map<String, Value>,
        place: Place,
    ) {
        // An object of nothing that is known is another one, such as an ellipsis for one.
        let is_known = |wire: &str| members.contains_key(wire);
        if !content.fields.iter().any(|field| is_known(&field.wire)) {
            return;
        }
        for (index, field) in content.fields.iter().enumerate() {
            let at = (id, index);
            match members.get(&field.wire) {
                None if field.required && !field.write_only => {
                    self.lacks.entry(at).or_insert((Lack::Missing, place));
                }
                Some(Value::Null) if field.required && !can_be_null(&field.usage) => {
                    self.lacks.entry(at).or_insert((Lack::Null, place));
                }
                Some(value) if !value.is_null() => {
                    self.value(at, &field.usage, value, place);
                    self.walk(&field.usage, value, place);
                }
                _ => {}
            }
        }
        if place.recorded && content.maps.is_empty() {
            for wire in members.keys() {
                let is_declared = content.fields.iter().any(|field| field.wire == *wire);
                if !is_declared {
                    let property = (id, wire.clone());
                    self.undeclared.entry(property).or_insert(place.origin);
                }
            }
        }
        let known = |wire: &String| content.fields.iter().any(|field| field.wire == *wire);
        if let [map] = content.maps.as_slice() {
            for (_, value) in members.iter().filter(|(name, _)| !known(name)) {
                self.walk(&map.usage, value, place);
            }
        }
    }

    /// A value of a property that is there.
    fn value(&mut self, at: Property, usage: &Usage, value: &Value, place: Place) {
        let spelling = self.spelling(usage, value);
        if !spelling.is_exact() {
            let known = self.spellings.entry(at).or_insert((spelling, place));
            known.0 = known.0.with(spelling);
            // Only a recording makes a type any JSON.
            if place.recorded && spelling.is_other && !known.1.recorded {
                known.1 = place;
            }
        } else if place.recorded && self.is_unlisted(usage, value) {
            self.unlisted.entry(at).or_insert(place);
        }
    }

    /// Whether a text is none of the values of its enum, in lists and maps too.
    fn is_unlisted(&self, usage: &Usage, value: &Value) -> bool {
        match (&usage.ty, value) {
            (Type::Array(item) | Type::OneOrMany(item), Value::Array(items)) => {
                items.iter().any(|value| self.is_unlisted(item, value))
            }
            (Type::Map(item), Value::Object(members)) => {
                members.values().any(|value| self.is_unlisted(item, value))
            }
            (Type::OneOrMany(item), value) => self.is_unlisted(item, value),
            (Type::Model(id), Value::String(_) | Value::Number(_)) => {
                match self.api.models.get(id.0).map(|model| &model.kind) {
                    Some(ModelKind::Enum(content)) if content.base != EnumBase::Json => {
                        !content.values.iter().any(|known| known.wire == *value)
                    }
                    _ => false,
                }
            }
            _ => false,
        }
    }
}
