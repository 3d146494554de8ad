//! The section about retries and timeouts, which states the rules of the runtime.

use super::block;
use crate::ir::{Api, Idempotency};

pub(super) fn retries(api: &Api) -> String {
    let client = api.sdk.client.as_str();
    let library = &api.sdk.library;
    let mut names = [client, "CallOptions", "Error", "Retries"];
    names.sort_unstable();
    let lines = [
        "use std::time::Duration;".to_owned(),
        String::new(),
        format!("use {library}::{{{}}};", names.join(", ")),
        String::new(),
        format!("fn client() -> Result<{client}, Error> {{"),
        format!("    {client}::builder()"),
        "        .timeout(Duration::from_secs(20))".to_owned(),
        "        .retries(Retries::default().max_attempts(5))".to_owned(),
        "        .build()".to_owned(),
        "}".to_owned(),
        String::new(),
        "fn patient() -> CallOptions {".to_owned(),
        "    CallOptions::new().timeout(Duration::from_secs(120))".to_owned(),
        "}".to_owned(),
    ];
    let repeatable = repeatable(api.operations.iter().map(|one| &one.idempotency));
    format!(
        "## Retries and timeouts\n\nEvery call is retried after a 429, and when its request could not be sent. After lost \
         connections, timeouts and the statuses 408, 500, 502, 503 and 504, only idempotent calls are retried{repeatable}. A \
         call has at most 3 attempts; the waits between them grow, and are no shorter than `Retry-After` asks for. The \
         builder changes this for all calls, `.options(…)` for one.\n\n{}",
        block(&lines.join("\n"))
    )
}

/// Calls that are idempotent only with a key.
fn repeatable<'a>(operations: impl Iterator<Item = &'a Idempotency>) -> String {
    let mut names: Vec<&str> = operations
        .filter_map(|idempotency| match idempotency {
            Idempotency::Header(name) | Idempotency::Member(name) => Some(name.as_str()),
            Idempotency::Safe | Idempotency::Unsafe => None,
        })
        .collect();
    names.sort_unstable();
    names.dedup();
    let names: Vec<String> = names.iter().map(|name| format!("`{name}`")).collect();
    match names.is_empty() {
        true => String::new(),
        false => format!(", among them those that send {}", names.join(" or ")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_rules_are_those_of_the_runtime() {
        let text = retries(&Api::default());
        for rule in [
            "Every call is retried after a 429, and when its request could not be sent.",
            "408, 500, 502, 503 and 504, only idempotent calls are retried. A call has at most 3 attempts",
        ] {
            assert!(text.contains(rule), "{text}");
        }
        let header = Idempotency::Header("Idempotency-Key".to_owned());
        let all = [&header, &Idempotency::Safe, &header, &Idempotency::Unsafe];
        assert_eq!(
            repeatable(all.into_iter()),
            ", among them those that send `Idempotency-Key`"
        );
    }
}
