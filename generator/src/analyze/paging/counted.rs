//! Pages that are counted: by their numbers, or by the items before them.

use super::answer::Found;
use super::inputs::{Input, Inputs};
use super::kinds::Search;
use super::settings::Problem;
use super::words::{ASKS_NUMBER, ASKS_OFFSET, ECHOES, Names, OF_ONE_PAGE, PAGE_TOTALS, TOTALS};
use crate::ir::{End, MoreFlag, Next, Position, Type};

impl<'a> Search<'a> {
    pub(super) fn offset(&self) -> Result<Option<Next>, Problem> {
        let known = self.inputs.offset();
        let position = self.position(known, ASKS_OFFSET, TOTALS, Inputs::first_item)?;
        Ok(position.map(Next::Offset))
    }

    pub(super) fn number(&self) -> Result<Option<Next>, Problem> {
        let known = self.inputs.number();
        let position = self.position(known, ASKS_NUMBER, PAGE_TOTALS, Inputs::first_page)?;
        Ok(position.map(Next::Number))
    }

    fn position(
        &self,
        known: Option<&Input<'a>>,
        names: Names,
        totals: Names,
        first: fn(&Inputs<'a>, &Input<'_>) -> i64,
    ) -> Result<Option<Position>, Problem> {
        let set = self.set_parameter()?.filter(|set| {
            // Which of the two a number is, its name has to say, unless the settings do.
            self.kind().is_some() || set.is(names)
        });
        let names_other = |own: &super::settings::Own<'_>| own.settings.parameter.is_some();
        let is_other = set.is_none() && self.own.as_ref().is_some_and(names_other);
        let Some(input) = set.or(known).filter(|_| !is_other) else {
            return Ok(None);
        };
        if !input.is_number() {
            return self.unfit(input, "a number");
        }
        let end = match self.set_member()? {
            Some((setting, member)) => match member.field.usage.ty {
                Type::Bool => End::More(MoreFlag {
                    members: member.path,
                    is_end: false,
                }),
                Type::Integer(_) => End::Total(member.path),
                _ => return self.unfit_member(setting, "true or false, nor a whole number"),
            },
            None => self.end(totals),
        };
        let is_backed = end != End::Empty
            || self.own.is_some()
            || self.inputs.size().is_some()
            || self.number_named(ECHOES).is_some()
            || self.number_named(TOTALS).is_some();
        if !is_backed {
            let message = format!("has `{}`, but nothing else speaks of pages", input.label);
            return Err(Problem::new(message));
        }
        // Nothing but its response shows that a POST only reads.
        if self.operation.method != "GET" && end == End::Empty && self.own.is_none() {
            let message = format!("has `{}`, but its response has no total", input.label);
            return Err(Problem::new(message));
        }
        let set = self.own.as_ref().and_then(|own| own.settings.first);
        Ok(Some(Position {
            input: input.input.clone(),
            first: set.unwrap_or_else(|| first(&self.inputs, input)),
            end,
        }))
    }

    fn end(&self, totals: Names) -> End {
        match (self.wanted_more(), self.number_named(totals)) {
            (Some(more), _) => End::More(more),
            (None, Some(total)) => End::Total(total.path.clone()),
            (None, None) => End::Empty,
        }
    }

    /// Whether the response says how many pages there are.
    pub(super) fn has_page_totals(&self) -> bool {
        self.number_named(PAGE_TOTALS).is_some()
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
