//! The command-line tool: its tables, one file a resource, and the program that starts it.

mod events;

use proc_macro2::TokenStream;
use quote::quote;

use super::docs::inner_docs;
use super::imports::Imports;
use super::types;
use crate::ir::{
    Api, Body, BodyKind, Command, Flag, FlagKind, FlagShape, Member, ModelKind, Operation, Place,
    Resource, ResourceId, Success, SuccessArm, Type,
};

pub(super) use self::events::events;

const TABLE: &str = "crate::runtime::cli::table";

/// `bin/….rs`
pub(super) fn program(api: &Api) -> TokenStream {
    let name = api
        .cli
        .as_ref()
        .map(|cli| cli.name.as_str())
        .unwrap_or_default();
    let about = inner_docs(&format!("The command-line tool `{name}`."));
    let library = api.sdk.library.ident();
    let mut imports = Imports::default();
    imports.add("std::process", "ExitCode");
    let uses = imports.tokens(&[]);
    quote! {
        #about

        #uses

        fn main() -> ExitCode {
            #library::cli::main()
        }
    }
}

/// `cli/mod.rs`
pub(super) fn tool(api: &Api) -> TokenStream {
    let Some(cli) = &api.cli else {
        return TokenStream::new();
    };
    let mut imports = Imports::default();
    imports.add("crate::client", "SDK");
    imports.add(TABLE, "Group");
    imports.add(TABLE, "Tool");
    imports.add("std::process", "ExitCode");
    let modules = api.resources.iter().skip(1).map(|resource| {
        let module = resource.module.ident();
        quote!(mod #module;)
    });
    let (name, about, version) = (&cli.name, &api.sdk.summary, &api.version);
    let environments = cli
        .environments
        .iter()
        .map(|(name, url)| quote!((#name, #url)));
    let credentials = cli
        .credentials
        .iter()
        .map(|(scheme, flag)| quote!((#scheme, #flag)));
    let parameters = cli
        .parameters
        .iter()
        .map(|(name, flag)| quote!((#name, #flag)));
    let module = cli.events_module.ident();
    let events = (!cli.events.is_empty()).then(|| {
        quote!(
            mod #module;
        )
    });
    let extras = events.as_ref().map(|_| quote!(#module::EXTRA));
    let root = api.resources.first();
    let root = root.map(|root| group(api, root, ResourceId(0), &mut imports));
    let uses = imports.tokens(&[]);
    quote! {
        //! The command-line tool.

        #events
        #(#modules)*

        #uses

        /// Runs the command-line tool with the arguments of the process.
        #[must_use]
        pub fn main() -> ExitCode {
            crate::runtime::cli::run::main(&TOOL)
        }

        const TOOL: Tool = Tool {
            name: #name,
            about: #about,
            version: env!("CARGO_PKG_VERSION"),
            api_version: #version,
            sdk: &SDK,
            environments: &[#(#environments),*],
            credentials: &[#(#credentials),*],
            parameters: &[#(#parameters),*],
            root: #root,
            extras: &[#extras],
        };
    }
}

/// `cli/….rs` of one resource.
pub(super) fn commands(api: &Api, id: ResourceId) -> TokenStream {
    let Some(resource) = api.resources.get(id.0) else {
        return TokenStream::new();
    };
    let mut imports = Imports::default();
    imports.add(TABLE, "Group");
    let group = group(api, resource, id, &mut imports);
    let uses = imports.tokens(&[]);
    quote! {
        #uses

        pub(super) const GROUP: Group = #group;
    }
}

fn group(api: &Api, resource: &Resource, id: ResourceId, imports: &mut Imports) -> TokenStream {
    let Some(cli) = &api.cli else {
        return TokenStream::new();
    };
    let name = cli.groups.get(id.0).map(String::as_str).unwrap_or_default();
    let about = cli.about.get(id.0).map(String::as_str).unwrap_or_default();
    let children = resource
        .children
        .iter()
        .filter_map(|id| api.resources.get(id.0));
    let groups = children.map(|child| {
        let module = child.module.ident();
        match id {
            ResourceId(0) => quote!(#module::GROUP),
            _ => quote!(crate::cli::#module::GROUP),
        }
    });
    let module = match id {
        ResourceId(0) => quote!(crate::client),
        _ => {
            let module = resource.module.ident();
            quote!(crate::api::#module)
        }
    };
    let commands: Vec<TokenStream> = { resource.operations.iter() }
        .filter_map(|id| Some((api.operations.get(id.0)?, cli.commands.get(id.0)?)))
        .map(|(operation, one)| command(api, operation, one, &module, imports))
        .collect();
    quote! {
        Group {
            name: #name,
            about: #about,
            groups: &[#(#groups),*],
            commands: &[#(#commands),*],
        }
    }
}

fn command(
    api: &Api,
    operation: &Operation,
    command: &Command,
    module: &TokenStream,
    imports: &mut Imports,
) -> TokenStream {
    imports.add(TABLE, "Command");
    let constant = operation.constant.ident();
    let Command {
        name,
        about,
        description,
        example,
        columns,
        once,
        ..
    } = command;
    let description = (!description.is_empty()).then(|| quote!(description: #description,));
    let flags: Vec<TokenStream> = command.flags.iter().map(|one| flag(one, imports)).collect();
    let flags = (!flags.is_empty()).then(|| quote!(flags: &[#(#flags),*],));
    let body = operation.body.as_ref();
    let whole = body.map(|body| match body.kind {
        BodyKind::Json | BodyKind::Form => quote!(Json),
        _ => quote!(Bytes),
    });
    let whole = whole.map(|whole| {
        imports.add(TABLE, "Whole");
        quote!(body: Whole::#whole,)
    });
    let needs_body = body.is_some_and(|body| body.required);
    let needs_body = needs_body.then(|| quote!(needs_body: true,));
    let check = body.and_then(|body| checked(api, body, imports));
    let check = check.map(|ty| {
        imports.add(TABLE, "check");
        quote!(check: Some(check::<#ty>),)
    });
    let answer = answer(&operation.success).map(|answer| {
        imports.add(TABLE, "Answer");
        quote!(answer: Answer::#answer,)
    });
    let pages = operation.paging.as_ref().map(|paging| {
        imports.add(TABLE, "Pages");
        imports.add("crate::runtime::walk", "walk");
        let constant = paging.constant.ident();
        let items = paging.items.iter().filter_map(|member| wire(api, *member));
        quote!(pages: Some(Pages {
            start: |call| walk(call, &#module::#constant),
            items: &[#(#items),*],
        }),)
    });
    let columns = (!columns.is_empty()).then(|| quote!(columns: &[#(#columns),*],));
    let once = (!once.is_empty()).then(|| quote!(once: &[#(#once),*],));
    quote! {
        Command {
            about: #about,
            #description
            example: #example,
            #flags
            #whole
            #needs_body
            #check
            #answer
            #pages
            #columns
            #once
            ..Command::new(#name, &#module::#constant)
        }
    }
}

/// The name of a member on the wire.
fn wire(api: &Api, member: Member) -> Option<&str> {
    match &api.models.get(member.model.0)?.kind {
        ModelKind::Struct(content) => {
            let field = content.fields.get(member.field);
            field.map(|field| field.wire.as_str())
        }
        _ => None,
    }
}

/// The type that a body is checked as.
fn checked(api: &Api, body: &Body, imports: &mut Imports) -> Option<TokenStream> {
    let is_known = body.kind == BodyKind::Json && body.usage.ty != Type::Json;
    is_known.then(|| types::value(api, &body.usage, imports))
}

/// What comes back, where that is not JSON.
fn answer(success: &Success) -> Option<TokenStream> {
    Some(match success {
        Success::Json(_) | Success::Optional(_) => return None,
        Success::Empty => quote!(Empty),
        Success::Text => quote!(Text),
        Success::Bytes => quote!(Bytes),
        Success::Stream(..) => quote!(Stream),
        Success::Several(arms) => {
            let is_json = |arm: &SuccessArm| {
                matches!(
                    arm.gives,
                    Success::Json(_) | Success::Optional(_) | Success::Empty
                )
            };
            if arms.iter().all(is_json) {
                return None;
            }
            quote!(Text)
        }
    })
}

fn flag(flag: &Flag, imports: &mut Imports) -> TokenStream {
    for name in ["Flag", "Kind"] {
        imports.add(TABLE, name);
    }
    let Flag {
        name,
        plural,
        wire,
        help,
        limits,
        values,
        ..
    } = flag;
    let kind = match flag.kind {
        FlagKind::Text => quote!(Text),
        FlagKind::Integer => quote!(Integer),
        FlagKind::Number => quote!(Number),
        FlagKind::Bool => quote!(Bool),
        FlagKind::Json => quote!(Json),
        FlagKind::File => quote!(File),
    };
    let place = match flag.place {
        Some(Place::Path) => None,
        Some(Place::Query) => Some(quote!(Query)),
        Some(Place::Header) => Some(quote!(Header)),
        Some(Place::Cookie) => Some(quote!(Cookie)),
        Some(Place::Field) => Some(quote!(Field)),
        None => Some(quote!(Body)),
    };
    let is_in_path = place.is_none();
    let plain = match place {
        None => quote!(Flag::path(#name, #wire, Kind::#kind)),
        Some(place) => {
            imports.add(TABLE, "Place");
            quote!(Flag::new(#name, Place::#place, #wire, Kind::#kind))
        }
    };
    let plural = (!plural.is_empty()).then(|| quote!(plural: #plural,));
    let shape = match flag.shape {
        FlagShape::One => None,
        FlagShape::List => Some(quote!(List)),
        FlagShape::Map => Some(quote!(Map)),
    };
    let shape = shape.map(|shape| {
        imports.add(TABLE, "Shape");
        quote!(shape: Shape::#shape,)
    });
    let required = (flag.required && !is_in_path).then(|| quote!(required: true,));
    let help = (!help.is_empty()).then(|| quote!(help: #help,));
    let limits = (!limits.is_empty()).then(|| quote!(limits: #limits,));
    let values = (!values.is_empty()).then(|| quote!(values: &[#(#values),*],));
    let secret = flag.secret.then(|| quote!(secret: true,));
    let nullable = flag.nullable.then(|| quote!(nullable: true,));
    let more = quote!(#plural #shape #required #help #limits #values #secret #nullable);
    match more.is_empty() {
        true => plain,
        false => quote!(Flag { #more ..#plain }),
    }
}
