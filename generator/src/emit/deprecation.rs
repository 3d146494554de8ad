//! `#[deprecated]`, with what the description says of the reason.

use proc_macro2::TokenStream;
use quote::quote;

/// `#[deprecated]`, where something is; `text` is its description.
pub(super) fn deprecated(is_deprecated: bool, text: Option<&str>) -> TokenStream {
    match text.and_then(reason) {
        _ if !is_deprecated => TokenStream::new(),
        Some(note) => quote!(#[deprecated(note = #note)]),
        None => quote!(#[deprecated]),
    }
}

/// The sentence that says why something is deprecated or what to use instead, and the one after it where the first is
/// but a word or two.
fn reason(text: &str) -> Option<String> {
    const SIGNS: &[&str] = &[
        "deprecat",
        "instead",
        "no longer",
        "replaced by",
        "obsolete",
    ];
    let sentences = sentences(text);
    let tells = |sentence: &String| {
        let sentence = sentence.to_lowercase();
        let is_short = sentences.len() == 1 && sentence.starts_with("use ");
        is_short || SIGNS.iter().any(|sign| sentence.contains(sign))
    };
    let found = sentences.iter().position(tells)?;
    let mut reason = sentences.get(found)?.clone();
    if reason.split_whitespace().count() < 3 && !reason.contains('`') {
        reason += &format!(" {}", sentences.get(found + 1)?);
    }
    // rustdoc reads it as Markdown, in which a word in brackets is a link; the compiler prints it as it is.
    if !reason.contains("](") {
        reason = reason.replace('[', "(").replace(']', ")");
    }
    Some(reason)
}

/// The sentences of a text, line ends and marks for bold type taken out.
fn sentences(text: &str) -> Vec<String> {
    let mut all = Vec::new();
    for paragraph in text
        .replace("\r\n", "\n")
        .replace("\\\n", "\n")
        .split("\n\n")
    {
        let words: Vec<&str> = paragraph.split_whitespace().collect();
        let line = words.join(" ").replace("**", "");
        let mut rest = line.as_str();
        while let Some((sentence, more)) = rest.split_once(". ") {
            all.push(format!("{sentence}."));
            rest = more;
        }
        all.push(rest.to_owned());
    }
    all.retain(|sentence| !sentence.trim().is_empty());
    all
}

#[cfg(test)]
mod tests {
    use super::reason;

    #[test]
    fn the_reason_is_the_sentence_that_tells_it() {
        for (text, expected) in [
            (
                "The nickname. Deprecated: use\n`name` instead. Ever.",
                Some("Deprecated: use `name` instead."),
            ),
            (
                "Gets it.\n\n**Note**: it is deprecated.\\\nMore",
                Some("Note: it is deprecated."),
            ),
            (
                "**Deprecated**. Use `name`.\n\nMore.",
                Some("Deprecated. Use `name`."),
            ),
            ("Use `name`.", Some("Use `name`.")),
            ("Deprecated", None),
            ("The nickname.", None),
        ] {
            assert_eq!(reason(text).as_deref(), expected, "{text}");
        }
    }
}
