// src/cli/mod.rs

//! The command-line tool.

mod webhook_events;
mod events;

use std::process::ExitCode;

use crate::client::SDK;
use crate::runtime::cli::table::{Group, Tool};

/// Runs the command-line tool with the arguments of the process.
#[must_use]
pub fn main() -> ExitCode {
    crate::runtime::cli::run::main(&TOOL)
}

const TOOL: Tool = Tool {
    name: "kennel",
    about: "A client for Kennel",
    version: env!("CARGO_PKG_VERSION"),
    api_version: "3",
    sdk: &SDK,
    environments: &[("default", "https://kennel.example")],
    credentials: &[],
    parameters: &[],
    root: Group {
        name: "",
        about: "",
        groups: &[events::GROUP],
        commands: &[],
    },
    extras: &[webhook_events::EXTRA],
};

// src/cli/webhook_events.rs

//! The commands about deliveries.

use crate::runtime::cli::event_table::{Event, Events, decode};
use crate::runtime::{cli::events, cli::table::Extra};

pub(super) const EXTRA: Extra = Extra {
    name: "webhook-events",
    about: events::ABOUT,
    commands: || events::commands("webhook-events", &EVENTS),
    run: |tool, what, matches| events::run(tool, &EVENTS, what, matches),
};

const EVENTS: Events = Events {
    all: &[
        Event {
            about: "A pet was born",
            ty: "Born",
            payload: &["event", "pet"],
            sample: r#"{
  "event": "pet.born",
  "pet": {
    "name": "Rex",
    "tags": ["good"]
  }
}"#,
            ..Event::new("pet.born")
        },
        Event {
            about: "",
            ty: "Lost",
            payload: &["event", "pet", "since", "places", "note?", "owner"],
            sample: r#"{
  "event": "pet.lost",
  "pet": {
    "name": "Rex",
    "tags": ["good"]
  },
  "since": "2026-01-01T00:00:00Z",
  "places": [7, 7],
  "owner": {
    "id": "id__"
  }
}"#,
            ..Event::new("pet.lost")
        },
    ],
    union: Some(("event", decode::<crate::models::Event>)),
    signing: None,
};
