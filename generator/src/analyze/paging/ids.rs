//! Cursors that are the id of an item: the page after one begins behind its last item.

use super::answer::{content, fields};
use super::inputs::Input;
use super::kinds::Search;
use super::words::{ASKS_BACK, ASKS_ID, ASKS_SURE_ID, IDS, OF_CURSOR, OF_TIME, normal};
use crate::ir::{Api, Field, Member, ModelId, ModelKind, Next, Token, Type};

/// The ways to say that a token is the id of the last item, lower case.
const OF_LAST: [&str; 6] = [
    "id of the last",
    "identifier of the last",
    "identifier for the last",
    "last item's",
    "last object's",
    "last id",
];

impl<'a> Search<'a> {
    /// With the id of the last item.
    pub(super) fn item_token(&self) -> Option<Next> {
        let is_next_set = self
            .own
            .as_ref()
            .is_some_and(|own| own.settings.next.is_some());
        let input = match self.set_parameter().ok()? {
            Some(input) if input.takes_token() => input,
            Some(_) => return None,
            None => self.id_input()?,
        };
        if input.required || is_next_set {
            return None;
        }
        let (name, member) = self.id_of_item(input)?;
        let mut members = self.answer.list.path.clone();
        let mut pointer = self.answer.pointer(&members);
        pointer += "/-/";
        pointer += &name.replace('~', "~0").replace('/', "~1");
        members.push(member);
        Some(self.with_token(input, Token::Value { pointer, members }, false))
    }

    /// The input that takes the id of an item.
    fn id_input(&self) -> Option<&Input<'a>> {
        if let Some(input) = self.inputs.token() {
            let is_last = OF_LAST.iter().any(|words| input.words.contains(words));
            return Some(input).filter(|_| is_last);
        }
        let input = self
            .inputs
            .maybe_token()
            .filter(|input| input.is(ASKS_ID))?;
        let says = |texts: &[&str]| texts.iter().any(|text| input.words.contains(text));
        let is_cursor = says(&OF_CURSOR);
        if !is_cursor && says(&OF_TIME) {
            return None;
        }
        let has_partner = self.inputs.all.iter().any(|input| input.is(ASKS_BACK));
        let has_size = self.inputs.size().is_some();
        let has_more = self.more().is_some();
        let is_backed =
            is_cursor || has_more || input.is(ASKS_SURE_ID) && (has_size || has_partner);
        // Neither is a call that changes something a list, nor does every list that can be searched come in pages.
        let is_get = self.operation.method == "GET";
        Some(input).filter(|_| is_backed && (is_get || has_more && is_cursor))
    }

    /// The property of an item that an input takes.
    fn id_of_item(&self, input: &Input<'_>) -> Option<(String, Member)> {
        let Type::Model(model) = self.answer.list.item else {
            return None;
        };
        let candidates = shared_ids(self.api, *model);
        let takes = |field: &Field| match &field.usage.ty {
            Type::Integer(_) => input.is_number() || input.takes_token(),
            _ => input.takes_token(),
        };
        let mut candidates: Vec<(Member, &Field)> = { candidates.into_iter() }
            .filter(|(_, field)| takes(field))
            .collect();
        let named = |name: &str| {
            let found = candidates.iter();
            let mut found = found.filter(|(_, field)| normal(&field.wire) == name);
            found.next().copied()
        };
        // `after_id` takes `id`; "an item's token" is `token`.
        let by_input = ["startingafter", "startafter", "after", "last"]
            .iter()
            .find_map(|prefix| named(input.name().strip_prefix(prefix)?));
        let said = |name: &str| {
            let mut words = input.words.split(|next: char| !next.is_alphanumeric());
            words.any(|word| word == name)
        };
        let by_words = IDS.iter().filter(|name| said(name)).find_map(named);
        let found = by_input
            .or(by_words)
            .or_else(|| IDS.iter().find_map(named))
            .or_else(|| self.called_like_path(&mut candidates))?;
        Some((found.1.wire.clone(), found.0))
    }

    /// The id that is called after the last word of the path: `card_id` below `/cards`.
    fn called_like_path<'f>(
        &self,
        candidates: &mut Vec<(Member, &'f Field)>,
    ) -> Option<(Member, &'f Field)> {
        let mut segments = self.operation.path.rsplit('/');
        let last = segments.find(|segment| !segment.is_empty() && !segment.starts_with('{'))?;
        let last = normal(last);
        let singular = match last.strip_suffix("ies") {
            Some(stem) => format!("{stem}y"),
            None => last.strip_suffix('s').unwrap_or(&last).to_owned(),
        };
        candidates.retain(|(_, field)| {
            let name = normal(&field.wire);
            IDS.iter().any(|id| {
                let owner = name.strip_suffix(id).unwrap_or_default();
                !owner.is_empty() && singular.ends_with(owner)
            })
        });
        candidates.first().copied()
    }
}

/// The properties that may be ids; of a union those that every variant has.
fn shared_ids(api: &Api, model: ModelId) -> Vec<(Member, &Field)> {
    if content(api, model).is_some() {
        let all = fields(api, model, None).into_iter();
        let all = all.filter(|found| is_id(&found.field.usage.ty));
        return all
            .filter_map(|found| Some((*found.path.last()?, found.field)))
            .collect();
    }
    let Some(ModelKind::Union(union)) = api.models.get(model.0).map(|model| &model.kind) else {
        return Vec::new();
    };
    let mut arms = union.arms.iter().map(|arm| match arm.usage.ty {
        Type::Model(inner) if inner != model && content(api, inner).is_some() => {
            shared_ids(api, inner)
        }
        _ => Vec::new(),
    });
    let first = arms.next().unwrap_or_default();
    arms.fold(first, |mut shared, arm| {
        shared.retain(|(_, field)| arm.iter().any(|(_, other)| other.wire == field.wire));
        shared
    })
}

fn is_id(ty: &Type) -> bool {
    match ty {
        Type::String | Type::Secret | Type::Integer(_) => true,
        Type::External(external) => external.text.ends_with("Uuid"),
        _ => false,
    }
}
