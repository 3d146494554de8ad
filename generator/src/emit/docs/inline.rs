//! Prints the text within a block: marks, links, and whatever has to be escaped.

/// Before a character that the source escapes. No text holds it.
const ESCAPE: char = '\u{1}';

/// A text within a block.
#[derive(Default)]
pub(super) struct Inline {
    /// What is printed already; a line for each break.
    out: Vec<String>,
    /// Text that is not escaped yet, so that a URL is seen whole.
    pending: String,
    marks: Vec<String>,
    links: Vec<Link>,
    /// Whether a bar would end a cell.
    pub(super) is_in_table: bool,
}

/// A link or picture that is open.
struct Link {
    target: String,
    /// Where its text begins in the line.
    start: usize,
    line: usize,
}

impl Inline {
    /// Adds text. Of text that the source escapes, the first character is meant.
    pub(super) fn text(&mut self, text: &str, escaped: bool) {
        if escaped && text.starts_with(|first: char| first.is_ascii_punctuation()) {
            self.pending.push(ESCAPE);
        }
        let is_text = |next: &char| *next != ESCAPE;
        self.pending.extend(text.chars().filter(is_text));
    }

    /// Adds what is Markdown already.
    pub(super) fn verbatim(&mut self, markdown: &str) {
        self.flush();
        self.push(markdown);
    }

    /// Adds HTML as the text that it is. Comments are not shown.
    pub(super) fn html(&mut self, html: &str) {
        self.text(&without_comments(html).replace('\n', " "), false);
    }

    pub(super) fn line_break(&mut self) {
        self.flush();
        self.out.push(String::new());
    }

    pub(super) fn open(&mut self, mark: &str) {
        self.verbatim(mark);
        self.marks.push(mark.to_owned());
    }

    pub(super) fn close(&mut self) {
        self.flush();
        if let Some(mark) = self.marks.pop() {
            self.push(&mark);
        }
    }

    /// Begins a link. One that leads to nowhere on the web is only its text.
    pub(super) fn open_link(&mut self, target: &str) {
        self.flush();
        // Its text has a line to stand in, be it empty.
        self.push("");
        let start = self.out.last().map_or(0, String::len);
        let line = self.out.len().saturating_sub(1);
        let target = if is_web(target) {
            encoded(target)
        } else {
            String::new()
        };
        self.links.push(Link {
            target,
            start,
            line,
        });
    }

    pub(super) fn close_link(&mut self) {
        self.flush();
        let Some(Link {
            target,
            start,
            line,
        }) = self.links.pop()
        else {
            return;
        };
        // Links do not stand in each other.
        if target.is_empty() || !self.links.is_empty() || line + 1 != self.out.len() {
            return;
        }
        let Some(last) = self.out.last_mut() else {
            return;
        };
        let shown = last.split_off(start);
        let text = shown.trim();
        *last += &match text.is_empty() || text.replace('\\', "") == target {
            true => format!("<{target}>"),
            false => format!("[{text}]({target})"),
        };
        if shown.ends_with(' ') {
            last.push(' ');
        }
    }

    /// Begins a picture, which is shown as a link to it.
    pub(super) fn open_image(&mut self, target: &str) {
        self.open_link(target);
    }

    pub(super) fn close_image(&mut self) {
        self.flush();
        let is_bare = self.links.last().is_some_and(|link| {
            let text = self
                .out
                .get(link.line)
                .and_then(|line| line.get(link.start..));
            text.is_none_or(|text| text.trim().is_empty())
        });
        // A picture that says nothing is not missed.
        if let (true, Some(link)) = (is_bare, self.links.last_mut()) {
            link.target.clear();
        }
        self.close_link();
    }

    /// The text, a line for each break, and begins anew. Text that begins a block is escaped where it would begin
    /// another kind of one.
    pub(super) fn take(&mut self, is_block: bool) -> Vec<String> {
        self.flush();
        self.marks.clear();
        self.links.clear();
        let mut lines = std::mem::take(&mut self.out);
        for line in &mut lines {
            let words: Vec<&str> = line.split_whitespace().collect();
            let first = words.first().copied().unwrap_or_default();
            let escaped = match is_block && begins_block(first) {
                true => escaped_marker(first),
                false => first.to_owned(),
            };
            let rest = words.iter().skip(1).map(|word| format!(" {word}"));
            *line = escaped + &rest.collect::<String>();
        }
        while lines.last().is_some_and(String::is_empty) {
            lines.pop();
        }
        let empty = lines.iter().take_while(|line| line.is_empty()).count();
        lines.split_off(empty)
    }

    /// Adds to the last line.
    fn push(&mut self, markdown: &str) {
        match self.out.last_mut() {
            Some(last) => last.push_str(markdown),
            None => self.out.push(markdown.to_owned()),
        }
    }

    fn flush(&mut self) {
        let pending = std::mem::take(&mut self.pending);
        if pending.is_empty() {
            return;
        }
        let is_marked = !self.marks.is_empty();
        let is_linked = self.links.iter().any(|link| !link.target.is_empty());
        let mut text = escaped(&pending, is_marked, is_linked);
        if self.is_in_table {
            text = text.replace('|', "\\|");
        }
        self.push(&text);
    }
}

/// HTML without its comments. The beginning of one that does not end is escaped.
pub(super) fn without_comments(html: &str) -> String {
    let mut text = String::new();
    let mut rest = html;
    while let Some((before, behind)) = rest.split_once("<!--") {
        text += before;
        rest = match behind.split_once("-->") {
            Some((_, behind)) => behind,
            None => {
                text += "\\<!--";
                behind
            }
        };
    }
    text + rest
}

/// Text that reads as text. Bare URLs become links unless they stand in one.
fn escaped(text: &str, is_marked: bool, is_linked: bool) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some(next) = rest.chars().next() {
        let after = rest.get(next.len_utf8()..).unwrap_or_default();
        match next {
            ESCAPE => {
                out.push('\\');
                let meant = after.chars().next().unwrap_or('\\');
                out.push(meant);
                rest = after.get(meant.len_utf8()..).unwrap_or_default();
                continue;
            }
            'h' if !is_linked && is_web(rest) => {
                let url = url(rest);
                out += &format!("<{url}>");
                rest = rest.get(url.len()..).unwrap_or_default();
                continue;
            }
            '[' | ']' | '<' | '>' | '`' => out.extend(['\\', next]),
            '\\' if after.starts_with(|next: char| next.is_ascii_punctuation()) => out += "\\\\",
            '*' | '_' | '~' if is_marked => out.extend(['\\', next]),
            '&' if is_reference(after) => out += "\\&",
            _ => out.push(next),
        }
        rest = after;
    }
    out
}

fn is_web(text: &str) -> bool {
    text.starts_with("http://") || text.starts_with("https://")
}

/// The URL that a text begins with. The stop behind it ends a sentence.
fn url(text: &str) -> &str {
    let ends =
        |next: char| next.is_whitespace() || "<>\"'`[](){}|\\".contains(next) || next == ESCAPE;
    let end = text.find(ends).unwrap_or(text.len());
    let url = text.get(..end).unwrap_or(text);
    url.trim_end_matches(['.', ',', ';', ':', '!', '?', '*', '_'])
}

/// Whether what follows `&` makes it a reference to a character.
fn is_reference(after: &str) -> bool {
    let name = after
        .split(';')
        .next()
        .filter(|name| name.len() < after.len());
    let is_part = |next: char| next.is_ascii_alphanumeric() || next == '#';
    name.is_some_and(|name| !name.is_empty() && name.chars().all(is_part))
}

/// A target that cannot end the link that it stands in.
fn encoded(target: &str) -> String {
    let mut encoded = String::new();
    for next in target.chars() {
        match next {
            ' ' | '(' | ')' | '<' | '>' | '\\' | '`' | '[' | ']' | '|' => {
                encoded += &format!("%{:02X}", u32::from(next));
            }
            next if next.is_control() => {}
            next => encoded.push(next),
        }
    }
    encoded
}

/// A code span, whose marks do not stand in the text.
pub(super) fn code_span(text: &str) -> String {
    let runs: Vec<usize> = { text.split(|next| next != '`') }.map(str::len).collect();
    let length = (1..).find(|length| !runs.contains(length)).unwrap_or(1);
    let mark = "`".repeat(length);
    match text.starts_with('`') || text.ends_with('`') {
        true => format!("{mark} {text} {mark}"),
        false => format!("{mark}{text}{mark}"),
    }
}

/// Whether a word begins a block where it begins a line.
pub(super) fn begins_block(word: &str) -> bool {
    let number = word.strip_suffix(['.', ')']);
    let is_made_of =
        |chars: &str| !word.is_empty() && word.chars().all(|next| chars.contains(next));
    matches!(word, "-" | "*" | "+")
        || (word.starts_with('#') && word.trim_start_matches('#').is_empty())
        || is_made_of("=")
        || is_made_of("-:|")
        || is_made_of("*_-") && word.len() > 2
        || ["~~~", ">", "<"].iter().any(|mark| word.starts_with(mark)) && !word.starts_with("<http")
        || number.is_some_and(|number| number.parse::<u32>().is_ok())
}

/// A word that begins no block any more.
fn escaped_marker(word: &str) -> String {
    match word.strip_suffix(['.', ')']) {
        Some(number) => format!("{number}\\{}", word.get(number.len()..).unwrap_or_default()),
        None => format!("\\{word}"),
    }
}
