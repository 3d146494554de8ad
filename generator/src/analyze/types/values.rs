//! Enums: schemas that list their values.

use serde_json::Value;

use super::Modeler;
use crate::diagnostics::{Code, Consequence, Loss};
use crate::ir::{
    Enum, EnumBase, EnumValue, JsonType, ModelId, ModelKind, Naming, Schema, Type, Usage,
};
use crate::name::Name;

impl Modeler<'_> {
    /// The type of a schema that lists its values; `None` when that says nothing in Rust.
    pub(super) fn listed(
        &mut self,
        id: Option<crate::ir::SchemaId>,
        schema: &Schema,
        naming: &Naming,
    ) -> Option<Usage> {
        let values = schema.values.as_ref()?;
        let usage = |ty, values: &[Value]| {
            Some(Usage {
                ty,
                nullable: schema.nullable,
                values: values.to_vec(),
                ..Usage::default()
            })
        };
        if values.is_empty() {
            let message = "no value is allowed; any of the type is taken";
            self.diagnostics
                .push(Code::Contradiction, schema.origin, message);
            self.diagnostics
                .costs(Consequence::unchecked("that no value is allowed"));
            return None;
        }
        if values.iter().all(Value::is_boolean) {
            return usage(Type::Bool, if values.len() == 1 { values } else { &[] });
        }
        if values
            .iter()
            .any(|value| value.is_object() || value.is_array())
        {
            let message = "these values are not kept apart; any value of the type is taken";
            self.diagnostics
                .push(Code::ApproximatedKeyword, schema.origin, message);
            let what = "the values of an `enum` of objects or lists";
            self.diagnostics
                .costs(Consequence::both(Loss::Untyped, what));
            return None;
        }
        let model = self.enumeration(id, schema, values.clone(), naming.clone());
        usage(Type::Model(model), &[])
    }

    /// A model for an enum of these values.
    pub(in crate::analyze) fn enumeration(
        &mut self,
        id: Option<crate::ir::SchemaId>,
        schema: &Schema,
        wires: Vec<Value>,
        naming: Naming,
    ) -> ModelId {
        let mut values: Vec<EnumValue> = Vec::new();
        for wire in wires {
            if values.iter().any(|value| value.wire == wire) {
                continue;
            }
            let said = schema.value_words.iter().find(|words| words.value == wire);
            values.push(EnumValue {
                words: said.and_then(|words| words.name.clone()),
                description: said.and_then(|words| words.description.clone()),
                wire,
                name: Name::default(),
            });
        }
        let base = base(values.iter().map(|value| &value.wire));
        let kind = ModelKind::Enum(Enum { base, values });
        self.declare(id, schema, naming, kind)
    }
}

/// What the values of an enum are.
pub(in crate::analyze) fn base<'a>(values: impl Iterator<Item = &'a Value> + Clone) -> EnumBase {
    if values.clone().all(Value::is_string) {
        EnumBase::Text
    } else if values.clone().all(Value::is_i64) {
        EnumBase::Integer
    } else {
        EnumBase::Json
    }
}

/// The type that a list of values implies where `type` is missing.
pub(super) fn implied(values: &[Value]) -> Option<JsonType> {
    let all = |is: fn(&Value) -> bool| !values.is_empty() && values.iter().all(is);
    if all(Value::is_string) {
        Some(JsonType::String)
    } else if all(Value::is_i64) {
        Some(JsonType::Integer)
    } else if all(Value::is_boolean) {
        Some(JsonType::Boolean)
    } else if all(Value::is_object) {
        Some(JsonType::Object)
    } else {
        None
    }
}
