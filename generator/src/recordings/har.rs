//! HAR 1.2: the responses that browsers and proxies save.

use base64::Engine;
use base64::alphabet::STANDARD;
use base64::engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig};

use super::{Body, Recording, Request};
use crate::diagnostics::{Code, Diagnostics};
use crate::media;
use crate::source::{Node, Value};

/// Base64 with padding or without.
const BASE64: GeneralPurpose = GeneralPurpose::new(
    &STANDARD,
    GeneralPurposeConfig::new().with_decode_padding_mode(DecodePaddingMode::Indifferent),
);

/// The JSON responses of a HAR file.
pub(super) fn entries(root: &Node, diagnostics: &mut Diagnostics) -> Vec<Recording> {
    let entries = root.get("log").and_then(|log| log.get("entries"));
    let Some(entries) = entries.and_then(Node::as_array) else {
        let message = "this file is no HAR file: it has no list `log.entries`";
        diagnostics.push(Code::MissingMember, root.origin, message);
        return Vec::new();
    };
    let mut recordings = Vec::new();
    for entry in entries {
        match recording(entry) {
            Ok(recording) => recordings.extend(recording),
            Err(missing) => {
                let message =
                    format!("this entry of a HAR file has no `{missing}`, and is left out");
                diagnostics.push(Code::UnmatchedRecording, entry.origin, message);
            }
        }
    }
    recordings
}

/// The response of an entry, if it is JSON. The error names the property that the entry lacks.
fn recording(entry: &Node) -> Result<Option<Recording>, &'static str> {
    let at = |path: &str| entry.pointer(path);
    let text = |path: &str| at(path).and_then(Node::as_str);
    let method = text("/request/method").ok_or("request.method")?;
    let url = text("/request/url").ok_or("request.url")?;
    let status = match at("/response/status").map(|node| &node.value) {
        Some(Value::Integer(status)) => *status,
        _ => return Err("response.status"),
    };
    let content = at("/response/content").ok_or("response.content")?;
    let media_type = content.get("mimeType").and_then(Node::as_str);
    // Nothing arrived (0), or nothing that has a body.
    let is_empty = matches!(status, 0 | 204 | 304) || method.eq_ignore_ascii_case("HEAD");
    let Some(media_type) = media_type.filter(|name| !is_empty && media::is_json(name)) else {
        return Ok(None);
    };
    let (origin, body) = match content.get("text") {
        Some(node) => (node.origin, body(content, node, media_type)),
        None => (entry.origin, Body::Missing),
    };
    Ok(Some(Recording {
        origin,
        request: Request::Sent(method.to_uppercase(), url.to_owned()),
        status: u16::try_from(status).ok(),
        body,
    }))
}

fn body(content: &Node, text: &Node, media_type: &str) -> Body {
    let text = text.as_str().unwrap_or_default();
    if text.is_empty() {
        return Body::Missing;
    }
    let encoding = content.get("encoding").and_then(Node::as_str);
    let value = match encoding {
        Some("base64") => {
            let bytes = BASE64.decode(text.trim()).ok();
            bytes.and_then(|bytes| serde_json::from_slice(&bytes).ok())
        }
        _ => serde_json::from_str(text).ok(),
    };
    value.map_or(Body::Broken, |value| {
        Body::Json(Some(media::essence(media_type)), value)
    })
}
