//! How an operation pages: a constant for the runtime, and the streams of its builder.

use proc_macro2::{Ident, Literal, TokenStream};
use quote::quote;

use super::output;
use super::table::visibility;
use crate::emit::field::{self, Holding};
use crate::emit::imports::Imports;
use crate::emit::types;
use crate::ir::{
    Api, End, Field, Integer, Member, Model, ModelKind, MoreFlag, Next, Operation, PageInput,
    Paging, Position, Token, Type, Usage,
};

/// The constant.
pub(super) fn table(api: &Api, operation: &Operation, imports: &mut Imports) -> TokenStream {
    let Some(paging) = &operation.paging else {
        return TokenStream::new();
    };
    imports.add("crate::runtime::pages", "Paging");
    imports.add("crate::runtime::next_page", "Next");
    let constant = paging.constant.ident();
    let page = output(api, operation, imports);
    let item = item(api, paging, imports);
    let next = next(api, paging, imports);
    let items = items(api, &paging.items);
    let visibility = visibility(api);
    quote! {
        #visibility const #constant: Paging<#page, #item> = Paging {
            next: Next::#next,
            items: |page| #items,
        };
    }
}

/// The methods that make streams.
pub(super) fn streams(api: &Api, operation: &Operation, imports: &mut Imports) -> TokenStream {
    let Some(paging) = &operation.paging else {
        return TokenStream::new();
    };
    imports.add("crate::runtime::pages", "page_builder");
    let (name, constant) = (operation.builder.ident(), paging.constant.ident());
    let (page, item) = (output(api, operation, imports), item(api, paging, imports));
    quote!(page_builder!(#name -> #page, #item, #constant);)
}

fn item(api: &Api, paging: &Paging, imports: &mut Imports) -> TokenStream {
    let usage = Usage {
        ty: paging.item.clone(),
        ..Usage::default()
    };
    types::value(api, &usage, imports)
}

fn next(api: &Api, paging: &Paging, imports: &mut Imports) -> TokenStream {
    match &paging.next {
        Next::Token {
            input,
            token,
            more,
            may_be_url,
        } => {
            let input = page_input(api, input, imports);
            let more = more.as_ref().map(|more| {
                let more = goes_on(api, more);
                quote!(.filter(|_| #more))
            });
            match token {
                Token::Text(members) => {
                    let kind = match may_be_url {
                        true => quote!(TokenOrUrl),
                        false => quote!(Token),
                    };
                    let text = text(api, members);
                    quote!(#kind(#input, |page| #text #more))
                }
                Token::Value { pointer, .. } => {
                    imports.add("crate::runtime::page_cursor", "value_at");
                    let page = page_argument(more.as_ref());
                    quote!(Cursor(#input, |answer, #page| value_at(answer, #pointer) #more))
                }
                Token::Header(name) => {
                    imports.add("crate::runtime::page_cursor", "header");
                    let page = page_argument(more.as_ref());
                    quote!(Cursor(#input, |answer, #page| header(answer, #name) #more))
                }
            }
        }
        Next::Url(url) => {
            let url = text(api, url);
            quote!(Url(|page| #url))
        }
        Next::Link => {
            imports.add("crate::runtime::link", "next_link");
            quote!(Header(next_link))
        }
        Next::Offset(at) => {
            let position = position(api, paging, at, imports);
            quote!(Offset(#position))
        }
        Next::Number(at) => {
            let position = position(api, paging, at, imports);
            quote!(Number(#position))
        }
    }
}

/// The argument of a closure for the decoded page, which only a flag is read from.
fn page_argument(more: Option<&TokenStream>) -> TokenStream {
    match more {
        Some(_) => quote!(page),
        None => quote!(_),
    }
}

/// The input that asks for a page.
fn page_input(api: &Api, input: &PageInput, imports: &mut Imports) -> TokenStream {
    let wire = |member: &Member| {
        let field = field(api, *member);
        field.map_or("", |(_, field)| field.wire.as_str())
    };
    match input {
        PageInput::Query(name) => {
            imports.add("crate::runtime::next_page", "query");
            quote!(query(#name))
        }
        PageInput::Property(name, member) => {
            imports.add("crate::runtime::page_property", "property");
            let place = format!("{name}/{}", wire(member));
            quote!(property(#place))
        }
        PageInput::Body(members) => {
            imports.add("crate::runtime::page_body", "body");
            let names = members.iter().map(wire);
            let names = names.map(|name| name.replace('~', "~0").replace('/', "~1"));
            let pointer: String = names.map(|name| format!("/{name}")).collect();
            quote!(body(#pointer))
        }
    }
}

/// Whether there are more pages, as a condition.
fn goes_on(api: &Api, more: &MoreFlag) -> TokenStream {
    match (scalar(api, &more.members), more.is_end) {
        (Read::Plain(more), false) => more,
        (Read::Plain(end), true) => quote!(!#end),
        (Read::Option(more), false) => quote!(#more != Some(false)),
        (Read::Option(end), true) => quote!(#end != Some(true)),
    }
}

fn position(api: &Api, paging: &Paging, position: &Position, imports: &mut Imports) -> TokenStream {
    imports.add("crate::runtime::next_page", "End");
    let input = page_input(api, &position.input, imports);
    let sign = (position.first < 0).then(|| quote!(-));
    let first = Literal::u64_unsuffixed(position.first.unsigned_abs());
    let count = count(api, &paging.items);
    let end = match &position.end {
        End::Empty => quote!(Empty),
        End::More(more) => {
            let flag = scalar(api, &more.members);
            let more = match (flag, more.is_end) {
                (flag, false) => flag.into_option(),
                (Read::Plain(end), true) => quote!(Some(!#end)),
                (Read::Option(end), true) => quote!(#end.map(|end| !end)),
            };
            quote!(More(|page| #more))
        }
        End::Total(total) => {
            let total = total_of(api, total);
            quote!(Total(|page| #total))
        }
    };
    quote!(#input, #sign #first, |page| #count, End::#end)
}

/// The expression of what a page holds somewhere: there for sure, or perhaps.
enum Read {
    Plain(TokenStream),
    Option(TokenStream),
}

impl Read {
    fn into_option(self) -> TokenStream {
        match self {
            Read::Plain(value) => quote!(Some(#value)),
            Read::Option(value) => value,
        }
    }
}

fn text(api: &Api, path: &[Member]) -> TokenStream {
    let Some((object, name, holding)) = object(api, path) else {
        return quote!(None);
    };
    match (object, holding) {
        (Read::Plain(object), Holding::Plain) => quote!(Some(#object.#name.as_str())),
        (Read::Option(object), Holding::Plain) => quote!(#object.map(|inner| inner.#name.as_str())),
        (Read::Plain(object), Holding::Patch) => {
            quote!(#object.#name.as_ref().into_value().map(String::as_str))
        }
        (Read::Option(object), Holding::Patch) => {
            quote!(#object.and_then(|inner| inner.#name.as_ref().into_value()).map(String::as_str))
        }
        (Read::Plain(object), _) => quote!(#object.#name.as_deref()),
        (Read::Option(object), _) => quote!(#object.and_then(|inner| inner.#name.as_deref())),
    }
}

/// A member that is copied: a number, or true or false.
fn scalar(api: &Api, path: &[Member]) -> Read {
    let Some((object, name, holding)) = object(api, path) else {
        return Read::Option(quote!(None));
    };
    let value = match holding {
        Holding::Patch => quote!(#name.into_value()),
        _ => quote!(#name),
    };
    match (object, holding) {
        (Read::Plain(object), Holding::Plain) => Read::Plain(quote!(#object.#value)),
        (Read::Plain(object), _) => Read::Option(quote!(#object.#value)),
        (Read::Option(object), Holding::Plain) => {
            Read::Option(quote!(#object.map(|inner| inner.#value)))
        }
        (Read::Option(object), _) => Read::Option(quote!(#object.and_then(|inner| inner.#value))),
    }
}

fn total_of(api: &Api, path: &[Member]) -> TokenStream {
    let ty = path.last().and_then(|member| field(api, *member));
    let ty = ty.map(|(_, field)| &field.usage.ty);
    match (scalar(api, path), ty) {
        (total, Some(Type::Integer(Integer::I64))) => total.into_option(),
        (Read::Plain(total), Some(Type::Integer(Integer::U64))) => {
            quote!(i64::try_from(#total).ok())
        }
        (Read::Option(total), Some(Type::Integer(Integer::U64))) => {
            quote!(#total.and_then(|total| i64::try_from(total).ok()))
        }
        (Read::Plain(total), _) => quote!(Some(i64::from(#total))),
        (Read::Option(total), _) => quote!(#total.map(i64::from)),
    }
}

/// How many items a page has.
fn count(api: &Api, path: &[Member]) -> TokenStream {
    if path.is_empty() {
        return quote!(Some(page.len()));
    }
    let Some((object, name, holding)) = object(api, path) else {
        return quote!(None);
    };
    let value = match holding {
        Holding::Patch => quote!(#name.as_ref().into_value()),
        _ => quote!(#name.as_ref()),
    };
    match (object, holding) {
        (Read::Plain(object), Holding::Plain) => quote!(Some(#object.#name.len())),
        (Read::Option(object), Holding::Plain) => quote!(#object.map(|inner| inner.#name.len())),
        (Read::Plain(object), _) => quote!(#object.#value.map(Vec::len)),
        (Read::Option(object), _) => quote!(#object.and_then(|inner| inner.#value).map(Vec::len)),
    }
}

/// The items of a page, which is taken apart.
fn items(api: &Api, path: &[Member]) -> TokenStream {
    let mut read = Read::Plain(quote!(page));
    for (holding, field) in path.iter().filter_map(|member| held(api, *member)) {
        let name = field.name.ident();
        let value = match holding {
            Holding::Patch => quote!(#name.into_value()),
            _ => quote!(#name),
        };
        read = match (read, holding) {
            (Read::Plain(object), Holding::Plain) => Read::Plain(quote!(#object.#value)),
            (Read::Plain(object), _) => Read::Option(quote!(#object.#value)),
            (Read::Option(object), Holding::Plain) => {
                Read::Option(quote!(#object.map(|inner| inner.#value)))
            }
            (Read::Option(object), _) => {
                Read::Option(quote!(#object.and_then(|inner| inner.#value)))
            }
        };
    }
    match read {
        Read::Plain(items) => items,
        Read::Option(items) => quote!(#items.unwrap_or_default()),
    }
}

/// The object that holds the last member of a path, borrowed; the member's name, and how it is held.
fn object(api: &Api, path: &[Member]) -> Option<(Read, Ident, Holding)> {
    let (last, outer) = path.split_last()?;
    let mut read = Read::Plain(quote!(page));
    for (holding, field) in outer.iter().filter_map(|member| held(api, *member)) {
        let name = field.name.ident();
        let value = match holding {
            Holding::Plain => quote!(#name),
            Holding::Patch => quote!(#name.as_ref().into_value()),
            Holding::RequiredNullable | Holding::Optional => quote!(#name.as_ref()),
        };
        read = match (read, holding) {
            (Read::Plain(object), Holding::Plain) => Read::Plain(quote!(#object.#value)),
            (Read::Plain(object), _) => Read::Option(quote!(#object.#value)),
            (Read::Option(object), Holding::Plain) => {
                Read::Option(quote!(#object.map(|inner| &inner.#value)))
            }
            (Read::Option(object), _) => {
                Read::Option(quote!(#object.and_then(|inner| inner.#value)))
            }
        };
    }
    let (holding, field) = held(api, *last)?;
    Some((read, field.name.ident(), holding))
}

fn held(api: &Api, member: Member) -> Option<(Holding, &Field)> {
    let (model, field) = field(api, member)?;
    Some((field::holding(model, field), field))
}

fn field(api: &Api, member: Member) -> Option<(&Model, &Field)> {
    let model = api.models.get(member.model.0)?;
    match &model.kind {
        ModelKind::Struct(content) => Some((model, content.fields.get(member.field)?)),
        _ => None,
    }
}
