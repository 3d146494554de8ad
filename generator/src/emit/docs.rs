//! Doc comments: the description's Markdown, made safe for rustdoc and wrapped.

use proc_macro2::TokenStream;
use quote::quote;

use crate::unprintable::reorders_text;

/// Where lines end.
const WIDTH: usize = 96;

/// Parts the lines of a doc comment in its attribute. No line holds it.
pub(crate) const DOC_LINE: &str = "\u{1f}";

/// Doc attributes for `text`, which stands `indent` columns in.
pub(super) fn docs(text: &str, indent: usize) -> TokenStream {
    let lines = wrap(&safe(text), WIDTH.saturating_sub(indent));
    attributes(lines)
}

/// Doc attributes of a module or crate.
pub(super) fn inner_docs(text: &str) -> TokenStream {
    let lines = wrap(&safe(text), WIDTH);
    let lines = lines.into_iter().map(spaced);
    quote!(#(#![doc = #lines])*)
}

/// Doc attributes for lines that are ours: taken as they are.
pub(super) fn plain(text: &str) -> TokenStream {
    attributes(text.lines().map(str::to_owned).collect())
}

/// A text of ours in lines of the usual width.
pub(super) fn wrapped(text: &str) -> String {
    wrap(text, WIDTH).join("\n")
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
        false if wire.contains('`') => format!("`` {wire} ``"),
        false => format!("`{wire}`"),
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

/// The first sentence, for lists and summaries. It may go over several lines, but not beyond its paragraph: a list, table or
/// block of code ends that. Empty where there are only such.
pub(super) fn sentence(text: &str) -> String {
    let mut paragraph = String::new();
    let mut fence = None;
    for line in text.trim().lines().map(str::trim) {
        let mark = ["```", "~~~"]
            .into_iter()
            .find(|mark| line.starts_with(mark));
        let is_block = fence.is_some() || mark.is_some() || line.starts_with('|') || is_item(line);
        match (fence, mark) {
            (None, Some(mark)) => fence = Some(mark),
            (Some(open), Some(mark)) if open == mark => fence = None,
            _ => {}
        }
        match (paragraph.is_empty(), is_block || line.is_empty()) {
            (true, true) => {}
            (false, true) => break,
            (_, false) => {
                paragraph.push_str(line);
                paragraph.push(' ');
            }
        }
    }
    let paragraph = paragraph.trim_start_matches('#').trim();
    let end = sentence_end(paragraph).unwrap_or(paragraph.len());
    let first = paragraph.get(..end).unwrap_or(paragraph);
    // What it announced is not here.
    first.trim_end_matches(':').to_owned()
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

/// Markdown that rustdoc reads without complaint: brackets that are no links, bare URLs, tags and untagged code blocks
/// are the things it stumbles over.
fn safe(text: &str) -> String {
    let mut lines = Vec::new();
    let mut fence: Option<String> = None;
    for line in text
        .trim()
        .replace("\r\n", "\n")
        .replace('\r', "\n")
        .replace('\t', "    ")
        .lines()
    {
        let line = line.trim_end();
        let trimmed = line.trim_start();
        let mark: String = trimmed
            .chars()
            .take_while(|char| *char == '`' || *char == '~')
            .collect();
        let is_mark = mark.len() >= 3;
        match &fence {
            Some(open) if is_mark && trimmed.starts_with(open.as_str()) => {
                lines.push(open.clone());
                fence = None;
            }
            Some(_) => lines.push(line.to_owned()),
            None if is_mark => {
                lines.push(format!("{mark}text"));
                fence = Some(mark);
            }
            // Four columns in would be a code block, and so a test; lists keep their two.
            None => {
                let indent = (line.len() - trimmed.len()).min(if is_item(trimmed) { 2 } else { 0 });
                lines.push(format!("{}{}", " ".repeat(indent), inline(trimmed)));
            }
        }
    }
    lines.extend(fence);
    lines.join("\n")
}

/// One line of prose.
fn inline(line: &str) -> String {
    let mut out = String::new();
    let mut rest = line;
    while let Some(char) = rest.chars().next() {
        let after = rest.get(char.len_utf8()..).unwrap_or_default();
        match char {
            // An escape stands for its character.
            '\\' if after.starts_with(|next: char| next.is_ascii_punctuation()) => {
                let end = rest
                    .char_indices()
                    .nth(2)
                    .map_or(rest.len(), |(end, _)| end);
                out += rest.get(..end).unwrap_or(rest);
                rest = rest.get(end..).unwrap_or_default();
                continue;
            }
            '`' => match code_span(rest) {
                Some((span, tail)) => {
                    out += span;
                    rest = tail;
                    continue;
                }
                None => out += "\\`",
            },
            '[' => match link(rest) {
                Some((shown, tail)) => {
                    out += &shown;
                    rest = tail;
                    continue;
                }
                None => out += "\\[",
            },
            ']' => out += "\\]",
            '<' => match line_break(rest) {
                // In a row of a table a line is a row.
                Some(tail) => {
                    out.push(if line.starts_with('|') { ' ' } else { '\n' });
                    rest = tail.trim_start_matches(' ');
                    continue;
                }
                None => out += "\\<",
            },
            '>' if out.is_empty() => out.push('>'),
            '>' => out += "\\>",
            'h' if rest.starts_with("http://") || rest.starts_with("https://") => {
                let end = rest
                    .find(|char: char| char.is_whitespace() || "<>\"'`[](){}|\\".contains(char))
                    .unwrap_or(rest.len());
                let url = rest
                    .get(..end)
                    .unwrap_or(rest)
                    .trim_end_matches(['.', ',', ';', ':', '!', '?', '*', '_']);
                out += &format!("<{url}>");
                rest = rest.get(url.len()..).unwrap_or_default();
                continue;
            }
            _ => out.push(char),
        }
        rest = after;
    }
    out
}

/// What follows a `<br>`, in any of its spellings, at the beginning of `text`.
pub(super) fn line_break(text: &str) -> Option<&str> {
    let name = text.get(1..3)?;
    let is_break = text.starts_with('<') && name.eq_ignore_ascii_case("br");
    let rest = text.get(3..).filter(|_| is_break)?.trim_start();
    rest.strip_prefix('/').unwrap_or(rest).strip_prefix('>')
}

/// A code span at the beginning of `text`, and what follows it.
fn code_span(text: &str) -> Option<(&str, &str)> {
    let ticks: usize = text.chars().take_while(|char| *char == '`').count();
    let mark = text.get(..ticks)?;
    let inner = text.get(ticks..)?;
    let mut from = 0;
    loop {
        let at = from + inner.get(from..)?.find(mark)?;
        let after = inner.get(at..)?;
        let run = after.chars().take_while(|char| *char == '`').count();
        if run == ticks {
            let end = ticks + at + ticks;
            return Some((text.get(..end)?, text.get(end..)?));
        }
        from = at + run;
    }
}

/// A link `[text](https://…)` at the beginning of `text`. Links to elsewhere in the vendor's documentation lead nowhere
/// here: only their text is kept.
fn link(text: &str) -> Option<(String, &str)> {
    let (shown, after) = text.get(1..)?.split_once("](")?;
    if shown.contains('[') || shown.contains(']') {
        return None;
    }
    let (target, tail) = after.split_once(')')?;
    let shown_safe = inline(shown);
    let target = target.split_whitespace().next().unwrap_or_default();
    if target.starts_with("http://") || target.starts_with("https://") {
        if target.contains(['<', '>', '\\', '`', '(']) {
            return Some((shown_safe, tail));
        }
        // A URL as its own text is an autolink already.
        let shown_safe = if shown_safe.contains("<http") {
            shown.replace(['[', ']', '<', '>'], "")
        } else {
            shown_safe
        };
        if shown_safe == target {
            return Some((format!("<{target}>"), tail));
        }
        return Some((format!("[{shown_safe}]({target})"), tail));
    }
    Some((shown_safe, tail))
}

fn is_item(line: &str) -> bool {
    let numbered = line.trim_start_matches(|char: char| char.is_ascii_digit());
    line.starts_with("- ")
        || line.starts_with("* ")
        || line.starts_with("+ ")
        || (numbered.len() < line.len()
            && (numbered.starts_with(". ") || numbered.starts_with(") ")))
}

/// Fills paragraphs, list items and the lines of quotes up to `width` columns; code blocks, tables and headings keep
/// their lines.
fn wrap(text: &str, width: usize) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    let mut in_code = false;
    let mut paragraph: Option<(String, String)> = None;
    let flush = |paragraph: &mut Option<(String, String)>, lines: &mut Vec<String>| {
        if let Some((hang, words)) = paragraph.take() {
            fill(&hang, &words, width, lines);
        }
    };
    let mut in_table = false;
    let mut ahead = text.lines().peekable();
    while let Some(line) = ahead.next() {
        let is_fence = line.trim_start().starts_with("```") || line.trim_start().starts_with("~~~");
        // The rows of a table need not begin with a bar; it ends with an empty line.
        in_table = !in_code && !line.is_empty() && (in_table || ahead.peek().is_some_and(is_rule));
        let stands_alone = in_code || in_table || is_fence || line.starts_with(['|', '#']);
        if is_fence {
            in_code = !in_code;
        }
        if stands_alone {
            flush(&mut paragraph, &mut lines);
            lines.push(line.to_owned());
        } else if line.starts_with('>') {
            flush(&mut paragraph, &mut lines);
            // A line without the sign goes on with the paragraph that is quoted.
            match line.trim_end() {
                ">" => lines.push(line.to_owned()),
                _ => paragraph = Some(("> ".to_owned(), line.to_owned())),
            }
        } else if line.is_empty() {
            flush(&mut paragraph, &mut lines);
            if lines.last().is_some_and(|last| !last.is_empty()) {
                lines.push(String::new());
            }
        } else if is_item(line.trim_start()) {
            flush(&mut paragraph, &mut lines);
            let indent = line.len() - line.trim_start().len();
            let marker = line.trim_start().find(' ').map_or(2, |at| at + 1);
            paragraph = Some((" ".repeat(indent + marker), line.to_owned()));
        } else {
            match &mut paragraph {
                Some((_, words)) => {
                    words.push(' ');
                    words.push_str(line.trim_start());
                }
                None => paragraph = Some((String::new(), line.to_owned())),
            }
        }
        // A break stays where it is; the line behind it belongs to the same item.
        if line.ends_with('\\')
            && let Some((hang, words)) = paragraph.take()
        {
            fill(&hang, &words, width, &mut lines);
            let is_followed = ahead.peek().is_some_and(|next| !next.is_empty());
            if is_followed && !hang.is_empty() && !hang.starts_with('>') {
                paragraph = Some((hang.clone(), hang));
            }
        }
    }
    flush(&mut paragraph, &mut lines);
    while lines.last().is_some_and(String::is_empty) {
        lines.pop();
    }
    lines
}

/// Whether a line parts the head of a table from its rows.
fn is_rule(line: &&str) -> bool {
    line.contains('|') && line.contains('-') && line.chars().all(|char| "|-: ".contains(char))
}

fn fill(hang: &str, words: &str, width: usize, lines: &mut Vec<String>) {
    let indent: String = words.chars().take_while(|char| *char == ' ').collect();
    let mut line = indent;
    let mut is_new = true;
    for word in words.split_whitespace() {
        let room = line.chars().count() + 1 + word.chars().count();
        if !is_new && room > width && !begins_item(word) {
            lines.push(std::mem::replace(&mut line, hang.to_owned()));
            is_new = true;
        }
        if !is_new {
            line.push(' ');
        }
        line.push_str(word);
        is_new = false;
    }
    lines.push(line);
}

/// A word that would be read as a list item at the beginning of a line.
fn begins_item(word: &str) -> bool {
    ["-", "*", "+", "#"].contains(&word)
        || word.starts_with('#')
        || word
            .strip_suffix(['.', ')'])
            .is_some_and(|number| number.parse::<u64>().is_ok())
}

#[cfg(test)]
mod tests {
    use super::{safe, sentence, wrap};

    #[test]
    fn what_rustdoc_stumbles_over_is_escaped() {
        assert_eq!(
            safe("See [docs](https://a.b/c) and [x]"),
            "See [docs](https://a.b/c) and \\[x\\]"
        );
        assert_eq!(safe("at https://a.b/c, now"), "at <https://a.b/c>, now");
        assert_eq!(safe("a <b> and `<c>`"), "a \\<b\\> and `<c>`");
        assert_eq!(safe("a<br/><BR> b <br /> c"), "a\n\nb \nc");
        assert_eq!(safe("| a<br>b | `<br>` |"), "| a b | `<br>` |");
        assert_eq!(safe("```\nlet x\n```"), "```text\nlet x\n```");
        assert_eq!(safe("    indented"), "indented");
        assert_eq!(safe("[here](../guide)"), "here");
    }

    #[test]
    fn paragraphs_are_filled_and_lists_hang() {
        assert_eq!(wrap("one two three", 8), ["one two", "three"]);
        assert_eq!(
            wrap("- one two three\n- four", 9),
            ["- one two", "  three", "- four"]
        );
        assert_eq!(wrap("> one two", 6), ["> one", "> two"]);
        assert_eq!(
            wrap("> one\ntwo\n\nthree", 8),
            ["> one", "> two", "", "three"]
        );
        assert_eq!(wrap("> a\n> b", 80), ["> a", "> b"]);
        assert_eq!(
            wrap("a | b\n--|--\nc d | e", 4),
            ["a | b", "--|--", "c d | e"]
        );
        assert_eq!(wrap("one (in 1) two", 9), ["one (in 1)", "two"]);
    }

    #[test]
    fn the_first_sentence_ends_at_a_stop() {
        assert_eq!(sentence("One. Two."), "One.");
        let examples = [
            ("One\nand two. Three.", "One and two."),
            ("One\n\nTwo.", "One"),
            ("One, e.g. two. Three.", "One, e.g. two."),
            ("One (cf. 2.0 of it). Three.", "One (cf. 2.0 of it)."),
            ("# Title\nText.", "Title Text."),
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
