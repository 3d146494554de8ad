//! The tables of the command-line tool: what a generated crate says about its commands. All else is the same for every
//! tool.

use std::pin::Pin;

use bytes::Bytes;
use clap::ArgMatches;
use serde::de::DeserializeOwned;

use super::failure::Failure;
use crate::runtime::draft::Draft;
use crate::runtime::error::{Breach, Error};
use crate::runtime::operation::Operation;
use crate::runtime::path::locate;
use crate::runtime::sdk::Sdk;
use crate::runtime::transport::BoxFuture;
use crate::runtime::validate::{Validate, check_body};
use crate::runtime::value;

/// A whole tool.
#[derive(Debug)]
pub struct Tool {
    /// What it is called by, such as `agentmail`.
    pub name: &'static str,
    /// One line about it.
    pub about: &'static str,
    /// The version of the crate.
    pub version: &'static str,
    /// The version of the description.
    pub api_version: &'static str,
    /// The service.
    pub sdk: &'static Sdk,
    /// The servers that have a name: the name and the URL.
    pub environments: &'static [(&'static str, &'static str)],
    /// How callers prove who they are: the scheme and the flag.
    pub credentials: &'static [(&'static str, &'static str)],
    /// The parameters of the client: the builder's method and the flag.
    pub parameters: &'static [(&'static str, &'static str)],
    /// What stands at the top.
    pub root: Group,
    /// Commands beside those that call operations.
    pub extras: &'static [Extra],
}

/// Commands that not every tool has.
#[derive(Debug)]
pub struct Extra {
    /// The word on the command line.
    pub name: &'static str,
    /// What they are for.
    pub about: &'static str,
    /// What clap has to know of them.
    pub commands: fn() -> clap::Command,
    /// Runs one of them.
    pub run: for<'a> fn(&'static Tool, &'a str, &'a ArgMatches) -> Running<'a>,
}

/// A command at work.
pub type Running<'a> = Pin<Box<dyn Future<Output = Result<(), Failure>> + 'a>>;

/// Commands that belong together.
#[derive(Debug)]
pub struct Group {
    /// The word on the command line.
    pub name: &'static str,
    /// What it is for.
    pub about: &'static str,
    /// The groups within it.
    pub groups: &'static [Group],
    /// The commands in it.
    pub commands: &'static [Command],
}

/// A command: an operation with all that a command line needs beside it.
#[derive(Debug)]
pub struct Command {
    /// The word on the command line.
    pub name: &'static str,
    /// What it calls.
    pub operation: &'static Operation,
    /// One line.
    pub about: &'static str,
    /// All there is to say.
    pub description: &'static str,
    /// A call, as it is typed.
    pub example: &'static str,
    /// Its flags; those that stand in the path come first, in order.
    pub flags: &'static [Flag],
    /// How a body is given as a whole.
    pub body: Whole,
    /// Whether a body is sent in any case.
    pub needs_body: bool,
    /// Checks a body of JSON.
    pub check: Option<BodyCheck>,
    /// What comes back.
    pub answer: Answer,
    /// How its list is paged.
    pub pages: Option<Pages>,
    /// The members that a table shows.
    pub columns: &'static [&'static str],
    /// Secret members that are never shown again.
    pub once: &'static [&'static str],
}

impl Command {
    /// A command that takes nothing and gives JSON.
    pub const fn new(name: &'static str, operation: &'static Operation) -> Self {
        Command {
            name,
            operation,
            about: "",
            description: "",
            example: "",
            flags: &[],
            body: Whole::None,
            needs_body: false,
            check: None,
            answer: Answer::Json,
            pages: None,
            columns: &[],
            once: &[],
        }
    }

    /// The members of its body that must not be shown.
    pub(super) fn secrets(&self) -> impl Iterator<Item = &'static str> {
        let flags = self.flags.iter().filter(|flag| flag.secret);
        flags.map(|flag| flag.wire)
    }
}

/// Gives every rule that a body breaks.
pub type BodyCheck = fn(&[u8]) -> Vec<Breach>;

/// How a body is given as a whole.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Whole {
    /// There is none.
    None,
    /// As JSON.
    Json,
    /// As bytes or text.
    Bytes,
}

/// What comes back from a call.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Answer {
    /// Nothing of interest.
    Empty,
    /// JSON.
    Json,
    /// Text.
    Text,
    /// Bytes, read as they arrive.
    Bytes,
    /// Values one after another, read as they arrive.
    Stream,
}

/// How a list is paged.
#[derive(Debug)]
pub struct Pages {
    /// Begins at a call.
    pub start: fn(Draft) -> Box<dyn Walk>,
    /// The members that lead to the items.
    pub items: &'static [&'static str],
}

/// A list on its way from page to page.
pub trait Walk: Send {
    /// The body of the next page.
    fn next(&mut self) -> BoxFuture<'_, Result<Option<Bytes>, Error>>;
}

/// A flag.
#[derive(Debug)]
pub struct Flag {
    /// Its name without the dashes; of a list in the singular.
    pub name: &'static str,
    /// Of a list, the name that takes several at once.
    pub plural: &'static str,
    /// Where its value goes.
    pub place: Place,
    /// Its name on the wire.
    pub wire: &'static str,
    /// What its value is, or of a list or map one of them.
    pub kind: Kind,
    /// Whether it is one value or several.
    pub shape: Shape,
    /// Whether a call needs it.
    pub required: bool,
    /// What it is.
    pub help: &'static str,
    /// What is allowed, in words.
    pub limits: &'static str,
    /// The values that are known.
    pub values: &'static [&'static str],
    /// Whether it must not be shown.
    pub secret: bool,
    /// Whether the member may be null.
    pub nullable: bool,
}

impl Flag {
    /// An optional flag of one value.
    pub const fn new(name: &'static str, place: Place, wire: &'static str, kind: Kind) -> Self {
        Flag {
            name,
            plural: "",
            place,
            wire,
            kind,
            shape: Shape::One,
            required: false,
            help: "",
            limits: "",
            values: &[],
            secret: false,
            nullable: false,
        }
    }

    /// A flag that stands for part of the path.
    pub const fn path(name: &'static str, wire: &'static str, kind: Kind) -> Self {
        Flag {
            required: true,
            ..Flag::new(name, Place::Path, wire, kind)
        }
    }
}

/// Where the value of a flag goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// Into the path.
    Path,
    /// Behind the `?`.
    Query,
    /// Into a header.
    Header,
    /// Into a cookie.
    Cookie,
    /// Into a field of a form.
    Field,
    /// Into a member of the body.
    Body,
}

/// What a value is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Text.
    Text,
    /// A whole number.
    Integer,
    /// A number.
    Number,
    /// `true` or `false`.
    Bool,
    /// Any JSON.
    Json,
    /// A file.
    File,
}

/// Whether a flag is one value or several.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    /// One.
    One,
    /// A list.
    List,
    /// A map from names.
    Map,
}

/// Every rule of the description that a body of the type `T` breaks.
pub fn check<T: DeserializeOwned + Validate>(body: &[u8]) -> Vec<Breach> {
    let message = match serde_json::from_slice::<T>(body) {
        Ok(body) => return check_body(&body),
        Err(error) => error.to_string(),
    };
    let read = serde_json::from_slice(body);
    let placed = read.ok().and_then(|body| value::decode::<T>(&body).err());
    let message = placed.unwrap_or(message);
    let (path, text) = locate(String::new(), &message);
    let text = text.split(" at line ").next().unwrap_or(text);
    vec![Breach::new(path, "type", format!("is not valid: {text}"))]
}
