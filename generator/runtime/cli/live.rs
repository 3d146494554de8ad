//! Completion of ids: those that the service has, beside what the scripts of shells know by themselves. The service is
//! not trusted: an id that a shell or this tool could take for something else is not offered.

use std::collections::BTreeSet;
use std::ffi::OsString;
use std::time::Duration;

use super::call;
use super::completion::is_deceptive;
use super::json::Json;
use super::line::Line;
use super::run::{runtime, split_groups};
use super::table::{Command, Flag, Group, Place, Shape, Tool};
use super::tree::{self, Extent};

/// The command that the scripts run.
pub(super) const NAME: &str = "complete-ids";

/// How long somebody waits who has pressed a key.
const PATIENCE: Duration = Duration::from_secs(2);

/// The length of the longest id that is offered, in bytes.
const LONGEST: usize = 256;

/// How many ids are offered at most.
const MOST: usize = 1000;

/// The ids that can come behind these words, one a line; none where nobody knows any. They are arguments of this
/// tool: an id that begins with `@` has two of them.
pub(super) fn ids(tool: &'static Tool, words: Vec<String>) -> String {
    let ids = offered(tool, words, "").into_iter();
    ids.map(|id| id + "\n").collect()
}

/// The same for a line of bash: before the ids come the quote that is open and the text that they begin with.
pub(super) fn ids_in_line(tool: &'static Tool, text: &str) -> String {
    let Some(mut line) = Line::read(text) else {
        return String::new();
    };
    let mut typed = line.typed.as_str();
    if typed.starts_with('-') {
        let Some((flag, value)) = typed.split_once('=') else {
            return String::new();
        };
        line.before.push(format!("{flag}="));
        typed = value;
    }
    let words = line.before.into_iter().skip(1).collect();
    let ids = offered(tool, words, typed);
    let head = [line.quote.name().to_owned(), typed.to_owned()];
    let lines = head.into_iter().chain(ids);
    lines.map(|line| line + "\n").collect()
}

/// The ids that a shell can carry, as arguments.
fn offered(tool: &'static Tool, words: Vec<String>, typed: &str) -> Vec<String> {
    let mut line: Vec<OsString> = vec![tool.name.into()];
    line.extend(words.into_iter().map(OsString::from));
    split_groups(&tool.root, &mut line);
    let words: Vec<String> = { line.into_iter().skip(1) }
        .filter_map(|word| word.into_string().ok())
        .collect();
    let Some((ids, is_literal)) = found(tool, &words) else {
        return Vec::new();
    };
    let ids = ids.into_iter().filter(|id| is_fit(id, is_literal));
    let ids = ids.map(|id| match id.starts_with('@') {
        true => format!("@{id}"),
        false => id,
    });
    { ids.filter(|id| id.starts_with(typed)) }
        .take(MOST)
        .collect()
}

/// Whether a shell can carry an id, and this tool takes it for one. A flag from a service could send the next call
/// elsewhere.
fn is_fit(id: &str, is_literal: bool) -> bool {
    let is_unfit = |c: char| c.is_control() || c.is_whitespace() || is_deceptive(c);
    let is_flag = id.starts_with('-') && !is_literal;
    !id.is_empty() && id.len() <= LONGEST && !is_flag && !id.contains(is_unfit)
}

/// The ids that the service has, and whether one that begins with `-` can come here.
fn found(tool: &'static Tool, words: &[String]) -> Option<(Vec<String>, bool)> {
    let typed = Typed::read(tool, words)?;
    let command = typed.command?;
    let path = { command.flags.iter() }.filter(|flag| flag.place == Place::Path);
    let path: Vec<&Flag> = path.collect();
    let is_named = |flag: &&Flag| typed.named.iter().any(|(name, _)| name == flag.name);
    let wanted = match &typed.open {
        Some(name) => { path.into_iter() }.find(|flag| flag.name == *name),
        None => { path.into_iter() }
            .filter(|flag| !is_named(flag))
            .nth(typed.positions.len()),
    }?;
    let (before, _) = { command.operation.path }.split_once(&format!("/{{{}}}", wanted.wire))?;
    let mut line = vec![tool.name.to_owned()];
    let list = lister(&tool.root, before, &mut line)?;
    let mut positions = typed.positions.into_iter();
    for flag in list.flags.iter().filter(|flag| flag.place == Place::Path) {
        let named = typed.named.iter().find(|(name, _)| name == flag.name);
        let value = named.map(|(_, value)| value.clone());
        let value = value.or_else(|| positions.next())?;
        line.push(format!("--{}={value}", flag.name));
    }
    line.extend(typed.globals);
    line.extend(["--retries=0".to_owned(), "--no-input".to_owned()]);
    let names: BTreeSet<String> = line.iter().cloned().collect();
    let clap = tree::build(tool, &Extent::Named(&names));
    let matches = clap.try_get_matches_from(&line).ok()?;
    let mut matches = &matches;
    while let Some((_, below)) = matches.subcommand() {
        matches = below;
    }
    let runtime = runtime().ok()?;
    let answer = runtime.block_on(async {
        tokio::time::timeout(PATIENCE, call::answered(tool, list, matches)).await
    });
    // A look-up of a name that was given up on is not waited for.
    runtime.shutdown_background();
    let answer = Json::parse(&answer.ok()?.ok()?).ok()?;
    let items = match &list.pages {
        Some(pages) => { pages.items.iter() }.try_fold(&answer, |at, name| at.get(name))?,
        None => &answer,
    };
    let Json::List(items) = items else {
        return None;
    };
    let id = |item: &Json| match item.get(wanted.wire).or_else(|| item.get("id"))? {
        Json::Text(text) => Some(text.clone()),
        Json::Number(number) => Some(number.clone()),
        _ => None,
    };
    // The tool splits a list at commas, and reads one in brackets as JSON.
    let is_list = wanted.shape != Shape::One;
    let is_one = |id: &String| !(is_list && (id.contains(',') || id.starts_with('[')));
    let ids = items.iter().filter_map(id).filter(is_one).collect();
    Some((ids, typed.is_literal))
}

/// The command that lists what is at a path, and its words.
fn lister(group: &'static Group, path: &str, line: &mut Vec<String>) -> Option<&'static Command> {
    let mut commands = group.commands.iter();
    let is_it = |one: &&Command| one.operation.method == "GET" && one.operation.path == path;
    if let Some(command) = commands.find(is_it) {
        line.push(command.name.to_owned());
        return Some(command);
    }
    group.groups.iter().find_map(|inner| {
        line.push(inner.name.to_owned());
        let found = lister(inner, path, line);
        if found.is_none() {
            line.pop();
        }
        found
    })
}

/// What words say.
#[derive(Default)]
struct Typed {
    command: Option<&'static Command>,
    /// The flag whose value comes next.
    open: Option<String>,
    /// Whether what comes next is no flag, whatever it begins with: it stands behind `--` or `--flag=`.
    is_literal: bool,
    /// Flags and their values.
    named: Vec<(String, String)>,
    positions: Vec<String>,
    /// The flags that every command has.
    globals: Vec<String>,
}

impl Typed {
    fn read(tool: &'static Tool, words: &[String]) -> Option<Self> {
        let names: BTreeSet<String> = words.iter().cloned().collect();
        let clap = tree::build(tool, &Extent::Named(&names));
        let mut leaf = &clap;
        let mut group = &tool.root;
        let mut typed = Typed::default();
        let mut rest = words.iter();
        while let Some(word) = rest.next() {
            if word == "--" && !typed.is_literal {
                typed.is_literal = true;
                continue;
            }
            if !word.starts_with('-') || typed.is_literal {
                if typed.command.is_some() {
                    typed.positions.push(word.clone());
                    continue;
                }
                leaf = leaf.find_subcommand(word)?;
                typed.command = group.commands.iter().find(|one| one.name == word);
                if typed.command.is_none() {
                    group = group.groups.iter().find(|one| one.name == word)?;
                }
                continue;
            }
            let (flag, value) = match word.split_once('=') {
                Some((flag, value)) => (flag, Some(value)),
                None => (word.as_str(), None),
            };
            let is_named = |arg: &&clap::Arg| match flag.strip_prefix("--") {
                Some(long) => arg.get_long() == Some(long),
                None => arg.get_short() == flag.chars().nth(1),
            };
            let global = clap.get_arguments().find(is_named);
            let arg = global.or_else(|| leaf.get_arguments().find(is_named))?;
            let takes = arg.get_action().takes_values() && !arg.is_require_equals_set();
            let is_joined = value.is_some();
            let value = match value {
                Some("") if rest.len() == 0 => None,
                None if takes => rest.next().map(String::as_str),
                None => Some(""),
                value => value,
            };
            let name = arg.get_id().to_string();
            let Some(value) = value else {
                typed.open = Some(name);
                typed.is_literal = is_joined;
                return Some(typed);
            };
            match name.as_str() {
                _ if global.is_none() => typed.named.push((name, value.to_owned())),
                // Ids are asked for with the credentials, and these hide them.
                "dry-run" | "raw-response" => {}
                name if takes => typed.globals.push(format!("--{name}={value}")),
                name => typed.globals.push(format!("--{name}")),
            }
        }
        Some(typed)
    }
}
