//! The headers that answers carry, as constants.

use proc_macro2::TokenStream;
use quote::quote;

use super::deprecation::deprecated;
use super::docs::docs;
use super::imports::Imports;
use super::types::{of_runtime, value};
use crate::ir::{Api, HeaderKey, HeaderSpelling};

/// `headers.rs`
pub(super) fn headers(api: &Api) -> TokenStream {
    let mut imports = Imports::default();
    let header = of_runtime(api, "header", "Header", &mut imports);
    let all: Vec<TokenStream> = { api.headers.iter() }
        .map(|key| constant(api, key, &header, &mut imports))
        .collect();
    let uses = imports.tokens(&[]);
    quote! {
        #uses
        #(#all)*
    }
}

fn constant(
    api: &Api,
    key: &HeaderKey,
    header: &TokenStream,
    imports: &mut Imports,
) -> TokenStream {
    let (name, wire) = (key.name.ident(), &key.wire);
    let text = match &key.description {
        Some(description) => format!("{description}\n\n`{wire}`"),
        None => format!("`{wire}`"),
    };
    let about = docs(&text, 0);
    let deprecated = deprecated(key.deprecated, key.description.as_deref());
    let ty = value(api, &key.usage, imports);
    let spelling = match key.spelling {
        HeaderSpelling::Text => quote!(text),
        HeaderSpelling::Json => quote!(json),
        HeaderSpelling::Texts => quote!(texts),
        HeaderSpelling::Numbers => quote!(numbers),
    };
    quote! {
        #about
        #deprecated
        pub const #name: #header<#ty> = #header::#spelling(#wire);
    }
}
