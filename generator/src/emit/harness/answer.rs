//! What the harness makes of an answer: JSON, whatever the method gives.

use proc_macro2::TokenStream;
use quote::quote;

use crate::emit::imports::Imports;
use crate::ir::{Api, Operation, ResourceId, Success};

/// Sends `call` and gives what comes back.
pub(super) fn answered(api: &Api, operation: &Operation, imports: &mut Imports) -> TokenStream {
    let given = match &operation.success {
        Success::Empty | Success::Json(_) | Success::Optional(_) | Success::Text => {
            return quote!(Ok(crate::calls::value(call.send())));
        }
        Success::Bytes => quote! {
            Ok(crate::calls::base64(&sent.await?.bytes().await?).into())
        },
        Success::Stream(..) => quote! {
            let mut events = sent.await?;
            let mut values = Vec::new();
            while let Some(value) = events.next().await {
                values.push(crate::calls::encoded(value?)?);
            }
            Ok(values.into())
        },
        Success::Several(arms) => {
            let name = operation.answer.ident();
            // What the client itself offers is at the crate's root.
            let module = match operation.resource {
                ResourceId(0) => api.sdk.library.as_str().to_owned(),
                _ => format!("{}::api", api.sdk.library.as_str()),
            };
            imports.add(&module, operation.answer.as_str());
            let arms = arms.iter().map(|arm| {
                let variant = arm.name.ident();
                match arm.gives {
                    Success::Empty | Success::Several(_) => {
                        quote!(#name::#variant => Ok(serde_json::Value::Null),)
                    }
                    Success::Bytes | Success::Stream(..) => {
                        quote!(#name::#variant(value) => Ok(crate::calls::base64(&value).into()),)
                    }
                    _ => quote!(#name::#variant(value) => crate::calls::encoded(value),),
                }
            });
            quote! {
                match sent.await? {
                    #(#arms)*
                    other => Err(crate::calls::Failure::new("encode", format!("{other:?}"))),
                }
            }
        }
    };
    quote! {
        let sent = call.send();
        Ok(Box::pin(async move { #given }))
    }
}
