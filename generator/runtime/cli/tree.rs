//! The command line as clap knows it. Only what the arguments can mean is built, so that a tool of a thousand commands
//! starts like one of ten.

use std::collections::BTreeSet;

use clap::builder::{
    PossibleValue, PossibleValuesParser, StringValueParser, StyledStr, TypedValueParser,
};
use clap::{Arg, ArgAction, Command as Clap};

use super::globals;
use super::table::{Command, Flag, Group, Kind, Place, Shape, Tool, Whole};

/// What is built out.
pub(super) enum Extent<'a> {
    /// Everything.
    Whole,
    /// Groups and commands of these names, and the names of their siblings.
    Named(&'a BTreeSet<String>),
}

impl Extent<'_> {
    fn has(&self, name: &str) -> bool {
        match self {
            Extent::Whole => true,
            Extent::Named(names) => names.contains(name),
        }
    }
}

/// The command line of a tool.
pub(super) fn build(tool: &'static Tool, extent: &Extent<'_>) -> Clap {
    let version = format!("{} (description {})", tool.version, tool.api_version);
    let root = Clap::new(tool.name)
        .about(tool.about)
        .version(version)
        .disable_help_flag(true)
        .args(globals::arguments(tool))
        .arg(
            Arg::new("help")
                .short('h')
                .long("help")
                .help("Print help; `help COMMAND` says more")
                .action(ArgAction::HelpShort)
                .help_heading(globals::HEADING)
                .global(true),
        );
    let extras = tool
        .extras
        .iter()
        .map(|extra| match extent.has(extra.name) {
            true => (extra.commands)(),
            false => Clap::new(extra.name).about(extra.about),
        });
    members(root, &tool.root, extent)
        .subcommands(extras)
        .subcommands(globals::commands())
        .max_term_width(100)
}

fn members(mut clap: Clap, group: &'static Group, extent: &Extent<'_>) -> Clap {
    for inner in group.groups {
        let below = Clap::new(inner.name).about(inner.about);
        clap = clap.subcommand(match extent.has(inner.name) {
            true => members(below, inner, extent),
            false => below,
        });
    }
    for command in group.commands {
        let below = Clap::new(command.name).about(command.about);
        clap = clap.subcommand(match extent.has(command.name) {
            true => leaf(below, command),
            false => below,
        });
    }
    clap.subcommand_required(true).arg_required_else_help(true)
}

fn leaf(clap: Clap, command: &'static Command) -> Clap {
    let operation = command.operation;
    let place = format!("{} {}", operation.method, operation.path);
    let mut example = String::new();
    if !command.example.is_empty() {
        example = format!("Example:\n  {}\n\n", command.example);
    }
    let mut clap = clap
        .long_about(match command.description.is_empty() {
            true => command.about.to_owned(),
            false => format!("{}\n\n{}", command.about, command.description),
        })
        .after_help(StyledStr::from(format!("{example}{place}")));
    for flag in command.flags {
        if flag.place == Place::Path {
            clap = clap.arg(positional(flag));
        }
    }
    for flag in command.flags {
        clap = clap.arg(argument(flag));
        if !flag.plural.is_empty() {
            clap = clap.arg(plural(flag));
        }
    }
    match command.body {
        Whole::None => {}
        Whole::Json => {
            clap = clap.arg(whole(
                "json",
                "BODY|@FILE|-",
                "The whole body as JSON; flags win over what is in it",
            ))
        }
        Whole::Bytes => {
            clap = clap.arg(whole(
                "body",
                "TEXT|@FILE|-",
                "What to send: a text, or with `@` the content of a file",
            ))
        }
    }
    let nullable: Vec<&str> = { command.flags.iter() }
        .filter(|flag| flag.nullable)
        .map(|flag| flag.name)
        .collect();
    if !nullable.is_empty() {
        clap = clap.arg(
            Arg::new("null")
                .long("null")
                .value_name("FLAG")
                .value_parser(PossibleValuesParser::new(nullable))
                .action(ArgAction::Append)
                .value_delimiter(',')
                .help("Send null for what this flag stands for; may be repeated")
                .help_heading("Body"),
        );
    }
    if command.pages.is_some() {
        clap = clap.arg(
            Arg::new("all")
                .long("all")
                .help("Fetch all pages, not just one")
                .action(ArgAction::SetTrue)
                .help_heading("Pages"),
        );
    }
    clap
}

fn whole(name: &'static str, value: &'static str, help: &'static str) -> Arg {
    Arg::new(name)
        .long(name)
        .value_name(value)
        .help(help)
        .allow_hyphen_values(true)
        .help_heading("Body")
}

/// The id of the argument that takes a part of the path without its flag.
pub(super) fn positional_id(flag: &Flag) -> String {
    format!("{} as such", flag.name)
}

fn positional(flag: &'static Flag) -> Arg {
    Arg::new(positional_id(flag))
        .value_name(flag.name.replace('-', "_").to_uppercase())
        .help(flag.help)
        .hide_long_help(true)
        .hide_short_help(true)
}

/// The id of the argument that takes several values of a list at once.
pub(super) fn plural_id(flag: &Flag) -> String {
    format!("{} at once", flag.name)
}

fn plural(flag: &'static Flag) -> Arg {
    Arg::new(plural_id(flag))
        .long(flag.plural)
        .value_name(match flag.shape {
            Shape::Map => "NAME=VALUE",
            _ => "A,B,…",
        })
        .value_parser(Known(flag.values))
        .action(ArgAction::Append)
        .help(match flag.shape {
            Shape::Map => format!("The same as --{}", flag.name),
            _ => format!("Several --{} at once, with commas between them", flag.name),
        })
        .hide_possible_values(true)
        .hide_short_help(true)
        .help_heading(heading(flag))
}

fn argument(flag: &'static Flag) -> Arg {
    let needed = if flag.required { " (required)" } else { "" };
    let limits = match flag.limits {
        "" => String::new(),
        limits => format!(" [{limits}]"),
    };
    let first = flag.help.split("\n\n").next().unwrap_or_default();
    let arg = Arg::new(flag.name)
        .long(flag.name)
        .value_name(value_name(flag))
        .help(format!("{first}{limits}{needed}"))
        .long_help(format!("{}{limits}{needed}", flag.help))
        .value_parser(Known(flag.values))
        .help_heading(heading(flag));
    let arg = match flag.shape {
        Shape::One => arg.action(ArgAction::Set),
        Shape::List | Shape::Map => arg.action(ArgAction::Append),
    };
    match (flag.kind, flag.shape) {
        (Kind::Bool, Shape::One) => arg
            .num_args(0..=1)
            .require_equals(true)
            .default_missing_value("true")
            .value_parser(Known(&["true", "false"])),
        (Kind::Integer | Kind::Number, _) => arg.allow_negative_numbers(true),
        _ => arg,
    }
}

fn heading(flag: &Flag) -> &'static str {
    match flag.place {
        Place::Path => "Path",
        Place::Query => "Query",
        Place::Header | Place::Cookie => "Headers",
        Place::Field => "Form",
        Place::Body => "Body",
    }
}

fn value_name(flag: &Flag) -> &'static str {
    match (flag.shape, flag.kind) {
        (Shape::Map, _) => "NAME=VALUE",
        (_, Kind::Text) => "TEXT",
        (_, Kind::Integer) => "INTEGER",
        (_, Kind::Number) => "NUMBER",
        (_, Kind::Bool) => "BOOL",
        (_, Kind::Json) => "JSON",
        (_, Kind::File) => "FILE",
    }
}

/// Values that are known; others pass too.
#[derive(Clone)]
struct Known(&'static [&'static str]);

impl TypedValueParser for Known {
    type Value = String;

    fn parse_ref(
        &self,
        command: &Clap,
        arg: Option<&Arg>,
        value: &std::ffi::OsStr,
    ) -> Result<String, clap::Error> {
        StringValueParser::new().parse_ref(command, arg, value)
    }

    fn possible_values(&self) -> Option<Box<dyn Iterator<Item = PossibleValue> + '_>> {
        match self.0 {
            [] => None,
            values => Some(Box::new(values.iter().map(PossibleValue::new))),
        }
    }
}
