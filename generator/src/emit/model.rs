//! Models: structs here, enums and unions in their own modules.

use proc_macro2::TokenStream;
use quote::{format_ident, quote};

use super::deprecation::deprecated;
use super::docs::{docs, plain};
use super::field::{self, Holding, content_decodes, declaration, holding, member_map};
use super::imports::Imports;
use super::reading::{self, Reading};
use super::rules::{inline_rules, named_rules, text};
use super::{enums, input, inputs, union};
use crate::ir::{Api, Field, Model, ModelId, ModelKind, Rule, Struct};

/// A file of models.
pub(super) fn models(api: &Api, ids: &[ModelId]) -> TokenStream {
    let mut imports = Imports::default();
    let mut own = Vec::new();
    let mut bodies = TokenStream::new();
    for model in ids.iter().filter_map(|id| api.models.get(id.0)) {
        own.push(&model.name);
        bodies.extend(match &model.kind {
            ModelKind::Struct(content) => {
                own.push(&content.inputs);
                object(api, model, content, &mut imports)
            }
            ModelKind::Union(content) => union::union(api, model, content, &mut imports),
            ModelKind::Enum(content) => enums::open_enum(model, content, &mut imports),
            ModelKind::Pending => TokenStream::new(),
        });
    }
    let uses = imports.tokens(&own);
    quote! {
        #uses
        #bodies
    }
}

/// The docs of a model. That a type is deprecated is said here alone: the attribute would warn wherever our own code
/// names it.
pub(super) fn model_docs(model: &Model) -> TokenStream {
    let gone = if model.deprecated { "Deprecated." } else { "" };
    match model
        .description
        .as_deref()
        .filter(|text| !text.trim().is_empty())
    {
        Some(text) => docs(&format!("{text}\n\n{gone}"), 0),
        None => plain(gone),
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
    let hides = content.fields.iter().any(|field| field.hidden);
    let mut traits = match hides {
        true => vec!["Clone"],
        false => vec!["Clone", "Debug"],
    };
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
    let rename_all = content.rename_all.map(|rule| quote!(rename_all = #rule));
    let serde = match (decodes_itself, rename_all) {
        (true, None) => quote!(#[serde(remote = "Self")]),
        (true, Some(rename)) => quote!(#[serde(remote = "Self", #rename)]),
        (false, Some(rename)) if model.encodes => quote!(#[serde(#rename)]),
        (false, _) => TokenStream::new(),
    };
    let has_checks = model.checked || !decodes_itself;
    let as_object = decodes_itself.then(|| {
        imports.add("crate::runtime::object", "object");
        let encodes = model.encodes.then(|| quote!(Serialize,));
        let validates = (model.sent && !has_checks).then(|| quote!(, Validate));
        let begins = inputs::is_default(model, content).then(|| quote!(, New));
        let decodes = match may_be_missing(api, model, content) {
            true => quote!(DeserializeKnown),
            false => quote!(Deserialize),
        };
        quote!(object!(#name => #encodes #decodes #validates #begins);)
    });
    let shown = hides.then(|| shown(model, content, imports));
    let about = model_docs(model);
    let methods = model.sent.then(|| methods(api, model, content, imports));
    let decode = (!decodes_itself).then(|| decode(api, model, content, imports));
    let validate = (model.sent && has_checks).then(|| validate(model, content, imports));
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
        #serde
        pub struct #name {
            #fields
            #maps
        }
        #shown
        #as_object
        #methods
        #by_default
        #decode
        #validate
        #required
    }
}

/// `Debug` without the values of credentials.
fn shown(model: &Model, content: &Struct, imports: &mut Imports) -> TokenStream {
    imports.add("std", "fmt");
    imports.add("crate::runtime::masked", "Masked");
    let name = model.name.ident();
    let text = model.name.as_str();
    let allow = allow_deprecated(content);
    let fields = content.fields.iter().map(|field| {
        let (ident, text) = (field.name.ident(), field.name.as_str());
        match (field.hidden, holding(model, field)) {
            (false, _) => quote!(.field(#text, &self.#ident)),
            (true, Holding::Optional) => {
                quote!(.field(#text, &self.#ident.as_ref().map(|_| Masked)))
            }
            (true, _) => quote!(.field(#text, &Masked)),
        }
    });
    let maps = content.maps.iter().map(|map| {
        let (ident, text) = (map.name.ident(), map.name.as_str());
        quote!(.field(#text, &self.#ident))
    });
    quote! {
        impl fmt::Debug for #name {
            #allow
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.debug_struct(#text)#(#fields)*#(#maps)*.finish()
            }
        }
    }
}

/// Whether every required property may be missing, so that any object would do.
fn may_be_missing(api: &Api, model: &Model, content: &Struct) -> bool {
    let mut required = content.fields.iter().filter(|field| field.required);
    let has_some = required.clone().next().is_some();
    has_some && required.all(|field| Reading::of(api, model, field).may_be_missing())
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

/// `new` and the setters.
fn methods(api: &Api, model: &Model, content: &Struct, imports: &mut Imports) -> TokenStream {
    let name = model.name.ident();
    let allow = allow_deprecated(content);
    let new = inputs::new(api, model, content, imports);
    let new = (!new.is_empty()).then(|| quote!(#allow impl #name { #new }));
    let setters: TokenStream = field::settable(content)
        .map(|field| setter(api, model, field, imports))
        .collect();
    let setters = (!setters.is_empty()).then(|| {
        imports.add("crate::runtime::setters", "setters");
        quote!(setters!(#name { #setters });)
    });
    quote!(#new #setters)
}

fn setter(api: &Api, model: &Model, field: &Field, imports: &mut Imports) -> TokenStream {
    let ident = field.name.ident();
    let usage = crate::ir::Usage {
        nullable: false,
        ..field.usage.clone()
    };
    let value = format_ident!("value");
    let input = input::input(api, &usage, &value, imports);
    let (takes, converts) = (&input.takes, input.converted(imports));
    let gone = deprecated(field.deprecated, field.description.as_deref());
    let is_patch = matches!(holding(model, field), Holding::Patch);
    let held = match is_patch {
        true => quote!(Patch::Value(#converts)),
        false => quote!(Some(#converts)),
    };
    let null = field.null_name.as_ref().map(|null| {
        let null = null.ident();
        quote!(#gone #null() of #ident => Patch::Null,)
    });
    quote!(#gone #ident(value: #takes) => #held, #null)
}

/// Decoding with members that the description does not name.
fn decode(api: &Api, model: &Model, content: &Struct, imports: &mut Imports) -> TokenStream {
    let name = model.name.ident();
    imports.add("serde", "Deserialize");
    imports.add("serde", "Deserializer");
    imports.add("crate::runtime::members", "Members");
    let allow = allow_deprecated(content);
    let known = may_be_missing(api, model, content).then(|| {
        let names = content.fields.iter().map(|field| &field.wire);
        quote!(members.require_any(&[#(#names),*])?;)
    });
    let fields = content.fields.iter().map(|field| {
        let ident = field.name.ident();
        let taken = Reading::of(api, model, field).taken(&field.wire, imports);
        quote!(#ident: #taken,)
    });
    let fields: Vec<TokenStream> = fields.collect();
    let maps = content.maps.iter().map(|map| {
        let ident = map.name.ident();
        let taken = match &map.pattern {
            Some(pattern) => {
                let pattern = text(pattern);
                quote!(members.matching(#pattern)?)
            }
            None => quote!(members.rest()?),
        };
        if reading::has_dates(api, &map.usage) {
            imports.add("crate::runtime", "lenient");
            quote!(#ident: lenient::bare(#taken),)
        } else {
            quote!(#ident: #taken,)
        }
    });
    let maps: Vec<TokenStream> = maps.collect();
    quote! {
        #allow
        impl<'de> Deserialize<'de> for #name {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let mut members = Members::read(deserializer)?;
                #known
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
        let rules = inline_rules(&content.rules, imports);
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
    for map in content.maps.iter().filter(|map| map.checked) {
        let ident = map.name.ident();
        let of_values = match map.usage.rules.as_slice() {
            [] => Vec::new(),
            list => vec![Rule::Values(list.to_vec())],
        };
        let rules = inline_rules(&of_values, imports);
        members.extend(quote!(self.#ident.check_at(#rules, check);));
    }
    quote! {
        #constants
        #allow
        impl Validate for #name {
            #[inline]
            fn check(&self, check: &mut Check) {
                #whole
                #members
            }
        }
    }
}
