//! The error bodies that operations declare.

use proc_macro2::TokenStream;
use quote::quote;

use super::docs::{docs, sentence};
use super::imports::Imports;
use crate::ir::Api;

/// `ErrorBody`: one variant a type, and how each is decoded.
pub(super) fn error_body(api: &Api) -> TokenStream {
    let mut imports = Imports::default();
    let arms: Vec<_> = api
        .errors
        .iter()
        .filter_map(|arm| Some((arm, api.models.get(arm.model.0)?)))
        .collect();
    let variants: TokenStream = arms
        .iter()
        .map(|(arm, model)| {
            let (name, ty) = (arm.name.ident(), imports.model(&model.name));
            let about = model
                .description
                .as_deref()
                .map(sentence)
                .map(|text| docs(&text, 4));
            if arm.boxed {
                quote!(#about #name(Box<#ty>),)
            } else {
                quote!(#about #name(#ty),)
            }
        })
        .collect();
    let rows = arms.iter().map(|(arm, _)| {
        let (name, decoder) = (arm.name.ident(), arm.decoder.ident());
        quote!(#decoder => #name,)
    });
    let decoders = (!arms.is_empty()).then(|| quote!(decoders!(ErrorBody { #(#rows)* });));
    if decoders.is_some() {
        imports.add("crate::runtime::decoders", "decoders");
    }
    let uses = imports.tokens(&[]);
    quote! {
        //! What the service sends when a call fails.
        #uses

        /// The body of an error answer, typed as the description says for its status.
        #[non_exhaustive]
        #[derive(Clone, Debug, PartialEq)]
        pub enum ErrorBody {
            #variants
        }

        #decoders
    }
}
