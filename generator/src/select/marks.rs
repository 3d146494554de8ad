//! Marks in the description that leave an operation out of SDKs.

use crate::diagnostics::{Code, Diagnostics};
use crate::dialect::{Endpoint, Flat};
use crate::source::Node;

/// The marks of other generators.
const MARKS: [&str; 3] = ["x-fern-ignore", "x-speakeasy-ignore", "x-stainless-skip"];

/// The mark of what is not for the public.
const INTERNAL: &str = "x-internal";

/// Which marks count.
#[derive(Clone, Copy, Debug)]
pub struct Marks {
    /// Whether those of other generators do.
    pub ignored: bool,
    /// Whether `x-internal` does.
    pub internal: bool,
}

/// Leaves out the operations that a mark excludes, each with a warning. Returns whether there are any.
pub(super) fn leave_out(flat: &mut Flat, marks: Marks, diagnostics: &mut Diagnostics) -> bool {
    let all = flat.operations.len() + flat.webhooks.len();
    let mut stays = |endpoint: &Endpoint| {
        let ignored = MARKS.iter().copied().filter(|_| marks.ignored);
        let internal = [INTERNAL].into_iter().filter(|_| marks.internal);
        let mut keys = ignored.chain(internal);
        let found = keys.find_map(|key| {
            let value = endpoint.node.get(key)?;
            is_set(value).then_some((key, value))
        });
        let Some((key, value)) = found else {
            return true;
        };
        let message = format!(
            "`{} {}` is left out: `{key}` says so",
            endpoint.method, endpoint.path
        );
        diagnostics.push(Code::LeftOut, value.origin, message);
        false
    };
    flat.operations.retain(&mut stays);
    flat.webhooks.retain(&mut stays);
    flat.operations.len() + flat.webhooks.len() < all
}

/// `true`; of a list of languages, only ours.
fn is_set(value: &Node) -> bool {
    let languages = value.as_array().unwrap_or_default();
    value.to_json() == true || languages.iter().any(|one| one.as_str() == Some("rust"))
}
