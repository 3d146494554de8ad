//! What a success gives.

use proc_macro2::{Ident, TokenStream};
use quote::{format_ident, quote};

use crate::emit::docs::{docs, plain, sentence};
use crate::emit::imports::Imports;
use crate::emit::types;
use crate::ir::{Api, Operation, Status, StreamKind, Success, SuccessArm};

/// The constructor of the call.
pub(super) fn start(success: &Success) -> Ident {
    match success {
        Success::Empty => format_ident!("empty"),
        Success::Json(_) => format_ident!("json"),
        Success::Optional(_) => format_ident!("optional"),
        Success::Text => format_ident!("text"),
        Success::Bytes => format_ident!("download"),
        Success::Several(_) => format_ident!("several"),
        Success::Stream(StreamKind::EventData, _) => format_ident!("events"),
        Success::Stream(StreamKind::Events, _) => format_ident!("whole_events"),
        Success::Stream(StreamKind::Lines, _) => format_ident!("lines"),
        Success::Stream(StreamKind::Sequence, _) => format_ident!("sequence"),
    }
}

/// The type of the call: what it gives, and of what it is decoded unless that is JSON.
pub(super) fn call(api: &Api, operation: &Operation, imports: &mut Imports) -> TokenStream {
    let output = output(api, operation, imports);
    let how = match &operation.success {
        Success::Json(_) => return quote!(Call<#output>),
        Success::Empty => format_ident!("Empty"),
        Success::Optional(_) => format_ident!("Optional"),
        Success::Text => format_ident!("Text"),
        Success::Bytes => format_ident!("Bytes"),
        Success::Several(_) => format_ident!("Several"),
        Success::Stream(StreamKind::EventData, _) => format_ident!("EventData"),
        Success::Stream(StreamKind::Events, _) => format_ident!("WholeEvents"),
        Success::Stream(StreamKind::Lines, _) => format_ident!("Lines"),
        Success::Stream(StreamKind::Sequence, _) => format_ident!("Sequence"),
    };
    imports.add("crate::runtime", "success");
    quote!(Call<#output, success::#how>)
}

/// The type that a success gives.
pub(in crate::emit) fn output(
    api: &Api,
    operation: &Operation,
    imports: &mut Imports,
) -> TokenStream {
    match &operation.success {
        Success::Bytes => types::of_runtime(api, "download", "Download", imports),
        Success::Several(_) => {
            let name = operation.answer.ident();
            quote!(#name)
        }
        Success::Stream(_, usage) => {
            let events = types::of_runtime(api, "events", "Events", imports);
            let item = types::value(api, usage, imports);
            quote!(#events<#item>)
        }
        success => held(api, success, imports),
    }
}

/// The type of a success that is in memory.
pub(in crate::emit) fn held(api: &Api, success: &Success, imports: &mut Imports) -> TokenStream {
    match success {
        Success::Json(usage) => types::value(api, usage, imports),
        Success::Optional(usage) => {
            let value = types::value(api, usage, imports);
            quote!(Option<#value>)
        }
        Success::Text => quote!(String),
        // One of several kinds is in memory.
        Success::Bytes | Success::Stream(..) => {
            imports.add("bytes", "Bytes");
            quote!(Bytes)
        }
        Success::Empty | Success::Several(_) => quote!(()),
    }
}

/// The enum of several kinds of success.
pub(in crate::emit) fn answer_enum(
    api: &Api,
    operation: &Operation,
    imports: &mut Imports,
) -> TokenStream {
    let Success::Several(arms) = &operation.success else {
        return TokenStream::new();
    };
    imports.add("crate::runtime", "success");
    imports.add("crate::runtime::error", "Error");
    let name = operation.answer.ident();
    let variants = arms.iter().map(|arm| {
        let variant = arm.name.ident();
        let about = docs(&meaning(arm), 4);
        match &arm.gives {
            Success::Empty => quote!(#about #variant,),
            gives => {
                let ty = held(api, gives, imports);
                quote!(#about #variant(#ty),)
            }
        }
    });
    let variants: TokenStream = variants.collect();
    // What no other arm is for goes to the widest.
    let rest = arms
        .iter()
        .position(|arm| !matches!(arm.status, Status::Exact(_)));
    let rest = rest.unwrap_or_default();
    let cases = arms.iter().enumerate().filter(|(index, _)| *index != rest);
    let cases = cases.filter_map(|(_, arm)| match arm.status {
        Status::Exact(code) => {
            let code = proc_macro2::Literal::u16_unsuffixed(code);
            let made = made(arm);
            Some(quote!(#code => #made,))
        }
        _ => None,
    });
    let rest = arms.get(rest).map(made);
    let about = plain(&format!("What `{}` gives when it succeeds.", operation.id));
    quote! {
        #about
        #[non_exhaustive]
        #[derive(Clone, Debug, PartialEq)]
        pub enum #name {
            #variants
        }

        impl success::Success for #name {
            fn decode(received: &success::Received<'_>) -> Result<Self, Error> {
                match received.status() {
                    #(#cases)*
                    _ => #rest,
                }
            }
        }
    }
}

fn meaning(arm: &SuccessArm) -> String {
    let status = match arm.status {
        Status::Exact(code) => code.to_string(),
        Status::Range(range) => format!("{range}XX"),
        Status::Default => "Any other status".to_owned(),
    };
    match arm.description.as_deref().map(sentence) {
        Some(text) if !text.is_empty() => format!("{status}: {text}"),
        _ => format!("{status}."),
    }
}

/// The arm, decoded.
fn made(arm: &SuccessArm) -> TokenStream {
    let variant = arm.name.ident();
    match arm.gives {
        Success::Json(_) | Success::Optional(_) => quote!(received.json().map(Self::#variant)),
        Success::Text => quote!(Ok(Self::#variant(received.text()))),
        Success::Bytes | Success::Stream(..) => quote!(Ok(Self::#variant(received.bytes()))),
        Success::Empty | Success::Several(_) => {
            quote!(received.nothing().map(|()| Self::#variant))
        }
    }
}
