//! What arguments and setters take, and how that becomes what is held.

use proc_macro2::{Ident, TokenStream};
use quote::quote;

use super::imports::Imports;
use super::types;
use crate::ir::{Api, ModelKind, Type, Usage};

/// Where the runtime converts what is given.
fn module(function: &str) -> &'static str {
    match function {
        "into_json" | "into_jsons" | "into_object" | "into_objects" => "crate::runtime::free_form",
        _ => "crate::runtime::input",
    }
}

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
pub(super) fn input(api: &Api, usage: &Usage, name: &Ident, imports: &mut Imports) -> Input {
    if usage.nullable && usage.ty != Type::Json {
        let bare = types::bare(api, usage, imports);
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
    let free_form = |function, converts, imports: &mut Imports| {
        imports.add("serde", "Serialize");
        Input {
            needs: Some(function),
            function: Some(function),
            ..converted(quote!(impl Serialize), converts)
        }
    };
    let input = match &usage.ty {
        Type::String => Input {
            function: Some("into_text"),
            ..converted(quote!(impl Into<String>), quote!(#name.into()))
        },
        Type::External(external) if types::is_wrapper(external) => {
            let is_upload = types::is_upload(&usage.ty);
            let ty = types::ty(api, &usage.ty, imports);
            Input {
                is_upload,
                ..converted(quote!(impl Into<#ty>), quote!(#name.into()))
            }
        }
        Type::Json => free_form("into_json", quote!(into_json(#name)), imports),
        Type::Map(item) if item.ty == Type::Json => {
            free_form("into_object", quote!(into_object(#name)), imports)
        }
        Type::Secret | Type::OneOrMany(_) | Type::Model(_)
            if conversion(api, usage) == Conversion::Into =>
        {
            let ty = types::ty(api, &usage.ty, imports);
            converted(quote!(impl Into<#ty>), quote!(#name.into()))
        }
        Type::Array(item) => {
            let kind = of_item(api, item);
            let of = |imports: &mut Imports| types::value(api, item, imports);
            let (takes, function, whole) = match kind {
                Conversion::None => (of(imports), "into_list", Some("into_list")),
                Conversion::Into => {
                    let is_text = item.ty == Type::String;
                    let function = if is_text { "into_texts" } else { "into_items" };
                    let item = of(imports);
                    (
                        quote!(impl Into<#item>),
                        function,
                        is_text.then_some(function),
                    )
                }
                Conversion::Json => (quote!(impl Serialize), "into_jsons", Some("into_jsons")),
                Conversion::Object => {
                    let function = "into_objects";
                    (quote!(impl Serialize), function, Some(function))
                }
            };
            if matches!(kind, Conversion::Json | Conversion::Object) {
                imports.add("serde", "Serialize");
            }
            let call: TokenStream = function.parse().unwrap_or_default();
            Input {
                needs: Some(function),
                function: whole,
                ..converted(
                    quote!(impl IntoIterator<Item = #takes>),
                    quote!(#call(#name)),
                )
            }
        }
        Type::Map(item) if types::is_upload(&item.ty) => {
            let upload = types::ty(api, &item.ty, imports);
            Input {
                is_upload: true,
                ..converted(
                    quote!(impl IntoIterator<Item = (impl Into<String>, impl Into<#upload>)>),
                    quote!(#name),
                )
            }
        }
        Type::Map(item) => {
            let kind = of_item(api, item);
            let item = types::value(api, item, imports);
            let takes = match kind {
                Conversion::Into => quote!(impl Into<#item>),
                _ => item,
            };
            Input {
                needs: Some("into_map"),
                ..converted(
                    quote!(impl IntoIterator<Item = (impl Into<String>, #takes)>),
                    quote!(into_map(#name)),
                )
            }
        }
        other => {
            let takes = types::ty(api, other, imports);
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
            imports.add(module(function), function);
        }
        self.converts.clone()
    }

    /// The argument `name` as a value of the type of `usage`, and what has to be done before.
    pub(super) fn as_value(
        &self,
        api: &Api,
        usage: &Usage,
        name: &Ident,
        imports: &mut Imports,
    ) -> (TokenStream, TokenStream) {
        if self.is_plain || self.is_upload {
            return (TokenStream::new(), quote!(#name));
        }
        if let Some(function) = self.function {
            imports.add(module(function), function);
            let function: TokenStream = function.parse().unwrap_or_default();
            return (TokenStream::new(), quote!(#function(#name)));
        }
        let converts = self.converted(imports);
        let ty = types::value(api, usage, imports);
        (quote!(let #name: #ty = #converts;), quote!(#name))
    }
}

/// How what is given for a value becomes one.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Conversion {
    /// It is one already.
    None,
    /// By `Into`.
    Into,
    /// Anything is JSON.
    Json,
    /// Anything with members is an object.
    Object,
}

fn conversion(api: &Api, usage: &Usage) -> Conversion {
    if usage.boxed || usage.nullable && usage.ty != Type::Json {
        return Conversion::None;
    }
    match &usage.ty {
        Type::Json => Conversion::Json,
        Type::Map(item) if item.ty == Type::Json => Conversion::Object,
        Type::String | Type::Secret | Type::OneOrMany(_) => Conversion::Into,
        Type::External(external) if types::is_wrapper(external) => Conversion::Into,
        Type::Model(id) => match api.models.get(id.0).map(|model| &model.kind) {
            Some(ModelKind::Enum(_) | ModelKind::Union(_)) => Conversion::Into,
            _ => Conversion::None,
        },
        _ => Conversion::None,
    }
}

/// How an item of a list or map is converted. An enum is not: of `[]` nothing else would tell the type.
fn of_item(api: &Api, item: &Usage) -> Conversion {
    let is_enum = match &item.ty {
        Type::Model(id) => {
            let kind = api.models.get(id.0).map(|model| &model.kind);
            matches!(kind, Some(ModelKind::Enum(_)))
        }
        _ => false,
    };
    match is_enum {
        true => Conversion::None,
        false => conversion(api, item),
    }
}

/// Whether an item of a list or map is converted where it is given.
pub(super) fn converts(api: &Api, item: &Usage) -> bool {
    of_item(api, item) != Conversion::None
}
