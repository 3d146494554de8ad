//! The values of enums.

use serde_json::Value;

use super::schemas::Level;
use super::{Diff, Kind, Wire};

impl<'a> Diff<'a> {
    pub(super) fn values(&mut self, level: &Level<'a>) {
        let name = level.name();
        let (old, new) = match (&level.old.values, &level.new.values) {
            (None, None) => return,
            (Some(old), Some(new)) => (old, new),
            (None, Some(_)) => {
                let words = format!("{name} has a list of values now");
                let (wire, reason) = level.judged(
                    (Wire::Maybe, "the server may refuse other values"),
                    (Wire::Yes, "answers hold less than before"),
                );
                return self.report(
                    level,
                    level.found(Kind::EnumIntroduced, words).wire(wire, reason),
                );
            }
            (Some(_), None) => {
                let words = format!("{name} is no longer limited to a list of values");
                let (wire, reason) = level.judged(
                    (Wire::Yes, "the server takes more than before"),
                    (
                        Wire::Yes,
                        "values that clients do not know are kept as they come",
                    ),
                );
                return self.report(
                    level,
                    level.found(Kind::EnumDropped, words).wire(wire, reason),
                );
            }
        };
        let gone: Vec<&&Value> = old.iter().filter(|value| !new.contains(value)).collect();
        let fresh: Vec<&&Value> = new.iter().filter(|value| !old.contains(value)).collect();
        let open = "values that clients do not know are kept as they come";
        if let ([before], [after], [_], [_]) = (
            old.as_slice(),
            new.as_slice(),
            gone.as_slice(),
            fresh.as_slice(),
        ) {
            let words = format!("{name} is always `{after}` now, it was `{before}`");
            let (wire, reason) = level.judged(
                (Wire::No, "the server refuses the value that clients send"),
                (Wire::Maybe, open),
            );
            return self.report(
                level,
                level.found(Kind::ConstantChanged, words).wire(wire, reason),
            );
        }
        let listed = |values: &[&&Value]| {
            let values: Vec<String> = values.iter().map(|value| format!("`{value}`")).collect();
            match values.len() {
                1 => format!("the value {}", values.join("")),
                _ => format!("the values {}", values.join(", ")),
            }
        };
        if !gone.is_empty() {
            let words = format!("{name} has {} no longer", listed(&gone));
            let (wire, reason) = level.judged(
                (
                    Wire::Maybe,
                    "the server refuses it from clients that send it",
                ),
                (Wire::Yes, "answers hold less than before"),
            );
            self.report(
                level,
                level.found(Kind::ValueRemoved, words).wire(wire, reason),
            );
        }
        if !fresh.is_empty() {
            let words = format!("{name} has {} now", listed(&fresh));
            let (wire, reason) =
                level.judged((Wire::Yes, "clients do not send it"), (Wire::Yes, open));
            self.report(
                level,
                level.found(Kind::ValueAdded, words).wire(wire, reason),
            );
        }
        if gone.is_empty() && fresh.is_empty() && old != new {
            let words = format!("the values of {name} are in another order");
            self.report(level, level.found(Kind::EnumOrder, words));
        }
    }
}
