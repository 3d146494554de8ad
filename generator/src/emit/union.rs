//! Unions: told apart by a tag, or tried arm by arm.

use std::collections::BTreeSet;

use proc_macro2::TokenStream;
use quote::quote;

use super::docs::{code, docs, plain, sentence};
use super::imports::Imports;
use super::model::{derives, model_docs};
use super::rules::named_rules;
use super::types;
use crate::ir::{Api, Arm, EnumBase, Integer, MissingTag, Model, ModelKind, Type, Union, UnionTag};

/// An enum of arms, and how it is read and written.
pub(super) fn union(api: &Api, model: &Model, union: &Union, imports: &mut Imports) -> TokenStream {
    let name = model.name.ident();
    let about = model_docs(model);
    let variants: TokenStream = union
        .arms
        .iter()
        .map(|arm| variant(api, arm, imports))
        .collect();
    let derives = derives(model, &["Clone", "Debug", "PartialEq"]);
    let unknown = union.tag.as_ref().map(|_| {
        imports.add("serde_json", "Value");
        quote! {
            /// A kind that this version does not know; the JSON as it came.
            Unknown(Value),
        }
    });
    let (constants, rows) = rows(api, model, union, imports);
    let mut traits = Vec::new();
    if model.encodes {
        traits.push(quote!(Serialize));
    }
    if union.tag.is_none() {
        traits.push(quote!(Deserialize));
    }
    if model.sent {
        traits.push(match model.checked {
            true => quote!(Validate),
            false => quote!(Unchecked),
        });
    }
    let traits = (!traits.is_empty()).then(|| quote!(=> #(#traits),*));
    imports.add("crate::runtime::union", "arms");
    let decode = union.tag.as_ref().map(|tag| {
        for item in ["Deserialize", "Deserializer"] {
            imports.add("serde", item);
        }
        imports.add("crate::runtime::union", "Tagged");
        let decode = by_tag(model, tag, union, imports);
        quote! {
            impl<'de> Deserialize<'de> for #name {
                fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                    #decode
                }
            }
        }
    });
    quote! {
        #about
        #[non_exhaustive]
        #derives
        pub enum #name {
            #variants
            #unknown
        }

        #constants

        arms!(#name { #rows } #traits);

        #decode
    }
}

/// The arms as rows, and the constants that they need.
fn rows(
    api: &Api,
    model: &Model,
    union: &Union,
    imports: &mut Imports,
) -> (TokenStream, TokenStream) {
    let mut constants = TokenStream::new();
    let mut rows = TokenStream::new();
    let text = text_arm(api, model, union, DEEPEST);
    let number = number_arm(union);
    let is_list = |arm: &&Arm| matches!(arm.usage.ty, Type::Array(_));
    let lists = union.arms.iter().filter(is_list).count();
    let is_map = |arm: &&Arm| matches!(arm.usage.ty, Type::Map(_));
    let maps = union.arms.iter().filter(is_map).count();
    let mut known = BTreeSet::new();
    for (index, arm) in union.arms.iter().enumerate() {
        let name = arm.name.ident();
        let mut from = Vec::new();
        let mut list = TokenStream::new();
        if !arm.usage.nullable && comes_alone(api, model, &arm.usage.ty) {
            let ty = types::ty(api, &arm.usage.ty, imports);
            // Of two arms of one type a value does not tell which it is.
            let is_only = { union.arms.iter() }
                .filter(|other| other.usage.ty == arm.usage.ty)
                .count()
                == 1;
            if is_only && known.insert(ty.to_string()) {
                match &arm.usage.ty {
                    Type::Array(item) if lists == 1 && !arm.usage.boxed => {
                        let item = types::value(api, item, imports);
                        list = quote!(list(#item));
                    }
                    Type::Array(item) if !arm.usage.boxed => {
                        let text =
                            (item.ty == Type::String && !item.nullable).then(|| quote!(, &str));
                        let item = types::value(api, item, imports);
                        from.push(ty);
                        list = quote!(array(#item #text));
                    }
                    Type::Map(item) if lists == 0 && maps == 1 && !arm.usage.boxed => {
                        from.push(ty);
                        let item = types::value(api, item, imports);
                        list = quote!(map(#item));
                    }
                    _ => from.push(ty),
                }
            }
            if text == Some(index) {
                let owned = (arm.usage.ty != Type::String).then(|| quote!(String));
                from.extend(owned);
                from.push(quote!(&str));
            }
            if number == Some(index) {
                from.push(quote!(i32));
            }
        }
        let from = (!from.is_empty()).then(|| quote!((#(#from),*)));
        let tag = match (&union.tag, arm.values.as_slice()) {
            (Some(tag), [value]) if arm.writes_tag && model.encodes => {
                let property = &tag.property;
                Some(quote!(tag(#property, #value)))
            }
            _ => None,
        };
        let rules = (model.sent && model.checked && !arm.usage.rules.is_empty()).then(|| {
            let (constant, rules) = named_rules(&arm.usage.rules, &arm.constant, imports);
            constants.extend(constant);
            quote!(rules(#rules))
        });
        let fixed = union.tag.is_none().then(|| fixed(arm)).flatten();
        let fixed = fixed.map(|fixed| quote!(fixed(#fixed)));
        let rest = (union.tag.is_none() && arm.is_rest).then(|| quote!(= rest));
        rows.extend(quote!(#name #from #list #tag #rules #fixed #rest,));
    }
    if union.tag.is_some() {
        rows.extend(quote!(Unknown,));
    }
    (constants, rows)
}

/// How deep unions within unions are searched for an arm that takes texts.
const DEEPEST: usize = 8;

/// Whether a struct becomes a value of a union by `From`.
pub(super) fn comes_from(api: &Api, model: &Model, union: &Union, arm: &Arm) -> bool {
    let kind = match &arm.usage.ty {
        Type::Model(id) => api.models.get(id.0).map(|model| &model.kind),
        _ => None,
    };
    let alike = union
        .arms
        .iter()
        .filter(|other| other.usage.ty == arm.usage.ty);
    matches!(kind, Some(ModelKind::Struct(_)))
        && !arm.usage.nullable
        && comes_alone(api, model, &arm.usage.ty)
        && alike.count() == 1
}

/// Whether a text becomes a value of a union by `From`.
pub(super) fn comes_from_text(api: &Api, model: &Model, union: &Union) -> bool {
    let arm = text_arm(api, model, union, DEEPEST);
    let arm = arm.and_then(|index| union.arms.get(index));
    arm.is_some_and(|arm| !arm.usage.boxed && comes_alone(api, model, &arm.usage.ty))
}

/// The arm that a text becomes: one of plain text, or else the first that takes texts.
fn text_arm(api: &Api, model: &Model, union: &Union, depth: usize) -> Option<usize> {
    let arms = || union.arms.iter().filter(|arm| !arm.usage.nullable);
    let is_text = |arm: &Arm| arm.usage.ty == Type::String;
    let wanted = arms()
        .find(|arm| is_text(arm))
        .or_else(|| arms().find(|arm| takes_text(api, model, &arm.usage.ty, depth)))?;
    if is_text(wanted) && arms().filter(|arm| is_text(arm)).count() > 1 {
        return None;
    }
    union.arms.iter().position(|arm| std::ptr::eq(arm, wanted))
}

/// Whether a text becomes a value of a type by `From`.
fn takes_text(api: &Api, within: &Model, ty: &Type, depth: usize) -> bool {
    let Type::Model(id) = ty else {
        return false;
    };
    let Some(model) = api
        .models
        .get(id.0)
        .filter(|model| model.name != within.name)
    else {
        return false;
    };
    match &model.kind {
        ModelKind::Enum(content) => content.base == EnumBase::Text,
        ModelKind::Union(union) if depth > 0 => {
            let arm = text_arm(api, model, union, depth - 1);
            let arm = arm.and_then(|index| union.arms.get(index));
            arm.is_some_and(|arm| comes_alone(api, model, &arm.usage.ty))
        }
        _ => false,
    }
}

/// The arm that a number written without a type becomes, beside the one of its own type.
fn number_arm(union: &Union) -> Option<usize> {
    let only = |is_it: fn(&Type) -> bool| {
        let mut arms = union.arms.iter().enumerate();
        let arm = arms.find(|(_, arm)| is_it(&arm.usage.ty) && !arm.usage.nullable);
        arm.filter(|_| arms.all(|(_, arm)| !is_it(&arm.usage.ty)))
    };
    let whole = |ty: &Type| matches!(ty, Type::Integer(_));
    if union.arms.iter().any(|arm| whole(&arm.usage.ty)) {
        let (index, arm) = only(whole)?;
        return (arm.usage.ty == Type::Integer(Integer::I64)).then_some(index);
    }
    only(|ty| *ty == Type::Float64).map(|(index, _)| index)
}

/// Whether a value of a type can become the union: no type that may be another name of one that is there.
fn comes_alone(api: &Api, model: &Model, ty: &Type) -> bool {
    match ty {
        Type::Model(id) => { api.models.get(id.0) }.is_some_and(|other| other.name != model.name),
        Type::Array(inner) | Type::OneOrMany(inner) | Type::Map(inner) => {
            comes_alone(api, model, &inner.ty)
        }
        Type::Tuple(inner) => { inner.iter() }.all(|inner| comes_alone(api, model, &inner.ty)),
        Type::External(_) => false,
        Type::Json
        | Type::Bool
        | Type::Integer(_)
        | Type::Float64
        | Type::String
        | Type::Secret => true,
    }
}

fn variant(api: &Api, arm: &Arm, imports: &mut Imports) -> TokenStream {
    let name = arm.name.ident();
    let ty = types::bare(api, &arm.usage, imports);
    let about = match arm
        .description
        .as_deref()
        .map(sentence)
        .filter(|text| !text.is_empty())
    {
        Some(text) if text.ends_with(['.', '!', '?', ':']) => docs(&text, 4),
        Some(text) => docs(&format!("{text}."), 4),
        None if arm.values.is_empty() => TokenStream::new(),
        None => plain(&listed(&arm.values)),
    };
    quote!(#about #name(#ty),)
}

/// `cat` or `dog`
fn listed(values: &[String]) -> String {
    let values: Vec<String> = values.iter().map(|value| code(value)).collect();
    values.join(" or ")
}

fn by_tag(model: &Model, tag: &UnionTag, union: &Union, imports: &mut Imports) -> TokenStream {
    let property = &tag.property;
    let arms = union.arms.iter().map(|arm| {
        let (name, values) = (arm.name.ident(), &arm.values);
        quote!(#(#values)|* => tagged.decode().map(Self::#name),)
    });
    let read = match tag.missing {
        MissingTag::Error => quote!(read),
        MissingTag::Tried | MissingTag::Unknown => quote!(maybe),
    };
    let without = (tag.missing == MissingTag::Tried).then(|| {
        let (called, attempts) = (model.name.as_str(), attempts(union, imports));
        quote!("" => tagged.one_of(#called, #attempts),)
    });
    quote! {
        let tagged = Tagged::#read(deserializer, #property)?;
        match tagged.tag() {
            #(#arms)*
            #without
            _ => Ok(Self::Unknown(tagged.into_value())),
        }
    }
}

/// The arms, to be tried.
fn attempts(union: &Union, imports: &mut Imports) -> TokenStream {
    let arms = union.arms.iter().map(|arm| {
        let (called, name) = (arm.name.as_str(), arm.name.ident());
        let function = if arm.is_rest { "rest" } else { "arm" };
        imports.add("crate::runtime::arms", function);
        let function = match arm.is_rest {
            true => quote!(rest),
            false => quote!(arm),
        };
        let fixed = fixed(arm).map(|fixed| quote!(.fixed(#fixed)));
        quote!(&#function(#called, Self::#name) #fixed)
    });
    let arms: Vec<_> = arms.collect();
    quote!(&[#(#arms),*])
}

/// The texts that tell an arm from others.
fn fixed(arm: &Arm) -> Option<TokenStream> {
    let members = arm
        .fixed
        .iter()
        .map(|(member, texts)| quote!((#member, &[#(#texts),*])));
    (!arm.fixed.is_empty()).then(|| quote!(&[#(#members),*]))
}
