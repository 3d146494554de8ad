//! The crate's root and the roots of its modules.

use std::collections::BTreeMap;

use proc_macro2::{Ident, TokenStream};
use quote::{format_ident, quote};

use super::{Needs, features, root};
use crate::ir::{Api, BodyKind, ModelId, Operation, SchemeKind, Success, Type, Usage};
use crate::name::Name;

/// `lib.rs`.
pub(super) fn library(api: &Api, needs: &Needs, with_custom: bool) -> TokenStream {
    let about = root::docs(api);
    let exports = client_exports(api);
    let api_module = (api.resources.len() > 1).then(|| {
        quote!(
            pub mod api;
        )
    });
    let models = (!api.models.is_empty()).then(|| {
        quote!(
            pub mod models;
        )
    });
    let webhook = (api.sdk.verifies || api.event.is_some()).then(|| {
        quote!(
            pub mod webhook;
        )
    });
    let pages = needs.has("pages.rs").then(|| {
        quote!(
            pub use crate::runtime::pages::{ItemStream, PageStream};
        )
    });
    let operations = || api.operations.iter();
    // What the client's own methods take and give stands here too.
    let root = client_names(api);
    let is_free = |name: &str| root.iter().all(|taken| taken.as_str() != name);
    let download = operations()
        .any(|operation| operation.success == Success::Bytes && is_free("Download"))
        .then(|| {
            quote!(
                pub use crate::runtime::download::Download;
            )
        });
    let sends_uploads = operations().any(sends_uploads) && is_free("Upload");
    let upload = sends_uploads.then(|| {
        quote!(
            pub use crate::runtime::upload::Upload;
        )
    });
    let is_stream = |operation: &Operation| matches!(operation.success, Success::Stream(..));
    let streams = operations().any(is_stream) && is_free("Events");
    let events = streams.then(|| {
        quote!(
            pub use crate::runtime::events::Events;
        )
    });
    // What features leave out is what would use the rest.
    let partly = |lints: TokenStream| {
        let reason = "what is left out uses it";
        let is_partly = api.sdk.by_tag;
        is_partly
            .then(|| quote!(#[cfg_attr(not(feature = "full"), allow(#lints, reason = #reason))]))
    };
    let partly_errors = partly(quote!(dead_code));
    let partly_runtime = partly(quote!(unused_imports, unused_macros));
    let has_headers = !api.headers.is_empty();
    let headers_module = has_headers.then(|| {
        let about = super::docs::plain(
            "Headers that answers carry: [`Response::header`] and [`ApiError::header`] read them.",
        );
        quote!(#about pub mod headers;)
    });
    let header = (has_headers && is_free("Header")).then(|| {
        quote!(
            pub use crate::runtime::header::Header;
        )
    });
    let has_tokens = { api.schemes.iter() }.any(|scheme| scheme.tokens.is_some());
    let tokens = ["Token", "TokenError", "TokenProvider"].into_iter();
    let tokens = tokens.filter(|name| (has_tokens || *name == "TokenError") && is_free(name));
    let tokens: Vec<TokenStream> = tokens.filter_map(|name| name.parse().ok()).collect();
    let tokens = match tokens.as_slice() {
        [] => TokenStream::new(),
        [one] => quote!(
            pub use crate::runtime::token::#one;
        ),
        several => quote!(
            pub use crate::runtime::token::{#(#several),*};
        ),
    };
    let wrappers = wrappers(needs);
    let all = api.sdk.by_tag.then(|| quote!(, feature = "full"));
    let readme = quote!(
        #[cfg(all(doctest, feature = "blocking", feature = "rustls" #all))]
        #[doc = include_str!("../README.md")]
        mod readme {}
    );
    let crates = crates(needs);
    let custom = with_custom.then(|| {
        quote!(
            #[path = "../custom/mod.rs"]
            pub mod custom;
        )
    });
    let cli = api.cli.is_some().then(|| {
        quote!(
            #[cfg(feature = "cli")]
            pub mod cli;
        )
    });
    quote! {
        #about
        #![forbid(unsafe_code)]

        #api_module
        #cli
        mod client;
        #custom
        #partly_errors
        mod error_body;
        #headers_module
        #models
        #[allow(dead_code, reason = "the runtime is the same for every SDK; this one need not use all of it")]
        #partly_runtime
        mod runtime;
        #webhook

        pub use crate::client::#exports;
        pub use crate::error_body::ErrorBody;
        pub use crate::runtime::api_error::{ApiError, ErrorIssue};
        #[cfg(feature = "blocking")]
        pub use crate::runtime::blocking::Blocking;
        pub use crate::runtime::call::Call;
        pub use crate::runtime::client_builder::Builder;
        pub use crate::runtime::clock::{Clock, SystemClock};
        #download
        pub use crate::runtime::error::{
            Breach, ConfigError, DecodeError, Error, InvalidError, PaginationError,
        };
        #events
        #header
        pub use crate::runtime::hook::{IncomingResponse, OutgoingRequest};
        pub use crate::runtime::options::CallOptions;
        #wrappers
        #pages
        pub use crate::runtime::patch::Patch;
        pub use crate::runtime::response::Response;
        pub use crate::runtime::retry::Retries;
        pub use crate::runtime::secret::Secret;
        #tokens
        pub use crate::runtime::transport::{Body, BoxFuture, Transport};
        pub use crate::runtime::transport_error::{TransportError, TransportErrorKind};
        #upload

        #crates

        #readme
    }
}

/// Whether an operation takes content that is sent as it is.
fn sends_uploads(operation: &Operation) -> bool {
    let is_file = |usage: &Usage| match &usage.ty {
        Type::Array(item) | Type::Map(item) => super::types::is_upload(&item.ty),
        ty => super::types::is_upload(ty),
    };
    let mut parameters = operation.parameters.iter();
    let body = operation.body.as_ref();
    parameters.any(|parameter| is_file(&parameter.usage))
        || body.is_some_and(|body| matches!(body.kind, BodyKind::Bytes | BodyKind::Multipart))
}

/// What users name of the client's module: beside the client, what its own methods take and give.
fn client_names(api: &Api) -> Vec<&Name> {
    let root = api.resources.first();
    let operations = root
        .into_iter()
        .flat_map(|root| &root.operations)
        .filter_map(|id| api.operations.get(id.0));
    operations
        .flat_map(|operation| [&operation.builder, &operation.inputs, &operation.answer])
        .chain([&api.sdk.client])
        .filter(|name| !name.is_empty())
        .collect()
}

fn client_exports(api: &Api) -> TokenStream {
    let names = client_names(api).into_iter();
    let mut names: Vec<(&str, Ident)> = names.map(|name| (name.as_str(), name.ident())).collect();
    if super::servers::is_choice(api) {
        names.push(("Environment", format_ident!("Environment")));
    }
    names.sort();
    let names: Vec<&Ident> = names.iter().map(|(_, ident)| ident).collect();
    match names.as_slice() {
        [one] => quote!(#one),
        several => quote!({#(#several),*}),
    }
}

/// The types of the runtime that members and arguments may have, where they do.
fn wrappers(needs: &Needs) -> TokenStream {
    let mut exports = TokenStream::new();
    if needs.has("base64.rs") {
        exports.extend(quote!(
            pub use crate::runtime::base64::{Base64, Base64Url};
        ));
    }
    if needs.has("one_or_many.rs") {
        exports.extend(quote!(
            pub use crate::runtime::one_or_many::OneOrMany;
        ));
    }
    if needs.has("time.rs") {
        exports.extend(quote!(
            pub use crate::runtime::time::{Date, DateTime};
        ));
    }
    exports
}

/// The crates whose types stand in signatures: users need not find the version that matches.
fn crates(needs: &Needs) -> TokenStream {
    let dates = ["chrono", "jiff"]
        .into_iter()
        .filter(|name| needs.uses(name));
    let time = needs.has("time.rs").then_some("time");
    let uuid = needs.uses("uuid").then_some("uuid");
    let all = ["bytes", "http", "serde_json"].into_iter();
    let mut all: Vec<&str> = all.chain(dates).chain(time).chain(uuid).collect();
    all.sort_unstable();
    let all: TokenStream = all.join(", ").parse().unwrap_or_default();
    quote!(pub use {#all};)
}

/// The expression that makes a client.
pub(super) fn client_made(api: &Api) -> String {
    let client = api.sdk.client.as_str();
    let has_variable = api.schemes.iter().any(|scheme| scheme.variable.is_some());
    let made = super::client_parameters::example(api);
    made.unwrap_or_else(|| match api.sdk.scheme.and_then(|at| api.schemes.get(at)) {
        _ if has_variable => format!("{client}::from_env()?"),
        Some(scheme) if scheme.kind == SchemeKind::Basic => {
            format!("{client}::new(\"user\", \"password\")?")
        }
        Some(_) => format!("{client}::new(\"key\")?"),
        None => format!("{client}::new()?"),
    })
}

/// The files of models, each with those that stand in it.
pub(super) fn files(api: &Api) -> BTreeMap<&Name, Vec<ModelId>> {
    let mut files: BTreeMap<&Name, Vec<ModelId>> = BTreeMap::new();
    for (index, model) in api.models.iter().enumerate() {
        files.entry(&model.module).or_default().push(ModelId(index));
    }
    files
}

/// `models/mod.rs`.
pub(super) fn models(api: &Api) -> TokenStream {
    let files = files(api);
    let chosen = |module: &Name| features::any(api.file_features.get(module));
    let modules = files.keys().map(|module| {
        let (chosen, module) = (chosen(module), module.ident());
        quote!(#chosen mod #module;)
    });
    let exports = files.iter().map(|(module, models)| {
        let (chosen, module) = (chosen(module), module.ident());
        let models = models.iter().filter_map(|id| api.models.get(id.0));
        let names = models.flat_map(|model| std::iter::once(&model.name).chain(inputs(model)));
        let mut names: Vec<&Name> = names.collect();
        names.sort();
        let names: Vec<_> = names.into_iter().map(Name::ident).collect();
        match names.as_slice() {
            [one] => quote!(#chosen pub use self::#module::#one;),
            several => quote!(#chosen pub use self::#module::{#(#several),*};),
        }
    });
    quote! {
        //! What is sent and received.

        #(#modules)*

        #(#exports)*
    }
}

fn inputs(model: &crate::ir::Model) -> Option<&Name> {
    match &model.kind {
        crate::ir::ModelKind::Struct(content) => {
            Some(&content.inputs).filter(|name| !name.is_empty())
        }
        _ => None,
    }
}

/// `api/mod.rs`.
pub(super) fn resources(api: &Api) -> TokenStream {
    let mut lines = Vec::new();
    for resource in api.resources.iter().skip(1) {
        let mut names = vec![&resource.handle];
        for operation in resource
            .operations
            .iter()
            .filter_map(|id| api.operations.get(id.0))
        {
            for name in [&operation.builder, &operation.inputs, &operation.answer] {
                if !name.is_empty() {
                    names.push(name);
                }
            }
        }
        names.sort();
        lines.push((&resource.module, &resource.feature, names));
    }
    lines.sort();
    let visibility = api.cli.is_some().then(|| quote!(pub(crate)));
    let modules = lines.iter().map(|(module, feature, _)| {
        let (chosen, module) = (features::one(feature.as_deref()), module.ident());
        quote!(#chosen #visibility mod #module;)
    });
    let exports = lines.iter().map(|(module, feature, names)| {
        let (chosen, module) = (features::one(feature.as_deref()), module.ident());
        let names = names.iter().map(|name| name.ident());
        let names: Vec<_> = names.collect();
        match names.as_slice() {
            [one] => quote!(#chosen pub use self::#module::#one;),
            several => quote!(#chosen pub use self::#module::{#(#several),*};),
        }
    });
    quote! {
        //! What can be called, resource by resource.

        #(#modules)*

        #(#exports)*
    }
}
