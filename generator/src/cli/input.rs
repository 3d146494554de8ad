//! What is read and how: the options that `generate` and `lint` share.

use std::path::PathBuf;

use clap::Args;
use sdkgen::Options;
use sdkgen::config::{Choice, Select, Setting};

use super::messages::Messages;

#[derive(Args)]
pub(super) struct Input {
    /// What the description cannot say [default: sdk.toml beside the description, if it is there].
    #[arg(long, value_name = "FILE")]
    pub(super) config: Option<PathBuf>,
    /// An OpenAPI Overlay to apply, after those that the config names; may be given several times.
    #[arg(long = "overlay", value_name = "FILE")]
    overlays: Vec<PathBuf>,
    /// Treat what is approximated or dropped as an error, unless the config says what it is.
    #[arg(long)]
    strict: bool,
    /// Follow references to files outside the description's folder.
    #[arg(long)]
    allow_outside: bool,
    /// Step around broken places: a schema becomes free-form JSON, or an operation is left out. Each is a warning.
    #[arg(long, conflicts_with = "strict")]
    lenient: bool,
    #[command(flatten)]
    pub(super) messages: Messages,
    #[command(flatten)]
    selection: Selection,
}

/// Each may be given several times.
#[derive(Args)]
#[command(next_help_heading = "Selection (each may be given several times)")]
struct Selection {
    /// Take only operations with this tag.
    #[arg(long = "include-tag", value_name = "TAG")]
    include_tags: Vec<String>,
    /// Take only operations whose path matches this glob, such as `/v0/pods/**`.
    #[arg(long = "include-path", value_name = "GLOB")]
    include_paths: Vec<String>,
    /// Take only the operation with this operationId.
    #[arg(long = "include-operation", value_name = "ID")]
    include_operations: Vec<String>,
    /// Leave out operations with this tag.
    #[arg(long = "exclude-tag", value_name = "TAG")]
    exclude_tags: Vec<String>,
    /// Leave out operations whose path matches this glob.
    #[arg(long = "exclude-path", value_name = "GLOB")]
    exclude_paths: Vec<String>,
    /// Leave out the operation with this operationId.
    #[arg(long = "exclude-operation", value_name = "ID")]
    exclude_operations: Vec<String>,
}

impl Input {
    pub(super) fn options(&self) -> Options {
        let asked = &self.selection;
        let settings = |texts: &[String]| texts.iter().cloned().map(Setting::from).collect();
        Options {
            config: self.config.clone(),
            name: None,
            fallback_name: None,
            overlays: self.overlays.clone(),
            select: Select {
                include: Choice {
                    tags: settings(&asked.include_tags),
                    operations: settings(&asked.include_operations),
                    paths: settings(&asked.include_paths),
                },
                exclude: Choice {
                    tags: settings(&asked.exclude_tags),
                    operations: settings(&asked.exclude_operations),
                    paths: settings(&asked.exclude_paths),
                },
            },
            allow_outside: self.allow_outside,
            lenient: self.lenient,
            strict: self.strict,
            with_harness: false,
            evidence: sdkgen::Evidence::All,
            explain_recordings: false,
            ignore_extensions: false,
        }
    }
}
