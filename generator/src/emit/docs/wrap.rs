//! Fills lines with words.

use super::inline::begins_block;

/// The lines of text, each no longer than `width` where that is possible. Between two texts there is a hard break.
pub(super) fn fill(texts: &[String], width: usize) -> Vec<String> {
    let mut lines = Vec::new();
    for (index, text) in texts.iter().enumerate() {
        let mut line = String::new();
        for word in text.split_whitespace() {
            let room = line.chars().count() + 1 + word.chars().count();
            // The word would begin a list, a heading or a fence.
            let begins = begins_block(word) || word.starts_with("```");
            if !line.is_empty() && room > width && !begins {
                lines.push(std::mem::take(&mut line));
            }
            if !line.is_empty() {
                line.push(' ');
            }
            line.push_str(word);
        }
        if index + 1 < texts.len() {
            line.push('\\');
        }
        lines.push(line);
    }
    lines
}
