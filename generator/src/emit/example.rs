//! The example of a method: a call with what it cannot do without, made from the description's examples where it has
//! some. It is a test that compiles.

use std::collections::BTreeSet;

use serde_json::Value;

use super::inputs;
use crate::ir::{
    Api, BodyKind, EnumBase, Field, Integer, ModelKind, Operation, ResourceId, Struct, Success,
    Type, Usage,
};
use crate::name::Name;

/// How long a line gets before the call is broken up.
const WIDTH: usize = 80;

/// How deep values are made up: what holds more is no example any more.
const DEEPEST: usize = 2;

/// The lines of the example; none where a value would say nothing, or there are too many.
pub(super) fn example(api: &Api, operation: &Operation) -> Option<Vec<String>> {
    let mut writer = Writer {
        api,
        imports: BTreeSet::new(),
    };
    let arguments = writer.arguments(operation)?;
    let method = operation.name.ident().to_string();
    let mut steps: Vec<String> = handles(api, operation.resource)?
        .into_iter()
        .map(|name| format!("{}()", name.ident()))
        .collect();
    steps.push(format!("{method}({})", arguments.join(", ")));
    steps.push("await?".to_owned());
    let gives = match operation.success {
        Success::Empty => "",
        _ => "let answer = ",
    };
    let (library, client) = (api.sdk.library.as_str(), api.sdk.client.as_str());
    let mut lines = vec!["```no_run".to_owned()];
    if let Some(imports) = writer.imports() {
        lines.extend([imports, String::new()]);
    }
    lines.push(format!(
        "# async fn run(client: {library}::{client}) -> Result<(), {library}::Error> {{"
    ));
    let line = format!("{gives}client.{};", steps.join("."));
    if line.len() <= WIDTH {
        lines.push(line);
    } else {
        lines.push(format!("{gives}client"));
        let last = steps.len().saturating_sub(1);
        for (index, step) in steps.iter().enumerate() {
            let end = if index == last { ";" } else { "" };
            lines.push(format!("    .{step}{end}"));
        }
    }
    if !gives.is_empty() {
        lines.push("# let _ = answer;".to_owned());
    }
    lines.extend(["# Ok(())", "# }", "```"].map(str::to_owned));
    Some(lines)
}

/// The accessors that lead from the client to a resource.
fn handles(api: &Api, resource: ResourceId) -> Option<Vec<&Name>> {
    let mut names = Vec::new();
    let mut at = resource;
    while at.0 != 0 {
        let parents = api.resources.iter().enumerate();
        let parent = { parents }
            .find(|(_, parent)| parent.children.contains(&at))?
            .0;
        names.push(&api.resources.get(at.0)?.name);
        at = ResourceId(parent);
    }
    names.reverse();
    Some(names)
}

struct Writer<'a> {
    api: &'a Api,
    /// The models that are named.
    imports: BTreeSet<&'a str>,
}

impl<'a> Writer<'a> {
    fn imports(&self) -> Option<String> {
        let library = self.api.sdk.library.as_str();
        let names: Vec<&str> = self.imports.iter().copied().collect();
        match names.as_slice() {
            [] => None,
            [one] => Some(format!("use {library}::models::{one};")),
            several => Some(format!(
                "use {library}::models::{{{}}};",
                several.join(", ")
            )),
        }
    }

    fn arguments(&mut self, operation: &Operation) -> Option<Vec<String>> {
        if !operation.inputs.is_empty() {
            return None;
        }
        let mut arguments = Vec::new();
        for parameter in operation
            .parameters
            .iter()
            .filter(|parameter| parameter.required)
        {
            let schema = parameter
                .schema
                .and_then(|schema| self.api.schemas.get(schema.0));
            let example = schema.and_then(|schema| schema.example.as_ref());
            arguments.push(self.value(&parameter.usage, example, &parameter.wire, 0)?);
        }
        let Some(body) = &operation.body else {
            return Some(arguments);
        };
        if let Some(model) = body.flattened {
            let ModelKind::Struct(content) = &self.api.models.get(model.0)?.kind else {
                return None;
            };
            arguments.extend(self.members(content, body.example.as_ref(), 0)?);
        } else if body.required {
            arguments.push(match body.kind {
                BodyKind::Json | BodyKind::Form => {
                    self.value(&body.usage, body.example.as_ref(), "body", 0)?
                }
                _ => "\"content\"".to_owned(),
            });
        }
        Some(arguments)
    }

    /// What the constructor of a struct is given.
    fn members(
        &mut self,
        content: &'a Struct,
        example: Option<&Value>,
        depth: usize,
    ) -> Option<Vec<String>> {
        if !content.inputs.is_empty() {
            return None;
        }
        let asked: Vec<&Field> = inputs::asked(self.api, content);
        asked
            .into_iter()
            .map(|field| {
                let example = example.and_then(|example| example.get(&field.wire));
                self.value(&field.usage, example, &field.wire, depth)
            })
            .collect()
    }

    /// An expression that an argument of this type takes.
    fn value(
        &mut self,
        usage: &Usage,
        example: Option<&Value>,
        wire: &str,
        depth: usize,
    ) -> Option<String> {
        if usage.nullable || usage.boxed || depth > DEEPEST {
            return None;
        }
        Some(match &usage.ty {
            Type::Bool => example.and_then(Value::as_bool).unwrap_or(true).to_string(),
            Type::Integer(integer) => whole(*integer, example),
            Type::Float64 => {
                let number = example.and_then(Value::as_f64);
                format!(
                    "{:?}",
                    number.filter(|number| number.is_finite()).unwrap_or(1.5)
                )
            }
            Type::String => text(example, wire),
            Type::Secret => "\"secret\"".to_owned(),
            Type::External(external) if external.text == "Upload" => "\"content\"".to_owned(),
            // What they hold is given as it is.
            Type::Array(item) | Type::Map(item) if !is_given_alike(&item.ty) => return None,
            Type::Array(item) => {
                let first = example.and_then(|example| example.get(0));
                let item = self.value(item, first, wire, depth + 1)?;
                format!("[{item}]")
            }
            Type::Map(item) => {
                let item = self.value(item, None, wire, depth + 1)?;
                format!("[(\"key\", {item})]")
            }
            Type::Model(id) => {
                let model = self.api.models.get(id.0)?;
                match &model.kind {
                    ModelKind::Enum(content) if content.base == EnumBase::Text => {
                        let is_it = |value: &&crate::ir::EnumValue| Some(&value.wire) == example;
                        let known = content.values.iter().find(is_it);
                        let value = known.or(content.values.first())?;
                        self.imports.insert(model.name.as_str());
                        format!("{}::{}", model.name.ident(), value.name.ident())
                    }
                    ModelKind::Struct(content) if content.maps.is_empty() && model.sent => {
                        let members = self.members(content, example, depth + 1)?;
                        self.imports.insert(model.name.as_str());
                        format!("{}::new({})", model.name.ident(), members.join(", "))
                    }
                    _ => return None,
                }
            }
            _ => return None,
        })
    }
}

/// Whether a value in a list is given as one that stands alone.
fn is_given_alike(ty: &Type) -> bool {
    matches!(
        ty,
        Type::Bool
            | Type::Integer(_)
            | Type::Float64
            | Type::String
            | Type::Secret
            | Type::Model(_)
    )
}

fn whole(integer: Integer, example: Option<&Value>) -> String {
    let fits = |number: &i64| match integer {
        Integer::I64 => true,
        Integer::I32 => i32::try_from(*number).is_ok(),
        Integer::I16 => i16::try_from(*number).is_ok(),
        Integer::I8 => i8::try_from(*number).is_ok(),
        Integer::U64 => u64::try_from(*number).is_ok(),
        Integer::U32 => u32::try_from(*number).is_ok(),
        Integer::U16 => u16::try_from(*number).is_ok(),
        Integer::U8 => u8::try_from(*number).is_ok(),
    };
    let number = example.and_then(Value::as_i64).filter(fits);
    number.unwrap_or(1).to_string()
}

/// A text in quotes: the example, or the name of what it is for.
fn text(example: Option<&Value>, wire: &str) -> String {
    const LONGEST: usize = 60;
    let is_fit = |text: &&str| {
        let is_plain =
            |char: char| char == ' ' || char.is_alphanumeric() || char.is_ascii_punctuation();
        !text.is_empty() && text.len() <= LONGEST && text.chars().all(is_plain)
    };
    let text = example.and_then(Value::as_str).filter(is_fit);
    format!("{:?}", text.unwrap_or(wire))
}
