//! Completion scripts: what clap writes for each shell, and the functions that ask the service for ids.
//!
//! Nothing that comes from the service or from its description is code in a script. Ids reach bash, zsh and fish as
//! lines of output, which no shell expands; PowerShell and elvish complete commands and flags only.

use std::collections::BTreeSet;

use clap::builder::{PossibleValuesParser, ValueHint};
use clap::{Arg, Command as Clap};
use clap_complete::Shell;

use super::live;
use super::table::{Group, Place, Tool};
use super::tree::{self, Extent};

/// The completion script of a shell.
pub(super) fn script(tool: &'static Tool, shell: &str) -> String {
    let mut script = Vec::new();
    if let Ok(shell) = shell.parse::<Shell>() {
        let mut clap = harmless(tree::build(tool, &Extent::Whole));
        clap_complete::generate(shell, &mut clap, tool.name, &mut script);
    }
    let live = match shell {
        "bash" => bash(tool.name),
        "zsh" => zsh(tool.name),
        "fish" => fish(tool),
        _ => String::new(),
    };
    String::from_utf8_lossy(&script).into_owned() + &live
}

/// Whether a character hides text or changes its order, so that a reader sees something else than what is there.
pub(super) fn is_deceptive(c: char) -> bool {
    matches!(
        c,
        '\u{ad}' | '\u{61c}' | '\u{180e}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e007f}'
    )
}

/// The command line without texts that the scripts of clap cannot carry: these do not escape all that is special to
/// a shell.
fn harmless(clap: Clap) -> Clap {
    let about = clap.get_about().map(|about| line(&about.to_string()));
    let clap = clap.mut_args(argument).mut_subcommands(harmless);
    match about {
        Some(about) => clap.about(about),
        None => clap,
    }
}

fn argument(mut arg: Arg) -> Arg {
    if let Some(help) = arg.get_help() {
        let help = line(&help.to_string());
        arg = arg.help(help);
    }
    if !arg.get_action().takes_values() {
        return arg;
    }
    let values = arg.get_possible_values();
    let safe: Vec<_> = { values.iter().cloned() }
        .filter(|value| is_plain(value.get_name()))
        .collect();
    if !safe.is_empty() {
        return match safe.len() == values.len() {
            true => arg,
            false => arg.value_parser(PossibleValuesParser::new(safe)),
        };
    }
    let names = arg.get_value_names().unwrap_or_default();
    // Without a hint the script of bash offers files, and inserts their names without quotes.
    let hint = match names.first().map(|name| name.as_str()) {
        Some("FILE") => ValueHint::FilePath,
        Some("DIR") => ValueHint::DirPath,
        _ => ValueHint::Other,
    };
    arg.value_parser(clap::builder::StringValueParser::new())
        .value_hint(hint)
}

/// Whether a value means itself in every shell.
fn is_plain(value: &str) -> bool {
    let is_plain = |c: char| c.is_alphanumeric() || "_-./:@+,=".contains(c);
    !value.is_empty() && !value.starts_with('=') && value.chars().all(is_plain)
}

/// A description as one line without characters that the scripts of clap leave unescaped: PowerShell ends a text at
/// each of four typographic quotes, and zsh gives backslashes in the help of a position a meaning.
fn line(text: &str) -> String {
    let harmless = text.chars().filter(|c| !is_deceptive(*c)).map(|c| match c {
        '\u{2018}'..='\u{201b}' | '`' => '\'',
        '\\' => '/',
        c if c.is_control() => ' ',
        c => c,
    });
    let text: String = harmless.collect();
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The additions for bash: they add the rest of each id, quoted, to the typed text. The tool reads the line, because
/// bash splits `COMP_WORDS` at characters such as `:`, `=` and `@` and keeps quotes in them.
fn bash(tool: &str) -> String {
    let name = live::NAME;
    let (word, clap) = (tool.replace('-', "_"), tool.replace('-', "__"));
    format!(
        r#"
_{word}_live() {{
    _{clap} "$@"
    local line="${{COMP_LINE:0:COMP_POINT}}" found quote typed id rest
    local -a ids=()
    [[ "$line" == *"$2" ]] || return 0
    found="$({tool} {name} --line "$line" </dev/null 2>/dev/null)"
    {{
        IFS= read -r quote
        IFS= read -r typed
        while IFS= read -r id; do
            [[ -n "$id" && "$id" == "$typed"* ]] || continue
            rest="${{id:${{#typed}}}}"
            case "$quote" in
                single) [[ "$rest" == *\'* ]] && continue ;;
                double) [[ "$rest" == *[\"\$\`\\!]* ]] && continue ;;
                *) [[ -n "$rest" ]] && printf -v rest %q "$rest" ;;
            esac
            ids+=("$2$rest")
        done
    }} <<< "$found"
    if (( ${{#ids[@]}} )); then
        COMPREPLY=("${{ids[@]}}")
        [[ "${{BASH_VERSINFO[0]}}" -ge 4 ]] && compopt +o nospace 2>/dev/null
    fi
    return 0
}}
complete -F _{word}_live -o bashdefault -o default {tool}
"#
    )
}

/// The additions for zsh. `compadd` quotes what it inserts.
fn zsh(tool: &str) -> String {
    let (name, word) = (live::NAME, tool.replace('-', "_"));
    format!(
        r#"
_{word}_live() {{
    local current="${{words[CURRENT]}}"
    local -a before ids
    before=("${{(@Q)words[2,CURRENT-1]}}")
    [[ "$current" == --*=* ]] && before+=("${{current%%=*}}=")
    if [[ "$current" != -* || "$current" == --*=* ]]; then
        ids=("${{(@f)$({tool} {name} -- "${{before[@]}}" </dev/null 2>/dev/null)}}")
        ids=("${{(@)ids:#}}")
        if (( ${{#ids}} )); then
            [[ "$current" == --*=* ]] && compset -P 1 '*='
            compadd -a -- ids
            return
        fi
    fi
    _{tool} "$@"
}}
compdef _{word}_live {tool}
"#
    )
}

/// The additions for fish. It quotes what it inserts, but for a tilde in front, which stands for a home folder.
fn fish(tool: &'static Tool) -> String {
    let mut flags = BTreeSet::new();
    path_flags(&tool.root, &mut flags);
    let (tool, name, word) = (tool.name, live::NAME, tool.name.replace('-', "_"));
    let is_value = "'not string match -q -- \"-*\" (commandline -ct)'";
    let mut script = format!(
        r#"
function __{word}_ids
    set -l before (commandline -opc)
    set -e before[1]
    set -l current (commandline -ct)
    if string match -q -- '--*=*' "$current[1]"
        set -a before (string split -m 1 -f 1 -- = $current[1])=
    end
    {tool} {name} -- $before </dev/null 2>/dev/null | string match -v -- '~*'
end
complete -c {tool} -f -n {is_value} -a '(__{word}_ids)'
"#
    );
    for flag in flags {
        let is_before =
            format!("'string match -q -- \"--{flag}*\" (commandline -opc)[-1] (commandline -ct)'");
        script += &format!("complete -c {tool} -n {is_before} -l {flag} -x -a '(__{word}_ids)'\n");
    }
    script
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
