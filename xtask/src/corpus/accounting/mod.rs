//! A second, independent reading: what a description says, counted straight from its text with nothing of the
//! generator's, and compared with what the generator made of it.

mod library;
mod walk;

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use anyhow::Result;
use sdkgen::ir::{self, Api, Place, Status};

/// What a description says.
#[derive(Debug, Default)]
pub struct Account {
    /// The operations by method and path; mostly one.
    operations: BTreeMap<String, Vec<Operation>>,
    /// How many operations each webhook has.
    webhooks: BTreeMap<String, usize>,
    /// The names of the component schemas.
    schemas: BTreeSet<String>,
    /// Whether it refers to other files.
    pub is_scattered: bool,
}

/// What a description says of an operation.
#[derive(Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
struct Operation {
    /// Place and name of each parameter.
    parameters: BTreeSet<String>,
    has_body: bool,
    /// The statuses.
    answers: BTreeSet<String>,
}

impl Account {
    /// Counts what `text` says, which stands in the file at `path`.
    pub fn of(path: &Path, text: &str) -> Result<Self> {
        walk::account(path, text)
    }

    /// Where the generator's reading is another one, a line each.
    pub fn differences(&self, api: &Api) -> Vec<String> {
        let mut lines = Vec::new();
        let mut read: BTreeMap<String, Vec<Operation>> = BTreeMap::new();
        for operation in &api.operations {
            let key = format!("{} {}", operation.method, operation.path);
            let mut seen = BTreeSet::new();
            for parameter in operation.parameters.iter().filter_map(spelled) {
                if seen.contains(&parameter) {
                    lines.push(format!("{key}: parameter {parameter} is there twice"));
                }
                seen.insert(parameter);
            }
            read.entry(key).or_default().push(of_ir(operation));
        }
        let described = self.operations.keys().collect();
        compare("operation ", &described, &read.keys().collect(), &mut lines);
        for (key, described) in &self.operations {
            if let Some(read) = read.get_mut(key) {
                compare_operations(key, described, read, &mut lines);
            }
        }
        self.compare_webhooks(api, &mut lines);
        for name in &self.schemas {
            if !api.components.contains_key(name) {
                lines.push(format!("schema `{name}` is missing"));
            }
        }
        lines
    }

    fn compare_webhooks(&self, api: &Api, lines: &mut Vec<String>) {
        let mut read: BTreeMap<&str, usize> = BTreeMap::new();
        for webhook in &api.webhooks {
            *read.entry(&webhook.key).or_default() += 1;
        }
        let keys = self.webhooks.keys().map(String::as_str);
        let keys: BTreeSet<&str> = keys.chain(read.keys().copied()).collect();
        for key in keys {
            let described = self.webhooks.get(key).copied().unwrap_or_default();
            let read = read.get(key).copied().unwrap_or_default();
            if described != read {
                lines.push(format!(
                    "webhook `{key}` has {described} operations, {read} are read"
                ));
            }
        }
    }
}

/// Compares the operations that have the same method and path.
fn compare_operations(
    key: &str,
    described: &[Operation],
    read: &mut [Operation],
    lines: &mut Vec<String>,
) {
    let ([described], [read]) = (described, &*read) else {
        read.sort();
        let mut sorted: Vec<&Operation> = described.iter().collect();
        sorted.sort();
        if !sorted.into_iter().eq(&*read) {
            let (described, read) = (described.len(), read.len());
            lines.push(format!(
                "{key}: {described} described and {read} read, which do not agree"
            ));
        }
        return;
    };
    let what = |kind: &str| format!("{key}: {kind} ");
    compare(
        &what("parameter"),
        &described.parameters,
        &read.parameters,
        lines,
    );
    compare(&what("answer"), &described.answers, &read.answers, lines);
    match (described.has_body, read.has_body) {
        (true, false) => lines.push(format!("{key}: the body is missing")),
        (false, true) => lines.push(format!("{key}: the body is made up")),
        _ => {}
    }
}

/// Says what is in one set only.
fn compare<T: AsRef<str> + Ord>(
    what: &str,
    described: &BTreeSet<T>,
    read: &BTreeSet<T>,
    lines: &mut Vec<String>,
) {
    for missing in described.difference(read) {
        lines.push(format!("{what}{} is missing", missing.as_ref()));
    }
    for more in read.difference(described) {
        lines.push(format!("{what}{} is made up", more.as_ref()));
    }
}

fn of_ir(operation: &ir::Operation) -> Operation {
    let answers = operation
        .responses
        .iter()
        .map(|response| match response.status {
            Status::Exact(code) => code.to_string(),
            Status::Range(hundreds) => format!("{hundreds}XX"),
            Status::Default => "default".to_owned(),
        });
    let parameters = operation.parameters.iter();
    Operation {
        parameters: parameters.filter_map(spelled).collect(),
        has_body: operation.body.is_some() || operation.form.is_some(),
        answers: answers.collect(),
    }
}

/// A parameter as messages have it; the fields of a form are none.
fn spelled(parameter: &ir::Parameter) -> Option<String> {
    let place = match parameter.place {
        Place::Path => "path",
        Place::Query => "query",
        Place::Header => "header",
        Place::Cookie => "cookie",
        Place::Field => return None,
    };
    Some(format!("{place} `{}`", parameter.wire))
}

#[cfg(test)]
mod tests {
    use sdkgen::Options;
    use sdkgen::diagnostics::Diagnostics;

    use super::*;

    /// Where the generator's reading of `read` is another one than what is counted in `counted`.
    fn differences(counted: &str, read: &str) -> Vec<String> {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("description.yaml");
        std::fs::write(&path, read).unwrap();
        let mut diagnostics = Diagnostics::new();
        let described = sdkgen::read(&path, &Options::default(), &mut diagnostics).unwrap();
        assert!(!diagnostics.has_errors(), "{}", diagnostics.render());
        let account = Account::of(&path, counted).unwrap();
        account.differences(&described.api)
    }

    const FULL: &str = "
openapi: 3.1.0
info: {title: Full, version: 1.0.0}
paths:
  /a/{id}:
    parameters: [{name: q, in: query, schema: {type: string}}]
    post:
      parameters: [{name: q, in: header, schema: {type: string}}, {name: gone, in: path, required: true}]
      requestBody: {content: {text/plain: {}}}
      responses: {200: {description: Yes}, default: {description: No}, x-more: {}}
  /b: {get: {responses: {5xx: {description: No}}}}
  x-c: {get: {}}
  /d#one: {get: {}}
  /d#two: {get: {requestBody: {content: {text/plain: {}}}}}
webhooks:
  w: {post: {}, put: {}}
components: {schemas: {A: {}, x-b: {}}}
";

    #[test]
    fn both_readings_agree_on_what_is_there() {
        assert_eq!(differences(FULL, FULL), [""; 0]);
    }

    #[test]
    fn whatever_one_of_them_lacks_is_named() {
        let without = [
            (
                "  /b: {get: {responses: {5xx: {description: No}}}}\n",
                "operation GET /b",
            ),
            (
                "[{name: q, in: query, schema: {type: string}}]",
                "POST /a/{id}: parameter query `q`",
            ),
            (
                "{name: q, in: header, schema: {type: string}}, ",
                "POST /a/{id}: parameter header `q`",
            ),
            (
                "      requestBody: {content: {text/plain: {}}}\n",
                "POST /a/{id}: the body",
            ),
            ("200: {description: Yes}, ", "POST /a/{id}: answer 200"),
            (
                ", default: {description: No}",
                "POST /a/{id}: answer default",
            ),
            ("5xx: {description: No}", "GET /b: answer 5XX"),
        ];
        for (part, what) in without {
            let less = FULL.replacen(part, if part.starts_with('[') { "[]" } else { "" }, 1);
            assert_ne!(less, FULL, "{part}");
            assert_eq!(differences(FULL, &less), [format!("{what} is missing")]);
            assert_eq!(differences(&less, FULL), [format!("{what} is made up")]);
        }
        let less = FULL.replace("/d#two: {get: {", "/d#two: {get: {deprecated: true, x-");
        let expected = ["GET /d: 2 described and 2 read, which do not agree"];
        assert_eq!(differences(FULL, &less), expected);
        let less = FULL.replace("A: {}, ", "").replace(", put: {}", "");
        let expected = [
            "webhook `w` has 2 operations, 1 are read",
            "schema `A` is missing",
        ];
        assert_eq!(differences(FULL, &less), expected);
    }

    #[test]
    fn the_old_dialect_has_bodies_among_its_parameters() {
        let text = "
swagger: '2.0'
info: {title: Old, version: '1'}
paths:
  /a:
    parameters: [{$ref: '#/parameters/File'}]
    post: {responses: {200: {description: Yes}}}
parameters: {File: {name: file, in: formData, type: file}}
definitions: {A: {}}
";
        assert_eq!(differences(text, text), [""; 0]);
        let bodiless = text.replace("in: formData, type: file", "in: query, type: string");
        let expected = [
            "POST /a: parameter query `file` is made up",
            "POST /a: the body is missing",
        ];
        assert_eq!(differences(text, &bodiless), expected);
    }
}
