// src/cli/events.rs

//! The commands about deliveries.

use crate::runtime::cli::event_table::{Event, Events, decode};
use crate::runtime::{cli::events, cli::table::Extra};

pub(super) const EXTRA: Extra = Extra {
    name: events::NAME,
    about: events::ABOUT,
    commands: || events::commands(&EVENTS),
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
