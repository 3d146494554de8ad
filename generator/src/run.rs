//! The input of a run and its result.

use std::path::PathBuf;

use crate::Evidence;
use crate::config::{Config, Select};
use crate::files::Files;
use crate::ir::Api;
use crate::manifest::Manifest;

/// How to generate.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// The file of settings. Without one, `sdk.toml` beside the description, if it is there.
    pub config: Option<PathBuf>,
    /// The crate's name, whatever the settings say.
    pub name: Option<String>,
    /// The crate's name where neither `name` nor the settings say one. Without one, it is made from the title.
    pub fallback_name: Option<String>,
    /// Overlay files, applied in order after those of the settings.
    pub overlays: Vec<PathBuf>,
    /// Which part of the description counts, beside what the settings choose.
    pub select: Select,
    /// Whether references may lead to files outside the folder that holds the description.
    pub allow_outside: bool,
    /// Whether broken places are given up, each alone and with a warning: a schema becomes free-form JSON, an operation
    /// is left out.
    pub lenient: bool,
    /// Whether what is approximated or dropped counts as an error.
    pub strict: bool,
    /// Whether a program that decodes and encodes with every type is written too.
    pub with_harness: bool,
    /// Which of the examples of responses tell what responses may lack.
    pub evidence: Evidence,
    /// Whether `lint` names what recorded responses show, and the recordings that are of no operation.
    pub explain_recordings: bool,
    /// Whether names are found as if the description had no extensions that give them.
    pub ignore_extensions: bool,
}

/// A description that has been read.
#[derive(Clone, Debug)]
pub struct Described {
    /// Its content, complete but for the names.
    pub api: Api,
    /// How to generate from it.
    pub config: Config,
}

/// A crate, not yet written.
#[derive(Clone, Debug)]
pub struct Generated {
    /// The files below `src/`.
    pub files: Files,
    /// The files beside `src/`.
    pub extras: Files,
    /// The needs of its manifest.
    pub manifest: Manifest,
    /// The files that a new crate gets beside these, and that are then its owner's.
    pub starters: Files,
    /// The text of `lib.rs` that takes in `custom/mod.rs`.
    pub custom_library: String,
    /// The API that the code is for, with all names.
    pub api: Api,
    /// How many operations it has.
    pub operations: usize,
    /// How many models it has.
    pub models: usize,
    /// The section of sdk.toml that keeps the naming scheme; `None` where the settings do.
    pub naming: Option<String>,
}
