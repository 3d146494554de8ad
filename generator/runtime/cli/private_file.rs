//! A file that only its owner can read, and that one process at a time changes.

use std::fs::{self, DirBuilder, File};
use std::io::{self, ErrorKind, Read, Write};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use fs4::{FileExt, TryLockError};

use super::failure::Failure;
use super::replacement::followed;
use super::signals;

/// How long to wait for another process that changes the file.
pub(super) const PATIENCE: Duration = Duration::from_secs(10);

/// How long to wait between two attempts to lock.
const PAUSE: Duration = Duration::from_millis(20);

/// The longest file that is read, in bytes.
const LARGEST: u64 = 16 << 20;

/// A file that only its owner can read.
pub(super) struct PrivateFile {
    /// The end of the links, if there are any: a rename would replace a link.
    path: PathBuf,
}

/// The right to change a file, which ends with this value or its process.
pub(super) struct Lock {
    /// Closing it unlocks it.
    _file: File,
}

impl PrivateFile {
    /// Follows symbolic links to the file. The file need not exist.
    pub(super) fn new(path: &Path) -> Result<Self, Failure> {
        let target = followed(path).map_err(|error| {
            let path = path.display();
            Failure::Local(format!(
                "{path} cannot be used: {error}; replace it with a file"
            ))
        });
        Ok(PrivateFile { path: target? })
    }

    /// The path as messages show it.
    pub(super) fn shown(&self) -> String {
        self.path.display().to_string()
    }

    /// Reads the file; `None` if it does not exist.
    pub(super) fn read(&self) -> Result<Option<Vec<u8>>, Failure> {
        let failed = |error: &io::Error| Failure::file("read", &self.shown(), error);
        // Opening a pipe would wait for a writer.
        if !self.exists().map_err(|error| failed(&error))? {
            return Ok(None);
        }
        self.check_kind(&self.path)?;
        let mut bytes = Vec::new();
        let file = File::open(&self.path).map_err(|error| failed(&error))?;
        file.take(LARGEST + 1)
            .read_to_end(&mut bytes)
            .map_err(|error| failed(&error))?;
        match u64::try_from(bytes.len()) {
            Ok(length) if length <= LARGEST => Ok(Some(bytes)),
            _ => Err(Failure::Local(format!(
                "{} is larger than 16 MiB: move it away",
                self.shown()
            ))),
        }
    }

    /// The permissions of the file, if users other than its owner have any.
    #[cfg(unix)]
    pub(super) fn exposed_mode(&self) -> Option<u32> {
        use std::os::unix::fs::PermissionsExt;
        let found = fs::metadata(&self.path).ok()?;
        let mode = found.permissions().mode() & 0o777;
        (mode & 0o077 != 0).then_some(mode)
    }

    /// The permissions of the file, if users other than its owner have any: unknown here.
    #[cfg(not(unix))]
    pub(super) fn exposed_mode(&self) -> Option<u32> {
        None
    }

    /// Waits until no other process changes the file. Creates the folder if it does not exist.
    pub(super) fn lock(&self, patience: Duration) -> Result<Lock, Failure> {
        let failed = |path: &Path, error: &io::Error| {
            Failure::file("lock", &path.display().to_string(), error)
        };
        let folder = self.folder();
        create_folder(folder).map_err(|error| {
            Failure::file("create the folder", &folder.display().to_string(), &error)
        })?;
        // The file itself cannot be locked: writing replaces it.
        let mut name = self.path.clone().into_os_string();
        name.push(".lock");
        let path = PathBuf::from(name);
        if fs::symlink_metadata(&path).is_ok() {
            self.check_kind(&path)?;
        }
        let mut options = File::options();
        options.write(true).create(true).truncate(false);
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        let file = options.open(&path).map_err(|error| failed(&path, &error))?;
        let start = Instant::now();
        loop {
            match FileExt::try_lock(&file) {
                Ok(()) => return Ok(Lock { _file: file }),
                Err(TryLockError::Error(error)) if error.kind() != ErrorKind::Interrupted => {
                    return Err(failed(&path, &error));
                }
                Err(_) if start.elapsed() >= patience => {
                    return Err(Failure::Local(format!(
                        "another process has held {} for {} s: try again when it has ended",
                        path.display(),
                        patience.as_secs_f64()
                    )));
                }
                Err(_) => std::thread::sleep(PAUSE),
            }
        }
    }

    /// Replaces the file, as a whole or not at all.
    pub(super) fn write(&self, _lock: &Lock, bytes: &[u8]) -> Result<(), Failure> {
        if self.exists().is_ok_and(|exists| exists) {
            self.check_kind(&self.path)?;
        }
        self.replace(bytes)
            .map_err(|error| Failure::file("write", &self.shown(), &error))
    }

    fn replace(&self, bytes: &[u8]) -> io::Result<()> {
        signals::watch().map_err(|_| io::Error::other("cannot wait for signals"))?;
        // A signal must not leave the temporary file behind: it holds keys.
        let _uninterrupted = signals::uninterrupted();
        // Its name is random, and only its owner can read it.
        let mut file = tempfile::Builder::new()
            .prefix(".credentials-")
            .tempfile_in(self.folder())?;
        file.write_all(bytes)?;
        // A full disk may show only now, while the old file is still in its place.
        file.as_file().sync_all()?;
        file.persist(&self.path)?;
        Ok(())
    }

    fn exists(&self) -> io::Result<bool> {
        match fs::symlink_metadata(&self.path) {
            Ok(_) => Ok(true),
            Err(error) if error.kind() == ErrorKind::NotFound => Ok(false),
            Err(error) => Err(error),
        }
    }

    /// Refuses folders, pipes and devices: they hold no keys, and opening them may wait.
    fn check_kind(&self, path: &Path) -> Result<(), Failure> {
        match fs::symlink_metadata(path) {
            Ok(found) if !found.is_file() => Err(Failure::Local(format!(
                "{} is not a regular file: move it away and run this again",
                path.display()
            ))),
            _ => Ok(()),
        }
    }

    fn folder(&self) -> &Path {
        let folder = self.path.parent();
        let folder = folder.filter(|folder| !folder.as_os_str().is_empty());
        folder.unwrap_or(Path::new("."))
    }
}

/// Creates a folder that only its owner can enter, and the folders above it.
fn create_folder(path: &Path) -> io::Result<()> {
    let mut builder = DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(path)
}
