//! The runtime: files that are copied as they are, and the module that names them.

use proc_macro2::TokenStream;
use quote::{format_ident, quote};

use crate::ir::{Api, ModelKind, Type, Usage};

macro_rules! files {
    ($($name:literal)*) => {
        /// Every file of the runtime and its text.
        const FILES: &[(&str, &str)] = &[$(($name, include_str!(concat!("../../runtime/", $name))),)*];
    };
}

files! {
    "api_error.rs" "auth.rs" "builder.rs" "call.rs" "client.rs" "client_builder.rs" "clock.rs" "credential.rs"
    "decode.rs" "encode.rs" "error.rs" "members.rs"
    "nullable.rs" "operation.rs" "options.rs" "pages.rs" "patch.rs" "path.rs" "pattern.rs" "redact.rs" "redirect.rs"
    "reqwest_transport.rs" "response.rs" "retry.rs" "rule.rs" "sdk.rs" "secret.rs" "send.rs" "string_enum.rs" "text.rs"
    "timestamp.rs" "transport.rs" "transport_error.rs" "union.rs" "validate.rs" "webhook.rs"
}

/// Which parts of the runtime a description can use.
#[derive(Clone, Debug)]
pub struct Needs {
    left_out: Vec<&'static str>,
    /// Whether instants occur.
    pub timestamps: bool,
}

impl Needs {
    /// Looks through an API.
    #[must_use]
    pub fn of(api: &Api) -> Self {
        let mut left_out = Vec::new();
        let mut leave = |file: &'static str, needed: bool| {
            if !needed {
                left_out.push(file);
            }
        };
        let has =
            |wanted: fn(&ModelKind) -> bool| api.models.iter().any(|model| wanted(&model.kind));
        leave(
            "pages.rs",
            api.operations
                .iter()
                .any(|operation| operation.paging.is_some()),
        );
        leave(
            "builder.rs",
            api.operations
                .iter()
                .any(|operation| !operation.builder.is_empty()),
        );
        leave(
            "string_enum.rs",
            has(|kind| matches!(kind, ModelKind::Enum(_))),
        );
        leave("union.rs", has(|kind| matches!(kind, ModelKind::Union(_))));
        leave(
            "members.rs",
            has(|kind| matches!(kind, ModelKind::Struct(content) if content.additional.is_some())),
        );
        leave(
            "nullable.rs",
            has(|kind| match kind {
                ModelKind::Struct(content) => content.fields.iter().any(|field| {
                    field.required && field.usage.nullable && field.usage.ty != Type::Json
                }),
                _ => false,
            }),
        );
        leave("webhook.rs", api.sdk.verifies);
        let timestamps = has_timestamps(api);
        leave("timestamp.rs", timestamps);
        Self {
            left_out,
            timestamps,
        }
    }

    /// Whether a file of the runtime is needed.
    #[must_use]
    pub fn has(&self, file: &str) -> bool {
        !self.left_out.contains(&file)
    }
}

fn has_timestamps(api: &Api) -> bool {
    let in_models = api
        .models
        .iter()
        .flat_map(crate::analyze::parts)
        .any(is_timestamp);
    let in_parameters = api
        .operations
        .iter()
        .flat_map(|operation| &operation.parameters)
        .any(|one| is_timestamp(&one.usage));
    let in_bodies = api
        .operations
        .iter()
        .filter_map(|operation| operation.body.as_ref())
        .any(|body| is_timestamp(&body.usage));
    let in_answers = api
        .operations
        .iter()
        .any(|operation| match &operation.success {
            crate::ir::Success::Json(usage) => is_timestamp(usage),
            _ => false,
        });
    in_models || in_parameters || in_bodies || in_answers
}

fn is_timestamp(usage: &Usage) -> bool {
    match &usage.ty {
        Type::Timestamp => true,
        Type::Array(item) | Type::Map(item) => is_timestamp(item),
        _ => false,
    }
}

/// The files to copy: path below `src/` and text.
pub fn verbatim(needs: &Needs) -> impl Iterator<Item = (String, &'static str)> + '_ {
    FILES
        .iter()
        .filter(|(file, _)| needs.has(file))
        .map(|(file, text)| (format!("runtime/{file}"), *text))
}

/// `runtime/mod.rs`.
pub(super) fn modules(needs: &Needs) -> TokenStream {
    let modules = FILES
        .iter()
        .filter(|(file, _)| needs.has(file))
        .map(|(file, _)| {
            let module = format_ident!("{}", file.trim_end_matches(".rs"));
            let gate =
                (*file == "reqwest_transport.rs").then(|| quote!(#[cfg(feature = "rustls")]));
            quote!(#gate pub(crate) mod #module;)
        });
    quote! {
        //! What is the same in every SDK: sending, retrying, decoding, checking.
        //!
        //! These files come from sdkgen as they are.

        #(#modules)*
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::FILES;

    #[test]
    fn every_file_of_the_runtime_is_copied() {
        let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/runtime");
        let on_disk: BTreeSet<String> = std::fs::read_dir(folder)
            .unwrap()
            .map(|entry| entry.unwrap().file_name().into_string().unwrap())
            .collect();
        let copied: BTreeSet<String> = FILES.iter().map(|(file, _)| (*file).to_owned()).collect();
        assert_eq!(copied, on_disk);
    }
}
