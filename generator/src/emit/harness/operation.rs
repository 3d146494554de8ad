//! The function of the harness that makes one call through the crate's public methods.

use proc_macro2::TokenStream;
use quote::quote;

use crate::emit::imports::Imports;
use crate::emit::operation::{flattened, is_stream_flag, is_stream_parameter};
use crate::emit::{inputs, types};
use crate::ir::{
    Api, Argument, Body, BodyKind, Field, ModelKind, Operation, Parameter, Place, ResourceId,
    Struct, Type, Usage,
};

/// What is passed to a method, and how its builder is set up.
#[derive(Default)]
struct Passed {
    /// What comes first.
    before: TokenStream,
    arguments: TokenStream,
    /// The members of the struct of required inputs.
    inputs: TokenStream,
    setters: TokenStream,
}

/// How the body of an operation is given.
enum Kind<'a> {
    None,
    /// As arguments and setters, one for each member.
    Members(&'a Body, &'a Struct),
    /// As one argument of a type of its own.
    Value(&'a Body),
    /// As text.
    Text(&'a Body),
    /// As bytes.
    Bytes(&'a Body),
}

/// The function that calls one operation of the resource that `accessors` lead to.
pub(super) fn function(
    api: &Api,
    operation: &Operation,
    accessors: &TokenStream,
    imports: &mut Imports,
) -> TokenStream {
    let name = operation.name.ident();
    let mut passed = Passed::default();
    parameters(api, operation, &mut passed, imports);
    if operation.form.is_some() {
        passed.before.extend(quote!(given.open_body()?;));
    }
    let by_struct = !operation.inputs.is_empty();
    match kind(api, operation) {
        Kind::None => {}
        Kind::Members(body, content) => {
            members(
                api,
                operation,
                (body, content),
                by_struct,
                &mut passed,
                imports,
            );
        }
        Kind::Value(body) => {
            let taken = match by_struct && body.required {
                // The struct's member says what the type is.
                true => quote!(given.whole_body()?),
                false => {
                    let ty = argument(api, &body.usage, imports);
                    quote!(given.whole_body::<#ty>()?)
                }
            };
            whole(body, by_struct, &taken, &mut passed);
        }
        Kind::Text(body) => {
            let taken = quote!(given.whole_body::<String>()?);
            whole(body, by_struct, &taken, &mut passed);
        }
        Kind::Bytes(body) => {
            // The struct's member is an upload already.
            let into = by_struct.then(|| quote!(.map(Into::into)));
            whole(body, by_struct, &quote!(given.bytes()? #into), &mut passed);
        }
    }
    if by_struct {
        let ty = operation.inputs.ident();
        // What the client itself offers is at the crate's root.
        let module = match operation.resource {
            ResourceId(0) => api.sdk.library.as_str().to_owned(),
            _ => format!("{}::api", api.sdk.library.as_str()),
        };
        imports.add(&module, operation.inputs.as_str());
        let members = &passed.inputs;
        passed.arguments.extend(quote!(#ty { #members }));
    }
    let Passed {
        before,
        arguments,
        setters,
        ..
    } = passed;
    let answered = super::answer::answered(api, operation, imports);
    let call = match setters.is_empty() {
        true => quote!(let call = client #accessors.#name(#arguments);),
        false => quote!(let mut call = client #accessors.#name(#arguments); #setters),
    };
    quote! {
        pub(in crate::calls) fn #name(
            client: &crate::calls::Client,
            given: &mut crate::calls::Given,
        ) -> Result<crate::calls::Pending, crate::calls::Failure> {
            #before
            #call
            given.end()?;
            #answered
        }
    }
}

fn kind<'a>(api: &'a Api, operation: &'a Operation) -> Kind<'a> {
    let Some(body) = &operation.body else {
        return Kind::None;
    };
    let flattened = body.flattened.and_then(|model| api.models.get(model.0));
    match flattened.map(|model| &model.kind) {
        Some(ModelKind::Struct(content)) => Kind::Members(body, content),
        _ => match body.kind {
            BodyKind::Json | BodyKind::Form => Kind::Value(body),
            BodyKind::Text => Kind::Text(body),
            BodyKind::Bytes | BodyKind::Multipart => Kind::Bytes(body),
        },
    }
}

fn parameters(api: &Api, operation: &Operation, passed: &mut Passed, imports: &mut Imports) {
    let by_struct = !operation.inputs.is_empty();
    let is_set = |one: &&Parameter| !is_stream_parameter(operation, one);
    for parameter in operation.parameters.iter().filter(is_set) {
        let (name, place, wire) = (
            parameter.name.ident(),
            place(parameter.place),
            &parameter.wire,
        );
        if !parameter.required {
            passed.setters.extend(setter(api, parameter, imports));
        } else if by_struct && parameter.place != Place::Path {
            let value = match uploaded(api, parameter) {
                Some((ty, into)) if into.is_empty() => {
                    quote!(given.required::<#ty>(#place, #wire)?.into())
                }
                Some((ty, into)) => quote!(given.required::<#ty>(#place, #wire)? #into.collect()),
                None => quote!(given.required(#place, #wire)?),
            };
            passed.inputs.extend(quote!(#name: #value,));
        } else {
            let ty = argument(api, &parameter.usage, imports);
            let (ty, into) = uploaded(api, parameter).unwrap_or((ty, TokenStream::new()));
            passed
                .arguments
                .extend(quote!(given.required::<#ty>(#place, #wire)? #into,));
        }
    }
}

/// Files are given as texts: what they are decoded into, and how they are passed.
fn uploaded(api: &Api, parameter: &Parameter) -> Option<(TokenStream, TokenStream)> {
    let library = api.sdk.library.ident();
    match &parameter.usage.ty {
        ty if types::is_upload(ty) => Some((quote!(String), TokenStream::new())),
        Type::Array(item) if types::is_upload(&item.ty) => Some((
            quote!(Vec<String>),
            quote!(.into_iter().map(#library::Upload::from)),
        )),
        Type::Map(item) if types::is_upload(&item.ty) => Some((
            quote!(std::collections::BTreeMap<String, String>),
            TokenStream::new(),
        )),
        _ => None,
    }
}

fn setter(api: &Api, parameter: &Parameter, imports: &mut Imports) -> TokenStream {
    let (name, place, wire) = (
        parameter.name.ident(),
        place(parameter.place),
        &parameter.wire,
    );
    let ty = argument(api, &not_null(&parameter.usage), imports);
    let (ty, into) = uploaded(api, parameter).unwrap_or((ty, TokenStream::new()));
    quote! {
        if let Some(value) = given.optional::<#ty>(#place, #wire)? {
            call = call.#name(value #into);
        }
    }
}

/// A body whose members are arguments and setters.
fn members(
    api: &Api,
    operation: &Operation,
    (body, content): (&Body, &Struct),
    by_struct: bool,
    passed: &mut Passed,
    imports: &mut Imports,
) {
    passed.before.extend(quote!(given.open_body()?;));
    let arguments: Vec<(&Field, &Argument)> = content.fields.iter().zip(&body.arguments).collect();
    let unsaid = arguments.iter().filter(|(field, argument)| {
        let can_be_null = field.usage.nullable && field.usage.ty != Type::Json;
        can_be_null && !field.required && !field.read_only && argument.null_name.is_none()
    });
    let nulls: Vec<&String> = unsaid.map(|(field, _)| &field.wire).collect();
    if let (false, Some((model, _))) = (nulls.is_empty(), flattened(api, body)) {
        // Only the model can say null.
        let model = imports.model(&model.name);
        passed
            .before
            .extend(quote!(let nulled = given.nulled::<#model>(&[#(#nulls),*])?;));
        passed.setters.extend(quote! {
            if let Some(body) = nulled {
                call = call.with_body(body);
            }
        });
    }
    let asked = inputs::asked(api, content);
    let is_asked = |field: &Field| asked.iter().any(|other| std::ptr::eq(*other, field));
    for field in &asked {
        let argument_of = arguments
            .iter()
            .find(|(other, _)| std::ptr::eq(*other, *field));
        let name = argument_of
            .map_or(&field.name, |(_, argument)| &argument.name)
            .ident();
        let wire = &field.wire;
        if by_struct {
            passed
                .inputs
                .extend(quote!(#name: given.required("body", #wire)?,));
        } else {
            let ty = argument(api, &field.usage, imports);
            passed
                .arguments
                .extend(quote!(given.required::<#ty>("body", #wire)?,));
        }
    }
    for (field, argument_of) in arguments {
        let wire = &field.wire;
        if field.required && !is_asked(field) {
            // The crate fills in what can have one value only.
            passed
                .before
                .extend(quote!(let _ = given.take("body", #wire);));
        }
        if field.required || field.read_only || is_stream_flag(operation, field) {
            continue;
        }
        let name = argument_of.name.ident();
        if let Some(null_name) = &argument_of.null_name {
            let null_name = null_name.ident();
            passed.setters.extend(quote! {
                if given.is_null("body", #wire) {
                    call = call.#null_name();
                }
            });
        }
        let ty = argument(api, &not_null(&field.usage), imports);
        passed.setters.extend(quote! {
            if let Some(value) = given.optional::<#ty>("body", #wire)? {
                call = call.#name(value);
            }
        });
    }
}

/// A body that is one argument, `taken` from what is given.
fn whole(body: &Body, by_struct: bool, taken: &TokenStream, passed: &mut Passed) {
    let required = quote!(crate::calls::present(#taken, "body")?);
    match (body.required, by_struct) {
        (true, true) => passed.inputs.extend(quote!(body: #required,)),
        (true, false) => passed.arguments.extend(quote!(#required,)),
        (false, _) => passed.setters.extend(quote! {
            if let Some(value) = #taken {
                call = call.body(value);
            }
        }),
    }
}

/// The type that an argument is decoded into: one that the method takes.
fn argument(api: &Api, usage: &Usage, imports: &mut Imports) -> TokenStream {
    let is_option = usage.nullable && usage.ty != Type::Json;
    let usage = Usage {
        // Methods do the boxing, unless it is inside an `Option`.
        boxed: usage.boxed && is_option,
        ..usage.clone()
    };
    types::value(api, &usage, imports)
}

fn not_null(usage: &Usage) -> Usage {
    Usage {
        nullable: false,
        ..usage.clone()
    }
}

fn place(place: Place) -> &'static str {
    match place {
        Place::Path => "path",
        Place::Query => "query",
        Place::Header => "header",
        Place::Cookie => "cookie",
        Place::Field => "body",
    }
}
