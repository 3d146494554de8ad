//! The client: how it is made, and where everything begins.

use proc_macro2::TokenStream;
use quote::quote;

use super::docs::{docs, plain};
use super::imports::Imports;
use super::{client_parameters, resource, servers};
use crate::ir::{Api, Scheme, SchemeKind};

/// The client's file.
pub(super) fn client(api: &Api) -> TokenStream {
    let mut imports = Imports::default();
    imports.add("crate::runtime::client", "Core");
    imports.add("crate::runtime::client_builder", "Builder");
    imports.add("crate::runtime::error", "Error");
    let name = api.sdk.client.ident();
    let about = format!(
        "The client of {}.",
        if api.title.is_empty() {
            "the API"
        } else {
            &api.title
        }
    );
    let about = docs(
        &format!("{about}\n\nA clone is another handle to the same client."),
        0,
    );
    let root = api
        .resources
        .first()
        .map(|root| resource::content(api, root, &mut imports));
    let (methods, rest) = root
        .map(|root| (root.methods, root.rest))
        .unwrap_or_default();
    let new = new(api, &mut imports);
    // What is not sent has no method: it would promise to send it.
    let sent = || { api.schemes.iter() }.filter(|scheme| scheme.kind != SchemeKind::Other);
    let schemes: TokenStream = sent()
        .map(|scheme| credential(scheme, &mut imports))
        .collect();
    let tokens: TokenStream = sent()
        .map(|scheme| super::tokens::sources(scheme, &mut imports))
        .collect();
    let parameters = client_parameters::setters(api, &mut imports);
    let environment = servers::environment(api);
    let chooses = servers::setters(api);
    let extras = quote!(#chooses #schemes #tokens #parameters);
    let extras = (!extras.is_empty()).then(|| quote!(impl Builder<#name> { #extras }));
    let sdk = sdk(api, &mut imports);
    let root_own: Vec<_> = api
        .resources
        .first()
        .into_iter()
        .flat_map(|root| &root.operations)
        .filter_map(|id| api.operations.get(id.0))
        .flat_map(|operation| [&operation.builder, &operation.inputs, &operation.answer])
        .chain([&api.sdk.client])
        .collect();
    let uses = imports.tokens(&root_own);
    quote! {
        #uses

        #about
        #[derive(Clone, Debug)]
        pub struct #name {
            core: Core,
        }

        impl #name {
            #new

            /// Sets up a client step by step.
            pub fn builder() -> Builder<Self> {
                Builder::new(&SDK)
            }

            /// The URL below which every path lies.
            #[must_use]
            pub fn base_url(&self) -> &str {
                self.core.base_url()
            }

            #methods
        }

        impl From<Core> for #name {
            fn from(core: Core) -> Self {
                Self { core }
            }
        }

        #extras
        #environment
        #rest
        #sdk
    }
}

/// `new` takes the credential of the usual scheme.
fn new(api: &Api, imports: &mut Imports) -> TokenStream {
    let variables: Vec<&str> = api
        .schemes
        .iter()
        .filter_map(|scheme| scheme.variable.as_deref())
        .chain(client_parameters::variables(api))
        .collect();
    let by_credential = match api.sdk.scheme.and_then(|at| api.schemes.get(at)) {
        Some(scheme) if scheme.kind == SchemeKind::Basic => {
            let method = scheme.name.ident();
            quote! {
                /// A client for the default server, with user name and password.
                ///
                /// # Errors
                ///
                /// [`Error::Config`] when the settings are unusable.
                pub fn new(user: impl AsRef<str>, password: impl AsRef<str>) -> Result<Self, Error> {
                    Self::builder().#method(user, password).build()
                }
            }
        }
        Some(scheme) => {
            imports.add("crate::runtime::secret", "Secret");
            let method = scheme.name.ident();
            quote! {
                /// A client for the default server, with this key.
                ///
                /// # Errors
                ///
                /// [`Error::Config`] when the key is empty or holds whitespace.
                pub fn new(#method: impl Into<Secret>) -> Result<Self, Error> {
                    Self::builder().#method(#method).build()
                }
            }
        }
        None => quote! {
            /// A client for the default server.
            ///
            /// # Errors
            ///
            /// [`Error::Config`] when the settings are unusable.
            pub fn new() -> Result<Self, Error> {
                Self::builder().build()
            }
        },
    };
    let all: Vec<String> = variables
        .iter()
        .copied()
        .chain(api.sdk.base_url_variable.as_deref())
        .map(|variable| format!("`{variable}`"))
        .collect();
    if all.is_empty() {
        return by_credential;
    }
    let about = docs(
        &format!("A client set up from the environment: {}.", all.join(", ")),
        4,
    );
    quote! {
        #by_credential

        #about
        ///
        /// # Errors
        ///
        /// [`Error::Config`] when a variable is missing or unusable.
        pub fn from_env() -> Result<Self, Error> {
            Self::builder().read_env().build()
        }
    }
}

fn credential(scheme: &Scheme, imports: &mut Imports) -> TokenStream {
    let (method, key) = (scheme.name.ident(), &scheme.key);
    let text = scheme
        .description
        .clone()
        .unwrap_or_else(|| format!("Sets the credential of `{key}`."));
    let about = docs(&text, 4);
    imports.add("crate::runtime::secret", "Secret");
    match scheme.kind {
        SchemeKind::Basic => quote! {
            #about
            pub fn #method(self, user: impl AsRef<str>, password: impl AsRef<str>) -> Self {
                let pair = format!("{}:{}", user.as_ref(), password.as_ref());
                self.credential(#key, Secret::from(pair))
            }
        },
        _ => quote! {
            #about
            pub fn #method(self, #method: impl Into<Secret>) -> Self {
                self.credential(#key, #method.into())
            }
        },
    }
}

/// The table of what is true for the whole SDK.
fn sdk(api: &Api, imports: &mut Imports) -> TokenStream {
    for name in ["ErrorMembers", "Sdk"] {
        imports.add("crate::runtime::sdk", name);
    }
    let name = api.sdk.client.as_str();
    let servers = api.servers.iter().map(|server| &server.url);
    let variables = servers::variables(api, imports);
    let base_url_env = client_parameters::option(api.sdk.base_url_variable.as_deref());
    let schemes = api.schemes.iter().map(|scheme| {
        for name in ["Scheme", "SchemeKind"] {
            imports.add("crate::runtime::sdk", name);
        }
        let (key, env) = (
            &scheme.key,
            client_parameters::option(scheme.variable.as_deref()),
        );
        let kind = match &scheme.kind {
            SchemeKind::Bearer => quote!(Bearer),
            SchemeKind::Basic => quote!(Basic),
            SchemeKind::HeaderKey(name) => quote!(HeaderKey(#name)),
            SchemeKind::QueryKey(name) => quote!(QueryKey(#name)),
            SchemeKind::CookieKey(name) => quote!(CookieKey(#name)),
            SchemeKind::Other => quote!(Hook),
        };
        quote!(Scheme { name: #key, kind: SchemeKind::#kind, env: #env })
    });
    let schemes: Vec<TokenStream> = schemes.collect();
    let parameters = client_parameters::table(api, imports);
    let auth = super::operation::security(&api.sdk.security);
    let secrets = &api.sdk.secret_members;
    let members = &api.sdk.error_members;
    let (message, code, hint, issues) = (
        &members.message,
        &members.code,
        &members.hint,
        &members.issues,
    );
    let (issue_path, issue_message) = (&members.issue_path, &members.issue_message);
    let about = plain("What is true for every operation.");
    quote! {
        #about
        pub(crate) const SDK: Sdk = Sdk {
            name: #name,
            user_agent: concat!(env!("CARGO_PKG_NAME"), "/", env!("CARGO_PKG_VERSION")),
            servers: &[#(#servers),*],
            variables: #variables,
            base_url_env: #base_url_env,
            schemes: &[#(#schemes),*],
            parameters: #parameters,
            auth: #auth,
            secret_members: &[#(#secrets),*],
            error_members: ErrorMembers {
                message: &[#(#message),*],
                code: &[#(#code),*],
                hint: &[#(#hint),*],
                issues: &[#(#issues),*],
                issue_path: #issue_path,
                issue_message: #issue_message,
            },
        };
    }
}
