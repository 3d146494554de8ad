//! Unions: told apart by a tag, or tried arm by arm.

use proc_macro2::TokenStream;
use quote::quote;

use super::docs::{code, docs, plain, sentence};
use super::imports::Imports;
use super::model::{derives, model_docs};
use super::rules::named_rules;
use super::types;
use crate::ir::{Api, Arm, Model, Union, UnionTag};

/// An enum of arms, and how it is read and written.
pub(super) fn union(api: &Api, model: &Model, union: &Union, imports: &mut Imports) -> TokenStream {
    imports.add("serde", "Deserialize");
    imports.add("serde", "Deserializer");
    let name = model.name.ident();
    let about = model_docs(model);
    let variants: TokenStream = union
        .arms
        .iter()
        .map(|arm| variant(api, arm, imports))
        .collect();
    let (unknown, unknown_serialized, decode) = match &union.tag {
        Some(tag) => {
            imports.add("serde_json", "Value");
            imports.add("crate::runtime::union", "Tagged");
            (
                quote! {
                    /// A kind that this version does not know; the JSON as it came.
                    Unknown(Value),
                },
                quote!(Self::Unknown(value) => value.serialize(serializer),),
                by_tag(model, tag, union, imports),
            )
        }
        None => {
            imports.add("crate::runtime::union", "one_of");
            let (called, arms) = (model.name.as_str(), attempts(union, imports));
            (
                TokenStream::new(),
                TokenStream::new(),
                quote!(one_of(deserializer, #called, #arms)),
            )
        }
    };
    let validate = model.sent.then(|| validate(model, union, imports));
    let derives = derives(model, &["Clone", "Debug", "PartialEq"]);
    let encode = model.encodes.then(|| {
        imports.add("serde", "Serialize");
        imports.add("serde", "Serializer");
        let arms = union.arms.iter().map(|arm| encoded(union, arm, imports));
        let arms: Vec<_> = arms.collect();
        quote! {
            impl Serialize for #name {
                fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                    match self {
                        #(#arms)*
                        #unknown_serialized
                    }
                }
            }
        }
    });
    quote! {
        #about
        #[non_exhaustive]
        #derives
        pub enum #name {
            #variants
            #unknown
        }

        #encode

        impl<'de> Deserialize<'de> for #name {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                #decode
            }
        }

        #validate
    }
}

fn variant(api: &Api, arm: &Arm, imports: &mut Imports) -> TokenStream {
    let name = arm.name.ident();
    let ty = types::bare(api, &arm.usage, imports);
    let about = match arm
        .description
        .as_deref()
        .map(sentence)
        .filter(|text| !text.is_empty())
    {
        Some(text) if text.ends_with(['.', '!', '?', ':']) => docs(&text, 4),
        Some(text) => docs(&format!("{text}."), 4),
        None if arm.values.is_empty() => plain(&code(&arm.words)),
        None => plain(&listed(&arm.values)),
    };
    quote!(#about #name(#ty),)
}

/// `cat` or `dog`
fn listed(values: &[String]) -> String {
    let values: Vec<String> = values.iter().map(|value| code(value)).collect();
    values.join(" or ")
}

/// How an arm is written: with the tag, where its type does not have it.
fn encoded(union: &Union, arm: &Arm, imports: &mut Imports) -> TokenStream {
    let name = arm.name.ident();
    match (&union.tag, arm.values.as_slice()) {
        (Some(tag), [value]) if arm.writes_tag => {
            imports.add("crate::runtime::union", "with_tag");
            let property = &tag.property;
            quote!(Self::#name(value) => with_tag(serializer, #property, #value, value),)
        }
        _ => quote!(Self::#name(value) => value.serialize(serializer),),
    }
}

fn by_tag(model: &Model, tag: &UnionTag, union: &Union, imports: &mut Imports) -> TokenStream {
    let property = &tag.property;
    let arms = union.arms.iter().map(|arm| {
        let (name, values) = (arm.name.ident(), &arm.values);
        quote!(#(#values)|* => tagged.decode().map(Self::#name),)
    });
    let (read, without) = if tag.is_optional {
        let (called, attempts) = (model.name.as_str(), attempts(union, imports));
        let without = quote!("" => tagged.one_of(#called, #attempts),);
        (quote!(maybe), without)
    } else {
        (quote!(read), TokenStream::new())
    };
    quote! {
        let tagged = Tagged::#read(deserializer, #property)?;
        match tagged.tag() {
            #(#arms)*
            #without
            _ => Ok(Self::Unknown(tagged.into_value())),
        }
    }
}

/// The arms, to be tried.
fn attempts(union: &Union, imports: &mut Imports) -> TokenStream {
    let arms = union.arms.iter().map(|arm| {
        let (called, name) = (arm.name.as_str(), arm.name.ident());
        let function = if arm.is_rest { "rest" } else { "arm" };
        imports.add("crate::runtime::arms", function);
        let function = match arm.is_rest {
            true => quote!(rest),
            false => quote!(arm),
        };
        let fixed = (!arm.fixed.is_empty()).then(|| {
            let members = arm
                .fixed
                .iter()
                .map(|(member, texts)| quote!((#member, &[#(#texts),*])));
            quote!(.fixed(&[#(#members),*]))
        });
        quote!(&#function(#called, Self::#name) #fixed)
    });
    let arms: Vec<_> = arms.collect();
    quote!(&[#(#arms),*])
}

fn validate(model: &Model, union: &Union, imports: &mut Imports) -> TokenStream {
    let name = model.name.ident();
    imports.add("crate::runtime::validate", "Validate");
    if !model.checked {
        return quote!(impl Validate for #name {});
    }
    imports.add("crate::runtime::validate", "Check");
    let mut constants = TokenStream::new();
    let mut arms = TokenStream::new();
    for arm in &union.arms {
        let variant = arm.name.ident();
        let (constant, rules) = named_rules(&arm.usage.rules, &arm.constant, imports);
        constants.extend(constant);
        arms.extend(quote!(Self::#variant(value) => value.check_at(#rules, check),));
    }
    let rest = union.tag.as_ref().map(|_| quote!(Self::Unknown(_) => {}));
    quote! {
        #constants
        impl Validate for #name {
            fn check(&self, check: &mut Check) {
                match self {
                    #arms
                    #rest
                }
            }
        }
    }
}
