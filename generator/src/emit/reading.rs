//! How a property is read: what may be missing, what may be `null`, and how exact date-times and numbers are.

use proc_macro2::TokenStream;
use quote::quote;

use super::field::{Holding, holding};
use super::imports::Imports;
use crate::analyze;
use crate::ir::{Api, Field, Model, Tolerated, Type, Usage};

/// How a property is read.
#[derive(Clone, Copy, Debug)]
pub(super) struct Reading {
    absence: Absence,
    null: Null,
    /// Whether there are scalars in it that may be written slightly wrong.
    is_lenient: bool,
}

/// The value of a missing property.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Absence {
    /// An error.
    Error,
    /// Nothing that has to be told to serde: it knows what an `Option` means.
    None,
    /// The default of its type.
    Default,
    /// The same, and it is counted.
    Empty,
}

/// The value of `null`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Null {
    /// What the type makes of it.
    Plain,
    /// `None`, where the property is required.
    Required,
    /// A value, or an error.
    Value,
    /// `None`, and it is counted.
    Counted,
    /// An empty list or map, and it is counted.
    Empty,
}

impl Reading {
    pub(super) fn of(api: &Api, model: &Model, field: &Field) -> Self {
        let is_strict = api.sdk.strict_responses;
        let can_be_missing = matches!(field.tolerated, Tolerated::NoList | Tolerated::NoValue);
        let (absence, null) = match holding(model, field) {
            Holding::Plain => match field.tolerated {
                Tolerated::NoList => (Absence::Empty, Null::Empty),
                Tolerated::NullList => (Absence::Error, Null::Empty),
                Tolerated::Nothing | Tolerated::NoValue | Tolerated::Absence => {
                    (Absence::Error, Null::Plain)
                }
            },
            Holding::RequiredNullable if can_be_missing => (Absence::Empty, Null::Plain),
            Holding::RequiredNullable if field.tolerated == Tolerated::Absence => {
                (Absence::None, Null::Plain)
            }
            Holding::RequiredNullable => (Absence::Error, Null::Required),
            // `null` is a value like any other.
            Holding::Optional if field.usage.ty == Type::Json => (Absence::Default, Null::Value),
            Holding::Optional if field.usage.nullable => (Absence::None, Null::Plain),
            Holding::Optional if is_strict => (Absence::Default, Null::Value),
            Holding::Optional if model.ranked => (Absence::Default, Null::Counted),
            Holding::Optional => (Absence::None, Null::Plain),
            Holding::Patch => (Absence::Default, Null::Plain),
        };
        Reading {
            absence,
            null,
            is_lenient: field.loosely_spelled || has_dates(api, &field.usage),
        }
    }

    /// The attributes for serde.
    pub(super) fn attributes(self, imports: &mut Imports) -> Vec<TokenStream> {
        let mut all = Vec::new();
        let function = self.function(imports);
        match self.absence {
            Absence::Error => {}
            // A function of its own makes serde ask for the property.
            Absence::None if function.is_none() => {}
            Absence::None | Absence::Default => all.push(quote!(default)),
            Absence::Empty => {
                imports.add("crate::runtime::tolerant", "empty");
                all.push(quote!(default = "empty"));
            }
        }
        all.extend(function.map(|function| quote!(deserialize_with = #function)));
        all
    }

    /// The function that decodes it in place of its type.
    fn function(self, imports: &mut Imports) -> Option<&'static str> {
        if self.is_lenient {
            imports.add("crate::runtime", "lenient");
            return Some(match self.null {
                Null::Counted => "lenient::optional",
                Null::Empty => "lenient::or_empty",
                Null::Plain | Null::Required | Null::Value => "lenient::read",
            });
        }
        let (module, function) = match self.null {
            Null::Plain => return None,
            Null::Required => ("crate::runtime::nullable", "or_null"),
            Null::Value => ("crate::runtime::nullable", "some"),
            Null::Counted => ("crate::runtime::tolerant", "optional"),
            Null::Empty => ("crate::runtime::tolerant", "or_empty"),
        };
        imports.add(module, function);
        Some(function)
    }

    /// The same from members that were read before.
    pub(super) fn taken(self, wire: &str, imports: &mut Imports) -> TokenStream {
        let method = match (self.absence, self.null) {
            (Absence::Empty, Null::Empty) => quote!(list_or_empty),
            (Absence::Error, Null::Empty) => quote!(list),
            (Absence::Error, _) => quote!(required),
            (_, Null::Value) => quote!(given),
            (_, Null::Counted) => quote!(tolerated),
            (Absence::None | Absence::Empty, _) => quote!(optional),
            (Absence::Default, _) => quote!(or_default),
        };
        if !self.is_lenient {
            return quote!(members.#method(#wire)?);
        }
        imports.add("crate::runtime", "lenient");
        match (self.absence, self.null) {
            // What is missing has no scalars.
            (Absence::None | Absence::Empty, Null::Plain) | (_, Null::Counted) => {
                quote!(members.#method(#wire)?.map(|lenient::Lenient(value)| value))
            }
            _ => quote!(members.#method::<lenient::Lenient<_>, _>(#wire)?.0),
        }
    }

    /// Whether the runtime's module for `null` is needed.
    pub(super) fn tells_null(self) -> bool {
        !self.is_lenient && matches!(self.null, Null::Required | Null::Value)
    }

    /// Whether the runtime's module for what is tolerated is needed.
    pub(super) fn tolerates(self) -> bool {
        self.absence == Absence::Empty || matches!(self.null, Null::Counted | Null::Empty)
    }

    /// Whether the property may be missing although it is required.
    pub(super) fn may_be_missing(self) -> bool {
        self.absence == Absence::Empty
    }
}

/// Whether there are dates or date-times that are read tolerantly, in lists and maps too.
pub(super) fn has_dates(api: &Api, usage: &Usage) -> bool {
    if api.sdk.strict_responses {
        return false;
    }
    match &usage.ty {
        Type::External(external) => {
            analyze::is_date(external) || analyze::last_date_time(external).is_some()
        }
        Type::Array(item) | Type::Map(item) => has_dates(api, item),
        _ => false,
    }
}
