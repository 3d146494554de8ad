//! Parameters as the standard has them spelled, read back.

use super::parameter::{Parameter, Place, Style};
use super::request::decoded;

/// What was found where a parameter should be.
#[derive(Clone, Debug, PartialEq)]
pub enum Found {
    /// Nothing.
    Nothing,
    /// A single value.
    One(String),
    /// The items of an array.
    Items(Vec<String>),
    /// The members of an object.
    Members(Vec<(String, String)>),
}

/// What a parameter is to be read as.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    /// A single value.
    One,
    /// An array.
    Items,
    /// An object.
    Members,
}

/// Reads what stands by itself: a path parameter or a header.
///
/// # Errors
///
/// When it is not spelled in the parameter's style.
pub fn alone(parameter: &Parameter, shape: Shape, text: &str) -> Result<Found, String> {
    let plain = |text: &str| match parameter.place {
        Place::Path => decoded(text, false),
        _ => text.to_owned(),
    };
    let misses = |what: &str| format!("{} is `{text}`, which {what}", parameter.name);
    match parameter.style {
        Style::Label => {
            let rest = text
                .strip_prefix('.')
                .ok_or_else(|| misses("does not begin with a dot"))?;
            list(parameter, shape, rest, plain)
        }
        Style::Matrix => {
            let rest = text
                .strip_prefix(';')
                .ok_or_else(|| misses("does not begin with a semicolon"))?;
            matrix(parameter, shape, rest).map_err(|what| misses(&what))
        }
        _ => list(parameter, shape, text, plain),
    }
}

/// A single value, or several with one character between them.
fn list(
    parameter: &Parameter,
    shape: Shape,
    text: &str,
    plain: impl Fn(&str) -> String,
) -> Result<Found, String> {
    let trimmed = |text: &str| match parameter.place {
        Place::Header => plain(text.trim()),
        _ => plain(text),
    };
    let pieces = |text: &str| -> Vec<String> {
        let spelled = separators(parameter);
        let there = spelled.iter().find(|separator| text.contains(**separator));
        match there {
            Some(separator) => text.split(separator).map(trimmed).collect(),
            None => vec![trimmed(text)],
        }
    };
    if shape == Shape::One || parameter.style == Style::Json {
        return Ok(Found::One(plain(text)));
    }
    let mut parts = pieces(text);
    if parameter.place == Place::Header {
        // HTTP says that lists in headers have no empty items.
        parts.retain(|part| !part.is_empty());
    }
    if shape == Shape::Items {
        return Ok(Found::Items(parts));
    }
    if parameter.explode {
        let separator = parameter.separator();
        let pairs = text.split(separator).filter(|pair| !pair.is_empty());
        let pairs = pairs.map(|pair| {
            let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
            (trimmed(name), trimmed(value))
        });
        return Ok(Found::Members(pairs.collect()));
    }
    by_turns(parts)
}

/// `;name=a,b` or `;name=a;name=b`, without the first semicolon.
fn matrix(parameter: &Parameter, shape: Shape, text: &str) -> Result<Found, String> {
    let pairs = text
        .split(';')
        .map(|pair| pair.split_once('=').unwrap_or((pair, "")));
    let pairs: Vec<(String, &str)> = pairs
        .map(|(name, value)| (decoded(name, false), value))
        .collect();
    if shape == Shape::Members && parameter.explode {
        let pairs = pairs.into_iter();
        return Ok(Found::Members(
            pairs
                .map(|(name, value)| (name, decoded(value, false)))
                .collect(),
        ));
    }
    if pairs.iter().any(|(name, _)| *name != parameter.name) {
        return Err("has another name".to_owned());
    }
    match (shape, pairs.as_slice()) {
        (Shape::Items, all) if parameter.explode => {
            let items = all.iter().map(|(_, value)| decoded(value, false));
            Ok(Found::Items(items.collect()))
        }
        (Shape::One, [(_, value)]) => Ok(Found::One(decoded(value, false))),
        (_, [(_, value)]) => {
            let items: Vec<String> = value.split(',').map(|item| decoded(item, false)).collect();
            match shape {
                Shape::Members => by_turns(items),
                _ => Ok(Found::Items(items)),
            }
        }
        _ => Err("has several values".to_owned()),
    }
}

/// `a,1,b,2` as members.
fn by_turns(pieces: Vec<String>) -> Result<Found, String> {
    let (pairs, rest) = pieces.as_chunks::<2>();
    match rest {
        [] => {
            let pairs = pairs
                .iter()
                .map(|[name, value]| (name.clone(), value.clone()));
            Ok(Found::Members(pairs.collect()))
        }
        _ => Err(format!("{} names and values are no pairs", pieces.len())),
    }
}

/// The ways in which what parts items may be spelled.
fn separators(parameter: &Parameter) -> &'static [&'static str] {
    match (parameter.place, parameter.separator()) {
        (Place::Query | Place::Cookie, ' ') => &["%20", "+"],
        (Place::Path, ' ') => &["%20"],
        (Place::Header, '|') => &["|"],
        (_, '|') => &["%7C", "%7c", "|"],
        (Place::Header, '\t') => &["\t"],
        (_, '\t') => &["%09"],
        (_, ' ') => &[" "],
        (_, '.') => &["."],
        _ => &[","],
    }
}

/// Takes what belongs to a parameter from the pairs of a query or of cookies. `others` are names of other parameters.
///
/// # Errors
///
/// When it is not spelled in the parameter's style.
pub fn from_pairs(
    parameter: &Parameter,
    shape: Shape,
    pairs: &mut Vec<(String, String)>,
    others: &[&str],
) -> Result<Found, String> {
    let is_query = parameter.place == Place::Query;
    let plain = |text: &str| decoded(text, is_query);
    if parameter.style == Style::Deep {
        let taken = taken(pairs, |name| member_of(&parameter.name, name).is_some());
        let members = taken.iter().filter_map(|(name, value)| {
            Some((member_of(&parameter.name, name)?.to_owned(), plain(value)))
        });
        let members: Vec<_> = members.collect();
        return Ok(match members.is_empty() {
            true => Found::Nothing,
            false => Found::Members(members),
        });
    }
    if shape == Shape::Members && parameter.explode && parameter.style == Style::Form {
        let taken = taken(pairs, |name| !others.contains(&name));
        let members = taken
            .iter()
            .map(|(name, value)| (name.clone(), plain(value)));
        let members: Vec<_> = members.collect();
        return Ok(match members.is_empty() {
            true => Found::Nothing,
            false => Found::Members(members),
        });
    }
    let taken = taken(pairs, |name| name == parameter.name);
    match taken.as_slice() {
        [] => Ok(Found::Nothing),
        all if shape == Shape::Items && parameter.explode && parameter.style != Style::Json => Ok(
            Found::Items(all.iter().map(|(_, value)| plain(value)).collect()),
        ),
        [(_, value)] => list(parameter, shape, value, plain),
        several => Err(format!(
            "{} is there {} times",
            parameter.name,
            several.len()
        )),
    }
}

/// The pairs with a name that fits, which are then gone.
fn taken(pairs: &mut Vec<(String, String)>, fits: impl Fn(&str) -> bool) -> Vec<(String, String)> {
    pairs.extract_if(.., |(name, _)| fits(name)).collect()
}

/// `b` of `a[b]`.
fn member_of<'a>(parameter: &str, name: &'a str) -> Option<&'a str> {
    let rest = name.strip_prefix(parameter)?;
    rest.strip_prefix('[')?.strip_suffix(']')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parameter(place: Place, style: Style, explode: bool) -> Parameter {
        Parameter {
            name: "x".to_owned(),
            place,
            required: true,
            style,
            explode,
            allow_reserved: false,
            schema: None,
        }
    }

    fn items(all: &[&str]) -> Found {
        Found::Items(all.iter().map(|&item| item.to_owned()).collect())
    }

    fn members(all: &[(&str, &str)]) -> Found {
        let all = all.iter();
        Found::Members(
            all.map(|&(name, value)| (name.to_owned(), value.to_owned()))
                .collect(),
        )
    }

    #[test]
    fn paths_and_headers() {
        use Shape::{Items, Members, One};
        let cases = [
            (
                Style::Simple,
                false,
                One,
                "a%2Cb%2F",
                Found::One("a,b/".to_owned()),
            ),
            (Style::Simple, false, Items, "a%2Cb,c", items(&["a,b", "c"])),
            (
                Style::Simple,
                false,
                Members,
                "r,1,g,%202",
                members(&[("r", "1"), ("g", " 2")]),
            ),
            (
                Style::Simple,
                true,
                Members,
                "r=1,g=2",
                members(&[("r", "1"), ("g", "2")]),
            ),
            (Style::Label, false, One, ".a", Found::One("a".to_owned())),
            (Style::Label, false, Items, ".a,b", items(&["a", "b"])),
            (Style::Label, true, Items, ".a.b", items(&["a", "b"])),
            (
                Style::Label,
                true,
                Members,
                ".r=1.g=2",
                members(&[("r", "1"), ("g", "2")]),
            ),
            (
                Style::Matrix,
                false,
                One,
                ";x=a",
                Found::One("a".to_owned()),
            ),
            (Style::Matrix, false, One, ";x", Found::One(String::new())),
            (Style::Matrix, false, Items, ";x=a,b", items(&["a", "b"])),
            (Style::Matrix, true, Items, ";x=a;x=b", items(&["a", "b"])),
            (
                Style::Matrix,
                false,
                Members,
                ";x=r,1",
                members(&[("r", "1")]),
            ),
            (
                Style::Matrix,
                true,
                Members,
                ";r=1;g=2",
                members(&[("r", "1"), ("g", "2")]),
            ),
        ];
        for (style, explode, shape, text, expected) in cases {
            let found = alone(&parameter(Place::Path, style, explode), shape, text);
            assert_eq!(found, Ok(expected), "{text}");
        }
        let header = parameter(Place::Header, Style::Simple, false);
        assert_eq!(alone(&header, Items, "a%20, b"), Ok(items(&["a%20", "b"])));
        assert_eq!(alone(&header, Items, ""), Ok(items(&[])));
        assert_eq!(alone(&header, Members, ""), Ok(members(&[])));
        assert!(alone(&parameter(Place::Path, Style::Label, false), One, "a").is_err());
        assert!(alone(&parameter(Place::Path, Style::Matrix, false), One, ";y=a").is_err());
    }

    #[test]
    fn queries() {
        use Shape::{Items, Members, One};
        let cases = [
            (
                Style::Form,
                true,
                One,
                "x=a%26+b",
                Found::One("a& b".to_owned()),
                "",
            ),
            (
                Style::Form,
                true,
                Items,
                "x=a&y=c&x=b",
                items(&["a", "b"]),
                "y",
            ),
            (
                Style::Form,
                false,
                Items,
                "x=a%2Cb,c",
                items(&["a,b", "c"]),
                "",
            ),
            (
                Style::Form,
                true,
                Members,
                "r=1&y=c",
                members(&[("r", "1")]),
                "y",
            ),
            (
                Style::Form,
                false,
                Members,
                "x=r,1",
                members(&[("r", "1")]),
                "",
            ),
            (
                Style::Space,
                false,
                Items,
                "x=a%20b",
                items(&["a", "b"]),
                "",
            ),
            (Style::Space, false, Items, "x=a+b", items(&["a", "b"]), ""),
            (Style::Pipe, false, Items, "x=a%7Cb", items(&["a", "b"]), ""),
            (Style::Pipe, false, Items, "x=a|b", items(&["a", "b"]), ""),
            (Style::Pipe, true, Items, "x=a&x=b", items(&["a", "b"]), ""),
            (Style::Tab, false, Items, "x=a%09b", items(&["a", "b"]), ""),
            (
                Style::Deep,
                true,
                Members,
                "x%5Br%5D=1&x[g]=2&xy=3",
                members(&[("r", "1"), ("g", "2")]),
                "xy",
            ),
            (
                Style::Json,
                false,
                Members,
                "x=%7B%22a%22%3A1%7D",
                Found::One("{\"a\":1}".to_owned()),
                "",
            ),
            (Style::Form, true, One, "y=a", Found::Nothing, "y"),
        ];
        for (style, explode, shape, query, expected, left) in cases {
            let mut pairs = super::super::request::Request {
                target: format!("/?{query}"),
                ..Default::default()
            }
            .query();
            let one = parameter(Place::Query, style, explode);
            let found = from_pairs(&one, shape, &mut pairs, &["y"]);
            assert_eq!(found, Ok(expected), "{query}");
            let names: Vec<String> = pairs.into_iter().map(|(name, _)| name).collect();
            assert_eq!(names.join(" "), left, "{query}");
        }
        let mut twice = vec![("x".to_owned(), "a".to_owned()); 2];
        let one = parameter(Place::Query, Style::Form, true);
        assert!(from_pairs(&one, One, &mut twice, &[]).is_err());
    }
}
