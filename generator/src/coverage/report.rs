//! The report for people, and the lines for programs.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;

use serde::Serialize;

use super::{Coverage, Direction, Effect};
use crate::diagnostics::{Code, Loss};
use crate::source::{Origin, Sources};

/// How many operations or places are named where there are more.
const NAMED: usize = 3;

/// Effects that differ only in the operation or the place.
struct Group<'a> {
    loss: Loss,
    direction: Direction,
    what: &'a str,
    code: Code,
    places: BTreeSet<Origin>,
    operations: BTreeSet<usize>,
}

impl Coverage {
    /// The report for people: the consequences for each operation, those of several operations once, and the counts.
    #[must_use]
    pub fn render(&self, sources: &Sources) -> String {
        let mut text = String::new();
        let groups = self.groups();
        let lines = |text: &mut String, groups: &[&Group<'_>], has_operations: bool| {
            for group in groups {
                let places = places(group, sources);
                let _ = write!(text, "    {}: {} ({places})", label(group), group.what);
                if has_operations {
                    let _ = write!(text, "\n        {}", self.listed(&group.operations));
                }
                text.push('\n');
            }
        };
        for (index, operation) in self.operations.iter().enumerate() {
            let is_own = |group: &&Group<'_>| group.operations.iter().eq([&index]);
            let own: Vec<&Group<'_>> = groups.iter().filter(is_own).collect();
            if !own.is_empty() {
                let _ = writeln!(text, "{operation}");
                lines(&mut text, &own, false);
            }
        }
        let shared = groups.iter().filter(|group| group.operations.len() > 1);
        let shared: Vec<&Group<'_>> = shared.collect();
        if !shared.is_empty() {
            text += "several operations\n";
            lines(&mut text, &shared, true);
        }
        let client = groups.iter().filter(|group| group.operations.is_empty());
        let client: Vec<&Group<'_>> = client.collect();
        if !client.is_empty() {
            text += "the client as a whole\n";
            lines(&mut text, &client, false);
        }
        text + &self.summary()
    }

    /// One JSON object a line for each consequence of each operation.
    #[must_use]
    pub fn render_json(&self, sources: &Sources) -> String {
        let lines = self.effects.iter().filter_map(|effect| {
            let place = sources.place(effect.origin, effect.code.part());
            let spot = place.as_ref().and_then(|place| place.spot.as_ref());
            let index = effect.operation;
            let operation = index.and_then(|index| self.operations.get(index));
            let line = Line {
                operation: operation.map(String::as_str),
                loss: effect.loss.as_str(),
                is_sent: effect.direction != Direction::Received,
                is_received: effect.direction != Direction::Sent,
                what: &effect.what,
                code: effect.code.as_str(),
                file: place.as_ref().map(|place| place.path.display().to_string()),
                line: spot.map(|spot| spot.line),
                column: spot.map(|spot| spot.column),
            };
            Some(serde_json::to_string(&line).ok()? + "\n")
        });
        lines.collect()
    }

    fn groups(&self) -> Vec<Group<'_>> {
        let mut groups: BTreeMap<(Loss, &str, Code), Group<'_>> = BTreeMap::new();
        for effect in &self.effects {
            let key = (effect.loss, effect.what.as_str(), effect.code);
            let group = groups.entry(key).or_insert_with(|| Group {
                loss: effect.loss,
                direction: effect.direction,
                what: &effect.what,
                code: effect.code,
                places: BTreeSet::new(),
                operations: BTreeSet::new(),
            });
            if group.direction != effect.direction {
                group.direction = Direction::Both;
            }
            group.places.insert(effect.origin);
            group.operations.extend(effect.operation);
        }
        groups.into_values().collect()
    }

    /// The names of operations, or the first few and how many more there are.
    fn listed(&self, operations: &BTreeSet<usize>) -> String {
        if operations.len() == self.operations.len() {
            return format!("all {} operations", operations.len());
        }
        let names = operations
            .iter()
            .filter_map(|index| self.operations.get(*index));
        let names: Vec<&str> = names.map(String::as_str).collect();
        match names.get(..NAMED) {
            Some(named) if names.len() > NAMED + 1 => {
                let more = names.len() - NAMED;
                format!(
                    "{} operations: {} and {more} more",
                    names.len(),
                    named.join(", ")
                )
            }
            _ => format!("{} operations: {}", names.len(), names.join(", ")),
        }
    }

    fn summary(&self) -> String {
        let with = |is: &dyn Fn(&Effect) -> bool| -> usize {
            let effects = self.effects.iter().filter(|effect| is(effect));
            let operations = effects.filter_map(|effect| effect.operation);
            operations.collect::<BTreeSet<usize>>().len()
        };
        let all = self.operations.len();
        let exact = all - with(&|_| true);
        let verb = if exact == 1 { "is" } else { "are" };
        let has_webhooks = self
            .operations
            .iter()
            .any(|one| one.starts_with("webhook "));
        let noun = if has_webhooks {
            "operations and webhooks"
        } else {
            "operations"
        };
        let mut text = format!("{exact} of {all} {noun} {verb} exact\n");
        // Neither a type nor a rule is lost where only another media type is used.
        let others = with(&|effect| effect.code != Code::OneMediaType);
        let more = all - exact - others;
        if more > 0 {
            let _ = writeln!(
                text,
                "{more:>5} more use one of several media types, and lose nothing else"
            );
        }
        for loss in Loss::ALL {
            let count = with(&|effect| effect.loss == loss);
            if count > 0 {
                let words = match (loss, count) {
                    (Loss::CannotSend, 1) => "has something that callers cannot send",
                    (Loss::CannotSend, _) => "have something that callers cannot send",
                    (Loss::CannotReceive, 1) => "has something that callers cannot receive",
                    (Loss::CannotReceive, _) => "have something that callers cannot receive",
                    (Loss::Untyped, 1) => "has something untyped",
                    (Loss::Untyped, _) => "have something untyped",
                    (Loss::Unchecked, 1) => "has a rule that is not checked",
                    (Loss::Unchecked, _) => "have rules that are not checked",
                    (Loss::Ignored, 1) => "has a part that is ignored",
                    (Loss::Ignored, _) => "have parts that are ignored",
                };
                let _ = writeln!(text, "{count:>5} {words}");
            }
        }
        text
    }
}

fn label(group: &Group<'_>) -> &'static str {
    match (group.loss, group.direction) {
        (Loss::Untyped, Direction::Sent) => "sent untyped",
        (Loss::Untyped, Direction::Received) => "received untyped",
        (loss, _) => loss.as_str(),
    }
}

/// The code and places of a group: `W0404 at api.yaml:3:5`.
fn places(group: &Group<'_>, sources: &Sources) -> String {
    let part = group.code.part();
    let mut places = Vec::new();
    for origin in &group.places {
        if let Some(place) = sources.place(*origin, part) {
            let place = place.to_string();
            if !places.contains(&place) {
                places.push(place);
            }
        }
    }
    let code = group.code.as_str();
    match places.as_slice() {
        [] => code.to_owned(),
        [only] => format!("{code} at {only}"),
        [first, others @ ..] => format!("{code} at {first} and {} more", others.len()),
    }
}

#[derive(Serialize)]
struct Line<'a> {
    operation: Option<&'a str>,
    loss: &'a str,
    is_sent: bool,
    is_received: bool,
    what: &'a str,
    code: &'a str,
    file: Option<String>,
    line: Option<usize>,
    column: Option<usize>,
}
