//! The query parameters that ask for a page.

use super::words::{
    ASKS_NUMBER, ASKS_OFFSET, ASKS_SIZE, ASKS_TOKEN, FROM_ONE, FROM_ZERO, MAY_ASK_TOKEN, Names,
    normal,
};
use crate::ir::{Api, Operation, Parameter, Place, Rule, Type};

/// The query parameters of an operation.
#[derive(Clone, Copy)]
pub(super) struct Parameters<'a> {
    api: &'a Api,
    operation: &'a Operation,
}

impl<'a> Parameters<'a> {
    pub(super) fn of(api: &'a Api, operation: &'a Operation) -> Self {
        Self { api, operation }
    }

    pub(super) fn query(self) -> impl Iterator<Item = &'a Parameter> {
        let all = self.operation.parameters.iter();
        all.filter(|parameter| parameter.place == Place::Query)
    }

    /// The first that has one of these names, in the order of the names. What is deprecated does not count.
    fn named(self, names: Names) -> Option<&'a Parameter> {
        let mut found = names.iter().filter_map(|name| {
            self.query()
                .find(|parameter| normal(&parameter.wire) == name && !is_gone(parameter))
        });
        found.next()
    }

    /// The one that takes a token and nothing else.
    pub(super) fn token(self) -> Option<&'a Parameter> {
        self.named(ASKS_TOKEN)
    }

    /// The one that may take a token.
    pub(super) fn maybe_token(self) -> Option<&'a Parameter> {
        self.named(MAY_ASK_TOKEN)
    }

    pub(super) fn offset(self) -> Option<&'a Parameter> {
        self.named(ASKS_OFFSET)
            .filter(|parameter| self.skips_items(parameter))
    }

    pub(super) fn number(self) -> Option<&'a Parameter> {
        self.named(ASKS_NUMBER)
    }

    pub(super) fn size(self) -> Option<&'a Parameter> {
        self.named(ASKS_SIZE)
            .filter(|parameter| is_number(parameter))
    }

    /// Whether one of them can only be meant for pages, or nearly so.
    pub(super) fn asks_for_page(self) -> bool {
        let asks = [self.token(), self.offset(), self.number()];
        asks.iter().any(Option::is_some)
    }

    /// An `offset` can be one of pages, `start` is a time as often as a number of items, and `first` a size.
    fn skips_items(self, parameter: &Parameter) -> bool {
        let description = words(parameter);
        if description.contains("page number") || description.contains("number of pages") {
            return false;
        }
        match normal(&parameter.wire).as_str() {
            "start" => self.default(parameter) == Some(0) || minimum(parameter) == Some(0),
            "first" => self
                .size()
                .is_some_and(|size| normal(&size.wire).starts_with("max")),
            _ => true,
        }
    }

    /// The number of the first item.
    pub(super) fn first_item(self, parameter: &Parameter) -> i64 {
        let said = self.default(parameter).or(minimum(parameter));
        said.unwrap_or(0)
    }

    /// The number of the first page. What is said elsewhere of a parameter with the same name holds here too, unless
    /// something else is said here.
    pub(super) fn first_page(self, parameter: &Parameter) -> i64 {
        if let Some(first) = self.said_first(parameter) {
            return first;
        }
        let all = self.api.operations.iter().flat_map(|one| &one.parameters);
        let namesakes = all.filter(|other| {
            other.place == Place::Query && other.wire == parameter.wire && is_number(other)
        });
        let mut said = namesakes.filter_map(|other| self.said_first(other));
        said.next().unwrap_or(1)
    }

    fn said_first(self, parameter: &Parameter) -> Option<i64> {
        let description = words(parameter);
        let says = |texts: &[&str]| texts.iter().any(|text| description.contains(text));
        self.default(parameter)
            .or(minimum(parameter))
            .or(says(&FROM_ZERO).then_some(0))
            .or(says(&FROM_ONE).then_some(1))
    }

    fn default(self, parameter: &Parameter) -> Option<i64> {
        let mut schema = self.api.schemas.get(parameter.schema?.0)?;
        // References in a circle were refused before.
        for _ in 0..16 {
            if schema.default.is_some() {
                break;
            }
            match schema.reference.and_then(|id| self.api.schemas.get(id.0)) {
                Some(next) => schema = next,
                None => break,
            }
        }
        schema.default.as_ref()?.as_i64()
    }
}

/// Whether a parameter can hold a whole number.
pub(super) fn is_number(parameter: &Parameter) -> bool {
    matches!(parameter.usage.ty, Type::Integer(_) | Type::Float64)
}

fn minimum(parameter: &Parameter) -> Option<i64> {
    parameter.usage.rules.iter().find_map(|rule| match rule {
        Rule::Minimum(least) if *least == 0.0 => Some(0),
        Rule::Minimum(least) if *least == 1.0 => Some(1),
        Rule::ExclusiveMinimum(least) if *least == 0.0 => Some(1),
        _ => None,
    })
}

fn words(parameter: &Parameter) -> String {
    let text = parameter.description.as_deref().unwrap_or_default();
    text.to_lowercase()
}

fn is_gone(parameter: &Parameter) -> bool {
    parameter.deprecated || words(parameter).trim_start().starts_with("deprecated")
}
