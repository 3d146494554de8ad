//! What a call cannot do without: arguments, or one struct where there are many.

use proc_macro2::{Ident, TokenStream};
use quote::{format_ident, quote};

use super::{parameter_text, setter};
use crate::emit::docs::{docs, plain};
use crate::emit::field::field_docs;
use crate::emit::imports::Imports;
use crate::emit::{input, inputs, types};
use crate::ir::{
    Api, Body, BodyKind, Field, Model, ModelKind, Operation, Parameter, Place, Struct, Type,
};

/// What a method is made of.
#[derive(Default)]
pub(super) struct Parts {
    pub(super) arguments: TokenStream,
    pub(super) lets: TokenStream,
    pub(super) chain: TokenStream,
    pub(super) body: Option<TokenStream>,
}

/// The arguments of a method, and what becomes of them.
pub(super) fn required_parts(api: &Api, operation: &Operation, imports: &mut Imports) -> Parts {
    let mut parts = Parts::default();
    let by_struct = !operation.inputs.is_empty();
    for parameter in operation
        .parameters
        .iter()
        .filter(|parameter| parameter.required)
    {
        let ident = parameter.name.ident();
        let (place, wire) = (setter(parameter), &parameter.wire);
        if by_struct && parameter.place != Place::Path {
            parts.chain.extend(quote!(.#place(#wire, inputs.#ident)));
            continue;
        }
        let input = input::input(api, &parameter.usage, &ident, imports);
        let takes = &input.takes;
        parts.arguments.extend(quote!(#ident: #takes,));
        let (lets, given) = input.as_value(api, &parameter.usage, &ident, imports);
        parts.lets.extend(lets);
        parts.chain.extend(quote!(.#place(#wire, #given)));
    }
    if by_struct {
        let inputs = operation.inputs.ident();
        parts.arguments.extend(quote!(inputs: #inputs,));
    }
    let flags = { operation.parameters.iter() }.filter(|one| is_stream_parameter(operation, one));
    for flag in flags.filter(|_| operation.streams == Some(true)) {
        let (place, wire) = (setter(flag), &flag.wire);
        parts.chain.extend(quote!(.#place(#wire, true)));
    }
    let Some(body) = &operation.body else {
        return parts;
    };
    match flattened(api, body) {
        Some((model, content)) => {
            parts.body = Some(constructed(
                api,
                body,
                model,
                content,
                (by_struct, operation.streams == Some(true)),
                &mut parts.arguments,
                imports,
            ));
        }
        None if body.required && by_struct => parts.chain.extend(match body.kind {
            BodyKind::Json => quote!(.with_json(&inputs.body)),
            BodyKind::Form => quote!(.with_form(&inputs.body)),
            _ => quote!(.with_upload(inputs.body)),
        }),
        None if body.required => {
            let (argument, lets, chain) = whole_body(api, body, imports);
            parts.arguments.extend(argument);
            parts.lets.extend(lets);
            parts.chain.extend(chain);
        }
        None => {}
    }
    parts
}

/// A body that is one argument.
pub(in crate::emit) fn whole_body(
    api: &Api,
    body: &Body,
    imports: &mut Imports,
) -> (TokenStream, TokenStream, TokenStream) {
    let with = match body.kind {
        BodyKind::Json => quote!(with_json),
        BodyKind::Form => quote!(with_form),
        BodyKind::Text => {
            imports.add("crate::runtime::input", "into_text");
            return (
                quote!(body: impl Into<String>),
                TokenStream::new(),
                quote!(.with_upload(into_text(body))),
            );
        }
        BodyKind::Bytes | BodyKind::Multipart => {
            let upload = types::of_runtime(api, "upload", "Upload", imports);
            return (
                quote!(body: impl Into<#upload>),
                TokenStream::new(),
                quote!(.with_upload(body)),
            );
        }
    };
    let ident = format_ident!("body");
    let input = input::input(api, &body.usage, &ident, imports);
    let takes = &input.takes;
    let lets = if input.is_plain {
        TokenStream::new()
    } else {
        let (ty, converts) = (
            types::value(api, &body.usage, imports),
            input.converted(imports),
        );
        quote!(let body: #ty = #converts;)
    };
    (quote!(body: #takes), lets, quote!(.#with(&body)))
}

/// The struct whose members become arguments and setters.
pub(in crate::emit) fn flattened<'a>(api: &'a Api, body: &Body) -> Option<(&'a Model, &'a Struct)> {
    let model = api.models.get(body.flattened?.0)?;
    match &model.kind {
        ModelKind::Struct(content) => Some((model, content)),
        _ => None,
    }
}

/// The body made from its required members, which become arguments.
fn constructed(
    api: &Api,
    body: &Body,
    model: &Model,
    content: &Struct,
    (by_struct, streaming): (bool, bool),
    arguments: &mut TokenStream,
    imports: &mut Imports,
) -> TokenStream {
    let name = imports.model(&model.name);
    let asked = inputs::asked(api, content);
    let flag = stream_flag(content).filter(|_| streaming);
    let streams = flag.map(|flag| {
        let setter = flag.name.ident();
        quote!(.#setter(true))
    });
    let mut values = Vec::new();
    for field in &asked {
        let ident = argument_name(body, content, field);
        if by_struct {
            // `new` takes the value itself, unless it may be null.
            let usage = &field.usage;
            let is_unboxed = usage.boxed && !usage.nullable && content.inputs.is_empty();
            values.push(match is_unboxed {
                true => quote!(*inputs.#ident),
                false => quote!(inputs.#ident),
            });
        } else {
            let takes = input::input(api, &field.usage, &ident, imports).takes;
            arguments.extend(quote!(#ident: #takes,));
            values.push(quote!(#ident));
        }
    }
    if content.inputs.is_empty() {
        return quote!(#name::new(#(#values),*)#streams);
    }
    let required = imports.model(&content.inputs);
    let fields = asked.iter().map(|field| field.name.ident());
    quote!(#name::new(#required { #(#fields: #values),* })#streams)
}

/// The flag with which most services want a stream asked for, besides the media type.
pub(super) fn stream_flag(content: &Struct) -> Option<&Field> {
    crate::emit::field::settable(content).find(|field| is_flag(field))
}

/// Whether a body member is the flag that the choice between two methods sets, so that callers need not.
pub(in crate::emit) fn is_stream_flag(operation: &Operation, field: &Field) -> bool {
    operation.streams.is_some() && !field.required && is_flag(field)
}

fn is_flag(field: &Field) -> bool {
    field.wire == "stream" && field.usage.ty == Type::Bool
}

/// The same of a field of a form.
pub(in crate::emit) fn is_stream_parameter(operation: &Operation, parameter: &Parameter) -> bool {
    let is_flag = parameter.wire == "stream" && parameter.usage.ty == Type::Bool;
    operation.streams.is_some() && !parameter.required && parameter.place == Place::Field && is_flag
}

/// What a body member is called as an argument.
pub(in crate::emit) fn argument_name(body: &Body, content: &Struct, field: &Field) -> Ident {
    let index = content
        .fields
        .iter()
        .position(|other| std::ptr::eq(other, field));
    index
        .and_then(|index| body.arguments.get(index))
        .map_or(&field.name, |argument| &argument.name)
        .ident()
}

/// The struct of required inputs, where there are many.
pub(in crate::emit) fn inputs_struct(
    api: &Api,
    operation: &Operation,
    imports: &mut Imports,
) -> TokenStream {
    if operation.inputs.is_empty() {
        return TokenStream::new();
    }
    let name = operation.inputs.ident();
    let mut fields = TokenStream::new();
    for parameter in operation
        .parameters
        .iter()
        .filter(|parameter| parameter.required && parameter.place != Place::Path)
    {
        let ident = parameter.name.ident();
        let ty = types::value(api, &parameter.usage, imports);
        let about = docs(&parameter_text(parameter), 4);
        fields.extend(quote!(#about pub #ident: #ty,));
    }
    if let Some(body) = &operation.body {
        if let Some((_, content)) = flattened(api, body) {
            for field in inputs::asked(api, content) {
                let ident = argument_name(body, content, field);
                let ty = types::value(api, &field.usage, imports);
                let about = field_docs(field);
                fields.extend(quote!(#about pub #ident: #ty,));
            }
        } else if body.required {
            let ty = match body.kind {
                BodyKind::Json | BodyKind::Form => types::value(api, &body.usage, imports),
                BodyKind::Text => quote!(String),
                BodyKind::Bytes | BodyKind::Multipart => {
                    types::of_runtime(api, "upload", "Upload", imports)
                }
            };
            fields.extend(quote!(#[doc = " The body."] pub body: #ty,));
        }
    }
    let about = plain(&format!("The required inputs of `{}`.", operation.id));
    quote! {
        #about
        #[derive(Clone, Debug, PartialEq)]
        pub struct #name {
            #fields
        }
    }
}
