//! From text to tree, by way of serde: one reader for both formats.

use std::fs::File;
use std::io::Read;
use std::path::Path;

use serde::de::DeserializeSeed;

use super::build::{Build, MOST_NODES, Seed};
use super::{Node, Origin, Value};
use crate::diagnostics::{Code, Diagnostics};

/// The largest file that is read, in bytes.
const MOST_BYTES: u64 = 512 << 20;

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
    let build = Build::of(file);
    let says_yaml = path
        .extension()
        .is_some_and(|kind| kind == "yaml" || kind == "yml");
    let result = either(&build, diagnostics.sources.text_of(file), says_yaml);
    let too_many = build.is_full();
    match result {
        Ok(node) => {
            build.report(diagnostics);
            Some(node)
        }
        // Nothing else is said of a text that is broken: no place in it can be told.
        Err(broken) => {
            let origin = diagnostics.sources.broken(file, broken.offset);
            let message = match too_many {
                true => format!("this file holds more than {MOST_NODES} values"),
                false => broken.message,
            };
            diagnostics.push(Code::Syntax, origin, message);
            None
        }
    }
}

/// What begins like JSON is read as that first, everything else as YAML.
fn either(build: &Build, text: &str, says_yaml: bool) -> Result<Node, Broken> {
    let seed = build.seed();
    if text.trim().is_empty() {
        // YAML's parser takes long over a long nothing.
        return Ok(Node::new(seed.origin(), Value::Null));
    }
    if !text.trim_start().starts_with(['{', '[']) {
        return from_yaml(seed, text);
    }
    from_json(seed, text).or_else(|json| {
        if build.is_full() {
            return Err(json);
        }
        // YAML in flow style begins with a brace too.
        build.restart();
        let yaml = from_yaml(build.seed(), text);
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
