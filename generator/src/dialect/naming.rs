//! What a schema that is no component of the description is called, when it is referred to.

use percent_encoding::percent_decode_str;
use url::Url;

use super::unescape;
use crate::source::FILES;

/// A name, and one to tell it from another of the same.
pub(super) struct Named {
    pub(super) short: String,
    pub(super) long: Option<String>,
}

/// The sections whose members have names.
const SECTIONS: [&str; 3] = ["/components/schemas/", "/definitions/", "/$defs/"];

/// The name of the schema at a JSON pointer: its file's when it is a whole file, its key in a file or among definitions.
/// `None` where nothing names it. `base` is the description.
pub(super) fn of(pointer: &str, base: &Url) -> Option<Named> {
    let Some(rest) = pointer.strip_prefix(&format!("/{FILES}/")) else {
        return key_in_section(pointer).map(|key| Named {
            short: unescape(key),
            long: None,
        });
    };
    let (url, within) = rest.split_once('/').unwrap_or((rest, ""));
    let path = base.make_relative(&Url::parse(&unescape(url)).ok()?)?;
    let path = percent_decode_str(&path).decode_utf8_lossy();
    let mut parts = path.rsplit('/').filter(|part| *part != "..");
    let file = parts.next()?;
    let stem = file.split_once('.').map_or(file, |(stem, _)| stem);
    let folder = parts.next();
    if within.is_empty() {
        let (name, within) = match (stem, folder) {
            // The file that stands for its folder.
            ("index", Some(folder)) => (folder, parts.next()),
            _ => (stem, folder),
        };
        return Some(Named {
            short: name.to_owned(),
            long: within.map(|within| format!("{within} {name}")),
        });
    }
    let within = format!("/{within}");
    let key =
        key_in_section(&within).or_else(|| within.get(1..).filter(|key| !key.contains('/')))?;
    Some(Named {
        short: unescape(key),
        long: Some(format!("{stem} {}", unescape(key))),
    })
}

/// The key of a member of one of the sections.
fn key_in_section(pointer: &str) -> Option<&str> {
    SECTIONS.iter().find_map(|section| {
        let (_, key) = pointer.rsplit_once(section)?;
        (!key.contains('/')).then_some(key)
    })
}
