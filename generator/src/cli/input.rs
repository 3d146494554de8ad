//! What is read and how: the options that `generate` and `lint` share.

use std::path::{Path, PathBuf};

use clap::Args;
use sdkgen::Options;
use sdkgen::config::{self, Choice, Select, Setting};
use sdkgen::diagnostics::Diagnostics;

use super::messages::{Messages, exit};
use super::{Exit, terminal};

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

/// A description and its settings.
pub(super) struct Target {
    /// The description.
    pub(super) spec: PathBuf,
    /// The settings, where they need not be those beside the description.
    pub(super) config: Option<PathBuf>,
    /// The folder of the settings that name the description.
    pub(super) folder: Option<PathBuf>,
}

impl Input {
    /// The description that is given, or else the one that sdk.toml names: the file of `--config`, or the one in this
    /// folder. An error has been printed.
    pub(super) fn target(&self, spec: Option<&Path>) -> Result<Target, Exit> {
        if let Some(spec) = spec {
            return Ok(Target {
                spec: spec.to_owned(),
                config: self.config.clone(),
                folder: None,
            });
        }
        let config = self.config.clone();
        let config = config.unwrap_or_else(|| PathBuf::from("sdk.toml"));
        if self.config.is_none() && config.symlink_metadata().is_err() {
            terminal::say(
                "error: no description is given, and there is no sdk.toml here\n  = help: name the description, such as \
                 `openapi.yaml`; `sdkgen init openapi.yaml my-sdk` makes a folder with both\n",
            );
            return Err(Exit::Failed);
        }
        let mut diagnostics = Diagnostics::new();
        let Some(settings) = config::read(&config, &mut diagnostics) else {
            let exit = exit(&diagnostics);
            self.messages.print(&[diagnostics]);
            return Err(exit);
        };
        let Some(spec) = settings.spec else {
            terminal::say(format_args!(
                "error: no description is given, and {} names none\n  = help: add `spec = \"openapi.yaml\"` above its \
                 first section, or name the description\n",
                config.display()
            ));
            return Err(Exit::Failed);
        };
        let parent = config
            .parent()
            .filter(|folder| !folder.as_os_str().is_empty());
        let folder = Some(parent.unwrap_or(Path::new(".")).to_owned());
        Ok(Target {
            spec,
            config: Some(config),
            folder,
        })
    }

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
