//! Runs the command-line tool.

use std::collections::BTreeSet;
use std::ffi::OsString;
use std::process::ExitCode;

use clap::ArgMatches;
use clap::builder::Styles;
use clap::error::ErrorKind;

use super::failure::Failure;
use super::globals::{is_on, text};
use super::print::{Format, Output};
use super::table::{Command, Extra, Group, Tool};
use super::tree::{self, Extent};
use super::{auth, call, catalogue, completion, live, notes, signals, terminal};

/// Runs the tool with the arguments of the process.
pub(crate) fn main(tool: &'static Tool) -> ExitCode {
    let mut arguments: Vec<OsString> = std::env::args_os().collect();
    split_groups(&tool.root, &mut arguments);
    let names: BTreeSet<String> = arguments
        .iter()
        .filter_map(|argument| argument.to_str().map(str::to_owned))
        .collect();
    let clap = tree::build(tool, &Extent::Named(&names));
    let matches = match clap.try_get_matches_from(&arguments) {
        Ok(matches) => matches,
        Err(error) => {
            // The same error without the styles of clap: control sequences in it are not clap's.
            let plain = || {
                let plain = tree::build(tool, &Extent::Named(&names)).styles(Styles::plain());
                let error = plain.try_get_matches_from(&arguments).err();
                error.map_or(String::new(), |error| error.render().ansi().to_string())
            };
            return refused(&error, plain, &arguments);
        }
    };
    let (found, matches) = locate(tool, &matches);
    notes::set_quiet(is_on(matches, "quiet"));
    let outcome = match &found {
        // Without a call the tool waits for nothing but its input, and ends before the thread would have started.
        Found::Command(command) if is_on(matches, "dry-run") => {
            wait(call::run(tool, command, matches))
        }
        Found::Command(command) => {
            signals::watch().and_then(|()| wait(call::run(tool, command, matches)))
        }
        Found::Extra(extra, word) => {
            signals::watch().and_then(|()| wait((extra.run)(tool, word, matches)))
        }
        Found::Builtin(words) => builtin(tool, words, matches),
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            let command = match found {
                Found::Command(command) => Some(command),
                Found::Builtin(_) | Found::Extra(..) => None,
            };
            report(&failure, command, text(matches, "format"));
            ExitCode::from(failure.exit_code())
        }
    }
}

/// Help that was asked for, or what is wrong with the arguments.
fn refused(
    error: &clap::Error,
    plain: impl FnOnce() -> String,
    arguments: &[OsString],
) -> ExitCode {
    if matches!(
        error.kind(),
        ErrorKind::DisplayHelp | ErrorKind::DisplayVersion
    ) {
        terminal::clap(error, plain);
        return ExitCode::SUCCESS;
    }
    let words: Vec<&str> = arguments.iter().filter_map(|word| word.to_str()).collect();
    let is_for_programs = words.windows(2).any(|pair| {
        matches!(
            pair,
            ["--format", "json" | "jsonl"] | [_, "--format=json" | "--format=jsonl"]
        )
    });
    if is_for_programs {
        let text = error.to_string();
        let first = text.lines().next().unwrap_or_default();
        let message = first.trim_start_matches("error: ").to_owned();
        report(&Failure::Usage(message), None, Some("json"));
    } else {
        terminal::clap(error, plain);
    }
    ExitCode::from(3)
}

/// Splits the words of groups that are joined by colons, as in `pods:webhooks`.
pub(super) fn split_groups(root: &'static Group, arguments: &mut Vec<OsString>) {
    let joined = arguments.iter().position(|argument| {
        let words = argument.to_str().filter(|text| text.contains(':'));
        words.is_some_and(|text| is_group(root, text.split(':')))
    });
    let words = joined.and_then(|at| Some((at, arguments.get(at)?.to_str()?.to_owned())));
    if let Some((at, words)) = words {
        arguments.splice(at..=at, words.split(':').map(OsString::from));
    }
}

fn is_group<'a>(root: &'static Group, mut words: impl Iterator<Item = &'a str>) -> bool {
    let found = words.try_fold(root, |group, word| {
        group.groups.iter().find(|inner| inner.name == word)
    });
    found.is_some()
}

/// What the words of the command line mean.
enum Found {
    Command(&'static Command),
    Extra(&'static Extra, String),
    Builtin(Vec<String>),
}

fn locate<'m>(tool: &'static Tool, matches: &'m ArgMatches) -> (Found, &'m ArgMatches) {
    let mut group = Some(&tool.root);
    let mut matches = matches;
    let mut words = Vec::new();
    while let Some((name, below)) = matches.subcommand() {
        matches = below;
        words.push(name.to_owned());
        let command = group.and_then(|group| group.commands.iter().find(|one| one.name == name));
        if let (Some(command), None) = (command, below.subcommand()) {
            return (Found::Command(command), below);
        }
        group = group.and_then(|group| group.groups.iter().find(|one| one.name == name));
    }
    let is_of = |extra: &&Extra| words.first().is_some_and(|word| word == extra.name);
    let found = match (tool.extras.iter().find(is_of), words.last()) {
        (Some(extra), Some(word)) => Found::Extra(extra, word.clone()),
        _ => Found::Builtin(words),
    };
    (found, matches)
}

fn builtin(tool: &'static Tool, words: &[String], matches: &ArgMatches) -> Result<(), Failure> {
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    let printed = match words.as_slice() {
        ["auth", what] => auth::run(tool, what, matches)?,
        ["commands"] => catalogue::commands(tool, Format::choose(text(matches, "format"), false)),
        ["completion"] => completion::script(tool, text(matches, "shell").unwrap_or_default()),
        ["man"] => man(tool, text(matches, "dir").unwrap_or_default())?,
        [live::NAME] => match text(matches, "line") {
            Some(line) => live::ids_in_line(tool, line),
            None => {
                let words = matches.get_many::<String>("words").into_iter().flatten();
                live::ids(tool, words.cloned().collect())
            }
        },
        _ => String::new(),
    };
    let mut output = Output::open(None)?;
    output.write(printed)?;
    output.close()
}

/// Writes a page for each command.
fn man(tool: &'static Tool, folder: &str) -> Result<String, Failure> {
    let failed = |error: std::io::Error| Failure::file("write", folder, &error);
    std::fs::create_dir_all(folder).map_err(failed)?;
    let clap = tree::build(tool, &Extent::Whole).disable_help_subcommand(true);
    clap_mangen::generate_to(clap, folder).map_err(failed)?;
    notes::note(&format!("the pages are in {folder}"));
    Ok(String::new())
}

/// Waits for a command.
fn wait(command: impl Future<Output = Result<(), Failure>>) -> Result<(), Failure> {
    let runtime = runtime()?;
    let outcome = runtime.block_on(command);
    // A look-up of a name that was given up on is not waited for.
    runtime.shutdown_background();
    outcome
}

/// What runs calls.
pub(super) fn runtime() -> Result<tokio::runtime::Runtime, Failure> {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build();
    runtime.map_err(|error| Failure::Local(format!("cannot start: {error}")))
}

fn report(failure: &Failure, command: Option<&Command>, format: Option<&str>) {
    match (failure, format) {
        (Failure::ClosedPipe, _) => {}
        (_, Some("json" | "jsonl")) => terminal::record(&failure.object(command).to_string()),
        _ => notes::say(&format!("error: {}", failure.line(command))),
    }
}
