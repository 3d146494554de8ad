//! What groups, commands and flags are called on a command line.

use std::collections::BTreeSet;

use super::casing::singular;
use super::{Scope, words};
use crate::diagnostics::{Code, Diagnostics};
use crate::ir::{Api, Cli, Command, Flag, FlagKind, FlagShape, Operation, Place, SchemeKind};

/// Groups that every tool has.
const GROUPS: &[&str] = &[
    "auth",
    "commands",
    "complete-ids",
    "completion",
    "help",
    "man",
];

/// Flags that every command may have.
const FLAGS: &[&str] = &[
    "all",
    "base-url",
    "body",
    "ca-bundle",
    "columns",
    "debug",
    "dry-run",
    "env-file",
    "environment",
    "format",
    "help",
    "json",
    "max-response-size",
    "raw-response",
    "no-input",
    "null",
    "output",
    "profile",
    "proxy",
    "query",
    "quiet",
    "retries",
    "server-variable",
    "show-secrets",
    "timeout",
    "version",
];

/// Flags of the commands about deliveries.
const EVENT_FLAGS: &[&str] = &[
    "any-age", "at", "body", "count", "header", "headers", "id", "json", "port", "secret", "to",
];

/// A place in which every word is unique.
struct Words(BTreeSet<String>);

impl Words {
    fn new(taken: &[&str]) -> Self {
        Self(taken.iter().map(|&one| one.to_owned()).collect())
    }

    /// The word, or when it is taken the first that is not: with `more` before it, then with a number.
    fn take(&mut self, wanted: &str, more: &str) -> String {
        let stem = match wanted {
            "" => "value",
            some => some,
        };
        let mut word = stem.to_owned();
        let mut number = 2;
        while self.0.contains(&word) {
            word = match number {
                2 => format!("{more}-{stem}"),
                _ => format!("{more}-{stem}-{}", number - 1),
            };
            number += 1;
        }
        self.0.insert(word.clone());
        word
    }
}

/// `event-types`
fn kebab(text: &str) -> String {
    words(text).join("-")
}

/// Names everything of the tool.
pub(super) fn commands(api: &mut Api, diagnostics: &mut Diagnostics) {
    let Some(mut cli) = api.cli.take() else {
        return;
    };
    let mut general = Words::new(FLAGS);
    let mut credentials = Words::new(&[FLAGS, EVENT_FLAGS].concat());
    for scheme in &api.schemes {
        if scheme.kind == SchemeKind::Other {
            continue;
        }
        let flag = credentials.take(&kebab(scheme.name.as_str()), "auth");
        general.0.insert(flag.clone());
        cli.credentials.push((scheme.key.clone(), flag));
    }
    for parameter in &api.client_parameters {
        let flag = credentials.take(&kebab(parameter.name.as_str()), "client");
        general.0.insert(flag.clone());
        let name = parameter.name.as_str().to_owned();
        cli.parameters.push((name, flag));
    }
    let mut environments = Words::new(&[]);
    for server in &api.servers {
        let name = environments.take(&kebab(server.name.as_str()), "server");
        cli.environments.push((name, server.url.clone()));
    }
    cli.groups = vec![String::new(); api.resources.len()];
    for (index, resource) in api.resources.iter().enumerate() {
        let taken = if index == 0 { GROUPS } else { &["help"] };
        let mut within = Words::new(taken);
        for child in &resource.children {
            let word = api
                .resources
                .get(child.0)
                .and_then(|child| child.path.last());
            let word = kebab(word.map(String::as_str).unwrap_or_default());
            if let Some(name) = cli.groups.get_mut(child.0) {
                *name = within.take(&word, "api");
            }
        }
        for id in &resource.operations {
            let (Some(operation), Some(command)) =
                (api.operations.get(id.0), cli.commands.get_mut(id.0))
            else {
                continue;
            };
            let wanted = kebab(operation.name.as_str());
            command.name = within.take(&wanted, "call");
            told(
                operation,
                "the command",
                &wanted,
                &command.name,
                diagnostics,
            );
            let mut flags = Words(general.0.clone());
            for flag in &mut command.flags {
                name(operation, flag, &mut flags, diagnostics);
            }
        }
        // Those of the service go before.
        if index == 0 {
            cli.events_word = within.take("events", "webhook");
        }
    }
    let modules = api.resources.iter().map(|one| one.module.as_str());
    let modules: Vec<&str> = modules.collect();
    cli.events_module = Scope::new(&[&modules]).module(&cli.events_word);
    examples(api, &mut cli);
    api.cli = Some(cli);
}

fn name(operation: &Operation, flag: &mut Flag, taken: &mut Words, diagnostics: &mut Diagnostics) {
    let more = match flag.place {
        Some(Place::Path) => "path",
        Some(Place::Query) => "param",
        Some(Place::Header) => "header",
        Some(Place::Cookie) => "cookie",
        Some(Place::Field) => "field",
        None => "body",
    };
    let all = kebab(&flag.wire);
    let wanted = match flag.shape {
        FlagShape::One => all.clone(),
        FlagShape::List | FlagShape::Map => match all.rsplit_once('-') {
            Some((before, last)) => format!("{before}-{}", singular(last)),
            None => singular(&all),
        },
    };
    flag.name = taken.take(&wanted, more);
    told(operation, "the flag", &wanted, &flag.name, diagnostics);
    if flag.shape != FlagShape::One && flag.kind != FlagKind::File {
        let plural = if all == wanted {
            format!("{all}-list")
        } else {
            all
        };
        flag.plural = taken.take(&plural, more);
    }
}

fn told(
    operation: &Operation,
    what: &str,
    wanted: &str,
    name: &str,
    diagnostics: &mut Diagnostics,
) {
    if wanted != name && !wanted.is_empty() {
        let message = format!(
            "{what} `{wanted}` of `{}` is called `{name}`, since `{wanted}` is taken",
            operation.id
        );
        diagnostics.push(Code::NameClash, operation.origin, message);
    }
}

/// An example of each command: what it cannot do without, or else the first flag that has an example.
fn examples(api: &Api, cli: &mut Cli) {
    let groups = paths(api, cli);
    for (index, operation) in api.operations.iter().enumerate() {
        let before = groups
            .get(operation.resource.0)
            .cloned()
            .unwrap_or_default();
        let Some(command) = cli.commands.get_mut(index) else {
            continue;
        };
        let mut example = format!("{} {before}{}", cli.name, command.name);
        for flag in shown(command) {
            let value = match (&flag.example, flag.values.first()) {
                (Some(example), _) => example.clone(),
                (None, Some(value)) => value.clone(),
                (None, None) => placeholder(flag),
            };
            match flag.place {
                Some(Place::Path) => example += &format!(" {}", quoted(&value)),
                _ => example += &format!(" --{} {}", flag.name, quoted(&value)),
            }
        }
        command.example = example;
    }
}

fn shown(command: &Command) -> Vec<&Flag> {
    let required: Vec<&Flag> = command.flags.iter().filter(|flag| flag.required).collect();
    let has_own = required.iter().any(|flag| flag.place.is_none());
    let mut others = command
        .flags
        .iter()
        .filter(|flag| !flag.required && flag.place.is_none());
    let one = others.find(|flag| flag.example.is_some() && flag.kind != FlagKind::Bool);
    match one {
        Some(one) if !has_own => required.into_iter().chain([one]).collect(),
        _ => required,
    }
}

fn placeholder(flag: &Flag) -> String {
    match flag.kind {
        FlagKind::Integer | FlagKind::Number => "1".to_owned(),
        FlagKind::Bool => "true".to_owned(),
        FlagKind::Json => "{}".to_owned(),
        FlagKind::File => "FILE".to_owned(),
        FlagKind::Text => kebab(&flag.wire).replace('-', "_").to_uppercase(),
    }
}

/// The words before the commands of each resource, each with a space behind it.
fn paths(api: &Api, cli: &Cli) -> Vec<String> {
    let mut paths = vec![String::new(); api.resources.len()];
    // Resources come before those within them.
    for (index, resource) in api.resources.iter().enumerate() {
        let before = paths.get(index).cloned().unwrap_or_default();
        for child in &resource.children {
            let word = cli.groups.get(child.0).cloned().unwrap_or_default();
            if let Some(path) = paths.get_mut(child.0) {
                *path = format!("{before}{word} ");
            }
        }
    }
    paths
}

/// A word for a shell.
fn quoted(text: &str) -> String {
    let is_plain = |char: char| char.is_alphanumeric() || "-_./:@%+,=".contains(char);
    match !text.is_empty() && text.chars().all(is_plain) {
        true => text.to_owned(),
        false => format!("'{}'", text.replace('\'', "'\\''")),
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::{EVENT_FLAGS, FLAGS, Words};

    #[test]
    fn every_flag_of_the_engine_is_reserved() {
        let globals = include_str!("../../runtime/cli/globals.rs");
        let tree = include_str!("../../runtime/cli/tree.rs");
        let mut found = BTreeSet::new();
        for (text, mark) in [
            (globals, "taking("),
            (globals, "switch("),
            (globals, "varied("),
            (tree, ".long("),
            (tree, "whole("),
        ] {
            // What is not a text directly behind the mark is a variable.
            let pieces = text.split(mark).skip(1);
            let names = pieces.filter_map(|piece| piece.trim_start().strip_prefix('"'));
            found.extend(names.filter_map(|piece| piece.split('"').next()));
        }
        found.insert("version");
        let reserved: BTreeSet<&str> = FLAGS.iter().copied().collect();
        assert_eq!(found, reserved);
        let events = include_str!("../../runtime/cli/events.rs");
        let pieces = [
            events.split("taking(").skip(1),
            events.split(".long(").skip(1),
        ];
        let names = pieces.into_iter().flatten();
        let names =
            names.filter_map(|piece| piece.trim_start().strip_prefix('"')?.split('"').next());
        let found: BTreeSet<&str> = names.collect();
        assert_eq!(found, EVENT_FLAGS.iter().copied().collect());
    }

    #[test]
    fn words_that_are_taken_get_more() {
        let mut words = Words::new(&["query"]);
        let taken = [words.take("query", "param"), words.take("query", "param")];
        assert_eq!(taken, ["param-query", "param-query-2"]);
    }
}
