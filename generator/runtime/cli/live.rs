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
pub(super) fn script(tool: &'static Tool, shell: &str) -> String {
    let mut flags = BTreeSet::new();
    path_flags(&tool.root, &mut flags);
    let tool = tool.name;
    let word = tool.replace('-', "_");
    match shell {
        "bash" => format!(
            r#"
_{word}_live() {{
    _{tool} "$@"
    local ids cur="${{COMP_WORDS[COMP_CWORD]}}" before=("${{COMP_WORDS[@]:1:COMP_CWORD-1}}")
    if [[ "$cur" == = ]]; then
        before+=(=)
        cur=
    fi
    if [[ "$cur" != -* ]]; then
        ids="$({tool} {NAME} -- "${{before[@]}}" 2>/dev/null)"
        COMPREPLY+=($(compgen -W "$ids" -- "$cur"))
    fi
}}
complete -F _{word}_live -o bashdefault -o default {tool}
"#
        ),
        "zsh" => format!(
            r#"
_{word}_live() {{
    local current="${{words[CURRENT]}}" before=("${{(@)words[2,CURRENT-1]}}")
    [[ "$current" == --*=* ]] && before+=("${{current%%=*}}=")
    if [[ "$current" != -* || "$current" == --*=* ]]; then
        local ids=("${{(@f)$({tool} {NAME} -- "${{before[@]}}" 2>/dev/null)}}")
        ids=("${{(@)ids:#}}")
        if (( ${{#ids}} )); then
            [[ "$current" == --*=* ]] && compset -P '*='
            compadd -a ids
            return
        fi
    fi
    _{tool} "$@"
}}
compdef _{word}_live {tool}
"#
        ),
        "fish" => {
            let ids = format!("'({tool} {NAME} -- (commandline -opc)[2..] 2>/dev/null)'");
            let is_value = "'not string match -q -- \"-*\" (commandline -ct)'";
            let mut script = format!("complete -c {tool} -f -n {is_value} -a {ids}\n");
            for flag in flags {
                let is_before = format!(
                    "'string match -q -- \"--{flag}*\" (commandline -opc)[-1] (commandline -ct)'"
                );
                script += &format!("complete -c {tool} -n {is_before} -l {flag} -x -a {ids}\n");
            }
            script
        }
        _ => String::new(),
    }
}

/// The flags whose values are parts of paths.
fn path_flags(group: &'static Group, flags: &mut BTreeSet<&'static str>) {
    for flag in group.commands.iter().flat_map(|one| one.flags) {
        if flag.place == Place::Path {
            flags.insert(flag.name);
        }
    }
    for inner in group.groups {
        path_flags(inner, flags);
    }
}

/// The ids that can come behind these words, one a line; none where nobody knows any.
pub(super) fn ids(tool: &'static Tool, words: Vec<String>) -> String {
    let mut line: Vec<OsString> = vec![tool.name.into()];
    let mut is_joined = false;
    for word in words {
        // To bash the sign is a word of its own.
        let is_sign = word == "=";
        match line.last_mut() {
            Some(last) if is_joined || is_sign => last.push(word),
            _ => line.push(word.into()),
        }
        is_joined = is_sign;
    }
    split_groups(&tool.root, &mut line);
    let words: Vec<String> = { line.into_iter().skip(1) }
        .filter_map(|word| word.into_string().ok())
        .collect();
    found(tool, &words).unwrap_or_default()
}

fn found(tool: &'static Tool, words: &[String]) -> Option<String> {
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
            if !word.starts_with('-') {
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
            let value = match value {
                Some("") if rest.len() == 0 => None,
                None if takes => rest.next().map(String::as_str),
                None => Some(""),
                value => value,
            };
            let name = arg.get_id().to_string();
            let Some(value) = value else {
                typed.open = Some(name);
                return Some(typed);
            };
            match name.as_str() {
                _ if global.is_none() => typed.named.push((name, value.to_owned())),
                // Ids are asked for with the credentials, and these hide them.
                "dry-run" => {}
                name if takes => typed.globals.push(format!("--{name}={value}")),
                name => typed.globals.push(format!("--{name}")),
            }
        }
        Some(typed)
    }
}
