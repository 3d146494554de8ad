//! `events`: what the service delivers, without the service. Deliveries are shown, sent, received and verified here.

use clap::builder::PossibleValuesParser;
use clap::{Arg, ArgAction, ArgMatches, Command as Clap};

use super::arrival;
use super::event_table::{Event, Events, Signing};
use super::failure::Failure;
use super::globals::text;
use super::grid;
use super::input;
use super::json::Json;
use super::listen;
use super::print::{Format, Output};
use super::send_event;
use super::settings::Variables;
use super::table::{Running, Tool};

/// What they are for.
pub const ABOUT: &str = "Show, send, receive and verify what the service delivers";

/// The commands, behind a word.
pub fn commands(word: &'static str, events: &'static Events) -> Clap {
    let all = Clap::new(word)
        .about(ABOUT)
        .subcommand_required(true)
        .arg_required_else_help(true)
        .subcommand(Clap::new("list").about("List the types of events"))
        .subcommand(
            Clap::new("show")
                .about("Show a payload as it may come")
                .arg(name(events).required(true)),
        )
        .subcommand(send(events))
        .subcommand(
            secret(Clap::new("listen"), events)
                .about("Receive deliveries on this machine and print them")
                .long_about(listening(events))
                .arg(
                    taking("port", "N", "Where to listen; 0 takes any free port")
                        .default_value("8080"),
                )
                .arg(taking(
                    "count",
                    "N",
                    "End after so many genuine deliveries; without a secret, every POST counts",
                )),
        );
    match events.signing {
        Some(_) => all.subcommand(verify(events)),
        None => all,
    }
}

/// The promises of the receiver.
fn listening(events: &Events) -> String {
    let verified = match events.signing {
        Some(_) => {
            "With a secret, a delivery that is not genuine is answered with 400, is not printed and does not count \
             for --count. Without one, every POST is printed and counts."
        }
        None => "Every POST is printed and counts for --count.",
    };
    format!(
        "Receive deliveries on this machine and print them.\n\n{verified}\n\nOnly programs on this machine can \
         connect. A request has 30 s, or --timeout; its head has 10 s and 64 KiB, its body 16 MiB. 128 connections are \
         served at once, and the bodies that are being received share 64 MiB."
    )
}

fn send(events: &'static Events) -> Clap {
    secret(Clap::new("send"), events)
        .about("Send a payload to a receiver, as the service would")
        .arg(name(events).required_unless_present("json"))
        .arg(taking("to", "URL", "The receiver").required(true))
        .arg(taking(
            "json",
            "BODY|@FILE|-",
            "The payload, in place of the one that `show` shows",
        ))
        .arg(taking(
            "id",
            "ID",
            "The id of the delivery; without it, a new one",
        ))
}

fn verify(events: &'static Events) -> Clap {
    secret(Clap::new("verify"), events)
        .about("Tell whether a saved delivery is genuine, and print it")
        .long_about(
            "Tell whether a saved delivery is genuine, and print it.\n\nA delivery is its headers, an empty line and \
             its body byte for byte, in a file or on standard input; or the headers and the body in two files. \
             The exit code is 1 when it is not genuine.",
        )
        .arg(Arg::new("delivery").value_name("FILE|-").help("Headers and body"))
        .arg(taking("headers", "FILE", "The headers: lines, or an object of JSON"))
        .arg(taking("body", "FILE", "The body"))
        .arg(
            taking("header", "'NAME: VALUE'", "A header; may be repeated")
                .action(ArgAction::Append),
        )
        .arg(taking("at", "SECONDS", "The time to verify it at, since 1970; without it, now"))
        .arg(
            Arg::new("any-age")
                .long("any-age")
                .help("Do not mind how old it is")
                .action(ArgAction::SetTrue)
                .conflicts_with("at"),
        )
}

fn name(events: &'static Events) -> Arg {
    let names = events.all.iter().map(|event| event.name);
    Arg::new("type")
        .value_name("TYPE")
        .value_parser(PossibleValuesParser::new(names))
        .hide_possible_values(events.all.len() > 40)
        .help("The type of the event")
}

fn secret(clap: Clap, events: &'static Events) -> Clap {
    let Some(signing) = &events.signing else {
        return clap;
    };
    let help = format!(
        "The secret that deliveries are signed with; other users of this machine can see it with ps: \
         prefer ${} or @FILE",
        signing.variable
    );
    clap.arg(taking("secret", "WHSEC|@FILE", "").help(help))
}

fn taking(name: &'static str, value: &'static str, help: &'static str) -> Arg {
    Arg::new(name)
        .long(name)
        .value_name(value)
        .help(help)
        .allow_hyphen_values(true)
}

/// Runs a command.
pub fn run<'a>(
    tool: &'static Tool,
    events: &'static Events,
    what: &'a str,
    matches: &'a ArgMatches,
) -> Running<'a> {
    Box::pin(async move {
        match what {
            "list" => print(&list(events, matches)?),
            "show" => print(&sample(events, matches).pretty(0)),
            "send" => send_event::send(tool, events, matches).await,
            "listen" => listen::listen(tool, events, matches).await,
            "verify" => arrival::verify(tool, events, matches),
            _ => Ok(()),
        }
    })
}

fn print(text: &str) -> Result<(), Failure> {
    let mut output = Output::open(None)?;
    output.write(text)?;
    if !text.ends_with('\n') {
        output.write("\n")?;
    }
    output.close()
}

/// The sample of the event that is named.
pub(super) fn sample(events: &'static Events, matches: &ArgMatches) -> Json {
    let named = |name: &str| events.all.iter().find(|event| event.name == name);
    let Some(event) = text(matches, "type").and_then(named) else {
        return Json::Null;
    };
    let shown = named(event.like).unwrap_or(event);
    let mut sample = Json::parse(shown.sample.as_bytes()).unwrap_or(Json::Null);
    if let (Some((tag, _)), Json::Object(members)) = (events.union, &mut sample) {
        if !event.like.is_empty() {
            Json::set(members, tag, Json::Text(event.name.to_owned()));
        }
    }
    sample
}

fn list(events: &'static Events, matches: &ArgMatches) -> Result<String, Failure> {
    let rows: Vec<Json> = events.all.iter().map(described).collect();
    Ok(match Format::choose(text(matches, "format"), false) {
        Format::Table => {
            let columns = ["type", "summary", "payload"].map(str::to_owned);
            grid::rows(&rows, &columns)
        }
        Format::Jsonl => rows.iter().map(|row| row.compact() + "\n").collect(),
        Format::Yaml => super::print::yaml(&Json::List(rows))?,
        Format::Csv => super::print::csv(&grid::all_columns(&rows), &rows, true)?,
        _ => Json::List(rows).pretty(0),
    })
}

fn described(event: &Event) -> Json {
    let text = |text: &str| Json::Text(text.to_owned());
    let payload = event.payload.iter().map(|member| text(member));
    Json::Object(vec![
        ("type".to_owned(), text(event.name)),
        ("summary".to_owned(), text(event.about)),
        ("rust_type".to_owned(), text(event.ty)),
        ("payload".to_owned(), Json::List(payload.collect())),
    ])
}

/// The secret that deliveries are signed with, wherever it is given.
pub(super) fn secret_of(
    signing: &Signing,
    matches: &ArgMatches,
) -> Result<Option<String>, Failure> {
    let given = match text(matches, "secret") {
        Some(given) => Some(input::content("--secret", given)?),
        None => Variables::read(matches)?.get(signing.variable),
    };
    Ok(given.map(|secret| secret.trim().to_owned()))
}

/// What to do when there is no secret.
pub(super) fn no_secret(signing: &Signing) -> Failure {
    Failure::NoCredential(format!(
        "there is no secret: set {} or pass --secret",
        signing.variable
    ))
}
