//! What the answer of an operation holds: the list, and the members that may tell of other pages.

use super::lists::{self, List, NoList};
use super::words::{ABOUT_PAGES, normal};
use crate::ir::{
    Api, Field, Member, Model, ModelId, ModelKind, Operation, Schema, Struct, Success, Type,
};

/// An answer that is a list or holds one.
pub(super) struct Answer<'a> {
    api: &'a Api,
    pub(super) list: List<'a>,
    /// The members of the answer that may tell of pages, the outermost first.
    pub(super) members: Vec<Found<'a>>,
}

/// A member and the way to it.
#[derive(Clone)]
pub(super) struct Found<'a> {
    pub(super) path: Vec<Member>,
    pub(super) field: &'a Field,
    /// The names on the way, as they are compared.
    pub(super) names: Vec<String>,
}

impl<'a> Answer<'a> {
    /// Looks for the list, at `wanted` when that is given, and for what is around it.
    pub(super) fn of(
        api: &'a Api,
        operation: &'a Operation,
        wanted: Option<&str>,
    ) -> Result<Self, NoList> {
        let Success::Json(usage) = &operation.success else {
            return Err(NoList::Other);
        };
        if usage.nullable {
            return Err(NoList::Other);
        }
        let list = match &usage.ty {
            Type::Array(item) if wanted.is_none() => lists::whole(item)?,
            Type::Model(model) => match wanted {
                Some(wanted) => {
                    let found = at(api, *model, wanted).ok_or(NoList::None)?;
                    lists::named(found)?
                }
                None => lists::find(api, *model, operation)?,
            },
            _ => return Err(NoList::Other),
        };
        let mut answer = Self {
            api,
            list,
            members: Vec::new(),
        };
        if let Type::Model(model) = usage.ty {
            answer.collect(model);
        }
        Ok(answer)
    }

    /// The members, the outermost first; of objects only those within that may tell of pages.
    fn collect(&mut self, model: ModelId) {
        self.members = fields(self.api, model, None);
        let mut index = 0;
        while let Some(found) = self.members.get(index).cloned() {
            index += 1;
            let Type::Model(inner) = found.field.usage.ty else {
                continue;
            };
            let leads_to_items = self.list.path.starts_with(&found.path);
            let tells = is_about_pages(found.name());
            if found.path.len() < 3 && (leads_to_items || tells) {
                self.members.extend(fields(self.api, inner, Some(&found)));
            }
        }
    }

    /// The place of members as a JSON pointer.
    pub(super) fn pointer(&self, members: &[Member]) -> String {
        let names = members.iter().filter_map(|member| {
            let content = content(self.api, member.model)?;
            Some(content.fields.get(member.field)?.wire.as_str())
        });
        let names = names.map(|name| name.replace('~', "~0").replace('/', "~1"));
        names.map(|name| format!("/{name}")).collect()
    }

    /// A member by its place in the answer.
    pub(super) fn at(&self, place: &str) -> Option<Found<'a>> {
        let root = self.members.first()?.path.first()?.model;
        at(self.api, root, place)
    }
}

/// The schema that a property has in the description.
pub(super) fn named_schema<'a>(api: &'a Api, field: &Field) -> Option<&'a Schema> {
    let schemas = &api.schemas;
    let mut schema = { schemas.iter() }.find(|schema| schema.origin == field.origin)?;
    // References in a circle were refused before.
    for _ in 0..16 {
        match schema.reference.and_then(|id| schemas.get(id.0)) {
            Some(next) => schema = next,
            None => break,
        }
    }
    Some(schema)
}

/// The member at a place, which is a JSON pointer or has dots between names.
fn at<'a>(api: &'a Api, root: ModelId, place: &str) -> Option<Found<'a>> {
    let names: Vec<String> = match place.strip_prefix('/') {
        Some(pointer) => {
            let names = pointer.split('/');
            names
                .map(|name| name.replace("~1", "/").replace("~0", "~"))
                .collect()
        }
        None => place.split('.').map(str::to_owned).collect(),
    };
    let mut model = Some(root);
    let mut found: Option<Found<'a>> = None;
    for name in names {
        let within = fields(api, model?, found.as_ref());
        let next = within.into_iter().find(|one| one.field.wire == name)?;
        model = match next.field.usage.ty {
            Type::Model(model) => Some(model),
            _ => None,
        };
        found = Some(next);
    }
    found
}

/// Whether an object tells of pages, by its name.
pub(super) fn is_about_pages(name: &str) -> bool {
    ABOUT_PAGES.has(name) || name.contains("pagination") || name.ends_with("pageinfo")
}

impl Found<'_> {
    pub(super) fn name(&self) -> &str {
        self.names.last().map(String::as_str).unwrap_or_default()
    }

    /// The object that it is in, if that is not the answer itself.
    pub(super) fn parent(&self) -> &str {
        let parent = self.names.iter().rev().nth(1);
        parent.map(String::as_str).unwrap_or_default()
    }
}

/// The members of a model that can be read.
pub(super) fn fields<'a>(
    api: &'a Api,
    model: ModelId,
    outer: Option<&Found<'a>>,
) -> Vec<Found<'a>> {
    let fields = content(api, model).map_or(&[][..], |content| &content.fields);
    let fields = fields.iter().enumerate();
    let readable = fields.filter(|(_, field)| !field.deprecated && !field.write_only);
    let found = readable.map(|(index, field)| {
        let mut path = outer.map(|outer| outer.path.clone()).unwrap_or_default();
        path.push(Member {
            model,
            field: index,
        });
        let mut names = outer.map(|outer| outer.names.clone()).unwrap_or_default();
        names.push(normal(&field.wire));
        Found { path, field, names }
    });
    found.collect()
}

pub(super) fn content(api: &Api, model: ModelId) -> Option<&Struct> {
    match &api.models.get(model.0)? {
        Model {
            kind: ModelKind::Struct(content),
            ..
        } => Some(content),
        _ => None,
    }
}
