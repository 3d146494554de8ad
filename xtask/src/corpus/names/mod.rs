//! `--names`: the names of operations, against those that official SDKs have; and the smells of all names.
//!
//! A table `NAME.tsv` has a line for each operation of an official SDK: verb, path, resource (`chat.completions`) and
//! method. The description is `NAME.yaml`, `NAME.yml` or `NAME.json`, beside the table or in a folder `specs` beside its
//! folder.

mod report;
mod table;

use std::collections::BTreeMap;
use std::fmt;
use std::path::Path;
use std::process::ExitCode;

use anyhow::{Context, Result, ensure};
use sdkgen::Options;
use sdkgen::diagnostics::Diagnostics;
use sdkgen::ir::{Api, Operation};

use self::table::Row;
use super::{Cli, Ended, pages};

/// The disagreements that are printed of each table.
const PRINTED: usize = 10;

/// Compares every table in the folder with its description.
pub fn run(cli: &Cli, folder: &Path) -> Ended {
    let tables = table::files(folder)?;
    ensure!(
        !tables.is_empty(),
        "there is no table `*.tsv` in {}",
        folder.display()
    );
    let options = Options {
        lenient: cli.leniency.lenient,
        allow_outside: cli.leniency.allow_outside,
        ignore_extensions: cli.mode.ignore_extensions,
        ..Options::default()
    };
    let mut all = Counts::default();
    let mut shares = Vec::new();
    for path in tables {
        let name = table::name(&path);
        let description = pages::description(&path, &name)?;
        let rows = table::read(&path)?;
        let api = named(&description, &options)?;
        let (counts, lines) = compare(&api, &rows);
        for line in lines.iter().take(PRINTED) {
            println!("{name}: {line}");
        }
        println!("{name}: {counts}");
        shares.push(counts.share());
        all += counts;
    }
    let mean = shares.iter().sum::<f64>() / shares.len() as f64;
    println!("together: {all}; plain mean of the tables {mean:.1} %");
    report::print(folder, &options)?;
    Ok(match all.share().min(mean) >= cli.mode.least {
        true => ExitCode::SUCCESS,
        false => ExitCode::FAILURE,
    })
}

/// Reads a description and names everything in it.
fn named(description: &Path, options: &Options) -> Result<Api> {
    let mut diagnostics = Diagnostics::new();
    let described = sdkgen::lint(description, options, &mut diagnostics)
        .with_context(|| format!("cannot read {}", description.display()))?;
    Ok(described.api)
}

/// The resource of an operation, as tables write it.
fn resource(api: &Api, operation: &Operation) -> String {
    let resource = api.resources.get(operation.resource.0);
    let path = resource.map(|resource| resource.path.join("."));
    path.unwrap_or_default().replace(' ', "_")
}

/// Holds the rows of a table against a description: the counts, and a line for each disagreement, the worst first.
fn compare(api: &Api, rows: &[Row]) -> (Counts, Vec<String>) {
    let operations: BTreeMap<String, &Operation> = { api.operations.iter() }
        .filter(|operation| operation.variant.is_empty())
        .map(|operation| {
            let call = table::call(&operation.method, &operation.path);
            (call, operation)
        })
        .collect();
    // An SDK may have several names for a call.
    let mut official: BTreeMap<&str, Vec<&Row>> = BTreeMap::new();
    for row in rows {
        official.entry(&row.key).or_default().push(row);
    }
    let mut counts = Counts::default();
    let mut lines = Vec::new();
    for (call, rows) in official {
        let Some(operation) = operations.get(call) else {
            counts.absent += 1;
            continue;
        };
        let resource = resource(api, operation);
        let method = operation.name.as_str();
        let (words, verbs) = (table::resource(&resource), table::method(method));
        let is_place = |row: &Row| table::resource(&row.resource) == words;
        let is_method = |row: &Row| table::method(&row.method) == verbs;
        let agrees = [
            rows.iter().any(|row| is_place(row)),
            rows.iter().any(|row| is_method(row)),
            rows.iter().any(|row| is_place(row) && is_method(row)),
        ];
        counts.compared += 1;
        counts.resources += usize::from(agrees[0]);
        counts.methods += usize::from(agrees[1]);
        counts.both += usize::from(agrees[2]);
        if let (false, Some(row)) = (agrees[2], rows.first()) {
            let wrong = agrees.iter().filter(|agrees| !**agrees).count();
            let length = method.len();
            let line = format!(
                "{} {}: `{resource}.{method}`, official `{}.{}`",
                row.verb, row.path, row.resource, row.method
            );
            lines.push((std::cmp::Reverse((wrong, length)), line));
        }
    }
    lines.sort();
    (counts, lines.into_iter().map(|(_, line)| line).collect())
}

/// The totals of one table, or of several.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Counts {
    /// Operations that both the table and the description have.
    compared: usize,
    /// Operations of the table that the description does not have.
    absent: usize,
    /// Operations with the same resource.
    resources: usize,
    /// Operations with the same method.
    methods: usize,
    /// Operations with both.
    both: usize,
}

impl Counts {
    /// The percentage of operations with the same resource and method.
    fn share(self) -> f64 {
        percent(self.both, self.compared)
    }
}

fn percent(part: usize, all: usize) -> f64 {
    part as f64 * 100.0 / all.max(1) as f64
}

impl std::ops::AddAssign for Counts {
    fn add_assign(&mut self, other: Self) {
        self.compared += other.compared;
        self.absent += other.absent;
        self.resources += other.resources;
        self.methods += other.methods;
        self.both += other.both;
    }
}

impl fmt::Display for Counts {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "{:.1} % of {} operations have the official name (resource {:.1} %, method {:.1} %), {} not in the description",
            self.share(),
            self.compared,
            percent(self.resources, self.compared),
            percent(self.methods, self.compared),
            self.absent
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
  /v1/pets: {get: {tags: [pets], operationId: listPets, responses: &done {"204": {description: Done}}}}
  /v1/pets/{id}: {get: {tags: [pets], operationId: getPet, responses: *done}}
"#;

    #[test]
    fn every_operation_of_the_table_is_judged() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("pets.yaml");
        std::fs::write(&file, DESCRIPTION).unwrap();
        let api = named(&file, &Options::default()).unwrap();
        let rows = table::parse(
            "GET\t/v1/pets/\tpets\tlist\nGET\t/v1/pets/{pet_id}\tpet\tretrieve\nGET\t/hens\thens\tlist\n",
        );
        let (counts, lines) = compare(&api, &rows.unwrap());
        let expected = Counts {
            compared: 2,
            absent: 1,
            resources: 2,
            methods: 2,
            both: 2,
        };
        assert_eq!((counts, lines), (expected, Vec::new()));
        let rows = table::parse("GET\t/v1/pets/{id}\tpets.cats\tget_cat\n").unwrap();
        let (counts, lines) = compare(&api, &rows);
        assert_eq!((counts.compared, counts.both), (1, 0));
        assert_eq!(
            lines,
            ["GET /v1/pets/{id}: `pets.get`, official `pets.cats.get_cat`"]
        );
    }
}
