//! Markdown as plain text, for a terminal.

use pulldown_cmark::{Event, Parser, Tag, TagEnd};

/// The text without its marks: paragraphs with blank lines between them, items behind dashes.
pub(super) fn plain(markdown: &str) -> String {
    let mut text = String::new();
    for event in Parser::new(markdown) {
        match event {
            Event::Text(piece) | Event::Code(piece) => text += &piece,
            Event::SoftBreak => text.push(' '),
            Event::HardBreak => text.push('\n'),
            Event::Start(Tag::Item) => text += "\n- ",
            Event::End(
                TagEnd::Paragraph | TagEnd::Heading(_) | TagEnd::List(_) | TagEnd::CodeBlock,
            ) => {
                text += "\n\n";
            }
            Event::Rule => text += "\n\n",
            _ => {}
        }
    }
    // Control characters could do things to a terminal.
    let text: String = text
        .chars()
        .filter(|char| *char == '\n' || !char.is_control())
        .collect();
    let mut lines: Vec<&str> = Vec::new();
    for line in text.lines().map(str::trim_end) {
        if !line.is_empty() || lines.last().is_some_and(|last| !last.is_empty()) {
            lines.push(line);
        }
    }
    lines.join("\n").trim().to_owned()
}

#[cfg(test)]
mod tests {
    use super::plain;

    #[test]
    fn marks_are_taken_off() {
        let markdown = "**CLI:** use `a_b` or [the docs](https://a.b/c).\nMore.\n\n- one\n- two\n\n# End\n<b>x</b>";
        let text = "CLI: use a_b or the docs. More.\n\n- one\n- two\n\nEnd\n\nx";
        assert_eq!(plain(markdown), text);
    }
}
