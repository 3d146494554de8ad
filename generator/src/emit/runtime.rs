//! The runtime: files that are copied as they are, and the module that names them.

use std::collections::{BTreeMap, BTreeSet};

use proc_macro2::TokenStream;
use quote::{format_ident, quote};

use super::reading::{self, Reading};
use super::{field, types};
use crate::ir::{
    Api, EnumBase, External, Model, ModelKind, Next, PageInput, Rule, Scheme, Success, Token, Type,
};

macro_rules! files {
    ($($name:literal)*) => {
        /// Every file of the runtime and its text.
        const FILES: &[(&str, &str)] = &[$(($name, include_str!(concat!("../../runtime/", $name))),)*];
    };
}

files! {
    "api_error.rs" "arms.rs" "auth.rs" "base64.rs" "blocking.rs" "broken.rs" "builder.rs" "call.rs" "client.rs" "client_builder.rs" "client_parameter.rs" "clock.rs" "credential.rs" "dates.rs"
    "decode.rs" "decoders.rs" "download.rs" "draft.rs" "encode.rs" "error.rs" "events.rs" "form.rs" "free_form.rs" "header.rs" "hidden.rs" "hook.rs" "input.rs" "integer_enum.rs" "json_enum.rs" "lenient.rs" "link.rs" "masked.rs" "matching.rs" "members.rs" "multipart.rs" "needles.rs"
    "next_page.rs" "nullable.rs" "object.rs" "one_or_many.rs" "operation.rs" "options.rs" "page_body.rs" "page_cursor.rs" "page_property.rs" "pages.rs" "patch.rs" "path.rs" "pattern.rs" "probe.rs" "redact.rs" "redirect.rs" "reopening.rs"
    "reqwest_transport.rs" "response.rs" "retry.rs" "rule.rs" "sdk.rs" "secret.rs" "send.rs" "server.rs" "setters.rs" "settings.rs" "spelling.rs" "string_enum.rs" "success.rs" "text.rs"
    "time.rs" "token.rs" "token_endpoint.rs" "tolerant.rs" "trace.rs" "transport.rs" "transport_error.rs" "union.rs" "upload.rs" "validate.rs" "value.rs" "walk.rs" "webhook.rs"
    "cli/arrival.rs" "cli/auth.rs" "cli/call.rs" "cli/catalogue.rs" "cli/completion.rs" "cli/curl.rs" "cli/env_file.rs" "cli/event_table.rs" "cli/events.rs" "cli/failure.rs" "cli/globals.rs" "cli/grid.rs" "cli/input.rs" "cli/json.rs"
    "cli/line.rs" "cli/listen.rs" "cli/live.rs" "cli/mask.rs" "cli/network.rs" "cli/notes.rs" "cli/print.rs" "cli/private_file.rs" "cli/prompt.rs" "cli/query.rs" "cli/receive.rs" "cli/replacement.rs" "cli/response.rs" "cli/run.rs"
    "cli/send_event.rs" "cli/settings.rs" "cli/signals.rs" "cli/signature.rs" "cli/store.rs" "cli/table.rs" "cli/terminal.rs" "cli/throttle.rs" "cli/trace.rs" "cli/tree.rs" "cli/vault.rs" "cli/visible.rs"
}

/// The folder of the command-line tool.
const TOOL: &str = "cli/";

/// The files that are about deliveries.
const EVENTS: [&str; 7] = [
    "cli/arrival.rs",
    "cli/event_table.rs",
    "cli/events.rs",
    "cli/listen.rs",
    "cli/receive.rs",
    "cli/send_event.rs",
    "cli/throttle.rs",
];

/// Which parts of the runtime a description can use.
#[derive(Clone, Debug)]
pub struct Needs {
    left_out: Vec<&'static str>,
    /// The types from elsewhere that occur.
    externals: BTreeSet<External>,
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
        let mut paging = api.operations.iter().filter_map(|one| one.paging.as_ref());
        leave("header.rs", !api.headers.is_empty());
        leave("decoders.rs", !api.errors.is_empty());
        leave("link.rs", paging.clone().any(|one| one.next == Next::Link));
        let inputs = paging.clone().filter_map(|one| input(&one.next));
        let has_input = |wanted: fn(&PageInput) -> bool| inputs.clone().any(wanted);
        let has_property = has_input(|one| matches!(one, PageInput::Property(..)));
        leave("page_property.rs", has_property);
        let has_body = has_input(|one| matches!(one, PageInput::Body(_)));
        leave("page_body.rs", has_body);
        let has_cursor = paging.clone().any(|one| {
            matches!(&one.next, Next::Token { token, .. } if !matches!(token, Token::Text(_)))
        });
        leave("page_cursor.rs", has_cursor);
        let has_pages = paging.next().is_some();
        leave("next_page.rs", has_pages);
        leave("walk.rs", has_pages && api.cli.is_some());
        let has_tool = api.cli.is_some();
        let has_events = api.cli.as_ref().is_some_and(|cli| !cli.events.is_empty());
        for (file, _) in FILES.iter().filter(|(file, _)| file.starts_with(TOOL)) {
            leave(
                file,
                match *file {
                    "cli/signature.rs" => has_events && api.sdk.verifies,
                    file if EVENTS.contains(&file) => has_events,
                    _ => has_tool,
                },
            );
        }
        leave("pages.rs", has_pages);
        let hides = |kind: &ModelKind| match kind {
            ModelKind::Struct(content) => content.fields.iter().any(|field| field.hidden),
            _ => false,
        };
        leave("masked.rs", has(hides));
        leave(
            "builder.rs",
            api.operations
                .iter()
                .any(|operation| !operation.builder.is_empty()),
        );
        let has_base = |base: EnumBase| {
            let is = |model: &Model| matches!(&model.kind, ModelKind::Enum(content) if content.base == base);
            api.models.iter().any(is)
        };
        leave("string_enum.rs", has_base(EnumBase::Text));
        leave("integer_enum.rs", has_base(EnumBase::Integer));
        leave("json_enum.rs", has_base(EnumBase::Json));
        let has_unions = has(|kind| matches!(kind, ModelKind::Union(_)));
        let has_maps =
            has(|kind| matches!(kind, ModelKind::Struct(content) if !content.maps.is_empty()));
        let has_objects =
            has(|kind| matches!(kind, ModelKind::Struct(content) if content.maps.is_empty()));
        leave("object.rs", has_objects);
        leave("union.rs", has_unions);
        leave("arms.rs", has_unions);
        leave("members.rs", has_maps);
        leave("probe.rs", has_unions || has_maps);
        let has_lists = crate::analyze::usages(api);
        let has_lists = has_lists
            .iter()
            .any(|usage| matches!(usage.ty, Type::OneOrMany(_)));
        leave("one_or_many.rs", has_lists);
        let readings = api.models.iter().flat_map(|model| {
            let fields = match &model.kind {
                ModelKind::Struct(content) if content.maps.is_empty() => content.fields.as_slice(),
                _ => &[],
            };
            fields.iter().map(|field| Reading::of(api, model, field))
        });
        leave("nullable.rs", readings.clone().any(Reading::tells_null));
        let parts = api.models.iter().flat_map(crate::analyze::parts);
        let has_dates = parts.clone().any(|usage| reading::has_dates(api, usage));
        leave("dates.rs", has_dates);
        let mut fields = api.models.iter().flat_map(|model| match &model.kind {
            ModelKind::Struct(content) => content.fields.as_slice(),
            _ => &[],
        });
        let is_loose = fields.any(|field| field.loosely_spelled);
        leave("spelling.rs", is_loose);
        leave("lenient.rs", has_dates || is_loose);
        let tolerates =
            has_dates || is_loose || has_maps || readings.clone().any(Reading::tolerates);
        leave("tolerant.rs", tolerates);
        let sets = |model: &Model| match &model.kind {
            ModelKind::Struct(content) => model.sent && field::settable(content).next().is_some(),
            _ => false,
        };
        leave("setters.rs", api.models.iter().any(sets));
        let asks_endpoint = |scheme: &Scheme| {
            let tokens = scheme.tokens.as_ref();
            tokens.is_some_and(|one| one.client_credentials.is_some() || one.refresh.is_some())
        };
        leave("token_endpoint.rs", api.schemes.iter().any(asks_endpoint));
        let gives =
            |wanted: fn(&Success) -> bool| api.operations.iter().any(|one| wanted(&one.success));
        leave("download.rs", gives(|success| *success == Success::Bytes));
        let has_streams = gives(|success| matches!(success, Success::Stream(..)));
        leave("events.rs", has_streams);
        leave("reopening.rs", has_streams);
        let sorts_in = has(
            |kind| matches!(kind, ModelKind::Struct(content) if content.maps.iter().any(|map| map.pattern.is_some())),
        );
        leave("matching.rs", sorts_in);
        leave("pattern.rs", sorts_in || checks_patterns(api));
        leave("webhook.rs", api.sdk.verifies);
        let externals = crate::analyze::externals(api);
        for file in ["base64.rs", "time.rs"] {
            let module = format!("crate::runtime::{}", file.trim_end_matches(".rs"));
            let is_used =
                |external: &External| external.uses.iter().any(|(used, _)| *used == module);
            leave(file, externals.iter().any(is_used));
        }
        Self {
            left_out,
            externals,
        }
    }

    /// The types that come from other crates.
    pub fn foreign(&self) -> impl Iterator<Item = &External> {
        let is_foreign = |external: &&External| {
            let mut paths = external.uses.iter().map(|(module, _)| module);
            // The runtime knows its own types and those that every crate has.
            let is_known = |path: &String| {
                let known = ["crate::", "std::", "serde_json::"];
                known.iter().any(|known| path.starts_with(known))
            };
            !paths.any(is_known) && !is_known(&external.text)
        };
        self.externals.iter().filter(is_foreign)
    }

    /// Whether a crate is used for types.
    #[must_use]
    pub fn uses(&self, name: &str) -> bool {
        let is_of = |module: &str| module.split("::").next() == Some(name);
        let mut uses = self.externals.iter().flat_map(|external| &external.uses);
        uses.any(|(module, _)| is_of(module))
    }

    /// Whether a file of the runtime is needed.
    #[must_use]
    pub fn has(&self, file: &str) -> bool {
        !self.left_out.contains(&file)
    }
}

/// The input that asks for a page.
fn input(next: &Next) -> Option<&PageInput> {
    match next {
        Next::Token { input, .. } => Some(input),
        Next::Offset(position) | Next::Number(position) => Some(&position.input),
        Next::Url(_) | Next::Link => None,
    }
}

/// Whether a text that is sent has to match a pattern.
fn checks_patterns(api: &Api) -> bool {
    fn in_rules(rules: &[Rule]) -> bool {
        rules.iter().any(|rule| match rule {
            Rule::Pattern(..) => true,
            Rule::Items(rules) | Rule::Keys(rules) | Rule::Values(rules) => in_rules(rules),
            Rule::Places(places) => places.iter().any(|rules| in_rules(rules)),
            _ => false,
        })
    }
    let sent = api.models.iter().filter(|model| model.sent);
    let of_models = sent.flat_map(crate::analyze::parts);
    let of_operations = api.operations.iter().flat_map(|operation| {
        let body = operation.body.iter().map(|body| &body.usage);
        let parameters = operation.parameters.iter().map(|one| &one.usage);
        body.chain(parameters)
    });
    let mut usages = of_models.chain(of_operations);
    usages.any(|usage| in_rules(&usage.rules))
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
        .filter(|(file, _)| needs.has(file) && !file.starts_with(TOOL))
        .map(|(file, _)| {
            let module = format_ident!("{}", file.trim_end_matches(".rs"));
            let gate = match *file {
                "walk.rs" => Some(quote!(#[cfg(feature = "cli")])),
                "reqwest_transport.rs" => Some(quote!(#[cfg(feature = "rustls")])),
                "blocking.rs" => Some(quote!(#[cfg(feature = "blocking")])),
                _ => None,
            };
            quote!(#gate pub(crate) mod #module;)
        });
    let tool = needs.has("cli/run.rs").then(|| {
        quote!(
            #[cfg(feature = "cli")]
            pub(crate) mod cli;
        )
    });
    // What another crate makes of a text is right by itself.
    let unchecked = needs.foreign().map(|external| {
        let paths = external.uses.iter().map(|(module, name)| {
            let text = format!("use {module}::{name};");
            text.parse::<TokenStream>().unwrap_or_default()
        });
        let text: TokenStream = external.text.parse().unwrap_or_default();
        (
            quote!(#(#paths)*),
            quote!(impl validate::Validate for #text {}),
        )
    });
    let (uses, impls): (BTreeMap<String, TokenStream>, Vec<TokenStream>) = unchecked
        .map(|(uses, one)| ((uses.to_string(), uses), one))
        .unzip();
    let uses = uses.into_values();
    let dates = needs.externals.iter().filter(|_| needs.has("dates.rs"));
    let dates = dates.filter_map(|external| {
        let last = match crate::analyze::last_date_time(external) {
            Some(last) => Some(last.parse::<TokenStream>().ok()?),
            None => crate::analyze::is_date(external).then_some(None)?,
        };
        let ty: TokenStream = external.text.parse().ok()?;
        let ours = types::is_wrapper(external).then(|| quote!(time::));
        let last = last.map(|last| quote!(, #ours #last));
        Some(quote!(dates::date_time!(#ours #ty #last);))
    });
    quote! {
        //! What is the same in every SDK: sending, retrying, decoding, checking.
        //!
        //! These files come from sdkgen as they are. What they write for each type is marked `#[inline]`: it is compiled in the
        //! programs that use it.

        #tool
        #(#modules)*

        #(#uses)*

        #(#impls)*

        #(#dates)*
    }
}

/// `runtime/cli/mod.rs`.
pub(super) fn tool_modules(needs: &Needs) -> TokenStream {
    let modules = FILES.iter().filter(|(file, _)| needs.has(file));
    let modules = modules.filter_map(|(file, _)| {
        let file = file.strip_prefix(TOOL)?;
        let module = format_ident!("{}", file.trim_end_matches(".rs"));
        Some(quote!(pub(crate) mod #module;))
    });
    quote! {
        //! The command-line tool: what is the same for every description. What differs is in tables.

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
        let names = |folder: &str, before: &str| -> Vec<String> {
            let entries = std::fs::read_dir(folder).unwrap();
            let names = entries.map(|entry| entry.unwrap().file_name().into_string().unwrap());
            names.map(|name| format!("{before}{name}")).collect()
        };
        let mut on_disk: BTreeSet<String> = names(folder, "").into_iter().collect();
        assert!(on_disk.remove("cli"));
        on_disk.extend(names(&format!("{folder}/cli"), super::TOOL));
        let copied: BTreeSet<String> = FILES.iter().map(|(file, _)| (*file).to_owned()).collect();
        assert_eq!(copied, on_disk);
    }
}
