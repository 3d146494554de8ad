//! The crates of the descriptions, one for each whatever how many pairs it is part of, and the programs that use them.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use sdkgen::diagnostics::Diagnostics;
use sdkgen::diff::Report;
use sdkgen::emit::symbols::symbols;
use sdkgen::files::CrateFolder;
use sdkgen::{Described, Generated, Options};

use super::classify::Laid;
use super::program::program;
use super::table::Text;
use crate::build::cargo::{self, Program};
use crate::build::workspace::Workspace;

/// A description and what is made of it.
pub struct Made {
    /// The description.
    pub laid: Laid,
    /// The crate's name.
    pub name: String,
    /// Where it is.
    pub folder: PathBuf,
    described: Described,
    generated: Generated,
    /// A program that uses all that the crate shows.
    program: String,
}

/// All of them.
pub struct Crates {
    workspace: Workspace,
    known: BTreeMap<Text, Made>,
}

/// What the compiler says of two crates.
pub struct Compiled {
    /// Why the program of the old crate does not compile with the new one.
    pub broken: Option<String>,
    /// Whether the new one shows something that the old one does not, or warns of more.
    pub has_grown: bool,
    /// Whether any file differs.
    pub has_changed: bool,
}

impl Crates {
    /// Makes the crates of these descriptions.
    pub fn make<'a>(workspace: Workspace, texts: impl Iterator<Item = &'a Text>) -> Result<Self> {
        let manifest = workspace.folder().join("Cargo.toml");
        // The crates are laid below a workspace that lists them.
        fs::write(manifest, "[workspace]\nmembers = [\"crates/*\"]\n")?;
        let mut known = BTreeMap::new();
        for text in texts {
            if !known.contains_key(text) {
                let name = name(known.len());
                known.insert(text.clone(), made(&workspace, text, name)?);
            }
        }
        workspace.write_manifest(known.values().map(|made| made.name.as_str()))?;
        workspace.write_lock()?;
        Ok(Self { workspace, known })
    }

    /// How many there are.
    pub fn count(&self) -> usize {
        self.known.len()
    }

    /// Where cargo builds them.
    pub fn workspace(&self) -> &Workspace {
        &self.workspace
    }

    /// What was made of a description.
    pub fn of(&self, text: &Text) -> Result<&Made> {
        self.known.get(text).context("there is no crate for it")
    }

    /// Compiles, for each pair, the program of either crate with both.
    pub fn compiled(&self, pairs: &[[&Text; 2]]) -> Result<Vec<Compiled>> {
        for made in self.known.values() {
            clear(&made.folder)?;
            made.write_program(made)?;
        }
        for [old, new] in pairs {
            let (old, new) = (self.of(old)?, self.of(new)?);
            old.write_program(new)?;
            new.write_program(old)?;
        }
        let errors = cargo::check_examples(&self.workspace)?;
        let error = |user: &Made, used: &Made| -> Result<Option<String>> {
            let name = user.program_name(used);
            let error = errors.get(&name);
            let error = error.with_context(|| format!("{name} was not compiled"))?;
            Ok((!error.is_empty()).then(|| error.clone()))
        };
        let mut wrong = String::new();
        for made in self.known.values() {
            if let Some(error) = error(made, made)? {
                wrong += &format!(
                    "\n{} does not compile with its own crate: {error}",
                    made.name
                );
            }
        }
        anyhow::ensure!(wrong.is_empty(), "{wrong}");
        let mut all = Vec::new();
        for [old, new] in pairs {
            let (old, new) = (self.of(old)?, self.of(new)?);
            all.push(Compiled {
                broken: error(old, new)?,
                has_grown: error(new, old)?.is_some() || new.deprecated() > old.deprecated(),
                has_changed: old.text() != new.text(),
            });
        }
        Ok(all)
    }

    /// Builds the clients of these descriptions; where each is.
    pub fn clients<'a>(&self, texts: impl Iterator<Item = &'a Text>) -> Result<Vec<PathBuf>> {
        for made in self.known.values() {
            clear(&made.folder)?;
        }
        let mut clients = Vec::new();
        for text in texts {
            let made = self.of(text)?;
            let harness = made.generated.extras.iter();
            for (path, text) in harness.filter(|(path, _)| path.ends_with("harness.rs")) {
                let path = made.folder.join(path);
                fs::create_dir_all(path.parent().unwrap_or(&made.folder))?;
                fs::write(path.with_file_name(format!("{}.rs", made.name)), text)?;
            }
            clients.push(
                self.workspace
                    .target()
                    .join("debug/examples")
                    .join(&made.name),
            );
        }
        let run = cargo::build_all(&self.workspace, Program::Calls)?;
        anyhow::ensure!(run.errors.is_empty(), "{}", run.errors.join("\n"));
        Ok(clients)
    }
}

/// A name for a crate that names no service: clients are called after the title then, as where no name is given.
fn name(mut number: usize) -> String {
    const DIGITS: [&str; 7] = ["demo", "example", "generated", "my", "new", "our", "test"];
    let mut name = "my".to_owned();
    loop {
        name += "-";
        name += DIGITS
            .get(number % DIGITS.len())
            .copied()
            .unwrap_or_default();
        number /= DIGITS.len();
        if number == 0 {
            return name;
        }
    }
}

fn made(workspace: &Workspace, text: &Text, name: String) -> Result<Made> {
    let laid = Laid::lay(text, &workspace.folder().join("descriptions").join(&name))?;
    let described = laid.read()?;
    let options = Options {
        name: Some(name.clone()),
        with_harness: true,
        ..laid.options()
    };
    let mut diagnostics = Diagnostics::new();
    let generated = sdkgen::generate(&laid.path, &options, &mut diagnostics);
    let generated = generated.with_context(|| diagnostics.render())?;
    let folder = workspace.folder().join("crates").join(&name);
    CrateFolder::open(&folder)?.write(&generated, false)?;
    let api = &described.api;
    let program = program(api.sdk.client.as_str(), &symbols(api));
    Ok(Made {
        laid,
        name,
        folder,
        described,
        generated,
        program,
    })
}

/// Takes the examples of a crate away.
fn clear(folder: &Path) -> Result<()> {
    let examples = folder.join("examples");
    if examples.exists() {
        fs::remove_dir_all(examples)?;
    }
    Ok(())
}

impl Made {
    /// What is reported of the change from this one.
    pub fn compared(&self, new: &Self) -> Report {
        sdkgen::diff::diff(&self.described.api, &new.described.api)
    }

    fn program_name(&self, used: &Self) -> String {
        format!("{}-with-{}", self.name, used.name)
    }

    /// Has the program of this crate use another one.
    fn write_program(&self, used: &Self) -> Result<()> {
        let examples = used.folder.join("examples");
        fs::create_dir_all(&examples)?;
        let path = examples.join(format!("{}.rs", self.program_name(used)));
        let text = self.program.replace("CRATE", &used.name.replace('-', "_"));
        Ok(fs::write(path, text)?)
    }

    fn deprecated(&self) -> usize {
        let texts = self.generated.files.iter();
        texts
            .map(|(_, text)| text.matches("#[deprecated").count())
            .sum()
    }

    /// All that the crate is, whatever its name.
    fn text(&self) -> String {
        let files = self.generated.files.iter();
        // It says what the crate was made from.
        let files = files.filter(|(path, _)| !path.ends_with("sdkgen.toml"));
        let text: String = files
            .map(|(path, text)| format!("{path}\n{text}"))
            .collect();
        text.replace(&self.name, "")
            .replace(&self.name.replace('-', "_"), "")
    }
}
