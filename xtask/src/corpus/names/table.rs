//! The tables: the operations of official SDKs, with their resources and methods.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use sdkgen::name;

use super::super::pages::table::key;

/// The ending of a table's name; a table of pages has another one.
const ENDING: &str = ".tsv";
const PAGES: &str = ".pages.tsv";

/// A line of a table.
#[derive(Debug)]
pub struct Row {
    pub verb: String,
    pub path: String,
    /// Verb and path as they are compared, without a query.
    pub key: String,
    /// `chat.completions`
    pub resource: String,
    /// `create`
    pub method: String,
}

/// The tables in a folder, sorted.
pub fn files(folder: &Path) -> Result<Vec<PathBuf>> {
    let entries = std::fs::read_dir(folder)
        .with_context(|| format!("cannot read the folder {}", folder.display()))?;
    let mut files = Vec::new();
    for entry in entries {
        let path = entry?.path();
        let name = path.to_string_lossy().into_owned();
        if name.ends_with(ENDING) && !name.ends_with(PAGES) {
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
            let [verb, path, resource, method] = cells.as_slice() else {
                bail!(
                    "line {}: verb, path, resource and method have to stand here",
                    index + 1
                );
            };
            Ok(Row {
                verb: (*verb).to_owned(),
                path: (*path).to_owned(),
                key: call(verb, path),
                resource: (*resource).to_owned(),
                method: (*method).to_owned(),
            })
        })
        .collect()
}

/// Verb and path as they are compared: without a query and the names of parameters.
pub fn call(verb: &str, path: &str) -> String {
    key(verb, path.split(['?', '#']).next().unwrap_or_default())
}

/// The words of a resource, level by level, in the singular.
pub fn resource(text: &str) -> Vec<Vec<String>> {
    { text.split('.').filter(|level| !level.is_empty()) }
        .map(singular)
        .collect()
}

/// The words of a method in the singular; the first one in the vocabulary of all tables.
pub fn method(text: &str) -> Vec<String> {
    let mut words = singular(text);
    if let Some(first) = words.first_mut() {
        let usual = match first.as_str() {
            "retrieve" | "fetch" => "get",
            "del" => "delete",
            "replace" => "update",
            other => other,
        };
        *first = usual.to_owned();
    }
    words
}

fn singular(text: &str) -> Vec<String> {
    let words = name::words(text);
    words.iter().map(|word| name::singular(word)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_compared_by_their_words() {
        assert_eq!(call("get", "/pets/{id}?beta=true"), "GET /pets/{}");
        assert_eq!(
            resource("petShops.big_cats"),
            [vec!["pet", "shop"], vec!["big", "cat"]]
        );
        assert_eq!(method("retrieveKittens"), ["get", "kitten"]);
        assert_eq!(method("get_kitten"), ["get", "kitten"]);
        assert_eq!(method("del"), ["delete"]);
        assert_eq!(method("replace"), method("update"));
    }

    #[test]
    fn a_bad_line_is_named() {
        let error = parse("# verb, path\n\nGET\t/pets\tpets\tlist\nGET /cats\n").unwrap_err();
        assert_eq!(
            error.to_string(),
            "line 4: verb, path, resource and method have to stand here"
        );
    }
}
