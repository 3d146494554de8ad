//! The types of a union that nothing names: which of them a value is most likely to be, and why none fits.

use std::cell::Cell;
use std::marker::PhantomData;

use serde::de::DeserializeOwned;
use serde_json::Value;

use super::free_form::kind;
use super::probe::Shape;
use super::text::one_line;
use super::value::{self, Liberties};

/// One type of a union `U`.
pub trait Attempt<U> {
    /// What it is called.
    fn name(&self) -> &'static str;
    /// How well the look of a value fits; the error says why it cannot.
    fn rank(&self, value: &Value) -> Result<Rank, String>;
    /// Decodes the value as this type.
    fn decode(&self, value: &Value) -> Result<U, String>;
}

/// How well the look of a value fits a type: the lowest fits best.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Rank {
    /// Any value fits.
    is_last: bool,
    /// How much is not as the description has it.
    tolerated: usize,
    /// How much speaks against it.
    strange: usize,
    /// No text in it says that it is this type.
    is_untold: bool,
    /// Any name of a member fits.
    is_map: bool,
    /// How much has no place in it.
    unnamed: usize,
    /// It has a place for members of any name.
    is_open: bool,
    /// How much has no place in it is a guess: only decoding tells.
    is_guess: bool,
}

impl Rank {
    /// The best that decoding can make of it.
    fn at_best(self) -> Rank {
        match self.is_guess {
            true => Rank { unnamed: 0, ..self },
            false => self,
        }
    }
}

/// A type `T` of a union, and what makes the union of it.
pub struct Arm<T, F> {
    name: &'static str,
    make: F,
    is_last: bool,
    fixed: &'static [(&'static str, &'static [&'static str])],
    of: PhantomData<fn() -> T>,
}

/// A type of a union.
pub fn arm<T, U, F: Fn(T) -> U>(name: &'static str, make: F) -> Arm<T, F> {
    Arm {
        name,
        make,
        is_last: false,
        fixed: &[],
        of: PhantomData,
    }
}

/// A type of a union that takes any value, and therefore what no other does.
pub fn rest<T, U, F: Fn(T) -> U>(name: &'static str, make: F) -> Arm<T, F> {
    Arm {
        is_last: true,
        ..arm(name, make)
    }
}

impl<T, F> Arm<T, F> {
    /// The texts that members of this type have and those of others do not.
    pub fn fixed(self, fixed: &'static [(&'static str, &'static [&'static str])]) -> Self {
        Arm { fixed, ..self }
    }
}

impl<T: DeserializeOwned, U, F: Fn(T) -> U> Attempt<U> for Arm<T, F> {
    fn name(&self) -> &'static str {
        self.name
    }

    fn rank(&self, value: &Value) -> Result<Rank, String> {
        let mut rank = by_shape(&Shape::of::<T>(), value)?;
        rank.is_last = self.is_last;
        rank.is_untold = true;
        for (member, texts) in self.fixed {
            match value.get(*member).and_then(Value::as_str) {
                Some(text) if texts.contains(&text) => rank.is_untold = false,
                Some(_) => rank.strange += 1,
                None => {}
            }
        }
        Ok(rank)
    }

    fn decode(&self, value: &Value) -> Result<U, String> {
        value::decode(value).map(&self.make)
    }
}

fn by_shape(shape: &Shape, value: &Value) -> Result<Rank, String> {
    let mut rank = Rank::default();
    match (shape, value) {
        // What is inside is not known: it may have a place for all members or not.
        (Shape::Any, Value::Object(_)) => {
            rank.unnamed = 1;
            rank.is_guess = true;
        }
        (Shape::Nullable(_), Value::Null)
        | (Shape::Any, _)
        | (Shape::Bool, Value::Bool(_))
        | (Shape::Number, Value::Number(_))
        | (Shape::Text, Value::String(_)) => {}
        (Shape::Nullable(shape), value) => return by_shape(shape, value),
        (Shape::Map, Value::Object(_)) => rank.is_map = true,
        (Shape::Open, Value::Object(_)) => rank.is_open = true,
        (Shape::Struct(names), Value::Object(members)) => {
            let mut is_strange = !members.is_empty();
            for (name, value) in members {
                if names.contains(&name.as_str()) {
                    is_strange = false;
                } else {
                    rank.unnamed += value::size(value);
                }
            }
            rank.strange = usize::from(is_strange);
        }
        (Shape::List(item), Value::Array(items)) => {
            for value in items {
                let inner = by_shape(item, value)?;
                rank.strange += inner.strange;
                rank.unnamed += inner.unnamed;
                rank.is_map |= inner.is_map;
                rank.is_open |= inner.is_open;
                rank.is_guess |= inner.is_guess;
            }
        }
        (shape, value) => return Err(format!("expected {shape}, got {}", kind(value))),
    }
    Ok(rank)
}

/// Decodes a value as the type that fits best; the error says of each why it does not.
///
/// The look of a value tells of its own members only. Should a type turn out to leave out more, further inside, than
/// others may, then those are tried too.
pub(super) fn pick<U>(value: &Value, union: &str, arms: &[&dyn Attempt<U>]) -> Result<U, String> {
    let mut order = Vec::with_capacity(arms.len());
    let mut refusals: Vec<(usize, String)> = Vec::new();
    for (index, arm) in arms.iter().enumerate() {
        match arm.rank(value) {
            Ok(rank) => order.push((rank, index, arm)),
            Err(reason) => refusals.push((index, reason)),
        }
    }
    order.sort_by_key(|(rank, index, _)| (*rank, *index));
    let effort = Effort::begin(value);
    let mut best: Option<(Rank, U)> = None;
    for (look, index, arm) in order {
        let at_best = look.at_best();
        if { best.as_ref() }.is_some_and(|(rank, _)| *rank <= at_best) {
            continue;
        }
        if !effort.spend() {
            refusals.push((
                index,
                "not tried: too many types within each other".to_owned(),
            ));
            continue;
        }
        match value::counted(|| arm.decode(value)) {
            (Ok(union), taken) => {
                let rank = Rank {
                    tolerated: taken.tolerated,
                    unnamed: taken.unnamed.max(at_best.unnamed),
                    is_guess: false,
                    ..look
                };
                if { best.as_ref() }.is_none_or(|(known, _)| rank < *known) {
                    best = Some((rank, union));
                }
            }
            (Err(reason), _) => refusals.push((index, reason)),
        }
    }
    if let Some((rank, union)) = best {
        value::count(Liberties {
            unnamed: rank.unnamed,
            tolerated: rank.tolerated,
        });
        return Ok(union);
    }
    refusals.sort();
    let names = arms.iter().map(|arm| arm.name());
    let reasons = names.zip(&refusals);
    let reasons = reasons.map(|(name, (_, reason))| {
        let (reason, _) = value::split_setting(reason);
        format!("{name}: {reason}")
    });
    let reasons: Vec<String> = reasons.collect();
    // Within other unions each of their types has such a message.
    let reasons = one_line(&reasons.join("; "), LONGEST_REASON);
    Err(format!("no type of {union} fits: {reasons}"))
}

/// How long the reasons of one union may be, in characters.
const LONGEST_REASON: usize = 2_000;

thread_local! {
    /// How many values may still be read for the outermost union; `None` outside unions.
    static LEFT: Cell<Option<usize>> = const { Cell::new(None) };
}

/// The budget for finding the types of a value. Where unions stand within each other and nothing names the types, each
/// level multiplies the attempts: a few hundred bytes could keep a thread busy for years.
struct Effort {
    size: usize,
    is_outermost: bool,
}

impl Effort {
    fn begin(value: &Value) -> Self {
        let size = value::size(value);
        let is_outermost = LEFT.get().is_none();
        if is_outermost {
            LEFT.set(Some(size.saturating_mul(64).saturating_add(100_000)));
        }
        Effort { size, is_outermost }
    }

    /// Whether one more attempt is affordable.
    fn spend(&self) -> bool {
        let left = LEFT.get().and_then(|left| left.checked_sub(self.size));
        // The rest of the budget stays for smaller values.
        LEFT.set(left.or(LEFT.get()));
        left.is_some()
    }
}

impl Drop for Effort {
    fn drop(&mut self) {
        if self.is_outermost {
            LEFT.set(None);
        }
    }
}
