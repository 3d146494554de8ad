//! The values of models: structs with what the example sets, unions by the arm that it is of, enums.

use proc_macro2::Ident;
use serde_json::Value;

use super::values::Wanted;
use super::{Writer, likeness};
use crate::emit::imports::is_apart;
use crate::emit::inputs;
use crate::emit::union::comes_from;
use crate::ir::{Api, Arm, Enum, Field, Model, ModelKind, Struct, Union, Usage};
use crate::name::Name;

impl<'a> Writer<'a> {
    /// An expression for a type of the crate.
    pub(super) fn model(&mut self, model: &'a Model, wanted: Wanted<'_>) -> Option<String> {
        let name = path(&model.name);
        let value = match &model.kind {
            ModelKind::Enum(content) => {
                let value = one_of(content, wanted)?;
                format!("{name}::{value}")
            }
            ModelKind::Struct(content) if model.sent => {
                let shown = model.samples.iter().filter(|one| !one.recorded);
                let shown = shown.map(|one| &one.value).find(|value| value.is_object());
                let example = wanted.example.or(shown);
                let wanted = Wanted { example, ..wanted };
                let members = self.members(content, wanted)?;
                let setters = self.set(content, wanted, &|field| field.name.ident(), &|_| true);
                let setters: String = setters.iter().map(|step| format!(".{step}")).collect();
                format!("{name}::new({members}){setters}")
            }
            ModelKind::Union(content) => {
                let mut arms: Vec<&Arm> = content.arms.iter().collect();
                arms.sort_by_key(|arm| likeness::rank(self.api, arm, wanted.example));
                let mut arms = arms.into_iter();
                // A converted value does without the union's name.
                let (value, is_named) =
                    arms.find_map(|arm| self.arm(model, content, arm, wanted))?;
                if !is_named {
                    return Some(value);
                }
                value
            }
            ModelKind::Struct(_) | ModelKind::Pending => return None,
        };
        self.names(&model.name);
        Some(value)
    }

    /// A value by an arm of a union, and whether it names the union.
    fn arm(
        &mut self,
        model: &Model,
        union: &Union,
        arm: &Arm,
        wanted: Wanted<'_>,
    ) -> Option<(String, bool)> {
        let known = self.used.clone();
        let is_named = !(wanted.is_converted && comes_from(self.api, model, union, arm));
        let usage = Usage {
            boxed: arm.usage.boxed && is_named,
            ..arm.usage.clone()
        };
        let Some(value) = self.owned(wanted.within(&usage, wanted.example)) else {
            self.used = known;
            return None;
        };
        Some(match is_named {
            true => {
                let variant = format!("{}::{}", path(&model.name), arm.name.ident());
                (format!("{variant}({value})"), true)
            }
            false => (value, false),
        })
    }

    /// The arguments of the constructor of a struct.
    fn members(&mut self, content: &'a Struct, wanted: Wanted<'_>) -> Option<String> {
        let by_struct = !content.inputs.is_empty();
        let mut members = Vec::new();
        for field in inputs::asked(self.api, content) {
            let member = wanted.example.and_then(|example| example.get(&field.wire));
            let member = member.or(field.example.as_ref());
            let member = member.or(field.default.as_ref());
            let member = Wanted {
                wire: &field.wire,
                ..wanted.within(&field.usage, member)
            };
            members.push(match by_struct {
                true => format!("{}: {}", field.name.ident(), self.owned(member)?),
                false => self.value(member)?,
            });
        }
        let members = members.join(", ");
        if !by_struct {
            return Some(members);
        }
        self.names(&content.inputs);
        Some(format!("{} {{ {members} }}", path(&content.inputs)))
    }

    /// The setters of optional members that the example has.
    pub(super) fn set(
        &mut self,
        content: &'a Struct,
        wanted: Wanted<'_>,
        name: &dyn Fn(&Field) -> Ident,
        is_meant: &dyn Fn(&Field) -> bool,
    ) -> Vec<String> {
        /// More would hide the call.
        const MOST_SETTERS: usize = 12;
        let members = wanted.example.and_then(Value::as_object);
        let mut setters = Vec::new();
        for (wire, value) in members.into_iter().flatten() {
            let field = content.fields.iter().find(|field| field.wire == *wire);
            let Some(field) = field.filter(|field| is_set(self.api, field, value)) else {
                continue;
            };
            if !is_meant(field) || setters.len() == MOST_SETTERS {
                continue;
            }
            let bare = Usage {
                nullable: false,
                ..field.usage.clone()
            };
            let known = (self.used.clone(), self.left);
            let member = Wanted {
                wire,
                ..wanted.within(&bare, Some(value))
            };
            match self.value(member) {
                Some(value) if value.len() <= LONGEST_VALUE => {
                    setters.push(format!("{}({value})", name(field)));
                }
                _ => (self.used, self.left) = known,
            }
        }
        setters
    }

    fn names(&mut self, model: &'a Name) {
        self.used.models.insert(match is_apart(model) {
            true => "self",
            false => model.as_str(),
        });
    }
}

/// The longest value of an optional member, in characters.
pub(super) const LONGEST_VALUE: usize = 400;

/// Whether an optional member is shown with the value of the example.
fn is_set(api: &Api, field: &Field, value: &Value) -> bool {
    let is_empty = match value {
        Value::Array(items) => items.is_empty(),
        Value::Object(members) => members.is_empty(),
        _ => false,
    };
    !field.required
        && !field.read_only
        && !field.deprecated
        && !is_empty
        && likeness::is_like(api, &field.usage.ty, value)
}

/// A model as an example names it.
fn path(model: &Name) -> String {
    let module = if is_apart(model) { "models::" } else { "" };
    format!("{module}{}", model.ident())
}

/// The variant of the example, or the first that is allowed here.
fn one_of(content: &Enum, wanted: Wanted<'_>) -> Option<String> {
    let Wanted { usage, example, .. } = wanted;
    let allowed = |value: &&crate::ir::EnumValue| {
        usage.values.is_empty() || usage.values.contains(&value.wire)
    };
    let allowed = content.values.iter().filter(allowed);
    let is_it = |value: &&crate::ir::EnumValue| Some(&value.wire) == example;
    let value = allowed.clone().find(is_it).or(allowed.clone().next())?;
    Some(value.name.ident().to_string())
}
