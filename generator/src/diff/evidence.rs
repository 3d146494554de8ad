//! Required properties that examples of responses lack: each is an `Option`.

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
                self.evident(*property, "an example lacks", "required", (was.origin, *at));
            }
        }
        for (property, at) in &old {
            let is = field(self.new.api, *property).filter(|is| is.required);
            if let (Some(is), false) = (is, new.contains_key(property)) {
                self.evident(*property, "no example lacks", "optional", (*at, is.origin));
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
        let found = found.wire(Wire::Yes, "only an example says so");
        self.add("schemas", model, found);
    }
}

/// The required properties that examples lack, and where they are described.
fn lacking(api: &Api) -> BTreeMap<Property<'_>, Origin> {
    let all = api.lacks.iter().filter(|one| one.lack != Lack::Kind);
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
