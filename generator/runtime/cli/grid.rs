//! Tables for people.

use comfy_table::{ColumnConstraint, ContentArrangement, Table, Width, presets};

use super::json::Json;
use super::terminal::clean;
use crate::runtime::text::one_line;

/// How long a cell may be.
const CELL: usize = 200;

/// A list: a row for each item.
pub(super) fn rows(items: &[Json], columns: &[String]) -> String {
    Pages::default().page(items, columns)
}

/// A list that comes in pages: the columns are those of the first page that has items, and as wide at least.
#[derive(Default)]
pub(super) struct Pages {
    columns: Vec<String>,
    widths: Vec<u16>,
}

impl Pages {
    /// The rows of a page, below the names of the columns when it is the first.
    pub(super) fn page(&mut self, items: &[Json], columns: &[String]) -> String {
        if items.is_empty() {
            return String::new();
        }
        let mut table = table();
        let is_first = self.columns.is_empty();
        if is_first {
            self.columns = chosen(items, columns);
            let names = self.columns.iter();
            table.set_header(names.map(|name| label(name).to_uppercase()));
        }
        for item in items.iter().take(MOST_ROWS) {
            table.add_row(self.columns.iter().map(|name| match item.get(name) {
                Some(value) => cell(value),
                None if matches!(item, Json::Object(_)) => String::new(),
                None => cell(item),
            }));
        }
        if is_first {
            self.widths = table.column_max_content_widths();
        }
        for (column, width) in table.column_iter_mut().zip(&self.widths) {
            if !is_first {
                // With the space on both sides.
                let width = Width::Fixed(width.saturating_add(2));
                column.set_constraint(ColumnConstraint::LowerBoundary(width));
            }
        }
        finish(&table) + &left_out(items.len())
    }
}

/// A remark on the rows that are not laid out.
fn left_out(rows: usize) -> String {
    match rows.saturating_sub(MOST_ROWS) {
        0 => String::new(),
        rest => format!("… and {rest} more: --format json or csv prints all\n"),
    }
}

/// More rows of a page are not laid out: a table takes a hundred times the memory of what is in it.
const MOST_ROWS: usize = 10_000;

/// The columns that are wanted and there; without any, the first few that are there.
fn chosen(items: &[Json], columns: &[String]) -> Vec<String> {
    let there = all_columns(items);
    let known = columns.iter().filter(|column| there.contains(column));
    let known: Vec<String> = known.cloned().collect();
    match known.is_empty() {
        true => there.into_iter().take(6).collect(),
        false => known,
    }
}

/// One thing: a row for each member.
pub(super) fn one(value: &Json) -> String {
    let Json::Object(members) = value else {
        return clean(&plain(value)).into_owned() + "\n";
    };
    let mut table = table();
    for (name, value) in members.iter().take(MOST_ROWS) {
        table.add_row([label(name), cell(value)]);
    }
    finish(&table) + &left_out(members.len())
}

/// Every member that any of the items has, in order; of what has no members, one column.
pub(super) fn all_columns(items: &[Json]) -> Vec<String> {
    let mut columns: Vec<String> = Vec::new();
    let mut seen = std::collections::BTreeSet::new();
    for item in items {
        if let Json::Object(members) = item {
            for (name, _) in members {
                if seen.insert(name.clone()) {
                    columns.push(name.clone());
                }
            }
        }
    }
    if columns.is_empty() && !items.is_empty() {
        columns.push("value".to_owned());
    }
    columns
}

/// A value as text: lists of plain values with commas, what is nested as JSON.
pub(super) fn plain(value: &Json) -> String {
    match value {
        Json::Null => String::new(),
        Json::Text(text) => text.clone(),
        Json::List(items) => {
            let is_nested = |item: &Json| matches!(item, Json::List(_) | Json::Object(_));
            match items.iter().any(is_nested) {
                true => value.compact(),
                false => items.iter().map(plain).collect::<Vec<_>>().join(", "),
            }
        }
        other => other.compact(),
    }
}

fn cell(value: &Json) -> String {
    one_line(&plain(value), CELL)
}

/// The name of a property, above its column or beside its value.
fn label(name: &str) -> String {
    one_line(&name.replace('_', " "), CELL)
}

/// A value of which the members of members stand beside each other, `message.subject`.
pub(super) fn spread(value: Json) -> Json {
    let Json::Object(members) = value else {
        return value;
    };
    let mut all = Vec::new();
    for (name, value) in members {
        match value {
            Json::Object(within) => all.extend(
                { within.into_iter() }.map(|(inner, value)| (format!("{name}.{inner}"), value)),
            ),
            plain => all.push((name, plain)),
        }
    }
    Json::Object(all)
}

fn table() -> Table {
    let mut table = Table::new();
    table.load_style(presets::NOTHING);
    table.set_content_arrangement(ContentArrangement::Dynamic);
    if let Some((terminal_size::Width(width), _)) = terminal_size::terminal_size() {
        table.set_width(width.max(40));
    }
    table
}

fn finish(table: &Table) -> String {
    let lines = table
        .lines()
        .map(|line| line.trim_end().trim_start_matches(' ').to_owned() + "\n");
    lines.collect()
}
