//! What has to be given: constructors, and structs of required inputs where there are many.

use proc_macro2::TokenStream;
use quote::quote;
use serde_json::Value;

use super::field::{Holding, holding};
use super::imports::Imports;
use super::{field, input, types};
use crate::ir::{Api, Field, Model, ModelKind, Struct, Type};

/// `new`: required members as arguments, or as one struct where there are many; constants are filled in.
pub(super) fn new(
    api: &Api,
    model: &Model,
    content: &Struct,
    imports: &mut Imports,
) -> TokenStream {
    if is_default(model, content) {
        return TokenStream::new();
    }
    let asked: Vec<&Field> = asked(api, content);
    let about = super::docs::plain(&match asked.len() {
        0 => "Creates one with no property set.".to_owned(),
        _ => "Creates one from its required properties.".to_owned(),
    });
    let by_struct = !content.inputs.is_empty();
    let mut arguments = TokenStream::new();
    if by_struct {
        let inputs = content.inputs.ident();
        arguments = quote!(required: #inputs);
    } else {
        for field in &asked {
            let ident = field.name.ident();
            let takes = input::input(api, &field.usage, &ident, imports).takes;
            arguments.extend(quote!(#ident: #takes,));
        }
    }
    if content.fields.iter().all(|field| !field.required) {
        return quote! {
            #about
            #[must_use]
            pub fn new() -> Self {
                Default::default()
            }
        };
    }
    let default: TokenStream = {
        content
            .fields
            .iter()
            .map(|field| {
                let ident = field.name.ident();
                if !field.required {
                    return match holding(model, field) {
                        Holding::Patch => quote!(#ident: Patch::Absent,),
                        _ => quote!(#ident: None,),
                    };
                }
                let value = if let Some(constant) = constant(api, field) {
                    constant
                } else if by_struct {
                    quote!(required.#ident)
                } else {
                    input::input(api, &field.usage, &ident, imports).converted(imports)
                };
                match holding(model, field) {
                    Holding::Optional => quote!(#ident: Some(#value),),
                    _ if ident == value.to_string() => quote!(#ident,),
                    _ => quote!(#ident: #value,),
                }
            })
            .collect()
    };
    let rest = content.maps.iter().map(|map| {
        let ident = map.name.ident();
        quote!(#ident: BTreeMap::new(),)
    });
    let must_use = quote!(#[must_use]);
    quote! {
        #about
        #must_use
        pub fn new(#arguments) -> Self {
            Self {
                #default
                #(#rest)*
            }
        }
    }
}

/// Whether `new` is written by `object!`, as nothing has to be given.
pub(super) fn is_default(model: &Model, content: &Struct) -> bool {
    let is_optional = content.fields.iter().all(|field| !field.required);
    model.sent && is_optional && field::content_decodes(model)
}

/// The struct of required members, where there are many.
pub(super) fn required(
    api: &Api,
    model: &Model,
    content: &Struct,
    imports: &mut Imports,
) -> TokenStream {
    if content.inputs.is_empty() {
        return TokenStream::new();
    }
    let name = content.inputs.ident();
    let about = super::docs::plain(&format!(
        "The required properties of [`{}`].",
        model.name.as_str()
    ));
    let fields: TokenStream = asked(api, content)
        .into_iter()
        .map(|field| {
            let ident = field.name.ident();
            let ty = types::value(api, &field.usage, imports);
            let docs = field::field_docs(field);
            quote! {
                #docs
                pub #ident: #ty,
            }
        })
        .collect();
    quote! {
        #about
        #[derive(Clone, Debug, PartialEq)]
        pub struct #name {
            #fields
        }
    }
}

/// The required members in the order in which they are asked for; constants are not.
pub(super) fn asked<'a>(api: &Api, content: &'a Struct) -> Vec<&'a Field> {
    let required = content
        .required
        .iter()
        .filter_map(|index| content.fields.get(*index));
    required
        .filter(|field| constant(api, field).is_none())
        .collect()
}

/// The only value a member can have.
fn constant(api: &Api, field: &Field) -> Option<TokenStream> {
    if field.usage.nullable {
        return None;
    }
    match (&field.usage.ty, field.usage.values.as_slice()) {
        (Type::Bool, [Value::Bool(flag)]) => Some(quote!(#flag)),
        (Type::String, [Value::String(text)]) => Some(quote!(#text.to_owned())),
        (Type::Model(id), picked) => {
            let model = api.models.get(id.0)?;
            let ModelKind::Enum(content) = &model.kind else {
                return None;
            };
            let known: Vec<&Value> = content.values.iter().map(|value| &value.wire).collect();
            let only = match (picked, known.as_slice()) {
                ([only], _) => only,
                ([], [only]) => *only,
                _ => return None,
            };
            let value = content.values.iter().find(|value| value.wire == *only)?;
            let (name, variant) = (super::imports::model(&model.name), value.name.ident());
            Some(quote!(#name::#variant))
        }
        _ => None,
    }
}
