//! The values of an example: what an argument takes, and the same where its very type is asked for.

use serde_json::Value;

use super::elsewhere::{crate_of, external_value};
use super::scalars::{number, text, whole};
use super::{Writer, likeness};
use crate::emit::union::comes_from_text;
use crate::emit::{input, types};
use crate::ir::{Api, Body, External, Field, ModelId, ModelKind, Rule, Type, Usage};

/// How deep values of a documented example may be.
const DEEPEST_SHOWN: usize = 8;

/// How many items of a list, or pairs of a map, are shown.
const MOST_ITEMS: usize = 3;

/// What a value is wanted for.
#[derive(Clone, Copy)]
pub(super) struct Wanted<'v> {
    pub(super) usage: &'v Usage,
    /// The description's own value.
    pub(super) example: Option<&'v Value>,
    /// The name on the wire, which a text has where the description has none.
    pub(super) wire: &'v str,
    /// How many values it is within.
    pub(super) depth: usize,
    /// Whether whatever becomes it will do.
    pub(super) is_converted: bool,
}

impl<'v> Wanted<'v> {
    pub fn new(usage: &'v Usage, example: Option<&'v Value>, wire: &'v str) -> Self {
        Wanted {
            usage,
            example,
            wire,
            depth: 0,
            is_converted: false,
        }
    }

    /// A member of a body whose members are arguments.
    pub fn of_member(body: &'v Body, field: &'v Field) -> Self {
        let example = body.example.as_ref();
        let example = example.and_then(|example| example.get(&field.wire));
        let example = example.or(field.example.as_ref());
        let example = example.or(field.default.as_ref());
        Wanted::new(&field.usage, example, &field.wire)
    }

    /// A value within this one.
    pub(super) fn within(self, usage: &'v Usage, example: Option<&'v Value>) -> Self {
        Wanted {
            usage,
            example,
            depth: self.depth + 1,
            is_converted: false,
            ..self
        }
    }

    /// The items of a list that are shown.
    fn items(self, api: &Api, item: &'v Usage) -> Vec<Self> {
        let items = self.example.and_then(Value::as_array);
        let items = items.map(Vec::as_slice).unwrap_or_default();
        let likely = items
            .iter()
            .filter(|value| likeness::is_like(api, &item.ty, value));
        let likely = likely.take(MOST_ITEMS);
        let likely: Vec<Self> = likely.map(|value| self.within(item, Some(value))).collect();
        let least = self.usage.rules.iter().find_map(|rule| match rule {
            Rule::MinItems(least) => usize::try_from(*least).ok(),
            _ => None,
        });
        match likely.is_empty() {
            true => vec![self.within(item, items.first()); least.unwrap_or(1).clamp(1, MOST_ITEMS)],
            false => likely,
        }
    }
}

impl<'a> Writer<'a> {
    /// An expression that an argument takes.
    pub(super) fn value(&mut self, wanted: Wanted<'_>) -> Option<String> {
        let Wanted {
            usage,
            example,
            wire,
            ..
        } = wanted;
        if usage.nullable && usage.ty != Type::Json {
            let bare = Usage {
                nullable: false,
                ..usage.clone()
            };
            return self.typed(Wanted {
                usage: &bare,
                ..wanted
            });
        }
        match &usage.ty {
            Type::String => Some(text(example, wire, &usage.rules)),
            Type::Secret => Some("\"secret\"".to_owned()),
            Type::Json if example.is_none_or(Value::is_string) => Some(text(example, wire, &[])),
            Type::External(_) if types::is_upload(&usage.ty) => Some(self.upload(wire)),
            Type::External(external) => self.external(external, example),
            Type::OneOrMany(item) => self.owned(wanted.within(item, example)),
            Type::Array(item) => {
                let items = self.items(wanted, item, false)?;
                Some(format!("[{items}]"))
            }
            Type::Map(item) => {
                let pairs = self.pairs(wanted, item, false)?;
                Some(format!("[{pairs}]"))
            }
            Type::Model(id) if self.takes_text(*id, example) => Some(text(example, wire, &[])),
            _ => self.ty(Wanted {
                is_converted: input::converts(self.api, usage),
                ..wanted
            }),
        }
    }

    /// Whether a text is a union's example, and becomes it.
    fn takes_text(&self, id: ModelId, example: Option<&Value>) -> bool {
        let model = self.api.models.get(id.0);
        model.is_some_and(|model| match &model.kind {
            ModelKind::Union(union) => {
                example.is_none_or(Value::is_string)
                    && union.arms.iter().any(|arm| arm.usage.ty == Type::String)
                    && comes_from_text(self.api, model, union)
            }
            _ => false,
        })
    }

    /// The items of a list, all spelled as one type.
    fn items(&mut self, wanted: Wanted<'_>, item: &Usage, is_owned: bool) -> Option<String> {
        let items = wanted.items(self.api, item);
        let is_text = |one: &Wanted<'_>| one.example.is_none_or(Value::is_string);
        // A text stands for a union beside other texts only.
        let is_owned = is_owned || items.len() > 1 && !items.iter().all(is_text);
        let items = items.into_iter().map(|one| match is_owned {
            true => self.owned(one),
            false => self.item(one),
        });
        Some(items.collect::<Option<Vec<_>>>()?.join(", "))
    }

    /// The pairs of a map.
    fn pairs(&mut self, wanted: Wanted<'_>, item: &Usage, is_owned: bool) -> Option<String> {
        let members = wanted.example.and_then(Value::as_object);
        let members = members.into_iter().flatten();
        let likely = members.filter(|(_, value)| likeness::is_like(self.api, &item.ty, value));
        let mut pairs: Vec<(&str, Wanted<'_>)> = likely
            .take(MOST_ITEMS)
            .map(|(key, value)| (key.as_str(), wanted.within(item, Some(value))))
            .collect();
        if pairs.is_empty() {
            pairs.push(("key", wanted.within(item, None)));
        }
        let is_text = |(_, one): &(&str, Wanted<'_>)| one.example.is_none_or(Value::is_string);
        let is_one_type = pairs.len() < 2 || pairs.iter().all(is_text);
        let pairs = pairs.into_iter().map(|(key, one)| {
            Some(match (is_owned, is_one_type) {
                (true, _) => format!("({key:?}.to_owned(), {})", self.owned(one)?),
                (false, true) => format!("({key:?}, {})", self.item(one)?),
                (false, false) => format!("({key:?}, {})", self.owned(one)?),
            })
        });
        Some(pairs.collect::<Option<Vec<_>>>()?.join(", "))
    }

    /// What an argument takes that is a list or map of such: texts as they are, all else as it is.
    fn item(&mut self, wanted: Wanted<'_>) -> Option<String> {
        match wanted.usage.ty {
            Type::OneOrMany(_) => self.owned(wanted),
            _ if input::converts(self.api, wanted.usage) => self.value(wanted),
            _ => self.owned(wanted),
        }
    }

    /// An expression that says its type by itself, for an argument that takes several.
    fn typed(&mut self, wanted: Wanted<'_>) -> Option<String> {
        let library = &self.api.sdk.library;
        let from = |value: String| match &wanted.usage.ty {
            Type::Map(_) => Some(format!("std::collections::BTreeMap::from({value})")),
            Type::OneOrMany(_) => Some(format!("{library}::OneOrMany::from({value})")),
            Type::Secret => Some(format!("{library}::Secret::from({value})")),
            Type::External(external) => {
                let (_, name) = external.uses.first()?;
                Some(format!("{library}::{name}::from({value})"))
            }
            _ => None,
        };
        let value = self.owned(Wanted {
            usage: &Usage {
                boxed: false,
                ..wanted.usage.clone()
            },
            ..wanted
        })?;
        let value = match value.strip_suffix(".into()") {
            Some(value) => from(value.to_owned())?,
            None => value,
        };
        Some(match wanted.usage.boxed {
            true => format!("Box::new({value})"),
            false => value,
        })
    }

    /// An expression of this very type.
    pub(super) fn owned(&mut self, wanted: Wanted<'_>) -> Option<String> {
        let Wanted {
            usage,
            example,
            wire,
            ..
        } = wanted;
        let value = match &usage.ty {
            Type::String => format!("{}.to_owned()", text(example, wire, &usage.rules)),
            Type::Secret => "\"secret\".into()".to_owned(),
            Type::External(_) if types::is_upload(&usage.ty) => self.upload(wire),
            Type::External(external) => {
                let value = self.external(external, example)?;
                match types::is_wrapper(external) {
                    true => format!("{value}.into()"),
                    false => value,
                }
            }
            Type::OneOrMany(item) if example.is_some_and(Value::is_array) => {
                format!("vec![{}].into()", self.items(wanted, item, true)?)
            }
            Type::OneOrMany(item) => {
                let item = self.owned(wanted.within(item, example))?;
                format!("{item}.into()")
            }
            Type::Array(item) => format!("vec![{}]", self.items(wanted, item, true)?),
            Type::Map(item) => format!("[{}].into()", self.pairs(wanted, item, true)?),
            _ => self.ty(wanted)?,
        };
        let value = match usage.boxed {
            true => format!("Box::new({value})"),
            false => value,
        };
        Some(match usage.nullable && usage.ty != Type::Json {
            true => format!("Some({value})"),
            false => value,
        })
    }

    /// A value of a type from elsewhere.
    fn external(&mut self, external: &External, example: Option<&Value>) -> Option<String> {
        let value = external_value(external, example)?;
        self.used.root.extend(crate_of(external));
        Some(value)
    }

    /// What is spelled alike as an argument and as a value of its own.
    fn ty(&mut self, wanted: Wanted<'_>) -> Option<String> {
        let Wanted {
            usage,
            example,
            wire,
            depth,
            ..
        } = wanted;
        // What is shown has an end; what is made up may have none.
        let deepest = example.map_or(self.deepest, |_| self.deepest.max(DEEPEST_SHOWN));
        if depth > deepest || self.left == 0 {
            return None;
        }
        self.left -= 1;
        Some(match &usage.ty {
            Type::Json => {
                self.used.root.insert("serde_json");
                match example {
                    Some(example) => format!("serde_json::json!({example})"),
                    None => format!("serde_json::json!({wire:?})"),
                }
            }
            Type::Bool => example.and_then(Value::as_bool).unwrap_or(true).to_string(),
            Type::Integer(integer) => whole(*integer, example, &usage.rules),
            Type::Float64 => number(example, &usage.rules),
            Type::Tuple(places) => {
                let mut values = Vec::new();
                for (index, place) in places.iter().enumerate() {
                    let example = example.and_then(|example| example.get(index));
                    values.push(self.owned(wanted.within(place, example))?);
                }
                format!("({},)", values.join(", "))
            }
            Type::Model(id) => {
                let model = self.api.models.get(id.0)?;
                self.model(model, wanted)?
            }
            _ => return None,
        })
    }
}
