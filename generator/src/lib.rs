//! Generates Rust SDKs from OpenAPI descriptions.
//!
//! One direction, no way back:
//!
//! ```text
//! source → overlay → dialect → select → lower → analyze → name → emit → format → files
//! ```

#![cfg_attr(
    not(test),
    deny(
        clippy::expect_used,
        clippy::indexing_slicing,
        clippy::panic,
        clippy::string_slice,
        clippy::todo,
        clippy::unimplemented,
        clippy::unreachable,
        clippy::unwrap_used
    )
)]

mod advice;
pub mod analyze;
pub mod ci;
pub mod config;
pub mod coverage;
mod credentials;
pub mod diagnostics;
pub mod dialect;
pub mod diff;
pub mod emit;
mod evidence;
pub mod files;
pub mod format;
pub mod import;
pub mod ir;
pub mod lenient;
mod license;
pub mod lower;
pub mod manifest;
mod media;
pub mod name;
pub mod overlay;
mod package;
mod pattern;
pub mod record;
pub mod recordings;
mod run;
pub mod select;
pub mod source;
pub mod stages;
mod suggest;
mod template;
mod unprintable;
mod workers;

use std::mem;
use std::path::Path;

pub use self::evidence::Evidence;
pub use self::run::{Described, Generated, Options};
use crate::config::{Config, Setting};
use crate::coverage::Coverage;
use crate::diagnostics::{Code, Diagnostics};
use crate::dialect::Flat;
use crate::emit::{Job, Needs};
use crate::files::Files;
use crate::ir::Api;
use crate::select::Marks;
use crate::source::{Documents, Origin};
use crate::stages::{Stage, Unwatched, Watch, during};

/// Reads the description at `description`: every stage up to `analyze`, nothing written. `None` when there is too
/// little to go on with. What is wrong is in `diagnostics`, also where something could be read.
pub fn read(
    description: &Path,
    options: &Options,
    diagnostics: &mut Diagnostics,
) -> Option<Described> {
    let Reading { api, config, .. } = read_flat(description, options, diagnostics, &Unwatched)?;
    Some(Described { api, config })
}

/// Reads the description at `description`, names everything in it, and adds advice to what is wrong.
pub fn lint(
    description: &Path,
    options: &Options,
    diagnostics: &mut Diagnostics,
) -> Option<Described> {
    let reading = read_flat(description, options, diagnostics, &Unwatched)?;
    let Reading {
        api, config, flat, ..
    } = reading;
    let mut described = Described { api, config };
    name_and_advise(&mut described, &flat, options, diagnostics);
    Some(described)
}

/// Does the same as [`lint`], and says what callers of the operations cannot send or receive. Without a coverage there
/// are errors: no crate can be generated.
pub fn lint_with_coverage(
    description: &Path,
    options: &Options,
    diagnostics: &mut Diagnostics,
) -> Option<(Described, Option<Coverage>)> {
    let reading = read_flat(description, options, diagnostics, &Unwatched)?;
    let Reading { api, config, .. } = reading;
    let mut described = Described { api, config };
    name_and_advise(&mut described, &reading.flat, options, diagnostics);
    let is_whole = !diagnostics.has_errors();
    let root = &reading.documents.root;
    let coverage = is_whole.then(|| Coverage::of(&reading.flat, &described.api, root, diagnostics));
    Some((described, coverage))
}

fn name_and_advise(
    described: &mut Described,
    flat: &Flat,
    options: &Options,
    diagnostics: &mut Diagnostics,
) {
    name::assign(&mut described.api, &described.config.types, diagnostics);
    // Errors come first: what is broken may be what is missing.
    if !diagnostics.has_errors() {
        advice::advise(described, flat, options.explain_recordings, diagnostics);
    }
}

/// A description that has been read, with the stages on the way.
struct Reading {
    api: Api,
    config: Config,
    flat: Flat,
    documents: Documents,
}

fn read_flat(
    description: &Path,
    options: &Options,
    diagnostics: &mut Diagnostics,
    watch: &dyn Watch,
) -> Option<Reading> {
    let (documents, config) = gather(description, options, diagnostics, watch)?;
    let read = |documents: &Documents, diagnostics: &mut Diagnostics| {
        interpret(documents, &config, diagnostics, watch)
    };
    let (api, flat) = lenient::settle(&documents, config.lenient, diagnostics, read)?;
    Some(Reading {
        api,
        config,
        flat,
        documents,
    })
}

/// The settings, and the description with its overlays applied.
fn gather(
    description: &Path,
    options: &Options,
    diagnostics: &mut Diagnostics,
    watch: &dyn Watch,
) -> Option<(Documents, Config)> {
    diagnostics.set_strict(options.strict);
    let settings = options
        .config
        .clone()
        .or_else(|| config::beside(description));
    let config = match settings {
        Some(path) => Some(config::read(&path, diagnostics)?),
        None => None,
    };
    let mut config = config.unwrap_or_default();
    if options.with_harness {
        config.types.serialize = config::Serialized::All;
    }
    if options.name.is_some() {
        config.package.name = options.name.clone().map(Setting::from);
    }
    if config.package.name.is_none() {
        config.package.name = options.fallback_name.clone().map(Setting::from);
    }
    config.overlay_files.extend_from_slice(&options.overlays);
    config.select.extend(&options.select);
    if config.lenient && options.strict {
        let message = "a strict run cannot be lenient: leave out `lenient = true` or `--strict`";
        diagnostics.push(Code::BadConfig, Origin::in_settings(0), message);
        return None;
    }
    config.lenient |= options.lenient;
    config.evidence = options.evidence;
    config.names.ignore_extensions |= options.ignore_extensions;
    let mut tree = during(watch, Stage::Source, || {
        source::read(description, diagnostics)
    })?;
    for path in &config.overlay_files {
        let overlay = during(watch, Stage::Source, || source::read(path, diagnostics))?;
        during(watch, Stage::Overlay, || {
            overlay::apply(&mut tree, &overlay, diagnostics);
        });
    }
    let documents = during(watch, Stage::Source, || {
        Documents::gather(tree, description, options.allow_outside, diagnostics)
    });
    // After the description, whose files come first.
    config.recordings = during(watch, Stage::Source, || {
        recordings::read(&config.evidence_files, diagnostics)
    });
    Some((documents, config))
}

/// The stages from `dialect` to `analyze`.
fn interpret(
    documents: &Documents,
    config: &Config,
    diagnostics: &mut Diagnostics,
    watch: &dyn Watch,
) -> Option<(Api, Flat)> {
    let mut flat = during(watch, Stage::Dialect, || {
        dialect::normalise(documents, diagnostics)
    })?;
    during(watch, Stage::Select, || {
        let marks = Marks {
            ignored: !config.names.ignore_extensions,
            internal: config.names.internal == Some(false),
        };
        select::select(&mut flat, &config.select, marks, diagnostics);
        credentials::complete(&mut flat, &config.auth, diagnostics);
    });
    let mut api = during(watch, Stage::Lower, || {
        lower::lower(&flat, config.description_url.as_ref(), diagnostics)
    });
    during(watch, Stage::Analyze, || {
        recordings::attach(&mut api, &config.recordings);
        analyze::analyze(&mut api, config, diagnostics);
    });
    Some((api, flat))
}

/// An overlay that repairs the description at `description`, or leaves out as little of it as possible, and the number
/// of its actions. `None` when nothing can be read, or when there is nothing to repair. `diagnostics` holds what is
/// wrong after it.
pub fn fixes(
    description: &Path,
    options: &Options,
    diagnostics: &mut Diagnostics,
) -> Option<(String, usize)> {
    let (documents, config) = gather(description, options, diagnostics, &Unwatched)?;
    let steps = lenient::repairs(&documents, diagnostics, |documents, diagnostics| {
        interpret(documents, &config, diagnostics, &Unwatched)
    });
    if steps.is_empty() {
        return None;
    }
    let name = description.file_name().unwrap_or_default();
    let text = lenient::render(&name.to_string_lossy(), &steps, diagnostics);
    Some((text, steps.len()))
}

/// Reads the description at `description` and names everything in it. `None` when there are errors, which are in
/// `diagnostics`.
pub fn read_named(
    description: &Path,
    options: &Options,
    diagnostics: &mut Diagnostics,
) -> Option<Described> {
    let mut described = read(description, options, diagnostics)?;
    name::assign(&mut described.api, &described.config.types, diagnostics);
    (!diagnostics.has_errors()).then_some(described)
}

/// Generates a crate from the description at `description`. `None` when there are errors, which are in `diagnostics`.
pub fn generate(
    description: &Path,
    options: &Options,
    diagnostics: &mut Diagnostics,
) -> Option<Generated> {
    generate_watched(description, options, diagnostics, &Unwatched)
}

/// Generates like [`generate`] while `watch` looks on.
pub fn generate_watched(
    description: &Path,
    options: &Options,
    diagnostics: &mut Diagnostics,
    watch: &dyn Watch,
) -> Option<Generated> {
    let Reading {
        mut api, config, ..
    } = read_flat(description, options, diagnostics, watch)?;
    during(watch, Stage::Name, || {
        name::assign(&mut api, &config.types, diagnostics);
    });
    if diagnostics.has_errors() {
        return None;
    }
    // It is in the manifest only: another version is no other code.
    let version = mem::take(&mut api.sdk.package_version);
    let needs = Needs::of(&api);
    let mut files = Files::new();
    let write = |job: &Job| {
        let tokens = during(watch, Stage::Emit, || job.run(&api, &needs));
        during(watch, Stage::Format, || format::format(tokens))
    };
    let (fingerprint, ()) = workers::both(
        || record::fingerprint(&api),
        || carry_out(emit::jobs(&api), write, &mut files, diagnostics),
    );
    for (path, text) in emit::verbatim(&needs) {
        files.insert(path, format::verbatim(text));
    }
    files.insert("rustfmt.toml", RUSTFMT.to_owned());
    let mut custom = Files::new();
    carry_out(
        vec![emit::custom_library()],
        write,
        &mut custom,
        diagnostics,
    );
    let mut extras = Files::new();
    if options.with_harness {
        carry_out(vec![emit::harness()], write, &mut extras, diagnostics);
    }
    if diagnostics.has_errors() {
        return None;
    }
    api.sdk.package_version = version;
    let naming = name::scheme::open_section(&api, &config);
    let (manifest, starters) = package::whole(&api, &needs, &config, diagnostics);
    if diagnostics.has_errors() {
        return None;
    }
    files.insert(record::FILE, record::text(&fingerprint, &starters));
    Some(Generated {
        files,
        extras,
        starters,
        custom_library: custom.get("lib.rs").unwrap_or_default().to_owned(),
        manifest,
        operations: api.operations.len(),
        models: api.models.len(),
        naming,
        api,
    })
}

/// Writes the files of `jobs`, several at a time. Tokens stay on the thread that made them; text does not.
fn carry_out(
    jobs: Vec<Job>,
    write: impl Fn(&Job) -> Result<String, syn::Error> + Sync,
    files: &mut Files,
    diagnostics: &mut Diagnostics,
) {
    let write = |job: &Job| write(job).map_err(|error| error.to_string());
    let texts = workers::map(&jobs, write);
    for (job, text) in jobs.into_iter().zip(texts) {
        match text {
            Ok(text) => {
                files.insert(job.path, text);
            }
            Err(error) => {
                let message = format!(
                    "the code for {} is not valid Rust: {error}; this is a defect of sdkgen",
                    job.path
                );
                diagnostics.push(Code::Internal, Origin::NOWHERE, message);
            }
        }
    }
}

/// Keeps `cargo fmt` away from what is written here, whatever its version.
const RUSTFMT: &str =
    "# Written by sdkgen, formatted once and for all.\ndisable_all_formatting = true\n";
