//! Path templates: which parts of a path the parameters are.

use super::request::decoded;

/// The values of the parameters in `path`, still encoded, by name.
///
/// # Errors
///
/// When the path does not fit the template.
pub fn fit(template: &str, path: &str) -> Result<Vec<(String, String)>, String> {
    let differs = || format!("the path is {path}, which does not fit {template}");
    let (wanted, found): (Vec<&str>, Vec<&str>) =
        (template.split('/').collect(), path.split('/').collect());
    if wanted.len() != found.len() {
        return Err(differs());
    }
    let mut values = Vec::new();
    for (wanted, found) in wanted.into_iter().zip(found) {
        segment(wanted, found, &mut values).ok_or_else(differs)?;
    }
    Ok(values)
}

/// One segment: texts and parameters by turns. A parameter goes on to the first letter of the text behind it.
fn segment(wanted: &str, found: &str, values: &mut Vec<(String, String)>) -> Option<()> {
    let mut rest = found;
    for piece in pieces(wanted) {
        match piece {
            Piece::Text(text) => rest = after(rest, text)?,
            Piece::Parameter { name, then } => {
                let end = match then.chars().next() {
                    Some(letter) => rest.find(letter)?,
                    None => rest.len(),
                };
                let (value, behind) = rest.split_at_checked(end)?;
                values.push((name.to_owned(), value.to_owned()));
                rest = behind;
            }
        }
    }
    rest.is_empty().then_some(())
}

/// What is left behind a text, which may be encoded more than it has to be.
fn after<'a>(found: &'a str, text: &str) -> Option<&'a str> {
    if let Some(rest) = found.strip_prefix(text) {
        return Some(rest);
    }
    let mut ends = found
        .char_indices()
        .map(|(index, letter)| index + letter.len_utf8());
    let end = ends.find(|end| {
        found
            .get(..*end)
            .is_some_and(|start| decoded(start, false) == text)
    })?;
    found.get(end..)
}

/// A part of a segment.
enum Piece<'a> {
    Text(&'a str),
    Parameter { name: &'a str, then: &'a str },
}

fn pieces(segment: &str) -> Vec<Piece<'_>> {
    let mut parts = segment.split('{');
    let mut pieces = Vec::new();
    let text = parts.next().unwrap_or_default();
    pieces.push(Piece::Text(text));
    for part in parts {
        let (name, then) = part.split_once('}').unwrap_or((part, ""));
        pieces.push(Piece::Parameter { name, then });
        pieces.push(Piece::Text(then));
    }
    pieces
}

/// The characters that stand between the parameters of a segment with the parameter `name`.
pub fn neighbours(template: &str, name: &str) -> Vec<char> {
    let parameter = format!("{{{name}}}");
    let segment = template
        .split('/')
        .find(|segment| segment.contains(&parameter));
    let pieces = segment.map(pieces).unwrap_or_default();
    let texts = pieces.iter().filter_map(|piece| match piece {
        Piece::Text(text) => text.chars().next(),
        Piece::Parameter { .. } => None,
    });
    texts.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fitted(template: &str, path: &str) -> Option<String> {
        let values = fit(template, path).ok()?.into_iter();
        Some(
            values
                .map(|(name, value)| format!("{name}={value} "))
                .collect(),
        )
    }

    #[test]
    fn segments_fit_one_by_one() {
        assert_eq!(
            fitted("/a/{b}/c", "/a/x%2Fy/c").as_deref(),
            Some("b=x%2Fy ")
        );
        assert_eq!(
            fitted("/a/{b}.{c}", "/a/x.json").as_deref(),
            Some("b=x c=json ")
        );
        assert_eq!(fitted("/a:{b}", "/a%3Ax").as_deref(), Some("b=x "));
        assert_eq!(fitted("/a/{b}/", "/a/x/").as_deref(), Some("b=x "));
        for path in ["/a/x/y/c", "/a//c/", "/b/x/c", "/a/x/cc"] {
            assert_eq!(fitted("/a/{b}/c", path), None, "{path}");
        }
    }

    #[test]
    fn neighbours_stand_in_the_same_segment() {
        assert_eq!(neighbours("/a.b/{c}-{d}@x/{e}", "c"), ['-', '@']);
        assert!(neighbours("/a.b/{c}", "c").is_empty());
    }
}
