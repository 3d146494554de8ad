//! The README of a new crate and its first example. Sections that do not apply to an API are left out.
//!
//! Every block of Rust is a test of the crate.

mod low_level;
mod pick;
mod retries;

use std::fmt::Write;

use self::pick::{best, sends_file, shortest};
use super::docs::{sentence, wrapped};
use super::example::Sample;
use super::features::meaning;
use crate::ir::{Api, Operation, SchemeKind, Success};
use crate::manifest::Manifest;

/// The README.
pub(crate) fn readme(api: &Api, manifest: &Manifest, is_configured: bool) -> String {
    let chosen = chosen(api);
    let chosen = chosen.as_ref();
    let sections = [
        Some(introduction(api)),
        Some(install(manifest)),
        chosen.map(|(operation, sample)| first(api, operation, sample)),
        lists(api),
        uploads(api),
        downloads(api),
        streams(api),
        errors(api),
        Some(retries::retries(api)),
        Some(low_level::low_level(api)),
        blocking(api),
        webhooks(api),
        tool(api),
        Some(features(manifest)),
        Some(made(api, is_configured)),
    ];
    let sections: Vec<String> = sections.into_iter().flatten().collect();
    sections.join("\n\n") + "\n"
}

/// `examples/first_call.rs`.
pub(crate) fn first_call(api: &Api) -> Option<String> {
    let (operation, sample) = chosen(api)?;
    let about = format!("//! Calls `{} {}`.\n\n", operation.method, operation.path);
    Some(about + &program(api, &sample) + "\n")
}

/// The operation that documentation begins with: the one that the settings name, or the likeliest.
pub(super) fn chosen(api: &Api) -> Option<(&Operation, Sample)> {
    let named = api.sdk.first_call.as_ref();
    let named = named.and_then(|named| best(api, |one| *named == one.id));
    named.or_else(|| best(api, |one| !sends_file(one) && one.success != Success::Bytes))
}

fn introduction(api: &Api) -> String {
    let summary = api.sdk.summary.trim().trim_end_matches('.');
    let said = api.description.as_deref().and_then(paragraph);
    let said = said.filter(|said| said.trim_end_matches('.') != summary);
    let said = said.map(|said| format!("\n\n{}", wrapped(&said)));
    format!(
        "# {}\n\n{summary}.{}",
        api.sdk.package,
        said.unwrap_or_default()
    )
}

/// The first paragraph that is one, and no heading, picture, list, table or HTML.
fn paragraph(text: &str) -> Option<String> {
    /// Longer introductions belong in the documentation.
    const LONGEST: usize = 500;
    let text = text.replace("\r\n", "\n");
    let mut paragraphs = text.split("\n\n").map(str::trim);
    let found = paragraphs.find(|text| text.starts_with(|first: char| first.is_alphanumeric()))?;
    let found = found.split_whitespace().collect::<Vec<_>>().join(" ");
    if found.contains(['<', '|', '{']) || found.contains("](") || found.contains("```") {
        return None;
    }
    match found.len() <= LONGEST {
        true => Some(found),
        false => Some(sentence(&found)).filter(|first| first.len() <= LONGEST),
    }
}

fn install(manifest: &Manifest) -> String {
    let mut parts = manifest.version.split('.');
    let short: Vec<&str> = parts.by_ref().take(2).collect();
    format!(
        "## Install\n\n```toml\n[dependencies]\n{} = \"{}\"\ntokio = {{ version = \"1\", features = [\"macros\", \"rt-multi-thread\"] }}\n```\n\nRust {} or newer.",
        manifest.name,
        short.join("."),
        manifest.rust_version
    )
}

fn first(api: &Api, operation: &Operation, sample: &Sample) -> String {
    let mut text = "## First call\n\n".to_owned();
    if let Some(credentials) = credentials(api) {
        text += &credentials;
        text += "\n\n";
    }
    let about = operation
        .summary
        .as_deref()
        .map(sentence)
        .unwrap_or_default();
    let about = about.trim_end_matches(['.', ':']);
    // Bold words and links are about something else than the call.
    if !about.is_empty() && !about.contains("**") && !about.contains("](") {
        let _ = write!(text, "{about}:\n\n");
    }
    let _ = write!(text, "```rust,no_run\n{}\n```\n\n", program(api, sample));
    text += "Every call returns a builder: set what is optional, then `.await` it.";
    text
}

/// How a credential gets to the client.
fn credentials(api: &Api) -> Option<String> {
    let variables: Vec<String> = { api.schemes.iter() }
        .filter_map(|scheme| scheme.variable.as_deref())
        .map(|variable| format!("`{variable}`"))
        .collect();
    if !variables.is_empty() {
        return Some(format!(
            "`from_env` reads the credential from {}.",
            variables.join(", ")
        ));
    }
    let scheme = api.sdk.scheme.and_then(|at| api.schemes.get(at))?;
    let header = match &scheme.kind {
        SchemeKind::Bearer => "as `Authorization: Bearer …`".to_owned(),
        SchemeKind::Basic => "as `Authorization: Basic …`".to_owned(),
        SchemeKind::HeaderKey(name) => format!("in the header `{name}`"),
        SchemeKind::QueryKey(name) => format!("in the query parameter `{name}`"),
        _ => return None,
    };
    Some(format!("The credential is sent {header}."))
}

/// A whole program of one call.
fn program(api: &Api, sample: &Sample) -> String {
    let client = api.sdk.client.as_str();
    let made = super::library::client_made(api);
    let mut lines = sample.uses(api, &[client, "Error"]);
    lines.extend(
        [
            "",
            "#[tokio::main]",
            "async fn main() -> Result<(), Error> {",
        ]
        .map(str::to_owned),
    );
    lines.push(format!("    let client = {made};"));
    lines.extend(indented(&sample.body));
    lines.extend(["    Ok(())", "}"].map(str::to_owned));
    lines.join("\n")
}

/// A function of one call.
fn function(api: &Api, name: &str, sample: &Sample) -> String {
    let client = api.sdk.client.as_str();
    let mut lines = sample.uses(api, &[client, "Error"]);
    lines.push(String::new());
    lines.push(format!(
        "async fn {name}(client: {client}) -> Result<(), Error> {{"
    ));
    lines.extend(indented(&sample.body));
    lines.extend(["    Ok(())", "}"].map(str::to_owned));
    block(&lines.join("\n"))
}

fn block(code: &str) -> String {
    format!("```rust,no_run\n{code}\n```")
}

fn indented(lines: &[String]) -> impl Iterator<Item = String> {
    lines.iter().map(|line| match line.is_empty() {
        true => String::new(),
        false => format!("    {line}"),
    })
}

fn lists(api: &Api) -> Option<String> {
    let (_, sample) = best(api, |one| one.paging.is_some())?;
    Some(format!(
        "## Lists\n\nA list that comes in pages has `.stream()`, which fetches one page after the other.\n\n{}",
        function(api, "list", &sample)
    ))
}

fn uploads(api: &Api) -> Option<String> {
    let (_, sample) = best(api, sends_file)?;
    Some(format!(
        "## Uploads\n\nBytes, texts and streams can be sent; `Upload::from_path(…)` of the feature `rustls` reads a file while it is sent.\n\n{}",
        function(api, "upload", &sample)
    ))
}

fn downloads(api: &Api) -> Option<String> {
    let is_download = |one: &Operation| one.success == Success::Bytes;
    let (_, sample) = best(api, |one| is_download(one) && one.method == "GET")
        .or_else(|| best(api, is_download))?;
    Some(format!(
        "## Downloads\n\nA `Download` gives its bytes as they come (`next`), all at once (`bytes`), or into a writer (`write_to`).\n\n{}",
        function(api, "download", &sample)
    ))
}

fn streams(api: &Api) -> Option<String> {
    let (_, sample) = best(api, |one| matches!(one.success, Success::Stream(..)))?;
    Some(format!(
        "## Event streams\n\n{}",
        function(api, "watch", &sample)
    ))
}

fn errors(api: &Api) -> Option<String> {
    let sample = shortest(api)?;
    let client = api.sdk.client.as_str();
    let call = sample.call.as_ref()?;
    let mut lines = sample.uses(api, &[client, "Error"]);
    lines.push(String::new());
    lines.push(format!("async fn call(client: {client}) {{"));
    lines.push("    let result = async {".to_owned());
    lines.extend(call.iter().map(|line| format!("        {line}")));
    lines.extend(
        [
            "        Ok(())",
            "    };",
            "    match result.await {",
            "        Ok(()) => {}",
            "        Err(Error::Api(error)) if error.is_rate_limited() => {",
            "            println!(\"again after {:?}\", error.retry_after());",
            "        }",
            "        Err(Error::Api(error)) => {",
            "            println!(\"{}: {:?}\", error.status(), error.body());",
            "        }",
            "        Err(error) => println!(\"{error}\"),",
            "    }",
            "}",
        ]
        .map(str::to_owned),
    );
    let typed = match api.errors.is_empty() {
        true => "",
        false => " `body()` is the body as the API declares it for the status.",
    };
    Some(format!(
        "## Errors\n\n`Error::Api` is a response of the service that is an error, with its status, headers, request id and body.{typed} The other variants tell what else went wrong: a request that cannot be sent, no connection, a response that cannot be decoded.\n\n{}",
        block(&lines.join("\n"))
    ))
}

fn blocking(api: &Api) -> Option<String> {
    let sample = shortest(api)?;
    let client = api.sdk.client.as_str();
    let mut lines = sample.uses(api, &[client, "Error"]);
    lines.push(String::new());
    lines.push(format!("fn call(client: {client}) -> Result<(), Error> {{"));
    let body: Vec<String> = { sample.body.iter() }
        .map(|line| line.replace(".await?", ".send_blocking()?"))
        .collect();
    lines.extend(indented(&body));
    lines.extend(["    Ok(())", "}"].map(str::to_owned));
    Some(format!(
        "## Without async\n\nThe feature `blocking` adds `.send_blocking()` to every call.\n\n{}",
        block(&lines.join("\n"))
    ))
}

fn webhooks(api: &Api) -> Option<String> {
    if !api.sdk.verifies {
        return None;
    }
    Some(
        "## Webhooks\n\n`webhook::Verifier` checks the signature of a delivery over its raw body; `Delivery::event` decodes it."
            .to_owned(),
    )
}

fn tool(api: &Api) -> Option<String> {
    let cli = api.cli.as_ref()?;
    Some(format!(
        "## Command line\n\n`cargo install {} --features cli` gives the tool `{}`, with a command for every call: `{} --help`.",
        api.sdk.package, cli.name, cli.name
    ))
}

/// The features of the manifest, each with what it adds.
fn features(manifest: &Manifest) -> String {
    let mut text = "## Features\n\n| feature | default | adds |\n|---|---|---|".to_owned();
    let defaults = { manifest.features.iter() }.find(|(name, _)| name == "default");
    let is_default = |name: &String| defaults.is_some_and(|(_, names)| names.contains(name));
    for (name, _) in manifest
        .features
        .iter()
        .filter(|(name, _)| name != "default")
    {
        let about = meaning(name);
        let default = if is_default(name) { "yes" } else { "" };
        let _ = write!(text, "\n| `{name}` | {default} | {about} |");
    }
    text
}

fn made(api: &Api, is_configured: bool) -> String {
    let arguments = if is_configured {
        ""
    } else {
        " openapi.yaml --out ."
    };
    let operations = api.operations.len();
    format!(
        "## How this crate is made\n\n`src/` is written by [sdkgen](https://crates.io/crates/sdkgen) from an OpenAPI document of {operations} operations, and `Cargo.toml` is completed by it:\n\n```sh\nsdkgen generate{arguments}\n```\n\nHand-written code belongs in `custom/mod.rs`, which the library takes in as `custom`. This file and `examples/first_call.rs` follow the document until you change them; everything else is yours.",
    )
}
