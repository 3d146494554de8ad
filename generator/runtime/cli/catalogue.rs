//! The catalogue of all commands, for people and for programs.

use super::json::Json;
use super::print::Format;
use super::table::{Command, Flag, Group, Shape, Tool, Whole};

/// All commands, in print.
pub(super) fn commands(tool: &'static Tool, format: Format) -> String {
    let mut all = Vec::new();
    collect(&tool.root, tool.name, &mut all);
    match format {
        Format::Table | Format::Raw => {
            let width = all
                .iter()
                .map(|(name, _)| name.len())
                .max()
                .unwrap_or_default();
            let lines = all
                .iter()
                .map(|(name, command)| format!("{name:width$}  {}\n", command.about));
            lines.collect()
        }
        Format::Jsonl => {
            let lines = all
                .iter()
                .map(|(name, command)| describe(tool, name, command).compact() + "\n");
            lines.collect()
        }
        _ => {
            let all = all
                .iter()
                .map(|(name, command)| describe(tool, name, command));
            Json::List(all.collect()).pretty(0) + "\n"
        }
    }
}

fn collect(group: &'static Group, before: &str, all: &mut Vec<(String, &'static Command)>) {
    for command in group.commands {
        all.push((format!("{before} {}", command.name), command));
    }
    for inner in group.groups {
        collect(inner, &format!("{before} {}", inner.name), all);
    }
}

fn describe(tool: &Tool, name: &str, command: &Command) -> Json {
    let text = |text: &str| Json::Text(text.to_owned());
    Json::Object(vec![
        ("command".to_owned(), text(name)),
        ("summary".to_owned(), text(command.about)),
        ("description".to_owned(), text(command.description)),
        ("operation".to_owned(), text(command.operation.id)),
        ("method".to_owned(), text(command.operation.method)),
        ("path".to_owned(), text(command.operation.path)),
        ("example".to_owned(), text(command.example)),
        ("pages".to_owned(), Json::Bool(command.pages.is_some())),
        ("sends".to_owned(), sends(command)),
        (
            "answers".to_owned(),
            text(&format!("{:?}", command.answer).to_lowercase()),
        ),
        ("credentials".to_owned(), credentials(tool, command)),
        (
            "flags".to_owned(),
            Json::List(command.flags.iter().map(flag).collect()),
        ),
    ])
}

/// The media type of the body.
fn sends(command: &Command) -> Json {
    match (command.operation.content_type, command.body) {
        (Some(media_type), _) => Json::Text(media_type.to_owned()),
        (None, Whole::Json) => Json::Text("application/json".to_owned()),
        (None, _) => Json::Null,
    }
}

/// The credentials that a call needs: one set of several, each a list of schemes and their flags.
fn credentials(tool: &Tool, command: &Command) -> Json {
    let sets = command.operation.auth.unwrap_or(tool.sdk.auth);
    let sets = sets.iter().map(|set| {
        let flags = tool.credentials.iter();
        let flags = flags.filter(|(scheme, _)| set.contains(scheme));
        let flags = flags.map(|(scheme, flag)| {
            Json::Object(vec![
                ("scheme".to_owned(), Json::Text((*scheme).to_owned())),
                ("flag".to_owned(), Json::Text((*flag).to_owned())),
            ])
        });
        Json::List(flags.collect())
    });
    Json::List(sets.collect())
}

fn flag(flag: &Flag) -> Json {
    let text = |text: &str| Json::Text(text.to_owned());
    let values = flag.values.iter().map(|value| text(value));
    let is_several = flag.shape != Shape::One;
    Json::Object(vec![
        ("name".to_owned(), text(flag.name)),
        ("plural".to_owned(), text(flag.plural)),
        (
            "in".to_owned(),
            text(&format!("{:?}", flag.place).to_lowercase()),
        ),
        ("wire".to_owned(), text(flag.wire)),
        (
            "type".to_owned(),
            text(&format!("{:?}", flag.kind).to_lowercase()),
        ),
        ("several".to_owned(), Json::Bool(is_several)),
        ("required".to_owned(), Json::Bool(flag.required)),
        ("nullable".to_owned(), Json::Bool(flag.nullable)),
        ("help".to_owned(), text(flag.help)),
        ("limits".to_owned(), text(flag.limits)),
        ("values".to_owned(), Json::List(values.collect())),
    ])
}
