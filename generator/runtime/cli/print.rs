//! Output: tables for people, and formats for programs. Only data goes there.

use std::fs::File;
use std::io::{self, BufWriter, IsTerminal, Write};
use std::path::PathBuf;

use yaml_rust2::{Yaml, YamlEmitter};

use super::failure::Failure;
use super::grid;
use super::json::Json;
use super::table::Command;

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
            None if !is_file && io::stdout().is_terminal() => Format::Table,
            _ => Format::Json,
        }
    }
}

/// Where output goes: standard output, or a file that is complete or not there.
pub(super) struct Output {
    sink: Box<dyn Write>,
    /// What the file is called while it is written, and then.
    file: Option<(PathBuf, PathBuf)>,
}

impl Output {
    pub(super) fn open(path: Option<&str>) -> Result<Self, Failure> {
        let Some(path) = path.filter(|path| *path != "-") else {
            return Ok(Output {
                sink: Box::new(BufWriter::new(io::stdout())),
                file: None,
            });
        };
        let failed = |error: io::Error| Failure::file("write", path, &error);
        // A device or a pipe is written to: another file in its place would be the end of it.
        let is_other = std::fs::metadata(path).is_ok_and(|found| !found.is_file());
        if is_other {
            let file = File::options().write(true).open(path).map_err(failed)?;
            return Ok(Output {
                sink: Box::new(BufWriter::new(file)),
                file: None,
            });
        }
        // What a link leads to is written, not the link.
        let path = std::fs::canonicalize(path).unwrap_or_else(|_| PathBuf::from(path));
        let mut part = path.clone().into_os_string();
        part.push(".part");
        let part = PathBuf::from(part);
        let file = File::create(&part).map_err(failed)?;
        Ok(Output {
            sink: Box::new(BufWriter::new(file)),
            file: Some((part, path)),
        })
    }

    pub(super) fn write(&mut self, bytes: impl AsRef<[u8]>) -> Result<(), Failure> {
        self.sink.write_all(bytes.as_ref()).map_err(Failure::output)
    }

    pub(super) fn flush(&mut self) -> Result<(), Failure> {
        self.sink.flush().map_err(Failure::output)
    }

    /// Ends well.
    pub(super) fn close(mut self) -> Result<(), Failure> {
        self.flush()?;
        if let Some((part, path)) = self.file.take() {
            let shown = path.display().to_string();
            let renamed = std::fs::rename(part, path);
            renamed.map_err(|error| Failure::file("write", &shown, &error))?;
        }
        Ok(())
    }
}

impl Drop for Output {
    fn drop(&mut self) {
        if let Some((part, _)) = self.file.take() {
            // It may be gone already.
            let _ = std::fs::remove_file(part);
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
    /// Members whose values are hidden in tables.
    pub(super) hidden: Vec<&'a str>,
    /// The path to the list in the answer.
    pub(super) items: &'a [&'a str],
}

impl<'a> View<'a> {
    pub(super) fn new(
        format: Format,
        columns: Option<&str>,
        hidden: Vec<&'a str>,
        command: &'a Command,
    ) -> Self {
        let columns = columns.map(|columns| {
            let names = columns.split(',').map(str::trim);
            names.map(str::to_owned).collect()
        });
        View {
            format,
            is_found: false,
            columns,
            usual: command.columns.iter().map(|&one| one.to_owned()).collect(),
            hidden,
            items: command.pages.as_ref().map_or(&[], |pages| pages.items),
        }
    }

    /// A whole answer.
    pub(super) fn show(&self, answer: &Json) -> Result<String, Failure> {
        let list = self.list(answer);
        Ok(match self.format {
            Format::Table | Format::Curl => match list {
                Some(items) => grid::rows(items, self.columns(), &self.hidden),
                None => grid::one(answer, &self.hidden),
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
        Json::Text(text) => Yaml::String(text.clone()),
        Json::List(items) => Yaml::Array(items.iter().map(to_yaml).collect()),
        Json::Object(members) => {
            let members = members.iter();
            let members = members.map(|(name, value)| (Yaml::String(name.clone()), to_yaml(value)));
            Yaml::Hash(members.collect())
        }
    }
}

/// Rows of CSV, with the names of the columns above them or without.
pub(super) fn csv(columns: &[String], items: &[Json], with_head: bool) -> Result<String, Failure> {
    let failed = |error: csv::Error| Failure::Local(format!("cannot write CSV: {error}"));
    let mut writer = csv::WriterBuilder::new()
        .flexible(true)
        .from_writer(Vec::new());
    if with_head {
        writer.write_record(columns).map_err(failed)?;
    }
    for item in items {
        let cells = columns.iter().map(|name| match item.get(name) {
            Some(value) => grid::plain(value),
            None if columns.len() == 1 && !matches!(item, Json::Object(_)) => grid::plain(item),
            None => String::new(),
        });
        writer.write_record(cells).map_err(failed)?;
    }
    let bytes = writer.into_inner().unwrap_or_default();
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}
