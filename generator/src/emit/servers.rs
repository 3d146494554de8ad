//! Servers: the environments to choose from, and the variables in their URLs.

use proc_macro2::TokenStream;
use quote::quote;

use super::docs::{docs, plain};
use super::imports::Imports;
use crate::ir::{Api, ServerVariable};

/// The builder's methods.
pub(super) fn setters(api: &Api) -> TokenStream {
    let chooses = is_choice(api).then(|| {
        quote! {
            /// Talks to one of the API's own servers. The first is the default.
            pub fn environment(self, environment: Environment) -> Self {
                self.server(environment as usize)
            }
        }
    });
    let variables = api.server_variables.iter().map(|variable| {
        let (about, name) = (docs(&about(variable), 4), variable.name.ident());
        let template = &variable.template;
        quote! {
            #about
            pub fn #name(self, #name: impl Into<String>) -> Self {
                self.server_variable(#template, #name.into())
            }
        }
    });
    quote!(#chooses #(#variables)*)
}

fn about(variable: &ServerVariable) -> String {
    let text = match &variable.description {
        Some(description) => description.clone(),
        None => format!("Sets the server variable `{}`.", variable.template),
    };
    let mut text = format!(
        "{text}\n\n`{{{}}}` in the URLs of servers",
        variable.template
    );
    if !variable.values.is_empty() {
        text.push_str(&format!(": one of `{}`", variable.values.join("`, `")));
    }
    match variable.default.as_deref() {
        Some("") => text.push_str("; empty unless set."),
        Some(default) => text.push_str(&format!("; `{default}` unless set.")),
        None => text.push_str("; it has no default."),
    }
    text
}

/// The table of the variables.
pub(super) fn variables(api: &Api, imports: &mut Imports) -> TokenStream {
    if api.server_variables.is_empty() {
        return quote!(&[]);
    }
    imports.add("crate::runtime::server", "ServerVariable");
    let all = api.server_variables.iter().map(|variable| {
        let (name, values) = (&variable.template, &variable.values);
        let default = match &variable.default {
            Some(default) => quote!(Some(#default)),
            None => quote!(None),
        };
        quote!(ServerVariable { name: #name, default: #default, values: &[#(#values),*] })
    });
    quote!(&[#(#all),*])
}

/// Whether there are servers to choose from: the only one is where calls go anyway.
pub(super) fn is_choice(api: &Api) -> bool {
    api.servers.len() > 1
}

/// The servers to choose from.
pub(super) fn environment(api: &Api) -> TokenStream {
    if !is_choice(api) {
        return TokenStream::new();
    }
    let variants = api.servers.iter().map(|server| {
        let url = match server.url.contains('{') {
            true => format!("`{}`", server.url),
            false => server.url.clone(),
        };
        let text = match &server.description {
            Some(description) => format!("{description}: {url}"),
            None => url,
        };
        let about = docs(&text, 4);
        let name = server.name.ident();
        quote!(#about #name,)
    });
    let urls = api.servers.iter().map(|server| {
        let (name, url) = (server.name.ident(), &server.url);
        quote!(Self::#name => #url,)
    });
    let about = match api.server_variables.is_empty() {
        true => plain("Its base URL."),
        false => plain("Its base URL, with the names of variables between braces."),
    };
    quote! {
        /// A server of the API.
        #[non_exhaustive]
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        pub enum Environment {
            #(#variants)*
        }

        impl Environment {
            #about
            #[must_use]
            pub fn url(self) -> &'static str {
                match self {
                    #(#urls)*
                }
            }
        }
    }
}
