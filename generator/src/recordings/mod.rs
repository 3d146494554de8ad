//! Recorded responses: evidence of how a service answers, beside the examples in its description.
//!
//! They come from HAR files and from JSON files that are named after operationIds. No value of a recording is ever
//! printed: it may be a secret.

mod har;
mod target;

use std::path::{Path, PathBuf};

use serde_json::Value;

use self::target::Target;
pub use self::target::Unmatched;
use crate::diagnostics::Diagnostics;
use crate::ir::{Api, Sample};
use crate::media;
use crate::source::{self, Node, Origin};

/// A recorded response.
#[derive(Clone, Debug)]
pub struct Recording {
    /// Where it is.
    pub origin: Origin,
    /// The request that it answers.
    request: Request,
    /// The status, where that is recorded.
    status: Option<u16>,
    /// The body.
    body: Body,
}

/// The request that a recording answers.
#[derive(Clone, Debug)]
enum Request {
    /// A call of the operation that the file is named after.
    Named(String),
    /// A request of this method to this URL.
    Sent(String, String),
}

/// The body of a recorded response.
#[derive(Clone, Debug)]
enum Body {
    /// JSON of this media type, or of any.
    Json(Option<String>, Value),
    /// Text that should be JSON.
    Broken,
    /// No text, although there is JSON.
    Missing,
}

/// Reads the files of recordings. What is wrong with them is in `diagnostics`.
pub(crate) fn read(paths: &[PathBuf], diagnostics: &mut Diagnostics) -> Vec<Recording> {
    let mut recordings = Vec::new();
    for path in paths {
        let mark = diagnostics.list().len();
        let root = source::read(path, diagnostics);
        diagnostics.sources.conceal(path);
        let Some(root) = root else {
            continue;
        };
        // A recording is as it is: nobody corrects it.
        diagnostics.split_off(mark);
        match is_har(path, &root) {
            true => recordings.extend(har::entries(&root, diagnostics)),
            false => recordings.push(named(path, &root)),
        }
    }
    recordings
}

/// Whether a file is a HAR file by its name or its content.
fn is_har(path: &Path, root: &Node) -> bool {
    let extension = path.extension();
    let is_named = extension.is_some_and(|extension| extension.eq_ignore_ascii_case("har"));
    let log = root.get("log");
    let has = |key: &str| log.is_some_and(|log| log.get(key).is_some());
    is_named || (has("version") && has("entries"))
}

/// A body in a file that is named after an operation, and perhaps a status: `getPet.json`, `getPet.404.json`.
fn named(path: &Path, root: &Node) -> Recording {
    let stem = path.file_stem().unwrap_or_default();
    Recording {
        origin: root.origin,
        request: Request::Named(stem.to_string_lossy().into_owned()),
        status: None,
        body: Body::Json(None, root.to_json()),
    }
}

/// Adds the recordings to the samples of the responses that they are.
pub(crate) fn attach(api: &mut Api, recordings: &[Recording]) {
    for recording in recordings {
        let Ok(Target {
            operation,
            response,
            value,
        }) = target::find(api, recording)
        else {
            continue;
        };
        let sample = Sample {
            origin: recording.origin,
            value: value.clone(),
            recorded: true,
        };
        let operation = api.operations.get_mut(operation);
        let response = operation.and_then(|operation| operation.responses.get_mut(response));
        if let Some(response) = response {
            let recorded = match &recording.body {
                Body::Json(media_type, _) => media_type.as_deref().map(media::essence),
                _ => None,
            };
            let mut names = response.content.iter().map(|(name, _)| name);
            let name = names.find(|name| Some(media::essence(name)) == recorded);
            response.samples.push((name.cloned(), sample));
        }
    }
}

/// The recordings that are no response of any operation, and why.
pub(crate) fn unmatched(api: &Api, recordings: &[Recording]) -> Vec<(Origin, Unmatched)> {
    let all = recordings.iter();
    let all = all.filter_map(|recording| {
        let unmatched = target::find(api, recording).err()?;
        Some((recording.origin, unmatched))
    });
    all.collect()
}
