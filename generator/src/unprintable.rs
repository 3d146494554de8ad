//! Characters that source files, manifests and terminals must not get from a document.

/// Characters that reorder the text around them. rustc refuses them in source files
/// (`text_direction_codepoint_in_comment`), since they can hide what the code does.
pub(crate) fn reorders_text(char: char) -> bool {
    matches!(char, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// A text on one line, without control characters and those that reorder it.
pub(crate) fn one_line(text: &str) -> String {
    let space = |char: char| match char {
        _ if char.is_whitespace() || char.is_control() || reorders_text(char) => ' ',
        char => char,
    };
    let text: String = text.chars().map(space).collect();
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
