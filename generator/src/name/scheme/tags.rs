//! Names by tag and operationId.

use super::paths::{turned, verb};
use super::split::chosen_words;
use super::template::{Segment, Template, stems};
use super::verbs::{can_act, is_action, is_again, usual};
use super::{Call, Choices, Placement, Returns};
use crate::name::words;

/// Words that only join others.
const JOINTS: [&str; 13] = [
    "a", "an", "the", "for", "from", "in", "into", "of", "on", "to", "with", "and", "by",
];

/// The first tag is the resource, what the operationId says beside it is the method.
pub(super) fn place(call: &Call, choices: &Choices) -> Placement {
    let template = Template::new(&call.path, &choices.prefix);
    let Some((resource, tag)) = resource(call, &template) else {
        return super::paths::place(call, choices);
    };
    let placed = |method: Vec<String>, reason| Placement {
        resource: resource.iter().map(|words| words.join(" ")).collect(),
        method: method.join(" "),
        reason,
    };
    /// Longer methods than this are sentences.
    const LONGEST: usize = 5;
    let told = chosen_words(call);
    let method = method(call, choices, &told, &tag, &template);
    if told.is_empty() || method.len() > LONGEST {
        let flat: Vec<String> = resource.iter().flat_map(|words| stems(words)).collect();
        let rest = { template.fixed() }
            .filter(|words| !stems(words).iter().all(|word| flat.contains(word)));
        let rest: Vec<String> = rest.flatten().cloned().collect();
        let method = match super::paths::action(call, &rest) {
            Some(action) if !rest.is_empty() => action,
            _ => [vec![verb(call, choices, false).to_owned()], rest].concat(),
        };
        return placed(method, "tag, HTTP method and path");
    }
    placed(method, "tag and operationId")
}

/// The resource, and the words that the operationId may repeat. `None` where the tag is a title and the path names the
/// resource.
pub(super) fn resource(
    call: &Call,
    template: &Template,
) -> Option<(Vec<Vec<String>>, Vec<String>)> {
    let tag = call.tags.first()?;
    let tag_words = said_by(tag);
    if tag_words.is_empty() {
        return None;
    }
    let ahead: Vec<&Vec<String>> = { template.segments.iter() }
        .map_while(|segment| match segment {
            Segment::Fixed(words) => Some(words),
            Segment::Parameter(_) => None,
        })
        .collect();
    let found = ahead
        .iter()
        .position(|words| stems(words) == stems(&tag_words));
    // `Direct Uploads` of `/video/uploads`: the path has a shorter word for it.
    let found = found.or_else(|| {
        let is_part = |words: &&Vec<String>| {
            let (part, whole) = (stems(words), stems(&tag_words));
            whole.len() > part.len() && whole.ends_with(&part)
        };
        ahead
            .iter()
            .position(is_part)
            .filter(|at| *at > 0 || is_title(tag))
    });
    if let Some(at) = found {
        let path: Vec<Vec<String>> = ahead
            .iter()
            .take(at + 1)
            .map(|words| (*words).clone())
            .collect();
        return Some((path, tag_words));
    }
    if is_title(tag) {
        let first = ahead.first().map(|words| (*words).clone())?;
        return Some((vec![first.clone()], first));
    }
    Some((vec![tag_words.clone()], tag_words))
}

/// The words of a tag, without those for the class of the framework that handles its operations (`pet-controller`,
/// `UserService`); none where it names but a version.
fn said_by(tag: &str) -> Vec<String> {
    const NOISE: [&str; 6] = ["api", "apis", "controller", "endpoint", "endpoints", "rest"];
    // In a title these are words as others.
    const OF_CODE: [&str; 3] = ["handler", "resource", "service"];
    let mut all = words(tag);
    let is_code = !tag.contains(' ');
    while all.len() > 1
        && all.last().is_some_and(|last| {
            NOISE.contains(&last.as_str()) || is_code && OF_CODE.contains(&last.as_str())
        })
    {
        all.pop();
    }
    let is_version = |word: &String| {
        let number = word.strip_prefix('v').unwrap_or(word);
        !number.is_empty() && number.chars().all(|next| next.is_ascii_digit())
    };
    let says_nothing = |word: &String| {
        is_version(word) || ["api", "default", "rest", "public"].contains(&word.as_str())
    };
    match all.iter().all(says_nothing) {
        true => Vec::new(),
        false => all,
    }
}

/// Whether a tag is a heading for people: `Allow-list / Block-list`.
pub(super) fn is_title(tag: &str) -> bool {
    tag.contains(['/', '&', '(', ',', ':', '|']) || words(tag).len() > 3
}

/// What the operationId says beside the resource.
fn method(
    call: &Call,
    choices: &Choices,
    told: &[String],
    tag: &[String],
    template: &Template,
) -> Vec<String> {
    let mut all = told.to_vec();
    let leading = stems(tag);
    // `UsersGetInvitations`: the action comes second.
    if all.len() > tag.len()
        && stems(all.get(..tag.len()).unwrap_or_default()) == leading
        && all.get(tag.len()).is_some_and(|word| can_act(word))
    {
        all.drain(..tag.len());
    } else if !can_act(all.first().map_or("", String::as_str))
        && all.last().is_some_and(|word| is_action(word))
    {
        all = turned(&all);
    }
    // `Line_StatusByMode`: nothing says what is done.
    let first = all.first().cloned().unwrap_or_default();
    if call.verb == "GET" && !can_act(&first) {
        all = [vec!["get".to_owned()], without(&all, tag)].concat();
    }
    let first = all.first().cloned().unwrap_or_default();
    let mut rest = without(all.get(1..).unwrap_or_default(), tag);
    let is_item = template.is_item();
    // `getDisputeByToken`: the path says by which.
    if let Some(at) = rest.iter().position(|word| word == "by")
        && is_item
        && at == 0
    {
        rest.clear();
    }
    let mut listed = rest.last().is_some_and(|word| word == "list");
    if listed && ["get", "list"].contains(&usual(&first)) {
        rest.pop();
    }
    rest.retain(|word| !["a", "an", "the"].contains(&word.as_str()));
    while rest
        .first()
        .is_some_and(|word| JOINTS.contains(&word.as_str()) && word != "by" && word != "with")
    {
        rest.remove(0);
    }
    while rest
        .last()
        .is_some_and(|word| JOINTS.contains(&word.as_str()))
    {
        rest.pop();
    }
    let reads = ["get", "list"].contains(&usual(&first));
    if reads && rest.first().is_some_and(|word| word == "all") && rest.len() == 1 {
        rest.clear();
        listed |= !is_item;
    }
    // `getListOfPets`, `deleteRemove`: the same is said again.
    while rest
        .first()
        .is_some_and(|word| is_again(usual(&first), word))
    {
        rest.remove(0);
    }
    let verb = match (usual(&first), call.verb.as_str()) {
        ("get" | "list", "GET") => match call.returns {
            Returns::List if !is_item || usual(&first) == "list" => "list",
            Returns::Value => "get",
            Returns::Unknown if listed || first == "list" => "list",
            _ => "get",
        },
        ("put", _) => choices.put.word(),
        ("partial", _) if rest.first().is_some_and(|word| word == "update") => {
            rest.remove(0);
            "update"
        }
        (usual, _) => usual,
    };
    [vec![verb.to_owned()], rest].concat()
}

/// The words without those of the tag, in singular or plural; at their beginning, also without the first or last words of
/// the tag: `Instance Communication` of the tag `Instance Settings`.
pub(super) fn without(rest: &[String], tag: &[String]) -> Vec<String> {
    let (words, whole) = (stems(rest), stems(tag));
    if whole.is_empty() {
        return rest.to_vec();
    }
    let dropped = |at: usize, len: usize| -> Vec<String> {
        { rest.iter().take(at) }
            .chain(rest.iter().skip(at + len))
            .cloned()
            .collect()
    };
    if let Some(at) = words
        .windows(whole.len())
        .position(|window| window == whole)
    {
        return dropped(at, whole.len());
    }
    for len in (1..whole.len()).rev() {
        let (head, tail) = (
            whole.get(..len).unwrap_or_default(),
            whole.get(whole.len() - len..).unwrap_or_default(),
        );
        let is_alone = words.len() == len;
        if words.starts_with(head) || is_alone && words.starts_with(tail) {
            return dropped(0, len);
        }
    }
    rest.to_vec()
}
