//! Text fit for a terminal: a description must not control it, whatever its names and texts hold.

use std::borrow::Cow;

use visible::visible;

// The tools of generated crates have it too.
#[path = "../../runtime/cli/visible.rs"]
mod visible;

/// The text with its control characters made visible, except newlines and tabs.
#[must_use]
pub fn clean(text: &str) -> Cow<'_, str> {
    cleaned(text, |_| None)
}

/// The same for text that has colours: their sequences stay. What comes from elsewhere was cleaned before it was
/// coloured.
#[must_use]
pub fn clean_styled(text: &str) -> Cow<'_, str> {
    cleaned(text, after_style)
}

fn cleaned(text: &str, after_kept: impl Fn(&str) -> Option<&str>) -> Cow<'_, str> {
    if !text.chars().any(is_control) {
        return text.into();
    }
    let mut clean = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        let after = rest.get(c.len_utf8()..).unwrap_or_default();
        rest = match after_kept(rest) {
            Some(after_kept) => {
                let length = rest.len() - after_kept.len();
                clean.push_str(rest.get(..length).unwrap_or_default());
                after_kept
            }
            None => {
                // A Windows line end is a line end.
                if c != '\r' || !after.starts_with('\n') {
                    clean.push(visible(c));
                }
                after
            }
        };
    }
    clean.into()
}

/// The text behind a sequence that sets a colour, if it begins with one.
fn after_style(text: &str) -> Option<&str> {
    let parameters = text.strip_prefix("\u{1b}[")?;
    let is_parameter = |c: char| c.is_ascii_digit() || c == ';';
    parameters
        .trim_start_matches(is_parameter)
        .strip_prefix('m')
}

fn is_control(c: char) -> bool {
    visible(c) != c
}

#[cfg(test)]
mod tests {
    use super::{clean, clean_styled};

    #[test]
    fn control_characters_are_made_visible() {
        let cases = [
            ("plain\ttext\n", "plain\ttext\n"),
            ("\u{1b}[2J\u{7}\u{7f}", "\u{241b}[2J\u{2407}\u{2421}"),
            ("\u{9b}2J\u{202e}\u{2066}", "\u{fffd}2J\u{fffd}\u{fffd}"),
            ("one\r\ntwo\rthree", "one\ntwo\u{240d}three"),
        ];
        for (text, expected) in cases {
            assert_eq!(clean(text), expected);
            assert_eq!(clean_styled(text), expected);
        }
        assert_eq!(clean("\u{1b}[1;31mx"), "\u{241b}[1;31mx");
        assert_eq!(
            clean_styled("\u{1b}[1;31mx\u{1b}[0m"),
            "\u{1b}[1;31mx\u{1b}[0m"
        );
        assert_eq!(
            clean_styled("\u{1b}[1;31H\u{1b}[m"),
            "\u{241b}[1;31H\u{1b}[m"
        );
    }
}
