//! Media types.

/// Whether a body of this media type is JSON: `application/json`, `…+json`.
#[must_use]
pub fn is_json(media_type: &str) -> bool {
    let essence = essence(media_type);
    essence == "application/json" || essence == "text/json" || essence.ends_with("+json")
}

/// Whether a body of this media type may be of any.
#[must_use]
pub fn is_any(media_type: &str) -> bool {
    matches!(essence(media_type).as_str(), "*/*" | "*" | "application/*")
}

/// A media type that a `Content-Type` header can have: of a list the first, and in place of a wildcard what says the least.
#[must_use]
pub fn sendable(media_type: &str) -> String {
    let mut all = media_type.split(',').map(str::trim);
    let concrete = all
        .clone()
        .find(|one| !one.contains('*') && !one.is_empty());
    match (concrete, all.next()) {
        // A comma within quotes is part of a parameter.
        _ if !media_type.contains('*') && media_type.contains('"') => media_type.to_owned(),
        (Some(concrete), _) => concrete.to_owned(),
        (None, Some(first)) if first.starts_with("text/") => "text/plain".to_owned(),
        (None, _) => "application/octet-stream".to_owned(),
    }
}

/// Whether a body of this media type is text.
#[must_use]
pub fn is_text(media_type: &str) -> bool {
    let essence = essence(media_type);
    let others = ["application/xml", "application/yaml", "application/x-yaml"];
    essence.starts_with("text/") || essence.ends_with("+xml") || others.contains(&essence.as_str())
}

/// Whether a body of this media type is server-sent events.
#[must_use]
pub fn is_events(media_type: &str) -> bool {
    essence(media_type) == "text/event-stream"
}

/// Whether a body of this media type is JSON texts on lines.
#[must_use]
pub fn is_lines(media_type: &str) -> bool {
    let all = [
        "application/jsonl",
        "application/x-jsonl",
        "application/jsonlines",
        "application/x-jsonlines",
        "application/json-lines",
        "application/ndjson",
        "application/x-ndjson",
    ];
    all.contains(&essence(media_type).as_str())
}

/// Whether a body of this media type is JSON texts behind separators (RFC 7464).
#[must_use]
pub fn is_sequence(media_type: &str) -> bool {
    let essence = essence(media_type);
    essence == "application/json-seq" || essence.ends_with("+json-seq")
}

/// Whether a body of this media type is values one after another.
#[must_use]
pub fn is_stream(media_type: &str) -> bool {
    is_events(media_type) || is_lines(media_type) || is_sequence(media_type)
}

/// Whether a body of this media type is a form in one line.
#[must_use]
pub fn is_form(media_type: &str) -> bool {
    essence(media_type) == "application/x-www-form-urlencoded"
}

/// Whether a body of this media type is a form in parts.
#[must_use]
pub fn is_multipart(media_type: &str) -> bool {
    essence(media_type) == "multipart/form-data"
}

/// The words that tell a media type from others of its kind: `application/vnd.acme.v2+json` has `acme v2`.
#[must_use]
pub fn words(media_type: &str) -> String {
    let essence = essence(media_type);
    let subtype = essence
        .split_once('/')
        .map_or(essence.as_str(), |(_, subtype)| subtype);
    let subtype = subtype.split('+').next().unwrap_or_default();
    let words = subtype.split(|char: char| !char.is_alphanumeric());
    let words: Vec<&str> = words
        .filter(|word| !["vnd", "x", "prs", ""].contains(word))
        .collect();
    words.join(" ")
}

/// The words that tell a response of this media type from the others of its operation: `text/csv` has `csv`. Two names of one
/// format have the same.
#[must_use]
pub fn distinction(media_type: &str) -> String {
    let essence = essence(media_type);
    if let Some((_, word)) = WORDS.iter().find(|(known, _)| *known == essence) {
        return (*word).to_owned();
    }
    let mut words = words(media_type);
    if words.is_empty() {
        // A wildcard stands for the subtype.
        let kind = essence.split('/').next().unwrap_or_default();
        words = crate::name::words(kind).join(" ");
    }
    if let Some((_, suffix)) = essence
        .rsplit_once('+')
        .filter(|(_, suffix)| *suffix != "json")
    {
        words = format!("{words} {suffix}");
    }
    for parameter in media_type.split(';').skip(1) {
        let (name, value) = parameter.split_once('=').unwrap_or((parameter, ""));
        if is_json(media_type) && !name.trim().eq_ignore_ascii_case("charset") {
            let value = value.split(|char: char| !char.is_alphanumeric());
            let value = value.filter(|word| !word.is_empty()).collect::<Vec<_>>();
            words = format!("{words} {}", value.join(" "));
        }
    }
    words.trim().to_owned()
}

/// Media types whose own words say less than people do.
const WORDS: [(&str, &str); 13] = [
    ("text/plain", "text"),
    ("plain/text", "text"),
    ("application/octet-stream", "bytes"),
    ("application/xhtml+xml", "xhtml"),
    ("application/x-zip-compressed", "zip"),
    ("image/svg+xml", "svg"),
    ("audio/mpeg", "mp3"),
    ("application/msword", "doc"),
    ("application/vnd.ms-excel", "xls"),
    ("application/vnd.ms-powerpoint", "ppt"),
    (
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        "docx",
    ),
    (
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        "xlsx",
    ),
    (
        "application/vnd.openxmlformats-officedocument.presentationml.presentation",
        "pptx",
    ),
];

/// A media type without its parameters, in lower case.
pub(crate) fn essence(media_type: &str) -> String {
    let essence = media_type.split(';').next().unwrap_or_default();
    essence.trim().to_lowercase()
}
