//! The command-line tool: what each operation is on a command line. Its names come later.

mod columns;
mod events;
mod flags;
mod plain;

use super::settings::missing;
use crate::config::{CliConfig, Config};
use crate::diagnostics::{Code, Diagnostics};
use crate::ir::{Api, Cli, Command, Operation, Resource, Success, Type};
use crate::manifest;
use crate::source::Origin;

use self::plain::plain;

/// Describes the tool, when the settings ask for one.
pub(super) fn describe(api: &mut Api, config: &Config, diagnostics: &mut Diagnostics) {
    let Some(settings) = &config.cli else {
        return;
    };
    let wanted = match &settings.name {
        Some(name) => name.as_str(),
        None => api.sdk.package.trim_end_matches("-sdk"),
    };
    let origin = settings
        .name
        .as_ref()
        .map_or(Origin::NOWHERE, |name| name.origin);
    let name = match manifest::crate_name(wanted) {
        Ok(name) => name,
        Err(why) => {
            let message = format!("a program cannot be called `{wanted}`: {why}");
            diagnostics.push(Code::BadConfig, origin, message);
            return;
        }
    };
    let commands = api.operations.iter();
    let commands = commands.map(|operation| command(api, operation, settings));
    let commands = commands.collect();
    let about = api.resources.iter().map(about).collect();
    // What is described and not selected cannot be looked into.
    let is_left_out =
        |schema: &str| api.described.contains(schema) && !api.components.contains_key(schema);
    for setting in &settings.show_once {
        let is_known = setting
            .as_str()
            .split_once('.')
            .is_some_and(|(schema, member)| {
                is_left_out(schema)
                    || columns::members(api, schema)
                        .is_some_and(|mut all| all.any(|one| one == member))
            });
        if !is_known {
            let message = format!(
                "`{setting}` must be `Schema.member`, and the description has no such member"
            );
            diagnostics.push(Code::UnmatchedConfig, setting.origin, message);
        }
    }
    for (schema, chosen) in &settings.columns {
        if is_left_out(schema.as_str()) {
            continue;
        }
        let Some(members) = columns::members(api, schema.as_str()) else {
            let known = api.components.keys().map(String::as_str);
            super::unmatched(diagnostics, schema.origin, "schema", schema.as_str(), known);
            continue;
        };
        let members: Vec<&str> = members.collect();
        let unknown = chosen.iter().filter(|one| !members.contains(&one.as_str()));
        for one in unknown {
            let known = members.iter().copied();
            let what = format!("`{schema}` has no member");
            missing(diagnostics, one.origin, &what, one.as_str(), known);
        }
    }
    let word = name.to_uppercase().replace('-', "_");
    api.cli = Some(Cli {
        name,
        about,
        commands,
        events: events::of(api),
        secret_variable: format!("{word}_WEBHOOK_SECRET"),
        signature_prefix: events::signature_prefix(api),
        ..Cli::default()
    });
}

fn about(resource: &Resource) -> String {
    match &resource.description {
        Some(description) => sentence(&plain(description)),
        None if resource.path.is_empty() => String::new(),
        None => format!("Commands of {}", resource.path.join(" ")),
    }
}

fn command(api: &Api, operation: &Operation, settings: &CliConfig) -> Command {
    let summary = operation.summary.as_deref().unwrap_or_default();
    let description = operation.description.as_deref().unwrap_or_default();
    let (summary, description) = (plain(summary), plain(description));
    let about = match (summary.is_empty(), description.is_empty()) {
        (false, _) => sentence(&summary),
        (true, false) => sentence(&description),
        (true, true) => format!("{} {}", operation.method, operation.path),
    };
    let description = match operation.deprecated {
        true => format!("Deprecated. {description}").trim_end().to_owned(),
        false => description,
    };
    Command {
        about,
        description,
        flags: flags::of(api, operation),
        columns: columns::of(api, operation, settings),
        once: once(api, operation, settings),
        ..Command::default()
    }
}

/// The secrets in the answer that are returned only once.
fn once(api: &Api, operation: &Operation, settings: &CliConfig) -> Vec<String> {
    let Success::Json(usage) = &operation.success else {
        return Vec::new();
    };
    let Type::Model(answer) = usage.ty else {
        return Vec::new();
    };
    let settings = settings
        .show_once
        .iter()
        .filter_map(|one| one.as_str().split_once('.'));
    let settings = settings.filter(|(schema, _)| columns::model(api, schema) == Some(answer));
    settings.map(|(_, member)| member.to_owned()).collect()
}

/// The first sentence, without its full stop.
fn sentence(text: &str) -> String {
    let first = text.lines().next().unwrap_or_default();
    let end = first.find(". ").unwrap_or(first.len());
    first
        .get(..end)
        .unwrap_or(first)
        .trim_end_matches('.')
        .to_owned()
}
