//! Types where they are used.

use proc_macro2::TokenStream;
use quote::quote;

use super::imports::Imports;
use crate::ir::{Api, External, Integer, Type, Usage};

/// The type of a value that is there and not null.
pub(super) fn bare(api: &Api, usage: &Usage, imports: &mut Imports) -> TokenStream {
    let ty = ty(api, &usage.ty, imports);
    if usage.boxed { quote!(Box<#ty>) } else { ty }
}

/// The type of a value that may be null.
pub(super) fn value(api: &Api, usage: &Usage, imports: &mut Imports) -> TokenStream {
    let bare = bare(api, usage, imports);
    if usage.nullable && usage.ty != Type::Json {
        quote!(Option<#bare>)
    } else {
        bare
    }
}

pub(super) fn ty(api: &Api, ty: &Type, imports: &mut Imports) -> TokenStream {
    match ty {
        Type::Json => {
            imports.add("serde_json", "Value");
            quote!(Value)
        }
        Type::Bool => quote!(bool),
        Type::Integer(integer) => whole(*integer),
        Type::Float64 => quote!(f64),
        Type::String => quote!(String),
        Type::Secret => {
            imports.add("crate::runtime::secret", "Secret");
            quote!(Secret)
        }
        Type::External(_) if is_upload(ty) => of_runtime(api, "upload", "Upload", imports),
        Type::External(external) => {
            for (module, name) in &external.uses {
                imports.add(module, name);
            }
            external.text.parse().unwrap_or_default()
        }
        Type::Model(id) => match api.models.get(id.0) {
            Some(model) => imports.model(&model.name),
            None => quote!(()),
        },
        Type::Array(item) => {
            let item = value(api, item, imports);
            quote!(Vec<#item>)
        }
        Type::OneOrMany(item) => {
            imports.add("crate::runtime::one_or_many", "OneOrMany");
            let item = value(api, item, imports);
            quote!(OneOrMany<#item>)
        }
        Type::Tuple(places) => {
            let places = places.iter().map(|place| value(api, place, imports));
            let places: Vec<_> = places.collect();
            quote!((#(#places,)*))
        }
        Type::Map(item) => {
            imports.add("std::collections", "BTreeMap");
            let item = value(api, item, imports);
            quote!(BTreeMap<String, #item>)
        }
    }
}

fn whole(integer: Integer) -> TokenStream {
    match integer {
        Integer::I8 => quote!(i8),
        Integer::I16 => quote!(i16),
        Integer::I32 => quote!(i32),
        Integer::I64 => quote!(i64),
        Integer::U8 => quote!(u8),
        Integer::U16 => quote!(u16),
        Integer::U32 => quote!(u32),
        Integer::U64 => quote!(u64),
    }
}

/// A type of the runtime whose name something of the description may have too: behind its module then.
pub(super) fn of_runtime(
    api: &Api,
    module: &str,
    name: &str,
    imports: &mut Imports,
) -> TokenStream {
    let text = match is_taken(api, name) {
        true => {
            imports.add("crate::runtime", module);
            format!("{module}::{name}")
        }
        false => {
            imports.add(&format!("crate::runtime::{module}"), name);
            name.to_owned()
        }
    };
    text.parse().unwrap_or_default()
}

/// Whether something of the description has the name of a type of the runtime.
pub(super) fn is_taken(api: &Api, name: &str) -> bool {
    let models = api.models.iter().map(|model| &model.name);
    let handles = api.resources.iter().map(|resource| &resource.handle);
    let operations = api.operations.iter();
    let operations = operations.flat_map(|one| [&one.builder, &one.inputs, &one.answer]);
    let mut all = models
        .chain(handles)
        .chain(operations)
        .chain([&api.sdk.client]);
    all.any(|taken| taken.as_str() == name)
}

/// Whether a type is content that is sent as it is.
pub(super) fn is_upload(ty: &Type) -> bool {
    matches!(ty, Type::External(external) if external.text == "Upload" && is_wrapper(external))
}

/// Whether a type is a wrapper of the runtime's, made from what it wraps.
pub(super) fn is_wrapper(external: &External) -> bool {
    let is_ours = |(module, _): &(String, String)| module.starts_with("crate::");
    external.uses.iter().any(is_ours)
}
