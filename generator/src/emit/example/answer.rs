//! The use of the response in an example: it prints the identifying property.

use crate::emit::field::{Holding, holding};
use crate::ir::{Api, Field, Model, ModelKind, Operation, Paging, Struct, Success, Type, Usage};
use crate::name::{Name, Scope, singular, words};

/// The properties that say which thing it is, the best first.
const TELLING: [&str; 20] = [
    "id", "uid", "name", "slug", "key", "number", "code", "email", "token", "title", "url",
    "status", "state", "type", "message", "text", "content", "value", "count", "total",
];

/// How deep an object may be in others that only wrap it.
const DEEPEST: usize = 2;

/// The use of a response: the parts around the call.
pub(super) struct Use {
    /// Before the call: `let webhook = `.
    pub(super) before: String,
    /// The end of the call: `await?;`.
    pub(super) end: &'static str,
    /// The lines behind the call.
    pub(super) behind: Vec<String>,
}

/// Returns the use of an operation's response. `resource` is the last part of the resource path.
pub(super) fn of(api: &Api, operation: &Operation, resource: &str) -> Use {
    let awaited = |name: &str, line: String| Use {
        before: format!("let {name} = "),
        end: "await?",
        behind: vec![line],
    };
    match &operation.success {
        Success::Empty => Use {
            before: String::new(),
            end: "await?",
            behind: Vec::new(),
        },
        Success::Stream(_, usage) => each(api, usage, "events", "event", "await?"),
        Success::Bytes => awaited(
            "download",
            "println!(\"{} bytes\", download.bytes().await?.len());".to_owned(),
        ),
        Success::Text => awaited("text", "println!(\"{text}\");".to_owned()),
        Success::Json(usage) => of_value(api, usage, resource),
        _ => awaited("response", "println!(\"{response:?}\");".to_owned()),
    }
}

/// The loop over all items of a paged list.
pub(super) fn of_pages(api: &Api, paging: &Paging, resource: &str) -> Use {
    let item = Usage {
        ty: paging.item.clone(),
        ..Usage::default()
    };
    let (list, item_name) = plural(resource);
    each(api, &item, &list, &item_name, "stream()")
}

/// The line that prints how many items a page has; none where the page may have no list.
pub(super) fn of_page(api: &Api, paging: &Paging) -> Option<String> {
    let [member] = paging.items.as_slice() else {
        return None;
    };
    let model = api.models.get(member.model.0)?;
    let ModelKind::Struct(content) = &model.kind else {
        return None;
    };
    let field = content.fields.get(member.field)?;
    let is_list = matches!(field.usage.ty, Type::Array(_));
    (is_list && holding(model, field) == Holding::Plain).then(|| {
        format!(
            "println!(\"{{}} on this page\", page.{}.len());",
            field.name.ident()
        )
    })
}

fn each(api: &Api, item: &Usage, list: &str, name: &str, end: &'static str) -> Use {
    let shown = shown(api, item, &format!("{name}?"));
    Use {
        before: format!("let mut {list} = "),
        end,
        behind: vec![
            format!("while let Some({name}) = {list}.next().await {{"),
            format!("    {shown}"),
            "}".to_owned(),
        ],
    }
}

fn of_value(api: &Api, usage: &Usage, resource: &str) -> Use {
    if let (Type::Array(item), false) = (&usage.ty, usage.nullable) {
        let (list, name) = plural(resource);
        return Use {
            before: format!("let {list} = "),
            end: "await?",
            behind: vec![
                format!("for {name} in &{list} {{"),
                format!("    {}", shown(api, item, &name)),
                "}".to_owned(),
            ],
        };
    }
    let name = named(api, usage);
    Use {
        before: format!("let {name} = "),
        end: "await?",
        behind: vec![shown(api, usage, &name)],
    }
}

/// Returns a variable name from the type name, or `response` for types such as `ListResult`.
fn named(api: &Api, usage: &Usage) -> String {
    /// Longer names would drown the rest.
    const LONGEST: usize = 24;
    const VAGUE: [&str; 10] = [
        "answer", "body", "data", "object", "output", "payload", "reply", "resp", "response",
        "result",
    ];
    let Type::Model(id) = &usage.ty else {
        return "response".to_owned();
    };
    let name = api.models.get(id.0).map(|model| words(model.name.as_str()));
    let name = name.unwrap_or_default();
    let is_vague = name
        .last()
        .is_none_or(|last| VAGUE.contains(&last.as_str()));
    let text = name.join(" ");
    if is_vague || text.len() > LONGEST {
        return "response".to_owned();
    }
    variable(&text)
}

/// The variables for a list and for an item of it: `webhooks` and `webhook`.
fn plural(resource: &str) -> (String, String) {
    let one = singular(resource);
    match one == resource || resource.is_empty() {
        true => ("items".to_owned(), "item".to_owned()),
        false => (variable(resource), variable(&one)),
    }
}

fn variable(words: &str) -> String {
    let name = Scope::new(&[&["client", "response"]]).value(words);
    name.ident().to_string()
}

/// The line that prints a value, by the property that says which it is.
fn shown(api: &Api, usage: &Usage, name: &str) -> String {
    let plain = |text: &str| match name.ends_with('?') {
        true => format!("println!(\"{{{text}}}\", {name});"),
        false => format!("println!(\"{{{name}{text}}}\");"),
    };
    if usage.nullable {
        return plain(":?");
    }
    match (&usage.ty, told(api, usage, DEEPEST)) {
        (_, Some((path, format))) => format!("println!(\"{{{format}}}\", {name}{path});"),
        (ty, None) if is_shown(api, ty) => plain(""),
        (_, None) => plain(":?"),
    }
}

/// The way to the property that says which thing a value is, and how that is printed.
fn told(api: &Api, usage: &Usage, depth: usize) -> Option<(String, &'static str)> {
    let Type::Model(id) = &usage.ty else {
        return None;
    };
    let model = api.models.get(id.0)?;
    let ModelKind::Struct(content) = &model.kind else {
        return None;
    };
    let is_usable = |field: &&Field| !field.deprecated && !field.write_only;
    let fields = || content.fields.iter().filter(is_usable);
    let rank = |field: &Field| rank(model, field);
    let scalars = fields().filter(|field| is_shown(api, &field.usage.ty));
    let best = |is_sure: bool| {
        let sure = |field: &&Field| (holding(model, field) == Holding::Plain) == is_sure;
        let ranked = scalars.clone().filter(sure);
        let ranked = ranked.filter_map(|field| Some((rank(field)?, field)));
        ranked.min_by_key(|(rank, _)| *rank).map(|(_, field)| field)
    };
    if let Some(field) = best(true) {
        return Some((path_to(&field.name), ""));
    }
    // What only wraps it, such as `data`.
    if let (Some(field), 1..) = (wrapped(model, content), depth)
        && let Some((path, format)) = told(api, &field.usage, depth - 1)
    {
        return Some((format!("{}{path}", path_to(&field.name)), format));
    }
    best(false).map(|field| (path_to(&field.name), ":?"))
}

fn path_to(name: &Name) -> String {
    format!(".{}", name.ident())
}

/// How well a property says which thing it is in: an id of its own first.
fn rank(model: &Model, field: &Field) -> Option<usize> {
    let property = words(&field.wire);
    let of_model = words(model.name.as_str());
    let telling = property.last()?.as_str();
    // Some call it `token` or `guid`.
    if let (Type::External(external), [_]) = (&field.usage.ty, property.as_slice())
        && external.text == "Uuid"
    {
        return Some(1);
    }
    let place = TELLING.iter().position(|known| *known == telling)?;
    match property.as_slice() {
        [_] => Some(place * 2),
        // `webhook_id` of a webhook.
        [of, _] if of_model.contains(of) => Some(place * 2 + 1),
        _ => None,
    }
}

/// The only object that is always there.
fn wrapped<'a>(model: &Model, content: &'a Struct) -> Option<&'a Field> {
    let is_object = |field: &&Field| {
        matches!(field.usage.ty, Type::Model(_)) && holding(model, field) == Holding::Plain
    };
    let mut objects = content.fields.iter().filter(is_object);
    let field = objects.next()?;
    objects.next().is_none().then_some(field)
}

/// Whether a value has a text for people.
fn is_shown(api: &Api, ty: &Type) -> bool {
    match ty {
        Type::Bool | Type::Integer(_) | Type::Float64 | Type::String => true,
        Type::External(external) => external.text == "Uuid",
        Type::Model(id) => {
            let model = api.models.get(id.0).map(|model| &model.kind);
            matches!(model, Some(ModelKind::Enum(_)))
        }
        _ => false,
    }
}
