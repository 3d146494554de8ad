// warning[W0501]: the flag `query` of `pets_list` is called `param-query`, since `query` is taken
//   --> cli.yaml:10:5
//    |
// 10 |     get:
//    |     ^^^
//

// src/bin/kennel.rs

//! The command-line tool `kennel`.

use std::process::ExitCode;

fn main() -> ExitCode {
    cli::cli::main()
}

// src/cli/mod.rs

//! The command-line tool.

mod pets;

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
    environments: &[("main", "https://kennel.example")],
    credentials: &[],
    parameters: &[],
    root: Group {
        name: "",
        about: "",
        groups: &[pets::GROUP],
        commands: &[],
    },
    extras: &[],
};

// src/cli/pets.rs

use crate::models::Pet;
use crate::runtime::cli::table::{
    Answer, Command, Flag, Group, Kind, Pages, Place, Shape, Whole, check,
};
use crate::runtime::walk::walk;

pub(super) const GROUP: Group = Group {
    name: "pets",
    about: "Commands of pets",
    groups: &[],
    commands: &[
        Command {
            about: "GET /pets",
            example: "kennel pets list",
            flags: &[
                Flag {
                    help: "Words to look for.",
                    ..Flag::new("param-query", Place::Query, "query", Kind::Text)
                },
                Flag {
                    plural: "tags",
                    shape: Shape::List,
                    limits: "at most 3",
                    values: &["good", "bad"],
                    ..Flag::new("tag", Place::Query, "tags", Kind::Text)
                },
                Flag::new("cursor", Place::Query, "cursor", Kind::Text),
            ],
            pages: Some(Pages {
                start: |call| walk(call, &crate::api::pets::LIST_PAGES),
                items: &["pets"],
            }),
            columns: &["name"],
            ..Command::new("list", &crate::api::pets::LIST)
        },
        Command {
            about: "Create a pet",
            example: "kennel pets create --name NAME",
            flags: &[
                Flag {
                    required: true,
                    help: "What it is called.",
                    limits: "not empty",
                    ..Flag::new("name", Place::Body, "name", Kind::Text)
                },
                Flag {
                    secret: true,
                    ..Flag::new("key", Place::Body, "key", Kind::Text)
                },
                Flag::new("owner", Place::Body, "owner", Kind::Json),
            ],
            body: Whole::Json,
            needs_body: true,
            check: Some(check::<Pet>),
            once: &["key"],
            ..Command::new("create", &crate::api::pets::CREATE)
        },
        Command {
            about: "GET /pets/{pet_id}/photo",
            example: "kennel pets get-photo 1",
            flags: &[Flag::path("pet-id", "pet_id", Kind::Integer)],
            answer: Answer::Bytes,
            ..Command::new("get-photo", &crate::api::pets::GET_PHOTO)
        },
    ],
};
