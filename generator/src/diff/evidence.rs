//! Properties whose types follow examples of responses or recorded ones.

use std::collections::BTreeMap;

use super::{Diff, Found, Kind, Wire};
use crate::ir::{Api, Field, Lack, ModelKind};
use crate::source::Origin;

/// A type and one of its properties.
type Property<'a> = (&'a str, &'a str);

impl Diff<'_> {
    pub(super) fn evidence(&mut self) {
        let (old, new) = (lacking(self.old.api), lacking(self.new.api));
        for (property, at) in &new {
            let was = field(self.old.api, *property).filter(|was| was.required);
            if let (Some(was), false) = (was, old.contains_key(property)) {
                self.evident(*property, "a response lacks", "required", (was.origin, *at));
            }
        }
        for (property, at) in &old {
            let is = field(self.new.api, *property).filter(|is| is.required);
            if let (Some(is), false) = (is, new.contains_key(property)) {
                self.evident(*property, "no response lacks", "optional", (*at, is.origin));
            }
        }
        let (old, new) = (respelled(self.old.api), respelled(self.new.api));
        for (property, at) in &new {
            if let (Some(was), false) = (field(self.old.api, *property), old.contains_key(property))
            {
                let places = (was.origin, *at);
                self.evident(
                    *property,
                    "a response writes in another way",
                    "required",
                    places,
                );
            }
        }
        for (property, at) in &old {
            if let (Some(is), false) = (field(self.new.api, *property), new.contains_key(property))
            {
                let property = format!("{}.{}", property.0, property.1);
                let words = format!("no response writes `{property}` in another way any more");
                let found = Found::new(Kind::EvidenceChanged, words, *at, is.origin);
                let found = found.wire(Wire::Yes, "only responses say so");
                self.add("schemas", &property, found);
            }
        }
    }

    fn evident(
        &mut self,
        (model, property): Property<'_>,
        shown: &str,
        setting: &str,
        (old, new): (Origin, Origin),
    ) {
        let property = format!("{model}.{property}");
        let words = format!(
            "{shown} `{property}`: `{setting} = [\"{property}\"]` below `[types]` in sdk.toml keeps its type"
        );
        let found = Found::new(Kind::EvidenceChanged, words, old, new);
        let found = found.wire(Wire::Yes, "only responses say so");
        self.add("schemas", model, found);
    }
}

/// The required properties that responses lack, and where they are described.
fn lacking(api: &Api) -> BTreeMap<Property<'_>, Origin> {
    shown(api, &[Lack::Missing, Lack::Null])
}

/// The properties whose types follow the values in responses, and where they are described.
fn respelled(api: &Api) -> BTreeMap<Property<'_>, Origin> {
    shown(api, &[Lack::Format, Lack::AnyJson])
}

fn shown<'a>(api: &'a Api, lacks: &[Lack]) -> BTreeMap<Property<'a>, Origin> {
    let all = api.lacks.iter().filter(|one| lacks.contains(&one.lack));
    let all = all.filter_map(|one| {
        let model = api.models.get(one.at.model.0)?;
        let ModelKind::Struct(content) = &model.kind else {
            return None;
        };
        let field = content.fields.get(one.at.field)?;
        Some(((model.name.as_str(), field.wire.as_str()), field.origin))
    });
    all.collect()
}

fn field<'a>(api: &'a Api, (name, property): Property<'_>) -> Option<&'a Field> {
    let mut models = api.models.iter();
    let model = models.find(|model| model.name.as_str() == name)?;
    match &model.kind {
        ModelKind::Struct(content) => {
            let mut fields = content.fields.iter();
            fields.find(|field| field.wire == property)
        }
        _ => None,
    }
}
