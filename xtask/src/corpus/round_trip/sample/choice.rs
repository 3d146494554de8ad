//! Choices, made such that every branch has its turn.

use std::collections::HashMap;

/// Remembers which branches have been taken.
pub(super) struct Choices {
    random: fastrand::Rng,
    /// How often each branch was taken, by the schema it is in and the kind of choice.
    taken: HashMap<(usize, &'static str), Vec<u32>>,
}

impl Choices {
    /// None has been made.
    pub(super) fn new(seed: u64) -> Self {
        Self {
            random: fastrand::Rng::with_seed(seed),
            taken: HashMap::new(),
        }
    }

    /// One of the least taken of `count` branches.
    pub(super) fn choose(&mut self, place: usize, kind: &'static str, count: usize) -> usize {
        let among: Vec<usize> = (0..count).collect();
        self.choose_among(place, kind, count, &among)
    }

    /// One of the least taken of the branches `among` all `count`.
    pub(super) fn choose_among(
        &mut self,
        place: usize,
        kind: &'static str,
        count: usize,
        among: &[usize],
    ) -> usize {
        let taken = self.taken.entry((place, kind)).or_default();
        taken.resize(count.max(taken.len()), 0);
        let uses = |at: &&usize| taken.get(**at).copied().unwrap_or_default();
        let least = among.iter().map(|at| uses(&at)).min().unwrap_or_default();
        let open: Vec<usize> = among
            .iter()
            .filter(|at| uses(at) == least)
            .copied()
            .collect();
        let chosen = self.random.choice(&open).copied().unwrap_or_default();
        if let Some(uses) = taken.get_mut(chosen) {
            *uses += 1;
        }
        chosen
    }

    /// Whether a branch that was there to take has never been taken.
    pub(super) fn has_more(&self) -> bool {
        self.taken.values().flatten().any(|uses| *uses == 0)
    }

    /// For what is no branch.
    pub(super) fn random(&mut self) -> &mut fastrand::Rng {
        &mut self.random
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_have_their_turn() {
        let mut choices = Choices::new(1);
        let mut first: Vec<usize> = (0..4).map(|_| choices.choose(1, "a", 4)).collect();
        assert!(!choices.has_more());
        first.sort_unstable();
        assert_eq!(first, [0, 1, 2, 3]);
        assert_eq!(choices.choose_among(2, "a", 3, &[1]), 1);
        assert!(choices.has_more());
    }
}
