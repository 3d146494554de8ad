//! Everything there is to do in a folder, found out before the first change.

use std::collections::BTreeSet;
use std::fs;
use std::io;
use std::path::{Component, Path, PathBuf};

use similar::TextDiff;

use super::{Drift, DriftKind, Files, FilesError, HEADER, Report};

/// What is to be written, left and removed.
pub(super) struct Plan<'a> {
    root: &'a Path,
    /// What messages put in front of a path in `root`.
    label: String,
    /// The part of `root` that is the machine's: what is not among the files is left over.
    owned: &'a str,
    write: Vec<Rewrite<'a>>,
    unchanged: Vec<&'a str>,
    /// Relative to `root`.
    remove: Vec<PathBuf>,
    /// Files among the machine's that it did not write: they stay.
    foreign: Vec<PathBuf>,
    /// Foreign files where a generated one, or the folder of one, has to be.
    blocking: Vec<PathBuf>,
    /// Folders that end up empty, the deepest first, relative to `root`.
    remove_folders: Vec<PathBuf>,
}

struct Rewrite<'a> {
    path: &'a str,
    text: &'a str,
    /// What is there now.
    old: Option<Vec<u8>>,
}

impl<'a> Plan<'a> {
    pub(super) fn new(
        files: &'a Files,
        root: &'a Path,
        owned: &'a str,
    ) -> Result<Self, FilesError> {
        let disk = Disk::scan(root, Path::new(owned))?;
        let (mut write, mut unchanged) = (Vec::new(), Vec::new());
        let mut kept = BTreeSet::new();
        for (path, text) in files.iter() {
            let relative = Path::new(path);
            let leads_out = |part| !matches!(part, Component::Normal(_));
            if relative.components().any(leads_out) {
                let source = io::ErrorKind::InvalidInput.into();
                return Err(FilesError::new(
                    "write outside the folder:",
                    relative,
                    source,
                ));
            }
            // What is reached through a link only is not there: the link will be removed.
            let is_there = !relative.starts_with(owned) || disk.files.contains(relative);
            let old = match is_there {
                true => read_regular(&root.join(path))?,
                false => None,
            };
            if old.is_some() {
                kept.insert(relative);
            }
            if old.as_deref() == Some(text.as_bytes()) {
                unchanged.push(path);
            } else {
                write.push(Rewrite { path, text, old });
            }
        }
        let mut remove: Vec<PathBuf> = disk.files.into_iter().collect();
        remove.retain(|path| !kept.contains(path.as_path()));
        let needed: BTreeSet<&Path> = files
            .iter()
            .flat_map(|(path, _)| Path::new(path).ancestors().skip(1))
            .collect();
        let mut foreign = Vec::new();
        let mut blocking = Vec::new();
        // A folder that holds nothing but generated files has no owner whose files could be among them.
        if !owned.is_empty() {
            let is_replaced = |path: &PathBuf| files.get(&slashed(path)).is_some();
            let mut left_over = Vec::new();
            for path in remove {
                let is_ours = is_replaced(&path) || is_generated(&root.join(&path))?;
                if is_ours {
                    &mut left_over
                } else {
                    &mut foreign
                }
                .push(path);
            }
            remove = left_over;
            let is_in_the_way = |path: &&PathBuf| {
                let holds = |file: &str| path.starts_with(file);
                needed.contains(path.as_path()) || files.iter().any(|(file, _)| holds(file))
            };
            blocking.extend(foreign.iter().filter(is_in_the_way).cloned());
            let is_foreign = |one: &&Rewrite<'_>| {
                let old = one.old.as_deref().unwrap_or_default();
                let is_code = one.path.starts_with(owned) && one.path.ends_with(".rs");
                is_code && !old.is_empty() && !old.starts_with(HEADER.as_bytes())
            };
            blocking.extend(write.iter().filter(is_foreign).map(|one| one.path.into()));
        }
        let mut remove_folders = disk.folders;
        let holds_foreign = |folder: &Path| foreign.iter().any(|path| path.starts_with(folder));
        remove_folders.retain(|path| !needed.contains(path.as_path()) && !holds_foreign(path));
        remove_folders.sort_by(|a, b| b.cmp(a));
        Ok(Self {
            root,
            label: String::new(),
            owned,
            write,
            unchanged,
            remove,
            foreign,
            blocking,
            remove_folders,
        })
    }

    /// Names files by more than their path in the folder.
    pub(super) fn labelled(self, label: String) -> Self {
        Self { label, ..self }
    }

    /// Removes a file that is the machine's without standing among its own.
    pub(super) fn without(mut self, path: &str) -> Self {
        self.remove.push(PathBuf::from(path));
        self
    }

    pub(super) fn drift(&self) -> Result<Vec<Drift>, FilesError> {
        let mut drift = Vec::new();
        for one in &self.write {
            let kind = if one.old.is_some() {
                DriftKind::Differs
            } else {
                DriftKind::Missing
            };
            let old = one.old.as_deref().map(String::from_utf8_lossy);
            let path = self.name(Path::new(one.path));
            let diff = unified_diff(&path, old.as_deref(), Some(one.text));
            drift.push(Drift { path, kind, diff });
        }
        for left_over in &self.remove {
            let path = self.name(left_over);
            let old = read_regular(&self.root.join(left_over))?.unwrap_or_default();
            let diff = unified_diff(&path, Some(&String::from_utf8_lossy(&old)), None);
            let kind = DriftKind::LeftOver;
            drift.push(Drift { path, kind, diff });
        }
        for path in &self.foreign {
            drift.push(Drift {
                path: self.name(path),
                kind: DriftKind::Foreign,
                diff: String::new(),
            });
        }
        drift.sort_by(|a, b| a.path.cmp(&b.path));
        Ok(drift)
    }

    pub(super) fn carry_out(self) -> Result<Report, FilesError> {
        if let Some(path) = self.blocking.first() {
            let reason =
                "sdkgen did not write it; move it away, hand-written code belongs in custom/";
            let path = self.root.join(path);
            return Err(FilesError::new(
                "overwrite",
                &path,
                io::Error::other(reason),
            ));
        }
        let owned = self.root.join(self.owned);
        let staged = if self.write.is_empty() {
            None
        } else {
            let is_missing = |folder: &&Path| fs::symlink_metadata(folder).is_err();
            let missing: Vec<&Path> = owned.ancestors().take_while(is_missing).collect();
            let staged = fs::create_dir_all(&owned)
                .map_err(FilesError::at("create", &owned))
                .and_then(|()| self.stage(&owned));
            if staged.is_err() {
                // What failed leaves no empty folders behind.
                for folder in missing {
                    let _ = fs::remove_dir(folder);
                }
            }
            Some(staged?)
        };
        for path in &self.remove {
            let path = self.root.join(path);
            fs::remove_file(&path).map_err(FilesError::at("remove", &path))?;
        }
        for folder in &self.remove_folders {
            let folder = self.root.join(folder);
            fs::remove_dir(&folder).map_err(FilesError::at("remove", &folder))?;
        }
        if let Some(staged) = staged {
            settle(staged.path(), self.root)?;
        }
        let sorted = |paths: &mut dyn Iterator<Item = &Path>| {
            let mut names: Vec<String> = paths.map(|path| self.name(path)).collect();
            names.sort();
            names
        };
        Ok(Report {
            written: sorted(&mut self.write.iter().map(|one| Path::new(one.path))),
            unchanged: sorted(&mut self.unchanged.iter().map(Path::new)),
            removed: sorted(&mut self.remove.iter().map(PathBuf::as_path)),
            foreign: sorted(&mut self.foreign.iter().map(PathBuf::as_path)),
        })
    }

    /// A path as messages show it.
    fn name(&self, path: &Path) -> String {
        format!("{}{}", self.label, slashed(path))
    }

    /// Writes the new texts, where they belong in `root`, into a folder that goes away when it is dropped. A full disk
    /// shows here, while every old file is still in its place.
    fn stage(&self, folder: &Path) -> Result<tempfile::TempDir, FilesError> {
        let staged = tempfile::Builder::new()
            .prefix(".sdkgen-")
            .tempdir_in(folder);
        let staged = staged.map_err(FilesError::at("write in", folder))?;
        let mut made = BTreeSet::new();
        for one in &self.write {
            let path = staged.path().join(one.path);
            let folder = path.parent().map(Path::to_owned);
            if let Some(folder) = folder.filter(|folder| made.insert(folder.clone())) {
                fs::create_dir_all(&folder).map_err(FilesError::at("create", &folder))?;
            }
            fs::write(&path, one.text).map_err(FilesError::at("write", &path))?;
        }
        Ok(staged)
    }
}

/// Moves what is in a folder into another; folders that are new there as a whole.
fn settle(staged: &Path, target: &Path) -> Result<(), FilesError> {
    for entry in fs::read_dir(staged).map_err(FilesError::at("read", staged))? {
        let entry = entry.map_err(FilesError::at("read", staged))?;
        let (from, to) = (entry.path(), target.join(entry.file_name()));
        if from.is_dir() && to.is_dir() {
            settle(&from, &to)?;
        } else {
            fs::rename(&from, &to).map_err(FilesError::at("write", &to))?;
        }
    }
    Ok(())
}

/// What stands in a folder. Symbolic links are not followed: they count as files.
#[derive(Default)]
pub(super) struct Disk {
    pub(super) files: BTreeSet<PathBuf>,
    folders: Vec<PathBuf>,
}

impl Disk {
    /// All there is in `root/start`, as paths relative to `root`.
    pub(super) fn scan(root: &Path, start: &Path) -> Result<Self, FilesError> {
        let mut disk = Self::default();
        // Without a slash at the end, which would lead through a link.
        let top: PathBuf = root.join(start).components().collect();
        match fs::symlink_metadata(&top) {
            Ok(found) if found.is_dir() => {}
            Ok(_) => {
                return Err(FilesError::new(
                    "write in",
                    &top,
                    io::ErrorKind::NotADirectory.into(),
                ));
            }
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(disk),
            Err(error) => return Err(FilesError::new("read", &top, error)),
        }
        let mut pending = vec![start.to_owned()];
        while let Some(relative) = pending.pop() {
            let folder = root.join(&relative);
            for entry in fs::read_dir(&folder).map_err(FilesError::at("read", &folder))? {
                let entry = entry.map_err(FilesError::at("read", &folder))?;
                let kind = entry.file_type().map_err(FilesError::at("read", &folder))?;
                let path = relative.join(entry.file_name());
                if kind.is_dir() {
                    disk.folders.push(path.clone());
                    pending.push(path);
                } else {
                    disk.files.insert(path);
                }
            }
        }
        Ok(disk)
    }
}

/// Whether sdkgen wrote a file.
fn is_generated(path: &Path) -> Result<bool, FilesError> {
    let text = read_regular(path)?;
    Ok(text.is_some_and(|text| text.starts_with(HEADER.as_bytes())))
}

/// The bytes of a regular file. `None` when nothing is there or something else, such as a link or a folder.
pub(super) fn read_regular(path: &Path) -> Result<Option<Vec<u8>>, FilesError> {
    use io::ErrorKind::{NotADirectory, NotFound};
    match fs::symlink_metadata(path) {
        Ok(found) if found.is_file() => fs::read(path)
            .map(Some)
            .map_err(FilesError::at("read", path)),
        Ok(_) => Ok(None),
        Err(error) if matches!(error.kind(), NotFound | NotADirectory) => Ok(None),
        Err(error) => Err(FilesError::new("read", path, error)),
    }
}

fn unified_diff(path: &str, old: Option<&str>, new: Option<&str>) -> String {
    let tail = path.trim_start_matches('/');
    let from = old.map_or("/dev/null".to_owned(), |_| format!("a/{tail}"));
    let to = new.map_or("/dev/null".to_owned(), |_| format!("b/{tail}"));
    let (old, new) = (old.unwrap_or_default(), new.unwrap_or_default());
    if old.contains('\r') && old.replace("\r\n", "\n") == new {
        return format!(
            "--- {from}\n+++ {to}\nonly line ends differ: CRLF on disk, LF from codegen\n"
        );
    }
    let diff = TextDiff::from_lines(old, new)
        .unified_diff()
        .header(&from, &to)
        .to_string();
    if diff.is_empty() {
        format!("--- {from}\n+++ {to}\n")
    } else {
        diff
    }
}

/// A relative path with `/` between its parts.
#[must_use]
pub fn slashed(path: &Path) -> String {
    let parts: Vec<_> = path
        .components()
        .map(|part| part.as_os_str().to_string_lossy())
        .collect();
    parts.join("/")
}
