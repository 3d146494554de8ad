//! Pages that are counted: by their numbers, or by the items before them.

use super::answer::Found;
use super::kinds::Search;
use super::parameters::{Parameters, is_number};
use super::settings::Problem;
use super::words::{
    ASKS_NUMBER, ASKS_OFFSET, ECHOES, MORE, Names, OF_ONE_PAGE, PAGE_TOTALS, TOTALS, normal,
};
use crate::ir::{End, Member, Next, Parameter, Position, Type};

impl<'a> Search<'a> {
    pub(super) fn offset(&self) -> Result<Option<Next>, Problem> {
        let known = self.parameters.offset();
        let position = self.position(known, ASKS_OFFSET, TOTALS, Parameters::first_item)?;
        Ok(position.map(Next::Offset))
    }

    pub(super) fn number(&self) -> Result<Option<Next>, Problem> {
        let known = self.parameters.number();
        let position = self.position(known, ASKS_NUMBER, PAGE_TOTALS, Parameters::first_page)?;
        Ok(position.map(Next::Number))
    }

    fn position(
        &self,
        known: Option<&Parameter>,
        names: Names,
        totals: Names,
        first: fn(Parameters<'a>, &Parameter) -> i64,
    ) -> Result<Option<Position>, Problem> {
        let set = self.set_parameter()?.filter(|set| {
            // Which of the two a number is, its name has to say, unless the settings do.
            self.kind().is_some() || names.has(&normal(&set.wire))
        });
        let is_other = set.is_none() && self.own.is_some_and(|own| own.parameter.is_some());
        let Some(parameter) = set.or(known).filter(|_| !is_other) else {
            return Ok(None);
        };
        if parameter.required || !is_number(parameter) {
            return self.unfit(parameter, "an optional number");
        }
        let end = match self.set_member()? {
            Some((setting, member)) => match member.field.usage.ty {
                Type::Bool => End::More(member.path),
                Type::Integer(_) => End::Total(member.path),
                _ => return self.unfit_member(setting, "true or false, nor a whole number"),
            },
            None => self.end(totals),
        };
        let is_backed = end != End::Empty
            || self.own.is_some()
            || self.parameters.size().is_some()
            || self.number_named(ECHOES).is_some()
            || self.number_named(TOTALS).is_some();
        if !is_backed {
            let message = format!("has `{}`, but nothing else speaks of pages", parameter.wire);
            return Err(Problem::new(message));
        }
        let set = self.own.and_then(|own| own.first);
        Ok(Some(Position {
            parameter: parameter.wire.clone(),
            first: set.unwrap_or_else(|| first(self.parameters, parameter)),
            end,
        }))
    }

    fn end(&self, totals: Names) -> End {
        let path = |found: &Found<'_>| -> Vec<Member> { found.path.clone() };
        match (self.flag(MORE), self.number_named(totals)) {
            (Some(more), _) => End::More(path(more)),
            (None, Some(total)) => End::Total(path(total)),
            (None, None) => End::Empty,
        }
    }

    pub(super) fn flag(&self, names: Names) -> Option<&Found<'_>> {
        let mut members = self.answer.members.iter();
        members.find(|found| found.field.usage.ty == Type::Bool && names.has(found.name()))
    }

    fn number_named(&self, names: Names) -> Option<&Found<'_>> {
        let mut members = self.answer.members.iter();
        members.find(|found| {
            matches!(found.field.usage.ty, Type::Integer(_))
                && names.has(found.name())
                && !is_about_one_page(found)
        })
    }
}

/// Whether a number is said to be one of this page alone.
fn is_about_one_page(found: &Found<'_>) -> bool {
    let about = found.field.description.as_deref().unwrap_or_default();
    let about = about.to_lowercase();
    OF_ONE_PAGE.iter().any(|words| about.contains(words))
}
