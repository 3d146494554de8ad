//! Finds the list that an answer is for.

use std::fmt;

use super::answer::{Found, content, fields};
use super::words::{ABOUT_LISTS, ABOUT_PAGES, ASIDE, ENVELOPES, LISTS, normal};
use crate::ir::{Api, Field, Member, ModelId, Operation, Type, Usage};

/// The list of an answer.
pub(super) struct List<'a> {
    /// The members that lead to it; none: the answer is the list.
    pub(super) path: Vec<Member>,
    /// What an item is.
    pub(super) item: &'a Type,
    /// Whether it is obviously what the answer is for.
    pub(super) is_plain: bool,
    /// Whether it is in an object that is not known to hold lists.
    pub(super) is_deep: bool,
}

/// Why an answer has no list to page through.
pub(super) enum NoList {
    /// It is no object and no list.
    Other,
    /// It holds none.
    None,
    /// It holds several that could be meant.
    Several(Vec<String>),
}

impl fmt::Display for NoList {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            NoList::Other | NoList::None => f.write_str("it does not answer with a list"),
            NoList::Several(names) => {
                write!(f, "the answer has several lists: `{}`", names.join("`, `"))
            }
        }
    }
}

/// An answer that is the list.
pub(super) fn whole(item: &Usage) -> Result<List<'_>, NoList> {
    match is_item(item) {
        true => Ok(List {
            path: Vec::new(),
            item: &item.ty,
            is_plain: true,
            is_deep: false,
        }),
        false => Err(NoList::Other),
    }
}

/// A list that the settings name.
pub(super) fn named(found: Found<'_>) -> Result<List<'_>, NoList> {
    let item = item(found.field).ok_or(NoList::None)?;
    Ok(List {
        path: found.path,
        item,
        is_plain: true,
        is_deep: false,
    })
}

/// The list in an object.
pub(super) fn find<'a>(
    api: &'a Api,
    model: ModelId,
    operation: &Operation,
) -> Result<List<'a>, NoList> {
    let content = content(api, model).ok_or(NoList::Other)?;
    let mut own = lists(fields(api, model, None), false);
    if own.is_empty() {
        own = lists(fields(api, model, None), true);
    }
    if own.is_empty() {
        return within(api, model, content.fields.len() == 1);
    }
    let usual = LISTS
        .iter()
        .find_map(|known| own.iter().position(|(found, _)| found.name() == known));
    let segments = operation.path.rsplit('/');
    let mut segments = segments
        .filter(|segment| !segment.starts_with('{'))
        .map(normal);
    let like_path =
        segments.find_map(|segment| own.iter().position(|(found, _)| found.name() == segment));
    let names = own
        .iter()
        .map(|(found, _)| found.field.wire.clone())
        .collect();
    let is_only = own.len() == 1;
    let chosen = usual.or(like_path);
    let (found, item) = match chosen.or(is_only.then_some(0)) {
        Some(index) => own.into_iter().nth(index).ok_or(NoList::None)?,
        None => return Err(NoList::Several(names)),
    };
    Ok(List {
        path: found.path,
        item,
        is_plain: chosen.is_some(),
        is_deep: false,
    })
}

/// The list in an object within the answer: the only one, or the only one in an envelope.
fn within(api: &Api, model: ModelId, is_alone: bool) -> Result<List<'_>, NoList> {
    let mut all = Vec::new();
    for outer in fields(api, model, None) {
        let Type::Model(inner) = outer.field.usage.ty else {
            continue;
        };
        let members = fields(api, inner, Some(&outer));
        // What has much to say beside the list is a thing that happens to have parts.
        if members.iter().filter(|found| is_content(found)).count() > 2 {
            continue;
        }
        let is_envelope = ENVELOPES.has(outer.name());
        all.extend(
            lists(members, false)
                .into_iter()
                .map(|list| (is_envelope, list)),
        );
    }
    if all.iter().filter(|(is_envelope, _)| *is_envelope).count() == 1 {
        all.retain(|(is_envelope, _)| *is_envelope);
    }
    let mut all = all.into_iter();
    match (all.next(), all.next()) {
        (Some((is_envelope, (found, item))), None) => Ok(List {
            path: found.path,
            item,
            is_plain: is_envelope,
            is_deep: !is_envelope && !is_alone,
        }),
        _ => Err(NoList::None),
    }
}

/// The members that are lists, without those that only go with another; whether those of free-form objects count too.
fn lists(members: Vec<Found<'_>>, has_maps: bool) -> Vec<(Found<'_>, &Type)> {
    let members = members.into_iter();
    let lists = members.filter_map(|found| Some((item(found.field)?, found)));
    let lists = lists.filter(|(item, _)| has_maps || !matches!(item, Type::Map(_)));
    lists
        .filter(|(_, found)| !ASIDE.has(found.name()))
        .map(|(item, found)| (found, item))
        .collect()
}

/// Whether a member beside a list says something of its own, and not only of the list.
fn is_content(found: &Found<'_>) -> bool {
    let name = found.name();
    let is_about_list = name.contains("next")
        || name.contains("prev")
        || ABOUT_PAGES.has(name)
        || ABOUT_LISTS.has(name);
    let is_count = matches!(found.field.usage.ty, Type::Integer(_) | Type::Bool);
    item(found.field).is_none() && !is_about_list && !is_count
}

/// What a member is a list of.
fn item(field: &Field) -> Option<&Type> {
    match &field.usage.ty {
        Type::Array(item) if is_item(item) => Some(&item.ty),
        _ => None,
    }
}

fn is_item(item: &Usage) -> bool {
    !item.nullable && !matches!(item.ty, Type::Array(_) | Type::Tuple(_))
}
