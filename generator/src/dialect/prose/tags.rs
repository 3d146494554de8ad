//! The tags of HTML in a text, and their meaning for Markdown.

use std::ops::Range;

use pulldown_cmark::{CodeBlockKind, Event, Parser, Tag};

/// A tag of HTML.
pub(super) struct HtmlTag {
    pub(super) range: Range<usize>,
    /// In small letters.
    pub(super) name: String,
    pub(super) is_closing: bool,
}

/// The meaning of an element for Markdown.
pub(super) enum Meaning {
    /// Its text stands between these marks.
    Mark(&'static str),
    Code,
    Link,
    Picture,
    Break,
    Rule,
    Heading(usize),
    /// Stands apart from the text around it.
    Block,
    /// A line of its own, in bold.
    Title,
    /// A list, a table and the like: only together with all that is in it.
    Structure,
    /// A part of a structure that is not there.
    Part,
    /// No text for people.
    Nothing,
    /// Nothing that Markdown has; its text counts.
    Plain,
}

pub(super) fn meaning(name: &str) -> Option<Meaning> {
    Some(match name {
        "b" | "strong" => Meaning::Mark("**"),
        "i" | "em" | "var" | "cite" | "dfn" => Meaning::Mark("*"),
        "del" | "s" | "strike" => Meaning::Mark("~~"),
        "code" | "kbd" | "samp" | "tt" => Meaning::Code,
        "a" => Meaning::Link,
        "img" => Meaning::Picture,
        "br" => Meaning::Break,
        "hr" => Meaning::Rule,
        "h1" => Meaning::Heading(1),
        "h2" => Meaning::Heading(2),
        "h3" => Meaning::Heading(3),
        "h4" => Meaning::Heading(4),
        "h5" => Meaning::Heading(5),
        "h6" => Meaning::Heading(6),
        "p" | "div" | "section" | "article" | "details" | "aside" | "center" | "figure"
        | "figcaption" | "header" | "footer" | "nav" | "main" => Meaning::Block,
        "summary" => Meaning::Title,
        "ul" | "ol" | "dl" | "table" | "pre" | "blockquote" => Meaning::Structure,
        "li" | "dt" | "dd" | "tr" | "td" | "th" | "thead" | "tbody" | "tfoot" | "caption"
        | "colgroup" | "col" => Meaning::Part,
        "script" | "style" => Meaning::Nothing,
        "span" | "font" | "sup" | "sub" | "small" | "big" | "u" | "ins" | "mark" | "abbr" | "q"
        | "bdi" | "bdo" | "wbr" | "nobr" => Meaning::Plain,
        _ => return None,
    })
}

/// The tags of a text, outside of its code.
pub(super) fn tags(text: &str) -> Vec<HtmlTag> {
    let code = code(text);
    let mut tags = Vec::new();
    let mut from = 0;
    while let Some(found) = text.get(from..).and_then(|rest| rest.find('<')) {
        let start = from + found;
        from = start + 1;
        if let Some(inside) = code.iter().find(|range| range.contains(&start)) {
            from = inside.end.max(from);
        } else if let Some(tag) = tag_at(text, start) {
            from = tag.range.end;
            let is_opened = |name: &str| tags.iter().any(|other: &HtmlTag| other.name == name);
            if !tag.is_closing || meaning(&tag.name).is_some() || is_opened(&tag.name) {
                tags.push(tag);
            }
        }
    }
    tags
}

/// The tag at a place, where it is one that descriptions use, has attributes or closes another.
fn tag_at(text: &str, start: usize) -> Option<HtmlTag> {
    let rest = text.get(start + 1..)?;
    let is_closing = rest.starts_with('/');
    let named = rest.strip_prefix('/').unwrap_or(rest);
    let length = named.find(|next: char| !next.is_ascii_alphanumeric())?;
    let name = named.get(..length)?.to_ascii_lowercase();
    let mut quote = None;
    let attributes = named.get(length..)?;
    // `<a|b>` and `<b.c>` are no tags.
    if !attributes.starts_with(|next: char| next.is_whitespace() || next == '>' || next == '/') {
        return None;
    }
    let end = attributes.char_indices().find_map(|(at, next)| {
        match (quote, next) {
            (None, '"' | '\'') => quote = Some(next),
            (Some(open), _) if open == next => quote = None,
            (None, '>') => return Some(at + 1),
            _ => {}
        }
        None
    })?;
    let has_attributes = || attributes.get(..end).is_some_and(|text| text.contains('='));
    if meaning(&name).is_none() && !is_closing && !has_attributes() {
        return None;
    }
    let offset = start + 1 + (rest.len() - named.len()) + length;
    Some(HtmlTag {
        range: start..offset + end,
        name,
        is_closing,
    })
}

/// The places of code spans and fenced blocks.
pub(super) fn code(text: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    for (event, range) in Parser::new(text).into_offset_iter() {
        let is_fenced = |kind: &CodeBlockKind<'_>| matches!(kind, CodeBlockKind::Fenced(_));
        match event {
            Event::Code(_) => found.push(range),
            Event::Start(Tag::CodeBlock(kind)) if is_fenced(&kind) => found.push(range),
            _ => {}
        }
    }
    found
}

/// HTML text without its tags, references to characters resolved.
pub(super) fn plain(html: &str) -> String {
    let mut text = String::new();
    let mut rest = html;
    while let Some((before, behind)) = rest.split_once('<') {
        text += before;
        match tag_at(rest, before.len()) {
            Some(tag) => rest = rest.get(tag.range.end..).unwrap_or_default(),
            None => {
                text.push('<');
                rest = behind;
            }
        }
    }
    text += rest;
    resolved(&text)
}

/// The usual references to characters.
fn resolved(text: &str) -> String {
    let names = [
        ("&lt;", "<"),
        ("&gt;", ">"),
        ("&quot;", "\""),
        ("&#39;", "'"),
        ("&nbsp;", " "),
        ("&amp;", "&"),
    ];
    { names.iter() }.fold(text.to_owned(), |text, (name, char)| {
        text.replace(name, char)
    })
}

/// The value of an attribute of a tag.
pub(super) fn attribute(tag: &str, name: &str) -> Option<String> {
    let lower = tag.to_ascii_lowercase();
    let wanted = format!("{name}=");
    let at = lower.match_indices(&wanted).map(|(at, _)| at);
    let mut at = at.filter(|at| {
        lower
            .get(..*at)
            .is_some_and(|before| before.ends_with(char::is_whitespace))
    });
    let value = tag.get(at.next()? + wanted.len()..)?;
    let text = match value.chars().next()? {
        quote @ ('"' | '\'') => value.get(1..)?.split(quote).next()?,
        _ => value.split([' ', '>', '\n', '\t']).next()?,
    };
    Some(resolved(text.trim()))
}
