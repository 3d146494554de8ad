//! What the settings say of one operation, looked up in it.

use std::borrow::Cow;

use super::answer::{Found, content};
use super::inputs::Input;
use super::kinds::Search;
use super::words::{LAST, normal};
use crate::config::{NextSetting, OperationPagination, Setting};
use crate::ir::{ModelKind, MoreFlag, PagingHint, Token, Type};
use crate::source::Origin;
use crate::suggest;

/// The settings that hold for an operation.
pub(super) struct Own<'a> {
    pub(super) settings: Cow<'a, OperationPagination>,
    /// The rule that they are from, unless they are the operation's own.
    pub(super) rule: Option<&'a Setting>,
    /// The extension that they are from.
    pub(super) hint: Option<&'a PagingHint>,
}

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

impl<'a> Search<'a> {
    /// The input that the settings name.
    pub(super) fn set_parameter(&self) -> Result<Option<&Input<'a>>, Problem> {
        let own = self.own.as_ref();
        let Some(setting) = own.and_then(|own| own.settings.parameter.as_ref()) else {
            return Ok(None);
        };
        let found = self.inputs.labelled(setting.as_str());
        found.map(Some).ok_or_else(|| {
            let message = match setting.as_str().strip_prefix('/') {
                Some(_) => format!("its body has no `{setting}`"),
                None => format!("it has no query parameter `{setting}`"),
            };
            let known = self.inputs.all.iter();
            Problem::misspelt(setting, message, known.map(|known| known.label.as_str()))
        })
    }

    /// The property of the response that the settings name.
    pub(super) fn set_member(&self) -> Result<Option<(&Setting, Found<'a>)>, Problem> {
        let own = self.own.as_ref();
        let Some(NextSetting::Member(setting)) = own.and_then(|own| own.settings.next.as_ref())
        else {
            return Ok(None);
        };
        self.member(setting).map(|found| Some((setting, found)))
    }

    fn member(&self, setting: &Setting) -> Result<Found<'a>, Problem> {
        self.answer.at(setting.as_str()).ok_or_else(|| {
            let message = format!("its answer has no `{setting}`");
            let known = self.answer.members.iter();
            let known = known.map(|known| known.field.wire.as_str());
            Problem::misspelt(setting, message, known)
        })
    }

    /// The flag that the settings name.
    pub(super) fn set_more(&self) -> Result<Option<MoreFlag>, Problem> {
        let own = self.own.as_ref();
        let Some(setting) = own.and_then(|own| own.settings.more.as_ref()) else {
            return Ok(None);
        };
        let found = self.member(setting)?;
        if found.field.usage.ty != Type::Bool {
            let message = format!("`{setting}` is not true or false");
            return Err(Problem::of(setting, message));
        }
        Ok(Some(MoreFlag {
            is_end: LAST.has(found.name()),
            members: found.path,
        }))
    }

    /// The flag that the settings name, or the one that is recognised.
    pub(super) fn wanted_more(&self) -> Option<MoreFlag> {
        self.set_more().ok().flatten().or_else(|| self.more())
    }

    /// The token in the last item: `/data/-/id`.
    pub(super) fn set_item_token(&self, setting: &Setting) -> Result<Token, Problem> {
        let Some((list, inner)) = setting.as_str().split_once("/-") else {
            let message = format!("`{setting}` has no `-`, which stands for the last item");
            let example = format!("{}/-/id", self.answer.pointer(&self.answer.list.path));
            return Err(Problem {
                help: Some(format!("write a JSON pointer such as `{example}`")),
                ..Problem::of(setting, message)
            });
        };
        let mut members = self.answer.list.path.clone();
        if list != self.answer.pointer(&members) {
            let message = format!("`{setting}` is not in the items of the list");
            let items = self.answer.pointer(&members);
            return Err(Problem {
                help: Some(format!("the items are in `{items}`")),
                ..Problem::of(setting, message)
            });
        }
        let inner = inner.strip_prefix('/').unwrap_or_default();
        let name = inner.split('/').next().unwrap_or_default();
        let name = name.replace("~1", "/").replace("~0", "~");
        let fields = match self.answer.list.item {
            Type::Model(model) => content(self.api, *model).map(|content| (*model, content)),
            _ => None,
        };
        let is_union = |kind: &ModelKind| matches!(kind, ModelKind::Union(_));
        let is_open = match self.answer.list.item {
            Type::Model(model) => {
                let model = self.api.models.get(model.0);
                model.is_some_and(|model| is_union(&model.kind))
            }
            Type::Json | Type::Map(_) => true,
            _ => name.is_empty(),
        };
        let found = fields.and_then(|(model, content)| {
            let mut fields = content.fields.iter();
            let field = fields.position(|field| field.wire == name)?;
            Some(crate::ir::Member { model, field })
        });
        if found.is_none() && !is_open {
            let message = format!("the items have no `{name}`");
            let known = fields.map_or(&[][..], |(_, content)| &content.fields);
            let known = known.iter().map(|field| field.wire.as_str());
            let near = suggest::nearest(&name, known);
            return Err(Problem {
                help: near.map(|near| format!("did you mean `{near}`?")),
                ..Problem::of(setting, message)
            });
        }
        members.extend(found);
        Ok(Token::Value {
            pointer: setting.as_str().to_owned(),
            members,
        })
    }

    /// The token in a header.
    pub(super) fn set_header(&self, setting: &Setting) -> Result<Token, Problem> {
        let is_name = |next: char| next.is_ascii_alphanumeric() || "-_.".contains(next);
        if setting.as_str().is_empty() || !setting.as_str().chars().all(is_name) {
            let message = format!("`{setting}` is not the name of a header");
            return Err(Problem::of(setting, message));
        }
        let mut declared = self.header_names().peekable();
        let wanted = normal(setting.as_str());
        if declared.peek().is_some() && !declared.any(|name| normal(name) == wanted) {
            let message = format!("its response declares no header `{setting}`");
            return Err(Problem::misspelt(setting, message, self.header_names()));
        }
        Ok(Token::Header(setting.as_str().to_lowercase()))
    }

    /// A parameter that a kind has no use for: an error where that kind is wanted.
    pub(super) fn unfit<T>(&self, input: &Input<'_>, wanted: &str) -> Result<Option<T>, Problem> {
        if self.kind().is_none() {
            return Ok(None);
        }
        let own = self.own.as_ref();
        let setting = own.and_then(|own| own.settings.parameter.as_ref());
        Err(Problem {
            origin: setting.map(|setting| setting.origin),
            ..Problem::new(format!("`{}` is not {wanted}", input.label))
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
