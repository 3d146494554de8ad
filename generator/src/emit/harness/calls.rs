//! The part of the harness that makes calls: the table of operations, and the functions behind it by resource.

use std::collections::BTreeMap;

use proc_macro2::TokenStream;
use quote::quote;

use super::{given, operation};
use crate::emit::example;
use crate::emit::imports::Imports;
use crate::ir::{Api, Operation, Resource, ResourceId, SchemeKind};

/// The module that makes calls.
pub(super) fn calls(api: &Api) -> TokenStream {
    let (library, client) = (api.sdk.library.ident(), api.sdk.client.ident());
    let credentials = credentials(api);
    let accessors = accessors(api);
    let names = Names::of(api);
    let mut table = TokenStream::new();
    let mut modules = TokenStream::new();
    let mut examples = Examples::default();
    for (index, resource) in api.resources.iter().enumerate() {
        let Some(accessors) = accessors.get(&ResourceId(index)) else {
            continue;
        };
        let operations = resource
            .operations
            .iter()
            .filter_map(|id| api.operations.get(id.0));
        let mut imports = Imports::of_another_crate(&api.sdk.library);
        let mut functions = TokenStream::new();
        for one in operations {
            functions.extend(operation::function(api, one, accessors, &mut imports));
            let name = one.name.ident();
            let module = module(resource);
            let names = names.of_operation(resource, one);
            table.extend(quote!((&[#(#names),*], #module #name),));
            examples.add(api, one, resource, &names);
        }
        examples.end(resource);
        if functions.is_empty() {
            continue;
        }
        let uses = imports.tokens(&[]);
        let functions = quote!(#uses #functions);
        modules.extend(match resource.module.is_empty() {
            true => quote!(pub(super) mod client { #functions }),
            false => {
                let name = resource.module.ident();
                quote!(pub(super) mod #name { #functions })
            }
        });
    }
    let fixed = given::fixed();
    let Examples {
        table: shown,
        modules: example_modules,
        ..
    } = examples;
    quote! {
        #[cfg(feature = "rustls")]
        #[allow(dead_code, reason = "one API does not need all of it")]
        mod calls {
            use std::collections::BTreeMap;
            use core::time::Duration;

            use serde::Serialize;
            use serde::de::DeserializeOwned;
            use serde_json::{Map, Value, json};
            use #library::{BoxFuture, Error, Retries};

            type Client = #library::#client;

            /// The operations, each with its names.
            const OPERATIONS: &[(&[&str], Operation)] = &[#table];

            /// The examples in the documentation of operations.
            const EXAMPLES: &[(&[&str], Example)] = &[#shown];

            fn client(base_url: &str, auth: &BTreeMap<String, String>) -> Result<Client, Failure> {
                let builder = Client::builder()
                    .base_url(base_url)
                    .retries(Retries::none())
                    .timeout(Duration::from_secs(5));
                #credentials
                builder.build().map_err(Failure::from)
            }

            #fixed

            /// Every operation, by resource.
            mod resources {
                #modules
            }

            /// The examples, by resource.
            mod examples {
                // The harness answers on the standard output.
                #[allow(unused_macros, reason = "some examples print nothing")]
                macro_rules! println {
                    ($($part:tt)*) => { let _ = format!($($part)*); };
                }

                #example_modules
            }
        }
    }
}

/// The examples of operations as functions.
#[derive(Default)]
struct Examples {
    table: TokenStream,
    modules: TokenStream,
    functions: TokenStream,
}

impl Examples {
    /// Adds the example of an operation, where it has one.
    fn add(&mut self, api: &Api, operation: &Operation, resource: &Resource, names: &[String]) {
        let Some(sample) = example::sample(api, operation) else {
            return;
        };
        let lines = [sample.uses(api, &[]), sample.body].concat().join("\n");
        let Ok(body) = lines.parse::<TokenStream>() else {
            return;
        };
        let (library, client) = (api.sdk.library.ident(), api.sdk.client.ident());
        let name = operation.name.ident();
        self.functions.extend(quote! {
            pub(in crate::calls) async fn #name(client: #library::#client) -> Result<(), #library::Error> {
                #body
                Ok(())
            }
        });
        let module = match resource.module.is_empty() {
            true => quote!(examples::client::),
            false => {
                let name = resource.module.ident();
                quote!(examples::#name::)
            }
        };
        self.table
            .extend(quote!((&[#(#names),*], |client| Box::pin(#module #name(client))),));
    }

    /// Ends the examples of a resource.
    fn end(&mut self, resource: &Resource) {
        let functions = std::mem::take(&mut self.functions);
        if functions.is_empty() {
            return;
        }
        self.modules.extend(match resource.module.is_empty() {
            true => quote!(pub(super) mod client { #functions }),
            false => {
                let name = resource.module.ident();
                quote!(pub(super) mod #name { #functions })
            }
        });
    }
}

/// Sets the credentials through the builder's methods.
fn credentials(api: &Api) -> TokenStream {
    let arms = api.schemes.iter().map(|scheme| {
        let (key, method) = (&scheme.key, scheme.name.ident());
        match scheme.kind {
            SchemeKind::Other => quote!(#key => builder,),
            SchemeKind::Basic => quote! {
                #key => {
                    let (user, password) = credential.split_once(':').unwrap_or((credential, ""));
                    builder.#method(user, password)
                }
            },
            _ => quote!(#key => builder.#method(credential.clone()),),
        }
    });
    let arms: TokenStream = arms.collect();
    quote! {
        let mut builder = builder;
        for (scheme, credential) in auth {
            builder = match scheme.as_str() {
                #arms
                other => {
                    return Err(Failure::new("unsupported", format!("there is no scheme `{other}`")));
                }
            };
        }
    }
}

/// How each resource is reached from the client.
fn accessors(api: &Api) -> BTreeMap<ResourceId, TokenStream> {
    let mut found = BTreeMap::from([(ResourceId(0), TokenStream::new())]);
    let mut waiting = vec![ResourceId(0)];
    while let Some(id) = waiting.pop() {
        let above = found.get(&id).cloned().unwrap_or_default();
        let children = api.resources.get(id.0).map(|resource| &resource.children);
        for child in children.into_iter().flatten() {
            let Some(resource) = api.resources.get(child.0) else {
                continue;
            };
            let name = resource.name.ident();
            if found.insert(*child, quote!(#above.#name())).is_none() {
                waiting.push(*child);
            }
        }
    }
    found
}

/// The path to what calls the operations of a resource.
fn module(resource: &Resource) -> TokenStream {
    match resource.module.is_empty() {
        true => quote!(resources::client::),
        false => {
            let name = resource.module.ident();
            quote!(resources::#name::)
        }
    }
}

/// How often a name is meant for an operation: only what means one of them can be used.
struct Names(BTreeMap<String, usize>);

impl Names {
    fn of(api: &Api) -> Self {
        let mut counts = BTreeMap::new();
        for resource in &api.resources {
            let operations = resource.operations.iter();
            for operation in operations.filter_map(|id| api.operations.get(id.0)) {
                let mut names = all_names(resource, operation);
                names.dedup();
                for name in names {
                    *counts.entry(name).or_default() += 1;
                }
            }
        }
        Self(counts)
    }

    fn of_operation(&self, resource: &Resource, operation: &Operation) -> Vec<String> {
        let mut names = all_names(resource, operation);
        names.dedup();
        names.retain(|name| self.0.get(name) == Some(&1));
        names
    }
}

/// What an operation may be called: by resource and method, by its id, by what is requested.
fn all_names(resource: &Resource, operation: &Operation) -> Vec<String> {
    let words = resource.path.iter().map(|word| word.replace(' ', "_"));
    let words: Vec<String> = words.chain([operation.name.as_str().to_owned()]).collect();
    let mut names = vec![words.join("_")];
    let request = format!("{} {}", operation.method, operation.template);
    // What is sent in another way is told by the media type; what is answered so has a name of its own only.
    if operation.variant.is_empty() {
        names.push(operation.id.clone());
        names.push(request);
    } else if !operation.picks {
        let media_type = operation.form.as_ref();
        let media_type = media_type.or(operation.body.as_ref().map(|body| &body.media_type));
        names.extend(media_type.map(|media_type| format!("{request} {media_type}")));
    }
    names.sort();
    names
}
