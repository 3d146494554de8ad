//! How lists are paged, where that is not to be recognised.

use serde::Deserialize;

use super::Setting;

/// How all lists are paged: with a token.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PaginationConfig {
    /// The query parameter that asks for a page.
    pub request: Setting,
    /// The member of the answer that names the next page.
    pub response: String,
}

/// How the list of one operation is paged. What is left out is recognised.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct OperationPagination {
    /// By what pages are asked for.
    pub kind: Option<PagingKind>,
    /// The query parameter that asks for a page.
    pub parameter: Option<Setting>,
    /// The member that names the next page or, of counted pages, that tells where they end.
    pub next: Option<Setting>,
    /// The member that holds the items.
    pub items: Option<Setting>,
    /// The number of the first page.
    pub first: Option<i64>,
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
