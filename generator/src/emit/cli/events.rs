//! What the tool says about deliveries.

use std::fmt::Write;

use proc_macro2::TokenStream;
use quote::quote;
use serde_json::Value;

use super::TABLE;
use crate::emit::imports::Imports;
use crate::ir::{Api, Event, ModelKind, Type, Usage};

const EVENTS: &str = "crate::runtime::cli::event_table";

/// `cli/events.rs`
pub(in crate::emit) fn events(api: &Api) -> TokenStream {
    let Some(cli) = &api.cli else {
        return TokenStream::new();
    };
    let mut imports = Imports::default();
    imports.add(TABLE, "Extra");
    for name in ["Event", "Events"] {
        imports.add(EVENTS, name);
    }
    imports.add("crate::runtime::cli", "events");
    let all: Vec<TokenStream> = cli.events.iter().map(|one| event(api, one)).collect();
    let union = api.event.and_then(|id| api.models.get(id.0));
    let union = union.and_then(|model| match &model.kind {
        ModelKind::Union(union) => Some((union.tag.as_ref()?, model.name.ident())),
        _ => None,
    });
    let union = match union {
        Some((tag, event)) => {
            imports.add(EVENTS, "decode");
            let property = &tag.property;
            quote!(Some((#property, decode::<crate::models::#event>)))
        }
        None => quote!(None),
    };
    let signing = match api.sdk.verifies {
        true => {
            imports.add(EVENTS, "Signing");
            imports.add("crate::runtime::cli", "signature");
            let (variable, prefix) = (&cli.secret_variable, cli.signature_prefix);
            quote!(Some(Signing {
                variable: #variable,
                prefix: #prefix,
                sign: signature::sign,
                verify: signature::verify,
            }))
        }
        false => quote!(None),
    };
    let uses = imports.tokens(&[]);
    let word = &cli.events_word;
    quote! {
        //! The commands about deliveries.

        #uses

        pub(super) const EXTRA: Extra = Extra {
            name: #word,
            about: events::ABOUT,
            commands: || events::commands(#word, &EVENTS),
            run: |tool, what, matches| events::run(tool, &EVENTS, what, matches),
        };

        const EVENTS: Events = Events {
            all: &[#(#all),*],
            union: #union,
            signing: #signing,
        };
    }
}

fn event(api: &Api, event: &Event) -> TokenStream {
    let Event {
        key,
        about,
        members,
        ..
    } = event;
    let model = match event.payload.as_ref().map(|usage| &usage.ty) {
        Some(Type::Model(id)) => api.models.get(id.0),
        _ => None,
    };
    let ty = model.map(|model| model.name.as_str()).unwrap_or_default();
    let sample = match &event.like {
        Some(like) => quote!(like: #like),
        None => {
            let mut sample = String::new();
            write(api, event.payload.as_ref(), &event.sample, 0, &mut sample);
            let sample = raw(&sample);
            quote!(sample: #sample)
        }
    };
    quote! {
        Event {
            about: #about,
            ty: #ty,
            payload: &[#(#members),*],
            #sample,
            ..Event::new(#key)
        }
    }
}

/// A text as it reads, between as many marks as it needs.
fn raw(text: &str) -> TokenStream {
    let mut marks = "#".to_owned();
    while text.contains(&format!("\"{marks}")) {
        marks.push('#');
    }
    let literal = format!("r{marks}\"{text}\"{marks}");
    literal.parse().unwrap_or_else(|_| quote!(#text))
}

/// Writes JSON for people, with the members in the order of the type.
fn write(api: &Api, usage: Option<&Usage>, value: &Value, level: usize, text: &mut String) {
    let model = match usage.map(|usage| &usage.ty) {
        Some(Type::Model(id)) => api.models.get(id.0).map(|model| &model.kind),
        _ => None,
    };
    let indent = "  ".repeat(level + 1);
    let end = "  ".repeat(level);
    match value {
        Value::Object(members) if !members.is_empty() => {
            let fields = match model {
                Some(ModelKind::Struct(content)) => content.fields.as_slice(),
                _ => &[],
            };
            let place = |name: &str| fields.iter().position(|field| field.wire == name);
            let mut members: Vec<(&String, &Value)> = members.iter().collect();
            members.sort_by_key(|(name, _)| place(name).unwrap_or(fields.len()));
            for (index, (name, value)) in members.into_iter().enumerate() {
                let before = if index == 0 { "{" } else { "," };
                // Writing to a string cannot fail.
                let _ = write!(text, "{before}\n{indent}{}: ", Value::from(name.as_str()));
                let field = place(name).and_then(|at| fields.get(at));
                write(api, field.map(|field| &field.usage), value, level + 1, text);
            }
            let _ = write!(text, "\n{end}}}");
        }
        // A few plain values stand on one line.
        Value::Array(items) if !items.iter().all(is_plain) || value.to_string().len() > 60 => {
            let item = match usage.map(|usage| &usage.ty) {
                Some(Type::Array(item) | Type::OneOrMany(item)) => Some(&**item),
                _ => None,
            };
            for (index, value) in items.iter().enumerate() {
                let before = if index == 0 { "[" } else { "," };
                let _ = write!(text, "{before}\n{indent}");
                write(api, item, value, level + 1, text);
            }
            let _ = write!(text, "\n{end}]");
        }
        Value::Array(items) => {
            let items: Vec<String> = items.iter().map(Value::to_string).collect();
            let _ = write!(text, "[{}]", items.join(", "));
        }
        plain => {
            let _ = write!(text, "{plain}");
        }
    }
}

fn is_plain(value: &Value) -> bool {
    !value.is_object() && !value.is_array()
}
