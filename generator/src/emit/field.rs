//! Fields of structs: their types, and what serde has to know of them.

use proc_macro2::TokenStream;
use quote::quote;

use super::deprecation::deprecated;
use super::docs::{code, docs, plain};
use super::facts::{facts, when_absent};
use super::imports::Imports;
use super::reading::Reading;
use super::types;
use crate::ir::{Api, Field, MemberMap, Model, ModelKind, Struct, Tolerated, Type};

/// How a member is held.
#[derive(PartialEq, Eq)]
pub(super) enum Holding {
    Plain,
    RequiredNullable,
    Optional,
    Patch,
}

pub(super) fn holding(model: &Model, field: &Field) -> Holding {
    let nullable = field.usage.nullable && field.usage.ty != Type::Json;
    match (field.required, nullable) {
        (true, false) if field.tolerated == Tolerated::Absence => Holding::Optional,
        (true, false) => Holding::Plain,
        (true, true) => Holding::RequiredNullable,
        (false, true) if model.sent || field.counts => Holding::Patch,
        (false, _) => Holding::Optional,
    }
}

/// The fields that have setters.
pub(super) fn settable(content: &Struct) -> impl Iterator<Item = &Field> {
    let fields = content.fields.iter();
    fields.filter(|field| !field.required && !field.read_only)
}

pub(super) fn declaration(
    api: &Api,
    model: &Model,
    field: &Field,
    imports: &mut Imports,
) -> TokenStream {
    let ident = field.name.ident();
    let bare = types::bare(api, &field.usage, imports);
    let about = field_docs(field);
    let gone = deprecated(field.deprecated, field.description.as_deref());
    let (ty, attribute) = held(api, model, field, bare, imports);
    quote! {
        #about
        #gone
        #attribute
        pub #ident: #ty,
    }
}

/// The type of a field, and what serde has to know of it.
pub(super) fn held(
    api: &Api,
    model: &Model,
    field: &Field,
    bare: TokenStream,
    imports: &mut Imports,
) -> (TokenStream, TokenStream) {
    let (encodes, decodes) = (model.encodes, content_decodes(model));
    let reading = Reading::of(api, model, field);
    let mut said = Vec::new();
    if decodes {
        said.extend(reading.attributes(imports));
    }
    let ty = match holding(model, field) {
        Holding::Plain => bare,
        Holding::RequiredNullable => quote!(Option<#bare>),
        Holding::Optional => {
            if encodes {
                said.push(quote!(skip_serializing_if = "Option::is_none"));
            }
            quote!(Option<#bare>)
        }
        Holding::Patch => {
            imports.add("crate::runtime::patch", "Patch");
            if encodes {
                said.push(quote!(skip_serializing_if = "Patch::is_absent"));
            }
            quote!(Patch<#bare>)
        }
    };
    let wire = &field.wire;
    let renamed = field.renamed && (encodes || decodes);
    let rename = renamed.then(|| quote!(#[serde(rename = #wire)]));
    let rest = (!said.is_empty()).then(|| quote!(#[serde(#(#said),*)]));
    (ty, quote!(#rename #rest))
}

/// Whether decoding is derived.
pub(super) fn content_decodes(model: &Model) -> bool {
    matches!(&model.kind, ModelKind::Struct(content) if content.maps.is_empty())
}

/// What a member is, what it may be, and what its absence means.
pub(super) fn field_docs(field: &Field) -> TokenStream {
    docs(&text(field), 4)
}

/// The description of a field, or the facts about its value, and its default.
pub(super) fn text(field: &Field) -> String {
    let text = field
        .description
        .clone()
        .filter(|text| !text.trim().is_empty());
    let text = text.or_else(|| facts(&field.usage.rules));
    let default = { field.default.as_ref() }.filter(|_| !field.required);
    let parts: Vec<String> = text.into_iter().chain(default.map(when_absent)).collect();
    parts.join("\n\n")
}

/// A field for members that the description does not name.
pub(super) fn member_map(
    api: &Api,
    model: &Model,
    map: &MemberMap,
    imports: &mut Imports,
) -> TokenStream {
    let value = types::value(api, &map.usage, imports);
    let field = map.name.ident();
    imports.add("std::collections", "BTreeMap");
    let about = match &map.pattern {
        Some(pattern) => plain(&format!("Members whose names match {}.", code(pattern))),
        None => plain("Members that the description does not name."),
    };
    let flatten = model.encodes.then(|| quote!(#[serde(flatten)]));
    quote! {
        #about
        #flatten
        pub #field: BTreeMap<String, #value>,
    }
}
