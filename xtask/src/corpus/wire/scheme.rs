//! Security schemes, and which of them an operation needs.

use std::collections::BTreeMap;

use super::reader::{At, Reader};
use crate::round_trip::text::Dialect;

/// A scheme that an operation needs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Scheme {
    /// Its key in the description.
    pub key: String,
    /// Where the credential goes.
    pub kind: Kind,
}

/// Where a credential goes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Kind {
    /// `Authorization: Bearer …`
    Bearer,
    /// `Authorization: Basic …`
    Basic,
    /// Into a header.
    Header(String),
    /// Into the query.
    Query(String),
    /// Into a cookie.
    Cookie(String),
    /// Nobody says.
    Unknown,
}

/// The schemes of a description.
pub struct Schemes(BTreeMap<String, Kind>);

/// Reads the schemes of a description.
pub fn schemes(reader: &mut Reader<'_>) -> Schemes {
    let place = match reader.texts.dialect {
        Dialect::Swagger => "/securityDefinitions",
        _ => "/components/securitySchemes",
    };
    let place = reader.root(place);
    let keys = reader.keys(&place).into_iter();
    let all = keys.map(|key| {
        let at = reader.resolved(place.child(&key));
        (key, kind(reader, &at))
    });
    Schemes(all.collect())
}

fn kind(reader: &Reader<'_>, at: &At) -> Kind {
    let said = |key: &str| reader.text(at, key).unwrap_or_default();
    let name = said("name");
    match (said("type").as_str(), said("in").as_str()) {
        ("basic", _) => Kind::Basic,
        ("oauth2" | "openIdConnect", _) => Kind::Bearer,
        ("apiKey", "header") => Kind::Header(name),
        ("apiKey", "query") => Kind::Query(name),
        ("apiKey", "cookie") => Kind::Cookie(name),
        ("http", _) => match said("scheme").to_ascii_lowercase().as_str() {
            "basic" => Kind::Basic,
            "bearer" => Kind::Bearer,
            _ => Kind::Unknown,
        },
        _ => Kind::Unknown,
    }
}

impl Schemes {
    /// Whether the description has none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The sets of schemes that the operation at a place needs, or else the whole description.
    pub fn needed(&self, reader: &Reader<'_>, at: &At) -> Vec<Vec<Scheme>> {
        let own = reader.member(at, "security");
        let Some(sets) = own.or_else(|| reader.member(&reader.root(""), "security")) else {
            return Vec::new();
        };
        let count = reader
            .value(&sets)
            .and_then(serde_json::Value::as_array)
            .map_or(0, Vec::len);
        let set = |index: usize| {
            let keys = reader.keys(&sets.child(&index.to_string())).into_iter();
            let schemes = keys.map(|key| {
                let kind = self.0.get(&key).cloned().unwrap_or(Kind::Unknown);
                Scheme { key, kind }
            });
            schemes.collect()
        };
        (0..count).map(set).collect()
    }
}
