//! Which version changes deserve.

use super::Source;

/// The least version that may follow `released`, by cargo's reading of `SemVer`: before 1.0 the first number that is not
/// zero is the major one. `None` when `released` is no version.
#[must_use]
pub fn next(released: &str, changes: Source) -> Option<String> {
    let numbers = numbers(released)?;
    let next = match (changes, numbers) {
        (Source::None, [major, minor, patch]) => [major, minor, patch],
        (Source::Major, [0, 0, patch]) => [0, 0, patch + 1],
        (Source::Major, [0, minor, _]) => [0, minor + 1, 0],
        (Source::Major, [major, ..]) => [major + 1, 0, 0],
        (Source::Minor, [major, minor, _]) if major > 0 => [major, minor + 1, 0],
        (Source::Minor | Source::Patch, [major, minor, patch]) => [major, minor, patch + 1],
    };
    Some(next.map(|number| number.to_string()).join("."))
}

/// Whether `version` is at least `least`. `None` when one of them is no version.
#[must_use]
pub fn is_enough(version: &str, least: &str) -> Option<bool> {
    Some(numbers(version)? >= numbers(least)?)
}

/// Major, minor, patch. A pre-release counts as what it is before.
fn numbers(version: &str) -> Option<[u64; 3]> {
    let version = version.split(['-', '+']).next()?;
    let mut numbers = version.split('.').map(|number| number.parse().ok());
    let all = [numbers.next()??, numbers.next()??, numbers.next()??];
    numbers.next().is_none().then_some(all)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_number_that_is_not_zero_is_the_major_one() {
        let next = |version, class| next(version, class).unwrap();
        assert_eq!(next("1.2.3", Source::Major), "2.0.0");
        assert_eq!(next("1.2.3", Source::Minor), "1.3.0");
        assert_eq!(next("1.2.3", Source::Patch), "1.2.4");
        assert_eq!(next("0.2.3", Source::Major), "0.3.0");
        assert_eq!(next("0.2.3", Source::Minor), "0.2.4");
        assert_eq!(next("0.0.3", Source::Major), "0.0.4");
        assert_eq!(next("0.2.3-rc.1", Source::None), "0.2.3");
        assert_eq!(super::next("new", Source::Major), None);
        assert_eq!(is_enough("0.10.0", "0.9.1"), Some(true));
        assert_eq!(is_enough("0.1.9", "0.2.0"), Some(false));
    }
}
