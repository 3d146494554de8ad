//! Names by operationIds that have parts: `emails.send`, `issues/list-for-repo`, `customers:list`.

use super::frameworks::resource_words;
use super::template::{Template, stems};
use super::verbs::usual;
use super::{Call, Choices, Placement};
use crate::name::words;

/// The signs that part an operationId.
const SIGNS: [char; 3] = ['/', '.', ':'];

/// The groups of an operationId are the resource, its last part is the method, as they are written.
pub(super) fn place(call: &Call, choices: &Choices) -> Placement {
    let parts = parts(call);
    let Some((method, groups)) = parts.split_last().filter(|(_, groups)| !groups.is_empty()) else {
        return super::tags::place(call, choices);
    };
    let mut resource: Vec<String> = Vec::new();
    let dropped = usize::from(
        groups.len() > 1
            && groups
                .first()
                .is_some_and(|first| choices.prefix.contains(first)),
    );
    let groups: Vec<&String> = groups.iter().skip(dropped).collect();
    for group in &groups {
        let named = resource_words(call, group).join(" ");
        let named = match named.is_empty() {
            true => (*group).clone(),
            false => named,
        };
        if !resource.contains(&named) {
            resource.push(named);
        }
    }
    let last = resource.last().map(|last| words(last)).unwrap_or_default();
    let mut method = words(method);
    if choices.strip_resource {
        let template = Template::new(&call.path, &[]);
        method = super::tags::method(call, choices, &method, &last, &template);
    }
    let repeats = groups.len() > resource.len();
    match method.as_slice() {
        // `webhooks.post`: an HTTP method is no word for people.
        [word] => {
            let word = match word.as_str() {
                "put" => choices.put.word(),
                "post" | "patch" => usual(word),
                other => other,
            };
            method = vec![word.to_owned()];
        }
        // `oauth2:clients:create_client`: the action is enough.
        [_, rest @ ..] if repeats && stems(rest) == stems(&last) => method.truncate(1),
        _ => {}
    }
    Placement {
        resource,
        method: method.join(" "),
        reason: "the parts of the operationId",
    }
}

/// Whether the last part of an operationId repeats the part before it: `cards.freezeCard`.
pub(super) fn repeats(call: &Call) -> bool {
    let parts = parts(call);
    let [.., group, method] = parts.as_slice() else {
        return false;
    };
    let (group, method) = (stems(&words(group)), stems(&words(method)));
    method.get(1..).is_some_and(|rest| rest.starts_with(&group))
}

/// The words of the parts.
pub(super) fn parts(call: &Call) -> Vec<String> {
    let id = call.id.as_deref().unwrap_or_default();
    let parts = id.split(SIGNS).map(|part| words(part).join(" "));
    parts.filter(|part| !part.is_empty()).collect()
}

/// Whether an operationId is the method and the path, which no person chose.
pub(super) fn is_made_up(call: &Call) -> bool {
    const METHODS: [&str; 7] = ["get", "post", "put", "patch", "delete", "head", "options"];
    let id = call.id.as_deref().unwrap_or_default();
    let parts = parts(call);
    let is_method =
        |part: Option<&String>| part.is_some_and(|part| METHODS.contains(&part.as_str()));
    let path: String = words(&call.path).concat();
    let mut inner = parts.iter();
    id.contains(['{', '}'])
        || id.starts_with('/')
        || is_method(parts.first())
        // `users.id.get` of `/users/{id}`, but not `projects.get` of `/projects`.
        || is_method(inner.next_back()) && parts.len() > 2 && inner.as_slice().concat().replace(' ', "") == path
}
