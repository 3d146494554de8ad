//! Regular expressions: from ECMA-262, which JSON Schema uses, to what Rust checks.

/// `pattern` in regex-lite's syntax. `None` when it cannot be said there.
#[must_use]
pub fn translate(pattern: &str) -> Option<String> {
    let (pattern, flags) = literal(pattern).unwrap_or((pattern, ""));
    let mut translated = String::new();
    // What is global or sticky is a matter of the search, and all of Rust's are Unicode.
    let kept: String = flags.chars().filter(|flag| "ims".contains(*flag)).collect();
    if !kept.is_empty() {
        translated += &format!("(?{kept})");
    }
    let mut chars = pattern.chars().peekable();
    while let Some(char) = chars.next() {
        match (char, chars.peek().copied()) {
            // A slash needs no escape, and Rust does not allow one everywhere.
            ('\\', Some('/')) => {
                chars.next();
                translated.push('/');
            }
            // `\cJ`, `\u{…}` and `\uXXXX`: only the last has a counterpart, spelled otherwise.
            ('\\', Some('u')) => {
                chars.next();
                let digits: String = chars.by_ref().take(4).collect();
                if digits.len() != 4 || !digits.chars().all(|digit| digit.is_ascii_hexdigit()) {
                    return None;
                }
                translated += &format!("\\x{{{digits}}}");
            }
            ('\\', Some(next)) => {
                chars.next();
                translated.push('\\');
                translated.push(next);
            }
            _ => translated.push(char),
        }
    }
    regex_lite::Regex::new(&translated).ok().map(|_| translated)
}

/// The pattern and the flags of a literal of JavaScript, `/^a$/i`, which documents have in place of a pattern: taken as a
/// pattern, it would block every value without slashes.
fn literal(pattern: &str) -> Option<(&str, &str)> {
    let (inner, flags) = pattern.strip_prefix('/')?.rsplit_once('/')?;
    let are_flags = flags.chars().all(|flag| "dgimsuvy".contains(flag));
    // A path such as `/a/` is anchored nowhere and has no flags.
    let is_literal = !flags.is_empty() || inner.starts_with('^') || inner.ends_with('$');
    (are_flags && is_literal && !inner.is_empty()).then_some((inner, flags))
}

#[cfg(test)]
mod tests {
    use super::translate;

    #[test]
    fn what_rust_can_say_is_translated_and_the_rest_refused() {
        assert_eq!(translate(r"^\/a\d+$").as_deref(), Some(r"^/a\d+$"));
        assert_eq!(
            translate(r"^[\u0041-\u005A]$").as_deref(),
            Some(r"^[\x{0041}-\x{005A}]$")
        );
        assert_eq!(translate("/^[a-z]+$/i").as_deref(), Some("(?i)^[a-z]+$"));
        assert_eq!(translate("/^a$/").as_deref(), Some("^a$"));
        assert_eq!(translate("/v1/").as_deref(), Some("/v1/"));
        assert_eq!(translate("/a/b").as_deref(), Some("/a/b"));
        assert_eq!(translate(r"^(?=.*\d).+$"), None, "look-ahead");
        assert_eq!(translate(r"(a)\1"), None, "back-reference");
    }
}
