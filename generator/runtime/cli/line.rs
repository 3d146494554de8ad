//! A command line of bash up to the cursor, read without expanding anything.

/// The words of a line whose last one is being typed.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Line {
    /// The words before, the program first.
    pub(super) before: Vec<String>,
    /// The word at the cursor, without its quotes; empty behind a space.
    pub(super) typed: String,
    pub(super) quote: Quote,
}

/// The quote that is open at the cursor.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Quote {
    None,
    Single,
    Double,
}

impl Quote {
    /// Its name in the script.
    pub(super) fn name(self) -> &'static str {
        match self {
            Quote::None => "none",
            Quote::Single => "single",
            Quote::Double => "double",
        }
    }
}

impl Line {
    /// Reads a line; nothing comes of one whose words only a shell knows, as of one with `$(…)`.
    pub(super) fn read(text: &str) -> Option<Self> {
        let mut before = Vec::new();
        let mut word: Option<String> = None;
        let mut quote = Quote::None;
        let mut chars = text.chars();
        while let Some(c) = chars.next() {
            match (quote, c) {
                (Quote::Single, '\'') | (Quote::Double, '"') => quote = Quote::None,
                (Quote::Single, c) => word.get_or_insert_default().push(c),
                (_, '$' | '`') => return None,
                (Quote::Double, '\\') => {
                    // A backslash at the cursor would quote what is inserted.
                    let next = chars.next()?;
                    let word = word.get_or_insert_default();
                    if !matches!(next, '$' | '`' | '"' | '\\') {
                        word.push('\\');
                    }
                    word.push(next);
                }
                (Quote::Double, c) => word.get_or_insert_default().push(c),
                (Quote::None, '\\') => word.get_or_insert_default().push(chars.next()?),
                (Quote::None, '\'') => {
                    word.get_or_insert_default();
                    quote = Quote::Single;
                }
                (Quote::None, '"') => {
                    word.get_or_insert_default();
                    quote = Quote::Double;
                }
                (Quote::None, '<' | '>' | '|' | '&' | ';' | '(' | ')') => return None,
                (Quote::None, '#') if word.is_none() => return None,
                (Quote::None, ' ' | '\t' | '\n') => before.extend(word.take()),
                (Quote::None, c) => word.get_or_insert_default().push(c),
            }
        }
        let typed = word.unwrap_or_default();
        // A line break has no place in the lines that the script reads.
        (!typed.contains(char::is_control)).then_some(Line {
            before,
            typed,
            quote,
        })
    }
}
