//! JSON types, formats, and whether null is allowed.

use super::schemas::Level;
use super::side::View;
use super::{Diff, Kind, Wire};
use crate::ir::JsonType;

impl<'a> Diff<'a> {
    pub(super) fn types(&mut self, level: &Level<'a>) {
        let (old, new) = (&level.old, &level.new);
        let name = level.name();
        if old.types != new.types || old.allows_nothing != new.allows_nothing {
            let words = format!("{name} is {} now, it was {}", kinds(new), kinds(old));
            let sent = fits(old, new, "the server may refuse what clients send");
            let received = fits(new, old, "answers may hold what clients cannot decode");
            let (wire, reason) =
                level.judged((sent.0, sent.1.as_str()), (received.0, received.1.as_str()));
            self.report(
                level,
                level.found(Kind::TypeChanged, words).wire(wire, reason),
            );
        } else if old.format != new.format {
            let shown = |format: Option<&str>| match format {
                Some(format) => format!("`{format}`"),
                None => "none".to_owned(),
            };
            let words = format!(
                "the format of {name} is {} now, it was {}",
                shown(new.format),
                shown(old.format)
            );
            let (sent, received) = formats(old.format, new.format);
            let (wire, reason) = level.judged(sent, received);
            self.report(
                level,
                level.found(Kind::FormatChanged, words).wire(wire, reason),
            );
        }
        if old.nullable != new.nullable {
            let (words, wire) = match new.nullable {
                true => (
                    format!("{name} may be null now"),
                    level.judged(
                        (Wire::Yes, "the server takes more than before"),
                        (Wire::Maybe, "clients cannot decode a null"),
                    ),
                ),
                false => (
                    format!("{name} may not be null any more"),
                    level.judged(
                        (Wire::Maybe, "the server refuses a null"),
                        (Wire::Yes, "answers hold less than before"),
                    ),
                ),
            };
            let found = level
                .found(Kind::NullabilityChanged, words)
                .wire(wire.0, wire.1);
            self.report(level, found);
        }
    }
}

/// The types in words.
fn kinds(view: &View<'_>) -> String {
    if view.allows_nothing {
        return "nothing".to_owned();
    }
    let names = view.types.iter().map(|ty| match ty {
        JsonType::Null => "null",
        JsonType::Boolean => "a boolean",
        JsonType::Integer => "an integer",
        JsonType::Number => "a number",
        JsonType::String => "a string",
        JsonType::Array => "a list",
        JsonType::Object => "an object",
    });
    let names: Vec<&str> = names.collect();
    match names.is_empty() {
        true => "of any type".to_owned(),
        false => names.join(" or "),
    }
}

/// Whether what `from` allows is allowed by `to`.
fn fits(from: &View<'_>, to: &View<'_>, otherwise: &str) -> (Wire, String) {
    let any = |view: &View<'_>| view.types.is_empty() && !view.allows_nothing;
    let has = |ty: &JsonType| {
        to.types.contains(ty) || *ty == JsonType::Integer && to.types.contains(&JsonType::Number)
    };
    if any(to) || !any(from) && from.types.iter().all(has) && !to.allows_nothing {
        return (Wire::Yes, "everything still fits".to_owned());
    }
    let near = |ty: &JsonType| *ty == JsonType::Number && to.types.contains(&JsonType::Integer);
    let some = any(from) || from.types.iter().any(|ty| has(ty) || near(ty));
    let wire = if some && !to.allows_nothing {
        Wire::Maybe
    } else {
        Wire::No
    };
    (wire, otherwise.to_owned())
}

type Judgement = (Wire, &'static str);

/// What another format means where it is sent, and where it is received.
fn formats(old: Option<&str>, new: Option<&str>) -> (Judgement, Judgement) {
    let bits = |format: Option<&str>| match format {
        Some("int8" | "uint8") => 8,
        Some("int16" | "uint16") => 16,
        Some("int32" | "uint32" | "float") => 32,
        _ => 64,
    };
    let is_number = |format: Option<&str>| {
        format.is_some_and(|text| {
            text.starts_with("int")
                || text.starts_with("uint")
                || ["float", "double"].contains(&text)
        })
    };
    if [old, new]
        .into_iter()
        .flatten()
        .all(|one| is_number(Some(one)))
    {
        let narrower = (Wire::Maybe, "numbers that do not fit are refused");
        let wider = (Wire::Yes, "every number still fits");
        return match bits(old).cmp(&bits(new)) {
            std::cmp::Ordering::Greater => (narrower, wider),
            std::cmp::Ordering::Less => (wider, (Wire::Maybe, "numbers may not fit the old type")),
            std::cmp::Ordering::Equal => (wider, wider),
        };
    }
    let sent = match new {
        Some(_) => (Wire::Maybe, "the server may refuse what clients send"),
        None => (Wire::Yes, "the server takes more than before"),
    };
    // Only some formats are decoded as more than text.
    let is_parsed = |format| {
        [
            "date-time",
            "date",
            "uuid",
            "byte",
            "base64url",
            "ipv4",
            "ipv6",
        ]
        .contains(&format)
    };
    let received = match old {
        Some(format) if is_parsed(format) => {
            (Wire::Maybe, "clients cannot decode text of another format")
        }
        _ => (Wire::Yes, "it was decoded as it came"),
    };
    (sent, received)
}
