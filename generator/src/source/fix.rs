//! Overlays that put right what is wrong with one value.

use super::Sources;
use super::locate::Text;
use super::marks::Step;
use crate::source::Origin;

/// The file that an overlay is applied to: the one that is read first.
const DOCUMENT: u16 = 0;

impl Sources {
    /// The action of an overlay that puts `value` where `origin` is. `None` outside the document itself, and where no
    /// path leads to that one place.
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
        }
        let target = serde_json::to_string(&target).ok()?;
        let key = serde_json::to_string(&key).ok()?;
        let value = serde_json::to_string(value).ok()?;
        Some(format!("{{target: {target}, update: {{{key}: {value}}}}}"))
    }
}

impl Text<'_> {
    /// The key that stands there. YAML's `<<` leads to members that stand elsewhere.
    fn key(&self, range: &std::ops::Range<usize>, count_chars: bool) -> Option<String> {
        let bytes = self.in_bytes(range.clone(), count_chars);
        let written = self.file.text.get(bytes)?.trim();
        let key = match written.starts_with(['"', '\'']) {
            true => serde_yaml::from_str(written).ok()?,
            false => written.to_owned(),
        };
        (key != "<<").then_some(key)
    }
}

/// A segment of a JSONPath (RFC 9535): short where the key is a name.
fn segment(key: &str) -> String {
    let is_name = key.chars().enumerate().all(|(index, char)| {
        char.is_ascii_alphabetic() || char == '_' || index > 0 && char.is_ascii_digit()
    });
    if is_name && !key.is_empty() {
        return format!(".{key}");
    }
    format!("['{}']", key.replace('\\', "\\\\").replace('\'', "\\'"))
}
