//! Converts the elements of HTML in a text.

use std::ops::Range;
use std::sync::LazyLock;

use htmd::HtmlToMarkdown;
use htmd::options::{BrStyle, BulletListMarker, Options};

use super::tags::{HtmlTag, Meaning, attribute, meaning, plain};

/// A part of a text, with the tags in it.
#[derive(Clone, Copy)]
pub(super) struct Fragment<'a> {
    pub(super) text: &'a str,
    pub(super) tags: &'a [HtmlTag],
}

impl Fragment<'_> {
    pub(super) fn convert(self, out: &mut String) {
        let start = self.tags.first().map_or(0, |tag| tag.range.start);
        *out += self.text.get(..start).unwrap_or_default();
        self.convert_between(0, self.tags.len(), self.text.len(), out);
    }

    /// Converts the tags from one to before another, and the text behind each, up to `end`.
    fn convert_between(self, mut at: usize, last: usize, end: usize, out: &mut String) {
        while let Some(tag) = self.tags.get(at).filter(|_| at < last) {
            let closing = self.closing(at, last);
            let next = self.element(tag, at, closing, out);
            let from = self.tags.get(next - 1).map_or(end, |tag| tag.range.end);
            let to = self.tags.get(next).filter(|_| next < last);
            let to = to.map_or(end, |tag| tag.range.start);
            *out += self.text.get(from..to).unwrap_or_default();
            at = next;
        }
    }

    /// The index of the tag that closes the one at an index.
    fn closing(self, at: usize, last: usize) -> Option<usize> {
        let is_void =
            |tag: &&HtmlTag| matches!(tag.name.as_str(), "br" | "hr" | "img" | "wbr" | "col");
        let tag = self
            .tags
            .get(at)
            .filter(|tag| !tag.is_closing && !is_void(tag))?;
        let mut depth = 0_usize;
        let behind = self.tags.get(..last)?.iter().enumerate().skip(at + 1);
        for (index, other) in behind.filter(|(_, other)| other.name == tag.name) {
            match (other.is_closing, depth) {
                (true, 0) => return Some(index),
                (true, _) => depth -= 1,
                (false, _) => depth += 1,
            }
        }
        None
    }

    /// Converts one element, or one tag, and returns the index of the tag behind it.
    fn element(self, tag: &HtmlTag, at: usize, closing: Option<usize>, out: &mut String) -> usize {
        let Some(meaning) = meaning(&tag.name) else {
            return at + 1;
        };
        let is_in_row = line(out).trim_start().starts_with('|');
        let apart = |out: &mut String| *out += if is_in_row { " " } else { "\n\n" };
        let inner = |closing: usize| {
            let mut inner = String::new();
            let range = self.range(at, closing);
            let first = self
                .tags
                .get(at + 1)
                .map_or(range.end, |tag| tag.range.start);
            inner += self
                .text
                .get(range.start..first.min(range.end))
                .unwrap_or_default();
            self.convert_between(at + 1, closing, range.end, &mut inner);
            inner
        };
        match (meaning, closing) {
            (Meaning::Break, _) => *out += if is_in_row { " " } else { "\\\n" },
            (Meaning::Rule, _) => {
                apart(out);
                if !is_in_row {
                    *out += "---\n\n";
                }
            }
            (Meaning::Picture, _) => {
                let source = self.text.get(tag.range.clone()).unwrap_or_default();
                *out += attribute(source, "alt").as_deref().unwrap_or_default();
            }
            (Meaning::Mark(mark), Some(closing)) => marked(&inner(closing), mark, out),
            (Meaning::Code, Some(closing)) => {
                let code = self.text.get(self.range(at, closing)).unwrap_or_default();
                *out += &code_span(code);
            }
            (Meaning::Link, Some(closing)) => {
                let source = self.text.get(tag.range.clone()).unwrap_or_default();
                let shown = inner(closing);
                let shown = shown.split_whitespace().collect::<Vec<_>>().join(" ");
                let target = attribute(source, "href").filter(|_| !shown.contains(['[', ']']));
                match target.filter(|target| !target.is_empty()) {
                    Some(target) => *out += &format!("[{shown}]({})", encoded(&target)),
                    None => *out += &shown,
                }
            }
            (Meaning::Heading(level), Some(closing)) => {
                let title = inner(closing);
                let title = title.split_whitespace().collect::<Vec<_>>().join(" ");
                apart(out);
                if !is_in_row {
                    *out += &"#".repeat(level);
                    out.push(' ');
                }
                *out += &title;
                apart(out);
            }
            (Meaning::Title, Some(closing)) => {
                apart(out);
                marked(inner(closing).trim(), "**", out);
                apart(out);
            }
            (Meaning::Structure, Some(closing)) => {
                let whole = tag.range.start
                    ..self
                        .tags
                        .get(closing)
                        .map_or(tag.range.end, |tag| tag.range.end);
                let html = self.text.get(whole).unwrap_or_default();
                apart(out);
                match (is_in_row, tag.name.as_str()) {
                    (true, _) => *out += &one_line(&inner(closing)),
                    (false, "pre") => *out += &fenced(html),
                    (false, _) => *out += structure(html).trim(),
                }
                apart(out);
            }
            (Meaning::Nothing, Some(_)) => {}
            (Meaning::Block, _) => {
                apart(out);
                return at + 1;
            }
            (Meaning::Part, _) => {
                let is_item = tag.name == "li" && !tag.is_closing && !is_in_row;
                *out += if is_item { "\n- " } else { " " };
                return at + 1;
            }
            _ => return at + 1,
        }
        closing.map_or(at + 1, |closing| closing + 1)
    }

    /// The text between two tags.
    fn range(self, open: usize, close: usize) -> Range<usize> {
        let edge = |index: usize| self.tags.get(index).map(|tag| tag.range.clone());
        match (edge(open), edge(close)) {
            (Some(open), Some(close)) => open.end..close.start,
            _ => 0..0,
        }
    }
}

/// The last line of a text.
fn line(text: &str) -> &str {
    text.rsplit('\n').next().unwrap_or_default()
}

/// Puts marks around a text, not around the spaces at its ends. A mark does not span paragraphs.
fn marked(text: &str, mark: &str, out: &mut String) {
    let trimmed = text.trim();
    if trimmed.is_empty() || trimmed.contains("\n\n") {
        *out += text;
        return;
    }
    let (before, behind) = text.split_once(trimmed).unwrap_or_default();
    *out += &format!("{before}{mark}{trimmed}{mark}{behind}");
}

/// A code span of HTML text.
fn code_span(html: &str) -> String {
    let text = one_line(&plain(html));
    match text.as_str() {
        "" => String::new(),
        text if text.contains('`') => format!("`` {text} ``"),
        text => format!("`{text}`"),
    }
}

/// A code block of HTML text.
fn fenced(html: &str) -> String {
    let text = plain(html);
    format!("~~~\n{}\n~~~", text.trim_matches('\n').trim_end())
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A list, a table and the like as Markdown.
fn structure(html: &str) -> String {
    static CONVERTER: LazyLock<HtmlToMarkdown> = LazyLock::new(|| {
        let options = Options {
            br_style: BrStyle::Backslash,
            bullet_list_marker: BulletListMarker::Dash,
            ul_bullet_spacing: 1,
            ol_number_spacing: 1,
            ..Options::default()
        };
        let builder = HtmlToMarkdown::builder().options(options);
        builder.skip_tags(vec!["script", "style"]).build()
    });
    CONVERTER.convert(html).unwrap_or_default()
}

/// A target that cannot end the link that it stands in.
pub(super) fn encoded(target: &str) -> String {
    let codes = [
        (" ", "%20"),
        ("(", "%28"),
        (")", "%29"),
        ("<", "%3C"),
        (">", "%3E"),
    ];
    { codes.iter() }.fold(target.to_owned(), |target, (char, code)| {
        target.replace(char, code)
    })
}
