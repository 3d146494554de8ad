//! How large a program is that makes three calls through an SDK, and how large the same program without it.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, ensure};
use serde::Serialize;

use super::Output;
use super::documents::{AGENTMAIL, ROOT};
use super::program;
use super::table;
use super::tools;
use super::usage::Ending;

/// A program, built alone.
struct Program {
    name: &'static str,
    /// The generator whose SDK it uses, in a manifest `sdk`.
    generator: Option<&'static str>,
    /// The program by hand with the features of reqwest that this one has.
    by_hand: &'static str,
    dependencies: &'static str,
    text: &'static str,
}

const BY_HAND: &str = include_str!("programs/by_hand.rs");

/// What all programs by hand need beside reqwest.
const PLAIN: &str = "jiff = { version = \"0.2\", default-features = false, features = [\"std\", \"serde\"] }\n\
    serde = { version = \"1\", features = [\"derive\"] }\n\
    serde_json = \"1\"\n";

const PROGRAMS: [Program; 8] = [
    Program {
        name: "by hand, rustls",
        generator: None,
        by_hand: "by hand, rustls",
        dependencies: "reqwest = { version = \"0.13\", default-features = false, features = [\"http2\", \"rustls\", \"stream\", \"system-proxy\"] }\n",
        text: BY_HAND,
    },
    Program {
        name: "sdkgen",
        generator: Some("sdkgen"),
        by_hand: "by hand, rustls",
        dependencies: "",
        text: include_str!("programs/sdk.rs"),
    },
    Program {
        name: "by hand, rustls alone",
        generator: None,
        by_hand: "by hand, rustls alone",
        dependencies: "reqwest = { version = \"0.13\", default-features = false, features = [\"http2\", \"rustls\"] }\n",
        text: BY_HAND,
    },
    Program {
        name: "ploidy",
        generator: Some("ploidy"),
        by_hand: "by hand, rustls alone",
        dependencies: "",
        text: include_str!("programs/ploidy.rs"),
    },
    Program {
        name: "by hand, native-tls",
        generator: None,
        by_hand: "by hand, native-tls",
        dependencies: "reqwest = { version = \"0.13\", default-features = false, features = [\"http2\", \"native-tls\", \"stream\"] }\n",
        text: BY_HAND,
    },
    Program {
        name: "oas3-gen",
        generator: Some("oas3-gen"),
        by_hand: "by hand, native-tls",
        dependencies: "",
        text: include_str!("programs/oas3_gen.rs"),
    },
    Program {
        name: "by hand, rustls without HTTP/2",
        generator: None,
        by_hand: "by hand, rustls without HTTP/2",
        dependencies: "reqwest = { version = \"0.13\", default-features = false, features = [\"query\", \"rustls\", \"stream\"] }\n",
        text: BY_HAND,
    },
    Program {
        name: "openapi-to-rust",
        generator: Some("openapi-to-rust"),
        by_hand: "by hand, rustls without HTTP/2",
        dependencies: "",
        text: include_str!("programs/openapi_to_rust.rs"),
    },
];

#[derive(Serialize)]
struct Measured {
    name: &'static str,
    /// Why there is none.
    failed: Option<String>,
    bytes: u64,
    /// Bytes above the program by hand.
    more: i128,
}

/// Builds and prints.
pub fn run(output: &Output) -> Result<()> {
    let work = tempfile::tempdir()?;
    let mut measured: Vec<Measured> = Vec::new();
    for program in &PROGRAMS {
        let Some(built) = program.build(work.path())? else {
            continue;
        };
        let (bytes, failed) = match built {
            Ok(bytes) => (bytes, None),
            Err(why) => (0, Some(why)),
        };
        let mut others = measured.iter();
        let by_hand = others.find(|other| other.name == program.by_hand);
        let by_hand = by_hand.map_or(bytes, |other| other.bytes);
        measured.push(Measured {
            name: program.name,
            failed,
            bytes,
            more: i128::from(bytes) - i128::from(by_hand),
        });
    }
    let row = |one: &Measured| match &one.failed {
        Some(why) => vec![one.name.to_owned(), format!("fails: {why}"), String::new()],
        None => vec![
            one.name.to_owned(),
            one.bytes.to_string(),
            one.more.to_string(),
        ],
    };
    let rows: Vec<Vec<String>> = measured.iter().map(row).collect();
    table::print(&["program", "bytes", "more than by hand"], &rows);
    table::write(output, &measured)
}

impl Program {
    /// The bytes of the program, stripped, or why it cannot be built; nothing where its generator is not installed.
    fn build(&self, work: &Path) -> Result<Option<Result<u64, String>>> {
        let crate_name = self.generator.unwrap_or(self.name);
        let crate_name = crate_name.replace([' ', ',', '/'], "-");
        let folder = work.join(format!("{crate_name}-program"));
        let sdk = match self.generator {
            None => PLAIN.to_owned(),
            Some("sdkgen") => {
                let sdk = fs::canonicalize(Path::new(ROOT).join("generated"))?;
                format!("agentmail-sdk = {{ path = {sdk:?} }}\n")
            }
            Some(name) => {
                let tools = tools::all()?;
                let Some(tool) = tools.iter().find(|tool| tool.name == name) else {
                    return Ok(None);
                };
                let sdk = work.join(format!("{name}-sdk"));
                let document = PathBuf::from(ROOT).join(AGENTMAIL);
                if let Ending::Badly(why) = tool.generate(&document, &sdk)?.ending {
                    return Ok(Some(Err(why)));
                }
                tool.needs.supply(&sdk)?;
                format!(
                    "sdk = {{ package = {:?}, path = {sdk:?} }}\n",
                    package(&sdk)?
                )
            }
        };
        let dependencies = format!("{}{sdk}", self.dependencies);
        let target = work.join("target");
        let Some(built) = program::build(&folder, &dependencies, self.text, &target)? else {
            let why = format!("{} does not build", folder.display());
            ensure!(self.generator.is_some_and(|name| name != "sdkgen"), why);
            return Ok(Some(Err(why)));
        };
        Ok(Some(Ok(fs::metadata(built)?.len())))
    }
}

/// The name in a manifest.
fn package(folder: &Path) -> Result<String> {
    let manifest: toml::Table = fs::read_to_string(folder.join("Cargo.toml"))?.parse()?;
    let package = manifest
        .get("package")
        .and_then(|package| package.get("name"));
    let name = package.and_then(toml::Value::as_str);
    Ok(name.context("a manifest without a name")?.to_owned())
}
