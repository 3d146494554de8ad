//! The headers that answers carry: each once, whatever answers declare it.

use crate::ir::{Api, EnumBase, HeaderKey, HeaderSpelling, ModelKind, ResponseHeader, Type, Usage};
use crate::name::Name;

/// Collects the headers of all answers.
pub(super) fn collect(api: &mut Api) {
    let mut keys: Vec<HeaderKey> = Vec::new();
    let responses = api.operations.iter().flat_map(|one| &one.responses);
    for header in responses.flat_map(|response| &response.headers) {
        let (spelling, usage) = spelled(api, header);
        let is_same = |key: &&mut HeaderKey| {
            key.wire.eq_ignore_ascii_case(&header.wire)
                && key.usage == usage
                && key.spelling == spelling
        };
        match keys.iter_mut().find(is_same) {
            Some(key) if key.description.is_none() => {
                key.description.clone_from(&header.description);
            }
            Some(_) => {}
            None => keys.push(HeaderKey {
                origin: header.origin,
                wire: header.wire.clone(),
                description: header.description.clone(),
                deprecated: header.deprecated,
                spelling,
                usage,
                name: Name::default(),
            }),
        }
    }
    api.headers = keys;
}

/// How a header is written, and its type; text where the type is not one that headers are written in.
fn spelled(api: &Api, header: &ResponseHeader) -> (HeaderSpelling, Usage) {
    let usage = header.usage.clone();
    if header.is_json {
        return (HeaderSpelling::Json, usage);
    }
    let spelling = match &usage.ty {
        Type::Array(item) => match scalar(api, &item.ty) {
            Some(HeaderSpelling::Text) => Some(HeaderSpelling::Texts),
            Some(_) => Some(HeaderSpelling::Numbers),
            None => None,
        },
        ty => scalar(api, ty),
    };
    match spelling {
        Some(spelling) => (spelling, usage),
        None => {
            let text = Usage {
                ty: Type::String,
                ..Usage::default()
            };
            (HeaderSpelling::Text, text)
        }
    }
}

fn scalar(api: &Api, ty: &Type) -> Option<HeaderSpelling> {
    match ty {
        Type::String | Type::Secret | Type::External(_) => Some(HeaderSpelling::Text),
        Type::Bool | Type::Integer(_) | Type::Float64 => Some(HeaderSpelling::Json),
        Type::Model(id) => match &api.models.get(id.0)?.kind {
            ModelKind::Enum(content) if content.base == EnumBase::Text => {
                Some(HeaderSpelling::Text)
            }
            ModelKind::Enum(content) if content.base == EnumBase::Integer => {
                Some(HeaderSpelling::Json)
            }
            _ => None,
        },
        _ => None,
    }
}
