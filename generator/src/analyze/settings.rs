//! Carries the settings into the IR.

use crate::config::{BodyNeed, Config, Features, RuleConfig, RuleKind, Setting, Signature};
use crate::diagnostics::{Code, Diagnostics};
use crate::ir::{Api, ErrorMembers, ModelKind, Naming, Need, Rule, Type};
use crate::source::Origin;
use crate::unprintable::one_line;

/// Names, variables and secrets.
pub(super) fn apply(api: &mut Api, config: &Config, diagnostics: &mut Diagnostics) {
    if config.names.ignore_extensions {
        for schema in &mut api.schemas {
            (schema.type_name, schema.component_name) = (None, None);
        }
        for operation in &mut api.operations {
            operation.request_name = None;
            for parameter in &mut operation.parameters {
                parameter.words = None;
            }
        }
    }
    let title = if api.title.trim().is_empty() {
        "api".to_owned()
    } else {
        api.title.clone()
    };
    let package = &config.package;
    let named = package.name.as_ref().map(ToString::to_string);
    api.sdk.package = named.unwrap_or_else(|| super::client::crate_name(&title));
    api.sdk.by_tag = package.features == Some(Features::ByTag);
    api.sdk.package_version = package
        .version
        .as_ref()
        .map_or_else(|| "0.1.0".to_owned(), ToString::to_string);
    let summary = package.description.clone();
    // It goes into a manifest and a README, where no character is escaped.
    api.sdk.summary = one_line(&summary.unwrap_or_else(|| format!("A client for {title}")));
    for operation in &mut api.operations {
        let need = config.operations.get(operation.id.as_str());
        if let (Some(body), Some(need)) = (&mut operation.body, need.and_then(|one| one.body)) {
            body.required = need == BodyNeed::Required;
            body.need = Need::Said;
        }
    }
    api.sdk.client_words = super::client::words_for(package, &title);
    api.sdk.has_client_name = package.client.is_some();
    let first_call = package.first_call.as_ref();
    api.sdk.first_call = first_call.map(ToString::to_string);
    let base_url = config.environment.base_url.as_ref();
    api.sdk.base_url_variable = base_url.map(ToString::to_string);
    api.sdk.verifies = config.webhooks.signature == Some(Signature::StandardWebhooks);
    api.sdk.strict_responses = config.types.strict_responses;
    let texts = |settings: &[Setting]| settings.iter().map(ToString::to_string).collect();
    api.sdk.error_members = ErrorMembers {
        message: texts(&config.errors.message),
        code: texts(&config.errors.code),
        hint: texts(&config.errors.hint),
        issues: texts(&config.errors.issues),
        issue_path: config.errors.issue_path.to_string(),
        issue_message: config.errors.issue_message.to_string(),
    };
    for pattern in &config.secrets.members {
        if !pattern.as_str().contains('.') {
            let message =
                format!("`{pattern}` must be `Schema.member`, where the schema may be a glob");
            diagnostics.push(Code::UnmatchedConfig, pattern.origin, message);
        }
    }
    for (url, words) in &config.servers {
        match api
            .servers
            .iter_mut()
            .find(|server| server.url == url.as_str())
        {
            Some(server) => server.words.clone_from(words),
            None => {
                let known = api.servers.iter().map(|server| server.url.as_str());
                unmatched(diagnostics, url.origin, "server", url.as_str(), known);
            }
        }
    }
    for (key, variable) in &config.environment.credentials {
        match api
            .schemes
            .iter_mut()
            .find(|scheme| scheme.key == key.as_str())
        {
            Some(scheme) => scheme.variable = Some(variable.to_string()),
            None => {
                let known = api.schemes.iter().map(|scheme| scheme.key.as_str());
                let what = "security scheme";
                unmatched(diagnostics, key.origin, what, key.as_str(), known);
            }
        }
    }
}

/// The members that are secrets, by format or by the settings, are hidden wherever text shows them.
pub(super) fn collect_secrets(api: &mut Api) {
    let mut names: Vec<String> = Vec::new();
    for model in &api.models {
        if let ModelKind::Struct(content) = &model.kind {
            let secrets = content
                .fields
                .iter()
                .filter(|field| holds_secrets(&field.usage.ty));
            names.extend(secrets.map(|field| field.wire.clone()));
        }
    }
    names.sort();
    for name in names {
        if !api.sdk.secret_members.contains(&name) {
            api.sdk.secret_members.push(name);
        }
    }
}

/// Whether values of a type are secrets or lists of secrets. A map of secrets has a name that is too common, such as
/// `headers`, to be hidden wherever it stands.
fn holds_secrets(ty: &Type) -> bool {
    match ty {
        Type::Secret => true,
        Type::Array(inner) | Type::OneOrMany(inner) => holds_secrets(&inner.ty),
        Type::Tuple(places) => places.iter().any(|place| holds_secrets(&place.ty)),
        _ => false,
    }
}

/// The rules that JSON Schema cannot say, on the models they are about.
pub(super) fn add_rules(api: &mut Api, rules: &[RuleConfig], diagnostics: &mut Diagnostics) {
    for config in rules {
        let schema = config.schema.as_str();
        expect_schema(api, schema, config.schema.origin, diagnostics);
        let model = api
            .models
            .iter_mut()
            .find(|model| model.naming == Naming::Component(schema.to_owned()));
        let Some(ModelKind::Struct(content)) = model.map(|model| &mut model.kind) else {
            continue;
        };
        for member in &config.members {
            let mut known = content.fields.iter().map(|field| field.wire.as_str());
            if known.all(|field| field != member.as_str()) {
                let known = content.fields.iter().map(|field| field.wire.as_str());
                let what = format!("`{schema}` has no member");
                missing(diagnostics, member.origin, &what, member.as_str(), known);
            }
        }
        let members = config
            .members
            .iter()
            .map(|member| member.as_str().to_owned())
            .collect();
        content.rules.push(match config.kind {
            RuleKind::Disjoint => Rule::Disjoint {
                members,
                ignore_case: config.ignore_case,
            },
            RuleKind::MaxTotal => Rule::MaxTotal {
                members,
                max: config.max.unwrap_or_default(),
            },
        });
    }
}

fn expect_schema(api: &Api, schema: &str, origin: Origin, diagnostics: &mut Diagnostics) {
    if !api.described.contains(schema) {
        let known = api.described.iter().map(String::as_str);
        unmatched(diagnostics, origin, "schema", schema, known);
    }
}

/// Reports a setting that names what the description does not have.
pub fn unmatched<'a>(
    diagnostics: &mut Diagnostics,
    origin: Origin,
    what: &str,
    named: &str,
    known: impl Iterator<Item = &'a str>,
) {
    let what = format!("the description has no {what}");
    missing(diagnostics, origin, &what, named, known);
}

/// Says that there is no such thing, and what may be meant.
pub(super) fn missing<'a>(
    diagnostics: &mut Diagnostics,
    origin: Origin,
    what: &str,
    named: &str,
    known: impl Iterator<Item = &'a str>,
) {
    let message = format!("{what} `{named}`");
    match crate::suggest::nearest(named, known) {
        Some(near) => {
            let help = format!("did you mean `{near}`?");
            diagnostics.push_with_help(Code::UnmatchedConfig, origin, message, help);
        }
        None => diagnostics.push(Code::UnmatchedConfig, origin, message),
    }
}
