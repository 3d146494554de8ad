//! What documentation of generated crates holds: no HTML, no sentence that says nothing, and the whole of each description.

use sdkgen::Generated;

/// The elements that descriptions are written with.
const ELEMENTS: [&str; 40] = [
    "a",
    "b",
    "blockquote",
    "br",
    "center",
    "code",
    "dd",
    "details",
    "div",
    "dl",
    "dt",
    "em",
    "font",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "hr",
    "i",
    "img",
    "li",
    "ol",
    "p",
    "pre",
    "script",
    "small",
    "span",
    "strong",
    "sub",
    "summary",
    "sup",
    "table",
    "tbody",
    "td",
    "th",
    "tr",
    "u",
    "ul",
];

/// What was found in the documentation of crates.
#[derive(Default)]
pub struct Docs {
    /// Paragraphs of prose.
    pub paragraphs: usize,
    /// Descriptions of operations that stand in it whole.
    pub whole: usize,
    /// What should not be there.
    pub faults: Vec<String>,
}

impl Docs {
    /// Looks through the documentation of a crate.
    pub fn look(&mut self, shown: &str, sdk: &Generated) {
        let mut letters = String::new();
        for (path, text) in sdk.files.iter() {
            if path.starts_with("runtime/") {
                continue;
            }
            for paragraph in paragraphs(text) {
                self.paragraphs += 1;
                letters += &letters_of(&paragraph);
                let prose = without_code(&paragraph);
                if let Some(element) = element(&prose) {
                    self.fault(shown, path, &format!("<{element}>"), &paragraph);
                }
                if is_filler(&paragraph) {
                    self.fault(shown, path, "filler", &paragraph);
                }
            }
        }
        for operation in &sdk.api.operations {
            let description = operation.description.as_deref().unwrap_or_default();
            // Code loses its fences, and the targets of links change.
            if description.contains("](") || description.contains("```") {
                continue;
            }
            match letters.contains(&letters_of(description)) {
                true => self.whole += 1,
                false => self.fault(shown, &operation.template, "not whole", description),
            }
        }
    }

    fn fault(&mut self, shown: &str, path: &str, what: &str, text: &str) {
        let text: String = text.chars().take(200).collect();
        self.faults.push(format!("{shown}: {path}: {what}: {text}"));
    }
}

/// The paragraphs of documentation comments, without blocks of code.
fn paragraphs(text: &str) -> Vec<String> {
    let mut found = vec![String::new()];
    let mut is_code = false;
    for line in text.lines().map(str::trim_start) {
        let line = line.strip_prefix("///").or(line.strip_prefix("//!"));
        let line = line.map(str::trim).unwrap_or_default();
        if line.starts_with("```") || line.starts_with("~~~") {
            is_code = !is_code;
        } else if line.is_empty() {
            found.push(String::new());
        } else if let (false, Some(last)) = (is_code, found.last_mut()) {
            last.push_str(line);
            last.push(' ');
        }
    }
    found.retain(|paragraph| !paragraph.is_empty());
    found
}

/// The letters and digits alone: Markdown may put others between them, and a sentence begins with a capital.
fn letters_of(text: &str) -> String {
    let letters = text.chars().filter(|char| char.is_alphanumeric());
    letters.flat_map(char::to_lowercase).collect()
}

/// The text without code spans.
fn without_code(text: &str) -> String {
    let mut outside = String::new();
    let mut rest = text;
    while let Some(start) = rest.find('`') {
        let (before, code) = rest.split_at(start);
        outside.push_str(before);
        let fence: String = code.chars().take_while(|char| *char == '`').collect();
        let code = &code[fence.len()..];
        let Some(end) = code.find(&fence) else {
            rest = code;
            continue;
        };
        rest = &code[end + fence.len()..];
    }
    outside + rest
}

/// The first tag of HTML, also one that is shown as text.
fn element(prose: &str) -> Option<&'static str> {
    prose.match_indices('<').find_map(|(at, _)| {
        let inside = &prose[at + 1..];
        let inside = &inside[..inside.find('>')?];
        let name = inside.trim_start_matches('/');
        let name = name.trim_end_matches(['/', '\\', ' ']);
        let name = name.split_whitespace().next()?.to_lowercase();
        ELEMENTS.into_iter().find(|element| *element == name)
    })
}

/// Whether a paragraph only says the name of what it documents.
fn is_filler(paragraph: &str) -> bool {
    let words = [
        "member",
        "property",
        "field",
        "parameter",
        "value",
        "argument",
    ];
    let is_name = |rest: &str| {
        let rest = rest.trim().trim_end_matches('.');
        rest.len() > 2
            && rest.starts_with('`')
            && rest.ends_with('`')
            && rest.matches('`').count() == 2
    };
    words.iter().any(|word| {
        { paragraph.strip_prefix("The ") }
            .and_then(|rest| rest.strip_prefix(word))
            .is_some_and(is_name)
    })
}
