//! Media types.

/// Whether a body of this media type is JSON: `application/json`, `…+json`.
#[must_use]
pub fn is_json(media_type: &str) -> bool {
    let essence = media_type
        .split(';')
        .next()
        .unwrap_or_default()
        .trim()
        .to_lowercase();
    essence == "application/json"
        || essence == "text/json"
        || essence.ends_with("+json")
        || essence == "*/*"
}

/// Whether a body of this media type is text.
#[must_use]
pub fn is_text(media_type: &str) -> bool {
    let essence = media_type.trim().to_lowercase();
    essence.starts_with("text/") || essence.starts_with("application/xml")
}
