//! How lists are paged, where that is not to be recognised.

use std::fmt;

use serde::Deserialize;
use serde::de::{Error, MapAccess, Visitor};
use toml::Spanned;

use super::Setting;
use crate::source::Origin;

/// How lists are paged, whichever they are.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct PaginationConfig {
    /// The input that asks for a page, of every list. It goes with `response`.
    pub request: Option<Setting>,
    /// The property of the response that names the next page, of every list.
    pub response: Option<String>,
    /// How families of lists are paged: the first rule that matches an operation counts.
    pub rules: Vec<PaginationRule>,
}

/// How the lists of some operations are paged.
#[derive(Clone, Debug)]
pub struct PaginationRule {
    /// A glob of operationIds.
    pub pattern: Setting,
    /// How the list of each is paged.
    pub settings: OperationPagination,
}

impl<'de> Deserialize<'de> for PaginationRule {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        // Flattened settings would lose their places.
        #[derive(Deserialize)]
        #[serde(deny_unknown_fields)]
        struct Rule {
            r#match: Setting,
            kind: Option<PagingKind>,
            parameter: Option<Setting>,
            next: Option<NextSetting>,
            more: Option<Setting>,
            items: Option<Setting>,
            first: Option<i64>,
        }
        let rule = Rule::deserialize(deserializer)?;
        Ok(Self {
            pattern: rule.r#match,
            settings: OperationPagination {
                kind: rule.kind,
                parameter: rule.parameter,
                next: rule.next,
                more: rule.more,
                items: rule.items,
                first: rule.first,
            },
        })
    }
}

/// How the list of one operation is paged. Everything left out is recognised.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct OperationPagination {
    /// By what pages are asked for.
    pub kind: Option<PagingKind>,
    /// The input that asks for a page: a query parameter, a property of one (`page[number]`), or a place in the body
    /// (`/cursor`).
    pub parameter: Option<Setting>,
    /// Where the next page is named or, of counted pages, the property that tells where they end.
    pub next: Option<NextSetting>,
    /// The property that says whether there are more pages.
    pub more: Option<Setting>,
    /// The property that holds the items.
    pub items: Option<Setting>,
    /// The number of the first page.
    pub first: Option<i64>,
}

/// Where the next page is named.
#[derive(Clone, Debug)]
pub enum NextSetting {
    /// In a property of the response: `next = "meta.cursor"`.
    Member(Setting),
    /// In the last item: `next = {last = "/data/-/id"}`.
    Last(Setting),
    /// In a header: `next = {header = "X-After-Cursor"}`.
    Header(Setting),
}

impl<'de> Deserialize<'de> for NextSetting {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let spanned = Spanned::<NextShape>::deserialize(deserializer)?;
        let origin = Origin::in_settings(spanned.span().start);
        let setting = |text: String| Setting { text, origin };
        Ok(match spanned.into_inner() {
            NextShape::Member(text) => Self::Member(setting(text)),
            NextShape::Last(text) => Self::Last(setting(text)),
            NextShape::Header(text) => Self::Header(setting(text)),
        })
    }
}

/// The same without its place.
enum NextShape {
    Member(String),
    Last(String),
    Header(String),
}

impl<'de> Deserialize<'de> for NextShape {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Shape;
        impl<'de> Visitor<'de> for Shape {
            type Value = NextShape;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a property, `{last = \"/…/-/…\"}` or `{header = \"…\"}`")
            }

            fn visit_str<E: Error>(self, text: &str) -> Result<NextShape, E> {
                Ok(NextShape::Member(text.to_owned()))
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<NextShape, A::Error> {
                const KEYS: &[&str] = &["last", "header"];
                let mut found = None;
                while let Some(key) = map.next_key::<String>()? {
                    let shape = match key.as_str() {
                        "last" => NextShape::Last(map.next_value()?),
                        "header" => NextShape::Header(map.next_value()?),
                        _ => return Err(A::Error::unknown_field(&key, KEYS)),
                    };
                    if found.replace(shape).is_some() {
                        return Err(A::Error::custom("`last` and `header` exclude each other"));
                    }
                }
                found.ok_or_else(|| A::Error::custom("`last` or `header` is missing"))
            }
        }
        deserializer.deserialize_any(Shape)
    }
}

/// By what pages are asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum PagingKind {
    /// Nothing: the list is not paged.
    None,
    /// A token that the answer names.
    Token,
    /// A URL that the answer names.
    Url,
    /// A URL that the `Link` header names.
    Link,
    /// How many items come before.
    Offset,
    /// Their number.
    Page,
}
