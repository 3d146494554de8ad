//! Prints Markdown anew for rustdoc: the same blocks, wrapped, with nothing in them that rustdoc takes for something else.
//!
//! Links lead to the web or become text, pictures become links, blocks of code are no tests, and HTML is shown as text.

use pulldown_cmark::{
    Alignment, Event as MarkdownEvent, HeadingLevel, LinkType, Options, Parser, Tag, TagEnd,
};

use super::inline::{Inline, code_span, without_comments};
use super::wrap::fill;

/// The lines of a text. No line of prose is longer than `width`, where that is possible.
pub(super) fn lines(text: &str, width: usize) -> Vec<String> {
    let text = text.replace("\r\n", "\n").replace('\r', "\n");
    let mut printer = Printer::new(width);
    for (event, range) in Parser::new_ext(&text, options()).into_offset_iter() {
        let escaped = range.start > 0 && text.as_bytes().get(range.start - 1) == Some(&b'\\');
        let source = text.get(range).unwrap_or_default();
        printer.event(event, source, escaped);
    }
    printer.end_paragraph();
    while printer.lines.last().is_some_and(String::is_empty) {
        printer.lines.pop();
    }
    printer.lines
}

/// The extensions that rustdoc reads, too.
pub(super) fn options() -> Options {
    Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH | Options::ENABLE_TASKLISTS
}

struct Printer {
    width: usize,
    lines: Vec<String>,
    /// The blocks around: what stands before each of their lines.
    around: Vec<Prefix>,
    lists: Vec<List>,
    inline: Inline,
    table: Option<Table>,
    /// The text of a block that is printed as it is.
    raw: Option<String>,
    /// Whether an empty line is due before the next block.
    parted: bool,
    heading: usize,
}

/// What stands before the lines of a block: once, and then again.
struct Prefix {
    first: Option<String>,
    rest: String,
}

struct List {
    /// The number of the next item, in a numbered list.
    number: Option<u64>,
    /// Whether its items hold paragraphs, which stand apart.
    is_loose: bool,
    is_begun: bool,
}

#[derive(Default)]
struct Table {
    alignments: Vec<Alignment>,
    cells: Vec<String>,
    is_begun: bool,
}

impl Printer {
    fn new(width: usize) -> Self {
        Self {
            width,
            lines: Vec::new(),
            around: Vec::new(),
            lists: Vec::new(),
            inline: Inline::default(),
            table: None,
            raw: None,
            parted: false,
            heading: 0,
        }
    }

    fn event(&mut self, event: MarkdownEvent<'_>, source: &str, escaped: bool) {
        match event {
            MarkdownEvent::Start(tag) => self.start(tag, source),
            MarkdownEvent::End(tag) => self.end(tag),
            MarkdownEvent::Text(text) => match &mut self.raw {
                Some(raw) => raw.push_str(&text),
                None => self.inline.text(&text, escaped),
            },
            MarkdownEvent::Code(text) => {
                let span = code_span(&text);
                let in_table = self.table.is_some();
                let span = if in_table {
                    span.replace('|', "\\|")
                } else {
                    span
                };
                self.inline.verbatim(&span);
            }
            MarkdownEvent::Html(html) => match &mut self.raw {
                Some(raw) => raw.push_str(&html),
                None => self.inline.html(&html),
            },
            MarkdownEvent::InlineHtml(html) => self.inline.html(&html),
            MarkdownEvent::SoftBreak => self.inline.text(" ", false),
            MarkdownEvent::HardBreak if self.table.is_some() || self.heading > 0 => {
                self.inline.text(" ", false);
            }
            MarkdownEvent::HardBreak => self.inline.line_break(),
            MarkdownEvent::Rule => self.block(vec!["---".to_owned()]),
            MarkdownEvent::TaskListMarker(is_done) => {
                self.inline.verbatim(if is_done { "[x] " } else { "[ ] " });
            }
            MarkdownEvent::FootnoteReference(_)
            | MarkdownEvent::InlineMath(_)
            | MarkdownEvent::DisplayMath(_) => {
                self.inline.text(source, false);
            }
        }
    }

    fn start(&mut self, tag: Tag<'_>, source: &str) {
        let mark = source.get(..1).unwrap_or("*");
        match tag {
            Tag::Emphasis => self.inline.open(mark),
            Tag::Strong => self.inline.open(&mark.repeat(2)),
            Tag::Strikethrough => self.inline.open("~~"),
            Tag::Link {
                link_type,
                dest_url,
                ..
            } => {
                let dest = match link_type {
                    LinkType::Email => "",
                    _ => &dest_url,
                };
                self.inline.open_link(dest);
            }
            Tag::Image { dest_url, .. } => self.inline.open_image(&dest_url),
            Tag::TableCell => {}
            Tag::Paragraph => {
                self.end_paragraph();
                if let (Some(list), Some(_)) = (self.lists.last_mut(), self.around.last()) {
                    list.is_loose = true;
                }
            }
            Tag::Heading { level, .. } => {
                self.end_paragraph();
                self.heading = depth(level);
            }
            Tag::CodeBlock(_) | Tag::HtmlBlock => {
                self.end_paragraph();
                self.raw = Some(String::new());
            }
            Tag::BlockQuote(_) => {
                self.end_paragraph();
                self.part();
                self.around.push(Prefix {
                    first: None,
                    rest: "> ".to_owned(),
                });
            }
            Tag::List(number) => {
                self.end_paragraph();
                self.lists.push(List {
                    number,
                    is_loose: false,
                    is_begun: false,
                });
            }
            Tag::Item => self.item(),
            Tag::Table(alignments) => {
                self.end_paragraph();
                self.inline.is_in_table = true;
                self.table = Some(Table {
                    alignments,
                    ..Table::default()
                });
            }
            _ => {}
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Emphasis | TagEnd::Strong | TagEnd::Strikethrough => self.inline.close(),
            TagEnd::Link => self.inline.close_link(),
            TagEnd::Image => self.inline.close_image(),
            TagEnd::Paragraph => {
                self.end_paragraph();
                self.parted = true;
            }
            TagEnd::Heading(_) => {
                let title = self.inline.take(false).join(" ");
                let title = format!("{} {title}", "#".repeat(self.heading));
                self.heading = 0;
                self.block(vec![title]);
            }
            TagEnd::CodeBlock => {
                let code = self.raw.take().unwrap_or_default();
                self.block(fenced(&code));
            }
            TagEnd::HtmlBlock => {
                let html = self.raw.take().unwrap_or_default();
                let inner = lines(&as_text(&html), self.inner_width());
                if !inner.is_empty() {
                    self.block(inner);
                }
            }
            TagEnd::BlockQuote(_) => {
                self.end_paragraph();
                self.around.pop();
                self.parted = true;
            }
            TagEnd::Item => {
                self.end_paragraph();
                // An item without text has its mark all the same.
                if self
                    .around
                    .last()
                    .is_some_and(|prefix| prefix.first.is_some())
                {
                    self.line("");
                }
                self.around.pop();
            }
            TagEnd::List(_) => {
                self.lists.pop();
                self.parted = true;
            }
            TagEnd::TableCell => {
                let cell = self.inline.take(true).join(" ");
                if let Some(table) = &mut self.table {
                    table.cells.push(cell);
                }
            }
            TagEnd::TableHead | TagEnd::TableRow => self.row(),
            TagEnd::Table => {
                self.inline.is_in_table = false;
                self.table = None;
                self.parted = true;
            }
            _ => {}
        }
    }

    fn item(&mut self) {
        let Some(list) = self.lists.last_mut() else {
            return;
        };
        let marker = match &mut list.number {
            Some(number) => {
                let marker = format!("{number}. ");
                *number += 1;
                marker
            }
            None => "- ".to_owned(),
        };
        let is_begun = std::mem::replace(&mut list.is_begun, true);
        self.parted = self.parted && (list.is_loose || !is_begun);
        self.around.push(Prefix {
            rest: " ".repeat(marker.len()),
            first: Some(marker),
        });
    }

    /// The width that the blocks around leave.
    fn inner_width(&self) -> usize {
        let taken = self.around.iter().map(|prefix| prefix.rest.len());
        self.width.saturating_sub(taken.sum())
    }

    fn row(&mut self) {
        let Some(table) = &mut self.table else {
            return;
        };
        let row = format!("| {} |", std::mem::take(&mut table.cells).join(" | "));
        let rule = (!std::mem::replace(&mut table.is_begun, true)).then(|| {
            let marks = table.alignments.iter().map(|alignment| match alignment {
                Alignment::None => "---",
                Alignment::Left => ":--",
                Alignment::Center => ":-:",
                Alignment::Right => "--:",
            });
            format!("| {} |", marks.collect::<Vec<_>>().join(" | "))
        });
        self.line(&row);
        if let Some(rule) = rule {
            self.line(&rule);
        }
    }

    /// Prints the text that was read.
    fn end_paragraph(&mut self) {
        let paragraphs = self.inline.take(true);
        if paragraphs.is_empty() {
            return;
        }
        let lines = fill(&paragraphs, self.inner_width());
        for line in lines {
            self.line(&line);
        }
    }

    /// Prints a block of whole lines.
    fn block(&mut self, lines: Vec<String>) {
        self.end_paragraph();
        for line in lines {
            self.line(&line);
        }
        self.parted = true;
    }

    /// Prints the empty line that is due.
    fn part(&mut self) {
        if std::mem::take(&mut self.parted) && !self.lines.is_empty() {
            let empty = self
                .around
                .iter()
                .take_while(|prefix| prefix.first.is_none());
            let empty: String = empty.map(|prefix| prefix.rest.as_str()).collect();
            self.lines.push(empty.trim_end().to_owned());
        }
    }

    fn line(&mut self, line: &str) {
        let mut before = String::new();
        if std::mem::take(&mut self.parted) && !self.lines.is_empty() {
            let empty = self
                .around
                .iter()
                .take_while(|prefix| prefix.first.is_none());
            let empty: String = empty.map(|prefix| prefix.rest.as_str()).collect();
            self.lines.push(empty.trim_end().to_owned());
        }
        for prefix in &mut self.around {
            match prefix.first.take() {
                Some(first) => before += &first,
                None => before += &prefix.rest,
            }
        }
        before += line;
        self.lines.push(before.trim_end().to_owned());
    }
}

fn depth(level: HeadingLevel) -> usize {
    match level {
        HeadingLevel::H1 => 1,
        HeadingLevel::H2 => 2,
        HeadingLevel::H3 => 3,
        HeadingLevel::H4 => 4,
        HeadingLevel::H5 => 5,
        HeadingLevel::H6 => 6,
    }
}

/// A block of HTML as the text that it is: a line such as `<your-key>` makes no HTML of the lines behind it.
fn as_text(html: &str) -> String {
    let lines = html.lines().map(|line| match line.trim_start() {
        tag if tag.starts_with('<') && !tag.starts_with("<!--") => format!("\\{tag}\n"),
        _ => format!("{line}\n"),
    });
    without_comments(&lines.collect::<String>())
}

/// A block of code that is no test, with marks that do not stand in it.
fn fenced(code: &str) -> Vec<String> {
    let mut longest = 2;
    for line in code.lines() {
        let ticks = line.trim_start().chars().take_while(|next| *next == '`');
        longest = longest.max(ticks.count());
    }
    let mark = "`".repeat(longest + 1);
    let mut lines = vec![format!("{mark}text")];
    lines.extend(
        code.trim_end()
            .lines()
            .map(|line| line.trim_end().to_owned()),
    );
    lines.push(mark);
    lines
}

#[cfg(test)]
mod tests {
    use pulldown_cmark::{CodeBlockKind, Event, Parser, Tag};

    use super::{lines, options};

    fn shown(text: &str) -> String {
        lines(text, 40).join("\n")
    }

    #[test]
    fn rustdoc_stumbles_over_nothing() {
        for (text, expected) in [
            (
                "See [docs](https://a.b/c) and [x]",
                "See [docs](https://a.b/c) and \\[x\\]",
            ),
            ("at https://a.b/c_d_e, now", "at <https://a.b/c_d_e>, now"),
            ("a <b> and `<c>`", "a \\<b\\> and `<c>`"),
            ("see <https://a.b/c>", "see <https://a.b/c>"),
            ("[https://a.b](https://a.b)", "<https://a.b>"),
            (
                "[here](../guide), [mail](mailto:a@b.c) <a@b.c>",
                "here, mail a@b.c",
            ),
            ("[x](javascript:alert(2)) y", "x y"),
            ("a <!-- b --> c\n\n<!-- d\n\ne -->\n\nf", "a c\n\nf"),
            ("<your-key>\nis `a`, *b*", "\\<your-key\\> is `a`, *b*"),
            ("<svg onload=alert(1)>", "\\<svg onload=alert(1)\\>"),
            ("![chart](https://a.b/c.png)", "[chart](https://a.b/c.png)"),
            (
                "[![chart](https://a.b/c.png)](https://d.e)",
                "[chart](https://d.e)",
            ),
            ("![](https://a.b/c.png)", ""),
            ("\\*not\\* `x\\`", "\\*not\\* `x\\`"),
            ("&lt;b&gt; &amp;lt; R&D", "\\<b\\> \\&lt; R&D"),
            ("_a*b_", "_a\\*b_"),
            ("**a** *b* ~~c~~", "**a** *b* ~~c~~"),
            ("`` a`b ``", "``a`b``"),
            ("a | b", "a | b"),
        ] {
            assert_eq!(shown(text), expected, "{text}");
        }
    }

    #[test]
    fn references_are_resolved() {
        assert_eq!(
            shown("See [guide][g], [g] and [g][].\n\n[g]: https://a.b"),
            "See [guide](https://a.b),\n[g](https://a.b) and [g](https://a.b)."
        );
        assert_eq!(shown("See [guide][g]."), "See \\[guide\\]\\[g\\].");
    }

    #[test]
    fn blocks_stay_and_are_closed() {
        for (text, expected) in [
            ("```rust\nlet x\n```", "```text\nlet x\n```"),
            ("````\n```\n````", "````text\n```\n````"),
            ("```json\nopen", "```text\nopen\n```"),
            ("a\n\n    code", "a\n\n```text\ncode\n```"),
            (
                "- a\n  ```\n  x\n  ```\n- b",
                "- a\n  ```text\n  x\n  ```\n- b",
            ),
            ("> ```\n> x\n> ```\n\nb", "> ```text\n> x\n> ```\n\nb"),
            ("1. a\n   - b\n2. c", "1. a\n   - b\n2. c"),
            ("- a\n\n- b\n\nc", "- a\n\n- b\n\nc"),
            ("- [x] done\n- [ ] open", "- [x] done\n- [ ] open"),
            ("Title\n=====\n\ntext", "# Title\n\ntext"),
            ("a\\\nb  \nc", "a\\\nb\\\nc"),
            (
                "a|b\n-|:-:\n`x\\|y`|<z>",
                "| a | b |\n| --- | :-: |\n| `x\\|y` | \\<z\\> |",
            ),
            ("1\\. a", "1\\. a"),
            ("a\n> b\n>\n> c\n\nd", "a\n\n> b\n>\n> c\n\nd"),
            ("a\n***\nb", "a\n\n---\n\nb"),
        ] {
            assert_eq!(shown(text), expected, "{text}");
        }
    }

    #[test]
    fn lines_are_filled() {
        for (text, expected) in [
            ("one two three", "one two\nthree"),
            ("- one two three\n- four", "- one two\n  three\n- four"),
            ("> one two three", "> one two\n> three"),
            ("one (in 1) 2. two", "one (in 1) 2.\ntwo"),
            ("one two - - three", "one two - -\nthree"),
        ] {
            assert_eq!(lines(text, 9).join("\n"), expected, "{text}");
        }
    }

    /// Printed a second time, a text is the same.
    #[test]
    fn printing_changes_no_meaning() {
        for text in [
            "a *b* **c**\n\n- d\n  1. e\n\n> f\n> g\n\n| h |\n|---|\n| i |",
            "# a\n\n```x\n````\n```\n\n\\# b\n\n\\- c\n\n[d](https://e.f \"g\")",
            "&lt;a&gt; \\[b\\] `c` https://d.e/f(g) * h * _i_ snake_case_name 2 \\> 1",
        ] {
            let once = shown(text);
            assert_eq!(
                shown(&once).replace("\\>", ">"),
                once.replace("\\>", ">"),
                "{text}"
            );
        }
    }

    /// Whatever a text is made of, rustdoc finds no HTML, no code to test and no link that leads nowhere.
    #[test]
    fn texts_of_any_kind_are_harmless() {
        const PIECES: [&str; 40] = [
            "a",
            " ",
            "\n",
            "\n\n",
            "    ",
            "- ",
            "1. ",
            "2) ",
            "> ",
            "# ",
            "```",
            "~~~",
            "`",
            "``",
            "*",
            "**",
            "_",
            "~~",
            "[",
            "]",
            "(",
            ")",
            "](",
            "![",
            "<",
            ">",
            "<!--",
            "-->",
            "<b>",
            "</b>",
            "<your-key>",
            "|",
            "\n|---|\n",
            "---",
            "===",
            "\\",
            "&lt;",
            "https://a.b/c_d",
            "\u{e9}",
            "[x]: y",
        ];
        let mut random = fastrand::Rng::with_seed(7);
        for _ in 0..20_000 {
            let count = random.usize(1..24);
            let text: String = (0..count)
                .map(|_| PIECES[random.usize(..PIECES.len())])
                .collect();
            let printed = lines(&text, 30).join("\n");
            for event in Parser::new_ext(&printed, options()) {
                let is_harmless = match &event {
                    Event::Html(_) | Event::InlineHtml(_) => false,
                    Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced(info))) => &**info == "text",
                    Event::Start(Tag::CodeBlock(CodeBlockKind::Indented)) => false,
                    Event::Start(Tag::Link { dest_url, .. }) => dest_url.starts_with("http"),
                    _ => true,
                };
                assert!(is_harmless, "{text:?} becomes {printed:?}: {event:?}");
            }
        }
    }
}
