//! How lists are paged.

use super::{ModelId, Type};
use crate::name::Name;

/// How a list is paged.
#[derive(Clone, Debug, PartialEq)]
pub struct Paging {
    /// How the page after one is asked for.
    pub next: Next,
    /// The members that lead to the items, outermost first; none: the answer itself is the list.
    pub items: Vec<Member>,
    /// What an item is.
    pub item: Type,
    /// The constant.
    pub constant: Name,
}

/// How the page after one is asked for. Lists of members lead from the answer to what is meant.
#[derive(Clone, Debug, PartialEq)]
pub enum Next {
    /// With a token.
    Token {
        /// The query parameter that takes it.
        parameter: String,
        /// What names it.
        token: Vec<Member>,
        /// What says whether there are more, should the token not.
        more: Vec<Member>,
        /// Whether it is a URL instead when it looks like one.
        may_be_url: bool,
    },
    /// At a URL that the answer names.
    Url(Vec<Member>),
    /// At a URL that the `Link` header names.
    Link,
    /// With the number of items before it.
    Offset(Position),
    /// With its own number.
    Number(Position),
}

/// How pages are counted.
#[derive(Clone, Debug, PartialEq)]
pub struct Position {
    /// The query parameter that takes the number.
    pub parameter: String,
    /// The number of the first page.
    pub first: i64,
    /// Where the list ends, beside at an empty page.
    pub end: End,
}

/// Where a list of counted pages ends, beside at an empty page.
#[derive(Clone, Debug, PartialEq)]
pub enum End {
    /// Nowhere else.
    Empty,
    /// Where a member says that there are no more.
    More(Vec<Member>),
    /// Where as many items, or pages, have been seen as a member says.
    Total(Vec<Member>),
}

/// A member of a model.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Member {
    /// The model.
    pub model: ModelId,
    /// The index of the field.
    pub field: usize,
}
