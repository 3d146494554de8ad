//! Operations: the method on the handle; what goes around it stands in the modules.

mod answer;
mod arguments;
mod builder;
mod explained;
mod paging;
mod table;

use proc_macro2::{Ident, TokenStream};
use quote::{format_ident, quote};

pub(super) use self::answer::{answer_enum, held, output};
use self::arguments::required_parts;
pub(super) use self::arguments::{
    argument_name, flattened, inputs_struct, is_stream_flag, is_stream_parameter, whole_body,
};
pub(super) use self::builder::builder;
pub(super) use self::table::{security, tables};
use super::deprecation::deprecated;
use super::docs::{docs, is_paragraph, plain, sentence};
use super::example::example;
use super::facts::{facts, when_absent};
use super::imports::Imports;
use super::types;
use crate::analyze::{how_paged, page_before};
use crate::ir::{Api, Next, Operation, Parameter, Place, Status, Type};

/// The method of a handle.
pub(super) fn method(api: &Api, operation: &Operation, imports: &mut Imports) -> TokenStream {
    let name = operation.name.ident();
    let about = operation_docs(api, operation);
    let example = example(api, operation)
        .map(|lines| plain(&format!("\n# Examples\n\n{}", lines.join("\n"))));
    let gone = deprecated(operation.deprecated, operation.description.as_deref());
    let constant = operation.constant.ident();
    let parts = required_parts(api, operation, imports);
    let (arguments, lets, chain) = (parts.arguments, parts.lets, parts.chain);
    imports.add("crate::runtime::call", "Call");
    let start = answer::start(&operation.success);
    let call = quote!(Call::#start(&self.core, &#constant) #chain);
    let (gives, value) = if operation.builder.is_empty() {
        let body = parts.body.map(|body| quote!(.with_json(&#body)));
        (answer::call(api, operation, imports), quote!(#call #body))
    } else {
        let builder = operation.builder.ident();
        let body = parts.body.map(|body| quote!(, #body));
        (quote!(#builder), quote!(#builder(#call #body)))
    };
    quote! {
        #about
        #example
        #gone
        pub fn #name(&self, #arguments) -> #gives {
            #lets
            #value
        }
    }
}

/// A summary as a sentence.
fn stopped(summary: &str) -> String {
    let summary = summary.trim();
    let stop = if summary.ends_with(['.', '!', '?']) || !is_paragraph(summary) {
        ""
    } else {
        "."
    };
    format!("{summary}{stop}")
}

/// Summary, description, method and path, arguments, pagination, scopes, errors by status.
fn operation_docs(api: &Api, operation: &Operation) -> TokenStream {
    let text = match (&operation.summary, &operation.description) {
        (Some(summary), Some(description)) if says_more(description, summary) => {
            format!("{}\n\n{description}", stopped(summary))
        }
        (Some(summary), _) => stopped(summary),
        (None, Some(description)) => description.clone(),
        (None, None) => String::new(),
    };
    let mut text = format!("{text}\n\n`{} {}`", operation.method, operation.path);
    if let (true, Some(media_type)) = (operation.picks, operation.accept.split([',', ';']).next()) {
        text += &format!(", answered as `{media_type}`");
    }
    if let Some(arguments) = explained::arguments(api, operation) {
        text += &format!("\n\n{arguments}");
    }
    if let Some(paging) = &operation.paging {
        text += &format!("\n\nPaged {}.", how_paged(api, paging));
        if let (Next::Token { .. }, Some(before)) = (&paging.next, page_before(operation)) {
            text += &format!(
                " `stream` goes forwards from the first page; for the page before an item, set `{before}` and send the call."
            );
        }
    }
    if !operation.spellings.is_empty() && !operation.picks {
        let names: Vec<String> = { operation.spellings.iter() }
            .map(|(name, _)| format!("`{name}`"))
            .collect();
        text += &format!(
            "\n\nThe service has the response as {} too: set the header `Accept` in the call's options, and take its bytes with `with_raw_response`.",
            names.join(" and ")
        );
    }
    if let Some(scopes) = scopes(operation) {
        text += &format!("\n\nScopes: {scopes}.");
    }
    let errors: Vec<String> = operation
        .responses
        .iter()
        .filter_map(|response| {
            let status = match response.status {
                Status::Exact(code) if code >= 400 => code.to_string(),
                Status::Range(range) if range >= 4 => format!("{range}XX"),
                _ => return None,
            };
            let means = response.description.as_deref();
            let means = means.map(sentence).filter(|means| !means.is_empty());
            let means = means.map(|means| format!(": {means}"));
            Some(format!("- {status}{}", means.unwrap_or_default()))
        })
        .collect();
    if !errors.is_empty() {
        text += &format!("\n\n# Errors\n\n{}", errors.join("\n"));
    }
    docs(&text, 4)
}

/// Whether a description is more than the summary in other letters.
fn says_more(description: &str, summary: &str) -> bool {
    let letters = |text: &str| text.trim().trim_end_matches(['.', '!']).to_lowercase();
    letters(description) != letters(summary)
}

/// What a token has to allow, by alternatives; `None` when one of them asks for nothing of the kind.
fn scopes(operation: &Operation) -> Option<String> {
    let mut sets: Vec<String> = Vec::new();
    for set in &operation.scopes {
        let names: Vec<String> = set.iter().map(|scope| format!("`{scope}`")).collect();
        let (last, others) = names.split_last()?;
        let set = match others {
            [] => last.clone(),
            others => format!("{} and {last}", others.join(", ")),
        };
        if !sets.contains(&set) {
            sets.push(set);
        }
    }
    (!sets.is_empty()).then(|| sets.join(", or "))
}

fn parameter_text(parameter: &Parameter) -> String {
    let text = parameter
        .description
        .clone()
        .filter(|text| !text.trim().is_empty());
    let text = text.or_else(|| facts(&parameter.usage.rules));
    let by_client = parameter.by_client.map(|is_required| match is_required {
        true => "Replaces the client's value. One of them is required.".to_owned(),
        false => "Replaces the client's value.".to_owned(),
    });
    let default = { parameter.default.as_ref() }.filter(|_| !parameter.required);
    let parts = text
        .into_iter()
        .chain(by_client)
        .chain(default.map(when_absent));
    parts.collect::<Vec<_>>().join("\n\n")
}

/// The method of a call that sets a parameter.
fn setter(parameter: &Parameter) -> Ident {
    match parameter.place {
        Place::Path => format_ident!("path"),
        Place::Query => format_ident!("query"),
        Place::Header => format_ident!("header"),
        Place::Cookie => format_ident!("cookie"),
        Place::Field if types::is_upload(&parameter.usage.ty) => format_ident!("file"),
        Place::Field => match &parameter.usage.ty {
            Type::Array(item) if types::is_upload(&item.ty) => format_ident!("files"),
            Type::Map(item) if types::is_upload(&item.ty) => format_ident!("named_files"),
            _ => format_ident!("field"),
        },
    }
}
