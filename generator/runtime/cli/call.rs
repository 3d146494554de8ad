//! One command: from flags to a call, and from its answer to output.

use std::borrow::Cow;
use std::io::IsTerminal;

use bytes::Bytes;
use clap::ArgMatches;

use super::failure::Failure;
use super::globals::{is_on, text};
use super::input;
use super::json::Json;
use super::mask::Mask;
use super::print::{Format, View};
use super::prompt;
use super::query::Query;
use super::response;
use super::settings::{self, StandIn};
use super::table::{Answer, Command, Flag, Kind, Place, Tool, Whole};
use super::trace::{self, Secrets, Seen};
use crate::runtime::client::Core;
use crate::runtime::draft::Draft;
use crate::runtime::form::form;
use crate::runtime::hidden;
use crate::runtime::operation;
use crate::runtime::sdk::Sdk;
use crate::runtime::success::Received;
use crate::runtime::upload::Upload;

/// Runs a command.
pub(super) async fn run(
    tool: &'static Tool,
    command: &'static Command,
    matches: &ArgMatches,
) -> Result<(), Failure> {
    let is_dry = is_on(matches, "dry-run");
    let output = text(matches, "output");
    let format = Format::choose(text(matches, "format"), output.is_some() && !is_dry);
    if format == Format::Curl && !is_dry {
        let message = "--format curl goes with --dry-run";
        return Err(Failure::Usage(message.to_owned()));
    }
    let query = text(matches, "query").map(Query::parse).transpose()?;
    let given = given(command, matches)?;
    let seen = Seen::default();
    let stand_ins = StandIn::all(tool, is_dry);
    let secrets = Secrets::default();
    let core = settings::client(tool, command, matches, (&seen, &secrets), &stand_ins)?;
    let call = call(&core, command, matches, given, &secrets)?;
    if is_dry {
        let outcome = call.answer().await;
        let request = seen.lock().ok().and_then(|mut seen| seen.take());
        let Some(request) = request else {
            return Err(outcome.err().map_or(Failure::ClosedPipe, Failure::from));
        };
        let members: Vec<&str> = command.secrets().collect();
        return trace::print(&request, format, &members, &stand_ins);
    }
    if is_on(matches, "raw-response") {
        return raw(call, matches, output).await;
    }
    let shows = is_on(matches, "show-secrets");
    let mask = Mask::new(tool.sdk.secret_members, command.once, shows);
    let mut view = View::new(format, text(matches, "columns"), command);
    view.is_found = query.is_some();
    let is_whole = is_on(matches, "all");
    if let (true, Some(pages)) = (is_whole, &command.pages) {
        return response::all(call, pages, &view, query.as_ref(), output, mask).await;
    }
    let mut answer = call.answer().await?;
    if command.answer == Answer::Empty {
        Received::new(&call, &answer).nothing()?;
    }
    if command.answer == Answer::Json
        && !answer.body.is_empty()
        && Json::parse(&answer.body).is_err()
    {
        // A page of a portal, or a body that is cut: the call has not done what was asked.
        Received::new(&call, &answer).json::<serde_json::Value>()?;
    }
    match answer.rest.take() {
        Some(body) => response::copy(body, command, output, mask).await,
        None => response::show(&answer.body, command, &view, query.as_ref(), output, mask),
    }
}

/// Prints the body of the response as it arrived.
async fn raw(mut call: Draft, matches: &ArgMatches, output: Option<&str>) -> Result<(), Failure> {
    let others = ["query", "columns", "format", "all"];
    let mut others = others.iter();
    if let Some(other) = others.find(|flag| is_on(matches, flag) || text(matches, flag).is_some()) {
        let message = format!("--raw-response does not go with --{other}");
        return Err(Failure::Usage(message));
    }
    call.streams = true;
    let mut answer = call.answer().await?;
    let body = answer.rest.take().unwrap_or_default();
    response::copy_raw(body, output).await
}

/// The body of the answer to a command.
pub(super) async fn answered(
    tool: &'static Tool,
    command: &'static Command,
    matches: &ArgMatches,
) -> Result<Bytes, Failure> {
    let secrets = Secrets::default();
    let watched = (&Seen::default(), &secrets);
    let core = settings::client(tool, command, matches, watched, &[])?;
    let call = call(&core, command, matches, given(command, matches)?, &secrets)?;
    Ok(call.answer().await?.body)
}

/// What the flags say. What is missing is asked for on a terminal.
fn given(
    command: &'static Command,
    matches: &ArgMatches,
) -> Result<Vec<(&'static Flag, Json)>, Failure> {
    let mut positions = command
        .flags
        .iter()
        .filter(|flag| flag.place == Place::Path)
        .filter_map(|flag| text(matches, &super::tree::positional_id(flag)));
    let has_whole = text(matches, "json").is_some();
    let nulls = matches.try_get_many::<String>("null").ok().flatten();
    let nulls: Vec<&str> = nulls.into_iter().flatten().map(String::as_str).collect();
    let mut given = Vec::new();
    let mut missing = Vec::new();
    for flag in command.flags {
        // Ids without flags stand for those that have none.
        let is_named = text(matches, flag.name).is_some();
        let value = match (flag.place, is_named) {
            (Place::Path, false) => match positions.next() {
                Some(text) => Some(input::typed(flag, text)?),
                None => None,
            },
            _ => input::value(flag, matches)?,
        };
        match value {
            Some(value) => given.push((flag, value)),
            None if nulls.contains(&flag.name) => given.push((flag, Json::Null)),
            None if flag.required && !(has_whole && flag.place == Place::Body) => {
                missing.push(flag)
            }
            None => {}
        }
    }
    if let Some(extra) = positions.next() {
        let message = format!("`{extra}` is too much: the flags name every id already");
        return Err(Failure::Usage(message));
    }
    if missing.is_empty() {
        return Ok(given);
    }
    let may_ask = std::io::stdin().is_terminal() && !is_on(matches, "no-input");
    if !may_ask {
        let names: Vec<String> = missing
            .iter()
            .map(|flag| format!("--{}", flag.name))
            .collect();
        let verb = if names.len() == 1 { "is" } else { "are" };
        let example = match command.example {
            "" => String::new(),
            example => format!("; for example: {example}"),
        };
        return Err(Failure::Usage(format!(
            "{} {verb} required{example}",
            names.join(" and ")
        )));
    }
    for flag in missing {
        given.push((flag, prompt::ask(flag)?));
    }
    Ok(given)
}

fn call(
    core: &Core,
    command: &'static Command,
    matches: &ArgMatches,
    given: Vec<(&'static Flag, Json)>,
    watched: &Secrets,
) -> Result<Draft, Failure> {
    let mut call = Draft::new(core, command.operation);
    call.streams = matches!(command.answer, Answer::Bytes | Answer::Stream);
    let mut members = Vec::new();
    let mut secrets = Vec::new();
    for (flag, value) in given {
        hidden::collect(&value.to_value(), &[], flag.secret, &mut secrets);
        let place = match flag.place {
            Place::Path => operation::Place::Path,
            Place::Query => operation::Place::Query,
            Place::Header => operation::Place::Header,
            Place::Cookie => operation::Place::Cookie,
            Place::Field if flag.kind == Kind::File => {
                call.set_files(flag.wire, uploads(flag, value)?);
                continue;
            }
            Place::Field => operation::Place::Field,
            Place::Body => {
                members.push((flag.wire.to_owned(), value));
                continue;
            }
        };
        call.set(place, flag.wire, Ok(value.to_value()));
    }
    match command.body {
        Whole::None => {}
        Whole::Bytes => match text(matches, "body") {
            Some(text) => call.set_upload(upload("--body", text)?),
            None if command.needs_body => {
                return Err(Failure::Usage("--body is required".to_owned()));
            }
            None => {}
        },
        Whole::Json => {
            let whole = text(matches, "json");
            if let Some(body) = merged(whole, members, command.needs_body)? {
                let text = Bytes::from(body.compact());
                let members: Vec<&str> = secret_members(command, core.sdk()).collect();
                hidden::collect(&body.to_value(), &members, false, &mut secrets);
                call.add_breaches(command.check.map_or_else(Vec::new, |check| check(&text)));
                call.set_bytes(Ok(match command.operation.content_type {
                    Some("application/x-www-form-urlencoded") => {
                        form(&body.to_value()).into_bytes()
                    }
                    _ => text.into(),
                }));
            }
        }
    }
    if let Ok(mut watched) = watched.lock() {
        watched.extend_from_slice(&secrets);
    }
    call.add_secrets(secrets);
    Ok(call)
}

/// The properties of requests and responses that are secrets.
fn secret_members(command: &Command, sdk: &Sdk) -> impl Iterator<Item = &'static str> {
    sdk.secret_members.iter().copied().chain(command.secrets())
}

/// The body: what is given as a whole, with the members that have flags.
fn merged(
    whole: Option<&str>,
    members: Vec<(String, Json)>,
    is_needed: bool,
) -> Result<Option<Json>, Failure> {
    let Some(whole) = whole else {
        let is_sent = is_needed || !members.is_empty();
        return Ok(is_sent.then_some(Json::Object(members)));
    };
    let bytes = input::whole("--json", whole)?;
    let body = Json::parse(&bytes)
        .map_err(|error| Failure::Usage(format!("--json is not valid JSON: {error}")))?;
    match (body, members.is_empty()) {
        (Json::Object(mut body), _) => {
            for (name, value) in members {
                Json::set(&mut body, &name, value);
            }
            Ok(Some(Json::Object(body)))
        }
        (body, true) => Ok(Some(body)),
        (_, false) => {
            let message = "--json must be an object when flags of the body are given too";
            Err(Failure::Usage(message.to_owned()))
        }
    }
}

/// The files that a flag names, each with the name of its field.
fn uploads(flag: &Flag, value: Json) -> Result<Vec<(Cow<'static, str>, Upload)>, Failure> {
    let paths: Vec<(Cow<'static, str>, Json)> = match value {
        Json::Object(members) => {
            let members = members.into_iter();
            members.map(|(name, path)| (name.into(), path)).collect()
        }
        Json::List(items) => {
            let items = items.into_iter();
            items.map(|path| (flag.wire.into(), path)).collect()
        }
        one => vec![(flag.wire.into(), one)],
    };
    let name = format!("--{}", flag.name);
    let uploads = paths.into_iter().map(|(field, path)| match path {
        Json::Text(path) => {
            let file = file(&name, path.strip_prefix('@').unwrap_or(&path))?;
            Ok((field, file))
        }
        _ => Err(Failure::Usage(format!("{name} takes a file"))),
    });
    uploads.collect()
}

/// A text, the content of a file, or standard input.
fn upload(name: &str, text: &str) -> Result<Upload, Failure> {
    match text.strip_prefix('@') {
        Some(path) if !path.starts_with('@') && path != "-" => file(name, path),
        _ => Ok(Upload::bytes(input::whole(name, text)?)),
    }
}

fn file(name: &str, path: &str) -> Result<Upload, Failure> {
    match path {
        "-" => Ok(Upload::bytes(input::whole(name, "-")?)),
        path => Upload::from_path(path)
            .map_err(|error| Failure::Usage(format!("{name}: cannot read {path}: {error}"))),
    }
}
