//! With recorded choices, the names of operations do not depend on each other.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use sdkgen::Options;
use sdkgen::diagnostics::Diagnostics;
use sdkgen::name::scheme::{Call, Choices, Placement, calls, choose, place, settle};

use super::{documents, programs};

/// How many operations are removed, over all descriptions.
const TRIALS: usize = 500;

/// How many are removed from each, one at a time.
const EACH: usize = 20;

type Names = BTreeMap<(String, String), Placement>;

/// The names of operations, and those that got another because of a clash.
fn names(calls: &[Call], choices: &Choices) -> (Names, BTreeSet<(String, String)>) {
    let key = |call: &Call| (call.verb.clone(), call.path.clone());
    let mut placements: Vec<Placement> = calls.iter().map(|call| place(call, choices)).collect();
    let clashes = settle(calls, &mut placements);
    let clashes = clashes.into_iter().map(|index| key(&calls[index]));
    let clashes = clashes.collect();
    (calls.iter().map(key).zip(placements).collect(), clashes)
}

#[test]
fn removing_an_operation_renames_no_other() {
    let Some(folder) = std::env::var_os("SDKGEN_CORPUS") else {
        programs::skip("SDKGEN_CORPUS is not set: no operation is removed from real descriptions");
        return;
    };
    let files = documents(&Path::new(&folder).join("specs"), super::LARGEST);
    let mut trials = 0;
    for file in files {
        let mut diagnostics = Diagnostics::new();
        let Some(described) = sdkgen::read(&file, &Options::default(), &mut diagnostics) else {
            continue;
        };
        let all = calls(&described.api);
        let choices = choose(&all);
        let (before, clashing) = names(&all, &choices);
        let count = EACH.min(all.len());
        for trial in 0..count {
            let removed = trial * all.len() / count;
            let mut rest = all.clone();
            rest.remove(removed);
            let (after, _) = names(&rest, &choices);
            for (key, placement) in after {
                let is_same = before.get(&key) == Some(&placement);
                assert!(
                    is_same || clashing.contains(&key),
                    "{}: without {} {}, {key:?} is {placement:?}, not {:?}",
                    file.display(),
                    all[removed].verb,
                    all[removed].path,
                    before.get(&key)
                );
            }
            trials += 1;
        }
    }
    assert!(trials >= TRIALS, "only {trials} operations were removed");
}
