//! The webhook module: what a receiver needs.

use proc_macro2::TokenStream;
use quote::quote;

use crate::ir::Api;

/// The verifier and the union of payloads.
pub(super) fn webhook(api: &Api) -> TokenStream {
    let event = api
        .event
        .and_then(|id| api.models.get(id.0))
        .map(|model| model.name.ident());
    let exports = event
        .as_ref()
        .map(|event| quote!(pub use crate::models::#event;));
    let verifies = api.sdk.verifies.then(|| {
        quote!(
            pub use crate::runtime::webhook::{
                Delivery, HeaderPair, Verifier, VerifyError, VerifyReason,
            };
        )
    });
    let decodes = event.filter(|_| api.sdk.verifies).map(|event| {
        quote! {
            impl Delivery {
                /// The event that was delivered. A delivery that cannot be decoded is still genuine.
                ///
                /// # Errors
                ///
                /// [`Error::Decode`] when the body is not what the description says.
                #[inline]
                pub fn event(&self) -> Result<#event, Error> {
                    decode::json("event", None, SDK.secret_members, &Vec::new, self.body())
                }
            }
        }
    });
    let uses = decodes.as_ref().map(|_| {
        quote! {
            use crate::client::SDK;
            use crate::runtime::decode;
            use crate::runtime::error::Error;
        }
    });
    quote! {
        //! Receiving webhooks: verify a delivery, then look at its event.
        #uses
        #exports
        #verifies
        #decodes
    }
}
