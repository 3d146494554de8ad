//! What Cargo features choose.

use std::collections::BTreeSet;

use proc_macro2::TokenStream;
use quote::quote;

/// The effect of a feature.
pub(super) fn meaning(feature: &str) -> &'static str {
    match feature {
        "rustls" => "requests over reqwest with rustls; without it, give a transport of your own",
        "blocking" => "`send_blocking()` and blocking iterators",
        "tracing" => "a span for each call and an event for each attempt",
        "full" => "all resources",
        "cli" => "the command-line tool",
        "cli-keyring" => "credentials of the tool in the system's keyring",
        _ => "the resource of this name",
    }
}

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
