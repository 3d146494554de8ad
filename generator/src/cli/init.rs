//! `sdkgen init`: a folder with a description, its settings and its crate.

use std::path::{Path, PathBuf};

use clap::Args;
use sdkgen::ci::{self, Place};
use sdkgen::config::{quoted, template};
use sdkgen::diagnostics::Diagnostics;
use sdkgen::files::{CrateError, CrateFolder, Files, slashed};
use sdkgen::name::scheme;
use sdkgen::{Described, Generated, Options};

use super::generate::Service;
use super::messages::{Messages, exit};
use super::{Exit, terminal};

/// Makes a folder that holds a description, an sdk.toml and the crate.
///
/// The description is copied, with the files that it refers to. sdk.toml explains every setting. In the folder,
/// `sdkgen generate` refreshes the crate and `sdkgen generate --check` compares it with the description.
///
/// Exit codes: 0 all is well; 1 the description has errors; 2 wrong usage, or a file cannot be read or written.
#[derive(Args)]
pub(super) struct Init {
    /// The OpenAPI description, YAML or JSON.
    spec: PathBuf,
    /// The folder, which has to be new or empty [default: a folder here with the crate's name].
    dir: Option<PathBuf>,
    /// The crate's name [default: that of the folder, or from the title of the description].
    #[arg(long, value_name = "CRATE", value_parser = sdkgen::manifest::crate_name)]
    name: Option<String>,
    /// Add workflows for continuous integration and releases.
    #[arg(long, value_name = "SERVICE", value_enum)]
    ci: Option<Service>,
    /// Step around broken places of the description, now and later.
    #[arg(long)]
    lenient: bool,
    #[command(flatten)]
    messages: Messages,
}

impl Init {
    pub(super) fn run(&self) -> Result<Exit, CrateError> {
        if let Err(problem) = self.check() {
            terminal::say(format_args!("error: {problem}\n"));
            return Ok(Exit::Failed);
        }
        let choices = self.choices();
        let config = match sdkgen::files::temporary(&choices) {
            Ok(config) => config,
            Err(error) => {
                terminal::say(format_args!(
                    "error: cannot write a temporary file: {error}\n"
                ));
                return Ok(Exit::Failed);
            }
        };
        let options = Options {
            config: Some(config.to_path_buf()),
            ..Options::default()
        };
        let mut diagnostics = Diagnostics::new();
        let generated = sdkgen::generate(&self.spec, &options, &mut diagnostics);
        let (exit, summary) = (exit(&diagnostics), diagnostics.summary());
        let described = described(&self.spec, &diagnostics);
        self.messages.print(&[diagnostics]);
        if let Some(summary) = summary {
            self.messages.sum_up(summary);
        }
        let Some(mut generated) = generated else {
            return Ok(exit);
        };
        let dir = self.dir.clone();
        let dir = dir.unwrap_or_else(|| generated.manifest.name.clone().into());
        let folder = CrateFolder::open(&dir)?;
        if !folder.is_new() {
            terminal::say(format_args!(
                "error: {} holds a crate already\n  = help: `sdkgen generate` refreshes it\n",
                dir.display()
            ));
            return Ok(Exit::Failed);
        }
        let (spec, described) = match described {
            Ok(described) => described,
            Err(problem) => {
                terminal::say(format_args!("error: {problem}\n"));
                return Ok(Exit::Failed);
            }
        };
        let mut added = vec![("sdk.toml".to_owned(), template(&choices))];
        added.extend(described);
        for (path, text) in added {
            if generated.starters.insert(&path, text).is_some() || path == "Cargo.toml" {
                terminal::say(format_args!(
                    "error: the description has the name of a file of the crate, {path}\n  = help: rename it\n"
                ));
                return Ok(Exit::Failed);
            }
        }
        let report = folder.write(&generated, false)?;
        if self.ci == Some(Service::Github)
            && let Some(place) = Place::of(&dir, &dir.join(&spec))
        {
            let workflows = ci::github(&place, true);
            let added = workflows.add(&place.root)?;
            if !added.is_empty() {
                self.messages
                    .done(format_args!("added {}\n", added.join(", ")));
            }
        }
        let Generated {
            operations, models, ..
        } = generated;
        let dir = dir.display().to_string();
        // As a shell reads it.
        let entered = match dir
            .contains(|next: char| !next.is_ascii_alphanumeric() && !"-_./".contains(next))
        {
            true => format!("'{}'", dir.replace('\'', "'\\''")),
            false => dir.clone(),
        };
        self.messages.done(format_args!(
            "{dir}: {operations} operations, {models} models; {}\n\nnext steps:\n  cd {entered}\n  sdkgen generate    # when {spec} \
             or sdk.toml has changed\n  cargo test\n",
            report.summary()
        ));
        Ok(Exit::Fine)
    }

    /// Refuses a description that has settings of its own.
    fn check(&self) -> Result<(), String> {
        let settings = self.spec.with_file_name("sdk.toml");
        if settings.symlink_metadata().is_ok() {
            return Err(format!(
                "{} belongs to the description already\n  = help: `sdkgen generate {} --out {}` uses it",
                settings.display(),
                self.spec.display(),
                self.dir.as_deref().unwrap_or(Path::new("my-sdk")).display()
            ));
        }
        Ok(())
    }

    /// The settings that keep the choices which depend on the description as it is now. Without any, it has errors.
    fn choices(&self) -> String {
        let options = Options {
            name: self.name.clone(),
            fallback_name: self.dir.as_deref().and_then(folder_name),
            lenient: self.lenient,
            ..Options::default()
        };
        let spec = self.spec.file_name().unwrap_or_default();
        let spec = quoted(&spec.to_string_lossy());
        let lenient = if self.lenient { "lenient = true\n" } else { "" };
        let top = format!("spec = {spec}\n{lenient}");
        let read = sdkgen::read_named(&self.spec, &options, &mut Diagnostics::new());
        let Some(Described { api, config }) = read else {
            return top;
        };
        format!(
            "{top}[package]\nname = {}\nclient = {}\n{}",
            quoted(&api.sdk.package),
            quoted(api.sdk.client.as_str()),
            scheme::open_section(&api, &config).unwrap_or_default()
        )
    }
}

/// The name of a folder, where it can be that of a crate.
fn folder_name(dir: &Path) -> Option<String> {
    let dir = std::path::absolute(dir).ok()?;
    let name = dir.file_name()?.to_str()?;
    sdkgen::manifest::crate_name(name).ok()
}

/// The path of the description in the folder, and the files that it consists of.
fn described(
    spec: &Path,
    diagnostics: &Diagnostics,
) -> Result<(String, Vec<(String, String)>), String> {
    let resolved = |path: &Path| path.canonicalize().unwrap_or_else(|_| path.to_owned());
    let root = resolved(spec);
    let folder = root.parent().unwrap_or(Path::new(""));
    let mut files = Files::new();
    for (path, text) in diagnostics.sources.files() {
        let path = resolved(path);
        let relative = path.strip_prefix(folder).map_err(|_| {
            format!(
                "{} is outside the folder of the description\n  = help: copy it beside the description first",
                path.display()
            )
        })?;
        files.insert(slashed(relative), text);
    }
    let name = root.strip_prefix(folder).map(slashed).unwrap_or_default();
    let files = files
        .iter()
        .map(|(path, text)| (path.to_owned(), text.to_owned()));
    Ok((name, files.collect()))
}
