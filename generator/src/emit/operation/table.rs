//! The constant tables of an operation: the runtime, messages and tools read what it is from them.

use proc_macro2::TokenStream;
use quote::quote;

use super::{paging, setter};
use crate::emit::imports::Imports;
use crate::emit::rules::rules;
use crate::ir::{Api, Idempotency, Operation, Parameter, Place, Status, Style};
use crate::template;

/// The constants.
pub(in crate::emit) fn tables(
    api: &Api,
    operation: &Operation,
    imports: &mut Imports,
) -> TokenStream {
    imports.add("crate::runtime::operation", "Operation");
    let constant = operation.constant.ident();
    let label = label(api, operation);
    let (id, method) = (&operation.id, &operation.method);
    let path = template::encoded(&operation.path);
    let servers = &operation.servers;
    let servers = (!servers.is_empty()).then(|| quote!(servers: &[#(#servers),*],));
    let parameters = (!operation.parameters.is_empty()).then(|| {
        imports.add("crate::runtime::operation", "Parameter");
        let all: Vec<TokenStream> = operation
            .parameters
            .iter()
            .map(|one| parameter(one, imports))
            .collect();
        quote!(parameters: &[#(#all),*],)
    });
    let auth = (operation.security != api.sdk.security).then(|| {
        let sets = security(&operation.security);
        quote!(auth: Some(#sets),)
    });
    let idempotency = match &operation.idempotency {
        Idempotency::Safe if is_known_safe(&operation.method) => None,
        Idempotency::Safe => Some(quote!(Safe)),
        Idempotency::Unsafe => None,
        Idempotency::Member(member) => Some(quote!(Member(#member))),
        Idempotency::Header(header) => Some(quote!(Header(#header))),
    };
    let idempotency = idempotency.map(|kind| {
        imports.add("crate::runtime::operation", "Idempotency");
        quote!(idempotency: Idempotency::#kind,)
    });
    let accept = (operation.accept != "application/json").then(|| {
        let accept = &operation.accept;
        quote!(accept: #accept,)
    });
    let content_type = operation
        .form
        .as_deref()
        .or_else(|| operation.body.as_ref().map(|body| body.media_type.as_str()));
    let content_type = content_type.filter(|media_type| *media_type != "application/json");
    let content_type = content_type.map(|media_type| quote!(content_type: Some(#media_type),));
    let ends = operation
        .ends_in_redirect
        .then(|| quote!(ends_in_redirect: true,));
    let redirects = (!operation.redirects.is_empty()).then(|| {
        let codes = operation
            .redirects
            .iter()
            .map(|code| proc_macro2::Literal::u16_unsuffixed(*code));
        quote!(redirects: &[#(#codes),*],)
    });
    let errors = (!operation.errors.is_empty()).then(|| {
        imports.add("crate", "ErrorBody");
        let all = errors(operation).into_iter().filter_map(|(arm, keys)| {
            let decoder = api.errors.get(arm)?.decoder.ident();
            Some(quote!((&[#(#keys),*], ErrorBody::#decoder)))
        });
        quote!(errors: &[#(#all),*],)
    });
    let paging = paging::table(api, operation, imports);
    let plain = match method.as_str() {
        "GET" => quote!(Operation::GET),
        "PUT" => quote!(Operation::PUT),
        "POST" => quote!(Operation::POST),
        "PATCH" => quote!(Operation::PATCH),
        "DELETE" => quote!(Operation::DELETE),
        _ => quote!(Operation::new(#method)),
    };
    let more = quote! {
        #servers
        #parameters
        #auth
        #idempotency
        #accept
        #content_type
        #redirects
        #ends
        #errors
    };
    let visibility = visibility(api);
    quote! {
        #visibility const #constant: Operation = Operation {
            name: #label,
            id: #id,
            path: #path,
            #more
            ..#plain
        };
        #paging
    }
}

/// Whether the runtime knows by the method that a call may be repeated.
fn is_known_safe(method: &str) -> bool {
    ["GET", "HEAD", "OPTIONS", "PUT", "DELETE", "QUERY"].contains(&method)
}

/// Tables that the command-line tool points to are seen by it.
pub(super) fn visibility(api: &Api) -> Option<TokenStream> {
    api.cli.is_some().then(|| quote!(pub(crate)))
}

/// Which schemes authenticate: one set of several.
pub(in crate::emit) fn security(sets: &[Vec<String>]) -> TokenStream {
    let sets = sets.iter().map(|set| quote!(&[#(#set),*]));
    quote!(&[#(#sets),*])
}

/// The name in messages: `pods.webhooks.create`.
fn label(api: &Api, operation: &Operation) -> String {
    let path = api
        .resources
        .get(operation.resource.0)
        .map(|resource| resource.path.as_slice())
        .unwrap_or_default();
    let words = path.iter().map(|word| word.replace(' ', "_"));
    let all: Vec<String> = words.chain([operation.name.as_str().to_owned()]).collect();
    all.join(".")
}

fn parameter(parameter: &Parameter, imports: &mut Imports) -> TokenStream {
    let wire = &parameter.wire;
    let place = match parameter.place {
        // A file is a field that is written in another way.
        Place::Field => quote!(field),
        _ => {
            let place = setter(parameter);
            quote!(#place)
        }
    };
    let is_required = parameter.required || parameter.by_client == Some(true);
    let required = (is_required && parameter.place != Place::Path).then(|| quote!(.required()));
    let plain = quote!(Parameter::#place(#wire) #required);
    let (usual_style, usual_explode) = match parameter.place {
        Place::Path | Place::Header => (Style::Simple, false),
        Place::Query | Place::Cookie | Place::Field => (Style::Form, true),
    };
    let style = (parameter.style != usual_style).then(|| {
        imports.add("crate::runtime::operation", "ParameterStyle");
        let style = match parameter.style {
            Style::Simple => quote!(Simple),
            Style::Label => quote!(Label),
            Style::Matrix => quote!(Matrix),
            Style::Form => quote!(Form),
            Style::SpaceDelimited => quote!(SpaceDelimited),
            Style::PipeDelimited => quote!(PipeDelimited),
            Style::TabDelimited => quote!(TabDelimited),
            Style::Whole => quote!(Whole),
            Style::Cookie => quote!(Cookie),
            Style::DeepObject => quote!(DeepObject),
            Style::Json => quote!(Json),
            Style::Members => quote!(Members),
        };
        quote!(style: ParameterStyle::#style,)
    });
    let explode = parameter.explode;
    let is_one = matches!(parameter.style, Style::Json | Style::Whole);
    let is_said = explode != usual_explode && !is_one;
    let explode = is_said.then(|| quote!(explode: #explode,));
    let reserved = parameter
        .allow_reserved
        .then(|| quote!(allow_reserved: true,));
    let rules = (!parameter.usage.rules.is_empty()).then(|| {
        let rules = rules(&parameter.usage.rules, imports);
        quote!(rules: #rules,)
    });
    let content_type = { parameter.content_type.as_ref() }
        .map(|media_type| quote!(content_type: Some(#media_type),));
    let more = quote!(#style #explode #reserved #content_type #rules);
    if more.is_empty() {
        plain
    } else {
        quote!(Parameter { #more ..#plain })
    }
}

/// The error bodies, each with the keys under which it is declared.
fn errors(operation: &Operation) -> Vec<(usize, Vec<String>)> {
    let mut all: Vec<(usize, Vec<String>)> = Vec::new();
    for (status, arm) in &operation.errors {
        let key = match status {
            Status::Exact(code) => code.to_string(),
            Status::Range(range) => format!("{range}XX"),
            Status::Default => "default".to_owned(),
        };
        match all.iter_mut().find(|(other, _)| other == arm) {
            Some((_, keys)) => keys.push(key),
            None => all.push((*arm, vec![key])),
        }
    }
    all
}
