//! Descriptions as they are in a revision of a git repository.

use std::fmt;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use sdkgen::diagnostics::Diagnostics;

/// A description, and the folder that it was brought to, should it come from git.
pub(super) struct Document {
    pub(super) path: PathBuf,
    brought: Option<Brought>,
}

/// What was brought from git. The folder is deleted with it.
struct Brought {
    folder: tempfile::TempDir,
    /// What stands for the folder in messages: `git:REV:folder`.
    label: String,
}

/// Why a description cannot be had from git.
#[derive(Debug)]
pub(super) struct GitError(String);

impl fmt::Display for GitError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl From<io::Error> for GitError {
    fn from(error: io::Error) -> Self {
        Self(format!("git cannot be used: {error}"))
    }
}

/// What can be part of a description, or evidence for it: its references lead to no other files.
const KINDS: [&str; 5] = ["*.yaml", "*.yml", "*.json", "*.toml", "*.har"];

impl Document {
    /// The document that `text` names: a path, or `git:REV:path`.
    pub(super) fn open(text: &str) -> Result<Self, GitError> {
        let Some(spec) = text.strip_prefix("git:") else {
            return Ok(Self {
                path: text.into(),
                brought: None,
            });
        };
        let Some((revision, path)) = spec.split_once(':') else {
            let message = format!("`{text}` names no file; it has the form git:REV:path");
            return Err(GitError(message));
        };
        if revision.starts_with('-') {
            return Err(GitError(format!("`{revision}` is no revision")));
        }
        let path = Path::new(path);
        let folder = path.parent().unwrap_or(Path::new(""));
        let Some(name) = path.file_name() else {
            return Err(GitError(format!("`{text}` names no file")));
        };
        let below = match folder.as_os_str().is_empty() {
            true => "./".to_owned(),
            false => format!("./{}", folder.display()),
        };
        let target = tempfile::tempdir()?;
        // An index of its own: the user's is left as it is.
        let index = target.path().join("index");
        let tree = format!("{revision}:{below}");
        git(&index, &["read-tree", &tree], &[])?;
        let listed = [&["ls-files", "-z", "--"], KINDS.as_slice()].concat();
        let mut files = git(&index, &listed, &[])?;
        files.extend(name.as_encoded_bytes());
        files.push(0);
        let out = target.path().join("tree");
        let prefix = format!("--prefix={}/", out.display());
        git(
            &index,
            &["checkout-index", "-z", "--stdin", "-q", "-f", &prefix],
            &files,
        )?;
        Ok(Self {
            path: out.join(name),
            brought: Some(Brought {
                folder: target,
                label: format!("git:{revision}:{}", folder.display()),
            }),
        })
    }

    /// Lets messages name the files as they are in git.
    pub(super) fn rename(&self, diagnostics: &mut Diagnostics) {
        if let Some(brought) = &self.brought {
            let folder = brought.folder.path().join("tree");
            diagnostics.sources.rename(&folder, &brought.label);
        }
    }
}

/// Runs git and gives what it prints.
fn git(index: &Path, arguments: &[&str], input: &[u8]) -> Result<Vec<u8>, GitError> {
    let mut child = Command::new("git")
        .args(arguments)
        .env("GIT_INDEX_FILE", index)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()?;
    if let Some(mut stdin) = child.stdin.take() {
        stdin.write_all(input)?;
    }
    let output = child.wait_with_output()?;
    match output.status.success() {
        true => Ok(output.stdout),
        false => {
            let said = String::from_utf8_lossy(&output.stderr);
            let command = arguments.first().copied().unwrap_or_default();
            Err(GitError(format!("git {command}: {}", said.trim())))
        }
    }
}
