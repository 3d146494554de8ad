//! Which page comes after a page, and how it is asked for.

use std::collections::HashSet;
use std::fmt;

use bytes::Bytes;
use http::HeaderMap;
use serde_json::Value;
use url::{Url, form_urlencoded};

use super::draft::Draft;
use super::error::{Error, PaginationError};
use super::operation::Place;
use super::response::Answer;
use super::sdk::SchemeKind;
use super::transport::BoxFuture;

/// How the page after one is asked for.
#[derive(Debug)]
pub enum Next<P> {
    /// With a token that is a text of the response.
    Token(PageInput, fn(&P) -> Option<&str>),
    /// With a token of any type, from a header or from the body as it arrived.
    Cursor(PageInput, fn(&Answer, &P) -> Option<Value>),
    /// At a URL that the response names.
    Url(fn(&P) -> Option<&str>),
    /// With a text of the response: a URL when it looks like one, else a token.
    TokenOrUrl(PageInput, fn(&P) -> Option<&str>),
    /// At a URL that a header of the response names.
    Header(fn(&HeaderMap) -> Option<&str>),
    /// With the number of items before it. The first page has the number given here, unless the call says another.
    Offset(PageInput, i64, fn(&P) -> Option<usize>, End<P>),
    /// With its own number. The first page has the number given here, unless the call says another.
    Number(PageInput, i64, fn(&P) -> Option<usize>, End<P>),
}

/// The input of a call that says which page is wanted.
#[derive(Debug)]
pub struct PageInput {
    /// The name of a query parameter, or the place in another input.
    pub(super) name: &'static str,
    pub(super) get: fn(&Draft, &'static str) -> Option<Value>,
    pub(super) set: fn(&mut Draft, &'static str, Value),
}

/// A query parameter.
pub const fn query(name: &'static str) -> PageInput {
    PageInput {
        name,
        get: |call, name| Some(call.query_value(name)?.clone()),
        set: |call, name, value| call.set(Place::Query, name, Ok(value)),
    }
}

/// Where a list of counted pages ends, beside at an empty page.
#[derive(Debug)]
pub enum End<P> {
    /// Nowhere else.
    Empty,
    /// Where the answer says that there are no more.
    More(fn(&P) -> Option<bool>),
    /// Where all of so many items, or pages, have been seen. 0 means that the service did not count.
    Total(fn(&P) -> Option<i64>),
}

/// A list on its way from page to page.
pub(super) struct Course<P: 'static> {
    track: Track,
    next: &'static Next<P>,
    fetch: Fetch<P>,
}

type Fetched<P> = BoxFuture<'static, Result<(Answer, P), Error>>;

/// How a page is asked for.
type Fetch<P> = fn(Draft) -> Fetched<P>;

impl<P: 'static> Course<P> {
    pub(super) fn new(mut call: Draft, next: &'static Next<P>, fetch: Fetch<P>) -> Self {
        let mut seen = HashSet::new();
        match *next {
            Next::Token(ref input, _)
            | Next::TokenOrUrl(ref input, _)
            | Next::Cursor(ref input, _) => {
                // A token to start with is one that the service must not send again.
                if let Some(start) = (input.get)(&call, input.name) {
                    seen.insert(plain(start));
                }
            }
            // Without its number some services answer with everything at once.
            Next::Number(ref input, first, ..) if (input.get)(&call, input.name).is_none() => {
                (input.set)(&mut call, input.name, first.into());
            }
            _ => {}
        }
        Course {
            track: Track {
                call,
                seen,
                last: Bytes::new(),
            },
            next,
            fetch,
        }
    }

    /// Asks for the page whose turn it is.
    pub(super) fn fetch(&self) -> Fetched<P> {
        (self.fetch)(self.track.call.clone())
    }

    /// Goes on from a page. Whether there is another one.
    pub(super) fn advance(&mut self, answer: &Answer, page: &P) -> Result<bool, PaginationError> {
        let track = &mut self.track;
        let outcome = match self.next {
            Next::Token(input, token) => track.with_token(input, token(page).map(Value::from)),
            Next::Cursor(input, token) => track.with_token(input, token(answer, page)),
            Next::Url(url) => track.with_url(url(page)),
            Next::TokenOrUrl(input, text) => match text(page) {
                Some(url) if has_query(url) => track.with_url(Some(url)),
                token => track.with_token(input, token.map(Value::from)),
            },
            Next::Header(url) => track.with_url(url(&answer.headers)),
            Next::Offset(input, first, count, end) | Next::Number(input, first, count, end) => {
                let count = count(page).unwrap_or_default();
                let step = match self.next {
                    Next::Number(..) => 1,
                    _ => i64::try_from(count).unwrap_or(i64::MAX),
                };
                let number = track.number(input, *first).saturating_add(step);
                let is_last = count == 0 || end.is_reached(page, number.saturating_sub(*first));
                track.with_number(input, number, is_last, &answer.body)
            }
        };
        outcome.map_err(|message| PaginationError {
            operation: self.track.call.operation().name,
            message,
        })
    }
}

/// Where a list is, whatever its pages hold.
struct Track {
    call: Draft,
    /// Tokens and URLs. One that comes again would lead in circles.
    seen: HashSet<String>,
    /// The answer before this one, where pages are counted.
    last: Bytes,
}

impl Track {
    fn with_token(
        &mut self,
        input: &PageInput,
        token: Option<Value>,
    ) -> Result<bool, &'static str> {
        let Some(token) = token else {
            return Ok(false);
        };
        if token.is_null() || token.as_str() == Some("") {
            return Ok(false);
        }
        if !self.seen.insert(plain(token.clone())) {
            return Err("the service sent the same page token twice");
        }
        self.call.set_url(None);
        (input.set)(&mut self.call, input.name, token);
        Ok(true)
    }

    /// The URL is complete: of the call's own query nothing is added to it but credentials, which the answer may hold.
    fn with_url(&mut self, url: Option<&str>) -> Result<bool, &'static str> {
        let Some(url) = url.map(str::trim).filter(|url| !url.is_empty()) else {
            return Ok(false);
        };
        let here = self.call.url().and_then(|url| Url::parse(&url).ok());
        let target = here.as_ref().and_then(|here| here.join(url).ok());
        let (Some(here), Some(mut target), true) = (here, target, is_url(url)) else {
            return Err("what the service named as the next page is no URL");
        };
        // The base URL has the origin of the first page, and by this rule every other page has it too.
        if target.origin() != here.origin() {
            return Err(
                "the service named a next page with another scheme, host or port, to which no credential may go",
            );
        }
        // A service does not get to choose with which credentials it is called.
        let is_stripped = target.set_username("").and(target.set_password(None));
        if is_stripped.is_err() {
            return Err("what the service named as the next page is no URL");
        }
        target.set_fragment(None);
        self.drop_keys(&mut target);
        self.seen.insert(here.into());
        if !self.seen.insert(target.as_str().to_owned()) {
            return Err("the service named the same next page twice");
        }
        self.call.set_url(Some(target.into()));
        Ok(true)
    }

    /// Takes out of a URL what authentication adds to it.
    fn drop_keys(&self, url: &mut Url) {
        let is_key = |pair: &str| {
            let Some((name, _)) = form_urlencoded::parse(pair.as_bytes()).next() else {
                return false;
            };
            let mut schemes = self.call.sdk().schemes.iter();
            schemes.any(|scheme| matches!(scheme.kind, SchemeKind::QueryKey(key) if key == name))
        };
        let Some(query) = url.query() else {
            return;
        };
        let kept: Vec<&str> = query.split('&').filter(|pair| !is_key(pair)).collect();
        let kept = kept.join("&");
        if kept != query {
            url.set_query(Some(kept.as_str()).filter(|kept| !kept.is_empty()));
        }
    }

    /// The number of the page whose turn it was.
    fn number(&self, input: &PageInput, first: i64) -> i64 {
        let Some(given) = (input.get)(&self.call, input.name) else {
            return first;
        };
        let number = given.as_i64().or_else(|| whole(given.as_f64()?));
        number.unwrap_or(first)
    }

    fn with_number(
        &mut self,
        input: &PageInput,
        number: i64,
        is_last: bool,
        body: &Bytes,
    ) -> Result<bool, &'static str> {
        if is_last {
            return Ok(false);
        }
        // Some services answer what lies behind the last page with the last page.
        if self.last == *body {
            return Err("the service sent the same page twice");
        }
        self.last = body.clone();
        (input.set)(&mut self.call, input.name, number.into());
        Ok(true)
    }
}

impl<P> End<P> {
    /// Whether a page was the last one, behind which so many items, or pages, have been seen.
    fn is_reached(&self, page: &P, seen: i64) -> bool {
        match self {
            End::Empty => false,
            End::More(more) => more(page) == Some(false),
            End::Total(total) => total(page).is_some_and(|total| total > 0 && seen >= total),
        }
    }
}

/// A token as it is remembered.
fn plain(token: Value) -> String {
    match token {
        Value::String(text) => text,
        other => other.to_string(),
    }
}

/// What a parameter of the JSON type `number` holds, when that is whole.
fn whole(number: f64) -> Option<i64> {
    (number.fract() == 0.0).then_some(number as i64)
}

/// Whether a text is an absolute URL, or has a query: no token does.
fn has_query(text: &str) -> bool {
    text.starts_with("http://") || text.starts_with("https://") || text.contains('?')
}

/// Whether a text is a URL, absolute or relative, rather than a bare word.
fn is_url(text: &str) -> bool {
    has_query(text) || text.contains('/')
}

impl<P: 'static> fmt::Debug for Course<P> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.track.call.fmt(f)
    }
}
