//! Names by operationIds that begin as the paths do: `pods_webhooks_list` of `GET /pods/{pod_id}/webhooks`.

use super::actions::can_act;
use super::split::chosen_words;
use super::template::{Template, stems};
use super::{Call, Choices, Placement};

/// The segments that the operationId begins with are the resource, its other words the method.
pub(super) fn place(call: &Call, choices: &Choices) -> Placement {
    match begun(call, choices) {
        Some((resource, method)) => Placement {
            resource,
            method: method.join(" "),
            reason: "the operationId begins as the path does",
        },
        None => super::tags::place(call, choices),
    }
}

/// The segments and the rest, where the rest begins with an action.
pub(super) fn begun(call: &Call, choices: &Choices) -> Option<(Vec<String>, Vec<String>)> {
    let told = chosen_words(call);
    let template = Template::new(&call.path, &choices.prefix);
    let mut rest: &[String] = &told;
    let mut resource = Vec::new();
    for segment in template.fixed() {
        let begins = rest.len() > segment.len()
            && stems(rest.get(..segment.len()).unwrap_or_default()) == stems(segment);
        if begins {
            resource.push(segment.join(" "));
            rest = rest.get(segment.len()..).unwrap_or_default();
        }
    }
    let acts = rest.first().is_some_and(|word| can_act(word)) || resource.len() > 1;
    (!resource.is_empty() && acts).then(|| {
        let mut method = rest.to_vec();
        match method.as_slice() {
            [partial, update, ..] if partial == "partial" && update == "update" => {
                method.remove(0);
            }
            [destroy, rest @ ..] if destroy == "destroy" => {
                method = [&["delete".to_owned()], rest].concat();
            }
            _ => {}
        }
        if call.verb == "PUT" && method == ["update"] {
            method = vec![choices.put.word().to_owned()];
        }
        (resource, method)
    })
}
