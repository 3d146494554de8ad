//! The file of `--output`: it has its new content as a whole, or stays as it was.

use std::fs::{self, File, Metadata, OpenOptions};
use std::io::{self, Seek, Write};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use tempfile::NamedTempFile;

use super::failure::Failure;
use super::signals;

/// How much is kept in memory before it is written.
const BUFFER: usize = 64 << 10;

/// How many symbolic links lead to a file.
const LINKS: usize = 40;

/// The new content of a file, in a temporary file until it is complete.
pub(super) struct Replacement {
    /// The file, as messages name it.
    path: String,
    buffer: Vec<u8>,
    /// None: a signal took it, and ends the tool.
    content: Arc<Mutex<Option<Content>>>,
    keeps: bool,
    _registered: signals::Registered,
}

struct Content {
    part: NamedTempFile,
    target: PathBuf,
    /// Whether what is there counts, should a signal end the tool.
    keeps: bool,
}

impl Replacement {
    /// Begins. Without `found` the file is new. What was flushed of one that `keeps` counts, however the tool ends.
    pub(super) fn begin(
        path: &str,
        found: Option<&Metadata>,
        keeps: bool,
    ) -> Result<Self, Failure> {
        let failed = |error: io::Error| Failure::file("write", path, &error);
        let target = followed(Path::new(path)).map_err(failed)?;
        let content = Arc::new(Mutex::new(None));
        let taken = Arc::clone(&content);
        // The lock is held while the file is made: a signal must not come in between.
        let mut made = content.lock().unwrap_or_else(PoisonError::into_inner);
        let registered = signals::before_end(move || {
            let mut content = taken.lock().unwrap_or_else(PoisonError::into_inner);
            if let Some(content) = content.take().filter(|content: &Content| content.keeps) {
                // Nobody is there to be told.
                let _ = content.commit();
            }
        })?;
        let part = match found {
            None => new_part(path, &target)?,
            Some(_) => {
                // A file that must not be written is refused, as a shell does, although the folder may allow another one
                // in its place.
                OpenOptions::new()
                    .write(true)
                    .open(&target)
                    .map_err(failed)?;
                let part = tempfile::Builder::new().tempfile_in(folder(&target));
                part.or_else(|_| NamedTempFile::new()).map_err(failed)?
            }
        };
        *made = Some(Content {
            part,
            target,
            keeps,
        });
        drop(made);
        Ok(Replacement {
            path: path.to_owned(),
            buffer: Vec::new(),
            content,
            keeps,
            _registered: registered,
        })
    }

    /// Adds to the content.
    pub(super) fn write(&mut self, bytes: &[u8]) -> Result<(), Failure> {
        self.buffer.extend_from_slice(bytes);
        match self.buffer.len() > BUFFER && !self.keeps {
            true => self.flush(),
            false => Ok(()),
        }
    }

    /// Hands on what was written.
    pub(super) fn flush(&mut self) -> Result<(), Failure> {
        let mut content = self.content.lock().unwrap_or_else(PoisonError::into_inner);
        let Some(content) = &mut *content else {
            ended();
        };
        let written = content.part.write_all(&self.buffer);
        self.buffer.clear();
        written.map_err(|error| Failure::file("write", &self.path, &error))
    }

    /// Gives the file its new content.
    pub(super) fn commit(mut self) -> Result<(), Failure> {
        self.flush()?;
        self.put_in_place()
    }

    fn put_in_place(&mut self) -> Result<(), Failure> {
        // The lock is held until the end: a signal must not part this.
        let mut content = self.content.lock().unwrap_or_else(PoisonError::into_inner);
        let Some(content) = content.take() else {
            ended();
        };
        let written = content.commit();
        written.map_err(|error| Failure::file("write", &self.path, &error))
    }
}

impl Drop for Replacement {
    fn drop(&mut self) {
        let is_open = |content: &Mutex<Option<Content>>| {
            let content = content.lock().unwrap_or_else(PoisonError::into_inner);
            content.is_some()
        };
        if self.keeps && is_open(&self.content) {
            // The failure that ends the tool is the one to tell of.
            let _ = self.put_in_place();
        }
    }
}

/// Waits for the end of the process, which a signal has begun.
fn ended() -> ! {
    loop {
        std::thread::park();
    }
}

impl Content {
    fn commit(self) -> io::Result<()> {
        let found = match fs::metadata(&self.target) {
            Ok(found) => Some(found),
            Err(error) if error.kind() == io::ErrorKind::NotFound => None,
            Err(error) => return Err(error),
        };
        let Content {
            mut part, target, ..
        } = self;
        let is_replaced = match &found {
            None => true,
            Some(found) => {
                can_replace(found, &part.as_file().metadata()?)
                    && part.as_file().set_permissions(found.permissions()).is_ok()
            }
        };
        if is_replaced {
            part = match part.persist(&target) {
                Ok(_) => return Ok(()),
                Err(error) if found.is_none() => return Err(error.error),
                // The temporary file is in another folder, or this one allows no change.
                Err(error) => error.file,
            };
        }
        let _uninterrupted = signals::uninterrupted();
        let mut file = OpenOptions::new().read(true).write(true).open(&target)?;
        let mut old = tempfile::tempfile()?;
        io::copy(&mut file, &mut old)?;
        overwrite(&mut file, part.as_file_mut()).inspect_err(|_| {
            // What was there fits in any case.
            let _ = overwrite(&mut file, &mut old);
        })
    }
}

/// Gives a file the content of another one.
fn overwrite(file: &mut File, content: &mut File) -> io::Result<()> {
    content.rewind()?;
    file.rewind()?;
    let length = io::copy(content, file)?;
    file.set_len(length)?;
    file.sync_all()
}

/// Whether a file can be replaced by another one: not if it has other names, or another owner.
#[cfg(unix)]
fn can_replace(found: &Metadata, part: &Metadata) -> bool {
    use std::os::unix::fs::MetadataExt;

    found.nlink() == 1 && (found.uid(), found.gid()) == (part.uid(), part.gid())
}

#[cfg(not(unix))]
fn can_replace(_: &Metadata, _: &Metadata) -> bool {
    true
}

/// The file that is put in the place of one that is not there: like every new file, as open as the umask allows.
fn new_part(path: &str, target: &Path) -> Result<NamedTempFile, Failure> {
    let folder = folder(target);
    let mut builder = tempfile::Builder::new();
    #[cfg(unix)]
    builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o666));
    builder
        .tempfile_in(folder)
        .map_err(|error| match error.kind() {
            io::ErrorKind::NotFound => {
                let folder = folder.display();
                Failure::Local(format!("cannot write {path}: there is no folder {folder}"))
            }
            // The library's own message names a file that nobody asked for.
            kind => Failure::file("write", path, &kind.into()),
        })
}

/// The file that symbolic links lead to, which need not exist.
pub(super) fn followed(path: &Path) -> io::Result<PathBuf> {
    let mut path = path.to_owned();
    for _ in 0..LINKS {
        match fs::read_link(&path) {
            Ok(target) => path = folder(&path).join(target),
            Err(_) if path.file_name().is_none() => return Err(io::ErrorKind::IsADirectory.into()),
            Err(_) => return Ok(path),
        }
    }
    Err(io::Error::other("too many symbolic links"))
}

fn folder(path: &Path) -> &Path {
    let folder = path
        .parent()
        .filter(|folder| !folder.as_os_str().is_empty());
    folder.unwrap_or(Path::new("."))
}

/// Whether a path names a file by the number under which it is open.
pub(super) fn is_descriptor(path: &str) -> bool {
    path.starts_with("/dev/fd/") || path.starts_with("/proc/self/fd/")
}

/// Opens a device, a pipe, or a file by the number under which it is open: it gets what is written at once.
pub(super) fn device(path: &str, found: &Metadata) -> io::Result<File> {
    let mut options = OpenOptions::new();
    options.write(true);
    if found.is_file() {
        options.append(true);
    }
    options.open(path)
}
