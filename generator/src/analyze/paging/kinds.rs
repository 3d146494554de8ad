//! The kinds of paging, from the surest to the least sure.

use super::answer::{Answer, Found, named_schema};
use super::inputs::{Input, Inputs};
use super::settings::{Own, Problem};
use super::words::{LAST, MORE, Names, URLS, normal};
use crate::config::{PaginationConfig, PagingKind};
use crate::ir::{Api, MoreFlag, Next, Operation, Status, Token, Type};

/// The words in an operation's id or path by which a POST reads.
const READS: [&str; 7] = ["search", "list", "query", "find", "filter", "scan", "sync"];

/// All that is known of an operation which returns a list.
pub(super) struct Search<'a> {
    pub(super) api: &'a Api,
    pub(super) operation: &'a Operation,
    pub(super) inputs: Inputs<'a>,
    pub(super) answer: Answer<'a>,
    pub(super) own: Option<Own<'a>>,
    pub(super) all: Option<&'a PaginationConfig>,
}

impl Search<'_> {
    /// How the page after one is asked for.
    pub(super) fn next(&self) -> Result<Next, Problem> {
        if let (Some(config), None) = (self.all, &self.own)
            && let (Some(request), Some(response)) = (&config.request, &config.response)
        {
            return self.as_configured(request.as_str(), response);
        }
        match self.kind() {
            Some(PagingKind::Token) => self
                .token()?
                .or_else(|| self.item_token())
                .ok_or_else(|| self.no_member("names the token of the next page")),
            Some(PagingKind::Url) => self
                .url()?
                .ok_or_else(|| self.no_member("names the URL of the next page")),
            Some(PagingKind::Link) => Ok(Next::Link),
            Some(PagingKind::Offset) => self
                .offset()?
                .ok_or_else(|| self.no_parameter("how many items to skip")),
            Some(PagingKind::Page) => self
                .number()?
                .ok_or_else(|| self.no_parameter("which page is wanted")),
            Some(PagingKind::None) | None => self.recognised(),
        }
    }

    /// Whether anything at all speaks of pages.
    pub(super) fn is_suspect(&self) -> bool {
        let is_reading = self.operation.method == "GET";
        self.inputs.asks_for_page() || is_reading && self.inputs.size().is_some()
    }

    /// The pair of names that holds for all operations.
    fn as_configured(&self, request: &str, response: &str) -> Result<Next, Problem> {
        let input = self.inputs.labelled(request);
        let input = input.filter(|input| !input.required && input.takes_token());
        let member = self.answer.at(response).filter(is_text);
        match (input, member) {
            (Some(input), Some(member)) => Ok(Next::Token {
                input: input.input.clone(),
                token: Token::Text(member.path),
                more: None,
                may_be_url: false,
            }),
            (None, _) => Err(Problem::new(format!("it does not take `{request}`"))),
            (_, None) => Err(Problem::new(format!("its answer has no `{response}`"))),
        }
    }

    fn recognised(&self) -> Result<Next, Problem> {
        if let Some(next) = self.token()? {
            return Ok(next);
        }
        // A page of a POST is asked for with the same body, which a URL says nothing of.
        let is_get = self.operation.method == "GET";
        if is_get && let Some(next) = self.url()? {
            return Ok(next);
        }
        if is_get && self.has_link_header() {
            return Ok(Next::Link);
        }
        if let Some(next) = self.item_token() {
            return Ok(next);
        }
        // Where there are tokens, numbers are often left over from earlier days.
        if let (Some(token), None) = (self.inputs.token(), &self.own)
            && !self.has_page_totals()
        {
            let message = format!("has `{}`, but nothing names the next page", token.label);
            return Err(Problem::new(message));
        }
        if self.answer.list.is_deep {
            return Err(Problem::new(
                "the list is in an object, and nothing beside it names the next page",
            ));
        }
        if !self.is_reading() {
            return Err(Problem::new(format!(
                "a {} is paged only where its response names the next page",
                self.operation.method
            )));
        }
        if let Some(next) = self.offset()? {
            return Ok(next);
        }
        if let Some(next) = self.number()? {
            return Ok(next);
        }
        Err(Problem::new(self.why_not()))
    }

    /// Whether a call changes nothing, as far as its name tells.
    fn is_reading(&self) -> bool {
        let last = self.operation.path.rsplit('/').next().unwrap_or_default();
        let names = [self.operation.id.to_lowercase(), last.to_lowercase()];
        self.operation.method == "GET"
            || READS
                .iter()
                .any(|word| names.iter().any(|name| name.contains(word)))
    }

    /// Why nothing was recognised.
    fn why_not(&self) -> String {
        if self.own.is_some() {
            return "nothing fits what the settings say of it: say the `kind` too".to_owned();
        }
        let inputs = &self.inputs;
        let numbers = [inputs.offset(), inputs.number()];
        if let Some(number) = numbers.into_iter().flatten().next() {
            return format!("`{}` is not simply a number", number.label);
        }
        match inputs.maybe_token().or(inputs.size()) {
            Some(one) => format!("has `{}`, but nothing names the next page", one.label),
            None => "no parameter asks for a page, and nothing names the next one".to_owned(),
        }
    }

    /// The kind that the settings want.
    pub(super) fn kind(&self) -> Option<PagingKind> {
        self.own.as_ref().and_then(|own| own.settings.kind)
    }

    pub(super) fn texts(&self) -> impl Iterator<Item = &Found<'_>> {
        let members = self.answer.members.iter();
        members.filter(|found| is_text(found))
    }

    /// The flag that says whether there are more pages.
    pub(super) fn more(&self) -> Option<MoreFlag> {
        let flag = |names, is_end| {
            let found = self.flag(names)?;
            Some(MoreFlag {
                members: found.path.clone(),
                is_end,
            })
        };
        flag(MORE, false).or_else(|| flag(LAST, true))
    }

    fn flag(&self, names: Names) -> Option<&Found<'_>> {
        let mut members = self.answer.members.iter();
        members.find(|found| found.field.usage.ty == Type::Bool && names.has(found.name()))
    }

    fn url(&self) -> Result<Option<Next>, Problem> {
        if let Some((setting, member)) = self.set_member()? {
            return match is_text(&member) {
                true => Ok(Some(Next::Url(member.path))),
                false => self.unfit_member(setting, "text"),
            };
        }
        let url = self.texts().find(|found| self.is_url(found));
        Ok(url.map(|found| Next::Url(found.path.clone())))
    }

    /// Whether a text is the URL of the next page: by its name, or by its description.
    pub(super) fn is_url(&self, found: &Found<'_>) -> bool {
        let is_link = matches!(
            (found.parent(), found.name()),
            ("next", "href" | "url" | "uri") | ("links" | "link", "next")
        ) || found
            .names
            .ends_with(&["links", "pages", "next"].map(str::to_owned));
        if is_link || URLS.has(found.name()) {
            return true;
        }
        if !is_plain_next(found) {
            return false;
        }
        let schema = named_schema(self.api, found.field);
        let format = schema
            .and_then(|schema| schema.format.as_deref())
            .unwrap_or_default();
        let example = schema
            .and_then(|schema| schema.example.as_ref()?.as_str())
            .unwrap_or_default();
        let about = found.field.description.as_deref().unwrap_or_default();
        let about = about.to_lowercase();
        let mut words = about.split(|next: char| !next.is_alphanumeric());
        format.starts_with("uri")
            || format == "url"
            || example.starts_with("http")
            || words.any(|word| matches!(word, "url" | "uri" | "link" | "href"))
    }

    fn has_link_header(&self) -> bool {
        self.headers().any(|header| header == "link")
    }

    /// The headers of responses of success, as names are compared.
    fn headers(&self) -> impl Iterator<Item = String> {
        self.header_names().map(normal)
    }

    /// The headers of responses of success.
    pub(super) fn header_names(&self) -> impl Iterator<Item = &str> {
        let successes = self.operation.responses.iter().filter(|response| {
            matches!(
                response.status,
                Status::Exact(200..=299) | Status::Range(2) | Status::Default
            )
        });
        let headers = successes.flat_map(|response| &response.headers);
        headers.map(|header| header.wire.as_str())
    }

    /// Whether an input takes no token.
    pub(super) fn refuses_token(&self, input: &Input<'_>) -> bool {
        input.required || !input.takes_token()
    }
}

pub(super) fn is_text(found: &Found<'_>) -> bool {
    found.field.usage.ty == Type::String
}

/// Whether a text names the next page without saying whether it is a URL.
pub(super) fn is_plain_next(found: &Found<'_>) -> bool {
    matches!(found.name(), "next" | "nextpage") && !matches!(found.parent(), "cursor" | "cursors")
}
