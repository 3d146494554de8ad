//! Open enums of texts.

use proc_macro2::TokenStream;
use quote::quote;

use super::docs::{code, plain};
use super::imports::Imports;
use super::model::model_docs;
use crate::ir::{EnumValue, Model};

/// An enum and what makes it open.
pub(super) fn text_enum(model: &Model, values: &[EnumValue], imports: &mut Imports) -> TokenStream {
    imports.add("crate::runtime::string_enum", "string_enum");
    let name = model.name.ident();
    let about = model_docs(model);
    let variants = values.iter().map(|value| {
        let variant = value.name.ident();
        let doc = plain(&code(&value.wire));
        quote!(#doc #variant,)
    });
    let known = values.iter().map(|value| value.name.ident());
    let texts = values.iter().map(|value| {
        let (variant, wire) = (value.name.ident(), &value.wire);
        quote!(Self::#variant => #wire,)
    });
    let matches = values.iter().map(|value| {
        let (variant, wire) = (value.name.ident(), &value.wire);
        quote!(#wire => Self::#variant,)
    });
    let validate = model.sent.then(|| {
        imports.add("crate::runtime::validate", "Validate");
        quote!(impl Validate for #name {})
    });
    quote! {
        #about
        #[non_exhaustive]
        #[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum #name {
            #(#variants)*
            /// A value that this version does not know, as it is on the wire.
            Unknown(String),
        }

        impl #name {
            /// Every value that this version knows.
            pub const KNOWN: &[Self] = &[#(Self::#known),*];

            /// The value on the wire.
            #[must_use]
            pub fn as_str(&self) -> &str {
                match self {
                    #(#texts)*
                    Self::Unknown(value) => value,
                }
            }
        }

        impl From<&str> for #name {
            fn from(value: &str) -> Self {
                match value {
                    #(#matches)*
                    other => Self::Unknown(other.to_owned()),
                }
            }
        }

        string_enum!(#name);
        #validate
    }
}
