//! The builder of an operation with optional inputs.

use proc_macro2::TokenStream;
use quote::{format_ident, quote};

use super::arguments::{flattened, is_stream_flag, is_stream_parameter, stream_flag, whole_body};
use super::{answer, paging, parameter_text, setter};
use crate::emit::deprecation::deprecated;
use crate::emit::docs::{docs, plain};
use crate::emit::field::field_docs;
use crate::emit::imports::Imports;
use crate::emit::input;
use crate::ir::{Api, Argument, Field, Operation, Parameter, Usage};

/// The struct, its setters, and what makes it a call.
pub(in crate::emit) fn builder(
    api: &Api,
    operation: &Operation,
    imports: &mut Imports,
) -> TokenStream {
    if operation.builder.is_empty() {
        return TokenStream::new();
    }
    let name = operation.builder.ident();
    let call = answer::call(api, operation, imports);
    let handle = api
        .resources
        .get(operation.resource.0)
        .map(|resource| resource.handle.as_str())
        .filter(|name| !name.is_empty());
    let made_by = format!(
        "{}::{}",
        handle.unwrap_or(api.sdk.client.as_str()),
        // Links are without `r#`.
        operation.name.as_str()
    );
    if handle.is_none() {
        imports.add("crate", api.sdk.client.as_str());
    }
    let about = plain(&format!(
        "A call of [`{made_by}`]: set what is optional, then await it."
    ));
    let body = operation.body.as_ref();
    let flat = body.and_then(|body| flattened(api, body));
    let mut setters = TokenStream::new();
    for parameter in operation
        .parameters
        .iter()
        .filter(|parameter| !parameter.required && !is_stream_parameter(operation, parameter))
    {
        setters.extend(parameter_setter(api, parameter, flat.is_some(), imports));
    }
    if let (Some(body), Some((_, content))) = (body, flat) {
        let members = content.fields.iter().zip(&body.arguments);
        let is_set = |field: &Field| {
            !field.required && !field.read_only && !is_stream_flag(operation, field)
        };
        for (field, argument) in members.filter(|(field, _)| is_set(field)) {
            setters.extend(member_setter(api, field, argument, imports));
        }
    } else if let Some(body) = body.filter(|body| !body.required) {
        let (argument, lets, chain) = whole_body(api, body, imports);
        setters.extend(quote! {
            /// Sends this body.
            pub fn body(self, #argument) -> Self {
                #lets
                Self(self.0 #chain)
            }
        });
    }
    let is_stream = operation.streams == Some(true);
    let body_type = flat.map(|(model, content)| {
        let flag = stream_flag(content).filter(|_| is_stream);
        let sets = flag.map(|flag| {
            let flag = flag.name.ident();
            quote!(#[sets(#flag)])
        });
        (sets, imports.model(&model.name))
    });
    imports.add("crate::runtime::builder", "call_builder");
    let paged = paging::streams(api, operation, imports);
    let setters = (!setters.is_empty()).then(|| quote!(impl #name { #setters }));
    let body_type = body_type.map(|(sets, model)| (quote!(, #sets #model), quote!(, #model)));
    let (shared, held) = body_type.unzip();
    quote! {
        #about
        #[must_use = "a call does nothing until it is awaited or sent"]
        #[derive(Clone, Debug)]
        pub struct #name(#call #held);

        #setters

        call_builder!(#name, #call #shared);

        #paged
    }
}

fn parameter_setter(
    api: &Api,
    parameter: &Parameter,
    has_body: bool,
    imports: &mut Imports,
) -> TokenStream {
    let ident = parameter.name.ident();
    let usage = Usage {
        nullable: false,
        ..parameter.usage.clone()
    };
    let value = format_ident!("value");
    let input = input::input(api, &usage, &value, imports);
    let takes = &input.takes;
    let (lets, given) = input.as_value(api, &usage, &value, imports);
    let (place, wire) = (setter(parameter), &parameter.wire);
    let body = has_body.then(|| quote!(, self.1));
    let about = docs(&parameter_text(parameter), 4);
    let gone = deprecated(parameter.deprecated, parameter.description.as_deref());
    quote! {
        #about
        #gone
        pub fn #ident(self, value: #takes) -> Self {
            #lets
            Self(self.0.#place(#wire, #given) #body)
        }
    }
}

fn member_setter(
    api: &Api,
    field: &Field,
    argument: &Argument,
    imports: &mut Imports,
) -> TokenStream {
    let setter = field.name.ident();
    let ident = argument.name.ident();
    let usage = Usage {
        nullable: false,
        ..field.usage.clone()
    };
    let value = format_ident!("value");
    let takes = input::input(api, &usage, &value, imports).takes;
    let about = field_docs(field);
    let gone = deprecated(field.deprecated, field.description.as_deref());
    let allow = if field.deprecated {
        quote!(#[allow(deprecated, reason = "deprecated members are still sent")])
    } else {
        TokenStream::new()
    };
    let nulls = field.null_name.as_ref().zip(argument.null_name.as_ref());
    let null = nulls.map(|(setter, ident)| {
        let (setter, ident) = (setter.ident(), ident.ident());
        let clears = plain(&format!("Sends `{}` as null.", field.wire));
        quote! {
            #clears
            #gone
            #allow
            pub fn #ident(self) -> Self {
                Self(self.0, self.1.#setter())
            }
        }
    });
    quote! {
        #about
        #gone
        #allow
        pub fn #ident(self, value: #takes) -> Self {
            Self(self.0, self.1.#setter(value))
        }
        #null
    }
}
