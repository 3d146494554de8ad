//! `--pages`: the lists that are paged, against those that official SDKs page.
//!
//! A table `NAME.pages.tsv` has a line for each operation of an official SDK: verb, path, and `page` or `-`. The
//! description is `NAME.yaml`, `NAME.yml` or `NAME.json`, beside the table or in a folder `specs` beside its folder.

mod inputs;
pub mod table;

use std::collections::BTreeMap;
use std::fmt;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::{Context, Result, bail, ensure};
use sdkgen::diagnostics::Diagnostics;
use sdkgen::ir::Operation;
use sdkgen::{Options, analyze};

use self::table::{Row, key};
use super::{Cli, Ended, Leniency};

/// The endings of descriptions.
const ENDINGS: [&str; 3] = ["yaml", "yml", "json"];

/// Compares every table in the folder with its description.
pub fn run(cli: &Cli, folder: &Path) -> Ended {
    let tables = table::files(folder)?;
    ensure!(
        !tables.is_empty(),
        "there is no table `*.pages.tsv` in {}",
        folder.display()
    );
    let mut all = Counts::default();
    for path in tables {
        let name = table::name(&path);
        let description = description(&path, &name)?;
        let rows = table::read(&path)?;
        let (counts, lines) = compare(&description, &rows, cli.leniency)?;
        for line in lines {
            println!("{name}: {line}");
        }
        println!("{name}: {counts}");
        all += counts;
    }
    println!("total: {all}");
    Ok(match all.share() >= cli.mode.least {
        true => ExitCode::SUCCESS,
        false => ExitCode::FAILURE,
    })
}

/// The description of a table.
pub fn description(table: &Path, name: &str) -> Result<PathBuf> {
    let folder = table.parent().unwrap_or(Path::new(""));
    let folders = [folder.to_owned(), folder.join("../specs")];
    let files = folders.iter().flat_map(|folder| {
        let endings = ENDINGS.iter();
        endings.map(|ending| folder.join(format!("{name}.{ending}")))
    });
    match files.into_iter().find(|file| file.is_file()) {
        Some(file) => Ok(file),
        None => bail!(
            "{} has no description: put {name}.yaml or {name}.json beside it",
            table.display()
        ),
    }
}

/// Holds the rows of a table against a description.
fn compare(description: &Path, rows: &[Row], leniency: Leniency) -> Result<(Counts, Vec<String>)> {
    let options = Options {
        lenient: leniency.lenient,
        allow_outside: leniency.allow_outside,
        ..Options::default()
    };
    let mut diagnostics = Diagnostics::new();
    let described = sdkgen::read(description, &options, &mut diagnostics)
        .with_context(|| format!("cannot read {}", description.display()))?;
    let api = &described.api;
    let operations: BTreeMap<String, &Operation> = { api.operations.iter() }
        .filter(|operation| operation.variant.is_empty())
        .map(|operation| (key(&operation.method, &operation.path), operation))
        .collect();
    let mut counts = Counts::default();
    let mut lines = Vec::new();
    for row in rows {
        let Some(operation) = operations.get(&row.key) else {
            counts.absent += 1;
            continue;
        };
        counts.compared += 1;
        let line = |verdict: &str| format!("{verdict} {} {}", row.verb, row.path);
        match (row.pages, &operation.paging) {
            (true, Some(_)) => counts.found += 1,
            (true, None) => {
                let why = analyze::why_unpaged(api, &described.config, operation);
                if inputs::pages(api, operation) {
                    counts.missed += 1;
                    lines.push(format!("{}: {why}", line("missed")));
                } else {
                    counts.single += 1;
                    lines.push(format!("{}: {why}", line("one page")));
                }
            }
            (false, Some(paging)) => {
                counts.alone += 1;
                let how = analyze::how_paged(api, paging);
                lines.push(format!("{}: {how}", line("paged here alone")));
            }
            (false, None) => {}
        }
    }
    Ok((counts, lines))
}

/// The totals of one table, or of several.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Counts {
    /// Operations that both the table and the description have.
    compared: usize,
    /// Operations of the table that the description does not have.
    absent: usize,
    /// Lists paged here and by the official SDK.
    found: usize,
    /// Lists that only the official SDK pages.
    missed: usize,
    /// The same, where neither the request nor the response has anything to page with.
    single: usize,
    /// Lists paged here alone.
    alone: usize,
}

impl Counts {
    /// The percentage of lists found, of those that can be paged.
    fn share(self) -> f64 {
        match self.found + self.missed {
            0 => 100.0,
            lists => self.found as f64 * 100.0 / lists as f64,
        }
    }
}

impl std::ops::AddAssign for Counts {
    fn add_assign(&mut self, other: Self) {
        self.compared += other.compared;
        self.absent += other.absent;
        self.found += other.found;
        self.missed += other.missed;
        self.single += other.single;
        self.alone += other.alone;
    }
}

impl fmt::Display for Counts {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            compared,
            absent,
            found,
            missed,
            single,
            alone,
        } = self;
        let alone_share = *alone as f64 * 100.0 / (*compared).max(1) as f64;
        write!(
            f,
            "{found} found, {missed} missed ({:.1} %), {single} with nothing to page by, {alone} paged here alone \
             ({alone_share:.1} % of {compared} operations), {absent} not in the description",
            self.share()
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const DESCRIPTION: &str = r#"
openapi: 3.1.0
info: {title: Pets, version: 1.0.0}
paths:
  /pets/{id}/names:
    get:
      parameters: [{name: page, in: query, schema: {type: integer}}, {name: limit, in: query, schema: {type: integer}}]
      responses: &names
        "200": {description: Names, content: {application/json: {schema: {type: array, items: {type: string}}}}}
  /cats: {get: {parameters: [{name: cursor, in: query, schema: {type: string}}], responses: *names}}
  /dogs: {get: {responses: *names}}
"#;

    #[test]
    fn every_operation_of_the_table_is_judged() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("pets.yaml");
        std::fs::write(&file, DESCRIPTION).unwrap();
        let leniency = Leniency {
            lenient: false,
            allow_outside: false,
        };
        let judged = |table: &str| {
            let rows = table::parse(table).unwrap();
            compare(&file, &rows, leniency).unwrap()
        };
        let (counts, lines) = judged(
            "GET\t/pets/{pet_id}/names/\tpage\nGET\t/cats\tpage\nGET\t/dogs\tpage\nGET\t/hens\tpage\n",
        );
        let expected = Counts {
            compared: 3,
            absent: 1,
            found: 1,
            missed: 1,
            single: 1,
            alone: 0,
        };
        assert_eq!(counts, expected);
        assert_eq!(
            lines,
            [
                "missed GET /cats: has `cursor`, but nothing names the next page",
                "one page GET /dogs: no parameter asks for a page, and nothing names the next one",
            ]
        );
        let (counts, lines) = judged("GET\t/pets/{id}/names\t-\nGET\t/cats\t-\n");
        assert_eq!((counts.alone, counts.compared), (1, 2));
        assert_eq!(
            lines,
            [
                "paged here alone GET /pets/{id}/names: by page number: `page` from 1 until an empty page; the response is \
                 the list"
            ]
        );
    }

    #[test]
    fn the_description_is_beside_the_table_or_among_the_specs() {
        let folder = tempfile::tempdir().unwrap();
        let names = folder.path().join("names");
        std::fs::create_dir(&names).unwrap();
        std::fs::create_dir(folder.path().join("specs")).unwrap();
        let table = names.join("pets.pages.tsv");
        assert!(description(&table, "pets").is_err());
        std::fs::write(folder.path().join("specs/pets.json"), "").unwrap();
        assert!(
            description(&table, "pets")
                .unwrap()
                .ends_with("specs/pets.json")
        );
        std::fs::write(names.join("pets.yml"), "").unwrap();
        assert!(
            description(&table, "pets")
                .unwrap()
                .ends_with("names/pets.yml")
        );
    }
}
