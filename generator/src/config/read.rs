//! Reads the file, and says in its reader's words what is wrong with it.

use std::path::{Path, PathBuf};

use super::check::check;
use super::{Config, RuleKind, Setting};
use crate::diagnostics::{Code, Diagnostics, Level, Severity};
use crate::source::Origin;
use crate::suggest;

/// The `sdk.toml` beside a description, when there is one.
#[must_use]
pub fn beside(description: &Path) -> Option<PathBuf> {
    let path = description.with_file_name("sdk.toml");
    path.is_file().then_some(path)
}

/// Reads the settings at `path`. `None` when they are wrong; the reason is in `diagnostics`.
pub fn read(path: &Path, diagnostics: &mut Diagnostics) -> Option<Config> {
    let bytes = match std::fs::read(path) {
        Ok(bytes) => bytes,
        Err(error) => {
            let message = format!("cannot read {}: {error}", path.display());
            diagnostics.push(Code::Unreadable, Origin::NOWHERE, message);
            return None;
        }
    };
    let text = match String::from_utf8(bytes) {
        Ok(text) => text,
        Err(error) => {
            let origin = Origin::in_settings(error.utf8_error().valid_up_to());
            let text = String::from_utf8_lossy(error.as_bytes()).into_owned();
            diagnostics.sources.keep_settings(path, text);
            let help = "save the file as UTF-8";
            let message = "this is not UTF-8";
            diagnostics.push_with_help(Code::BadConfig, origin, message, help);
            return None;
        }
    };
    diagnostics.sources.keep_settings(path, text.clone());
    let mut config = match toml::from_str::<Config>(&text) {
        Ok(config) => config,
        Err(error) => {
            let origin = Origin::in_settings(error.span().map_or(0, |span| span.start));
            match explain(error.message()) {
                (message, Some(help)) => {
                    diagnostics.push_with_help(Code::BadConfig, origin, message, help);
                }
                (message, None) => diagnostics.push(Code::BadConfig, origin, message),
            }
            return None;
        }
    };
    for rule in &config.rules {
        if rule.kind == RuleKind::Disjoint && rule.members.len() < 2 {
            let message = "a rule of kind `disjoint` needs two `members` or more";
            diagnostics.push(Code::BadConfig, rule.schema.origin, message);
            return None;
        }
        if rule.kind == RuleKind::MaxTotal && rule.max.is_none() {
            let message = "`max` is missing: how many entries the members may hold";
            diagnostics.push(Code::BadConfig, rule.schema.origin, message);
            return None;
        }
    }
    if let Some(pagination) = &config.pagination {
        let missing = match (&pagination.request, &pagination.response) {
            (Some(_), None) => Some("response"),
            (None, Some(_)) => Some("request"),
            (None, None) if pagination.rules.is_empty() => Some("request"),
            _ => None,
        };
        if let Some(missing) = missing {
            let origin = pagination.request.as_ref().map(|request| request.origin);
            let origin = origin.or_else(|| place(&text, "[pagination]"));
            let message = format!("`{missing}` is missing");
            diagnostics.push(Code::BadConfig, origin.unwrap_or(Origin::NOWHERE), message);
            return None;
        }
    }
    let mut is_well = check(&config, diagnostics);
    for (name, level) in &config.diagnostics {
        is_well &= set_level(name, *level, diagnostics);
    }
    let folder = path.parent().unwrap_or(Path::new(""));
    for overlay in &config.overlays {
        let file = folder.join(overlay.as_str());
        if !file.is_file() {
            let message = format!("there is no overlay `{overlay}`");
            let help = "the path is relative to sdk.toml";
            diagnostics.push_with_help(Code::BadConfig, overlay.origin, message, help);
            is_well = false;
        }
        config.overlay_files.push(file);
    }
    if !is_well {
        return None;
    }
    config.spec = config.spec.map(|spec| folder.join(spec));
    config.evidence_files = evidence_files(folder, &config.types.evidence, diagnostics)?;
    Some(config)
}

/// The files of recorded responses, each once. `None` when a glob names none.
fn evidence_files(
    folder: &Path,
    globs: &[Setting],
    diagnostics: &mut Diagnostics,
) -> Option<Vec<PathBuf>> {
    let mut files = Vec::new();
    for setting in globs {
        // A setting that is an absolute path replaces the folder.
        let pattern = match Path::new(setting.as_str()).is_absolute() {
            true => setting.as_str().to_owned(),
            false => {
                let folder = folder.to_string_lossy();
                let folder = match folder.as_ref() {
                    "" => ".".to_owned(),
                    folder => glob::Pattern::escape(folder),
                };
                format!("{folder}/{setting}")
            }
        };
        let paths = match glob::glob(&pattern) {
            Ok(paths) => paths.filter_map(Result::ok),
            Err(error) => {
                let message = format!("`{setting}` is no glob: {}", error.msg);
                diagnostics.push(Code::BadConfig, setting.origin, message);
                return None;
            }
        };
        let mut found: Vec<PathBuf> = paths.filter(|path| path.is_file()).collect();
        if found.is_empty() {
            let message = format!("no file of recorded responses is named `{setting}`");
            let help = "the path is relative to sdk.toml";
            diagnostics.push_with_help(Code::UnmatchedConfig, setting.origin, message, help);
            return None;
        }
        // Their order decides which of them is named.
        found.sort();
        found.retain(|path| !files.contains(path));
        files.append(&mut found);
    }
    Some(files)
}

/// The place of a heading in the settings.
fn place(text: &str, heading: &str) -> Option<Origin> {
    text.find(heading).map(Origin::in_settings)
}

/// Applies a line of `[diagnostics]`. Whether that could be done; if not, the reason is in `diagnostics`.
fn set_level(name: &Setting, level: Level, diagnostics: &mut Diagnostics) -> bool {
    let code = Code::ALL.iter().find(|code| code.as_str() == name.as_str());
    let (message, help) = match code {
        // What an error has stopped cannot go on: there is nothing to generate from.
        Some(code) if code.severity() == Severity::Error && level != Level::Error => (
            format!("`{name}` stays an error: without what it is about nothing can be generated"),
            "only warnings, whose codes begin with `W`, can be changed".to_owned(),
        ),
        Some(code) => {
            diagnostics.set_level(*code, level);
            return true;
        }
        None => (
            format!("no diagnostic has the code `{name}`"),
            Code::advice(name.as_str()),
        ),
    };
    diagnostics.push_with_help(Code::BadConfig, name.origin, message, help);
    false
}

/// What serde says, in other words: "unknown field `x`, expected one of `a`, `b`" becomes a suggestion.
fn explain(message: &str) -> (String, Option<String>) {
    let quoted: Vec<&str> = message.split('`').skip(1).step_by(2).collect();
    if let (Some(rest), [unknown, known @ ..]) =
        (message.strip_prefix("unknown "), quoted.as_slice())
    {
        let help = match suggest::nearest(unknown, known.iter().copied()) {
            _ if unknown.replace('-', "_") == "allow_dangling" => {
                "`lenient = true` steps around references that lead nowhere".to_owned()
            }
            _ if matches!(*unknown, "lenient_dates" | "lenient_nulls") => {
                "delete it: this is how every response is read".to_owned()
            }
            Some(near) => format!("did you mean `{near}`?"),
            None => format!("known here: {}", known.join(", ")),
        };
        let what = if rest.starts_with("variant") {
            format!("`{unknown}` is not known here")
        } else {
            format!("unknown key `{unknown}`")
        };
        return (what, Some(help));
    }
    if let (true, [missing]) = (message.starts_with("missing field"), quoted.as_slice()) {
        return (format!("`{missing}` is missing"), None);
    }
    if let Some((found, expected)) = message
        .strip_prefix("invalid type: ")
        .or_else(|| message.strip_prefix("invalid value: "))
        .and_then(|rest| rest.split_once(", expected "))
    {
        let expected = match expected {
            "i64" => "a whole number",
            "u64" => "a whole number from 0",
            "path string" => "a path",
            "bool" => "`true` or `false`",
            expected if expected.starts_with("struct ") || expected == "a map" => "a table",
            "a sequence" => "a list",
            expected => expected,
        };
        return (format!("this must be {expected}, not {found}"), None);
    }
    (message.to_owned(), None)
}
