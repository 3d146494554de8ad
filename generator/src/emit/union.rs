//! Unions: told apart by a tag, or tried arm by arm.

use proc_macro2::TokenStream;
use quote::quote;

use super::docs::{code, docs, plain, sentence};
use super::imports::Imports;
use super::model::{derives, model_docs};
use super::rules::named_rules;
use super::types;
use crate::ir::{Api, Arm, Model, ModelId, ModelKind, Type, Union};

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
    let names: Vec<_> = union.arms.iter().map(|arm| arm.name.ident()).collect();
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
                by_tag(tag, union),
            )
        }
        None => {
            imports.add("crate::runtime::union", "Arms");
            (
                TokenStream::new(),
                TokenStream::new(),
                by_trial(api, model, union, imports),
            )
        }
    };
    let validate = model.sent.then(|| validate(model, union, imports));
    let derives = derives(model, &["Clone", "Debug", "PartialEq"]);
    let encode = model.encodes.then(|| {
        imports.add("serde", "Serialize");
        imports.add("serde", "Serializer");
        quote! {
            impl Serialize for #name {
                fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                    match self {
                        #(Self::#names(value) => value.serialize(serializer),)*
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

fn by_tag(tag: &str, union: &Union) -> TokenStream {
    let arms = union.arms.iter().map(|arm| {
        let (name, values) = (arm.name.ident(), &arm.values);
        quote!(#(#values)|* => tagged.decode().map(Self::#name),)
    });
    quote! {
        let tagged = Tagged::read(deserializer, #tag)?;
        match tagged.tag() {
            #(#arms)*
            _ => Ok(Self::Unknown(tagged.into_value())),
        }
    }
}

fn by_trial(api: &Api, model: &Model, union: &Union, imports: &mut Imports) -> TokenStream {
    let union_name = model.name.as_str();
    let arms: TokenStream = union
        .arms
        .iter()
        .map(|arm| {
            let name = arm.name.ident();
            let ty = types::bare(api, &arm.usage, imports);
            let called = arm.name.as_str();
            let attempt = match arm.usage.ty {
                Type::Model(id) if is_struct(api, id) => quote!(attempt_object),
                _ => quote!(attempt),
            };
            quote! {
                if let Some(value) = arms.#attempt::<#ty>(#called) {
                    return Ok(Self::#name(value));
                }
            }
        })
        .collect();
    quote! {
        let mut arms = Arms::read(deserializer)?;
        #arms
        Err(arms.finish(#union_name))
    }
}

fn is_struct(api: &Api, id: ModelId) -> bool {
    matches!(
        api.models.get(id.0).map(|model| &model.kind),
        Some(ModelKind::Struct(_))
    )
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
