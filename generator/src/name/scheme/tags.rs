//! Names by tag and operationId.

use super::actions::{can_act, is_action};
use super::frameworks::resource_words;
use super::paths::{joined, verb};
use super::split::chosen_words;
use super::template::{Segment, Template, is_plural, stems};
use super::verbs::{is_usual, usual};
use super::{Call, Choices, Placement, Returns};
use crate::name::{singular, words};

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
            _ => joined(verb(call, choices, false), &rest),
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
    let (tag, tag_words) = tag(call)?;
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

/// The first tag that names a resource, and its words.
pub(super) fn tag(call: &Call) -> Option<(&str, Vec<String>)> {
    let tags = call.tags.iter();
    let mut tags = tags.map(|tag| (tag.as_str(), resource_words(call, tag)));
    tags.find(|(_, words)| !words.is_empty())
}

/// Whether a tag is a heading for people: `Allow-list / Block-list`.
pub(super) fn is_title(tag: &str) -> bool {
    tag.contains(['/', '&', '(', ',', ':', '|']) || words(tag).len() > 3
}

/// What the operationId says beside the resource.
pub(super) fn method(
    call: &Call,
    choices: &Choices,
    told: &[String],
    tag: &[String],
    template: &Template,
) -> Vec<String> {
    let all = action_first(call, choices, told, tag);
    let first = all.first().cloned().unwrap_or_default();
    let is_item = template.is_item();
    let reads = ["get", "list"].contains(&usual(&first));
    let mut rest = without(all.get(1..).unwrap_or_default(), tag);
    // `getDisputeByToken`: the path says by which.
    if rest.first().is_some_and(|word| word == "by") && is_item {
        rest.clear();
    }
    rest.retain(|word| !["a", "an", "the"].contains(&word.as_str()));
    let is_list = |word: Option<&String>| word.is_some_and(|word| word == "list");
    let mut lists = first == "list" || is_list(rest.last());
    if reads && first != "list" && is_list(rest.last()) {
        rest.pop();
    }
    // `get-a-list-of-tracks`
    if reads && is_list(rest.first()) {
        lists = true;
        rest.remove(0);
    }
    let joins = |word: &String| JOINTS.contains(&word.as_str());
    // `inAppPurchases`
    let is_named = rest.first().is_some_and(|word| {
        let mut segments = template.fixed();
        segments.any(|segment| segment.first() == Some(word))
    });
    let is_lost = |word: &String| joins(word) && word != "by" && word != "with" && !is_named;
    while rest.first().is_some_and(is_lost) {
        rest.remove(0);
    }
    while rest.last().is_some_and(joins) {
        rest.pop();
    }
    // `findAll`, `findOne`
    if reads && let [word] = rest.as_slice() {
        let is_all = ["all", "many"].contains(&word.as_str());
        lists |= is_all && !is_item && !template.is_settings();
        if is_all || word == "one" {
            rest.clear();
        }
    }
    rest.drain(..shortened(&rest, tag));
    let is_collection = || {
        let leaf = template.leaf();
        !is_item && rest.is_empty() && leaf.is_some_and(|leaf| is_plural(leaf))
    };
    let verb = match (usual(&first), call.verb.as_str()) {
        ("get" | "list", "GET") => match call.returns {
            Returns::List if !is_item || usual(&first) == "list" => "list",
            Returns::Value if lists && first != "list" && !is_item => "list",
            Returns::Value => "get",
            Returns::Unknown if lists || is_collection() => "list",
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

/// The number of words that are the tag in another spelling: `org list hooks` of organizations, `code push` of
/// `codepush`.
fn shortened(rest: &[String], tag: &[String]) -> usize {
    /// The fewest letters of an abbreviation.
    const SHORTEST: usize = 3;
    let [long] = tag else {
        return 0;
    };
    let is_whole = |count: &usize| {
        let joined = rest.get(..*count).unwrap_or_default().concat();
        singular(&joined) == singular(long)
    };
    if let Some(count) = (2..=rest.len()).find(is_whole) {
        // With an action behind it, the words are a class and a function.
        let acts = rest
            .iter()
            .skip(count)
            .any(|word| is_usual(word) || word == "search");
        return if acts { 0 } else { count };
    }
    match rest {
        [short, _, ..]
            if short.len() >= SHORTEST
                && long.starts_with(short.as_str())
                && singular(long) != singular(short) =>
        {
            1
        }
        _ => 0,
    }
}

/// The words with the action first, and without the resource before it.
fn action_first(call: &Call, choices: &Choices, told: &[String], tag: &[String]) -> Vec<String> {
    let mut all = told.to_vec();
    // `PlatformGetApplication` of `/platform/applications`, where all paths begin so.
    let prefix: Vec<String> = choices.prefix.iter().flat_map(|part| words(part)).collect();
    if all.starts_with(&prefix) && all.get(prefix.len()).is_some_and(|word| can_act(word)) {
        all.drain(..prefix.len());
    }
    let begins =
        all.len() > tag.len() && stems(all.get(..tag.len()).unwrap_or_default()) == stems(tag);
    // `UsersGetInvitations`: the action comes second.
    if begins && (all.get(tag.len()).is_some_and(|word| can_act(word)) || has_group(call, tag)) {
        all.drain(..tag.len());
    }
    let is_tag_first = begins && all.len() == told.len();
    if let Some(at) = late_action(call, &all, is_tag_first) {
        all = fronted(&all, at);
    }
    // `Line_StatusByMode`: nothing says what is done.
    if call.verb == "GET" && !all.first().is_some_and(|word| can_act(word)) {
        all = [vec!["get".to_owned()], without(&all, tag)].concat();
    }
    all
}

/// The words with the action at `at` first, and those that belong to it: `partial update`, `create or update`.
fn fronted(all: &[String], at: usize) -> Vec<String> {
    let (before, after) = all.split_at(at);
    let start = match before {
        [.., first, or] if or == "or" && can_act(first) => at - 2,
        [.., kind] if ["partial", "bulk"].contains(&kind.as_str()) => at - 1,
        _ => at,
    };
    let end = match after {
        [_, or, other, ..] if or == "or" && can_act(other) => at + 3,
        _ => at + 1,
    };
    let part = |from: usize, to: usize| all.get(from..to).unwrap_or_default();
    [part(start, end), part(0, start), part(end, all.len())].concat()
}

/// Whether the operationId has the tag as a part of its own: `cards.freezeCard`.
fn has_group(call: &Call, tag: &[String]) -> bool {
    let parts = super::ids::parts(call);
    parts.len() > 1
        && parts
            .first()
            .is_some_and(|part| stems(&words(part)) == stems(tag))
}

/// The place of the action behind other words: `repo get release`, `playback start`, `build configurations get` of
/// builds.
fn late_action(call: &Call, all: &[String], begins_with_tag: bool) -> Option<usize> {
    let last = all.len().checked_sub(1)?;
    let agrees = |word: &String| match call.verb.as_str() {
        "GET" => ["get", "list"].contains(&word.as_str()),
        "POST" => ["create", "post"].contains(&word.as_str()),
        "PUT" | "PATCH" => ["put", "patch", "update"].contains(&word.as_str()),
        "DELETE" => word == "delete",
        _ => false,
    };
    if all.first().is_some_and(|word| can_act(word)) {
        return (begins_with_tag && last > 0 && agrees(all.last()?)).then_some(last);
    }
    /// An action behind more words is one of them.
    const NEAR: usize = 3;
    let near = all.iter().take(NEAR.min(last)).position(agrees);
    near.or_else(|| is_action(all.last()?).then_some(last))
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
