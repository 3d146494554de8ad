//! Output: tables for people, and formats for programs. Only data goes there.

use std::collections::BTreeMap;
use std::io::{self, BufWriter, Write};

use yaml_rust2::{Yaml, YamlEmitter};

use super::failure::Failure;
use super::grid;
use super::json::Json;
use super::replacement::{self, Replacement};
use super::table::Command;
use super::terminal::{self, Stream};

/// How output is printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Format {
    Table,
    Json,
    Jsonl,
    Yaml,
    Csv,
    Raw,
    Curl,
}

impl Format {
    /// What they are called.
    pub(super) const NAMES: [&'static str; 7] =
        ["table", "json", "jsonl", "yaml", "csv", "raw", "curl"];

    /// The one that was asked for, or what suits the place where output goes.
    pub(super) fn choose(name: Option<&str>, is_file: bool) -> Self {
        match name {
            Some("table") => Format::Table,
            Some("jsonl") => Format::Jsonl,
            Some("yaml") => Format::Yaml,
            Some("csv") => Format::Csv,
            Some("raw") => Format::Raw,
            Some("curl") => Format::Curl,
            None if !is_file && terminal::is_stdout() => Format::Table,
            _ => Format::Json,
        }
    }
}

/// Where output goes: standard output, a device, or a file that is complete or as it was.
pub(super) enum Output {
    Stream(BufWriter<Stream>),
    File(Replacement),
}

impl Output {
    /// Opens the file of `--output`, or else standard output.
    pub(super) fn open(path: Option<&str>) -> Result<Self, Failure> {
        Output::begin(path, false)
    }

    /// Opens output that has no end of its own: what was flushed counts, also when a signal ends the tool.
    pub(super) fn endless(path: Option<&str>) -> Result<Self, Failure> {
        Output::begin(path, true)
    }

    fn begin(path: Option<&str>, keeps: bool) -> Result<Self, Failure> {
        let stream = |stream| Ok(Output::Stream(BufWriter::new(stream)));
        let Some(path) = path.filter(|path| *path != "-") else {
            return stream(Stream::standard());
        };
        if path.is_empty() || path.ends_with(std::path::is_separator) {
            let message = format!("--output takes the name of a file, not `{path}`");
            return Err(Failure::Usage(message));
        }
        let failed = |error: io::Error| Failure::file("write", path, &error);
        let found = match std::fs::metadata(path) {
            Ok(found) => found,
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                return Replacement::begin(path, None, keeps).map(Output::File);
            }
            Err(error) => return Err(failed(error)),
        };
        // Whoever opened a stream, a device or a pipe waits for what is written to it: another file in its place would
        // be the end of it.
        if let Some(known) = Stream::of(&found) {
            return stream(known);
        }
        if !found.is_file() || replacement::is_descriptor(path) {
            let file = replacement::device(path, &found).map_err(failed)?;
            return stream(Stream::file(file));
        }
        Replacement::begin(path, Some(&found), keeps).map(Output::File)
    }

    pub(super) fn write(&mut self, bytes: impl AsRef<[u8]>) -> Result<(), Failure> {
        match self {
            Output::Stream(stream) => stream.write_all(bytes.as_ref()).map_err(Failure::output),
            Output::File(file) => file.write(bytes.as_ref()),
        }
    }

    pub(super) fn flush(&mut self) -> Result<(), Failure> {
        match self {
            Output::Stream(stream) => stream.flush().map_err(Failure::output),
            Output::File(file) => file.flush(),
        }
    }

    /// Ends well.
    pub(super) fn close(mut self) -> Result<(), Failure> {
        self.flush()?;
        match self {
            Output::Stream(_) => Ok(()),
            Output::File(file) => file.commit(),
        }
    }
}

/// How an answer is shown.
pub(super) struct View<'a> {
    pub(super) format: Format,
    /// Whether what a query found is printed, in which a text stands for itself.
    pub(super) is_found: bool,
    /// The columns that were asked for.
    columns: Option<Vec<String>>,
    /// The columns of a table, when none were asked for.
    usual: Vec<String>,
    /// The path to the list in the answer.
    pub(super) items: &'a [&'a str],
}

impl<'a> View<'a> {
    pub(super) fn new(format: Format, columns: Option<&str>, command: &'a Command) -> Self {
        let columns = columns.map(|columns| {
            let names = columns.split(',').map(str::trim);
            names.map(str::to_owned).collect()
        });
        View {
            format,
            is_found: false,
            columns,
            usual: command.columns.iter().map(|&one| one.to_owned()).collect(),
            items: command.pages.as_ref().map_or(&[], |pages| pages.items),
        }
    }

    /// A whole answer.
    pub(super) fn show(&self, answer: &Json) -> Result<String, Failure> {
        let list = self.list(answer);
        Ok(match self.format {
            Format::Table | Format::Curl => match list {
                Some(items) => grid::rows(items, self.columns()),
                None => grid::one(answer),
            },
            Format::Raw if self.is_found => match list {
                Some(items) => items.iter().map(|item| grid::plain(item) + "\n").collect(),
                None => grid::plain(answer) + "\n",
            },
            Format::Json | Format::Raw => answer.pretty(0) + "\n",
            Format::Jsonl => match list {
                Some(items) => items.iter().map(|item| item.compact() + "\n").collect(),
                None => answer.compact() + "\n",
            },
            Format::Yaml => yaml(answer)?,
            Format::Csv => {
                let items = list.unwrap_or(std::slice::from_ref(answer));
                let columns = self.all_columns(items);
                csv(&columns, items, true)?
            }
        })
    }

    /// Some items of a list that comes in pieces, `count` of which were there before.
    pub(super) fn piece(
        &self,
        items: &[Json],
        count: usize,
        columns: &mut Vec<String>,
    ) -> Result<String, Failure> {
        Ok(match self.format {
            Format::Jsonl => items.iter().map(|item| item.compact() + "\n").collect(),
            Format::Yaml if items.is_empty() => String::new(),
            Format::Yaml => yaml(&Json::List(items.to_vec()))?,
            Format::Csv => {
                let is_first = columns.is_empty();
                if is_first {
                    *columns = self.all_columns(items);
                }
                csv(columns, items, is_first && !columns.is_empty())?
            }
            _ => {
                let mut text = String::new();
                for (index, item) in items.iter().enumerate() {
                    text += if count + index > 0 { ",\n  " } else { "\n  " };
                    text += &item.pretty(1);
                }
                text
            }
        })
    }

    /// The columns of a table.
    pub(super) fn columns(&self) -> &[String] {
        self.columns.as_ref().unwrap_or(&self.usual)
    }

    fn all_columns(&self, items: &[Json]) -> Vec<String> {
        let asked = self.columns.clone();
        asked.unwrap_or_else(|| grid::all_columns(items))
    }

    /// The list that an answer holds: the answer itself, or where the description says so.
    pub(super) fn list<'j>(&self, answer: &'j Json) -> Option<&'j [Json]> {
        if let Json::List(items) = answer {
            return Some(items);
        }
        if self.items.is_empty() {
            return None;
        }
        match self
            .items
            .iter()
            .try_fold(answer, |place, name| place.get(name))
        {
            Some(Json::List(items)) => Some(items),
            _ => None,
        }
    }
}

/// A value as YAML.
pub(super) fn yaml(value: &Json) -> Result<String, Failure> {
    let mut text = String::new();
    let emitted = YamlEmitter::new(&mut text).dump(&to_yaml(value));
    emitted.map_err(|error| Failure::Local(format!("cannot write YAML: {error}")))?;
    let text = text.strip_prefix("---\n").unwrap_or(&text);
    Ok(format!("{text}\n"))
}

fn to_yaml(value: &Json) -> Yaml {
    match value {
        Json::Null => Yaml::Null,
        Json::Bool(value) => Yaml::Boolean(*value),
        // It is written as it is.
        Json::Number(number) => Yaml::Real(number.clone()),
        Json::Text(text) if text.chars().any(is_unprintable) => Yaml::Real(escaped(text)),
        Json::Text(text) => Yaml::String(text.clone()),
        Json::List(items) => Yaml::Array(items.iter().map(to_yaml).collect()),
        Json::Object(members) => {
            let members = members.iter();
            let members = members.map(|(name, value)| (Yaml::String(name.clone()), to_yaml(value)));
            Yaml::Hash(members.collect())
        }
    }
}

/// Whether a character cannot stand in YAML as it is (YAML 1.2.2, section 5.1).
fn is_unprintable(c: char) -> bool {
    let is_shown =
        matches!(c, '\t' | '\n' | '\u{85}' | ' '..='~' | '\u{a0}'..='\u{fffd}' | '\u{10000}'..);
    !is_shown || c == '\u{feff}'
}

/// A text in double quotes, with what is unprintable escaped.
fn escaped(text: &str) -> String {
    let mut escaped = String::from("\"");
    for c in text.chars() {
        match c {
            '"' | '\\' => escaped.extend(['\\', c]),
            '\n' => escaped.push_str("\\n"),
            '\t' => escaped.push_str("\\t"),
            _ if is_unprintable(c) => escaped.push_str(&format!("\\u{:04x}", u32::from(c))),
            _ => escaped.push(c),
        }
    }
    escaped + "\""
}

/// Rows of CSV, with the names of the columns above them or without.
pub(super) fn csv(columns: &[String], items: &[Json], with_head: bool) -> Result<String, Failure> {
    let failed = |error: csv::Error| Failure::Local(format!("cannot write CSV: {error}"));
    let mut writer = csv::WriterBuilder::new()
        .flexible(true)
        .from_writer(Vec::new());
    if with_head {
        check_columns(columns)?;
        writer.write_record(columns).map_err(failed)?;
    }
    for item in items {
        // Items may have many properties, and a search for each column would take as many steps as their product.
        let properties: BTreeMap<&String, &Json> = match item {
            Json::Object(members) => members
                .iter()
                .rev()
                .map(|(name, value)| (name, value))
                .collect(),
            _ => BTreeMap::new(),
        };
        let cells = columns.iter().map(|name| match properties.get(name) {
            Some(value) => grid::plain(value),
            None if columns.len() == 1 && !matches!(item, Json::Object(_)) => grid::plain(item),
            None => String::new(),
        });
        writer.write_record(cells).map_err(failed)?;
    }
    let bytes = writer.into_inner().unwrap_or_default();
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}

/// Refuses columns so many that the table would be mostly commas: a hostile list has other properties in each item.
fn check_columns(columns: &[String]) -> Result<(), Failure> {
    const MOST: usize = 1_000;
    match columns.len() {
        0..=MOST => Ok(()),
        count => Err(Failure::Usage(format!(
            "the items have {count} different properties: choose some with --columns"
        ))),
    }
}
