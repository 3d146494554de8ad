//! The tables: the operations of official SDKs, and which of them page.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};

/// The ending of a table's name.
const ENDING: &str = ".pages.tsv";

/// A line of a table.
#[derive(Debug)]
pub struct Row {
    pub verb: String,
    pub path: String,
    /// Verb and path as they are compared.
    pub key: String,
    /// Whether the official SDK pages it.
    pub pages: bool,
}

/// The tables in a folder, sorted.
pub fn files(folder: &Path) -> Result<Vec<PathBuf>> {
    let entries = std::fs::read_dir(folder)
        .with_context(|| format!("cannot read the folder {}", folder.display()))?;
    let mut files = Vec::new();
    for entry in entries {
        let path = entry?.path();
        if path.to_string_lossy().ends_with(ENDING) {
            files.push(path);
        }
    }
    files.sort();
    Ok(files)
}

/// The name of a table without its ending.
pub fn name(table: &Path) -> String {
    let file = table.file_name().unwrap_or_default().to_string_lossy();
    file.strip_suffix(ENDING).unwrap_or(&file).to_owned()
}

/// Reads a table.
pub fn read(table: &Path) -> Result<Vec<Row>> {
    let text = std::fs::read_to_string(table)
        .with_context(|| format!("cannot read {}", table.display()))?;
    parse(&text).with_context(|| format!("{} is no table", table.display()))
}

/// Reads the text of a table; `#` begins a comment.
pub fn parse(text: &str) -> Result<Vec<Row>> {
    let lines = text.lines().enumerate();
    let lines = lines.filter(|(_, line)| !line.trim().is_empty() && !line.starts_with('#'));
    lines
        .map(|(index, line)| {
            let cells: Vec<&str> = line.split('\t').map(str::trim).collect();
            let (verb, path, pages) = match cells.as_slice() {
                [verb, path, "page", ..] => (verb, path, true),
                [verb, path, "-", ..] => (verb, path, false),
                _ => bail!(
                    "line {}: verb, path, and `page` or `-` have to stand here",
                    index + 1
                ),
            };
            Ok(Row {
                verb: (*verb).to_owned(),
                path: (*path).to_owned(),
                key: key(verb, path),
                pages,
            })
        })
        .collect()
}

/// Verb and path without the names of parameters, which SDKs change.
pub fn key(verb: &str, path: &str) -> String {
    let mut key = format!("{} ", verb.to_uppercase());
    let mut depth = 0_usize;
    for next in path.trim_end_matches('/').chars() {
        match next {
            '{' => depth += 1,
            '}' => depth = depth.saturating_sub(1),
            _ if depth > 0 => continue,
            _ => {}
        }
        key.push(next);
    }
    key
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_parameters_do_not_count() {
        assert_eq!(key("get", "/pets/{id}/names/"), "GET /pets/{}/names");
        assert_eq!(key("GET", "/pets/{pet_id}/names"), "GET /pets/{}/names");
    }

    #[test]
    fn a_bad_line_is_named() {
        let error = parse("# verb, path, page\n\nGET\t/pets\tpage\nGET /cats -\n").unwrap_err();
        assert_eq!(
            error.to_string(),
            "line 4: verb, path, and `page` or `-` have to stand here"
        );
    }
}
