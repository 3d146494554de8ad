//! From text to tree, by way of serde: one reader for both formats.

use std::cell::RefCell;
use std::fmt;
use std::fs::File;
use std::io::Read;
use std::path::Path;

use serde::de::{
    DeserializeSeed, Deserializer, EnumAccess, Error as _, MapAccess, SeqAccess, VariantAccess,
    Visitor,
};

use super::{Node, Object, Origin, Value};
use crate::diagnostics::{Code, Diagnostics};

/// The largest file that is read, in bytes.
const MOST_BYTES: u64 = 512 << 20;
/// How many values a file may hold: a tree of so many takes two gigabytes.
const MOST_NODES: u32 = 20_000_000;
/// How many remarks about a file are kept one by one.
const MOST_REMARKS: usize = 1_000;

/// Reads the file at `path`. `None` when it cannot be read; the reason is in `diagnostics`.
pub fn read(path: &Path, diagnostics: &mut Diagnostics) -> Option<Node> {
    let mut bytes = Vec::new();
    let read = File::open(path).and_then(|file| file.take(MOST_BYTES + 1).read_to_end(&mut bytes));
    let problem = match read {
        Err(error) => Some(format!("cannot read {}: {error}", path.display())),
        Ok(length) if length as u64 > MOST_BYTES => {
            let most = MOST_BYTES >> 20;
            Some(format!("{} is larger than {most} MiB", path.display()))
        }
        Ok(_) => None,
    };
    if let Some(message) = problem {
        diagnostics.push(Code::Unreadable, Origin::NOWHERE, message);
        return None;
    }
    let text = match String::from_utf8(bytes) {
        Ok(text) => text,
        Err(error) => {
            let offset = error.utf8_error().valid_up_to();
            let text = String::from_utf8_lossy(error.as_bytes()).into_owned();
            let file = diagnostics.sources.add(path, text);
            let origin = diagnostics.sources.broken(file, offset);
            let message = "this file is not UTF-8 from here on";
            diagnostics.push(Code::Unreadable, origin, message);
            return None;
        }
    };
    let text = text
        .strip_prefix('\u{feff}')
        .map(str::to_owned)
        .unwrap_or(text);
    parse(path, text, diagnostics)
}

/// Reads `text` as if it stood in the file at `path`. `None` when it is neither JSON nor YAML; the reason is in
/// `diagnostics`.
pub fn parse(path: &Path, text: String, diagnostics: &mut Diagnostics) -> Option<Node> {
    let file = diagnostics.sources.add(path, text);
    let state = RefCell::new(State {
        file,
        next: 0,
        remarks: Vec::new(),
        unsaid: 0,
    });
    let says_yaml = path
        .extension()
        .is_some_and(|kind| kind == "yaml" || kind == "yml");
    let result = either(&state, diagnostics.sources.text_of(file), says_yaml);
    let State {
        remarks,
        unsaid,
        next,
        ..
    } = state.into_inner();
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
        let origin = Origin { file, node: 0 };
        let message = format!("{unsaid} more members are given twice, or more often");
        diagnostics.push(Code::DuplicateKey, origin, message);
    }
    match result {
        Ok(node) => Some(node),
        Err(broken) => {
            let origin = diagnostics.sources.broken(file, broken.offset);
            let message = match next > MOST_NODES {
                true => format!("this file holds more than {MOST_NODES} values"),
                false => broken.message,
            };
            diagnostics.push(Code::Syntax, origin, message);
            None
        }
    }
}

/// What begins like JSON is read as that first, everything else as YAML.
fn either(state: &RefCell<State>, text: &str, says_yaml: bool) -> Result<Node, Broken> {
    let seed = Seed { state };
    if text.trim().is_empty() {
        // YAML's parser takes long over a long nothing.
        return Ok(Node::new(seed.origin(), Value::Null));
    }
    if !text.trim_start().starts_with(['{', '[']) {
        return from_yaml(seed, text);
    }
    from_json(seed, text).or_else(|json| {
        if state.borrow().next > MOST_NODES {
            return Err(json);
        }
        let yaml = from_yaml(seed_again(state), text);
        yaml.map_err(|yaml| if says_yaml { yaml } else { json })
    })
}

/// Why a text has no tree.
struct Broken {
    message: String,
    /// The byte at which reading ended.
    offset: usize,
}

fn from_json(seed: Seed<'_>, text: &str) -> Result<Node, Broken> {
    let broken = |error: serde_json::Error| {
        let line_before = text
            .split_inclusive('\n')
            .take(error.line().saturating_sub(1));
        let start: usize = line_before.map(str::len).sum();
        Broken {
            message: format!(
                "this is not JSON: {}",
                without_place(&error.to_string())
                    .replace("EOF while parsing", "the file ends within")
            ),
            offset: start + error.column().saturating_sub(1),
        }
    };
    let mut deserializer = serde_json::Deserializer::from_str(text);
    let node = seed.deserialize(&mut deserializer).map_err(broken)?;
    deserializer.end().map_err(broken)?;
    Ok(node)
}

fn from_yaml(seed: Seed<'_>, text: &str) -> Result<Node, Broken> {
    if let Some(offset) = too_deep(text) {
        let message = "this is nested too deep".to_owned();
        return Err(Broken { message, offset });
    }
    let broken = |error: serde_yaml::Error| Broken {
        message: format!("this is not YAML: {}", without_place(&error.to_string())),
        offset: error.location().map_or(0, |place| place.index()),
    };
    seed.deserialize(serde_yaml::Deserializer::from_str(text))
        .map_err(broken)
}

/// Where brackets nest deeper than anyone writes them: libyaml takes quadratic time over such a text. Those in plain
/// text count too, but come in pairs.
fn too_deep(text: &str) -> Option<usize> {
    const MOST: usize = 5_000;
    let mut depth = 0_usize;
    for (offset, byte) in text.bytes().enumerate() {
        match byte {
            b'[' | b'{' => depth += 1,
            b']' | b'}' => depth = depth.saturating_sub(1),
            _ => {}
        }
        if depth > MOST {
            return Some(offset);
        }
    }
    None
}

/// A parser's message without the places in it: the diagnostic has its own.
fn without_place(message: &str) -> String {
    let mut kept = String::new();
    for (index, part) in message.split(" at line ").enumerate() {
        // What follows a place, if anything does: `3 column 5, while parsing a flow mapping`.
        let after = part.trim_start_matches(|char: char| char.is_ascii_digit());
        let after = after.strip_prefix(" column ").unwrap_or(after);
        kept += match index {
            0 => part,
            _ => after.trim_start_matches(|char: char| char.is_ascii_digit()),
        };
    }
    kept
}

/// YAML in flow style begins with a brace too: what is not JSON is tried as YAML, numbered afresh.
fn seed_again(state: &RefCell<State>) -> Seed<'_> {
    let mut inner = state.borrow_mut();
    inner.next = 0;
    inner.remarks.clear();
    inner.unsaid = 0;
    drop(inner);
    Seed { state }
}

struct State {
    file: u16,
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

#[derive(Clone, Copy)]
struct Seed<'a> {
    state: &'a RefCell<State>,
}

impl Seed<'_> {
    fn origin(self) -> Origin {
        let mut state = self.state.borrow_mut();
        let origin = Origin {
            file: state.file,
            node: state.next,
        };
        state.next += 1;
        origin
    }

    fn remark(self, remark: Remark) {
        let mut state = self.state.borrow_mut();
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
        deserializer.deserialize_any(self)
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

    fn visit_bool<E>(self, value: bool) -> Result<String, E> {
        Ok(value.to_string())
    }

    fn visit_i64<E>(self, value: i64) -> Result<String, E> {
        Ok(value.to_string())
    }

    fn visit_u64<E>(self, value: u64) -> Result<String, E> {
        Ok(value.to_string())
    }

    fn visit_f64<E>(self, value: f64) -> Result<String, E> {
        Ok(value.to_string())
    }

    fn visit_unit<E>(self) -> Result<String, E> {
        Ok("null".to_owned())
    }
}
