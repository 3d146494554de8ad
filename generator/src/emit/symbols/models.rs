//! What a model shows: fields, constructor, setters, variants, traits.

use quote::format_ident;

use super::{Shape, Table, Taken, text};
use crate::emit::field;
use crate::emit::{input, inputs, types};
use crate::ir::{Enum, EnumBase, Field, Model, ModelKind, Struct, Union, Usage};

impl Table<'_> {
    pub(super) fn model(&mut self, model: &Model) {
        let name = model.name.as_str();
        let at = [model.origin];
        let kind = match model.kind {
            ModelKind::Struct(_) => "struct",
            ModelKind::Union(_) | ModelKind::Enum(_) => "enum",
            ModelKind::Pending => return,
        };
        self.add("type", name, Shape::Item(kind), &at);
        for path in &model.derives {
            let derived = path.rsplit("::").next().unwrap_or(path);
            self.has(model, derived);
        }
        if model.encodes {
            self.has(model, "Serialize");
        }
        match &model.kind {
            ModelKind::Struct(content) => self.structure(model, content),
            ModelKind::Union(union) => self.union(model, union),
            ModelKind::Enum(content) => self.enumeration(model, content),
            ModelKind::Pending => {}
        }
    }

    fn has(&mut self, model: &Model, name: &str) {
        let path = format!("impl {name} for {}", model.name.as_str());
        self.add(
            format!("impl {name}"),
            path,
            Shape::Item("impl"),
            &[model.origin],
        );
    }

    fn structure(&mut self, model: &Model, content: &Struct) {
        let name = model.name.as_str();
        for field in &content.fields {
            let path = format!("{name}::{}", field.name);
            let ty = text(|imports| {
                let bare = types::bare(self.api, &field.usage, imports);
                field::held(self.api, model, field, bare, imports).0
            });
            let at = [field.origin, model.origin];
            self.add(format!("field {}", field.wire), path, Shape::Field(ty), &at);
        }
        for map in &content.maps {
            let pattern = map.pattern.as_deref().unwrap_or_default();
            let value = text(|imports| types::value(self.api, &map.usage, imports));
            let shape = Shape::Field(format!("BTreeMap<String, {value}>"));
            let path = format!("{name}::{}", map.name);
            self.add(format!("members {pattern}"), path, shape, &[model.origin]);
        }
        if model.sent {
            self.made(model, content);
        }
    }

    /// How a model that is sent is made.
    fn made(&mut self, model: &Model, content: &Struct) {
        let name = model.name.as_str();
        let asked = inputs::asked(self.api, content);
        let can_be_empty = content.fields.iter().all(|field| !field.required);
        if can_be_empty || asked.is_empty() {
            self.has(model, "Default");
        }
        let mut takes = Vec::new();
        if content.inputs.is_empty() {
            for field in &asked {
                takes.push(Taken {
                    wire: field.wire.clone(),
                    ty: self.taken(&field.usage),
                    origin: field.origin,
                });
            }
        } else {
            let inputs = content.inputs.as_str();
            takes.push(Taken {
                wire: String::new(),
                ty: inputs.to_owned(),
                origin: model.origin,
            });
            self.add("inputs", inputs, Shape::Item("struct"), &[model.origin]);
            for field in &asked {
                let ty = text(|imports| types::value(self.api, &field.usage, imports));
                let path = format!("{inputs}::{}", field.name);
                let at = [field.origin, model.origin];
                self.add(format!("input {}", field.wire), path, Shape::Input(ty), &at);
            }
        }
        let gives = "Self".to_owned();
        let new = Shape::Function { takes, gives };
        self.add("new", format!("{name}::new"), new, &[model.origin]);
        for field in field::settable(content) {
            self.setter(model, field);
        }
    }

    fn setter(&mut self, model: &Model, field: &Field) {
        let name = model.name.as_str();
        let at = [field.origin, model.origin];
        let set = self.set(&field.wire, &field.usage, field.origin);
        self.add(
            format!("setter {}", field.wire),
            format!("{name}::{}", field.name),
            set,
            &at,
        );
        if let Some(null_name) = &field.null_name {
            self.add(
                format!("null {}", field.wire),
                format!("{name}::{null_name}"),
                Shape::Function {
                    takes: Vec::new(),
                    gives: "Self".to_owned(),
                },
                &at,
            );
        }
    }

    /// A setter of a value that is there and not null.
    pub(super) fn set(&self, wire: &str, usage: &Usage, origin: crate::source::Origin) -> Shape {
        let usage = Usage {
            nullable: false,
            ..usage.clone()
        };
        Shape::Function {
            takes: vec![Taken {
                wire: wire.to_owned(),
                ty: self.taken(&usage),
                origin,
            }],
            gives: "Self".to_owned(),
        }
    }

    /// The type of an argument.
    pub(super) fn taken(&self, usage: &Usage) -> String {
        let value = format_ident!("value");
        text(|imports| input::input(self.api, usage, &value, imports).takes)
    }

    fn union(&mut self, model: &Model, union: &Union) {
        let name = model.name.as_str();
        for arm in &union.arms {
            let ty = text(|imports| types::bare(self.api, &arm.usage, imports));
            let values = arm.values.join(" ");
            let part = match values.is_empty() {
                true => format!("arm {}", arm.words),
                false => format!("arm {values}"),
            };
            let path = format!("{name}::{}", arm.name);
            self.add(part, path, Shape::Variant(ty), &[arm.origin, model.origin]);
        }
        if union.tag.is_some() {
            let held = Shape::Variant("Value".to_owned());
            self.add("unknown", format!("{name}::Unknown"), held, &[model.origin]);
        }
    }

    fn enumeration(&mut self, model: &Model, content: &Enum) {
        let name = model.name.as_str();
        for value in &content.values {
            let path = format!("{name}::{}", value.name);
            let part = format!("value {}", value.wire);
            self.add(part, path, Shape::Variant(String::new()), &[model.origin]);
        }
        let held = match content.base {
            EnumBase::Text => "String",
            EnumBase::Integer => "i64",
            EnumBase::Json => "Value",
        };
        let held = Shape::Variant(held.to_owned());
        self.add("unknown", format!("{name}::Unknown"), held, &[model.origin]);
    }
}
