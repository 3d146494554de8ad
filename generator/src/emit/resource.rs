//! Resources: a handle, its methods, their builders and tables.

use proc_macro2::TokenStream;
use quote::quote;

use super::docs::docs;
use super::imports::Imports;
use super::{features, operation};
use crate::ir::{Api, Resource, ResourceId};
use crate::name::Name;

/// The file of one resource.
pub(super) fn resource(api: &Api, id: ResourceId) -> TokenStream {
    let Some(resource) = api.resources.get(id.0) else {
        return TokenStream::new();
    };
    let mut imports = Imports::default();
    imports.add("crate::runtime::client", "Core");
    let handle = resource.handle.ident();
    let about = about(resource);
    let handle_docs = docs(&about, 0);
    let content = content(api, resource, &mut imports);
    let (methods, rest) = (content.methods, content.rest);
    let uses = imports.tokens(&own(api, resource));
    quote! {
        #uses

        #handle_docs
        #[derive(Clone, Debug)]
        pub struct #handle {
            core: Core,
        }

        impl #handle {
            pub(crate) fn new(core: Core) -> Self {
                Self { core }
            }
            #methods
        }

        #rest
    }
}

/// What the operations of a resource come to.
pub(super) struct Content {
    /// Accessors and methods.
    pub(super) methods: TokenStream,
    /// Builders and tables.
    pub(super) rest: TokenStream,
}

/// The types that the file of a resource defines.
fn own<'a>(api: &'a Api, resource: &'a Resource) -> Vec<&'a Name> {
    let operations = resource
        .operations
        .iter()
        .filter_map(|id| api.operations.get(id.0));
    operations
        .flat_map(|operation| [&operation.builder, &operation.inputs, &operation.answer])
        .chain([&resource.handle])
        .collect()
}

/// The methods of a resource, the client's included.
pub(super) fn content(api: &Api, resource: &Resource, imports: &mut Imports) -> Content {
    let mut content = Content {
        methods: TokenStream::new(),
        rest: TokenStream::new(),
    };
    for child in resource
        .children
        .iter()
        .filter_map(|child| api.resources.get(child.0))
    {
        let (name, handle) = (child.name.ident(), child.handle.ident());
        let about = docs(&about(child), 4);
        let is_chosen = child.feature.is_some() && resource.feature.is_none();
        let chosen = features::one(child.feature.as_deref().filter(|_| is_chosen));
        // What is not compiled cannot be imported.
        let handle = match is_chosen {
            true => quote!(crate::api::#handle),
            false => {
                imports.add("crate::api", child.handle.as_str());
                quote!(#handle)
            }
        };
        content.methods.extend(quote! {
            #about
            #chosen
            #[must_use]
            pub fn #name(&self) -> #handle {
                #handle::new(self.core.clone())
            }
        });
    }
    let mut tables = TokenStream::new();
    for operation in resource
        .operations
        .iter()
        .filter_map(|id| api.operations.get(id.0))
    {
        content
            .methods
            .extend(operation::method(api, operation, imports));
        content
            .rest
            .extend(operation::inputs_struct(api, operation, imports));
        content
            .rest
            .extend(operation::builder(api, operation, imports));
        content
            .rest
            .extend(operation::answer_enum(api, operation, imports));
        tables.extend(operation::tables(api, operation, imports));
    }
    content.rest.extend(tables);
    content
}

fn about(resource: &Resource) -> String {
    let named = format!("Calls of `{}`.", resource.path.join("."));
    match &resource.description {
        Some(description) if resource.path.len() == 1 => description.clone(),
        Some(description) => format!("{named}\n\n{description}"),
        None => named,
    }
}
