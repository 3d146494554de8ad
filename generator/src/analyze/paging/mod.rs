//! Recognises lists that come in pages: from the names and types of parameters, and of what the answer holds.
//!
//! A list that is taken for paged and is not is worse than one that is missed: of all that says "page", a parameter
//! and something in the answer, or a second parameter, have to agree.

mod answer;
mod counted;
mod kinds;
mod lists;
mod parameters;
mod report;
mod settings;
mod words;

use self::answer::Answer;
use self::kinds::Search;
use self::lists::NoList;
use self::parameters::Parameters;
pub use self::report::{Pagination, how_paged, pagination, why_unpaged};
use self::settings::Problem;
use crate::config::{Config, PagingKind};
use crate::diagnostics::{Code, Diagnostics};
use crate::ir::{Api, End, Member, ModelKind, Next, Operation, Paging};
use crate::name::Name;
use crate::source::Origin;

/// The reason when the settings turn paging off.
const OFF: &str = "turned off by the settings";

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
            Verdict::Wrong(problem) => {
                complain(operation, settings, problem, diagnostics);
                None
            }
            Verdict::Unpaged(_) | Verdict::NoList(_) => None,
        })
        .collect();
    // A selection may have left the paged ones out.
    let is_idle = settings.select.is_empty() && found.iter().all(Option::is_none);
    if let (Some(config), true) = (&settings.pagination, is_idle) {
        let message = format!(
            "no operation takes `{}` in its query and answers with `{}`",
            config.request, config.response
        );
        diagnostics.push(Code::UnmatchedConfig, config.request.origin, message);
    }
    for (operation, paging) in api.operations.iter_mut().zip(found) {
        operation.paging = paging;
    }
}

/// What is found out about an operation.
enum Verdict {
    Paged(Paging),
    /// It returns a list, and this is why it is not paged.
    Unpaged(String),
    /// What the settings say of it cannot be.
    Wrong(Problem),
    /// It does not return a list that could be paged, for this reason.
    NoList(String),
}

fn verdict(api: &Api, operation: &Operation, settings: &Config) -> Verdict {
    let own = settings.operations.get(operation.id.as_str());
    let own = own.and_then(|own| own.pagination.as_ref());
    let is_off = own.is_some_and(|own| own.kind == Some(PagingKind::None));
    if operation.method != "GET" || operation.body.is_some() {
        return match own {
            Some(_) if !is_off => {
                Verdict::Wrong(Problem::new("only a GET without a body can be paged"))
            }
            _ => Verdict::NoList("only a GET without a body can be paged".to_owned()),
        };
    }
    let parameters = Parameters::of(api, operation);
    let items = own.and_then(|own| own.items.as_ref());
    let answer = match Answer::of(api, operation, items.map(|items| items.as_str())) {
        Ok(answer) => answer,
        Err(none) if own.is_some() && !is_off => {
            let message = match (&none, items) {
                (NoList::None, Some(_)) => "its answer has no list there".to_owned(),
                _ => none.to_string(),
            };
            return Verdict::Wrong(Problem {
                origin: items.map(|items| items.origin),
                ..Problem::new(message)
            });
        }
        Err(none @ NoList::Several(_)) if parameters.asks_for_page() => {
            return Verdict::Unpaged(none.to_string());
        }
        Err(none) => return Verdict::NoList(none.to_string()),
    };
    if is_off {
        return Verdict::Unpaged(OFF.to_owned());
    }
    let is_plain = answer.list.is_plain;
    let search = Search {
        operation,
        parameters,
        answer,
        own,
        all: settings.pagination.as_ref(),
    };
    match (search.next(), own) {
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
    let key = settings.operations.get_key_value(operation.id.as_str());
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

/// The places that decide how a list is paged: of the parameter, and of the members that lead to the next page and to the
/// items.
#[must_use]
pub fn origins(api: &Api, operation: &Operation, paging: &Paging) -> Vec<Origin> {
    let (parameter, members): (Option<&String>, Vec<&Member>) = match &paging.next {
        Next::Token {
            parameter,
            token,
            more,
            ..
        } => (Some(parameter), token.iter().chain(more).collect()),
        Next::Url(url) => (None, url.iter().collect()),
        Next::Link => (None, Vec::new()),
        Next::Offset(at) | Next::Number(at) => match &at.end {
            End::Empty => (Some(&at.parameter), Vec::new()),
            End::More(end) | End::Total(end) => (Some(&at.parameter), end.iter().collect()),
        },
    };
    let parameters = operation.parameters.iter();
    let parameters = parameters.filter(|one| parameter.is_some_and(|name| *name == one.wire));
    let members = members.into_iter().chain(&paging.items);
    let fields = members.filter_map(|member| match &api.models.get(member.model.0)?.kind {
        ModelKind::Struct(content) => Some(content.fields.get(member.field)?.origin),
        _ => None,
    });
    parameters.map(|one| one.origin).chain(fields).collect()
}
