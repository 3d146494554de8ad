//! What an operationId says: frameworks make some of them up from what the operation says anyway.

use crate::ir::{Api, Operation};
use crate::name;

/// The operationIds of a description.
pub(super) struct Ids {
    /// Method and path say all that they do.
    are_made_up: bool,
}

impl Ids {
    /// Looks through an API.
    pub(super) fn of(api: &Api) -> Self {
        let own = api.operations.iter().filter(|one| one.has_own_id);
        let made_up = own.clone().filter(|one| is_made_up(one)).count();
        Self {
            are_made_up: made_up * 10 >= own.count() * 9,
        }
    }

    /// The words that somebody chose for an operation; none when nobody did.
    pub(super) fn words(&self, operation: &Operation) -> Vec<String> {
        if !operation.has_own_id || self.are_made_up && is_made_up(operation) {
            return Vec::new();
        }
        name::words(function(operation).unwrap_or(&operation.id))
    }
}

/// Whether it is the method and the path, like `PostChargesChargeCapture` of `POST /v1/charges/{charge}/capture`.
fn is_made_up(operation: &Operation) -> bool {
    let id = name::words(&operation.id).concat();
    let method = operation.method.to_lowercase();
    let Some(said) = id.strip_prefix(&method) else {
        return false;
    };
    let mut path = name::words(&operation.path);
    let is_prefix = |word: &String| word == "api" || word.starts_with('v') && word.len() < 4;
    loop {
        if path.concat() == said {
            return true;
        }
        if path.is_empty() || !is_prefix(&path.remove(0)) {
            return false;
        }
    }
}

/// The name of the function, of which FastAPI makes an id that is unique: `read_item_items__item_id__get`.
fn function(operation: &Operation) -> Option<&str> {
    let path = operation
        .path
        .replace(|char: char| !(char.is_alphanumeric() || char == '_'), "_");
    let method = operation.method.to_lowercase();
    let function = operation.id.strip_suffix(&format!("{path}_{method}"))?;
    (!function.trim_matches('_').is_empty()).then_some(function)
}
