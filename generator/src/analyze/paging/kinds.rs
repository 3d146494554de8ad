//! The kinds of paging, from the surest to the least sure.

use super::answer::{Answer, Found};
use super::parameters::Parameters;
use super::settings::Problem;
use super::words::{AFTERS, MORE, TOKENS, URLS, normal};
use crate::config::{OperationPagination, PaginationConfig, PagingKind};
use crate::ir::{Next, Operation, Parameter, Status, Type};

/// All that is known of an operation which answers with a list.
pub(super) struct Search<'a> {
    pub(super) operation: &'a Operation,
    pub(super) parameters: Parameters<'a>,
    pub(super) answer: Answer<'a>,
    pub(super) own: Option<&'a OperationPagination>,
    pub(super) all: Option<&'a PaginationConfig>,
}

impl Search<'_> {
    /// How the page after one is asked for.
    pub(super) fn next(&self) -> Result<Next, Problem> {
        if let (Some(config), None) = (self.all, self.own) {
            return self.as_configured(config);
        }
        match self.kind() {
            Some(PagingKind::Token) => self
                .token()?
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
        self.parameters.asks_for_page() || self.parameters.size().is_some()
    }

    /// The pair of names that holds for all operations.
    fn as_configured(&self, config: &PaginationConfig) -> Result<Next, Problem> {
        let request = config.request.as_str();
        let parameter = self.parameters.query().find(|parameter| {
            parameter.wire == request && !parameter.required && parameter.usage.ty == Type::String
        });
        let member = self
            .answer
            .at(&config.response)
            .filter(|found| is_text(found));
        match (parameter, member) {
            (Some(parameter), Some(member)) => Ok(Next::Token {
                parameter: parameter.wire.clone(),
                token: member.path,
                more: Vec::new(),
                may_be_url: false,
            }),
            (None, _) => Err(Problem::new(format!("it does not take `{request}`"))),
            (_, None) => Err(Problem::new(format!(
                "its answer has no `{}`",
                config.response
            ))),
        }
    }

    fn recognised(&self) -> Result<Next, Problem> {
        if let Some(next) = self.token()? {
            return Ok(next);
        }
        if let Some(next) = self.url()? {
            return Ok(next);
        }
        if self.has_link_header() {
            return Ok(Next::Link);
        }
        // Where there are tokens, numbers are often left over from earlier days.
        if let (Some(token), None) = (self.parameters.token(), self.own) {
            let message = format!("has `{}`, but nothing names the next page", token.wire);
            return Err(Problem::new(message));
        }
        if self.answer.list.is_deep {
            return Err(Problem::new(
                "the list is in an object, and nothing beside it names the next page",
            ));
        }
        if let Some(next) = self.offset()? {
            return Ok(next);
        }
        if let Some(next) = self.number()? {
            return Ok(next);
        }
        Err(Problem::new(self.why_not()))
    }

    /// Why nothing was recognised.
    fn why_not(&self) -> String {
        if self.own.is_some() {
            return "nothing fits what the settings say of it: say the `kind` too".to_owned();
        }
        let parameters = self.parameters;
        let numbers = [parameters.offset(), parameters.number()];
        if let Some(number) = numbers.into_iter().flatten().next() {
            return match number.required {
                true => format!("every call has to give `{}`", number.wire),
                false => format!("`{}` is not simply a number", number.wire),
            };
        }
        match parameters.maybe_token().or(parameters.size()) {
            Some(one) => format!("has `{}`, but nothing names the next page", one.wire),
            None => "no parameter asks for a page, and nothing names the next one".to_owned(),
        }
    }

    /// The kind that the settings want.
    pub(super) fn kind(&self) -> Option<PagingKind> {
        self.own.and_then(|own| own.kind)
    }

    fn token(&self) -> Result<Option<Next>, Problem> {
        let set = self.set_parameter()?;
        let Some(parameter) = set
            .or(self.parameters.token())
            .or(self.parameters.maybe_token())
        else {
            return Ok(None);
        };
        if parameter.required || parameter.usage.ty != Type::String {
            return self.unfit(parameter, "an optional text");
        }
        if let Some((setting, member)) = self.set_member()? {
            let fits = is_text(&member) && (self.kind().is_some() || !self.is_url(&member));
            return match fits {
                true => Ok(Some(self.with_token(parameter, &member, false))),
                false => self.unfit_member(setting, "text"),
            };
        }
        let is_sure = self
            .parameters
            .maybe_token()
            .is_none_or(|maybe| maybe.wire != parameter.wire);
        let found = self.token_for(&normal(&parameter.wire), is_sure);
        if let Some(found) = found {
            return Ok(Some(self.with_token(parameter, found, false)));
        }
        let plain = self
            .texts()
            .find(|found| is_plain_next(found) && !self.is_url(found));
        Ok(plain
            .filter(|_| is_sure)
            .map(|found| self.with_token(parameter, found, true)))
    }

    /// The member that holds what a parameter takes.
    fn token_for(&self, parameter: &str, is_sure: bool) -> Option<&Found<'_>> {
        let known = if is_sure { TOKENS } else { AFTERS };
        let named = |name: &str| self.texts().find(|found| found.name() == name);
        // The id of the last item is a token where something else says whether there are more.
        let goes_on_after = parameter == "after" && self.flag(MORE).is_some();
        known
            .iter()
            .find_map(named)
            .or_else(|| self.texts().find(|found| is_in_cursor(found, parameter)))
            .or_else(|| named("lastid").filter(|_| goes_on_after))
    }

    fn texts(&self) -> impl Iterator<Item = &Found<'_>> {
        let members = self.answer.members.iter();
        members.filter(|found| is_text(found))
    }

    fn with_token(&self, parameter: &Parameter, token: &Found<'_>, may_be_url: bool) -> Next {
        let more = self.flag(MORE).filter(|_| !may_be_url);
        Next::Token {
            parameter: parameter.wire.clone(),
            token: token.path.clone(),
            more: more.map(|found| found.path.clone()).unwrap_or_default(),
            may_be_url,
        }
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

    /// Whether a text is the URL of the next page: by its name, or by what is said of it.
    fn is_url(&self, found: &Found<'_>) -> bool {
        let is_link = matches!(
            (found.parent(), found.name()),
            ("next", "href") | ("links" | "link", "next")
        );
        if is_link || URLS.has(found.name()) {
            return true;
        }
        if !is_plain_next(found) {
            return false;
        }
        let schema = self.answer.schema(found.field);
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
        let successes = self.operation.responses.iter().filter(|response| {
            matches!(
                response.status,
                Status::Exact(200..=299) | Status::Range(2) | Status::Default
            )
        });
        let mut headers = successes.flat_map(|response| &response.headers);
        headers.any(|header| header.wire.eq_ignore_ascii_case("link"))
    }
}

pub(super) fn is_text(found: &Found<'_>) -> bool {
    found.field.usage.ty == Type::String
}

/// Whether a text is what an object holds for the next call: `next.starting_after`, `cursors.after`, `cursor.next`.
fn is_in_cursor(found: &Found<'_>, parameter: &str) -> bool {
    match found.parent() {
        "next" => found.name() == parameter,
        "cursor" | "cursors" => {
            found.name() == parameter || matches!(found.name(), "next" | "after")
        }
        _ => false,
    }
}

/// Whether a text names the next page without saying whether it is a URL.
fn is_plain_next(found: &Found<'_>) -> bool {
    matches!(found.name(), "next" | "nextpage") && !matches!(found.parent(), "cursor" | "cursors")
}
