//! Doc comments: the description's Markdown, made safe for rustdoc and wrapped.

mod inline;
mod markdown;
mod wrap;

use proc_macro2::TokenStream;
use pulldown_cmark::{Event, Parser, Tag};
use quote::quote;

use self::wrap::fill;

use crate::unprintable::reorders_text;

/// Where lines end.
const WIDTH: usize = 96;

/// Parts the lines of a doc comment in its attribute. No line holds it.
pub(crate) const DOC_LINE: &str = "\u{1f}";

/// Doc attributes for `text`, which stands `indent` columns in.
pub(super) fn docs(text: &str, indent: usize) -> TokenStream {
    attributes(markdown::lines(text, WIDTH.saturating_sub(indent)))
}

/// Doc attributes of a module or crate.
pub(super) fn inner_docs(text: &str) -> TokenStream {
    let lines = markdown::lines(text, WIDTH).into_iter().map(spaced);
    quote!(#(#![doc = #lines])*)
}

/// Doc attributes for lines that are ours: taken as they are.
pub(super) fn plain(text: &str) -> TokenStream {
    attributes(text.lines().map(str::to_owned).collect())
}

/// A paragraph of ours in lines of the usual width.
pub(super) fn wrapped(text: &str) -> String {
    fill(&[text.to_owned()], WIDTH).join("\n")
}

/// A wire value as code in a doc comment.
pub(super) fn code(wire: &str) -> String {
    let mut shown = String::with_capacity(wire.len());
    for char in wire.chars() {
        match char.is_control() || reorders_text(char) {
            true => shown.extend(char.escape_default()),
            false => shown.push(char),
        }
    }
    let wire = shown;
    match wire.trim().is_empty() {
        true => format!("`{wire:?}`"),
        false => inline::code_span(&wire),
    }
}

/// One attribute for all lines, which costs a fraction of one each.
fn attributes(lines: Vec<String>) -> TokenStream {
    if lines.is_empty() {
        return TokenStream::new();
    }
    let lines: Vec<String> = lines.into_iter().map(spaced).collect();
    let lines = lines.join(DOC_LINE);
    quote!(#[doc = #lines])
}

fn spaced(line: String) -> String {
    // rustc refuses comments that reorder what is on the screen, and a comment cannot escape them.
    let is_shown = |char: &char| !char.is_control() && !reorders_text(*char);
    let line: String = line.chars().filter(is_shown).collect();
    if line.trim().is_empty() {
        String::new()
    } else {
        format!(" {line}")
    }
}

/// The first sentence of the first paragraph, for lists and summaries; of the heading, where there is no paragraph. Lists,
/// tables and blocks of code are none. Empty where there are only such.
pub(super) fn sentence(text: &str) -> String {
    let mut depth = 0_usize;
    let mut heading = None;
    let mut paragraph = None;
    for (event, range) in Parser::new_ext(text, markdown::options()).into_offset_iter() {
        match event {
            Event::Start(Tag::Paragraph) if depth == 0 => {
                paragraph = text.get(range);
                break;
            }
            Event::Start(tag) => {
                if matches!(tag, Tag::Heading { .. }) && heading.is_none() {
                    heading = text.get(range);
                }
                depth += 1;
            }
            Event::End(_) => depth = depth.saturating_sub(1),
            _ => {}
        }
    }
    let block = paragraph.or(heading).unwrap_or_default();
    let words: Vec<&str> = block.split_whitespace().collect();
    let line = words.join(" ");
    let line = line.trim_matches('#').trim();
    let end = sentence_end(line).unwrap_or(line.len());
    let first = line.get(..end).unwrap_or(line);
    // What it announced is not here.
    first.trim_end_matches(':').to_owned()
}

/// Whether a text is one paragraph, to which words can be added.
pub(super) fn is_paragraph(text: &str) -> bool {
    let mut events = Parser::new_ext(text, markdown::options()).into_offset_iter();
    let is_whole = |(event, range): (Event<'_>, std::ops::Range<usize>)| {
        matches!(event, Event::Start(Tag::Paragraph)) && range.end >= text.trim_end().len()
    };
    events.next().is_some_and(is_whole)
}

/// Where the first sentence ends: behind a stop before a space and a capital letter, and not behind an abbreviation.
fn sentence_end(text: &str) -> Option<usize> {
    const ABBREVIATIONS: [&str; 8] = ["e.g", "i.e", "cf", "etc", "vs", "approx", "incl", "no"];
    let ends = text.match_indices(['.', '!', '?']);
    ends.map(|(at, _)| at).find_map(|at| {
        let (before, behind) = text.split_at(at);
        let mut behind = behind.chars().skip(1);
        let is_end = behind.next().is_some_and(char::is_whitespace)
            && behind.next().is_some_and(|next| !next.is_lowercase());
        let word = before.rsplit([' ', '(']).next().unwrap_or_default();
        let is_short = ABBREVIATIONS.contains(&word.to_lowercase().as_str());
        (is_end && !is_short).then_some(at + 1)
    })
}

#[cfg(test)]
mod tests {
    use super::sentence;

    #[test]
    fn the_first_sentence_ends_at_a_stop() {
        assert_eq!(sentence("One. Two."), "One.");
        let examples = [
            ("One\nand two. Three.", "One and two."),
            ("One\n\nTwo.", "One"),
            ("One, e.g. two. Three.", "One, e.g. two."),
            ("One (cf. 2.0 of it). Three.", "One (cf. 2.0 of it)."),
            ("# Title\nText.", "Text."),
            ("# Title", "Title"),
            ("``` text ` tick", "``` text ` tick"),
            ("Kinds:\n* `A` - one.\n* `B` - two.", "Kinds"),
            ("| a | b |\n|---|---|\n| c | d |", ""),
            ("```\ncode\n\ncode\n```\nText.", "Text."),
            ("- One.\n- Two.", ""),
        ];
        for (text, expected) in examples {
            assert_eq!(sentence(text), expected);
        }
    }
}
