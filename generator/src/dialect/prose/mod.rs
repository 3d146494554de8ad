//! HTML in descriptions becomes Markdown, which CommonMark allows them to be mixed with.
//!
//! Structures such as lists and tables are converted by a library. Tags within a line become the marks that they mean.
//! Text that only looks like a tag, such as `<your-key>`, stays as it is.

mod fragment;
mod tags;

use std::borrow::Cow;
use std::ops::Range;

use pulldown_cmark::{CodeBlockKind, Event, LinkType, Parser, Tag, TagEnd};
use url::Url;

use self::fragment::{Fragment, encoded};
use self::tags::{code, tags};

/// A description without HTML, whose links are absolute where `base` tells to what they are relative.
pub(super) fn markdown<'a>(text: &'a str, base: Option<&Url>) -> Cow<'a, str> {
    let mut text = dedented(text);
    if let Some(cleaned) = without_comments(&text) {
        text = Cow::Owned(cleaned);
    }
    if let Some(converted) = without_html(&text) {
        text = Cow::Owned(converted);
    }
    if text.contains('[')
        && let Some(resolved) = with_links(&text, base)
    {
        text = Cow::Owned(resolved);
    }
    if let Some(mark) = open_fence(&text) {
        text = Cow::Owned(format!("{}\n{mark}", text.trim_end()));
    }
    text
}

/// The text without the indentation that all lines but the first share, as docstrings have it. Less than that of a block of
/// code may belong to a list.
fn dedented(text: &str) -> Cow<'_, str> {
    const CODE: usize = 4;
    let indent = |line: &str| line.len() - line.trim_start_matches(' ').len();
    let others = text.lines().skip(1).filter(|line| !line.trim().is_empty());
    let shared = others.map(indent).min().unwrap_or(0);
    let is_item = text.starts_with(|first: char| "-*+".contains(first) || first.is_ascii_digit());
    if shared < CODE || is_item {
        return Cow::Borrowed(text);
    }
    let lines = text.lines().enumerate().map(|(index, line)| match index {
        0 => line,
        _ => line.get(shared..).unwrap_or_default(),
    });
    Cow::Owned(lines.collect::<Vec<_>>().join("\n"))
}

/// The text without comments; one that does not end is text. `None` where there is none.
fn without_comments(text: &str) -> Option<String> {
    let code = code(text);
    let is_code = |at: usize| code.iter().any(|range| range.contains(&at));
    let mut out = String::new();
    let mut from = 0;
    for (at, _) in text.match_indices("<!--") {
        if at < from || is_code(at) {
            continue;
        }
        out += text.get(from..at)?;
        from = match text.get(at..)?.find("-->") {
            Some(end) => at + end + 3,
            None => {
                out += "\\<";
                at + 1
            }
        };
    }
    (from > 0).then(|| tidy(&(out + text.get(from..).unwrap_or_default())))
}

/// The mark that closes a block of code which the text leaves open: it would take in whatever is printed behind it.
fn open_fence(text: &str) -> Option<&str> {
    let mut depth = 0_usize;
    let mut last = None;
    for (event, range) in Parser::new(text).into_offset_iter() {
        match event {
            // Another block ends with what it stands in.
            Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced(_))) if depth == 0 => {
                last = Some(range);
                depth += 1;
            }
            Event::Start(_) => depth += 1,
            Event::End(_) => depth -= 1,
            _ => {}
        }
    }
    let block = text.get(last?)?;
    let mut lines = block.lines();
    let first = lines.next()?.trim_start();
    let mark = first.chars().next()?;
    let mark = first.get(..first.find(|next| next != mark).unwrap_or(first.len()))?;
    let is_last = text.trim_end().ends_with(block.trim_end());
    let last = lines.next_back().unwrap_or_default().trim();
    let is_closed = last.starts_with(mark) && last.trim_start_matches(mark.get(..1)?).is_empty();
    (is_last && !is_closed).then_some(mark)
}

/// `None` where there is no HTML.
fn without_html(text: &str) -> Option<String> {
    if !text.contains('<') {
        return None;
    }
    let tags = tags(text);
    if tags.is_empty() {
        return None;
    }
    let mut out = String::with_capacity(text.len());
    Fragment { text, tags: &tags }.convert(&mut out);
    Some(tidy(&out))
}

/// Without spaces at the ends of lines, and with one empty line at most.
fn tidy(text: &str) -> String {
    let mut out: Vec<&str> = Vec::new();
    let mut fence = None;
    for line in text.lines() {
        let trimmed = line.trim_end();
        let mark = trimmed.trim_start().get(..3);
        match (fence, mark) {
            (None, Some(mark @ ("```" | "~~~"))) => fence = Some(mark),
            (Some(open), Some(mark)) if open == mark => fence = None,
            _ => {}
        }
        if fence.is_some() {
            out.push(line);
            continue;
        }
        // Two breaks part paragraphs; one at the end of a paragraph breaks nothing.
        let is_break = trimmed.trim_start() == "\\";
        if trimmed.is_empty() || is_break {
            if let Some(last) = out.last_mut() {
                *last = last.strip_suffix('\\').unwrap_or(last).trim_end();
            }
            if out.last().is_some_and(|last| !last.is_empty()) {
                out.push("");
            }
            continue;
        }
        out.push(trimmed);
    }
    if let Some(last) = out.last_mut() {
        *last = last.strip_suffix('\\').unwrap_or(last).trim_end();
    }
    out.join("\n").trim().to_owned()
}

/// Makes relative links absolute where `base` tells to what they are relative, and gives each link its target, so that
/// a part of the text has it, too. `None` where nothing changes.
fn with_links(text: &str, base: Option<&Url>) -> Option<String> {
    let mut edits: Vec<(Range<usize>, String)> = Vec::new();
    let mut open: Vec<(usize, LinkType, String)> = Vec::new();
    for (event, range) in Parser::new(text).into_offset_iter() {
        match event {
            Event::Start(Tag::Link {
                dest_url,
                link_type,
                ..
            }) => open.push((range.start, link_type, dest_url.into_string())),
            Event::End(TagEnd::Link) => {
                let Some((start, link_type, target)) = open.pop() else {
                    continue;
                };
                let is_relative = !target.is_empty()
                    && Url::parse(&target) == Err(url::ParseError::RelativeUrlWithoutBase);
                let absolute = base.filter(|_| is_relative);
                let absolute = absolute.and_then(|base| base.join(&target).ok());
                let source = text.get(start..range.end).unwrap_or_default();
                let shown = match link_type {
                    LinkType::Reference => source.rsplit_once("][").map(|(shown, _)| shown),
                    LinkType::Collapsed | LinkType::Shortcut => {
                        source.trim_end_matches("[]").strip_suffix(']')
                    }
                    _ => None,
                };
                let place = source.rfind(&format!("]({target}"));
                match (shown, place, absolute) {
                    (Some(shown), _, absolute) => {
                        let target = absolute.map_or(target, Into::into);
                        // The parser does not count the brackets of `[g][]`.
                        let rest = text.get(range.end..).unwrap_or_default();
                        let is_cut = link_type == LinkType::Collapsed && rest.starts_with("[]");
                        let end = range.end + if is_cut { 2 } else { 0 };
                        edits.push((start..end, format!("{shown}]({})", encoded(&target))));
                    }
                    (None, Some(place), Some(url)) => {
                        let place = start + place + 2;
                        edits.push((place..place + target.len(), url.into()));
                    }
                    _ => {}
                }
            }
            _ => {}
        }
    }
    if edits.is_empty() {
        return None;
    }
    edits.sort_by_key(|(range, _)| range.start);
    let mut out = String::new();
    let mut from = 0;
    for (range, url) in edits {
        out += text.get(from..range.start).unwrap_or_default();
        out += &url;
        from = range.end;
    }
    out += text.get(from..).unwrap_or_default();
    Some(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn html_becomes_markdown() {
        let cases = [
            (
                "<p>Returns a list of <code>x</code>.</p>\n\n<p>Two.</p>",
                "Returns a list of `x`.\n\nTwo.",
            ),
            (
                "See <a href=\"https://a.b/c\" target='_blank'>the <b>guide</b></a>.",
                "See [the **guide**](https://a.b/c).",
            ),
            ("one<br>two<br/>three", "one\\\ntwo\\\nthree"),
            ("one<br><br>two<br />", "one\n\ntwo"),
            (
                "Kinds:<ul><li>a <i>b</i></li><li>c<ul><li>d</li></ul></li></ul>end",
                "Kinds:\n\n- a *b*\n- c\n  - d\n\nend",
            ),
            (
                "<h3 style='x>y'>Since <span>v4</span></h3>\n\n### Two",
                "### Since v4\n\n### Two",
            ),
            (
                "<details><summary>More</summary>\n\n* one\n* two\n\n</details>",
                "**More**\n\n* one\n* two",
            ),
            (
                "<table><tr><th>A</th><th>B</th></tr><tr><td>1</td><td>2</td></tr></table>",
                "| A | B |\n| - | - |\n| 1 | 2 |",
            ),
            (
                "| a<br>b | <b> c </b> | <ul><li>x</li><li>y</li></ul> |",
                "| a b |  **c**  |  - x - y  |",
            ),
            ("<code>a &lt; <var>b</var></code>", "`a < b`"),
            ("LACS<sup>Link</sup>", "LACSLink"),
            ("<p>one<p>two", "one\n\ntwo"),
            ("a <strong>b\n\nc</strong>", "a b\n\nc"),
            ("x</b> y", "x y"),
            ("<script>alert(1)</script>x", "x"),
            ("<pre>a\n  b</pre>", "~~~\na\n  b\n~~~"),
            ("a <!-- <b> --> c <!--\n\nd-->", "a  c"),
            ("a <!-- b", "a \\<!-- b"),
            ("<svg onload=\"x()\"><g>a</g></svg> b", "<g>a</g> b"),
            ("a\n```\nb", "a\n```\nb\n```"),
            ("~~~~json\n```\n~~~\n", "~~~~json\n```\n~~~\n~~~~"),
            (
                "<ol><li>a<ul><li>b</li></ul></li><li>c</li></ol>",
                "1. a\n   - b\n2. c",
            ),
        ];
        for (html, expected) in cases {
            assert_eq!(markdown(html, None), expected, "{html}");
        }
    }

    #[test]
    fn docstrings_lose_their_indentation() {
        let cases = [
            ("a\n\n    b\n\n        c", "a\n\nb\n\n    c"),
            ("a:\n    - b\n    - c", "a:\n- b\n- c"),
            ("a\n\n    b\n\nc", "a\n\n    b\n\nc"),
            ("- a\n    - b", "- a\n    - b"),
        ];
        for (text, expected) in cases {
            assert_eq!(markdown(text, None), expected);
        }
    }

    #[test]
    fn other_text_stays() {
        for text in [
            "a < b",
            "<your-key>",
            "`<b>`",
            "```\n<b>\n```",
            "<https://a.b>",
            "<id>",
            "a <b.c>",
            "<B|c>",
            "<a",
        ] {
            assert_eq!(markdown(text, None), text);
        }
    }

    #[test]
    fn relative_links_become_absolute() {
        let base = Url::parse("https://docs.example.com/api/").ok();
        let cases = [
            (
                "[a](/b), [c](d#e) [f](https://g.h)",
                "[a](https://docs.example.com/b), [c](https://docs.example.com/api/d#e) [f](https://g.h)",
            ),
            (
                "<a href='/x.html'>x</a>",
                "[x](https://docs.example.com/x.html)",
            ),
            ("`[a](/b)`", "`[a](/b)`"),
            (
                "[a][g], [g] and [g][], not [h][i].\n\n[g]: x",
                "[a](https://docs.example.com/api/x), [g](https://docs.example.com/api/x) and \
                 [g](https://docs.example.com/api/x), not [h][i].\n\n[g]: x",
            ),
        ];
        for (text, expected) in cases {
            assert_eq!(markdown(text, base.as_ref()), expected);
        }
    }
}
