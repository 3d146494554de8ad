//! What the settings say of one operation, looked up in it.

use super::answer::Found;
use super::kinds::Search;
use crate::config::Setting;
use crate::ir::Parameter;
use crate::source::Origin;
use crate::suggest;

/// Why a list is not paged.
pub(super) struct Problem {
    pub(super) message: String,
    /// The setting that is to blame.
    pub(super) origin: Option<Origin>,
    /// What to do about it.
    pub(super) help: Option<String>,
}

impl Problem {
    pub(super) fn new(message: impl Into<String>) -> Self {
        Self {
            message: message.into(),
            origin: None,
            help: None,
        }
    }

    pub(super) fn of(setting: &Setting, message: impl Into<String>) -> Self {
        Self {
            origin: Some(setting.origin),
            ..Self::new(message)
        }
    }

    /// A setting that names what is not there, and perhaps means what is.
    fn misspelt<'a>(
        setting: &Setting,
        message: String,
        known: impl Iterator<Item = &'a str>,
    ) -> Self {
        let near = suggest::nearest(setting.as_str(), known);
        Self {
            help: near.map(|near| format!("did you mean `{near}`?")),
            ..Self::of(setting, message)
        }
    }
}

impl Search<'_> {
    /// The parameter that the settings name.
    pub(super) fn set_parameter(&self) -> Result<Option<&Parameter>, Problem> {
        let Some(setting) = self.own.and_then(|own| own.parameter.as_ref()) else {
            return Ok(None);
        };
        let mut all = self.parameters.query();
        let found = all.find(|parameter| parameter.wire == setting.as_str());
        found.map(Some).ok_or_else(|| {
            let message = format!("it has no query parameter `{setting}`");
            let known = self.parameters.query();
            Problem::misspelt(setting, message, known.map(|known| known.wire.as_str()))
        })
    }

    /// The member that the settings name.
    pub(super) fn set_member(&self) -> Result<Option<(&Setting, Found<'_>)>, Problem> {
        let Some(setting) = self.own.and_then(|own| own.next.as_ref()) else {
            return Ok(None);
        };
        let found = self.answer.at(setting.as_str());
        let found = found.map(|found| Some((setting, found)));
        found.ok_or_else(|| {
            let message = format!("its answer has no `{setting}`");
            let known = self.answer.members.iter();
            let known = known.map(|known| known.field.wire.as_str());
            Problem::misspelt(setting, message, known)
        })
    }

    /// A parameter that a kind has no use for: an error where that kind is wanted.
    pub(super) fn unfit<T>(
        &self,
        parameter: &Parameter,
        wanted: &str,
    ) -> Result<Option<T>, Problem> {
        if self.kind().is_none() {
            return Ok(None);
        }
        let setting = self.own.and_then(|own| own.parameter.as_ref());
        Err(Problem {
            origin: setting.map(|setting| setting.origin),
            ..Problem::new(format!("`{}` is not {wanted}", parameter.wire))
        })
    }

    /// A member that a kind has no use for: an error where that kind is wanted.
    pub(super) fn unfit_member<T>(
        &self,
        setting: &Setting,
        wanted: &str,
    ) -> Result<Option<T>, Problem> {
        match self.kind() {
            None => Ok(None),
            Some(_) => Err(Problem::of(setting, format!("`{setting}` is not {wanted}"))),
        }
    }

    pub(super) fn no_member(&self, what: &str) -> Problem {
        Problem {
            help: Some("say which with `next`".to_owned()),
            ..Problem::new(format!("no member of its answer {what}"))
        }
    }

    pub(super) fn no_parameter(&self, what: &str) -> Problem {
        Problem {
            help: Some("say which with `parameter`".to_owned()),
            ..Problem::new(format!("no parameter says {what}"))
        }
    }
}
