//! Open enums of texts, whole numbers or any JSON.

use proc_macro2::{Literal, TokenStream};
use quote::{format_ident, quote};
use serde_json::Value;

use super::docs::{code, docs, plain};
use super::imports::Imports;
use super::model::{derives, model_docs};
use crate::ir::{Enum, EnumBase, EnumValue, Model};

/// An enum and what makes it open.
pub(super) fn open_enum(model: &Model, content: &Enum, imports: &mut Imports) -> TokenStream {
    let name = model.name.ident();
    let about = model_docs(model);
    let variants = content.values.iter().map(variant);
    let known = content.values.iter().map(|value| value.name.ident());
    let (traits, held, unknown): (&[&str], _, _) = match content.base {
        EnumBase::Text => (
            &[
                "Clone",
                "Debug",
                "PartialEq",
                "Eq",
                "PartialOrd",
                "Ord",
                "Hash",
            ],
            quote!(String),
            "A value that this version does not know, as it is on the wire.",
        ),
        EnumBase::Integer => (
            &[
                "Clone",
                "Copy",
                "Debug",
                "PartialEq",
                "Eq",
                "PartialOrd",
                "Ord",
                "Hash",
            ],
            quote!(i64),
            "A value that this version does not know.",
        ),
        EnumBase::Json => {
            imports.add("serde_json", "Value");
            (
                &["Clone", "Debug", "PartialEq"],
                quote!(Value),
                "A value that this version does not know, as it is on the wire.",
            )
        }
    };
    let derives = derives(model, traits);
    let unknown = plain(unknown);
    let access = access(content);
    let conversion = conversion(model, content);
    let module = match content.base {
        EnumBase::Text => "string_enum",
        EnumBase::Integer => "integer_enum",
        EnumBase::Json => "json_enum",
    };
    imports.add(&format!("crate::runtime::{module}"), module);
    let (shared, decode_only) = (
        format_ident!("{module}"),
        (!model.encodes).then(|| quote!(, received)),
    );
    let validate = model.sent.then(|| {
        imports.add("crate::runtime::validate", "Validate");
        quote!(impl Validate for #name {})
    });
    quote! {
        #about
        #[non_exhaustive]
        #derives
        pub enum #name {
            #(#variants)*
            #unknown
            Unknown(#held),
        }

        impl #name {
            /// Every value that this version knows.
            pub const KNOWN: &[Self] = &[#(Self::#known),*];

            #access
        }

        #conversion
        #shared!(#name #decode_only);
        #validate
    }
}

fn variant(value: &EnumValue) -> TokenStream {
    let variant = value.name.ident();
    let wire = spelled(&value.wire);
    let said = value.description.as_deref().map(str::trim);
    let doc = match said.filter(|text| !text.is_empty()) {
        Some(text) => docs(&format!("{}: {text}", code(&wire)), 4),
        None => plain(&code(&wire)),
    };
    quote!(#doc #variant,)
}

/// A value as people write it: texts without quotes.
pub(super) fn spelled(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        other => other.to_string(),
    }
}

/// The method that gives the value on the wire.
fn access(content: &Enum) -> TokenStream {
    let arms = content.values.iter().map(|value| {
        let (variant, wire) = (value.name.ident(), literal(&value.wire));
        match content.base {
            EnumBase::Json => quote!(Self::#variant => Value::from(#wire),),
            _ => quote!(Self::#variant => #wire,),
        }
    });
    let (method, gives, unknown) = match content.base {
        EnumBase::Text => (quote!(as_str), quote!(&str), quote!(value)),
        EnumBase::Integer => (quote!(as_i64), quote!(i64), quote!(*value)),
        EnumBase::Json => (quote!(to_value), quote!(Value), quote!(value.clone())),
    };
    quote! {
        /// The value on the wire.
        #[must_use]
        pub fn #method(&self) -> #gives {
            match self {
                #(#arms)*
                Self::Unknown(value) => #unknown,
            }
        }
    }
}

/// From the value on the wire. Any JSON is compared by shared code.
fn conversion(model: &Model, content: &Enum) -> TokenStream {
    let name = model.name.ident();
    let (takes, other) = match content.base {
        EnumBase::Text => (quote!(&str), quote!(other.to_owned())),
        EnumBase::Integer => (quote!(i64), quote!(other)),
        EnumBase::Json => return TokenStream::new(),
    };
    let arms = content.values.iter().map(|value| {
        let (variant, wire) = (value.name.ident(), literal(&value.wire));
        quote!(#wire => Self::#variant,)
    });
    quote! {
        impl From<#takes> for #name {
            fn from(value: #takes) -> Self {
                match value {
                    #(#arms)*
                    other => Self::Unknown(#other),
                }
            }
        }
    }
}

/// A value as a literal of Rust.
fn literal(value: &Value) -> TokenStream {
    match value {
        Value::String(text) => quote!(#text),
        Value::Bool(flag) => quote!(#flag),
        Value::Number(number) => match (number.as_i64(), number.as_f64()) {
            (Some(whole), _) => signed(whole < 0, Literal::u64_unsuffixed(whole.unsigned_abs())),
            (None, float) => {
                let float = float.unwrap_or_default();
                signed(float < 0.0, Literal::f64_unsuffixed(float.abs()))
            }
        },
        _ => quote!(()),
    }
}

fn signed(is_negative: bool, magnitude: Literal) -> TokenStream {
    if is_negative {
        quote!(-#magnitude)
    } else {
        quote!(#magnitude)
    }
}
