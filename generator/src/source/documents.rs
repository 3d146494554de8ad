//! The files of a description: its root document and all that its references lead to, in one tree.
//!
//! A file that is referred to hangs below a member of the root, so that behind this stage every reference is a place
//! in that tree, whichever file it was written in.

use std::collections::BTreeMap;
use std::path::Path;

use percent_encoding::percent_decode_str;
use url::Url;

use super::{Node, Object, Origin, Value, read};
use crate::diagnostics::Diagnostics;
use crate::suggest;

/// The member of the root below which the other files hang, each under its URL.
pub const FILES: &str = "x-sdkgen-files";

/// How many files one description may have.
const MOST_FILES: usize = 10_000;

/// A description: its documents in one tree, and which file is where.
#[derive(Clone, Debug)]
pub struct Documents {
    /// The root document, the others below [`FILES`].
    pub root: Node,
    base: Option<Url>,
    /// The URL of each file by its number in origins.
    urls: BTreeMap<u16, Url>,
    /// Why a file that is referred to is not in the tree.
    refusals: BTreeMap<Url, Refusal>,
}

/// Why a file that is referred to is not read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// It is on the network.
    Remote,
    /// It is outside the folder of the description.
    Outside,
    /// It cannot be read: why, and the file beside it that has nearly its name.
    Unreadable(String, Option<String>),
    /// It is neither JSON nor YAML, which has been reported.
    Broken,
}

impl Documents {
    /// A description of one document that refers to no file.
    #[must_use]
    pub fn alone(root: Node) -> Self {
        Self::new(root, Path::new("description"))
    }

    /// The document read from `path`, with every file it refers to, directly or not. Only files in the folder of the
    /// document or below are read, unless `allow_outside`.
    pub fn gather(
        root: Node,
        path: &Path,
        allow_outside: bool,
        diagnostics: &mut Diagnostics,
    ) -> Self {
        let mut documents = Self::new(root, path);
        let Some(base) = documents.base.clone() else {
            return documents;
        };
        let reader = Reader {
            shown: path.parent().unwrap_or(Path::new("")),
            base: &base,
            folder: base.join(".").ok().filter(|_| !allow_outside),
        };
        let mut ahead = wanted(&documents.root, &base);
        let mut files = Object::new();
        while let Some(url) = ahead.pop() {
            let is_known = url == base
                || files.contains_key(url.as_str())
                || documents.refusals.contains_key(&url);
            if is_known {
                continue;
            }
            if files.len() == MOST_FILES {
                let why = format!("the description has more than {MOST_FILES} files");
                documents
                    .refusals
                    .insert(url, Refusal::Unreadable(why, None));
                continue;
            }
            match reader.open(&url, diagnostics) {
                Ok(node) => {
                    ahead.extend(wanted(&node, &url));
                    documents.urls.insert(node.origin.file, url.clone());
                    files.insert(url.into(), node);
                }
                Err(refusal) => {
                    documents.refusals.insert(url, refusal);
                }
            }
        }
        let origin = documents.root.origin;
        if let (Value::Object(members), false) = (&mut documents.root.value, files.is_empty()) {
            members.insert(FILES.to_owned(), Node::object(origin, files));
        }
        documents
    }

    fn new(root: Node, path: &Path) -> Self {
        let whole = path.canonicalize().ok();
        let base = whole.and_then(|path| Url::from_file_path(path).ok());
        // Also what was never a file has a place that relative references can be joined to.
        let base = base.or_else(|| Url::parse("file:///description").ok());
        Self {
            urls: base
                .iter()
                .map(|base| (root.origin.file, base.clone()))
                .collect(),
            root,
            base,
            refusals: BTreeMap::new(),
        }
    }

    /// What a relative reference at `origin` is relative to: the file that holds it. What an overlay brings in counts
    /// as written in the root document.
    #[must_use]
    pub fn base(&self, origin: Origin) -> Option<&Url> {
        self.urls.get(&origin.file).or(self.base.as_ref())
    }

    /// The JSON pointer to the document at `url`.
    ///
    /// # Errors
    ///
    /// Why it is not in the tree.
    pub fn document(&self, url: &Url) -> Result<String, Refusal> {
        if Some(url) == self.base.as_ref() {
            return Ok(String::new());
        }
        let is_there = |files: &Node| files.get(url.as_str()).is_some();
        if self.root.get(FILES).is_some_and(is_there) {
            let key = url.as_str().replace('~', "~0").replace('/', "~1");
            return Ok(format!("/{FILES}/{key}"));
        }
        Err(match self.refusals.get(url) {
            Some(refusal) => refusal.clone(),
            // What looks like no file was not looked for.
            None if url.scheme() == "file" => Refusal::Unreadable(MISSING.to_owned(), None),
            None => Refusal::Remote,
        })
    }
}

/// The files that a document refers to: whatever a `$ref` or a discriminator's mapping names before its `#`.
fn wanted(document: &Node, base: &Url) -> Vec<Url> {
    let mut urls = Vec::new();
    let mut ahead = vec![document];
    let mut name = |target: &Node| {
        let file = target.as_str().map(|text| text.split('#').next());
        if let Some(file) = file.flatten().filter(|file| !file.is_empty())
            && let Ok(url) = base.join(file)
            && url.scheme() == "file"
        {
            urls.push(url);
        }
    };
    while let Some(node) = ahead.pop() {
        match &node.value {
            Value::Object(members) => {
                for (key, value) in members {
                    match (key.as_str(), &value.value) {
                        ("$ref", Value::String(_)) => name(value),
                        ("mapping", Value::Object(mapping)) => {
                            // Names of schemas stand here too; those look like no file.
                            let is_file = |target: &&Node| {
                                target
                                    .as_str()
                                    .is_some_and(|text| text.contains(['/', '.']))
                            };
                            mapping.values().filter(is_file).for_each(&mut name);
                        }
                        _ => ahead.push(value),
                    }
                }
            }
            Value::Array(items) => ahead.extend(items),
            _ => {}
        }
    }
    urls
}

/// Reads the files that a description refers to.
struct Reader<'a> {
    /// The folder of the description, as the reader of a message knows it.
    shown: &'a Path,
    /// The description.
    base: &'a Url,
    /// Where files must be.
    folder: Option<Url>,
}

impl Reader<'_> {
    fn open(&self, url: &Url, diagnostics: &mut Diagnostics) -> Result<Node, Refusal> {
        let Ok(path) = url.to_file_path() else {
            return Err(Refusal::Remote);
        };
        let is_outside = |url: &Url| {
            let folder = self.folder.as_ref();
            folder.is_some_and(|folder| !url.as_str().starts_with(folder.as_str()))
        };
        if is_outside(url) {
            return Err(Refusal::Outside);
        }
        let whole = match path.canonicalize() {
            Ok(whole) => whole,
            Err(error) => return Err(Refusal::Unreadable(reason(&error), near(&path))),
        };
        // A link that leads out of the folder is outside too.
        if Url::from_file_path(&whole).is_ok_and(|whole| is_outside(&whole)) {
            return Err(Refusal::Outside);
        }
        if whole.is_dir() {
            return Err(Refusal::Unreadable("it is a folder".to_owned(), None));
        }
        let relative = self.base.make_relative(url).unwrap_or_default();
        let relative = percent_decode_str(&relative).decode_utf8_lossy();
        read(&self.shown.join(&*relative), diagnostics).ok_or(Refusal::Broken)
    }
}

const MISSING: &str = "there is no such file";

fn reason(error: &std::io::Error) -> String {
    match error.kind() {
        std::io::ErrorKind::NotFound => MISSING.to_owned(),
        _ => error.to_string(),
    }
}

/// The file in the same folder whose name is nearest.
fn near(path: &Path) -> Option<String> {
    let name = path.file_name()?.to_str()?;
    let entries = std::fs::read_dir(path.parent()?).ok()?;
    let mut names: Vec<String> = entries
        .filter_map(|entry| entry.ok()?.file_name().into_string().ok())
        .collect();
    names.sort();
    suggest::nearest(name, names.iter().map(String::as_str)).map(str::to_owned)
}
