//! The reference of sdk.toml: a page for people, and a file with every setting commented out.

use toml::{Table, Value};

/// The reference of every key, in Markdown.
pub const REFERENCE: &str = include_str!("reference.md");

/// A text as a TOML string.
#[must_use]
pub fn quoted(text: &str) -> String {
    Value::from(text).to_string()
}

/// An sdk.toml that explains every setting. The settings of `chosen` are set, all others are commented out.
#[must_use]
pub fn template(chosen: &str) -> String {
    let chosen = chosen.parse::<Table>().unwrap_or_default();
    let mut text = String::new();
    let mut sections = REFERENCE.split("\n## ");
    let remark = |text: &mut String, prose: &str| {
        for line in prose.trim().lines() {
            text.push_str(format!("# {line}").trim_end());
            text.push('\n');
        }
        text.push('\n');
    };
    let about = sections.next().unwrap_or_default();
    let (_, about) = about.split_once('\n').unwrap_or_default();
    remark(&mut text, about);
    for section in sections {
        let (title, body) = section.split_once('\n').unwrap_or_default();
        let (prose, settings) = body.split_once("```toml\n").unwrap_or_default();
        let rule = "-".repeat(118_usize.saturating_sub(title.len()));
        text += &format!("# {title} {rule}\n");
        if !prose.trim().is_empty() {
            remark(&mut text, prose);
        }
        let settings = settings.split("```").next().unwrap_or_default();
        commented(settings, &chosen, &mut text);
        text.push('\n');
    }
    text.trim_end().to_owned() + "\n"
}

/// Adds the lines of a block, with the values that are chosen.
fn commented(settings: &str, chosen: &Table, text: &mut String) {
    let mut table = Some(chosen);
    for line in settings.lines() {
        if line.starts_with('#') || line.is_empty() {
            *text += line;
        } else if let Some(header) = line.strip_prefix('[') {
            table = find(chosen, header.trim_end_matches(']'));
            *text += if table.is_some() { "" } else { "#" };
            *text += line;
        } else {
            let key = line.split(" = ").next().unwrap_or_default();
            let value = table.and_then(|table| table.get(key));
            match value {
                Some(value) => *text += &format!("{key} = {value}"),
                None => *text += &format!("#{line}"),
            }
        }
        text.push('\n');
    }
}

/// The table with this path. Lists of tables are never chosen.
fn find<'a>(chosen: &'a Table, path: &str) -> Option<&'a Table> {
    { path.split('.') }.try_fold(chosen, |table, part| {
        table.get(part).and_then(Value::as_table)
    })
}
