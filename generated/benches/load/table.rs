//! How calls may end, held against how they did.

use std::collections::BTreeMap;
use std::fmt;

use agentmail_sdk::TransportErrorKind;

use super::server::Fate;
use super::{Ending, is_repeatable};

/// How many attempts a call may have.
const MOST_ATTEMPTS: usize = 3;

/// What a client has for retries, and what one of them costs; a success gives one back.
const BUDGET: usize = 100;
const PRICE: usize = 5;

/// What became of all calls.
#[derive(Default)]
pub struct Table {
    /// How often each ending came about.
    counts: BTreeMap<String, usize>,
    successes: usize,
    retries: usize,
    /// How many calls were not tried again although they might have been: only the budget forbids that.
    given_up: usize,
    wrong: Vec<String>,
}

impl Table {
    /// Holds each call against the attempts that the service saw of it.
    pub fn of(endings: &[(usize, Ending)], attempts: &[Vec<Fate>]) -> Self {
        let mut table = Table::default();
        for (id, ending) in endings {
            *table.counts.entry(format!("{ending:?}")).or_default() += 1;
            let fates = attempts.get(*id).map_or(&[][..], Vec::as_slice);
            let Some((last, before)) = fates.split_last() else {
                table
                    .wrong
                    .push(format!("call {id} was never seen: {ending:?}"));
                continue;
            };
            table.successes += usize::from(*ending == Ending::Success);
            table.retries += before.len();
            let is_right = *ending == after(*last)
                && fates.len() <= MOST_ATTEMPTS
                && before.iter().all(|fate| may_be_repeated(*id, *fate));
            if !is_right {
                table
                    .wrong
                    .push(format!("call {id} ended with {ending:?} after {fates:?}"));
            }
            table.given_up +=
                usize::from(fates.len() < MOST_ATTEMPTS && may_be_repeated(*id, *last));
        }
        table
    }

    /// How many calls there were.
    pub fn calls(&self) -> usize {
        self.counts.values().sum()
    }

    /// The calls that ended otherwise than they should have.
    pub fn wrong(&self) -> &[String] {
        &self.wrong
    }

    /// Whether all retries could be paid for, and whether the budget was spent where it kept calls from being repeated.
    pub fn is_within_budget(&self) -> bool {
        let spent = self.retries * PRICE;
        spent <= BUDGET + self.successes && (self.given_up == 0 || spent + PRICE > BUDGET)
    }
}

impl fmt::Display for Table {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (ending, count) in &self.counts {
            writeln!(f, "{count:>7} {ending}")?;
        }
        write!(
            f,
            "{} retries, {} forbidden by the budget",
            self.retries, self.given_up
        )
    }
}

/// How a call ends whose last attempt met this fate.
fn after(fate: Fate) -> Ending {
    match fate {
        Fate::Answer => Ending::Success,
        Fate::Drop => Ending::Transport(TransportErrorKind::Closed),
        Fate::Fail => Ending::Status(500),
        Fate::Limit => Ending::Status(429),
        Fate::Stall => Ending::Transport(TransportErrorKind::Timeout),
    }
}

fn may_be_repeated(id: usize, fate: Fate) -> bool {
    match fate {
        Fate::Answer => false,
        Fate::Limit => true,
        Fate::Drop | Fate::Fail | Fate::Stall => is_repeatable(id),
    }
}
