//! Open enums of texts, whole numbers or any JSON.

use proc_macro2::{Literal, TokenStream};
use quote::quote;
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
    let rows = content.values.iter().map(|value| {
        let (variant, wire) = (value.name.ident(), literal(&value.wire));
        quote!(#variant => #wire,)
    });
    let received = (!model.encodes).then(|| quote!(, received));
    let (module, shared) = match content.base {
        EnumBase::Text => ("string_enum", quote!(string_enum)),
        EnumBase::Integer => ("integer_enum", quote!(integer_enum)),
        EnumBase::Json => ("json_enum", quote!(json_enum)),
    };
    imports.add(&format!("crate::runtime::{module}"), module);
    quote! {
        #about
        #[non_exhaustive]
        #derives
        pub enum #name {
            #(#variants)*
            #unknown
            Unknown(#held),
        }

        #shared!(#name { #(#rows)* } #received);
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

/// A value as a literal of Rust.
fn literal(value: &Value) -> TokenStream {
    match value {
        Value::String(text) => quote!(#text),
        Value::Bool(flag) => quote!(#flag),
        Value::Number(number) => match (number.as_i64(), number.as_f64()) {
            (Some(whole), _) => {
                // Where nothing else says its type, a literal is an `i32`.
                let whole = match i32::try_from(whole) {
                    Ok(whole) => Literal::i32_unsuffixed(whole),
                    Err(_) => Literal::i64_suffixed(whole),
                };
                quote!(#whole)
            }
            (None, float) => {
                let float = Literal::f64_unsuffixed(float.unwrap_or_default());
                quote!(#float)
            }
        },
        _ => quote!(()),
    }
}
