//! The folder of a crate: a new one is written whole. In an existing one `src/` is the machine's, and the README and the first
//! example until somebody changes them.

use std::fmt;
use std::fs;
use std::io;
use std::path::{Component, Path, PathBuf};

use super::custom;
use super::plan::{Disk, Plan, read_regular, slashed};
use super::starters;
use super::{Drift, Files, FilesError, HEADER, Report};
use crate::Generated;
use crate::manifest::{self, Manifest, ManifestError, Membership, Missing};
use crate::record;

/// A crate's folder as it is before codegen.
#[derive(Debug)]
pub struct CrateFolder {
    dir: PathBuf,
    state: State,
}

#[derive(Debug)]
enum State {
    New { own_workspace: bool },
    Existing { manifest: String },
}

impl CrateFolder {
    /// Looks at `dir` and refuses it when something there is not ours to change. Writes nothing.
    ///
    /// # Errors
    ///
    /// When `dir` is a file, or holds something and is not a crate, or holds a `src/` that we did not write.
    pub fn open(dir: &Path) -> Result<Self, CrateError> {
        let manifest = dir.join("Cargo.toml");
        let state = if is_vacant(dir)? {
            State::New {
                own_workspace: needs_own_workspace(dir),
            }
        } else {
            match fs::read_to_string(&manifest) {
                Ok(manifest) => State::Existing { manifest },
                Err(error) if error.kind() == io::ErrorKind::NotFound => {
                    return Err(CrateError::NotACrate(dir.to_owned()));
                }
                Err(error) => return Err(FilesError::new("read", &manifest, error).into()),
            }
        };
        if matches!(state, State::Existing { .. }) && !is_ours(&dir.join("src"))? {
            return Err(CrateError::NotOurs(dir.join("src")));
        }
        Ok(Self {
            dir: dir.to_owned(),
            state,
        })
    }

    /// What the crate in a folder is called, if there is one.
    #[must_use]
    pub fn name(dir: &Path) -> Option<String> {
        let manifest = fs::read_to_string(dir.join("Cargo.toml")).ok()?;
        manifest::library_name(&manifest)
    }

    /// Writes what was generated: the whole crate into a new folder, only `src/` into an existing one. What an
    /// existing manifest lacks is added to it when `add_to_manifest` says so.
    ///
    /// # Errors
    ///
    /// When the manifest lacks something and may not be changed, or a file cannot be read or written. All but
    /// failing writes are found before anything has changed.
    pub fn write(
        &self,
        generated: &Generated,
        add_to_manifest: bool,
    ) -> Result<Report, CrateError> {
        if let State::Existing { manifest } = &self.state {
            let lacks = self.in_manifest(self.wanted(generated).missing(manifest))?;
            if !lacks.is_empty() && !add_to_manifest {
                return Err(CrateError::Incomplete {
                    manifest: self.manifest_path(),
                    lacks,
                });
            }
        }
        let files = self.files(generated)?;
        Ok(self.plan(&files, generated)?.carry_out()?)
    }

    /// Compares the folder with what was generated and changes nothing. A manifest that lacks something has drifted.
    ///
    /// # Errors
    ///
    /// When a file cannot be read.
    pub fn check(&self, generated: &Generated) -> Result<Vec<Drift>, CrateError> {
        let files = self.files(generated)?;
        Ok(self.plan(&files, generated)?.drift()?)
    }

    /// Everything codegen answers for, as paths in the crate.
    fn files(&self, generated: &Generated) -> Result<Files, CrateError> {
        self.check_name(&generated.manifest.name)?;
        let mut files = Files::new();
        for (path, text) in generated.files.iter() {
            files.insert(format!("src/{path}"), text);
        }
        if self.has_custom() {
            files.insert("src/lib.rs", generated.custom_library.as_str());
        }
        for (path, text) in generated.extras.iter() {
            files.insert(path, text);
        }
        match &self.state {
            State::New { own_workspace } => {
                files.insert("Cargo.toml", generated.manifest.render(*own_workspace));
                for (path, text) in generated.starters.iter() {
                    files.insert(path, text);
                }
            }
            State::Existing { manifest } => {
                files.insert(
                    "Cargo.toml",
                    self.in_manifest(self.wanted(generated).add(manifest))?,
                );
                // Nobody has made them their own: they follow the API.
                for path in starters::unchanged(&self.dir)? {
                    if let Some(text) = generated.starters.get(path) {
                        let there = fs::read_to_string(self.dir.join(path)).unwrap_or_default();
                        files.insert(path, record::with_requirements(text, &there));
                    }
                }
            }
        }
        Ok(files)
    }

    /// Whether no crate is there yet.
    #[must_use]
    pub fn is_new(&self) -> bool {
        matches!(self.state, State::New { .. })
    }

    /// Whether there is hand-written code that the library takes in.
    #[must_use]
    pub fn has_custom(&self) -> bool {
        self.dir.join(custom::FILE).is_file()
    }

    /// The manifest that the crate needs.
    fn wanted(&self, generated: &Generated) -> Manifest {
        Manifest {
            has_custom: self.has_custom(),
            ..generated.manifest.clone()
        }
    }

    /// Whether the code, whose examples name the crate, is for this one.
    fn check_name(&self, ours: &str) -> Result<(), CrateError> {
        let State::Existing { manifest } = &self.state else {
            return Ok(());
        };
        match manifest::library_name(manifest) {
            Some(theirs) if theirs.replace('-', "_") != ours.replace('-', "_") => {
                Err(CrateError::OtherName {
                    manifest: self.manifest_path(),
                    theirs,
                    ours: ours.to_owned(),
                })
            }
            _ => Ok(()),
        }
    }

    fn plan<'a>(&'a self, files: &'a Files, generated: &Generated) -> Result<Plan<'a>, FilesError> {
        let is_step = |part: &Component<'_>| *part != Component::CurDir;
        let dir: PathBuf = self.dir.components().filter(is_step).collect();
        let dir = dir.display().to_string();
        let label = if dir.is_empty() { dir } else { dir + "/" };
        let plan = Plan::new(files, &self.dir, "src")?.labelled(label);
        let unchanged = match self.is_new() {
            true => Vec::new(),
            false => starters::unchanged(&self.dir)?,
        };
        let gone = { unchanged.into_iter() }.filter(|path| generated.starters.get(path).is_none());
        Ok(gone.fold(plan, Plan::without))
    }

    fn in_manifest<T>(&self, result: Result<T, ManifestError>) -> Result<T, CrateError> {
        result.map_err(|error| CrateError::Manifest {
            manifest: self.manifest_path(),
            error,
        })
    }

    fn manifest_path(&self) -> PathBuf {
        self.dir.join("Cargo.toml")
    }
}

/// Whether nothing is there yet. A fresh repository counts as empty.
fn is_vacant(dir: &Path) -> Result<bool, CrateError> {
    let entries = match fs::read_dir(dir) {
        Ok(entries) => entries,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(true),
        Err(error) => return Err(FilesError::new("write in", dir, error).into()),
    };
    for entry in entries {
        let entry = entry.map_err(FilesError::at("read", dir))?;
        if entry.file_name() != ".git" {
            return Ok(false);
        }
    }
    Ok(true)
}

/// Whether sdkgen wrote this `src/`, going by `lib.rs` or, without it, by any other file; or nothing is there to lose.
fn is_ours(src: &Path) -> Result<bool, CrateError> {
    let disk = Disk::scan(src, Path::new(""))?;
    let begins_with_header = |path: &Path| {
        let text = read_regular(&src.join(path))?;
        Ok::<_, FilesError>(text.is_some_and(|text| text.starts_with(HEADER.as_bytes())))
    };
    if disk.files.contains(Path::new("lib.rs")) {
        return Ok(begins_with_header(Path::new("lib.rs"))?);
    }
    for path in &disk.files {
        if begins_with_header(path)? {
            return Ok(true);
        }
    }
    Ok(disk.files.is_empty())
}

/// Whether the crate needs an empty `[workspace]` table: it stands inside a workspace that does not list it, and
/// cargo would refuse it.
fn needs_own_workspace(dir: &Path) -> bool {
    let dir = resolved(dir);
    for root in dir.ancestors().skip(1) {
        let Ok(text) = fs::read_to_string(root.join("Cargo.toml")) else {
            continue;
        };
        let Ok(relative) = dir.strip_prefix(root) else {
            continue;
        };
        match manifest::membership(&text, &slashed(relative)) {
            Membership::Outside => {}
            Membership::Listed => return false,
            Membership::Unlisted => return true,
        }
    }
    false
}

/// The absolute path of a folder that may not exist yet, without links and `..` in the part that does.
fn resolved(dir: &Path) -> PathBuf {
    let dir = std::path::absolute(dir).unwrap_or_else(|_| dir.to_owned());
    for ancestor in dir.ancestors() {
        if let (Ok(real), Ok(rest)) = (fs::canonicalize(ancestor), dir.strip_prefix(ancestor)) {
            return if rest.as_os_str().is_empty() {
                real
            } else {
                real.join(rest)
            };
        }
    }
    dir
}

/// Why a crate's folder cannot be written.
#[derive(Debug)]
#[non_exhaustive]
pub enum CrateError {
    /// The folder holds something and is not a crate.
    NotACrate(PathBuf),
    /// The sources were not written by sdkgen.
    NotOurs(PathBuf),
    /// The manifest is that of a crate with another name.
    OtherName {
        /// The manifest.
        manifest: PathBuf,
        /// What it calls the crate.
        theirs: String,
        /// What the code was generated for.
        ours: String,
    },
    /// The manifest lacks what the generated code needs.
    Incomplete {
        /// The manifest.
        manifest: PathBuf,
        /// What it lacks.
        lacks: Vec<Missing>,
    },
    /// The manifest cannot be understood.
    Manifest {
        /// The manifest.
        manifest: PathBuf,
        /// Why.
        error: ManifestError,
    },
    /// A file or folder cannot be read or changed.
    Files(FilesError),
}

impl fmt::Display for CrateError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotACrate(dir) => write!(
                f,
                "{} is not empty and has no Cargo.toml: name a new folder or that of an existing crate",
                dir.display()
            ),
            Self::NotOurs(src) => write!(
                f,
                "{} holds files that sdkgen did not write and would delete: move them away first",
                src.display()
            ),
            Self::OtherName {
                manifest,
                theirs,
                ours,
            } => write!(
                f,
                "{} calls the crate `{theirs}`, and the code is for `{ours}`: change its name, or the one that --name \
                 or the settings say",
                manifest.display()
            ),
            Self::Incomplete { manifest, lacks } => {
                writeln!(
                    f,
                    "{} lacks what the generated code needs:",
                    manifest.display()
                )?;
                let mut table = "";
                for missing in lacks {
                    if missing.table != table {
                        write!(f, "\n[{}]\n", missing.table)?;
                        table = missing.table;
                    }
                    writeln!(f, "{} # {}", missing.line, missing.reason)?;
                }
                write!(
                    f,
                    "\nChange these lines, or run the same command with --manifest to have it done."
                )
            }
            Self::Manifest { manifest, error } => write!(f, "{}: {error}", manifest.display()),
            Self::Files(error) => error.fmt(f),
        }
    }
}

impl std::error::Error for CrateError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Files(error) => error.source(),
            Self::Manifest { error, .. } => error.source(),
            _ => None,
        }
    }
}

impl From<FilesError> for CrateError {
    fn from(error: FilesError) -> Self {
        Self::Files(error)
    }
}
