//! What every command takes, and the commands that every tool has.

use clap::builder::PossibleValuesParser;
use clap::{Arg, ArgAction, ArgMatches, Command as Clap};

use super::live;
use super::print::Format;
use super::settings;
use super::table::Tool;
use super::vault;

/// Where they stand in the help.
pub(super) const HEADING: &str = "Settings";
const OUTPUT: &str = "Output";

/// The flags of every command.
pub(super) fn arguments(tool: &'static Tool) -> Vec<Arg> {
    let mut all = vec![
        taking(
            "format",
            "FORMAT",
            "How to print: a table on a terminal, else JSON",
            OUTPUT,
        )
        .value_parser(PossibleValuesParser::new(Format::NAMES)),
        taking(
            "query",
            "JMESPATH",
            "Print what this expression finds",
            OUTPUT,
        ),
        taking(
            "columns",
            "A,B,…",
            "The columns of a table or of CSV",
            OUTPUT,
        ),
        switch("show-secrets", "Show secrets", OUTPUT),
        taking(
            "output",
            "FILE",
            "Write to a file instead of standard output",
            OUTPUT,
        )
        .short('o'),
        switch(
            "raw-response",
            "Print the body of the response as it arrived, secrets included",
            OUTPUT,
        ),
        switch("quiet", "Print no notes and no progress", OUTPUT).short('q'),
        switch("dry-run", "Print the request and send nothing", OUTPUT),
        switch(
            "debug",
            "Print request and answer on standard error, without secrets",
            OUTPUT,
        ),
    ];
    for (name, flag) in tool.credentials {
        let scheme = tool.sdk.schemes.iter().find(|scheme| scheme.name == *name);
        let variable = scheme.and_then(|scheme| scheme.env);
        let better = variable.map_or(String::new(), |variable| format!("${variable} or "));
        let key = taking(flag, "KEY", "", HEADING);
        all.push(key.help(format!(
            "The credential. Other users of this machine can see it with ps: prefer {better}\"{} auth login\"",
            tool.name
        )));
    }
    let varied = |name: &'static str, value: &'static str, help: &str| {
        let variable = settings::variable(tool, name);
        taking(name, value, "", HEADING).help(format!("{help} [${variable}]"))
    };
    let base_url = taking("base-url", "URL", "", HEADING);
    all.extend([
        base_url.help(match tool.sdk.base_url_env {
            Some(variable) => format!("Where the service is [${variable}]"),
            None => "Where the service is".to_owned(),
        }),
        varied("profile", "NAME", "The stored key to use"),
        taking(
            "env-file",
            "FILE",
            "Read variables from a file such as .env",
            HEADING,
        ),
        varied("timeout", "SECONDS", "How long an attempt may take"),
        varied("retries", "N", "How often to try again"),
        varied(
            "max-response-size",
            "BYTES",
            "How large a response may be that is decoded as a whole, such as 200MiB; downloads are not limited",
        ),
        varied(
            "proxy",
            "URL",
            "Go through a proxy, also one that $HTTPS_PROXY does not name",
        ),
        varied("ca-bundle", "FILE", "Trust the certificates in a PEM file"),
        switch("no-input", "Ask for nothing", HEADING),
    ]);
    for (name, flag) in tool.parameters {
        let described = tool.sdk.parameters.iter().find(|one| one.name == *name);
        let wire = described.map_or(*name, |one| one.parameter.name);
        let variable = settings::parameter_variable(tool, name, flag);
        let help = format!("The parameter {wire} of calls that take it [${variable}]");
        all.push(taking(flag, "TEXT", "", HEADING).help(help));
    }
    if !tool.sdk.variables.is_empty() {
        all.push(
            taking(
                "server-variable",
                "NAME=VALUE",
                "What a variable in the URL of the server stands for; may be repeated",
                HEADING,
            )
            .action(ArgAction::Append),
        );
    }
    if !tool.environments.is_empty() {
        let names = tool.environments.iter().map(|(name, _)| *name);
        all.push(
            taking(
                "environment",
                "NAME",
                "One of the service's own servers",
                HEADING,
            )
            .value_parser(PossibleValuesParser::new(names.collect::<Vec<_>>())),
        );
    }
    all
}

fn taking(
    name: &'static str,
    value: &'static str,
    help: &'static str,
    heading: &'static str,
) -> Arg {
    Arg::new(name)
        .long(name)
        .value_name(value)
        .help(help)
        .action(ArgAction::Set)
        .help_heading(heading)
        .global(true)
}

fn switch(name: &'static str, help: &'static str, heading: &'static str) -> Arg {
    Arg::new(name)
        .long(name)
        .help(help)
        .action(ArgAction::SetTrue)
        .help_heading(heading)
        .global(true)
}

/// The commands of every tool.
pub(super) fn commands() -> [Clap; 5] {
    let shells = ["bash", "elvish", "fish", "powershell", "zsh"];
    let shell = Arg::new("shell")
        .required(true)
        .value_parser(PossibleValuesParser::new(shells));
    [
        Clap::new("auth")
            .about("Store a key, forget it, or tell which one is used")
            .subcommand_required(true)
            .arg_required_else_help(true)
            .subcommand(Clap::new("login").about(match vault::IS_THERE {
                true => "Store a key in the system's keyring",
                false => "Store a key in a file that only you can read",
            }))
            .subcommand(Clap::new("status").about("Tell where the key comes from"))
            .subcommand(Clap::new("logout").about("Forget the stored key")),
        Clap::new("commands").about("List all commands, with --format json for programs"),
        Clap::new("completion")
            .about(
                "Print the completion script of a shell; ids are completed in bash, fish and zsh",
            )
            .arg(shell),
        Clap::new("man")
            .about("Write the manual pages into a folder")
            .arg(Arg::new("dir").value_name("DIR").required(true)),
        // What the scripts ask for ids.
        Clap::new(live::NAME)
            .hide(true)
            .arg(
                Arg::new("line")
                    .long("line")
                    .allow_hyphen_values(true)
                    .conflicts_with("words"),
            )
            .arg(Arg::new("words").num_args(0..).last(true)),
    ]
}

/// The text of a flag.
pub(super) fn text<'a>(matches: &'a ArgMatches, name: &str) -> Option<&'a str> {
    let text = matches.try_get_one::<String>(name).ok().flatten();
    text.map(String::as_str)
}

/// Whether a switch is on.
pub(super) fn is_on(matches: &ArgMatches, name: &str) -> bool {
    let value = matches.try_get_one::<bool>(name).ok().flatten();
    value.copied().unwrap_or(false)
}
