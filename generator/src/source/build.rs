//! The tree of one file as serde's visitors build it: every value numbered in the order of the text.

use std::cell::RefCell;
use std::fmt;

use serde::de::{
    DeserializeSeed, Deserializer, EnumAccess, Error as _, MapAccess, SeqAccess, VariantAccess,
    Visitor,
};

use super::{Node, Object, Origin, Value};
use crate::diagnostics::{Code, Diagnostics};

/// How many values a file may hold: a tree of so many takes two gigabytes.
pub(super) const MOST_NODES: u32 = 20_000_000;
/// How many remarks about a file are kept one by one.
const MOST_REMARKS: usize = 1_000;

/// What is known of a file while its tree is built.
pub(super) struct Build {
    file: u16,
    state: RefCell<State>,
}

#[derive(Default)]
struct State {
    next: u32,
    remarks: Vec<Remark>,
    /// How many remarks there were beyond the most that are kept.
    unsaid: usize,
}

/// A diagnostic in the making.
struct Remark {
    code: Code,
    origin: Origin,
    message: String,
    related: Vec<(Origin, String)>,
}

impl Build {
    pub(super) fn of(file: u16) -> Self {
        Self {
            file,
            state: RefCell::default(),
        }
    }

    /// The seed of the file's root.
    pub(super) fn seed(&self) -> Seed<'_> {
        Seed { build: self }
    }

    /// Numbers afresh, for another parser.
    pub(super) fn restart(&self) {
        self.state.take();
    }

    /// Whether the file holds more values than it may.
    pub(super) fn is_full(&self) -> bool {
        self.state.borrow().next > MOST_NODES
    }

    /// Says what was seen on the way.
    pub(super) fn report(self, diagnostics: &mut Diagnostics) {
        let State {
            remarks, unsaid, ..
        } = self.state.into_inner();
        for remark in remarks {
            let Remark {
                code,
                origin,
                message,
                related,
            } = remark;
            diagnostics.push_related(code, origin, message, None::<String>, related);
        }
        if unsaid > 0 {
            let origin = Origin {
                file: self.file,
                node: 0,
            };
            let message = format!("{unsaid} more members are given twice, or more often");
            diagnostics.push(Code::DuplicateKey, origin, message);
        }
    }
}

/// What the next value grows from.
#[derive(Clone, Copy)]
pub(super) struct Seed<'a> {
    build: &'a Build,
}

impl Seed<'_> {
    pub(super) fn origin(self) -> Origin {
        let mut state = self.build.state.borrow_mut();
        let node = state.next;
        state.next += 1;
        Origin {
            file: self.build.file,
            node,
        }
    }

    fn remark(self, remark: Remark) {
        let mut state = self.build.state.borrow_mut();
        if state.remarks.len() < MOST_REMARKS {
            state.remarks.push(remark);
        } else {
            state.unsaid += 1;
        }
    }
}

impl<'de> DeserializeSeed<'de> for Seed<'_> {
    type Value = Node;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Node, D::Error> {
        let origin = self.origin();
        if origin.node >= MOST_NODES {
            return Err(D::Error::custom("too many values"));
        }
        deserializer.deserialize_any(NodeVisitor { seed: self, origin })
    }
}

struct NodeVisitor<'a> {
    seed: Seed<'a>,
    origin: Origin,
}

impl NodeVisitor<'_> {
    fn node<E>(self, value: Value) -> Result<Node, E> {
        Ok(Node {
            origin: self.origin,
            value,
        })
    }
}

impl<'de> Visitor<'de> for NodeVisitor<'_> {
    type Value = Node;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a JSON value")
    }

    fn visit_unit<E>(self) -> Result<Node, E> {
        self.node(Value::Null)
    }

    /// A YAML file without anything in it.
    fn visit_none<E>(self) -> Result<Node, E> {
        self.node(Value::Null)
    }

    fn visit_bool<E>(self, value: bool) -> Result<Node, E> {
        self.node(Value::Bool(value))
    }

    fn visit_i64<E>(self, value: i64) -> Result<Node, E> {
        self.node(Value::Integer(value.into()))
    }

    fn visit_u64<E>(self, value: u64) -> Result<Node, E> {
        self.node(Value::Integer(value.into()))
    }

    fn visit_i128<E>(self, value: i128) -> Result<Node, E> {
        self.inexact(value as f64)
    }

    fn visit_u128<E>(self, value: u128) -> Result<Node, E> {
        self.inexact(value as f64)
    }

    fn visit_f64<E>(self, value: f64) -> Result<Node, E> {
        self.node(Value::Number(value))
    }

    fn visit_str<E>(self, value: &str) -> Result<Node, E> {
        self.node(Value::String(value.to_owned()))
    }

    fn visit_string<E>(self, value: String) -> Result<Node, E> {
        self.node(Value::String(value))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Node, A::Error> {
        let mut list = Vec::new();
        while let Some(item) = items.next_element_seed(self.seed)? {
            list.push(item);
        }
        self.node(Value::Array(list))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<Node, A::Error> {
        let mut members = Object::new();
        let mut merged = Vec::new();
        while let Some(key) = entries.next_key_seed(KeySeed)? {
            let value = entries.next_value_seed(self.seed)?;
            if key == "<<" {
                merged.push(value);
                continue;
            }
            let origin = value.origin;
            if let Some(first) = members.insert(key.clone(), value) {
                self.seed.remark(Remark {
                    code: Code::DuplicateKey,
                    origin,
                    message: format!("`{key}` is given twice; the last one counts"),
                    related: vec![(first.origin, "first given here".to_owned())],
                });
            }
        }
        merge(&mut members, merged);
        self.node(Value::Object(members))
    }

    /// A YAML tag such as `!!set` or `!secret`: the value counts, the tag does not.
    fn visit_enum<A: EnumAccess<'de>>(self, tagged: A) -> Result<Node, A::Error> {
        let (_tag, content) = tagged.variant_seed(KeySeed)?;
        content.newtype_variant_seed(self)
    }
}

/// What a tag stands before has the tag's number.
impl<'de> DeserializeSeed<'de> for NodeVisitor<'_> {
    type Value = Node;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Node, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl NodeVisitor<'_> {
    fn inexact<E>(self, value: f64) -> Result<Node, E> {
        let message = format!("this number is too large to be exact; it is read as {value:e}");
        self.seed.remark(Remark {
            code: Code::InexactNumber,
            origin: self.origin,
            message,
            related: Vec::new(),
        });
        self.node(Value::Number(value))
    }
}

/// YAML's `<<`: members of the merged objects count unless the object has them itself.
fn merge(members: &mut Object, merged: Vec<Node>) {
    for node in merged {
        match node.value {
            Value::Object(more) => {
                for (key, value) in more {
                    members.entry(key).or_insert(value);
                }
            }
            Value::Array(list) => merge(members, list),
            _ => {}
        }
    }
}

struct KeySeed;

impl<'de> DeserializeSeed<'de> for KeySeed {
    type Value = String;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<String, D::Error> {
        // Asked for text, the YAML parser gives a plain scalar as it is spelled: `1.10`, `0x1F`, `True`.
        deserializer.deserialize_str(self)
    }
}

/// Keys are text; YAML's integers, booleans and nulls count as what they are spelled.
impl Visitor<'_> for KeySeed {
    type Value = String;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a member's name")
    }

    fn visit_str<E>(self, value: &str) -> Result<String, E> {
        Ok(value.to_owned())
    }
}
