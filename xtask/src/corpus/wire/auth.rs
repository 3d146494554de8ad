//! The credentials of a call, and whether they came where they belong.

use base64::Engine;
use base64::engine::general_purpose;
use serde_json::{Map, Value};

use super::description::Operation;
use super::parameter::{Parameter, Place};
use super::request::{Request, decoded};
use super::scheme::{Kind, Scheme};

/// The schemes whose credentials a call is given: those of the first set whose places are all known.
pub fn needed(operation: &Operation) -> &[Scheme] {
    let is_known = |set: &&Vec<Scheme>| {
        !set.is_empty() && set.iter().all(|scheme| scheme.kind != Kind::Unknown)
    };
    let found = operation.security.iter().find(is_known);
    found.map_or(&[], Vec::as_slice)
}

/// The credentials of a call, by scheme.
pub fn credentials(operation: &Operation) -> Map<String, Value> {
    let schemes = needed(operation).iter();
    schemes
        .map(|scheme| (scheme.key.clone(), scheme.credential().into()))
        .collect()
}

impl Scheme {
    const fn credential(&self) -> &'static str {
        match self.kind {
            Kind::Basic => "us er:pa:ss w\u{f6}rd",
            Kind::Query(_) => "k&y=1/2+3%\u{e9}#4",
            Kind::Cookie(_) => "cookie-1",
            Kind::Bearer | Kind::Header(_) | Kind::Unknown => "key-1/2+3=_~.a",
        }
    }

    /// Whether the credential goes where a parameter does.
    pub fn goes_into(&self, parameter: &Parameter) -> bool {
        match &self.kind {
            Kind::Header(name) => {
                parameter.place == Place::Header && parameter.name.eq_ignore_ascii_case(name)
            }
            Kind::Query(name) => parameter.place == Place::Query && parameter.name == *name,
            Kind::Cookie(name) => parameter.place == Place::Cookie && parameter.name == *name,
            Kind::Bearer | Kind::Basic | Kind::Unknown => false,
        }
    }

    /// What the credential is in the `Authorization` header.
    fn authorization(&self) -> Option<String> {
        let credential = self.credential();
        match &self.kind {
            Kind::Bearer => Some(format!("Bearer {credential}")),
            Kind::Header(name) if name.eq_ignore_ascii_case("authorization") => {
                Some(credential.to_owned())
            }
            Kind::Basic => {
                let encoded = general_purpose::STANDARD.encode(credential);
                Some(format!("Basic {encoded}"))
            }
            _ => None,
        }
    }
}

/// Looks for the credentials; what of the query and the cookies they are is taken out.
pub fn check(
    operation: &Operation,
    request: &Request,
    query: &mut Vec<(String, String)>,
    cookies: &mut Vec<(String, String)>,
    problems: &mut Vec<String>,
) {
    check_set(needed(operation), request, query, cookies, problems);
}

/// Looks for the credentials of these schemes.
pub fn check_set(
    schemes: &[Scheme],
    request: &Request,
    query: &mut Vec<(String, String)>,
    cookies: &mut Vec<(String, String)>,
    problems: &mut Vec<String>,
) {
    // Of several that go into this header together, there can be one.
    let expected: Vec<String> = schemes.iter().filter_map(Scheme::authorization).collect();
    let found = request.header("authorization");
    let is_expected = match found {
        Some(found) => expected.iter().any(|one| one == found),
        None => expected.is_empty(),
    };
    if !is_expected {
        problems.push(format!("authorization is {found:?} and not {expected:?}"));
    }
    for scheme in schemes {
        let credential = scheme.credential();
        let (place, found) = match &scheme.kind {
            Kind::Header(name) if name.eq_ignore_ascii_case("authorization") => continue,
            Kind::Header(name) => {
                let found = request.header(&name.to_ascii_lowercase());
                (format!("header {name}"), found.map(str::to_owned))
            }
            Kind::Query(name) => {
                let found = take(query, name).map(|value| decoded(&value, true));
                (format!("query {name}"), found)
            }
            Kind::Cookie(name) => {
                let found = take(cookies, name).map(|value| decoded(&value, false));
                (format!("cookie {name}"), found)
            }
            Kind::Bearer | Kind::Basic | Kind::Unknown => continue,
        };
        // More than one header of a name have been set by a parameter of that name.
        if found.as_deref() != Some(credential) {
            problems.push(format!(
                "{place} is {found:?} and not the credential {credential:?}"
            ));
        }
    }
}

fn take(pairs: &mut Vec<(String, String)>, name: &str) -> Option<String> {
    let index = pairs.iter().position(|(other, _)| other == name)?;
    Some(pairs.remove(index).1)
}

/// The headers that the credentials of an operation go into, in lower case.
pub fn headers(operation: &Operation) -> Vec<String> {
    let schemes = needed(operation).iter();
    schemes
        .filter_map(|scheme| match &scheme.kind {
            Kind::Header(name) => Some(name.to_ascii_lowercase()),
            _ => None,
        })
        .collect()
}
