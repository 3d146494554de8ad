//! What a tool writes, made a crate that cargo can build by itself.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, ensure};

use super::generate::{Size, size};
use super::tools::Tool;
use super::usage::{self, Ending, Run};

/// The versions of dependencies, so that all tools build the same.
const LOCK: &str = include_str!("../../../Cargo.lock");

/// How long cargo may take.
const SECONDS: u64 = 3600;

/// A crate in a folder.
pub struct Crate {
    folder: PathBuf,
    /// Where cargo builds it.
    target: PathBuf,
    /// How much there is of it.
    pub size: Size,
}

impl Crate {
    /// Has `tool` write a crate for `document` into `folder`. The other result is why that fails.
    pub fn generate(
        tool: &Tool,
        document: &Path,
        folder: &Path,
        target: &Path,
    ) -> Result<Result<Self, String>> {
        if folder.exists() {
            fs::remove_dir_all(folder)?;
        }
        if let Ending::Badly(why) = tool.generate(document, folder)?.ending {
            return Ok(Err(why));
        }
        let size = size(folder)?;
        tool.needs.supply(folder)?;
        let manifest = folder.join("Cargo.toml");
        let mut text = fs::read_to_string(&manifest)
            .with_context(|| format!("{} writes no manifest", tool.name))?;
        if !text.contains("[workspace]") {
            text += "\n[workspace]\n";
            fs::write(manifest, text)?;
        }
        fs::write(folder.join("Cargo.lock"), LOCK)?;
        Ok(Ok(Self {
            folder: folder.to_owned(),
            target: target.to_owned(),
            size,
        }))
    }

    /// Runs cargo on it once with an empty library, and then, measured, as it is.
    pub fn cold(&self, arguments: &[&str]) -> Result<Run> {
        let root = self.folder.join("src").join("lib.rs");
        let text = fs::read_to_string(&root)?;
        fs::write(&root, "")?;
        let warm_up = self.cargo(arguments, false);
        fs::write(&root, text)?;
        warm_up?;
        self.cargo(arguments, false)
    }

    /// Builds it incrementally, and then, measured, again with one file changed: the largest.
    pub fn touched(&self) -> Result<Run> {
        self.cargo(&["build"], true)?;
        let largest = self.largest()?;
        let text = fs::read_to_string(&largest)?;
        fs::write(&largest, format!("{text}\n// Touched.\n"))?;
        let run = self.cargo(&["build"], true);
        fs::write(&largest, text)?;
        run
    }

    /// How many functions reach LLVM without optimizations, and how many lines they have there.
    pub fn functions(&self) -> Result<Option<(usize, usize)>> {
        let run = self.cargo(
            &[
                "rustc",
                "--lib",
                "--",
                "--emit=llvm-ir",
                "-Ccodegen-units=1",
            ],
            false,
        )?;
        if matches!(run.ending, Ending::Badly(_)) {
            return Ok(None);
        }
        let mut counted = None;
        for entry in fs::read_dir(self.target.join("debug").join("deps"))? {
            let path = entry?.path();
            if path.extension().is_some_and(|kind| kind == "ll") {
                let text = fs::read(&path)?;
                let lines = || text.split(|byte| *byte == b'\n');
                let functions = lines().filter(|line| line.starts_with(b"define ")).count();
                counted = Some((functions, lines().count()));
                fs::remove_file(path)?;
            }
        }
        Ok(counted)
    }

    fn cargo(&self, arguments: &[&str], is_incremental: bool) -> Result<Run> {
        let (command, rest) = arguments.split_first().context("cargo needs a command")?;
        let target = self.target.display().to_string();
        let incremental = format!("build.incremental={is_incremental}");
        let options = [command, "--target-dir", &target, "--config", &incremental];
        let arguments = options.into_iter().chain(rest.iter().copied());
        usage::run(Path::new("cargo"), arguments, &self.folder, SECONDS)
    }

    /// The largest file that the last build has read; others may be there for features that are off.
    fn largest(&self) -> Result<PathBuf> {
        let mut read = String::new();
        for entry in fs::read_dir(self.target.join("debug"))? {
            let path = entry?.path();
            if path.extension().is_some_and(|extension| extension == "d") {
                read += &fs::read_to_string(&path)?;
            }
        }
        let mut largest = (0, PathBuf::new());
        let mut ahead = vec![self.folder.join("src")];
        while let Some(path) = ahead.pop() {
            if path.is_dir() {
                for entry in fs::read_dir(&path)? {
                    ahead.push(entry?.path());
                }
            } else if read.contains(&path.display().to_string()) {
                largest = largest.max((fs::metadata(&path)?.len(), path));
            }
        }
        ensure!(
            largest.0 > 0,
            "the build has read no file of {}",
            self.folder.display()
        );
        Ok(largest.1)
    }
}
