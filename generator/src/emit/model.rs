//! Models: structs here, enums and unions in their own modules.

use proc_macro2::TokenStream;
use quote::quote;

use super::docs::{code, docs, plain, sentence};
use super::imports::Imports;
use super::rules::{named_rules, rules, text};
use super::{enums, inputs, types, union};
use crate::ir::{Api, Field, MemberMap, Model, ModelId, ModelKind, Struct, Type};

/// The file of one model.
pub(super) fn model(api: &Api, id: ModelId) -> TokenStream {
    let Some(model) = api.models.get(id.0) else {
        return TokenStream::new();
    };
    let mut imports = Imports::default();
    let mut own = vec![&model.name];
    let body = match &model.kind {
        ModelKind::Struct(content) => {
            own.push(&content.inputs);
            object(api, model, content, &mut imports)
        }
        ModelKind::Union(content) => union::union(api, model, content, &mut imports),
        ModelKind::Enum(content) => enums::open_enum(model, content, &mut imports),
        ModelKind::Pending => TokenStream::new(),
    };
    let uses = imports.tokens(&own);
    quote! {
        #uses
        #body
    }
}

/// The first sentence of what a model is.
pub(super) fn about(model: &Model) -> String {
    match model
        .description
        .as_deref()
        .map(sentence)
        .filter(|text| !text.is_empty())
    {
        Some(text) => text,
        None => format!("`{}`.", model.name.as_str()),
    }
}

/// The docs of a model. That a type is deprecated is said here alone: the attribute would warn wherever our own code
/// names it.
pub(super) fn model_docs(model: &Model) -> TokenStream {
    let gone = if model.deprecated {
        "\n\nDeprecated."
    } else {
        ""
    };
    match model
        .description
        .as_deref()
        .filter(|text| !text.trim().is_empty())
    {
        Some(text) => docs(&format!("{text}{gone}"), 0),
        None => plain(&format!("{}{gone}", about(model))),
    }
}

/// `#[deprecated]`, where it is.
pub(super) fn deprecated(is_deprecated: bool) -> TokenStream {
    if is_deprecated {
        quote!(#[deprecated])
    } else {
        TokenStream::new()
    }
}

/// Whether something deprecated is written by the code that needs the attribute.
fn allow_deprecated(content: &Struct) -> TokenStream {
    if content.fields.iter().any(|field| field.deprecated) {
        quote!(#[allow(deprecated, reason = "deprecated members are still sent")])
    } else {
        TokenStream::new()
    }
}

fn object(api: &Api, model: &Model, content: &Struct, imports: &mut Imports) -> TokenStream {
    let name = model.name.ident();
    let fields: TokenStream = content
        .fields
        .iter()
        .map(|field| declaration(api, model, field, imports))
        .collect();
    let maps: TokenStream = content
        .maps
        .iter()
        .map(|map| member_map(api, model, map, imports))
        .collect();
    let can_be_empty = content.fields.iter().all(|field| !field.required);
    let mut traits = vec!["Clone", "Debug"];
    if model.sent && can_be_empty {
        traits.push("Default");
    }
    traits.push("PartialEq");
    if model.encodes {
        imports.add("serde", "Serialize");
        traits.push("Serialize");
    }
    let decodes_itself = content_decodes(model);
    if decodes_itself {
        imports.add("serde", "Deserialize");
        traits.push("Deserialize");
    }
    let derives = derives(model, &traits);
    let serde = model.encodes || decodes_itself;
    let rename_all = content.rename_all.filter(|_| serde);
    let rename_all = rename_all.map(|rule| quote!(#[serde(rename_all = #rule)]));
    let about = model_docs(model);
    let methods = model.sent.then(|| methods(api, model, content, imports));
    let decode = (!decodes_itself).then(|| decode(api, model, content, imports));
    let validate = model.sent.then(|| validate(model, content, imports));
    let required = inputs::required(api, model, content, imports);
    // Where constants are all it needs, `new` takes nothing.
    let is_constant = model.sent && !can_be_empty && inputs::asked(api, content).is_empty();
    let by_default = is_constant.then(|| {
        quote! {
            impl Default for #name {
                fn default() -> Self {
                    Self::new()
                }
            }
        }
    });
    quote! {
        #about
        #[non_exhaustive]
        #derives
        #rename_all
        pub struct #name {
            #fields
            #maps
        }
        #methods
        #by_default
        #decode
        #validate
        #required
    }
}

/// The usual derives, and those that the settings add.
pub(super) fn derives(model: &Model, usual: &[&str]) -> TokenStream {
    let more = model.derives.iter().filter(|path| {
        let name = path.rsplit("::").next().unwrap_or(path);
        !usual.contains(&name)
    });
    let all = usual.iter().copied().chain(more.map(String::as_str));
    let paths = all.map(|path| path.parse::<TokenStream>().unwrap_or_default());
    quote!(#[derive(#(#paths),*)])
}

/// A field for members that the description does not name.
fn member_map(api: &Api, model: &Model, map: &MemberMap, imports: &mut Imports) -> TokenStream {
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

/// How a member is held.
enum Holding {
    Plain,
    RequiredNullable,
    Optional,
    Patch,
}

fn holding(model: &Model, field: &Field) -> Holding {
    let nullable = field.usage.nullable && field.usage.ty != Type::Json;
    match (field.required, nullable) {
        (true, false) => Holding::Plain,
        (true, true) => Holding::RequiredNullable,
        (false, true) if model.sent => Holding::Patch,
        (false, _) => Holding::Optional,
    }
}

fn declaration(api: &Api, model: &Model, field: &Field, imports: &mut Imports) -> TokenStream {
    let ident = field.name.ident();
    let bare = types::bare(api, &field.usage, imports);
    let about = field_docs(field);
    let gone = deprecated(field.deprecated);
    let (ty, attribute) = held(api, model, field, bare, imports);
    quote! {
        #about
        #gone
        #attribute
        pub #ident: #ty,
    }
}

/// The type of a field, and what serde has to know of it.
fn held(
    api: &Api,
    model: &Model,
    field: &Field,
    bare: TokenStream,
    imports: &mut Imports,
) -> (TokenStream, TokenStream) {
    let (encodes, decodes) = (model.encodes, content_decodes(model));
    let mut said = Vec::new();
    let ty = match holding(model, field) {
        Holding::Plain => bare,
        Holding::RequiredNullable => {
            if decodes {
                imports.add("crate::runtime::nullable", "or_null");
                said.push(quote!(deserialize_with = "or_null"));
            }
            quote!(Option<#bare>)
        }
        Holding::Optional => {
            if decodes && is_strict(api, field) {
                imports.add("crate::runtime::nullable", "some");
                said.push(quote!(default, deserialize_with = "some"));
            }
            if encodes {
                said.push(quote!(skip_serializing_if = "Option::is_none"));
            }
            quote!(Option<#bare>)
        }
        Holding::Patch => {
            imports.add("crate::runtime::patch", "Patch");
            if decodes {
                said.push(quote!(default));
            }
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

/// Whether decoding a model tells `null` from absence.
pub(super) fn tells_null(api: &Api, model: &Model) -> bool {
    let ModelKind::Struct(content) = &model.kind else {
        return false;
    };
    content_decodes(model)
        && content
            .fields
            .iter()
            .any(|field| match holding(model, field) {
                Holding::RequiredNullable => true,
                Holding::Optional => is_strict(api, field),
                Holding::Plain | Holding::Patch => false,
            })
}

/// Whether `null` is no way to say that a member is absent.
fn is_strict(api: &Api, field: &Field) -> bool {
    match field.usage.ty {
        // `null` is a value like any other.
        Type::Json => true,
        _ => !field.usage.nullable && !api.sdk.lenient_nulls,
    }
}

/// Whether decoding is derived.
fn content_decodes(model: &Model) -> bool {
    matches!(&model.kind, ModelKind::Struct(content) if content.maps.is_empty())
}

/// What a member is, what it may be, and what its absence means.
pub(super) fn field_docs(field: &Field) -> TokenStream {
    let text = field
        .description
        .clone()
        .filter(|text| !text.trim().is_empty());
    let mut text = text.unwrap_or_else(|| format!("The member {}.", code(&field.wire)));
    if let Some(default) = &field.default {
        text += &format!(
            "\n\nWhen absent: `{}`.",
            default.to_string().replace('`', "'")
        );
    }
    docs(&text, 4)
}

/// `new` and the setters.
fn methods(api: &Api, model: &Model, content: &Struct, imports: &mut Imports) -> TokenStream {
    let name = model.name.ident();
    let allow = allow_deprecated(content);
    let new = inputs::new(api, model, content, imports);
    let setters: TokenStream = content
        .fields
        .iter()
        .filter(|field| !field.required && !field.read_only)
        .map(|field| setter(api, model, field, imports))
        .collect();
    quote! {
        #allow
        impl #name {
            #new
            #setters
        }
    }
}

fn setter(api: &Api, model: &Model, field: &Field, imports: &mut Imports) -> TokenStream {
    let ident = field.name.ident();
    let usage = crate::ir::Usage {
        nullable: false,
        ..field.usage.clone()
    };
    let types::Input {
        takes, converts, ..
    } = types::input(api, &usage, &ident, imports);
    let sets = plain(&format!("Sets `{}`.", field.name.as_str()));
    let gone = deprecated(field.deprecated);
    if matches!(holding(model, field), Holding::Patch) {
        let null = field.null_name.ident();
        let clears = plain(&format!("Sets `{}` to null.", field.name.as_str()));
        return quote! {
            #sets
            #gone
            #[must_use]
            pub fn #ident(mut self, #ident: #takes) -> Self {
                self.#ident = Patch::Value(#converts);
                self
            }
            #clears
            #gone
            #[must_use]
            pub fn #null(mut self) -> Self {
                self.#ident = Patch::Null;
                self
            }
        };
    }
    quote! {
        #sets
        #gone
        #[must_use]
        pub fn #ident(mut self, #ident: #takes) -> Self {
            self.#ident = Some(#converts);
            self
        }
    }
}

/// Decoding with members that the description does not name.
fn decode(api: &Api, model: &Model, content: &Struct, imports: &mut Imports) -> TokenStream {
    let name = model.name.ident();
    imports.add("serde", "Deserialize");
    imports.add("serde", "Deserializer");
    imports.add("crate::runtime::members", "Members");
    let allow = allow_deprecated(content);
    let fields = content.fields.iter().map(|field| {
        let ident = field.name.ident();
        let wire = &field.wire;
        match holding(model, field) {
            Holding::Plain | Holding::RequiredNullable => quote!(#ident: members.required(#wire)?,),
            Holding::Optional if is_strict(api, field) => quote!(#ident: members.given(#wire)?,),
            Holding::Optional => quote!(#ident: members.optional(#wire)?,),
            Holding::Patch => quote!(#ident: members.or_default(#wire)?,),
        }
    });
    let maps = content.maps.iter().map(|map| {
        let ident = map.name.ident();
        match &map.pattern {
            Some(pattern) => {
                let pattern = text(pattern);
                quote!(#ident: members.matching(#pattern)?,)
            }
            None => quote!(#ident: members.rest()?,),
        }
    });
    quote! {
        #allow
        impl<'de> Deserialize<'de> for #name {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let mut members = Members::read(deserializer)?;
                Ok(Self {
                    #(#fields)*
                    #(#maps)*
                })
            }
        }
    }
}

fn validate(model: &Model, content: &Struct, imports: &mut Imports) -> TokenStream {
    let name = model.name.ident();
    imports.add("crate::runtime::validate", "Validate");
    if !model.checked {
        return quote!(impl Validate for #name {});
    }
    imports.add("crate::runtime::validate", "Check");
    let whole = (!content.rules.is_empty()).then(|| {
        let rules = rules(&content.rules, imports);
        quote!(check.object(self, #rules);)
    });
    let allow = allow_deprecated(content);
    let mut constants = TokenStream::new();
    let mut members = TokenStream::new();
    for field in content.fields.iter().filter(|field| field.checked) {
        let (ident, wire) = (field.name.ident(), &field.wire);
        let (constant, rules) = named_rules(&field.usage.rules, &field.constant, imports);
        constants.extend(constant);
        members.extend(quote!(check.member(#wire, &self.#ident, #rules);));
    }
    quote! {
        #constants
        #allow
        impl Validate for #name {
            fn check(&self, check: &mut Check) {
                #whole
                #members
            }
        }
    }
}
