//! Writes the Rust of a crate: one module for each kind of thing written. It decides nothing.

mod cli;
mod client;
mod client_parameters;
mod deprecation;
mod docs;
mod enums;
mod error_body;
mod events;
mod example;
mod facts;
mod features;
mod field;
mod harness;
mod headers;
mod imports;
mod input;
mod inputs;
mod library;
mod model;
mod operation;
mod reading;
mod readme;
mod resource;
mod root;
mod rules;
mod runtime;
mod servers;
pub mod symbols;
mod tokens;
mod types;
mod union;

use proc_macro2::TokenStream;

use crate::ir::{Api, ModelId, ResourceId};

pub(crate) use self::docs::DOC_LINE;
pub(crate) use self::readme::{first_call, readme};
pub use self::runtime::{Needs, verbatim};

/// One file to write.
pub struct Job {
    /// Where it goes, relative to `src/`, the harness to the crate's folder.
    pub path: String,
    write: Write,
}

enum Write {
    Library { with_custom: bool },
    Client,
    ErrorBody,
    Models,
    Model(Vec<ModelId>),
    Resources,
    Resource(ResourceId),
    Headers,
    Webhook,
    Runtime,
    Tool,
    ToolRuntime,
    Deliveries,
    Commands(ResourceId),
    Program,
    Harness,
}

impl Job {
    fn new(path: impl Into<String>, write: Write) -> Self {
        Self {
            path: path.into(),
            write,
        }
    }

    /// Writes the file's tokens.
    #[must_use]
    pub fn run(&self, api: &Api, needs: &Needs) -> TokenStream {
        match &self.write {
            Write::Library { with_custom } => library::library(api, needs, *with_custom),
            Write::Client => client::client(api),
            Write::ErrorBody => error_body::error_body(api),
            Write::Models => library::models(api),
            Write::Model(models) => model::models(api, models),
            Write::Resources => library::resources(api),
            Write::Resource(id) => resource::resource(api, *id),
            Write::Headers => headers::headers(api),
            Write::Webhook => events::webhook(api),
            Write::Runtime => runtime::modules(needs),
            Write::Tool => cli::tool(api),
            Write::ToolRuntime => runtime::tool_modules(needs),
            Write::Deliveries => cli::events(api),
            Write::Commands(id) => cli::commands(api, *id),
            Write::Program => cli::program(api),
            Write::Harness => harness::harness(api),
        }
    }
}

/// The files of a crate, the verbatim ones aside.
#[must_use]
pub fn jobs(api: &Api) -> Vec<Job> {
    let mut jobs = vec![
        Job::new("lib.rs", Write::Library { with_custom: false }),
        Job::new("client.rs", Write::Client),
        Job::new("error_body.rs", Write::ErrorBody),
        Job::new("runtime/mod.rs", Write::Runtime),
    ];
    if !api.models.is_empty() {
        jobs.push(Job::new("models/mod.rs", Write::Models));
    }
    for (module, models) in library::files(api) {
        jobs.push(Job::new(
            format!("models/{}.rs", module.as_str()),
            Write::Model(models),
        ));
    }
    if api.resources.len() > 1 {
        jobs.push(Job::new("api/mod.rs", Write::Resources));
    }
    for (index, resource) in api.resources.iter().enumerate().skip(1) {
        jobs.push(Job::new(
            format!("api/{}.rs", resource.module.as_str()),
            Write::Resource(ResourceId(index)),
        ));
    }
    if !api.headers.is_empty() {
        jobs.push(Job::new("headers.rs", Write::Headers));
    }
    if api.sdk.verifies || api.event.is_some() {
        jobs.push(Job::new("webhook.rs", Write::Webhook));
    }
    if let Some(tool) = &api.cli {
        jobs.push(Job::new("cli/mod.rs", Write::Tool));
        jobs.push(Job::new("runtime/cli/mod.rs", Write::ToolRuntime));
        if !tool.events.is_empty() {
            let path = format!("cli/{}.rs", tool.events_module.as_str());
            jobs.push(Job::new(path, Write::Deliveries));
        }
        for (index, resource) in api.resources.iter().enumerate().skip(1) {
            let path = format!("cli/{}.rs", resource.module.as_str());
            jobs.push(Job::new(path, Write::Commands(ResourceId(index))));
        }
        jobs.push(Job::new(format!("bin/{}.rs", tool.name), Write::Program));
    }
    jobs
}

/// The library of a crate that has hand-written code in `custom/mod.rs`.
#[must_use]
pub fn custom_library() -> Job {
    Job::new("lib.rs", Write::Library { with_custom: true })
}

/// The program that decodes and encodes with the generated types.
#[must_use]
pub fn harness() -> Job {
    Job::new("examples/harness.rs", Write::Harness)
}
