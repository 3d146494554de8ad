//! A delivery that arrived: whether it is genuine, what it is, and how that is printed.

use std::cell::RefCell;

use bytes::Bytes;
use clap::ArgMatches;

use super::event_table::{Events, Signing, When};
use super::events::{no_secret, secret_of};
use super::failure::Failure;
use super::globals::{is_on, text};
use super::grid;
use super::input;
use super::json::Json;
use super::mask::Mask;
use super::print::{self, Format, Output};
use super::query::Query;
use super::table::Tool;
use super::terminal;
use super::throttle;
use crate::runtime::text::one_line;

/// A delivery.
pub(super) struct Arrival {
    pub(super) headers: Vec<(String, Vec<u8>)>,
    pub(super) body: Bytes,
}

/// The id of a genuine delivery and when it was sent; `None` if deliveries are not verified.
pub(super) type Genuine = Option<(String, u64)>;

/// Tells genuine deliveries from others.
#[derive(Clone)]
pub(super) struct Check {
    signing: &'static Signing,
    secret: String,
    when: When,
}

impl Check {
    /// The id of a delivery and when it was sent, unless it is refused, with the reason.
    pub(super) fn verified(&self, arrival: &Arrival) -> Result<Genuine, String> {
        let (headers, body) = (&arrival.headers, &arrival.body);
        let verdict = (self.signing.verify)(&self.secret, headers, body, self.when);
        verdict.map_err(|error| error.to_string())?.map(Some)
    }
}

/// How deliveries are looked at.
pub(super) struct Desk {
    events: &'static Events,
    /// None: nothing is verified.
    check: Option<Check>,
    format: Format,
    query: Option<Query>,
    mask: RefCell<Mask>,
    secret_members: &'static [&'static str],
}

impl Desk {
    pub(super) fn new(
        tool: &'static Tool,
        events: &'static Events,
        matches: &ArgMatches,
        when: When,
    ) -> Result<Self, Failure> {
        let format = Format::choose(text(matches, "format"), text(matches, "output").is_some());
        if matches!(format, Format::Csv | Format::Curl) {
            let message = "deliveries are printed as table, json, jsonl, yaml or raw";
            return Err(Failure::Usage(message.to_owned()));
        }
        let check = match &events.signing {
            Some(signing) => secret_of(signing, matches)?.map(|secret| Check {
                signing,
                secret,
                when,
            }),
            None => None,
        };
        if let Some(check) = &check {
            // What is wrong with the secret is wrong with every delivery.
            (check.signing.verify)(&check.secret, &[], &Bytes::new(), when).map(drop)?;
        }
        Ok(Desk {
            events,
            check,
            format,
            query: text(matches, "query").map(Query::parse).transpose()?,
            mask: RefCell::new(Mask::new(
                tool.sdk.secret_members,
                &[],
                is_on(matches, "show-secrets"),
            )),
            secret_members: tool.sdk.secret_members,
        })
    }

    /// The way deliveries are verified, if they are.
    pub(super) fn check(&self) -> Option<Check> {
        self.check.clone()
    }

    /// A delivery in print. What is odd about it is said beside.
    pub(super) fn shown(
        &self,
        arrival: &Arrival,
        sent: Genuine,
        is_alone: bool,
    ) -> Result<Vec<u8>, Failure> {
        let shown = self.unnoted(arrival, sent, is_alone)?;
        if self.format != Format::Table {
            self.mask.borrow_mut().note(&shown);
        }
        Ok(shown)
    }

    fn unnoted(
        &self,
        arrival: &Arrival,
        sent: Genuine,
        is_alone: bool,
    ) -> Result<Vec<u8>, Failure> {
        let body = Json::parse(&arrival.body).ok();
        let tag = self.events.union.map(|(tag, _)| tag);
        let name = tag.and_then(|tag| match body.as_ref()?.get(tag)? {
            Json::Text(name) => Some(name.as_str()),
            _ => None,
        });
        let known = name.and_then(|name| self.events.all.iter().find(|one| one.name == name));
        match (known, self.events.union) {
            (Some(_), Some((_, decode))) => {
                if let Err(error) = decode(&arrival.body, self.secret_members) {
                    throttle::say(&format!("this is not what the description says: {error}"));
                }
            }
            (None, Some((tag, _))) => throttle::note(&match name {
                Some(name) => format!(
                    "the type `{}` is not known to this version",
                    one_line(name, 100)
                ),
                None => format!("the payload has no `{tag}`, so its type is not known"),
            }),
            (_, None) => {}
        }
        let mut mask = self.mask.borrow_mut();
        if self.format == Format::Raw && self.query.is_none() {
            return Ok([&mask.body(&arrival.body), b"\n".as_slice()].concat());
        }
        let event = match &body {
            Some(body) => {
                let mut event = body.clone();
                mask.json(&mut event);
                event
            }
            None => {
                let text = mask.body(&arrival.body);
                Json::Text(String::from_utf8_lossy(&text).into_owned())
            }
        };
        let text = |text: &str| Json::Text(text.to_owned());
        let mut members = vec![("type".to_owned(), name.map_or(Json::Null, text))];
        if let Some((id, seconds)) = &sent {
            members.push(("id".to_owned(), text(id)));
            members.push(("timestamp".to_owned(), Json::Number(seconds.to_string())));
        }
        if self.format == Format::Table && self.query.is_none() {
            let mut title = name.unwrap_or("event").to_owned();
            if let Some(known) = known.filter(|known| !known.ty.is_empty()) {
                title += &format!("  {}", known.ty);
            }
            if let Some((id, _)) = &sent {
                title += &format!("  {id}");
            }
            let table = grid::one(&grid::spread(event));
            let title = terminal::clean(&title);
            return Ok(format!("{title}\n{table}\n").into());
        }
        members.push(("event".to_owned(), event));
        let whole = Json::Object(members);
        let whole = match &self.query {
            Some(query) => query.search(&whole)?,
            None => whole,
        };
        Ok(match self.format {
            Format::Table if !is_alone => terminal::clean(&grid::plain(&whole)).into_owned() + "\n",
            Format::Table => grid::one(&whole),
            Format::Raw => grid::plain(&whole) + "\n",
            Format::Yaml => format!("---\n{}", print::yaml(&whole)?),
            Format::Json if is_alone => whole.pretty(0) + "\n",
            _ => whole.compact() + "\n",
        }
        .into_bytes())
    }
}

/// Verifies a saved delivery and prints it.
pub(super) fn verify(
    tool: &'static Tool,
    events: &'static Events,
    matches: &ArgMatches,
) -> Result<(), Failure> {
    let when = match text(matches, "at") {
        _ if is_on(matches, "any-age") => When::Stated,
        None => When::Now,
        Some(at) => When::At(at.parse().map_err(|_| {
            Failure::Usage("--at must be a number of seconds since 1970".to_owned())
        })?),
    };
    let desk = Desk::new(tool, events, matches, when)?;
    let arrival = match (desk.check(), &events.signing) {
        (None, Some(signing)) => return Err(no_secret(signing)),
        _ => saved(matches)?,
    };
    let verified = desk
        .check()
        .map_or(Ok(None), |check| check.verified(&arrival));
    match verified {
        Err(reason) => Err(Failure::Refused(format!("not genuine: {reason}"))),
        Ok(sent) => {
            let mut output = Output::open(text(matches, "output"))?;
            output.write(desk.shown(&arrival, sent, true)?)?;
            output.close()
        }
    }
}

/// The delivery that files and flags hold.
fn saved(matches: &ArgMatches) -> Result<Arrival, Failure> {
    let mut headers = Vec::new();
    let mut body = None;
    for id in ["delivery", "headers"] {
        let Some(path) = text(matches, id) else {
            continue;
        };
        let bytes = input::read("the delivery", path.strip_prefix('@').unwrap_or(path))?;
        match Json::parse(&bytes) {
            Ok(Json::Object(members)) => {
                headers.extend(
                    members
                        .iter()
                        .map(|(name, value)| (name.clone(), grid::plain(value).into_bytes())),
                );
            }
            _ => {
                let (head, rest) = split(&bytes);
                headers.extend(head.lines().filter_map(header));
                body = rest.map(Bytes::copy_from_slice);
            }
        }
    }
    let given = matches.try_get_many::<String>("header").ok().flatten();
    for line in given.into_iter().flatten() {
        let header = header(line);
        headers.push(header.ok_or_else(|| {
            Failure::Usage(format!("--header takes 'NAME: VALUE', not `{line}`"))
        })?);
    }
    if let Some(path) = text(matches, "body") {
        body = Some(input::read("--body", path.strip_prefix('@').unwrap_or(path))?.into());
    }
    let Some(body) = body else {
        let message = "there is no body: give --body FILE, or a file with headers, an empty line and the body";
        return Err(Failure::Usage(message.to_owned()));
    };
    Ok(Arrival { headers, body })
}

/// The lines before the first empty one, and the bytes behind it.
fn split(bytes: &[u8]) -> (String, Option<&[u8]>) {
    let mut start = 0;
    for line in bytes.split_inclusive(|byte| *byte == b'\n') {
        if line.trim_ascii().is_empty() {
            break;
        }
        start += line.len();
    }
    let (head, rest) = bytes.split_at_checked(start).unwrap_or((bytes, &[]));
    let empty = rest.split_inclusive(|byte| *byte == b'\n').next();
    let rest = empty.and_then(|empty| rest.get(empty.len()..));
    (String::from_utf8_lossy(head).into_owned(), rest)
}

/// A header from a line; a line such as `POST / HTTP/1.1` is none.
fn header(line: &str) -> Option<(String, Vec<u8>)> {
    let (name, value) = line.split_once(':')?;
    let name = name.trim();
    let is_name = !name.is_empty() && !name.contains(char::is_whitespace);
    is_name.then(|| (name.to_owned(), value.trim().as_bytes().to_vec()))
}
