//! Completion of ids: those that the service has, beside what the scripts of shells know by themselves.

use std::collections::BTreeSet;
use std::ffi::OsString;
use std::time::Duration;

use super::call;
use super::json::Json;
use super::run::{runtime, split_groups};
use super::table::{Command, Flag, Group, Place, Tool};
use super::tree::{self, Extent};

/// The command that the scripts run.
pub(super) const NAME: &str = "complete-ids";

/// How long somebody waits who has pressed a key.
const PATIENCE: Duration = Duration::from_secs(2);

/// What a script does beside: it asks for ids. What it does not know how to ask, it does not.
pub(super) fn script(tool: &str, shell: &str) -> String {
    let word = tool.replace('-', "_");
    match shell {
        "bash" => format!(
            r#"
_{word}_live() {{
    _{tool} "$@"
    local cur="${{COMP_WORDS[COMP_CWORD]}}"
    if [[ "$cur" != -* ]]; then
        local ids
        ids="$({tool} {NAME} -- "${{COMP_WORDS[@]:1:COMP_CWORD-1}}" 2>/dev/null)"
        COMPREPLY+=($(compgen -W "$ids" -- "$cur"))
    fi
}}
complete -F _{word}_live -o bashdefault -o default {tool}
"#
        ),
        "zsh" => format!(
            r#"
_{word}_live() {{
    local before=("${{(@)words[2,CURRENT-1]}}")
    if [[ "${{words[CURRENT]}}" != -* ]]; then
        local ids=("${{(@f)$({tool} {NAME} -- "${{before[@]}}" 2>/dev/null)}}")
        ids=("${{(@)ids:#}}")
        (( ${{#ids}} )) && compadd -a ids
    fi
    _{tool} "$@"
}}
compdef _{word}_live {tool}
"#
        ),
        "fish" => format!(
            "complete -c {tool} -f -n 'not string match -q -- \"-*\" (commandline -ct)' \
             -a '({tool} {NAME} -- (commandline -opc)[2..] 2>/dev/null)'\n"
        ),
        _ => String::new(),
    }
}

/// The ids that can come behind these words, one a line; none where nobody knows any.
pub(super) fn ids(tool: &'static Tool, words: Vec<String>) -> String {
    let mut line: Vec<OsString> = vec![tool.name.into()];
    line.extend(words.into_iter().map(OsString::from));
    split_groups(&tool.root, &mut line);
    let words: Vec<String> = { line.into_iter().skip(1) }
        .filter_map(|word| word.into_string().ok())
        .collect();
    found(tool, &words).unwrap_or_default()
}

fn found(tool: &'static Tool, words: &[String]) -> Option<String> {
    let (command, rest) = command(&tool.root, words)?;
    let typed = Typed::read(tool, words, rest)?;
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
    let answer = runtime().ok()?.block_on(async {
        tokio::time::timeout(PATIENCE, call::answered(tool, list, matches)).await
    });
    let answer = Json::parse(&answer.ok()?.ok()?).ok()?;
    let items = match &list.pages {
        Some(pages) => { pages.items.iter() }.try_fold(&answer, |at, name| at.get(name))?,
        None => &answer,
    };
    let Json::List(items) = items else {
        return None;
    };
    let id = |item: &Json| match item.get(wanted.wire).or_else(|| item.get("id"))? {
        Json::Text(text) => Some(text.clone() + "\n"),
        Json::Number(number) => Some(number.clone() + "\n"),
        _ => None,
    };
    Some(items.iter().filter_map(id).collect())
}

/// The command that words begin with, and the words behind it.
fn command<'w>(
    group: &'static Group,
    words: &'w [String],
) -> Option<(&'static Command, &'w [String])> {
    let (first, rest) = words.split_first()?;
    if let Some(command) = group.commands.iter().find(|one| one.name == first) {
        return Some((command, rest));
    }
    let inner = group.groups.iter().find(|one| one.name == first)?;
    command(inner, rest)
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

/// What stands behind the words of a command.
#[derive(Default)]
struct Typed {
    /// The flag whose value comes next.
    open: Option<String>,
    /// Flags and their values.
    named: Vec<(String, String)>,
    positions: Vec<String>,
    /// The flags that every command has.
    globals: Vec<String>,
}

impl Typed {
    fn read(tool: &'static Tool, words: &[String], rest: &[String]) -> Option<Self> {
        let names: BTreeSet<String> = words.iter().cloned().collect();
        let clap = tree::build(tool, &Extent::Named(&names));
        let before = words.len().checked_sub(rest.len())?;
        let path = words.iter().take(before);
        let leaf = { path }.try_fold(&clap, |at, word| at.find_subcommand(word))?;
        let mut typed = Typed::default();
        let mut rest = rest.iter();
        while let Some(word) = rest.next() {
            let Some(flag) = word.strip_prefix("--") else {
                typed.positions.push(word.clone());
                continue;
            };
            let name = flag.split('=').next().unwrap_or(flag);
            let is_named = |arg: &&clap::Arg| arg.get_long() == Some(name);
            let global = clap.get_arguments().find(is_named);
            let arg = global.or_else(|| leaf.get_arguments().find(is_named))?;
            let takes = arg.get_action().takes_values() && !arg.is_require_equals_set();
            let value = match takes && !flag.contains('=') {
                false => None,
                true => match rest.next() {
                    Some(value) => Some(value.clone()),
                    None => {
                        typed.open = Some(name.to_owned());
                        return Some(typed);
                    }
                },
            };
            let joined = flag.split_once('=').map(|(_, value)| value.to_owned());
            if global.is_some() {
                typed.globals.push(word.clone());
                typed.globals.extend(value);
            } else if let Some(value) = value.or(joined) {
                typed.named.push((name.to_owned(), value));
            }
        }
        Some(typed)
    }
}
