//! Walks the IR and names everything in it.

use super::arguments::arguments;
use super::casing::{pascal, singular};
use super::features;
use super::fitting::fitting;
use super::models::{MOST_ARGUMENTS, derive, model_inputs, models};
use super::{APART, HANDLES, METHODS, Name, RUNTIME, Scope, TYPES, words};
use crate::config;
use crate::diagnostics::{Code, Diagnostics};
use crate::ir::{
    Api, External, ModelKind, Operation, Parameter, Place, Resource, ResourceId, Status, Success,
};

/// Names the whole API.
pub fn assign(api: &mut Api, settings: &config::Types, diagnostics: &mut Diagnostics) {
    let externals = crate::analyze::externals(api);
    let imported = externals.iter().flat_map(imported);
    let imported: Vec<&str> = imported.collect();
    let mut types = Scope::new(&[TYPES, RUNTIME, APART, &imported]);
    sdk(api, &mut types);
    models(api, &mut types, &settings.names, diagnostics);
    model_inputs(api, &mut types);
    resources(api, &mut types);
    let mut constants = Scope::new(&[]);
    for header in &mut api.headers {
        header.name = constants.constant(&header.wire);
    }
    operations(api, &mut types, diagnostics);
    errors(api);
    if api.sdk.by_tag {
        features::assign(api);
    }
    derive(api, &settings.derives, diagnostics);
    super::commands::commands(api, diagnostics);
}

/// The names that a type from elsewhere brings into a file.
fn imported(external: &External) -> impl Iterator<Item = &str> {
    external.uses.iter().map(|(_, name)| name.as_str())
}

fn sdk(api: &mut Api, types: &mut Scope) {
    api.sdk.client = types.ty(&client(api, types));
    api.sdk.library = Scope::new(&[]).value(&api.sdk.package);
    let mut variants = Scope::new(&[&["Self"]]);
    for (index, server) in api.servers.iter_mut().enumerate() {
        let numbered = if index == 0 {
            "default".to_owned()
        } else {
            format!("server {}", index + 1)
        };
        let words = if words(&server.words).is_empty() || server.words.len() > 40 {
            numbered
        } else {
            server.words.clone()
        };
        server.name = variants.ty(&words);
    }
    let taken: Vec<&str> = METHODS.iter().chain(BUILDER).copied().collect();
    let mut methods = Scope::new(&[&taken]);
    for scheme in &mut api.schemes {
        let words = if scheme.key == "bearer" || scheme.key == "bearerAuth" {
            "api key"
        } else {
            scheme.key.as_str()
        };
        scheme.name = methods.value(words);
        if let Some(tokens) = &mut scheme.tokens {
            tokens.provider_name = methods.value(&format!("{words} provider"));
            tokens.client_credentials_name = methods.value(&format!("{words} client credentials"));
            tokens.refresh_name = methods.value(&format!("{words} refresh token"));
        }
    }
    for variable in &mut api.server_variables {
        variable.name = methods.value(&variable.template);
    }
    for parameter in &mut api.client_parameters {
        parameter.name = methods.value(&parameter.words);
    }
}

/// The words for the client's type, with one more where something else has the name.
fn client(api: &Api, types: &Scope) -> String {
    let words = &api.sdk.client_words;
    let wanted = pascal(words);
    let mut handles = api
        .resources
        .iter()
        .map(|resource| pascal(&resource.path.join(" ")));
    let is_taken = types.has_ty(words)
        || handles.any(|handle| handle == wanted)
        || api
            .described
            .iter()
            .any(|component| pascal(component) == wanted);
    match is_taken && !api.sdk.has_client_name {
        true => format!("{words} client"),
        false => words.clone(),
    }
}

/// What the client's builder has already.
const BUILDER: &[&str] = &[
    "base_url",
    "build",
    "build_core",
    "client_credentials",
    "clock",
    "connect_timeout",
    "credential",
    "environment",
    "from_env",
    "endpoint",
    "header",
    "max_response_size",
    "on_request",
    "on_response",
    "parameter",
    "provider",
    "read_env",
    "refresh_token",
    "retries",
    "server",
    "server_variable",
    "source",
    "timeout",
    "total_timeout",
    "transport",
    "user_agent",
    "validate",
    "variable",
    "allow_insecure",
];

fn resources(api: &mut Api, types: &mut Scope) {
    // clippy wants no module called as the one around it.
    let mut modules = Scope::new(&[&["mod", "api"]]);
    let children: Vec<Vec<ResourceId>> = api
        .resources
        .iter()
        .map(|resource| resource.children.clone())
        .collect();
    for resource in api.resources.iter_mut().skip(1) {
        let words = resource.path.join(" ");
        resource.handle = types.ty_or(&words, "api");
        resource.module = modules.module(&words);
    }
    // Accessors share a scope with the methods of the resource they stand in.
    for (parent, ids) in children.iter().enumerate() {
        let mut methods = accessors(parent);
        for id in ids {
            let Some(resource) = api.resources.get_mut(id.0) else {
                continue;
            };
            let word = resource.path.last().cloned().unwrap_or_default();
            resource.name = methods.value(&word);
        }
    }
}

/// The scope of a resource's methods; the first resource is the client itself.
fn accessors(resource: usize) -> Scope {
    match resource {
        0 => Scope::new(&[HANDLES, &["base_url", "builder", "from_env"]]),
        _ => Scope::new(&[HANDLES]),
    }
}

fn operations(api: &mut Api, types: &mut Scope, diagnostics: &mut Diagnostics) {
    for index in 0..api.resources.len() {
        let Some(resource) = api.resources.get(index).cloned() else {
            continue;
        };
        let mut methods = accessors(index);
        for child in &resource.children {
            if let Some(child) = api.resources.get(child.0) {
                methods.taken.insert(child.name.text.clone());
            }
        }
        let mut constants = Scope::new(&[&["SDK"]]);
        // Of several that want a name, the one with the shortest id has it, wherever it is described.
        let mut ids = resource.operations.clone();
        ids.sort_by_key(|id| {
            let operation = api.operations.get(id.0);
            operation.map(|one| (one.id.len(), one.id.clone(), one.variant.clone()))
        });
        for id in &ids {
            let Some(mut operation) = api.operations.get(id.0).cloned() else {
                continue;
            };
            let clashes = methods.taken.contains(&super::snake(&operation.words));
            let wanted = if clashes {
                operation.id.clone()
            } else {
                operation.words.clone()
            };
            operation.name = methods.value(&wanted);
            if clashes {
                let message = format!(
                    "`{}` is called `{}`, since `{}` is taken",
                    operation.id,
                    operation.name,
                    super::snake(&operation.words)
                );
                diagnostics.push(Code::NameClash, operation.origin, message);
            }
            let builder = fitting(&builder_words(api, &operation), types);
            if has_optional(api, &operation) || operation.paging.is_some() {
                operation.builder = types.ty_or(&builder, "call");
                // A struct without names for its fields is a value, too.
                constants.taken.insert(operation.builder.text.clone());
            }
            operation.constant = constants.constant(&operation.name.text);
            operation.inputs = Name::default();
            arguments(api, &mut operation);
            let in_path = |one: &&Parameter| one.place == Place::Path;
            let in_path = operation.parameters.iter().filter(in_path).count();
            let required = required_count(api, &operation);
            // Those of the path stay arguments, however many.
            if required > MOST_ARGUMENTS && required > in_path {
                operation.inputs = types.ty(&format!("{builder} inputs"));
            }
            if let Success::Several(arms) = &mut operation.success {
                operation.answer = types.ty(&format!("{builder} success"));
                let mut variants = Scope::new(&[&["Self"]]);
                for arm in arms {
                    arm.name = variants.ty(&meaning(arm.status));
                }
            }
            if let Some(paging) = &mut operation.paging {
                paging.constant = constants.constant(&format!("{} pages", operation.name.text));
            }
            if let Some(slot) = api.operations.get_mut(id.0) {
                *slot = operation;
            }
        }
    }
}

/// What a status is called in the standard (RFC 9110).
fn meaning(status: Status) -> String {
    let code = match status {
        Status::Exact(code) => code,
        Status::Range(_) => return "other success".to_owned(),
        Status::Default => return "other".to_owned(),
    };
    let known = match code {
        200 => "ok",
        201 => "created",
        202 => "accepted",
        203 => "non authoritative information",
        204 => "no content",
        205 => "reset content",
        206 => "partial content",
        207 => "multi status",
        _ => return format!("status {code}"),
    };
    known.to_owned()
}

/// The verb, the resource in the singular unless it is listed, and the rest: `CreatePodWebhook`, `ListPodWebhooks`.
pub(super) fn builder_words(api: &Api, operation: &Operation) -> String {
    let path = api
        .resources
        .get(operation.resource.0)
        .map(|resource: &Resource| resource.path.clone())
        .unwrap_or_default();
    let method = words(&operation.words);
    let (verb, rest) = method
        .split_first()
        .map(|(verb, rest)| (verb.clone(), rest.join(" ")))
        .unwrap_or_default();
    let last = path.len().saturating_sub(1);
    let is_many = rest.is_empty() && ["list", "search", "find"].contains(&verb.as_str());
    let nouns: Vec<String> = path
        .iter()
        .enumerate()
        .map(|(index, noun)| {
            if index == last && is_many {
                noun.clone()
            } else {
                singular(noun)
            }
        })
        .collect();
    format!("{verb} {} {rest}", nouns.join(" "))
        .trim()
        .to_owned()
}

fn has_optional(api: &Api, operation: &Operation) -> bool {
    if operation
        .parameters
        .iter()
        .any(|parameter| !parameter.required)
    {
        return true;
    }
    let Some(body) = &operation.body else {
        return false;
    };
    match body
        .flattened
        .and_then(|model| api.models.get(model.0))
        .map(|model| &model.kind)
    {
        Some(ModelKind::Struct(content)) => content.fields.len() > content.required.len(),
        _ => !body.required,
    }
}

/// How many inputs a call cannot do without.
fn required_count(api: &Api, operation: &Operation) -> usize {
    let parameters = operation
        .parameters
        .iter()
        .filter(|parameter| parameter.required)
        .count();
    let body = match operation.body.as_ref() {
        Some(body) => match body
            .flattened
            .and_then(|model| api.models.get(model.0))
            .map(|model| &model.kind)
        {
            Some(ModelKind::Struct(content)) => content.required.len(),
            _ => usize::from(body.required),
        },
        None => 0,
    };
    parameters + body
}

fn errors(api: &mut Api) {
    let mut variants = Scope::new(&[&["Self"]]);
    let mut decoders = Scope::new(&[METHODS]);
    for arm in &mut api.errors {
        let Some(model) = api.models.get(arm.model.0) else {
            continue;
        };
        arm.name = variants.ty(&model.name.text);
        arm.decoder = decoders.value(&model.name.text);
    }
}
