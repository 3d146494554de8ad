//! The values of an example: what an argument takes, and the same where its very type is asked for.

use serde_json::Value;

use super::{Writer, likeness};
use crate::emit::imports::is_apart;
use crate::emit::union::comes_from_text;
use crate::emit::{input, inputs, types};
use crate::ir::{
    Arm, Body, Enum, External, Field, Integer, Model, ModelId, ModelKind, Struct, Type, Usage,
};
use crate::name::Name;

/// What a value is wanted for.
#[derive(Clone, Copy)]
pub(super) struct Wanted<'v> {
    usage: &'v Usage,
    /// The description's own value.
    example: Option<&'v Value>,
    /// The name on the wire, which a text has where the description has none.
    wire: &'v str,
    /// How many values it is within.
    depth: usize,
}

impl<'v> Wanted<'v> {
    pub fn new(usage: &'v Usage, example: Option<&'v Value>, wire: &'v str) -> Self {
        Wanted {
            usage,
            example,
            wire,
            depth: 0,
        }
    }

    /// A member of a body whose members are arguments.
    pub fn of_member(body: &'v Body, field: &'v Field) -> Self {
        let example = body.example.as_ref();
        let example = example.and_then(|example| example.get(&field.wire));
        let example = example.or(field.example.as_ref());
        Wanted::new(&field.usage, example, &field.wire)
    }

    /// A value within this one.
    fn within(self, usage: &'v Usage, example: Option<&'v Value>) -> Self {
        Wanted {
            usage,
            example,
            depth: self.depth + 1,
            ..self
        }
    }

    /// The first item of a list.
    fn first(self, item: &'v Usage) -> Self {
        self.within(item, self.example.and_then(|example| example.get(0)))
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
            return self.owned(Wanted {
                usage: &bare,
                ..wanted
            });
        }
        match &usage.ty {
            Type::String => Some(text(example, wire)),
            Type::Secret => Some("\"secret\"".to_owned()),
            Type::Json if example.is_none_or(Value::is_string) => Some(text(example, wire)),
            Type::External(external) => external_value(external, example),
            Type::OneOrMany(item) => self.owned(wanted.within(item, example)),
            Type::Array(item) => {
                let item = self.item(wanted.first(item))?;
                Some(format!("[{item}]"))
            }
            Type::Map(item) => {
                let item = self.item(wanted.within(item, None))?;
                Some(format!("[(\"key\", {item})]"))
            }
            Type::Model(id) if self.takes_text(*id, example) => Some(text(example, wire)),
            _ => self.ty(wanted),
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

    /// What an argument takes that is a list or map of such: texts as they are, all else as it is.
    fn item(&mut self, wanted: Wanted<'_>) -> Option<String> {
        match wanted.usage.ty {
            Type::OneOrMany(_) => self.owned(wanted),
            _ if input::converts(self.api, wanted.usage) => self.value(wanted),
            _ => self.owned(wanted),
        }
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
            Type::String => format!("{}.to_owned()", text(example, wire)),
            Type::Secret => "\"secret\".into()".to_owned(),
            Type::External(external) => {
                let value = external_value(external, example)?;
                match types::is_wrapper(external) {
                    true => format!("{value}.into()"),
                    false => value,
                }
            }
            Type::OneOrMany(item) => {
                let item = self.owned(wanted.within(item, example))?;
                format!("{item}.into()")
            }
            Type::Array(item) => format!("vec![{}]", self.owned(wanted.first(item))?),
            Type::Map(item) => {
                let item = self.owned(wanted.within(item, None))?;
                format!("[(\"key\".to_owned(), {item})].into()")
            }
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

    /// What is spelled alike as an argument and as a value of its own.
    fn ty(&mut self, wanted: Wanted<'_>) -> Option<String> {
        let Wanted {
            usage,
            example,
            wire,
            depth,
        } = wanted;
        if depth > self.deepest || self.left == 0 {
            return None;
        }
        self.left -= 1;
        Some(match &usage.ty {
            Type::Json => match example {
                Some(example) => format!("serde_json::json!({example})"),
                None => format!("serde_json::json!({wire:?})"),
            },
            Type::Bool => example.and_then(Value::as_bool).unwrap_or(true).to_string(),
            Type::Integer(integer) => whole(*integer, example),
            Type::Float64 => {
                let number = example.and_then(Value::as_f64);
                let number = number.filter(|number| number.is_finite());
                format!("{:?}", number.unwrap_or(1.5))
            }
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

    fn model(&mut self, model: &'a Model, wanted: Wanted<'_>) -> Option<String> {
        let name = path(&model.name);
        let value = match &model.kind {
            ModelKind::Enum(content) => {
                let value = one_of(content, wanted)?;
                format!("{name}::{value}")
            }
            ModelKind::Struct(content) if model.sent => {
                let members = self.members(content, wanted)?;
                format!("{name}::new({members})")
            }
            ModelKind::Union(content) => {
                let mut arms: Vec<&Arm> = content.arms.iter().collect();
                arms.sort_by_key(|arm| likeness::rank(self.api, arm, wanted.example));
                let mut arms = arms.into_iter();
                arms.find_map(|arm| self.arm(model, arm, wanted))?
            }
            ModelKind::Struct(_) | ModelKind::Pending => return None,
        };
        self.names(&model.name);
        Some(value)
    }

    fn arm(&mut self, model: &Model, arm: &Arm, wanted: Wanted<'_>) -> Option<String> {
        let known = self.models.clone();
        let Some(value) = self.owned(wanted.within(&arm.usage, wanted.example)) else {
            self.models = known;
            return None;
        };
        Some(format!(
            "{}::{}({value})",
            path(&model.name),
            arm.name.ident()
        ))
    }

    /// What the constructor of a struct is given.
    fn members(&mut self, content: &'a Struct, wanted: Wanted<'_>) -> Option<String> {
        let by_struct = !content.inputs.is_empty();
        let mut members = Vec::new();
        for field in inputs::asked(self.api, content) {
            let member = wanted.example.and_then(|example| example.get(&field.wire));
            let member = member.or(field.example.as_ref());
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

    fn names(&mut self, model: &'a Name) {
        self.models.insert(match is_apart(model) {
            true => "self",
            false => model.as_str(),
        });
    }
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

/// A value of a type from elsewhere; none for one that the settings name.
fn external_value(external: &External, example: Option<&Value>) -> Option<String> {
    let (module, name) = external.uses.first()?;
    let value = match (module.as_str(), name.as_str()) {
        ("jiff", "Timestamp") => "jiff::Timestamp::UNIX_EPOCH",
        ("jiff::civil", "Date") => "jiff::civil::date(2026, 1, 31)",
        ("chrono", "DateTime") => "chrono::DateTime::UNIX_EPOCH",
        ("chrono", "NaiveDate") => "chrono::DateTime::UNIX_EPOCH.date_naive()",
        ("crate::runtime::time", "DateTime") => "time::OffsetDateTime::UNIX_EPOCH",
        ("crate::runtime::time", "Date") => "time::OffsetDateTime::UNIX_EPOCH.date()",
        ("uuid", "Uuid") => {
            let example = example.and_then(Value::as_str).filter(|text| is_uuid(text));
            return Some(match example {
                Some(text) => format!("uuid::uuid!({text:?})"),
                None => "uuid::Uuid::nil()".to_owned(),
            });
        }
        ("crate::runtime::base64", _) => "b\"content\"",
        ("std::net", "Ipv4Addr") => "std::net::Ipv4Addr::LOCALHOST",
        ("std::net", "Ipv6Addr") => "std::net::Ipv6Addr::LOCALHOST",
        (_, "Upload") => "\"content\"",
        _ => return None,
    };
    Some(value.to_owned())
}

/// Whether a text is spelled as RFC 9562 says.
fn is_uuid(text: &str) -> bool {
    let parts: Vec<&str> = text.split('-').collect();
    let lengths = parts.iter().map(|part| part.len());
    lengths.eq([8, 4, 4, 4, 12]) && parts.concat().chars().all(|char| char.is_ascii_hexdigit())
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
    format!("{:?}", text.unwrap_or_else(|| usual(wire)))
}

/// Returns a realistic value for a property of this name, or the name itself.
fn usual(wire: &str) -> &str {
    let words = crate::name::words(wire);
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    match words.as_slice() {
        [.., "email"] | [.., "email", "address"] => "ada@example.com",
        [.., "url" | "uri" | "website" | "webhook" | "endpoint"] => "https://example.com/",
        [.., "domain" | "hostname"] => "example.com",
        [.., "phone"] | [.., "phone", "number"] => "+15555550100",
        [.., "first", "name"] => "Ada",
        [.., "last", "name"] | ["surname"] => "Lovelace",
        ["full", "name"] => "Ada Lovelace",
        [.., "username"] | [.., "user", "name"] => "ada",
        [.., "country"] | [.., "country", "code"] => "GB",
        [.., "currency"] | [.., "currency", "code"] => "EUR",
        [.., "city"] => "London",
        [.., "language" | "locale"] => "en",
        [.., "timezone"] | [.., "time", "zone"] => "Europe/London",
        [.., "date"] => "2026-01-31",
        ["message" | "text" | "content" | "prompt" | "input" | "body"] => "Hello!",
        _ => wire,
    }
}
