//! The parameters that the client is given once for all calls.

use proc_macro2::TokenStream;
use quote::{format_ident, quote};

use super::docs::{code, docs};
use super::imports::Imports;
use super::input;
use crate::ir::{Api, ClientParameter, Place, SchemeKind, Type};

/// The environment variables that hold their values.
pub(super) fn variables(api: &Api) -> impl Iterator<Item = &str> {
    let all = api.client_parameters.iter();
    all.filter_map(|parameter| parameter.variable.as_deref())
}

/// The builder's methods.
pub(super) fn setters(api: &Api, imports: &mut Imports) -> TokenStream {
    let all = api.client_parameters.iter();
    all.map(|parameter| setter(api, parameter, imports))
        .collect()
}

fn setter(api: &Api, parameter: &ClientParameter, imports: &mut Imports) -> TokenStream {
    let method = parameter.name.ident();
    let name = parameter.name.as_str();
    let value = format_ident!("value");
    let input = input::input(api, &parameter.usage, &value, imports);
    let takes = &input.takes;
    let (lets, given) = input.as_value(api, &parameter.usage, &value, imports);
    let about = docs(&text(api, parameter), 4);
    quote! {
        #about
        pub fn #method(self, value: #takes) -> Self {
            #lets
            self.parameter(#name, #given)
        }
    }
}

/// How a client is made whose calls need parameters that no environment variable holds, with texts as examples.
pub(crate) fn example(api: &Api) -> Option<String> {
    let is_text = |parameter: &&ClientParameter| parameter.usage.ty == Type::String;
    let needed = api.client_parameters.iter();
    let needed = needed.filter(|one| is_needed(api, one) && one.variable.is_none());
    let needed = needed.filter(is_text);
    let setters = needed.map(|one| format!(".{}(\"value\")", one.name.as_str()));
    let setters: String = setters.collect();
    if setters.is_empty() {
        return None;
    }
    let client = api.sdk.client.as_str();
    let scheme = api.sdk.scheme.and_then(|at| api.schemes.get(at));
    let credential = match scheme {
        Some(one) if one.variable.is_some() => ".read_env()".to_owned(),
        Some(one) if one.kind == SchemeKind::Basic => {
            format!(".{}(\"user\", \"password\")", one.name.as_str())
        }
        Some(one) => format!(".{}(\"key\")", one.name.as_str()),
        None => String::new(),
    };
    Some(format!("{client}::builder(){credential}{setters}.build()?"))
}

/// Whether calls fail without it.
fn is_needed(api: &Api, parameter: &ClientParameter) -> bool {
    let mut declared = api.operations.iter().flat_map(|one| &one.parameters);
    parameter.required
        || declared.any(|one| {
            one.by_client == Some(true)
                && one.place == parameter.place
                && one.wire.eq_ignore_ascii_case(&parameter.wire)
        })
}

fn text(api: &Api, parameter: &ClientParameter) -> String {
    let described = parameter.description.clone();
    let described = described.filter(|text| !text.trim().is_empty());
    let text = described.unwrap_or_else(|| format!("Sets `{}`.", parameter.wire));
    let with = match parameter.everywhere {
        true => "Sent with every call that gives no other value.",
        false => "Sent with every call that takes it and gives no other value.",
    };
    let required = match (&parameter.default, is_needed(api, parameter)) {
        (Some(default), _) => format!(" {} unless set.", code(default)),
        (None, true) => " A call that requires it fails without a value.".to_owned(),
        (None, false) => String::new(),
    };
    format!("{text}\n\n{with}{required}")
}

/// The table of the runtime.
pub(super) fn table(api: &Api, imports: &mut Imports) -> TokenStream {
    let all = api.client_parameters.iter().map(|parameter| {
        imports.add("crate::runtime::sdk", "ClientParameter");
        imports.add("crate::runtime::operation", "Parameter");
        let (name, wire) = (parameter.name.as_str(), &parameter.wire);
        let place = match parameter.place {
            Place::Query => quote!(query),
            _ => quote!(header),
        };
        let required = parameter.required.then(|| quote!(.required()));
        let everywhere = parameter.everywhere;
        let default = option(parameter.default.as_deref());
        let env = option(parameter.variable.as_deref());
        quote!(ClientParameter {
            name: #name,
            parameter: Parameter::#place(#wire) #required,
            everywhere: #everywhere,
            default: #default,
            env: #env,
        })
    });
    let all: Vec<TokenStream> = all.collect();
    quote!(&[#(#all),*])
}

/// `Some("…")`, or `None`.
pub(super) fn option(text: Option<&str>) -> TokenStream {
    match text {
        Some(text) => quote!(Some(#text)),
        None => quote!(None),
    }
}
