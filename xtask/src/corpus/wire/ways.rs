//! The ways in which a body can be sent that say different things.

use super::description::{Kind, Media, essence};
use super::reader::Reader;

/// One media type of each kind, of those that say the same the first: JSON, then forms, then text and bytes.
pub fn distinct(reader: &mut Reader<'_>, mut content: Vec<Media>) -> Vec<Media> {
    content.sort_by_key(|media| (media.kind(), media.kind() == Kind::Raw && !is_text(media)));
    let mut ways: Vec<Media> = Vec::new();
    for media in content {
        let kind = media.kind();
        let says_more = |known: &Media, reader: &mut Reader<'_>| {
            known.kind() != kind && (!same(reader, known, &media) || has_files(&media))
        };
        if ways.iter().all(|known| says_more(known, reader)) {
            ways.push(media);
        }
    }
    ways
}

fn is_text(media: &Media) -> bool {
    let essence = essence(&media.name);
    essence.starts_with("text/") || essence.ends_with("xml")
}

/// Files only go into parts.
fn has_files(media: &Media) -> bool {
    media.kind() == Kind::Multipart && media.fields.iter().any(|field| field.is_file)
}

/// Whether two media types are described by the same schema.
fn same(reader: &mut Reader<'_>, one: &Media, other: &Media) -> bool {
    let (Some(one), Some(other)) = (&one.schema, &other.schema) else {
        // Of the old dialect, where a form is its parameters.
        return !one.fields.is_empty() && one.fields.len() == other.fields.len();
    };
    let (one, other) = (reader.resolved(one.clone()), reader.resolved(other.clone()));
    one == other || reader.value(&one) == reader.value(&other)
}
