//! Recognises lists that come in pages: from the names and types of parameters, and of what the answer holds.
//!
//! A list that is taken for paged and is not is worse than one that is missed: of all that says "page", a parameter
//! and something in the answer, or a second parameter, have to agree.

mod answer;
mod counted;
mod extension;
mod ids;
mod inputs;
mod kinds;
mod lists;
mod report;
mod returns;
mod settings;
mod tokens;
mod words;

use std::borrow::Cow;

use glob::Pattern;

use self::answer::Answer;
use self::inputs::Inputs;
pub use self::inputs::page_before;
use self::kinds::Search;
use self::lists::NoList;
pub use self::report::{Pagination, how_paged, pagination, why_unpaged};
pub use self::returns::returns;
use self::settings::{Own, Problem};
use crate::config::{Config, PaginationRule, PagingKind};
use crate::diagnostics::{Code, Diagnostics};
use crate::ir::{
    Api, End, Member, ModelKind, Next, Operation, PageInput, Paging, PagingHint, Position, Token,
};
use crate::name::Name;
use crate::source::Origin;

/// How the reason begins when the settings or an extension turn paging off.
const OFF: &str = "turned off by ";

fn by_whom(hint: Option<&PagingHint>) -> String {
    match hint {
        Some(hint) => format!("{OFF}`{}`", hint.key),
        None => format!("{OFF}the settings"),
    }
}

/// Marks the operations that page.
pub(super) fn recognise(api: &mut Api, settings: &Config, diagnostics: &mut Diagnostics) {
    let verdicts = api
        .operations
        .iter()
        .map(|operation| verdict(api, operation, settings));
    let found: Vec<Option<Paging>> = verdicts
        .zip(&api.operations)
        .map(|(verdict, operation)| match verdict {
            Verdict::Paged(paging) => Some(paging),
            Verdict::Unfit(hint, problem, paging) => {
                let message = format!(
                    "`{}` does not fit `{}`: {}",
                    hint.key, operation.id, problem.message
                );
                let origin = problem.origin.unwrap_or(hint.origin);
                diagnostics.push(Code::UnfitExtension, origin, message);
                paging
            }
            Verdict::Wrong(problem) => {
                complain(operation, settings, problem, diagnostics);
                None
            }
            Verdict::Unpaged(_) | Verdict::NoList(_) => None,
        })
        .collect();
    // A selection may have left the paged ones out.
    let is_idle = settings.select.is_empty() && found.iter().all(Option::is_none);
    let pagination = settings.pagination.as_ref();
    if let (Some((Some(request), Some(response))), true) = (
        pagination.map(|config| (&config.request, &config.response)),
        is_idle,
    ) {
        let message =
            format!("no operation takes `{request}` in its query and answers with `{response}`");
        diagnostics.push(Code::UnmatchedConfig, request.origin, message);
    }
    if settings.select.is_empty() {
        for rule in pagination.map_or(&[][..], |config| &config.rules) {
            judge_rule(api, settings, rule, diagnostics);
        }
    }
    for (operation, paging) in api.operations.iter_mut().zip(found) {
        operation.paging = paging;
    }
}

/// Reports a rule that no list is paged by.
fn judge_rule(api: &Api, settings: &Config, rule: &PaginationRule, diagnostics: &mut Diagnostics) {
    let setting = &rule.pattern;
    if Pattern::new(setting.as_str()).is_err() {
        let message = format!("`{setting}` is not a glob");
        return diagnostics.push(Code::UnmatchedConfig, setting.origin, message);
    }
    let is_ours = |own: &Own<'_>| own.rule.is_some_and(|other| other.origin == setting.origin);
    let mut problem = None;
    let mut is_matched = false;
    for operation in &api.operations {
        let Some(own) = own(operation, settings).filter(is_ours) else {
            continue;
        };
        is_matched = true;
        if own.settings.kind == Some(PagingKind::None) {
            return;
        }
        match by(api, operation, settings, Some(own)) {
            Verdict::Paged(_) => return,
            Verdict::Wrong(wrong) if problem.is_none() => {
                problem = Some((operation, wrong));
            }
            _ => {}
        }
    }
    match problem {
        Some((operation, problem)) => {
            let origin = problem.origin.unwrap_or(setting.origin);
            let message = match operation.id == setting.as_str() {
                true => format!("`{setting}` cannot be paged: {}", problem.message),
                false => format!(
                    "`{setting}` pages no list; `{}` cannot be paged: {}",
                    operation.id, problem.message
                ),
            };
            match problem.help {
                Some(help) => {
                    diagnostics.push_with_help(Code::UnmatchedConfig, origin, message, help);
                }
                None => diagnostics.push(Code::UnmatchedConfig, origin, message),
            }
        }
        None => {
            let message = match is_matched {
                true => format!("`{setting}` pages no list"),
                false => format!("the description has no operation `{setting}`"),
            };
            diagnostics.push(Code::UnmatchedConfig, setting.origin, message);
        }
    }
}

/// What is found out about an operation.
enum Verdict<'a> {
    Paged(Paging),
    /// An extension that does not fit the operation, the reason, and the paging without it.
    Unfit(&'a PagingHint, Problem, Option<Paging>),
    /// It returns a list, and this is why it is not paged.
    Unpaged(String),
    /// What the settings say of it cannot be.
    Wrong(Problem),
    /// It does not return a list that could be paged, for this reason.
    NoList(String),
}

/// The settings of an operation, or those of the first rule that matches it, or what an extension says.
fn own<'a>(operation: &'a Operation, settings: &'a Config) -> Option<Own<'a>> {
    let own = settings.operation(&operation.id, &operation.method, &operation.path);
    if let Some(settings) = own.and_then(|(_, own)| own.pagination.as_ref()) {
        return Some(Own {
            settings: Cow::Borrowed(settings),
            rule: None,
            hint: None,
        });
    }
    let mut rules = settings.pagination.iter().flat_map(|config| &config.rules);
    let rule = rules.find(|rule| {
        let pattern = Pattern::new(rule.pattern.as_str());
        pattern.is_ok_and(|pattern| pattern.matches(&operation.id))
    });
    match (rule, &operation.paging_hint) {
        (Some(rule), _) => Some(Own {
            settings: Cow::Borrowed(&rule.settings),
            rule: Some(&rule.pattern),
            hint: None,
        }),
        (None, Some(hint)) => Some(Own {
            settings: Cow::Owned(extension::settings(hint)?),
            rule: None,
            hint: Some(hint),
        }),
        (None, None) => None,
    }
}

fn verdict<'a>(api: &Api, operation: &'a Operation, settings: &'a Config) -> Verdict<'a> {
    let own = own(operation, settings);
    let is_rule = own.as_ref().is_some_and(|own| own.rule.is_some());
    let hint = own.as_ref().and_then(|own| own.hint);
    match (by(api, operation, settings, own), hint) {
        (Verdict::Wrong(problem), Some(hint)) => {
            let without = by(api, operation, settings, None);
            let Verdict::Paged(paging) = without else {
                return Verdict::Unfit(hint, problem, None);
            };
            Verdict::Unfit(hint, problem, Some(paging))
        }
        // A rule is about the lists that it fits; the others are recognised.
        (Verdict::Wrong(_), None) if is_rule => by(api, operation, settings, None),
        (verdict, _) => verdict,
    }
}

/// The verdict by some settings.
fn by<'a>(
    api: &Api,
    operation: &Operation,
    settings: &Config,
    own: Option<Own<'_>>,
) -> Verdict<'a> {
    let kind = own.as_ref().and_then(|own| own.settings.kind);
    let hint = own.as_ref().and_then(|own| own.hint);
    let is_off = kind == Some(PagingKind::None);
    let is_set = own.is_some() && !is_off;
    let is_optional = operation.body.as_ref().is_none_or(|body| !body.required);
    let is_readable = match operation.method.as_str() {
        "GET" => is_optional,
        "POST" => true,
        _ => false,
    };
    if !is_readable {
        const ONLY: &str = "only a GET without a required body and a POST can be paged";
        return match is_set {
            true => Verdict::Wrong(Problem::new(ONLY)),
            false => Verdict::NoList(ONLY.to_owned()),
        };
    }
    let inputs = Inputs::of(api, operation);
    let items = own.as_ref().and_then(|own| own.settings.items.as_ref());
    let answer = match Answer::of(api, operation, items.map(|items| items.as_str())) {
        Ok(answer) => answer,
        Err(none) if is_set => {
            let message = match (&none, items) {
                (NoList::None, Some(_)) => "its answer has no list there".to_owned(),
                _ => none.to_string(),
            };
            return Verdict::Wrong(Problem {
                origin: items.map(|items| items.origin),
                ..Problem::new(message)
            });
        }
        Err(none @ NoList::Several(_)) if inputs.asks_for_page() => {
            return Verdict::Unpaged(none.to_string());
        }
        Err(none) => return Verdict::NoList(none.to_string()),
    };
    if is_off {
        return Verdict::Unpaged(by_whom(hint));
    }
    let is_plain = answer.list.is_plain && operation.method == "GET";
    let search = Search {
        api,
        operation,
        inputs,
        answer,
        own,
        all: settings.pagination.as_ref(),
    };
    let next = search.set_more().and_then(|_| search.next());
    match (next, &search.own) {
        (Ok(next), _) => Verdict::Paged(Paging {
            next,
            item: search.answer.list.item.clone(),
            items: search.answer.list.path,
            constant: Name::default(),
        }),
        (Err(problem), Some(_)) => Verdict::Wrong(problem),
        (Err(problem), None) if is_plain || search.is_suspect() => {
            Verdict::Unpaged(problem.message)
        }
        (Err(problem), None) => Verdict::NoList(problem.message),
    }
}

/// Says that an operation cannot be paged as its settings want.
fn complain(
    operation: &Operation,
    settings: &Config,
    problem: Problem,
    diagnostics: &mut Diagnostics,
) {
    let key = settings.operation(&operation.id, &operation.method, &operation.path);
    let origin = problem.origin.or(key.map(|(key, _)| key.origin));
    let origin = origin.unwrap_or(operation.origin);
    let message = format!("`{}` cannot be paged: {}", operation.id, problem.message);
    match problem.help {
        Some(help) => {
            diagnostics.push_with_help(Code::UnmatchedConfig, origin, message, help);
        }
        None => diagnostics.push(Code::UnmatchedConfig, origin, message),
    }
}

/// The places that decide how a list is paged: of the input, and of the properties that lead to the next page and to the
/// items.
#[must_use]
pub fn origins(api: &Api, operation: &Operation, paging: &Paging) -> Vec<Origin> {
    let (input, members): (Option<&PageInput>, Vec<&Member>) = match &paging.next {
        Next::Token {
            input, token, more, ..
        } => {
            let more = more.iter().flat_map(|more| &more.members);
            let token = match token {
                Token::Text(members) | Token::Value { members, .. } => members.as_slice(),
                Token::Header(_) => &[],
            };
            (Some(input), token.iter().chain(more).collect())
        }
        Next::Url(url) => (None, url.iter().collect()),
        Next::Link => (None, Vec::new()),
        Next::Offset(Position { input, end, .. }) | Next::Number(Position { input, end, .. }) => {
            let members = match end {
                End::Empty => &[],
                End::More(flag) => flag.members.as_slice(),
                End::Total(total) => total.as_slice(),
            };
            (Some(input), members.iter().collect())
        }
    };
    let (name, within): (Option<&String>, Vec<&Member>) = match input {
        Some(PageInput::Query(name)) => (Some(name), Vec::new()),
        Some(PageInput::Property(name, member)) => (Some(name), vec![member]),
        Some(PageInput::Body(members)) => (None, members.iter().collect()),
        None => (None, Vec::new()),
    };
    let parameters = operation.parameters.iter();
    let parameters = parameters.filter(|one| name.is_some_and(|name| *name == one.wire));
    let members = within.into_iter().chain(members).chain(&paging.items);
    let fields = members.filter_map(|member| match &api.models.get(member.model.0)?.kind {
        ModelKind::Struct(content) => Some(content.fields.get(member.field)?.origin),
        _ => None,
    });
    parameters.map(|one| one.origin).chain(fields).collect()
}
