//! Overlays that put right what is wrong with one value.

use std::ops::Range;

use super::locate::Text;
use super::marks::Step;
use super::{Origin, Sources};

/// The file that an overlay is applied to: the one that is read first.
const DOCUMENT: u16 = 0;
/// How many bytes of a path anyone would read.
const MOST_BYTES: usize = 1_000;

impl Sources {
    /// The action of an overlay that puts `value` where `origin` is. `None` outside the document itself, for entries of
    /// lists, at the end of very long paths, and where YAML's `<<` or an alias as a key is on the way.
    #[must_use]
    pub fn overlay_action(&self, origin: Origin, value: &str) -> Option<String> {
        if origin.file != DOCUMENT {
            return None;
        }
        let text = self.text(origin)?;
        let marks = text.marks?;
        let steps = marks.steps(usize::try_from(origin.node).ok()?)?;
        let (Step::Key(last), above) = steps.split_last()? else {
            return None;
        };
        let key = text.key(last, marks.count_chars)?;
        let mut target = "$".to_owned();
        for step in above {
            target += &match step {
                Step::Index(number) => format!("[{number}]"),
                Step::Key(range) => segment(&text.key(range, marks.count_chars)?),
            };
            if target.len() > MOST_BYTES {
                return None;
            }
        }
        let target = serde_json::to_string(&target).ok()?;
        let key = serde_json::to_string(&key).ok()?;
        let value = serde_json::to_string(value).ok()?;
        Some(format!("{{target: {target}, update: {{{key}: {value}}}}}"))
    }
}

impl Text<'_> {
    /// The key that stands there. YAML's `<<` leads to members that stand elsewhere, as an alias does.
    pub(super) fn key(&self, range: &Range<usize>, count_chars: bool) -> Option<String> {
        let bytes = self.in_bytes(range.clone(), count_chars);
        let written = self.file.text.get(bytes)?.trim();
        let key = match written.starts_with(['"', '\'']) {
            true => serde_yaml::from_str(written).ok()?,
            false => written.to_owned(),
        };
        (key != "<<" && !written.starts_with('*')).then_some(key)
    }
}

/// A segment of a JSONPath (RFC 9535): short where the key is a name.
pub(crate) fn segment(key: &str) -> String {
    let is_name = key.chars().enumerate().all(|(index, char)| {
        char.is_ascii_alphabetic() || char == '_' || index > 0 && char.is_ascii_digit()
    });
    if is_name && !key.is_empty() {
        return format!(".{key}");
    }
    let mut quoted = String::new();
    for char in key.chars() {
        match char {
            '\\' | '\'' => quoted.extend(['\\', char]),
            char if char.is_ascii_control() => {
                quoted += &format!("\\u{:04x}", u32::from(char));
            }
            char => quoted.push(char),
        }
    }
    format!("['{quoted}']")
}
