//! What flags say, as JSON: texts, numbers, lists and maps, given as they are or in files.

use std::io::Read;

use clap::ArgMatches;

use super::failure::Failure;
use super::json::Json;
use super::notes;
use super::signals;
use super::table::{Flag, Kind, Place, Shape};
use super::tree::{plural_id, positional_id};

/// The value of a flag, unless it is not given.
pub(super) fn value(flag: &Flag, matches: &ArgMatches) -> Result<Option<Json>, Failure> {
    let single = texts(matches, flag.name);
    let mut several = match flag.plural {
        "" => Vec::new(),
        _ => texts(matches, &plural_id(flag)),
    };
    let mut position = None;
    if flag.place == Place::Path {
        position = texts(matches, &positional_id(flag)).pop();
    }
    match flag.shape {
        Shape::One => {
            let text = single.last().copied().or(position);
            text.map(|text| one(flag, text)).transpose()
        }
        Shape::List => {
            if single.is_empty() && several.is_empty() && position.is_none() {
                return Ok(None);
            }
            let mut items = Vec::new();
            for text in single {
                list(flag, text, false, &mut items)?;
            }
            several.extend(position);
            for text in several {
                list(flag, text, true, &mut items)?;
            }
            Ok(Some(Json::List(items)))
        }
        Shape::Map => {
            if single.is_empty() && several.is_empty() {
                return Ok(None);
            }
            let mut members = Vec::new();
            for text in single.into_iter().chain(several) {
                map(flag, text, &mut members)?;
            }
            Ok(Some(Json::Object(members)))
        }
    }
}

/// The value of a flag from a text that was typed when it was asked for.
pub(super) fn typed(flag: &Flag, text: &str) -> Result<Json, Failure> {
    match flag.shape {
        Shape::One => one(flag, text),
        Shape::List => {
            let mut items = Vec::new();
            list(flag, text, true, &mut items)?;
            Ok(Json::List(items))
        }
        Shape::Map => {
            let mut members = Vec::new();
            map(flag, text, &mut members)?;
            Ok(Json::Object(members))
        }
    }
}

fn texts<'a>(matches: &'a ArgMatches, id: &str) -> Vec<&'a str> {
    let all = matches.try_get_many::<String>(id).ok().flatten();
    all.into_iter().flatten().map(String::as_str).collect()
}

fn one(flag: &Flag, text: &str) -> Result<Json, Failure> {
    if flag.kind == Kind::File {
        return Ok(Json::Text(text.to_owned()));
    }
    let text = content(&format!("--{}", flag.name), text)?;
    scalar(flag, &text)
}

fn scalar(flag: &Flag, text: &str) -> Result<Json, Failure> {
    let wrong =
        |what: &str| Failure::Usage(format!("--{} must be {what}, not `{text}`", flag.name));
    match flag.kind {
        Kind::Text | Kind::File => {
            notes::unknown_value(flag, text);
            Ok(Json::Text(text.to_owned()))
        }
        Kind::Integer | Kind::Number => {
            let is_whole = text.parse::<i64>().is_ok() || text.parse::<u64>().is_ok();
            let what = match flag.kind {
                Kind::Integer if !is_whole => return Err(wrong("a whole number")),
                Kind::Integer => "a whole number",
                _ => "a number",
            };
            match Json::parse(text.trim_start_matches('+').as_bytes()) {
                Ok(number @ Json::Number(_)) => Ok(number),
                _ => Err(wrong(what)),
            }
        }
        Kind::Bool => match text {
            "true" => Ok(Json::Bool(true)),
            "false" => Ok(Json::Bool(false)),
            _ => Err(wrong("`true` or `false`")),
        },
        Kind::Json => Json::parse(text.as_bytes())
            .map_err(|error| Failure::Usage(format!("--{} is not valid JSON: {error}", flag.name))),
    }
}

fn list(flag: &Flag, text: &str, splits: bool, items: &mut Vec<Json>) -> Result<(), Failure> {
    if flag.kind == Kind::File {
        items.push(Json::Text(text.to_owned()));
        return Ok(());
    }
    let text = content(&format!("--{}", flag.name), text)?;
    if text.trim_start().starts_with('[') {
        if let Ok(Json::List(all)) = Json::parse(text.as_bytes()) {
            items.extend(all);
            return Ok(());
        }
    }
    if splits && flag.kind != Kind::Json {
        for piece in text
            .split(',')
            .map(str::trim)
            .filter(|piece| !piece.is_empty())
        {
            items.push(scalar(flag, piece)?);
        }
    } else {
        items.push(scalar(flag, &text)?);
    }
    Ok(())
}

fn map(flag: &Flag, text: &str, members: &mut Vec<(String, Json)>) -> Result<(), Failure> {
    let text = content(&format!("--{}", flag.name), text)?;
    if text.trim_start().starts_with('{') {
        if let Ok(Json::Object(all)) = Json::parse(text.as_bytes()) {
            for (name, value) in all {
                Json::set(members, &name, value);
            }
            return Ok(());
        }
    }
    let Some((name, value)) = text.split_once([':', '=']) else {
        // The text may hold a password.
        let message = format!("--{} takes NAME=VALUE or 'NAME: VALUE'", flag.name);
        return Err(Failure::Usage(message));
    };
    let value = match text.get(name.len()..) {
        Some(rest) if rest.starts_with(':') => value.trim_start(),
        _ => value,
    };
    let value = scalar(flag, value)?;
    Json::set(members, name.trim(), value);
    Ok(())
}

/// A text, or with `@` in front the content of a file; `@-` is standard input, and `@@` a text that begins with `@`.
pub(super) fn content(what: &str, text: &str) -> Result<String, Failure> {
    let Some(path) = text.strip_prefix('@') else {
        return Ok(text.to_owned());
    };
    if path.starts_with('@') {
        return Ok(path.to_owned());
    }
    let bytes = read(what, path)?;
    let text = String::from_utf8(bytes)
        .map_err(|_| Failure::Usage(format!("{what}: {path} is not text in UTF-8")))?;
    let text = text.strip_suffix('\n').unwrap_or(&text);
    Ok(text.strip_suffix('\r').unwrap_or(text).to_owned())
}

/// The content of a file, or of standard input.
pub(super) fn read(what: &str, path: &str) -> Result<Vec<u8>, Failure> {
    let bytes = match path {
        "-" => {
            signals::watch()?;
            let mut bytes = Vec::new();
            let stdin = std::io::stdin().lock().read_to_end(&mut bytes);
            stdin.map(|_| bytes)
        }
        path => std::fs::read(path),
    };
    bytes.map_err(|error| {
        let help = match path {
            "-" => "",
            _ => "; a text that begins with `@` is written with two of them",
        };
        Failure::Usage(format!("{what}: cannot read {path}: {error}{help}"))
    })
}

/// A whole body: itself, `@` and a file, or `-` for standard input.
pub(super) fn whole(what: &str, text: &str) -> Result<Vec<u8>, Failure> {
    match text.strip_prefix('@') {
        Some(path) if !path.starts_with('@') => read(what, path),
        Some(text) => Ok(text.as_bytes().to_vec()),
        None if text == "-" => read(what, "-"),
        None => Ok(text.as_bytes().to_vec()),
    }
}
