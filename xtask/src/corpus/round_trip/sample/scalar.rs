//! Texts: those that a format, a pattern or a length asks for.

use serde_json::Value;

use super::parts::Parts;
use super::{Sampler, pattern, text};

/// How many patterned texts are tried for their length.
const TRIES: usize = 20;

impl<'a> Sampler<'a> {
    pub(super) fn text(&mut self, parts: &Parts<'a>) -> String {
        let least = parts.least("minLength").unwrap_or_default();
        let most = parts.most("maxLength").unwrap_or(usize::MAX);
        let mut format = parts.members("format").filter_map(Value::as_str);
        let patterns: Vec<&str> = parts.members("pattern").filter_map(Value::as_str).collect();
        if let Some(texts) = format.next().and_then(text::of_format)
            // Now and then the pattern knows better.
            && (patterns.is_empty() || self.choices.random().bool())
        {
            let at = self.choices.choose(parts.place(), "format", texts.len());
            return (*texts.get(at).unwrap_or(&"")).to_owned();
        }
        if let Some(pattern) = patterns.first() {
            for _ in 0..TRIES {
                let random = self.choices.random();
                if let Some(text) = pattern::text(pattern, random, least, most)
                    && (least..=most).contains(&text.chars().count())
                {
                    return text;
                }
            }
        }
        let texts = text::of_length(least, most);
        let at = self.choices.choose(parts.place(), "text", texts.len());
        texts.into_iter().nth(at).unwrap_or_default()
    }
}
