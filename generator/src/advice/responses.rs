//! Responses that are not as described: those that the description prints, and recorded ones.
//!
//! Values are never named: in a recording they may be secrets.

use crate::config::Config;
use crate::diagnostics::{Code, Diagnostics};
use crate::ir::{Api, Lack, Lacks, ModelKind, Undeclared};
use crate::recordings::{self, Unmatched};

/// Where an example and its schema differ, the crate goes by one of them.
pub(super) fn printed(api: &Api, diagnostics: &mut Diagnostics) {
    for lacks in api.lacks.iter().filter(|one| !one.recorded) {
        report(api, lacks, diagnostics);
    }
}

/// The same of recorded responses, and what only they show.
pub(super) fn recorded(api: &Api, config: &Config, diagnostics: &mut Diagnostics) {
    for lacks in api.lacks.iter().filter(|one| one.recorded) {
        report(api, lacks, diagnostics);
    }
    for Undeclared {
        model,
        wire,
        origin,
    } in &api.undeclared
    {
        let Some(model) = api.models.get(model.0) else {
            continue;
        };
        let model = model.name.as_str();
        let message =
            format!("this recorded response has `{wire}` in `{model}`, which no schema declares");
        let help = "declare it; the crate leaves it out";
        diagnostics.push_with_help(Code::RecordedProperty, *origin, message, help);
    }
    for (origin, unmatched) in recordings::unmatched(api, &config.recordings) {
        let (problem, help) = words(unmatched);
        let message = format!("this recording is no evidence: {problem}");
        diagnostics.push_with_help(Code::UnmatchedRecording, origin, message, help);
    }
}

/// Why a recording belongs to no response, and the remedy.
fn words(unmatched: Unmatched) -> (&'static str, &'static str) {
    match unmatched {
        Unmatched::Name => (
            "no operation has the name of the file",
            "name it after an operationId: `getPet.json`, `getPet.404.json`, `getPet.second.json`",
        ),
        Unmatched::Server => (
            "its URL is at none of the servers",
            "delete the entry, or add the server to the description",
        ),
        Unmatched::Path => (
            "no operation has its path",
            "delete the entry, or describe the operation",
        ),
        Unmatched::Method => (
            "no operation at its path has its method",
            "delete the entry, or describe the operation",
        ),
        Unmatched::Status => (
            "its operation declares no response of this status",
            "describe the response",
        ),
        Unmatched::MediaType => (
            "its response is declared without JSON",
            "describe the JSON, or delete the recording",
        ),
        Unmatched::NotJson => (
            "its text is not JSON, although its media type says so",
            "delete the entry",
        ),
        Unmatched::NoBody => (
            "it holds no body",
            "record it with the content of responses, or delete the entry",
        ),
    }
}

fn report(api: &Api, lacks: &Lacks, diagnostics: &mut Diagnostics) {
    let Lacks {
        at,
        lack,
        origin,
        recorded,
    } = lacks;
    let model = api.models.get(at.model.0);
    let field = model.and_then(|model| match &model.kind {
        ModelKind::Struct(content) => content.fields.get(at.field),
        _ => None,
    });
    let (Some(model), Some(field)) = (model, field) else {
        return;
    };
    let property = format!("{}.{}", model.name.as_str(), field.wire);
    let (this, here) = match recorded {
        true => ("this recorded response", "in this recorded response"),
        false => ("this", "here"),
    };
    let keep =
        format!("`required = [\"{property}\"]` below `[types]` in sdk.toml keeps it as described");
    let (code, message, help) = match lack {
        Lack::Missing => (
            Code::ExampleLacks,
            format!("{this} lacks `{property}`, which is required: it is an `Option`"),
            keep,
        ),
        Lack::Null => (
            Code::ExampleLacks,
            format!("{here} `{property}` is `null`, which it must not be: it is an `Option`"),
            keep,
        ),
        Lack::Kind => (
            Code::ExampleKind,
            format!("{here} `{property}` is of another kind than its schema says"),
            "correct the example or the schema: a response like this is an error".to_owned(),
        ),
        Lack::Spelling => (
            Code::ExampleKind,
            format!(
                "{here} `{property}` is a number or boolean as text, or the reverse: both are read"
            ),
            keep,
        ),
        Lack::Format => (
            Code::ExampleKind,
            format!("{here} `{property}` does not have the format of its schema: it is a `String`"),
            keep,
        ),
        Lack::AnyJson => (
            Code::ExampleKind,
            format!("{here} `{property}` is of another kind than its schema says: it is any JSON"),
            keep,
        ),
        Lack::Unlisted => (
            Code::RecordedValue,
            format!("{here} `{property}` has a value that its enum does not list"),
            "add it to the enum; the crate reads it as `Unknown`".to_owned(),
        ),
    };
    diagnostics.push_with_help(code, *origin, message, help);
}
