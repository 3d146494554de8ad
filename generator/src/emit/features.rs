//! What Cargo features choose.

use std::collections::BTreeSet;

use proc_macro2::TokenStream;
use quote::quote;

/// The attribute of what is compiled with one feature, or always.
pub(super) fn one(feature: Option<&str>) -> TokenStream {
    match feature {
        Some(feature) => quote!(#[cfg(feature = #feature)]),
        None => TokenStream::new(),
    }
}

/// The attribute of what is compiled with any of these features, or always.
pub(super) fn any(features: Option<&BTreeSet<String>>) -> TokenStream {
    let features: Vec<&String> = features.into_iter().flatten().collect();
    match features.as_slice() {
        [] => TokenStream::new(),
        [feature] => one(Some(feature)),
        several => quote!(#[cfg(any(#(feature = #several),*))]),
    }
}
