//! A response that a caller can have in several ways: one operation asks for the first, and behind it stands an operation for
//! each of the others.

use super::Modeler;
use crate::analyze::losses;
use crate::ir::{Operation, Response, Schema, SchemaId, Status};
use crate::lower::is_success;
use crate::media;
use crate::source::Origin;

/// One way in which a response can be had.
struct Choice {
    /// The media types. Several of JSON can have one schema.
    media_types: Vec<String>,
    is_stream: bool,
}

/// A media type and its schema.
type Content = (String, Option<SchemaId>);

/// Adds an operation, and behind it those that ask for its response in another way.
pub(super) fn push(modeler: &mut Modeler<'_>, mut operation: Operation) {
    for response in &mut operation.responses {
        response.declared.clone_from(&response.content);
    }
    for response in successes(&mut operation) {
        unite(modeler, response);
    }
    let (choices, spellings) = choices(modeler, &mut operation);
    let Some((first, others)) = choices.split_first() else {
        modeler.api.operations.push(operation);
        return;
    };
    let asks = |one: &Choice| {
        choices
            .iter()
            .any(|choice| choice.is_stream)
            .then_some(one.is_stream)
    };
    let mut whole = operation.clone();
    whole.streams = asks(first);
    whole.spellings = spellings;
    for response in successes(&mut whole) {
        keep(response, first, true);
    }
    modeler.api.operations.push(whole);
    let mut streams = usize::from(first.is_stream);
    for choice in others {
        let mut one = operation.clone();
        for response in successes(&mut one) {
            keep(response, choice, false);
        }
        let distinction = { choice.media_types.first() }.map(|name| media::distinction(name));
        let distinction = distinction.unwrap_or_default();
        let words = match (choice.is_stream, streams) {
            (true, 0) => "stream".to_owned(),
            (true, _) => format!("stream {distinction}"),
            (false, _) => distinction,
        };
        streams += usize::from(choice.is_stream);
        one.variant = format!("{} {words}", one.variant).trim().to_owned();
        one.picks = true;
        one.streams = asks(choice);
        modeler.api.operations.push(one);
    }
}

fn successes(operation: &mut Operation) -> impl Iterator<Item = &mut Response> {
    let has_success = { operation.responses.iter() }.any(|one| is_success(one.status));
    let responses = operation.responses.iter_mut();
    // What is said of no other status is said of success, too.
    responses.filter(move |one| match one.status {
        Status::Default => !has_success,
        status => is_success(status),
    })
}

/// Leaves of a response that can be had as chosen nothing else. The first choice has the samples whose media type is not known.
fn keep(response: &mut Response, choice: &Choice, is_first: bool) {
    let is_chosen = |name: &String| choice.media_types.contains(name);
    if response.content.iter().any(|(name, _)| is_chosen(name)) {
        response.content.retain(|(name, _)| is_chosen(name));
        let samples = &mut response.samples;
        samples.retain(|(name, _)| name.as_ref().map_or(is_first, is_chosen));
    }
}

/// The ways in which the responses of an operation can be had, that of its own method first; none where there is no choice.
/// And the media types that only spell the same value in another way.
fn choices(
    modeler: &Modeler<'_>,
    operation: &mut Operation,
) -> (Vec<Choice>, Vec<(String, Origin)>) {
    let mut choices: Vec<Choice> = Vec::new();
    let mut spellings: Vec<(String, Origin)> = Vec::new();
    for response in successes(operation) {
        // What has no slash is no media type.
        let mut contents: Vec<&Content> = { response.content.iter() }
            .filter(|(name, _)| name.contains('/'))
            .collect();
        if contents.len() < 2 {
            continue;
        }
        contents.sort_by_key(|(name, _)| rank(name));
        for content in &contents {
            let (name, _) = *content;
            if choices.iter().any(|one| one.media_types.contains(name)) {
                continue;
            }
            let mut alike = contents.iter().copied();
            let alike = alike.find(|known| known.0 != *name && is_alike(modeler, known, content));
            let known = alike.and_then(|(known, _)| {
                { choices.iter_mut() }.find(|one| one.media_types.contains(known))
            });
            if let Some(known) = known {
                known.media_types.push(name.clone());
            } else if !spells(modeler, content, &contents) {
                choices.push(Choice {
                    media_types: vec![name.clone()],
                    is_stream: media::is_stream(name),
                });
            } else if !spellings.iter().any(|(known, _)| known == name) {
                spellings.push((name.clone(), response.origin));
            }
        }
    }
    (choices, spellings)
}

/// Which media types come first: `application/json`, then other JSON; streams come last.
fn rank(media_type: &str) -> u8 {
    match media_type {
        _ if media::essence(media_type) == "application/json" => 0,
        _ if media::is_json(media_type) => 1,
        _ if media::is_stream(media_type) => 3,
        _ => 2,
    }
}

/// Whether two contents of a response are asked for together: JSON of one schema, and two names of one format.
fn is_alike(modeler: &Modeler<'_>, (name, schema): &Content, (other, theirs): &Content) -> bool {
    match (media::is_json(name), media::is_json(other)) {
        (true, true) => match (schema, theirs) {
            (Some(ours), Some(theirs)) => modeler.same(*ours, *theirs),
            _ => true,
        },
        (false, false) => media::distinction(name) == media::distinction(other),
        _ => false,
    }
}

/// Whether a content only spells in another way the value that the same response is as JSON, as XML often does. Of bytes the
/// schema says no more than that they are bytes.
fn spells(modeler: &Modeler<'_>, (name, schema): &Content, contents: &[&Content]) -> bool {
    let Some(schema) = *schema else {
        return false;
    };
    let has_value = media::is_text(name) || !losses::is_raw(modeler.api, Some(schema));
    let is_json = |known: &&Content| {
        media::is_json(&known.0) && known.1.is_some_and(|known| modeler.same(known, schema))
    };
    has_value && rank(name) == 2 && contents.iter().copied().any(|known| is_json(&known))
}

/// Makes a union of the schemas of JSON that nothing but its parameters tells apart.
fn unite(modeler: &mut Modeler<'_>, response: &mut Response) {
    let content = response.content.clone();
    for (media_type, schema) in &mut response.content {
        if !media::is_json(media_type) {
            continue;
        }
        let distinction = media::distinction(media_type);
        let mut schemas: Vec<SchemaId> = Vec::new();
        for (known, other) in &content {
            let is_like = media::is_json(known) && media::distinction(known) == distinction;
            if let (true, Some(other)) = (is_like, *other)
                && !schemas.iter().any(|known| modeler.same(*known, other))
            {
                schemas.push(other);
            }
        }
        if schemas.len() > 1 {
            *schema = Some(modeler.add(Schema {
                origin: response.origin,
                any_of: schemas,
                ..Schema::default()
            }));
        }
    }
}
