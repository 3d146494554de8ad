//! Operations: the constant table, the method on the handle, and the builder.

use proc_macro2::{Ident, TokenStream};
use quote::quote;

use super::docs::{docs, plain, sentence};
use super::imports::Imports;
use super::model::{deprecated, rules};
use super::{inputs, types};
use crate::ir::{
    Api, Body, Field, Idempotency, Model, ModelKind, Operation, Parameter, Place, Status, Struct,
    Style, Success, Type, Usage,
};

/// The method of a handle.
pub(super) fn method(api: &Api, operation: &Operation, imports: &mut Imports) -> TokenStream {
    let name = operation.name.ident();
    let about = operation_docs(operation);
    let gone = deprecated(operation.deprecated);
    let constant = operation.constant.ident();
    let parts = required_parts(api, operation, imports);
    let (arguments, lets, chain) = (parts.arguments, parts.lets, parts.chain);
    imports.add("crate::runtime::call", "Call");
    let start = match operation.success {
        Success::Empty => quote!(empty),
        Success::Json(_) => quote!(json),
        Success::Text => quote!(text),
        Success::Bytes => quote!(bytes),
    };
    let call = quote!(Call::#start(&self.core, &#constant) #chain);
    let (gives, value) = if operation.builder.is_empty() {
        let output = output(api, operation, imports);
        let body = parts.body.map(|body| quote!(.with_json(&#body)));
        (quote!(Call<#output>), quote!(#call #body))
    } else {
        let builder = operation.builder.ident();
        let body = parts.body.map(|body| quote!(, body: #body));
        (quote!(#builder), quote!(#builder { call: #call #body }))
    };
    quote! {
        #about
        #gone
        pub fn #name(&self, #arguments) -> #gives {
            #lets
            #value
        }
    }
}

/// The type that a success gives.
fn output(api: &Api, operation: &Operation, imports: &mut Imports) -> TokenStream {
    match &operation.success {
        Success::Empty => quote!(()),
        Success::Json(usage) => types::value(api, usage, imports),
        Success::Text => quote!(String),
        Success::Bytes => {
            imports.add("bytes", "Bytes");
            quote!(Bytes)
        }
    }
}

/// What a method is made of.
#[derive(Default)]
struct Parts {
    arguments: TokenStream,
    lets: TokenStream,
    chain: TokenStream,
    body: Option<TokenStream>,
}

fn required_parts(api: &Api, operation: &Operation, imports: &mut Imports) -> Parts {
    let mut parts = Parts::default();
    let by_struct = !operation.inputs.is_empty();
    for parameter in operation
        .parameters
        .iter()
        .filter(|parameter| parameter.required)
    {
        let ident = parameter.name.ident();
        let (place, wire) = (place(parameter.place), &parameter.wire);
        if by_struct && parameter.place != Place::Path {
            parts.chain.extend(quote!(.#place(#wire, inputs.#ident)));
            continue;
        }
        let input = types::input(api, &parameter.usage, &ident, imports);
        let takes = input.takes;
        parts.arguments.extend(quote!(#ident: #takes,));
        if !input.is_plain {
            let (ty, converts) = (types::value(api, &parameter.usage, imports), input.converts);
            parts.lets.extend(quote!(let #ident: #ty = #converts;));
        }
        parts.chain.extend(quote!(.#place(#wire, #ident)));
    }
    if by_struct {
        let inputs = operation.inputs.ident();
        parts.arguments.extend(quote!(inputs: #inputs,));
    }
    let Some(body) = &operation.body else {
        return parts;
    };
    match flattened(api, body) {
        Some((model, content)) => {
            parts.body = Some(constructed(
                api,
                body,
                model,
                content,
                by_struct,
                &mut parts.arguments,
                imports,
            ));
        }
        None if body.required && by_struct => match body.is_json {
            true => parts.chain.extend(quote!(.with_json(&inputs.body))),
            false => parts.chain.extend(quote!(.with_bytes(inputs.body))),
        },
        None if body.required => {
            let (argument, lets, chain) = whole_body(api, body, imports);
            parts.arguments.extend(argument);
            parts.lets.extend(lets);
            parts.chain.extend(chain);
        }
        None => {}
    }
    parts
}

/// A body that is one argument.
fn whole_body(
    api: &Api,
    body: &Body,
    imports: &mut Imports,
) -> (TokenStream, TokenStream, TokenStream) {
    if !body.is_json {
        imports.add("bytes", "Bytes");
        return (
            quote!(body: impl Into<Bytes>),
            TokenStream::new(),
            quote!(.with_bytes(body)),
        );
    }
    let ident = quote::format_ident!("body");
    let input = types::input(api, &body.usage, &ident, imports);
    let takes = input.takes;
    let lets = if input.is_plain {
        TokenStream::new()
    } else {
        let (ty, converts) = (types::value(api, &body.usage, imports), input.converts);
        quote!(let body: #ty = #converts;)
    };
    (quote!(body: #takes), lets, quote!(.with_json(&body)))
}

fn flattened<'a>(api: &'a Api, body: &Body) -> Option<(&'a Model, &'a Struct)> {
    let model = api.models.get(body.flattened?.0)?;
    match &model.kind {
        ModelKind::Struct(content) => Some((model, content)),
        _ => None,
    }
}

/// The body made from its required members, which become arguments.
fn constructed(
    api: &Api,
    body: &Body,
    model: &Model,
    content: &Struct,
    by_struct: bool,
    arguments: &mut TokenStream,
    imports: &mut Imports,
) -> TokenStream {
    imports.model(&model.name);
    let name = model.name.ident();
    let asked = inputs::asked(api, content);
    let mut values = Vec::new();
    for field in &asked {
        let ident = argument_name(body, content, field);
        if by_struct {
            values.push(quote!(inputs.#ident));
        } else {
            let takes = types::input(api, &field.usage, &ident, imports).takes;
            arguments.extend(quote!(#ident: #takes,));
            values.push(quote!(#ident));
        }
    }
    if content.inputs.is_empty() {
        return quote!(#name::new(#(#values),*));
    }
    imports.model(&content.inputs);
    let required = content.inputs.ident();
    let fields = asked.iter().map(|field| field.name.ident());
    quote!(#name::new(#required { #(#fields: #values),* }))
}

/// What a body member is called as an argument or setter.
fn argument_name(body: &Body, content: &Struct, field: &Field) -> Ident {
    let index = content
        .fields
        .iter()
        .position(|other| std::ptr::eq(other, field));
    index
        .and_then(|index| body.names.get(index))
        .unwrap_or(&field.name)
        .ident()
}

/// The struct of required inputs, where there are many.
pub(super) fn inputs_struct(
    api: &Api,
    operation: &Operation,
    imports: &mut Imports,
) -> TokenStream {
    if operation.inputs.is_empty() {
        return TokenStream::new();
    }
    let name = operation.inputs.ident();
    let mut fields = TokenStream::new();
    for parameter in operation
        .parameters
        .iter()
        .filter(|parameter| parameter.required && parameter.place != Place::Path)
    {
        let ident = parameter.name.ident();
        let ty = types::value(api, &parameter.usage, imports);
        let about = docs(&parameter_text(parameter), 4);
        fields.extend(quote!(#about pub #ident: #ty,));
    }
    if let Some(body) = &operation.body {
        if let Some((_, content)) = flattened(api, body) {
            for field in inputs::asked(api, content) {
                let ident = argument_name(body, content, field);
                let ty = types::value(api, &field.usage, imports);
                let about = super::model::field_docs(field);
                fields.extend(quote!(#about pub #ident: #ty,));
            }
        } else if body.required {
            let ty = if body.is_json {
                types::value(api, &body.usage, imports)
            } else {
                imports.add("bytes", "Bytes");
                quote!(Bytes)
            };
            fields.extend(quote!(#[doc = " The body."] pub body: #ty,));
        }
    }
    let about = plain(&format!("What `{}` cannot do without.", operation.id));
    quote! {
        #about
        #[derive(Clone, Debug, PartialEq)]
        pub struct #name {
            #fields
        }
    }
}

/// The builder of an operation with optional inputs.
pub(super) fn builder(api: &Api, operation: &Operation, imports: &mut Imports) -> TokenStream {
    if operation.builder.is_empty() {
        return TokenStream::new();
    }
    let name = operation.builder.ident();
    let output = output(api, operation, imports);
    let handle = api
        .resources
        .get(operation.resource.0)
        .map(|resource| resource.handle.as_str())
        .filter(|name| !name.is_empty());
    let made_by = format!(
        "{}::{}",
        handle.unwrap_or(api.sdk.client.as_str()),
        operation.name
    );
    if handle.is_none() {
        imports.add("crate", api.sdk.client.as_str());
    }
    let about = plain(&format!(
        "A call of [`{made_by}`]: set what is optional, then await it."
    ));
    let mut setters = TokenStream::new();
    for parameter in operation
        .parameters
        .iter()
        .filter(|parameter| !parameter.required)
    {
        setters.extend(parameter_setter(api, parameter, imports));
    }
    let body = operation.body.as_ref();
    let flat = body.and_then(|body| flattened(api, body));
    if let (Some(body), Some((_, content))) = (body, flat) {
        for field in content
            .fields
            .iter()
            .filter(|field| !field.required && !field.read_only)
        {
            setters.extend(member_setter(api, body, content, field, imports));
        }
    } else if let Some(body) = body.filter(|body| !body.required) {
        let (argument, lets, chain) = whole_body(api, body, imports);
        setters.extend(quote! {
            /// Sends this body.
            pub fn body(mut self, #argument) -> Self {
                #lets
                self.call = self.call #chain;
                self
            }
        });
    }
    let (body_field, body_argument) = match flat {
        Some((model, _)) => {
            imports.model(&model.name);
            let model = model.name.ident();
            (quote!(body: #model,), quote!(, body))
        }
        None => (TokenStream::new(), TokenStream::new()),
    };
    imports.add("crate::runtime::builder", "call_builder");
    let paged = operation.paging.as_ref().map(|paging| {
        imports.add("crate::runtime::pages", "page_builder");
        let usage = Usage {
            ty: paging.item.clone(),
            ..Usage::default()
        };
        let item = types::value(api, &usage, imports);
        let constant = paging.constant.ident();
        quote!(page_builder!(#name -> #output, #item, #constant);)
    });
    quote! {
        #about
        #[must_use = "a call does nothing until it is awaited or sent"]
        #[derive(Clone, Debug)]
        pub struct #name {
            call: Call<#output>,
            #body_field
        }

        impl #name {
            #setters
        }

        call_builder!(#name -> #output #body_argument);
        #paged
    }
}

fn parameter_setter(api: &Api, parameter: &Parameter, imports: &mut Imports) -> TokenStream {
    let ident = parameter.name.ident();
    let usage = Usage {
        nullable: false,
        ..parameter.usage.clone()
    };
    let input = types::input(api, &usage, &ident, imports);
    let takes = input.takes;
    let lets = if input.is_plain {
        TokenStream::new()
    } else {
        let (ty, converts) = (types::value(api, &usage, imports), input.converts);
        quote!(let #ident: #ty = #converts;)
    };
    let (place, wire) = (place(parameter.place), &parameter.wire);
    let about = docs(&parameter_text(parameter), 4);
    let gone = deprecated(parameter.deprecated);
    quote! {
        #about
        #gone
        pub fn #ident(mut self, #ident: #takes) -> Self {
            #lets
            self.call = self.call.#place(#wire, #ident);
            self
        }
    }
}

fn member_setter(
    api: &Api,
    body: &Body,
    content: &Struct,
    field: &Field,
    imports: &mut Imports,
) -> TokenStream {
    let setter = field.name.ident();
    let ident = argument_name(body, content, field);
    let usage = Usage {
        nullable: false,
        ..field.usage.clone()
    };
    let takes = types::input(api, &usage, &ident, imports).takes;
    let about = super::model::field_docs(field);
    let gone = deprecated(field.deprecated);
    let allow = if field.deprecated {
        quote!(#[allow(deprecated, reason = "deprecated members are still sent")])
    } else {
        TokenStream::new()
    };
    let null = (field.usage.nullable && field.usage.ty != Type::Json).then(|| {
        let (setter, ident) = (
            quote::format_ident!("{}_null", field.name.as_str()),
            quote::format_ident!("{}_null", ident),
        );
        let clears = plain(&format!("Sends `{}` as null.", field.wire));
        quote! {
            #clears
            #gone
            #allow
            pub fn #ident(mut self) -> Self {
                self.body = self.body.#setter();
                self
            }
        }
    });
    quote! {
        #about
        #gone
        #allow
        pub fn #ident(mut self, #ident: #takes) -> Self {
            self.body = self.body.#setter(#ident);
            self
        }
        #null
    }
}

fn parameter_text(parameter: &Parameter) -> String {
    let text = parameter
        .description
        .clone()
        .filter(|text| !text.trim().is_empty());
    text.unwrap_or_else(|| format!("The parameter `{}`.", parameter.wire))
}

/// Summary, description, method and path, errors by status.
fn operation_docs(operation: &Operation) -> TokenStream {
    let mut text = match (&operation.summary, &operation.description) {
        (Some(summary), Some(description)) if summary.trim() != description.trim() => {
            let stop = if summary.trim().ends_with(['.', '!', '?']) {
                ""
            } else {
                "."
            };
            format!("{}{stop}\n\n{description}", summary.trim())
        }
        (Some(summary), _) => summary.clone(),
        (None, Some(description)) => description.clone(),
        (None, None) => format!("Calls `{}`.", operation.id),
    };
    text += &format!("\n\n`{} {}`", operation.method, operation.path);
    let errors: Vec<String> = operation
        .responses
        .iter()
        .filter_map(|response| {
            let status = match response.status {
                Status::Exact(code) if code >= 400 => code.to_string(),
                Status::Range(range) if range >= 4 => format!("{range}XX"),
                _ => return None,
            };
            let means = response
                .description
                .as_deref()
                .map(sentence)
                .unwrap_or_default();
            Some(format!("- {status}: {means}"))
        })
        .collect();
    if !errors.is_empty() {
        text += &format!("\n\n# Errors\n\n{}", errors.join("\n"));
    }
    docs(&text, 4)
}

/// The constant tables of an operation.
pub(super) fn tables(api: &Api, operation: &Operation, imports: &mut Imports) -> TokenStream {
    imports.add("crate::runtime::operation", "Operation");
    let constant = operation.constant.ident();
    let label = label(api, operation);
    let (id, method, path) = (&operation.id, &operation.method, &operation.path);
    let parameters = (!operation.parameters.is_empty()).then(|| {
        imports.add("crate::runtime::operation", "Parameter");
        let all: Vec<TokenStream> = operation
            .parameters
            .iter()
            .map(|one| parameter(one, imports))
            .collect();
        quote!(parameters: &[#(#all),*],)
    });
    let auth = (!operation.security.is_empty()).then(|| {
        let sets = operation.security.iter().map(|set| quote!(&[#(#set),*]));
        quote!(auth: &[#(#sets),*],)
    });
    let idempotency = match &operation.idempotency {
        Idempotency::Safe if operation.method != "TRACE" => None,
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
    let content_type = operation.body.as_ref().map(|body| {
        let media_type = if body.is_json && body.media_type == "*/*" {
            "application/json"
        } else {
            body.media_type.as_str()
        };
        quote!(content_type: Some(#media_type),)
    });
    let redirects = (!operation.redirects.is_empty()).then(|| {
        let codes = operation
            .redirects
            .iter()
            .map(|code| proc_macro2::Literal::u16_unsuffixed(*code));
        quote!(redirects: &[#(#codes),*],)
    });
    let errors = (!operation.errors.is_empty()).then(|| {
        imports.add("crate::runtime::operation", "Status");
        imports.add("crate", "ErrorBody");
        let all = operation.errors.iter().filter_map(|(status, arm)| {
            let decoder = api.errors.get(*arm)?.decoder.ident();
            let status = self::status(*status);
            Some(quote!((Status::#status, ErrorBody::#decoder)))
        });
        quote!(errors: &[#(#all),*],)
    });
    let paging = operation
        .paging
        .as_ref()
        .map(|_| paging(api, operation, imports));
    quote! {
        const #constant: Operation = Operation {
            #parameters
            #auth
            #idempotency
            #accept
            #content_type
            #redirects
            #errors
            ..Operation::new(#label, #id, #method, #path)
        };
        #paging
    }
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
    let (place, wire) = (place(parameter.place), &parameter.wire);
    let plain = quote!(Parameter::#place(#wire));
    let (usual_style, usual_explode) = match parameter.place {
        Place::Path | Place::Header => (Style::Simple, false),
        Place::Query | Place::Cookie => (Style::Form, true),
    };
    let style = (parameter.style != usual_style).then(|| {
        imports.add("crate::runtime::operation", "Style");
        let style = match parameter.style {
            Style::Simple => quote!(Simple),
            Style::Label => quote!(Label),
            Style::Matrix => quote!(Matrix),
            Style::Form => quote!(Form),
            Style::SpaceDelimited => quote!(SpaceDelimited),
            Style::PipeDelimited => quote!(PipeDelimited),
            Style::DeepObject => quote!(DeepObject),
            Style::Json => quote!(Json),
        };
        quote!(style: Style::#style,)
    });
    let explode = parameter.explode;
    let explode = (explode != usual_explode).then(|| quote!(explode: #explode,));
    let required =
        (parameter.required && parameter.place != Place::Path).then(|| quote!(required: true,));
    let reserved = parameter
        .allow_reserved
        .then(|| quote!(allow_reserved: true,));
    let rules = (!parameter.usage.rules.is_empty()).then(|| {
        let rules = rules(&parameter.usage.rules, imports);
        quote!(rules: #rules,)
    });
    let more = quote!(#style #explode #required #reserved #rules);
    if more.is_empty() {
        plain
    } else {
        quote!(Parameter { #more ..#plain })
    }
}

fn status(status: Status) -> TokenStream {
    match status {
        Status::Exact(code) => {
            let code = proc_macro2::Literal::u16_unsuffixed(code);
            quote!(Exact(#code))
        }
        Status::Range(range) => {
            let range = proc_macro2::Literal::u8_unsuffixed(range);
            quote!(Range(#range))
        }
        Status::Default => quote!(Default),
    }
}

fn place(place: Place) -> Ident {
    match place {
        Place::Path => quote::format_ident!("path"),
        Place::Query => quote::format_ident!("query"),
        Place::Header => quote::format_ident!("header"),
        Place::Cookie => quote::format_ident!("cookie"),
    }
}

fn paging(api: &Api, operation: &Operation, imports: &mut Imports) -> TokenStream {
    let Some(paging) = &operation.paging else {
        return TokenStream::new();
    };
    let Some(ModelKind::Struct(content)) = api.models.get(paging.page.0).map(|model| &model.kind)
    else {
        return TokenStream::new();
    };
    let (Some(token), Some(items)) = (
        content.fields.get(paging.token),
        content.fields.get(paging.items),
    ) else {
        return TokenStream::new();
    };
    imports.add("crate::runtime::pages", "Paging");
    let constant = paging.constant.ident();
    let page = types::value(
        api,
        &Usage {
            ty: Type::Model(paging.page),
            ..Usage::default()
        },
        imports,
    );
    let item = types::value(
        api,
        &Usage {
            ty: paging.item.clone(),
            ..Usage::default()
        },
        imports,
    );
    let parameter = &paging.parameter;
    let token_name = token.name.ident();
    let is_optional = |field: &Field| !field.required || field.usage.nullable;
    let next = if is_optional(token) {
        quote!(page.#token_name.as_deref())
    } else {
        quote!(Some(&page.#token_name))
    };
    let items_name = items.name.ident();
    let rest = is_optional(items).then(|| quote!(.unwrap_or_default()));
    quote! {
        const #constant: Paging<#page, #item> = Paging {
            parameter: #parameter,
            next: |page| #next,
            items: |page| page.#items_name #rest,
        };
    }
}
