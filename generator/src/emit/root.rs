//! Docs of the crate's root: the API, a first call, the resources with their operations, the features.

use proc_macro2::TokenStream;
use quote::quote;

use super::docs::inner_docs;
use super::features::meaning;
use super::library::client_made;
use super::readme::chosen;
use crate::ir::{Api, Resource};

/// The docs of `lib.rs`.
pub(super) fn docs(api: &Api) -> TokenStream {
    let about = inner_docs(&about(api));
    let rest = lines(&[example(api), features(api)].concat());
    // Links into what is not compiled lead nowhere.
    let resources = resources(api);
    let resources = match api.sdk.by_tag {
        true => quote!(#![cfg_attr(feature = "full", doc = #resources)]),
        false => lines(&resources),
    };
    quote!(#about #rest #resources)
}

fn lines(text: &str) -> TokenStream {
    let lines = text.lines().map(|line| match line.is_empty() {
        true => String::new(),
        false => format!(" {line}"),
    });
    quote!(#(#![doc = #lines])*)
}

fn about(api: &Api) -> String {
    let summary = api.sdk.summary.trim();
    let stop = if summary.ends_with(['.', '!', '?']) {
        ""
    } else {
        "."
    };
    let mut text = format!("{summary}{stop}");
    if let Some(description) = &api.description {
        text += &format!("\n\n{description}");
    }
    text
}

/// A client and its first call, as a test that compiles. A part of the API may not have the call.
fn example(api: &Api) -> String {
    let (library, client) = (&api.sdk.library, api.sdk.client.as_str());
    let call = chosen(api).filter(|_| !api.sdk.by_tag);
    let (imports, body) = match call {
        Some((_, sample)) => (sample.uses(api, &[client]), sample.body),
        None => (
            vec![format!("use {library}::{client};")],
            vec!["# let _ = client;".to_owned()],
        ),
    };
    let mut lines = vec![String::new(), "```no_run".to_owned()];
    lines.extend(imports);
    lines.push(String::new());
    lines.push(format!(
        "# async fn run() -> Result<(), {library}::Error> {{"
    ));
    lines.push(format!("let client = {};", client_made(api)));
    lines.extend(body);
    lines.extend(["# Ok(())", "# }", "```"].map(str::to_owned));
    lines.join("\n") + "\n"
}

/// A table of all resources and their operations.
fn resources(api: &Api) -> String {
    let mut text = String::new();
    for (index, resource) in api.resources.iter().enumerate() {
        let (shown, handle) = match index {
            0 => {
                let client = api.sdk.client.as_str();
                (format!("[`{client}`]"), client.to_owned())
            }
            _ => {
                let handle = format!("api::{}", resource.handle.as_str());
                (
                    format!("[`{}`]({handle})", accessors(api, resource)),
                    handle,
                )
            }
        };
        let operations = { resource.operations.iter() }.filter_map(|id| api.operations.get(id.0));
        let links: Vec<String> = operations
            .map(|operation| operation.name.as_str())
            .map(|name| format!("[`{name}`]({handle}::{name})"))
            .collect();
        if !links.is_empty() {
            text += &format!("| {shown} | {} |\n", links.join(", "));
        }
    }
    match text.is_empty() {
        true => text,
        false => format!("\n# Resources\n\n| resource | operations |\n|---|---|\n{text}"),
    }
}

/// The calls that lead to a resource: `pods().webhooks()`.
fn accessors(api: &Api, resource: &Resource) -> String {
    let path = &resource.path;
    let calls = (1..=path.len()).map(|length| {
        let ancestor = { api.resources.iter() }
            .find(|other| path.get(..length) == Some(other.path.as_slice()));
        let name = ancestor.map_or("", |ancestor| ancestor.name.as_str());
        format!("{name}()")
    });
    calls.collect::<Vec<_>>().join(".")
}

fn features(api: &Api) -> String {
    let mut features = vec!["rustls", "blocking", "tracing"];
    if api.cli.is_some() {
        features.extend(["cli", "cli-keyring"]);
    }
    if api.sdk.by_tag {
        features.push("full");
        let mut chosen: Vec<&str> = { api.resources.iter() }
            .filter_map(|resource| resource.feature.as_deref())
            .collect();
        chosen.sort_unstable();
        chosen.dedup();
        features.extend(chosen);
    }
    let default = |feature: &str| match feature {
        "rustls" | "full" => " (default)",
        _ => "",
    };
    let lines = features
        .iter()
        .map(|feature| format!("- `{feature}`{}: {}\n", default(feature), meaning(feature)));
    format!("\n# Features\n\n{}", lines.collect::<String>())
}
