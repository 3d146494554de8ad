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

/// How the page after one is asked for. Lists of members lead from the response to a property.
#[derive(Clone, Debug, PartialEq)]
pub enum Next {
    /// With a cursor or another token.
    Token {
        /// The input that takes it.
        input: PageInput,
        /// Where it is.
        token: Token,
        /// The flag that says whether there are more pages, should the token not.
        more: Option<MoreFlag>,
        /// Whether it is a URL instead when it looks like one.
        may_be_url: bool,
    },
    /// At a URL that the response names.
    Url(Vec<Member>),
    /// At a URL that the `Link` header names.
    Link,
    /// With the number of items before it.
    Offset(Position),
    /// With its own number.
    Number(Position),
}

/// The input of a call that says which page is wanted.
#[derive(Clone, Debug, PartialEq)]
pub enum PageInput {
    /// A query parameter.
    Query(String),
    /// A property of a query parameter that is an object: `page[number]`.
    Property(String, Member),
    /// A property of the request body, outermost object first.
    Body(Vec<Member>),
}

/// Where the token of the next page is.
#[derive(Clone, Debug, PartialEq)]
pub enum Token {
    /// In a property that is text.
    Text(Vec<Member>),
    /// In a property of any type, read from the body as it arrived.
    Value {
        /// The place in the body as a JSON pointer, where `-` is the last element of a list.
        pointer: String,
        /// The same, as far as there are members.
        members: Vec<Member>,
    },
    /// In a header of the response.
    Header(String),
}

/// A property that is true or false.
#[derive(Clone, Debug, PartialEq)]
pub struct MoreFlag {
    /// The members that lead to it.
    pub members: Vec<Member>,
    /// Whether `true` means that there are no more pages.
    pub is_end: bool,
}

/// How pages are counted.
#[derive(Clone, Debug, PartialEq)]
pub struct Position {
    /// The input that takes the number.
    pub input: PageInput,
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
    /// Where a flag says that there are no more.
    More(MoreFlag),
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
