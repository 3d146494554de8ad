//! Types where they are used.

use proc_macro2::TokenStream;
use quote::quote;

use super::imports::Imports;
use crate::ir::{Api, External, Integer, ModelKind, Type, Usage};

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
            Some(model) => {
                imports.model(&model.name);
                let name = model.name.ident();
                quote!(#name)
            }
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

/// Where the runtime converts what is given.
const INPUT: &str = "crate::runtime::input";

/// How an input is taken and turned into its type.
pub(super) struct Input {
    /// The argument's type.
    pub(super) takes: TokenStream,
    /// The conversion of the argument, where the target's type is known.
    converts: TokenStream,
    /// The function of the runtime that this calls.
    needs: Option<&'static str>,
    /// Whether the conversion leaves the argument as it is.
    pub(super) is_plain: bool,
    /// Whether it is converted where it is taken.
    is_upload: bool,
    /// The function of the runtime that converts it, whatever the target is.
    function: Option<&'static str>,
}

/// How a value of the type `usage` is taken as the argument `name`.
pub(super) fn input(
    api: &Api,
    usage: &Usage,
    name: &proc_macro2::Ident,
    imports: &mut Imports,
) -> Input {
    if usage.nullable && usage.ty != Type::Json {
        let bare = bare(api, usage, imports);
        return Input {
            takes: quote!(impl Into<Option<#bare>>),
            converts: quote!(#name.into()),
            is_plain: false,
            needs: None,
            is_upload: false,
            function: None,
        };
    }
    let converted = |takes, converts| Input {
        takes,
        converts,
        is_plain: false,
        needs: None,
        is_upload: false,
        function: None,
    };
    let input = match &usage.ty {
        Type::String => Input {
            function: Some("into_text"),
            ..converted(quote!(impl Into<String>), quote!(#name.into()))
        },
        Type::External(external) if is_wrapper(external) => {
            let is_upload = is_upload(&usage.ty);
            let ty = ty(api, &usage.ty, imports);
            Input {
                is_upload,
                ..converted(quote!(impl Into<#ty>), quote!(#name.into()))
            }
        }
        Type::Secret | Type::Json | Type::OneOrMany(_) => {
            let ty = ty(api, &usage.ty, imports);
            converted(quote!(impl Into<#ty>), quote!(#name.into()))
        }
        Type::Model(id)
            if matches!(
                api.models.get(id.0).map(|model| &model.kind),
                Some(ModelKind::Enum(_) | ModelKind::Union(_))
            ) =>
        {
            let ty = ty(api, &usage.ty, imports);
            converted(quote!(impl Into<#ty>), quote!(#name.into()))
        }
        Type::Array(item) if is_text(item) => {
            let is_string = item.ty == Type::String;
            let item = value(api, item, imports);
            let takes = quote!(impl IntoIterator<Item = impl Into<#item>>);
            if is_string {
                Input {
                    needs: Some("into_texts"),
                    function: Some("into_texts"),
                    ..converted(takes, quote!(into_texts(#name)))
                }
            } else {
                converted(takes, quote!(#name.into_iter().map(Into::into).collect()))
            }
        }
        Type::Array(item) => {
            let item = value(api, item, imports);
            Input {
                needs: Some("into_list"),
                function: Some("into_list"),
                ..converted(
                    quote!(impl IntoIterator<Item = #item>),
                    quote!(into_list(#name)),
                )
            }
        }
        Type::Map(item) if is_upload(&item.ty) => {
            let upload = ty(api, &item.ty, imports);
            Input {
                is_upload: true,
                ..converted(
                    quote!(impl IntoIterator<Item = (impl Into<String>, impl Into<#upload>)>),
                    quote!(#name),
                )
            }
        }
        Type::Map(item) if is_text(item) => {
            let item = value(api, item, imports);
            let takes = quote!(impl IntoIterator<Item = (impl Into<String>, impl Into<#item>)>);
            Input {
                needs: Some("into_map"),
                ..converted(takes, quote!(into_map(#name)))
            }
        }
        Type::Map(item) => {
            let item = value(api, item, imports);
            let takes = quote!(impl IntoIterator<Item = (impl Into<String>, #item)>);
            Input {
                needs: Some("into_map"),
                ..converted(takes, quote!(into_map(#name)))
            }
        }
        other => {
            let takes = ty(api, other, imports);
            Input {
                takes,
                converts: quote!(#name),
                is_plain: true,
                needs: None,
                is_upload: false,
                function: None,
            }
        }
    };
    if usage.boxed {
        let converts = &input.converts;
        return Input {
            converts: quote!(Box::new(#converts)),
            is_plain: false,
            needs: None,
            is_upload: false,
            function: None,
            ..input
        };
    }
    input
}

impl Input {
    /// The argument converted, where the target's type is known.
    pub(super) fn converted(&self, imports: &mut Imports) -> TokenStream {
        if let Some(function) = self.needs {
            imports.add(INPUT, function);
        }
        self.converts.clone()
    }

    /// The argument `name` as a value of the type `ty`, and what has to be done before.
    pub(super) fn as_value(
        &self,
        name: &proc_macro2::Ident,
        ty: &TokenStream,
        imports: &mut Imports,
    ) -> (TokenStream, TokenStream) {
        if self.is_plain || self.is_upload {
            return (TokenStream::new(), quote!(#name));
        }
        if let Some(function) = self.function {
            imports.add(INPUT, function);
            let function: TokenStream = function.parse().unwrap_or_default();
            return (TokenStream::new(), quote!(#function(#name)));
        }
        let converts = self.converted(imports);
        (quote!(let #name: #ty = #converts;), quote!(#name))
    }
}

/// Whether a value is text, or stands for it.
fn is_text(usage: &Usage) -> bool {
    matches!(usage.ty, Type::String | Type::Secret) && !usage.nullable
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
