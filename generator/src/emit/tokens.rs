//! Where tokens come from, for schemes whose tokens expire.

use proc_macro2::TokenStream;
use quote::quote;

use super::docs::docs;
use super::imports::Imports;
use crate::ir::Scheme;

/// The builder's methods for the tokens of a scheme.
pub(super) fn sources(scheme: &Scheme, imports: &mut Imports) -> TokenStream {
    let Some(tokens) = &scheme.tokens else {
        return TokenStream::new();
    };
    imports.add("crate::runtime::token", "TokenProvider");
    let key = &scheme.key;
    let about = docs(
        &format!("Lets `provider` get the tokens of `{key}`, in place of one that is given."),
        4,
    );
    let name = tokens.provider_name.ident();
    let by_provider = quote! {
        #about
        pub fn #name(self, provider: impl TokenProvider) -> Self {
            self.provider(#key, provider)
        }
    };
    let by_client = tokens.client_credentials.as_ref().map(|url| {
        imports.add("crate::runtime::secret", "Secret");
        let name = tokens.client_credentials_name.ident();
        let about = docs(
            &format!(
                "Gets the tokens of `{key}` from `{url}` with client credentials, and keeps each while it is good."
            ),
            4,
        );
        quote! {
            #about
            pub fn #name(
                self,
                client_id: impl Into<String>,
                client_secret: impl Into<Secret>,
                scopes: impl IntoIterator<Item = impl Into<String>>,
            ) -> Self {
                self.client_credentials((#key, #url), client_id, client_secret, scopes)
            }
        }
    });
    let by_refresh = tokens.refresh.as_ref().map(|url| {
        imports.add("crate::runtime::secret", "Secret");
        let name = tokens.refresh_name.ident();
        let about = docs(
            &format!(
                "Gets the tokens of `{key}` from `{url}` with a refresh token, and keeps each while it is good. The secret of a public client is empty."
            ),
            4,
        );
        quote! {
            #about
            pub fn #name(
                self,
                client_id: impl Into<String>,
                client_secret: impl Into<Secret>,
                refresh_token: impl Into<Secret>,
            ) -> Self {
                self.refresh_token((#key, #url), client_id, client_secret, refresh_token)
            }
        }
    });
    quote!(#by_provider #by_client #by_refresh)
}
