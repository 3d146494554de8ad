//! Tokens: cursors and the like that a response names, in a property or a header.

use super::answer::{Found, is_about_pages};
use super::inputs::Input;
use super::kinds::{Search, is_plain_next, is_text};
use super::settings::Problem;
use super::words::{AFTERS, ASKS_ID, HEADERS, MORE, OF_ONE_PAGE, TOKENS, normal};
use crate::config::NextSetting;
use crate::ir::{Next, Token, Type};

impl<'a> Search<'a> {
    pub(super) fn token(&self) -> Result<Option<Next>, Problem> {
        let Some((input, is_sure)) = self.token_input()? else {
            let next = self.own.as_ref().and_then(|own| own.settings.next.as_ref());
            return match next {
                Some(NextSetting::Last(_) | NextSetting::Header(_)) => {
                    Err(self.no_parameter("which page is wanted"))
                }
                _ => Ok(None),
            };
        };
        if let Some(next) = self.set_token(input)? {
            return Ok(Some(next));
        }
        if self.refuses_token(input) && !self.takes_number(input) {
            return self.unfit(input, "an optional text");
        }
        if let Some((setting, member)) = self.set_member()? {
            let fits = is_text(&member) && (self.kind().is_some() || !self.is_url(&member));
            return match fits {
                true => Ok(Some(self.with_token(
                    input,
                    Token::Text(member.path),
                    false,
                ))),
                false => self.unfit_member(setting, "text"),
            };
        }
        if let Some(token) = self.named_token(input, is_sure) {
            return Ok(Some(self.with_token(input, token, false)));
        }
        let plain = self
            .texts()
            .find(|found| is_plain_next(found) && !self.is_url(found));
        let goes_on = self.more().is_some() || input.words.contains("cursor");
        Ok(plain
            .filter(|_| is_sure || goes_on)
            .map(|found| self.with_token(input, Token::Text(found.path.clone()), is_sure)))
    }

    /// The input that takes a token, and whether it can be nothing else.
    fn token_input(&self) -> Result<Option<(&Input<'a>, bool)>, Problem> {
        if let Some(input) = self.set_parameter()? {
            let maybe = self.inputs.maybe_token();
            let is_sure = maybe.is_none_or(|maybe| maybe.label != input.label);
            return Ok(Some((input, is_sure)));
        }
        if let Some(input) = self.inputs.token() {
            return Ok(Some((input, true)));
        }
        // A page or an offset that is a text is a token where the response has such a text.
        let counted = [self.inputs.number(), self.inputs.offset()];
        let text = counted.into_iter().flatten().find(|input| {
            let names_next = |found: &Found<'_>| {
                TOKENS.has(found.name()) || found.name() == format!("next{}", input.name())
            };
            input.usage.ty == Type::String
                && (self.texts()).any(|found| names_next(found) || found.name() == input.name())
        });
        Ok(match text {
            Some(input) => Some((input, true)),
            None => self.inputs.maybe_token().map(|input| (input, false)),
        })
    }

    /// The token that the settings name, where that is no text of the response.
    fn set_token(&self, input: &Input<'_>) -> Result<Option<Next>, Problem> {
        let Some(next) = self.own.as_ref().and_then(|own| own.settings.next.as_ref()) else {
            return Ok(None);
        };
        let token = match next {
            NextSetting::Last(setting) => self.set_item_token(setting)?,
            NextSetting::Header(setting) => self.set_header(setting)?,
            NextSetting::Member(setting) => match self.answer.at(setting.as_str()) {
                Some(found) if is_value(&found) && self.kind().is_some() => value(self, &found),
                _ => return Ok(None),
            },
        };
        Ok(Some(self.with_token(input, token, false)))
    }

    /// Whether an input that is a number may take the number of the next page.
    fn takes_number(&self, input: &Input<'_>) -> bool {
        let is_named = |found: &Found<'_>| {
            matches!(found.field.usage.ty, Type::Integer(_)) && TOKENS.has(found.name())
        };
        !input.required && input.is_number() && self.answer.members.iter().any(is_named)
    }

    /// The token that an input takes.
    fn named_token(&self, input: &Input<'_>, is_sure: bool) -> Option<Token> {
        let known = if is_sure { TOKENS } else { AFTERS };
        let members = || self.answer.members.iter();
        let named = |name: &str| {
            let mut members = members().filter(|found| is_text(found) || is_value(found));
            members.find(|found| found.name() == name)
        };
        let number = input.is_number();
        let fits = |found: &&Found<'_>| !number || matches!(found.field.usage.ty, Type::Integer(_));
        let goes_on_after = input.is(ASKS_ID) && self.has_more_flag();
        { known.iter() }
            .find_map(|name| named(name).filter(fits))
            .or_else(|| {
                let mut texts = self.texts().filter(fits);
                texts.find(|found| is_in_cursor(found, input, is_sure))
            })
            .or_else(|| {
                let mut texts = self.texts().filter(fits);
                texts.find(|found| is_sure && found.name() == input.name() && !is_echo(found))
            })
            .or_else(|| named("lastid").filter(|_| goes_on_after))
            .map(|found| match is_text(found) {
                true => Token::Text(found.path.clone()),
                false => value(self, found),
            })
            .or_else(|| self.header(input))
    }

    fn has_more_flag(&self) -> bool {
        self.more().is_some_and(|flag| !flag.is_end) || {
            let mut members = self.answer.members.iter();
            members.any(|found| MORE.has(found.name()))
        }
    }

    /// The header that holds what an input takes.
    fn header(&self, input: &Input<'_>) -> Option<Token> {
        let mut names = self.header_names();
        let header = names.find(|name| {
            let name = normal(name);
            let bare = name.strip_prefix('x').unwrap_or(&name);
            HEADERS.has(&name) || TOKENS.has(&name) || bare == input.name()
        })?;
        Some(Token::Header(header.to_lowercase()))
    }

    pub(super) fn with_token(&self, input: &Input<'_>, token: Token, may_be_url: bool) -> Next {
        Next::Token {
            input: input.input.clone(),
            token,
            more: self.wanted_more().filter(|_| !may_be_url),
            may_be_url,
        }
    }
}

/// Whether a text is what an object holds for the next call: `next.starting_after`, `cursors.after`, `cursor.next`,
/// `page_info.after`.
fn is_in_cursor(found: &Found<'_>, input: &Input<'_>, is_sure: bool) -> bool {
    let is_same = found.name() == input.name() || format!("page{}", found.name()) == input.name();
    match found.parent() {
        "next" => is_same || is_sure && found.name() == "cursor",
        "cursor" | "cursors" => is_same || matches!(found.name(), "next" | "after"),
        parent if is_about_pages(parent) => {
            is_same && found.name() == "after" || is_sure && found.name() == "after"
        }
        _ => false,
    }
}

/// Whether a text repeats the token of the page itself.
fn is_echo(found: &Found<'_>) -> bool {
    let about = found.field.description.as_deref().unwrap_or_default();
    let about = about.to_lowercase();
    let words = ["current", "requested", "provided", "was used", "sent in"];
    let is_of_page = OF_ONE_PAGE.iter().any(|words| about.contains(words));
    is_of_page || words.iter().any(|words| about.contains(words))
}

/// Whether a property that is no text can be a token.
fn is_value(found: &Found<'_>) -> bool {
    match &found.field.usage.ty {
        Type::Integer(_) | Type::Secret | Type::Json => true,
        Type::External(external) => external.text.ends_with("Uuid"),
        _ => false,
    }
}

/// A property that is read from the body as it arrived.
fn value(search: &Search<'_>, found: &Found<'_>) -> Token {
    Token::Value {
        pointer: search.answer.pointer(&found.path),
        members: found.path.clone(),
    }
}
