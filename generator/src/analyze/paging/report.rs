//! Tells how each list is paged, or why it is not.

use std::collections::BTreeMap;
use std::fmt;

use super::{OFF, Verdict, verdict};
use crate::config::Config;
use crate::ir::{
    Api, End, Member, ModelKind, MoreFlag, Next, Operation, PageInput, Paging, Position, Token,
};

/// What is known of the lists of an API.
pub struct Pagination<'a> {
    api: &'a Api,
    /// The operations that return a list: how they are paged, or why they are not.
    lists: Vec<(&'a Operation, Result<&'a Paging, String>)>,
}

/// Looks at every operation that returns a list.
#[must_use]
pub fn pagination<'a>(api: &'a Api, settings: &Config) -> Pagination<'a> {
    let lists = api.operations.iter().filter_map(|operation| {
        if let Some(paging) = &operation.paging {
            return Some((operation, Ok(paging)));
        }
        match verdict(api, operation, settings) {
            Verdict::Unpaged(reason) => Some((operation, Err(reason))),
            Verdict::Wrong(problem) | Verdict::Unfit(_, problem, _) => {
                Some((operation, Err(problem.message)))
            }
            Verdict::Paged(_) | Verdict::NoList(_) => None,
        }
    });
    Pagination {
        api,
        lists: lists.collect(),
    }
}

/// Explains why an operation that is not paged is not.
#[must_use]
pub fn why_unpaged(api: &Api, settings: &Config, operation: &Operation) -> String {
    match verdict(api, operation, settings) {
        Verdict::Unpaged(reason) | Verdict::NoList(reason) => reason,
        Verdict::Wrong(problem) | Verdict::Unfit(_, problem, _) => problem.message,
        Verdict::Paged(_) => "it is paged".to_owned(),
    }
}

/// Explains how a list is paged: `by token: …`.
#[must_use]
pub fn how_paged(api: &Api, paging: &Paging) -> String {
    let pagination = Pagination {
        api,
        lists: Vec::new(),
    };
    format!("by {}: {}", kind(&paging.next), pagination.describe(paging))
}

impl fmt::Display for Pagination<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
        for (operation, outcome) in &self.lists {
            writeln!(
                f,
                "{} {} ({})",
                operation.method, operation.path, operation.id
            )?;
            match outcome {
                Ok(paging) => {
                    let kind = kind(&paging.next);
                    *counts.entry(kind).or_default() += 1;
                    writeln!(f, "    {}", how_paged(self.api, paging))?;
                }
                Err(reason) => writeln!(f, "    not paged: {reason}")?,
            }
        }
        let paged: usize = counts.values().sum();
        write!(f, "{} lists, {paged} paged", self.lists.len())?;
        for (kind, count) in counts {
            write!(f, ", {count} by {kind}")?;
        }
        writeln!(f)
    }
}

impl<'a> Pagination<'a> {
    /// The lists that are not paged, and why, but for those that the settings turn off.
    pub(crate) fn unpaged(&self) -> impl Iterator<Item = (&'a Operation, &str)> {
        let lists = self.lists.iter();
        lists.filter_map(|(operation, outcome)| match outcome {
            Err(why) if !why.starts_with(OFF) => Some((*operation, why.as_str())),
            _ => None,
        })
    }
}

impl Pagination<'_> {
    fn describe(&self, paging: &Paging) -> String {
        let next = match &paging.next {
            Next::Token {
                input,
                token,
                more,
                may_be_url,
            } => {
                let also = if *may_be_url {
                    ", unless that is a URL"
                } else {
                    ""
                };
                let until = match more {
                    None => String::new(),
                    Some(more) => format!(" until {}", self.flag(more)),
                };
                format!(
                    "{} takes {}{also}{until}",
                    self.input(input),
                    self.token(token)
                )
            }
            Next::Url(url) => format!("`{}`", self.place(url)),
            Next::Link => "`rel=\"next\"`".to_owned(),
            Next::Offset(position) => self.position(position, "items"),
            Next::Number(position) => self.position(position, "pages"),
        };
        match paging.items.as_slice() {
            [] => format!("{next}; the response is the list"),
            items => format!("{next}; items in `{}`", self.place(items)),
        }
    }

    /// An input that asks for a page.
    fn input(&self, input: &PageInput) -> String {
        match input {
            PageInput::Query(name) => format!("`{name}`"),
            PageInput::Property(name, member) => format!("`{name}[{}]`", self.place(&[*member])),
            PageInput::Body(members) => format!("`{}` of the body", self.place(members)),
        }
    }

    fn token(&self, token: &Token) -> String {
        match token {
            Token::Text(members) => format!("`{}`", self.place(members)),
            Token::Header(name) => format!("the header `{name}`"),
            Token::Value { pointer, .. } => match pointer.split_once("/-") {
                Some((_, "")) => "the last item".to_owned(),
                Some((_, inner)) => format!(
                    "`{}` of the last item",
                    inner.trim_start_matches('/').replace('/', ".")
                ),
                None => format!("`{}`", pointer.trim_start_matches('/').replace('/', ".")),
            },
        }
    }

    fn flag(&self, flag: &MoreFlag) -> String {
        format!("`{}` is {}", self.place(&flag.members), flag.is_end)
    }

    fn position(&self, position: &Position, what: &str) -> String {
        let end = match &position.end {
            End::Empty => "an empty page".to_owned(),
            End::More(more) => self.flag(more),
            End::Total(total) => format!("`{}` {what}", self.place(total)),
        };
        format!(
            "{} from {} until {end}",
            self.input(&position.input),
            position.first
        )
    }

    /// The names of members on the wire, with dots between them.
    fn place(&self, members: &[Member]) -> String {
        let names =
            members
                .iter()
                .filter_map(|member| match &self.api.models.get(member.model.0)?.kind {
                    ModelKind::Struct(content) => {
                        Some(content.fields.get(member.field)?.wire.as_str())
                    }
                    _ => None,
                });
        names.collect::<Vec<_>>().join(".")
    }
}

fn kind(next: &Next) -> &'static str {
    match next {
        Next::Token { .. } => "token",
        Next::Url(_) => "URL",
        Next::Link => "Link header",
        Next::Offset(_) => "offset",
        Next::Number(_) => "page number",
    }
}
