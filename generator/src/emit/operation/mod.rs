//! Operations: the method on the handle; what goes around it stands in the modules.

mod arguments;
mod builder;
mod paging;
mod table;

use proc_macro2::{Ident, TokenStream};
use quote::{format_ident, quote};

pub(super) use self::arguments::inputs_struct;
use self::arguments::required_parts;
pub(super) use self::builder::builder;
pub(super) use self::table::{security, tables};
use super::deprecation::deprecated;
use super::docs::{docs, sentence};
use super::imports::Imports;
use super::types;
use crate::ir::{Api, Operation, Parameter, Place, Status, Success};

/// The method of a handle.
pub(super) fn method(api: &Api, operation: &Operation, imports: &mut Imports) -> TokenStream {
    let name = operation.name.ident();
    let about = operation_docs(operation);
    let gone = deprecated(operation.deprecated, operation.description.as_deref());
    let constant = operation.constant.ident();
    let parts = required_parts(api, operation, imports);
    let (arguments, lets, chain) = (parts.arguments, parts.lets, parts.chain);
    imports.add("crate::runtime::call", "Call");
    let start = match operation.success {
        Success::Empty => quote!(empty),
        Success::Json(_) => quote!(json),
        Success::Text => quote!(text),
        Success::Bytes => quote!(bytes),
    };
    let call = quote!(Call::#start(&self.core, &#constant) #chain);
    let (gives, value) = if operation.builder.is_empty() {
        let output = output(api, operation, imports);
        let body = parts.body.map(|body| quote!(.with_json(&#body)));
        (quote!(Call<#output>), quote!(#call #body))
    } else {
        let builder = operation.builder.ident();
        let body = parts.body.map(|body| quote!(, #body));
        (quote!(#builder), quote!(#builder(#call #body)))
    };
    quote! {
        #about
        #gone
        pub fn #name(&self, #arguments) -> #gives {
            #lets
            #value
        }
    }
}

/// The type that a success gives.
fn output(api: &Api, operation: &Operation, imports: &mut Imports) -> TokenStream {
    match &operation.success {
        Success::Empty => quote!(()),
        Success::Json(usage) => types::value(api, usage, imports),
        Success::Text => quote!(String),
        Success::Bytes => {
            imports.add("bytes", "Bytes");
            quote!(Bytes)
        }
    }
}

/// A summary as a sentence.
fn stopped(summary: &str) -> String {
    let summary = summary.trim();
    let stop = if summary.ends_with(['.', '!', '?']) {
        ""
    } else {
        "."
    };
    format!("{summary}{stop}")
}

/// Summary, description, method and path, errors by status.
fn operation_docs(operation: &Operation) -> TokenStream {
    let mut text = match (&operation.summary, &operation.description) {
        (Some(summary), Some(description)) if summary.trim() != description.trim() => {
            format!("{}\n\n{description}", stopped(summary))
        }
        (Some(summary), _) => stopped(summary),
        (None, Some(description)) => description.clone(),
        (None, None) => format!("Calls `{}`.", operation.id),
    };
    text += &format!("\n\n`{} {}`", operation.method, operation.path);
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
            let means = means.map_or_else(|| "An error.".to_owned(), sentence);
            Some(format!("- {status}: {means}"))
        })
        .collect();
    if !errors.is_empty() {
        text += &format!("\n\n# Errors\n\n{}", errors.join("\n"));
    }
    docs(&text, 4)
}

fn parameter_text(parameter: &Parameter) -> String {
    let text = parameter
        .description
        .clone()
        .filter(|text| !text.trim().is_empty());
    text.unwrap_or_else(|| format!("The parameter `{}`.", parameter.wire))
}

fn place(place: Place) -> Ident {
    match place {
        Place::Path => format_ident!("path"),
        Place::Query => format_ident!("query"),
        Place::Header => format_ident!("header"),
        Place::Cookie => format_ident!("cookie"),
    }
}
