//! The reference of sdk.toml knows every key that is read, its type and its values.

mod settings {
    pub(super) mod walk;
}

use std::collections::BTreeSet;

use sdkgen::config::{Config, REFERENCE, template};
use settings::walk::{Shape, shape};
use toml_edit::{DocumentMut, Item};

/// The blocks of the reference, one after the other.
fn examples() -> String {
    let blocks = REFERENCE.split("```toml\n").skip(1);
    let blocks = blocks.map(|block| block.split("```").next().unwrap());
    blocks.collect::<Vec<_>>().join("\n")
}

/// All keys of a type of settings, with the path of each. `*` stands for a key that users choose.
fn keys(shape: &Shape, path: &str, found: &mut BTreeSet<(String, Shape)>) {
    match shape {
        Shape::Table(fields) => {
            for (key, shape) in fields {
                let path = format!("{path}/{key}");
                found.insert((path.clone(), shape.clone()));
                keys(shape, &path, found);
            }
        }
        Shape::Map(value) => keys(value, &format!("{path}/*"), found),
        Shape::List(item) => keys(item, path, found),
        _ => {}
    }
}

/// The keys of a document, as [`keys`] has them, each with the comment before it.
fn documented(item: &Item, shape: &Shape, path: &str, found: &mut BTreeSet<(String, String)>) {
    match (item, shape) {
        (Item::ArrayOfTables(tables), Shape::List(shape)) => {
            for table in tables {
                let item = Item::Table(table.clone());
                documented(&item, shape, path, found);
            }
        }
        (item, Shape::Table(fields)) => {
            for (key, value) in item.as_table_like().unwrap().iter() {
                let own = comment_of(item, key);
                let shape = { fields.iter() }.find(|(name, _)| name == key);
                let (_, shape) = shape.unwrap_or_else(|| panic!("{path}/{key} is not read"));
                let path = format!("{path}/{key}");
                found.insert((path.clone(), own));
                documented(value, shape, &path, found);
            }
        }
        (item, Shape::Map(shape)) => {
            let table = item.as_table_like().unwrap();
            for (_, value) in table.iter() {
                documented(value, shape, &format!("{path}/*"), found);
            }
        }
        _ => {}
    }
}

/// The comment before a key, or before the head of the table that it names.
fn comment_of(item: &Item, key: &str) -> String {
    let table = item.as_table_like().unwrap();
    let before = |table: &toml_edit::Table| table.decor().prefix().cloned();
    let prefix = match table.get(key).unwrap() {
        Item::Table(table) => before(table),
        Item::ArrayOfTables(tables) => tables.get(0).and_then(before),
        _ => table.key(key).unwrap().leaf_decor().prefix().cloned(),
    };
    let prefix = prefix.and_then(|prefix| prefix.as_str().map(str::to_owned));
    let prefix = prefix.unwrap_or_default();
    // What stands before an empty line belongs to the text above.
    let last = prefix.rsplit("\n\n").next().unwrap_or_default();
    let words = last.lines().map(|line| line.trim_start_matches(['#', ' ']));
    words.collect::<Vec<_>>().join(" ").trim().to_owned()
}

/// The words that a comment has to use for a type.
fn words(shape: &Shape) -> Vec<String> {
    match shape {
        Shape::Text => vec!["String".to_owned()],
        Shape::Flag => vec!["Boolean".to_owned()],
        Shape::Number => vec!["Integer".to_owned()],
        Shape::Choice(values) => values.iter().map(|value| format!("{value:?}")).collect(),
        Shape::List(item) if matches!(**item, Shape::Text) => {
            vec!["List of strings".to_owned()]
        }
        Shape::List(_) => vec!["List of tables".to_owned()],
        Shape::Map(value) => match &**value {
            Shape::Text => vec!["Table of strings".to_owned()],
            Shape::List(_) => vec!["Table of lists".to_owned()],
            _ => vec!["Table".to_owned()],
        },
        Shape::Either => vec!["String or table".to_owned()],
        Shape::Table(_) => Vec::new(),
    }
}

#[test]
fn every_key_is_in_the_reference_with_type_and_default() {
    let root = shape::<Config>();
    let mut read = BTreeSet::new();
    keys(&root, "", &mut read);
    assert!(read.len() > 90, "{}", read.len());
    let text = examples();
    toml::from_str::<Config>(&text).expect("the examples are settings");
    let document: DocumentMut = text.parse().unwrap();
    let mut said = BTreeSet::new();
    documented(
        &Item::Table(document.as_table().clone()),
        &root,
        "",
        &mut said,
    );
    let mut faults = Vec::new();
    for (key, shape) in &read {
        let comments: Vec<&String> = { said.iter() }
            .filter_map(|(path, comment)| (path == key).then_some(comment))
            .collect();
        if comments.is_empty() {
            faults.push(format!("{key} is not in the reference"));
            continue;
        }
        // The head of a section is explained by the text above.
        let is_section = matches!(shape, Shape::Table(_))
            || matches!(shape, Shape::Map(value) | Shape::List(value) if matches!(**value, Shape::Table(_)));
        if is_section {
            continue;
        }
        let missing: Vec<String> = { words(shape).into_iter() }
            .filter(|word| !comments.iter().any(|comment| comment.contains(word)))
            .collect();
        if !missing.is_empty() {
            faults.push(format!("{key} does not say {missing:?}: {comments:?}"));
        }
        let is_complete =
            |comment: &&String| comment.contains("default: ") || comment.contains("required");
        if !comments.iter().any(is_complete) {
            faults.push(format!("{key} says neither `default: ` nor `required`"));
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn the_template_sets_what_is_chosen_and_explains_the_rest() {
    let chosen = "spec = \"api.yaml\"\n[package]\nname = \"pets\"\n[names]\nscheme = \"tags\"\nput = \"replace\"\n";
    let text = template(chosen);
    let expected = chosen.parse::<toml::Table>().unwrap();
    assert_eq!(text.parse::<toml::Table>().unwrap(), expected, "{text}");
    // With every setting that is commented out, it is the reference.
    let all = template("");
    assert!(all.parse::<toml::Table>().unwrap().is_empty());
    let lines = all.lines().map(|line| match line.strip_prefix('#') {
        Some(setting) if !setting.starts_with(' ') => setting,
        _ => line,
    });
    let all = lines.collect::<Vec<_>>().join("\n");
    assert_eq!(
        all.parse::<toml::Table>().unwrap(),
        examples().parse::<toml::Table>().unwrap()
    );
}
