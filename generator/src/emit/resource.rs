//! Resources: a handle, its methods, their builders and tables.

use proc_macro2::TokenStream;
use quote::quote;

use super::docs::{docs, plain, sentence, wrapped};
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
    let handle_docs = about(api, resource);
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
        let about = docs(&summary(api, child), 4);
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

/// Returns the description of a resource with links to its operations and child resources.
fn about(api: &Api, resource: &Resource) -> TokenStream {
    let links = |names: Vec<&Name>| {
        let links = names.into_iter().map(Name::as_str);
        let links = links.map(|name| format!("[`{name}`](Self::{name})"));
        links.collect::<Vec<_>>().join(", ")
    };
    let operations = { resource.operations.iter() }.filter_map(|id| api.operations.get(id.0));
    let children = { resource.children.iter() }.filter_map(|id| api.resources.get(id.0));
    let lists = [
        (
            "Operations",
            links(operations.map(|one| &one.name).collect()),
        ),
        ("Resources", links(children.map(|one| &one.name).collect())),
    ];
    let lists = lists.into_iter().filter(|(_, links)| !links.is_empty());
    let lists: Vec<String> = lists
        .map(|(title, links)| wrapped(&format!("{title}: {links}.")))
        .collect();
    let lists = lists.join("\n\n");
    match resource
        .description
        .as_deref()
        .map(str::trim)
        .filter(|text| !text.is_empty())
    {
        Some(text) => {
            let (text, lists) = (docs(text, 0), plain(&format!("\n{lists}")));
            quote!(#text #lists)
        }
        None => plain(&lists),
    }
}

/// The first sentence of that, or what there is, for the method that leads there.
fn summary(api: &Api, child: &Resource) -> String {
    let about = child.description.as_deref().map(sentence);
    if let Some(about) = about.filter(|text| !text.is_empty()) {
        return about;
    }
    let operations = { child.operations.iter() }.filter_map(|id| api.operations.get(id.0));
    let operations: Vec<&Name> = operations.map(|one| &one.name).collect();
    let children = { child.children.iter() }.filter_map(|id| api.resources.get(id.0));
    let children: Vec<&Name> = children.map(|one| &one.name).collect();
    match operations.is_empty() {
        true => format!("Resources: {}.", listed(&children)),
        false => format!("Operations: {}.", listed(&operations)),
    }
}

/// The first of these, and how many others there are.
fn listed(names: &[&Name]) -> String {
    const MOST: usize = 8;
    let shown = names.iter().take(MOST);
    let shown: Vec<String> = shown.map(|name| format!("`{}`", name.as_str())).collect();
    match names.len().saturating_sub(MOST) {
        0 => shown.join(", "),
        1 => format!("{} and one more", shown.join(", ")),
        more => format!("{} and {more} more", shown.join(", ")),
    }
}
